/* SPDX-License-Identifier: MIT */
/*
 * R2: what an integration leads to. The reference in its URI; else those in the
 * request parameters; else those in the request templates, and what the
 * credentials role may touch, of the service that the URI names.
 */
#include <string.h>

#include "cloud/policy.h"

/* "arn:aws:apigateway:region:SERVICE:..." -> SERVICE; colons inside ${} do not count. */
static const char *uri_service(const char *uri, size_t *ret_n)
{
	int depth = 0, part = 0;

	for (; *uri && part < 4; uri++) {
		depth += *uri == '{' ? 1 : *uri == '}' ? -1 : 0;
		part += *uri == ':' && !depth;
	}
	*ret_n = strcspn(uri, ":");
	return uri;
}

static const char *service_of(const struct integration *i, size_t *ret_n)
{
	static const struct {
		const char *subtype, *service;
	} subtypes[] = {
		{ "EventBridge-", "events" }, { "SQS-", "sqs" },       { "StepFunctions-", "states" },
		{ "Kinesis-", "kinesis" },    { "AppConfig-", "appconfig" },
	};

	for (size_t k = 0; k < sizeof(subtypes) / sizeof(*subtypes); k++) {
		if (!strncmp(i->subtype, subtypes[k].subtype, strlen(subtypes[k].subtype))) {
			*ret_n = strlen(subtypes[k].service);
			return subtypes[k].service;
		}
	}
	return uri_service(value_string(i->uri, "", ""), ret_n);
}

/* Routes to the nodes in v; those of the service only, if one is given. True if there are any. */
static bool route(struct wire *w, struct integration *i, const struct value *v,
		  const char *service, size_t n)
{
	struct link plain = { i->api, VERB_ROUTES, "R2", i->details, false }, l = plain;
	struct targets found = { 0 };
	bool is_certain = false;

	wire_find(w, v, &found);
	for (size_t k = 0; k < found.n; k++) {
		const struct target *f = &found.list[k];

		/* Names of the API's own, as in a URI of its own domain, lead nowhere. */
		if (f->node == i->api || (service && !action_is_of(service, n, wire_at(w, f->node)->kind)))
			continue;
		l.details = wire_details(w, &plain, f);
		l.is_optional = f->is_optional;
		is_certain |= !f->is_optional;
		i->n_found++;
		wire_edge(w, &l, f->node, f->at);
	}
	targets_done(&found);
	return is_certain;
}

static void route_granted(struct wire *w, struct integration *i, const char *service, size_t n)
{
	struct link l = { i->api, VERB_ROUTES, "R2", i->details, false };
	struct grants grants = { 0 };

	policy_role(w, &grants, i->credentials);
	for (size_t k = 0; k < grants.n; k++) {
		const struct grant *g = &grants.list[k];

		if (!action_is_of(service, n, wire_at(w, g->node)->kind))
			continue;
		l.is_optional = g->is_optional;
		i->n_found++;
		wire_edge(w, &l, g->node, g->at);
	}
	grants_done(&grants);
}

/* "dynamodb:PutItem" of ".../dynamodb:action/PutItem" or "SQS-SendMessage"; NULL = it says none. */
static const char *action_of(struct wire *w, const struct integration *i)
{
	static const char word[] = "action/";
	const char *service, *action = strchr(i->subtype, '-');
	size_t n;

	service = service_of(i, &n);
	if (action)
		action++;
	else if (service[n] == ':' && !strncmp(service + n + 1, word, sizeof(word) - 1))
		action = service + n + sizeof(word);
	if (!n || !action || !*action)
		return NULL;
	return arena_printf(w->t->arena, "%.*s:%s", (int)n, service, action);
}

/* The details with the action that the integration asks for. */
static const struct value *with_action(struct wire *w, const struct integration *i)
{
	const char *action = action_of(w, i);
	struct details d;

	if (!action)
		return i->details;
	details_init(&d, w->t->arena);
	each_pair(v, i->details)
		details_put(&d, v->key, v);
	details_text(&d, "Action", action);
	return d.map;
}

static void route_by_service(struct wire *w, struct integration *i)
{
	const char *service;
	size_t n;

	if (route(w, i, i->uri, NULL, 0) || route(w, i, i->parameters, NULL, 0))
		return;
	service = service_of(i, &n);
	if (n && !route(w, i, i->templates, service, n))
		route_granted(w, i, service, n);
	else if (!n)
		route(w, i, i->connection, NULL, 0);
}

/* A mock, or a backend outside the template: the route is there all the same. */
static void keep_outside(struct wire *w, const struct integration *i)
{
	struct arch_resource *api = &w->arch->resources[i->api];
	struct value *list = value_list(w->t->arena), *route = value_copy(w->t->arena, i->details);

	if (!value_get(route, "Path") && !value_get(route, "RouteKey"))
		return;
	route->next = api->outside ? api->outside->child : NULL;
	list->child = route;
	list->n = 1 + (api->outside ? api->outside->n : 0);
	api->outside = list;
}

void wire_integration(struct wire *w, const struct integration *given)
{
	struct integration with = *given;

	with.details = with_action(w, given);
	if (with.api < 0)
		return;
	route_by_service(w, &with);
	if (!with.n_found)
		keep_outside(w, &with);
}
