/* SPDX-License-Identifier: MIT */
/*
 * A finished layout, for the files graph_*.c alone: boxes, paths, frames and
 * labels in the rows and columns of the picture. Made by graph_build.c, or by
 * graph_lines.c; labels are added by graph_label.c; drawn by graph_draw.c.
 */
#ifndef LAYOUT_GRAPH_PICTURE_H
#define LAYOUT_GRAPH_PICTURE_H

#include <stdint.h>

#include "base/arena.h"
#include "layout/graph_layout.h"
#include "layout/graph_parts.h"
#include "layout/lines.h"

enum {
	GRAPH_NAME_LINES = 5,
	GRAPH_TEXT_LINES = GRAPH_NAME_LINES + 1,
};

/* A line in a box. */
struct graph_text {
	const char *text;
	size_t len;
	int cells, indent;
	bool is_kind;
};

struct graph_box {
	struct graph_rect at;
	struct graph_text lines[GRAPH_TEXT_LINES];
	int n_lines;
	int icon_len;	/* bytes of the first line that are the icon */
	int pad;
};

/* The corners of a route, its first and last cell among them; and the cells before each. */
struct graph_path {
	struct graph_point *points;
	size_t *before;
	size_t n;
	int net;	/* edges of one net share cells */
};

struct graph_frame {
	struct graph_rect at;
	int group;
	int title_y, title_x;
	const char *title;	/* as much of the label as has room; "" = none */
};

struct graph_label {
	int y, x;
	const char *text;
	size_t len;
};

/* A name or an arrow in a line of text. */
struct graph_word {
	int y, x, cells;
	int node, edge;		/* one of them is -1 */
	const char *text;
	size_t len;
};

struct graph_layout {
	struct arena arena;
	const struct graph *g;
	enum graph_form form;
	int width, height;
	struct graph_box *boxes;
	struct graph_path *paths;
	struct graph_frame *frames;	/* outer ones first */
	size_t n_frames;
	struct graph_label *labels;
	size_t n_labels, cap_labels;
	struct graph_word *words;	/* of lines, top down */
	size_t n_words, cap_words;
};

/* What lines do in each cell of a part of the picture. */
struct graph_spot {
	int net;		/* + 1; 0 = no line */
	int n_edges;		/* how many of the net run through */
	int edge;		/* one of them */
	uint16_t arms;
	bool is_crossed;	/* by a line of another net; then this is the upright one */
	bool is_async;
	bool is_taken;		/* by a box, a frame or a label */
	char32_t head;		/* 0 = none */
};

struct graph_grid {
	int top, left, height, width;
	struct graph_spot *spots;
};

void graph_grid_init(struct graph_grid *grid, const struct graph_layout *l, int top, int left,
		     int height, int width);
void graph_grid_done(struct graph_grid *grid);
struct graph_spot *graph_grid_at(const struct graph_grid *grid, int y, int x);	/* NULL outside */

/* A picture of the parts in one style. */
struct graph_layout *graph_build(const struct graph *g, struct graph_part *parts, size_t n_parts,
				 const struct graph_style *s, int width);

/* Finds places for the labels of edges and the titles of frames. */
void graph_label(struct graph_layout *l);

/* Lines of text, at most width cells wide where names allow (0 = any). */
struct graph_layout *graph_lines(const struct graph *g, int width);

/* What stands in each box; sets all but its place. */
void graph_boxes_set(struct graph_layout *l, const struct graph_style *s);
int graph_box_width(const struct graph_box *b);
int graph_box_height(const struct graph_box *b);

/*
 * A name in at most `cells`, with … for what is left out. Where it goes on after that
 * it begins with a capital, if one is near.
 */
enum graph_cut { CUT_MIDDLE, CUT_START, CUT_END };
const char *graph_name_cut(struct arena *a, const char *name, int cells, enum graph_cut cut);

/* All names, each in at most cells[i]; different ones stay different where that can be. */
void graph_names_cut(struct arena *a, const struct graph *g, const int *cells,
		     const char **ret_names);

/*
 * Breaks a name into at most `most` lines of at most `room` cells. Returns how many,
 * 0 if that is impossible. They point into the text; a is used for scratch.
 */
size_t graph_name_break(struct arena *a, const char *text, int room, int most, struct line *ret);

#endif
