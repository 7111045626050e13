/* SPDX-License-Identifier: MIT */
/*
 * Recursive loop detection. Lambda counts how often a function was invoked in
 * one chain of events, and stops the next invocation. A call carries how many
 * functions its chain went through, not which: a loop of k functions comes back
 * every k of them. Only loops through services that pass the count on are
 * seen; where DynamoDB or another one is part of it nothing stops them.
 */
#include <limits.h>
#include <stdlib.h>

#include "base/xalloc.h"
#include "sim/svc_lambda.h"

static bool passes_count_on(const struct sim *s, const struct arch_resource *r)
{
	switch (r->kind) {
	case ARCH_FUNCTION:
	case ARCH_QUEUE:
	case ARCH_TOPIC:
		return true;
	case ARCH_BUCKET:
		return facts_value(s->facts, s->profile, "lambda.recursion.s3") > 0;
	default:
		return false;
	}
}

/* Shortens the ways of all edges; false when none got shorter. */
static bool relax(const struct sim *s, int *functions)
{
	const struct arch *a = s->arch;
	bool got_shorter = false;

	for (size_t i = 0; i < a->n_edges; i++) {
		const struct arch_edge *e = &a->edges[i];
		int work_to = arch_work_to(e);
		const struct arch_resource *to = &a->resources[work_to];
		int n = functions[arch_work_from(e)];

		if (n == INT_MAX || !passes_count_on(s, to))
			continue;
		n += to->kind == ARCH_FUNCTION;
		if (n < functions[work_to]) {
			functions[work_to] = n;
			got_shorter = true;
		}
	}
	return got_shorter;
}

/* How many functions are in the shortest loop through this one; 0 = it is in none. */
static int loop_functions(const struct sim *s, int function)
{
	const struct arch *a = s->arch;
	int *functions = xcalloc(a->n_resources, sizeof(*functions)), n;

	for (size_t i = 0; i < a->n_resources; i++)
		functions[i] = INT_MAX;
	/* The start itself stays unreached until a way comes back to it. */
	for (size_t i = 0; i < a->n_edges; i++) {
		const struct arch_edge *e = &a->edges[i];
		int work_to = arch_work_to(e);
		const struct arch_resource *to = &a->resources[work_to];

		if (arch_work_from(e) == function && passes_count_on(s, to))
			functions[work_to] = to->kind == ARCH_FUNCTION;
	}
	while (relax(s, functions))
		;
	n = functions[function];
	free(functions);
	return n == INT_MAX ? 0 : n;
}

bool lambda_is_loop(struct sim *s, const struct component *m, struct lambda *f, unsigned hops)
{
	if (f->may_loop)
		return false;
	if (f->recursion_stop < 0) {
		int stop = (int)facts_value(s->facts, s->profile, "lambda.recursion.stop");

		/* No loop comes up before this many functions, so none is looked for. */
		if ((int)hops < stop)
			return false;
		f->recursion_stop = stop * loop_functions(s, m->resource);
		if (f->recursion_stop > UINT8_MAX)
			f->recursion_stop = UINT8_MAX;
	}
	return f->recursion_stop && (int)hops >= f->recursion_stop;
}
