/* SPDX-License-Identifier: MIT */
#include "sim/ways.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "sim/lambda.h"

static void each_way(struct ways *w, const struct sim *s,
		     void (*take)(struct ways *w, int from, int to))
{
	const struct arch *a = w->arch;

	for (size_t i = 0; i < a->n_edges; i++)
		take(w, arch_work_from(&a->edges[i]), arch_work_to(&a->edges[i]));
	for (size_t i = FIRST_COMPONENT; s && i < s->n_components; i++) {
		const struct component *m = &s->components[i];
		uint16_t to;

		for (size_t k = 0; lambda_is(m) && lambda_calls(m, k, &to); k++)
			take(w, m->resource, s->components[to].resource);
	}
}

static void count_way(struct ways *w, int from, int to)
{
	(void)to;
	w->first[from + 2]++;
}

static void add_way(struct ways *w, int from, int to)
{
	w->to[w->first[from + 1]++] = to;
}

void ways_init(struct ways *w, const struct arch *a, const struct sim *s)
{
	size_t n = a->n_resources;

	w->arch = a;
	w->first = xcalloc(n + 2, sizeof(*w->first));
	each_way(w, s, count_way);
	for (size_t i = 2; i < n + 2; i++)
		w->first[i] += w->first[i - 1];
	w->to = xcalloc(w->first[n + 1] + 1, sizeof(*w->to));
	each_way(w, s, add_way);
}

void ways_done(struct ways *w)
{
	free(w->first);
	free(w->to);
}
