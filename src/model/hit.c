/* SPDX-License-Identifier: MIT */
#include "model/hit.h"

#include <string.h>

const char *hit_title(const struct catalog *c, const struct search_hit *hit, struct arena *a)
{
	int entry = catalog_find(c, hit->path);
	const char *title;

	if (hit->is_question)
		title = arena_printf(a, "Question on %s", catalog_scenario_title(c, hit->path));
	else if (entry >= 0)
		title = catalog_breadcrumb(c, entry, a);
	else
		title = arena_strdup(a, hit->title);
	/* A lesson's first heading is mostly its title. */
	if (!*hit->heading || !strcmp(hit->heading, hit->title))
		return title;
	return arena_printf(a, "%s › %s", title, hit->heading);
}
