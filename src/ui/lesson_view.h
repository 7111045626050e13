/* SPDX-License-Identifier: MIT */
/*
 * A lesson: scrolled text with links, search, a contents pane, diagrams and
 * questions to open. Lays out only the sections that show. Sends ACTION_FOLLOW,
 * ACTION_PLAY, ACTION_ASK, ACTION_BOOKMARK, ACTION_HISTORY_BACK, ACTION_OPEN
 * (next and previous lesson), ACTION_SEARCH.
 */
#ifndef UI_LESSON_VIEW_H
#define UI_LESSON_VIEW_H

#include "model/lesson.h"
#include "model/progress.h"
#include "ui/view.h"

struct lesson_state {
	struct lesson *lesson;		/* outlives the view, or until lesson_view_reload */
	const char *breadcrumb;		/* "Lambda › An inside look: S3 events"; copied */
	int measure;			/* of prose, in cells; 0 = FLOW_MEASURE */
	int number, n_lessons;		/* "2/7" of its topic; 0 = not shown */
	const char *next_path, *next_title;	/* reading order; NULL at the end; copied */
	const char *previous_path;
	const char *anchor;		/* heading id to start at; NULL or "" = none */
	const struct place *place;	/* to resume at, when there is no anchor; NULL = the top */
	const char *find;		/* search term to mark from the start; NULL = none */
	int first_line;			/* with find: the line to be near; 0 = the top */
	const struct progress *progress;	/* bookmarks and answers; NULL = none; see lesson_view_set */
};

struct view *lesson_view_new(const struct lesson_state *s);

/* The file changed: same reading place in the new text. The old lesson may be freed then. */
void lesson_view_reload(struct view *v, struct lesson *l);

/* New progress after an answer or a bookmark. */
void lesson_view_set(struct view *v, const struct progress *p);

/* Where the reader is: the first row of text, how far in thousandths, whether the end was seen. */
struct place lesson_view_place(struct view *v, int *ret_permille, bool *ret_is_end);

/* Shows a place of the lesson that is open (a link to an anchor in the same file). False if there is no such anchor. */
bool lesson_view_go(struct view *v, const char *anchor);

#endif
