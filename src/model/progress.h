/* SPDX-License-Identifier: MIT */
/* What the learner has done, as read from the store: plain data for the views. */
#ifndef MODEL_PROGRESS_H
#define MODEL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "model/doc.h"

struct lesson_progress {
	const char *lesson;	/* id */
	bool is_read;		/* its end was reached */
	int permille;		/* the farthest it was read */
	struct place place;	/* where reading stopped */
	int64_t opened_ms;	/* last time, Unix; 0 = never */
	int n_played;		/* its diagrams, each counted once, played to the end */
};

struct item_progress {
	const char *item;	/* id */
	const char *topic;
	int n_attempts, n_right;
	bool is_last_right;
	int64_t last_ms;
};

struct bookmark {
	const char *lesson, *label;
	struct place place;
	int64_t added_ms;
};

struct progress {
	struct arena arena;
	struct lesson_progress *lessons;	/* by lesson id (strcmp order) */
	size_t n_lessons;
	struct item_progress *items;		/* by item id (strcmp order) */
	size_t n_items;
	struct bookmark *bookmarks;		/* newest first */
	size_t n_bookmarks;
	const struct lesson_progress *last;	/* most recently opened; NULL at the first start */
	int n_days;				/* days with at least one event */
	int n_today;				/* answers today */
};

void progress_free(struct progress *p);

/* NULL when nothing is known of it. */
const struct lesson_progress *progress_lesson(const struct progress *p, const char *id);
const struct item_progress *progress_item(const struct progress *p, const char *id);

#endif
