/* SPDX-License-Identifier: MIT */
/*
 * An account of what was learned: by topic, and by the exam's domains, for
 * which all questions of the course are read. Used by `progress` and by the line mode.
 */
#ifndef CLI_ACCOUNT_H
#define CLI_ACCOUNT_H

#include "cli/cli.h"
#include "course/course.h"
#include "model/domain.h"
#include "ui/tally.h"

struct domain_account {
	int n_questions, n_answered, n_right;	/* right when last answered */
};

struct account {
	const struct catalog *course;
	const struct progress *progress;	/* NULL = nothing is known */
	struct item_set items;
	struct tally *tally;			/* of each entry */
	struct tally total;
	struct domain_account domains[N_DOMAINS];
	struct buf history;			/* lines, newest first */
};

/* The course is open; p outlives it. */
void account_init(struct account *a, struct cli *c, const struct progress *p, size_t n_history);
void account_done(struct account *a);

void account_print(struct output *o, const struct account *a);

#endif
