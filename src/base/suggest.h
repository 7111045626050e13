/* SPDX-License-Identifier: MIT */
/* The nearest known name to a mistyped one. */
#ifndef BASE_SUGGEST_H
#define BASE_SUGGEST_H

#include <stddef.h>

/* Edits (insert, delete, replace, swap neighbours; letter case is free) from a to b. */
size_t suggest_distance(const char *a, const char *b);

/*
 * The candidate nearest to name, NULL when none is near enough to be meant (a
 * third of its length in edits). candidates ends with NULL; borrowed.
 */
const char *suggest_nearest(const char *name, const char *const *candidates);

#endif
