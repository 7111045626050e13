/* SPDX-License-Identifier: MIT */
/* The participants: boxes, figures of actors, and the groups above them. */
#include <string.h>

#include "layout/sequence_parts.h"

static void figure_draw(const struct sequence_drawing *d, int row, int x)
{
	sequence_pen_char(&d->pen, row, x, U'○', ROLE_FRAME, 0);
	sequence_pen_char(&d->pen, row + 1, x - 1, U'╱', ROLE_FRAME, 0);
	sequence_pen_char(&d->pen, row + 1, x, U'│', ROLE_FRAME, 0);
	sequence_pen_char(&d->pen, row + 1, x + 1, U'╲', ROLE_FRAME, 0);
}

/* Names stand out: all of them in a still picture, those of the running message in a moving one. */
static unsigned label_attr(const struct sequence_drawing *d, size_t i)
{
	const struct step *st;

	if (d->now.is_all)
		return ATTR_BOLD;
	if (d->now.step < 0)
		return 0;
	st = &d->s->diagram->steps[d->now.step];
	return st->from == i || st->to == i ? ATTR_BOLD : 0;
}

void sequence_head_draw(const struct sequence_drawing *d, size_t i)
{
	static const char32_t corners[] = { U'┌', U'┐', U'└', U'┘' };
	const struct sequence_column *c = &d->s->columns[i];
	int bottom = c->head_row + c->head_height - 1, left = c->left, right = c->right;
	int n = (int)c->n_lines, row = c->head_row + 1 + (c->head_height - 2 - n) / 2;

	if (d->s->diagram->participants[i].kind == PARTICIPANT_ACTOR) {
		row = bottom + 1 - n;
		figure_draw(d, row - 2, c->x);
	} else {
		sequence_pen_box(&d->pen, c->head_row, left, bottom, right, corners, ROLE_FRAME);
		sequence_pen_join(&d->pen, bottom, c->x, 0xFFFF, BOX_DOWN, ROLE_FRAME, 0);
		left++;
		right--;
	}
	sequence_pen_lines(&d->pen, row, left, right, c->lines, c->n_lines, ROLE_TEXT,
			   label_attr(d, i));
}

static void name_draw(const struct sequence_drawing *d, size_t i)
{
	const struct sequence_column *c = &d->s->columns[i];
	int half = (int)c->name.cells / 2;

	sequence_pen_lines(&d->pen, 0, c->x - half, c->x + half, &c->name, 1, ROLE_TEXT,
			   label_attr(d, i));
}

/* The row above the heads of a group: a bracket from the first to the last with its name. */
static void group_draw(const struct sequence_drawing *d, size_t first, size_t last)
{
	const struct sequence_column *cols = d->s->columns;
	const char *label = d->s->diagram->groups[d->s->diagram->participants[first].group].label;
	int left = cols[first].left, right = cols[last].right;
	size_t n = strlen(label);

	sequence_pen_hline(&d->pen, 0, left + 1, right - 1, U'─', ROLE_FRAME, 0);
	sequence_pen_char(&d->pen, 0, left, U'╭', ROLE_FRAME, 0);
	sequence_pen_char(&d->pen, 0, right, U'╮', ROLE_FRAME, 0);
	if (n)
		sequence_pen_text(&d->pen, 0, left + 3, left + 2, right - 1, label, n, ROLE_DIM, 0);
}

static void groups_draw(const struct sequence_drawing *d)
{
	const struct participant *p = d->s->diagram->participants;
	size_t n = d->s->diagram->n_participants, first = 0;

	for (size_t i = 1; i <= n; i++) {
		if (i < n && p[i].group == p[first].group)
			continue;
		if (p[first].group >= 0)
			group_draw(d, first, i - 1);
		first = i;
	}
}

void sequence_heads_draw(const struct sequence_drawing *d, bool is_compact)
{
	if (d->s->has_groups && !is_compact)
		groups_draw(d);
	for (size_t i = 0; i < d->s->diagram->n_participants; i++) {
		if (d->s->columns[i].is_created)
			continue;
		if (is_compact)
			name_draw(d, i);
		else
			sequence_head_draw(d, i);
	}
}
