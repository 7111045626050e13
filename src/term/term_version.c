/* SPDX-License-Identifier: MIT */
#include "term/term_version.h"

#include <string.h>

#include <curses.h>

#define TEXT_OF(number) #number
#define TEXT(macro) TEXT_OF(macro)

const char *term_version(const char **ret_built)
{
	static const char name[] = "ncurses ";
	const char *running = curses_version();

	*ret_built = NCURSES_VERSION "." TEXT(NCURSES_VERSION_PATCH);
	return strncmp(running, name, strlen(name)) ? running : running + strlen(name);
}
