/* SPDX-License-Identifier: MIT */
/*
 * A frame: a grid of cells. Views draw on it, term/ shows it, tests print it.
 * Drawing is clipped, so no view needs to know how small the window became;
 * rows and columns count from 0 and may be negative.
 */
#ifndef CANVAS_CANVAS_H
#define CANVAS_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

#include "base/buf.h"
#include "canvas/role.h"

enum { CELL_CHARS = 3 };	/* a base character and up to two combining marks */

struct cell {
	char32_t ch[CELL_CHARS];	/* unused ones are 0, as all in a right half */
	uint8_t role;			/* enum role */
	uint8_t attr;			/* enum attr bits */
	uint8_t cells;			/* 1 or 2; 0 = right half of a wide one */
};

struct canvas {
	int height, width;
	struct cell *cells;		/* height * width, row by row */
	int cursor_y, cursor_x;		/* where the terminal's cursor is shown; -1 = hidden */
};

void canvas_init(struct canvas *c, int height, int width);
void canvas_done(struct canvas *c);
void canvas_resize(struct canvas *c, int height, int width);	/* and clears */
void canvas_clear(struct canvas *c);		/* blanks in ROLE_TEXT, cursor hidden */

const struct cell *canvas_cell(const struct canvas *c, int y, int x);	/* NULL outside */

/*
 * Writes clean text (n bytes, no newlines) at y, x; clipped at max_x (the
 * column after the last allowed one). Wide characters are never cut in half.
 * Returns the column after the last cell.
 */
int canvas_put(struct canvas *c, int y, int x, int max_x, const char *text, size_t n,
	       enum role role, unsigned attr);
int canvas_puts(struct canvas *c, int y, int x, const char *text, enum role role, unsigned attr);
int canvas_printf(struct canvas *c, int y, int x, enum role role, unsigned attr,
		  const char *format, ...) __attribute__((format(printf, 6, 7)));

/* As canvas_puts, but ends with "…" when it does not fit before max_x. */
int canvas_puts_cut(struct canvas *c, int y, int x, int max_x, const char *text,
		    enum role role, unsigned attr);

void canvas_put_char(struct canvas *c, int y, int x, char32_t ch, enum role role, unsigned attr);
void canvas_fill(struct canvas *c, int y, int x, int height, int width, char32_t ch,
		 enum role role);

/* Changes role and attributes of what is there. */
void canvas_paint(struct canvas *c, int y, int x, int height, int width, enum role role,
		  unsigned attr);

/*
 * Lines that join: a cell that already holds a line keeps its arms, so that
 * crossing lines become corners, tees and crosses by themselves. A line that
 * ends on another stops there; arms that then lead nowhere go.
 */
enum line_style { LINE_LIGHT, LINE_DASHED, LINE_HEAVY };
void canvas_hline(struct canvas *c, int y, int x, int length, enum line_style s, enum role role);
void canvas_vline(struct canvas *c, int y, int x, int length, enum line_style s, enum role role);
void canvas_box(struct canvas *c, int y, int x, int height, int width, enum role role);

/* The frame as text: rows without trailing blanks, each ended by a newline. */
void canvas_text(const struct canvas *c, struct buf *out);
/*
 * The same shape with one letter a cell, the role's: upper case when bold, and
 * ":_+!" for bold ".-=|"; blank for a blank in ROLE_TEXT.
 */
void canvas_style_map(const struct canvas *c, struct buf *out);

#endif
