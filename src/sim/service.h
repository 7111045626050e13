/* SPDX-License-Identifier: MIT */
/*
 * One AWS service = one file, one const table, one line in service_table.c.
 * A service turns a resource's properties into its state once, and then moves
 * calls: pure functions of (run, component, call), no clock, no I/O.
 */
#ifndef SIM_SERVICE_H
#define SIM_SERVICE_H

#include "base/diag.h"
#include "model/metrics.h"
#include "sim/core.h"
#include "sim/workload.h"

/* What a service sees while the run is put together. */
struct build {
	struct sim *sim;
	struct diag_list *diags;	/* rules "sim-property", "sim-edge" ... */
};

struct source;

struct held_cost {
	double usd;		/* so far */
	double usd_per_s;
};

struct service {
	const char *name;		/* "lambda"; part of its rules' names */
	size_t state_bytes;
	bool needs_retrier;		/* it calls others through an SDK */
	bool is_dynamodb;		/* SDKs retry DynamoDB by numbers of its own */

	/* Resources of this kind are the service's; if takes is set, those that it takes, of any kind. */
	enum arch_kind kind;
	bool (*takes)(const struct arch_resource *r);

	/* Reads properties and facts of m->resource; complains to b->diags. */
	void (*configure)(struct build *b, struct component *m);
	/* All components are configured: resolves edges to components. May be NULL. */
	void (*connect)(struct build *b, struct component *m);
	/* The run begins at time 0. May be NULL. */
	void (*start)(struct sim *s, struct component *m);

	/* A call has reached the component: it must reply, drop, keep or wake it. */
	void (*arrive)(struct sim *s, struct component *m, uint32_t call);
	/* The time that call_wake_after or a timer asked for has come. */
	void (*wake)(struct sim *s, struct component *m, uint32_t call);
	/* child, which this component made for its call, has ended: child->outcome. child dies after. */
	void (*reply)(struct sim *s, struct component *m, uint32_t call, const struct call *child);

	/*
	 * For the client: ops is the set of what may be asked from outside (1 << op).
	 * entry fills in the one request that a run without workloads makes here
	 * (OP_NONE = none); address gives the key of a workload's request. May be NULL.
	 */
	uint64_t ops;
	bool (*answers)(const struct component *m, enum op op);	/* which of ops this one takes; NULL = all */
	enum op usual_op;	/* what callers ask for when there is no op_for; OP_NONE = OP_WORK */
	enum op (*op_for)(enum arch_verb verb, const char *action);	/* see op_for below */
	enum op entry_op;	/* of the one request, when there is no entry; OP_NONE = none */
	enum op (*entry)(struct build *b, const struct component *m, struct workload *w);
	uint32_t (*address)(struct build *b, const struct component *m, const struct workload *w);

	/* How a fault of this service looks to callers. */
	enum outcome error, throttled, denied, down;
	/* Ops whose work the service begins itself: it asks fault_strikes() when it does (fault.h). */
	uint64_t late_ops;

	/* What it offers to pollers (source.h); NULL = it cannot be polled. */
	const struct source *source;

	/* Of a batch whose records fail one by one: does the next one? Draws a coin. NULL = none does. */
	bool (*record_fails)(struct component *m);

	/* Brings what is counted lazily up to now. May be NULL. */
	void (*settle)(struct sim *s, struct component *m);
	/* CloudWatch's names; the kind is added by the caller. */
	void (*report)(const struct sim *s, const struct component *m, struct metric_list *out);
	/* US dollars so far, by price facts. NULL = free. */
	double (*cost)(const struct sim *s, const struct component *m);
	/* Of these what it costs to be there, asked or not. NULL = nothing. */
	struct held_cost (*held)(const struct sim *s, const struct component *m);
	void (*done)(struct component *m);	/* frees what is not in the arena. May be NULL. */
};

static inline struct held_cost held_by_hour(const struct sim *s, double usd_per_hour)
{
	return (struct held_cost){ usd_per_hour * (double)s->now_ns / (double)NS_PER_H, usd_per_hour / 3600 };
}

extern const struct service other_service;	/* svc_other.c: what no other takes */
extern const struct service *const service_table[];	/* NULL-terminated */

/* The service that models a resource; NULL = none does (it passes through, see svc_other.c). */
const struct service *service_for(const struct arch_resource *r);

static inline bool service_has_entry(const struct service *s)
{
	return s->entry || s->entry_op != OP_NONE;
}

static inline bool service_answers(const struct component *m, enum op op)
{
	return (m->service->ops >> op & 1) &&
	       (!m->service->answers || m->service->answers(m, op));
}

/* Helpers for configure and connect. */

/* Of a mapping: the details of its edge. May be NULL then. */
const struct value *build_properties(const struct build *b, const struct component *m);
const struct value *build_metadata(const struct build *b, const struct component *m);

/* The component of a logical id or resource index; NULL if there is none. */
struct component *build_component(const struct build *b, const char *id);
struct component *build_component_of(const struct build *b, int resource);

/*
 * A number among the properties: the fact is the default, least and most bound
 * it (a diagnostic says so and the bound is taken). Texts that are no number:
 * diagnostic, default.
 */
double build_number(struct build *b, const struct component *m, const char *path,
		    const char *default_fact, double least, double most);

/* The same of any map that belongs to the component; default_value instead of a fact. */
double build_number_in(struct build *b, const struct component *m, const struct value *map,
		       const char *path, double default_value, double least, double most);

/* A quota of the account, which the template's own metadata may set; complains about what is none. */
double build_quota(struct build *b, const char *path, double default_value, double least);

/* true or false in the metadata; complains about anything else. */
bool build_flag(struct build *b, const struct component *m, const char *path, bool default_value);

/*
 * A share or a size in the metadata ("5%", "64 KB"): default_value when text is
 * NULL, or cannot be read (a diagnostic, at key). build_share takes the text at path.
 */
double build_share(struct build *b, const struct component *m, const char *path, double default_value);
double build_share_text(struct build *b, const struct component *m, const char *key,
			const char *text, double default_value);
double build_size_text(struct build *b, const struct component *m, const char *key,
		       const char *text, double default_value);

/*
 * The component that somebody means by name (arch_named; from NULL = nobody), with a path behind
 * it or not: "Bucket/key", "Stack/Bucket/key". *ret_path is what is left of it, "" = nothing; NULL when there is none.
 */
struct component *build_named(const struct build *b, const char *name, const char *from,
			      const char **ret_path);

/* The logical id of a node that is nearest to this one, for hints; NULL if none is near. */
const char *build_nearest_id(const struct build *b, const char *id);

double build_fact(const struct build *b, const char *name);
int64_t build_fact_ns(const struct build *b, const char *name);

/* Complains about maps and lists in the metadata of m where a single value belongs. */
void build_check_metadata(struct build *b, const struct component *m);

/* A distribution from a fact, with the component's stream of this purpose. */
void build_dist(struct build *b, struct component *m, struct dist *d, const char *fact,
		const char *purpose);

/* The same from text (--work, metadata); complains and keeps the fact when it cannot be read. */
void build_dist_text(struct build *b, struct component *m, struct dist *d, const char *text,
		     const char *key, const char *purpose);

/* A complaint about a property of the component, at its place. */
struct diag *build_complain(struct build *b, const struct component *m, enum diag_severity severity,
			    const struct value *at, const char *rule, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/*
 * The edges by which work goes from (or, is_incoming, to) the component's
 * resource (a queue has those of its pollers), in the architecture's order: *i starts at 0; NULL at the end. ret_other is the
 * component at the other end, NULL if that is no component.
 */
const struct arch_edge *build_edge(const struct build *b, const struct component *m,
				   bool is_incoming, size_t *i, struct component **ret_other);

/* For report: a time in ms, a level up to now. */
void report_time(struct metric_list *out, const char *name, const struct summary *s);
void report_level(struct metric_list *out, const char *name, const struct level *l, int64_t now_ns);

/* Whether work that is at from can come to `to` along the edges. */
bool build_leads_to(const struct build *b, const struct component *from, const struct component *to);

/*
 * The op by which a caller with this verb asks for `to`. action is an IAM action
 * ("dynamodb:PutItem"), a list with commas, or NULL. The service sees one without
 * its prefix; several leave it to the verb, unless the service knows none of them.
 */
enum op op_for(enum arch_verb verb, const char *action, const struct component *to);

#endif
