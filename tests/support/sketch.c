/* SPDX-License-Identifier: MIT */
#include "tests/support/sketch.h"

#include <stdlib.h>

#include "base/vec.h"

void sketch_init(struct sketch *s)
{
	*s = (struct sketch){ .diagram.title = "" };
	arena_init(&s->arena);
}

void sketch_done(struct sketch *s)
{
	free(s->participants);
	free(s->groups);
	free(s->steps);
	arena_done(&s->arena);
}

static uint16_t participant(struct sketch *s, const char *label, enum participant_kind kind)
{
	*vec_push(s->participants, s->n_participants, s->cap_participants) = (struct participant){
		.id = label, .label = label, .kind = kind, .group = (int)s->n_groups - 1,
	};
	return (uint16_t)(s->n_participants - 1);
}

uint16_t sketch_box(struct sketch *s, const char *label)
{
	return participant(s, label, PARTICIPANT_BOX);
}

uint16_t sketch_actor(struct sketch *s, const char *label)
{
	return participant(s, label, PARTICIPANT_ACTOR);
}

int sketch_group(struct sketch *s, const char *label)
{
	*vec_push(s->groups, s->n_groups, s->cap_groups) = (struct diagram_group){ label };
	return (int)s->n_groups - 1;
}

static struct step *step(struct sketch *s, enum step_kind kind, uint16_t from, uint16_t to,
			 const char *text)
{
	struct step *st = vec_push(s->steps, s->n_steps, s->cap_steps);

	*st = (struct step){ .kind = kind, .from = from, .to = to, .text = text };
	return st;
}

struct step *sketch_message(struct sketch *s, uint16_t from, uint16_t to, const char *text)
{
	struct step *st = step(s, STEP_MESSAGE, from, to, text);

	st->arrow_head = HEAD_FILLED;
	return st;
}

struct step *sketch_reply(struct sketch *s, uint16_t from, uint16_t to, const char *text)
{
	struct step *st = sketch_message(s, from, to, text);

	st->arrow_line = ARROW_DOTTED;
	return st;
}

struct step *sketch_note(struct sketch *s, enum note_side side, uint16_t from, uint16_t to,
			 const char *text)
{
	struct step *st = step(s, STEP_NOTE, from, to, text);

	st->side = side;
	return st;
}

void sketch_block(struct sketch *s, enum block_type type, const char *text)
{
	step(s, STEP_BLOCK, DIAGRAM_NOBODY, DIAGRAM_NOBODY, text)->block = type;
}

void sketch_branch(struct sketch *s, const char *text)
{
	step(s, STEP_BRANCH, DIAGRAM_NOBODY, DIAGRAM_NOBODY, text);
}

void sketch_end(struct sketch *s)
{
	step(s, STEP_END, DIAGRAM_NOBODY, DIAGRAM_NOBODY, "");
}

void sketch_life(struct sketch *s, enum step_kind kind, uint16_t who)
{
	step(s, kind, DIAGRAM_NOBODY, who, "");
}

const struct diagram *sketch_diagram(struct sketch *s)
{
	struct diagram *d = &s->diagram;

	d->participants = s->participants;
	d->n_participants = s->n_participants;
	d->groups = s->groups;
	d->n_groups = s->n_groups;
	d->steps = s->steps;
	d->n_steps = s->n_steps;
	d->n_messages = 0;
	for (size_t i = 0; i < s->n_steps; i++)
		d->n_messages += s->steps[i].kind == STEP_MESSAGE;
	return d;
}
