/* SPDX-License-Identifier: MIT */
/*
 * The course as text: the whole tree with what `read` and `play` call things,
 * and the short menu with numbers to choose by. The catalog is scanned.
 */
#ifndef CLI_MENU_H
#define CLI_MENU_H

#include "cli/output.h"
#include "model/catalog.h"
#include "model/progress.h"
#include "ui/tally.h"

struct menu {
	const struct catalog *course;
	const struct progress *progress;	/* NULL = nothing is known */
	struct tally *tally;			/* of each entry */
};

/* Course and progress outlive it. */
void menu_init(struct menu *m, const struct catalog *course, const struct progress *p);
void menu_done(struct menu *m);

void menu_print_tree(struct output *o, const struct menu *m);

/* Topics by number: menu_topic() knows which entry a number means, -1 if none. */
void menu_print_topics(struct output *o, const struct menu *m);
int menu_topic(const struct catalog *course, size_t number);

/* The lessons of a topic by number, as menu_lesson() knows them. */
void menu_print_lessons(struct output *o, const struct menu *m, int topic);
int menu_lesson(const struct catalog *course, int topic, size_t number);

/* The lesson to continue with: the one opened last, if the course has it; else -1. */
int menu_last(const struct menu *m);

#endif
