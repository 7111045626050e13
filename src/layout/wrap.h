/* SPDX-License-Identifier: MIT */
/*
 * Inline text to lines of a width: breaks at blanks, after hyphens, in long
 * addresses and between CJK characters, elsewhere only in what is wider than a
 * line. Greedy, linear, a bounded window of the text at a time. Runs point into
 * the text given. Used by rows.c and table_layout.c.
 *
 *	wrap_clear(&w);
 *	wrap_begin(&w, 72, 72);
 *	wrap_add(&w, &block->text, &style, 0);
 *	wrap_end(&w);		... w.lines, w.runs
 */
#ifndef LAYOUT_WRAP_H
#define LAYOUT_WRAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canvas/role.h"
#include "layout/flow.h"
#include "model/doc.h"

struct piece;

struct wrap_line {
	uint32_t first, n;	/* its runs */
	uint32_t cells;
	uint32_t offset;	/* of its first character, as wrap_add was told */
};

struct wrap_style {
	enum role role;
	unsigned attr;
	bool is_live;		/* links need not show where they lead */
	bool is_aside;		/* no part of the block's text: offsets stand still */
};

struct wrap {
	struct wrap_line *lines;
	size_t n_lines, cap_lines;
	struct run *runs;
	size_t n_runs, cap_runs;

	struct piece *pieces;	/* what no line was made of yet */
	size_t n_pieces, cap_pieces, flush_at;
	size_t *ends;		/* of the lines being made, in pieces */
	size_t n_ends, cap_ends;
	uint32_t first_width, width;
	size_t first_line;	/* of the text being wrapped */
	bool has_pieces;	/* this text has */
	struct wrap_gap {
		uint8_t before, owner;
		uint16_t cells;
	} gap;			/* what the next piece comes after */

	uint32_t part_cells;	/* of what does not break, so far */

	bool is_measuring;
	uint32_t line_cells;
	uint32_t natural, longest;	/* see wrap_measure */
};

void wrap_init(struct wrap *w);
void wrap_done(struct wrap *w);
void wrap_clear(struct wrap *w);	/* forgets lines and runs, keeps the memory */

/*
 * Begins a text; its lines follow those that are there. Continuation lines may
 * have another width than the first. A first line too narrow for the first
 * word stays empty.
 */
void wrap_begin(struct wrap *w, uint32_t first_width, uint32_t width);

/*
 * Adds text; several calls make one text. Offsets count from `offset`. Returns
 * the bytes that the text has in plain form (text_plain).
 */
uint32_t wrap_add(struct wrap *w, const struct text *t, const struct wrap_style *s,
		  uint32_t offset);

/* Adds a string that is no part of the block's text, at this offset in it. */
void wrap_add_string(struct wrap *w, const char *string, enum role role, unsigned attr,
		     uint32_t offset);

/* Blanks of this width (3 at most) come next, unless a line begins there. */
void wrap_add_gap(struct wrap *w, unsigned cells);

void wrap_end(struct wrap *w);

/*
 * The width of text on lines of its own, and of its widest part that does not
 * break. Nothing else may be under way.
 */
void wrap_measure(struct wrap *w, const struct text *t, const struct wrap_style *s,
		  uint32_t *ret_natural, uint32_t *ret_longest);

#endif
