/* SPDX-License-Identifier: MIT */
#include "ui/sentence.h"

#include <string.h>

#include "layout/lines.h"

int sentence_draw(struct canvas *c, const struct sentence_box *b, const char *text)
{
	const char *end = text + strlen(text);
	struct line line;
	int rows = 0;

	while (rows < b->max_rows && lines_next(&text, end, b->max_x - b->x, &line)) {
		if (rows + 1 == b->max_rows && text < end)
			canvas_puts_cut(c, b->y + rows, b->x, b->max_x, line.text, b->role, 0);
		else
			canvas_put(c, b->y + rows, b->x, b->max_x, line.text, line.len, b->role,
				   0);
		rows++;
	}
	return rows;
}

int sentence_rows(const char *text, int width, int max_rows)
{
	const char *end = text + strlen(text);
	struct line line;
	int rows = 0;

	while (rows < max_rows && lines_next(&text, end, width, &line))
		rows++;
	return rows;
}
