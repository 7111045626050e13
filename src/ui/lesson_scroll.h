/* SPDX-License-Identifier: MIT */
/*
 * The rows of a document, of which only those near the window exist: sections
 * are laid out when they are first needed, and forgotten when they are far away.
 * A row is named by its section and its number there; below the last section
 * there is the tail, whose rows are the owner's. Used by lesson_view.c.
 */
#ifndef UI_LESSON_SCROLL_H
#define UI_LESSON_SCROLL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layout/flow.h"
#include "model/doc.h"

struct spot {
	size_t section;		/* doc->n_sections = the tail */
	size_t row;
};

struct lesson_scroll {
	struct doc *doc;
	struct flow **flows;	/* by section; NULL = not laid out */
	size_t n_flows;		/* that are laid out */
	int width, height;	/* of the window; width 0 = not known yet */
	int measure;		/* of prose */
	size_t n_tail;		/* rows of the tail */
	struct spot top;	/* first row in the window */

	/* What the window shows first, as long as nobody scrolls: survives other widths. */
	bool is_held;
	size_t held_section;
	const struct block *held_block;
	uint32_t held_offset;
	int held_above;		/* rows above it */
};

void lesson_scroll_init(struct lesson_scroll *s, struct doc *d, int measure);
void lesson_scroll_done(struct lesson_scroll *s);

/* The window's size, and the rows of the tail at this width. Keeps the place. */
void lesson_scroll_resize(struct lesson_scroll *s, int width, int height, size_t n_tail);

/* The first row of the block's offset comes to stand `above` rows below the window's top. */
void lesson_scroll_show(struct lesson_scroll *s, size_t section, const struct block *block,
			uint32_t offset, int above);
void lesson_scroll_show_spot(struct lesson_scroll *s, struct spot p, int above);

/* Moves the window; false if it is at that end already. */
bool lesson_scroll_move(struct lesson_scroll *s, ptrdiff_t lines);

/* The layout of a section; borrowed until the next move or resize. */
const struct flow *lesson_scroll_flow(struct lesson_scroll *s, size_t section);

/* The row at p; NULL for a blank between sections and in the tail. */
const struct row *lesson_scroll_row(struct lesson_scroll *s, struct spot p);

/* Row i of section's layout as a spot. */
struct spot lesson_scroll_spot(struct lesson_scroll *s, size_t section, size_t i);

/* Goes one row down (1) or up (-1); false at the end, p unchanged. */
bool lesson_scroll_step(struct lesson_scroll *s, struct spot *p, int direction);

/* The last row that shows. */
struct spot lesson_scroll_bottom(struct lesson_scroll *s);

/* The first row from p on that shows words, in the window; false if there is none. */
bool lesson_scroll_first_text(struct lesson_scroll *s, struct spot *p);

/* True when the end of the text shows. */
bool lesson_scroll_is_at_end(struct lesson_scroll *s);

/* How much of the text is above the window's bottom, in thousandths. */
int lesson_scroll_permille(struct lesson_scroll *s);

/* Forgets layouts far from the window. */
void lesson_scroll_trim(struct lesson_scroll *s);

#endif
