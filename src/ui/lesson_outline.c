/* SPDX-License-Identifier: MIT */
/*
 * The headings in the left margin of windows so wide that it would be empty:
 * where one is in the lesson, without a key. The text stays where it is.
 */
#include "ui/lesson_view_internal.h"

enum {
	CELLS_LEAST = 30, CELLS_MOST = 40,
	GAP = 6,		/* cells between it and the text */
	ROWS_ABOVE = 2,
};

struct outline {
	int y, x, height, width;
	size_t first, end;	/* headings that show */
};

/* False when there is no room, or nothing to show. */
static bool place(const struct lesson_view *v, size_t current, struct outline *ret)
{
	const struct lesson_places *at = &v->places;
	int text = at->flow_x + flow_margin(v->scroll.width);
	size_t n = v->index.headings.n, room;

	*ret = (struct outline){
		.y = at->y + ROWS_ABOVE, .height = at->height - ROWS_ABOVE,
		.width = text - GAP - 1 < CELLS_MOST ? text - GAP - 1 : CELLS_MOST,
	};
	ret->x = text - GAP - ret->width;
	if (v->contents.is_open || ret->width < CELLS_LEAST || ret->height <= 0 || n < 2)
		return false;
	room = (size_t)ret->height;
	if (n > room && current < n && current > room / 2)
		ret->first = current - room / 2 < n - room ? current - room / 2 : n - room;
	ret->end = n - ret->first < room ? n : ret->first + room;
	return true;
}

static void draw_heading(const struct lesson_view *v, struct canvas *c, const struct outline *o,
			 size_t i, bool is_current)
{
	const struct block *b = v->index.headings.items[i].block;
	int y = o->y + (int)(i - o->first), x = o->x + 2 + 2 * (b->level - 1);
	struct buf text;

	buf_init(&text);
	text_plain(&b->text, &text);
	if (is_current)
		canvas_puts(c, y, o->x, "•", ROLE_ACCENT, 0);
	canvas_puts_cut(c, y, x, o->x + o->width, buf_str(&text),
			is_current ? ROLE_TEXT : ROLE_DIM, 0);
	buf_done(&text);
}

void lesson_outline_draw(struct lesson_view *v, struct canvas *c)
{
	size_t current = lesson_current_heading(v);
	struct outline o;

	if (!place(v, current, &o))
		return;
	for (size_t i = o.first; i < o.end; i++)
		draw_heading(v, c, &o, i, i == current);
}

const struct indexed *lesson_outline_at(struct lesson_view *v, int y, int x)
{
	struct outline o;

	if (!place(v, lesson_current_heading(v), &o) || x < o.x || x >= o.x + o.width ||
	    y < o.y || y - o.y >= (int)(o.end - o.first))
		return NULL;
	return &v->index.headings.items[o.first + (size_t)(y - o.y)];
}
