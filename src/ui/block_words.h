/* SPDX-License-Identifier: MIT */
/*
 * A block's words in one piece, to be searched, and the way back from a place
 * in them to the document's memory, into which the runs of a layout point.
 */
#ifndef UI_BLOCK_WORDS_H
#define UI_BLOCK_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "model/doc.h"

struct words_part {
	size_t offset;		/* in text */
	const char *source;
	size_t len;
};

struct block_words {
	struct buf text;
	struct words_part *parts;	/* by offset */
	size_t n_parts, cap_parts;
	size_t last;			/* the part that was found last */
};

void block_words_init(struct block_words *w);
void block_words_done(struct block_words *w);

/* True for blocks that have words of their own. */
bool block_has_words(const struct block *b);

/* The words that show of b itself, without its children; of a question its title and stem. */
void block_words_set(struct block_words *w, const struct block *b);

/* The offset of memory at p; false if it is not in the words. Fast when asked in order. */
bool block_words_offset(struct block_words *w, const char *p, size_t *ret_offset);

/* The memory that shows the byte at offset; NULL if there are no words. */
const char *block_words_source(const struct block_words *w, size_t offset);

#endif
