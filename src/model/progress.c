/* SPDX-License-Identifier: MIT */
#include "model/progress.h"

#include <stdlib.h>
#include <string.h>

void progress_free(struct progress *p)
{
	if (!p)
		return;
	arena_done(&p->arena);
	free(p);
}

static int compare_lesson(const void *id, const void *element)
{
	return strcmp(id, ((const struct lesson_progress *)element)->lesson);
}

static int compare_item(const void *id, const void *element)
{
	return strcmp(id, ((const struct item_progress *)element)->item);
}

const struct lesson_progress *progress_lesson(const struct progress *p, const char *id)
{
	if (!p || !p->n_lessons)
		return NULL;
	return bsearch(id, p->lessons, p->n_lessons, sizeof(*p->lessons), compare_lesson);
}

const struct item_progress *progress_item(const struct progress *p, const char *id)
{
	if (!p || !p->n_items)
		return NULL;
	return bsearch(id, p->items, p->n_items, sizeof(*p->items), compare_item);
}
