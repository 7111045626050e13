/* SPDX-License-Identifier: MIT */
/*
 * Search in the course. The index is opened when search is first used and
 * brought up to date while the screen stays alive; until then queries find
 * what it has so far.
 */
#ifndef APP_FINDER_H
#define APP_FINDER_H

#include <stdbool.h>

#include "app/indexer.h"
#include "store/search.h"

struct session;

struct finder {
	struct search *search;		/* NULL until first used */
	struct indexer indexer;
	bool is_indexing;
	bool is_in_memory;		/* it could not be kept on the disk */
	char *query;			/* the last one; NULL = none yet */
};

void finder_done(struct finder *f);

/* Opens the search screen; begins with text, or with the last query when that is empty. */
void finder_open(struct session *s, const char *text);

/* Runs a query for the search screen. */
void finder_query(struct session *s, const char *text);

/* Goes on indexing: false when there is nothing to do. */
bool finder_work(struct session *s);

#endif
