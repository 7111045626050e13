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

/* Marks without a base join the character before x. */
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

/* The part of [start, start + length) that lies in [0, limit). */
static void clip(int start, int length, int limit, int *ret_from, int *ret_to)
{
	int64_t end = (int64_t)start + length;

	*ret_from = start > 0 ? start : 0;
	*ret_to = end < limit ? (int)(end > 0 ? end : 0) : limit;
}

void canvas_fill(struct canvas *c, int y, int x, int height, int width, char32_t ch,
		 enum role role)
{
	int cells = utf8_cp_cells(ch) == 2 ? 2 : 1;
	int from_y, to_y, from_x, to_x;

	clip(y, height, c->height, &from_y, &to_y);
	clip(x, width, c->width, &from_x, &to_x);
	for (int i = from_y; i < to_y; i++) {
		int j = from_x;

		for (; j + cells <= to_x; j += cells)
			cell_set(c, i, j, ch, cells, role, 0);
		if (j < to_x)
			cell_set(c, i, j, ' ', 1, role, 0);
	}
}

void canvas_paint(struct canvas *c, int y, int x, int height, int width, enum role role,
		  unsigned attr)
{
	int from_y, to_y, from_x, to_x;

	clip(y, height, c->height, &from_y, &to_y);
	clip(x, width, c->width, &from_x, &to_x);
	for (int i = from_y; i < to_y; i++) {
		for (int j = from_x; j < to_x; j++) {
			struct cell *p = cell_at(c, i, j);

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

struct line {
	int y, x, length;
	bool is_vertical;
	unsigned through;	/* arms of a cell within the line */
	unsigned first, last;	/* arms its ends add to another line: they stop there */
	char32_t alone;		/* the character where it meets nothing */
	enum role role;
};

static void line_cell(struct canvas *c, const struct line *l, int y, int x, unsigned arms)
{
	unsigned old = arms_at(c, y, x);
	char32_t ch = l->alone;

	if (old && arms == l->through)
		arms = box_join(old, arms);
	else if (old)
		arms = box_join(arms_attached(c, y, x), arms);
	if (old && arms == old)
		ch = cell_at(c, y, x)->ch[0];
	else if (old)
		ch = box_char(arms);
	cell_set(c, y, x, ch, 1, l->role, 0);
}

static void line_draw(struct canvas *c, const struct line *l)
{
	int start = l->is_vertical ? l->y : l->x, from, to;

	clip(start, l->length, l->is_vertical ? c->height : c->width, &from, &to);
	for (int i = from; i < to; i++) {
		int y = l->is_vertical ? i : l->y, x = l->is_vertical ? l->x : i;
		unsigned arms = l->through;

		if (i == start && l->length > 1)
			arms = l->first;
		else if (i - start == l->length - 1 && l->length > 1)
			arms = l->last;
		if (cell_at(c, y, x))
			line_cell(c, l, y, x, arms);
	}
}

static unsigned line_weight(enum line_style s)
{
	return s == LINE_HEAVY ? BOX_HEAVY : 1;
}

void canvas_hline(struct canvas *c, int y, int x, int length, enum line_style s, enum role role)
{
	static const char32_t alone[] = { U'─', U'┄', U'━' };

	line_draw(c, &(struct line){
		.y = y, .x = x, .length = length, .alone = alone[s], .role = role,
		.through = BOX_HORIZONTAL * line_weight(s),
		.first = BOX_RIGHT * line_weight(s), .last = BOX_LEFT * line_weight(s),
	});
}

void canvas_vline(struct canvas *c, int y, int x, int length, enum line_style s, enum role role)
{
	static const char32_t alone[] = { U'│', U'┆', U'┃' };

	line_draw(c, &(struct line){
		.y = y, .x = x, .length = length, .is_vertical = true, .alone = alone[s],
		.role = role, .through = BOX_VERTICAL * line_weight(s),
		.first = BOX_DOWN * line_weight(s), .last = BOX_UP * line_weight(s),
	});
}

/* A stretch of a box's border: its ends are held by the corners, so they do not stop. */
static void border(struct canvas *c, int y, int x, int length, bool is_vertical, unsigned arms,
		   enum role role)
{
	line_draw(c, &(struct line){
		.y = y, .x = x, .length = length, .is_vertical = is_vertical, .role = role,
		.through = arms, .first = arms, .last = arms, .alone = box_char(arms),
	});
}

void canvas_box(struct canvas *c, int y, int x, int height, int width, enum role role)
{
	int bottom = y + height - 1, right = x + width - 1;

	if (height == 1 || width == 1) {
		border(c, y, x, height == 1 ? width : height, height != 1,
		       height == 1 ? BOX_HORIZONTAL : BOX_VERTICAL, role);
		return;
	}
	if (height < 1 || width < 1)
		return;
	border(c, y, x, 1, false, BOX_RIGHT | BOX_DOWN, role);
	border(c, y, right, 1, false, BOX_LEFT | BOX_DOWN, role);
	border(c, bottom, x, 1, false, BOX_RIGHT | BOX_UP, role);
	border(c, bottom, right, 1, false, BOX_LEFT | BOX_UP, role);
	border(c, y, x + 1, width - 2, false, BOX_HORIZONTAL, role);
	border(c, bottom, x + 1, width - 2, false, BOX_HORIZONTAL, role);
	border(c, y + 1, x, height - 2, true, BOX_VERTICAL, role);
	border(c, y + 1, right, height - 2, true, BOX_VERTICAL, role);
}

static const struct cell *row_cells(const struct canvas *c, int y)
{
	return c->cells + (size_t)y * (size_t)c->width;
}

static int row_end(const struct canvas *c, int y, bool is_styled)
{
	const struct cell *row = row_cells(c, y);
	int end = c->width;

	for (; end > 0; end--) {
		const struct cell *p = &row[end - 1];

		if (p->ch[0] != ' ' || p->ch[1])
			break;
		if (is_styled && (p->role != ROLE_TEXT || p->attr))
			break;
	}
	return end;
}

static void cell_text(const struct cell *p, struct buf *out)
{
	for (size_t k = 0; k < CELL_CHARS && p->ch[k]; k++) {
		char bytes[4];

		buf_add(out, bytes, utf8_encode(p->ch[k], bytes));
	}
}

void canvas_text(const struct canvas *c, struct buf *out)
{
	for (int y = 0; y < c->height; y++) {
		int end = row_end(c, y, false);

		for (int x = 0; x < end; x++)
			cell_text(&row_cells(c, y)[x], out);
		buf_addc(out, '\n');
	}
}

/* Bold is the upper case; the signs among the letters have the one above them on a keyboard. */
static char bold_letter(char c)
{
	static const char signs[] = ".:-_=+|!";
	const char *p = strchr(signs, c);

	return p ? p[1] : (char)(c - 'a' + 'A');
}

static char style_letter(const struct cell *p)
{
	char letter = role_letter(p->role);

	if (p->ch[0] == ' ' && p->role == ROLE_TEXT && !p->attr)
		return ' ';
	return p->attr & ATTR_BOLD ? bold_letter(letter) : letter;
}

void canvas_style_map(const struct canvas *c, struct buf *out)
{
	for (int y = 0; y < c->height; y++) {
		int end = row_end(c, y, true);

		for (int x = 0; x < end; x++)
			buf_addc(out, style_letter(&row_cells(c, y)[x]));
		buf_addc(out, '\n');
	}
}
