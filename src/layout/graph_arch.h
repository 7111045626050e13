/* SPDX-License-Identifier: MIT */
/*
 * An architecture as a graph to be drawn: its nodes in the template's order,
 * each with the icon and family of its kind; edges in the direction in which
 * work flows; dotted where nobody waits. Called by the stage and by `graph`.
 */
#ifndef LAYOUT_GRAPH_ARCH_H
#define LAYOUT_GRAPH_ARCH_H

#include "base/arena.h"
#include "layout/graph.h"
#include "model/arch.h"

/*
 * Lives in m and borrows the names of a. Edge j is a->edges[j]. If ret_nodes is
 * not NULL, (*ret_nodes)[i] is the node of resource i, -1 for one that is none.
 */
const struct graph *graph_of_arch(struct arena *m, const struct arch *a, const int **ret_nodes);

/* One quiet character, one cell wide, whose ASCII form canvas/ascii.h knows. */
const char *graph_kind_icon(enum arch_kind k);

enum graph_family graph_kind_family(enum arch_kind k);

/* Triggers, publishes, polls, subscribes: the sender goes on before the work is done. */
bool graph_verb_is_async(enum arch_verb v);

#endif
