/* SPDX-License-Identifier: MIT */
/*
 * A graph to be drawn: boxes, arrows between them, frames around them. Plain
 * and abstract: an architecture becomes one (graph_arch.h), and any other
 * diagram of boxes can. graph_layout.h draws it. Texts are clean UTF-8, borrowed,
 * and have no newline.
 */
#ifndef LAYOUT_GRAPH_H
#define LAYOUT_GRAPH_H

#include <stdbool.h>
#include <stddef.h>

/* What a box's colour says; its icon and kind say it too. */
enum graph_family {
	GRAPH_SUPPORT, GRAPH_COMPUTE, GRAPH_STORAGE, GRAPH_MESSAGING, GRAPH_API,
};

struct graph_node {
	const char *icon;	/* one character before the name; "" = none */
	const char *name;	/* what the box is called */
	const char *kind;	/* a quiet second line, where there is room; "" = none */
	enum graph_family family;
	int group;		/* index of the innermost frame around it; -1 = none */
};

/* Drawn from `from` to `to`, its head at `to`; both may be the same node. */
struct graph_edge {
	int from, to;
	const char *label;	/* "" = none; shown where there is room */
	bool is_async;		/* dotted: the sender does not wait */
	bool is_lookup;		/* work does not go on at `to`: first to run against the flow */
};

/* A frame. A parent stands before its children. */
struct graph_group {
	const char *label;
	int parent;		/* -1 = none */
};

struct graph {
	const struct graph_node *nodes;
	size_t n_nodes;
	const struct graph_edge *edges;
	size_t n_edges;
	const struct graph_group *groups;
	size_t n_groups;
};

#endif
