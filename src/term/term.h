/* SPDX-License-Identifier: MIT */
/*
 * The terminal, through curses: the only place that knows it. Shows a canvas,
 * reads keys, and leaves the terminal as it was found however the program ends.
 */
#ifndef TERM_TERM_H
#define TERM_TERM_H

#include <stdbool.h>

#include "base/err.h"
#include "canvas/canvas.h"
#include "canvas/key.h"
#include "canvas/theme.h"

struct term_options {
	const struct theme *theme;
	bool is_ascii;		/* draw with ASCII only */
	bool is_colourless;	/* NO_COLOR: attributes only */
	bool has_mouse;
};

/*
 * Takes the terminal over (alternate screen, raw keys). On failure (TERM unset,
 * unknown or dumb: ERR_UNSUPPORTED; no terminal: ERR_IO) nothing was changed
 * and *ret_why is a static sentence with the way out.
 */
enum err term_start(const struct term_options *o, const char **ret_why);

/* Gives it back; safe to call twice, from an exit handler, and after term_start failed. */
void term_stop(void);

/* Restores the terminal with async-signal-safe calls only: for SIGSEGV, abort and the like. */
void term_emergency(void);

void term_suspend(void);	/* before SIGTSTP stops the program */
void term_resume(void);		/* after SIGCONT: takes the terminal back and repaints all */

void term_size(int *ret_height, int *ret_width);
void term_resized(void);	/* after SIGWINCH: asks the kernel for the new size */

void term_set_theme(const struct theme *t);
void term_repaint(void);	/* the next term_show paints every cell (Ctrl-L) */

/* Shows the frame; sends what differs from the one shown before. */
void term_show(const struct canvas *c);

/* The next key that has already arrived; false if there is none. Never blocks. */
bool term_key(struct key *ret_key);

/*
 * Milliseconds after which term_key must be asked again although nothing more
 * arrived (an Escape that may begin a sequence); -1 = not at all.
 */
int term_key_wait_ms(void);

int term_colours(void);		/* 0, 8, 16, 256 or 1<<24 */
int term_fd(void);		/* readable when keys arrive */

#endif
