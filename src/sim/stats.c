/* SPDX-License-Identifier: MIT */
#include "sim/stats.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

enum { BUCKETS = 1 << SUMMARY_BITS };

void summary_init(struct summary *s)
{
	memset(s, 0, sizeof(*s));
	s->least = INT64_MAX;
}

void summary_done(struct summary *s)
{
	for (size_t i = 0; i < SUMMARY_POWERS; i++)
		free(s->buckets[i]);
	summary_init(s);
}

uint64_t *summary_power(struct summary *s, unsigned power)
{
	return s->buckets[power] = xcalloc(BUCKETS, sizeof(uint64_t));
}

double summary_mean(const struct summary *s)
{
	return s->n ? (double)s->sum / (double)s->n : 0;
}

static double bucket_middle(size_t shift, size_t i)
{
	double low = (double)((uint64_t)i << shift);

	return low + (double)((UINT64_C(1) << shift) - 1) / 2;
}

double summary_quantile(const struct summary *s, double q)
{
	uint64_t rank = (uint64_t)(q * (double)s->n), seen = 0;
	double value = (double)s->most;

	if (!s->n)
		return 0;
	if (rank >= s->n)
		rank = s->n - 1;
	for (size_t p = 0; p < SUMMARY_POWERS; p++) {
		for (size_t i = 0; s->buckets[p] && i < BUCKETS; i++) {
			seen += s->buckets[p][i];
			if (seen <= rank)
				continue;
			value = bucket_middle(p, i);
			if (value < (double)s->least)
				value = (double)s->least;
			return value < (double)s->most ? value : (double)s->most;
		}
	}
	return value;
}

void summary_merge(struct summary *into, const struct summary *from)
{
	for (unsigned p = 0; p < SUMMARY_POWERS; p++) {
		uint64_t *to = into->buckets[p];

		if (!from->buckets[p])
			continue;
		if (!to)
			to = summary_power(into, p);
		for (size_t i = 0; i < BUCKETS; i++)
			to[i] += from->buckets[p][i];
	}
	into->n += from->n;
	into->sum += from->sum;
	if (from->least < into->least)
		into->least = from->least;
	if (from->most > into->most)
		into->most = from->most;
}

double level_mean(const struct level *l, int64_t now_ns)
{
	return now_ns > 0 ? (double)((__int128)l->now * now_ns - l->moment) / (double)now_ns : 0;
}
