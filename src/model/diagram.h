/* SPDX-License-Identifier: MIT */
/*
 * A sequence diagram as data (Mermaid's sequenceDiagram). Made by
 * parse/mermaid.c, drawn by layout/sequence.c, turned into a trace by
 * diagram_trace() in trace.h.
 */
#ifndef MODEL_DIAGRAM_H
#define MODEL_DIAGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIAGRAM_NOBODY = UINT16_MAX };

enum participant_kind { PARTICIPANT_BOX, PARTICIPANT_ACTOR };

struct participant {
	const char *id;		/* as messages name it */
	const char *label;	/* as shown; may hold newlines (<br/>) */
	enum participant_kind kind;
	int group;		/* index of its box, -1 = none */
	int line;
};

struct diagram_group {		/* Mermaid's `box` */
	const char *label;	/* "" without one */
};

enum arrow_line { ARROW_SOLID, ARROW_DOTTED };
enum arrow_head { HEAD_NONE, HEAD_FILLED, HEAD_CROSS, HEAD_OPEN };	/* ->  ->>  -x  -) */

enum step_kind {
	STEP_MESSAGE,		/* from, to, arrow, text, number, narration */
	STEP_NOTE,		/* from..to: participants it spans; side; text */
	STEP_ACTIVATE,		/* to */
	STEP_DEACTIVATE,	/* to */
	STEP_CREATE,		/* to: begins to exist with the next message */
	STEP_DESTROY,		/* to: ceases with the next message */
	STEP_BLOCK,		/* block, text: begins loop, alt, opt, par, critical, break or rect */
	STEP_BRANCH,		/* text: else, and, option */
	STEP_END,		/* of the innermost block */
};

enum block_type {
	SEQ_LOOP, SEQ_ALT, SEQ_OPT, SEQ_PAR, SEQ_CRITICAL, SEQ_BREAK, SEQ_RECT,
};

enum note_side { NOTE_OVER, NOTE_LEFT, NOTE_RIGHT };

struct step {
	enum step_kind kind;
	enum block_type block;
	enum arrow_line arrow_line;
	enum arrow_head arrow_head;
	bool is_both_ways;	/* <<->> */
	enum note_side side;
	uint16_t from, to;	/* participants; DIAGRAM_NOBODY */
	int number;		/* autonumber; 0 = not numbered */
	const char *text;	/* label; newlines where the source has <br/>; "" if none */
	const char *narration;	/* the author's (%% narrate:); NULL = none */
	int line;		/* in the lesson */
};

struct diagram {
	const char *title;	/* "" without one */
	const struct participant *participants;
	size_t n_participants;
	const struct diagram_group *groups;
	size_t n_groups;
	const struct step *steps;
	size_t n_steps;
	size_t n_messages;
	int line;		/* of the fence in the lesson */
};

/* "loop", "alt" ... as Mermaid spells it. */
const char *block_type_name(enum block_type t);

#endif
