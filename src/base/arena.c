/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"

enum { CHUNK_MIN = 4096, CHUNK_MAX = 256 * 1024 };

struct arena_chunk {
	struct arena_chunk *older;
	size_t size;
	alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *a)
{
	*a = (struct arena){ 0 };
}

static void chunks_free(struct arena_chunk *c)
{
	while (c) {
		struct arena_chunk *older = c->older;

		free(c);
		c = older;
	}
}

void arena_done(struct arena *a)
{
	chunks_free(a->chunks);
	arena_init(a);
}

void arena_clear(struct arena *a)
{
	struct arena_chunk *newest = a->chunks;

	if (!newest)
		return;
	chunks_free(newest->older);
	newest->older = NULL;
	a->next = newest->bytes;
	a->end = newest->bytes + newest->size;
	a->total_bytes = newest->size;
}

/* Chunks double with the arena, so a big document needs few of them. */
static void chunk_add(struct arena *a, size_t need)
{
	size_t size = a->total_bytes < CHUNK_MIN ? CHUNK_MIN : a->total_bytes;
	struct arena_chunk *c;

	if (size > CHUNK_MAX)
		size = CHUNK_MAX;
	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof(*c))
		size = SIZE_MAX - sizeof(*c);	/* lets malloc refuse it */
	c = xmalloc(sizeof(*c) + size);
	c->older = a->chunks;
	c->size = size;
	a->chunks = c;
	a->next = c->bytes;
	a->end = c->bytes + size;
	a->total_bytes += size;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t room = (size_t)(a->end - a->next);
	size_t align = alignof(max_align_t);
	size_t need = size > SIZE_MAX - align ? SIZE_MAX : (size + align - 1) / align * align;
	void *p;

	if (!need)
		need = align;
	if (need > room)
		chunk_add(a, need);
	p = a->next;
	a->next += need;
	return p;
}

void *arena_zalloc(struct arena *a, size_t size)
{
	return memset(arena_alloc(a, size), 0, size);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	char *p = arena_alloc(a, n + 1);

	if (n)
		memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *format, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, format);
	n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0)
		return arena_strdup(a, "");
	p = arena_alloc(a, (size_t)n + 1);
	va_start(ap, format);
	vsnprintf(p, (size_t)n + 1, format, ap);
	va_end(ap);
	return p;
}

void *arena_dup(struct arena *a, const void *p, size_t n, size_t size)
{
	if (!n)
		return NULL;
	return memcpy(arena_alloc(a, n * size), p, n * size);
}
