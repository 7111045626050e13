/* SPDX-License-Identifier: MIT */
/* What stands in a box. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "layout/graph_picture.h"

enum { CAPITAL_NEAR = 4 };

static int cells_of(const char *s)
{
	return (int)utf8_cells(s, strlen(s));
}

/* The start of the longest end of s that has at most `cells`. */
static const char *end_of(const char *s, int cells)
{
	int left = cells_of(s);
	size_t n = strlen(s);

	while (left > cells && n) {
		int one;
		size_t len = utf8_cluster(s, n, &one);

		s += len;
		n -= len;
		left -= one;
	}
	return s;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static size_t start_of(const char *s, int cells)
{
	size_t got;

	return utf8_fit(s, strlen(s), cells > 0 ? (size_t)cells : 0, &got);
}

const char *graph_name_cut(struct arena *a, const char *name, int cells, enum graph_cut cut)
{
	const char *end;

	if (cells_of(name) <= cells)
		return name;
	if (cells < 5 || cut == CUT_END)
		return arena_printf(a, "%.*s…", (int)start_of(name, cells - 1), name);
	end = end_of(name, cut == CUT_START ? cells - 1 : (cells - 1) / 2);
	for (int i = 0; i < CAPITAL_NEAR && end[i] && end[i + 1]; i++) {
		if (is_capital(end[i])) {
			end += i;
			break;
		}
	}
	if (cut == CUT_START)
		return arena_printf(a, "…%s", end);
	return arena_printf(a, "%.*s…%s", (int)start_of(name, cells - 1 - cells_of(end)), name,
			    end);
}

struct shown {
	const char *name;
	size_t node;
};

static int compare_shown(const void *a, const void *b)
{
	const struct shown *x = a, *y = b;
	int by = strcmp(x->name, y->name);

	return by ? by : x->node < y->node ? -1 : x->node > y->node;
}

static bool are_different(struct shown *s, size_t n)
{
	qsort(s, n, sizeof(*s), compare_shown);
	for (size_t i = 1; i < n; i++)
		if (!strcmp(s[i - 1].name, s[i].name))
			return false;
	return true;
}

/* Names that are cut to the same are cut elsewhere, if that tells them apart. */
static void tell_apart(struct arena *a, const struct graph *g, struct shown *same, size_t n,
		       const int *cells, const char **ret_names)
{
	struct shown *tried = arena_alloc(a, n * sizeof(*tried));

	for (enum graph_cut cut = CUT_START; cut <= CUT_END; cut++) {
		for (size_t i = 0; i < n; i++) {
			size_t v = same[i].node;

			tried[i].node = v;
			tried[i].name = graph_name_cut(a, g->nodes[v].name, cells[v], cut);
		}
		if (!are_different(tried, n))
			continue;
		for (size_t i = 0; i < n; i++)
			ret_names[tried[i].node] = tried[i].name;
		return;
	}
}

void graph_names_cut(struct arena *a, const struct graph *g, const int *cells,
		     const char **ret_names)
{
	struct shown *all = xcalloc(g->n_nodes + 1, sizeof(*all));

	for (size_t i = 0; i < g->n_nodes; i++) {
		ret_names[i] = graph_name_cut(a, g->nodes[i].name, cells[i], CUT_MIDDLE);
		all[i] = (struct shown){ ret_names[i], i };
	}
	qsort(all, g->n_nodes, sizeof(*all), compare_shown);
	for (size_t i = 0, n; i < g->n_nodes; i += n) {
		for (n = 1; i + n < g->n_nodes && !strcmp(all[i].name, all[i + n].name); n++)
			;
		if (n > 1)
			tell_apart(a, g, &all[i], n, cells, ret_names);
	}
	free(all);
}

static struct graph_text *add_line(struct graph_box *b, const char *text, size_t len, int indent)
{
	struct graph_text *t = &b->lines[b->n_lines++];

	*t = (struct graph_text){
		.text = text, .len = len, .indent = indent, .cells = (int)utf8_cells(text, len),
	};
	return t;
}

static int icon_cells(const struct graph_node *n)
{
	return *n->icon ? cells_of(n->icon) + 1 : 0;
}

/* The first line begins with the icon; those below it stand under the name. */
static void add_name(struct graph_layout *l, struct graph_box *b, const struct graph_node *n,
		     const struct line *lines, size_t n_lines)
{
	b->icon_len = (int)strlen(n->icon);
	for (size_t i = 0; i < n_lines; i++) {
		const char *text = lines[i].text;
		size_t len = lines[i].len;

		if (!i && *n->icon) {
			text = arena_printf(&l->arena, "%s %.*s", n->icon, (int)len, text);
			len = strlen(text);
		}
		add_line(b, text, len, i ? icon_cells(n) : 0);
	}
}

static int name_room(const struct graph_node *n, const struct graph_style *s)
{
	int room = s->text_most - icon_cells(n);

	return room > 1 ? room : 1;
}

static int name_lines(const struct graph_style *s)
{
	return s->name_lines > 1 ? s->name_lines : 1;
}

/* The name is short enough for its lines; but of wide characters some may leave a cell empty. */
static void set_name(struct graph_layout *l, struct graph_box *b, const struct graph_node *n,
		     const struct graph_style *s, const char *name)
{
	int room = name_room(n, s), most = name_lines(s), cells = cells_of(name);
	struct line lines[GRAPH_NAME_LINES] = { { name, (uint32_t)strlen(name), (uint32_t)cells } };
	size_t n_lines = 1;

	while (cells > room && !(n_lines = graph_name_break(&l->arena, name, room, most, lines)))
		name = graph_name_cut(&l->arena, n->name, --cells, CUT_MIDDLE);
	add_name(l, b, n, lines, n_lines ? n_lines : 1);
}

static void set_box(struct graph_layout *l, size_t node, const struct graph_style *s,
		    const char *name)
{
	const struct graph_node *n = &l->g->nodes[node];
	struct graph_box *b = &l->boxes[node];
	const char *kind;

	b->pad = s->pad;
	b->n_lines = 0;
	set_name(l, b, n, s, name);
	if (!s->has_kinds || !*n->kind)
		return;
	kind = graph_name_cut(&l->arena, n->kind, s->text_most - icon_cells(n), CUT_END);
	add_line(b, kind, strlen(kind), icon_cells(n))->is_kind = true;
}

void graph_boxes_set(struct graph_layout *l, const struct graph_style *s)
{
	size_t n = l->g->n_nodes + 1;
	const char **names = xcalloc(n, sizeof(*names));
	int *cells = xcalloc(n, sizeof(*cells));

	for (size_t i = 0; i < l->g->n_nodes; i++)
		cells[i] = name_room(&l->g->nodes[i], s) * name_lines(s);
	graph_names_cut(&l->arena, l->g, cells, names);
	for (size_t i = 0; i < l->g->n_nodes; i++)
		set_box(l, i, s, names[i]);
	free(names);
	free(cells);
}

int graph_box_width(const struct graph_box *b)
{
	int cells = 1;

	for (int i = 0; i < b->n_lines; i++)
		if (b->lines[i].indent + b->lines[i].cells > cells)
			cells = b->lines[i].indent + b->lines[i].cells;
	return cells + 2 * b->pad + 2;
}

int graph_box_height(const struct graph_box *b)
{
	return b->n_lines + 2;
}
