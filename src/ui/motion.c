/* SPDX-License-Identifier: MIT */
#include "ui/motion.h"

#include <stdint.h>

enum { WHEEL_LINES = 3 };

static enum motion letter_motion(char32_t ch)
{
	switch (ch) {
	case 'k':
		return MOTION_UP;
	case 'j':
		return MOTION_DOWN;
	case 'u':
		return MOTION_HALF_UP;
	case 'd':
		return MOTION_HALF_DOWN;
	case ' ':
		return MOTION_PAGE_DOWN;
	case 'g':
		return MOTION_HOME;
	case 'G':
		return MOTION_END;
	default:
		return MOTION_NONE;
	}
}

static enum motion control_motion(char32_t ch)
{
	switch (ch) {
	case 'u':
		return MOTION_HALF_UP;
	case 'd':
		return MOTION_HALF_DOWN;
	case 'b':
		return MOTION_PAGE_UP;
	case 'f':
		return MOTION_PAGE_DOWN;
	default:
		return MOTION_NONE;
	}
}

static enum motion wheel_motion(enum mouse_event e)
{
	if (e == MOUSE_WHEEL_UP)
		return MOTION_WHEEL_UP;
	return e == MOUSE_WHEEL_DOWN ? MOTION_WHEEL_DOWN : MOTION_NONE;
}

enum motion motion_of(struct key k)
{
	switch (k.code) {
	case K_CHAR:
		return letter_motion(k.ch);
	case K_CTRL:
		return control_motion(k.ch);
	case K_MOUSE:
		return wheel_motion(k.mouse);
	case K_UP:
		return MOTION_UP;
	case K_DOWN:
		return MOTION_DOWN;
	case K_PAGE_UP:
		return MOTION_PAGE_UP;
	case K_PAGE_DOWN:
		return MOTION_PAGE_DOWN;
	case K_HOME:
		return MOTION_HOME;
	case K_END:
		return MOTION_END;
	default:
		return MOTION_NONE;
	}
}

ptrdiff_t motion_lines(enum motion m, int height)
{
	ptrdiff_t half = height > 1 ? height / 2 : 1;
	ptrdiff_t page = height > 1 ? height - 1 : 1;

	switch (m) {
	case MOTION_NONE:
		return 0;
	case MOTION_UP:
		return -1;
	case MOTION_DOWN:
		return 1;
	case MOTION_HALF_UP:
		return -half;
	case MOTION_HALF_DOWN:
		return half;
	case MOTION_PAGE_UP:
		return -page;
	case MOTION_PAGE_DOWN:
		return page;
	case MOTION_HOME:
		return -MOTION_FAR;
	case MOTION_END:
		return MOTION_FAR;
	case MOTION_WHEEL_UP:
		return -WHEEL_LINES;
	case MOTION_WHEEL_DOWN:
		return WHEEL_LINES;
	}
	return 0;
}
