/* SPDX-License-Identifier: MIT */
#include "model/value.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct value *value_new(struct arena *a, enum value_kind kind)
{
	struct value *v = arena_zalloc(a, sizeof(*v));

	v->kind = kind;
	v->text = v->attribute = "";
	return v;
}

struct value *value_text(struct arena *a, const char *text)
{
	struct value *v = value_new(a, VALUE_TEXT);

	v->text = arena_strdup(a, text);
	return v;
}

struct value *value_map(struct arena *a)
{
	return value_new(a, VALUE_MAP);
}

struct value *value_list(struct arena *a)
{
	return value_new(a, VALUE_LIST);
}

struct value *value_copy(struct arena *a, const struct value *v)
{
	struct value *copy = arena_alloc(a, sizeof(*copy));

	*copy = *v;
	copy->key = NULL;
	copy->next = NULL;
	return copy;
}

static struct value *get(const struct value *v, const char *key, size_t n)
{
	if (!v || v->kind != VALUE_MAP)
		return NULL;
	for (struct value *c = v->child; c; c = c->next)
		if (c->key && !strncmp(c->key, key, n) && !c->key[n])
			return c;
	return NULL;
}

const struct value *value_get(const struct value *v, const char *key)
{
	return get(v, key, strlen(key));
}

const struct value *value_at(const struct value *v, const char *path)
{
	while (v && *path) {
		size_t n = strcspn(path, ".");

		v = get(v, path, n);
		path += n + (path[n] == '.');
	}
	return v;
}

static const char *scalar_at(const struct value *v, const char *path)
{
	const struct value *found = value_at(v, path);

	return found && found->kind == VALUE_TEXT ? found->text : NULL;
}

const char *value_string(const struct value *v, const char *path, const char *fallback)
{
	const char *text = scalar_at(v, path);

	return text ? text : fallback;
}

bool value_number(const struct value *v, const char *path, double *ret)
{
	const char *text = scalar_at(v, path);
	char *end;
	double x;

	/* strtod would take blanks, "inf", "nan" and hexadecimal too. */
	if (!text || !*text || text[strspn(text, "0123456789+-.eE")])
		return false;
	x = strtod(text, &end);
	if (end == text || *end || !isfinite(x))
		return false;
	*ret = x;
	return true;
}

bool value_bool(const struct value *v, const char *path, bool fallback)
{
	const char *text = scalar_at(v, path);

	if (!text)
		return fallback;
	return !strcasecmp(text, "true") || !strcasecmp(text, "yes");
}

const char *value_ref(const struct value *v)
{
	if (!v)
		return NULL;
	if (v->kind == VALUE_REF)
		return v->text;
	if (v->kind != VALUE_TEXT && v->kind != VALUE_UNKNOWN)
		return NULL;
	return v->child ? v->child->text : NULL;
}

/* Hangs child at the end, or in the place of old. */
static void hang(struct value *parent, struct value *old, struct value *child)
{
	struct value **at = &parent->child;

	while (*at && *at != old)
		at = &(*at)->next;
	child->next = old ? old->next : NULL;
	*at = child;
	parent->n += !old;
}

void value_put(struct arena *a, struct value *map, const char *key, struct value *child)
{
	child->key = arena_strdup(a, key);
	hang(map, get(map, key, strlen(key)), child);
}

void value_append(struct value *list, struct value *child)
{
	hang(list, NULL, child);
}

/* A copy of a map whose pairs may be replaced: the pairs are copied, what is below them shared. */
static struct value *copy_map(struct arena *a, const struct value *map)
{
	struct value *copy = value_copy(a, map);
	struct value **at = &copy->child;

	for (const struct value *c = map->child; c; c = c->next) {
		*at = value_copy(a, c);
		(*at)->key = c->key;
		at = &(*at)->next;
	}
	return copy;
}

struct value *value_set(struct arena *a, const struct value *map, const char *path,
			const char *text)
{
	size_t n = strcspn(path, ".");
	struct value *copy = map && map->kind == VALUE_MAP ? copy_map(a, map) : value_map(a);
	const char *key = arena_strndup(a, path, n);

	value_put(a, copy, key,
		  path[n] ? value_set(a, get(copy, key, n), path + n + 1, text)
			  : value_text(a, text));
	return copy;
}
