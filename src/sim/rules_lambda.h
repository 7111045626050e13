/* SPDX-License-Identifier: MIT */
/* See rules.h. Throttles are named by the Reason that AWS gives with them. */
#ifndef SIM_RULES_LAMBDA_H
#define SIM_RULES_LAMBDA_H

#define RULES_LAMBDA(X)                                                                   \
	X(LAMBDA_ACCOUNT_FULL, "lambda.throttle.account", "lambda.concurrency.account",   \
	  "ConcurrentInvocationLimitExceeded: all functions of the account together may " \
	  "have {} at work unless its quota differs, less what others reserved. Lambda "  \
	  "does not queue: 429.")                                                         \
	X(LAMBDA_RESERVED_FULL, "lambda.throttle.reserved", "",                           \
	  "ReservedFunctionConcurrentInvocationLimitExceeded: the function's reserved "   \
	  "concurrency is a cap too, and all of it is at work. Lambda does not queue: 429.") \
	X(LAMBDA_RESERVED_NONE, "lambda.throttle.off", "",                                \
	  "ReservedFunctionConcurrentInvocationLimitExceeded: the function's reserved "   \
	  "concurrency is 0, so it is switched off. Every request gets 429.")             \
	X(LAMBDA_ACCOUNT_FAST, "lambda.throttle.rate", "lambda.requests.factor",          \
	  "FunctionInvocationRateLimitExceeded: each unit of the account's concurrency "  \
	  "allows {}. Functions that take less than 100 ms meet this limit first.")       \
	X(LAMBDA_RESERVED_FAST, "lambda.throttle.reserved-rate", "lambda.requests.factor", \
	  "ReservedFunctionInvocationRateLimitExceeded: each unit of the reserved "       \
	  "concurrency allows {}.")                                                       \
	X(LAMBDA_SCALING, "lambda.throttle.scaling", "lambda.scaling.step",               \
	  "A function may not start new environments as fast as it likes: {} in each "    \
	  "period. Until there are more, requests that need one are throttled.")          \
	X(LAMBDA_SPILLOVER, "lambda.provisioned.spillover", "lambda.provisioned.requests.factor", \
	  "No provisioned environment was free (each takes {}): the request spilled over to " \
	  "on-demand ones, where it may meet a cold start.")                              \
	X(LAMBDA_COLD, "lambda.cold", "lambda.keepalive",                                 \
	  "No idle environment was left: a cold start. An idle one is kept for {}.")      \
	X(LAMBDA_RESTORE, "lambda.restore", "",                                           \
	  "No idle environment was left: a new one is restored from the SnapStart "       \
	  "snapshot instead of running INIT.")                                            \
	X(LAMBDA_INIT_LIMIT, "lambda.init.limit", "lambda.init.limit",                    \
	  "INIT took longer than {}: Lambda stops it and runs it again with the "         \
	  "invocation, under the function's own timeout.")                                \
	X(LAMBDA_TIMEOUT, "lambda.timeout", "lambda.timeout.default",                     \
	  "The function's time ran out ({} unless it sets Timeout). Its environment is "  \
	  "reset: the next request there pays INIT again.")                               \
	X(LAMBDA_ERROR, "lambda.error", "",                                               \
	  "The function threw an error (its ErrorRate). Lambda itself worked: 200 with "  \
	  "the header X-Amz-Function-Error.")                                             \
	X(LAMBDA_CALL_FAILED, "lambda.call-failed", "",                                   \
	  "A call that the function made failed, retries included, and it does not catch that.") \
	X(LAMBDA_RESPONSE, "lambda.response", "lambda.payload.response",                  \
	  "The response is larger than {}.")                                              \
	X(LAMBDA_PAYLOAD, "lambda.payload", "lambda.payload.request",                     \
	  "The request is larger than {}: 413.")                                          \
	X(LAMBDA_EVENT_PAYLOAD, "lambda.async.payload", "lambda.payload.async",           \
	  "The event is larger than {}: 413.")                                            \
	X(LAMBDA_RECURSION, "lambda.recursion", "lambda.recursion.stop",                  \
	  "A loop: this chain of events has come to the function too often ({}). Lambda stops it. " \
	  "RecursiveLoop: Allow would let it run.")                                       \
	X(LAMBDA_EVENT_FAILED, "lambda.async.retry", "lambda.async.retries",              \
	  "The function failed an event. Lambda tries again, after one and two minutes: {} " \
	  "unless MaximumRetryAttempts says less.")                                       \
	X(LAMBDA_EVENT_THROTTLED, "lambda.async.throttle", "lambda.async.backoff.most",   \
	  "A throttled event goes back to Lambda's own queue, and waits longer each time, " \
	  "up to {}. This uses up none of its retries.")                                  \
	X(LAMBDA_EVENT_RETRIES, "lambda.async.retries", "lambda.async.retries",           \
	  "The event's retries are used up ({} unless MaximumRetryAttempts says less).")  \
	X(LAMBDA_EVENT_AGE, "lambda.async.age", "lambda.async.age.default",               \
	  "The event is too old ({} unless MaximumEventAgeInSeconds says less).")         \
	X(LAMBDA_OFF, "lambda.off", "",                                                   \
	  "The function's reserved concurrency is 0: it is switched off. Events are given " \
	  "up at once.")

#endif
