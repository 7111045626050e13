/* SPDX-License-Identifier: MIT */
/*
 * An architecture in the forms of "nephoscope graph". Nodes and edges are
 * sorted by name, so that equal architectures print equal bytes.
 */
#ifndef CLI_GRAPH_PRINT_H
#define CLI_GRAPH_PRINT_H

#include <stdbool.h>

#include "cli/output.h"
#include "model/arch.h"

/* Nodes and edges in the order in which they are printed. */
struct graph_lines {
	const struct arch *arch;
	const struct arch_resource **nodes;
	size_t n_nodes;
	const struct arch_edge **edges;
	size_t n_edges;
};

void graph_init(struct graph_lines *g, const struct arch *a);
void graph_done(struct graph_lines *g);

/*
 * "node ID KIND" and "edge FROM TO VERB" lines. Edges that rest on equal names
 * only, and those that are no more than likely, are comments. With is_why each
 * edge is followed by its rule and place.
 */
void graph_print_text(struct output *o, const struct graph_lines *g, bool is_why);

/* What g has beyond flat, as comments: nodes of nested stacks and the edges that touch them. */
void graph_print_nested(struct output *o, const struct graph_lines *g, const struct arch *flat,
			bool is_why);

/* {"nodes": [...], "edges": [...], "groups": [...]}, each edge with its evidence. */
void graph_print_json(struct output *o, const struct graph_lines *g);

void graph_print_mermaid(struct output *o, const struct graph_lines *g);
void graph_print_dot(struct output *o, const struct graph_lines *g);

/*
 * The boxes and arrows of the app, to fit width columns; what does not fit keeps
 * a size of its own. Returns how many columns it has.
 */
int graph_print_picture(struct output *o, const struct arch *a, int width);

#endif
