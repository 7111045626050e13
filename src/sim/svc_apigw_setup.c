/* SPDX-License-Identifier: MIT */
/*
 * What API Gateway reads from template and facts before a run: everything but
 * routes, plans and authorizers. What a template cannot say is in the API's
 * Metadata.Nephoscope:
 *
 *	Callers: {Identities: 50, WithoutToken: 5%, Denied: 1%, WithoutKey: 1%, Keys: 3,
 *		  Invalid: 2%, CacheKeys: 100, Malformed: 1%}	shares of requests, numbers of
 *			callers, API keys and cache keys; Malformed: of the function's answers
 *	Access: {Endpoint: true, Dns: true, SecurityGroup: true, Tls: true, Policy: true}
 *			what a private API needs, and whether the resource policy allows anybody
 *	LostDisconnects: 1%	of a WebSocket API: $disconnect that never run
 *
 * and in the template's own: Account or Region: {ApiRequestsPerSecond, ApiBurst}.
 */
#include <math.h>
#include <string.h>

#include "sim/maths.h"
#include "sim/svc_apigw.h"
#include "sim/svc_waf.h"

enum { KEYS_MAX = 1000000 };

static const char *const stream_names[N_APIGW_STREAMS] = {
	[STREAM_WAF] = "waf",
	[STREAM_TOKEN] = "token",
	[STREAM_DENIED] = "denied",
	[STREAM_CLIENT] = "client",
	[STREAM_INVALID] = "invalid",
	[STREAM_CANARY] = "canary",
	[STREAM_MALFORMED] = "malformed",
	[STREAM_CONNECTION] = "connection",
	[STREAM_LOST] = "lost",
};

/* What differs between the kinds: names of facts. */
struct kind_facts {
	const char *latency, *price, *least_timeout, *most_timeout, *timeout;
};

static const struct kind_facts kind_facts[] = {
	[APIGW_REST] = {
		.latency = "apigateway.latency.rest",
		.price = "apigateway.price.rest",
		.least_timeout = "apigateway.rest.timeout.least",
		.most_timeout = "apigateway.rest.timeout.most",
		.timeout = "apigateway.rest.timeout.default",
	},
	[APIGW_HTTP] = {
		.latency = "apigateway.latency.http",
		.price = "apigateway.price.http",
		.least_timeout = "apigateway.http.timeout.least",
		.most_timeout = "apigateway.http.timeout.default",
		.timeout = "apigateway.http.timeout.default",
	},
	[APIGW_WEBSOCKET] = {
		.latency = "apigateway.latency.websocket",
		.price = "apigateway.price.websocket.message",
		.least_timeout = "apigateway.websocket.timeout.least",
		.most_timeout = "apigateway.websocket.timeout.default",
		.timeout = "apigateway.websocket.timeout.default",
	},
};

enum apigw_kind apigw_kind_of(const struct arch_resource *r)
{
	const char *protocol = value_string(r->properties, "ProtocolType", "HTTP");

	if (!strcmp(r->type, "AWS::Serverless::WebSocketApi"))
		return APIGW_WEBSOCKET;
	if (!strcmp(r->type, "AWS::Serverless::HttpApi"))
		return APIGW_HTTP;
	if (!strcmp(r->type, "AWS::ApiGatewayV2::Api"))
		return !strcmp(protocol, "WEBSOCKET") ? APIGW_WEBSOCKET : APIGW_HTTP;
	return APIGW_REST;
}

static bool refers(const struct value *v, const char *id)
{
	const char *ref = value_ref(v);

	return ref && !strcmp(ref, id);
}

static bool belongs(const struct component *m, const struct arch_resource *r)
{
	const struct value *stages = value_get(r->properties, "ApiStages");

	if (r->owner == m->resource || refers(value_get(r->properties, "RestApiId"), m->id) ||
	    refers(value_get(r->properties, "ApiId"), m->id))
		return true;
	for (const struct value *v = stages ? stages->child : NULL; v; v = v->next)
		if (refers(value_get(v, "ApiId"), m->id))
			return true;
	return false;
}

const struct arch_resource *apigw_part(const struct build *b, const struct component *m,
				       const char *type, size_t *i)
{
	const struct arch *a = b->sim->arch;

	while (*i < a->n_resources) {
		const struct arch_resource *r = &a->resources[(*i)++];

		if (r->kind == ARCH_FOLDED && !strcmp(r->type, type) && belongs(m, r))
			return r;
	}
	return NULL;
}

const struct value *apigw_stage(const struct build *b, const struct component *m)
{
	static const char *const types[] = { "AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage" };
	const struct arch_resource *r;
	size_t i = 0;

	/* SAM makes a stage of the API's own properties. */
	if (!strncmp(b->sim->arch->resources[m->resource].type, "AWS::Serverless::", 17))
		return build_properties(b, m);
	for (size_t k = 0; k < sizeof(types) / sizeof(*types); k++, i = 0)
		if ((r = apigw_part(b, m, types[k], &i)) != NULL)
			return r->properties;
	while ((r = apigw_part(b, m, "AWS::ApiGateway::Deployment", &i)) != NULL)
		if (value_get(r->properties, "StageDescription"))
			return value_get(r->properties, "StageDescription");
	return build_properties(b, m);
}

/* A count in the metadata, at least 1. */
static uint32_t count_of(struct build *b, struct component *m, const char *path, double fallback)
{
	const struct value *meta = build_metadata(b, m);
	double n = fallback;

	if (value_at(meta, path) && (!value_number(meta, path, &n) || n < 1 || n > KEYS_MAX)) {
		build_complain(b, m, DIAG_ERROR, value_at(meta, path), "sim-property",
			       "%s is a number from 1 to %d", path, KEYS_MAX);
		n = fallback;
	}
	return (uint32_t)n;
}

static const char *const caller_keys[] = {
	"CacheKeys", "Denied", "Identities", "Invalid", "Keys", "Malformed", "WithoutKey",
	"WithoutToken", NULL,
};
static const char *const access_keys[] = {
	"Dns", "Endpoint", "Policy", "SecurityGroup", "Tls", NULL,
};

/* Complains about keys of a map in the metadata that mean nothing. */
static void check_keys(struct build *b, struct component *m, const char *map,
		       const char *const *known)
{
	const struct value *v = value_get(build_metadata(b, m), map);

	for (const struct value *c = v ? v->child : NULL; c; c = c->next) {
		size_t i = 0;

		while (known[i] && c->key && strcmp(known[i], c->key) != 0)
			i++;
		if (!known[i])
			build_complain(b, m, DIAG_ERROR, c, "sim-property",
				       "%s has no %.60s; it takes %s, %s ...", map,
				       c->key ? c->key : "such entry", known[0], known[1]);
	}
}

/* Complains about what says nothing of an API that is no REST API. */
static void check_callers(struct build *b, struct component *m)
{
	static const struct { const char *path, *what; } rest_only[] = {
		{ "Callers.Invalid", "validate requests" },
		{ "Callers.WithoutKey", "ask for API keys" },
		{ "Callers.Keys", "ask for API keys" },
		{ "Callers.CacheKeys", "keep answers" },
	};

	for (size_t i = 0; i < sizeof(rest_only) / sizeof(*rest_only); i++) {
		const struct value *v = value_at(build_metadata(b, m), rest_only[i].path);

		if (v)
			build_complain(b, m, DIAG_WARNING, v, "sim-property",
				       "%s changes nothing: only REST APIs %s", rest_only[i].path,
				       rest_only[i].what);
	}
}

static void read_callers(struct build *b, struct component *m)
{
	struct apigw *g = m->state;

	check_keys(b, m, "Callers", caller_keys);
	g->callers = (struct apigw_callers){
		.without_token = build_share(b, m, "Callers.WithoutToken", 0),
		.denied = build_share(b, m, "Callers.Denied", 0),
		.without_key = build_share(b, m, "Callers.WithoutKey", 0),
		.invalid = build_share(b, m, "Callers.Invalid", 0),
		.malformed = build_share(b, m, "Callers.Malformed", 0),
		.identities = count_of(b, m, "Callers.Identities",
				       build_fact(b, "apigateway.callers.identities")),
		.keys = count_of(b, m, "Callers.Keys", 0),
		.cache_keys = count_of(b, m, "Callers.CacheKeys",
				       build_fact(b, "apigateway.callers.cache-keys")),
	};
	if (g->kind != APIGW_REST) {
		check_callers(b, m);
		g->callers.invalid = 0;
	}
	for (size_t i = 0; i < N_APIGW_STREAMS; i++)
		random_init(&g->random[i], b->sim->seed, m->id, stream_names[i]);
}

static bool is_endpoint(const struct value *p, const char *type)
{
	const struct value *c = value_get(p, "EndpointConfiguration");
	const struct value *types = value_get(c, "Types");

	if (!strcmp(value_string(p, "EndpointConfiguration", ""), type) ||
	    !strcmp(value_string(c, "Type", ""), type))
		return true;
	for (const struct value *v = types ? types->child : NULL; v; v = v->next)
		if (!strcmp(v->text, type))
			return true;
	return false;
}

static bool has_policy(const struct value *p)
{
	static const char *const places[] = {
		"Policy", "Auth.ResourcePolicy", "Body.x-amazon-apigateway-policy",
		"DefinitionBody.x-amazon-apigateway-policy", "DefinitionUri", "BodyS3Location",
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (value_at(p, places[i]))
			return true;
	return false;
}

/*
 * A private API is reached only when five things are right; the first one that
 * is not, in the order in which a connection meets them, keeps callers out.
 */
static void read_access(struct build *b, struct component *m)
{
	static const struct { const char *key; enum rule rule; } checks[] = {
		{ "Access.Endpoint", RULE_APIGW_PRIVATE_ENDPOINT },
		{ "Access.Dns", RULE_APIGW_PRIVATE_DNS },
		{ "Access.SecurityGroup", RULE_APIGW_PRIVATE_GROUP },
		{ "Access.Tls", RULE_APIGW_PRIVATE_TLS },
	};
	struct apigw *g = m->state;
	const struct value *p = build_properties(b, m);
	bool is_private = is_endpoint(p, "PRIVATE");
	bool allows = build_flag(b, m, "Access.Policy", !is_private || has_policy(p));

	check_keys(b, m, "Access", access_keys);
	for (size_t i = 0; is_private && i < sizeof(checks) / sizeof(*checks); i++)
		if (!build_flag(b, m, checks[i].key, true)) {
			g->closed = checks[i].rule;
			return;
		}
	if (is_private && !allows)
		g->closed = RULE_APIGW_PRIVATE_POLICY;
	g->has_policy_deny = !is_private && !allows;
}

/*
 * One half of what API Gateway itself takes. Two of them together have the mean
 * of the fact's distribution, and its variance where that is a lognormal one.
 */
static void half_latency(struct build *b, struct component *m, struct dist *d, const char *fact,
			 const char *purpose)
{
	build_dist(b, m, d, fact, purpose);
	if (d->kind == DIST_LOGNORMAL)
		dist_lognormal(d, d->mean_ns / 2, sqrt(2 * (maths_exp(d->sigma * d->sigma) - 1)));
	else if (d->kind == DIST_EXP)
		dist_exp(d, d->mean_ns / 2);
	else
		dist_fixed(d, d->mean_ns / 2);
}

/* Regions with lower quotas, as the documentation lists them. */
static bool is_small_region(const struct build *b)
{
	static const char *const small[] = {
		"af-south-1",	  "ap-south-2",	    "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
		"ap-southeast-7", "ca-west-1",	    "eu-central-2",   "eu-south-1",	"eu-south-2",
		"il-central-1",	  "me-central-1",   "mx-central-1",
	};
	const char *region = value_string(b->sim->arch->metadata, "Region", "");

	for (size_t i = 0; i < sizeof(small) / sizeof(*small); i++)
		if (!strcmp(region, small[i]))
			return true;
	return false;
}

/* The buckets that all APIs share: made by the first, found through it by the others. */
static struct apigw_account *account_of(struct build *b)
{
	struct sim *s = b->sim;
	struct apigw_account *account;
	double rate, burst;

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		const struct component *m = &s->components[i];
		const struct apigw *g = m->state;

		if ((m->service == &apigw_service || m->service == &websocket_service) &&
		    g->account)
			return g->account;
	}
	account = arena_zalloc(&s->arena, sizeof(*account));
	rate = build_fact(b, is_small_region(b) ? "apigateway.throttle.small-region.rate"
						: "apigateway.throttle.rate");
	burst = build_fact(b, is_small_region(b) ? "apigateway.throttle.small-region.burst"
						 : "apigateway.throttle.burst");
	bucket_init(&account->throttle, build_quota(b, "Account.ApiRequestsPerSecond", rate, 0),
		    build_quota(b, "Account.ApiBurst", burst, 0));
	/* AWS publishes no number for the Region as a whole. */
	bucket_init(&account->region, build_quota(b, "Region.ApiRequestsPerSecond", -1, 0),
		    build_quota(b, "Region.ApiBurst", burst, 0));
	bucket_init(&account->connections, build_fact(b, "apigateway.websocket.connect.rate"),
		    build_fact(b, "apigateway.websocket.connect.burst"));
	return account;
}

/* The lane of a time-out; lanes of equal time-outs are one. */
static struct lane *lane_of(struct build *b, struct component *m, int64_t timeout_ns)
{
	struct apigw *g = m->state;
	struct lane *l;

	for (size_t i = 0; i < g->n_lanes; i++)
		if (g->lanes[i].delay_ns == timeout_ns)
			return &g->lanes[i];
	l = &g->lanes[g->n_lanes];
	lane_init(b->sim, l, m->index, APIGW_PHASE_LANE, timeout_ns);
	call_at(b->sim, l->timer.slot)->a = (uint32_t)g->n_lanes++;
	return l;
}

static void read_timeout(struct build *b, struct component *m, struct apigw_route *r)
{
	const struct apigw *g = m->state;
	const struct kind_facts *k = &kind_facts[g->kind];
	const struct value *at = value_get(r->details, "TimeoutInMillis");
	bool is_edge = g->kind == APIGW_REST && !is_endpoint(build_properties(b, m), "REGIONAL") &&
		       !is_endpoint(build_properties(b, m), "PRIVATE");
	int64_t least = build_fact_ns(b, k->least_timeout), ns = build_fact_ns(b, k->timeout);
	int64_t most =
		build_fact_ns(b, is_edge ? "apigateway.rest.timeout.edge.most" : k->most_timeout);
	double ms;

	if (value_number(r->details, "TimeoutInMillis", &ms)) {
		double wish = ms * 1e6;

		if (wish < (double)least || wish > (double)most) {
			struct diag *d = build_complain(
				b, m, DIAG_ERROR, at, "sim-property",
				"TimeoutInMillis of %s %s is %.60s, but this API takes %g to %g",
				r->method, r->path, at->text, (double)least / 1e6,
				(double)most / 1e6);

			if (is_edge)
				diag_hint(b->diags, d,
					  "only Regional and private REST APIs can wait longer");
		} else {
			ns = (int64_t)wish;
		}
	}
	r->lane = lane_of(b, m, ns);
}

void apigw_configure(struct build *b, struct component *m)
{
	struct apigw *g = m->state;
	const struct kind_facts *k;

	g->kind = apigw_kind_of(&b->sim->arch->resources[m->resource]);
	k = &kind_facts[g->kind];
	summary_init(&g->latency);
	summary_init(&g->integration_latency);
	g->account = account_of(b);
	g->most_bytes = (uint32_t)build_fact(b, "apigateway.payload");
	g->most_function_bytes = (uint32_t)build_fact(b, "lambda.payload.request");
	g->usd_per_request = build_fact(b, k->price);
	if (g->kind == APIGW_HTTP)
		g->billed_bytes = (uint32_t)build_fact(b, "apigateway.price.http.part");
	half_latency(b, m, &g->before, k->latency, "before");
	half_latency(b, m, &g->after, k->latency, "after");
	read_callers(b, m);
	read_access(b, m);
}

void apigw_connect(struct build *b, struct component *m)
{
	struct apigw *g = m->state;

	if (g->is_connected)
		return;
	g->is_connected = true;
	apigw_read_routes(b, m);
	g->waf = g->kind == APIGW_REST ? waf_before(b, m) : NULL;
	g->has_gate = g->waf || g->closed != RULE_NONE;
	g->lanes = arena_zalloc(&b->sim->arena, (g->n_routes + 1) * sizeof(*g->lanes));
	apigw_read_authorizers(b, m);
	apigw_read_stage(b, m);
	for (size_t i = 0; i < g->n_routes; i++)
		read_timeout(b, m, &g->routes[i]);
}

void apigw_done(struct component *m)
{
	struct apigw *g = m->state;

	summary_done(&g->latency);
	summary_done(&g->integration_latency);
}
