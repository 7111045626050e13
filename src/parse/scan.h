/* SPDX-License-Identifier: MIT */
/*
 * One fast pass over a Markdown text that finds where it may be cut so that
 * each piece, parsed alone, gives the same blocks as the whole. It knows only
 * what can reach over a heading: fences, HTML that does not end at a blank
 * line, and link definitions. Whatever it is not certain of makes pieces
 * larger, never wrong.
 */
#ifndef PARSE_SCAN_H
#define PARSE_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* A piece begins here: at the text's start, or at a heading certain to be one of the top level. */
struct cut {
	size_t offset;
	int line;		/* from 0 */
	bool is_heading;	/* false only for the text's start */
	bool is_underlined;	/* the heading has a second line */
	bool hides_headings;	/* headings may follow before the next cut, in lists or underlined */
};

struct scan {
	struct cut *cuts;	/* at least one */
	size_t n_cuts, cap_cuts;
	struct buf definitions;	/* all link definitions, one a line */
	int n_definitions;
	bool is_whole;		/* a definition may hide somewhere: use only the first cut */
	bool needs_guard;	/* see guard.h */
};

void scan_init(struct scan *s);
void scan_done(struct scan *s);
void scan_text(struct scan *s, const char *text, size_t len);

#endif
