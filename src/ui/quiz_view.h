/* SPDX-License-Identifier: MIT */
/*
 * A run of questions: answer, see the reason of every option, go on, and a
 * summary at the end. An answer is sent as ACTION_ANSWER and acknowledged on
 * the screen only after quiz_view_recorded().
 */
#ifndef UI_QUIZ_VIEW_H
#define UI_QUIZ_VIEW_H

#include "base/err.h"
#include "model/item.h"
#include "model/progress.h"
#include "ui/view.h"

struct quiz_state {
	const char *title;			/* "Lambda", "Check yourself"; copied */
	const struct item *const *items;	/* outlive the view; the array is copied */
	const char *const *topics;		/* id of each item's topic; copied as pointers */
	size_t n_items;
	int measure;				/* of prose, in cells; 0 = FLOW_MEASURE */
	uint64_t seed;				/* of the options' order */
	bool keeps_order;			/* options as the author wrote them */
};

struct view *quiz_view_new(const struct quiz_state *s);

/* What became of the ACTION_ANSWER: ERR_OK = it is on the disk; otherwise why not, as a sentence. */
void quiz_view_recorded(struct view *v, enum err e, const char *why);

/* What became of ACTION_UNDO_ANSWER. */
void quiz_view_undone(struct view *v, enum err e);

#endif
