/* SPDX-License-Identifier: MIT */
/*
 * Rows in the making. Each begins with the margin and what the containers
 * around it put there: indentation, bars of quotes, the marker of an item on
 * its first row. Whoever lays out a block adds runs and ends rows.
 * Used by flow.c and the layouts it calls.
 */
#ifndef LAYOUT_ROWS_H
#define LAYOUT_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layout/flow.h"
#include "layout/wrap.h"

/* "• ", "12. ", "? ": shown once, before the first row of what it marks. */
struct marker {
	const char *text;
	uint32_t len;
	uint16_t cells;
	uint8_t role, attr;
};

/* What a container puts before each of its rows. */
struct prefix {
	struct marker marker;	/* text is NULL once shown */
	bool is_bar;
	int cells;
};

struct rows {
	struct flow *flow;
	size_t cap;
	const struct flow_options *options;
	int margin;
	int right;		/* the column where prose ends */
	struct wrap wrap;	/* for whoever needs one */

	struct run *runs;	/* of the row being made */
	size_t n_runs, cap_runs;
	int cells;
	bool is_open;		/* its prefix is there */

	struct prefix *prefixes;
	size_t n_prefixes, cap_prefixes;
	int prefix_cells;
	struct marker loose;	/* of an item too deep for more indentation; text NULL if none */

	const struct block *block;	/* whose rows come */
	size_t first_row;		/* of it */
	int picture_depth;		/* not 0: offsets count rows, not bytes */

	int gap;		/* blank rows due before the next row ... */
	size_t gap_prefixes;	/* ... within this many prefixes */

	const char *blanks, *rule;	/* as wide as the window */
};

void rows_init(struct rows *r, struct flow *f, const struct flow_options *options);
void rows_done(struct rows *r);		/* the rows stay, in the flow */

/* The rows that follow show b. */
void rows_block(struct rows *r, const struct block *b);

/*
 * All rows up to rows_picture_end() are part of that block, whatever blocks are
 * shown meanwhile: a diagram, a question. A picture within one is part of it.
 */
void rows_picture_begin(struct rows *r);
void rows_picture_end(struct rows *r);

/* At least n blank rows before the next row, if it is not the first. */
void rows_gap(struct rows *r, int n);

/*
 * Opens a container: its marker, and `cells` of indentation (a bar first when
 * is_bar). Where nesting would take more than a third of the room for prose it
 * adds no indentation. Returns what rows_pop() wants.
 */
bool rows_push(struct rows *r, const struct marker *m, int cells, bool is_bar);
void rows_pop(struct rows *r, bool was_pushed);

/* Shows a marker that no row has shown, on a row of its own. */
void rows_flush_marker(struct rows *r);

/* As rows_flush_marker for one that would take part of the next row from text. */
void rows_flush_loose(struct rows *r);

int rows_room(const struct rows *r);		/* cells for prose */
int rows_room_wide(const struct rows *r);	/* cells for what may use the whole window */

void rows_run(struct rows *r, const struct run *run);
void rows_string(struct rows *r, const char *s, size_t n, int cells, enum role role, unsigned attr);
void rows_blanks(struct rows *r, int n);
void rows_rule(struct rows *r, int n);		/* a horizontal line of n cells */
void rows_end(struct rows *r, uint32_t offset);

/* The lines of a wrap from `first` on; those after the first are indented by hang. */
void rows_lines(struct rows *r, size_t first, int hang);

/* Wraps text with a style and shows it at the width of prose. */
void rows_text(struct rows *r, const struct text *t, const struct wrap_style *s);

#endif
