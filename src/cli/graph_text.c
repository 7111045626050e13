/* SPDX-License-Identifier: MIT */
#include "cli/graph_print.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

static int compare_nodes(const void *a, const void *b)
{
	const struct arch_resource *x = *(const struct arch_resource *const *)a;
	const struct arch_resource *y = *(const struct arch_resource *const *)b;

	return strcmp(x->id, y->id);
}

struct sorted_edge {
	const char *from, *to;
	const struct arch_edge *edge;
};

static int compare_edges(const void *a, const void *b)
{
	const struct sorted_edge *x = a, *y = b;
	int order = strcmp(x->from, y->from);

	if (!order)
		order = strcmp(x->to, y->to);
	if (!order)
		order = strcmp(arch_verb_name(x->edge->verb), arch_verb_name(y->edge->verb));
	return order;
}

static void sort_edges(struct graph_lines *g)
{
	const struct arch *a = g->arch;
	struct sorted_edge *sorted = xcalloc(a->n_edges + 1, sizeof(*sorted));

	for (size_t i = 0; i < a->n_edges; i++)
		sorted[i] = (struct sorted_edge){ a->resources[a->edges[i].from].id,
						  a->resources[a->edges[i].to].id, &a->edges[i] };
	qsort(sorted, a->n_edges, sizeof(*sorted), compare_edges);
	for (size_t i = 0; i < a->n_edges; i++)
		g->edges[i] = sorted[i].edge;
	free(sorted);
}

void graph_init(struct graph_lines *g, const struct arch *a)
{
	*g = (struct graph_lines){ .arch = a, .n_edges = a->n_edges };
	g->nodes = xcalloc(a->n_resources + 1, sizeof(const struct arch_resource *));
	g->edges = xcalloc(a->n_edges + 1, sizeof(const struct arch_edge *));
	for (size_t i = 0; i < a->n_resources; i++)
		if (arch_is_node(&a->resources[i]))
			g->nodes[g->n_nodes++] = &a->resources[i];
	qsort(g->nodes, g->n_nodes, sizeof(*g->nodes), compare_nodes);
	sort_edges(g);
}

void graph_done(struct graph_lines *g)
{
	free(g->nodes);
	free(g->edges);
}

/* One word: a line is split at blanks by whoever reads it. */
static void add_id(struct buf *b, const char *id)
{
	if (!*id)
		buf_adds(b, "\"\"");
	for (; *id; id++)
		buf_addc(b, *id == ' ' || *id == '\t' || *id == '\n' ? '_' : *id);
}

static void add_edge(struct buf *b, const struct graph_lines *g, const struct arch_edge *e,
		     bool is_comment)
{
	const struct arch_resource *r = g->arch->resources;

	buf_adds(b, is_comment ? "# edge " : "edge ");
	add_id(b, r[e->from].id);
	buf_addc(b, ' ');
	add_id(b, r[e->to].id);
	buf_printf(b, " %s%s", arch_verb_name(e->verb), e->is_optional ? " optional" : "");
}

static void add_why(struct buf *b, const struct graph_lines *g, const struct arch_edge *e)
{
	buf_printf(b, "#    %s", e->rule);
	if (e->line)
		buf_printf(b, " at %s:%d:%d", e->file, e->line, e->column);
	else if (g->arch->resources[e->from].made_by)
		buf_printf(b, " made from %s", g->arch->resources[e->from].made_by);
	buf_addc(b, '\n');
}

static void print_edges(struct output *o, const struct graph_lines *g, bool is_why, bool is_certain)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < g->n_edges; i++) {
		const struct arch_edge *e = g->edges[i];

		if (is_certain == (e->is_optional || e->is_extra))
			continue;
		add_edge(&b, g, e, !is_certain);
		buf_addc(&b, '\n');
		if (is_why)
			add_why(&b, g, e);
	}
	output_add(o, buf_str(&b), b.len);
	buf_done(&b);
}

static void add_node(struct buf *b, const struct arch_resource *r)
{
	buf_adds(b, "node ");
	add_id(b, r->id);
	buf_printf(b, " %s\n", arch_kind_name(r->kind));
}

void graph_print_text(struct output *o, const struct graph_lines *g, bool is_why)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < g->n_nodes; i++)
		add_node(&b, g->nodes[i]);
	output_add(o, buf_str(&b), b.len);
	buf_done(&b);
	print_edges(o, g, is_why, true);
	print_edges(o, g, is_why, false);
}

void graph_print_nested(struct output *o, const struct graph_lines *g, const struct arch *flat,
			bool is_why)
{
	const struct arch_resource *r = g->arch->resources;
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < g->n_nodes; i++) {
		if (arch_find(flat, g->nodes[i]->id) >= 0)
			continue;
		buf_adds(&b, "# ");
		add_node(&b, g->nodes[i]);
	}
	for (size_t i = 0; i < g->n_edges; i++) {
		const struct arch_edge *e = g->edges[i];

		if (arch_find(flat, r[e->from].id) >= 0 && arch_find(flat, r[e->to].id) >= 0)
			continue;
		add_edge(&b, g, e, true);
		buf_addc(&b, '\n');
		if (is_why)
			add_why(&b, g, e);
	}
	output_add(o, buf_str(&b), b.len);
	buf_done(&b);
}
