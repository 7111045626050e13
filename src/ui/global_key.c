/* SPDX-License-Identifier: MIT */
#include "ui/global_key.h"

const struct key_help global_key_help[] = {
	{ "/ S", "search the course", false },
	{ "p", "your progress", false },
	{ "B", "list of bookmarks", false },
	{ ": Ctrl-P", "command palette", false },
	{ "? F1", "keys of this screen", false },
	{ "q Esc", "back", false },
	{ "Ctrl-L", "repaint the screen", false },
	{ "Ctrl-Z", "suspend", false },
	{ "Ctrl-C", "quit", false },
	{ NULL, NULL, false },
};

static enum action_kind letter_action(char32_t ch)
{
	switch (ch) {
	case 'q':
		return ACTION_BACK;
	case '?':
		return ACTION_HELP;
	case '/':
	case 'S':
		return ACTION_SEARCH;
	case ':':
		return ACTION_PALETTE;
	case 'p':
		return ACTION_PROGRESS;
	case 'B':
		return ACTION_BOOKMARKS;
	default:
		return ACTION_NONE;
	}
}

static enum action_kind control_action(char32_t ch)
{
	switch (ch) {
	case 'c':
		return ACTION_QUIT;
	case 'l':
		return ACTION_REDRAW;
	case 'p':
		return ACTION_PALETTE;
	case 'z':
		return ACTION_SUSPEND;
	default:
		return ACTION_NONE;
	}
}

struct action global_key(struct key k)
{
	switch (k.code) {
	case K_CHAR:
		return action(letter_action(k.ch));
	case K_CTRL:
		return action(control_action(k.ch));
	case K_ESCAPE:
	case K_BACKSPACE:
		return action(ACTION_BACK);
	case K_F1:
		return action(ACTION_HELP);
	default:
		return action(ACTION_NONE);
	}
}
