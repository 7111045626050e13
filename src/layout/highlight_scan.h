/* SPDX-License-Identifier: MIT */
/* What the scanners of languages share. Included by highlight*.c only. */
#ifndef LAYOUT_HIGHLIGHT_SCAN_H
#define LAYOUT_HIGHLIGHT_SCAN_H

#include "layout/highlight.h"

highlight_token highlight_yaml, highlight_json, highlight_shell, highlight_console,
	highlight_python;

bool scan_is_blank(char c);
bool scan_is_digit(char c);
bool scan_is_word(char c);	/* letters, digits, '_' and everything outside ASCII */

/* Ends of stretches that begin at i. */
size_t scan_blanks(const char *s, size_t n, size_t i);
size_t scan_word(const char *s, size_t n, size_t i);
size_t scan_number(const char *s, size_t n, size_t i);	/* i when there is none */

/*
 * The end of a string whose text begins at i: after the closing quote, n when
 * it is not closed on this line. A backslash escapes when has_escapes.
 */
size_t scan_string(const char *s, size_t n, size_t i, char quote, bool has_escapes,
		   bool *ret_is_closed);

/* True when s[from, to) is one of the words, which end with NULL. */
bool scan_is_one_of(const char *s, size_t from, size_t to, const char *const *words);

#endif
