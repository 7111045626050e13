/* SPDX-License-Identifier: MIT */
/*
 * A definition (Amazon States Language) becomes flat arrays. States are numbered
 * as they are written, those of a Parallel's branches or a Map's iteration right
 * behind it. First all are collected, then each is read: Next may point ahead.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/vec.h"
#include "sim/sim.h"
#include "sim/svc_stepfunctions.h"

static const char *const type_names[N_STATE_TYPES + 1] = {
	[STATE_PASS] = "Pass",         [STATE_TASK] = "Task",       [STATE_CHOICE] = "Choice",
	[STATE_WAIT] = "Wait",         [STATE_SUCCEED] = "Succeed", [STATE_FAIL] = "Fail",
	[STATE_PARALLEL] = "Parallel", [STATE_MAP] = "Map",
};

/* The workflow that a Map runs for each item: its name now, and the one before 2022. */
static const struct value *iteration_of(const struct value *state)
{
	const struct value *v = value_get(state, "ItemProcessor");

	return v ? v : value_get(state, "Iterator");
}

static const struct value *states_of(const struct value *workflow)
{
	const struct value *v = value_get(workflow, "States");

	return v && v->kind == VALUE_MAP ? v : NULL;
}

/* The workflow behind w inside a state, in the order of numbering; w NULL: the first. */
static const struct value *next_inner(const struct value *state, const struct value *w)
{
	const struct value *branches = value_get(state, "Branches");

	if (branches)
		return w ? w->next : branches->child;
	return w ? NULL : iteration_of(state);
}

static const struct value *count_to(const struct value *workflow, int64_t *left, unsigned depth)
{
	const struct value *states = states_of(workflow);

	for (const struct value *v = states ? states->child : NULL; v; v = v->next) {
		if (v->kind != VALUE_MAP)
			continue;
		if (!(*left)--)
			return v;
		for (const struct value *w = NULL; depth && (w = next_inner(v, w)) != NULL;) {
			const struct value *found = count_to(w, left, depth - 1);

			if (found)
				return found;
		}
	}
	return NULL;
}

const char *sim_state_name(const struct arch *arch, const char *id, int64_t number)
{
	int node = arch_find(arch, id);
	const struct value *found;

	if (node < 0 || number < 0)
		return NULL;
	found = count_to(value_get(arch->resources[node].properties, "Definition"), &number,
			 MOST_NESTED);
	return found ? found->key : NULL;
}

static enum state_type type_of(struct compiler *o, const struct value *v)
{
	const char *text = value_string(v, "Type", ""), *nearest;
	struct diag *d;

	for (int i = 0; i < N_STATE_TYPES; i++)
		if (!strcmp(text, type_names[i]))
			return (enum state_type)i;
	nearest = suggest_nearest(text, type_names);
	d = steps_complain(o, DIAG_ERROR, v,
			   "state \"%.60s\" has the Type \"%.40s\", which is none", v->key, text);
	diag_hint(o->b->diags, d, "did you mean %s?", nearest ? nearest : "Task");
	return STATE_PASS;
}

/* Collects the states of one States map and all that are inside them. */
static void collect(struct compiler *o, const struct value *workflow)
{
	const struct value *states = states_of(workflow);
	struct machine *k = o->machine;
	uint16_t scope = ++o->n_scopes;

	if (!states || !states->child)
		return;
	if (++o->depth > MOST_NESTED)
		steps_complain(o, DIAG_ERROR, states, "workflows are nested more than %d deep",
			       MOST_NESTED);
	for (const struct value *v = states->child; v && o->depth <= MOST_NESTED; v = v->next) {
		size_t n = k->n_states, cap;

		if (v->kind != VALUE_MAP) {
			steps_complain(o, DIAG_WARNING, v, "\"%.60s\" among the States is no state: it is left out",
				       v->key);
			continue;
		}
		if (n >= MOST_STATES) {
			steps_complain(o, DIAG_ERROR, v, "a simulation holds %d states at most",
				       MOST_STATES);
			break;
		}
		/* Three arrays of one capacity: each grows by the same step. */
		cap = o->cap_states;
		vec_reserve(o->values, n, cap, 1);
		cap = o->cap_states;
		vec_reserve(o->scopes, n, cap, 1);
		*vec_push(k->states, k->n_states, o->cap_states) = (struct state){
			.name = arena_strdup(&o->b->sim->arena, v->key),
			.type = (uint8_t)type_of(o, v),
			.next = STATE_NONE,
		};
		o->values[n] = v;
		o->scopes[n] = scope;
		for (const struct value *w = NULL; (w = next_inner(v, w)) != NULL;)
			collect(o, w);
	}
	o->depth--;
}

static const char *nearest_state(struct compiler *o, uint16_t scope, const char *name)
{
	const char **names =
		arena_alloc(&o->b->sim->arena, (o->machine->n_states + 1) * sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < o->machine->n_states; i++)
		if (o->scopes[i] == scope)
			names[n++] = o->machine->states[i].name;
	names[n] = NULL;
	return suggest_nearest(name, names);
}

/* The state of this name in a scope; STATE_NONE and a complaint if there is none. */
static uint16_t find_state(struct compiler *o, uint16_t scope, const struct value *at,
			   const char *field)
{
	const struct machine *k = o->machine;
	const char *nearest;
	struct diag *d;

	for (size_t i = 0; i < k->n_states; i++)
		if (o->scopes[i] == scope && !strcmp(k->states[i].name, at->text))
			return (uint16_t)i;
	d = steps_complain(o, DIAG_ERROR, at,
			   "%s is \"%.60s\", but no state beside it has that name", field,
			   at->text);
	nearest = nearest_state(o, scope, at->text);
	if (nearest)
		diag_hint(o->b->diags, d, "did you mean \"%s\"?", nearest);
	return STATE_NONE;
}

static bool ends_by_itself(enum state_type type)
{
	return type == STATE_CHOICE || type == STATE_SUCCEED || type == STATE_FAIL;
}

static void read_next(struct compiler *o, struct state *t, const struct value *v, uint16_t scope)
{
	const struct value *next = value_get(v, "Next");

	if (ends_by_itself((enum state_type)t->type))
		return;
	if (next)
		t->next = find_state(o, scope, next, "Next");
	else if (!value_bool(v, "End", false))
		diag_hint(o->b->diags,
			  steps_complain(o, DIAG_ERROR, v, "state \"%.60s\" has no Next and no End",
					 t->name),
			  "say which state follows, or End: true");
}

/* ErrorEquals: names for a Retry or Catch. */
static void read_names(struct compiler *o, const struct state *t, const struct value *rule,
		       bool is_last, uint32_t *ret_first, uint32_t *ret_n)
{
	const struct value *list = value_get(rule, "ErrorEquals");
	bool has_all = false;

	*ret_first = (uint32_t)o->n_names;
	for (const struct value *v = list ? list->child : NULL; v; v = v->next) {
		uint16_t name = steps_error(o, v->text);

		has_all |= name == ERROR_ALL;
		if (name == ERROR_BRANCH_FAILED && t->type != STATE_PARALLEL)
			continue;
		*vec_push(o->machine->names, o->n_names, o->cap_names) = name;
	}
	*ret_n = (uint32_t)(o->n_names - *ret_first);
	if (!list || !list->child)
		steps_complain(o, DIAG_ERROR, rule, "state \"%.60s\": ErrorEquals names no error",
			       t->name);
	else if (has_all && (list->n > 1 || !is_last))
		steps_complain(o, DIAG_ERROR, list,
			       "state \"%.60s\": States.ALL stands alone, and in the last rule",
			       t->name);
}

static void read_retries(struct compiler *o, struct state *t, const struct value *v)
{
	const struct value *list = value_get(v, "Retry");

	t->first_retry = (uint32_t)o->n_retries;
	for (const struct value *r = list ? list->child : NULL; r; r = r->next) {
		struct retry_rule rule = { 0 };

		if (t->n_retries == MOST_RETRIERS) {
			steps_complain(o, DIAG_ERROR, r,
				       "state \"%.60s\": a simulation holds %d rules of a Retry",
				       t->name, MOST_RETRIERS);
			return;
		}
		read_names(o, t, r, !r->next, &rule.first_name, &rule.n_names);
		rule.interval_ns =
			1e9 *
			steps_number(o, r, "IntervalSeconds",
				     (double)build_fact_ns(o->b, "stepfunctions.retry.interval") /
					     1e9,
				     0, 99999999);
		if (rule.interval_ns == 0)
			steps_complain(o, DIAG_WARNING, value_get(r, "IntervalSeconds"),
				       "state \"%.60s\" retries without waiting: AWS takes an IntervalSeconds "
				       "of 1 or more", t->name);
		rule.most = (uint16_t)fmin(
			UINT16_MAX, steps_number(o, r, "MaxAttempts",
						 build_fact(o->b, "stepfunctions.retry.attempts"),
						 0, 99999999));
		rule.factor = steps_number(o, r, "BackoffRate",
					   build_fact(o->b, "stepfunctions.retry.factor"), 1, 1e9);
		rule.most_ns = 1e9 * steps_number(o, r, "MaxDelaySeconds", 31622400, 1, 31622400);
		rule.is_full = !strcmp(value_string(r, "JitterStrategy", "NONE"), "FULL");
		*vec_push(o->machine->retries, o->n_retries, o->cap_retries) = rule;
		t->n_retries++;
	}
}

static void read_catches(struct compiler *o, struct state *t, const struct value *v, uint16_t scope)
{
	const struct value *list = value_get(v, "Catch");

	t->first_catch = (uint32_t)o->n_catches;
	for (const struct value *c = list ? list->child : NULL; c && t->n_catches < UINT8_MAX;
	     c = c->next) {
		const struct value *next = value_get(c, "Next");
		struct catch_rule rule = { .next = STATE_NONE };

		read_names(o, t, c, !c->next, &rule.first_name, &rule.n_names);
		if (next)
			rule.next = find_state(o, scope, next, "Next");
		else
			steps_complain(o, DIAG_ERROR, c, "state \"%.60s\": a Catch without Next",
				       t->name);
		*vec_push(o->machine->catches, o->n_catches, o->cap_catches) = rule;
		t->n_catches++;
	}
}

static void read_rules(struct compiler *o, struct state *t, const struct value *v, uint16_t scope)
{
	static const char *const fields[] = { "Retry", "Catch" };

	if (t->type == STATE_TASK || t->type == STATE_PARALLEL || t->type == STATE_MAP) {
		read_retries(o, t, v);
		read_catches(o, t, v, scope);
		return;
	}
	for (size_t i = 0; i < 2; i++)
		if (value_get(v, fields[i]))
			steps_complain(
				o, DIAG_ERROR, value_get(v, fields[i]),
				"state \"%.60s\" has a %s, which only Task, Parallel and Map take",
				t->name, fields[i]);
}

/* An option of a Choice; several rules with one Next are as many options. */
static void add_option(struct compiler *o, struct state *t, const struct value *next, uint16_t scope)
{
	uint16_t to = find_state(o, scope, next, t->n_options ? "Next or Default" : "Next");

	if (to != STATE_NONE) {
		*vec_push(o->machine->options, o->n_options, o->cap_options) =
			(struct option){-1, to};
		t->n_options++;
	}
}

/* The shares that metadata gives by Next: {StateName: {NextState: 30%}}; those of one Next share
 * it. */
static double read_shares(struct compiler *o, struct state *t)
{
	const struct value *all = value_get(build_metadata(o->b, o->m), "Choices");
	const struct value *shares = value_get(all, t->name);
	struct option *options = o->machine->options + t->first_option;
	double sum = 0, share;

	for (const struct value *v = shares ? shares->child : NULL; v; v = v->next) {
		unsigned n = 0;

		if (share_parse(v->text, &share) != ERR_OK) {
			steps_complain(o, DIAG_ERROR, v,
				       "Choices: \"%.40s\" is no share: write 30%%", v->text);
			return 1;
		}
		for (unsigned i = 0; i < t->n_options; i++)
			n += !strcmp(o->machine->states[options[i].next].name, v->key);
		if (!n)
			steps_complain(o, DIAG_ERROR, v,
				       "Choices: \"%.60s\" leads to no state \"%.60s\"", t->name,
				       v->key);
		for (unsigned i = 0; i < t->n_options; i++)
			if (!strcmp(o->machine->states[options[i].next].name, v->key))
				options[i].up_to = share / n;
		sum += share;
	}
	if (sum > 1 + 1e-9)
		steps_complain(o, DIAG_ERROR, shares,
			       "Choices: the shares of \"%.60s\" are more than 100%%", t->name);
	return sum;
}

/* No data decides here: shares do. What nobody gave a share gets equal parts of the rest. */
static void read_options(struct compiler *o, struct state *t, const struct value *v, uint16_t scope)
{
	const struct value *rules = value_get(v, "Choices"), *fallback = value_get(v, "Default");
	struct option *options;
	double rest, up_to = 0;
	unsigned n_free = 0;

	t->first_option = (uint32_t)o->n_options;
	for (const struct value *r = rules ? rules->child : NULL; r; r = r->next) {
		if (value_get(r, "Next"))
			add_option(o, t, value_get(r, "Next"), scope);
		else
			steps_complain(o, DIAG_ERROR, r, "state \"%.60s\": a rule without Next",
				       t->name);
	}
	if (!rules || !rules->child)
		steps_complain(o, DIAG_ERROR, v, "state \"%.60s\" is a Choice without Choices",
			       t->name);
	if (fallback)
		add_option(o, t, fallback, scope);
	rest = 1 - read_shares(o, t);
	options = o->machine->options + t->first_option;
	for (unsigned i = 0; i < t->n_options; i++)
		n_free += options[i].up_to < 0;
	for (unsigned i = 0; i < t->n_options; i++) {
		up_to += options[i].up_to < 0 ? fmax(rest, 0) / n_free : options[i].up_to;
		options[i].up_to = up_to;
	}
}

/* Seconds when they are written there; what comes from the data, or is a date, needs metadata. */
static void read_wait(struct compiler *o, struct state *t, const struct value *v)
{
	double ns = (double)build_fact_ns(o->b, "stepfunctions.wait");
	const char *text = steps_meta(o, "Waits", t->name);

	if (text)
		ns = steps_duration(o, "Waits", text, ns);
	else
		ns = 1e9 * steps_number(o, v, "Seconds", ns / 1e9, 0, 99999999);
	t->wait_ns = (int64_t)ns;
	if (!value_get(v, "Seconds") && !value_get(v, "SecondsPath") &&
	    !value_get(v, "Timestamp") && !value_get(v, "TimestampPath"))
		steps_complain(o, DIAG_ERROR, v,
			       "state \"%.60s\" is a Wait without Seconds or Timestamp", t->name);
}

/* Where a workflow inside a state begins. */
static void add_branch(struct compiler *o, struct state *t, const struct value *workflow)
{
	const struct value *states = states_of(workflow), *start = value_get(workflow, "StartAt");
	const struct value *one = states ? states->child : NULL;
	uint16_t first = STATE_NONE, scope = 0;

	while (one && one->kind != VALUE_MAP)
		one = one->next;
	for (size_t i = 0; one && i < o->machine->n_states && !scope; i++)
		if (o->values[i] == one)
			scope = o->scopes[i];
	if (!scope || !start)
		steps_complain(o, DIAG_ERROR, workflow, "%s%.60s%s has no StartAt or no States",
			       t ? "state \"" : "", t ? t->name : "the definition", t ? "\"" : "");
	else
		first = find_state(o, scope, start, "StartAt");
	if (!t) {
		o->machine->start = first;
		return;
	}
	*vec_push(o->machine->branches, o->n_branches, o->cap_branches) = first;
	t->n_branches++;
}

static void read_branches(struct compiler *o, struct state *t, const struct value *v)
{
	t->first_branch = (uint32_t)o->n_branches;
	for (const struct value *w = NULL; (w = next_inner(v, w)) != NULL;)
		add_branch(o, t, w);
	if (!t->n_branches)
		steps_complain(o, DIAG_ERROR, v, "state \"%.60s\" has no %s", t->name,
			       t->type == STATE_MAP ? "ItemProcessor" : "Branches");
}

/* Items that a child execution takes; a tolerance counts items, the engine child executions. */
static void read_distributed(struct compiler *o, struct state *t, const struct value *v)
{
	const struct value *batcher = value_get(v, "ItemBatcher");
	double batch = steps_number(o, batcher, "MaxItemsPerBatch", 1, 1, 1e8);
	double percent = steps_number(o, v, "ToleratedFailurePercentage", 0, 0, 100), most;
	double count = steps_number(o, v, "ToleratedFailureCount", 0, 0, 1e8);
	bool has_count = value_get(v, "ToleratedFailureCount"),
	     has_percent = value_get(v, "ToleratedFailurePercentage");

	percent *= t->n_items / 100.0;
	most = has_count && has_percent ? fmin(count, percent) : has_count ? count : percent;
	t->most_failed = (uint32_t)(most / batch);
	t->n_items = (uint32_t)ceil(t->n_items / batch);
	if (o->machine->is_express)
		steps_complain(o, DIAG_ERROR, v,
			       "state \"%.60s\": an express workflow has no distributed Map",
			       t->name);
}

static void read_map(struct compiler *o, struct state *t, const struct value *v)
{
	const struct value *config = value_get(iteration_of(v), "ProcessorConfig");
	const char *items = steps_meta(o, "Items", t->name);
	double n = build_fact(o->b, "stepfunctions.map.items"), most, own;
	char *end = NULL;

	if (items) {
		n = strtod(items, &end);
		if (*end || !*items || !(n >= 0 && n <= 1e8))
			steps_complain(o, DIAG_ERROR,
				       value_get(build_metadata(o->b, o->m), "Items"),
				       "Items: \"%.40s\" is no number of items", items);
	}
	t->n_items = n >= 0 && n <= 1e8 ? (uint32_t)n : 0;
	t->is_distributed = !strcmp(value_string(config, "Mode", "INLINE"), "DISTRIBUTED");
	t->is_express = !strcmp(value_string(config, "ExecutionType", "STANDARD"), "EXPRESS");
	most = build_fact(o->b, t->is_distributed ? "stepfunctions.map.distributed"
						  : "stepfunctions.map.inline");
	own = steps_number(o, v, "MaxConcurrency", 0, 0, 1e8);
	t->most_at_once = (uint32_t)(own > 0 && own < most ? own : most);
	if (t->is_distributed)
		read_distributed(o, t, v);
}

static void read_fail(struct compiler *o, struct state *t, const struct value *v)
{
	t->first_error = (uint32_t)o->n_names;
	t->n_errors = 1;
	*vec_push(o->machine->names, o->n_names, o->cap_names) =
		steps_error(o, value_string(v, "Error", "Fail"));
}

/* What the function of a task throws, in turn: "ErrorA, ErrorB"; the last one stays. */
static void read_errors(struct compiler *o, struct state *t)
{
	const char *text = steps_meta(o, "Errors", t->name);
	char *copy, *save = NULL;

	t->first_error = (uint32_t)o->n_names;
	if (!text)
		return;
	copy = arena_strdup(&o->b->sim->arena, text);
	for (char *w = strtok_r(copy, ", ", &save); w; w = strtok_r(NULL, ", ", &save)) {
		*vec_push(o->machine->names, o->n_names, o->cap_names) = steps_error(o, w);
		t->n_errors++;
	}
}

static void read_payload(struct compiler *o, struct state *t)
{
	double bytes = build_size_text(o->b, o->m, "Payload", steps_meta(o, "Payload", t->name), 0);

	t->is_too_large = bytes > build_fact(o->b, "stepfunctions.data");
}

static void read_state(struct compiler *o, size_t i)
{
	struct state *t = &o->machine->states[i];
	const struct value *v = o->values[i];

	read_next(o, t, v, o->scopes[i]);
	read_rules(o, t, v, o->scopes[i]);
	switch ((enum state_type)t->type) {
	case STATE_CHOICE:
		read_options(o, t, v, o->scopes[i]);
		break;
	case STATE_WAIT:
		read_wait(o, t, v);
		break;
	case STATE_FAIL:
		read_fail(o, t, v);
		break;
	case STATE_TASK:
		read_errors(o, t);
		read_payload(o, t);
		break;
	case STATE_MAP:
		read_map(o, t, v);
		/* fall through */
	case STATE_PARALLEL:
		read_branches(o, t, v);
		break;
	default:
		break;
	}
}

/* Marks what can be reached from i, by a work list of at most all states. */
static void mark(const struct machine *k, bool *is_reached, uint16_t *list, uint16_t start)
{
	size_t n = 0;

#define REACH(to)                                            \
	do {                                                 \
		uint16_t to_ = (to);                         \
		if (to_ != STATE_NONE && !is_reached[to_]) { \
			is_reached[to_] = true;              \
			list[n++] = to_;                     \
		}                                            \
	} while (0)
	REACH(start);
	while (n) {
		const struct state *t = &k->states[list[--n]];

		REACH(t->next);
		for (unsigned i = 0; i < t->n_options; i++)
			REACH(k->options[t->first_option + i].next);
		for (unsigned i = 0; i < t->n_catches; i++)
			REACH(k->catches[t->first_catch + i].next);
		for (unsigned i = 0; i < t->n_branches; i++)
			REACH(k->branches[t->first_branch + i]);
	}
#undef REACH
}

static void check_reach(struct compiler *o)
{
	const struct machine *k = o->machine;
	struct arena *a = &o->b->sim->arena;
	bool *is_reached = arena_zalloc(a, k->n_states + 1);

	mark(k, is_reached, arena_alloc(a, (k->n_states + 1) * sizeof(uint16_t)), k->start);
	for (size_t i = 0; i < k->n_states; i++)
		if (!is_reached[i])
			diag_hint(o->b->diags,
				  steps_complain(o, DIAG_WARNING, o->values[i],
						 "nothing leads to state \"%.60s\"",
						 k->states[i].name),
				  "AWS refuses such a definition: lead a Next there, or remove it");
}

/* Metadata that speaks of a state which does not exist is a slip of the pen. */
static void check_metadata(struct compiler *o)
{
	static const char *const keys[] = {"Choices",        "Items",     "CallbackAfter",
					   "HeartbeatEvery", "Waits",     "Work",
					   "Errors",         "ErrorRate", "Payload"};

	for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
		const struct value *map = value_get(build_metadata(o->b, o->m), keys[k]);

		for (const struct value *v = map && map->kind == VALUE_MAP ? map->child : NULL; v;
		     v = v->next) {
			size_t i = 0;

			while (i < o->machine->n_states &&
			       strcmp(o->machine->states[i].name, v->key) != 0)
				i++;
			if (i == o->machine->n_states)
				steps_complain(o, DIAG_ERROR, v,
					       "%s: the definition has no state \"%.60s\"", keys[k],
					       v->key);
		}
	}
}

void steps_compile(struct compiler *o, const struct value *definition)
{
	collect(o, definition);
	for (size_t i = 0; i < o->machine->n_states; i++)
		read_state(o, i);
	add_branch(o, NULL, definition);
	check_metadata(o);
	if (o->machine->start != STATE_NONE)
		check_reach(o);
}
