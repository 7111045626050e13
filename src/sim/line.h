/* SPDX-License-Identifier: MIT */
/*
 * Calls in a line, linked by next; all zero is an empty one. A call is in one
 * line or lane at most.
 */
#ifndef SIM_LINE_H
#define SIM_LINE_H

#include "sim/core.h"

struct line {
	uint32_t first, last;
};

static inline void line_add(struct sim *s, struct line *l, uint32_t slot)
{
	call_at(s, slot)->next = CALL_NONE;
	if (l->first)
		call_at(s, l->last)->next = slot;
	else
		l->first = slot;
	l->last = slot;
}

static inline void line_push_front(struct sim *s, struct line *l, uint32_t slot)
{
	if (!l->first)
		l->last = slot;
	call_at(s, slot)->next = l->first;
	l->first = slot;
}

static inline uint32_t line_pop(struct sim *s, struct line *l)
{
	uint32_t slot = l->first;

	if (slot)
		l->first = call_at(s, slot)->next;
	return slot;
}

#endif
