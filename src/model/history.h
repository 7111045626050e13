/* SPDX-License-Identifier: MIT */
/*
 * What happened in a simulated run, moment by moment: plain data for tellers
 * (cli), stages (ui) and trace files. Made by sim/trace.c; ordered by time.
 */
#ifndef MODEL_HISTORY_H
#define MODEL_HISTORY_H

#include <stddef.h>
#include <stdint.h>

struct history_event {
	int64_t at_ns;
	int64_t value;		/* by moment: see enum moment in sim/core.h */
	uint32_t request;	/* of the client; UINT32_MAX = none */
	uint32_t call;		/* tells messages that are under way at once apart */
	uint16_t from, to;	/* components: indices into names */
	uint16_t outcome;	/* enum outcome; 0 until one is known */
	uint16_t rule;		/* enum rule; 0 = none */
	uint8_t op;		/* enum op */
	uint8_t moment;		/* enum moment */
	uint8_t attempt;	/* from 1 */
	uint8_t is_async;	/* nobody waits for the reply */
};

/* Takes events as they come, in blocks; they are gone when it returns. */
struct history_sink {
	void (*take)(void *self, const struct history_event *events, size_t n);
	void *self;
};

#endif
