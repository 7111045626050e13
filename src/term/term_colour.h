/* SPDX-License-Identifier: MIT */
/*
 * From roles to what the terminal can show: curses's attributes and colour
 * pairs. A pair is allocated when a role first needs it. Used by term_curses.c
 * between its start and stop.
 */
#ifndef TERM_TERM_COLOUR_H
#define TERM_TERM_COLOUR_H

#include <stdbool.h>

#include <curses.h>

#include "canvas/canvas.h"
#include "canvas/theme.h"

/* Finds out what colours there are, after curses has started. */
void term_colour_start(bool is_colourless);
int term_colour_count(void);	/* 0, 8, 16, 256 or 1<<24 */

/* Later calls speak of this theme; all that was drawn before must be drawn again. */
void term_colour_set(const struct theme *t);

/* Attributes of a cell of this role; ret_pair is its colour pair. */
attr_t term_colour_role(enum role role, unsigned attr, short *ret_pair);

#endif
