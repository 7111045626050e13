/* SPDX-License-Identifier: MIT */
/*
 * What all screens have in common. A view turns plain data into a frame and
 * keys into actions; it never reads a file, the database or a clock. app/ owns
 * the stack of views, performs their actions and hands them what comes of it.
 */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canvas/canvas.h"
#include "canvas/key.h"
#include "model/attempt.h"
#include "model/diagram.h"
#include "model/doc.h"
#include "model/item.h"

enum action_kind {
	ACTION_NONE,		/* the key means nothing here */
	ACTION_DRAW,		/* it did something: draw again */
	ACTION_BACK,		/* close this view; the last one asks to quit */
	ACTION_QUIT,
	ACTION_OPEN,		/* path, anchor or place: open a lesson */
	ACTION_FOLLOW,		/* path = a link's url as written in the lesson */
	ACTION_HISTORY_BACK,	/* the lesson read before this one */
	ACTION_HISTORY_FORWARD,
	ACTION_PLAY,		/* diagram */
	ACTION_PLAYED,		/* diagram: seen to its end */
	ACTION_ASK,		/* items: open the quiz on them */
	ACTION_QUESTION,	/* path = a scenario file, text = id: ask this one of it */
	ACTION_QUIZ,		/* text = topic id, "" = all: start a session */
	ACTION_ANSWER,		/* attempt: record it, then tell quiz_view_recorded() */
	ACTION_UNDO_ANSWER,
	ACTION_SEARCH,		/* open course search; text = what to begin with */
	ACTION_QUERY,		/* text: run this query, then search_view_set() */
	ACTION_BOOKMARK,	/* path, place, text = label, is_set */
	ACTION_BOOKMARKS,	/* open their list */
	ACTION_PROGRESS,	/* open the progress screen */
	ACTION_HELP,		/* open the help of the view below */
	ACTION_PALETTE,		/* open the command palette */
	ACTION_COMMAND,		/* text: a palette command's name */
	ACTION_THEME,		/* text: a theme's name */
	ACTION_RELOAD,
	ACTION_REDRAW,		/* repaint the whole terminal (Ctrl-L) */
	ACTION_SUSPEND,		/* Ctrl-Z */
};

/* Pointers in an action are borrowed from the view and valid until its next call. */
struct action {
	enum action_kind kind;
	const char *path, *anchor, *text;
	struct place place;
	bool has_place, is_set;
	const struct diagram *diagram;
	const struct item *const *items;
	size_t n_items;
	const struct attempt *attempt;
};

/*
 * A key's name and what it does here; the footer shows those with is_main, in
 * this order. A key of several names has blanks between them: the help shows
 * them all, the footer the first.
 */
struct key_help {
	const char *key;	/* "Enter", "↑↓ j k", "Ctrl-P" */
	const char *does;	/* "open", two words at most for main ones */
	bool is_main;
};

struct view;

struct view_class {
	const char *name;		/* "menu", "lesson": for help, scripts and tests */
	const char *help_title;		/* "Reading a lesson" */
	const struct key_help *keys;	/* ends with a NULL key */
	/*
	 * Draws the whole frame. May keep a layout for the canvas's size; what
	 * shows depends on the view's data, now_ns and the size alone.
	 */
	void (*draw)(struct view *v, struct canvas *c, int64_t now_ns);
	struct action (*key)(struct view *v, struct key k, int64_t now_ns);
	/* When the picture changes by itself; -1 = never. NULL = never. */
	int64_t (*next_ns)(const struct view *v, int64_t now_ns);
	/* A slice of work ahead (at most a few ms), true while more is left. NULL = none. */
	bool (*work)(struct view *v);
	/* True while characters are text, not commands; NULL = never. Decides what pasting does. */
	bool (*is_typing)(const struct view *v);
	void (*free)(struct view *v);
};

/* First member of every view. */
struct view {
	const struct view_class *class;
	char message[200];	/* one line above the footer until the next key; "" = none */
	bool is_message_bad;
	bool is_pasting;	/* between two K_PASTE */
};

void view_draw(struct view *v, struct canvas *c, int64_t now_ns);
struct action view_key(struct view *v, struct key k, int64_t now_ns);
int64_t view_next_ns(const struct view *v, int64_t now_ns);
bool view_work(struct view *v);
void view_free(struct view *v);		/* NULL is fine */
void view_say(struct view *v, bool is_bad, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static inline struct action action(enum action_kind kind)
{
	return (struct action){ .kind = kind };
}

#endif
