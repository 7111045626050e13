/* SPDX-License-Identifier: MIT */
/*
 * Statistics that need no memory of the past: summaries of values (count, sum,
 * extremes, quantiles to 0.8 %) and levels over time (mean and maximum of how
 * many there are). Constant memory however long a run is.
 */
#ifndef SIM_STATS_H
#define SIM_STATS_H

#include <stdint.h>

/*
 * Values of nanoseconds or counts, 0 to 2^63-1. Buckets as in HDR histograms:
 * each power of two in 128 equal parts; a power's buckets come into being when
 * the first value falls there.
 */
enum { SUMMARY_BITS = 7, SUMMARY_POWERS = 64 - SUMMARY_BITS };

struct summary {
	uint64_t n;
	unsigned __int128 sum;
	int64_t least, most;
	uint64_t *buckets[SUMMARY_POWERS];
};

void summary_init(struct summary *s);
void summary_done(struct summary *s);
uint64_t *summary_power(struct summary *s, unsigned power);	/* makes its buckets */

static inline void summary_add(struct summary *s, int64_t value)
{
	unsigned power = 63 - (unsigned)__builtin_clzll((uint64_t)value | ((1 << SUMMARY_BITS) - 1));
	unsigned shift = power - (SUMMARY_BITS - 1);
	uint64_t *buckets = s->buckets[shift];

	if (__builtin_expect(!buckets, 0))
		buckets = summary_power(s, shift);
	buckets[(uint64_t)value >> shift & ((1 << SUMMARY_BITS) - 1)]++;
	s->n++;
	s->sum += (uint64_t)value;
	if (value < s->least)
		s->least = value;
	if (value > s->most)
		s->most = value;
}

double summary_mean(const struct summary *s);		/* 0 when empty */

/* The value below which a share q of all lie, to the middle of its bucket, within the extremes. */
double summary_quantile(const struct summary *s, double q);

void summary_merge(struct summary *into, const struct summary *from);

/* How many there are, over time; never negative. */
struct level {
	int64_t now;		/* the level */
	int64_t most;
	__int128 moment;	/* sum of each change times its instant: exact, never full */
};

/* Instants may come in any order, so that what ended earlier can be told of later. */
static inline void level_add(struct level *l, int64_t at_ns, int64_t change)
{
	l->moment += (__int128)change * at_ns;
	l->now += change;
	if (l->now > l->most)
		l->most = l->now;
}

static inline void level_to(struct level *l, int64_t at_ns, int64_t level)
{
	level_add(l, at_ns, level - l->now);
}

/* Mean from 0 to now_ns. */
double level_mean(const struct level *l, int64_t now_ns);

#endif
