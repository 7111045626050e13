/* SPDX-License-Identifier: MIT */
/*
 * Roles of code, line by line. Scanners are single-pass and forgiving: what
 * they do not understand is plain code. A language is one entry of a table in
 * highlight.c and one file.
 */
#ifndef LAYOUT_HIGHLIGHT_H
#define LAYOUT_HIGHLIGHT_H

#include <stdbool.h>
#include <stddef.h>

#include "canvas/role.h"

struct highlight;

/*
 * The token that begins at s[i], i < n: its length (1 to n - i) and role. s is
 * a line without its newline; calls go through it from left to right.
 */
typedef size_t highlight_token(struct highlight *h, const char *s, size_t n, size_t i,
			       enum role *ret_role);

/* State between tokens and lines; each language has its own use for it. */
struct highlight {
	highlight_token *token;	/* NULL: no language */
	int state;
	char quote;		/* that ends the string which is open */
	size_t indent;
	int depth;
	bool is_start;		/* a key or command may come next */
	bool is_value;		/* a value may come next */
	bool is_continued;	/* the line above ended with a backslash */
	const char *word;	/* that ends what is open; points into the code */
	size_t word_len;
};

/* The language's name in a fence's info string: its first word. */
size_t highlight_name(const char *info);

void highlight_init(struct highlight *h, const char *info);

/* The next token of a line; ROLE_CODE for all of it without a language. */
size_t highlight_next(struct highlight *h, const char *s, size_t n, size_t i, enum role *ret_role);

#endif
