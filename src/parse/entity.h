/* SPDX-License-Identifier: MIT */
/* HTML's character references. */
#ifndef PARSE_ENTITY_H
#define PARSE_ENTITY_H

#include <stddef.h>

#include "base/buf.h"

/*
 * Decodes the reference at s ("&amp;", "&#38;", "&#x26;"), which begins with
 * '&', and appends what it stands for, cleaned. Returns its length, 0 if it is none.
 */
size_t entity_decode(struct buf *out, const char *s, size_t n);

/* Appends text with all references decoded. */
void entity_decode_all(struct buf *out, const char *s, size_t n);

#endif
