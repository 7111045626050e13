/* SPDX-License-Identifier: MIT */
/* Lifelines, frames, notes: the picture below the heads. */
#include <string.h>

#include "layout/sequence_parts.h"

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* A stretch of a lifeline, in rows: first to last. What has not happened yet is faint. */
static void stretch_draw(const struct sequence_drawing *d, int x, int first, int last, int bars)
{
	int past = least(last, d->now.row);
	bool is_active = bars > 0;

	for (int i = 0; i < most(bars, 1); i++)
		sequence_pen_vline(&d->pen, first, past, x + i, is_active ? U'┃' : U'│',
				   ROLE_LIFELINE, is_active ? ATTR_BOLD : 0);
	sequence_pen_vline(&d->pen, most(first, d->now.row + 1), last, x, U'┆', ROLE_LIFELINE,
			   ATTR_DIM);
}

/* What a message sets going at its arrow waits until it has arrived. */
static int first_row(const struct sequence_drawing *d, const struct sequence_course *k)
{
	bool waits = !d->now.is_all && !d->now.has_arrived && k->row == d->now.row;

	return k->row + waits;
}

static void lifeline_draw(const struct sequence_drawing *d, const struct sequence_column *c)
{
	ptrdiff_t at = sequence_course_at(c, d->pen.top - 1);

	if (c->is_created && !sequence_is_due(&d->now, &d->s->bands[c->born]))
		return;
	for (size_t i = at < 0 ? 0 : (size_t)at; i < c->n_course; i++) {
		const struct sequence_course *k = &c->course[i];
		int last = i + 1 < c->n_course ? first_row(d, &k[1]) - 1 : d->s->height - 1;

		if (k->row >= d->pen.bottom)
			break;
		if (k->bars >= 0)
			stretch_draw(d, c->x, most(first_row(d, k), d->pen.top), last, k->bars);
		else if (k->bars == SEQUENCE_ENDS && k->row <= d->now.row)
			sequence_pen_char(&d->pen, k->row, c->x, U'✕', ROLE_LIFELINE, ATTR_BOLD);
	}
}

static void horizontal_border(const struct sequence_drawing *d, int row, int left, int right,
			      unsigned arms, char32_t line)
{
	sequence_pen_hline(&d->pen, row, left + 1, right - 1, line, ROLE_FRAME, 0);
	sequence_pen_join(&d->pen, row, left, 0xFFFF, BOX_RIGHT | arms, ROLE_FRAME, 0);
	sequence_pen_join(&d->pen, row, right, 0xFFFF, BOX_LEFT | arms, ROLE_FRAME, 0);
}

/* "alt [condition]" on the border of a block or branch; the condition below if it is too long. */
static void condition_draw(const struct sequence_drawing *d, size_t i)
{
	const struct sequence_band *b = &d->s->bands[i];
	const char *name = sequence_keyword(d->s, i);
	int row = b->anchor, col = b->left + 3, n = (int)strlen(name);

	if (!n)
		return;
	sequence_pen_text(&d->pen, row, col, col - 1, b->right - 1, name, (size_t)n, ROLE_FRAME,
			  ATTR_BOLD);
	if (!b->n_lines && *b->text)
		sequence_pen_text(&d->pen, row, col + n + 1, col + n, b->right - 1, b->text,
				  strlen(b->text), ROLE_TEXT, 0);
	for (size_t k = 0; k < b->n_lines; k++)
		sequence_pen_text(&d->pen, row + 1 + (int)k, b->left + 2, b->left + 1, b->right - 1,
				  b->lines[k].text, b->lines[k].len, ROLE_TEXT, 0);
}

static void frame_draw(const struct sequence_drawing *d, const struct sequence_frame_box *f)
{
	if (f->first > f->last || !sequence_is_due(&d->now, &d->s->bands[f->step]))
		return;
	horizontal_border(d, f->top, f->left, f->right, BOX_DOWN, U'─');
	horizontal_border(d, f->bottom, f->left, f->right, BOX_UP, U'─');
	sequence_pen_vline(&d->pen, f->top + 1, f->bottom - 1, f->left, U'│', ROLE_FRAME, 0);
	sequence_pen_vline(&d->pen, f->top + 1, f->bottom - 1, f->right, U'│', ROLE_FRAME, 0);
	condition_draw(d, f->step);
}

/* The frames around the first step that shows, and those that begin below it. */
static void frames_draw(const struct sequence_drawing *d, size_t first)
{
	const struct sequence *s = d->s;
	size_t n = s->diagram->n_steps;

	if (first == n)
		return;
	for (ptrdiff_t i = s->bands[first].frame; i >= 0; i = s->frames[i].parent)
		frame_draw(d, &s->frames[i]);
	for (size_t i = first + 1; i < n && s->bands[i].row < d->pen.bottom; i++)
		if (s->diagram->steps[i].kind == STEP_BLOCK)
			frame_draw(d, &s->frames[s->bands[i].frame]);
}

static void branch_draw(const struct sequence_drawing *d, size_t i)
{
	const struct sequence_band *b = &d->s->bands[i];

	if (b->frame < 0 || d->s->frames[b->frame].first > d->s->frames[b->frame].last)
		return;
	horizontal_border(d, b->anchor, b->left, b->right, BOX_VERTICAL, U'┄');
	condition_draw(d, i);
}

static void note_draw(const struct sequence_drawing *d, size_t i)
{
	static const char32_t corners[] = { U'╭', U'╮', U'╰', U'╯' };
	const struct sequence_band *b = &d->s->bands[i];
	int bottom = b->row + b->height - 1;

	sequence_pen_box(&d->pen, b->row, b->left, bottom, b->right, corners, ROLE_NOTE);
	sequence_pen_lines(&d->pen, b->row + 1, b->left + 1, b->right - 1, b->lines, b->n_lines,
			   ROLE_NOTE, 0);
}

static void band_draw(const struct sequence_drawing *d, size_t i)
{
	enum step_kind kind = d->s->diagram->steps[i].kind;

	if (!d->s->bands[i].height || !sequence_is_due(&d->now, &d->s->bands[i]))
		return;
	if (kind == STEP_MESSAGE)
		sequence_message_draw(d, i);
	else if (kind == STEP_NOTE)
		note_draw(d, i);
	else if (kind == STEP_BRANCH)
		branch_draw(d, i);
}

/* Columns that show, with those whose head reaches in from the side. */
static size_t first_column(const struct sequence_drawing *d)
{
	enum { HEAD_HALF_MOST = 32 };

	return sequence_find_column(d->s, d->pen.left - HEAD_HALF_MOST);
}

static bool is_column_near(const struct sequence_drawing *d, size_t i)
{
	return i < d->s->diagram->n_participants &&
	       d->s->columns[i].left < d->pen.right;
}

void sequence_body_draw(const struct sequence_drawing *d)
{
	const struct sequence *s = d->s;
	size_t first = sequence_find_row(s, d->pen.top), left = first_column(d);

	for (size_t i = left; is_column_near(d, i); i++)
		lifeline_draw(d, &s->columns[i]);
	frames_draw(d, first);
	for (size_t i = left; is_column_near(d, i); i++)
		if (s->columns[i].is_created &&
		    sequence_is_due(&d->now, &s->bands[s->columns[i].born]))
			sequence_head_draw(d, i);
	for (size_t i = first; i < s->diagram->n_steps && s->bands[i].row < d->pen.bottom; i++)
		band_draw(d, i);
}
