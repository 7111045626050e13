/* SPDX-License-Identifier: MIT */
/* A picture from parts: each is placed and routed, then set beside or below the one before. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "layout/graph_picture.h"

enum {
	GAP_ACROSS = 3,		/* columns between parts */
	GAP_DOWN = 1,		/* rows */
	WIDTH_USUAL = 80,	/* where no window says otherwise */
	FRAME_STEP = 2,		/* along: from one frame's border to the next */
};

struct build {
	struct graph_layout *l;
	const struct graph_style *s;
	struct graph_part *p;
	struct graph_run *runs;
	int y, x;		/* of the part's corner */
};

static struct graph_point point(const struct build *b, int along, int across)
{
	if (b->s->is_down)
		return (struct graph_point){ b->y + along, b->x + across };
	return (struct graph_point){ b->y + across, b->x + along };
}

static void add_point(const struct build *b, struct graph_path *path, int along, int across)
{
	struct graph_point at = point(b, along, across), *last = path->points + path->n - 1;

	if (path->n && last->y == at.y && last->x == at.x)
		return;
	path->points[path->n++] = at;
}

/* Where the wire meets an item. */
static int row_at(const struct graph_part *p, const struct graph_wire *w, int item, bool is_after)
{
	for (int i = w->first_end; i < w->first_end + w->n_ends; i++)
		if (p->ends[i].item == item && p->ends[i].is_after == is_after)
			return graph_end_at(p, &p->ends[i]);
	return 0;
}

static int box_end(const struct graph_part *p, int item)
{
	return p->layer_at[p->items[item].layer] + p->items[item].depth;
}

static void trace_loop(const struct build *b, const struct graph_net *n, struct graph_path *path)
{
	const struct graph_wire *w = &b->p->wires[n->first_wire];
	const struct graph_end *e = &b->p->ends[w->first_end];
	int start = box_end(b->p, n->hub), turn = b->runs[n->first_wire].turn;

	add_point(b, path, start, graph_end_at(b->p, &e[0]));
	add_point(b, path, turn, graph_end_at(b->p, &e[0]));
	add_point(b, path, turn, graph_end_at(b->p, &e[1]));
	add_point(b, path, start, graph_end_at(b->p, &e[1]));
}

static void trace_channel(const struct build *b, const struct graph_arrow *a,
			  const struct graph_net *n, int channel, struct graph_path *path)
{
	const struct graph_part *p = b->p;
	int i = n->first_wire + channel - n->lowest - 1;
	int bend = n->first_bend + channel - n->lowest - 2;
	bool is_first = channel == p->items[a->low].layer + 1;
	bool is_last = channel == p->items[a->high].layer;
	int from = row_at(p, &p->wires[i], is_first ? a->low : bend, false);
	int to = row_at(p, &p->wires[i], is_last ? a->high : bend + 1, true);
	const struct graph_run *r = &b->runs[i];

	if (is_first)
		add_point(b, path, box_end(p, a->low), from);
	if (!r->is_straight)
		add_point(b, path, r->turn, from);
	if (r->is_double) {
		add_point(b, path, r->turn, r->between);
		add_point(b, path, r->second, r->between);
		add_point(b, path, r->second, to);
	} else if (!r->is_straight) {
		add_point(b, path, r->turn, to);
	}
	if (is_last)
		add_point(b, path, p->layer_at[channel] - 1, to);
}

static void turn_path(struct graph_path *path)
{
	for (size_t i = 0; i < path->n / 2; i++) {
		struct graph_point at = path->points[i];

		path->points[i] = path->points[path->n - 1 - i];
		path->points[path->n - 1 - i] = at;
	}
}

static void measure_path(struct arena *a, struct graph_path *path)
{
	path->before = arena_zalloc(a, path->n * sizeof(*path->before));
	for (size_t i = 1; i < path->n; i++) {
		const struct graph_point *u = &path->points[i - 1], *v = u + 1;

		path->before[i] = path->before[i - 1] +
				  (size_t)(abs(u->y - v->y) + abs(u->x - v->x));
	}
}

static void trace_arrow(const struct build *b, const struct graph_arrow *a)
{
	const struct graph_part *p = b->p;
	const struct graph_net *n = &p->nets[a->net];
	struct graph_path *path = &b->l->paths[a->edge];
	int low = p->items[a->low].layer, high = p->items[a->high].layer;
	size_t most = 5 * (size_t)(high - low + 1) + 2;

	path->points = arena_alloc(&b->l->arena, most * sizeof(*path->points));
	path->net = n->id;
	if (a->low == a->high)
		trace_loop(b, n, path);
	for (int c = low + 1; c <= high; c++)
		trace_channel(b, a, n, c, path);
	if (a->is_back)
		turn_path(path);
	measure_path(&b->l->arena, path);
}

static struct graph_rect rect(const struct build *b, int along, int across, int depth, int size)
{
	struct graph_point at = point(b, along, across);

	return (struct graph_rect){ at.y, at.x, b->s->is_down ? depth : size,
				    b->s->is_down ? size : depth };
}

/* How many frames within g begin, or end, at the same layer. */
static int nesting_inside(const struct graph_part *p, int g, bool is_end)
{
	int deepest = 0;

	for (int o = g + 1; o < p->n_groups; o++) {
		int depth = 0, up = o;

		for (; up > g; up = p->g->groups[up].parent)
			depth += p->group_from[up] <= p->group_till[up] &&
				 (is_end ? p->group_till[up] == p->group_till[g]
					 : p->group_from[up] == p->group_from[g]);
		if (up == g && depth > deepest)
			deepest = depth;
	}
	return deepest;
}

static void add_frames(const struct build *b)
{
	const struct graph_part *p = b->p;

	for (int g = 0; g < p->n_groups; g++) {
		int from = p->group_from[g], till = p->group_till[g], low, high;

		if (from > till)
			continue;
		low = p->layer_at[from] - FRAME_STEP * nesting_inside(p, g, false) - b->s->tail - 1;
		high = p->layer_at[till] + p->layer_depth[till] + b->s->frame_lead +
		       FRAME_STEP * nesting_inside(p, g, true);
		b->l->frames[b->l->n_frames++] = (struct graph_frame){
			.at = rect(b, low, p->group_low[g], high - low + 1,
				   p->group_high[g] - p->group_low[g] + 1),
			.group = g,
		};
	}
}

/* Beside each other all boxes of a layer are equally wide: a column. */
static void set_boxes(const struct build *b)
{
	struct graph_part *p = b->p;

	for (int v = 0; v < p->n_nodes; v++) {
		struct graph_item *it = &p->items[v];

		if (!b->s->is_down)
			it->depth = p->layer_depth[it->layer];
		b->l->boxes[it->node].at = rect(b, p->layer_at[it->layer], it->at, it->depth,
						it->size);
	}
}

static void set_part(struct build *b)
{
	set_boxes(b);
	for (int i = 0; i < b->p->n_arrows; i++)
		trace_arrow(b, &b->p->arrows[i]);
	add_frames(b);
}

/* Parts fill rows like words a line. */
struct shelf {
	int y, x, height, width_most;
};

static void put_on_shelf(struct build *b, struct shelf *shelf)
{
	const struct graph_part *p = b->p;
	int height = b->s->is_down ? p->width_along : p->width_across;
	int width = b->s->is_down ? p->width_across : p->width_along;

	if (shelf->x && shelf->x + width > shelf->width_most) {
		shelf->y += shelf->height + GAP_DOWN;
		shelf->x = shelf->height = 0;
	}
	b->y = shelf->y;
	b->x = shelf->x;
	set_part(b);
	shelf->x += width + GAP_ACROSS;
	shelf->height = height > shelf->height ? height : shelf->height;
	if (b->x + width > b->l->width)
		b->l->width = b->x + width;
	if (b->y + height > b->l->height)
		b->l->height = b->y + height;
}

static void find_sizes(struct graph_layout *l, const struct graph_style *s, int *widths,
		       int *heights)
{
	graph_boxes_set(l, s);
	for (size_t i = 0; i < l->g->n_nodes; i++) {
		widths[i] = graph_box_width(&l->boxes[i]);
		heights[i] = graph_box_height(&l->boxes[i]);
	}
}

static struct graph_layout *layout_alloc(const struct graph *g)
{
	struct graph_layout *l = xcalloc(1, sizeof(*l));

	arena_init(&l->arena);
	l->g = g;
	l->boxes = arena_zalloc(&l->arena, (g->n_nodes + 1) * sizeof(*l->boxes));
	l->paths = arena_zalloc(&l->arena, (g->n_edges + 1) * sizeof(*l->paths));
	l->frames = arena_zalloc(&l->arena, (g->n_groups + 1) * sizeof(*l->frames));
	return l;
}

struct graph_layout *graph_build(const struct graph *g, struct graph_part *parts, size_t n_parts,
				 const struct graph_style *s, int width)
{
	struct graph_layout *l = layout_alloc(g);
	struct build b = { .l = l, .s = s };
	struct shelf shelf = { .width_most = width > 0 ? width : WIDTH_USUAL };
	int *widths = xcalloc(g->n_nodes + 1, sizeof(*widths));
	int *heights = xcalloc(g->n_nodes + 1, sizeof(*heights));
	struct arena a;

	arena_init(&a);
	l->form = s->is_down ? GRAPH_DOWN : GRAPH_ACROSS;
	find_sizes(l, s, widths, heights);
	for (size_t i = 0; i < n_parts; i++) {
		arena_clear(&a);
		graph_place(&parts[i], s, widths, heights);
		b.p = &parts[i];
		b.runs = graph_route(&parts[i], s, &a);
		put_on_shelf(&b, &shelf);
	}
	arena_done(&a);
	free(widths);
	free(heights);
	return l;
}
