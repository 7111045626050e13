/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SUPPORT_CALLS_H
#define TESTS_SUPPORT_CALLS_H

#include "sim/core.h"

/* Calls that exist, timers too: slots that were used and are not in the free list. */
static inline uint32_t calls_live(const struct sim *s)
{
	uint32_t n = s->n_calls;

	for (uint32_t slot = s->free_calls; slot && n; slot = s->calls[slot].next)
		n--;
	return n;
}

#endif
