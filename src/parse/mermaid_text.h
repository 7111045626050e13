/* SPDX-License-Identifier: MIT */
/* The small parts of Mermaid's syntax: statements, labels, arrows, colours. */
#ifndef PARSE_MERMAID_TEXT_H
#define PARSE_MERMAID_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "model/diagram.h"
#include "parse/line.h"

/*
 * Takes the next statement of a line: up to ';', but not the one that ends a
 * character code (#quot; or &quot;). False when nothing is left.
 */
bool mermaid_statement(struct line *rest, struct line *ret);

/* The first word, up to a blank or ':'; rest is what follows, trimmed. */
struct line mermaid_word(struct line s, struct line *ret_rest);

/* True if the word is keyword, in any case. */
bool mermaid_is_word(struct line word, const char *keyword);

/* A label: <br> as a newline, character codes decoded, "wrap:" taken off. */
const char *mermaid_label(struct arena *a, struct line text);

/* The start of text, short enough to be quoted in a message. */
const char *mermaid_quote(struct arena *a, struct line text);

struct arrow {
	size_t at, len;		/* in the statement, with the "()" beside it */
	enum arrow_line line;
	enum arrow_head head;
	bool is_both_ways;
	bool is_reverse;	/* its head is where it begins */
};

/* The first arrow of a statement, before any ':'. */
bool mermaid_arrow(struct line s, struct arrow *ret);

/* True if text begins with a CSS colour (a name, rgb(), hsl(), #hex), ret_len bytes of it. */
bool mermaid_colour(struct line text, size_t *ret_len);

#endif
