/* SPDX-License-Identifier: MIT */
#include "layout/graph_parts.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

int graph_group_depth(const struct graph *g, int group)
{
	int depth = 0;

	for (; group >= 0; group = g->groups[group].parent)
		depth++;
	return depth;
}

int graph_group_common(const struct graph *g, int a, int b)
{
	/* A parent stands before its children: the later one of two is never around the other. */
	while (a != b) {
		if (a > b)
			a = g->groups[a].parent;
		else
			b = g->groups[b].parent;
	}
	return a;
}

static int least_of(const int *at, int n)
{
	int least = INT_MAX;

	for (int v = 0; v < n; v++)
		least = at[v] < least ? at[v] : least;
	return least;
}

static void find_layers(struct graph_part *p)
{
	size_t most = (size_t)p->n_arrows + (size_t)p->n_nodes + 1;
	struct graph_tie *ties = xcalloc(most, sizeof(*ties));
	int *at = xcalloc((size_t)p->n_nodes + 1, sizeof(*at)), n = 0, root = p->n_nodes;

	for (int i = 0; i < p->n_arrows; i++)
		if (p->arrows[i].low != p->arrows[i].high)
			ties[n++] = (struct graph_tie){ p->arrows[i].low, p->arrows[i].high, 1, 1 };
	/* What only a frame holds together needs one more node that all are tied to. */
	for (int v = 0; v < p->n_nodes && p->n_groups; v++)
		ties[n++] = (struct graph_tie){ root, v, 1, 0 };
	if (p->n_nodes <= GRAPH_SMALL)
		graph_simplex(root + (p->n_groups > 0), ties, n, false, at);
	else
		graph_earliest(root + (p->n_groups > 0), ties, n, at);
	for (int v = 0, least = least_of(at, root); v < root; v++)
		at[v] -= least;
	p->n_layers = 0;
	for (int v = 0; v < p->n_nodes; v++) {
		p->items[v].layer = at[v];
		if (at[v] >= p->n_layers)
			p->n_layers = at[v] + 1;
	}
	free(ties);
	free(at);
}

static void frame_layers(struct graph_part *p)
{
	for (int g = 0; g < p->n_groups; g++) {
		p->group_from[g] = INT_MAX;
		p->group_till[g] = -1;
	}
	for (int v = 0; v < p->n_nodes; v++) {
		const struct graph_item *it = &p->items[v];

		for (int g = it->group; g >= 0; g = p->g->groups[g].parent) {
			if (it->layer < p->group_from[g])
				p->group_from[g] = it->layer;
			if (it->layer > p->group_till[g])
				p->group_till[g] = it->layer;
		}
	}
}

/* The arrows that could meet in one place, as a candidate for a net. */
struct bunch {
	int hub;
	bool is_low_hub, is_back, is_async;
	int first, n;	/* in the sorted arrows */
};

struct bunches {
	struct graph_part *p;
	int *by_low, *by_high;	/* arrows, sorted */
	struct bunch *all;
	int n;
};

static bool is_async(const struct graph_part *p, const struct graph_arrow *w)
{
	return p->g->edges[w->edge].is_async;
}

struct key {
	int hub, looks, other, arrow;
};

static int compare_keys(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->hub != y->hub)
		return x->hub < y->hub ? -1 : 1;
	if (x->looks != y->looks)
		return x->looks < y->looks ? -1 : 1;
	if (x->other != y->other)
		return x->other < y->other ? -1 : 1;
	return x->arrow < y->arrow ? -1 : x->arrow > y->arrow;
}

/* Sorts the arrows by one end and adds a bunch for each that two or more have in common. */
static void add_bunches(struct bunches *b, bool is_low_hub, int *sorted)
{
	const struct graph_part *p = b->p;
	struct key *keys = xcalloc((size_t)p->n_arrows + 1, sizeof(*keys));

	for (int i = 0; i < p->n_arrows; i++) {
		const struct graph_arrow *w = &p->arrows[i];

		keys[i] = (struct key){
			.hub = is_low_hub ? w->low : w->high,
			.other = is_low_hub ? w->high : w->low,
			.looks = 4 * (w->low == w->high) + 2 * w->is_back + is_async(p, w),
			.arrow = i,
		};
	}
	qsort(keys, (size_t)p->n_arrows, sizeof(*keys), compare_keys);
	for (int i = 0, n; i < p->n_arrows; i += n) {
		for (n = 0; i + n < p->n_arrows && keys[i + n].hub == keys[i].hub &&
			    keys[i + n].looks == keys[i].looks; n++)
			sorted[i + n] = keys[i + n].arrow;
		if (n < 2 || keys[i].looks >= 4)
			continue;
		b->all[b->n++] = (struct bunch){
			.hub = keys[i].hub, .is_low_hub = is_low_hub,
			.is_back = keys[i].looks & 2, .is_async = keys[i].looks & 1,
			.first = i, .n = n,
		};
	}
	free(keys);
}

static int compare_bunches(const void *a, const void *b)
{
	const struct bunch *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	if (x->is_low_hub != y->is_low_hub)
		return x->is_low_hub ? -1 : 1;
	if (x->hub != y->hub)
		return x->hub < y->hub ? -1 : 1;
	return x->first < y->first ? -1 : x->first > y->first;
}

static struct graph_net *add_net(struct graph_part *p, const struct bunch *b)
{
	struct graph_net *n = &p->nets[p->n_nets++];

	*n = (struct graph_net){
		.hub = b->hub, .is_low_hub = b->is_low_hub, .is_back = b->is_back,
		.is_async = b->is_async, .first_bend = -1,
	};
	return n;
}

/* Arrows that would need bends stay by themselves where only near ones are bundled. */
static bool is_kept_apart(const struct graph_part *p, const struct graph_arrow *w,
			  enum graph_bundling bundling)
{
	int span = p->items[w->high].layer - p->items[w->low].layer;

	if (w->is_spread)
		return false;
	return bundling == BUNDLE_NONE || (bundling == BUNDLE_NEAR && span > 1);
}

/* Of what the bunch still can have: one arrow for each node at the other side. */
static int pick(const struct bunches *b, const struct bunch *u, enum graph_bundling bundling,
		int *ret_arrows)
{
	const int *sorted = u->is_low_hub ? b->by_low : b->by_high;
	int n = 0, last = -1;

	for (int i = u->first; i < u->first + u->n; i++) {
		const struct graph_arrow *w = &b->p->arrows[sorted[i]];
		int other = u->is_low_hub ? w->high : w->low;

		if (w->net >= 0 || other == last || is_kept_apart(b->p, w, bundling))
			continue;
		last = other;
		ret_arrows[n++] = sorted[i];
	}
	return n;
}

/* The largest bunches become nets; an arrow that is left is one by itself. */
static void find_nets(struct graph_part *p, enum graph_bundling bundling)
{
	size_t m = (size_t)p->n_arrows + 1;
	struct bunches b = { .p = p };
	int *picked = xcalloc(m, sizeof(*picked));

	b.by_low = xcalloc(m, sizeof(*b.by_low));
	b.by_high = xcalloc(m, sizeof(*b.by_high));
	b.all = xcalloc(2 * m, sizeof(*b.all));
	add_bunches(&b, true, b.by_low);
	add_bunches(&b, false, b.by_high);
	qsort(b.all, (size_t)b.n, sizeof(*b.all), compare_bunches);
	for (int i = 0; i < p->n_arrows; i++)
		p->arrows[i].net = -1;
	for (int k = 0; k < b.n; k++) {
		int n = pick(&b, &b.all[k], bundling, picked);

		if (n < 2)
			continue;
		for (int i = 0; i < n; i++)
			p->arrows[picked[i]].net = p->n_nets;
		add_net(p, &b.all[k]);
	}
	for (int k = 0; k < p->n_arrows; k++) {
		struct graph_arrow *w = &p->arrows[b.by_low[k]];

		if (w->net >= 0)
			continue;
		w->net = p->n_nets;
		add_net(p, &(struct bunch){ .hub = w->low, .is_low_hub = true,
					    .is_back = w->is_back, .is_async = is_async(p, w) });
	}
	free(picked);
	free(b.by_low);
	free(b.by_high);
	free(b.all);
}

static void sort_by_net(struct graph_part *p)
{
	for (int i = 0; i < p->n_nets; i++)
		p->nets[i].lowest = INT_MAX;
	for (int i = 0; i < p->n_arrows; i++) {
		const struct graph_arrow *w = &p->arrows[i];
		struct graph_net *n = &p->nets[w->net];
		int low = p->items[w->low].layer, high = p->items[w->high].layer;

		n->n_arrows++;
		n->lowest = low < n->lowest ? low : n->lowest;
		n->highest = high > n->highest ? high : n->highest;
	}
	for (int i = 0, at = 0; i < p->n_nets; i++) {
		p->nets[i].first_arrow = at;
		at += p->nets[i].n_arrows;
		p->nets[i].n_arrows = 0;
	}
	for (int i = 0; i < p->n_arrows; i++) {
		struct graph_net *n = &p->nets[p->arrows[i].net];

		p->by_net[n->first_arrow + n->n_arrows++] = i;
	}
}

/* The frame that a bend belongs to: one around the whole net that reaches into the layer. */
static int bend_group(const struct graph_part *p, const struct graph_net *n, int layer)
{
	int g = p->items[n->hub].group;

	for (int i = 0; i < n->n_arrows && g >= 0; i++) {
		const struct graph_arrow *w = &p->arrows[p->by_net[n->first_arrow + i]];

		g = graph_group_common(p->g, g, p->items[w->low].group);
		g = graph_group_common(p->g, g, p->items[w->high].group);
	}
	while (g >= 0 && (layer < p->group_from[g] || layer > p->group_till[g]))
		g = p->g->groups[g].parent;
	return g;
}

static int add_item(struct graph_part *p, int net, int layer, int group)
{
	p->items[p->n_items] = (struct graph_item){
		.node = -1, .net = net, .layer = layer, .group = group, .size = 1,
	};
	return p->n_items++;
}

static void add_bends(struct graph_part *p)
{
	for (int i = 0; i < p->n_nets; i++) {
		struct graph_net *n = &p->nets[i];

		n->first_bend = p->n_items;
		for (int l = n->lowest + 1; l < n->highest; l++)
			add_item(p, i, l, bend_group(p, n, l));
	}
}

/* A frame has something in each of its layers, so that nothing else comes into its way there. */
static void add_holders(struct graph_part *p)
{
	bool *has = xcalloc((size_t)p->n_groups * (size_t)p->n_layers + 1, sizeof(*has));

	for (int v = 0; v < p->n_items; v++)
		for (int g = p->items[v].group; g >= 0; g = p->g->groups[g].parent)
			has[g * p->n_layers + p->items[v].layer] = true;
	/* Inner ones first: what holds their place holds that of those around them. */
	for (int g = p->n_groups - 1; g >= 0; g--) {
		for (int l = p->group_from[g]; l <= p->group_till[g]; l++) {
			if (has[g * p->n_layers + l])
				continue;
			add_item(p, -1, l, g);
			for (int o = g; o >= 0; o = p->g->groups[o].parent)
				has[o * p->n_layers + l] = true;
		}
	}
	free(has);
}

static void add_end(struct graph_part *p, struct graph_wire *w, int item, bool is_after,
		    bool has_head)
{
	p->ends[p->n_ends++] = (struct graph_end){ item, is_after, has_head, 0 };
	w->n_ends++;
}

/* The ends of a net in the channel before layer c: those before it, then those after it. */
static void add_ends(struct graph_part *p, const struct graph_net *n, struct graph_wire *w)
{
	int c = w->channel, far = n->is_low_hub ? c : c - 1;

	if (n->is_low_hub)
		add_end(p, w, c - 1 == n->lowest ? n->hub : n->first_bend + c - 2 - n->lowest,
			false, c - 1 == n->lowest && n->is_back);
	if (n->is_low_hub ? c < n->highest : c - 1 > n->lowest)
		add_end(p, w, n->first_bend + far - 1 - n->lowest, n->is_low_hub, false);
	for (int i = 0; i < n->n_arrows; i++) {
		const struct graph_arrow *a = &p->arrows[p->by_net[n->first_arrow + i]];
		int item = n->is_low_hub ? a->high : a->low;

		if (p->items[item].layer == far)
			add_end(p, w, item, n->is_low_hub, n->is_low_hub != n->is_back);
	}
	if (!n->is_low_hub)
		add_end(p, w, c == n->highest ? n->hub : n->first_bend + c - 1 - n->lowest, true,
			c == n->highest && !n->is_back);
}

static void add_wires(struct graph_part *p)
{
	for (int i = 0; i < p->n_nets; i++) {
		struct graph_net *n = &p->nets[i];
		bool is_loop = n->lowest == n->highest;

		n->first_wire = p->n_wires;
		for (int c = n->lowest + 1; c <= n->highest + is_loop; c++) {
			struct graph_wire *w = &p->wires[p->n_wires++];

			*w = (struct graph_wire){ i, c, p->n_ends, 0 };
			if (is_loop) {
				add_end(p, w, n->hub, false, false);
				add_end(p, w, n->hub, false, true);
			} else {
				add_ends(p, n, w);
			}
		}
	}
}

static void add_links(struct graph_part *p)
{
	for (int i = 0; i < p->n_wires; i++) {
		const struct graph_wire *w = &p->wires[i];
		const struct graph_end *e = &p->ends[w->first_end];

		for (int j = 0; j < w->n_ends; j++)
			for (int k = 0; k < w->n_ends; k++)
				if (!e[j].is_after && e[k].is_after)
					p->links[p->n_links++] =
						(struct graph_link){ e[j].item, e[k].item, w->net };
	}
}

/* Memory for all bends, wires and ends; false if there would be too many. */
static bool reserve(struct graph_part *p)
{
	size_t spans = 0, most = GRAPH_LARGE, items, frames;

	for (int i = 0; i < p->n_nets; i++)
		spans += (size_t)(p->nets[i].highest - p->nets[i].lowest) + 1;
	frames = (size_t)p->n_groups * (size_t)p->n_layers;
	items = (size_t)p->n_nodes + spans + frames;
	if (items > most)
		return false;
	p->items = memcpy(arena_zalloc(p->arena, items * sizeof(*p->items)), p->items,
			  (size_t)p->n_nodes * sizeof(*p->items));
	p->wires = arena_zalloc(p->arena, (spans + 1) * sizeof(*p->wires));
	p->ends = arena_zalloc(p->arena, (2 * spans + 2 * (size_t)p->n_arrows + 2) *
						 sizeof(*p->ends));
	p->links = arena_zalloc(p->arena, (2 * spans + 2 * (size_t)p->n_arrows + 2) *
						  sizeof(*p->links));
	return true;
}

/* A large part is drawn without frames. */
static void drop_frames(struct graph_part *p)
{
	p->n_groups = 0;
	for (int v = 0; v < p->n_items; v++)
		p->items[v].group = -1;
}

/* Bends, holders and wires of the nets there are; false if there would be too many. */
static bool build(struct graph_part *p)
{
	sort_by_net(p);
	p->n_items = p->n_nodes;
	p->n_wires = p->n_ends = p->n_links = 0;
	if (!reserve(p))
		return false;
	add_bends(p);
	if (p->n_items > GRAPH_SMALL)
		drop_frames(p);
	add_holders(p);
	add_wires(p);
	add_links(p);
	return true;
}

void graph_wire_nets(struct graph_part *p)
{
	const struct graph_item *old = p->items;
	int n_items = p->n_items;

	/* The same bends come in the same order: each takes its place in the layer again. */
	build(p);
	assert(p->n_items == n_items);
	for (int v = p->n_nodes; v < n_items; v++)
		p->items[v].order = old[v].order;
}

bool graph_layers(struct graph_part *p, enum graph_bundling bundling)
{
	size_t m = (size_t)p->n_arrows + 1, n_groups = (size_t)p->n_groups + 1;

	p->nets = arena_zalloc(p->arena, m * sizeof(*p->nets));
	p->by_net = arena_zalloc(p->arena, m * sizeof(*p->by_net));
	p->group_from = arena_zalloc(p->arena, n_groups * sizeof(*p->group_from));
	p->group_till = arena_zalloc(p->arena, n_groups * sizeof(*p->group_till));
	p->items = arena_zalloc(p->arena, ((size_t)p->n_nodes + 1) * sizeof(*p->items));
	for (int v = 0; v < p->n_nodes; v++)
		p->items[v] = (struct graph_item){
			.node = p->nodes[v], .net = -1,
			.group = p->n_groups ? p->g->nodes[p->nodes[v]].group : -1,
		};
	find_layers(p);
	graph_spread(p);
	frame_layers(p);
	p->n_nets = 0;
	find_nets(p, bundling);
	if (!build(p))
		return false;
	p->layer_at = arena_zalloc(p->arena, ((size_t)p->n_layers + 1) * sizeof(*p->layer_at));
	p->layer_depth = arena_zalloc(p->arena, ((size_t)p->n_layers + 1) * sizeof(int));
	p->group_low = arena_zalloc(p->arena, n_groups * sizeof(*p->group_low));
	p->group_high = arena_zalloc(p->arena, n_groups * sizeof(*p->group_high));
	return true;
}
