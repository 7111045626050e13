/* SPDX-License-Identifier: MIT */
/*
 * Documents and sentences below one another, laid out for one width and
 * scrolled as one. What the owner adds it may tag, to find it again on the
 * screen: the options of a question.
 *
 *	page_begin(&p, c->width);
 *	page_blocks(&p, item->stem, 0);
 *	page_gap(&p, 1);
 *	page_draw(&p, c, body.y, body.height);
 */
#ifndef UI_PAGE_H
#define UI_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "canvas/canvas.h"
#include "layout/flow.h"

enum { PAGE_NO_TAG = -1 };

struct page_row {
	const struct flow *flow;	/* NULL = text */
	size_t row;			/* of flow */
	const char *text;
	size_t len;
	enum role role;
	unsigned attr;
	int x;				/* where the flow, or the text, begins */
	int bar_x;			/* a bar that holds rows together; -1 = none */
	int tag;
};

struct page {
	struct arena arena;		/* of texts */
	struct page_row *rows;
	size_t n_rows, cap_rows;
	struct page_flow *flows;	/* that rows point to */
	int width;
	int measure;			/* of prose */
	int tag;			/* of the rows to come */
	bool is_barred;			/* the rows to come have a bar left of them */
	ptrdiff_t top;			/* first row that shows */
	int y, height;			/* the window, as last drawn */
};

void page_init(struct page *p, int measure);
void page_done(struct page *p);

/* Where a flow begins so that text of this measure stands in the middle of a window. */
int page_origin(int width, int measure);

/* The column where words begin. */
int page_left(const struct page *p);

/* Begins anew for windows of this width; stays scrolled where it was. */
void page_begin(struct page *p, int width);

void page_gap(struct page *p, int rows);
void page_blocks(struct page *p, const struct block *first, int indent);
void page_text(struct page *p, const char *text, int indent, enum role role, unsigned attr);

/* Rows that show tag; how many. */
size_t page_find(const struct page *p, int tag, size_t *ret_first);

/* The canvas row of row i, -1 when it does not show. */
int page_row_y(const struct page *p, size_t i);

/* The tag of what is at canvas row y. */
int page_tag_at(const struct page *p, int y);

void page_scroll(struct page *p, ptrdiff_t lines);

/* Scrolls no more than needed to show all of tag, or its beginning. */
void page_show(struct page *p, int tag);

void page_draw(struct page *p, struct canvas *c, int y, int height);

#endif
