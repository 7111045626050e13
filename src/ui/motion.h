/* SPDX-License-Identifier: MIT */
/*
 * The keys and the wheel that move up and down, the same in lists and in text.
 * A view asks for them after its own keys, so that it may take one for itself.
 */
#ifndef UI_MOTION_H
#define UI_MOTION_H

#include <stddef.h>

#include "canvas/key.h"

enum motion {
	MOTION_NONE,
	MOTION_UP, MOTION_DOWN,			/* arrows, k j */
	MOTION_HALF_UP, MOTION_HALF_DOWN,	/* Ctrl-U Ctrl-D, u d */
	MOTION_PAGE_UP, MOTION_PAGE_DOWN,	/* PgUp PgDn, Ctrl-B Ctrl-F, Space */
	MOTION_HOME, MOTION_END,		/* Home End, g G */
	MOTION_WHEEL_UP, MOTION_WHEEL_DOWN,
};

enum motion motion_of(struct key k);

/*
 * By how many lines m moves in a window of height lines; a page leaves one
 * line in sight. Home and End are MOTION_FAR lines away.
 */
ptrdiff_t motion_lines(enum motion m, int height);
#define MOTION_FAR (PTRDIFF_MAX / 4)

/* The keys for a view's table (view.h), but the arrows, which each view names in its own way. */
#define MOTION_HELP                                                            \
	{ "PgUp PgDn", "a page, also Space", false },                            \
	{ "Ctrl-B Ctrl-F", "a page", false },                                   \
	{ "Ctrl-U Ctrl-D", "half a page, also u d", false },                    \
	{ "g G Home End", "first, last", false }

#endif
