/* SPDX-License-Identifier: MIT */
/* One answer to one question, as it is recorded before it is acknowledged. */
#ifndef MODEL_ATTEMPT_H
#define MODEL_ATTEMPT_H

#include <stdbool.h>
#include <stdint.h>

struct attempt {
	const char *item;	/* id */
	uint64_t item_revision;
	const char *topic;	/* id of the topic, "" if unknown */
	uint32_t chosen;	/* bit i = option i in the author's order */
	bool is_right;
	int hints_seen;
	int64_t took_ms;
};

#endif
