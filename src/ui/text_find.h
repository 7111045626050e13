/* SPDX-License-Identifier: MIT */
/*
 * Finding words in text as a reader means them: lower-case text matches either
 * case, a line's end counts as a blank. Used by the search in a lesson and by
 * all lists that narrow while one types.
 */
#ifndef UI_TEXT_FIND_H
#define UI_TEXT_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <uchar.h>

#include "base/arena.h"

enum { FIND_MAX_WORDS = 16, FIND_MAX_CHARS = 120 };	/* what is more is ignored */

struct find_word {
	const char32_t *chars;
	size_t n;
};

/* What is looked for; any of its words is a match. */
struct find_pattern {
	struct find_word words[FIND_MAX_WORDS];
	size_t n_words;
	bool is_folding;	/* letter case does not matter */
	bool is_loose;		/* one punctuation mark or blank is as good as another */
	bool can_begin[256];	/* first bytes of possible matches */
};

/* The whole text is one word; capitals in it must match. Lives in a. */
void find_pattern_init(struct find_pattern *p, struct arena *a, const char *text);

/*
 * Each word of the text by itself, "words in quotes" together; neither case
 * nor punctuation matters, as to the index of a search.
 */
void find_pattern_init_words(struct find_pattern *p, struct arena *a, const char *text);

/* The first match in s[from, n); false if there is none. */
bool find_next(const struct find_pattern *p, const char *s, size_t n, size_t from,
	       size_t *ret_start, size_t *ret_len);

/* True when each word of p occurs in a or in b. */
bool find_all_words(const struct find_pattern *p, const char *a, const char *b);

/*
 * How well p fits a thing's name; the least is best. Of several words the one
 * that fits worst decides.
 */
enum find_rank {
	FIND_PREFIX,		/* at the start of the name */
	FIND_WORD_PREFIX,	/* at the start of a later word of it */
	FIND_INFIX,		/* within a word */
	FIND_NOT_IN_NAME,
};
enum find_rank find_rank(const struct find_pattern *p, const char *name);

#endif
