/* SPDX-License-Identifier: MIT */
/* What a stage says: throttling of itself and its methods, usage plan, cache, canary. */
#include <string.h>

#include "sim/svc_apigw.h"

/* A pair ThrottlingRateLimit, ThrottlingBurstLimit, under the names that the resource gives it. */
struct limit_names {
	const char *rate, *burst;
};

static const struct limit_names stage_names = { "ThrottlingRateLimit", "ThrottlingBurstLimit" };
static const struct limit_names plan_names = { "RateLimit", "BurstLimit" };

/* A number of some resource of the API's; complains when it is none or negative. */
static double number_in(struct build *b, struct component *m, const struct value *map,
			const char *path, double fallback)
{
	const struct value *at = value_at(map, path);
	double x = fallback;

	if (at && at->kind == VALUE_TEXT && (!value_number(map, path, &x) || x < 0)) {
		build_complain(b, m, DIAG_ERROR, at, "sim-property",
			       "%s is a number from 0 on, not \"%.60s\"", path, at->text);
		return fallback;
	}
	return x;
}

/* Without a rate there is no limit here; without a burst it is the account's. */
static void read_limit(struct build *b, struct component *m, const struct value *map,
		       struct limit_names names, struct bucket *ret)
{
	double rate = number_in(b, m, map, names.rate, -1);
	double burst = number_in(b, m, map, names.burst, -1);

	if (rate < 0 && burst >= 0)
		rate = build_fact(b, "apigateway.throttle.rate");
	if (burst < 0)
		burst = build_fact(b, "apigateway.throttle.burst");
	bucket_init(ret, rate, burst);
}

/* "/~1orders~1{id}" as MethodSettings writes it, or "/orders/{id}": the same path. */
static const char *decode_path(struct arena *a, const char *text)
{
	char *path = arena_alloc(a, strlen(text) + 2), *to = path;

	for (const char *p = text; *p; p++) {
		bool is_slash = *p == '/' || !strncmp(p, "~1", 2);

		p += is_slash && *p == '~';
		if (!is_slash || to == path || to[-1] != '/')
			*to++ = is_slash ? '/' : *p;
	}
	*to = '\0';
	return path;
}

static bool is_whole_stage(const struct value *setting)
{
	return !strcmp(value_string(setting, "ResourcePath", "/*"), "/*") &&
	       !strcmp(value_string(setting, "HttpMethod", "*"), "*");
}

static bool setting_fits(struct build *b, const struct value *setting, const struct apigw_route *r)
{
	const char *method = value_string(setting, "HttpMethod", "*");
	const char *path = decode_path(&b->sim->arena, value_string(setting, "ResourcePath", "/*"));

	return (!strcmp(method, "*") || !strcmp(method, r->method)) &&
	       (!strcmp(path, "/*") || !strcmp(path, r->path));
}

/* Whether answers of a route are kept: a setting for its method may keep any, `*` only GET. */
static bool caches(const struct value *setting, const struct apigw_route *r)
{
	return value_bool(setting, "CachingEnabled", false) &&
	       (!strcmp(r->method, "GET") ||
		!strcmp(value_string(setting, "HttpMethod", "*"), r->method));
}

static void keep_answers(struct build *b, struct component *m, struct apigw_route *r,
			 const struct value *setting)
{
	struct apigw *g = m->state;
	double most = build_fact(b, "apigateway.cache.ttl.most");
	double ttl = number_in(b, m, setting, "CacheTtlInSeconds",
			       build_fact(b, "apigateway.cache.ttl.default"));

	if (ttl > most) {
		build_complain(b, m, DIAG_ERROR, value_get(setting, "CacheTtlInSeconds"),
			       "sim-property", "CacheTtlInSeconds is %g, but AWS takes 0 to %g",
			       ttl, most);
		ttl = most;
	}
	if (ttl == 0)
		return;
	r->cache = arena_zalloc(&b->sim->arena, sizeof(*r->cache));
	apigw_cache_init(b, m, r->cache, g->callers.cache_keys, ttl,
			 arena_printf(&b->sim->arena, "cache %zu", (size_t)(r - g->routes)));
}

/*
 * What a stage sets for all methods or routes holds for each of them: "Per-API, per-stage
 * throttling limits are applied at the API method level" (API Gateway Developer Guide).
 */
static void limit_each(struct build *b, struct component *m, const struct value *setting)
{
	struct apigw *g = m->state;

	for (size_t i = 0; i < g->n_routes; i++)
		read_limit(b, m, setting, stage_names, &g->routes[i].throttle);
}

static void read_method_settings(struct build *b, struct component *m, const struct value *stage)
{
	struct apigw *g = m->state;
	const struct value *list = value_get(stage, "MethodSettings");
	bool has_cache = value_bool(stage, "CacheClusterEnabled", false), caches_any = false;

	for (const struct value *v = list ? list->child : NULL; v; v = v->next)
		if (is_whole_stage(v))
			limit_each(b, m, v);
	for (const struct value *v = list ? list->child : NULL; v; v = v->next) {
		caches_any |= value_bool(v, "CachingEnabled", false);
		for (size_t i = 0; i < g->n_routes; i++) {
			struct apigw_route *r = &g->routes[i];

			if (!setting_fits(b, v, r))
				continue;
			if (!is_whole_stage(v) && value_get(v, stage_names.rate))
				read_limit(b, m, v, stage_names, &r->throttle);
			if (has_cache && !r->cache && caches(v, r))
				keep_answers(b, m, r, v);
		}
	}
	if (has_cache && !caches_any)
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_WARNING,
					 value_get(stage, "CacheClusterEnabled"), "sim-property",
					 "the stage pays for a cache that keeps nothing"),
			  "set CachingEnabled: true in MethodSettings for the methods it should "
			  "serve");
}

/* The price of a cache by its size, as AWS spells sizes. */
static void read_cache_price(struct build *b, struct component *m, const struct value *stage)
{
	static const struct { const char *size, *fact; } sizes[] = {
		{ "0.5", "apigateway.price.cache" },
		{ "1.6", "apigateway.price.cache.1-6" },
		{ "6.1", "apigateway.price.cache.6-1" },
		{ "13.5", "apigateway.price.cache.13-5" },
		{ "28.4", "apigateway.price.cache.28-4" },
		{ "58.2", "apigateway.price.cache.58-2" },
		{ "118", "apigateway.price.cache.118" },
		{ "237", "apigateway.price.cache.237" },
	};
	struct apigw *g = m->state;
	const char *size = value_string(stage, "CacheClusterSize", "0.5");

	if (!value_bool(stage, "CacheClusterEnabled", false))
		return;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		if (!strcmp(size, sizes[i].size)) {
			g->usd_per_hour = build_fact(b, sizes[i].fact);
			return;
		}
	build_complain(b, m, DIAG_ERROR, value_get(stage, "CacheClusterSize"), "sim-property",
		       "CacheClusterSize is \"%.60s\", but AWS takes 0.5, 1.6, 6.1, 13.5, 28.4, "
		       "58.2, 118 or 237",
		       size);
}

/* DefaultRouteSettings and RouteSettings of HTTP and WebSocket APIs. */
static void read_route_settings(struct build *b, struct component *m, const struct value *stage)
{
	struct apigw *g = m->state;
	const struct value *all = value_get(stage, "DefaultRouteSettings");
	const struct value *each = value_get(stage, "RouteSettings");

	if (all)
		limit_each(b, m, all);
	for (size_t i = 0; i < g->n_routes; i++) {
		struct apigw_route *r = &g->routes[i];
		const char *key =
			strcmp(r->path, "$default") != 0 && g->kind == APIGW_HTTP
				? arena_printf(&b->sim->arena, "%s %s", r->method, r->path)
				: r->path;
		const struct value *v = value_get(each, key);

		if (v)
			read_limit(b, m, v, stage_names, &r->throttle);
	}
}

/* The alias that a route's function is called by, when it is written ${stageVariables.NAME}. */
static const char *stage_alias(const struct apigw_route *r, const struct value *variables)
{
	static const char start[] = "${stageVariables.";
	const char *alias = value_string(r->details, "Alias", "");
	const char *name = alias + sizeof(start) - 1;

	if (strncmp(alias, start, sizeof(start) - 1) != 0 || !variables)
		return NULL;
	for (const struct value *v = variables->child; v; v = v->next)
		if (v->key && !strncmp(v->key, name, strlen(v->key)) && name[strlen(v->key)] == '}')
			return v->text;
	return NULL;
}

static void resolve_alias(struct build *b, struct apigw_target *t, const char *alias)
{
	const struct component *to = &b->sim->components[t->to];
	struct workload w = {
		.request = "", .target = to->id, .op = (enum op)t->op, .path = alias,
	};

	if (alias && to->service->address)
		t->key = to->service->address(b, to, &w);
}

/* A weighted coin for each request; the canary's deployment sees its own stage variables. */
static void read_canary(struct build *b, struct component *m, const struct value *stage)
{
	struct apigw *g = m->state;
	const struct value *canary = value_get(stage, "CanarySetting");
	const struct value *overrides = value_get(canary, "StageVariableOverrides");
	double percent = number_in(b, m, canary, "PercentTraffic", 0);

	if (percent > 100) {
		build_complain(b, m, DIAG_ERROR, value_get(canary, "PercentTraffic"),
			       "sim-property", "PercentTraffic is %g, but a share goes to 100",
			       percent);
		percent = 100;
	}
	g->canary_share = percent / 100;
	g->canary_has_own_cache = !value_bool(canary, "UseStageCache", false);
	for (size_t i = 0; i < g->n_routes; i++) {
		const char *alias = stage_alias(&g->routes[i], value_get(stage, "Variables"));
		const char *other = stage_alias(&g->routes[i], overrides);

		resolve_alias(b, &g->routes[i].targets[0], alias);
		resolve_alias(b, &g->routes[i].targets[1], other ? other : alias);
	}
}

static uint32_t count_keys(const struct build *b, const char *plan_id)
{
	const struct arch *a = b->sim->arch;
	uint32_t n = 0;

	for (size_t i = 0; plan_id && i < a->n_resources; i++) {
		const char *ref = value_ref(value_get(a->resources[i].properties, "UsagePlanId"));

		n += !strcmp(a->resources[i].type, "AWS::ApiGateway::UsagePlanKey") && ref &&
		     !strcmp(ref, plan_id);
	}
	return n ? n : 1;
}

static int64_t plan_period_ns(struct build *b, struct component *m, const struct value *quota)
{
	static const struct { const char *name; int days; } periods[] = {
		{ "DAY", 1 }, { "WEEK", 7 }, { "MONTH", 30 },
	};
	const char *period = value_string(quota, "Period", "DAY");

	for (size_t i = 0; i < sizeof(periods) / sizeof(*periods); i++)
		if (!strcmp(period, periods[i].name))
			return periods[i].days * NS_PER_DAY;
	build_complain(b, m, DIAG_ERROR, value_get(quota, "Period"), "sim-property",
		       "Period is \"%.60s\", but AWS takes DAY, WEEK or MONTH", period);
	return NS_PER_DAY;
}

/* ApiStages[].Throttle of the usage plan: "/path/METHOD" to limits, for each key. */
static void read_plan_methods(struct build *b, struct component *m, const struct value *plan)
{
	struct apigw *g = m->state;
	const struct value *stages = value_get(plan, "ApiStages");

	for (const struct value *st = stages ? stages->child : NULL; st; st = st->next) {
		const struct value *throttle = value_get(st, "Throttle");
		const char *api = value_ref(value_get(st, "ApiId"));

		for (size_t i = 0; throttle && (!api || !strcmp(api, m->id)) && i < g->n_routes;
		     i++) {
			struct apigw_route *r = &g->routes[i];
			const struct value *v =
				value_get(throttle, arena_printf(&b->sim->arena, "%s/%s", r->path,
								 r->method));

			if (!v)
				continue;
			r->plan_throttle = arena_alloc(
				&b->sim->arena, g->plan->n_clients * sizeof(*r->plan_throttle));
			for (uint32_t k = 0; k < g->plan->n_clients; k++)
				read_limit(b, m, v, plan_names, &r->plan_throttle[k]);
		}
	}
}

static void read_plan(struct build *b, struct component *m)
{
	struct apigw *g = m->state;
	size_t i = 0;
	const struct arch_resource *r = apigw_part(b, m, "AWS::ApiGateway::UsagePlan", &i);
	const struct value *p = r ? r->properties
				  : value_at(build_properties(b, m), "Auth.UsagePlan");
	const struct value *quota = value_get(p, "Quota");
	struct apigw_plan *plan;

	if (!p)
		return;
	plan = g->plan = arena_zalloc(&b->sim->arena, sizeof(*plan));
	plan->n_clients = g->callers.keys ? g->callers.keys : count_keys(b, r ? r->id : NULL);
	plan->clients = arena_zalloc(&b->sim->arena, plan->n_clients * sizeof(*plan->clients));
	for (uint32_t k = 0; k < plan->n_clients; k++)
		read_limit(b, m, value_get(p, "Throttle"), plan_names, &plan->clients[k].throttle);
	plan->quota = (uint64_t)number_in(b, m, quota, "Limit", 0);
	plan->period_ns = plan_period_ns(b, m, quota);
	read_plan_methods(b, m, p);
}

static bool wants_key(const struct apigw_route *r, const struct value *api)
{
	static const char *const places[] = { "ApiKeyRequired", "Auth.ApiKeyRequired" };
	bool wants = value_bool(api, "Auth.ApiKeyRequired", false);

	if (r->is_preflight)
		return wants && value_bool(api, "Auth.AddApiKeyRequiredToCorsPreflight", true);
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		wants = value_bool(r->declared, places[i], wants);
		wants = value_bool(r->details, places[i], wants);
	}
	return wants;
}

void apigw_read_stage(struct build *b, struct component *m)
{
	struct apigw *g = m->state;
	const struct value *stage = apigw_stage(b, m);

	for (size_t i = 0; i < g->n_routes; i++) {
		bucket_init(&g->routes[i].throttle, -1, 0);
		g->routes[i].needs_key = g->kind == APIGW_REST &&
					 wants_key(&g->routes[i], build_properties(b, m));
	}
	if (g->kind != APIGW_REST) {
		read_route_settings(b, m, stage);
		return;
	}
	read_method_settings(b, m, stage);
	read_cache_price(b, m, stage);
	read_canary(b, m, stage);
	read_plan(b, m);
}
