/* SPDX-License-Identifier: MIT */
/* Blocks as plain words, for what is asked and explained in lines and in JSON. */
#ifndef CLI_WORDS_H
#define CLI_WORDS_H

#include "base/buf.h"
#include "model/doc.h"

/*
 * Appends the words of first and the blocks after it: a blank line between
 * paragraphs, "- " before list items, no newline at the end.
 */
void words_of_blocks(const struct block *first, struct buf *out);

#endif
