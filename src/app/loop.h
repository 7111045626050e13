/* SPDX-License-Identifier: MIT */
/*
 * The session on a terminal: waits for keys, signals and files, sleeps when
 * there is nothing to do, and leaves the terminal as it was however it ends.
 */
#ifndef APP_LOOP_H
#define APP_LOOP_H

#include "app/session.h"
#include "term/term.h"

/*
 * Takes over the terminal and the signals. On failure ret_why is a sentence
 * with the way out, and nothing was changed.
 */
enum err loop_start(const struct term_options *o, const char **ret_why);

/* Runs until the user quits (0) or signal n ends the program (128 + n). */
int loop_run(struct session *s);

void loop_stop(void);

#endif
