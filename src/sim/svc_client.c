/* SPDX-License-Identifier: MIT */
#include "sim/client.h"

#include <math.h>
#include <string.h>

#include "sim/retry.h"

/* A workload while it runs. */
struct source {
	struct workload w;
	uint16_t target;
	uint32_t key;
	enum op op;
	struct timer timer;
	struct random random;
	uint64_t left;			/* arrivals still to come; UINT64_MAX = no limit */
	size_t piece;
	double next_ns;			/* of the next arrival, with its fraction */
};

struct client {
	struct source *sources;
	size_t n;
	bool is_sdk;
};

static double rate_at(const struct rate_piece *p, double t_ns)
{
	if (p->from_per_s == p->to_per_s || p->to_ns == INT64_MAX)
		return p->from_per_s;
	return p->from_per_s + (p->to_per_s - p->from_per_s) * (t_ns - (double)p->from_ns) /
				       (double)(p->to_ns - p->from_ns);
}

/* The gap to the next arrival when the rate stays as it is: Poisson, or even. */
static double gap_ns(struct source *o, double per_s)
{
	return (o->w.is_constant ? 1 : random_exp(&o->random)) * 1e9 / per_s;
}

/*
 * Moves next_ns to the next arrival. On a ramp by thinning: candidates come at
 * the piece's highest rate and are kept with the share of the rate at their
 * time (constant ones: at the rate where they are). False when no piece is left.
 */
static bool advance(struct source *o)
{
	while (o->piece < o->w.n_pieces) {
		const struct rate_piece *p = &o->w.pieces[o->piece];
		double most = fmax(p->from_per_s, p->to_per_s), t = o->next_ns;
		bool is_ramp = p->from_per_s != p->to_per_s;

		if (t < (double)p->from_ns)
			t = (double)p->from_ns;
		for (;;) {
			if (most <= 0 || t >= (double)p->to_ns)
				break;
			t += gap_ns(o, o->w.is_constant ? fmax(rate_at(p, t), most * 1e-3) : most);
			if (t >= (double)p->to_ns)
				break;
			if (!is_ramp || o->w.is_constant ||
			    random_unit(&o->random) * most < rate_at(p, t)) {
				o->next_ns = t;
				return true;
			}
		}
		o->next_ns = (double)p->to_ns;
		o->piece++;
	}
	return false;
}

static void arrive_one(struct sim *s, struct client *k, struct source *o)
{
	uint32_t slot = call_new(s, CLIENT_COMPONENT, o->target, o->op, CALL_NONE, s->next_request++);
	struct call *c = call_at(s, slot);

	c->key = o->key;
	c->bytes = o->w.bytes;
	if (k->is_sdk)
		c->flags |= CALL_RETRIES;
	s->n_arrived++;
	call_send(s, slot);
}

/* The next arrival's event; none when the workload is over. */
static void schedule(struct sim *s, struct source *o)
{
	if (!o->left || !advance(o) || o->next_ns >= (double)s->arrivals_end_ns)
		return;
	eventq_push(&s->queue, (int64_t)o->next_ns, o->timer.slot);
}

static void wake(struct sim *s, struct component *m, uint32_t slot)
{
	struct client *k = m->state;
	struct source *o = &k->sources[call_at(s, slot)->a];

	if (!o->w.n_pieces) {
		for (; o->left; o->left--)
			arrive_one(s, k, o);
		return;
	}
	o->left--;
	schedule(s, o);
	arrive_one(s, k, o);
}

void client_reply(struct sim *s, const struct call *c, enum outcome outcome)
{
	s->n_completed++;
	s->by_outcome[outcome]++;
	summary_add(&s->latency, s->now_ns - c->start_ns);
}
