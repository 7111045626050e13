/* SPDX-License-Identifier: MIT */
/* See rules.h. */
#ifndef SIM_RULES_STEPS_H
#define SIM_RULES_STEPS_H

#define RULES_STEPS(X)                                                                   \
	X(STEPS_START, "steps.start", "stepfunctions.standard.start.rate",               \
	  "StartExecution takes from a bucket that fills at {} for all standard workflows of the " \
	  "account. It is empty: ThrottlingException.")                                  \
	X(STEPS_EXPRESS_START, "steps.express.start", "stepfunctions.express.start.rate", \
	  "All express workflows of the account together may start {}. That is used up: " \
	  "ThrottlingException.")                                                        \
	X(STEPS_OPEN, "steps.open", "stepfunctions.standard.open",                       \
	  "{} of standard workflows are open, more are not allowed: ExecutionLimitExceeded.") \
	X(STEPS_INPUT, "steps.input", "stepfunctions.data",                              \
	  "The input of the execution is larger than {}.")                               \
	X(STEPS_DATA, "steps.data", "stepfunctions.data",                                \
	  "The output of a state is larger than {}: States.DataLimitExceeded, which States.ALL does " \
	  "not match. Keep the data in S3 and pass its key on.")                         \
	X(STEPS_SYNC, "steps.sync", "",                                                  \
	  "StartSyncExecution is for express workflows, a standard one may take a year: " \
	  "StateMachineTypeNotSupported, and nothing starts.")                           \
	X(STEPS_SYNC_FAILED, "steps.sync.failed", "",                                    \
	  "The execution failed, yet StartSyncExecution answers 200: its body has the status FAILED or " \
	  "TIMED_OUT. Only what keeps an execution from running is an error.")           \
	X(STEPS_TRANSITIONS, "steps.transitions", "stepfunctions.standard.transition.rate", \
	  "Steps of all standard workflows take from one bucket, which fills at {}. It is empty: the " \
	  "step waits, nothing fails.")                                                  \
	X(STEPS_HISTORY, "steps.history", "stepfunctions.standard.history",              \
	  "The execution's history is full at {}: it fails. A loop that goes on starts a new execution " \
	  "instead, a large Map is distributed.")                                        \
	X(STEPS_EXPRESS_MOST, "steps.express.most", "stepfunctions.express.most",        \
	  "An express execution is stopped after {}.")                                   \
	X(STEPS_TIMEOUT, "steps.timeout", "stepfunctions.standard.most",                 \
	  "The execution's time ran out: its TimeoutSeconds, else {}.")                  \
	X(STEPS_TASK_TIMEOUT, "steps.task.timeout", "",                                  \
	  "The task took longer than its TimeoutSeconds: States.Timeout. What it called goes on and its " \
	  "answer goes nowhere.")                                                        \
	X(STEPS_HEARTBEAT, "steps.task.heartbeat", "",                                   \
	  "No heartbeat came for HeartbeatSeconds: States.HeartbeatTimeout.")            \
	X(STEPS_HTTP, "steps.http", "stepfunctions.http.most",                           \
	  "The address did not answer within {}: States.Http.Socket.")                   \
	X(STEPS_RETRY, "steps.retry", "stepfunctions.retry.attempts",                    \
	  "A Retry matches the error: {} unless MaxAttempts says otherwise, each wait BackoffRate times " \
	  "as long as the one before. Standard workflows pay for each as a step.")                        \
	X(STEPS_CATCH, "steps.catch", "",                                                \
	  "Retries are used up or none matches. A Catch does: its Next goes on.")        \
	X(STEPS_FAILED, "steps.failed", "",                                              \
	  "No Retry and no Catch took the error: the execution fails.")                  \
	X(STEPS_FAIL, "steps.fail", "", "A Fail state ends the execution, as it is meant to.") \
	X(STEPS_NO_CHOICE, "steps.no-choice", "",                                        \
	  "No rule of the Choice matches and it has no Default: States.NoChoiceMatched.") \
	X(STEPS_TOLERANCE, "steps.map.tolerance", "",                                    \
	  "More items failed than the Map tolerates: States.ExceedToleratedFailureThreshold.") \
	X(STEPS_TWICE, "steps.twice", "stepfunctions.express.duplicates",                \
	  "Asynchronous express workflows run at least once, and now and then twice (assumed: {}). " \
	  "Their tasks must be idempotent.")

#endif
