/* SPDX-License-Identifier: MIT */
/*
 * CloudFront: a cache in front of origins. Each request that a workload makes
 * (method and path) is an address, its key; each address stands for so many
 * different objects as Metadata.Nephoscope.Callers.CacheKeys says, drawn evenly.
 * While the origin is asked for an object, further requests for it are paused and
 * get the same answer, an error too (request collapsing); not where nothing is
 * kept, nor where cookies are forwarded. Only facts and the cache behavior say how
 * long an object is kept: the origin sends no headers.
 */
#include <stdlib.h>
#include <string.h>

#include "base/glob.h"
#include "base/vec.h"
#include "sim/bucket.h"
#include "sim/line.h"
#include "sim/service.h"
#include "sim/svc_waf.h"

enum {
	PHASE_HIT,			/* the time of an answer from the cache */
	PHASE_MISS,			/* CloudFront's own time, then the origin */
	PHASE_WAITING,
	PHASE_LANE,
	STATUSES_MAX = 600,
	OBJECTS_MAX = 1000000,
};

struct cdn_origin {
	const char *id;			/* of the template */
	struct component *to;		/* NULL = outside */
	uint32_t attempts;
	struct lane lane;
};

struct behavior {
	const char *pattern;		/* "*" = the default one */
	struct cdn_origin *origin;
	double ttl_s;
	bool collapses;			/* simultaneous requests for one object */
	const struct value *methods;	/* AllowedMethods; NULL = GET and HEAD */
};

struct object {
	int64_t fresh_ns;		/* 0 = never seen */
	int64_t error_ns;		/* the error is answered until then */
	struct line paused;
	uint16_t error;
	bool is_asked;			/* for: the origin's answer is on its way */
};

struct address {
	const struct behavior *behavior;
	const char *method, *path;
	uint32_t key;			/* by which the origin knows it */
	uint8_t op;			/* of the origin */
	bool is_allowed, is_safe;	/* safe: GET, HEAD: kept and tried again */
	struct object *objects;
};

struct cdn {
	bool is_connected;
	struct cdn_origin *origins;
	struct behavior *behaviors;
	size_t n_origins, n_behaviors;
	struct address *addresses;
	size_t n_addresses, cap_addresses;
	uint32_t n_objects;
	struct component *waf;
	struct bucket rate;
	struct dist hit, miss;
	struct random random;
	int64_t error_ttl_ns[STATUSES_MAX];	/* 0 = not kept */
	uint64_t n_requests, n_hits, n_looked_up, n_4xx, n_5xx;
	struct summary origin_latency;
	double usd_per_request;
};

static bool is_error(int status)
{
	return status < 200 || status >= 400;
}

static void end(struct sim *s, struct cdn *k, uint32_t slot, int status, enum rule rule)
{
	k->n_4xx += status >= 400 && status < 500;
	k->n_5xx += status >= 500;
	call_reply(s, slot, (enum outcome)status, rule);
}

static struct address *address_of(const struct cdn *k, const struct call *c)
{
	return &k->addresses[c->key < k->n_addresses ? c->key : 0];
}

/* Whether the cache answers: then c->outcome and b (the rule) say what. */
static bool looks_up(struct sim *s, struct cdn *k, struct call *c, struct address *a)
{
	struct object *o;

	c->a = k->n_objects > 1 ? (uint32_t)(random_unit(&k->random) * k->n_objects) : 0;
	o = &a->objects[c->a];
	k->n_looked_up++;
	if (s->now_ns < o->fresh_ns) {
		c->outcome = 200;
		c->b = RULE_CDN_HIT;
	} else if (s->now_ns < o->error_ns) {
		c->outcome = o->error;
		c->b = RULE_CDN_ERROR_HIT;
	} else {
		return false;
	}
	k->n_hits++;
	return true;
}

/* Whether the call waits for an answer that another one has asked the origin for. */
static bool is_paused(struct sim *s, struct cdn *k, uint32_t slot, struct address *a)
{
	struct call *c = call_at(s, slot);
	struct object *o = &a->objects[c->a];

	if (!a->behavior->collapses)
		return false;
	if (!o->is_asked) {
		o->is_asked = true;
		return false;
	}
	k->n_hits++;
	line_add(s, &o->paused, slot);
	return true;
}

static void arrive(struct sim *s, struct component *m, uint32_t slot)
{
	struct cdn *k = m->state;
	struct call *c = call_at(s, slot);
	struct address *a = address_of(k, c);

	k->n_requests++;
	c->b = 0;
	if (k->waf && waf_blocks(k->waf))
		end(s, k, slot, 403, RULE_CDN_WAF);
	else if (!bucket_take(&k->rate, s->now_ns))
		end(s, k, slot, 503, RULE_CDN_RATE);
	else if (!a->is_allowed)
		end(s, k, slot, 403, RULE_CDN_METHOD);
	else if (a->objects && looks_up(s, k, c, a))
		call_wake_after(s, slot, component_draw(m, &k->hit), PHASE_HIT);
	else if (!a->objects || !is_paused(s, k, slot, a))
		call_wake_after(s, slot, component_draw(m, &k->miss), PHASE_MISS);
}

/* One attempt at the origin; b counts them. */
static void ask(struct sim *s, struct component *m, uint32_t slot, struct address *a)
{
	struct call *c = call_at(s, slot), *child;
	struct cdn_origin *o = a->behavior->origin;
	uint32_t number;

	c->b++;
	c->phase = PHASE_WAITING;
	lane_add(s, &o->lane, slot);
	number = call_new(s, m->index, o->to->index, (enum op)a->op, slot, REQUEST_NONE);
	child = call_at(s, number);
	child->key = a->key;
	child->bytes = c->bytes;
	call_send(s, number);
}

/* Keeps what the origin said. Whether its error is spared the client by an expired object. */
static bool keep(struct sim *s, const struct cdn *k, const struct behavior *v, struct object *o,
		 int status)
{
	if (!is_error(status)) {
		o->fresh_ns = s->now_ns + (int64_t)(v->ttl_s * 1e9);
	} else if (status < STATUSES_MAX && k->error_ttl_ns[status]) {
		if (status >= 500 && o->fresh_ns) {
			o->fresh_ns = s->now_ns + k->error_ttl_ns[status];
			return true;
		}
		o->error_ns = s->now_ns + k->error_ttl_ns[status];
		o->error = (uint16_t)status;
	}
	return false;
}

/* What the origin said, for the client, the cache and whoever was paused. */
static void conclude(struct sim *s, struct cdn *k, uint32_t slot, int status, enum rule rule)
{
	struct call *c = call_at(s, slot);
	struct address *a = address_of(k, c);
	struct object *o = a->objects ? &a->objects[c->a] : NULL;
	struct line paused = { 0 };
	uint32_t waiting;

	if (o) {
		paused = o->paused;
		o->paused = (struct line){ 0 };
		o->is_asked = false;
		if (keep(s, k, a->behavior, o, status)) {
			status = 200;
			rule = RULE_CDN_STALE;
		}
	}
	end(s, k, slot, status, rule);
	while ((waiting = line_pop(s, &paused)) != CALL_NONE)
		end(s, k, waiting, status, RULE_CDN_COLLAPSED);
}

static void reply(struct sim *s, struct component *m, uint32_t slot, const struct call *child)
{
	struct cdn *k = m->state;
	struct call *c = call_at(s, slot);
	struct address *a = address_of(k, c);
	struct cdn_origin *o = a->behavior->origin;
	int status = outcome_status((enum outcome)child->outcome);

	lane_remove(s, &o->lane, slot);
	summary_add(&k->origin_latency, s->now_ns - c->lane_ns);
	if (!status && c->b < o->attempts) {
		sim_tell(s, slot, MOMENT_RETRY, RULE_CDN_RETRY, 0);
		ask(s, m, slot, a);
	} else if (!status) {
		conclude(s, k, slot, 502, RULE_CDN_CONNECT);
	} else {
		conclude(s, k, slot, status, is_error(status) ? RULE_CDN_ORIGIN : RULE_NONE);
	}
}

static void give_up(struct sim *s, struct component *m, struct cdn_origin *o)
{
	struct cdn *k = m->state;
	uint32_t slot;

	if (!timer_is_due(s, &o->lane.timer))
		return;
	while ((slot = lane_take_due(s, &o->lane)) != CALL_NONE) {
		struct call *c = call_at(s, slot);
		struct address *a = address_of(k, c);

		call_abandon_child(s, c);
		summary_add(&k->origin_latency, o->lane.delay_ns);
		if (a->is_safe && c->b < o->attempts) {
			sim_tell(s, slot, MOMENT_RETRY, RULE_CDN_RETRY, 0);
			ask(s, m, slot, a);
		} else {
			conclude(s, k, slot, 504, RULE_CDN_TIMEOUT);
		}
	}
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct cdn *k = m->state;
	struct call *c = call_at(s, slot);
	struct address *a;

	switch (c->phase) {
	case PHASE_HIT:
		end(s, k, slot, c->outcome, (enum rule)c->b);
		break;
	case PHASE_LANE:
		give_up(s, m, &k->origins[c->a]);
		break;
	default:
		a = address_of(k, c);
		if (a->behavior->origin->to)
			ask(s, m, slot, a);
		else
			conclude(s, k, slot, 200, RULE_CDN_NO_ORIGIN);
		break;
	}
}

static void add_origin(struct build *b, struct component *m, const char *id, struct component *to,
		       const struct value *v)
{
	struct cdn *k = m->state;
	struct cdn_origin *o = &k->origins[k->n_origins];
	double most_attempts = build_fact(b, "cloudfront.connect.attempts");
	double timeout = build_number_in(b, m, v, "CustomOriginConfig.OriginReadTimeout",
				   build_fact(b, "cloudfront.response.timeout.default"),
				   build_fact(b, "cloudfront.response.timeout.least"),
				   build_fact(b, "cloudfront.response.timeout.most"));

	*o = (struct cdn_origin){
		.id = id,
		.to = to,
		.attempts = (uint32_t)build_number_in(b, m, v, "ConnectionAttempts", most_attempts, 1,
						most_attempts),
	};
	lane_init(b->sim, &o->lane, m->index, PHASE_LANE, (int64_t)(timeout * 1e9));
	call_at(b->sim, o->lane.timer.slot)->a = (uint32_t)k->n_origins++;
}

/* The origins of the template, else those that edges lead to, else one outside. */
static void read_origins(struct build *b, struct component *m, const struct value *config)
{
	struct cdn *k = m->state;
	const struct value *list = value_get(config, "Origins");
	struct component *to;
	size_t i = 0, n;

	n = (list ? list->n : 0) + b->sim->arch->n_edges + 1;
	k->origins = arena_zalloc(&b->sim->arena, n * sizeof(*k->origins));
	for (const struct value *v = list ? list->child : NULL; v; v = v->next)
		add_origin(b, m, value_string(v, "Id", ""),
			   build_component(b, value_ref(value_get(v, "DomainName"))), v);
	while (!list && build_edge(b, m, false, &i, &to))
		if (to && to->service->ops)
			add_origin(b, m, to->id, to, NULL);
	if (!k->n_origins)
		add_origin(b, m, "", NULL, NULL);
}

static struct cdn_origin *find_origin(struct cdn *k, const char *id)
{
	for (size_t i = 0; i < k->n_origins; i++)
		if (!strcmp(k->origins[i].id, id))
			return &k->origins[i];
	return k->origins;
}

static double build_seconds(const struct build *b, const char *fact)
{
	return (double)build_fact_ns(b, fact) / 1e9;
}

/* How long a behavior keeps an object without headers, by its cache policy or its own words. */
static double read_ttl(struct build *b, struct component *m, const struct value *v)
{
	/* AWS's managed policies: CachingOptimized, the same for uncompressed objects, Amplify;
	   CachingDisabled, UseOriginCacheControlHeaders and the same with query strings. */
	static const struct { const char *id, *fact; } managed[] = {
		{ "658327ea-f89d-4fab-a63d-7e88639e58f6", "cloudfront.ttl.default" },
		{ "b2884449-e4de-46a7-ac36-70bc7f1ddd6d", "cloudfront.ttl.default" },
		{ "2e54312d-136d-493c-8eb9-b001f22f67d2", "cloudfront.ttl.amplify" },
		{ "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", NULL },
		{ "83da9c7e-98b4-4e11-a168-04f0df8e2c65", NULL },
		{ "4cc15a8a-d715-48a4-82b8-cc0b614638fe", NULL },
	};
	const struct value *policy = value_get(v, "CachePolicyId");
	const char *ref = value_ref(policy), *id = value_string(v, "CachePolicyId", "");
	double ttl = build_seconds(b, "cloudfront.ttl.default"), most;
	int found = ref ? arch_find(b->sim->arch, ref) : -1;

	if (found >= 0)
		return build_number_in(b, m, b->sim->arch->resources[found].properties,
				 "CachePolicyConfig.DefaultTTL", ttl, 0, 1e10);
	for (size_t i = 0; i < sizeof(managed) / sizeof(*managed); i++)
		if (!strcmp(id, managed[i].id))
			return managed[i].fact ? build_seconds(b, managed[i].fact) : 0;
	ttl = build_number_in(b, m, v, "DefaultTTL", ttl, 0, 1e10);
	most = build_number_in(b, m, v, "MaxTTL", ttl, 0, 1e10);
	return most < ttl ? most : ttl;
}

/* What a behavior's policy of this kind says; managed ones are known by id. */
static bool policy_takes_cookies(const struct build *b, const struct value *v, const char *kind,
				 const char *path)
{
	/* Amplify; AllViewer, the same without Host, with CloudFront's headers: all cookies. */
	static const char *const managed[] = {
		"2e54312d-136d-493c-8eb9-b001f22f67d2",
		"216adef6-5c7f-47e4-b989-5492eafa07d3",
		"b689b0a8-53d0-40ab-baf2-68738e2966ac",
		"33f36d7e-f396-46d9-90e0-52428a34d9dc",
	};
	const char *ref = value_ref(value_get(v, kind)), *id = value_string(v, kind, "");
	int found = ref ? arch_find(b->sim->arch, ref) : -1;

	for (size_t i = 0; i < sizeof(managed) / sizeof(*managed); i++)
		if (!strcmp(id, managed[i]))
			return true;
	return found >= 0 && strcmp(value_string(b->sim->arch->resources[found].properties, path, "none"),
				    "none") != 0;
}

static bool forwards_cookies(const struct build *b, const struct value *v)
{
	return strcmp(value_string(v, "ForwardedValues.Cookies.Forward", "none"), "none") != 0 ||
	       policy_takes_cookies(b, v, "CachePolicyId",
				    "CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin."
				    "CookiesConfig.CookieBehavior") ||
	       policy_takes_cookies(b, v, "OriginRequestPolicyId",
				    "OriginRequestPolicyConfig.CookiesConfig.CookieBehavior");
}

static void add_behavior(struct build *b, struct component *m, const char *pattern,
			 const struct value *v)
{
	struct cdn *k = m->state;

	k->behaviors[k->n_behaviors++] = (struct behavior){
		.pattern = pattern,
		.origin = find_origin(k, value_string(v, "TargetOriginId", "")),
		.ttl_s = read_ttl(b, m, v),
		.collapses = !forwards_cookies(b, v),
		.methods = value_get(v, "AllowedMethods"),
	};
}

static void read_behaviors(struct build *b, struct component *m, const struct value *config)
{
	struct cdn *k = m->state;
	const struct value *list = value_get(config, "CacheBehaviors");

	k->behaviors =
		arena_zalloc(&b->sim->arena, ((list ? list->n : 0) + 1) * sizeof(*k->behaviors));
	for (const struct value *v = list ? list->child : NULL; v; v = v->next)
		add_behavior(b, m, value_string(v, "PathPattern", "*"), v);
	add_behavior(b, m, "*", value_get(config, "DefaultCacheBehavior"));
}

/*
 * Errors are kept whatever the origin says, as long as CustomErrorResponses say. Others (400, 403,
 * 405) are kept only when the origin sends Cache-Control with them, which none here does.
 * CloudFront Developer Guide, "How CloudFront processes HTTP 4xx and 5xx status codes".
 */
static void read_error_ttls(struct build *b, struct component *m, const struct value *config)
{
	static const uint16_t kept[] = { 404, 414, 500, 501, 502, 503, 504 };
	struct cdn *k = m->state;
	const struct value *list = value_get(config, "CustomErrorResponses");
	int64_t usual_ns = build_fact_ns(b, "cloudfront.error.ttl");

	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		k->error_ttl_ns[kept[i]] = usual_ns;
	for (const struct value *v = list ? list->child : NULL; v; v = v->next) {
		double code = build_number_in(b, m, v, "ErrorCode", 0, 400, STATUSES_MAX - 1);
		double ttl_s = build_number_in(b, m, v, "ErrorCachingMinTTL",
					 (double)usual_ns / 1e9, 0, 1e8);

		if (code >= 400 && k->error_ttl_ns[(size_t)code])
			k->error_ttl_ns[(size_t)code] = (int64_t)(ttl_s * 1e9);
	}
}

static bool is_allowed(const struct behavior *v, const char *method, bool is_safe)
{
	if (!v->methods)
		return is_safe;
	for (const struct value *one = v->methods->child; one; one = one->next)
		if (!strcmp(one->text, method))
			return true;
	return false;
}

/* How the origin is asked: buckets for objects, functions by their URL, others by request. */
static enum op origin_op(const struct component *to, const char *method, bool is_safe)
{
	if (service_answers(to, OP_REQUEST))
		return OP_REQUEST;
	if (service_answers(to, OP_GET))
		return is_safe ? OP_GET : !strcmp(method, "DELETE") ? OP_DELETE : OP_PUT;
	return service_answers(to, OP_INVOKE) ? OP_INVOKE : OP_WORK;
}

/* Patterns are of paths: a query does not count. */
static bool path_fits(const char *pattern, const char *path)
{
	return glob_fits(pattern, path, strcspn(path, "?"), GLOB_ONE);
}

static uint32_t add_address(struct build *b, struct component *m, const char *method,
			    const char *path)
{
	struct cdn *k = m->state;
	bool is_safe = !strcmp(method, "GET") || !strcmp(method, "HEAD");
	const struct behavior *v = k->behaviors;
	struct component *to;
	struct address *a;

	for (size_t i = 0; i < k->n_addresses; i++)
		if (!strcmp(k->addresses[i].method, method) && !strcmp(k->addresses[i].path, path))
			return (uint32_t)i;
	/* Patterns come with and without the first slash; the last behavior takes all. */
	while (!path_fits(v->pattern, path) && !path_fits(v->pattern, path + (*path == '/')))
		v++;
	a = vec_push(k->addresses, k->n_addresses, k->cap_addresses);
	*a = (struct address){
		.behavior = v,
		.method = method,
		.path = path,
		.is_safe = is_safe,
		.is_allowed = is_allowed(v, method, is_safe),
	};
	if (is_safe && v->ttl_s > 0)
		a->objects = arena_zalloc(&b->sim->arena, k->n_objects * sizeof(*a->objects));
	to = v->origin->to;
	if (to) {
		struct workload w = { .request = "", .target = to->id, .method = method };

		a->op = (uint8_t)origin_op(to, method, is_safe);
		w.op = (enum op)a->op;
		w.path = w.op == OP_REQUEST ? path : path + (*path == '/');
		if (to->service->address && (w.op == OP_REQUEST || service_answers(to, OP_GET)))
			a->key = to->service->address(b, to, &w);
	}
	return (uint32_t)(k->n_addresses - 1);
}

static void configure(struct build *b, struct component *m)
{
	struct cdn *k = m->state;
	const struct value *meta = build_metadata(b, m);
	double n = build_fact(b, "cloudfront.callers.cache-keys");

	summary_init(&k->origin_latency);
	build_dist(b, m, &k->hit, "cloudfront.latency.hit", "hit");
	build_dist(b, m, &k->miss, "cloudfront.latency.miss", "miss");
	random_init(&k->random, b->sim->seed, m->id, "objects");
	/* A quota in requests a second: a second's worth at once. */
	bucket_init(&k->rate, build_fact(b, "cloudfront.rate"), build_fact(b, "cloudfront.rate"));
	k->usd_per_request = build_fact(b, "cloudfront.price.request");
	if (value_at(meta, "Callers.CacheKeys") &&
	    (!value_number(meta, "Callers.CacheKeys", &n) || n < 1 || n > OBJECTS_MAX)) {
		build_complain(b, m, DIAG_ERROR, value_at(meta, "Callers.CacheKeys"),
			       "sim-property", "Callers.CacheKeys is a number from 1 to %d",
			       OBJECTS_MAX);
		n = 1;
	}
	k->n_objects = (uint32_t)n;
}

static void connect(struct build *b, struct component *m)
{
	struct cdn *k = m->state;
	const struct value *config = value_get(build_properties(b, m), "DistributionConfig");

	if (k->is_connected)
		return;
	k->is_connected = true;
	k->waf = waf_before(b, m);
	read_origins(b, m, config);
	read_behaviors(b, m, config);
	read_error_ttls(b, m, config);
	add_address(b, m, "GET", "/");	/* of callers that name none: key 0 */
}

static uint32_t address(struct build *b, const struct component *m, const struct workload *w)
{
	struct component *self = &b->sim->components[m->index];

	/* Whoever stands in front may ask before this one's own turn has come. */
	connect(b, self);
	return add_address(b, self, w->method ? w->method : "GET", w->path ? w->path : "/");
}

static void report(const struct sim *s, const struct component *m, struct metric_list *out)
{
	const struct cdn *k = m->state;
	double n = k->n_requests ? (double)k->n_requests : 1;

	(void)s;
	metrics_count(out, "Requests", k->n_requests);
	metrics_count(out, "CacheHits", k->n_hits);
	metrics_count(out, "CacheMisses", k->n_looked_up - k->n_hits);
	metrics_number(out, "CacheHitRate", "%",
		       k->n_looked_up ? 100 * (double)k->n_hits / (double)k->n_looked_up : 0);
	metrics_number(out, "4xxErrorRate", "%", 100 * (double)k->n_4xx / n);
	metrics_number(out, "5xxErrorRate", "%", 100 * (double)k->n_5xx / n);
	report_time(out, "OriginLatency", &k->origin_latency);
}

static double cost(const struct sim *s, const struct component *m)
{
	const struct cdn *k = m->state;

	(void)s;
	return (double)k->n_requests * k->usd_per_request;
}

static void done(struct component *m)
{
	struct cdn *k = m->state;

	free(k->addresses);
	summary_done(&k->origin_latency);
}

const struct service cloudfront_service = {
	.name = "cloudfront",
	.state_bytes = sizeof(struct cdn),
	.kind = ARCH_CDN,
	.configure = configure,
	.connect = connect,
	.arrive = arrive,
	.wake = wake,
	.reply = reply,
	.ops = 1 << OP_REQUEST,
	.usual_op = OP_REQUEST,
	.entry_op = OP_REQUEST,
	.address = address,
	.error = (enum outcome)500,
	.throttled = (enum outcome)503,
	.denied = (enum outcome)403,
	.down = (enum outcome)503,
	.report = report,
	.cost = cost,
	.done = done,
};
