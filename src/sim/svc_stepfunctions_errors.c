/* SPDX-License-Identifier: MIT */
/*
 * Names of errors. Services prefix theirs ("Lambda.TooManyRequestsException",
 * "DynamoDB.ThrottlingException"): what stands behind the first dot is compared
 * with what calls end with.
 */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "sim/svc_stepfunctions.h"

enum { CUSTOM_MAX = UINT16_MAX - ERROR_CUSTOM - 1 }; /* all further names are one */

static const char *const error_names[N_ERRORS] = {
	[ERROR_ALL] = "States.ALL",
	[ERROR_TASK_FAILED] = "States.TaskFailed",
	[ERROR_TIMEOUT] = "States.Timeout",
	[ERROR_HEARTBEAT] = "States.HeartbeatTimeout",
	[ERROR_DATA_LIMIT] = "States.DataLimitExceeded",
	[ERROR_RUNTIME] = "States.Runtime",
	[ERROR_NO_CHOICE] = "States.NoChoiceMatched",
	[ERROR_PERMISSIONS] = "States.Permissions",
	[ERROR_BRANCH_FAILED] = "States.BranchFailed",
	[ERROR_TOLERANCE] = "States.ExceedToleratedFailureThreshold",
	[ERROR_HTTP_SOCKET] = "States.Http.Socket",
};

/* Names that AWS gives outcomes which are called otherwise here. */
static const struct {
	const char *name;
	uint16_t error;
} other_names[] = {
	{ "Lambda.Unknown", ERROR_OUTCOME + OUTCOME_FUNCTION_TIMEOUT },
	{ "Lambda.ServiceException", ERROR_OUTCOME + OUTCOME_SERVER_ERROR },
	{ "Lambda.AWSLambdaException", ERROR_OUTCOME + OUTCOME_SERVER_ERROR },
	{ "Lambda.ClientExecutionTimeoutException", ERROR_OUTCOME + OUTCOME_SERVER_ERROR },
	{ "Lambda.SdkClientException", ERROR_OUTCOME + OUTCOME_NETWORK },
};

/* "States.Http.StatusCode.503" */
static const char STATUS_CODE[] = "States.Http.StatusCode.";

static uint16_t error_of_outcome(const char *name)
{
	const char *dot = strchr(name, '.');
	char buf[8];

	if (!strncmp(name, STATUS_CODE, sizeof(STATUS_CODE) - 1)) {
		long status = strtol(name + sizeof(STATUS_CODE) - 1, NULL, 10);

		return status >= 400 && status < 600 ? (uint16_t)(ERROR_OUTCOME + status)
						     : ERROR_NONE;
	}
	name = dot ? dot + 1 : name;
	for (int i = OUTCOME_NAMED + 1; i < N_OUTCOMES; i++) {
		const char *text = outcome_text((enum outcome)i, buf);

		if (!strncmp(text, "error:", 6) && !strcmp(text + 6, name))
			return (uint16_t)(ERROR_OUTCOME + i);
	}
	return ERROR_NONE;
}

uint16_t steps_error(struct compiler *o, const char *name)
{
	struct machine *k = o->machine;
	uint16_t error;

	for (int i = 1; i < N_ERRORS; i++)
		if (!strcmp(error_names[i], name))
			return (uint16_t)i;
	for (size_t i = 0; i < sizeof(other_names) / sizeof(*other_names); i++)
		if (!strcmp(other_names[i].name, name))
			return other_names[i].error;
	error = error_of_outcome(name);
	if (error != ERROR_NONE)
		return error;
	for (size_t i = 0; i < k->n_custom; i++)
		if (!strcmp(k->custom[i], name) || i == CUSTOM_MAX)
			return (uint16_t)(ERROR_CUSTOM + i);
	*vec_push(k->custom, k->n_custom, o->cap_custom) = arena_strdup(&o->b->sim->arena, name);
	return (uint16_t)(ERROR_CUSTOM + k->n_custom - 1);
}

/*
 * The wildcards: States.ALL takes all but the two that end an execution in any
 * case; States.TaskFailed takes what it takes, time-outs excepted.
 */
bool steps_error_matches(uint16_t name, uint16_t error)
{
	bool is_terminal = error == ERROR_DATA_LIMIT || error == ERROR_RUNTIME;

	if (name == error)
		return true;
	switch (name) {
	case ERROR_ALL:
	case ERROR_BRANCH_FAILED: /* only ever asked by a Parallel: what failed is a branch */
		return !is_terminal;
	case ERROR_TASK_FAILED:
		return !is_terminal && error != ERROR_TIMEOUT && error != ERROR_HEARTBEAT;
	case ERROR_TIMEOUT:
		return error == ERROR_HEARTBEAT;
	default:
		return false;
	}
}

uint16_t steps_error_of(const struct machine *k, const struct state *t, enum outcome outcome,
			unsigned n)
{
	if (outcome_is_fine(outcome))
		return ERROR_NONE;
	if (outcome == OUTCOME_ACCESS_DENIED)
		return ERROR_PERMISSIONS;
	if (outcome == OUTCOME_EXECUTION_FAILED || outcome == OUTCOME_EXECUTION_TIMEOUT)
		return ERROR_TASK_FAILED;
	if (outcome == OUTCOME_FUNCTION_ERROR && t->n_errors)
		return k->names[t->first_error + (n < t->n_errors ? n : t->n_errors - 1u)];
	return (uint16_t)(ERROR_OUTCOME + outcome);
}
