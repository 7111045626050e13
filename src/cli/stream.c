/* SPDX-License-Identifier: MIT */
#include "cli/stream.h"

#include <string.h>

#include "cli/diagrams.h"

/* Blank lines before a section that begins with block b. */
static int gap_before(const struct block *b)
{
	return b->kind == BLOCK_HEADING && b->level <= 2 ? 2 : 1;
}

/* Writes a label over the blanks before the text of the row that begins at start. */
static void put_label(struct buf *row, size_t start, size_t n_blanks, const char *label)
{
	size_t n = strlen(label);

	if (n <= n_blanks && row->len - start >= n_blanks)
		memcpy(row->p + start + n_blanks - n, label, n);
}

static void print_row(struct output *o, const struct flow *f, size_t i, int indent,
		      const char *label)
{
	struct buf *row = output_begin_row(o);
	size_t start = row->len;

	if (f->rows[i].n_runs)
		buf_pad(row, ' ', (size_t)indent);
	flow_print(f, i, row, o->theme, o->colours);
	if (label)
		put_label(row, start, (size_t)indent + (size_t)flow_margin(f->width), label);
	output_end_row(o);
}

void stream_blocks(struct output *o, const struct block *first, const struct flow_options *options,
		   int indent, const char *label)
{
	struct flow_options inner = *options;
	struct flow f;

	inner.width -= indent;
	inner.measure -= indent;
	flow_init(&f, first, &inner);
	for (size_t i = 0; i < f.n_rows && !o->error; i++)
		print_row(o, &f, i, indent, i ? NULL : label);
	flow_done(&f);
}

int stream_edge(const struct flow_options *options)
{
	int edge = flow_margin(options->width) + options->measure;

	return edge < options->width ? edge : options->width;
}

bool stream_is_ornament(const struct row *row)
{
	static const char line[] = "─";
	bool has_line = false;

	for (uint32_t i = 0; i < row->n_runs; i++) {
		const struct run *run = &row->runs[i];
		bool is_line = run->role == ROLE_FRAME && run->len >= sizeof(line) - 1 &&
			       !memcmp(run->text, line, sizeof(line) - 1);

		if (!is_line && strspn(run->text, " ") < run->len)
			return false;
		has_line |= is_line;
	}
	return has_line;
}

static bool is_diagram(const struct block *b)
{
	return b && b->kind == BLOCK_DIAGRAM && b->diagram;
}

static void print_section(struct output *o, const struct block *first,
			  const struct flow_options *options, bool is_told)
{
	const struct block *told = NULL;
	struct flow f;

	flow_init(&f, first, options);
	for (size_t i = 0; i < f.n_rows && !o->error; i++) {
		const struct block *b = f.rows[i].block;

		if (is_told && stream_is_ornament(&f.rows[i]))
			continue;
		if (!is_told || !is_diagram(b)) {
			print_row(o, &f, i, 0, NULL);
		} else if (b != told) {
			diagram_print(o, b->diagram, "Diagram: ", flow_margin(options->width),
				      stream_edge(options));
			told = b;
		}
	}
	flow_done(&f);
}

void stream_doc(struct output *o, struct doc *d, const struct flow_options *options, bool is_told)
{
	bool has_text = false;

	for (size_t i = 0; i < d->n_sections && !o->error; i++) {
		const struct block *first = doc_section(d, i);

		if (!first)
			continue;
		for (int n = has_text ? gap_before(first) : 0; n > 0; n--)
			output_raw(o, "\n", 1);
		print_section(o, first, options, is_told);
		has_text = true;
	}
}
