/* SPDX-License-Identifier: MIT */
/*
 * What a course holds and what was done of it, summed up along the tree. For
 * the menu and the progress screen.
 */
#ifndef UI_TALLY_H
#define UI_TALLY_H

#include "model/catalog.h"
#include "model/progress.h"

/* Of an entry and all below it. */
struct tally {
	int n_lessons, n_read;
	int minutes;
	int n_diagrams, n_played;
	int n_questions;		/* in lessons; at the top level in scenario files too */
	/* At the top level only, where questions belong: */
	int n_attempted, n_known;	/* known: right when last answered; at most n_questions */
};

/* One for each entry of c, the caller frees them; NULL for an empty catalog. p may be NULL. */
struct tally *tally_new(const struct catalog *c, const struct progress *p);

/* The sum of the top level. */
struct tally tally_total(const struct catalog *c, const struct tally *by_entry);

#endif
