/* SPDX-License-Identifier: MIT */
/*
 * Ports, and places along the layers. Places are those that make the lines
 * straightest for their number: the long ones first (graph_simplex.h). A large
 * part is placed by sweeps instead, each layer as near to the means of its
 * neighbours as its order allows.
 */
#include "layout/graph_parts.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"

enum {
	PORT_STEP_MOST = 4,	/* columns between ports below a box, if it is wide */
	PORT_STEP_LEAST = 2,
	RELAX_SWEEPS = 6,
	FRAME_TITLE_EXTRA = 6,	/* corners and blanks beside a frame's title */
};

struct place {
	struct graph_part *p;
	const struct graph_style *s;
	struct arena arena;
	int *side_first, *side_ends;	/* ends of each item: before it (2i), after it (2i + 1) */
	double *key;			/* of each end */
	int *channel_first, *wires;
};

/* Ends of an item that lie on one side: those "after" a channel are before the item's body. */
static int side_of(const struct graph_end *e)
{
	return 2 * e->item + !e->is_after;
}

static void index_ends(struct place *pl)
{
	const struct graph_part *p = pl->p;
	size_t n = 2 * (size_t)p->n_items + 3;

	pl->side_first = arena_zalloc(&pl->arena, n * sizeof(*pl->side_first));
	pl->side_ends = arena_zalloc(&pl->arena, ((size_t)p->n_ends + 1) * sizeof(int));
	for (int i = 0; i < p->n_ends; i++)
		pl->side_first[side_of(&p->ends[i]) + 2]++;
	for (int i = 0; i < 2 * p->n_items; i++)
		pl->side_first[i + 2] += pl->side_first[i + 1];
	for (int i = 0; i < p->n_ends; i++)
		pl->side_ends[pl->side_first[side_of(&p->ends[i]) + 1]++] = i;
}

/*
 * Where the other ends of a wire are, as seen from each of its ends: their mean, in
 * orders or in cells. Loops come last.
 */
static void find_wire_keys(struct place *pl, const struct graph_wire *w, bool is_in_cells)
{
	const struct graph_part *p = pl->p;
	double sum[2] = { 0 };
	int n[2] = { 0 };

	for (int k = w->first_end; k < w->first_end + w->n_ends; k++) {
		const struct graph_end *e = &p->ends[k];

		sum[e->is_after] += is_in_cells ? graph_end_at(p, e) : p->items[e->item].order;
		n[e->is_after]++;
	}
	for (int k = w->first_end; k < w->first_end + w->n_ends; k++) {
		bool is_after = p->ends[k].is_after;

		pl->key[k] = n[!is_after] ? sum[!is_after] / n[!is_after] : INFINITY;
	}
}

static void find_keys(struct place *pl)
{
	pl->key = arena_zalloc(&pl->arena, ((size_t)pl->p->n_ends + 1) * sizeof(*pl->key));
	for (int i = 0; i < pl->p->n_wires; i++)
		find_wire_keys(pl, &pl->p->wires[i], false);
}

static bool is_ordered(const struct place *pl, int a, int b)
{
	if (pl->key[a] < pl->key[b] || pl->key[a] > pl->key[b])
		return pl->key[a] < pl->key[b];
	return a < b;
}

static void sort_ends(const struct place *pl, int *ends, int n)
{
	for (int i = 1; i < n; i++) {
		int e = ends[i], k = i;

		for (; k > 0 && is_ordered(pl, e, ends[k - 1]); k--)
			ends[k] = ends[k - 1];
		ends[k] = e;
	}
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

static void set_ports(struct place *pl, const struct graph_item *it, int *ends, int n)
{
	struct graph_part *p = pl->p;
	int step = 1, first;

	if (pl->s->is_down && n > 1) {
		step = (it->size - 3) / (n - 1);
		step = step > PORT_STEP_MOST ? PORT_STEP_MOST : most(step, PORT_STEP_LEAST);
	}
	/* Beside a box a single line leaves at its name, which is the row above the middle. */
	first = pl->s->is_down ? (it->size - (n - 1) * step - 1) / 2
			       : 1 + (it->size - 2 - n) / 2;
	for (int i = 0; i < n; i++)
		p->ends[ends[i]].offset = first + i * step;
}

static void size_item(struct place *pl, int v, const int *widths, const int *heights)
{
	const struct graph_style *s = pl->s;
	struct graph_item *it = &pl->p->items[v];
	const int *first = &pl->side_first[2 * v];
	int n = most(first[1] - first[0], first[2] - first[1]);

	if (it->node < 0) {
		it->size = 1;
		it->depth = 0;
		return;
	}
	it->size = s->is_down ? widths[it->node] : heights[it->node];
	it->depth = s->is_down ? heights[it->node] : widths[it->node];
	it->size = most(it->size, s->is_down ? PORT_STEP_LEAST * (n - 1) + 3 : n + 2);
	for (int side = 0; side < 2; side++) {
		int *ends = &pl->side_ends[first[side]];

		sort_ends(pl, ends, first[side + 1] - first[side]);
		set_ports(pl, it, ends, first[side + 1] - first[side]);
	}
}

static bool is_box(const struct graph_part *p, int v)
{
	return p->items[v].node >= 0;
}

/* Blanks between two neighbours of a layer. */
static int gap(const struct place *pl, int a, int b)
{
	const struct graph_part *p = pl->p;

	if (is_box(p, a) && is_box(p, b))
		return pl->s->gap_boxes;
	if (is_box(p, a) || is_box(p, b))
		return pl->s->gap_lines;
	return pl->s->is_down ? 1 : 0;
}

/* The ties of the places: which item or border of a frame keeps what distance from which. */
struct ties {
	struct graph_tie *all;
	int n, cap;
	int wall;	/* the first free number; before it come items and borders */
};

static void tie(struct ties *t, int tail, int head, int length, int weight)
{
	t->all[t->n++] = (struct graph_tie){ tail, head, length, weight };
}

static int low_border(const struct graph_part *p, int g)
{
	return p->n_items + 2 * g;
}

/* Opens or closes the frames around `group` up to `common`; each keeps off what came last. */
static void pass_borders(struct ties *t, const struct place *pl, int group, int common,
			 bool is_open, int *last, int *last_size)
{
	const struct graph_part *p = pl->p;
	int path[64], n = 0, inside = pl->s->is_down ? 1 : 0;

	for (; group != common && n < 64; group = p->g->groups[group].parent)
		path[n++] = group;
	for (int i = 0; i < n; i++) {
		int border = low_border(p, path[is_open ? n - 1 - i : i]) + !is_open;
		int room = is_open && *last < p->n_items ? pl->s->gap_lines : inside;

		tie(t, *last, border, *last_size + room, 0);
		*last = border;
		*last_size = 1;
	}
}

static void tie_layer(struct ties *t, const struct place *pl, int l)
{
	const struct graph_part *p = pl->p;
	int last = t->wall, last_size = 0, last_group = -1, before = -1;

	for (int i = 0; i < p->n_in_layer[l]; i++) {
		int v = p->layers[l][i], group = p->items[v].group;
		int common = graph_group_common(p->g, last_group, group), room = 0;

		pass_borders(t, pl, last_group, common, false, &last, &last_size);
		pass_borders(t, pl, group, common, true, &last, &last_size);
		if (before >= 0)
			room = gap(pl, before, v);
		if (last >= p->n_items)
			room = last == t->wall ? 0 : pl->s->is_down ? 1 : 0;
		tie(t, last, v, last_size + room, 0);
		last = before = v;
		last_size = p->items[v].size;
		last_group = group;
	}
	pass_borders(t, pl, last_group, -1, false, &last, &last_size);
}

static void tie_frames(struct ties *t, const struct place *pl)
{
	const struct graph_part *p = pl->p;

	for (int g = 0; g < p->n_groups; g++) {
		const char *label = p->g->groups[g].label;
		int least = 1;

		/* The title stands on the border across only in a picture from the top down. */
		if (pl->s->is_down)
			least = (int)utf8_cells(label, strlen(label)) + FRAME_TITLE_EXTRA;

		if (p->group_from[g] > p->group_till[g])
			tie(t, t->wall, low_border(p, g), 0, 0);
		tie(t, low_border(p, g), low_border(p, g) + 1, least, 1);
		if (p->g->groups[g].parent < 0)
			continue;
		tie(t, low_border(p, p->g->groups[g].parent), low_border(p, g), 1, 0);
		tie(t, low_border(p, g) + 1, low_border(p, p->g->groups[g].parent) + 1, 1, 0);
	}
}

/* A long line should be straight before all; then what leads to it; then a line by itself. */
static int weight_of(const struct graph_part *p, const struct graph_wire *w,
		     const struct graph_end *a, const struct graph_end *b)
{
	static const int weights[] = { 8, 2, 1 };

	return weights[is_box(p, a->item) + is_box(p, b->item)] * (w->n_ends == 2 ? 2 : 1);
}

/* For each pair of ends a number of its own, tied to both: it costs how far they are apart. */
static void tie_wires(struct ties *t, const struct place *pl, int *n_numbers)
{
	const struct graph_part *p = pl->p;

	for (int i = 0; i < p->n_wires; i++) {
		const struct graph_wire *w = &p->wires[i];
		const struct graph_end *e = &p->ends[w->first_end];

		for (int j = 0; j < w->n_ends; j++) {
			for (int k = 0; k < w->n_ends; k++) {
				int weight = weight_of(p, w, &e[j], &e[k]);

				if (e[j].is_after || !e[k].is_after)
					continue;
				tie(t, *n_numbers, e[j].item, -e[j].offset, weight);
				tie(t, *n_numbers, e[k].item, -e[k].offset, weight);
				++*n_numbers;
			}
		}
	}
}

static void place_exactly(struct place *pl)
{
	struct graph_part *p = pl->p;
	int n = p->n_items + 2 * p->n_groups, base;
	size_t borders = 2 * (size_t)p->n_items * 8 + 8 * (size_t)p->n_groups;
	struct ties t = { .wall = n };
	int *at;

	for (int v = 0; v < p->n_items; v++)
		borders += 2 * (size_t)graph_group_depth(p->g, p->items[v].group);
	t.all = arena_alloc(&pl->arena, (borders + 2 * (size_t)p->n_links) * sizeof(*t.all));
	at = arena_zalloc(&pl->arena, ((size_t)n + (size_t)p->n_links + 2) * sizeof(*at));
	n++;
	for (int l = 0; l < p->n_layers; l++)
		tie_layer(&t, pl, l);
	tie_frames(&t, pl);
	tie_wires(&t, pl, &n);
	graph_simplex(n, t.all, t.n, true, at);
	base = at[t.wall];
	for (int v = 0; v < p->n_items; v++)
		p->items[v].at = at[v] - base;
	for (int g = 0; g < p->n_groups; g++) {
		p->group_low[g] = at[low_border(p, g)] - base;
		p->group_high[g] = at[low_border(p, g) + 1] - base;
	}
}

/* Items of a layer that touch and move together. */
struct block {
	double sum, weight;
	int n;
};

/* Puts the layer's items as near to where they want to be as their order allows. */
static void settle(struct place *pl, int l, const double *want, const double *weight,
		   struct block *blocks)
{
	struct graph_part *p = pl->p;
	int n_blocks = 0, offset = 0, i = 0;

	for (int k = 0; k < p->n_in_layer[l]; k++) {
		int v = p->layers[l][k];
		struct block *b = &blocks[n_blocks++];

		*b = (struct block){ (want[v] - offset) * weight[v], weight[v], 1 };
		if (k + 1 < p->n_in_layer[l])
			offset += p->items[v].size + gap(pl, v, p->layers[l][k + 1]);
		for (; n_blocks > 1 && b[-1].sum / b[-1].weight > b->sum / b->weight; b--) {
			b[-1].sum += b->sum;
			b[-1].weight += b->weight;
			b[-1].n += b->n;
			n_blocks--;
		}
	}
	offset = 0;
	for (int k = 0; k < n_blocks; k++) {
		for (int m = 0; m < blocks[k].n; m++, i++) {
			int v = p->layers[l][i];

			p->items[v].at = (int)floor(blocks[k].sum / blocks[k].weight) + offset;
			if (i + 1 < p->n_in_layer[l])
				offset += p->items[v].size + gap(pl, v, p->layers[l][i + 1]);
		}
	}
}

/* Where the items of layer l would like to be for the sake of those in the layer beside it. */
static void find_wants(const struct place *pl, int l, bool is_after, double *want, double *weight)
{
	const struct graph_part *p = pl->p;

	for (int k = 0; k < p->n_in_layer[l]; k++) {
		int v = p->layers[l][k], side = 2 * v + is_after;
		double sum = 0, n = 0;

		for (int i = pl->side_first[side]; i < pl->side_first[side + 1]; i++) {
			const struct graph_end *e = &p->ends[pl->side_ends[i]];
			double there = pl->key[pl->side_ends[i]];
			double w = is_box(p, v) ? 1 : 4;

			if (isinf(there))
				continue;
			sum += w * (there - e->offset);
			n += w;
		}
		want[v] = n > 0 ? sum / n : p->items[v].at;
		weight[v] = n > 0 ? n : 0.1;
	}
}

/* Wires by their channel: those of channel c are wires[first[c]] ... */
static void index_wires(struct place *pl)
{
	const struct graph_part *p = pl->p;

	pl->channel_first = arena_zalloc(&pl->arena, ((size_t)p->n_layers + 4) * sizeof(int));
	pl->wires = arena_zalloc(&pl->arena, ((size_t)p->n_wires + 1) * sizeof(int));
	for (int i = 0; i < p->n_wires; i++)
		pl->channel_first[p->wires[i].channel + 2]++;
	for (int i = 0; i <= p->n_layers; i++)
		pl->channel_first[i + 2] += pl->channel_first[i + 1];
	for (int i = 0; i < p->n_wires; i++)
		pl->wires[pl->channel_first[p->wires[i].channel + 1]++] = i;
}

static void find_places(struct place *pl, int channel)
{
	for (int i = pl->channel_first[channel]; i < pl->channel_first[channel + 1]; i++)
		find_wire_keys(pl, &pl->p->wires[pl->wires[i]], true);
}

static void place_by_sweeps(struct place *pl)
{
	struct graph_part *p = pl->p;
	size_t n = (size_t)p->n_items + 1;
	double *want = arena_zalloc(&pl->arena, n * sizeof(*want));
	double *weight = arena_zalloc(&pl->arena, n * sizeof(*weight));
	struct block *blocks = arena_alloc(&pl->arena, n * sizeof(*blocks));

	index_wires(pl);
	for (int v = 0; v < p->n_items; v++)
		weight[v] = 1;
	for (int l = 0; l < p->n_layers; l++)
		settle(pl, l, want, weight, blocks);
	for (int k = 0; k < RELAX_SWEEPS; k++) {
		for (int i = 1; i < p->n_layers; i++) {
			int l = k % 2 ? p->n_layers - 1 - i : i;

			find_places(pl, k % 2 ? l + 1 : l);
			find_wants(pl, l, k % 2, want, weight);
			settle(pl, l, want, weight, blocks);
		}
	}
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static bool is_here(const struct graph_part *p, int group)
{
	return p->group_from[group] <= p->group_till[group];
}

/* The first cell that is used becomes cell 0; finds how many there are. */
static void measure(struct graph_part *p)
{
	int first = INT_MAX, end = 0;

	for (int v = 0; v < p->n_items; v++) {
		first = least(first, p->items[v].at);
		end = most(end, p->items[v].at + p->items[v].size);
	}
	for (int g = 0; g < p->n_groups; g++) {
		if (!is_here(p, g))
			continue;
		first = least(first, p->group_low[g]);
		end = most(end, p->group_high[g] + 1);
	}
	for (int v = 0; v < p->n_items; v++)
		p->items[v].at -= first;
	for (int g = 0; g < p->n_groups; g++) {
		p->group_low[g] -= first;
		p->group_high[g] -= first;
	}
	p->width_across = end - first;
}

void graph_place(struct graph_part *p, const struct graph_style *s, const int *widths,
		 const int *heights)
{
	struct place pl = { .p = p, .s = s };

	arena_init(&pl.arena);
	index_ends(&pl);
	find_keys(&pl);
	for (int v = 0; v < p->n_items; v++)
		size_item(&pl, v, widths, heights);
	if (p->n_items <= GRAPH_SMALL)
		place_exactly(&pl);
	else
		place_by_sweeps(&pl);
	measure(p);
	arena_done(&pl.arena);
}
