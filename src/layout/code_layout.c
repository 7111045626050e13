/* SPDX-License-Identifier: MIT */
#include "layout/code_layout.h"

#include <string.h>

#include "base/utf8.h"
#include "layout/highlight.h"

enum { INDENT = 2, TAB_CELLS = 4, CONTINUATION_CELLS = 2, LABEL_GAP = 2 };

struct painter {
	struct rows *rows;
	struct highlight highlight;
	const char *line;
	size_t n;
	size_t token_end;	/* in the line */
	enum role role;		/* of that token */
	int room, column;	/* of the row, and in it: for tabs */
};

/* A character's cells at a column of a row of `room` cells. */
static size_t sign_cells(const char *s, size_t n, int column, int room, int *ret_cells)
{
	if (*s >= ' ' && (n == 1 || s[1] >= 0)) {
		*ret_cells = 1;
		return 1;
	}
	if (*s != '\t')
		return utf8_cluster(s, n, ret_cells);
	*ret_cells = TAB_CELLS - column % TAB_CELLS;
	if (*ret_cells > room)
		*ret_cells = room;
	return 1;
}

/* Bytes that go on a row of `room` cells; the rest begins with a word if that is near. */
static size_t row_fit(const char *s, size_t n, int room)
{
	size_t i = 0, after_blank = 0;
	int column = 0;

	while (i < n) {
		int cells;
		size_t len = sign_cells(s + i, n - i, column, room, &cells);

		if (column + cells > room && i)
			return after_blank ? after_blank : i;
		column += cells;
		i += len;
		if ((s[i - 1] == ' ' || s[i - 1] == '\t') && column > room * 2 / 3)
			after_blank = i;
	}
	return n;
}

/* Adds a stretch in one role, its tabs as blanks. */
static void stretch_add(struct painter *p, const char *s, size_t n, enum role role)
{
	while (n) {
		const char *tab = memchr(s, '\t', n);
		size_t len = tab ? (size_t)(tab - s) : n;
		int cells = (int)utf8_cells(s, len);

		if (len) {
			rows_string(p->rows, s, len, cells, role, 0);
		} else {
			len = sign_cells(s, n, p->column, p->room, &cells);
			rows_blanks(p->rows, cells);
		}
		p->column += cells;
		s += len;
		n -= len;
	}
}

/* Adds bytes [from, to) of the line; neighbours in one role become one run. */
static void part_add(struct painter *p, size_t from, size_t to)
{
	size_t start = from;

	while (from < to) {
		enum role before = p->role;

		if (from == p->token_end) {
			p->token_end += highlight_next(&p->highlight, p->line, p->n, from,
						       &p->role);
			if (p->role != before) {
				stretch_add(p, p->line + start, from - start, before);
				start = from;
			}
		}
		from = p->token_end < to ? p->token_end : to;
	}
	stretch_add(p, p->line + start, to - start, p->role);
}

/* Names the language at the right of the row, if there is room. */
static void label_add(struct rows *r, const char *info)
{
	size_t n = highlight_name(info);
	int cells = (int)utf8_cells(info, n);

	if (!n || r->cells + LABEL_GAP + cells > r->right)
		return;
	rows_blanks(r, r->right - cells - r->cells);
	rows_string(r, info, n, cells, ROLE_DIM, 0);
}

static void line_add(struct painter *p, uint32_t offset, const char *label)
{
	int room = rows_room_wide(p->rows) - INDENT;
	size_t from = 0;

	p->token_end = 0;
	p->role = ROLE_CODE;
	do {
		size_t len;

		rows_blanks(p->rows, INDENT);
		if (from)
			rows_string(p->rows, "↳ ", strlen("↳ "), CONTINUATION_CELLS, ROLE_DIM, 0);
		p->room = from ? room - CONTINUATION_CELLS : room;
		p->column = 0;
		len = row_fit(p->line + from, p->n - from, p->room);
		part_add(p, from, from + len);
		if (label)
			label_add(p->rows, label);
		label = NULL;
		rows_end(p->rows, offset + (uint32_t)from);
		from += len;
	} while (from < p->n);
}

void code_layout(struct rows *r, const struct code *code)
{
	struct painter p = { .rows = r };
	const char *text = code->len ? code->text : "";
	const char *label = r->options->is_live ? code->info : NULL;
	size_t at = 0;

	highlight_init(&p.highlight, code->info);
	do {
		const char *newline = memchr(text + at, '\n', code->len - at);

		p.line = text + at;
		p.n = newline ? (size_t)(newline - p.line) : code->len - at;
		line_add(&p, (uint32_t)at, label);
		label = NULL;
		at += p.n + 1;
	} while (at < code->len);
}
