/* SPDX-License-Identifier: MIT */
/* The screens that lie over each other: the menu at the bottom, the one in use on top. */
#ifndef APP_STACK_H
#define APP_STACK_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/view.h"

struct session;

enum screen_kind {
	SCREEN_MENU,
	SCREEN_LESSON,
	SCREEN_PLAYER,		/* of a diagram of the lesson below */
	SCREEN_QUIZ,
	SCREEN_SEARCH,
	SCREEN_BOOKMARKS,
	SCREEN_PROGRESS,
	SCREEN_HELP,
	SCREEN_PALETTE,
	SCREEN_KINDS
};

struct screen {
	enum screen_kind kind;
	struct view *view;
	void *data;			/* what the view looks at, freed after it; may be NULL */
	void (*free_data)(void *data);
};

struct stack {
	struct screen screens[SCREEN_KINDS];	/* one of each kind at most */
	size_t n;				/* at least 1 once the menu is there */
};

struct screen *stack_top(struct stack *k);
struct view *stack_view(struct stack *k);	/* of the top */

/* The screen of this kind; NULL if there is none. */
struct screen *stack_find(struct stack *k, enum screen_kind kind);

/* Puts a screen on top; takes over its view and data. One of the same kind further down goes. */
void stack_push(struct session *s, struct screen screen);

/* Puts another view in place of the top screen's, of the same kind and with the same data. */
void stack_replace(struct session *s, struct view *view);

/* Removes the top screen and brings what is below up to date. The menu stays. */
void stack_pop(struct session *s);

/* Removes what lies over the screen of this kind. */
void stack_pop_to(struct session *s, enum screen_kind kind);

void stack_clear(struct session *s);

#endif
