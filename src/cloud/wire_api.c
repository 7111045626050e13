/* SPDX-License-Identifier: MIT */
/* R1 SAM's API events, R2 methods and integrations, R3 authorizers, E9 quick create. */
#include <string.h>

#include "cloud/wire.h"

enum { PATH_PARTS_MAX = 32 };

/* The API that a value names; what is no API's gives -1. */
static int api_of(const struct wire *w, const struct value *v)
{
	int node = wire_node(w, v);

	return node >= 0 && wire_at(w, node)->kind == ARCH_API ? node : -1;
}

/* SAM takes a logical id as plain text too: by an equal name only, so *ret_is_optional. */
static int api_of_event(const struct wire *w, const struct value *p, bool is_rest,
			bool *ret_is_optional)
{
	const struct value *api = value_get(p, is_rest ? "RestApiId" : "ApiId");
	int node;

	*ret_is_optional = false;
	if (!api || api->kind == VALUE_NULL)
		return arch_find(w->arch, template_id(w->t, is_rest ? "ServerlessRestApi"
								    : "ServerlessHttpApi"));
	if (api->kind != VALUE_TEXT || api->child)
		return api_of(w, api);
	*ret_is_optional = true;
	node = arch_find(w->arch, template_id(w->t, api->text));
	return node >= 0 && wire_at(w, node)->kind == ARCH_API ? node : -1;
}

static const struct value *event_details(struct wire *w, const struct arch_resource *r,
					 const struct value *p)
{
	struct details d;

	details_init(&d, w->t->arena);
	details_same(&d, p, (const char *const[]){ "Method", "Path", "TimeoutInMillis",
						    "PayloadFormatVersion", "Auth", NULL });
	details_text(&d, "Method", "ANY");
	details_text(&d, "Path", "$default");
	details_text(&d, "Type", r->kind == ARCH_FUNCTION ? "AWS_PROXY" : "AWS");
	details_put(&d, "Alias", value_get(r->properties, "AutoPublishAlias"));
	return d.map;
}

void wire_sam_api_events(struct wire *w, int resource)
{
	const struct arch_resource *r = wire_at(w, resource);

	each_pair(event, value_get(r->properties, "Events")) {
		const struct value *p = value_get(event, "Properties");
		const char *type = value_string(event, "Type", "");
		bool is_rest = !strcmp(type, "Api");
		struct link l = { .verb = VERB_ROUTES, .rule = "R1" };

		if (!is_rest && strcmp(type, "HttpApi") != 0)
			continue;
		l.node = api_of_event(w, p, is_rest, &l.is_optional);
		l.details = event_details(w, r, p);
		wire_edge(w, &l, resource, event);
	}
}

/* "/orders/{id}" from the chain of ApiGateway::Resource. */
static const char *method_path(struct wire *w, const struct value *resource)
{
	const char *parts[PATH_PARTS_MAX], *path;
	struct buf b;
	int n = 0;

	for (int at = wire_resource(w, resource); at >= 0 && n < PATH_PARTS_MAX;) {
		const struct arch_resource *r = wire_at(w, at);

		if (strcmp(r->type, "AWS::ApiGateway::Resource") != 0)
			break;
		parts[n++] = value_string(r->properties, "PathPart", "{?}");
		at = wire_resource(w, value_get(r->properties, "ParentId"));
	}
	buf_init(&b);
	for (int i = n; i-- > 0;)
		buf_printf(&b, "/%s", parts[i]);
	path = arena_strdup(w->t->arena, n ? buf_str(&b) : "/");
	buf_done(&b);
	return path;
}

/* Who guards a method or route. */
static const char *const guard_keys[] = { "AuthorizationType", "AuthorizerId", NULL };

/* "'Event'" among the request parameters: the call does not wait for an answer. */
static void put_invocation(struct details *d, const struct value *parameters)
{
	each_pair(p, parameters) {
		if (strstr(p->key, "X-Amz-Invocation-Type") && p->kind == VALUE_TEXT &&
		    strstr(p->text, "Event"))
			details_text(d, "InvocationType", "Event");
	}
}

void wire_api_method(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	const struct value *in = value_get(p, "Integration");
	struct integration i = {
		.api = api_of(w, value_get(p, "RestApiId")),
		.uri = value_get(in, "Uri"),
		.parameters = value_get(in, "RequestParameters"),
		.templates = value_get(in, "RequestTemplates"),
		.credentials = value_get(in, "Credentials"),
		.connection = value_get(in, "ConnectionId"),
		.subtype = "",
	};
	struct details d;

	details_init(&d, w->t->arena);
	details_put(&d, "Method", value_get(p, "HttpMethod"));
	details_text(&d, "Path", method_path(w, value_get(p, "ResourceId")));
	details_same(&d, in, (const char *const[]){ "Type", "TimeoutInMillis",
						     "IntegrationResponses", NULL });
	details_same(&d, p, guard_keys);
	put_invocation(&d, i.parameters);
	i.details = d.map;
	wire_integration(w, &i);
}

static void put_route(struct details *d, const char *key, bool is_websocket)
{
	const char *blank = strchr(key, ' ');

	if (is_websocket || !blank) {
		details_text(d, is_websocket ? "RouteKey" : "Path", key);
		return;
	}
	details_text(d, "Method", arena_strndup(d->arena, key, (size_t)(blank - key)));
	details_text(d, "Path", blank + 1);
}

/* route: the properties of the route that leads to the integration; NULL = none. */
static const struct value *integration_details(struct wire *w, int resource,
					       const struct value *route)
{
	const char *route_key = value_string(route, "RouteKey", "");
	const struct arch_resource *r = wire_at(w, resource);
	int api = wire_node(w, value_get(r->properties, "ApiId"));
	bool is_websocket = api >= 0 && !strcmp(value_string(wire_at(w, api)->properties,
							     "ProtocolType", ""), "WEBSOCKET");
	struct details d;

	details_init(&d, w->t->arena);
	if (*route_key)
		put_route(&d, route_key, is_websocket);
	details_put(&d, "Type", value_get(r->properties, "IntegrationType"));
	details_same(&d, r->properties,
		     (const char *const[]){ "TimeoutInMillis", "PayloadFormatVersion", NULL });
	details_same(&d, route, guard_keys);
	put_invocation(&d, value_get(r->properties, "RequestParameters"));
	return d.map;
}

/* Once for each route that leads to the integration; once if none does. */
void wire_api_integration(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	struct integration i = {
		.api = api_of(w, value_get(p, "ApiId")),
		.uri = value_get(p, "IntegrationUri"),
		.parameters = value_get(p, "RequestParameters"),
		.templates = value_get(p, "RequestTemplates"),
		.credentials = value_get(p, "CredentialsArn"),
		.connection = value_get(p, "ConnectionId"),
		.subtype = value_string(p, "IntegrationSubtype", ""),
	};
	bool has_route = false;

	for (size_t k = 0; k < w->routed.n; k++) {
		const struct arch_resource *r = wire_at(w, w->routed.list[k].other);

		if (w->routed.list[k].one != resource)
			continue;
		has_route = true;
		i.details = integration_details(w, resource, r->properties);
		wire_integration(w, &i);
	}
	if (!has_route) {
		i.details = integration_details(w, resource, NULL);
		wire_integration(w, &i);
	}
}

/* E9: "quick create" of an HTTP API: a target without an integration of its own. */
void wire_api_target(struct wire *w, int resource)
{
	struct details d;

	details_init(&d, w->t->arena);
	details_text(&d, "Method", "ANY");
	details_text(&d, "Path", "$default");
	details_text(&d, "Type", "AWS_PROXY");
	wire_to(w, &(struct link){ resource, VERB_ROUTES, "E9", d.map, false },
		value_get(wire_at(w, resource)->properties, "Target"));
}

void wire_api_authorizer(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	int api = wire_owner(w, resource);

	wire_to(w, &(struct link){ api, VERB_INVOKES, "R3", p, false }, value_get(p, "AuthorizerUri"));
	wire_to(w, &(struct link){ api, VERB_USES, "R3", p, false }, value_get(p, "ProviderARNs"));
	wire_to(w, &(struct link){ api, VERB_USES, "R3", p, false },
		value_at(p, "JwtConfiguration.Issuer"));
}

void wire_sam_authorizers(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	each_pair(a, value_at(p, "Auth.Authorizers")) {
		wire_to(w, &(struct link){ resource, VERB_INVOKES, "R3", a, false },
			value_get(a, "FunctionArn"));
		wire_to(w, &(struct link){ resource, VERB_USES, "R3", a, false },
			value_get(a, "UserPoolArn"));
		wire_to(w, &(struct link){ resource, VERB_USES, "R3", a, false },
			value_at(a, "JwtConfiguration.issuer"));
	}
}

void wire_sam_websocket(struct wire *w, int resource)
{
	const struct value *auth = value_get(wire_at(w, resource)->properties, "Auth");

	wire_to(w, &(struct link){ resource, VERB_INVOKES, "R3", auth, false }, value_get(auth, "AuthArn"));
	each_pair(route, value_get(wire_at(w, resource)->properties, "Routes")) {
		struct details d;

		details_init(&d, w->t->arena);
		details_text(&d, "RouteKey", route->key);
		details_text(&d, "Type", "AWS_PROXY");
		details_put(&d, "TimeoutInMillis", value_get(route, "IntegrationTimeout"));
		wire_to(w, &(struct link){ resource, VERB_ROUTES, "R1", d.map, false },
			value_get(route, "FunctionArn"));
	}
}
