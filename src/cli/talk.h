/* SPDX-License-Identifier: MIT */
/* The line mode's conversation: an offer of what can be typed, and what was typed. */
#ifndef CLI_TALK_H
#define CLI_TALK_H

#include <stddef.h>
#include <stdint.h>

#include "cli/input.h"
#include "cli/output.h"

enum word {
	WORD_AGAIN,
	WORD_BACK,
	WORD_BOOKMARK,
	WORD_BOOKMARKS,
	WORD_CONTENTS,
	WORD_CONTINUE,
	WORD_HELP,
	WORD_HINT,
	WORD_LINKS,
	WORD_MENU,
	WORD_NEXT,
	WORD_PROGRESS,
	WORD_QUIT,
	WORD_QUIZ,
	WORD_REMOVE,
	WORD_SEARCH,
	WORD_SKIP,
	WORD_UNDO,
	N_WORDS,
	WORD_ENTER = N_WORDS,	/* an empty line */
	WORD_NUMBER,
	WORD_OTHER,		/* none of these */
	WORD_END,		/* end of input, or an interrupt */
};

/* Words as a set. */
#define WORD_BIT(word) (UINT32_C(1) << (word))
enum {
	WORDS_ALL = (1 << N_WORDS) - 1,
	WORDS_QUIZ = 1 << WORD_HELP | 1 << WORD_HINT | 1 << WORD_QUIT | 1 << WORD_SKIP |
		     1 << WORD_UNDO,
};

struct said {
	enum word word;
	size_t number;		/* WORD_NUMBER */
	const char *line;	/* all that was typed; "" at the end; until the next line */
	const char *text;	/* of it, what follows the word */
};

/* Prints the offer and "> ", and reads a line. */
struct said talk_ask(struct output *o, struct input *in, const char *offer);

/* Explains that what was said means nothing here. */
void talk_refuse(struct output *o, const struct said *said);

/*
 * The words of a set with what they do; n_letters: as many letters from a on
 * are answers here, not short forms.
 */
void talk_help(struct output *o, uint32_t set, int n_letters);

#endif
