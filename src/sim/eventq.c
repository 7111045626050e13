/* SPDX-License-Identifier: MIT */
#include "sim/eventq.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

enum { FIRST_CAP = 61, LINE_BYTES = 64 };

void eventq_init(struct eventq *q)
{
	memset(q, 0, sizeof(*q));
}

void eventq_done(struct eventq *q)
{
	free(q->raw);
	memset(q, 0, sizeof(*q));
}

/* The root stands at the end of a cache line, so that each node's children fill one. */
void eventq_grow(struct eventq *q)
{
	size_t cap = q->cap ? 2 * q->cap + 3 : FIRST_CAP;
	char *raw = xmalloc((cap + EVENTQ_WAYS - 1) * sizeof(struct event) + LINE_BYTES);
	uintptr_t line = ((uintptr_t)raw + LINE_BYTES - 1) & ~(uintptr_t)(LINE_BYTES - 1);
	struct event *heap = (struct event *)line + EVENTQ_WAYS - 1;

	if (q->n)
		memcpy(heap, q->heap, q->n * sizeof(*heap));
	free(q->raw);
	q->raw = raw;
	q->heap = heap;
	q->cap = cap;
}
