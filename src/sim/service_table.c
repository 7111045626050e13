/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "sim/service.h"

extern const struct service alb_service;
extern const struct service apigw_service;
extern const struct service bus_service;
extern const struct service cloudfront_service;
extern const struct service cognito_service;
extern const struct service dynamodb_service;
extern const struct service kinesis_service;
extern const struct service lambda_service;
extern const struct service parameter_service;
extern const struct service pipe_service;
extern const struct service rule_service;
extern const struct service s3_service;
extern const struct service schedule_service;
extern const struct service secrets_service;
extern const struct service sns_service;
extern const struct service sqs_service;
extern const struct service station_service;
extern const struct service stepfunctions_service;
extern const struct service waf_service;
extern const struct service websocket_service;

/* The first that takes a resource has it; station_service takes what says how long it works, other_service the rest. */
const struct service *const service_table[] = {
	&alb_service,
	&apigw_service,
	&bus_service,
	&cloudfront_service,
	&cognito_service,
	&dynamodb_service,
	&kinesis_service,
	&lambda_service,
	&parameter_service,
	&pipe_service,
	&rule_service,
	&s3_service,
	&schedule_service,
	&secrets_service,
	&sns_service,
	&sqs_service,
	&stepfunctions_service,
	&waf_service,
	&websocket_service,
	&station_service,
	&other_service,
	NULL,
};

const struct service *service_for(const struct arch_resource *r)
{
	for (const struct service *const *p = service_table; *p; p++)
		if ((*p)->takes ? (*p)->takes(r) : (*p)->kind == r->kind)
			return *p;
	return &other_service;
}

/* "dynamodb:PutItem": "PutItem" */
static const char *without_prefix(const char *action)
{
	const char *colon = action ? strchr(action, ':') : NULL;

	return colon ? colon + 1 : action;
}

enum op op_for(enum arch_verb verb, const char *action, const struct component *to)
{
	const struct service *service = to->service;
	char one[64];

	if (!service->op_for)
		return service->usual_op ? service->usual_op : OP_WORK;
	if (!action || !strpbrk(action, "*,"))
		return service->op_for(verb, without_prefix(action));
	for (size_t n; *action; action += n + (action[n] == ',')) {
		n = strcspn(action, ",");
		one[0] = '\0';
		strncat(one, action, n < sizeof(one) ? n : sizeof(one) - 1);
		if (strchr(one, '*') || service->op_for(verb, without_prefix(one)) != OP_NONE)
			return service->op_for(verb, NULL);
	}
	return OP_NONE;
}
