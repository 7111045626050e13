/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "cli/graph_print.h"
#include "layout/graph_arch.h"
#include "layout/graph_layout.h"

enum { SLICE_ROWS = 256 };	/* that are drawn at a time: a picture may be very tall */

static bool is_blank(const struct cell *cell)
{
	return cell->ch[0] == ' ' && !cell->ch[1] && !cell->attr;
}

static int row_end(const struct canvas *c, int y)
{
	int end = c->width;

	while (end && is_blank(canvas_cell(c, y, end - 1)))
		end--;
	return end;
}

/* One stretch after the other, each in the colour of its role. */
static void print_row(struct output *o, const struct canvas *c, int y)
{
	struct buf text;
	int end = row_end(c, y);

	buf_init(&text);
	for (int x = 0; x < end;) {
		const struct cell *first = canvas_cell(c, y, x);

		buf_clear(&text);
		for (; x < end && canvas_cell(c, y, x)->role == first->role; x++) {
			const struct cell *cell = canvas_cell(c, y, x);
			char bytes[4];

			for (size_t k = 0; k < CELL_CHARS && cell->ch[k]; k++)
				buf_add(&text, bytes, utf8_encode(cell->ch[k], bytes));
		}
		output_role(o, (enum role)first->role, buf_str(&text), text.len);
	}
	output_puts(o, "\n");
	buf_done(&text);
}

int graph_print_picture(struct output *o, const struct arch *a, int width)
{
	struct arena arena;
	struct graph_layout *l;
	struct canvas c;
	int height, whole;

	arena_init(&arena);
	l = graph_layout_new(graph_of_arch(&arena, a, NULL), &(struct graph_fit){ .width = width });
	height = graph_layout_height(l);
	whole = graph_layout_width(l);
	canvas_init(&c, SLICE_ROWS, whole);
	for (int y = 0; y < height; y += SLICE_ROWS) {
		int rows = height - y < SLICE_ROWS ? height - y : SLICE_ROWS;

		canvas_clear(&c);
		graph_layout_draw_view(l, &c, &(struct graph_view){
			.height = rows, .width = whole, .row = y,
		});
		for (int i = 0; i < rows; i++)
			print_row(o, &c, i);
	}
	canvas_done(&c);
	graph_layout_free(l);
	arena_done(&arena);
	return whole;
}
