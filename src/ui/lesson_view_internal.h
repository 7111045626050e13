/* SPDX-License-Identifier: MIT */
/*
 * What the files lesson_*.c of the lesson view share. lesson_view.c holds the
 * state and hands keys out; each other file is one thing that a reader does.
 */
#ifndef UI_LESSON_VIEW_INTERNAL_H
#define UI_LESSON_VIEW_INTERNAL_H

#include "base/arena.h"
#include "ui/block_words.h"
#include "ui/lesson_index.h"
#include "ui/lesson_scroll.h"
#include "ui/lesson_view.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/text_find.h"

/* A row below the text. */
struct tail_row {
	const char *text;
	size_t len;
	int x;			/* from where words begin */
	enum role role;
	unsigned attr;
};

struct lesson_tail {
	struct arena arena;
	struct tail_row *rows;
	size_t n_rows, cap_rows;
	int width;		/* that the rows were made for; 0 = none yet */
};

struct lesson_hit {
	size_t section;
	const struct block *block;
	size_t offset, len;	/* in the block's words (block_words.h) */
};

/*
 * The search in the page. Sections are looked through from the one where the
 * search began to the end, then from the start: hits are in that order.
 */
struct lesson_find {
	struct arena arena;		/* of the pattern */
	struct find_pattern pattern;
	char *query;			/* as typed; NULL = nothing is looked for */
	bool is_typing;
	struct prompt prompt;
	struct spot origin;		/* the window's top when typing began: Escape returns there */
	size_t start_section;
	int start_line;
	size_t n_scanned;		/* sections */
	struct lesson_hit *hits;
	size_t n_hits, cap_hits;
	size_t current;			/* n_hits = none */
	bool wants_first;		/* go to the first hit from start_line on once it is found */
	int wants_step;			/* n or N pressed before its hit was found */
	struct block_words words;	/* of words_block */
	const struct block *words_block;
};

struct lesson_contents {
	bool is_open, has_focus;
	bool is_filtering;
	struct prompt filter;
	size_t *shown;			/* indexes of the index's headings */
	size_t n_shown;
	size_t n_known;			/* headings when shown was made */
	struct list list;
};

/* Where things are, as last drawn. */
struct lesson_places {
	int y, height;
	int pane_x, pane_width;		/* 0 = no pane */
	int text_x, text_width;		/* of the part for text; 0 = the pane covers it */
	int flow_x;			/* column 0 of the layouts */
};

struct lesson_view {
	struct view base;
	struct lesson *lesson;
	struct doc *doc;		/* the lesson's */
	char *breadcrumb, *next_path, *next_title, *previous_path;
	int number, n_lessons;
	const struct progress *progress;

	struct lesson_scroll scroll;
	struct lesson_index index;
	struct lesson_tail tail;
	struct lesson_find find;
	struct lesson_contents contents;
	struct lesson_places places;

	const char *focus;		/* url of the link in focus, that very memory; or NULL */
	const struct block *played;	/* the diagram that f opened last; NULL = none yet ... */
	struct spot played_top;		/* ... and where the window was then */
	int count;			/* typed before a motion; 0 = none */
	bool has_seen_end;
	bool has_skipped;		/* the end shows only because a far link was looked for */
	bool shows_sources;
	bool is_at_sources;		/* the end shows only because they were asked for */
	struct spot before_sources;	/* the window's top then */
	bool is_changed;		/* work has changed what shows */
	const struct block *hashed;	/* the block of `fingerprint`; NULL = none */
	uint64_t fingerprint;
	struct buf label;		/* of the last bookmark */
	const struct item **asked;	/* of the last ACTION_ASK */
};

/* Calls visit for each row in the window, from the top; stops when it returns false. */
typedef bool lesson_visit(struct lesson_view *v, struct spot p, int i, void *arg);
void lesson_each_row(struct lesson_view *v, lesson_visit *visit, void *arg);

bool lesson_is_visible(struct lesson_view *v, const struct block *b);

/* Scrolls so that a block shows, if it does not. */
void lesson_bring(struct lesson_view *v, size_t section, const struct block *b);

/* The block that the first row of words shows; NULL in an empty lesson. */
const struct row *lesson_first_row(struct lesson_view *v, struct spot *ret_spot);

/* lesson_tail.c */
void lesson_tail_make(struct lesson_view *v, int width);
void lesson_tail_done(struct lesson_tail *t);

/* lesson_draw.c */
void lesson_draw(struct view *base, struct canvas *c, int64_t now_ns);

/* lesson_find.c */
void lesson_find_init(struct lesson_find *f);
void lesson_find_done(struct lesson_find *f);
void lesson_find_prompt(struct lesson_view *v);	/* opens the line to type in */
struct action lesson_find_key(struct lesson_view *v, struct key k);	/* while it is open */

/* Looks for text from a line on. are_words: each word by itself, as the course's search does. */
void lesson_find_begin(struct lesson_view *v, const char *text, bool are_words, int line);
void lesson_find_clear(struct lesson_view *v);
void lesson_find_arrive(struct lesson_view *v);	/* when the window's size has become known */
bool lesson_find_slice(struct lesson_view *v);	/* some of the work; true while more is left */
struct action lesson_find_step(struct lesson_view *v, int direction);
void lesson_find_mark(struct lesson_view *v, struct canvas *c, int y, const struct row *row,
		      size_t section);
void lesson_find_status(const struct lesson_view *v, struct buf *out);

/* lesson_link.c */
struct action lesson_link_step(struct lesson_view *v, int direction);
bool lesson_link_is_visible(struct lesson_view *v, const char *url);
const char *lesson_link_at(struct lesson_view *v, int y, int x);	/* NULL = none there */
void lesson_link_mark(const struct lesson_view *v, struct canvas *c, int y, const struct row *row);

/* lesson_live.c: diagrams, questions, bookmarks. */
struct action lesson_play(struct lesson_view *v);
struct action lesson_ask(struct lesson_view *v);
struct action lesson_open_live(struct lesson_view *v, const struct block *b);
struct action lesson_bookmark(struct lesson_view *v);
void lesson_live_mark(struct lesson_view *v, struct canvas *c, int y, struct spot p);

/* lesson_contents.c */
void lesson_contents_init(struct lesson_contents *p);
void lesson_contents_done(struct lesson_contents *p);
void lesson_contents_toggle(struct lesson_view *v);
void lesson_contents_place(struct lesson_view *v, int width);	/* fills places */
struct action lesson_contents_key(struct lesson_view *v, struct key k);
void lesson_contents_draw(struct lesson_view *v, struct canvas *c);

/* The heading that the window's first words stand below; that many headings if there is none. */
size_t lesson_current_heading(struct lesson_view *v);

/* lesson_outline.c */
void lesson_outline_draw(struct lesson_view *v, struct canvas *c);
const struct indexed *lesson_outline_at(struct lesson_view *v, int y, int x);	/* NULL = none */

#endif
