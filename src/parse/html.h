/* SPDX-License-Identifier: MIT */
/*
 * The HTML that stands in Markdown: tags with a meaning for text become
 * styles, those that only lay out a page disappear, comments too; anything
 * else stays visible as SPAN_RAW.
 */
#ifndef PARSE_HTML_H
#define PARSE_HTML_H

#include <stddef.h>

#include "parse/spans.h"

/* One tag, comment or the like of running text, as cmark found it. */
void html_inline(struct spans *s, const char *tag, size_t n);

/* A whole block of HTML. */
void html_block(struct spans *s, const char *html, size_t n);

#endif
