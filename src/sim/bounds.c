/* SPDX-License-Identifier: MIT */
#include "sim/bounds.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/xalloc.h"
#include "sim/ways.h"

/* A search along the ways: the node before each, -1 = not reached. */
struct search {
	struct ways ways;
	int *before, *queue;
};

/* A shortest way from a node back to itself, by breadth first search. */
static bool find_loop(struct search *f, int start)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < f->ways.arch->n_resources; i++)
		f->before[i] = -1;
	f->queue[n++] = start;
	while (at < n) {
		int from = f->queue[at++];

		for (size_t i = f->ways.first[from]; i < f->ways.first[from + 1]; i++) {
			int to = f->ways.to[i];

			if (f->before[to] >= 0)
				continue;
			f->before[to] = from;
			if (to == start)
				return true;
			f->queue[n++] = to;
		}
	}
	return false;
}

static void print_loop(struct buf *out, const struct search *f, int start)
{
	int ids[64];
	int n = 0, at = start;

	do {
		at = f->before[at];
		ids[n++] = at;
	} while (at != start && n < (int)(sizeof(ids) / sizeof(*ids)));
	while (n)
		buf_printf(out, "%s -> ", f->ways.arch->resources[ids[--n]].id);
	buf_adds(out, f->ways.arch->resources[start].id);
}

/* The loop through the component that took most calls; "" without one. */
static void busiest_loop(const struct sim *s, struct buf *out)
{
	size_t n = s->arch->n_resources + 1;
	struct search f = {
		.before = xcalloc(n, sizeof(*f.before)), .queue = xcalloc(n, sizeof(*f.queue)),
	};
	uint64_t most = 0;

	ways_init(&f.ways, s->arch, s);
	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		const struct component *m = &s->components[i];

		if (m->resource < 0 || m->n_calls <= most || !find_loop(&f, m->resource))
			continue;
		most = m->n_calls;
		buf_clear(out);
		print_loop(out, &f, m->resource);
	}
	ways_done(&f.ways);
	free(f.before);
	free(f.queue);
}

static void stop(struct sim *s, const char *what, unsigned long long n)
{
	struct buf loop;

	buf_init(&loop);
	busiest_loop(s, &loop);
	if (loop.len)
		sim_stop(s, "%llu %s: work goes round in a loop, %s", n, what, buf_str(&loop));
	else
		sim_stop(s, "%llu %s: more arrives than is ever done, or the run is very long", n, what);
	buf_done(&loop);
}

void look_for_loop(struct sim *s)
{
	uint64_t quiet = s->n_events - s->busy_events;
	struct buf loop;

	s->look_events = s->n_events + LOOK_EVENTS;
	if (s->n_arrived != s->seen_arrived) {
		s->seen_arrived = s->n_arrived;
		s->busy_events = s->n_events;
		return;
	}
	/* A backlog takes as long as its requests took, and more; a loop takes for ever. */
	if (s->now_ns < s->arrivals_end_ns || quiet < s->most_events / QUIET_SHARE || quiet / 4 < s->busy_events)
		return;
	buf_init(&loop);
	busiest_loop(s, &loop);
	if (loop.len)
		sim_stop(s, "%llu events since the last request arrived: work goes round in a loop, %s",
			 (unsigned long long)quiet, buf_str(&loop));
	else
		s->busy_events = s->n_events;
	buf_done(&loop);
}

void bound_events(struct sim *s)
{
	stop(s, "events were simulated", s->most_events);
}

void bound_calls(struct sim *s)
{
	stop(s, "calls and messages are under way at once", s->most_calls);
}
