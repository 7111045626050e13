/* SPDX-License-Identifier: MIT */
/*
 * Graphs as tests need them: read from the files in tests/fixtures/graphs, made
 * up at random, drawn; and a reader that finds the edges of a picture again from
 * its cells alone.
 */
#ifndef TESTS_SUPPORT_GRAPH_KIT_H
#define TESTS_SUPPORT_GRAPH_KIT_H

#include "base/arena.h"
#include "base/prng.h"
#include "canvas/canvas.h"
#include "layout/graph_layout.h"
#include "model/arch.h"

/* A graph that grows. */
struct graph_kit {
	struct arena arena;
	struct graph graph;	/* what was added so far; valid until the next change */
	struct graph_node *nodes;
	size_t n_nodes, cap_nodes;
	struct graph_edge *edges;
	size_t n_edges, cap_edges;
	struct graph_group *groups;
	size_t n_groups, cap_groups;
};

void graph_kit_init(struct graph_kit *k);
void graph_kit_done(struct graph_kit *k);
int graph_kit_node(struct graph_kit *k, const char *name, int group);
struct graph_edge *graph_kit_edge(struct graph_kit *k, int from, int to);
int graph_kit_group(struct graph_kit *k, const char *label, int parent);

/* n nodes, m edges: anything goes, or only from lower to higher numbers. */
void graph_kit_random(struct graph_kit *k, struct prng *r, size_t n, size_t m, bool is_acyclic);

/* The names of the graphs in tests/fixtures/graphs, NULL-terminated. */
extern const char *const graph_kit_fixtures[];

/* "node ID KIND" and "edge FROM TO VERB" lines, as an architecture; the caller frees. */
struct arch *graph_kit_arch(const char *name);

/* Draws all of it on a new canvas; the caller calls canvas_done. */
void graph_kit_draw(const struct graph_layout *l, struct canvas *c);

/* An edge that a reader of the cells finds. */
struct graph_found {
	int from, to;
	bool is_async;
};

/*
 * Follows all lines from all boxes of the drawn picture. Returns how many edges
 * were found, sorted; *ret is malloced. Fails the test where a line leads nowhere.
 */
size_t graph_kit_read(const struct graph_layout *l, const struct graph *g, const struct canvas *c,
		      struct graph_found **ret);

/* Asserts everything that must hold for any picture of g. */
void graph_kit_check(const struct graph_layout *l, const struct graph *g);

/* How many pairs of edges cross, counted in each cell where they do. */
long graph_kit_crossings(const struct graph_layout *l, const struct graph *g);

#endif
