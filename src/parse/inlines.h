/* SPDX-License-Identifier: MIT */
/* From cmark's inline nodes to spans. */
#ifndef PARSE_INLINES_H
#define PARSE_INLINES_H

#include <stdbool.h>

#include "parse/blocks.h"
#include "parse/spans.h"

struct cmark_node;

/* Takes one inline node, met when a walk enters or leaves it. */
void inlines_add(struct spans *s, struct cmark_node *node, bool is_enter);

/*
 * Pieces of Markdown that are only inlines (cells of tables), collected to be
 * parsed all at once.
 */
struct inlines_later {
	struct buf markup;
	struct text **targets;
	size_t n, cap;
};

void inlines_later_init(struct inlines_later *l);
void inlines_later_done(struct inlines_later *l);

/* Begins a piece; its text is written to target, which must live until then. */
void inlines_later_begin(struct inlines_later *l, struct text *target);
/* Adds a line to the piece. */
void inlines_later_add(struct inlines_later *l, const char *line, size_t n);

/*
 * Parses all pieces and writes their texts. Links may refer to the
 * definitions of o, and to those in text if they may be there.
 */
void inlines_later_parse(struct inlines_later *l, struct spans *s, const struct blocks_options *o,
			 const char *text, size_t len);

#endif
