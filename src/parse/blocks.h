/* SPDX-License-Identifier: MIT */
/*
 * Markdown to a list of blocks, all at once: what markdown.c does section by
 * section and question.c with a question's body.
 */
#ifndef PARSE_BLOCKS_H
#define PARSE_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/doc.h"
#include "parse/heading.h"

struct blocks_options {
	struct arena *arena;		/* of all results */
	const char *file;		/* for question ids */
	struct diag_list *diags;	/* mistakes in live blocks; may be NULL */
	const char *definitions;	/* of links, from all of the document, one a line; "" = none */
	size_t definitions_len;
	int n_definitions;
	bool hides_definitions;		/* the text may have others */
	bool needs_guard;		/* the text has lines for which guard_is_needed() */
	bool is_question;		/* a quiz fence is plain code */
	struct heading_ids *ids;	/* NULL: ids are those of the text alone */
	const char *const *known_ids;	/* of the first headings, if they have been given out already */
	size_t n_known_ids;
};

struct cmark_parser;

/* Feeds text to cmark as blocks_parse() does. */
void blocks_feed(struct cmark_parser *parser, const struct blocks_options *o, const char *text,
		 size_t len);

/* The blocks of text, whose first line is line first_line; NULL if there are none. */
struct block *blocks_parse(const struct blocks_options *o, const char *text, size_t len,
			   int first_line);

#endif
