/* SPDX-License-Identifier: MIT */
/* Text taken line by line, without copying; and the character classes that all parsers share. */
#ifndef PARSE_LINE_H
#define PARSE_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct line {
	const char *p;	/* not NUL-terminated */
	size_t len;	/* without the newline */
};

/* Takes the next line of [*p, end) and moves *p behind its newline; false at the end. */
static inline bool line_take(const char **p, const char *end, struct line *ret)
{
	const char *stop;

	if (*p == end)
		return false;
	stop = memchr(*p, '\n', (size_t)(end - *p));
	*ret = (struct line){ *p, (size_t)((stop ? stop : end) - *p) };
	*p = stop ? stop + 1 : end;
	return true;
}

static inline bool char_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static inline bool char_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool char_is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static inline struct line line_trim_start(struct line l)
{
	while (l.len && char_is_blank(l.p[0])) {
		l.p++;
		l.len--;
	}
	return l;
}

static inline struct line line_trim_end(struct line l)
{
	while (l.len && char_is_blank(l.p[l.len - 1]))
		l.len--;
	return l;
}

static inline struct line line_trim(struct line l)
{
	return line_trim_end(line_trim_start(l));
}

/* What is left of l from byte i on. */
static inline struct line line_from(struct line l, size_t i)
{
	return (struct line){ l.p + i, l.len - i };
}

static inline bool line_is(struct line l, const char *s)
{
	return l.len == strlen(s) && !memcmp(l.p, s, l.len);
}

static inline bool line_starts(struct line l, const char *s)
{
	size_t n = strlen(s);

	return l.len >= n && !memcmp(l.p, s, n);
}

#endif
