/* SPDX-License-Identifier: MIT */
/* Pipe tables, by the rules of GitHub Flavored Markdown, found in what cmark takes for a paragraph. */
#ifndef PARSE_TABLE_H
#define PARSE_TABLE_H

#include <stddef.h>

#include "model/doc.h"
#include "parse/blocks.h"
#include "parse/source.h"
#include "parse/spans.h"

/* A paragraph as it stands in the source. */
struct table_lines {
	struct source source;	/* at the first line or before */
	int first, last;	/* lines, from 0 */
	unsigned n_quotes;	/* quotes that it lies in */
};

/* A line of it without what belongs to the quotes and lists around it. */
struct line table_content(struct line l, unsigned n_quotes);

/* The line of the table's header; -1 if the paragraph holds no table. */
int table_find(const struct table_lines *lines);

/* Makes the table whose header is line header. The builder must be between blocks. */
const struct table *table_make(const struct table_lines *lines, int header,
			       const struct blocks_options *o, struct spans *spans);

#endif
