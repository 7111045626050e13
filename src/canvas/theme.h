/* SPDX-License-Identifier: MIT */
/*
 * Colours of roles. A theme is data; term/ turns it into what the terminal can:
 * direct colour, 256, 16, or attributes alone.
 */
#ifndef CANVAS_THEME_H
#define CANVAS_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "canvas/role.h"

enum { COLOUR_DEFAULT = -1 };	/* the terminal's own foreground or background */

struct colour {
	int32_t rgb;		/* 0xRRGGBB, COLOUR_DEFAULT */
	int16_t c256;		/* index; COLOUR_DEFAULT */
	int8_t c16;		/* index 0..15; COLOUR_DEFAULT */
};

struct style {
	struct colour fg, bg;
	unsigned attr;		/* enum attr bits, added to the cell's */
};

struct theme {
	const char *name;	/* "default" "light" "dark" "high-contrast" "mono" */
	const char *about;	/* one line for the palette and the man page */
	bool paints_background;	/* false: never covers the terminal's own background */
	struct style styles[ROLE_COUNT];
	struct style base;	/* of blank cells */
};

/* NULL-terminated list of all themes; the first is the default. */
extern const struct theme *const themes[];
const struct theme *theme_find(const char *name);	/* NULL if unknown */

/* A role's style where there are `colours` of them; without colours attributes alone tell roles. */
struct style theme_style(const struct theme *t, enum role role, int colours);

/* SGR sequence ("\033[1;34m") of a role for `colours` = 0, 8, 16, 256 or 1<<24; "" if none. */
void theme_sgr(struct buf *out, const struct theme *t, enum role role, unsigned attr, int colours);

#endif
