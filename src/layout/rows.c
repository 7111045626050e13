/* SPDX-License-Identifier: MIT */
#include "layout/rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"

enum {
	WIDTH_MAX = INT16_MAX,
	WIDTH_ROOMY = 60,	/* from here on the margin is wide */
	WIDTH_BARE = 30,	/* below there is none */
	FIRST_WIDTH_MIN = 4,	/* cells that a marker must leave for text on its row */
};

static const char bar[] = "│ ";

static int clamp(int n, int low, int high)
{
	return n < low ? low : n > high ? high : n;
}

/* A string of n times s in the arena. */
static const char *repeated(struct arena *a, const char *s, int n)
{
	size_t len = strlen(s);
	char *p = arena_alloc(a, len * (size_t)n + 1);

	for (size_t i = 0; i < (size_t)n; i++)
		memcpy(p + i * len, s, len);
	p[len * (size_t)n] = '\0';
	return p;
}

int flow_margin(int width)
{
	return width >= WIDTH_ROOMY ? 3 : width >= WIDTH_BARE ? 1 : 0;
}

void rows_init(struct rows *r, struct flow *f, const struct flow_options *options)
{
	int measure = clamp(options->measure, FLOW_MIN_WIDTH, WIDTH_MAX);

	*r = (struct rows){ .flow = f, .options = options };
	f->width = clamp(options->width, FLOW_MIN_WIDTH, WIDTH_MAX);
	r->margin = flow_margin(f->width);
	r->right = clamp(r->margin + measure, 0, f->width - r->margin);
	r->blanks = repeated(&f->arena, " ", f->width);
	r->rule = repeated(&f->arena, "─", f->width);
	wrap_init(&r->wrap);
}

void rows_done(struct rows *r)
{
	wrap_done(&r->wrap);
	free(r->runs);
	free(r->prefixes);
}

void rows_block(struct rows *r, const struct block *b)
{
	if (r->picture_depth)
		return;
	r->block = b;
	r->first_row = SIZE_MAX;
}

void rows_picture_begin(struct rows *r)
{
	r->picture_depth++;
}

void rows_picture_end(struct rows *r)
{
	r->picture_depth--;
}

int rows_room(const struct rows *r)
{
	return r->right - r->margin - r->prefix_cells;
}

int rows_room_wide(const struct rows *r)
{
	return r->flow->width - (r->margin ? 1 : 0) - r->margin - r->prefix_cells;
}

static void run_add(struct rows *r, const struct run *run)
{
	*vec_push(r->runs, r->n_runs, r->cap_runs) = *run;
	r->cells += run->cells;
}

static void blanks_add(struct rows *r, int n)
{
	if (n > 0)
		run_add(r, &(struct run){ .text = r->blanks, .len = (uint32_t)n,
					  .cells = (uint16_t)n, .role = ROLE_TEXT });
}

static void marker_add(struct rows *r, const struct marker *m)
{
	run_add(r, &(struct run){ .text = m->text, .len = m->len, .cells = m->cells,
				  .role = m->role, .attr = m->attr });
}

/* Margin, indentation and bars; markers too, which counts them as shown. */
static void prefix_add(struct rows *r, size_t n_prefixes, bool has_markers)
{
	int blanks = r->margin;

	for (size_t i = 0; i < n_prefixes; i++) {
		struct prefix *p = &r->prefixes[i];
		bool is_marked = has_markers && p->marker.text;

		if (p->is_bar || is_marked) {
			blanks_add(r, blanks);
			blanks = 0;
		}
		if (p->is_bar) {
			run_add(r, &(struct run){ .text = bar, .len = sizeof(bar) - 1, .cells = 2,
						  .role = ROLE_QUOTE });
		} else if (is_marked) {
			marker_add(r, &p->marker);
			p->marker.text = NULL;
			blanks = p->cells - p->marker.cells;
		} else {
			blanks += p->cells;
		}
	}
	blanks_add(r, blanks);
}

static bool has_bar(const struct rows *r, size_t n_prefixes)
{
	for (size_t i = 0; i < n_prefixes; i++)
		if (r->prefixes[i].is_bar)
			return true;
	return false;
}

static void row_store(struct rows *r, uint32_t offset)
{
	struct flow *f = r->flow;
	struct row *row;

	while (r->n_runs && r->runs[r->n_runs - 1].text == r->blanks)
		r->cells -= r->runs[--r->n_runs].cells;
	row = vec_push(f->rows, f->n_rows, r->cap);
	*row = (struct row){
		.runs = arena_dup(&f->arena, r->runs, r->n_runs, sizeof(*r->runs)),
		.n_runs = (uint32_t)r->n_runs, .cells = (uint16_t)r->cells, .offset = offset,
	};
	r->n_runs = 0;
	r->cells = 0;
	r->is_open = false;
}

/* Says what the row just stored shows. */
static void row_mark(struct rows *r)
{
	size_t i = r->flow->n_rows - 1;
	struct row *row = &r->flow->rows[i];

	if (r->first_row == SIZE_MAX)
		r->first_row = i;
	row->block = r->block;
	row->is_first = r->first_row == i;
	if (r->picture_depth)
		row->offset = (uint32_t)(i - r->first_row);
}

static void gap_show(struct rows *r)
{
	bool is_barred = has_bar(r, r->gap_prefixes);
	bool is_within = r->picture_depth && r->first_row != SIZE_MAX;

	for (int i = r->flow->n_rows ? r->gap : 0; i > 0; i--) {
		if (is_barred)
			prefix_add(r, r->gap_prefixes, false);
		row_store(r, 0);
		if (is_within)
			row_mark(r);
	}
	r->gap = 0;
}

static void row_open(struct rows *r)
{
	gap_show(r);
	prefix_add(r, r->n_prefixes, true);
	if (r->loose.text)
		marker_add(r, &r->loose);
	r->loose.text = NULL;
	r->is_open = true;
}

void rows_gap(struct rows *r, int n)
{
	if (!r->gap || r->gap_prefixes > r->n_prefixes)
		r->gap_prefixes = r->n_prefixes;
	if (n > r->gap)
		r->gap = n;
}

static bool has_pending_marker(const struct rows *r)
{
	return r->loose.text ||
	       (r->n_prefixes && r->prefixes[r->n_prefixes - 1].marker.text);
}

/* A marker wider than the room there is, piece by piece. */
static void loose_show(struct rows *r)
{
	struct marker m = r->loose;

	r->loose.text = NULL;
	while (m.len) {
		size_t cells;
		size_t len = utf8_fit(m.text, m.len, (size_t)rows_room(r), &cells);

		rows_string(r, m.text, len, (int)cells, m.role, m.attr);
		rows_end(r, 0);
		m.text += len;
		m.len -= (uint32_t)len;
	}
}

void rows_flush_loose(struct rows *r)
{
	if (r->loose.text)
		loose_show(r);
}

void rows_flush_marker(struct rows *r)
{
	rows_flush_loose(r);
	if (!has_pending_marker(r))
		return;
	row_open(r);
	rows_end(r, 0);
}

bool rows_push(struct rows *r, const struct marker *m, int cells, bool is_bar)
{
	if (r->prefix_cells + cells <= (r->right - r->margin) / 3) {
		*vec_push(r->prefixes, r->n_prefixes, r->cap_prefixes) =
			(struct prefix){ .marker = *m, .is_bar = is_bar, .cells = cells };
		r->prefix_cells += cells;
		return true;
	}
	if (m->text)
		r->loose = *m;
	return false;
}

void rows_pop(struct rows *r, bool was_pushed)
{
	if (!was_pushed)
		return;
	r->prefix_cells -= r->prefixes[--r->n_prefixes].cells;
	if (r->gap_prefixes > r->n_prefixes)
		r->gap_prefixes = r->n_prefixes;
}

void rows_run(struct rows *r, const struct run *run)
{
	if (!r->is_open)
		row_open(r);
	run_add(r, run);
}

void rows_string(struct rows *r, const char *s, size_t n, int cells, enum role role, unsigned attr)
{
	rows_run(r, &(struct run){ .text = s, .len = (uint32_t)n, .cells = (uint16_t)cells,
				   .role = (uint8_t)role, .attr = (uint8_t)attr });
}

void rows_blanks(struct rows *r, int n)
{
	if (n > 0)
		rows_string(r, r->blanks, (size_t)n, n, ROLE_TEXT, 0);
}

void rows_rule(struct rows *r, int n)
{
	if (n > 0)
		rows_string(r, r->rule, strlen("─") * (size_t)n, n, ROLE_FRAME, 0);
}

void rows_end(struct rows *r, uint32_t offset)
{
	if (!r->is_open)
		row_open(r);
	row_store(r, offset);
	row_mark(r);
}

void rows_lines(struct rows *r, size_t first, int hang)
{
	const struct wrap *w = &r->wrap;

	for (size_t i = first; i < w->n_lines; i++) {
		const struct wrap_line *l = &w->lines[i];

		if (i > first)
			rows_blanks(r, hang);
		for (uint32_t k = 0; k < l->n; k++)
			rows_run(r, &w->runs[l->first + k]);
		rows_end(r, l->offset);
	}
}

void rows_text(struct rows *r, const struct text *t, const struct wrap_style *s)
{
	int room = rows_room(r);

	if (r->loose.text && room - r->loose.cells < FIRST_WIDTH_MIN)
		rows_flush_loose(r);
	wrap_clear(&r->wrap);
	wrap_begin(&r->wrap, (uint32_t)(room - (r->loose.text ? r->loose.cells : 0)),
		   (uint32_t)room);
	wrap_add(&r->wrap, t, s, 0);
	wrap_end(&r->wrap);
	rows_lines(r, 0, 0);
}
