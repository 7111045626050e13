/* SPDX-License-Identifier: MIT */
#include "model/metrics.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "model/run.h"

void metrics_add(struct metric_list *m, const struct metric *one)
{
	*vec_push(m->list, m->n, m->cap) = *one;
}

void metrics_count(struct metric_list *m, const char *name, uint64_t count)
{
	metrics_add(m, &(struct metric){ .name = name, .unit = "1", .form = METRIC_COUNT,
					 .count = count, .mean = (double)count });
}

void metrics_number(struct metric_list *m, const char *name, const char *unit, double value)
{
	metrics_add(m, &(struct metric){ .name = name, .unit = unit, .form = METRIC_NUMBER, .mean = value });
}

const struct metric *metrics_find(const struct metric_list *m, const char *name)
{
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->list[i].name, name))
			return &m->list[i];
	return NULL;
}

void metrics_done(struct metric_list *m)
{
	free(m->list);
	memset(m, 0, sizeof(*m));
}

void run_free(struct run *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->n_components; i++)
		metrics_done(&r->components[i]);
	arena_done(&r->arena);
	free(r);
}
