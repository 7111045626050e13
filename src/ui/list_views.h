/* SPDX-License-Identifier: MIT */
/* The small screens over the others: help, command palette, bookmarks; and the progress screen. */
#ifndef UI_LIST_VIEWS_H
#define UI_LIST_VIEWS_H

#include "model/catalog.h"
#include "model/progress.h"
#include "ui/view.h"

/* Keys of the view below; scrolls. The class must stay. */
struct view *help_view_new(const struct view_class *of);

struct palette_entry {
	const char *name;	/* "theme dark": what ACTION_COMMAND carries */
	const char *about;
	const char *key;	/* the key that does the same; "" = none */
};
/* Typing narrows the list (all words must occur in name or about). Entries must stay. */
struct view *palette_view_new(const struct palette_entry *entries, size_t n);

struct view *bookmarks_view_new(const struct catalog *c, const struct progress *p);
void bookmarks_view_set(struct view *v, const struct progress *p);	/* after one was removed */

/* Read, played, answered, by topic, with totals; history is text lines, newest first (copied). */
struct view *progress_view_new(const struct catalog *c, const struct progress *p,
			       const char *history);

#endif
