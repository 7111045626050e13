/* SPDX-License-Identifier: MIT */
/* Keys and the mouse, as views receive them. */
#ifndef CANVAS_KEY_H
#define CANVAS_KEY_H

#include <uchar.h>

#include "base/err.h"

enum key_code {
	K_NONE = 0,
	K_CHAR,		/* ch is the character */
	K_CTRL,		/* ch is the lower-case letter: 'p' for Ctrl-P */
	K_ENTER, K_TAB, K_BACKTAB, K_BACKSPACE, K_ESCAPE, K_DELETE,
	K_UP, K_DOWN, K_LEFT, K_RIGHT,
	K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN,
	K_F1,
	K_MOUSE,		/* mouse, y, x */
	K_PASTE,		/* pasted text arrives as characters between two of these */
};

enum mouse_event { MOUSE_PRESS, MOUSE_DOUBLE, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct key {
	enum key_code code;
	char32_t ch;
	enum mouse_event mouse;
	int y, x;
};

/*
 * Reads a key's name as scripts and the help write it: "a", "Enter", "Ctrl-P",
 * "PgDn", "Space". ERR_SYNTAX if there is no such key.
 */
enum err key_parse(const char *name, struct key *ret_key);

static inline int key_is(struct key k, char32_t ch)
{
	return k.code == K_CHAR && k.ch == ch;
}

static inline int key_is_ctrl(struct key k, char32_t ch)
{
	return k.code == K_CTRL && k.ch == ch;
}

#endif
