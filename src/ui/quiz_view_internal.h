/* SPDX-License-Identifier: MIT */
/*
 * What the files quiz_*.c share: a run through questions, each in one of four
 * phases, and at the end a summary.
 */
#ifndef UI_QUIZ_VIEW_INTERNAL_H
#define UI_QUIZ_VIEW_INTERNAL_H

#include "ui/list.h"
#include "ui/page.h"
#include "ui/quiz_view.h"

enum quiz_phase {
	QUIZ_OPEN,		/* to be answered */
	QUIZ_SAVING,		/* submitted; not acknowledged before it is on the disk */
	QUIZ_SAVED,
	QUIZ_UNSAVED,		/* answered, but it could not be recorded */
};

struct quiz_entry {
	const struct item *item;
	const char *topic;
	uint8_t order[ITEM_MAX_OPTIONS];	/* option shown at each place */
	enum quiz_phase phase;
	uint32_t chosen;	/* bit i = option i in the author's order */
	bool is_right;
	size_t cursor;		/* place */
	size_t n_hints;		/* shown so far */
	bool shows_sources;
	int64_t shown_ns;	/* -1 = not shown yet */
	char why[200];		/* it is unsaved */
};

struct quiz_view {
	struct view base;
	char *title;
	uint64_t seed;
	bool keeps_order;
	struct quiz_entry *entries;
	size_t n_entries;
	size_t *run;		/* what is asked this time: indexes of entries */
	size_t n_run;
	size_t at;		/* in run */
	size_t *answered;	/* indexes of entries in the order they were answered this time */
	size_t n_answered;
	struct attempt attempt;	/* of the last ACTION_ANSWER */

	struct page page;	/* of the question that shows */
	bool is_stale;		/* the page does not show the state any more */
	bool is_tall;		/* it was made for a window with room for gaps */
	int show_tag;		/* what the next frame must show; PAGE_NO_TAG = nothing */

	bool is_summary;	/* the summary shows, or the user came from it */
	bool is_looking;	/* at a question chosen in the summary */
	size_t *missed;		/* indexes of entries: the summary's list */
	struct list list;
};

/* Tags of a page's rows are places of options, and this for what was asked for last. */
enum { QUIZ_TAG_ASIDE = 200 };

static inline struct quiz_entry *quiz_entry(const struct quiz_view *q)
{
	return &q->entries[q->run[q->at]];
}

static inline bool quiz_is_answered(const struct quiz_entry *e)
{
	return e->phase == QUIZ_SAVED || e->phase == QUIZ_UNSAVED;
}

static inline bool quiz_has_chosen(const struct quiz_entry *e, size_t place)
{
	return e->chosen >> e->order[place] & 1;
}

/* How many options a complete answer has. */
int quiz_needed(const struct item *it);

/* "two"; digits beyond ten do not occur. */
const char *quiz_number_word(int n);

/* Questions of the run in each state. */
struct quiz_counts {
	size_t n_right, n_wrong, n_open, n_unsaved;
};
struct quiz_counts quiz_count(const struct quiz_view *q);

/* quiz_page.c */
const char *quiz_domain_name(const struct item *it);	/* of the exam, in words; "" if not given */
void quiz_page_draw(struct quiz_view *q, struct canvas *c);

/* quiz_summary.c */
void quiz_summary_begin(struct quiz_view *q);
void quiz_summary_draw(struct quiz_view *q, struct canvas *c);
struct action quiz_summary_key(struct quiz_view *q, struct key k);

/* quiz_view.c: goes to a question of the run, or asks those in `run` anew. */
void quiz_go(struct quiz_view *q, size_t at);
void quiz_retry(struct quiz_view *q, const size_t *entries, size_t n);

#endif
