/* SPDX-License-Identifier: MIT */
/* The questions of one session of the line mode, in the order in which they are asked. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "cli/cli.h"
#include "course/course.h"
#include "quiz/pick.h"

struct quiz_session {
	struct item_set set;		/* owns what the items point into */
	const struct item **items;
	const char **topics;		/* id of each item's topic */
	size_t n;
};

/*
 * names are topics or lessons (n = 0: the whole course). Returns an enum
 * exit_status; other than STATUS_FINE it has been told why.
 */
int session_find(struct cli *c, char *const *names, size_t n, struct quiz_session *ret);

/* The same for n entries of the course, which is scanned. */
void session_gather(struct cli *c, const int *entries, size_t n, struct quiz_session *ret);

void session_free(struct quiz_session *s);

/* Keeps those that pick() chooses, in its order. */
void session_pick(struct quiz_session *s, const struct pick_options *o);

#endif
