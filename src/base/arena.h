/* SPDX-License-Identifier: MIT */
/*
 * Memory that dies at once: blocks are handed out from chunks and never freed
 * one by one. Whatever a loaded lesson, catalog or layout consists of lives in
 * one arena, owned by that object.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunks;
	char *next, *end;
	size_t total_bytes;	/* reserved from the system so far */
};

void arena_init(struct arena *a);
void arena_done(struct arena *a);
void arena_clear(struct arena *a);	/* forgets all; keeps one chunk for reuse */

void *arena_alloc(struct arena *a, size_t size);	/* aligned for any type; not zeroed */
void *arena_zalloc(struct arena *a, size_t size);	/* zeroed */
char *arena_strndup(struct arena *a, const char *s, size_t n);	/* exactly n bytes, then NUL */
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Copies n elements of size bytes; NULL when n is 0. */
void *arena_dup(struct arena *a, const void *p, size_t n, size_t size);

#endif
