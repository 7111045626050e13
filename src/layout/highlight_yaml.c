/* SPDX-License-Identifier: MIT */
#include "layout/highlight_scan.h"

#include <string.h>

enum { OUTSIDE, BLOCK_SCALAR };

static bool is_end(const char *s, size_t n, size_t i)
{
	return i >= n || scan_is_blank(s[i]);
}

/* Within [ ] and { } some more characters end a plain scalar. */
static bool is_flow_sign(const struct highlight *h, char c)
{
	return h->depth > 0 && c && strchr(",[]{}", c);
}

static bool is_comment(const char *s, size_t i)
{
	return s[i] == '#' && (!i || scan_is_blank(s[i - 1]));
}

/* The end of the plain scalar at i; at a key's colon, a comment or a sign it stops. */
static size_t plain_end(const struct highlight *h, const char *s, size_t n, size_t i)
{
	while (i < n && !is_flow_sign(h, s[i]) && !is_comment(s, i) &&
	       !(s[i] == ':' && is_end(s, n, i + 1)))
		i++;
	return i;
}

static size_t trimmed(const char *s, size_t from, size_t to)
{
	while (to > from && scan_is_blank(s[to - 1]))
		to--;
	return to;
}

static bool is_colon(const char *s, size_t n, size_t i)
{
	i = scan_blanks(s, n, i);
	return i < n && s[i] == ':' && is_end(s, n, i + 1);
}

static size_t quoted_token(struct highlight *h, const char *s, size_t n, size_t i,
			   enum role *ret_role)
{
	bool is_closed;
	size_t end = scan_string(s, n, i + 1, s[i], s[i] == '"', &is_closed);

	/* A doubled quote is one in the text. */
	while (s[i] == '\'' && end < n && s[end] == '\'')
		end = scan_string(s, n, end + 1, s[i], false, &is_closed);
	*ret_role = h->is_start && is_colon(s, n, end) ? ROLE_CODE_KEY : ROLE_CODE_STRING;
	h->is_start = h->is_value = false;
	return end - i;
}

static enum role plain_role(const char *s, size_t from, size_t to)
{
	static const char *const words[] = { "true", "false", "null", "~", "yes", "no", "on",
					     "off", NULL };

	if (scan_is_one_of(s, from, to, words))
		return ROLE_CODE_WORD;
	return scan_number(s, to, from) == to ? ROLE_CODE_NUMBER : ROLE_CODE;
}

static size_t plain_token(struct highlight *h, const char *s, size_t n, size_t i,
			  enum role *ret_role)
{
	size_t end = trimmed(s, i, plain_end(h, s, n, i));

	if (end == i)
		return 1;
	*ret_role = h->is_start && is_colon(s, n, end) ? ROLE_CODE_KEY : plain_role(s, i, end);
	h->is_start = h->is_value = false;
	return end - i;
}

/* "|", ">-": what follows, deeper than this line, is text. */
static size_t block_token(struct highlight *h, size_t n, size_t i, enum role *ret_role)
{
	h->state = BLOCK_SCALAR;
	*ret_role = ROLE_CODE_WORD;
	return n - i;
}

static bool is_block_header(const char *s, size_t n, size_t i)
{
	size_t end = i + 1;

	if (s[i] != '|' && s[i] != '>')
		return false;
	while (end < n && (s[end] == '-' || s[end] == '+' || scan_is_digit(s[end])))
		end++;
	end = scan_blanks(s, n, end);
	return end == n || is_comment(s, end);
}

/* The end of "!Ref", "&anchor" or "*alias". */
static size_t tag_end(const struct highlight *h, const char *s, size_t n, size_t i)
{
	do {
		i++;
	} while (!is_end(s, n, i) && !is_flow_sign(h, s[i]));
	return i;
}

static size_t sign_token(struct highlight *h, const char *s, size_t i)
{
	if (s[i] == '[' || s[i] == '{')
		h->depth++;
	else if ((s[i] == ']' || s[i] == '}') && h->depth > 0)
		h->depth--;
	h->is_start = h->is_value = true;
	return 1;
}

/* True when the line still belongs to the block scalar above it. */
static bool line_start(struct highlight *h, const char *s, size_t n)
{
	size_t indent = scan_blanks(s, n, 0);

	if (h->state == BLOCK_SCALAR && (indent == n || indent > h->indent))
		return true;
	h->state = OUTSIDE;
	h->indent = indent;
	h->is_start = h->is_value = true;
	return false;
}

size_t highlight_yaml(struct highlight *h, const char *s, size_t n, size_t i, enum role *ret_role)
{
	if (i == 0 && line_start(h, s, n)) {
		*ret_role = ROLE_CODE_STRING;
		return n;
	}
	if (scan_is_blank(s[i]))
		return scan_blanks(s, n, i) - i;
	if (is_comment(s, i)) {
		*ret_role = ROLE_CODE_COMMENT;
		return n - i;
	}
	if (s[i] == '-' && h->is_start && is_end(s, n, i + 1))
		return 1;
	if (s[i] == ':' && is_end(s, n, i + 1)) {
		h->is_value = true;
		return 1;
	}
	if (h->is_value && (s[i] == '"' || s[i] == '\''))
		return quoted_token(h, s, n, i, ret_role);
	if (h->is_value && is_block_header(s, n, i))
		return block_token(h, n, i, ret_role);
	if (is_flow_sign(h, s[i]) || (h->is_value && (s[i] == '[' || s[i] == '{')))
		return sign_token(h, s, i);
	if (h->is_value && (s[i] == '!' || s[i] == '&' || s[i] == '*')) {
		*ret_role = ROLE_CODE_WORD;
		return tag_end(h, s, n, i) - i;
	}
	return plain_token(h, s, n, i, ret_role);
}
