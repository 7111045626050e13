/* SPDX-License-Identifier: MIT */
/*
 * What frames every screen: the title row, the row above the footer where a
 * view says something or asks for a line of text, and the footer with the main
 * keys. Small windows lose the separate message row, then the footer, then the
 * title; what is left is the body.
 */
#ifndef UI_STATUSBAR_H
#define UI_STATUSBAR_H

#include "ui/view.h"

struct body {
	int y, height;		/* rows of the view itself; at least 1 if the canvas has a row */
	int status_y;		/* of messages and prompts; in small windows over the footer */
};

struct body statusbar_body(const struct canvas *c);

struct statusbar {
	const char *left, *right;	/* of the title row */
	const struct key_help *keys;	/* of the footer; NULL = the view's */
	const char *status;		/* said while the view has no message; may be NULL or "" */
	enum role status_role;
};

/* Draws the three rows around the body. Call it after the body is drawn. */
void statusbar_draw(struct canvas *c, const struct view *v, const struct statusbar *s);

#endif
