/* SPDX-License-Identifier: MIT */
/* Amounts as pictures of a few cells, which say the same in ASCII and without colour. */
#ifndef UI_GAUGE_H
#define UI_GAUGE_H

#include <stddef.h>

#include "canvas/canvas.h"

enum { GAUGE_MAX_DOTS = 8 };

/*
 * A bar of so many cells, part of whole filled: empty only at none, full only
 * at all. Nothing for a whole of 0. Both return the column after it.
 */
int gauge_bar(struct canvas *c, int y, int x, int cells, int part, int whole);

/* One dot each, the first n_on filled: "●●○"; "7/12" when there are more than GAUGE_MAX_DOTS. */
int gauge_dots(struct canvas *c, int y, int x, int n_on, int n);

/* Where a window of `shown` lies in `total`: a stroke in one column; nothing when all shows. */
struct gauge_window {
	int y, x, height;
	size_t first, shown, total;
};
void gauge_scroll(struct canvas *c, const struct gauge_window *w);

#endif
