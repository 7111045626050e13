/* SPDX-License-Identifier: MIT */
/*
 * What a picture of a graph is made of, for the files graph_*.c alone. Each
 * connected part of the graph is laid out by itself, in this order:
 *
 *	graph_cycle	which edges run against the flow
 *	graph_layers	a layer for each node (graph_spread: tall ones made shorter);
 *			nets, their bends and wires
 *	graph_order	the order within each layer, with few crossings
 *	graph_merge	nets of single edges that have come to lie side by side
 *	graph_place	sizes, ports, and places along the layers
 *	graph_route	tracks of wires in the channels; the layers' own places
 *
 * The first four do not depend on the window and are done once; the last two
 * once for each style that is tried. Lengths are cells. "Across" counts along a
 * layer, "along" in the direction of the flow: across is y in a picture from
 * left to right, and x in one from the top down.
 *
 * Edges that share a source or a target, and the kind of their line, become one
 * net: a tree of cells with one hub. So in each channel (the room between two
 * layers) a net is a star, and all that is joined belongs together.
 */
#ifndef LAYOUT_GRAPH_PARTS_H
#define LAYOUT_GRAPH_PARTS_H

#include "base/arena.h"
#include "layout/graph.h"
#include "layout/graph_layout.h"
#include "layout/graph_simplex.h"

enum {
	GRAPH_SMALL = 1500,	/* items of a part that gets the thorough passes */
	GRAPH_LARGE = 60000,	/* items above which no picture is drawn, but lines */
};

/* A box, or the place where a net passes through a layer, or keeps a frame's place there. */
struct graph_item {
	int node;	/* of the graph; -1 for the others */
	int net;	/* of a bend; -1 */
	int layer, order;
	int group;	/* the innermost frame around it; -1 */
	int size, depth;	/* across and along */
	int at;			/* first cell across */
};

/* An edge of the part, in the direction of the layers. */
struct graph_arrow {
	int edge;	/* of the graph */
	int low, high;	/* items; the same for a loop */
	int net;
	bool is_back;	/* runs against the flow: its head is at low */
	bool is_spread;	/* one end is a node of no other edge, in a layer farther away */
};

struct graph_net {
	int hub;		/* the item at which all its edges meet */
	bool is_low_hub;	/* in the lowest layer; else in the highest */
	bool is_back, is_async;
	int lowest, highest;	/* layers; the same for a loop */
	int first_arrow, n_arrows;	/* in by_net */
	int first_bend;		/* the item in layer lowest + 1 */
	int first_wire;		/* in channel lowest + 1 */
	int id;			/* unique in the picture */
};

/* Where a wire meets an item. */
struct graph_end {
	int item;
	bool is_after;	/* the item lies in the layer after the channel */
	bool has_head;
	int offset;	/* of its port, from the item's first cell */
};

/* What of a net lies in one channel. Channel c comes before layer c. */
struct graph_wire {
	int net, channel;
	int first_end, n_ends;
};

/* Two items of neighbouring layers that a wire joins. */
struct graph_link {
	int before, after, net;
};

struct graph_part {
	const struct graph *g;
	struct arena *arena;
	int *nodes;			/* item i < n_nodes is the graph's node nodes[i] */
	struct graph_arrow *arrows;
	int *by_net;			/* arrows, net by net */
	struct graph_net *nets;
	struct graph_item *items;
	struct graph_wire *wires;
	struct graph_end *ends;
	struct graph_link *links;
	int **layers, *n_in_layer;	/* items of each layer, in order */
	int *group_from, *group_till;	/* layers of each frame; from > till: not here */
	int *group_rank, *group_at_rank;	/* the order of frames beside each other */
	int *group_low, *group_high;	/* across: the cells of its border */
	int *layer_at, *layer_depth;	/* along */
	int n_nodes, n_arrows, n_nets, n_items, n_wires, n_ends, n_links, n_layers, n_groups;
	int width_along, width_across;	/* of the whole part, when it is placed */
};

/* How boxes and lines are set. */
struct graph_style {
	int text_most;		/* cells of a line in a box */
	int name_lines;		/* that a name may be broken into */
	int pad;		/* blanks beside the text */
	int gap_boxes, gap_lines;	/* across: between boxes, beside lines */
	int lead, tail;		/* along: cells before and after the tracks */
	int frame_lead;		/* along: from a box to the frame that ends after it */
	int least_channel;
	int track_step;
	bool is_down;		/* layers below each other; else beside each other */
	bool has_kinds;		/* the second line of a box */
	bool has_label_room;	/* channels are made wide enough for labels */
};

/* How a wire runs through its channel, as placed. */
struct graph_run {
	bool is_straight;
	bool is_double;		/* two trunks: it turns, runs along `between`, and turns again */
	int turn, second;	/* along: where the trunks are */
	int between;		/* across */
};

/* Which edges may become one net: all, those between neighbouring layers, none. */
enum graph_bundling { BUNDLE_ALL, BUNDLE_NEAR, BUNDLE_NONE };

void graph_cycle(struct graph_part *p);
/* Moves nodes of a single edge out of tall layers. */
void graph_spread(struct graph_part *p);
/* False if the part has too many items to be drawn. */
bool graph_layers(struct graph_part *p, enum graph_bundling bundling);
/* Returns how often lines will cross, as far as that is decided by the orders. */
long graph_order(struct graph_part *p);
/* Makes nets of single edges that lie side by side; for a part that is ordered. */
void graph_merge(struct graph_part *p);
/* Makes the wires for nets that were changed without a change of their bends. */
void graph_wire_nets(struct graph_part *p);
void graph_place(struct graph_part *p, const struct graph_style *s, const int *widths,
		 const int *heights);
/* One run for each wire, in the arena given; sets the places along. */
struct graph_run *graph_route(struct graph_part *p, const struct graph_style *s, struct arena *a);

/* The cell across at which an end meets its item. */
static inline int graph_end_at(const struct graph_part *p, const struct graph_end *e)
{
	return p->items[e->item].at + e->offset;
}

/* The frame that holds both; -1. */
int graph_group_common(const struct graph *g, int a, int b);
int graph_group_depth(const struct graph *g, int group);

#endif
