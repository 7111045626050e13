/* SPDX-License-Identifier: MIT */
/*
 * How to give a terminal back without curses: its settings and the bytes that
 * undo ours, saved at the start, so that a signal handler can do it.
 */
#ifndef TERM_TERM_RESTORE_H
#define TERM_TERM_RESTORE_H

#include <stddef.h>

#include "base/err.h"

/* Remembers the settings of fd. ERR_IO if it is no terminal. */
enum err term_restore_save(int fd);

/* Takes the bytes from terminfo, which curses has loaded by now; for a window of so many rows. */
void term_restore_prepare(const char *modes_off, int height);

/* Writes past curses' buffer; async-signal-safe. */
void term_restore_write(const char *bytes, size_t n);

/* From here on, and until it is forgotten, there is something to restore. */
void term_restore_arm(void);
void term_restore_disarm(void);

/* Puts settings and screen back if armed; async-signal-safe; disarms. */
void term_restore_now(void);

#endif
