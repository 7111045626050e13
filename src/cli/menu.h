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

/* What a topic holds and what of it is done; progress may be NULL. */
struct topic_state {
	int n_lessons, n_read;
	int n_questions, n_right;	/* right = answered right the last time */
	int n_diagrams;
};
struct topic_state topic_state(const struct catalog *course, const struct progress *p, int topic);

void menu_print_tree(struct output *o, const struct catalog *course, const struct progress *p);

/* Topics by number: menu_topic() knows which entry a number means, -1 if none. */
void menu_print_topics(struct output *o, const struct catalog *course, const struct progress *p);
int menu_topic(const struct catalog *course, size_t number);

/* The lessons of a topic by number, as menu_lesson() knows them. */
void menu_print_lessons(struct output *o, const struct catalog *course, const struct progress *p,
			int topic);
int menu_lesson(const struct catalog *course, int topic, size_t number);

/* The lesson to continue with: the one opened last, if the course has it; else -1. */
int menu_last(const struct catalog *course, const struct progress *p);

/* "3 questions", "1 question". */
void print_count(struct buf *out, int n, const char *what);

#endif
