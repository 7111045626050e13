/* SPDX-License-Identifier: MIT */
/*
 * Many alarms that lead to one topic would make one tall layer. Nodes of a single
 * edge, if several lead to the same node or come from it, are spread over the
 * layers farther away, as long as these are shorter. Their edges become one net.
 */
#include "layout/graph_parts.h"

#include <stdlib.h>

#include "base/xalloc.h"

enum {
	BUNCH_LEAST = 4,	/* such nodes of one hub: fewer stay where they are */
	TALL = 5,		/* nodes of a layer: a shorter one stays as it is */
	TALL_ALONE = 6,		/* of one that has only its hub's layer beside it */
};

struct spread {
	struct graph_part *p;
	int *n_uses;		/* arrows of each node */
	int *n_leaves;		/* of each node: before it (2v), after it (2v + 1) */
	int *height;		/* nodes of each layer */
};

/* Is the arrow's end at one side a node without another arrow, and the other end no such node? */
static bool is_leaf(const struct spread *s, const struct graph_arrow *w, bool is_low)
{
	int leaf = is_low ? w->low : w->high, hub = is_low ? w->high : w->low;

	return s->n_uses[leaf] == 1 && s->n_uses[hub] > 1;
}

static void count(struct spread *s)
{
	const struct graph_part *p = s->p;

	for (int i = 0; i < p->n_arrows; i++) {
		s->n_uses[p->arrows[i].low]++;
		s->n_uses[p->arrows[i].high]++;
	}
	for (int i = 0; i < p->n_arrows; i++) {
		const struct graph_arrow *w = &p->arrows[i];

		s->n_leaves[2 * w->high] += is_leaf(s, w, true);
		s->n_leaves[2 * w->low + 1] += is_leaf(s, w, false);
	}
	for (int v = 0; v < p->n_nodes; v++)
		s->height[p->items[v].layer]++;
}

/* The nearest layer farther from the hub in which a node makes less of a column; -1. */
static int find_layer(const struct spread *s, int layer, int step)
{
	for (int l = layer + step; l >= 0 && l < s->p->n_layers; l += step)
		if (s->height[l] + 2 <= s->height[layer])
			return l;
	return -1;
}

static void spread_arrow(struct spread *s, struct graph_arrow *w, bool is_low)
{
	struct graph_item *leaf = &s->p->items[is_low ? w->low : w->high];
	int hub = is_low ? w->high : w->low, to;

	if (!is_leaf(s, w, is_low) || s->n_leaves[2 * hub + !is_low] < BUNCH_LEAST ||
	    s->height[leaf->layer] <= TALL)
		return;
	to = find_layer(s, leaf->layer, is_low ? -1 : 1);
	if (to < 0)
		return;
	s->height[leaf->layer]--;
	s->height[to]++;
	leaf->layer = to;
	w->is_spread = true;
}

/* The node that stands alone in a layer. */
static int find_hub(const struct graph_part *p, int layer)
{
	int v = 0;

	while (p->items[v].layer != layer)
		v++;
	return v;
}

/* A hub with nothing but one tall layer beside it: that may become two. */
static void add_layer(struct spread *s)
{
	struct graph_part *p = s->p;
	int tall, hub;

	if (p->n_layers != 2)
		return;
	tall = s->height[1] > s->height[0];
	if (s->height[!tall] > 1 || s->height[tall] <= TALL_ALONE)
		return;
	hub = find_hub(p, !tall);
	if (s->n_leaves[2 * hub + tall] < BUNCH_LEAST)
		return;
	p->n_layers++;
	if (tall == 1)
		return;
	for (int v = 0; v < p->n_nodes; v++)
		p->items[v].layer++;
	s->height[2] = s->height[1];
	s->height[1] = s->height[0];
	s->height[0] = 0;
}

void graph_spread(struct graph_part *p)
{
	size_t n = (size_t)p->n_nodes + 1;
	struct spread s = { .p = p };

	if (p->n_nodes > GRAPH_SMALL || p->n_groups)
		return;
	s.n_uses = xcalloc(n, sizeof(*s.n_uses));
	s.n_leaves = xcalloc(2 * n, sizeof(*s.n_leaves));
	s.height = xcalloc((size_t)p->n_layers + 2, sizeof(*s.height));
	count(&s);
	add_layer(&s);
	for (int i = p->n_arrows - 1; i >= 0; i--) {
		spread_arrow(&s, &p->arrows[i], true);
		spread_arrow(&s, &p->arrows[i], false);
	}
	free(s.n_uses);
	free(s.n_leaves);
	free(s.height);
}
