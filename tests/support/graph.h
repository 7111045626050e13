/* SPDX-License-Identifier: MIT */
/*
 * Templates in tests: a text is loaded, its graph compared as sorted lines
 * "Id kind" and "From To verb" ("? " in front of optional ones, "+ " of extra
 * ones), its diagnostics as "line:column rule".
 */
#ifndef TESTS_SUPPORT_GRAPH_H
#define TESTS_SUPPORT_GRAPH_H

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "cloud/cloud.h"

struct graph_case {
	struct diag_list diags;
	struct arch *arch;	/* NULL = it could not be loaded */
	enum err err;
	struct buf text;	/* of the last comparison */
};

static inline void graph_load_with(struct graph_case *g, const char *root, const char *text,
				   const char *parameter)
{
	const char *const parameters[] = { parameter };
	const struct cloud_options options = { .parameters = parameters, .n_parameters = parameter ? 1 : 0 };

	diag_list_init(&g->diags);
	buf_init(&g->text);
	g->arch = NULL;
	g->err = cloud_load_text("t.yaml", root, text, strlen(text), &options, &g->diags, &g->arch);
}

static inline void graph_load(struct graph_case *g, const char *text)
{
	graph_load_with(g, NULL, text, NULL);
}

static inline void graph_done(struct graph_case *g)
{
	diag_list_done(&g->diags);
	buf_done(&g->text);
	arch_free(g->arch);
}

static inline int graph_compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts and joins lines, one a line, and frees them. */
static inline const char *graph_join(struct buf *out, char **lines, size_t n)
{
	if (n)
		qsort(lines, n, sizeof(*lines), graph_compare);
	buf_clear(out);
	for (size_t i = 0; i < n; i++) {
		buf_printf(out, "%s\n", lines[i]);
		free(lines[i]);
	}
	free(lines);
	return buf_str(out);
}

static inline const char *graph_nodes(struct graph_case *g)
{
	char **lines = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; g->arch && i < g->arch->n_resources; i++) {
		const struct arch_resource *r = &g->arch->resources[i];
		struct buf b;

		if (!arch_is_node(r))
			continue;
		buf_init(&b);
		buf_printf(&b, "%s %s", r->id, arch_kind_name(r->kind));
		*vec_push(lines, n, cap) = buf_take(&b);
	}
	return graph_join(&g->text, lines, n);
}

static inline const char *graph_edges(struct graph_case *g)
{
	char **lines = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; g->arch && i < g->arch->n_edges; i++) {
		const struct arch_edge *e = &g->arch->edges[i];
		struct buf b;

		buf_init(&b);
		buf_printf(&b, "%s%s %s %s", e->is_extra ? "+ " : e->is_optional ? "? " : "",
			   g->arch->resources[e->from].id, g->arch->resources[e->to].id,
			   arch_verb_name(e->verb));
		*vec_push(lines, n, cap) = buf_take(&b);
	}
	return graph_join(&g->text, lines, n);
}

static inline const char *graph_diags(struct graph_case *g)
{
	buf_clear(&g->text);
	for (size_t i = 0; i < g->diags.n; i++)
		buf_printf(&g->text, "%d:%d %s\n", g->diags.items[i].line, g->diags.items[i].column,
			   g->diags.items[i].rule);
	return buf_str(&g->text);
}

/* The edge "from to verb"; NULL if there is none. */
static inline const struct arch_edge *graph_edge(const struct graph_case *g, const char *from,
						 const char *to, enum arch_verb verb)
{
	int a = arch_find(g->arch, from), b = arch_find(g->arch, to);

	return a < 0 || b < 0 ? NULL : arch_edge(g->arch, a, b, verb);
}

#endif
