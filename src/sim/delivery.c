/* SPDX-License-Identifier: MIT */
#include "sim/delivery.h"

#include <stdio.h>
#include <string.h>

#include "sim/lambda.h"
#include "sim/maths.h"
#include "sim/pattern.h"

enum { MOST_KINDS = 64 };

size_t delivery_room(const struct build *b, const struct component *m)
{
	struct component *to;
	size_t i = 0, n = 1;

	while (build_edge(b, m, false, &i, &to))
		n++;
	for (i = 0; i < b->sim->arch->n_resources; i++) {
		const struct arch_resource *r = &b->sim->arch->resources[i];
		const struct value *inline_list = value_get(r->properties, "Subscription");

		n += (int)i == m->resource && inline_list ? inline_list->n : r->owner == m->resource;
	}
	return n;
}

void delivery_init(struct build *b, struct component *m, struct delivery *d, const char *latency,
		   uint8_t phase)
{
	size_t n = delivery_room(b, m);

	d->targets = arena_zalloc(&b->sim->arena, n * sizeof(*d->targets));
	d->kinds = arena_zalloc(&b->sim->arena, MOST_KINDS * sizeof(*d->kinds));
	build_dist(b, m, &d->latency, latency, "delivery");
	random_init(&d->random, b->sim->seed, m->id, "retries of deliveries");
	d->phase = phase;
}

enum op delivery_op(const struct build *b, enum arch_verb verb, const struct component *to)
{
	if (b->sim->arch->resources[to->resource].kind == ARCH_FUNCTION)
		return OP_INVOKE_ASYNC;
	return op_for(verb, NULL, to);
}

struct delivery_target *delivery_add(struct build *b, struct component *m, struct delivery *d,
				     const struct arch_edge *e, struct component *to,
				     const struct value *dead_letters)
{
	enum op op = to ? delivery_op(b, e->verb, to) : OP_NONE;
	const struct component *dead = build_component(b, value_ref(dead_letters));
	struct delivery_target *t;

	if (op == OP_NONE)
		return NULL;
	t = &d->targets[d->n_targets++];
	t->to = to->index;
	t->op = op;
	t->key = lambda_key_of_edge(b, to, e->details, m);
	t->most_age_ns = INT64_MAX;
	t->passes = build_share(b, m, arena_printf(&b->sim->arena, "Filter.%s", to->id), 1);
	if (dead) {
		t->dead_letters = dead->index;
		t->dead_letters_op = op_for(VERB_ROUTES, NULL, dead);
	}
	return t;
}

struct delivery_target *delivery_add_outside(struct delivery *d)
{
	struct delivery_target *t = &d->targets[d->n_targets++];

	t->to = DELIVERY_OUTSIDE;
	t->passes = 1;
	return t;
}

/* It has reached its target. */
static void arrived(struct sim *s, struct delivery *d, uint32_t carrier)
{
	d->n_delivered++;
	d->targets[call_at(s, carrier)->a].n_delivered++;
	call_drop(s, carrier);
}

void delivery_pattern(struct build *b, struct component *m, struct delivery_target *t,
		      const struct value *pattern)
{
	const struct value *unknown = pattern_unknown(pattern);

	t->pattern = pattern;
	if (unknown)
		build_complain(b, m, DIAG_WARNING, unknown, "sim-pattern",
			       "\"%.60s\" is not modelled in patterns: it matches nothing",
			       unknown->key);
}

void delivery_note_silent(struct build *b, const struct component *m, const struct delivery *d,
			  const struct workload *w, const char *example)
{
	bool has_pattern = false;

	for (uint32_t i = 0; i < d->n_targets; i++)
		has_pattern |= d->targets[i].pattern && d->targets[i].passes == 1;
	if (has_pattern && *w->request)
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_NOTE, NULL, "sim-filter",
					 "\"%.60s\" names nothing that a filter could look at: it passes all",
					 w->request),
			  "%s", example);
}

void delivery_plan_grow(struct delivery_plan *p, uint32_t n, double first_ns, double most_ns)
{
	for (uint32_t i = 0; i < n && p->n_steps < DELIVERY_STEPS; i++) {
		double share = n > 1 ? (double)i / (n - 1) : 0;

		p->steps[p->n_steps++] =
			(int64_t)(first_ns * maths_pow(most_ns / first_ns, share) + 0.5);
	}
}

uint32_t delivery_kind(struct build *b, struct delivery *d, const char *attributes, bool is_lenient)
{
	struct delivery_kind *k;

	if (d->n_kinds == MOST_KINDS) {
		diag_add(b->diags, DIAG_ERROR, 0, 0, "sim-request",
			 "workloads name more than %d kinds of events for one resource",
			 MOST_KINDS);
		return 0;
	}
	k = &d->kinds[d->n_kinds++];
	k->attributes = attributes;
	k->wanted = arena_alloc(&b->sim->arena, d->n_targets * sizeof(*k->wanted) + 1);
	for (uint32_t i = 0; i < d->n_targets; i++)
		k->wanted[i] = pattern_matches(d->targets[i].pattern, attributes, is_lenient);
	return d->n_kinds;
}

static const struct delivery_kind *kind_of(const struct delivery *d, const struct call *event)
{
	if (event->from != CLIENT_COMPONENT || !event->key || event->key > d->n_kinds)
		return NULL;
	return &d->kinds[event->key - 1];
}

const char *delivery_attribute(const struct delivery *d, const struct call *event,
			       const char *name, char *buf, size_t size)
{
	const struct delivery_kind *k = kind_of(d, event);
	size_t n = strlen(name);

	for (const char *p = k ? k->attributes : ""; *p;) {
		size_t len = strcspn(p, "&");

		if (len > n && !strncmp(p, name, n) && p[n] == '=') {
			snprintf(buf, size, "%.*s", (int)(len - n - 1), p + n + 1);
			return buf;
		}
		p += len + (p[len] == '&');
	}
	return NULL;
}

bool delivery_wants(struct delivery *d, uint32_t i, const struct call *event)
{
	const struct delivery_kind *k = kind_of(d, event);
	bool is_wanted = k ? k->wanted[i] : random_coin(&d->random, d->targets[i].passes);

	d->n_filtered += !is_wanted;
	return is_wanted;
}

void delivery_begin(struct sim *s, struct component *m, struct delivery *d, uint32_t i,
		    const struct call *event, uint32_t key, int64_t wait_ns)
{
	uint32_t slot = call_new(s, m->index, m->index, OP_NONE, CALL_NONE, event->request);
	struct call *c = call_at(s, slot);

	c->a = i;
	c->bytes = event->bytes;
	c->hops = event->hops;
	c->key = key;
	d->n_tried++;
	d->targets[i].n_tried++;
	call_wake_after(s, slot, wait_ns + component_draw(m, &d->latency), d->phase);
}

/* Keys mean something else to functions: their version. */
static bool takes_key(enum op op)
{
	return op == OP_SEND || op == OP_PUBLISH || op == OP_PUT_RECORD;
}

void delivery_wake(struct sim *s, struct component *m, struct delivery *d, uint32_t carrier)
{
	struct call *c = call_at(s, carrier);
	const struct delivery_target *t = &d->targets[c->a];
	struct call *child;
	uint32_t slot;

	if (t->to == DELIVERY_OUTSIDE) {
		arrived(s, d, carrier);
		return;
	}
	slot = call_new(s, m->index, t->to, t->op, carrier, c->request);
	child = call_at(s, slot);
	child->bytes = c->bytes;
	child->key = takes_key(t->op) ? c->key : t->key;
	call_send(s, slot);
}

/* The wait before the next retry; -1 = there is none. */
static int64_t next_wait_ns(const struct sim *s, struct delivery *d, const struct call *c)
{
	const struct delivery_target *t = &d->targets[c->a];
	const struct delivery_plan *p = t->plan;
	int64_t ns;

	if (!p || c->b >= t->most)
		return -1;
	ns = c->b < p->n_steps ? p->steps[c->b] : p->rest_ns;
	ns = (int64_t)((double)ns * (1 + (2 * random_unit(&d->random) - 1) * p->jitter));
	return s->now_ns - c->start_ns + ns > t->most_age_ns ? -1 : ns;
}

/* The target is gone or refuses: trying again does not help. */
static bool is_hopeless(enum outcome outcome)
{
	int status = outcome_status(outcome);

	return outcome_class(outcome) == OUTCOME_CLASS_FATAL && status >= 400 && status < 500;
}

static void give_up(struct sim *s, struct component *m, struct delivery *d, uint32_t carrier)
{
	struct call *c = call_at(s, carrier);
	const struct delivery_target *t = &d->targets[c->a];
	uint32_t slot;

	d->n_failed++;
	if (!t->dead_letters) {
		d->n_lost++;
		sim_tell(s, carrier, MOMENT_DROPPED, d->lost_rule, c->b);
		call_drop(s, carrier);
		return;
	}
	d->n_dead++;
	sim_tell(s, carrier, MOMENT_DEAD_LETTERED, d->dead_rule, c->b);
	slot = call_new(s, m->index, t->dead_letters, t->dead_letters_op, CALL_NONE, c->request);
	call_at(s, slot)->bytes = c->bytes;
	call_at(s, slot)->key = c->key;
	call_at(s, slot)->hops = c->hops;
	if (m->retrier)
		call_at(s, slot)->flags |= CALL_RETRIES;
	call_send(s, slot);
	call_drop(s, carrier);
}

void delivery_reply(struct sim *s, struct component *m, struct delivery *d, uint32_t carrier,
		    const struct call *child)
{
	struct call *c = call_at(s, carrier);
	int64_t ns;

	if (outcome_is_fine(child->outcome)) {
		arrived(s, d, carrier);
		return;
	}
	ns = is_hopeless(child->outcome) ? -1 : next_wait_ns(s, d, c);
	if (ns < 0) {
		give_up(s, m, d, carrier);
		return;
	}
	c->b++;
	d->n_retries++;
	sim_tell(s, carrier, MOMENT_RETRY, d->retry_rule, ns);
	call_wake_after(s, carrier, ns, d->phase);
}
