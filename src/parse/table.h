/* SPDX-License-Identifier: MIT */
/* Pipe tables by GitHub Flavored Markdown's rules, found in what cmark takes for paragraphs. */
#ifndef PARSE_TABLE_H
#define PARSE_TABLE_H

#include <stddef.h>

#include "model/doc.h"
#include "parse/inlines.h"
#include "parse/source.h"

/* A paragraph as it stands in the source. */
struct table_lines {
	struct source source;	/* at the first line or before */
	int first, last;	/* lines, from 0 */
	struct line head;	/* the first line, without what is before the paragraph */
	unsigned n_quotes;	/* quotes that it lies in */
};

/* Line i of it, without what belongs to the quotes and lists around it. */
struct line table_line(const struct table_lines *lines, struct source *source, int i);

/* The line of the table's header; -1 if the paragraph holds no table. */
int table_find(const struct table_lines *lines);

/*
 * Makes the table whose header is line header. Cells that may hold markup get
 * their text from later.
 */
const struct table *table_make(const struct table_lines *lines, int header, struct arena *a,
			       struct inlines_later *later);

#endif
