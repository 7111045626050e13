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

static void sketch_calls(struct sketch *s, uint16_t user, uint16_t api, uint16_t fn, uint16_t table)
{
	sketch_message(s, user, api, "GET /pets with a token")->narration =
		"The client asks for all pets and shows who it is.";
	sketch_life(s, STEP_ACTIVATE, api);
	sketch_message(s, api, fn, "Invoke")->number = 2;
	sketch_life(s, STEP_ACTIVATE, fn);
	sketch_note(s, NOTE_RIGHT, fn, fn, "a cold start, then warm for a while");
	sketch_message(s, fn, fn, "validate the token");
	sketch_block(s, SEQ_LOOP, "each page");
	sketch_message(s, fn, table, "Query");
	sketch_life(s, STEP_ACTIVATE, table);
	sketch_block(s, SEQ_ALT, "hit");
	sketch_reply(s, table, fn, "items");
	sketch_life(s, STEP_DEACTIVATE, table);
	sketch_branch(s, "throttled, or the table does not exist in this region");
	sketch_reply(s, table, fn, "ProvisionedThroughputExceeded")->arrow_head = HEAD_CROSS;
	sketch_end(s);
	sketch_end(s);
}

static void sketch_worker(struct sketch *s, uint16_t fn, uint16_t table)
{
	uint16_t worker;

	worker = sketch_box(s, "Worker");
	s->participants[worker].group = -1;
	sketch_life(s, STEP_CREATE, worker);
	sketch_message(s, fn, worker, "start");
	sketch_message(s, fn, worker, "job")->arrow_head = HEAD_OPEN;
	sketch_block(s, SEQ_PAR, "write");
	sketch_message(s, worker, table, "put");
	sketch_branch(s, "watch");
	sketch_message(s, worker, worker, "");
	sketch_end(s);
	sketch_life(s, STEP_DESTROY, worker);
	sketch_message(s, fn, worker, "stop")->arrow_head = HEAD_CROSS;
	sketch_block(s, SEQ_RECT, "rgb(0, 255, 0)");
	sketch_message(s, fn, table, "sync")->is_both_ways = true;
	sketch_message(s, fn, table, "")->arrow_head = HEAD_NONE;
	sketch_end(s);
}

void sketch_everything(struct sketch *s)
{
	uint16_t user = sketch_actor(s, "User"), api, fn, table;

	s->diagram.title = "One of everything";
	sketch_group(s, "AWS account");
	api = sketch_box(s, "API Gateway");
	fn = sketch_box(s, "Lambda");
	table = sketch_box(s, "DynamoDB\ntable");
	sketch_calls(s, user, api, fn, table);
	sketch_worker(s, fn, table);
	sketch_reply(s, fn, api, "200");
	sketch_life(s, STEP_DEACTIVATE, fn);
	sketch_note(s, NOTE_OVER, user, api, "the answer travels back");
	sketch_reply(s, api, user, "200 and the pets");
	sketch_life(s, STEP_DEACTIVATE, api);
	sketch_note(s, NOTE_LEFT, user, user, "happy");
	sketch_message(s, table, user, "a message over three lifelines")->arrow_head = HEAD_OPEN;
}
