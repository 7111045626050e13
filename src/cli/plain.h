/* SPDX-License-Identifier: MIT */
/*
 * The program in lines: the same course, the same progress, without a screen.
 * No escape sequences, nothing moves; each prompt says what can be typed. For
 * screen readers, pipes and terminals that can show no more.
 *
 * The conversation is a row of targets: each is shown until what is typed
 * names the next one. A number always means the last list that was printed.
 */
#ifndef CLI_PLAIN_H
#define CLI_PLAIN_H

#include "cli/ask.h"
#include "cli/cli.h"
#include "cli/input.h"
#include "cli/talk.h"

enum target_kind {
	TARGET_NONE,
	TARGET_MENU,
	TARGET_TOPIC,		/* entry */
	TARGET_LESSON,		/* path, and a place in it */
	TARGET_QUIZ,		/* entry; -1 = the whole course */
	TARGET_SAY,		/* text: nothing that can be opened here */
	TARGET_QUIT,
};

/* Strings live in the arena of the run. */
struct target {
	enum target_kind kind;
	int entry;
	const char *path, *anchor, *text;
	struct place place;
	int line;		/* of the place, when nothing else is known of it; 0 = the start */
	bool has_place;
};

struct plain {
	struct cli *cli;
	struct input input;
	struct asker asker;
	struct progress *progress;	/* NULL when nothing can be known */
	struct target *targets;		/* of the last list */
	size_t n_targets, cap_targets;
	struct target *visits;		/* lessons that were open, and where */
	size_t n_visits, cap_visits;
	bool has_told_loss;		/* that a place was not saved */
};

/* For `nephoscope --plain`: returns an enum exit_status. */
int plain_run(struct cli *c);

/* Reads a lesson aloud, so to speak, until it is left: for where. */
struct target plain_lesson(struct plain *p, const struct target *what);

/*
 * Does what a word asks for; TARGET_NONE when it was done here, or meant
 * nothing, which was then said.
 */
struct target plain_act(struct plain *p, const struct said *said);

/* Talks until a target is named. */
struct target plain_talk(struct plain *p, const char *offer);

/* The numbered lists: forget the last one, add to it, print it. */
void plain_list_clear(struct plain *p);
void plain_list_add(struct plain *p, struct target t, const char *text);
struct target plain_list_get(struct plain *p, size_t number);

void plain_bookmarks(struct plain *p);
void plain_remove_bookmark(struct plain *p, const char *number);
void plain_search(struct plain *p, const char *query);
void plain_progress(struct plain *p);

/* Reads the progress again, after something was recorded. */
void plain_refresh(struct plain *p);

/* Says once when something other than an answer could not be recorded. */
void plain_recorded(struct plain *p, enum err e);

static inline struct target target(enum target_kind kind)
{
	return (struct target){ .kind = kind, .entry = -1 };
}

#endif
