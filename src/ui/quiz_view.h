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

/*
 * How far the run has come, when it is left in the middle; false when nothing
 * was answered, or nothing is open any more.
 */
struct quiz_stop {
	size_t n_answered, n_right, n_all, n_unsaved;
};
bool quiz_view_stop(const struct view *v, struct quiz_stop *ret);

/* What became of ACTION_UNDO_ANSWER. */
void quiz_view_undone(struct view *v, enum err e);

#endif
