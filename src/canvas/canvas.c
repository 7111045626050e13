/* SPDX-License-Identifier: MIT */
#include "canvas/canvas.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "canvas/box.h"

enum { ZERO_WIDTH_JOINER = 0x200D };

void canvas_init(struct canvas *c, int height, int width)
{
	*c = (struct canvas){ 0 };
	canvas_resize(c, height, width);
}

void canvas_done(struct canvas *c)
{
	free(c->cells);
	*c = (struct canvas){ 0 };
}

void canvas_resize(struct canvas *c, int height, int width)
{
	c->height = height > 0 ? height : 0;
	c->width = width > 0 ? width : 0;
	free(c->cells);
	c->cells = xcalloc((size_t)c->height * (size_t)c->width, sizeof(*c->cells));
	canvas_clear(c);
}

void canvas_clear(struct canvas *c)
{
	size_t n = (size_t)c->height * (size_t)c->width;

	for (size_t i = 0; i < n; i++)
		c->cells[i] = (struct cell){ .ch = { ' ' }, .role = ROLE_TEXT, .cells = 1 };
	c->cursor_y = c->cursor_x = -1;
}

static struct cell *cell_at(const struct canvas *c, int y, int x)
{
	if (y < 0 || y >= c->height || x < 0 || x >= c->width)
		return NULL;
	return &c->cells[(size_t)y * (size_t)c->width + (size_t)x];
}

const struct cell *canvas_cell(const struct canvas *c, int y, int x)
{
	return cell_at(c, y, x);
}

static void cell_blank(struct cell *p)
{
	memset(p->ch, 0, sizeof(p->ch));
	p->ch[0] = ' ';
	p->cells = 1;
}

/* Makes room for new cells at x: what they leave of a wide character becomes blank. */
static void cells_free(struct canvas *c, int y, int x, int cells)
{
	struct cell *first = cell_at(c, y, x), *after = cell_at(c, y, x + cells);

	if (first && !first->cells && x > 0)
		cell_blank(first - 1);
	if (after && !after->cells)
		cell_blank(after);
}

/* Puts one character of 1 or 2 cells; whole or, where it meets the edge, as a blank. */
static struct cell *cell_set(struct canvas *c, int y, int x, char32_t ch, int cells,
			     enum role role, unsigned attr)
{
	struct cell *p = cell_at(c, y, x), *right = cell_at(c, y, x + 1);

	if (cells == 2 && (!p || !right)) {
		if (!p && right)
			cell_set(c, y, x + 1, ' ', 1, role, attr);
		ch = ' ';
		cells = 1;
	}
	if (!p)
		return NULL;
	cells_free(c, y, x, cells);
	*p = (struct cell){ .ch = { ch }, .role = (uint8_t)role, .attr = (uint8_t)attr,
			    .cells = (uint8_t)cells };
	if (cells == 2)
		*right = (struct cell){ .role = (uint8_t)role, .attr = (uint8_t)attr };
	return p;
}

/* Adds the combining marks of s to p: those a terminal draws over the base character. */
static void cell_add_marks(struct cell *p, const char *s, size_t n)
{
	size_t k = 1;

	while (k < CELL_CHARS && p->ch[k])
		k++;
	while (n && k < CELL_CHARS) {
		char32_t cp;
		size_t len = utf8_decode(s, n, &cp);

		if (cp >= 0x80 && cp != ZERO_WIDTH_JOINER && !utf8_cp_cells(cp))
			p->ch[k++] = cp;
		s += len;
		n -= len;
	}
}

/* Marks without a base join what is left of x; one that joined stays joined when drawn again. */
static void marks_put(struct canvas *c, int y, int x, const char *s, size_t n)
{
	struct cell *p = cell_at(c, y, x - 1);

	if (p && !p->cells && x > 1)
		p--;
	if (p)
		cell_add_marks(p, s, n);
}

static int cluster_put(struct canvas *c, int y, int x, const char *s, size_t n, int cells,
		       enum role role, unsigned attr)
{
	char32_t cp;
	size_t len = utf8_decode(s, n, &cp);
	struct cell *p;

	if (!cells) {
		marks_put(c, y, x, s, n);
		return x;
	}
	p = cell_set(c, y, x, cp, cells, role, attr);
	if (p && len < n)
		cell_add_marks(p, s + len, n - len);
	return x + cells;
}

int canvas_put(struct canvas *c, int y, int x, int max_x, const char *text, size_t n,
	       enum role role, unsigned attr)
{
	for (size_t i = 0; i < n;) {
		int cells;
		size_t len = utf8_cluster(text + i, n - i, &cells);

		if (x + cells > max_x)
			break;
		x = cluster_put(c, y, x, text + i, len, cells, role, attr);
		i += len;
	}
	return x;
}

int canvas_puts(struct canvas *c, int y, int x, const char *text, enum role role, unsigned attr)
{
	return canvas_put(c, y, x, c->width, text, strlen(text), role, attr);
}

int canvas_printf(struct canvas *c, int y, int x, enum role role, unsigned attr,
		  const char *format, ...)
{
	struct buf b;
	va_list ap;

	buf_init(&b);
	va_start(ap, format);
	buf_vprintf(&b, format, ap);
	va_end(ap);
	x = canvas_put(c, y, x, c->width, buf_str(&b), b.len, role, attr);
	buf_done(&b);
	return x;
}

int canvas_puts_cut(struct canvas *c, int y, int x, int max_x, const char *text,
		    enum role role, unsigned attr)
{
	size_t n = strlen(text), used;
	size_t room = max_x > x ? (size_t)(max_x - x) : 0;

	if (utf8_fit(text, n, room, &used) == n)
		return canvas_put(c, y, x, max_x, text, n, role, attr);
	if (!room)
		return x;
	x = canvas_put(c, y, x, max_x - 1, text, n, role, attr);
	return canvas_put(c, y, x, max_x, "…", strlen("…"), role, attr);
}

void canvas_put_char(struct canvas *c, int y, int x, char32_t ch, enum role role, unsigned attr)
{
	int cells = utf8_cp_cells(ch);

	if (cells > 0)
		cell_set(c, y, x, ch, cells, role, attr);
}

/* An area's extent along one axis, clipped to 0 .. limit: [*start, result). */
static int clip(int *start, int length, int limit)
{
	int end = length > limit - *start ? limit : *start + length;

	if (*start < 0)
		*start = 0;
	return end;
}

void canvas_fill(struct canvas *c, int y, int x, int height, int width, char32_t ch, enum role role)
{
	int cells = utf8_cp_cells(ch) == 2 ? 2 : 1;
	int max_y = clip(&y, height, c->height), max_x = clip(&x, width, c->width);

	for (; y < max_y; y++)
		for (int i = x; i < max_x; i += cells)
			cell_set(c, y, i, i + cells > max_x ? ' ' : ch,
				 i + cells > max_x ? 1 : cells, role, 0);
}

void canvas_paint(struct canvas *c, int y, int x, int height, int width, enum role role,
		  unsigned attr)
{
	int max_y = clip(&y, height, c->height), max_x = clip(&x, width, c->width);

	for (; y < max_y; y++) {
		for (int i = x; i < max_x; i++) {
			struct cell *p = cell_at(c, y, i);

			p->role = (uint8_t)role;
			p->attr = (uint8_t)attr;
		}
	}
}

static unsigned arms_at(const struct canvas *c, int y, int x)
{
	const struct cell *p = cell_at(c, y, x);

	return p ? box_arms(p->ch[0]) : 0;
}

/* The arms of a cell that lead somewhere: its neighbour there has one that meets it. */
static unsigned arms_attached(const struct canvas *c, int y, int x)
{
	unsigned arms = arms_at(c, y, x);

	if (!(arms_at(c, y - 1, x) & 0x00F0))
		arms &= 0x0FFF;
	if (!(arms_at(c, y, x + 1) & 0x000F))
		arms &= 0xF0FF;
	if (!(arms_at(c, y + 1, x) & 0xF000))
		arms &= 0xFF0F;
	if (!(arms_at(c, y, x - 1) & 0x0F00))
		arms &= 0xFFF0;
	return arms;
}

/*
 * One cell of a line. `through` are the arms of a cell within it; `inward` those
 * of its end, which count where it meets another line, so that it stops there.
 */
static void line_cell(struct canvas *c, int y, int x, unsigned through, unsigned inward,
		      char32_t alone, enum role role)
{
	unsigned old = arms_at(c, y, x);
	unsigned joined = inward == through ? box_join(old, through)
					    : box_join(arms_attached(c, y, x), inward);

	if (!old || (joined == through && box_arms(alone) == old))
		cell_set(c, y, x, alone, 1, role, 0);
	else if (joined == old)
		canvas_paint(c, y, x, 1, 1, role, 0);
	else
		cell_set(c, y, x, box_char(joined), 1, role, 0);
}

void canvas_hline(struct canvas *c, int y, int x, int length, enum line_style s, enum role role)
{
	static const char32_t alone[] = { U'─', U'┄', U'━' };
	unsigned weight = s == LINE_HEAVY ? BOX_HEAVY : 1;
	int first = x, last = length > INT32_MAX - x ? INT32_MAX : x + length - 1;
	int end = clip(&x, length, c->width);

	for (; y >= 0 && y < c->height && x < end; x++) {
		unsigned inward = BOX_HORIZONTAL;

		if (x == first && length > 1)
			inward = BOX_RIGHT;
		else if (x == last && length > 1)
			inward = BOX_LEFT;
		line_cell(c, y, x, BOX_HORIZONTAL * weight, inward * weight, alone[s], role);
	}
}

void canvas_vline(struct canvas *c, int y, int x, int length, enum line_style s, enum role role)
{
	static const char32_t alone[] = { U'│', U'┆', U'┃' };
	unsigned weight = s == LINE_HEAVY ? BOX_HEAVY : 1;
	int first = y, last = length > INT32_MAX - y ? INT32_MAX : y + length - 1;
	int end = clip(&y, length, c->height);

	for (; x >= 0 && x < c->width && y < end; y++) {
		unsigned inward = BOX_VERTICAL;

		if (y == first && length > 1)
			inward = BOX_DOWN;
		else if (y == last && length > 1)
			inward = BOX_UP;
		line_cell(c, y, x, BOX_VERTICAL * weight, inward * weight, alone[s], role);
	}
}

static void corner(struct canvas *c, int y, int x, unsigned arms, enum role role)
{
	if (cell_at(c, y, x))
		line_cell(c, y, x, arms, arms, box_char(arms), role);
}

void canvas_box(struct canvas *c, int y, int x, int height, int width, enum role role)
{
	if (height < 2 || width < 2) {
		if (height == 1)
			canvas_hline(c, y, x, width, LINE_LIGHT, role);
		else if (width == 1)
			canvas_vline(c, y, x, height, LINE_LIGHT, role);
		return;
	}
	corner(c, y, x, BOX_RIGHT | BOX_DOWN, role);
	corner(c, y, x + width - 1, BOX_LEFT | BOX_DOWN, role);
	corner(c, y + height - 1, x, BOX_RIGHT | BOX_UP, role);
	corner(c, y + height - 1, x + width - 1, BOX_LEFT | BOX_UP, role);
	canvas_hline(c, y, x + 1, width - 2, LINE_LIGHT, role);
	canvas_hline(c, y + height - 1, x + 1, width - 2, LINE_LIGHT, role);
	canvas_vline(c, y + 1, x, height - 2, LINE_LIGHT, role);
	canvas_vline(c, y + 1, x + width - 1, height - 2, LINE_LIGHT, role);
}
