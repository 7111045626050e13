/* SPDX-License-Identifier: MIT */
#include "layout/flow.h"

#include <stdlib.h>
#include <string.h>

#include "layout/blocks.h"
#include "layout/rows.h"

/* How far up the blocks around a row are looked at. */
enum { ANCESTORS_MAX = 100 };

void flow_init(struct flow *f, const struct block *first, const struct flow_options *options)
{
	struct rows r;

	*f = (struct flow){ 0 };
	arena_init(&f->arena);
	rows_init(&r, f, options);
	blocks_layout(&r, first);
	rows_done(&r);
}

void flow_done(struct flow *f)
{
	arena_done(&f->arena);
	free(f->rows);
	*f = (struct flow){ 0 };
}

static bool is_inside(const struct block *b, const struct block *container)
{
	for (int i = 0; b && i < ANCESTORS_MAX; i++) {
		if (b == container)
			return true;
		b = b->parent;
	}
	return false;
}

size_t flow_find(const struct flow *f, const struct block *block, uint32_t offset)
{
	size_t found = f->n_rows;

	for (size_t i = 0; i < f->n_rows; i++) {
		const struct row *row = &f->rows[i];

		if (row->block != block)
			continue;
		if (found == f->n_rows ||
		    (row->offset <= offset && row->offset > f->rows[found].offset))
			found = i;
	}
	for (size_t i = 0; found == f->n_rows && i < f->n_rows; i++)
		if (is_inside(f->rows[i].block, block))
			return i;
	return found;
}

void flow_draw(const struct flow *f, size_t i, struct canvas *c, int y, int x, int max_x)
{
	const struct row *row = &f->rows[i];

	for (uint32_t k = 0; k < row->n_runs && x <= max_x; k++) {
		const struct run *r = &row->runs[k];

		x = canvas_put(c, y, x, max_x, r->text, r->len, r->role, r->attr);
	}
}

/* Bytes of a run without the blanks at its end. */
static uint32_t trimmed(const struct run *r)
{
	uint32_t len = r->len;

	while (len && (r->text[len - 1] == ' ' || r->text[len - 1] == '\t'))
		len--;
	return len;
}

static void run_print(const struct run *r, uint32_t len, struct buf *out,
		      const struct theme *theme, int colours)
{
	size_t before = out->len;

	if (theme)
		theme_sgr(out, theme, r->role, r->attr, colours);
	if (out->len == before) {
		buf_add(out, r->text, len);
		return;
	}
	buf_add(out, r->text, len);
	buf_adds(out, "\033[m");
}

void flow_print(const struct flow *f, size_t i, struct buf *out, const struct theme *theme,
		int colours)
{
	const struct row *row = &f->rows[i];
	uint32_t n = row->n_runs;

	while (n && !trimmed(&row->runs[n - 1]))
		n--;
	for (uint32_t k = 0; k < n; k++)
		run_print(&row->runs[k], k + 1 < n ? row->runs[k].len : trimmed(&row->runs[k]), out,
			  theme, colours);
	buf_addc(out, '\n');
}
