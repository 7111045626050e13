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
 * Parses text that gives only paragraphs, GUARD bytes allowed. done(context) is
 * called when all of a paragraph is in s, and must finish it.
 */
void inlines_parse(struct spans *s, const struct blocks_options *o, const struct buf *text,
		   void (*done)(void *context), void *context);

#endif
