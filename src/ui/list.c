/* SPDX-License-Identifier: MIT */
#include "ui/list.h"

#include <stddef.h>

#include "ui/gauge.h"
#include "ui/motion.h"

void list_init(struct list *l, int item_rows)
{
	*l = (struct list){ .item_rows = item_rows };
}

static bool is_selectable(const struct list *l, size_t i)
{
	return !l->is_selectable || l->is_selectable(l->owner, i);
}

/* The nearest item that can be selected from i on in a direction; n if there is none. */
static size_t selectable_from(const struct list *l, size_t i, int direction)
{
	for (; i < l->n; i += (size_t)direction)
		if (is_selectable(l, i))
			return i;
	return l->n;
}

void list_select(struct list *l, size_t i)
{
	size_t found;

	if (i >= l->n)
		i = l->n ? l->n - 1 : 0;
	found = selectable_from(l, i, 1);
	if (found == l->n)
		found = selectable_from(l, i, -1);
	l->selected = found < l->n ? found : 0;
}

void list_set_size(struct list *l, size_t n)
{
	l->n = n;
	if (l->top >= n)
		l->top = 0;
	list_select(l, l->selected);
}

/* Whole items in the window, at least one. */
static size_t capacity(const struct list *l)
{
	int items = l->height / l->item_rows;

	return items > 0 ? (size_t)items : 1;
}

/* What stands above an item and cannot be selected itself (a heading) is shown with it. */
static size_t with_headings(const struct list *l, size_t i)
{
	while (i > 0 && !is_selectable(l, i - 1) && l->selected - (i - 1) < capacity(l))
		i--;
	return i;
}

void list_show(struct list *l, size_t first, size_t end)
{
	l->show_first = first;
	l->show_end = end;
}

static void scroll_to_shown(struct list *l)
{
	size_t items = capacity(l);

	if (l->show_end > l->top + items)
		l->top = l->show_end - items;
	if (l->show_end && l->top > l->show_first)
		l->top = l->show_first;
	l->show_end = 0;
}

static void scroll_to_selection(struct list *l)
{
	size_t items = capacity(l), first = with_headings(l, l->selected);

	if (first < l->top)
		l->top = first;
	if (l->selected >= l->top + items)
		l->top = l->selected - items + 1;
	if (l->top + items > l->n)
		l->top = l->n > items ? l->n - items : 0;
}

void list_place(struct list *l, int y, int x, int height, int width)
{
	l->y = y;
	l->x = x;
	l->height = height;
	l->width = width;
	scroll_to_shown(l);
	scroll_to_selection(l);
}

int list_row(const struct list *l, size_t i)
{
	size_t rows = i < l->top ? 0 : (i - l->top) * (size_t)l->item_rows;

	if (i < l->top || i >= l->n || l->height <= 0 || rows >= (size_t)l->height)
		return -1;
	return l->y + (int)rows;
}

size_t list_end(const struct list *l)
{
	size_t rows = l->height > 0 ? (size_t)l->height : 0;
	size_t end = l->top + (rows + (size_t)l->item_rows - 1) / (size_t)l->item_rows;

	return end < l->n ? end : l->n;
}

static void move_by(struct list *l, ptrdiff_t items)
{
	size_t last = l->n - 1, target, found;
	int direction = items < 0 ? -1 : 1;

	if (items < 0)
		target = (size_t)-items < l->selected ? l->selected - (size_t)-items : 0;
	else
		target = (size_t)items < last - l->selected ? l->selected + (size_t)items : last;
	found = selectable_from(l, target, direction);
	if (found == l->n)
		found = selectable_from(l, target, -direction);
	if (found < l->n)
		l->selected = found;
}

/* The wheel moves the window; the selection stays where it is until that is out of sight. */
static void wheel(struct list *l, ptrdiff_t lines)
{
	size_t items = capacity(l), last_top = l->n > items ? l->n - items : 0;
	size_t step = (size_t)(lines < 0 ? -lines : lines);
	size_t before = l->selected;

	if (lines < 0)
		l->top = step < l->top ? l->top - step : 0;
	else
		l->top = l->top + step < last_top ? l->top + step : last_top;
	if (l->selected < l->top)
		list_select(l, l->top);
	else if (l->selected >= l->top + items)
		l->selected = selectable_from(l, l->top + items - 1, -1);
	if (l->selected >= l->n)
		l->selected = before;
}

static enum list_event click(struct list *l, struct key k)
{
	size_t i;

	if (k.y < l->y || k.y >= l->y + l->height || k.x < l->x || k.x >= l->x + l->width)
		return LIST_IGNORED;
	i = l->top + (size_t)((k.y - l->y) / l->item_rows);
	if (i >= l->n || !is_selectable(l, i))
		return LIST_IGNORED;
	if (i == l->selected || k.mouse == MOUSE_DOUBLE) {
		l->selected = i;
		return LIST_CHOSEN;
	}
	l->selected = i;
	return LIST_MOVED;
}

enum list_event list_key(struct list *l, struct key k)
{
	enum motion m = motion_of(k);

	if (!l->n)
		return LIST_IGNORED;
	if (k.code == K_ENTER)
		return is_selectable(l, l->selected) ? LIST_CHOSEN : LIST_IGNORED;
	if (m == MOTION_WHEEL_UP || m == MOTION_WHEEL_DOWN) {
		wheel(l, motion_lines(m, l->height));
		return LIST_MOVED;
	}
	if (m != MOTION_NONE) {
		move_by(l, motion_lines(m, (int)capacity(l)));
		return LIST_MOVED;
	}
	return k.code == K_MOUSE ? click(l, k) : LIST_IGNORED;
}

void list_draw_bar(const struct list *l, struct canvas *c, int x)
{
	gauge_scroll(c, &(struct gauge_window){
		.y = l->y, .x = x, .height = l->height,
		.first = l->top, .shown = capacity(l), .total = l->n,
	});
}
