/* SPDX-License-Identifier: MIT */
/* The diagrams of a lesson, in its order; and one of them as text. */
#ifndef CLI_DIAGRAMS_H
#define CLI_DIAGRAMS_H

#include "base/arena.h"
#include "cli/output.h"
#include "model/diagram.h"
#include "model/doc.h"

struct diagrams {
	const struct diagram **list;	/* in the arena given */
	size_t n;
};

/* Parses the whole document. */
void diagrams_find(struct arena *a, struct doc *d, struct diagrams *ret);

/* By "2" or a title (letter case is free); NULL if there is none. */
const struct diagram *diagrams_get(const struct diagrams *all, const char *name);

/* What the store calls it: its title, else "#" and its number from 1; in a. */
const char *diagram_name(struct arena *a, const struct diagram *d, size_t number);

/*
 * The transcript after a word or none; broken to width columns unless that is
 * 0. Returns how many lines it became, when it was broken.
 */
int diagram_print(struct output *o, const struct diagram *d, const char *word, int indent,
		  int width);

#endif
