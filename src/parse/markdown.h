/* SPDX-License-Identifier: MIT */
/* Markdown to model/doc.h: CommonMark by cmark, pipe tables, task lists, mdBook's heading ids. */
#ifndef PARSE_MARKDOWN_H
#define PARSE_MARKDOWN_H

#include <stddef.h>

#include "base/diag.h"
#include "model/doc.h"

struct markdown_options {
	const char *file;		/* for diagnostics and question ids */
	int first_line;			/* line number of text's first line; 1 or more */
	struct diag_list *diags;	/* mistakes in live blocks; NULL = not wanted */
	size_t section_bytes;		/* sections are at least so long; 0 = a good default */
};

/*
 * Opens text (clean UTF-8, len bytes, kept by the caller as long as the
 * document lives) and finds its sections; parses none. The caller frees the
 * result with doc_free(). All line numbers, those of diagnostics too, count
 * from first_line; the caller has told diags (diag_in) what file they are of.
 */
struct doc *markdown_open(const char *text, size_t len, const struct markdown_options *o);

/* Appends mdBook's id of a heading's plain text, before numbering of repeats: "what-is-s3". */
void markdown_heading_id(const char *text, size_t len, struct buf *out);

#endif
