/* SPDX-License-Identifier: MIT */
#include "ui/gauge.h"

static int cells_filled(int cells, int part, int whole)
{
	int filled;

	if (part <= 0 || cells < 1)
		return 0;
	if (part >= whole)
		return cells;
	filled = (int)(((int64_t)part * cells + whole / 2) / whole);
	if (filled < 1)
		return cells > 1;
	return filled < cells ? filled : cells - 1;
}

int gauge_bar(struct canvas *c, int y, int x, int cells, int part, int whole)
{
	int filled;

	if (whole <= 0)
		return x;
	filled = cells_filled(cells, part, whole);
	for (int i = 0; i < cells; i++)
		canvas_put_char(c, y, x + i, i < filled ? U'▇' : U'▁',
				i < filled ? ROLE_GAUGE : ROLE_DIM, 0);
	return x + cells;
}

int gauge_dots(struct canvas *c, int y, int x, int n_on, int n)
{
	if (n > GAUGE_MAX_DOTS)
		return canvas_printf(c, y, x, ROLE_TEXT, 0, "%d/%d", n_on, n);
	for (int i = 0; i < n; i++)
		canvas_put_char(c, y, x + i, i < n_on ? U'●' : U'○',
				i < n_on ? ROLE_GAUGE : ROLE_DIM, 0);
	return x + n;
}

void gauge_scroll(struct canvas *c, const struct gauge_window *w)
{
	size_t height = w->height > 0 ? (size_t)w->height : 0;
	size_t length, room, start;

	if (!height || w->total <= w->shown)
		return;
	length = height * w->shown / w->total;
	if (length < 1)
		length = 1;
	room = height - length;
	start = w->first * room / (w->total - w->shown);
	if (start > room)
		start = room;
	for (size_t i = 0; i < length; i++)
		canvas_put_char(c, w->y + (int)(start + i), w->x, U'▐', ROLE_FRAME, 0);
}
