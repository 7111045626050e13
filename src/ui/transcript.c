/* SPDX-License-Identifier: MIT */
#include "ui/transcript.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

struct breaking {
	struct transcript_row *rows;
	size_t n_rows, cap_rows;
	size_t n_events;
	int width;
};

/* Bytes of "12. " at the start of a paragraph; 0 if it has no number. */
static size_t number_bytes(const char *s, size_t n)
{
	size_t digits = 0;

	while (digits < n && s[digits] >= '0' && s[digits] <= '9')
		digits++;
	if (!digits || n - digits < 2 || s[digits] != '.' || s[digits + 1] != ' ')
		return 0;
	return digits + 2;
}

static void add_row(struct breaking *b, const struct transcript_row *row)
{
	*vec_push(b->rows, b->n_rows, b->cap_rows) = *row;
}

static void add_paragraph(struct breaking *b, const char *s, size_t n)
{
	const char *end = s + n;
	struct transcript_row row = { .indent = (int)strspn(s, " ") };
	size_t number;

	s += row.indent;
	number = number_bytes(s, (size_t)(end - s));
	if (number) {
		row.number = s;
		row.number_len = (int)number - 1;
		row.indent += (int)number;
		s += number;
		b->n_events++;
	}
	row.event = b->n_events;
	if (row.indent > b->width / 2)
		row.indent = b->width / 2;
	do {
		row.line = (struct line){ .text = end };
		lines_next(&s, end, b->width - row.indent, &row.line);
		add_row(b, &row);
		row.number = NULL;
	} while (s < end);
}

void transcript_layout(struct transcript *t, struct arena *a, const char *text, int width)
{
	struct breaking b = { .width = width };

	while (*text) {
		size_t n = strcspn(text, "\n");

		add_paragraph(&b, text, n);
		text += n + (text[n] == '\n');
	}
	t->rows = arena_dup(a, b.rows, b.n_rows, sizeof(*b.rows));
	t->n_rows = b.n_rows;
	free(b.rows);
}

size_t transcript_find(const struct transcript *t, size_t event)
{
	size_t low = 0, high = t->n_rows;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->rows[mid].event <= event)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->n_rows ? low : 0;
}

void transcript_draw_row(const struct transcript *t, size_t i, struct canvas *c, int y, int x,
			 int max_x, bool is_now, enum role role)
{
	const struct transcript_row *r = &t->rows[i];
	int number_x = x + r->indent - r->number_len - 1;

	if (r->number)
		canvas_put(c, y, number_x > x ? number_x : x, max_x, r->number,
			   (size_t)r->number_len, is_now ? ROLE_ACCENT : ROLE_DIM,
			   is_now ? ATTR_BOLD : 0);
	canvas_put(c, y, x + r->indent, max_x, r->line.text, r->line.len, role, 0);
}
