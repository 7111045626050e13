/* SPDX-License-Identifier: MIT */
/*
 * Capacity of a table in units a second, with what is left unused kept for a
 * while: a bucket of per_s x burst_s units that fills at per_s. A call takes its
 * units at once or is refused; one that needs more than the bucket ever holds
 * is let through when it is full.
 */
#ifndef SIM_CAPACITY_H
#define SIM_CAPACITY_H

#include <stdbool.h>
#include <stdint.h>

struct capacity {
	double per_s;		/* 0 = no limit */
	double most;		/* units the bucket holds */
	double units;		/* in it at at_ns */
	int64_t at_ns;
};

/* Full. per_s 0: everything is let through. */
static inline void capacity_init(struct capacity *c, double per_s, double burst_s)
{
	*c = (struct capacity){ .per_s = per_s, .most = per_s * burst_s, .units = per_s * burst_s };
}

static inline void capacity_settle(struct capacity *c, int64_t now_ns)
{
	c->units += c->per_s * 1e-9 * (double)(now_ns - c->at_ns);
	if (c->units > c->most)
		c->units = c->most;
	c->at_ns = now_ns;
}

/* Changes the rate; what is in the bucket stays, as far as it has room. */
static inline void capacity_set(struct capacity *c, int64_t now_ns, double per_s, double burst_s)
{
	capacity_settle(c, now_ns);
	c->per_s = per_s;
	c->most = per_s * burst_s;
	if (c->units > c->most)
		c->units = c->most;
}

static inline bool capacity_has(struct capacity *c, int64_t now_ns, double units)
{
	if (c->per_s == 0)
		return true;
	capacity_settle(c, now_ns);
	/* Arrivals are cut to whole nanoseconds: one of slack keeps a caller at exactly the rate unharmed. */
	return c->units + c->per_s * 1e-9 + 1e-9 >= (units < c->most ? units : c->most);
}

/* After capacity_has at the same instant. */
static inline void capacity_take(struct capacity *c, double units)
{
	c->units -= units;
}

#endif
