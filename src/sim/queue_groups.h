/* SPDX-License-Identifier: MIT */
/*
 * The message groups of a FIFO queue: each is a line of waiting messages of
 * which nothing is given out while some of its messages are in flight. A group
 * exists as long as it has messages. Groups with something to give stand in a
 * line of their own, so that each has its turn.
 */
#ifndef SIM_QUEUE_GROUPS_H
#define SIM_QUEUE_GROUPS_H

#include "sim/core.h"

enum { GROUP_NONE = UINT32_MAX };

struct group {
	uint32_t key;
	uint32_t first, last;		/* calls that wait */
	uint32_t n_waiting, n_in_flight;
	uint32_t next;			/* in the line of ready ones, or free list */
	bool is_ready;
};

struct groups {
	struct group *pool;
	size_t n, cap;
	uint32_t free;
	uint32_t *slots;		/* index + 1 by key: open addressing */
	size_t n_slots, n_used;
	size_t most;			/* groups at once so far */
	uint32_t ready_first, ready_last;
};

void groups_init(struct groups *g);
void groups_done(struct groups *g);

/* Index of the group of this key, made if there is none. */
uint32_t groups_get(struct groups *g, uint32_t key);

/* Puts a message into its group, by its number (call->a): behind all smaller ones. */
void groups_put(struct sim *s, struct groups *g, uint32_t group, uint32_t slot);

/* The next message of a group; CALL_NONE when it has none. Nothing else changes. */
uint32_t groups_pop(struct sim *s, struct groups *g, uint32_t group);

/* A change of n_in_flight or of the messages is over: the group may be ready, or gone. */
void groups_settle(struct groups *g, uint32_t group);

/* The group whose turn it is, taken out of the line; GROUP_NONE when none can give anything. */
uint32_t groups_next_ready(struct groups *g);

#endif
