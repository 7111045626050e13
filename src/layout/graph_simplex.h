/* SPDX-License-Identifier: MIT */
/*
 * Numbers for the nodes of an acyclic graph such that each tie is at least as
 * long as it must be and the weighted sum of all lengths is least: the network
 * simplex method of Gansner, Koutsofios, North and Vo (1993). Layers come from
 * it, and the places within them (graph_layers.c, graph_place.c).
 */
#ifndef LAYOUT_GRAPH_SIMPLEX_H
#define LAYOUT_GRAPH_SIMPLEX_H

#include <stdbool.h>

/* at[head] - at[tail] >= length; weight is what each cell of it costs. */
struct graph_tie {
	int tail, head, length, weight;
};

/*
 * Writes the n numbers; the least is 0. The ties must be without a cycle and
 * hold all nodes together. With is_balanced, a part that costs the same in a
 * whole range is put in the middle of it. Ends after a bounded number of steps
 * with what it has then, which keeps all lengths.
 */
void graph_simplex(int n, const struct graph_tie *ties, int n_ties, bool is_balanced, int *at);

/* The same lengths, each number as small as can be; the sum is not looked at. */
void graph_earliest(int n, const struct graph_tie *ties, int n_ties, int *at);

#endif
