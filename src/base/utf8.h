/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 and the width of what it shows. All text inside the program is valid
 * UTF-8 without control characters: utf8_clean() makes it so where text enters
 * (files, arguments, the database), and nobody checks again.
 *
 * Widths are cells of a terminal: 0 for combining marks, 2 for wide characters
 * (Unicode's East Asian Width, by utf8proc), 1 for the rest.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

#include "base/buf.h"

/*
 * Decodes the code point at s (n > 0 bytes are there). Returns its length in
 * bytes; a byte that starts no valid sequence gives U+FFFD and length 1.
 */
size_t utf8_decode(const char *s, size_t n, char32_t *ret_cp);

/* Writes cp (1 to 4 bytes) to out and returns the length; no NUL. */
size_t utf8_encode(char32_t cp, char out[4]);

bool utf8_is_valid(const char *s, size_t n);

int utf8_cp_cells(char32_t cp);		/* 0, 1 or 2 */
size_t utf8_cells(const char *s, size_t n);	/* of a whole string; ASCII is fast */

/*
 * The next character as a reader sees it (an extended grapheme cluster): its
 * length in bytes (at least 1) and its width. A cluster is never wider than 2.
 */
size_t utf8_cluster(const char *s, size_t n, int *ret_cells);

/* Bytes of the longest prefix of whole clusters that fits into cells. */
size_t utf8_fit(const char *s, size_t n, size_t cells, size_t *ret_cells);

/*
 * What must not reach a terminal or confuse a reader: C0 and C1 controls other
 * than tab and newline, DEL, NUL, bidirectional overrides and isolates, zero
 * width no-break space, line and paragraph separators, lone surrogates.
 */
bool utf8_is_unsafe(char32_t cp);

/*
 * Appends s to out with each invalid byte and unsafe code point replaced by
 * U+FFFD. CR LF and lone CR become LF; a byte order mark at the start is
 * dropped. Returns how many code points were replaced.
 */
size_t utf8_clean(struct buf *out, const char *s, size_t n);

/* True when utf8_clean would change nothing: then the text may be used in place. */
bool utf8_is_clean(const char *s, size_t n);

/* Simple case folding, for searching and comparing. */
char32_t utf8_fold(char32_t cp);

#endif
