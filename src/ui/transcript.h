/* SPDX-License-Identifier: MIT */
/*
 * A transcript (model/trace.h) in rows of a width: each line is broken with its
 * indentation kept, a numbered paragraph hangs behind its number.
 */
#ifndef UI_TRANSCRIPT_H
#define UI_TRANSCRIPT_H

#include "base/arena.h"
#include "canvas/canvas.h"
#include "layout/lines.h"

struct transcript_row {
	struct line line;
	int indent;		/* cells before the line */
	const char *number;	/* "12." of the event that begins here; NULL */
	int number_len;
	size_t event;		/* how many events have begun at or above this row */
};

struct transcript {
	const struct transcript_row *rows;
	size_t n_rows;
};

/* text outlives it; the rows live in a. */
void transcript_layout(struct transcript *t, struct arena *a, const char *text, int width);

/* The first row of event i (from 0); 0 if there is none. */
size_t transcript_find(const struct transcript *t, size_t event);

/* Words in a role; the number is set off when the event happens now. */
void transcript_draw_row(const struct transcript *t, size_t i, struct canvas *c, int y, int x,
			 int max_x, bool is_now, enum role role);

#endif
