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

/* How a drawing language writes boxes and the frames around them. */
struct form {
	const char *indent;
	void (*add_node)(struct buf *b, size_t number, const struct arch_resource *r);
	void (*open_frame)(struct buf *b, size_t number, const struct arch_resource *r);
	const char *close_frame;
};

static void indent(struct buf *b, const struct form *f, int depth)
{
	for (; depth; depth--)
		buf_adds(b, f->indent);
}

/* What is directly in a frame (-1 = in none): its nodes, then the frames in it. */
static void add_framed(struct buf *b, const struct graph_lines *g, const struct form *f, int group,
		       int depth)
{
	const struct arch *a = g->arch;

	for (size_t i = 0; i < g->n_nodes; i++) {
		if (arch_group_of(a, (size_t)(g->nodes[i] - a->resources)) != group)
			continue;
		indent(b, f, depth);
		f->add_node(b, i, g->nodes[i]);
	}
	for (size_t k = 0; k < a->n_groups; k++) {
		if (a->groups[k].parent != group)
			continue;
		indent(b, f, depth);
		f->open_frame(b, k, &a->resources[a->groups[k].resource]);
		add_framed(b, g, f, (int)k, depth + 1);
		indent(b, f, depth);
		buf_adds(b, f->close_frame);
	}
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

static void add_mermaid_node(struct buf *b, size_t number, const struct arch_resource *r)
{
	const char *open, *close;

	mermaid_shape(r->kind, &open, &close);
	buf_printf(b, "n%zu%s", number, open);
	add_mermaid_text(b, r->id);
	buf_printf(b, "<br>%s%s\n", arch_kind_name(r->kind), close);
}

static void open_mermaid_frame(struct buf *b, size_t number, const struct arch_resource *r)
{
	buf_printf(b, "subgraph g%zu [\"", number);
	add_mermaid_text(b, r->id);
	buf_adds(b, "\"]\n");
}

static const struct form mermaid = { "    ", add_mermaid_node, open_mermaid_frame, "end\n" };

void graph_print_mermaid(struct output *o, const struct graph_lines *g)
{
	size_t *numbers = numbers_of(g);
	struct buf b;

	buf_init(&b);
	buf_adds(&b, "flowchart LR\n");
	add_framed(&b, g, &mermaid, -1, 1);
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

static void add_dot_node(struct buf *b, size_t number, const struct arch_resource *r)
{
	buf_printf(b, "n%zu [label=\"", number);
	add_dot_text(b, r->id);
	buf_printf(b, "\\n%s\"];\n", arch_kind_name(r->kind));
}

static void open_dot_frame(struct buf *b, size_t number, const struct arch_resource *r)
{
	buf_printf(b, "subgraph cluster%zu { label=\"", number);
	add_dot_text(b, r->id);
	buf_adds(b, "\";\n");
}

static const struct form dot = { "\t", add_dot_node, open_dot_frame, "}\n" };

void graph_print_dot(struct output *o, const struct graph_lines *g)
{
	size_t *numbers = numbers_of(g);
	struct buf b;

	buf_init(&b);
	buf_adds(&b, "digraph architecture {\n\trankdir=LR;\n\tnode [shape=box];\n");
	add_framed(&b, g, &dot, -1, 1);
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
