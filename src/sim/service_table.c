/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "sim/service.h"

extern const struct service lambda_service;
extern const struct service station_service;
extern const struct service stepfunctions_service;

/* The first that takes a resource has it: a station takes what has Metadata.Work, other_service all. */
const struct service *const service_table[] = {
	&lambda_service,
	&stepfunctions_service,
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
	const char *colon = action ? strchr(action, ':') : NULL;

	return to->service->op_for ? to->service->op_for(verb, colon ? colon + 1 : action) : OP_WORK;
}
