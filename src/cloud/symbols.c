/* SPDX-License-Identifier: MIT */
#include "cloud/symbols.h"

#include <stdlib.h>
#include <string.h>

#include "base/prng.h"
#include "base/xalloc.h"

void symbols_done(struct symbols *s)
{
	free(s->slots);
	*s = (struct symbols){ 0 };
}

static struct symbol *slot_of(const struct symbols *s, const char *name)
{
	size_t at = (size_t)hash_bytes(HASH_START, name, strlen(name)) & (s->cap - 1);

	while (s->slots[at].name && strcmp(s->slots[at].name, name) != 0)
		at = (at + 1) & (s->cap - 1);
	return &s->slots[at];
}

static void grow(struct symbols *s)
{
	struct symbol *old = s->slots;
	size_t n = s->cap;

	s->cap = n ? 2 * n : 64;
	s->slots = xcalloc(s->cap, sizeof(*s->slots));
	for (size_t i = 0; i < n; i++)
		if (old[i].name)
			*slot_of(s, old[i].name) = old[i];
	free(old);
}

bool symbols_add(struct symbols *s, const char *name, size_t value)
{
	struct symbol *slot;

	if (2 * (s->n + 1) > s->cap)
		grow(s);
	slot = slot_of(s, name);
	if (slot->name)
		return false;
	*slot = (struct symbol){ name, value };
	s->n++;
	return true;
}

void symbols_set(struct symbols *s, const char *name, size_t value)
{
	if (!symbols_add(s, name, value))
		slot_of(s, name)->value = value;
}

bool symbols_find(const struct symbols *s, const char *name, size_t *ret_value)
{
	const struct symbol *slot = s->cap ? slot_of(s, name) : NULL;

	if (!slot || !slot->name)
		return false;
	*ret_value = slot->value;
	return true;
}
