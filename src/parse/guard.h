/* SPDX-License-Identifier: MIT */
/*
 * cmark takes a footnote ("[^1]: word") for a link definition, which vanishes,
 * and needs quadratic time for absurd nesting. Both are prevented by GUARD
 * bytes put into its input: a byte that no clean text has, that means nothing
 * in Markdown, and that spans.h takes out of the output again.
 */
#ifndef PARSE_GUARD_H
#define PARSE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/line.h"

struct cmark_parser;

enum {
	GUARD = '\xFF',
	GUARD_PREFIX_MAX = 128,		/* bytes of a line in which containers may begin */
	GUARD_IMAGES_MAX = 1000,	/* "![" in one paragraph */
};

/*
 * What follows the blanks, quote marks and list markers at a line's start.
 * Looks no further than GUARD_PREFIX_MAX.
 */
struct line guard_content(struct line l);

/* True if guard_feed() would put something into this line. */
bool guard_is_needed(struct line l);

/* Feeds text to cmark with guards put in. */
void guard_feed(struct cmark_parser *parser, const char *text, size_t len);

#endif
