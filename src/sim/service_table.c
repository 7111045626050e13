/* SPDX-License-Identifier: MIT */
#include "sim/service.h"

extern const struct service bus_service, kinesis_service, pipe_service, rule_service,
	schedule_service, sns_service, sqs_service, station_service;

/* The first that takes a resource has it; other_service takes all. */
const struct service *const service_table[] = {
	&bus_service,
	&kinesis_service,
	&pipe_service,
	&rule_service,
	&schedule_service,
	&sns_service,
	&sqs_service,
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

enum op op_for(enum arch_verb verb, const char *action, const struct component *to)
{
	return to->service->op_for ? to->service->op_for(verb, action) : OP_WORK;
}
