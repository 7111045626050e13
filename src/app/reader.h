/* SPDX-License-Identifier: MIT */
/*
 * The lesson that is open: opening, links, the way back, the place where the
 * reader is, and the file changing under it.
 */
#ifndef APP_READER_H
#define APP_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "app/watch.h"
#include "model/doc.h"
#include "model/lesson.h"

struct session;
struct view;

/* A lesson that was open, and where. */
struct visit {
	char *path;
	struct place place;
	bool has_place;
};

struct reader {
	struct lesson *lesson;		/* NULL when none is open */
	bool is_opening_unrecorded;	/* recorded after the first frame of the lesson */
	bool is_changed;		/* on the disk, while something lies over the lesson */
	struct place saved;		/* as the store has it */
	int saved_permille;
	bool saved_is_read;
	struct visit *visits;		/* oldest first */
	size_t n_visits, cap_visits;
	size_t current;			/* of the lesson that is open, or was last */
	struct watch watch;
};

/* What to open, and where. */
struct reading {
	const char *path;		/* or id */
	const char *anchor;		/* heading id; NULL or "" = none */
	const struct place *place;	/* NULL = the start */
	const char *find;		/* words to mark; NULL or "" = none */
};

void reader_init(struct reader *r);
void reader_done(struct reader *r);

/* False, and a message on the screen, when it cannot be opened; all stays as it was then. */
bool reader_open(struct session *s, const struct reading *what);

void reader_follow(struct session *s, const char *url);
void reader_back(struct session *s);
void reader_forward(struct session *s);
void reader_neighbour(struct session *s, int direction);	/* 1 = next, -1 = previous lesson */
void reader_continue(struct session *s);	/* where resume_find() says */

/* Reads the file again; when the user asked for it, says so even if nothing changed. */
void reader_reload(struct session *s, bool is_asked);
void reader_files_changed(struct session *s);

/* What nobody waits for: false when there is none. */
bool reader_work(struct session *s);

/* Records the place if it is another one than the store has. */
void reader_save(struct session *s);

/* The lesson's screen goes: saves the place and frees the view and the lesson. */
void reader_close(struct session *s, struct view *v);

/* The screen of the lesson is on top again. */
void reader_shown(struct session *s);

/* Entry of the open lesson in the catalog; -1 if it is not listed, or none is open. */
int reader_entry(const struct session *s);

/* How the store names diagram d of the open lesson: its title, else "#" and its number. */
const char *reader_diagram_name(struct session *s, const struct diagram *d);

#endif
