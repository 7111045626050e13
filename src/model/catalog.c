/* SPDX-License-Identifier: MIT */
#include "model/catalog.h"

#include <string.h>

#include "base/buf.h"

int catalog_find(const struct catalog *c, const char *path_or_id)
{
	for (size_t i = 0; i < c->n_entries; i++)
		if (c->entries[i].path && !strcmp(c->entries[i].path, path_or_id))
			return (int)i;
	for (size_t i = 0; i < c->n_entries; i++)
		if (c->entries[i].id && !strcmp(c->entries[i].id, path_or_id))
			return (int)i;
	return -1;
}

int catalog_topic(const struct catalog *c, int i)
{
	while (i >= 0 && c->entries[i].parent >= 0)
		i = c->entries[i].parent;
	return i;
}

int catalog_next(const struct catalog *c, int i)
{
	while (++i < (int)c->n_entries)
		if (c->entries[i].kind == ENTRY_LESSON)
			return i;
	return -1;
}

int catalog_previous(const struct catalog *c, int i)
{
	while (--i >= 0)
		if (c->entries[i].kind == ENTRY_LESSON)
			return i;
	return -1;
}

const struct scenario_file *catalog_scenario(const struct catalog *c, const char *path)
{
	for (size_t i = 0; i < c->n_scenarios; i++)
		if (!strcmp(c->scenarios[i].path, path))
			return &c->scenarios[i];
	return NULL;
}

const char *catalog_scenario_title(const struct catalog *c, const char *path)
{
	const struct scenario_file *f = catalog_scenario(c, path);

	return f && f->topic >= 0 ? c->entries[f->topic].title : c->title;
}

static void breadcrumb(const struct catalog *c, int i, struct buf *out)
{
	if (c->entries[i].parent >= 0) {
		breadcrumb(c, c->entries[i].parent, out);
		buf_adds(out, " › ");
	}
	buf_adds(out, c->entries[i].title);
}

char *catalog_breadcrumb(const struct catalog *c, int i, struct arena *a)
{
	struct buf text;
	char *copy;

	buf_init(&text);
	breadcrumb(c, i, &text);
	copy = arena_strdup(a, buf_str(&text));
	buf_done(&text);
	return copy;
}
