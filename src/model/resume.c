/* SPDX-License-Identifier: MIT */
#include "model/resume.h"

static const struct lesson_progress *known(const struct catalog *c, const struct progress *p,
					   int entry)
{
	const char *id = c->entries[entry].id;

	return id ? progress_lesson(p, id) : NULL;
}

static bool is_left_to_read(const struct catalog *c, const struct progress *p, int entry)
{
	const struct entry *e = &c->entries[entry];
	const struct lesson_progress *l = known(c, p, entry);

	return e->kind == ENTRY_LESSON && !e->is_missing && !(l && l->is_read);
}

struct resume resume_find(const struct catalog *c, const struct progress *p)
{
	struct resume r = { .kind = RESUME_NONE, .entry = -1, .last = -1 };
	int n = (int)c->n_entries;

	if (p && p->last)
		r.last = catalog_find(c, p->last->lesson);
	if (r.last < 0)
		return r;
	r.kind = RESUME_DONE;
	for (int i = 0; i < n && r.entry < 0; i++) {
		int entry = (r.last + i) % n;

		if (!is_left_to_read(c, p, entry))
			continue;
		r.entry = entry;
		r.kind = i ? RESUME_NEXT : RESUME_HERE;
		r.at = known(c, p, entry);
	}
	return r;
}
