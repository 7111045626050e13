/* SPDX-License-Identifier: MIT */
/*
 * How a call ended, as its caller sees it: an HTTP status (100 to 599, itself)
 * or one of the names below. Adding an error name = one line in OUTCOMES.
 */
#ifndef SIM_OUTCOME_H
#define SIM_OUTCOME_H

#include <stdbool.h>

/* How an SDK treats an outcome. */
enum outcome_class {
	OUTCOME_CLASS_FINE,
	OUTCOME_CLASS_FATAL,		/* retrying does not help: not retried */
	OUTCOME_CLASS_THROTTLED,	/* retried with the throttling back-off */
	OUTCOME_CLASS_TRANSIENT,	/* retried with the transient back-off */
};

/* name as it is printed, class, HTTP status that carries it */
#define OUTCOMES(X)                                                                      \
	X(FUNCTION_ERROR, "error:FunctionError", FATAL, 200) \
	X(FUNCTION_TIMEOUT, "timeout", FATAL, 200) \
	X(TOO_MANY_REQUESTS, "error:TooManyRequestsException", THROTTLED, 429) \
	X(THROTTLING, "error:ThrottlingException", THROTTLED, 400) \
	X(PROVISIONED_THROUGHPUT, "error:ProvisionedThroughputExceededException", THROTTLED, 400) \
	X(REQUEST_LIMIT, "error:RequestLimitExceeded", THROTTLED, 400) \
	X(SLOW_DOWN, "error:SlowDown", THROTTLED, 503) \
	X(LIMIT_EXCEEDED, "error:LimitExceededException", THROTTLED, 429) \
	X(OVER_LIMIT, "error:OverLimit", FATAL, 403) \
	X(ACCESS_DENIED, "error:AccessDeniedException", FATAL, 403) \
	X(NOT_FOUND, "error:ResourceNotFoundException", FATAL, 404) \
	X(LOGIN_FAILED, "error:LoginFailed", FATAL, 401) \
	X(INVALID_REQUEST, "error:InvalidRequestException", FATAL, 400) \
	X(NO_SUCH_KEY, "error:NoSuchKey", FATAL, 404) \
	X(GONE, "error:GoneException", FATAL, 410) \
	X(TOO_LARGE, "error:RequestTooLargeException", FATAL, 413) \
	X(INVALID, "error:ValidationException", FATAL, 400) \
	X(MACHINE_TYPE, "error:StateMachineTypeNotSupported", FATAL, 400) \
	X(CONFLICT, "error:ConflictException", FATAL, 409) \
	X(RECURSIVE, "error:RecursiveInvocationException", FATAL, 400) \
	X(SERVER_ERROR, "error:InternalServerError", TRANSIENT, 500) \
	X(UNAVAILABLE, "error:ServiceUnavailable", TRANSIENT, 503) \
	X(NETWORK, "error:ConnectionError", TRANSIENT, 0) \
	X(EXECUTION_FAILED, "error:ExecutionFailed", FATAL, 200) \
	X(EXECUTION_TIMEOUT, "error:States.Timeout", FATAL, 200) \
	X(CONNECTION_CLOSED, "ConnectionClosed", FATAL, 0)

enum outcome {
	OUTCOME_NONE,
	OUTCOME_FINE,		/* printed "ok" */
	OUTCOME_NO_ANSWER,	/* the caller's own time ran out: printed "timeout" */
	OUTCOME_NAMED = 600,
#define X(name, text, class, status) OUTCOME_##name,
	OUTCOMES(X)
#undef X
	N_OUTCOMES
};

/* "200", "ok", "timeout", "error:ThrottlingException"; static but for statuses, which go to buf. */
const char *outcome_text(enum outcome o, char buf[8]);

enum outcome_class outcome_class(enum outcome o);

/* The HTTP status that carries it; 200 for FINE, 0 if none does. */
int outcome_status(enum outcome o);

static inline bool outcome_is_fine(enum outcome o)
{
	return o == OUTCOME_FINE || (o >= 200 && o < 400);
}

#endif
