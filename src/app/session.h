/* SPDX-License-Identifier: MIT */
/*
 * What the program is doing, apart from any terminal: the course, the learner's
 * store, the stack of screens. Keys go in, frames come out; time is told. Two
 * things drive it: loop.c with a terminal, script.c without one.
 *
 * The parts of its work are stack.c (screens), reader.c (lessons), quizzer.c
 * (questions), finder.c (search), palette.c (commands) and perform.c (what
 * views ask for); each knows the whole session.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "app/app.h"
#include "app/finder.h"
#include "app/reader.h"
#include "app/stack.h"
#include "base/arena.h"
#include "base/buf.h"
#include "canvas/canvas.h"
#include "canvas/key.h"
#include "model/catalog.h"
#include "model/progress.h"
#include "store/store.h"

/* What the session wants of whoever drives it; bits. */
enum wish {
	WISH_DRAW = 1 << 0,
	WISH_REPAINT = 1 << 1,	/* every cell anew */
	WISH_THEME = 1 << 2,	/* session.theme is another one */
	WISH_SUSPEND = 1 << 3,
	WISH_QUIT = 1 << 4,
};

struct session {
	const struct app_options *options;
	struct catalog *catalog;
	struct store *store;		/* NULL when not even reading works */
	struct buf store_why;		/* why nothing is saved; empty when all is well */
	struct progress *progress;	/* NULL when nothing can be known */
	bool is_progress_old;		/* something was recorded since it was read */
	bool is_waiting;		/* the menu shows, the store is still to be opened */
	bool is_scanning;		/* the menu does not know all files yet */
	bool is_view_working;		/* the view has more to lay out */
	const char *first_lesson;	/* a file was named instead of a course; else NULL */
	const struct theme *theme;
	struct stack stack;
	struct reader reader;
	struct finder finder;
	struct arena scratch;		/* of the action being performed */
	int64_t now_ns;
	int64_t due_ns;			/* when the screen changes by itself; -1 = never */
	struct store_time wall;
	unsigned wishes;
};

/*
 * Opens the course. If the first screen is the menu, its topics can be drawn from
 * here on: the learner need not wait for the store to see them. No key is taken
 * before session_complete. On failure (no course) ret_why gets half a sentence.
 */
enum err session_begin(struct session *s, const struct app_options *o, struct store_time wall,
		       struct buf *ret_why);

/* Opens the store and shows the whole menu, or what the options name to begin with. */
void session_complete(struct session *s);

/* Both, for those who show no frame between. */
enum err session_open(struct session *s, const struct app_options *o, struct store_time wall,
		      struct buf *ret_why);

/* What was to happen by itself until now happens. */
void session_set_time(struct session *s, int64_t now_ns, struct store_time wall);
void session_key(struct session *s, struct key k);
void session_draw(struct session *s, struct canvas *c);
int64_t session_next_ns(const struct session *s);	/* when to draw again unasked; -1 = never */

/* A slice of work that nobody waits for, a few ms; false when there is none left. */
bool session_work(struct session *s);

/* Files on the screen changed on the disk. */
void session_files_changed(struct session *s);

/* Saves the place where the reader is: before the program stops or ends. */
void session_save(struct session *s);

void session_close(struct session *s);

/* Progress that views show is older than the store: reads it and hands it to them. */
void session_refresh(struct session *s);

/* Says on the screen that something was not recorded; nothing for ERR_OK. */
void session_recorded(struct session *s, enum err e, const char *what);

#endif
