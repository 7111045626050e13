/* SPDX-License-Identifier: MIT */
/*
 * A sequence diagram in the making: participants, steps, and what has to fit
 * together among them. mermaid.c reads the statements and calls this.
 */
#ifndef PARSE_MERMAID_BUILD_H
#define PARSE_MERMAID_BUILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/diagram.h"
#include "parse/mermaid_text.h"

enum {
	MERMAID_NESTING_MAX = 50,
	MERMAID_MISTAKES_MAX = 20,	/* after so many nobody needs to read on */
};

/* An open loop, alt ... or box. */
struct mermaid_open {
	enum block_type type;
	bool is_box;
	int line;
};

struct mermaid_build {
	struct arena *arena;
	struct diag_list *diags;
	struct diagram *diagram;
	int line;			/* of the statement that is being read */
	struct participant *participants;
	size_t n_participants, cap_participants;
	int *active;			/* how often each participant is activated */
	size_t n_active, cap_active;
	struct step *steps;
	size_t n_steps, cap_steps;
	struct diagram_group *groups;
	size_t n_groups, cap_groups;
	struct mermaid_open open[MERMAID_NESTING_MAX];
	size_t n_open;
	int group;			/* of the box that is open; -1 = none */
	uint16_t created, destroyed;	/* wait for their message; DIAGRAM_NOBODY = none */
	int number, number_step;	/* autonumber; number_step 0 = off */
	size_t told;			/* index + 1 of the message that narration is about */
	struct buf narration;
	size_t n_mistakes;
	const char *why;		/* the first mistake; NULL = none */
};

void mermaid_build_init(struct mermaid_build *b, struct arena *a, struct diag_list *diags,
			int first_line);
void mermaid_build_done(struct mermaid_build *b);

/* Reports what is wrong with the statement; text lives in the arena or is static. */
void mermaid_mistake(struct mermaid_build *b, const char *hint, const char *text);

/* "A", "A as Label" or "A@{ ... }"; DIAGRAM_NOBODY after a mistake. */
uint16_t mermaid_declare(struct mermaid_build *b, enum participant_kind kind, struct line rest);
void mermaid_create(struct mermaid_build *b, enum participant_kind kind, struct line rest);
void mermaid_destroy(struct mermaid_build *b, struct line name);
void mermaid_activate(struct mermaid_build *b, struct line name, bool is_on);

/* "A->>+B: text", whose arrow was found by mermaid_arrow(). */
void mermaid_message(struct mermaid_build *b, struct line statement, const struct arrow *arrow);
/* What follows "Note": "left of A: text", "over A,B: text". */
void mermaid_note(struct mermaid_build *b, struct line rest);
/* A sentence about the last message. */
void mermaid_narrate(struct mermaid_build *b, struct line text);
/* What follows "autonumber". */
void mermaid_autonumber(struct mermaid_build *b, struct line rest);

void mermaid_block(struct mermaid_build *b, enum block_type type, struct line text);
void mermaid_branch(struct mermaid_build *b, enum block_type type, struct line text);
void mermaid_box(struct mermaid_build *b, struct line text);
void mermaid_end(struct mermaid_build *b);

/* Checks what only the end can tell, and fills the diagram if there was no mistake. */
void mermaid_build_finish(struct mermaid_build *b);

#endif
