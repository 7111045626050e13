/* SPDX-License-Identifier: MIT */
/* Routes of an API: from the edges of the template, and how a request finds its own. */
#include <string.h>
#include <strings.h>

#include "sim/svc_apigw.h"

/* How well a route's path fits: by segments, an exact one before a parameter before {proxy+}. */
enum { FIT_NONE = -1, FIT_GREEDY = 1, FIT_PARAMETER = 2, FIT_EXACT = 3 };

enum { SEGMENTS_MAX = 30 };	/* two bits each in an int64_t */

static const char *const http_verbs[] = {
	"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
};

static size_t segment_length(const char *p)
{
	return strcspn(p, "/?");
}

static bool is_greedy(const char *segment, size_t n)
{
	return n > 3 && segment[0] == '{' && segment[n - 2] == '+' && segment[n - 1] == '}';
}

static bool at_end(const char *p)
{
	return !*p || *p == '?';
}

static const char *skip_slashes(const char *p)
{
	return p + strspn(p, "/");
}

/* FIT_NONE, or a number that is higher the more specific the route is for this path. */
static int64_t path_fit(const char *route, const char *path)
{
	int64_t fit = 1;
	int left = SEGMENTS_MAX;

	if (!strcmp(route, "$default"))
		return 0;
	route = skip_slashes(route);
	path = skip_slashes(path);
	for (; !at_end(route) && left; left--) {
		size_t n = segment_length(route), k = segment_length(path);

		if (!k)
			return FIT_NONE;
		if (is_greedy(route, n))
			return (fit << 2 | FIT_GREEDY) << 2 * (left - 1);
		if (*route == '{' && route[n - 1] == '}')
			fit = fit << 2 | FIT_PARAMETER;
		else if (n == k && !strncmp(route, path, n))
			fit = fit << 2 | FIT_EXACT;
		else
			return FIT_NONE;
		route = skip_slashes(route + n);
		path = skip_slashes(path + k);
	}
	return at_end(path) ? fit << 2 * left : FIT_NONE;
}

static bool method_fits(const char *route, const char *method)
{
	return !strcmp(route, "ANY") || !strcmp(route, method) || !strcmp(method, "ANY");
}

/*
 * A REST API walks its tree of resources first: the most specific path is taken
 * even when it lacks the method. An HTTP API takes the most specific route that
 * has both. An exact method goes before ANY.
 */
int apigw_match(const struct apigw *g, const char *method, const char *path)
{
	int64_t best_fit = FIT_NONE;
	int best = -1;

	for (size_t i = 0; i < g->n_routes; i++) {
		const struct apigw_route *r = &g->routes[i];
		int64_t fit = path_fit(r->path, path);
		bool has_method = r->is_preflight ? !strcmp(method, r->method)
						  : method_fits(r->method, method);

		if (fit == FIT_NONE || fit < best_fit || (g->kind != APIGW_REST && !has_method))
			continue;
		if (fit > best_fit)
			best = -1;
		best_fit = fit;
		if (has_method && (best < 0 || strcmp(r->method, "ANY") != 0))
			best = (int)i;
	}
	return best;
}

int apigw_find_key(const struct apigw *g, const char *route_key)
{
	for (size_t i = 0; i < g->n_routes; i++)
		if (!strcmp(g->routes[i].path, route_key))
			return (int)i;
	return -1;
}

uint32_t apigw_address(struct build *b, const struct component *m, const struct workload *w)
{
	const struct apigw *g = m->state;
	int found;

	/* Whoever stands in front of this API may ask before its own turn has come. */
	apigw_connect(b, &b->sim->components[m->index]);
	if (!w->path || !w->method)
		return g->n_routes ? 0 : APIGW_NO_ROUTE;
	found = apigw_match(g, w->method, w->path);
	return found < 0 ? APIGW_NO_ROUTE : (uint32_t)found + 1;
}

/* "get" as SAM writes it, or "GET". */
static const char *method_name(struct arena *a, const char *text)
{
	char *upper = arena_strdup(a, text);

	for (char *p = upper; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	if (!strcmp(upper, "X-AMAZON-APIGATEWAY-ANY-METHOD") || !strcmp(upper, "*"))
		return "ANY";
	return upper;
}

static bool is_verb(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof(http_verbs) / sizeof(*http_verbs); i++)
		if (strlen(http_verbs[i]) == n && !strncmp(http_verbs[i], s, n))
			return true;
	return n == 3 && !strncmp(s, "ANY", n);
}

/* Method and Path of the details, or their RouteKey "GET /x". Without any: all requests. */
static void read_route_key(struct build *b, const struct apigw *g, const struct value *details,
			   struct apigw_route *r)
{
	struct arena *a = &b->sim->arena;
	const char *key = value_string(details, "RouteKey", NULL);
	size_t n = key ? strcspn(key, " ") : 0;

	r->method = method_name(a, value_string(details, "Method", "ANY"));
	r->path = value_string(details, "Path", "$default");
	if (!key)
		return;
	if (g->kind != APIGW_WEBSOCKET && key[n] && is_verb(key, n)) {
		r->method = arena_strndup(a, key, n);
		r->path = arena_strdup(a, key + n + 1);
	} else {
		r->method = "ANY";
		r->path = key;
	}
}

static enum apigw_backend backend_of(const struct build *b, const struct value *details,
				     const struct component *to)
{
	const char *type = value_string(details, "Type", "");
	enum arch_kind kind = b->sim->arch->resources[to->resource].kind;

	if (!strcmp(type, "MOCK"))
		return BACKEND_MOCK;
	if (kind == ARCH_FUNCTION && service_answers(to, OP_INVOKE))
		return !strcmp(type, "AWS") ? BACKEND_FUNCTION : BACKEND_PROXY;
	if (!strncmp(type, "HTTP", 4) || service_answers(to, OP_REQUEST))
		return BACKEND_HTTP;
	return BACKEND_SERVICE;
}

/*
 * The key by which `to` knows the path of a request or the alias that a function
 * is called by. An alias ${stageVariables.X} is for the stage to resolve.
 */
static uint32_t target_key(struct build *b, const struct component *to, enum op op,
			   const struct value *details)
{
	const char *alias = value_string(details, "Alias", NULL);
	struct workload w = {
		.request = "",
		.target = to->id,
		.op = op,
		.method = value_string(details, "Method", NULL),
		.path = op == OP_REQUEST ? value_string(details, "Path", NULL) : alias,
	};

	if (!to->service->address || !w.path || !strncmp(w.path, "${", 2))
		return 0;
	return to->service->address(b, to, &w);
}

void apigw_target(struct build *b, struct component *m, struct component *to,
		  const struct value *details, struct apigw_target *ret)
{
	enum apigw_backend backend = backend_of(b, details, to);
	bool is_event = !strcmp(value_string(details, "InvocationType", ""), "Event");
	enum op op = OP_INVOKE;

	(void)m;
	if (backend == BACKEND_HTTP)
		op = service_answers(to, OP_REQUEST) ? OP_REQUEST : OP_WORK;
	else if (backend == BACKEND_SERVICE)
		op = op_for(VERB_ROUTES, value_string(details, "Action", NULL), to);
	else if (is_event)
		op = OP_INVOKE_ASYNC;
	if (!service_answers(to, op))
		op = OP_WORK;
	*ret = (struct apigw_target){
		.key = target_key(b, to, op, details),
		.to = to->index,
		.op = (uint8_t)op,
		.backend = (uint8_t)backend,
	};
}

static struct apigw_route *find_route(struct apigw *g, const char *method, const char *path)
{
	for (size_t i = 0; i < g->n_routes; i++)
		if (!strcmp(g->routes[i].method, method) && !strcmp(g->routes[i].path, path))
			return &g->routes[i];
	return NULL;
}

/*
 * One evidence of an edge. Of two edges for one route: the one that says `Canary:
 * true` is where the canary's deployment sends it.
 */
static void add_route(struct build *b, struct component *m, struct component *to,
		      const struct value *details)
{
	struct apigw *g = m->state;
	struct apigw_route r = { .details = details }, *old;
	bool is_canary = value_bool(details, "Canary", false);

	read_route_key(b, g, details, &r);
	apigw_target(b, m, to, details, &r.targets[0]);
	r.targets[1] = r.targets[0];
	r.infers_status = g->kind == APIGW_HTTP &&
			  strcmp(value_string(details, "PayloadFormatVersion", "2.0"), "1.0") != 0;
	old = find_route(g, r.method, r.path);
	if (!old)
		g->routes[g->n_routes++] = r;
	else if (is_canary)
		old->targets[1] = r.targets[0];
	else if (value_bool(old->details, "Canary", false))
		old->targets[0] = r.targets[0];
}

/* The path of an AWS::ApiGateway::Resource, up to the root; bounded against rings. */
static const char *resource_path(const struct build *b, const char *id, int depth)
{
	const struct arch *a = b->sim->arch;
	int i = id ? arch_find(a, id) : -1;
	const struct value *p;

	if (i < 0 || strcmp(a->resources[i].type, "AWS::ApiGateway::Resource") != 0 ||
	    depth > SEGMENTS_MAX)
		return "";
	p = a->resources[i].properties;
	return arena_printf(&b->sim->arena, "%s/%s",
			    resource_path(b, value_ref(value_get(p, "ParentId")), depth + 1),
			    value_string(p, "PathPart", ""));
}

/* A route that leads to no node: a mock, or a backend outside the template. */
static void add_outside(struct build *b, struct component *m, const struct value *details)
{
	struct apigw *g = m->state;
	struct apigw_route r = { .details = details };
	bool is_mock = !strcmp(value_string(details, "Type", ""), "MOCK");

	read_route_key(b, g, details, &r);
	if (find_route(g, r.method, r.path))
		return;
	r.targets[0].backend = is_mock ? BACKEND_MOCK : BACKEND_OUTSIDE;
	r.targets[1] = r.targets[0];
	g->routes[g->n_routes++] = r;
}

/*
 * What answers a browser's preflight: SAM adds a mock to each path of a REST API
 * that has Cors; an HTTP API answers by itself where no route of its own does.
 */
static void add_preflights(struct build *b, struct component *m)
{
	struct apigw *g = m->state;
	const struct value *p = build_properties(b, m);
	bool is_rest = g->kind == APIGW_REST;
	const char *key = is_rest ? "Cors" : "CorsConfiguration";
	size_t n = g->n_routes;
	struct apigw_route r = { .method = "OPTIONS", .path = "$default", .is_preflight = true };

	r.targets[0].backend = r.targets[1].backend = is_rest ? BACKEND_MOCK : BACKEND_PREFLIGHT;
	if (!value_get(p, key) || !strcasecmp(value_string(p, key, ""), "false") ||
	    g->kind == APIGW_WEBSOCKET)
		return;
	if (!is_rest && !find_route(g, "ANY", r.path) && !find_route(g, r.method, r.path))
		g->routes[g->n_routes++] = r;
	for (size_t i = 0; is_rest && i < n; i++) {
		r.path = g->routes[i].path;
		if (!find_route(g, r.method, r.path))
			g->routes[g->n_routes++] = r;
	}
}

/* The event of a SAM function or state machine that a route was made from; NULL. */
static const struct value *event_of(const struct build *b, const struct apigw_route *r)
{
	const struct arch_resource *to =
		&b->sim->arch->resources[b->sim->components[r->targets[0].to].resource];
	const struct value *events = value_get(to->properties, "Events");

	for (const struct value *e = events ? events->child : NULL; e; e = e->next) {
		const struct value *p = value_get(e, "Properties");
		const char *type = value_string(e, "Type", "");

		if ((!strcmp(type, "Api") || !strcmp(type, "HttpApi")) &&
		    !strcmp(value_string(p, "Path", "$default"), r->path) &&
		    !strcmp(method_name(&b->sim->arena, value_string(p, "Method", "ANY")),
			    r->method))
			return p;
	}
	return NULL;
}

/*
 * What the template says about a route beyond its edge: authorizer, API key. The
 * properties of its Method, Route or SAM event.
 */
static const struct value *declaration_of(struct build *b, struct component *m,
					  const struct apigw_route *r)
{
	const struct arch_resource *part;
	size_t i = 0;

	while ((part = apigw_part(b, m, "AWS::ApiGateway::Method", &i)) != NULL) {
		const struct value *p = part->properties;
		const char *path = resource_path(b, value_ref(value_get(p, "ResourceId")), 0);

		if (!strcmp(*path ? path : "/", r->path) &&
		    !strcmp(method_name(&b->sim->arena, value_string(p, "HttpMethod", "ANY")),
			    r->method))
			return p;
	}
	i = 0;
	while ((part = apigw_part(b, m, "AWS::ApiGatewayV2::Route", &i)) != NULL) {
		const char *key = value_string(part->properties, "RouteKey", "");

		if (!strcmp(key, r->path) ||
		    !strcmp(key, arena_printf(&b->sim->arena, "%s %s", r->method, r->path)))
			return part->properties;
	}
	return r->targets[0].backend < BACKEND_MOCK ? event_of(b, r) : NULL;
}

static size_t count_routes(const struct build *b, const struct component *m)
{
	const struct arch_edge *e;
	const struct value *also;
	struct component *to;
	const struct value *outside = b->sim->arch->resources[m->resource].outside;
	size_t i = 0, n = outside ? outside->n : 0;

	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		also = value_get(e->details, "Also");
		n += 1 + (also ? also->n : 0);
	}
	/* Each may have a preflight of its own, or they all one. */
	return 2 * n + 1;
}

void apigw_read_routes(struct build *b, struct component *m)
{
	struct apigw *g = m->state;
	const struct value *outside = b->sim->arch->resources[m->resource].outside;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	g->routes = arena_zalloc(&b->sim->arena, count_routes(b, m) * sizeof(*g->routes));
	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		const struct value *also = value_get(e->details, "Also");

		if (e->verb != VERB_ROUTES || !to)
			continue;
		add_route(b, m, to, e->details);
		for (const struct value *d = also ? also->child : NULL; d; d = d->next)
			add_route(b, m, to, d);
	}
	for (const struct value *d = outside ? outside->child : NULL; d; d = d->next)
		add_outside(b, m, d);
	add_preflights(b, m);
	for (i = 0; i < g->n_routes; i++) {
		g->routes[i].declared = declaration_of(b, m, &g->routes[i]);
		apigw_read_mapping(b, g, &g->routes[i]);
	}
}
