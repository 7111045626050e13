/* SPDX-License-Identifier: MIT */
/* Authorizers of an API, which routes they guard, and how long their answers count. */
#include <string.h>

#include "sim/lambda.h"
#include "sim/svc_apigw.h"

void apigw_cache_init(struct build *b, struct component *m, struct apigw_cache *c, uint32_t n,
		      double ttl_s, const char *purpose)
{
	/* Two parts: an authorizer's good and bad callers, a stage's and its canary's answers. */
	*c = (struct apigw_cache){
		.fresh_ns = ttl_s > 0
				    ? arena_zalloc(&b->sim->arena, 2 * (size_t)n * sizeof(int64_t))
				    : NULL,
		.n = n,
		.ttl_ns = (int64_t)(ttl_s * 1e9),
	};
	random_init(&c->random, b->sim->seed, m->id, purpose);
}

/* Seconds that an answer counts: CloudFormation's property, or SAM's Identity.ReauthorizeEvery. */
static double read_ttl(struct build *b, struct component *m, const struct value *details,
		       bool is_function)
{
	static const char *const places[] = {
		"AuthorizerResultTtlInSeconds", "Identity.ReauthorizeEvery",
	};
	const struct apigw *g = m->state;
	double ttl = build_fact(b, "apigateway.authorizer.ttl.default");
	double most = build_fact(b, "apigateway.authorizer.ttl.most");

	if (g->kind == APIGW_HTTP) {
		ttl = is_function ? build_fact(b, "apigateway.http.authorizer.ttl.default") : 0;
		most = build_fact(b, "apigateway.http.authorizer.ttl.most");
	} else if (g->kind == APIGW_WEBSOCKET) {
		ttl = 0;
	}
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		if (!value_number(details, places[i], &ttl))
			continue;
		if (ttl < 0 || ttl > most) {
			build_complain(b, m, DIAG_ERROR, value_at(details, places[i]),
				       "sim-property", "%s is %g, but AWS takes 0 to %g seconds",
				       places[i], ttl, most);
			ttl = most;
		}
	}
	return ttl;
}

static const char *authorizer_name(const struct value *details)
{
	const char *name = value_string(details, "Name", NULL);

	if (!name && details && details->key)
		name = details->key;
	return name ? name : "";
}

static void add_authorizer(struct build *b, struct component *m, const struct arch_edge *e,
			   struct component *to)
{
	struct apigw *g = m->state;
	struct apigw_authorizer *z = &g->authorizers[g->n_authorizers];
	enum arch_kind kind = b->sim->arch->resources[to->resource].kind;
	char *purpose = arena_printf(&b->sim->arena, "authorizer %zu", g->n_authorizers);

	g->n_authorizers++;
	z->is_function = kind == ARCH_FUNCTION;
	z->name = authorizer_name(e->details);
	z->missing = RULE_APIGW_NO_TOKEN;
	z->denies = !z->is_function		? RULE_APIGW_UNAUTHORIZED
		    : g->kind == APIGW_HTTP ? RULE_APIGW_HTTP_DENIED
					    : RULE_APIGW_DENIED;
	z->target = (struct apigw_target){
		.key = lambda_key_of_edge(b, to, e->details, m),
		.to = to->index,
		.op = z->is_function && service_answers(to, OP_INVOKE) ? OP_INVOKE
		      : service_answers(to, OP_AUTHORIZE)	       ? OP_AUTHORIZE
								       : OP_WORK,
	};
	apigw_cache_init(b, m, &z->verdicts, g->callers.identities,
			 read_ttl(b, m, e->details, z->is_function), purpose);
}

static struct apigw_authorizer *find_named(struct apigw *g, const char *name)
{
	for (size_t i = 0; i < g->n_authorizers; i++)
		if (!strcmp(g->authorizers[i].name, name))
			return &g->authorizers[i];
	return NULL;
}

/* The authorizer that a map names: SAM's Auth.Authorizer, or the Name of what AuthorizerId is. */
static const char *named_in(const struct build *b, const struct value *map)
{
	const struct arch *a = b->sim->arch;
	const char *ref = value_ref(value_get(map, "AuthorizerId"));
	int found = ref ? arch_find(a, ref) : -1;

	if (found >= 0)
		return value_string(a->resources[found].properties, "Name", ref);
	return value_string(map, "Auth.Authorizer", value_string(map, "Authorizer", NULL));
}

static bool is_open(const struct value *map)
{
	return !strcmp(value_string(map, "AuthorizationType", ""), "NONE");
}

static bool has_type(const struct apigw_route *r, const char *type)
{
	return !strcmp(value_string(r->details, "AuthorizationType", ""), type) ||
	       !strcmp(value_string(r->declared, "AuthorizationType", ""), type);
}

/* Whether tokens are checked that somebody outside the template issues. */
static bool takes_tokens(const struct build *b, const struct component *m,
			 const struct apigw_route *r, const char *name)
{
	const struct value *all = value_at(build_properties(b, m), "Auth.Authorizers");
	const struct value *declared = name ? value_get(all, name) : NULL;

	return value_get(declared, "JwtConfiguration") || value_get(declared, "UserPoolArn") ||
	       has_type(r, "JWT") || has_type(r, "COGNITO_USER_POOLS");
}

/*
 * Who guards a route: the authorizer it names; none if it says NONE; else SAM's
 * default one. In CloudFormation a route that says nothing is guarded by the
 * API's first, since the template gives it one for some purpose.
 */
static struct apigw_authorizer *guard_of(struct build *b, struct component *m,
					 const struct apigw_route *r)
{
	struct apigw *g = m->state;
	bool is_sam = !strncmp(b->sim->arch->resources[m->resource].type, "AWS::Serverless::", 17);
	const char *name = named_in(b, r->details);
	struct apigw_authorizer *found;

	if (r->is_preflight &&
	    (g->kind == APIGW_HTTP || !value_bool(build_properties(b, m),
						  "Auth.AddDefaultAuthorizerToCorsPreflight", true)))
		return NULL;
	if (!name)
		name = named_in(b, r->declared);
	if (!name && is_sam)
		name = value_string(build_properties(b, m), "Auth.DefaultAuthorizer", "NONE");
	if ((name && !strcmp(name, "NONE")) || is_open(r->details) || is_open(r->declared))
		return NULL;
	if ((name && !strcmp(name, "AWS_IAM")) || has_type(r, "AWS_IAM"))
		return &g->iam;
	found = name ? find_named(g, name) : NULL;
	if (!found && (name || !g->n_authorizers) && takes_tokens(b, m, r, name))
		return &g->tokens;
	return found || !g->n_authorizers ? found : g->authorizers;
}

static void init_own(struct apigw *g)
{
	g->iam = (struct apigw_authorizer){
		.is_own = true,
		.missing = RULE_APIGW_UNSIGNED,
		.denies = RULE_APIGW_IAM_DENIED,
	};
	g->tokens = (struct apigw_authorizer){
		.is_own = true,
		.missing = RULE_APIGW_NO_TOKEN,
		.denies = RULE_APIGW_UNAUTHORIZED,
	};
}

void apigw_read_authorizers(struct build *b, struct component *m)
{
	struct apigw *g = m->state;
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0, n = 0;

	while (build_edge(b, m, false, &i, &to))
		n++;
	g->authorizers = arena_zalloc(&b->sim->arena, (n + 1) * sizeof(*g->authorizers));
	i = 0;
	while ((e = build_edge(b, m, false, &i, &to)) != NULL)
		if (to && e->verb != VERB_ROUTES &&
		    (e->verb == VERB_INVOKES ||
		     b->sim->arch->resources[e->to].kind == ARCH_USERPOOL))
			add_authorizer(b, m, e, to);
	init_own(g);
	for (i = 0; i < g->n_routes; i++)
		g->routes[i].authorizer = guard_of(b, m, &g->routes[i]);
	if (!g->n_authorizers)
		return;
	lane_init(b->sim, &g->authorizer_lane, m->index, APIGW_PHASE_AUTHORIZER_LANE,
		  build_fact_ns(b, g->kind == APIGW_HTTP ? "apigateway.http.authorizer.timeout"
							 : "apigateway.rest.authorizer.timeout"));
}
