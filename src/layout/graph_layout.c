/* SPDX-License-Identifier: MIT */
#include "layout/graph_layout.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "layout/graph_picture.h"

enum {
	LINES_BELOW = 40,	/* columns below which what does not fit becomes lines */
	FRAMES_MOST = 256,	/* frames above which none is drawn */
};

/* From left to right first; each direction from the richest to the tightest. */
static const struct graph_style styles[] = {
	{ .text_most = 24, .name_lines = 3, .has_kinds = true, .pad = 1, .gap_boxes = 1, .lead = 2,
	  .tail = 2, .frame_lead = 1, .least_channel = 5, .track_step = 2, .has_label_room = true },
	{ .text_most = 22, .name_lines = 3, .has_kinds = true, .pad = 1, .gap_boxes = 1, .lead = 2,
	  .tail = 2, .frame_lead = 1, .least_channel = 4, .track_step = 2 },
	{ .text_most = 15, .name_lines = 4, .pad = 1, .lead = 1, .tail = 2, .frame_lead = 1,
	  .least_channel = 4, .track_step = 1 },
	{ .text_most = 14, .name_lines = 4, .lead = 1, .tail = 2, .frame_lead = 1,
	  .least_channel = 4, .track_step = 1 },
	{ .is_down = true, .text_most = 22, .name_lines = 3, .has_kinds = true, .pad = 1,
	  .gap_boxes = 3, .gap_lines = 2, .tail = 1, .least_channel = 3, .track_step = 1 },
	{ .text_most = 13, .name_lines = 5, .lead = 1, .tail = 1, .frame_lead = 1,
	  .least_channel = 3, .track_step = 1 },
	{ .is_down = true, .text_most = 14, .name_lines = 4, .gap_boxes = 2, .gap_lines = 1,
	  .tail = 1, .least_channel = 2, .track_step = 1 },
	{ .is_down = true, .text_most = 10, .name_lines = 5, .gap_boxes = 1, .gap_lines = 1,
	  .tail = 1, .least_channel = 2, .track_step = 1 },
};
enum {
	N_STYLES = sizeof(styles) / sizeof(*styles),
	STYLE_DOWN = 4,
	STYLE_TIGHT = 5,
};

/* The graph in connected parts, and what is needed to find them. */
struct split {
	const struct graph *g;
	struct arena arena;
	int *leader;		/* of each node and, after them, of each group */
	int *part, *local;	/* of each node: its part, and its number there */
	struct graph_part *parts;
	size_t n_parts;
	bool is_large;		/* only the two tightest styles are tried */
};

static int find_leader(int *leader, int v)
{
	while (leader[v] != v) {
		leader[v] = leader[leader[v]];
		v = leader[v];
	}
	return v;
}

static void join(struct split *s, int a, int b)
{
	a = find_leader(s->leader, a);
	b = find_leader(s->leader, b);
	/* The least number leads, so that parts come in the order of their first nodes. */
	if (a < b)
		s->leader[b] = a;
	else
		s->leader[a] = b;
}

static void join_all(struct split *s)
{
	const struct graph *g = s->g;
	int n = (int)g->n_nodes;

	for (int v = 0; v < n + (int)g->n_groups; v++)
		s->leader[v] = v;
	for (size_t j = 0; j < g->n_edges; j++)
		join(s, g->edges[j].from, g->edges[j].to);
	for (int v = 0; v < n; v++)
		if (g->nodes[v].group >= 0)
			join(s, v, n + g->nodes[v].group);
	for (size_t k = 0; k < g->n_groups; k++)
		if (g->groups[k].parent >= 0)
			join(s, n + (int)k, n + g->groups[k].parent);
}

/* Parts with arrows come before nodes that stand alone. */
static void number_parts(struct split *s)
{
	int n = (int)s->g->n_nodes;
	int *size = arena_zalloc(&s->arena, ((size_t)n + 1) * sizeof(*size));

	for (int v = 0; v < n; v++)
		size[find_leader(s->leader, v)]++;
	for (int pass = 0; pass < 2; pass++)
		for (int v = 0; v < n; v++)
			if (s->leader[v] == v && (size[v] == 1) == pass)
				s->part[v] = (int)s->n_parts++;
	s->parts = arena_zalloc(&s->arena, (s->n_parts + 1) * sizeof(*s->parts));
	for (int v = 0; v < n; v++) {
		s->part[v] = s->part[find_leader(s->leader, v)];
		s->local[v] = s->parts[s->part[v]].n_nodes++;
	}
}

static void fill_parts(struct split *s)
{
	const struct graph *g = s->g;

	for (size_t j = 0; j < g->n_edges; j++)
		s->parts[s->part[g->edges[j].from]].n_arrows++;
	for (size_t i = 0; i < s->n_parts; i++) {
		struct graph_part *p = &s->parts[i];

		p->g = g;
		p->arena = &s->arena;
		p->n_groups = 0;
		p->nodes = arena_alloc(&s->arena, (size_t)p->n_nodes * sizeof(*p->nodes));
		p->arrows = arena_alloc(&s->arena, ((size_t)p->n_arrows + 1) * sizeof(*p->arrows));
		p->n_arrows = 0;
	}
	for (size_t v = 0; v < g->n_nodes; v++) {
		struct graph_part *p = &s->parts[s->part[v]];

		p->nodes[s->local[v]] = (int)v;
		if (g->nodes[v].group >= 0 && g->n_groups <= FRAMES_MOST)
			p->n_groups = (int)g->n_groups;
	}
	for (size_t j = 0; j < g->n_edges; j++) {
		struct graph_part *p = &s->parts[s->part[g->edges[j].from]];

		p->arrows[p->n_arrows++] = (struct graph_arrow){
			.edge = (int)j, .low = s->local[g->edges[j].from],
			.high = s->local[g->edges[j].to],
		};
	}
}

/* An arrow and what qsort needs to see of its edge. */
struct sorted {
	struct graph_arrow arrow;
	const struct graph_edge *edge;
};

/* By what the edges are; where they stand in the list decides among equal ones only. */
static int compare_arrows(const void *a, const void *b)
{
	const struct sorted *s = a, *t = b;
	const struct graph_arrow *x = &s->arrow, *y = &t->arrow;
	int by;

	if (x->low != y->low)
		return x->low < y->low ? -1 : 1;
	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	if (s->edge->is_async != t->edge->is_async)
		return s->edge->is_async ? 1 : -1;
	if (s->edge->is_lookup != t->edge->is_lookup)
		return s->edge->is_lookup ? 1 : -1;
	by = strcmp(s->edge->label, t->edge->label);
	return by ? by : x->edge < y->edge ? -1 : x->edge > y->edge;
}

static void sort_arrows(struct graph_part *p)
{
	struct sorted *s = xcalloc((size_t)p->n_arrows + 1, sizeof(*s));

	for (int i = 0; i < p->n_arrows; i++)
		s[i] = (struct sorted){ p->arrows[i], &p->g->edges[p->arrows[i].edge] };
	qsort(s, (size_t)p->n_arrows, sizeof(*s), compare_arrows);
	for (int i = 0; i < p->n_arrows; i++)
		p->arrows[i] = s[i].arrow;
	free(s);
}

/*
 * Layers and order of a part. Bundled edges are quiet, but bundles cross where single
 * lines would not have to: so as much is bundled as costs no crossing.
 */
static bool prepare_part(struct graph_part *p)
{
	struct graph_part tried[BUNDLE_NONE + 1];
	long crossings[BUNDLE_NONE + 1] = { 0 }, least;
	int n = 0, chosen = 0;

	sort_arrows(p);
	graph_cycle(p);
	do {
		tried[n] = *p;
		tried[n].arrows = arena_dup(p->arena, p->arrows, (size_t)p->n_arrows,
					    sizeof(*p->arrows));
		if (!graph_layers(&tried[n], (enum graph_bundling)n))
			return false;
		crossings[n] = graph_order(&tried[n]);
		n++;
	} while (n <= BUNDLE_NONE && crossings[n - 1] && tried[0].n_items <= GRAPH_SMALL / 4);
	least = crossings[n - 1];
	for (int i = 0; i < n; i++)
		least = crossings[i] < least ? crossings[i] : least;
	while (chosen + 1 < n && crossings[chosen] > least)
		chosen++;
	*p = tried[chosen];
	if (chosen > 0)
		graph_merge(p);
	return true;
}

/* All parts; false if the picture would be too large. */
static bool prepare(struct split *s)
{
	int n_nets = 0, n_items = 0;

	for (size_t i = 0; i < s->n_parts; i++) {
		struct graph_part *p = &s->parts[i];

		if (!prepare_part(p))
			return false;
		n_items += p->n_items;
		if (n_items > GRAPH_LARGE)
			return false;
		for (int k = 0; k < p->n_nets; k++)
			p->nets[k].id = n_nets++;
	}
	s->is_large = n_items > GRAPH_SMALL;
	return true;
}

static bool is_within(int n, int most)
{
	return most <= 0 || n <= most;
}

static bool fits(const struct graph_layout *l, const struct graph_fit *fit)
{
	return is_within(l->width, fit->width) && is_within(l->height, fit->height);
}

static long area(const struct graph_layout *l)
{
	return (long)l->width * l->height;
}

static long screens(const struct graph_layout *l, const struct graph_fit *fit)
{
	long across = fit->width > 0 ? (l->width + fit->width - 1) / fit->width : 1;
	long down = fit->height > 0 ? (l->height + fit->height - 1) / fit->height : 1;

	return across * down;
}

/* Is a better than b, where neither fits? Fewer screens to pan over; then what is less wide. */
static bool is_less_panning(const struct graph_layout *a, const struct graph_layout *b,
			    const struct graph_fit *fit)
{
	if (screens(a, fit) != screens(b, fit))
		return screens(a, fit) < screens(b, fit);
	if (is_within(a->width, fit->width) != is_within(b->width, fit->width))
		return is_within(a->width, fit->width);
	return !is_within(a->width, fit->width) && a->width < b->width;
}

/* The first style that fits; else the one that needs least panning. */
static struct graph_layout *choose(struct split *s, const struct graph_fit *fit)
{
	struct graph_layout *best = NULL;

	for (int i = s->is_large ? STYLE_TIGHT : 0; i < N_STYLES; i += s->is_large ? 2 : 1) {
		struct graph_layout *l = graph_build(s->g, s->parts, s->n_parts, &styles[i],
						     fit->width);
		bool is_fit = fits(l, fit);

		if (best && !is_fit && !is_less_panning(l, best, fit)) {
			graph_layout_free(l);
			continue;
		}
		graph_layout_free(best);
		best = l;
		if (is_fit)
			break;
	}
	if (fit->width <= 0 || fit->width >= LINES_BELOW || is_within(best->width, fit->width))
		return best;
	graph_layout_free(best);
	return graph_lines(s->g, fit->width);
}

/* A picture from the top down instead, if it fits and takes less than half of the room. */
static struct graph_layout *choose_direction(struct split *s, const struct graph_fit *fit)
{
	struct graph_layout *across = choose(s, fit), *down;

	if (across->form != GRAPH_ACROSS || !fits(across, fit) || s->is_large)
		return across;
	down = graph_build(s->g, s->parts, s->n_parts, &styles[STYLE_DOWN], fit->width);
	if (!fits(down, fit) || 2 * area(down) >= area(across)) {
		graph_layout_free(down);
		return across;
	}
	graph_layout_free(across);
	return down;
}

struct graph_layout *graph_layout_new(const struct graph *g, const struct graph_fit *fit)
{
	struct split s = { .g = g };
	size_t n = g->n_nodes + g->n_groups + 1;
	struct graph_layout *l;

	arena_init(&s.arena);
	s.leader = arena_zalloc(&s.arena, n * sizeof(*s.leader));
	s.part = arena_zalloc(&s.arena, n * sizeof(*s.part));
	s.local = arena_zalloc(&s.arena, n * sizeof(*s.local));
	join_all(&s);
	number_parts(&s);
	fill_parts(&s);
	if (prepare(&s)) {
		l = choose_direction(&s, fit);
		graph_label(l);
	} else {
		l = graph_lines(g, fit->width);
	}
	arena_done(&s.arena);
	return l;
}

void graph_layout_free(struct graph_layout *l)
{
	if (!l)
		return;
	free(l->labels);
	free(l->words);
	arena_done(&l->arena);
	free(l);
}

enum graph_form graph_layout_form(const struct graph_layout *l)
{
	return l->form;
}

int graph_layout_height(const struct graph_layout *l)
{
	return l->height;
}

int graph_layout_width(const struct graph_layout *l)
{
	return l->width;
}

struct graph_rect graph_layout_box(const struct graph_layout *l, size_t node)
{
	return l->boxes[node].at;
}

size_t graph_layout_route_length(const struct graph_layout *l, size_t edge)
{
	return l->paths[edge].before[l->paths[edge].n - 1] + 1;
}

static int toward(int from, int to, int by)
{
	return from < to ? from + by : from > to ? from - by : from;
}

struct graph_point graph_layout_route_cell(const struct graph_layout *l, size_t edge, size_t k)
{
	const struct graph_path *path = &l->paths[edge];
	size_t low = 0, high = path->n - 1;
	struct graph_point u, v;
	int by;

	/* The last corner at or before k. */
	while (low < high) {
		size_t mid = low + (high - low + 1) / 2;

		if (path->before[mid] <= k)
			low = mid;
		else
			high = mid - 1;
	}
	u = path->points[low];
	if (low + 1 == path->n)
		return u;
	v = path->points[low + 1];
	by = (int)(k - path->before[low]);
	return (struct graph_point){ toward(u.y, v.y, by), toward(u.x, v.x, by) };
}

static int look(int from, int length, int whole, int window)
{
	int at = from - (window - length) / 2;

	if (at > whole - window)
		at = whole - window;
	return at > 0 ? at : 0;
}

struct graph_point graph_layout_look_at(const struct graph_layout *l, size_t node, int height,
					int width)
{
	const struct graph_rect *r = &l->boxes[node].at;

	return (struct graph_point){ look(r->y, r->height, l->height, height),
				     look(r->x, r->width, l->width, width) };
}
