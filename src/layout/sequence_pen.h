/* SPDX-License-Identifier: MIT */
/*
 * Draws in the rows and columns of a picture onto a part of the canvas, and
 * never outside that part. Lines join what is there; see canvas/box.h for arms.
 */
#ifndef LAYOUT_SEQUENCE_PEN_H
#define LAYOUT_SEQUENCE_PEN_H

#include "canvas/box.h"
#include "canvas/canvas.h"
#include "layout/lines.h"

struct sequence_pen {
	struct canvas *canvas;
	int dy, dx;			/* from the picture to the canvas */
	int top, left, bottom, right;	/* of the picture, what may be drawn; the last two outside */
};

/* A pen for the height x width cells at y, x, where the picture's row and column show first. */
struct sequence_pen sequence_pen(struct canvas *c, int y, int x, int height, int width, int row,
				 int column);

void sequence_pen_char(const struct sequence_pen *p, int row, int col, char32_t ch, enum role role,
		       unsigned attr);

/* Adds arms to what is there, of whose arms only those in keep stay. */
void sequence_pen_join(const struct sequence_pen *p, int row, int col, unsigned keep,
		       unsigned arms, enum role role, unsigned attr);

/* A line from col to end (inclusive): `alone` where it meets nothing, joined elsewhere. */
void sequence_pen_hline(const struct sequence_pen *p, int row, int col, int end, char32_t alone,
			enum role role, unsigned attr);
void sequence_pen_vline(const struct sequence_pen *p, int row, int end, int col, char32_t alone,
			enum role role, unsigned attr);

/* Text with a blank on both sides where there is room for it between left and right (inclusive). */
void sequence_pen_text(const struct sequence_pen *p, int row, int col, int left, int right,
		       const char *text, size_t n, enum role role, unsigned attr);

/* Lines in the middle between two columns, from row downwards. */
void sequence_pen_lines(const struct sequence_pen *p, int row, int left, int right,
			const struct line *lines, size_t n, enum role role, unsigned attr);

/* An empty box with the four corners given; lifelines above and below it join its border. */
void sequence_pen_box(const struct sequence_pen *p, int row, int col, int end_row, int end_col,
		      const char32_t corners[4], enum role role);

#endif
