/* SPDX-License-Identifier: MIT */
/*
 * Diagrams as tests write them, step by step.
 *
 *	struct sketch s;
 *
 *	sketch_init(&s);
 *	user = sketch_actor(&s, "User");
 *	bucket = sketch_box(&s, "S3 bucket");
 *	sketch_message(&s, user, bucket, "put cat.jpg");
 *	... sketch_diagram(&s)
 *	sketch_done(&s);
 */
#ifndef TESTS_SUPPORT_SKETCH_H
#define TESTS_SUPPORT_SKETCH_H

#include "base/arena.h"
#include "model/diagram.h"

struct sketch {
	struct arena arena;	/* for texts that a test makes up */
	struct diagram diagram;
	struct participant *participants;
	size_t n_participants, cap_participants;
	struct diagram_group *groups;
	size_t n_groups, cap_groups;
	struct step *steps;
	size_t n_steps, cap_steps;
};

void sketch_init(struct sketch *s);
void sketch_done(struct sketch *s);

/* Texts are borrowed. Participants belong to the group last begun, -1 = none. */
uint16_t sketch_box(struct sketch *s, const char *label);
uint16_t sketch_actor(struct sketch *s, const char *label);
int sketch_group(struct sketch *s, const char *label);

/* Steps: a returned one may be changed until the next is added. Messages have filled heads. */
struct step *sketch_message(struct sketch *s, uint16_t from, uint16_t to, const char *text);
struct step *sketch_reply(struct sketch *s, uint16_t from, uint16_t to, const char *text);
struct step *sketch_note(struct sketch *s, enum note_side side, uint16_t from, uint16_t to,
			 const char *text);
void sketch_block(struct sketch *s, enum block_type type, const char *text);
void sketch_branch(struct sketch *s, const char *text);
void sketch_end(struct sketch *s);
void sketch_life(struct sketch *s, enum step_kind kind, uint16_t who);	/* activate ... destroy */

/* What was sketched so far; valid until the next change. */
const struct diagram *sketch_diagram(struct sketch *s);

/* A diagram with one of everything that can be drawn. */
void sketch_everything(struct sketch *s);

#endif
