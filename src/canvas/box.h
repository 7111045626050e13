/* SPDX-License-Identifier: MIT */
/*
 * The box-drawing characters by their arms, so that lines can be joined by
 * adding arms. Arms are four hexadecimal digits: up, right, down, left, each
 * 0 (none), 1 (light) or 2 (heavy). Used by canvas.c.
 */
#ifndef CANVAS_BOX_H
#define CANVAS_BOX_H

#include <uchar.h>

enum box_arm {
	BOX_UP = 0x1000,
	BOX_RIGHT = 0x0100,
	BOX_DOWN = 0x0010,
	BOX_LEFT = 0x0001,
	BOX_HORIZONTAL = BOX_LEFT | BOX_RIGHT,
	BOX_VERTICAL = BOX_UP | BOX_DOWN,
	BOX_HEAVY = 2,		/* times an arm; the most an arm can be */
};

/* The arms of a character; 0 for one that is no light or heavy line. */
unsigned box_arms(char32_t ch);

/* The character with these arms; a blank for none. */
char32_t box_char(unsigned arms);

/* Each arm as strong as the stronger of the two. */
unsigned box_join(unsigned a, unsigned b);

#endif
