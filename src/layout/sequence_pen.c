/* SPDX-License-Identifier: MIT */
#include "layout/sequence_pen.h"

#include "base/utf8.h"

enum { ALL_ARMS = 0xFFFF };

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

struct sequence_pen sequence_pen(struct canvas *c, int y, int x, int height, int width, int row,
				 int column)
{
	int top = most(y, 0), bottom = least(y + height, c->height);
	int left = most(x, 0), right = least(x + width, c->width);

	return (struct sequence_pen){
		.canvas = c,
		.dy = y - row,
		.dx = x - column,
		.top = top - y + row,
		.bottom = bottom - y + row,
		.left = left - x + column,
		.right = right - x + column,
	};
}

static bool is_inside(const struct sequence_pen *p, int row, int col)
{
	return row >= p->top && row < p->bottom && col >= p->left && col < p->right;
}

void sequence_pen_char(const struct sequence_pen *p, int row, int col, char32_t ch, enum role role,
		       unsigned attr)
{
	if (is_inside(p, row, col))
		canvas_put_char(p->canvas, row + p->dy, col + p->dx, ch, role, attr);
}

static unsigned arms_at(const struct sequence_pen *p, int row, int col)
{
	return box_arms(canvas_cell(p->canvas, row + p->dy, col + p->dx)->ch[0]);
}

void sequence_pen_join(const struct sequence_pen *p, int row, int col, unsigned keep,
		       unsigned arms, enum role role, unsigned attr)
{
	if (!is_inside(p, row, col))
		return;
	arms = box_join(arms_at(p, row, col) & keep, arms);
	sequence_pen_char(p, row, col, box_char(arms), role, attr);
}

/* One cell of a line: its own character unless it meets another line. */
static void line_cell(const struct sequence_pen *p, int row, int col, unsigned arms,
		      char32_t alone, enum role role, unsigned attr)
{
	unsigned there = arms_at(p, row, col);

	if (!there || box_join(there, arms) == arms)
		sequence_pen_char(p, row, col, alone, role, attr);
	else
		sequence_pen_join(p, row, col, ALL_ARMS, arms, role, attr);
}

void sequence_pen_hline(const struct sequence_pen *p, int row, int col, int end, char32_t alone,
			enum role role, unsigned attr)
{
	if (row < p->top || row >= p->bottom)
		return;
	col = most(col, p->left);
	end = least(end, p->right - 1);
	for (; col <= end; col++)
		line_cell(p, row, col, BOX_HORIZONTAL, alone, role, attr);
}

void sequence_pen_vline(const struct sequence_pen *p, int row, int end, int col, char32_t alone,
			enum role role, unsigned attr)
{
	if (col < p->left || col >= p->right)
		return;
	row = most(row, p->top);
	end = least(end, p->bottom - 1);
	for (; row <= end; row++)
		line_cell(p, row, col, BOX_VERTICAL, alone, role, attr);
}

/* Skips what lies left of the pen's area; of a wide character cut there a blank remains. */
static int skip_left(const struct sequence_pen *p, int col, const char **text, size_t *n)
{
	while (*n && col < p->left) {
		int cells;
		size_t len = utf8_cluster(*text, *n, &cells);

		*text += len;
		*n -= len;
		col += cells;
	}
	return col;
}

void sequence_pen_text(const struct sequence_pen *p, int row, int col, int left, int right,
		       const char *text, size_t n, enum role role, unsigned attr)
{
	int limit = least(right + 1, p->right);

	if (row < p->top || row >= p->bottom)
		return;
	if (col > left)
		sequence_pen_char(p, row, col - 1, ' ', ROLE_TEXT, 0);
	col = skip_left(p, col, &text, &n);
	if (col < limit)
		col = canvas_put(p->canvas, row + p->dy, col + p->dx, limit + p->dx, text, n, role,
				 attr) - p->dx;
	if (col <= right)
		sequence_pen_char(p, row, col, ' ', ROLE_TEXT, 0);
}

void sequence_pen_lines(const struct sequence_pen *p, int row, int left, int right,
			const struct line *lines, size_t n, enum role role, unsigned attr)
{
	size_t i = row < p->top ? (size_t)(p->top - row) : 0;

	for (; i < n && row + (int)i < p->bottom; i++) {
		int room = right - left + 1 - (int)lines[i].cells;

		sequence_pen_text(p, row + (int)i, left + room / 2, left, right, lines[i].text,
				  lines[i].len, role, attr);
	}
}

void sequence_pen_box(const struct sequence_pen *p, int row, int col, int end_row, int end_col,
		      const char32_t corners[4], enum role role)
{
	int first = most(col + 1, p->left), last = least(end_col - 1, p->right - 1);

	for (int x = first; x <= last; x++) {
		sequence_pen_join(p, row, x, BOX_UP * 0xF, BOX_HORIZONTAL, role, 0);
		sequence_pen_join(p, end_row, x, BOX_DOWN * 0xF, BOX_HORIZONTAL, role, 0);
	}
	for (int y = most(row + 1, p->top); y < least(end_row, p->bottom); y++) {
		for (int x = first; x <= last; x++)
			sequence_pen_char(p, y, x, ' ', ROLE_TEXT, 0);
		sequence_pen_char(p, y, col, U'│', role, 0);
		sequence_pen_char(p, y, end_col, U'│', role, 0);
	}
	sequence_pen_char(p, row, col, corners[0], role, 0);
	sequence_pen_char(p, row, end_col, corners[1], role, 0);
	sequence_pen_char(p, end_row, col, corners[2], role, 0);
	sequence_pen_char(p, end_row, end_col, corners[3], role, 0);
}
