/* SPDX-License-Identifier: MIT */
/*
 * Brings a search index up to date with a course, a slice at a time: its
 * lessons, one passage a heading, and its scenario questions with what is asked
 * and offered, not with what is right. Files whose stamp is unchanged are not
 * read again.
 *
 *	indexer_init(&ix, catalog, search);
 *	while (indexer_step(&ix))
 *		;
 *	indexer_done(&ix);
 */
#ifndef APP_INDEXER_H
#define APP_INDEXER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/catalog.h"
#include "model/lesson.h"
#include "store/search.h"

struct indexer {
	const struct catalog *catalog;
	struct search *search;
	size_t n_done, n_all;		/* entries of the catalog, then its scenario files */
	struct lesson *lesson;		/* being read; NULL between files */
	size_t section;			/* of it, next to read */
	bool is_changing;		/* a transaction is open */
	enum err error;			/* the first one; the rest is left out then */
};

void indexer_init(struct indexer *x, const struct catalog *c, struct search *s);

/* A few milliseconds of work; false when all is done. */
bool indexer_step(struct indexer *x);

/* May be called at any time: what was read so far is kept, or error tells why not. */
void indexer_done(struct indexer *x);

#endif
