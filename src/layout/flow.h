/* SPDX-License-Identifier: MIT */
/*
 * From blocks to rows of a given width. A row is a list of runs (text in one
 * role); runs point into the document, so a layout must not outlive it.
 * Used by the lesson view (rows onto a canvas) and by `read` (rows to a pipe).
 */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "canvas/canvas.h"
#include "canvas/theme.h"
#include "model/doc.h"

/* Prose is set to this measure however wide the window is. */
enum { FLOW_MEASURE = 72, FLOW_MIN_WIDTH = 10 };

struct run {
	const char *text;
	uint32_t len;
	uint16_t cells;
	uint8_t role;		/* enum role */
	uint8_t attr;		/* enum attr bits */
	const char *url;	/* of a link or picture; NULL otherwise */
};

struct row {
	const struct run *runs;
	uint32_t n_runs;
	uint16_t cells;			/* width used, from column 0 */
	bool is_first;			/* first row of its block */
	const struct block *block;	/* innermost block it shows; NULL between blocks */
	uint32_t offset;		/* bytes of the block's plain text before this row; rows of
					 * it in a diagram or question; of a table, whole rows */
};

struct flow {
	struct arena arena;
	struct row *rows;
	size_t n_rows;
	int width;
};

struct flow_options {
	int width;		/* of the window, in cells; at least FLOW_MIN_WIDTH is used */
	int measure;		/* of prose: FLOW_MEASURE unless the user asked otherwise */
	bool is_live;		/* the app: diagrams and questions name the key that opens them */
};

/*
 * Lays out a list of blocks (a section, a question's stem). Tables, code and
 * diagrams may use the whole width, prose the measure. No row is wider than
 * options->width, except where even one character does not fit.
 */
void flow_init(struct flow *f, const struct block *first, const struct flow_options *options);
void flow_done(struct flow *f);

/* Columns that a flow of this width leaves blank at its left, and prose at its right. */
int flow_margin(int width);

/* The row that shows offset of block; the block's first row if unsure; n_rows if absent. */
size_t flow_find(const struct flow *f, const struct block *block, uint32_t offset);

/* Draws row i of f at y, from column x, clipped at max_x. */
void flow_draw(const struct flow *f, size_t i, struct canvas *c, int y, int x, int max_x);

/* Appends row i as text with a newline, without trailing blanks; SGR when theme is not NULL. */
void flow_print(const struct flow *f, size_t i, struct buf *out, const struct theme *theme,
		int colours);

#endif
