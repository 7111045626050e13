/* SPDX-License-Identifier: MIT */
/* What traces call things. */
#include "sim/core.h"
#include "sim/sim.h"

static const char *const op_names[N_OPS] = {
	[OP_NONE] = "none",
	[OP_REQUEST] = "Request",
	[OP_CONNECT] = "Connect",
	[OP_MESSAGE] = "Message",
	[OP_DISCONNECT] = "Disconnect",
	[OP_POST_TO_CONNECTION] = "PostToConnection",
	[OP_INVOKE] = "Invoke",
	[OP_INVOKE_ASYNC] = "InvokeAsync",
	[OP_GET] = "GetObject",
	[OP_PUT] = "PutObject",
	[OP_DELETE] = "DeleteObject",
	[OP_LIST] = "ListObjects",
	[OP_READ] = "GetItem",
	[OP_WRITE] = "PutItem",
	[OP_UPDATE] = "UpdateItem",
	[OP_QUERY] = "Query",
	[OP_REMOVE] = "DeleteItem",
	[OP_TRANSACT_READ] = "TransactGetItems",
	[OP_TRANSACT_WRITE] = "TransactWriteItems",
	[OP_SEND] = "SendMessage",
	[OP_PUBLISH] = "Publish",
	[OP_PUT_EVENTS] = "PutEvents",
	[OP_PUT_RECORD] = "PutRecord",
	[OP_START_EXECUTION] = "StartExecution",
	[OP_START_SYNC_EXECUTION] = "StartSyncExecution",
	[OP_GET_SECRET] = "GetSecretValue",
	[OP_GET_PARAMETER] = "GetParameter",
	[OP_AUTHORIZE] = "Authorize",
	[OP_TICK] = "Tick",
	[OP_WORK] = "Work",
};

static const char *const moment_names[N_MOMENTS] = {
	[MOMENT_SENT] = "sent",
	[MOMENT_REPLIED] = "replied",
	[MOMENT_COLD_START] = "cold-start",
	[MOMENT_STARTED] = "started",
	[MOMENT_QUEUED] = "queued",
	[MOMENT_RECEIVED] = "received",
	[MOMENT_REDELIVERED] = "redelivered",
	[MOMENT_RETRY] = "retry",
	[MOMENT_TOO_OLD] = "too-old",
	[MOMENT_DEAD_LETTERED] = "dead-lettered",
	[MOMENT_DROPPED] = "dropped",
	[MOMENT_THROTTLED] = "throttled",
	[MOMENT_STATE] = "state",
	[MOMENT_TIMED_OUT] = "timed-out",
	[MOMENT_SCALED] = "scaled",
	[MOMENT_ROTATED] = "rotated",
	[MOMENT_ITEMS_FAILED] = "items-failed",
};

const char *op_name(enum op op)
{
	return op_names[op];
}

const char *moment_name(enum moment m)
{
	return moment_names[m];
}
