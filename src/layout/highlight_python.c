/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "layout/highlight_scan.h"

enum { CODE, TRIPLE };

static const char *const keywords[] = {
	"False", "None", "True", "and", "as", "assert", "async", "await", "break", "case",
	"class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from",
	"global", "if", "import", "in", "is", "lambda", "match", "nonlocal", "not", "or", "pass",
	"raise", "return", "try", "while", "with", "yield", NULL,
};

static bool is_triple(const char *s, size_t n, size_t i)
{
	return i + 2 < n && s[i + 1] == s[i] && s[i + 2] == s[i];
}

/* The rest of a string in three quotes, which may go on over many lines. */
static size_t triple_end(struct highlight *h, const char *s, size_t n, size_t i)
{
	h->state = TRIPLE;
	for (; i < n; i++) {
		if (s[i] == h->quote && is_triple(s, n, i)) {
			h->state = CODE;
			return i + 3;
		}
		if (s[i] == '\\' && i + 1 < n)
			i++;
	}
	return n;
}

/* The end of the string at i, prefix ("f", "rb") and quotes included; i when there is none. */
static size_t string_end(struct highlight *h, const char *s, size_t n, size_t i)
{
	size_t at = i;
	bool is_closed;

	while (at < n && at < i + 2 && strchr("rRbBfFuU", s[at]))
		at++;
	if (at >= n || (s[at] != '\'' && s[at] != '"'))
		return i;
	h->quote = s[at];
	if (is_triple(s, n, at))
		return triple_end(h, s, n, at + 3);
	return scan_string(s, n, at + 1, s[at], true, &is_closed);
}

static size_t name_token(struct highlight *h, const char *s, size_t n, size_t i,
			 enum role *ret_role)
{
	static const char *const definers[] = { "def", "class", NULL };
	size_t end = scan_word(s, n, i);

	if (scan_is_one_of(s, i, end, keywords))
		*ret_role = ROLE_CODE_WORD;
	else if (h->is_start)
		*ret_role = ROLE_CODE_KEY;
	h->is_start = scan_is_one_of(s, i, end, definers);
	return end - i;
}

static size_t decorator_end(const char *s, size_t n, size_t i)
{
	do {
		i++;
	} while (i < n && (scan_is_word(s[i]) || s[i] == '.'));
	return i;
}

size_t highlight_python(struct highlight *h, const char *s, size_t n, size_t i,
			enum role *ret_role)
{
	bool is_first = i == 0 || h->is_value;	/* nothing but blanks before it */
	size_t end;

	h->is_value = is_first && scan_is_blank(s[i]);
	if (h->state == TRIPLE) {
		*ret_role = ROLE_CODE_STRING;
		return triple_end(h, s, n, i) - i;
	}
	if (scan_is_blank(s[i]))
		return scan_blanks(s, n, i) - i;
	if (s[i] == '#') {
		*ret_role = ROLE_CODE_COMMENT;
		return n - i;
	}
	end = string_end(h, s, n, i);
	if (end > i) {
		*ret_role = ROLE_CODE_STRING;
		return end - i;
	}
	if (s[i] == '@' && is_first) {
		*ret_role = ROLE_CODE_WORD;
		return decorator_end(s, n, i) - i;
	}
	if (scan_is_digit(s[i])) {
		*ret_role = ROLE_CODE_NUMBER;
		return scan_number(s, n, i) - i;
	}
	return scan_is_word(s[i]) ? name_token(h, s, n, i, ret_role) : 1;
}
