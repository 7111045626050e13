/* SPDX-License-Identifier: MIT */
/*
 * Follows a few requests of a run through their whole lives: a sink of the run's history that
 * keeps what is about them, up to a bound for each.
 */
#ifndef TELL_FOLLOW_H
#define TELL_FOLLOW_H

#include "model/history.h"
#include "model/run.h"
#include "tell/matters.h"

enum { FOLLOW_REQUESTS = 4, FOLLOW_EVENTS = 60 };

struct followed {
	uint32_t request;
	struct history_event events[FOLLOW_EVENTS];
	size_t n;
	size_t n_more;		/* moments that were not kept */
	int64_t last_ns;	/* of the last moment, kept or not */
};

struct follow {
	struct followed list[FOLLOW_REQUESTS];
	size_t n;
};

/*
 * Chooses whom to follow: the first request, and the first that each of the matters of a
 * run was about. The same run made again shows what became of them.
 */
void follow_choose(struct follow *f, const struct matter *matters, size_t n);

struct history_sink follow_sink(struct follow *f);

#endif
