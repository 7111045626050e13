/* SPDX-License-Identifier: MIT */
#include "sim/bounds.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/xalloc.h"

/*
 * A shortest way along the edges from a node back to itself, by breadth first
 * search: before[] is the edge by which each node was reached.
 */
static bool find_loop(const struct arch *a, int start, int *before, int *queue)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < a->n_resources; i++)
		before[i] = -1;
	queue[n++] = start;
	while (at < n) {
		int from = queue[at++];

		for (size_t i = 0; i < a->n_edges; i++) {
			const struct arch_edge *e = &a->edges[i];

			int to = arch_work_to(e);

			if (arch_work_from(e) != from || before[to] >= 0)
				continue;
			before[to] = (int)i;
			if (to == start)
				return true;
			queue[n++] = to;
		}
	}
	return false;
}

static void print_loop(struct buf *out, const struct arch *a, int start, const int *before)
{
	int ids[64];
	int n = 0, at = start;

	do {
		at = arch_work_from(&a->edges[before[at]]);
		ids[n++] = at;
	} while (at != start && n < (int)(sizeof(ids) / sizeof(*ids)));
	while (n)
		buf_printf(out, "%s -> ", a->resources[ids[--n]].id);
	buf_adds(out, a->resources[start].id);
}

/* The loop through the component that took most calls; "" without one. */
static void busiest_loop(const struct sim *s, struct buf *out)
{
	const struct arch *a = s->arch;
	int *before = xcalloc(a->n_resources + 1, sizeof(*before));
	int *queue = xcalloc(a->n_resources + 1, sizeof(*queue));
	uint64_t most = 0;

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		const struct component *m = &s->components[i];

		if (m->resource < 0 || m->n_calls <= most || !find_loop(a, m->resource, before, queue))
			continue;
		most = m->n_calls;
		buf_clear(out);
		print_loop(out, a, m->resource, before);
	}
	free(before);
	free(queue);
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

void bound_events(struct sim *s)
{
	stop(s, "events were simulated", s->most_events);
}

void bound_calls(struct sim *s)
{
	stop(s, "calls and messages are under way at once", s->most_calls);
}
