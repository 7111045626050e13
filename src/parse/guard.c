/* SPDX-License-Identifier: MIT */
#include "parse/guard.h"

#include <cmark.h>

static bool is_bullet(char c)
{
	return c == '-' || c == '+' || c == '*';
}

/* Bytes of a list marker with a blank or the line's end behind it; 0 if there is none. */
static size_t marker_length(struct line l)
{
	size_t i = 0;

	while (i < l.len && i < 9 && char_is_digit(l.p[i]))
		i++;
	if (i == l.len)
		return 0;
	if (i ? l.p[i] != '.' && l.p[i] != ')' : !is_bullet(l.p[i]))
		return 0;
	i++;
	return i == l.len || char_is_blank(l.p[i]) ? i : 0;
}

struct line guard_content(struct line l)
{
	size_t i = 0;

	while (i < l.len && i < GUARD_PREFIX_MAX) {
		size_t n = char_is_blank(l.p[i]) || l.p[i] == '>' ? 1 : marker_length(line_from(l, i));

		if (!n)
			break;
		i += n;
	}
	return line_from(l, i);
}

/* A rule of the text, like "* * *", which may be as long as it likes. */
static bool is_rule(struct line l)
{
	for (size_t i = 0; i < l.len; i++)
		if (l.p[i] != l.p[0] && !char_is_blank(l.p[i]))
			return false;
	return true;
}

/* True if a guard belongs in front of content, which begins n bytes into its line. */
static bool content_needs_guard(struct line content, size_t n)
{
	if (line_starts(content, "[^"))
		return true;
	if (n < GUARD_PREFIX_MAX || !content.len)
		return false;
	return !is_rule(line_trim_start(content));
}

bool guard_is_needed_anywhere(const char *text, size_t len)
{
	const char *p = text, *end = text + len;

	if (memmem(text, len, "\\~~", 3))
		return true;
	for (size_t n = 0; n <= GUARD_IMAGES_MAX; n++) {
		p = memmem(p, (size_t)(end - p), "![", 2);
		if (!p)
			return false;
		p += 2;
	}
	return true;
}

bool guard_is_needed(struct line l)
{
	struct line content = guard_content(l);

	return content_needs_guard(content, (size_t)(content.p - l.p));
}

static void feed_guard(cmark_parser *parser)
{
	static const char guard = GUARD;

	cmark_parser_feed(parser, &guard, 1);
}

/* True if a guard belongs behind p: the "!" of one image too many, or the "\~" of "\~~". */
static bool char_needs_guard(const char *p, const char *end, size_t *n_images)
{
	if (*p == '!' && p + 1 < end && p[1] == '[')
		return ++*n_images > GUARD_IMAGES_MAX;
	return *p == '\\' && p + 2 < end && p[1] == '~' && p[2] == '~';
}

static void feed_content(cmark_parser *parser, const char *p, const char *end, size_t *n_images)
{
	const char *from = p;

	for (; p < end; p++) {
		if (!char_needs_guard(p, end, n_images))
			continue;
		p += *p == '\\';
		cmark_parser_feed(parser, from, (size_t)(p + 1 - from));
		feed_guard(parser);
		from = p + 1;
	}
	cmark_parser_feed(parser, from, (size_t)(end - from));
}

void guard_feed(struct cmark_parser *parser, const char *text, size_t len)
{
	const char *p = text, *end = text + len;
	size_t n_images = 0;
	struct line l;

	while (line_take(&p, end, &l)) {
		struct line content = guard_content(l);
		size_t n = (size_t)(content.p - l.p);

		if (!line_trim(l).len)
			n_images = 0;
		cmark_parser_feed(parser, l.p, n);
		if (content_needs_guard(content, n))
			feed_guard(parser);
		feed_content(parser, content.p, p, &n_images);
	}
}
