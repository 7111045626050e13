/* SPDX-License-Identifier: MIT */
/* Names to numbers: an index by hash. Names are borrowed. */
#ifndef CLOUD_SYMBOLS_H
#define CLOUD_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>

struct symbol {
	const char *name;	/* NULL = free */
	size_t value;
};

struct symbols {
	struct symbol *slots;
	size_t n, cap;
};

void symbols_done(struct symbols *s);

/* Adds a name; one that is there already keeps its value, and the result is false. */
bool symbols_add(struct symbols *s, const char *name, size_t value);

/* Sets the value of a name, new or not. */
void symbols_set(struct symbols *s, const char *name, size_t value);

bool symbols_find(const struct symbols *s, const char *name, size_t *ret_value);

#endif
