/* SPDX-License-Identifier: MIT */
/*
 * A question. Made by parse/question.c from Markdown, graded by quiz/grade.c.
 * History hangs on id, never on the text.
 */
#ifndef MODEL_ITEM_H
#define MODEL_ITEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/doc.h"

enum { ITEM_MAX_OPTIONS = 10 };

enum item_type { ITEM_SINGLE, ITEM_MULTIPLE };

struct option {
	const struct block *text;	/* what is offered */
	const struct block *reason;	/* why it is right or wrong; NULL if the author gave none */
	bool is_right;
	int line;
};

struct item {
	const char *id;
	const char *title;		/* "" without a heading */
	enum item_type type;
	const char *domain;		/* the exam's; "" if not given */
	int difficulty;			/* 1 easy .. 5 hard; 0 = not given */
	const char *const *sources;
	size_t n_sources;
	const struct block *stem;
	const struct option *options;
	size_t n_options;		/* 2 .. ITEM_MAX_OPTIONS */
	const struct block *explanation;	/* NULL if none */
	const struct block *const *hints;
	size_t n_hints;
	uint64_t revision;		/* changes when the wording does */
	const char *file;		/* relative to the course */
	int line;
};

const char *item_type_name(enum item_type t);	/* "single" */

/* The right options as a set: bit i = option i. */
uint32_t item_key(const struct item *it);

#endif
