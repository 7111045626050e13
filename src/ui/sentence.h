/* SPDX-License-Identifier: MIT */
/* What a view says in its own words, broken into rows. */
#ifndef UI_SENTENCE_H
#define UI_SENTENCE_H

#include "canvas/canvas.h"

struct sentence_box {
	int y, x, max_x;
	int max_rows;		/* what does not fit ends with "…" */
	enum role role;
};

/* Draws text and returns the rows used. */
int sentence_draw(struct canvas *c, const struct sentence_box *b, const char *text);

/* Rows that text takes between two columns, at most max_rows. */
int sentence_rows(const char *text, int width, int max_rows);

#endif
