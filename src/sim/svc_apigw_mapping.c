/* SPDX-License-Identifier: MIT */
/*
 * Integration responses of a REST API's non-proxy integrations: the status of
 * each answer of the backend. Each of the backend's statuses is looked up once.
 */
#include <stdio.h>
#include <string.h>

#include "sim/selection.h"
#include "sim/svc_apigw.h"

static const char *pattern_of(const struct value *response)
{
	return value_string(response, "SelectionPattern", "");
}

/* The response's own status; 0 = none that can be one. */
static uint16_t status_of(const struct value *response)
{
	double status;

	if (!value_number(response, "StatusCode", &status) || status < 100 || status >= 600)
		return 0;
	return (uint16_t)status;
}

uint16_t apigw_mapped_status(struct apigw_mapping *k, int status)
{
	uint16_t *known = &k->by_status[status - APIGW_FIRST_STATUS];
	char text[16];

	if (*known)
		return *known == APIGW_NO_STATUS ? 0 : *known;
	*known = APIGW_NO_STATUS;
	snprintf(text, sizeof(text), "%d", status);
	for (const struct value *v = k->responses; v; v = v->next) {
		if (*pattern_of(v) && status_of(v) && selection_matches(pattern_of(v), text)) {
			*known = status_of(v);
			break;
		}
	}
	return *known == APIGW_NO_STATUS ? 0 : *known;
}

/* A function's error message is not known: all but patterns for statuses match it. */
static void read_response(struct apigw_mapping *k, const struct value *response)
{
	if (!*pattern_of(response))
		k->otherwise = status_of(response);
	else if (!k->function_error && !selection_is_of_digits(pattern_of(response)))
		k->function_error = status_of(response);
}

void apigw_read_mapping(struct build *b, const struct apigw *g, struct apigw_route *r)
{
	const char *type = value_string(r->details, "Type", "");
	const struct value *responses = value_get(r->details, "IntegrationResponses");
	bool is_function = r->targets[0].backend == BACKEND_FUNCTION;
	struct apigw_mapping *k;
	uint16_t fine;

	r->status = r->targets[0].backend == BACKEND_PREFLIGHT ? 204 : 200;
	if (g->kind != APIGW_REST || !responses || !responses->child ||
	    (strcmp(type, "AWS") != 0 && strcmp(type, "HTTP") != 0 && strcmp(type, "MOCK") != 0))
		return;
	r->mapping = k = arena_zalloc(&b->sim->arena, sizeof(*k));
	k->responses = responses->child;
	for (const struct value *v = k->responses; v; v = v->next)
		read_response(k, v);
	fine = is_function ? 0 : apigw_mapped_status(k, 200);
	r->status = fine ? fine : k->otherwise ? k->otherwise : 500;
	if (!fine && !k->otherwise)
		r->rule = RULE_APIGW_NO_MAPPING;
}
