/* SPDX-License-Identifier: MIT */
/*
 * Labels of edges where there is room: within a level stretch of line, or else
 * beside an upright one. What a whole net says stands once, where all its edges
 * run if that has room; what one edge says stands where it runs alone.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "canvas/box.h"
#include "layout/graph_picture.h"

enum {
	AREA_MOST = 600000,	/* cells of a picture that gets labels */
	TITLE_LEAST = 5,	/* cells of a frame's label that is cut */
	ANY = 0,
	BLANKS_CLEAR = 2,	/* from a label to what is not its line: more than to its own */
	BLANKS_TIGHT = 1,
};

struct labelling {
	struct graph_layout *l;
	struct graph_grid grid;
	int *n_edges;		/* of each net */
	int *first_edge;
	bool *is_mixed;		/* its edges say different things */
	size_t *order;		/* edges net by net, as they lie; not as they are listed */
};

struct sorted {
	int net;
	struct graph_point last, first;
	size_t edge;
};

static int compare_points(const struct graph_point *a, const struct graph_point *b)
{
	if (a->y != b->y)
		return a->y < b->y ? -1 : 1;
	return a->x < b->x ? -1 : a->x > b->x;
}

static int compare_edges(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	int by;

	if (x->net != y->net)
		return x->net < y->net ? -1 : 1;
	by = compare_points(&x->last, &y->last);
	return by ? by : compare_points(&x->first, &y->first);
}

static void sort_edges(struct labelling *b)
{
	size_t n = b->l->g->n_edges;
	struct sorted *s = xcalloc(n + 1, sizeof(*s));

	for (size_t j = 0; j < n; j++) {
		const struct graph_path *path = &b->l->paths[j];

		s[j] = (struct sorted){ path->net, path->points[path->n - 1], path->points[0], j };
	}
	qsort(s, n, sizeof(*s), compare_edges);
	b->order = xcalloc(n + 1, sizeof(*b->order));
	for (size_t j = 0; j < n; j++)
		b->order[j] = s[j].edge;
	free(s);
}

static const char *label_of(const struct labelling *b, size_t edge)
{
	return b->l->g->edges[edge].label;
}

static void take_area(const struct labelling *b, int y, int x, int height, int width)
{
	for (int i = y; i < y + height; i++) {
		for (int k = x; k < x + width; k++) {
			struct graph_spot *p = graph_grid_at(&b->grid, i, k);

			if (p)
				p->is_taken = true;
		}
	}
}

static void take_all(const struct labelling *b)
{
	for (size_t i = 0; i < b->l->g->n_nodes; i++) {
		const struct graph_rect *r = &b->l->boxes[i].at;

		take_area(b, r->y, r->x, r->height, r->width);
	}
	for (size_t i = 0; i < b->l->n_frames; i++) {
		const struct graph_rect *r = &b->l->frames[i].at;

		take_area(b, r->y, r->x, 1, r->width);
		take_area(b, r->y + r->height - 1, r->x, 1, r->width);
		take_area(b, r->y, r->x, r->height, 1);
		take_area(b, r->y, r->x + r->width - 1, r->height, 1);
	}
}

static void find_nets(struct labelling *b)
{
	const struct graph_layout *l = b->l;
	size_t n = l->g->n_edges + 1;

	b->n_edges = xcalloc(n, sizeof(*b->n_edges));
	b->first_edge = xcalloc(n, sizeof(*b->first_edge));
	b->is_mixed = xcalloc(n, sizeof(*b->is_mixed));
	for (size_t i = 0; i < l->g->n_edges; i++) {
		size_t j = b->order[i];
		int net = l->paths[j].net;

		if (!b->n_edges[net]++)
			b->first_edge[net] = (int)j;
		else if (strcmp(label_of(b, j), label_of(b, (size_t)b->first_edge[net])) != 0)
			b->is_mixed[net] = true;
	}
}

static void place(struct labelling *b, int y, int x, const char *text, int cells)
{
	struct graph_layout *l = b->l;

	*vec_push(l->labels, l->n_labels, l->cap_labels) =
		(struct graph_label){ y, x, text, strlen(text) };
	take_area(b, y, x, 1, cells);
}

/* Is this cell a piece of plain line, level or upright, of so many of the net's edges? */
static bool is_plain(const struct graph_spot *p, unsigned arms, int n_edges)
{
	return p && p->arms == arms && !p->is_crossed && !p->is_taken &&
	       (n_edges == ANY || p->n_edges == n_edges);
}

/* In the longest level stretch, with line to see on both sides. */
static bool place_within(struct labelling *b, size_t edge, int n_edges, const char *text, int cells)
{
	const struct graph_path *path = &b->l->paths[edge];
	int best = 0, best_y = 0, best_x = 0;

	for (size_t i = 0; i + 1 < path->n; i++) {
		struct graph_point u = path->points[i], v = path->points[i + 1];
		int from = u.x < v.x ? u.x : v.x, to = u.x < v.x ? v.x : u.x, run = 0;

		for (int x = from; x <= to && u.y == v.y; x++) {
			const struct graph_spot *p = graph_grid_at(&b->grid, u.y, x);

			run = is_plain(p, BOX_HORIZONTAL, n_edges) && !p->head ? run + 1 : 0;
			if (run <= best)
				continue;
			best = run;
			best_y = u.y;
			best_x = x - run + 1;
		}
	}
	if (best < cells + 2)
		return false;
	place(b, best_y, best_x + (best - cells + 1) / 2, text, cells);
	return true;
}

static bool is_free(const struct labelling *b, int y, int from, int to)
{
	for (int x = from; x <= to; x++) {
		const struct graph_spot *p = graph_grid_at(&b->grid, y, x);

		if (!p || p->is_taken || p->net)
			return false;
	}
	return true;
}

/* Beside the picture there is nothing. */
static bool is_clear(const struct labelling *b, int y, int from, int to)
{
	for (int x = from; x <= to; x++) {
		const struct graph_spot *p = graph_grid_at(&b->grid, y, x);

		if (p && (p->is_taken || p->net))
			return false;
	}
	return true;
}

/* Beside an upright piece, as near to the head as can be, with so many blanks on the far side. */
static bool place_beside(struct labelling *b, size_t edge, int n_edges, const char *text, int cells,
			 int blanks)
{
	size_t n = graph_layout_route_length(b->l, edge);

	for (size_t k = n; k-- > 0;) {
		struct graph_point at = graph_layout_route_cell(b->l, edge, k);
		const struct graph_spot *p = graph_grid_at(&b->grid, at.y, at.x);

		if (!is_plain(p, BOX_VERTICAL, n_edges))
			continue;
		if (is_free(b, at.y, at.x + 1, at.x + cells + 1) &&
		    is_clear(b, at.y, at.x + cells + 2, at.x + cells + 1 + blanks)) {
			place(b, at.y, at.x + 2, text, cells);
			return true;
		}
		if (is_free(b, at.y, at.x - cells - 1, at.x - 1) &&
		    is_clear(b, at.y, at.x - cells - 1 - blanks, at.x - cells - 2)) {
			place(b, at.y, at.x - cells - 1, text, cells);
			return true;
		}
	}
	return false;
}

static bool place_label(struct labelling *b, size_t edge, int n_edges)
{
	const char *text = label_of(b, edge);
	int cells = (int)utf8_cells(text, strlen(text));

	return place_within(b, edge, n_edges, text, cells) ||
	       place_beside(b, edge, n_edges, text, cells, BLANKS_CLEAR) ||
	       place_beside(b, edge, n_edges, text, cells, BLANKS_TIGHT);
}

static void place_all(struct labelling *b)
{
	const struct graph_layout *l = b->l;

	for (size_t i = 0; i < l->g->n_edges; i++) {
		size_t j = b->order[i];
		int net = l->paths[j].net, n = b->n_edges[net];

		if (!*label_of(b, j))
			continue;
		if (n == 1 || b->is_mixed[net]) {
			place_label(b, j, 1);
			continue;
		}
		if (b->first_edge[net] != (int)j || place_label(b, j, n))
			continue;
		for (int k = 0; k < n && !place_label(b, b->order[i + (size_t)k], ANY); k++)
			;
	}
}

/* The longest stretch of a frame's border in row y where no line passes, up to what is needed. */
static int find_stretch(const struct labelling *b, const struct graph_frame *f, int y, int need,
			int *ret_x)
{
	int run = 0, best = 0;

	for (int x = f->at.x + 1; x < f->at.x + f->at.width - 1 && best < need; x++) {
		const struct graph_spot *p = graph_grid_at(&b->grid, y, x);

		run = p && !p->net ? run + 1 : 0;
		if (run <= best)
			continue;
		best = run;
		*ret_x = x - run + 1;
	}
	return best;
}

/* "stack Orders", where there is less room "Orders", then less of it; one or two letters tell nothing. */
static void set_title(struct graph_layout *l, struct graph_frame *f, int y, int x, int cells)
{
	const char *label = l->g->groups[f->group].label, *name = strrchr(label, ' ');

	if (name && (int)utf8_cells(label, strlen(label)) > cells)
		label = name + 1;
	f->title_y = y;
	f->title_x = x;
	f->title = cells >= TITLE_LEAST || (int)utf8_cells(label, strlen(label)) <= cells
			   ? graph_name_cut(&l->arena, label, cells, CUT_MIDDLE)
			   : "";
}

/* On the upper border, or on the lower one if only that has room; else as much as has room. */
static void place_title(struct labelling *b, struct graph_frame *f)
{
	const char *label = b->l->g->groups[f->group].label;
	int need = (int)utf8_cells(label, strlen(label)) + 2, x = 0, low_x = 0;
	int bottom = f->at.y + f->at.height - 1;
	int room = find_stretch(b, f, f->at.y, need, &x);
	int low_room = room < need ? find_stretch(b, f, bottom, need, &low_x) : 0;
	bool is_low = low_room > room;

	set_title(b->l, f, is_low ? bottom : f->at.y, (is_low ? low_x : x) + 1,
		  (is_low ? low_room : room) - 2);
}

void graph_label(struct graph_layout *l)
{
	struct labelling b = { .l = l };

	for (size_t i = 0; i < l->n_frames; i++) {
		struct graph_frame *f = &l->frames[i];

		set_title(l, f, f->at.y, f->at.x + 2, f->at.width - 4);
	}
	if ((long)l->width * l->height > AREA_MOST)
		return;
	graph_grid_init(&b.grid, l, 0, 0, l->height, l->width);
	sort_edges(&b);
	find_nets(&b);
	take_all(&b);
	for (size_t i = 0; i < l->n_frames; i++)
		place_title(&b, &l->frames[i]);
	place_all(&b);
	free(b.n_edges);
	free(b.first_edge);
	free(b.is_mixed);
	free(b.order);
	graph_grid_done(&b.grid);
}
