/* SPDX-License-Identifier: MIT */
/*
 * cmark takes a footnote ("[^1]: word") for a link definition, which vanishes,
 * does not tell "\~~" from "~~", and needs quadratic time for absurd nesting.
 * All this is prevented by GUARD bytes put into its input, and taken out of its
 * output again. A form feed does: clean text has none, to cmark it is white
 * space inside a line, and nothing that begins a block can begin behind it.
 */
#ifndef PARSE_GUARD_H
#define PARSE_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#include "parse/line.h"

struct cmark_parser;

enum {
	GUARD = '\f',
	GUARD_PREFIX_MAX = 128,		/* bytes of a line in which containers may begin */
	GUARD_IMAGES_MAX = 1000,	/* "![" in one paragraph */
};

/*
 * What follows the blanks, quote marks and list markers at a line's start.
 * Looks no further than GUARD_PREFIX_MAX.
 */
struct line guard_content(struct line l);

/* True if guard_feed() would put something into the start of this line. */
bool guard_is_needed(struct line l);

/* True if it would put something into the inside of lines. */
bool guard_is_needed_anywhere(const char *text, size_t len);

/* Feeds text to cmark with guards put in. */
void guard_feed(struct cmark_parser *parser, const char *text, size_t len);

#endif
