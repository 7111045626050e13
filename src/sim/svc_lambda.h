/* SPDX-License-Identifier: MIT */
/*
 * Private to svc_lambda*.c: a function's state. svc_lambda.c moves invocations
 * (hot), svc_lambda_async.c events that nobody waits for, svc_lambda_build.c
 * reads properties, svc_lambda_calls.c what the function calls,
 * svc_lambda_report.c metrics and cost.
 *
 * An invocation is its call. From when it has an environment its `key` holds
 * qualifier | version << 8 | step << 16 | throttles << 24, its `a` the work that
 * is left for after the calls, in microseconds.
 */
#ifndef SIM_SVC_LAMBDA_H
#define SIM_SVC_LAMBDA_H

#include "sim/bucket.h"
#include "sim/lambda.h"
#include "sim/source.h"

enum {
	VERSIONS_MAX = 200,	/* versions and aliases of a function: 8 bits of a key */
	STEPS_MAX = 200,	/* the same */
	OUTPUTS_MAX = 8,
};

enum lambda_phase {
	PHASE_READY,		/* the environment is initialised: work begins */
	PHASE_DONE,		/* all work is done */
	PHASE_HALF,		/* the work before the calls is done */
	PHASE_CALLING,		/* waits for a call */
	PHASE_OUT_OF_TIME,	/* stopped by the timeout */
	PHASE_LANE,		/* timer: the timeouts of invocations that wait */
	PHASE_EVENT,		/* an event is due for its next attempt */
	PHASE_DELIVERING,	/* an event is on its way to a destination */
};

enum lambda_flag {
	INVOCATION_PROVISIONED = CALL_OWN,	/* in an environment that is always there */
	INVOCATION_FRESH = CALL_OWN << 1,	/* first in its environment */
	INVOCATION_LENIENT = CALL_OWN << 2,	/* may go on when the call it waits for fails */
	EVENT_FAILED = CALL_OWN << 2,	/* the same bit, of an event that is being delivered */
};
_Static_assert(CALL_REPORTS_ITEMS == CALL_OWN << 3, "flags do not overlap");

/* Concurrency that functions share: one function's reservation, or what the account has left. */
struct share {
	uint32_t running, limit;
	enum rule full, too_fast;	/* the reasons of a throttle */
	struct bucket rate;
};

/* One in each run, made by the first function. */
struct lambda_account {
	struct share unreserved;
	struct bucket scaling;		/* shared by all functions before November 2023 */
	double limit, claimed;		/* concurrency of the account; reserved or provisioned */
	bool is_shared_scaling, is_ready;
};

/* An environment that waits for work. */
struct idle {
	int64_t expires_ns;
	bool needs_init;		/* it was reset: a timeout */
};

/* The most recently used is on top; expired ones are found when they come up. */
struct idle_stack {
	struct idle *list;
	size_t n, cap;
};

struct version {
	const char *name;		/* "$LATEST", "3", or a logical id */
	const struct arch_resource *resource;	/* NULL: not in the template */
	struct idle_stack on_demand, provisioned;
	uint32_t allocated;		/* provisioned concurrency */
	struct bucket provisioned_rate;
	struct dist work;
	double error_share;
	struct random errors;
	struct dist hidden, init;	/* a cold start; restore instead of INIT with SnapStart */
	bool has_hidden, restores;
	int64_t first_call_ns;		/* what the first call takes more */
};

/* Two versions, and the share of the second. A version is its own alias. */
struct alias {
	const char *name, *id;		/* id NULL: not a resource of its own */
	uint8_t version, other;
	double other_share;
};

/* One call that the function makes. */
struct outgoing {
	uint16_t to;
	uint8_t op;
	bool may_fail;			/* its failure is not the function's */
	uint32_t key;
	double up_to;			/* of a choice: the sum of shares up to this one */
};

/* Calls one after the other; a step with several makes one of them. */
struct step {
	uint16_t first, n;
	bool is_choice;
};

/* Where events go in the end. */
struct output {
	uint16_t to;
	uint8_t op;
	bool on_success, is_dlq;
	uint32_t key;			/* a function's alias */
};

struct lambda {
	/* What each invocation touches. */
	struct share *share;
	struct bucket *scaling;
	struct version *versions;
	struct alias *aliases;
	struct level running, environments;
	uint64_t n_invocations;
	int64_t timeout_ns, keep_ns;
	struct summary duration;
	uint64_t billed_ms;
	uint64_t most_request_bytes, most_event_bytes;
	uint16_t n_steps;
	bool keeps_fixed;		/* keep_ns holds; else keep is drawn */
	bool is_plain;			/* $LATEST is all there is */
	bool response_too_big, bills_init, has_url, may_loop;

	struct dist keep;
	struct random coin;		/* of aliases */
	struct random choice;		/* of steps */
	size_t n_versions, n_aliases;
	struct step *steps;
	struct outgoing *outgoing;
	size_t n_outgoing;
	struct lane lane;
	struct share own;		/* with a reservation */
	struct bucket own_scaling;
	struct lambda_account *account;
	int64_t reserved;		/* -1 = none */
	double memory_mb, cpu_factor;
	int64_t init_limit_ns;
	uint32_t payload_bytes;
	uint32_t allocated;		/* provisioned, of all versions */
	uint32_t url_key;		/* of the function's URL: the alias */
	unsigned retries;
	int recursion_stop;		/* hops at which a loop is cut; -1 = not worked out yet */

	uint64_t n_errors, n_throttles, n_cold, n_recursive;
	struct summary init, restore;
	struct level provisioned_running;
	uint64_t n_provisioned, n_spilled, provisioned_ms;
	uint64_t n_url, n_url_4xx, n_url_5xx;

	/* Asynchronous invocation */
	struct dist async_latency;
	int64_t retry_ns[2], age_ns;
	double backoff_ns, backoff_factor, backoff_most_ns, backoff_jitter;
	struct random backoff;
	double charge_first_bytes, charge_step_bytes;
	struct output outputs[OUTPUTS_MAX];
	size_t n_outputs;
	uint64_t n_received, n_dropped, n_dead_lettered, n_dlq_errors, n_destination_errors;
	uint64_t n_extra_requests;
	struct summary event_age;

	double price_request, price_gb_s, price_held_gb_s, price_run_gb_s;
	int64_t held_step_ns;
};

static inline uint8_t key_version(const struct call *c)
{
	return (uint8_t)(c->key >> 8);
}

static inline uint8_t key_step(const struct call *c)
{
	return (uint8_t)(c->key >> 16);
}

static inline void key_set_step(struct call *c, unsigned step)
{
	c->key = (c->key & ~UINT32_C(0xff0000)) | step << 16;
}

/* svc_lambda.c */

/*
 * Gives an invocation its environment and begins it; RULE_NONE when it runs,
 * else why it is throttled. Nothing of a throttled one remains but a count.
 */
enum rule lambda_begin(struct sim *s, struct component *m, struct lambda *f, uint32_t slot);

/* Whether a chain of events that went through so many functions is stopped here. */
bool lambda_is_loop(struct sim *s, const struct component *m, struct lambda *f, unsigned hops);

/* svc_lambda_async.c */
void lambda_accept(struct sim *s, struct component *m, uint32_t slot);
void lambda_event_due(struct sim *s, struct component *m, uint32_t slot);
void lambda_event_done(struct sim *s, struct component *m, uint32_t slot, enum outcome outcome);
void lambda_delivered(struct sim *s, struct component *m, uint32_t slot, const struct call *child);

/* svc_lambda_calls.c */
void lambda_connect_calls(struct build *b, struct component *m);
/* The call of this step; NULL when the draw of a choice took none. */
const struct outgoing *lambda_draw_call(struct lambda *f, unsigned step);

/* svc_lambda_build.c */
void lambda_configure(struct build *b, struct component *m);
void lambda_connect(struct build *b, struct component *m);

/* svc_lambda_versions.c: versions, aliases, provisioned concurrency */
void lambda_configure_versions(struct build *b, struct component *m);

/* svc_lambda_report.c */
void lambda_settle(struct sim *s, struct component *m);
void lambda_report(const struct sim *s, const struct component *m, struct metric_list *out);
double lambda_cost(const struct sim *s, const struct component *m);
struct held_cost lambda_held(const struct sim *s, const struct component *m);

#endif
