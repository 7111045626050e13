/* SPDX-License-Identifier: MIT */
/*
 * The topic menu: the catalog as a tree, each topic with what was read and what
 * is known, and the lesson to continue with. Sends ACTION_OPEN, ACTION_QUIZ,
 * ACTION_SEARCH, ACTION_PROGRESS, ACTION_BOOKMARKS.
 */
#ifndef UI_MENU_VIEW_H
#define UI_MENU_VIEW_H

#include "model/catalog.h"
#include "model/progress.h"
#include "ui/view.h"

struct menu_state {
	const struct catalog *catalog;		/* outlives the view */
	const struct progress *progress;	/* NULL = nothing known; replaced by menu_view_set */
	bool is_waiting;			/* for progress: the topics' titles show, no more */
	bool is_first_start;			/* show the welcome line */
	const char *warning;			/* "progress cannot be saved ..."; "" = none; copied */
};

struct view *menu_view_new(const struct menu_state *s);

/* After a lesson was read or a file scanned: new progress, same selection and folds. */
void menu_view_set(struct view *v, const struct progress *progress);

/* Selects an entry, unfolding what is above it. */
void menu_view_select(struct view *v, int entry);

#endif
