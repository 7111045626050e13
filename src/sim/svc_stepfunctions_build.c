/* SPDX-License-Identifier: MIT */
/*
 * A state machine's properties, in the spellings of AWS::Serverless::StateMachine
 * and AWS::StepFunctions::StateMachine, and what Metadata.Nephoscope adds. Each of
 * the latter but Latency and Duplicates is one text for all states, or a map by
 * the state's name:
 *
 *	Choices		{State: {Next: 30%}}: how often each way out of a Choice is taken; equal
 *parts without Items		how many items a Map has Waits		how long a Wait is whose
 *time comes from the data Work		how long a task takes that calls nothing in the template
 *	ErrorRate	the share of such tasks that fail
 *	Errors		the names of errors that a task's function throws, in turn: "ErrorA, ErrorB"
 *	CallbackAfter	the time from the call to the answer to its task token, or "never"
 *	HeartbeatEvery	how often who has the token sends a heartbeat; nobody does without
 *	Payload		the size of a task's output
 *	Latency		how long each step from state to state takes
 *	Duplicates	the share of asynchronous express executions that run twice
 *
 * Region in the template's own Metadata.Nephoscope tells which buckets there are.
 */
#include <stdarg.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/svc_stepfunctions.h"

struct diag *steps_complain(struct compiler *o, enum diag_severity severity, const struct value *at,
			    const char *format, ...)
{
	char text[300];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	return build_complain(o->b, o->m, severity, at, "sim-states", "%s", text);
}

const char *steps_meta(const struct compiler *o, const char *key, const char *state)
{
	const struct value *v = value_get(build_metadata(o->b, o->m), key);

	if (v && v->kind == VALUE_MAP)
		v = value_get(v, state);
	return v && v->kind == VALUE_TEXT ? v->text : NULL;
}

double steps_number(struct compiler *o, const struct value *state, const char *key, double fallback,
		    double least, double most)
{
	const struct value *at = value_get(state, key);

	if (at && !strncmp(at->text, "{%", 2))
		return fallback;
	return build_number_in(o->b, o->m, state, key, fallback, least, most);
}

double steps_duration(struct compiler *o, const char *key, const char *text, double fallback_ns)
{
	double ns;

	if (!text)
		return fallback_ns;
	if (duration_parse(text, NULL, &ns) == ERR_OK)
		return ns;
	diag_hint(o->b->diags,
		  build_complain(o->b, o->m, DIAG_ERROR, value_get(build_metadata(o->b, o->m), key), "sim-time",
				 "%s is no time: \"%.60s\"", key, text),
		  "write for example \"30s\" or \"5min\"");
	return fallback_ns;
}

static bool is_big_region(const struct build *b)
{
	static const char *const big[] = { "us-east-1", "us-west-2", "eu-west-1" };
	const char *region = value_string(b->sim->arch->metadata, "Region", "us-east-1");

	for (size_t i = 0; i < sizeof(big) / sizeof(*big); i++)
		if (!strcmp(region, big[i]))
			return true;
	return false;
}

static void set_bucket(const struct build *b, struct bucket *bucket, const char *name)
{
	const char *where = is_big_region(b) ? "" : "small-region.";
	struct arena *a = &b->sim->arena;

	bucket_init(
		bucket,
		build_fact(b, arena_printf(a, "stepfunctions.standard.%s.%srate", name, where)),
		build_fact(b, arena_printf(a, "stepfunctions.standard.%s.%sburst", name, where)));
}

static struct steps_account *account(const struct build *b)
{
	struct steps_account *a = b->sim->steps;
	double per_s = build_fact(b, "stepfunctions.express.start.rate");

	if (a)
		return a;
	a = b->sim->steps = arena_zalloc(&b->sim->arena, sizeof(*a));
	set_bucket(b, &a->standard_start, "start");
	set_bucket(b, &a->transitions, "transition");
	bucket_init(&a->express_start, per_s, per_s);
	a->most_open = (uint32_t)build_fact(b, "stepfunctions.standard.open");
	return a;
}

/* SAM says Type, CloudFormation StateMachineType. */
static bool is_express(const struct value *properties)
{
	const char *type = value_string(properties, "StateMachineType",
					value_string(properties, "Type", "STANDARD"));

	return !strcmp(type, "EXPRESS");
}

static void configure_time(struct build *b, struct component *m, struct machine *k,
			   const struct compiler *o)
{
	const char *latency = steps_meta(o, "Latency", "");

	build_dist(b, m, &k->start_latency, "stepfunctions.latency.start", "start");
	build_dist(b, m, &k->child_latency, "stepfunctions.latency.express", "child steps");
	if (latency) {
		build_dist_text(b, m, &k->latency, latency, "Latency", "steps");
		build_dist_text(b, m, &k->child_latency, latency, "Latency", "child steps");
		build_dist_text(b, m, &k->start_latency, latency, "Latency", "start");
	} else {
		build_dist(b, m, &k->latency,
			   k->is_express ? "stepfunctions.latency.express"
					 : "stepfunctions.latency.standard",
			   "steps");
	}
	random_init(&k->jitter, b->sim->seed, m->id, "jitter");
	random_init(&k->choice, b->sim->seed, m->id, "choice");
	random_init(&k->coin, b->sim->seed, m->id, "errors");
	random_init(&k->twice, b->sim->seed, m->id, "twice");
}

/* An execution's whole time: its own TimeoutSeconds, at most what AWS allows. */
static void configure_timeouts(struct compiler *o, struct machine *k, const struct value *definition)
{
	struct build *b = o->b;
	int64_t express_ns = build_fact_ns(b, "stepfunctions.express.most");
	int64_t most_ns =
		k->is_express ? express_ns : build_fact_ns(b, "stepfunctions.standard.most");
	double own_ns = 1e9 * steps_number(o, definition, "TimeoutSeconds", 0, 1, 99999999);

	k->timeout_rule = k->is_express ? RULE_STEPS_EXPRESS_MOST : RULE_STEPS_TIMEOUT;
	if (own_ns > 0 && own_ns < (double)most_ns) {
		most_ns = (int64_t)own_ns;
		k->timeout_rule = RULE_STEPS_TIMEOUT;
	}
	lane_init(b->sim, &k->timeouts, o->m->index, PHASE_TIMEOUTS, most_ns);
	lane_init(b->sim, &k->child_timeouts, o->m->index, PHASE_CHILD_TIMEOUTS, express_ns);
}

/* All text of the definition: about its size. */
static double bytes_of(const struct value *v, unsigned depth)
{
	double bytes = 0;

	if (!v || depth > 4 * MOST_NESTED)
		return 0;
	bytes += (double)strlen(v->text) + (v->key ? (double)strlen(v->key) + 4 : 0);
	if (v->kind == VALUE_LIST || v->kind == VALUE_MAP)
		for (const struct value *i = v->child; i; i = i->next)
			bytes += bytes_of(i, depth + 1) + 4;
	return bytes;
}

/* Memory = base + definition + data x Parallel and Map steps, in whole chunks. */
static void configure_prices(struct build *b, struct component *m, struct machine *k,
			     const struct compiler *o, const struct value *definition)
{
	double mb = build_fact(b, "stepfunctions.price.express.base") +
		    bytes_of(definition, 0) / 1048576;
	double chunk = build_fact(b, "stepfunctions.price.express.chunk"), n = 0;

	for (size_t i = 0; i < k->n_states; i++)
		n += k->states[i].type == STATE_MAP ? k->states[i].n_items
						    : k->states[i].n_branches;
	mb += build_size_text(b, m, "Payload", steps_meta(o, "Payload", ""), 0) / 1048576 * n;
	k->bill_gb = ceil(mb / chunk) * chunk / 1024;
	k->bill_step_ns = build_fact_ns(b, "stepfunctions.price.express.step");
	k->price_transition = build_fact(b, "stepfunctions.price.transition");
	k->price_request = build_fact(b, "stepfunctions.price.express.request");
	k->price_gb_s = build_fact(b, "stepfunctions.price.express.duration");
}

static const struct value *definition_of(const struct compiler *o)
{
	const struct value *v = value_get(build_properties(o->b, o->m), "Definition");

	if (v && v->kind == VALUE_MAP && value_get(v, "States"))
		return v;
	diag_hint(
		o->b->diags,
		build_complain(o->b, o->m, DIAG_WARNING, v, "sim-states",
			       "the definition is not at hand: executions end at once, in success"),
		"write it under Definition, or in a file that DefinitionUri names");
	return NULL;
}

static void keep(struct compiler *o, struct machine *k)
{
	struct arena *a = &o->b->sim->arena;

#define KEEP(list, n)                                              \
	do {                                                       \
		void *p_ = arena_dup(a, list, n, sizeof(*(list))); \
		free(list);                                        \
		(list) = p_;                                       \
	} while (0)
	KEEP(k->states, k->n_states);
	KEEP(k->options, o->n_options);
	KEEP(k->retries, o->n_retries);
	KEEP(k->catches, o->n_catches);
	KEEP(k->names, o->n_names);
	KEEP(k->branches, o->n_branches);
	KEEP(k->custom, k->n_custom);
	KEEP(o->values, k->n_states);
	KEEP(o->scopes, k->n_states);
#undef KEEP
}

void steps_configure(struct build *b, struct component *m)
{
	struct machine *k = m->state;
	struct compiler o = { .b = b, .m = m, .machine = k };
	const struct value *definition;

	k->is_express = is_express(build_properties(b, m));
	k->account = account(b);
	k->most_history = (uint32_t)build_fact(b, "stepfunctions.standard.history");
	k->most_bytes = (uint32_t)build_fact(b, "stepfunctions.data");
	k->start = STATE_NONE;
	summary_init(&k->duration);
	configure_time(b, m, k, &o);
	k->duplicate_share =
		build_share(b, m, "Duplicates", build_fact(b, "stepfunctions.express.duplicates"));
	definition = definition_of(&o);
	configure_timeouts(&o, k, definition);
	if (definition)
		steps_compile(&o, definition);
	configure_prices(b, m, k, &o, definition);
	keep(&o, k);
	k->compiler = arena_dup(&b->sim->arena, &o, 1, sizeof(o));
}

void steps_connect(struct build *b, struct component *m)
{
	struct machine *k = m->state;

	k->compiler->b = b;
	for (size_t i = 0; i < k->n_states; i++)
		if (k->states[i].type == STATE_TASK)
			steps_connect_task(k->compiler, &k->states[i], k->compiler->values[i]);
	k->compiler = NULL;
}
