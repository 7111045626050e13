/* SPDX-License-Identifier: MIT */
/*
 * What to show where the locale is not UTF-8: one table for the whole program,
 * so that views and layouts draw with the best characters and never ask.
 */
#ifndef CANVAS_ASCII_H
#define CANVAS_ASCII_H

#include <stddef.h>
#include <uchar.h>

#include "base/buf.h"

/* One printable ASCII character of the same width (a wide one counts 2: print it twice or pad). */
char ascii_of(char32_t cp);

/* Appends text with everything outside ASCII replaced, keeping its width in cells. */
void ascii_text(struct buf *out, const char *s, size_t n);

#endif
