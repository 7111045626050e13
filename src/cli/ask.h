/* SPDX-License-Identifier: MIT */
/*
 * One question in lines: it is put, an answer is read, recorded, and only then
 * acknowledged, with the reason of every option. Used by `quiz` and by lessons
 * in the line mode.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "cli/cli.h"
#include "cli/talk.h"
#include "model/item.h"

struct given {
	const struct item *item;
	bool is_right, is_saved;
};

struct asker {
	struct cli *cli;
	struct input *input;
	int width;			/* of the lines */
	uint32_t words;			/* that mean something besides an answer, see WORD_BIT */
	struct given *given;		/* answers of this run of the program that still count */
	size_t n_given, cap_given;
};

void asker_init(struct asker *a, struct cli *c, struct input *in, uint32_t words);
void asker_done(struct asker *a);

enum asked {
	ASKED_ANSWERED,
	ASKED_SKIPPED,
	ASKED_WORD,		/* something else is wanted: ret_said */
	ASKED_END,		/* no more input */
};

/* topic is an id, "" if unknown. heading stands above the question. */
enum asked ask_item(struct asker *a, const struct item *it, const char *topic,
		    const char *heading, struct said *ret_said);

/* The question and its options alone. */
void ask_print(struct asker *a, const struct item *it, const char *heading);

/* Takes the last answer back and says what became of it; the question it was for, NULL if none. */
const struct item *ask_undo(struct asker *a);

/* "3 questions answered, 2 right. All of it is saved." */
void ask_sums(struct asker *a);

#endif
