/* SPDX-License-Identifier: MIT */
/* The rows of the steps, one below the other, and where lifelines change. */
#include <stdlib.h>

#include "base/vec.h"
#include "layout/sequence_parts.h"

/* A change of one lifeline, in the order they happen. */
struct turn {
	uint16_t who;
	struct sequence_course course;
};

struct rows {
	struct sequence *s;
	int row;		/* the next free one */
	int arrow;		/* the row of the arrow just drawn; -1 after anything else */
	ptrdiff_t message;	/* the last message so far; -1 */
	ptrdiff_t open;		/* innermost block; -1 */
	int *active;		/* open activations of each participant */
	struct sequence_course *last;	/* of each lifeline, the course it is on */
	struct turn *turns;
	size_t n_turns, cap_turns;
};

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* Rows never go back, and what has ended does not begin again. */
static void turn(struct rows *r, uint16_t who, int row, int bars)
{
	struct sequence_course *last = &r->last[who];

	if (last->bars == SEQUENCE_ENDS)
		return;
	*last = (struct sequence_course){ .row = most(row, last->row), .bars = bars };
	*vec_push(r->turns, r->n_turns, r->cap_turns) = (struct turn){ who, *last };
}

/* An activation begins with the arrow above it and ends with it. */
static void activate(struct rows *r, uint16_t who, int change)
{
	int begins = r->arrow >= 0 ? r->arrow : r->row;
	int ends = r->arrow >= 0 ? r->arrow + 1 : r->row;

	if (r->last[who].bars == SEQUENCE_FADED || r->active[who] + change < 0)
		return;
	r->active[who] += change;
	turn(r, who, change > 0 ? begins : ends, least(r->active[who], SEQUENCE_BARS));
}

/* The head of a new participant whose second row, where arrows lead, is to be at or below row. */
static int place_head(struct rows *r, uint16_t who, int row)
{
	struct sequence_column *c = &r->s->columns[who];

	c->head_row = most(row - 1, r->row);
	r->row = most(r->row, c->head_row + c->head_height);
	turn(r, who, r->row, 0);
	return c->head_row + 1;
}

/* One that no message leads to stands alone. */
static void create(struct rows *r, size_t i)
{
	const struct sequence_band *bands = r->s->bands;
	uint16_t who = r->s->diagram->steps[i].to;
	ptrdiff_t due = bands[i].due;

	if (r->s->columns[who].born != (ptrdiff_t)i)
		return;
	if (due > (ptrdiff_t)i && bands[due].creates && r->s->diagram->steps[due].to == who)
		return;
	place_head(r, who, r->row);
}

/* What was to end with this message, announced since the one before. */
static void destroy(struct rows *r, size_t end)
{
	bool is_any = false;

	for (size_t i = (size_t)(r->message + 1); i < end; i++) {
		const struct step *st = &r->s->diagram->steps[i];

		if (st->kind != STEP_DESTROY || st->to >= r->s->diagram->n_participants)
			continue;
		turn(r, st->to, r->row, SEQUENCE_ENDS);
		is_any = true;
	}
	r->row += is_any;
}

static void message(struct rows *r, size_t i)
{
	const struct step *st = &r->s->diagram->steps[i];
	struct sequence_band *b = &r->s->bands[i];
	int n = (int)b->n_lines;

	if (st->from == st->to) {
		b->anchor = r->row;
		r->arrow = r->row + most(n, 2) - 1;
	} else if (b->creates) {
		b->anchor = r->arrow = place_head(r, st->to, r->row + n);
	} else {
		b->anchor = r->arrow = r->row + n;
	}
	r->row = most(r->row, r->arrow + 1);
	destroy(r, i);
	r->message = (ptrdiff_t)i;
}

static void note(struct rows *r, size_t i)
{
	struct sequence_band *b = &r->s->bands[i];

	b->anchor = r->row + 1;
	r->row += (int)b->n_lines + 2;
	r->arrow = -1;
}

static void border(struct rows *r, size_t i)
{
	struct sequence_band *b = &r->s->bands[i];

	if (b->frame < 0)
		return;
	if (r->s->diagram->steps[i].kind == STEP_BLOCK) {
		r->open = b->frame;
		r->s->frames[r->open].top = r->row;
	}
	b->anchor = r->row;
	r->row += (int)b->n_lines + 1;
	r->arrow = -1;
}

static void frame_close(struct rows *r)
{
	struct sequence_frame_box *f = &r->s->frames[r->open];

	f->bottom = r->row++;
	r->open = f->parent;
	r->arrow = -1;
}

static void step(struct rows *r, size_t i)
{
	const struct step *st = &r->s->diagram->steps[i];
	bool is_known = st->to < r->s->diagram->n_participants;
	int first, last;

	if (st->kind == STEP_BLOCK || st->kind == STEP_BRANCH)
		border(r, i);
	else if (st->kind == STEP_END && r->open >= 0)
		frame_close(r);
	else if (st->kind == STEP_CREATE && is_known)
		create(r, i);
	else if (st->kind == STEP_ACTIVATE && is_known)
		activate(r, st->to, 1);
	else if (st->kind == STEP_DEACTIVATE && is_known)
		activate(r, st->to, -1);
	else if (!sequence_touches(r->s, i, &first, &last))
		return;
	else if (st->kind == STEP_MESSAGE)
		message(r, i);
	else
		note(r, i);
}

/* Hands each lifeline its own changes, in order. */
static void deal_courses(struct rows *r, struct arena *a)
{
	struct sequence_course *all = arena_alloc(a, r->n_turns * sizeof(*all));
	struct sequence_column *cols = r->s->columns;
	size_t n = r->s->diagram->n_participants, next = 0;

	for (size_t i = 0; i < r->n_turns; i++)
		cols[r->turns[i].who].n_course++;
	for (size_t i = 0; i < n; i++) {
		cols[i].course = all + next;
		next += cols[i].n_course;
		cols[i].n_course = 0;
	}
	for (size_t i = 0; i < r->n_turns; i++) {
		struct sequence_column *c = &cols[r->turns[i].who];
		ptrdiff_t at = c->course - all + (ptrdiff_t)c->n_course++;

		all[at] = r->turns[i].course;
	}
}

/* How far down the picture is complete when each message has arrived. */
static void find_done(struct sequence *s)
{
	for (size_t i = 0; i < s->diagram->n_steps; i++) {
		const struct sequence_band *b = &s->bands[i];

		if (b->due >= 0 && b->height)
			s->bands[b->due].done = b->row + b->height - 1;
	}
}

void sequence_rows(struct sequence *s, struct arena *a)
{
	size_t n = s->diagram->n_participants;
	struct rows r = { .s = s, .row = s->head_height, .arrow = -1, .message = -1, .open = -1 };

	r.active = arena_zalloc(a, n * sizeof(*r.active));
	r.last = arena_zalloc(a, n * sizeof(*r.last));
	for (size_t i = 0; i < n; i++) {
		r.last[i].bars = SEQUENCE_FADED;
		if (!s->columns[i].is_created)
			turn(&r, (uint16_t)i, r.row, 0);
	}
	for (size_t i = 0; i < s->diagram->n_steps; i++) {
		s->bands[i].row = s->bands[i].anchor = r.row;
		step(&r, i);
		s->bands[i].height = r.row - s->bands[i].row;
	}
	destroy(&r, s->diagram->n_steps);
	while (r.open >= 0)
		frame_close(&r);
	s->height = r.row + 1;
	deal_courses(&r, a);
	find_done(s);
	free(r.turns);
}
