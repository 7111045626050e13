/* SPDX-License-Identifier: MIT */
/*
 * A line to type in. Holds clean UTF-8 of at most PROMPT_MAX_BYTES; the cursor
 * stands between whole characters as a reader sees them.
 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include <stdbool.h>

#include "base/buf.h"
#include "canvas/canvas.h"
#include "canvas/key.h"

enum { PROMPT_MAX_BYTES = 400 };

struct prompt {
	struct buf text;
	size_t cursor;		/* bytes before it */
	bool is_offered;	/* the text is selected: what is typed replaces it */
};

enum prompt_event {
	PROMPT_IGNORED,		/* no key of a prompt: Enter, Escape, Up ... */
	PROMPT_MOVED,		/* the cursor moved, or could not */
	PROMPT_CHANGED,		/* the text is another one */
};

void prompt_init(struct prompt *p);
void prompt_done(struct prompt *p);
void prompt_set(struct prompt *p, const char *text);	/* cursor at its end */
void prompt_offer(struct prompt *p, const char *text);	/* the same, selected */
const char *prompt_text(const struct prompt *p);	/* borrowed until the next change */

/* ← → Home End Backspace Del, Ctrl-A Ctrl-E, Ctrl-U to the start, Ctrl-W a word, Ctrl-K to the end. */
enum prompt_event prompt_key(struct prompt *p, struct key k);

/*
 * Draws label and text from x to max_x and puts the canvas's cursor there; a
 * long text scrolls sideways so that the cursor shows.
 */
void prompt_draw(const struct prompt *p, struct canvas *c, int y, int x, int max_x,
		 const char *label);

#endif
