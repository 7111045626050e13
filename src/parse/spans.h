/* SPDX-License-Identifier: MIT */
/*
 * Builds the text of one block: bytes in, a row of spans out, neighbours of
 * equal style joined. One builder serves a whole document, block after block,
 * and keeps its memory.
 */
#ifndef PARSE_SPANS_H
#define PARSE_SPANS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/doc.h"

enum { SPANS_STYLES = 9 };	/* flags of enum span_flag */

struct spans_piece;

struct spans {
	struct arena *arena;	/* of the results */
	bool is_dirty;		/* what comes in may hold GUARD bytes or unclean characters */
	bool may_strike;	/* "~~" occurs */
	struct buf text;	/* of the block so far */
	struct spans_piece *pieces;
	size_t n_pieces, cap_pieces;
	bool has_tildes;	/* some of them are "~~" and may mean something */
	uint32_t flags;		/* of what comes next */
	unsigned depth[SPANS_STYLES];		/* how often each style is open */
	unsigned html_depth[SPANS_STYLES];	/* of these by HTML tags */
	const char *link_url, *html_url, *image_url;
	size_t link_pieces;	/* n_pieces when the link began */
	size_t image_start;	/* length of text when the image began */
};

void spans_init(struct spans *s, struct arena *arena);
void spans_done(struct spans *s);

/* Text as it stands; newlines become blanks. */
void spans_text(struct spans *s, const char *text, size_t n);
/* The same, in which "~~" may strike out. */
void spans_markup_text(struct spans *s, const char *text, size_t n);
/* Text with more flags than are open now. */
void spans_flagged(struct spans *s, const char *text, size_t n, uint32_t flags);
void spans_break(struct spans *s);

void spans_open(struct spans *s, enum span_flag style);
void spans_close(struct spans *s, enum span_flag style);
void spans_open_link(struct spans *s, const char *url);
void spans_close_link(struct spans *s);
void spans_open_image(struct spans *s, const char *url);
void spans_close_image(struct spans *s);

/* Styles opened by HTML tags: closed only by HTML, or with the block. */
void spans_html_open(struct spans *s, enum span_flag style);
void spans_html_close(struct spans *s, enum span_flag style);
void spans_html_link(struct spans *s, const char *url);	/* NULL closes it */

/* A clean copy of a string from cmark, in the arena. */
const char *spans_string(struct spans *s, const char *text);

/* The finished text; the builder is ready for the next block. The spans may still be changed. */
struct span *spans_finish(struct spans *s, uint32_t *ret_n);

#endif
