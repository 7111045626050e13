/* SPDX-License-Identifier: MIT */
/* What the files menu_*.c share: the state, and who does what. */
#ifndef UI_MENU_VIEW_INTERNAL_H
#define UI_MENU_VIEW_INTERNAL_H

#include "model/resume.h"
#include "ui/list.h"
#include "ui/menu_view.h"
#include "ui/tally.h"

enum menu_row_kind { MENU_ENTRY, MENU_PART, MENU_RULE, MENU_GAP };

struct menu_row {
	enum menu_row_kind kind;
	int entry;		/* -1 for a gap */
};

struct menu_view {
	struct view base;
	const struct catalog *catalog;
	const struct progress *progress;
	struct resume resume;		/* where to go on */
	struct tally *tallies;		/* by entry; NULL for an empty catalog */
	bool *is_unfolded;		/* by entry */
	struct menu_row *rows;		/* what is not folded away */
	size_t n_rows, cap_rows;
	struct list list;		/* over rows */
	bool is_waiting, is_first_start;
	bool is_placed;			/* it was drawn before */
	char *warning;
	int typed;			/* the topic's number that digits have made so far; or 0 */
};

bool menu_has_children(const struct menu_view *m, int entry);

/* The selected entry, -1 when there is nothing to select, or it is not known yet what. */
int menu_selected(const struct menu_view *m);

/* What is known of reading it; NULL if nothing. */
const struct lesson_progress *menu_progress(const struct menu_view *m, int entry);

/* Rows that there would be with nothing folded; and unfolds everything. */
size_t menu_rows_unfolded(const struct menu_view *m);
void menu_unfold_all(struct menu_view *m);

/* menu_draw.c */
void menu_draw(struct view *v, struct canvas *c, int64_t now_ns);

/* menu_detail.c: all that is known of an entry, in a column of its own. */
void menu_detail_draw(const struct menu_view *m, struct canvas *c, int entry,
		      int y, int x, int height, int max_x);

#endif
