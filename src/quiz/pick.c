/* SPDX-License-Identifier: MIT */
#include "quiz/pick.h"

#include <stdlib.h>
#include <string.h>

#include "base/prng.h"
#include "base/xalloc.h"
#include "quiz/grade.h"

enum state { STATE_NEW, STATE_WRONG, STATE_RIGHT };

/* What decides when a question is asked; its place breaks ties. */
struct rank {
	enum state state;
	int64_t last_ms;
	size_t place;
};

static int compare(const void *va, const void *vb)
{
	const struct rank *a = va, *b = vb;

	if (a->state != b->state)
		return a->state < b->state ? -1 : 1;
	if (a->last_ms != b->last_ms)
		return a->last_ms < b->last_ms ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

static struct rank rank_of(const struct item *it, const struct progress *p, size_t place)
{
	const struct item_progress *known = p ? progress_item(p, it->id) : NULL;
	struct rank r = { .place = place };

	if (known && known->n_attempts) {
		r.state = known->is_last_right ? STATE_RIGHT : STATE_WRONG;
		r.last_ms = known->last_ms;
	}
	return r;
}

static void pick_by_need(const struct item *const *items, size_t n, const struct progress *p,
			 size_t *ret_picked)
{
	struct rank *ranks = xcalloc(n, sizeof(*ranks));

	for (size_t i = 0; i < n; i++)
		ranks[i] = rank_of(items[i], p, i);
	qsort(ranks, n, sizeof(*ranks), compare);
	for (size_t i = 0; i < n; i++)
		ret_picked[i] = ranks[i].place;
	free(ranks);
}

static void pick_by_chance(size_t n, uint64_t seed, size_t *ret_picked)
{
	struct prng r;

	prng_init(&r, seed);
	for (size_t i = 0; i < n; i++)
		ret_picked[i] = i;
	for (size_t i = n; i > 1; i--) {
		size_t j = prng_below(&r, i), swapped = ret_picked[i - 1];

		ret_picked[i - 1] = ret_picked[j];
		ret_picked[j] = swapped;
	}
}

size_t pick(const struct item *const *items, size_t n, const struct pick_options *o,
	    size_t *ret_picked)
{
	if (!n)
		return 0;
	if (o->has_seed)
		pick_by_chance(n, o->seed, ret_picked);
	else
		pick_by_need(items, n, o->progress, ret_picked);
	return o->count && o->count < n ? o->count : n;
}

void pick_option_order(const struct item *it, uint64_t seed, uint8_t *ret_order)
{
	struct prng r;

	prng_init(&r, hash_bytes(seed ^ HASH_START, it->id, strlen(it->id)));
	grade_shuffle(&r, it->n_options, ret_order);
}
