/* SPDX-License-Identifier: MIT */
#include "sim/queue_groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

enum { FIRST_SLOTS = 64 };

void groups_init(struct groups *g)
{
	memset(g, 0, sizeof(*g));
	g->free = g->ready_first = g->ready_last = GROUP_NONE;
	g->n_slots = FIRST_SLOTS;
	g->slots = xcalloc(g->n_slots, sizeof(*g->slots));
}

void groups_done(struct groups *g)
{
	free(g->pool);
	free(g->slots);
}

static size_t home(const struct groups *g, uint32_t key)
{
	return (key * UINT32_C(2654435769)) >> 7 & (g->n_slots - 1);
}

/* Where the key is, or the free slot where it would be. */
static size_t slot_of(const struct groups *g, uint32_t key)
{
	size_t at = home(g, key);

	while (g->slots[at] && g->pool[g->slots[at] - 1].key != key)
		at = (at + 1) & (g->n_slots - 1);
	return at;
}

static void grow(struct groups *g)
{
	uint32_t *old = g->slots;
	size_t n_old = g->n_slots;

	g->n_slots *= 2;
	g->slots = xcalloc(g->n_slots, sizeof(*g->slots));
	for (size_t i = 0; i < n_old; i++)
		if (old[i])
			g->slots[slot_of(g, g->pool[old[i] - 1].key)] = old[i];
	free(old);
}

static uint32_t new_group(struct groups *g, uint32_t key)
{
	uint32_t i = g->free;

	if (i != GROUP_NONE) {
		g->free = g->pool[i].next;
	} else {
		i = (uint32_t)g->n;
		(void)vec_push(g->pool, g->n, g->cap);
	}
	g->pool[i] = (struct group){ .key = key, .next = GROUP_NONE };
	return i;
}

uint32_t groups_get(struct groups *g, uint32_t key)
{
	size_t at = slot_of(g, key);
	uint32_t i;

	if (g->slots[at])
		return g->slots[at] - 1;
	if (2 * (g->n_used + 1) > g->n_slots) {
		grow(g);
		at = slot_of(g, key);
	}
	i = new_group(g, key);
	g->slots[at] = i + 1;
	g->n_used++;
	if (g->n_used > g->most)
		g->most = g->n_used;
	return i;
}

/* Takes a key out and moves up those behind it that would no longer be found. */
static void remove_group(struct groups *g, uint32_t i)
{
	size_t hole = slot_of(g, g->pool[i].key), mask = g->n_slots - 1;

	for (size_t at = (hole + 1) & mask; g->slots[at]; at = (at + 1) & mask) {
		size_t wanted = home(g, g->pool[g->slots[at] - 1].key);

		if (((at - wanted) & mask) < ((at - hole) & mask))
			continue;
		g->slots[hole] = g->slots[at];
		hole = at;
	}
	g->slots[hole] = 0;
	g->n_used--;
	g->pool[i].next = g->free;
	g->free = i;
}

void groups_put(struct sim *s, struct groups *g, uint32_t group, uint32_t slot)
{
	struct group *p = &g->pool[group];
	struct call *c = call_at(s, slot);
	uint32_t *link = &p->first;

	p->n_waiting++;
	if (p->last && call_at(s, p->last)->a < c->a) {
		link = &call_at(s, p->last)->next;
	} else {
		while (*link && call_at(s, *link)->a < c->a)
			link = &call_at(s, *link)->next;
	}
	c->next = *link;
	*link = slot;
	if (!c->next)
		p->last = slot;
}

uint32_t groups_pop(struct sim *s, struct groups *g, uint32_t group)
{
	struct group *p = &g->pool[group];
	uint32_t slot = p->first;

	if (!slot)
		return CALL_NONE;
	p->first = call_at(s, slot)->next;
	if (!p->first)
		p->last = CALL_NONE;
	p->n_waiting--;
	return slot;
}

void groups_settle(struct groups *g, uint32_t group)
{
	struct group *p = &g->pool[group];

	if (p->n_in_flight || p->is_ready)
		return;
	if (!p->n_waiting) {
		remove_group(g, group);
		return;
	}
	p->is_ready = true;
	p->next = GROUP_NONE;
	if (g->ready_last == GROUP_NONE)
		g->ready_first = group;
	else
		g->pool[g->ready_last].next = group;
	g->ready_last = group;
}

uint32_t groups_next_ready(struct groups *g)
{
	uint32_t i = g->ready_first;

	if (i == GROUP_NONE)
		return GROUP_NONE;
	g->ready_first = g->pool[i].next;
	if (g->ready_first == GROUP_NONE)
		g->ready_last = GROUP_NONE;
	g->pool[i].is_ready = false;
	return i;
}
