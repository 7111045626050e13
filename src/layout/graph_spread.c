/* SPDX-License-Identifier: MIT */
/*
 * Many alarms that lead to one topic would make one tall layer. Nodes of a single
 * edge, if several lead to the same node or come from it, are spread over the
 * layers farther away, as long as these are shorter. Their edges become one net.
 * Nodes of a frame that no edge holds would make one too: they become rows.
 */
#include "layout/graph_parts.h"

#include <stdlib.h>

#include "base/xalloc.h"

enum {
	BUNCH_LEAST = 4,	/* such nodes of one hub: fewer stay where they are */
	TALL = 5,		/* nodes of a layer: a shorter one stays as it is */
	TALL_ALONE = 6,		/* of one that has only its hub's layer beside it */
	LOOSE_LEAST = 4,	/* nodes without an edge in one frame: fewer stay in their column */
	LOOSE_LAYERS = 4,	/* that a frame of such nodes alone gets at most */
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

static void spread_leaves(struct spread *s)
{
	add_layer(s);
	for (int i = s->p->n_arrows - 1; i >= 0; i--) {
		spread_arrow(s, &s->p->arrows[i], true);
		spread_arrow(s, &s->p->arrows[i], false);
	}
}

/* The nodes without an edge that stand directly in a frame, and the layers of its other nodes. */
struct loose {
	int n, first_layer, last_layer;
};

static struct loose loose_of(const struct spread *s, int group)
{
	struct loose l = { .first_layer = s->p->n_layers, .last_layer = -1 };

	for (int v = 0; v < s->p->n_nodes; v++) {
		const struct graph_item *it = &s->p->items[v];

		if (it->group != group)
			continue;
		if (!s->n_uses[v]) {
			l.n++;
			continue;
		}
		l.first_layer = it->layer < l.first_layer ? it->layer : l.first_layer;
		l.last_layer = it->layer > l.last_layer ? it->layer : l.last_layer;
	}
	return l;
}

/* Each into the shortest layer: of those that its frame has, else of some new ones. */
static void spread_loose(struct spread *s, int group)
{
	struct graph_part *p = s->p;
	struct loose l = loose_of(s, group);

	if (l.n < LOOSE_LEAST)
		return;
	if (l.last_layer < 0) {
		l.first_layer = 0;
		while (l.last_layer + 1 < LOOSE_LAYERS && (l.last_layer + 1) * (l.last_layer + 1) < l.n)
			l.last_layer++;
	}
	for (int v = 0; v < p->n_nodes; v++)
		if (p->items[v].group == group && !s->n_uses[v])
			s->height[p->items[v].layer]--;
	for (int v = 0; v < p->n_nodes; v++) {
		int best = l.first_layer;

		if (p->items[v].group != group || s->n_uses[v])
			continue;
		for (int k = best + 1; k <= l.last_layer; k++)
			best = s->height[k] < s->height[best] ? k : best;
		s->height[best]++;
		p->items[v].layer = best;
	}
	if (l.last_layer >= p->n_layers)
		p->n_layers = l.last_layer + 1;
}

void graph_spread(struct graph_part *p)
{
	size_t n = (size_t)p->n_nodes + 1;
	struct spread s = { .p = p };

	if (p->n_nodes > GRAPH_SMALL)
		return;
	s.n_uses = xcalloc(n, sizeof(*s.n_uses));
	s.n_leaves = xcalloc(2 * n, sizeof(*s.n_leaves));
	s.height = xcalloc((size_t)p->n_layers + LOOSE_LAYERS + 1, sizeof(*s.height));
	count(&s);
	if (p->n_groups)
		for (int g = 0; g < p->n_groups; g++)
			spread_loose(&s, g);
	else
		spread_leaves(&s);
	free(s.n_uses);
	free(s.n_leaves);
	free(s.height);
}
