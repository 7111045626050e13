/* SPDX-License-Identifier: MIT */
/*
 * The questions of one session, in the order in which they are asked. Without a
 * seed: those never answered come first, then those answered wrong the last
 * time, then the right ones, each by how long ago, else in reading order. With
 * a seed: drawn by chance, the same for the same seed.
 */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "cli/cli.h"
#include "course/course.h"

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

/* Puts them in order and keeps at most count. p may be NULL. */
void session_order(struct quiz_session *s, const struct progress *p, size_t count);
void session_shuffle(struct quiz_session *s, uint64_t seed, size_t count);

#endif
