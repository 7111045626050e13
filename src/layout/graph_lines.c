/* SPDX-License-Identifier: MIT */
/*
 * A graph as lines of text: each follows edges as far as they lead and fit; then
 * the next begins, where there are edges left. Each edge stands once.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "layout/graph_picture.h"

enum {
	ARROW_CELLS = 4,	/* with its blanks */
	WHOLE = 1 << 20,	/* room for any name */
};

struct lining {
	struct graph_layout *l;
	const char **names;	/* of each node, with its icon, cut to fit */
	int *cells;
	int *first, *uses;	/* edges that leave each node */
	int *next;		/* the first of them that is not in a line yet */
	int *n_in;		/* edges that lead to it and are not in a line yet */
	bool *is_shown;
	int width, y, x;
};

static void add_word(struct lining *n, int node, int edge, const char *text, int cells)
{
	struct graph_layout *l = n->l;

	*vec_push(l->words, l->n_words, l->cap_words) = (struct graph_word){
		.y = n->y, .x = n->x, .cells = cells, .node = node, .edge = edge, .text = text,
		.len = strlen(text),
	};
	n->x += cells;
	if (n->x > l->width)
		l->width = n->x;
	l->height = n->y + 1;
}

static void add_name(struct lining *n, int node)
{
	if (!n->is_shown[node])
		n->l->boxes[node].at = (struct graph_rect){ n->y, n->x, 1, n->cells[node] };
	n->is_shown[node] = true;
	add_word(n, node, -1, n->names[node], n->cells[node]);
}

static void add_arrow(struct lining *n, int edge)
{
	struct graph_path *path = &n->l->paths[edge];

	n->x++;
	path->n = 2;
	path->points = arena_alloc(&n->l->arena, 2 * sizeof(*path->points));
	path->before = arena_zalloc(&n->l->arena, 2 * sizeof(*path->before));
	path->points[0] = (struct graph_point){ n->y, n->x };
	path->points[1] = (struct graph_point){ n->y, n->x + 1 };
	path->before[1] = 1;
	path->net = edge;
	add_word(n, -1, edge, n->l->g->edges[edge].is_async ? "┄▷" : "─▶", 2);
	n->x++;
}

static void end_line(struct lining *n)
{
	n->y++;
	n->x = 0;
}

/* Follows edges from a node until there is none left. */
static void follow(struct lining *n, int node)
{
	const struct graph *g = n->l->g;

	add_name(n, node);
	while (n->next[node] < n->first[node + 1]) {
		int edge = n->uses[n->next[node]++], to = g->edges[edge].to;

		if (n->width > 0 && n->x + ARROW_CELLS + n->cells[to] > n->width &&
		    n->x > n->cells[node]) {
			end_line(n);
			add_name(n, node);
		}
		add_arrow(n, edge);
		add_name(n, to);
		n->n_in[to]--;
		node = to;
	}
	end_line(n);
}

/* Cells for a node's name: half a line, but all of it for one that has no edges. */
static int room_of(const struct lining *n, size_t node)
{
	if (n->width <= 0)
		return WHOLE;
	if (n->first[node + 1] == n->first[node] && !n->n_in[node])
		return n->width;
	return (n->width - ARROW_CELLS) / 2;
}

static void find_names(struct lining *n)
{
	const struct graph *g = n->l->g;

	for (size_t i = 0; i < g->n_nodes; i++) {
		const char *icon = g->nodes[i].icon;

		n->cells[i] = room_of(n, i) - (*icon ? (int)utf8_cells(icon, strlen(icon)) + 1 : 0);
		if (n->cells[i] < 1)
			n->cells[i] = 1;
	}
	graph_names_cut(&n->l->arena, g, n->cells, n->names);
	for (size_t i = 0; i < g->n_nodes; i++) {
		const char *icon = g->nodes[i].icon;

		if (*icon)
			n->names[i] = arena_printf(&n->l->arena, "%s %s", icon, n->names[i]);
		n->cells[i] = (int)utf8_cells(n->names[i], strlen(n->names[i]));
	}
}

static void index_edges(struct lining *n)
{
	const struct graph *g = n->l->g;

	for (size_t j = 0; j < g->n_edges; j++) {
		n->first[g->edges[j].from + 1]++;
		n->n_in[g->edges[j].to]++;
	}
	for (size_t i = 0; i < g->n_nodes; i++) {
		n->first[i + 1] += n->first[i];
		n->next[i] = n->first[i];
	}
	for (size_t j = 0; j < g->n_edges; j++)
		n->uses[n->next[g->edges[j].from]++] = (int)j;
	for (size_t i = 0; i < g->n_nodes; i++)
		n->next[i] = n->first[i];
}

/* First from where work begins; then from where edges are left; then what stands alone. */
static void add_lines(struct lining *n)
{
	int n_nodes = (int)n->l->g->n_nodes;

	for (int v = 0; v < n_nodes; v++)
		while (!n->n_in[v] && n->next[v] < n->first[v + 1])
			follow(n, v);
	for (int v = 0; v < n_nodes; v++)
		while (n->next[v] < n->first[v + 1])
			follow(n, v);
	for (int v = 0; v < n_nodes; v++)
		if (!n->is_shown[v])
			follow(n, v);
}

struct graph_layout *graph_lines(const struct graph *g, int width)
{
	struct graph_layout *l = xcalloc(1, sizeof(*l));
	struct lining n = { .l = l, .width = width };
	struct arena a;

	arena_init(&a);
	arena_init(&l->arena);
	l->g = g;
	l->form = GRAPH_LINES;
	l->boxes = arena_zalloc(&l->arena, (g->n_nodes + 1) * sizeof(*l->boxes));
	l->paths = arena_zalloc(&l->arena, (g->n_edges + 1) * sizeof(*l->paths));
	n.names = arena_zalloc(&a, (g->n_nodes + 1) * sizeof(*n.names));
	n.cells = arena_zalloc(&a, (g->n_nodes + 1) * sizeof(*n.cells));
	n.first = arena_zalloc(&a, (g->n_nodes + 2) * sizeof(*n.first));
	n.uses = arena_zalloc(&a, (g->n_edges + 1) * sizeof(*n.uses));
	n.next = arena_zalloc(&a, (g->n_nodes + 1) * sizeof(*n.next));
	n.n_in = arena_zalloc(&a, (g->n_nodes + 1) * sizeof(*n.n_in));
	n.is_shown = arena_zalloc(&a, (g->n_nodes + 1) * sizeof(*n.is_shown));
	index_edges(&n);
	find_names(&n);
	add_lines(&n);
	arena_done(&a);
	return l;
}
