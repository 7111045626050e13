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
#include "sim/ways.h"

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

/*
 * How many functions are in the shortest loop through this one; 0 = it is in none. Nodes
 * come out of the queue by the number of functions on the way to them: what is no function
 * goes to its front, a function to its end.
 */
static int loop_functions(const struct sim *s, int function)
{
	size_t n = s->arch->n_resources, front, back;
	int *functions = xcalloc(n, sizeof(*functions)), *queue, found = 0;
	struct ways w;

	ways_init(&w, s->arch, s);
	queue = xcalloc(2 * w.first[n] + 2, sizeof(*queue));
	for (size_t i = 0; i < n; i++)
		functions[i] = INT_MAX;
	front = back = w.first[n];
	queue[back++] = function;
	while (front < back && !found) {
		int from = queue[front++], passed = from == function ? 0 : functions[from];

		for (size_t i = w.first[from]; i < w.first[from + 1]; i++) {
			int to = w.to[i], is_function = s->arch->resources[to].kind == ARCH_FUNCTION;

			if (!passes_count_on(s, &s->arch->resources[to]) ||
			    passed + is_function >= functions[to])
				continue;
			functions[to] = passed + is_function;
			queue[is_function ? back++ : --front] = to;
		}
		/* The start stays unreached until a way comes back to it. */
		found = functions[function] != INT_MAX ? functions[function] : 0;
	}
	ways_done(&w);
	free(functions);
	free(queue);
	return found;
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
