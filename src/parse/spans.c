/* SPDX-License-Identifier: MIT */
#include "parse/spans.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "parse/guard.h"

enum { OPEN_STRIKES_MAX = 16 };

struct spans_piece {
	size_t start;	/* in text; it ends where the next piece begins */
	uint32_t flags;
	bool is_tildes;	/* "~~" */
	bool may_open, may_close;
	signed char strike;	/* 1 begins what is struck out, -1 ends it */
	const char *url;
};

void spans_init(struct spans *s, struct arena *arena)
{
	*s = (struct spans){ .arena = arena };
	buf_init(&s->text);
}

void spans_done(struct spans *s)
{
	buf_done(&s->text);
	free(s->pieces);
}

static const char *current_url(const struct spans *s)
{
	if (s->link_url)
		return s->link_url;
	if (s->html_url)
		return s->html_url;
	return s->image_url;
}

/* What is in an image is only its alternative text. */
static uint32_t current_flags(const struct spans *s, uint32_t more)
{
	uint32_t flags = s->flags | more;

	return flags & SPAN_IMAGE ? flags & (SPAN_IMAGE | SPAN_LINK) : flags;
}

static struct spans_piece *add_piece(struct spans *s, uint32_t flags)
{
	struct spans_piece *p = vec_push(s->pieces, s->n_pieces, s->cap_pieces);

	*p = (struct spans_piece){ s->text.len, flags, .url = current_url(s) };
	return p;
}

static void need_piece(struct spans *s, uint32_t flags)
{
	const struct spans_piece *last = s->n_pieces ? &s->pieces[s->n_pieces - 1] : NULL;

	if (!last || last->flags != flags || last->is_tildes || last->url != current_url(s) ||
	    flags & SPAN_BREAK)
		add_piece(s, flags);
}

/* Drops GUARD bytes and appends the rest, cleaned. */
static void add_clean(struct buf *out, const char *text, size_t n)
{
	const char *end = text + n;

	while (text < end) {
		const char *stop = memchr(text, GUARD, (size_t)(end - text));

		if (!stop)
			stop = end;
		if (utf8_is_clean(text, (size_t)(stop - text)))
			buf_add(out, text, (size_t)(stop - text));
		else
			utf8_clean(out, text, (size_t)(stop - text));
		text = stop + (stop < end);
	}
}

static void add_line(struct spans *s, const char *text, size_t n)
{
	size_t start = s->text.len;

	add_clean(&s->text, text, n);
	for (size_t i = start; i < s->text.len; i++)
		if (s->text.p[i] == '\n')
			s->text.p[i] = ' ';
}

void spans_flagged(struct spans *s, const char *text, size_t n, uint32_t flags)
{
	if (!n)
		return;
	need_piece(s, current_flags(s, flags));
	if (s->is_dirty || flags & SPAN_RAW)
		add_line(s, text, n);
	else
		buf_add(&s->text, text, n);
}

void spans_text(struct spans *s, const char *text, size_t n)
{
	spans_flagged(s, text, n, 0);
}

/* True if the text so far ends with something that "~~" may strike out. */
static bool ends_with_word(const struct spans *s)
{
	return s->text.len && s->text.p[s->text.len - 1] != ' ' &&
	       !(s->pieces[s->n_pieces - 1].flags & SPAN_BREAK);
}

/* "~~" before end: it may open before a word and close behind one. */
static void add_tildes(struct spans *s, const char *at, const char *end)
{
	bool may_close = ends_with_word(s);
	struct spans_piece *p = add_piece(s, current_flags(s, 0));

	p->is_tildes = true;
	p->may_open = at + 2 == end || at[2] != ' ';
	p->may_close = may_close;
	s->has_tildes = true;
	buf_add(&s->text, at, 2);
}

void spans_markup_text(struct spans *s, const char *text, size_t n)
{
	const char *end = text + n, *from = text, *p = text;

	while (s->may_strike && (p = memchr(p, '~', (size_t)(end - p)))) {
		size_t run = 1;

		while (p + run < end && p[run] == '~')
			run++;
		if (run == 2) {
			spans_text(s, from, (size_t)(p - from));
			add_tildes(s, p, end);
			from = p + run;
		}
		p += run;
	}
	spans_text(s, from, (size_t)(end - from));
}

void spans_break(struct spans *s)
{
	add_piece(s, SPAN_BREAK);
}

static unsigned style_index(enum span_flag style)
{
	unsigned i = 0;

	while (!((unsigned)style >> i & 1))
		i++;
	return i;
}

void spans_open(struct spans *s, enum span_flag style)
{
	s->depth[style_index(style)]++;
	s->flags |= style;
}

void spans_close(struct spans *s, enum span_flag style)
{
	if (!--s->depth[style_index(style)])
		s->flags &= ~(uint32_t)style;
}

void spans_open_link(struct spans *s, const char *url)
{
	s->link_url = spans_string(s, url);
	spans_open(s, SPAN_LINK);
	s->link_pieces = s->n_pieces;
}

void spans_close_link(struct spans *s)
{
	/* A link without a text is shown by its address. */
	if (s->n_pieces == s->link_pieces)
		spans_text(s, s->link_url, strlen(s->link_url));
	spans_close(s, SPAN_LINK);
	s->link_url = NULL;
}

void spans_open_image(struct spans *s, const char *url)
{
	if (!s->image_url) {
		s->image_url = spans_string(s, url);
		s->image_start = s->text.len;
	}
	spans_open(s, SPAN_IMAGE);
}

void spans_close_image(struct spans *s)
{
	if (s->depth[style_index(SPAN_IMAGE)] == 1 && s->text.len == s->image_start)
		add_piece(s, current_flags(s, 0));
	spans_close(s, SPAN_IMAGE);
	if (!(s->flags & SPAN_IMAGE))
		s->image_url = NULL;
}

void spans_html_open(struct spans *s, enum span_flag style)
{
	s->html_depth[style_index(style)]++;
	spans_open(s, style);
}

void spans_html_close(struct spans *s, enum span_flag style)
{
	if (!s->html_depth[style_index(style)])
		return;
	s->html_depth[style_index(style)]--;
	spans_close(s, style);
}

void spans_html_link(struct spans *s, const char *url)
{
	spans_html_close(s, SPAN_LINK);
	s->html_url = NULL;
	if (!url)
		return;
	s->html_url = url;
	spans_html_open(s, SPAN_LINK);
}

const char *spans_string(struct spans *s, const char *text)
{
	size_t start = s->text.len;
	const char *copy;

	if (!s->is_dirty && !strchr(text, '\n'))
		return arena_strdup(s->arena, text);
	add_line(s, text, strlen(text));
	copy = arena_strndup(s->arena, buf_str(&s->text) + start, s->text.len - start);
	s->text.len = start;
	return copy;
}

static bool is_same_style(const struct spans_piece *a, const struct spans_piece *b)
{
	return a->flags == b->flags && a->url == b->url;
}

/*
 * Pairs the "~~": one that may close with the nearest that may open, among the
 * last few still open, in the same style. Those that stay alone are text.
 */
static void match_tildes(struct spans *s)
{
	size_t open[OPEN_STRIKES_MAX];	/* indices of pieces */
	size_t n = 0;

	for (size_t i = 0; i < s->n_pieces; i++) {
		struct spans_piece *p = &s->pieces[i];
		size_t k = p->is_tildes && p->may_close ? n : 0;

		while (k && !is_same_style(&s->pieces[open[k - 1]], p))
			k--;
		if (k) {
			s->pieces[open[k - 1]].strike = 1;
			p->strike = -1;
			n = k - 1;
		} else if (p->is_tildes && p->may_open) {
			if (n == OPEN_STRIKES_MAX)
				memmove(open, open + 1, --n * sizeof(*open));
			open[n++] = i;
		}
	}
}

static void apply_strikes(struct spans *s)
{
	int depth = 0;

	for (size_t i = 0; i < s->n_pieces; i++) {
		depth += s->pieces[i].strike;
		if (depth && !(s->pieces[i].flags & SPAN_BREAK))
			s->pieces[i].flags |= SPAN_STRIKE;
	}
}

static bool is_shown(const struct spans_piece *p, size_t len)
{
	return !p->strike && (len || p->flags & (SPAN_BREAK | SPAN_IMAGE));
}

/* True if text that begins at p goes on in the style of the span before it. */
static bool joins(const struct span *before, const struct spans_piece *p, const char *text)
{
	return before->flags == p->flags && before->url == p->url && !(p->flags & SPAN_BREAK) &&
	       before->text + before->len == text;
}

static uint32_t make_spans(const struct spans *s, struct span *spans)
{
	const char *text = arena_strndup(s->arena, buf_str(&s->text), s->text.len);
	uint32_t n = 0;

	for (size_t i = 0; i < s->n_pieces; i++) {
		const struct spans_piece *p = &s->pieces[i];
		size_t end = i + 1 < s->n_pieces ? p[1].start : s->text.len;
		uint32_t len = (uint32_t)(end - p->start);

		if (!is_shown(p, len))
			continue;
		if (n && joins(&spans[n - 1], p, text + p->start))
			spans[n - 1].len += len;
		else
			spans[n++] = (struct span){ text + p->start, p->url, len, p->flags };
	}
	return n;
}

static void clear(struct spans *s)
{
	buf_clear(&s->text);
	s->n_pieces = 0;
	s->has_tildes = false;
	s->flags = 0;
	memset(s->depth, 0, sizeof(s->depth));
	memset(s->html_depth, 0, sizeof(s->html_depth));
	s->link_url = s->html_url = s->image_url = NULL;
}

struct span *spans_finish(struct spans *s, uint32_t *ret_n)
{
	struct span *spans = NULL;

	*ret_n = 0;
	if (s->has_tildes) {
		match_tildes(s);
		apply_strikes(s);
	}
	if (s->n_pieces) {
		spans = arena_alloc(s->arena, s->n_pieces * sizeof(*spans));
		*ret_n = make_spans(s, spans);
	}
	clear(s);
	return spans;
}
