/* SPDX-License-Identifier: MIT */
/* Between people and FTS5: what they type becomes a query, what it finds becomes a line. */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include <stdbool.h>

#include "base/buf.h"

/* What stands around a hit in a passage. */
enum { WORDS_MARK = '\x02', WORDS_MARK_END = '\x03' };

/*
 * Appends the FTS5 query for a typed one: words are prefixes, "quoted words"
 * are phrases, all must occur. Only the first words of a very long one count.
 * False, and nothing appended, when there is no word in it.
 */
bool words_query(struct buf *out, const char *typed);

/*
 * Appends a passage as one clean line of about 160 characters around its first
 * hit; marks stay, and in pairs.
 */
void words_passage(struct buf *out, const char *text, size_t len);

#endif
