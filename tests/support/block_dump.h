/* SPDX-License-Identifier: MIT */
/* Blocks as text, one a line, for tests to compare. */
#ifndef TESTS_SUPPORT_BLOCK_DUMP_H
#define TESTS_SUPPORT_BLOCK_DUMP_H

#include "base/buf.h"
#include "model/doc.h"

/*
 * "plain {E emphasis} {BC strong code} {/} {L:url link} {I:path alt}": E B C
 * L I T (struck) K R are the flags, {/} is a break.
 */
void block_dump_text(const struct text *t, struct buf *out);

/* A list of blocks and all below it; with_lines adds "@line" to each. */
void block_dump(const struct block *first, bool with_lines, struct buf *out);

#endif
