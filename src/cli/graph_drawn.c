/* SPDX-License-Identifier: MIT */
/* Mermaid flowcharts and Graphviz' dot: others draw them. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "cli/graph_print.h"

/* Ids may hold any character: the drawings name nodes n0, n1 ... and label them. */
static size_t *numbers_of(const struct graph_lines *g)
{
	size_t *numbers = xcalloc(g->arch->n_resources + 1, sizeof(*numbers));

	for (size_t i = 0; i < g->n_nodes; i++)
		numbers[g->nodes[i] - g->arch->resources] = i;
	return numbers;
}

/* Mermaid takes any character as #number;. */
static void add_mermaid_text(struct buf *b, const char *s)
{
	for (; *s; s++) {
		if (strchr("\"#;<>&[]{}()|\\`", *s))
			buf_printf(b, "#%d;", (unsigned char)*s);
		else
			buf_addc(b, *s == '\n' ? ' ' : *s);
	}
}

/* Shapes tell kinds apart: what stores, what waits in line, what runs. */
static void mermaid_shape(enum arch_kind kind, const char **ret_open, const char **ret_close)
{
	static const struct {
		enum arch_kind kind;
		const char *open, *close;
	} shapes[] = {
		{ ARCH_BUCKET, "[(\"", "\")]" },   { ARCH_TABLE, "[(\"", "\")]" },
		{ ARCH_DATABASE, "[(\"", "\")]" }, { ARCH_CACHE, "[(\"", "\")]" },
		{ ARCH_QUEUE, "[[\"", "\"]]" },	   { ARCH_STREAM, "[[\"", "\"]]" },
		{ ARCH_TOPIC, "([\"", "\"])" },	   { ARCH_BUS, "([\"", "\"])" },
		{ ARCH_RULE, "{{\"", "\"}}" },	   { ARCH_SCHEDULE, "{{\"", "\"}}" },
	};

	*ret_open = "[\"";
	*ret_close = "\"]";
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		if (shapes[i].kind == kind) {
			*ret_open = shapes[i].open;
			*ret_close = shapes[i].close;
		}
	}
}

void graph_print_mermaid(struct output *o, const struct graph_lines *g)
{
	size_t *numbers = numbers_of(g);
	struct buf b;

	buf_init(&b);
	buf_adds(&b, "flowchart LR\n");
	for (size_t i = 0; i < g->n_nodes; i++) {
		const char *open, *close;

		mermaid_shape(g->nodes[i]->kind, &open, &close);
		buf_printf(&b, "    n%zu%s", i, open);
		add_mermaid_text(&b, g->nodes[i]->id);
		buf_printf(&b, "<br>%s%s\n", arch_kind_name(g->nodes[i]->kind), close);
	}
	for (size_t i = 0; i < g->n_edges; i++) {
		const struct arch_edge *e = g->edges[i];

		buf_printf(&b, "    n%zu %s|%s| n%zu\n", numbers[e->from],
			   e->is_optional || e->is_extra ? "-.->" : "-->", arch_verb_name(e->verb),
			   numbers[e->to]);
	}
	output_add(o, buf_str(&b), b.len);
	buf_done(&b);
	free(numbers);
}

static void add_dot_text(struct buf *b, const char *s)
{
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_addc(b, '\\');
		buf_addc(b, *s == '\n' ? ' ' : *s);
	}
}

void graph_print_dot(struct output *o, const struct graph_lines *g)
{
	size_t *numbers = numbers_of(g);
	struct buf b;

	buf_init(&b);
	buf_adds(&b, "digraph architecture {\n\trankdir=LR;\n\tnode [shape=box];\n");
	for (size_t i = 0; i < g->n_nodes; i++) {
		buf_printf(&b, "\tn%zu [label=\"", i);
		add_dot_text(&b, g->nodes[i]->id);
		buf_printf(&b, "\\n%s\"];\n", arch_kind_name(g->nodes[i]->kind));
	}
	for (size_t i = 0; i < g->n_edges; i++) {
		const struct arch_edge *e = g->edges[i];

		buf_printf(&b, "\tn%zu -> n%zu [label=\"%s\"%s];\n", numbers[e->from], numbers[e->to],
			   arch_verb_name(e->verb),
			   e->is_optional || e->is_extra ? ", style=dashed" : "");
	}
	buf_adds(&b, "}\n");
	output_add(o, buf_str(&b), b.len);
	buf_done(&b);
	free(numbers);
}
