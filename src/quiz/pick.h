/* SPDX-License-Identifier: MIT */
/*
 * Which questions a session asks, and in which order. Without a seed: those
 * never answered come first, then those answered wrong the last time, then the
 * right ones; each group by how long ago, else in reading order. With a seed:
 * drawn by chance, the same for the same seed. Called by the app and by the line mode.
 */
#ifndef QUIZ_PICK_H
#define QUIZ_PICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/item.h"
#include "model/progress.h"

struct pick_options {
	const struct progress *progress;	/* NULL = nothing was answered yet */
	size_t count;				/* the most to ask; 0 = all */
	bool has_seed;
	uint64_t seed;
};

/*
 * Picks among n items in reading order: ret_picked, with room for n, gets
 * their indexes in the order of asking. Returns how many those are.
 */
size_t pick(const struct item *const *items, size_t n, const struct pick_options *o,
	    size_t *ret_picked);

/*
 * The order in which a question's options are shown: ret_order[place] = option,
 * room for ITEM_MAX_OPTIONS. Depends on the seed and the question's id alone,
 * so that it does not change when other questions are asked too.
 */
void pick_option_order(const struct item *it, uint64_t seed, uint8_t *ret_order);

#endif
