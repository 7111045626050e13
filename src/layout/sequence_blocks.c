/* SPDX-License-Identifier: MIT */
/* Which steps belong together: blocks inside each other, and what appears with which message. */
#include <limits.h>

#include "layout/sequence_parts.h"

struct walk {
	struct sequence *s;
	ptrdiff_t open;		/* the innermost open block; -1 */
	ptrdiff_t message;	/* the last message so far; -1 */
	ptrdiff_t waiting;	/* first of the steps that appear with the next message; -1 */
};

bool sequence_touches(const struct sequence *s, size_t i, int *ret_first, int *ret_last)
{
	const struct step *st = &s->diagram->steps[i];
	size_t n = s->diagram->n_participants;
	uint16_t from = st->from, to = st->to;

	if (st->kind == STEP_NOTE && to >= n)
		to = from;
	if ((st->kind != STEP_MESSAGE && st->kind != STEP_NOTE) || from >= n || to >= n)
		return false;
	*ret_first = from < to ? from : to;
	*ret_last = from < to ? to : from;
	return true;
}

int sequence_nest(const struct sequence *s, size_t i)
{
	ptrdiff_t frame = s->bands[i].frame;
	int depth = frame < 0 ? 0 : s->frames[frame].depth + 1;

	return depth < SEQUENCE_NEST ? depth : SEQUENCE_NEST;
}

static void frame_widen(struct sequence_frame_box *f, int first, int last)
{
	if (first < f->first)
		f->first = first;
	if (last > f->last)
		f->last = last;
}

static void block_open(struct walk *w, size_t i)
{
	struct sequence *s = w->s;

	s->frames[s->n_frames] = (struct sequence_frame_box){
		.step = i,
		.parent = w->open,
		.depth = w->open < 0 ? 0 : s->frames[w->open].depth + 1,
		.nest = 1,
		.first = INT_MAX,
		.last = -1,
	};
	w->open = (ptrdiff_t)s->n_frames++;
}

static void block_close(struct walk *w)
{
	struct sequence *s = w->s;
	struct sequence_frame_box *f = &s->frames[w->open];

	if (f->first > f->last) {
		f->first = 0;
		f->last = (int)s->diagram->n_participants - 1;
	}
	w->open = f->parent;
	if (w->open < 0)
		return;
	frame_widen(&s->frames[w->open], f->first, f->last);
	if (f->nest >= s->frames[w->open].nest)
		s->frames[w->open].nest = f->nest + 1;
}

static void settle(struct walk *w, size_t end, ptrdiff_t due, bool is_after)
{
	for (size_t i = (size_t)w->waiting; w->waiting >= 0 && i < end; i++) {
		w->s->bands[i].due = due;
		w->s->bands[i].is_due_after = is_after;
	}
	w->waiting = -1;
}

/* The participants that this message creates: those announced since the one before. */
static void births(struct walk *w, size_t message)
{
	struct sequence *s = w->s;
	const struct step *m = &s->diagram->steps[message];

	for (size_t i = (size_t)(w->message + 1); i < message; i++) {
		const struct step *st = &s->diagram->steps[i];
		bool is_target = st->to == m->to && m->from != m->to;

		if (st->kind != STEP_CREATE || st->to >= s->diagram->n_participants ||
		    s->columns[st->to].born != (ptrdiff_t)i)
			continue;
		s->bands[message].creates |= is_target;
		s->bands[i].due = (ptrdiff_t)message;
		s->bands[i].is_due_after = is_target;
	}
}

static void announce(struct sequence *s, size_t i)
{
	uint16_t who = s->diagram->steps[i].to;

	if (who >= s->diagram->n_participants || s->columns[who].is_created)
		return;
	s->columns[who].is_created = true;
	s->columns[who].born = (ptrdiff_t)i;
}

static void message(struct walk *w, size_t i)
{
	settle(w, i, (ptrdiff_t)i, false);
	births(w, i);
	w->s->bands[i].due = (ptrdiff_t)i;
	w->s->bands[i].is_due_after = false;
	w->message = (ptrdiff_t)i;
}

static void step(struct walk *w, size_t i)
{
	struct sequence_band *b = &w->s->bands[i];
	enum step_kind kind = w->s->diagram->steps[i].kind;
	int first, last;

	if (kind == STEP_BLOCK)
		block_open(w, i);
	b->frame = w->open;
	b->due = w->message;
	b->is_due_after = true;
	if ((kind == STEP_BLOCK || kind == STEP_BRANCH) && w->waiting < 0)
		w->waiting = (ptrdiff_t)i;
	if (w->open >= 0 && sequence_touches(w->s, i, &first, &last))
		frame_widen(&w->s->frames[w->open], first, last);
	if (kind == STEP_CREATE)
		announce(w->s, i);
	else if (kind == STEP_MESSAGE)
		message(w, i);
	else if (kind == STEP_END && w->open >= 0)
		block_close(w);
}

void sequence_blocks(struct sequence *s, struct arena *a)
{
	struct walk w = { .s = s, .open = -1, .message = -1, .waiting = -1 };
	size_t n = 0;

	for (size_t i = 0; i < s->diagram->n_steps; i++)
		n += s->diagram->steps[i].kind == STEP_BLOCK;
	s->frames = arena_alloc(a, n * sizeof(*s->frames));
	for (size_t i = 0; i < s->diagram->n_steps; i++)
		step(&w, i);
	settle(&w, s->diagram->n_steps, w.message, true);
	while (w.open >= 0)
		block_close(&w);
}
