/* SPDX-License-Identifier: MIT */
/*
 * A scrolling list with one selected item: the moving, scrolling and clicking
 * of every list in the program. Holds no items; the owner draws item i at
 * list_row(). The selection is always an item that can be selected, if any can.
 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "canvas/canvas.h"
#include "canvas/key.h"

struct list {
	size_t n, selected;
	size_t top;			/* first item in the window */
	int item_rows;			/* rows of one item */
	int y, x, height, width;	/* the window, as last placed */
	size_t show_first, show_end;	/* what is to be scrolled into view when placed next */
	/* NULL = every item can be selected. */
	bool (*is_selectable)(const void *owner, size_t i);
	const void *owner;
};

enum list_event {
	LIST_IGNORED,
	LIST_MOVED,		/* another item is selected, or the window scrolled */
	LIST_CHOSEN,		/* Enter, a double click, or a click on the selected item */
};

void list_init(struct list *l, int item_rows);
void list_set_size(struct list *l, size_t n);	/* keeps the selection if it still exists */
void list_select(struct list *l, size_t i);	/* or the nearest that can be, down first */

/*
 * Scrolls items [first, end) into view when the list is placed next: all of
 * them if there is room, else as many as fit from the first on.
 */
void list_show(struct list *l, size_t first, size_t end);

/* Where the list is drawn now; scrolls so that the selected item shows. */
void list_place(struct list *l, int y, int x, int height, int width);

/* The canvas row of item i; -1 when it does not show. */
int list_row(const struct list *l, size_t i);

/* Items [top, list_end) show at least in part. */
size_t list_end(const struct list *l);

/* Moves by a key or the mouse. */
enum list_event list_key(struct list *l, struct key k);

/* A thin bar at column x of the window when there is more than it shows. */
void list_draw_bar(const struct list *l, struct canvas *c, int x);

#endif
