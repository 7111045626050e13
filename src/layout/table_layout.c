/* SPDX-License-Identifier: MIT */
#include "layout/table_layout.h"

#include <stdlib.h>

#include "base/xalloc.h"

enum {
	GAP = 2,		/* blanks between columns */
	COLUMN_MIN = 8,		/* a narrower column must not need more */
	TALL_LINES = 8,		/* a row with more lines is tall ... */
	TALL_SHARE = 4,		/* ... and one in so many may be */
	HANG = 2,		/* of a record's lines */
};

struct column {
	uint32_t natural, longest;	/* cells of its widest cell and its longest word */
	uint32_t width;
	uint64_t root;			/* of natural, times 256 */
	size_t first, n_lines;		/* of the cell being shown, in the wrap */
};

struct grid {
	struct rows *rows;
	const struct table *table;
	struct column *columns;
	uint32_t *naturals;	/* of each cell */
	uint32_t room;		/* cells for the columns, gaps taken off */
	bool has_wrapped;	/* a body row takes more than one line */
};

static const struct text *cell_at(const struct table *t, uint32_t row, uint32_t column)
{
	return &t->cells[(size_t)row * t->n_columns + column];
}

static struct wrap_style cell_style(const struct grid *g, uint32_t row)
{
	return (struct wrap_style){
		.role = row ? ROLE_TEXT : ROLE_TABLE_HEAD, .attr = row ? 0 : ATTR_BOLD,
		.is_live = g->rows->options->is_live,
	};
}

static bool has_newline(const struct text *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		if (t->spans[i].flags & SPAN_BREAK)
			return true;
	return false;
}

static void measure(struct grid *g)
{
	const struct table *t = g->table;

	for (uint32_t row = 0; row < t->n_rows; row++) {
		struct wrap_style style = cell_style(g, row);

		for (uint32_t i = 0; i < t->n_columns; i++) {
			struct column *c = &g->columns[i];
			const struct text *cell = cell_at(t, row, i);
			uint32_t natural, longest;

			wrap_measure(&g->rows->wrap, cell, &style, &natural, &longest);
			g->naturals[(size_t)row * t->n_columns + i] = natural;
			if (natural > c->natural)
				c->natural = natural;
			if (longest > c->longest)
				c->longest = longest;
			if (row && has_newline(cell))
				g->has_wrapped = true;
		}
	}
}

static uint64_t square_root(uint64_t n)
{
	uint64_t root = 0;

	for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
		if ((root + bit) * (root + bit) <= n)
			root += bit;
	return root;
}

static uint64_t widths_sum(const struct grid *g)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < g->table->n_columns; i++)
		sum += g->columns[i].width;
	return sum;
}

/* Widths for a scale: by the root of the content, at least the longest word, at most all. */
static void widths_scale(struct grid *g, uint64_t scale)
{
	for (uint32_t i = 0; i < g->table->n_columns; i++) {
		struct column *c = &g->columns[i];
		uint64_t width = c->root * scale >> 16;

		if (width < c->longest)
			width = c->longest;
		c->width = width < c->natural ? (uint32_t)width : c->natural;
	}
}

/* Cuts the longest words short, the longest first, until the columns fit. */
static void longest_cut(struct grid *g)
{
	uint32_t low = 0, high = g->room;

	while (low < high) {
		uint32_t limit = high - (high - low) / 2;
		uint64_t sum = 0;

		for (uint32_t i = 0; i < g->table->n_columns; i++)
			sum += g->columns[i].longest < limit ? g->columns[i].longest : limit;
		if (sum <= g->room)
			low = limit;
		else
			high = limit - 1;
	}
	for (uint32_t i = 0; i < g->table->n_columns; i++)
		if (g->columns[i].longest > low)
			g->columns[i].longest = low;
}

/* Columns that need less than an even share stay whole, as long as all words do. */
static void shortest_keep(struct grid *g)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < g->table->n_columns; i++)
		sum += g->columns[i].longest;
	for (uint32_t i = 0; i < g->table->n_columns; i++) {
		struct column *c = &g->columns[i];

		if (c->natural > g->room / g->table->n_columns ||
		    sum - c->longest + c->natural > g->room)
			continue;
		sum += c->natural - c->longest;
		c->longest = c->natural;
	}
}

/*
 * Shares the room among the columns. Widths grow with the root of the content,
 * so that long columns get more but short ones stay whole.
 */
static void widths_share(struct grid *g)
{
	uint64_t low = 0, high = (uint64_t)g->room << 8;
	uint64_t left;

	shortest_keep(g);
	longest_cut(g);
	for (uint32_t i = 0; i < g->table->n_columns; i++)
		g->columns[i].root = square_root((uint64_t)g->columns[i].natural << 16);
	while (low < high) {
		uint64_t scale = high - (high - low) / 2;

		widths_scale(g, scale);
		if (widths_sum(g) <= g->room)
			low = scale;
		else
			high = scale - 1;
	}
	widths_scale(g, low);
	left = g->room - widths_sum(g);
	for (uint32_t i = 0; i < g->table->n_columns && left; i++) {
		struct column *c = &g->columns[i];

		if (c->width < c->natural) {
			c->width++;
			left--;
		}
	}
}

/* A guess that needs no wrapping. */
static bool is_tall(const struct grid *g, uint32_t row)
{
	const uint32_t *naturals = &g->naturals[(size_t)row * g->table->n_columns];

	for (uint32_t i = 0; i < g->table->n_columns; i++)
		if (naturals[i] > (uint64_t)g->columns[i].width * TALL_LINES)
			return true;
	return false;
}

/* Are the columns wide enough to be read as a table? */
static bool is_readable(const struct grid *g)
{
	uint32_t n_tall = 0;

	for (uint32_t i = 0; i < g->table->n_columns; i++) {
		const struct column *c = &g->columns[i];

		if (c->width < c->natural && c->width < COLUMN_MIN)
			return false;
	}
	for (uint32_t row = 0; row < g->table->n_rows; row++)
		n_tall += is_tall(g, row);
	return n_tall <= g->table->n_rows / TALL_SHARE;
}

/* Finds widths; false when the table is better shown as records. */
static bool widths_find(struct grid *g)
{
	uint32_t n = g->table->n_columns;
	uint64_t room = (uint64_t)rows_room_wide(g->rows), gaps = (uint64_t)(n - 1) * GAP;
	uint64_t natural = 0;

	for (uint32_t i = 0; i < n; i++)
		natural += g->columns[i].natural;
	if (gaps >= room)
		return false;
	g->room = (uint32_t)(room - gaps);
	if (natural <= g->room) {
		for (uint32_t i = 0; i < n; i++)
			g->columns[i].width = g->columns[i].natural;
		return true;
	}
	if (n == 1) {
		g->columns[0].width = g->room;
		return true;
	}
	if (g->room < n)
		return false;
	widths_share(g);
	return is_readable(g);
}

static uint32_t text_bytes(const struct text *t)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < t->n; i++)
		n += t->spans[i].flags & SPAN_BREAK ? 1 : t->spans[i].len;
	return n;
}

/* Wraps the cells of a row; returns the lines of the tallest. */
static size_t row_wrap(struct grid *g, uint32_t row)
{
	struct wrap *w = &g->rows->wrap;
	struct wrap_style style = cell_style(g, row);
	size_t height = 1;

	wrap_clear(w);
	for (uint32_t i = 0; i < g->table->n_columns; i++) {
		struct column *c = &g->columns[i];

		c->first = w->n_lines;
		wrap_begin(w, c->width, c->width);
		wrap_add(w, cell_at(g->table, row, i), &style, 0);
		wrap_end(w);
		c->n_lines = w->n_lines - c->first;
		if (c->n_lines > height)
			height = c->n_lines;
	}
	return height;
}

static uint32_t blanks_before(enum align align, uint32_t width, uint32_t cells)
{
	uint32_t left = width > cells ? width - cells : 0;

	return align == ALIGN_RIGHT ? left : align == ALIGN_CENTER ? left / 2 : 0;
}

/* Line y of each cell of the row that was wrapped. */
static void line_show(struct grid *g, size_t y)
{
	const struct wrap *w = &g->rows->wrap;
	uint32_t x = 0, at = 0;		/* where the column begins; where the row ends so far */

	for (uint32_t i = 0; i < g->table->n_columns; i++) {
		const struct column *c = &g->columns[i];
		const struct wrap_line *l = &w->lines[c->first + y];

		if (y < c->n_lines && l->n) {
			uint32_t start = x + blanks_before(g->table->align[i], c->width, l->cells);

			rows_blanks(g->rows, (int)(start - at));
			for (uint32_t k = 0; k < l->n; k++)
				rows_run(g->rows, &w->runs[l->first + k]);
			at = start + l->cells;
		}
		x += c->width + GAP;
	}
}

static bool is_header_empty(const struct table *t)
{
	for (uint32_t i = 0; i < t->n_columns; i++)
		if (text_bytes(cell_at(t, 0, i)))
			return false;
	return true;
}

static int grid_cells(const struct grid *g)
{
	return (int)(widths_sum(g) + (g->table->n_columns - 1) * GAP);
}

/* Bytes of a row in the table's plain text: a separator follows each cell. */
static uint32_t row_bytes(const struct table *t, uint32_t row)
{
	uint32_t n = t->n_columns;

	for (uint32_t i = 0; i < t->n_columns; i++)
		n += text_bytes(cell_at(t, row, i));
	return n;
}

/* A row of the table and the rule below it, if one is due. */
static void row_show(struct grid *g, uint32_t row, uint32_t offset)
{
	size_t height = row_wrap(g, row);

	for (size_t y = 0; y < height; y++) {
		line_show(g, y);
		rows_end(g->rows, offset);
	}
	if (!row || (g->has_wrapped && row + 1 < g->table->n_rows)) {
		rows_rule(g->rows, grid_cells(g));
		rows_end(g->rows, offset);
	}
}

static void grid_show(struct grid *g)
{
	const struct table *t = g->table;
	uint32_t offset = 0;

	for (uint32_t i = 0; i < t->n_columns; i++)
		g->has_wrapped = g->has_wrapped || g->columns[i].width < g->columns[i].natural;
	for (uint32_t row = 0; row < t->n_rows; row++) {
		if (row || !is_header_empty(t))
			row_show(g, row, offset);
		offset += row_bytes(t, row);
	}
}

/* "header: value", wrapped; the text alone under an empty header and of a header. */
static void field_show(struct grid *g, uint32_t row, uint32_t column, uint32_t offset)
{
	struct wrap *w = &g->rows->wrap;
	struct wrap_style head = cell_style(g, 0), style = cell_style(g, row);
	const struct text *header = cell_at(g->table, 0, column);
	uint32_t room = (uint32_t)rows_room(g->rows);

	head.is_aside = true;
	wrap_clear(w);
	wrap_begin(w, room, room - HANG);
	if (row && text_bytes(header)) {
		wrap_add(w, header, &head, offset);
		wrap_add_string(w, ": ", head.role, head.attr, offset);
	}
	wrap_add(w, cell_at(g->table, row, column), &style, offset);
	wrap_end(w);
	rows_lines(g->rows, 0, HANG);
}

/* A table without body shows its header as its one record. */
static void records_show(struct grid *g)
{
	const struct table *t = g->table;
	uint32_t first = t->n_rows > 1 ? 1 : 0;
	uint32_t offset = first ? row_bytes(t, 0) : 0;

	for (uint32_t row = first; row < t->n_rows; row++) {
		if (row > first)
			rows_end(g->rows, offset - 1);
		for (uint32_t i = 0; i < t->n_columns; i++) {
			uint32_t bytes = text_bytes(cell_at(t, row, i));

			if (bytes)
				field_show(g, row, i, offset);
			offset += bytes + 1;
		}
	}
}

void table_layout(struct rows *r, const struct table *t)
{
	struct grid g = { .rows = r, .table = t };

	if (!t->n_columns || !t->n_rows)
		return;
	g.columns = xcalloc(t->n_columns, sizeof(*g.columns));
	g.naturals = xcalloc((size_t)t->n_columns * t->n_rows, sizeof(*g.naturals));
	measure(&g);
	if (widths_find(&g))
		grid_show(&g);
	else
		records_show(&g);
	free(g.columns);
	free(g.naturals);
}
