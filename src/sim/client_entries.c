/* SPDX-License-Identifier: MIT */
/* Where work enters an architecture when nobody says what arrives. */
#include <string.h>

#include "sim/client.h"

/* Adds what work from node reaches, itself included; a firewall sends none. stack has room for all
 * nodes. */
static void reach(const struct arch *a, int node, bool *reached, int *stack)
{
	size_t n = 0;

	if (!reached[node])
		stack[n++] = node;
	reached[node] = true;
	while (n) {
		int at = stack[--n];

		for (size_t i = 0; i < a->n_edges; i++) {
			int to = arch_work_to(&a->edges[i]);

			if (arch_work_from(&a->edges[i]) == at && !reached[to] &&
			    a->resources[at].kind != ARCH_FIREWALL) {
				reached[to] = true;
				stack[n++] = to;
			}
		}
	}
}

/* True when all that hands work to the node is in `within`; NULL = nothing does. A firewall brings
 * no work. */
static bool is_source(const struct arch *a, int node, const bool *within)
{
	for (size_t i = 0; i < a->n_edges; i++) {
		int from = arch_work_from(&a->edges[i]);

		if (arch_work_to(&a->edges[i]) == node && from != node &&
		    (!within || !within[from]) && a->resources[from].kind != ARCH_FIREWALL)
			return false;
	}
	return true;
}

/*
 * A loop has no beginning. Work enters it where nothing outside of it leads: at what
 * is no function, if there is such a node, since functions are there to be triggered.
 */
static void enter_loops(const struct sim *s, bool *ret, bool *reached, bool *mine, int *stack)
{
	const struct arch *a = s->arch;

	for (int is_function = 0; is_function < 2; is_function++) {
		for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
			int node = s->components[i].resource;

			if (node < 0 || reached[node] || !service_has_entry(s->components[i].service) ||
			    (a->resources[node].kind == ARCH_FUNCTION) != is_function)
				continue;
			memset(mine, 0, a->n_resources * sizeof(*mine));
			reach(a, node, mine, stack);
			if (!is_source(a, node, mine))
				continue;
			ret[i] = true;
			reach(a, node, reached, stack);
		}
	}
}

void client_entries(struct build *b, bool *ret)
{
	const struct sim *s = b->sim;
	const struct arch *a = s->arch;
	bool *reached = arena_zalloc(&b->sim->arena, a->n_resources + 1);
	bool *mine = arena_zalloc(&b->sim->arena, a->n_resources + 1);
	int *stack = arena_alloc(&b->sim->arena, (a->n_resources + 1) * sizeof(*stack));

	memset(ret, 0, s->n_components * sizeof(*ret));
	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++) {
		int node = s->components[i].resource;

		if (node < 0 || !is_source(a, node, NULL))
			continue;
		ret[i] = service_has_entry(s->components[i].service);
		reach(a, node, reached, stack);
	}
	enter_loops(s, ret, reached, mine, stack);
}
