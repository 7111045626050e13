/* SPDX-License-Identifier: MIT */
/*
 * The session without a terminal, played from a file: the same keys give the
 * same frames on every machine. One command a line, "#" begins a comment:
 *
 *	size 80 24		columns and rows of the window (80 24 at first)
 *	keys "jj" Enter Ctrl-P	characters in quotes, other keys by name
 *	wait 1500		milliseconds pass
 *	frame			prints the screen
 *	style			prints what role each cell has
 */
#ifndef APP_SCRIPT_H
#define APP_SCRIPT_H

#include "app/session.h"
#include "base/diag.h"

/* The time at which every script begins. */
struct store_time script_time(void);

/*
 * Plays text on standard output; ERR_SYNTAX at the first line that is no command (see diags),
 * ERR_IO when a frame cannot be written.
 */
enum err script_run(struct session *s, const char *file, const char *text, size_t len,
		    struct diag_list *diags);

/* Prints the first frame at this size; ERR_IO when it cannot be written. */
enum err script_dump(struct session *s, int width, int height);

#endif
