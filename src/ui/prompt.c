/* SPDX-License-Identifier: MIT */
#include "ui/prompt.h"

#include <string.h>

#include "base/utf8.h"

void prompt_init(struct prompt *p)
{
	*p = (struct prompt){ 0 };
	buf_init(&p->text);
}

void prompt_done(struct prompt *p)
{
	buf_done(&p->text);
}

const char *prompt_text(const struct prompt *p)
{
	return buf_str(&p->text);
}

/* The first end of a character at or after offset: an edit may have joined two. */
static size_t boundary(const struct prompt *p, size_t offset)
{
	size_t at = 0;

	while (at < offset) {
		int cells;

		at += utf8_cluster(p->text.p + at, p->text.len - at, &cells);
	}
	return at;
}

/* Replaces the bytes [from, to) by n others; the cursor comes to stand after them. */
static enum prompt_event splice(struct prompt *p, size_t from, size_t to, const char *s, size_t n)
{
	struct buf *b = &p->text;

	if (from == to && !n)
		return PROMPT_MOVED;
	if (b->len - (to - from) + n > PROMPT_MAX_BYTES)
		return PROMPT_MOVED;
	buf_reserve(b, n);
	memmove(b->p + from + n, b->p + to, b->len - to);
	memcpy(b->p + from, s, n);
	b->len = b->len - (to - from) + n;
	b->p[b->len] = '\0';
	p->cursor = boundary(p, from + n);
	return PROMPT_CHANGED;
}

void prompt_set(struct prompt *p, const char *text)
{
	size_t n = strlen(text), cells;

	if (n > PROMPT_MAX_BYTES)
		n = utf8_fit(text, PROMPT_MAX_BYTES, PROMPT_MAX_BYTES, &cells);
	buf_clear(&p->text);
	buf_add(&p->text, text, n);
	p->cursor = n;
	p->is_offered = false;
}

void prompt_offer(struct prompt *p, const char *text)
{
	prompt_set(p, text);
	p->is_offered = p->text.len > 0;
}

/* Where the character before offset begins. */
static size_t previous(const struct prompt *p, size_t offset)
{
	size_t at = 0, before = 0;

	while (at < offset) {
		int cells;

		before = at;
		at += utf8_cluster(p->text.p + at, p->text.len - at, &cells);
	}
	return before;
}

static size_t next(const struct prompt *p, size_t offset)
{
	int cells;

	if (offset >= p->text.len)
		return p->text.len;
	return offset + utf8_cluster(p->text.p + offset, p->text.len - offset, &cells);
}

static size_t word_start(const struct prompt *p)
{
	size_t i = p->cursor;

	while (i > 0 && p->text.p[i - 1] == ' ')
		i--;
	while (i > 0 && p->text.p[i - 1] != ' ')
		i--;
	return i;
}

static enum prompt_event move_to(struct prompt *p, size_t offset)
{
	p->cursor = offset;
	return PROMPT_MOVED;
}

static enum prompt_event insert(struct prompt *p, char32_t ch)
{
	char bytes[4];

	if (ch < ' ' || ch > 0x10FFFF || (ch >= 0xD800 && ch <= 0xDFFF) || utf8_is_unsafe(ch))
		return PROMPT_MOVED;
	return splice(p, p->cursor, p->cursor, bytes, utf8_encode(ch, bytes));
}

static enum prompt_event control_key(struct prompt *p, char32_t ch)
{
	switch (ch) {
	case 'a':
		return move_to(p, 0);
	case 'e':
		return move_to(p, p->text.len);
	case 'u':
		return splice(p, 0, p->cursor, "", 0);
	case 'k':
		return splice(p, p->cursor, p->text.len, "", 0);
	case 'w':
		return splice(p, word_start(p), p->cursor, "", 0);
	default:
		return PROMPT_IGNORED;
	}
}

static enum prompt_event edit(struct prompt *p, struct key k)
{
	switch (k.code) {
	case K_CHAR:
		return insert(p, k.ch);
	case K_CTRL:
		return control_key(p, k.ch);
	case K_BACKSPACE:
		return splice(p, previous(p, p->cursor), p->cursor, "", 0);
	case K_DELETE:
		return splice(p, p->cursor, next(p, p->cursor), "", 0);
	case K_LEFT:
		return move_to(p, previous(p, p->cursor));
	case K_RIGHT:
		return move_to(p, next(p, p->cursor));
	case K_HOME:
		return move_to(p, 0);
	case K_END:
		return move_to(p, p->text.len);
	default:
		return PROMPT_IGNORED;
	}
}

enum prompt_event prompt_key(struct prompt *p, struct key k)
{
	bool was_offered = p->is_offered;
	enum prompt_event e;

	if (was_offered && (k.code == K_CHAR || k.code == K_BACKSPACE || k.code == K_DELETE))
		prompt_set(p, "");
	e = edit(p, k);
	p->is_offered = was_offered && e == PROMPT_IGNORED;
	return was_offered && !p->text.len ? PROMPT_CHANGED : e;
}

/* The first byte to show so that the cursor is within room cells. */
static size_t first_shown(const struct prompt *p, size_t room)
{
	size_t first = 0;

	while (first < p->cursor && utf8_cells(p->text.p + first, p->cursor - first) >= room)
		first = next(p, first);
	return first;
}

void prompt_draw(const struct prompt *p, struct canvas *c, int y, int x, int max_x,
		 const char *label)
{
	size_t first;

	canvas_fill(c, y, x, 1, max_x - x, ' ', ROLE_TEXT);
	x = canvas_put(c, y, x, max_x, label, strlen(label), ROLE_ACCENT, 0);
	first = first_shown(p, max_x > x ? (size_t)(max_x - x) : 1);
	if (p->text.len)
		canvas_put(c, y, x, max_x, p->text.p + first, p->text.len - first,
			   p->is_offered ? ROLE_SELECTED : ROLE_TEXT, 0);
	c->cursor_y = y;
	c->cursor_x = x + (int)(p->text.len ? utf8_cells(p->text.p + first, p->cursor - first) : 0);
	if (c->cursor_x >= c->width)
		c->cursor_x = c->width - 1;
}
