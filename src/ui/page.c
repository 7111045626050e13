/* SPDX-License-Identifier: MIT */
#include "ui/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "layout/lines.h"
#include "ui/gauge.h"

enum { MARGINS_CELLS = 8 };	/* that prose has at both sides together */

struct page_flow {
	struct flow flow;
	struct page_flow *next;
};

void page_init(struct page *p, int measure)
{
	*p = (struct page){ .tag = PAGE_NO_TAG, .measure = measure };
	arena_init(&p->arena);
}

static void flows_free(struct page *p)
{
	while (p->flows) {
		struct page_flow *next = p->flows->next;

		flow_done(&p->flows->flow);
		free(p->flows);
		p->flows = next;
	}
}

void page_done(struct page *p)
{
	flows_free(p);
	free(p->rows);
	arena_done(&p->arena);
}

int page_origin(int width, int measure)
{
	int cells = measure + MARGINS_CELLS;

	return width > cells ? (width - cells) / 2 : 0;
}

int page_left(const struct page *p)
{
	int origin = page_origin(p->width, p->measure);

	return origin + flow_margin(p->width - origin);
}

void page_begin(struct page *p, int width)
{
	flows_free(p);
	arena_clear(&p->arena);
	p->n_rows = 0;
	p->width = width;
	p->tag = PAGE_NO_TAG;
	p->is_barred = false;
}

static void add_row(struct page *p, struct page_row r)
{
	r.tag = p->tag;
	*vec_push(p->rows, p->n_rows, p->cap_rows) = r;
}

void page_gap(struct page *p, int rows)
{
	for (; rows > 0; rows--)
		add_row(p, (struct page_row){ .text = "", .bar_x = -1 });
}

/* Where the bar of words at this indentation stands; -1 = none. */
static int bar_column(const struct page *p, int indent)
{
	return p->is_barred ? page_left(p) + indent - 2 : -1;
}

void page_blocks(struct page *p, const struct block *first, int indent)
{
	int room = p->width - page_origin(p->width, p->measure) - indent;
	struct flow_options options = { .width = room, .measure = p->measure - indent };
	struct page_flow *link = xmalloc(sizeof(*link));
	const struct flow *f = &link->flow;

	flow_init(&link->flow, first, &options);
	link->next = p->flows;
	p->flows = link;
	for (size_t i = 0; i < f->n_rows; i++)
		add_row(p, (struct page_row){
			.flow = f, .row = i, .bar_x = bar_column(p, indent),
			.x = page_left(p) + indent - flow_margin(f->width),
		});
}

void page_text(struct page *p, const char *text, int indent, enum role role, unsigned attr)
{
	int left = page_left(p);
	int margin = flow_margin(p->width - page_origin(p->width, p->measure));
	int room = p->width - left - margin - indent;
	const char *end;
	struct line line;

	if (room > p->measure - indent)
		room = p->measure - indent;
	text = arena_strdup(&p->arena, text);
	end = text + strlen(text);
	while (lines_next(&text, end, room, &line))
		add_row(p, (struct page_row){
			.text = line.text, .len = line.len, .role = role, .attr = attr,
			.x = left + indent, .bar_x = bar_column(p, indent),
		});
}

size_t page_find(const struct page *p, int tag, size_t *ret_first)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_rows; i++) {
		if (p->rows[i].tag != tag)
			continue;
		if (!n++)
			*ret_first = i;
	}
	return n;
}

int page_row_y(const struct page *p, size_t i)
{
	ptrdiff_t y = (ptrdiff_t)i - p->top;

	return y >= 0 && y < p->height ? p->y + (int)y : -1;
}

int page_tag_at(const struct page *p, int y)
{
	ptrdiff_t i = p->top + y - p->y;

	if (y < p->y || y >= p->y + p->height || i >= (ptrdiff_t)p->n_rows)
		return PAGE_NO_TAG;
	return p->rows[i].tag;
}

void page_scroll(struct page *p, ptrdiff_t lines)
{
	ptrdiff_t last = (ptrdiff_t)p->n_rows - p->height;

	p->top += lines;
	if (p->top > last)
		p->top = last;
	if (p->top < 0)
		p->top = 0;
}

void page_show(struct page *p, int tag)
{
	size_t first = 0, n = page_find(p, tag, &first);
	ptrdiff_t from = (ptrdiff_t)first, to = (ptrdiff_t)(first + n);

	if (!n)
		return;
	if (p->top + p->height < to)
		p->top = to - p->height;
	if (p->top > from)
		p->top = from;
}

static void draw_row(const struct page_row *r, struct canvas *c, int y)
{
	if (r->flow)
		flow_draw(r->flow, r->row, c, y, r->x, c->width);
	else
		canvas_put(c, y, r->x, c->width, r->text, r->len, r->role, r->attr);
	if (r->bar_x >= 0)	/* last: a flow's margin reaches over it */
		canvas_put_char(c, y, r->bar_x, U'│', ROLE_QUOTE, 0);
}

void page_draw(struct page *p, struct canvas *c, int y, int height)
{
	p->y = y;
	p->height = height;
	page_scroll(p, 0);
	for (int i = 0; i < height && p->top + i < (ptrdiff_t)p->n_rows; i++)
		draw_row(&p->rows[p->top + i], c, y + i);
	gauge_scroll(c, &(struct gauge_window){
		.y = y, .x = c->width - 1, .height = height, .first = (size_t)p->top,
		.shown = (size_t)height, .total = p->n_rows,
	});
}
