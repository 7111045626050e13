/* SPDX-License-Identifier: MIT */
#include "parse/table.h"

#include "base/buf.h"

enum { CELLS_MAX = 1000000 };

struct table_work {
	struct arena *arena;
	struct inlines_later *later;
	struct table *table;
	struct text *cells;
	struct span *plain;	/* one for each cell */
};

static struct line without_quotes(struct line l, unsigned n_quotes)
{
	l = line_trim_start(l);
	while (n_quotes-- && l.len && l.p[0] == '>')
		l = line_trim_start(line_from(l, 1));
	return line_trim_end(l);
}

struct line table_line(const struct table_lines *lines, struct source *source, int i)
{
	if (i == lines->first)
		return line_trim(lines->head);
	return without_quotes(source_line(source, i), lines->n_quotes);
}

/* Takes the next cell off a row; false at its end. A first "|" must be gone. */
static bool take_cell(struct line *row, struct line *ret)
{
	size_t i = 0;

	if (!row->len)
		return false;
	while (i < row->len && row->p[i] != '|')
		i += row->p[i] == '\\' && i + 1 < row->len ? 2 : 1;
	*ret = line_trim((struct line){ row->p, i });
	*row = line_from(*row, i + (i < row->len));
	return true;
}

static struct line row_start(struct line l)
{
	return l.len && l.p[0] == '|' ? line_from(l, 1) : l;
}

static size_t count_cells(struct line l)
{
	struct line row = row_start(l), cell;
	size_t n = 0;

	while (take_cell(&row, &cell))
		n++;
	return n;
}

/* ":--", "---", "--:" or ":-:". */
static bool is_delimiter_cell(struct line cell)
{
	size_t i = 0;

	if (cell.len && cell.p[0] == ':')
		cell = line_from(cell, 1);
	while (i < cell.len && cell.p[i] == '-')
		i++;
	return i && (i == cell.len || (i + 1 == cell.len && cell.p[i] == ':'));
}

static bool is_delimiter_row(struct line l)
{
	struct line row, cell;

	if (!l.len || (l.p[0] != '|' && l.p[0] != '-' && l.p[0] != ':'))
		return false;
	row = row_start(l);
	if (!row.len)
		return false;
	while (take_cell(&row, &cell))
		if (!is_delimiter_cell(cell))
			return false;
	return true;
}

int table_find(const struct table_lines *lines)
{
	struct source source = lines->source;
	struct line before = table_line(lines, &source, lines->first);

	for (int i = lines->first + 1; i <= lines->last; i++) {
		struct line l = table_line(lines, &source, i);
		size_t n = is_delimiter_row(l) ? count_cells(l) : 0;

		if (n && n == count_cells(before) &&
		    n * (size_t)(lines->last - i + 1) <= CELLS_MAX)
			return i - 1;
		before = l;
	}
	return -1;
}

static enum align delimiter_align(struct line cell)
{
	bool is_left = cell.p[0] == ':', is_right = cell.p[cell.len - 1] == ':';

	if (is_left)
		return is_right ? ALIGN_CENTER : ALIGN_LEFT;
	return is_right ? ALIGN_RIGHT : ALIGN_DEFAULT;
}

static void read_aligns(struct table_work *w, struct line l)
{
	enum align *align = arena_zalloc(w->arena, w->table->n_columns * sizeof(*align));
	struct line row = row_start(l), cell;

	for (uint32_t i = 0; take_cell(&row, &cell); i++)
		align[i] = delimiter_align(cell);
	w->table->align = align;
}

/* True if a cell holds nothing that could be markup. */
static bool is_plain(struct line cell)
{
	for (size_t i = 0; i < cell.len; i++) {
		switch (cell.p[i]) {
		case '\\':
		case '`':
		case '*':
		case '_':
		case '[':
		case '<':
		case '&':
		case '~':
			return false;
		default:
			break;
		}
	}
	return true;
}

/* Has a cell parsed, in which "\|" is a bar even where nothing else is escaped. */
static void add_markup(struct table_work *w, struct line cell, struct text *target)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < cell.len; i++)
		if (cell.p[i] != '\\' || i + 1 == cell.len || cell.p[i + 1] != '|')
			buf_addc(&text, cell.p[i]);
	inlines_later_begin(w->later, target);
	inlines_later_add(w->later, buf_str(&text), text.len);
	buf_done(&text);
}

static void add_cell(struct table_work *w, struct line cell, size_t i)
{
	if (!is_plain(cell)) {
		add_markup(w, cell, &w->cells[i]);
	} else if (cell.len) {
		w->plain[i] = (struct span){ .text = cell.p, .len = (uint32_t)cell.len };
		w->cells[i] = (struct text){ &w->plain[i], 1 };
	}
}

static void add_row(struct table_work *w, struct line l, size_t row)
{
	struct line rest = row_start(l), cell;

	for (uint32_t i = 0; i < w->table->n_columns && take_cell(&rest, &cell); i++)
		add_cell(w, cell, row * w->table->n_columns + i);
}

/* The rows of the table, copied: cells of plain text stay where they are. */
static struct source copy_rows(const struct table_lines *lines, int header, struct arena *a)
{
	struct source source = lines->source;
	const char *start = table_line(lines, &source, header).p;
	struct line last = source_line(&source, lines->last);
	size_t n = (size_t)(last.p + last.len - start);

	return source_of(arena_strndup(a, start, n), n);
}

const struct table *table_make(const struct table_lines *lines, int header, struct arena *a,
			       struct inlines_later *later)
{
	struct table_work w = { .arena = a, .later = later };
	struct source rows = copy_rows(lines, header, a);
	struct line delimiters = without_quotes(source_line(&rows, 1), lines->n_quotes);
	size_t n_cells;

	w.table = arena_zalloc(a, sizeof(*w.table));
	w.table->n_columns = (uint32_t)count_cells(delimiters);
	w.table->n_rows = (uint32_t)(lines->last - header);
	n_cells = (size_t)w.table->n_columns * w.table->n_rows;
	w.table->cells = w.cells = arena_zalloc(a, n_cells * sizeof(*w.cells));
	w.plain = arena_alloc(a, n_cells * sizeof(*w.plain));
	read_aligns(&w, delimiters);
	for (uint32_t i = 0; i < w.table->n_rows; i++)
		add_row(&w, without_quotes(source_line(&rows, i ? (int)i + 1 : 0), lines->n_quotes), i);
	return w.table;
}
