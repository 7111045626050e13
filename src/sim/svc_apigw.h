/* SPDX-License-Identifier: MIT */
/*
 * What the parts of API Gateway share: routes with their integrations, the
 * account's token buckets, what the template says about callers. Made once by
 * svc_apigw_setup.c and svc_apigw_routes.c; svc_apigw.c moves requests of REST
 * and HTTP APIs along it, svc_apigw_ws.c connections and messages.
 *
 * The key of a request is its route: 0 the first one, i + 1 route i,
 * APIGW_NO_ROUTE none.
 */
#ifndef SIM_SVC_APIGW_H
#define SIM_SVC_APIGW_H

#include "sim/bucket.h"
#include "sim/service.h"

#define APIGW_NO_ROUTE UINT32_MAX

enum apigw_kind { APIGW_REST, APIGW_HTTP, APIGW_WEBSOCKET };

/* What stands behind a route, as far as its answers are treated differently. */
enum apigw_backend {
	BACKEND_PROXY,		/* AWS_PROXY to a function: its answer is the response */
	BACKEND_FUNCTION,	/* AWS to a function: mappings, errors come back as 200 */
	BACKEND_SERVICE,	/* an action of another AWS service */
	BACKEND_HTTP,
	BACKEND_MOCK,		/* API Gateway answers by itself */
	BACKEND_PREFLIGHT,	/* the same, to an OPTIONS that no route of an HTTP API takes */
	BACKEND_OUTSIDE,	/* outside the template: answers at once */
	N_APIGW_BACKENDS
};

/* What a call of an API waits for. */
enum apigw_phase {
	APIGW_PHASE_AUTHORIZE,		/* the first part of the overhead, then an authorizer */
	APIGW_PHASE_AUTHORIZING,
	APIGW_PHASE_INTEGRATE,		/* the first part of the overhead, then the backend */
	APIGW_PHASE_WAITING,
	APIGW_PHASE_ANSWER,		/* the rest of the overhead, then the reply */
	APIGW_PHASE_LANE,		/* of timers: an integration's time-out */
	APIGW_PHASE_AUTHORIZER_LANE,
	APIGW_PHASE_OWN,		/* first of those of svc_apigw_ws.c */
};

struct apigw_target {
	uint32_t key;
	uint16_t to;
	uint8_t op;
	uint8_t backend;
};

/* Answers that are kept, by key: how long each is fresh. Also verdicts of authorizers. */
struct apigw_cache {
	int64_t *fresh_ns;
	uint32_t n;		/* keys of one deployment */
	int64_t ttl_ns;
	struct random random;	/* which key a request has */
};

struct apigw_authorizer {
	struct apigw_target target;
	struct apigw_cache verdicts;	/* of good callers, then as many of those it denies */
	bool is_function;
	bool is_own;			/* API Gateway's: target and verdicts are unused */
	uint16_t missing, denies;	/* rules: of callers without a token, of those it denies */
	const char *name;		/* in SAM, or its resource's Name; "" = unknown */
};

/* One API key's share of the usage plan. */
struct apigw_client {
	struct bucket throttle;
	uint64_t used;			/* of the quota, in its period */
	int64_t period;			/* number of that period */
};

struct apigw_plan {
	struct apigw_client *clients;
	uint32_t n_clients;
	uint64_t quota;			/* 0 = none */
	int64_t period_ns;
};

enum { APIGW_NO_STATUS = 1, APIGW_FIRST_STATUS = 100, APIGW_STATUSES = 500 };

/* What the responses of a non-proxy integration make of errors: statuses. */
struct apigw_mapping {
	uint16_t otherwise;		/* of the default response; 0 = it has none */
	uint16_t function_error;	/* 0 = otherwise */
	uint16_t by_status[APIGW_STATUSES];	/* from APIGW_FIRST_STATUS; 0 = not looked up */
	const struct value *responses;
};

struct apigw_route {
	struct apigw_target targets[2];	/* of the stage's deployment, of its canary's */
	struct lane *lane;		/* of its integration time-out */
	struct bucket throttle;		/* of the method, by the stage's settings */
	struct bucket *plan_throttle;	/* of the method in the plan, one a client; NULL = none */
	struct apigw_authorizer *authorizer;	/* NULL = none */
	struct apigw_cache *cache;	/* NULL = answers are not kept */
	struct apigw_mapping *mapping;		/* NULL = the status is not mapped */
	uint16_t status, rule;		/* of an answer that is fine */
	bool needs_key;
	bool is_preflight;		/* added for CORS: in no template */
	bool infers_status;		/* payload 2.0: an answer of any shape is a 200 */
	const char *method, *path;	/* "GET", "/orders/{id}"; "ANY"; "$default" */
	const struct value *details;	/* of the edge */
	const struct value *declared;	/* the Method, Route or SAM event; NULL = unknown */
};

/* Quotas that all APIs of a run share. */
struct apigw_account {
	struct bucket throttle, region;
	struct bucket connections;	/* new WebSocket connections */
};

/* What each stream of random numbers of an API is for. */
enum apigw_stream {
	STREAM_WAF, STREAM_TOKEN, STREAM_DENIED, STREAM_CLIENT, STREAM_INVALID, STREAM_CANARY,
	STREAM_MALFORMED, STREAM_CONNECTION, STREAM_LOST,
	N_APIGW_STREAMS
};

/* How callers behave: shares of requests, from Metadata.Nephoscope.Callers. */
struct apigw_callers {
	double without_token, denied, without_key, invalid, malformed;
	uint32_t identities, keys, cache_keys;
};

struct apigw {
	/* What each request asks. */
	struct apigw_account *account;
	struct apigw_route *routes;
	size_t n_routes;
	struct component *waf;
	struct apigw_plan *plan;
	struct dist before, after;	/* what API Gateway itself takes */
	double canary_share;
	enum apigw_kind kind;
	enum rule closed;		/* why no request gets in; RULE_NONE = they do */
	uint32_t most_bytes, most_function_bytes;
	uint32_t billed_bytes;		/* each such part is billed as a request; 0 = by request */
	bool has_gate;			/* waf or closed */
	bool has_policy_deny;
	bool canary_has_own_cache;
	bool is_connected;
	struct apigw_callers callers;
	struct random random[N_APIGW_STREAMS];

	struct apigw_authorizer *authorizers;
	size_t n_authorizers;
	struct apigw_authorizer iam, tokens;	/* AWS_IAM; an issuer outside the template */
	struct lane *lanes;		/* one for each different integration time-out */
	size_t n_lanes;
	struct lane authorizer_lane;

	uint64_t n_count, n_4xx, n_5xx, n_billed, n_throttled, n_canary;
	uint64_t n_hits, n_misses, n_authorizer_calls, n_authorizer_hits;
	struct summary latency, integration_latency;
	double usd_per_request, usd_per_hour;
};

extern const struct service apigw_service, websocket_service;

enum apigw_kind apigw_kind_of(const struct arch_resource *r);

/* svc_apigw_setup.c: what both services share. Connecting a second time does nothing. */
void apigw_configure(struct build *b, struct component *m);
void apigw_connect(struct build *b, struct component *m);
void apigw_done(struct component *m);
/* The first stage of the API: its own properties where SAM writes them there. */
const struct value *apigw_stage(const struct build *b, const struct component *m);
/* Folded resources of a type that belong or refer to m: *i starts at 0; NULL at the end. */
const struct arch_resource *apigw_part(const struct build *b, const struct component *m,
				       const char *type, size_t *i);

/* svc_apigw_routes.c */
void apigw_read_routes(struct build *b, struct component *m);
void apigw_target(struct build *b, struct component *m, struct component *to,
		  const struct value *details, struct apigw_target *ret);
/* The number of the route that a request takes; -1 = none. */
int apigw_match(const struct apigw *g, const char *method, const char *path);
int apigw_find_key(const struct apigw *g, const char *route_key);
uint32_t apigw_address(struct build *b, const struct component *m, const struct workload *w);

/* svc_apigw_mapping.c: what a status (100 to 599) of the backend becomes; 0 = otherwise. */
uint16_t apigw_mapped_status(struct apigw_mapping *k, int status);

/* What a client sees where the rule answers. */
enum outcome apigw_outcome(enum rule rule);
void apigw_read_mapping(struct build *b, const struct apigw *g, struct apigw_route *r);

/* svc_apigw_plan.c: usage plans, throttling settings, cache, canary of the stage. */
void apigw_read_stage(struct build *b, struct component *m);

/* svc_apigw_auth.c */
void apigw_read_authorizers(struct build *b, struct component *m);
void apigw_cache_init(struct build *b, struct component *m, struct apigw_cache *c, uint32_t n,
		      double ttl_s, const char *purpose);

/* Makes and sends the call to a route's backend or an authorizer. */
static inline void apigw_ask(struct sim *s, struct component *m, uint32_t slot,
			     const struct apigw_target *t)
{
	uint32_t child = call_new(s, m->index, t->to, (enum op)t->op, slot, REQUEST_NONE);
	struct call *k = call_at(s, child);

	k->key = t->key;
	k->bytes = call_at(s, slot)->bytes;
	call_send(s, child);
}

#endif
