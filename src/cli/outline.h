/* SPDX-License-Identifier: MIT */
/*
 * The course as text: the whole tree with what `read` and `play` call things,
 * and the short menu with numbers to choose by. The catalog is scanned.
 */
#ifndef CLI_OUTLINE_H
#define CLI_OUTLINE_H

#include "cli/output.h"
#include "model/catalog.h"
#include "model/progress.h"
#include "ui/tally.h"

struct outline {
	const struct catalog *course;
	const struct progress *progress;	/* NULL = nothing is known */
	struct tally *tally;			/* of each entry */
};

/* Course and progress outlive it. */
void outline_init(struct outline *m, const struct catalog *course, const struct progress *p);
void outline_done(struct outline *m);

void outline_print_tree(struct output *o, const struct outline *m);

/* Topics by number: outline_topic() knows which entry a number means, -1 if none. */
void outline_print_topics(struct output *o, const struct outline *m);
int outline_topic(const struct catalog *course, size_t number);

/* The lessons of a topic by number, as outline_lesson() knows them. */
void outline_print_lessons(struct output *o, const struct outline *m, int topic);
int outline_lesson(const struct catalog *course, int topic, size_t number);

#endif
