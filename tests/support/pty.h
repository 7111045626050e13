/* SPDX-License-Identifier: MIT */
/*
 * A program in a terminal of its own: forkpty runs it, libvterm keeps the
 * screen it draws. Tests send keys and wait for a state of the screen; every
 * wait has a deadline and returns false when it passes, after printing what
 * was on the screen instead.
 */
#ifndef TESTS_SUPPORT_PTY_H
#define TESTS_SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/buf.h"

struct pty_options {
	const char *const *argv;	/* ends with NULL */
	const char *const *env;		/* "NAME=value" over the defaults, "NAME" removes; NULL = none */
	const char *dir;		/* working folder; NULL = unchanged */
	int height, width;		/* 0 = 24 x 80 */
	/*
	 * Runs the program as a shell would: when it stops, "[stopped]" is
	 * printed and the next line typed continues it.
	 */
	bool has_job_control;
};

enum { PTY_DEFAULT_COLOUR = -1, PTY_RGB = 1 << 24 };

struct pty_cell {
	char text[32];		/* "" in the right half of a wide character */
	int width;
	int fg, bg;		/* index, PTY_RGB | 0xRRGGBB, or PTY_DEFAULT_COLOUR */
	bool is_bold, is_italic, is_underlined, is_reverse;
};

struct pty;

struct pty *pty_start(const struct pty_options *o);
void pty_free(struct pty *p);		/* ends the program if it still runs */

void pty_type(struct pty *p, const char *keys);
void pty_send(struct pty *p, const void *bytes, size_t n);
void pty_resize(struct pty *p, int height, int width);
void pty_signal(struct pty *p, int signal);
void pty_signal_foreground(struct pty *p, int signal);	/* as the terminal does: all that runs in it */
void pty_hang_up(struct pty *p);	/* closes the terminal under the program */

/* Waits for a state; arg is handed on. */
bool pty_wait(struct pty *p, bool (*holds)(struct pty *p, const void *arg), const void *arg);
bool pty_wait_text(struct pty *p, const char *text);	/* somewhere on the screen */
bool pty_wait_gone(struct pty *p, const char *text);
bool pty_wait_exit(struct pty *p, int *ret_status);	/* as waitpid gives it */

/* The screen as lines without trailing blanks; borrowed until the next call. */
const char *pty_screen(struct pty *p);
struct pty_cell pty_cell(const struct pty *p, int y, int x);
/* Where text begins on the screen; false if it is nowhere. */
bool pty_find(const struct pty *p, const char *text, int *ret_y, int *ret_x);

bool pty_is_alternate(const struct pty *p);
bool pty_is_cursor_shown(const struct pty *p);
bool pty_has_mouse(const struct pty *p);
bool pty_is_cooked(const struct pty *p);	/* lines and echo, as a shell leaves its terminal */
const struct buf *pty_output(const struct pty *p);	/* every byte the program sent */
void pty_output_clear(struct pty *p);
bool pty_has_coloured(const struct pty *p);	/* a colour was set or reset in it */
pid_t pty_pid(const struct pty *p);

#endif
