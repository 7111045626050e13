/* SPDX-License-Identifier: MIT */
/* Full text search in the course, whose index is brought up to date first. */
#ifndef CLI_FIND_H
#define CLI_FIND_H

#include "cli/cli.h"
#include "model/hit.h"

struct hits {
	struct arena arena;
	const struct search_hit *list;
	size_t n;
};

/* False when nothing can be searched, which has been told. hits_done() is due in any case. */
bool find_hits(struct cli *c, const char *query, size_t limit, struct hits *ret);
void hits_done(struct hits *h);

/* The topic of the scenario question that was found; -1 for a passage of a lesson. */
int hit_scenario_topic(const struct cli *c, const struct search_hit *hit);

/* The passage below an indent, what was found marked where there are colours. */
void hit_print_passage(struct output *o, const struct search_hit *hit, int indent, int width);

#endif
