/* SPDX-License-Identifier: MIT */
/*
 * A property of a resource after evaluation: text, list or map, with its place
 * in the template. Intrinsic functions are gone; what they referred to stays
 * as VALUE_REF, alone or among the references of a text that was put together
 * (Fn::Sub, Fn::Join). What cannot be decided is VALUE_UNKNOWN. Made by cloud/,
 * read by sim/ and layout/; lives in an arena, const after loading.
 */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum value_kind {
	VALUE_NULL,	/* AWS::NoValue, an empty scalar */
	VALUE_TEXT,	/* any scalar: numbers stay text. child: the references (VALUE_REF) that it was
			   put together from, each also spelled "${Id}" or "${Id.Attribute}" in text */
	VALUE_LIST,
	VALUE_MAP,
	VALUE_REF,	/* text: logical id; attribute: "" for Ref */
	VALUE_UNKNOWN,	/* an import, a parameter without default: text says what, for people;
			   child: the references (VALUE_REF) that it rests on, as for VALUE_TEXT */
};

struct value {
	enum value_kind kind;
	const char *file;		/* NULL = the template; else a file it names (AWS::Include ...) */
	int line, column;		/* from 1; 0 = not from a file (--set) */
	const char *key;		/* in a map, else NULL */
	const char *text;		/* never NULL: "" for lists and maps */
	const char *attribute;		/* of a reference: "Arn"; "" otherwise */
	struct value *child;		/* first element, first pair, or first reference of a text */
	struct value *next;		/* in the same list, map or references */
	size_t n;			/* elements or pairs */
	bool is_partial;		/* text holds what cannot be known: "${AWS::Region}" */
};

struct value *value_text(struct arena *a, const char *text);	/* copied */
struct value *value_map(struct arena *a);
struct value *value_list(struct arena *a);
struct value *value_new(struct arena *a, enum value_kind kind);

/* A copy that can be put into another list or map; what is below it is shared. */
struct value *value_copy(struct arena *a, const struct value *v);

/* The value of a key; NULL if v is NULL, no map, or has no such key. */
const struct value *value_get(const struct value *v, const char *key);

/* value_get along a path of keys with dots: "ScalingConfig.MaximumConcurrency"; "" is v itself. */
const struct value *value_at(const struct value *v, const char *path);

/* The text of a scalar at path; fallback if there is none (or only a reference). */
const char *value_string(const struct value *v, const char *path, const char *fallback);

/* A number at path; false (and nothing set) if there is none or the text is no finite number. */
bool value_number(const struct value *v, const char *path, double *ret);

/* "true" and "yes" in any letter case; fallback when there is no scalar. */
bool value_bool(const struct value *v, const char *path, bool fallback);

/*
 * The logical id that v refers to, alone or as the first reference in its
 * text; NULL if it refers to none. An attribute may be asked for too.
 */
const char *value_ref(const struct value *v);

/* Puts child under key of a map (replacing, in its place); key is copied. */
void value_put(struct arena *a, struct value *map, const char *key, struct value *child);

/* Appends to a list. */
void value_append(struct value *list, struct value *child);

/*
 * A copy of map with the value at path (keys with dots; maps are made on the
 * way) replaced by text. NULL map = an empty one. The rest is shared.
 */
struct value *value_set(struct arena *a, const struct value *map, const char *path,
			const char *text);

#endif
