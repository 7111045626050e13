/* SPDX-License-Identifier: MIT */
/* Search in the whole course: a line to type in, the passages found, best first. */
#ifndef UI_SEARCH_VIEW_H
#define UI_SEARCH_VIEW_H

#include "model/hit.h"
#include "ui/view.h"

/*
 * Begins with text in the line, which what is typed replaces; the caller runs that first query, if it is not
 * empty. The catalog outlives the view.
 */
struct view *search_view_new(const struct catalog *c, const char *text);

/* The hits of the last ACTION_QUERY (copied), or why there are none ("" = nothing found). */
void search_view_set(struct view *v, const struct search_hit *hits, size_t n, const char *why);

#endif
