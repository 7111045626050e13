/* SPDX-License-Identifier: MIT */
/*
 * A graph laid out in cells: boxes in layers, arrows between them in right
 * angles. The layout chooses how it is set from the window it is to fit, but
 * does not depend on what part of it shows. The same graph always gives the same
 * picture; names matter only by their width.
 *
 * How to read one: a line leaves a box where its border has an arm and ends in a
 * head before a box. Where lines of one source or to one target meet they join
 * (├ ┬ ┼); a line that crosses another passes under it: ─│─ joins nothing. Where
 * the sender does not wait the line is dotted and its head hollow.
 *
 * Called by `graph`, and by the stage, which moves dots along the routes.
 */
#ifndef LAYOUT_GRAPH_LAYOUT_H
#define LAYOUT_GRAPH_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "canvas/canvas.h"
#include "layout/graph.h"

enum graph_form {
	GRAPH_ACROSS,	/* layers beside each other: work flows to the right */
	GRAPH_DOWN,	/* layers below each other */
	GRAPH_LINES,	/* a line of text for each path; for tiny windows and huge graphs */
};

/* The cells there are for the picture; 0 = any number. */
struct graph_fit {
	int width, height;
};

struct graph_rect {
	int y, x, height, width;
};

struct graph_point {
	int y, x;
};

struct graph_layout;

/*
 * Lays g out: from left to right if it fits, in boxes as large as fit, else from
 * the top down. What fits in no way keeps a size of its own and is to be panned;
 * below some 40 columns it becomes lines. g is borrowed and must stay.
 */
struct graph_layout *graph_layout_new(const struct graph *g, const struct graph_fit *fit);
void graph_layout_free(struct graph_layout *l);		/* NULL is allowed */

enum graph_form graph_layout_form(const struct graph_layout *l);
int graph_layout_height(const struct graph_layout *l);
int graph_layout_width(const struct graph_layout *l);

/* The box of node i with its border; among lines, where its name stands first. */
struct graph_rect graph_layout_box(const struct graph_layout *l, size_t node);

/*
 * The cells of edge j in order, from the one beside its source to the one with its
 * head, beside its target. At least one; each is beside the one before it.
 */
size_t graph_layout_route_length(const struct graph_layout *l, size_t edge);
struct graph_point graph_layout_route_cell(const struct graph_layout *l, size_t edge, size_t k);

/* The whole picture, its top left corner at y, x; clipped by the canvas. */
void graph_layout_draw(const struct graph_layout *l, struct canvas *c, int y, int x);

/* A window on the picture: an area of the canvas, and the picture's cell at its corner. */
struct graph_view {
	int y, x, height, width;
	int row, column;
};
void graph_layout_draw_view(const struct graph_layout *l, struct canvas *c,
			    const struct graph_view *v);

/*
 * The row and column to begin at so that a box shows whole, in the middle where that
 * is possible, and nothing beyond the picture's edges shows needlessly.
 */
struct graph_point graph_layout_look_at(const struct graph_layout *l, size_t node, int height,
					int width);

#endif
