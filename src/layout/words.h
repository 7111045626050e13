/* SPDX-License-Identifier: MIT */
/*
 * Text to the parts that a line break never divides: words, and parts of words
 * where they may be broken without a blank. Used by wrap.c.
 */
#ifndef LAYOUT_WORDS_H
#define LAYOUT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <uchar.h>

/* One part of a word. */
struct word {
	const char *text;
	uint32_t len, cells;
	uint16_t blanks;	/* cells of the blanks before it; 0 = none */
	bool can_break;		/* without blanks: a line may begin with it all the same */
};

struct sign {
	char32_t cp;
	int cells;
};

struct words {
	const char *text;
	size_t n, i;
	size_t word_end;	/* of the word that i stands in; at most i between words */
	bool is_address;	/* that word is: a URL, a long path */
	struct sign before, last;	/* the two characters before i in this word */
	bool is_code;		/* blanks count, hyphens do not break */
};

void words_init(struct words *w, const char *text, size_t n, bool is_code);

/* False at the end of the text; ret_word->blanks then says how many blanks ended it. */
bool words_next(struct words *w, struct word *ret_word);

#endif
