/* SPDX-License-Identifier: MIT */
/*
 * Where the program keeps its files, by the XDG base directory specification:
 * a variable that is unset, empty or no absolute path does not count. Nothing
 * is created here.
 */
#ifndef APP_PATHS_H
#define APP_PATHS_H

#include "base/arena.h"

struct paths {
	char *data_dir;		/* progress; NULL when no home is known */
	char *cache_dir;	/* the search index; NULL likewise */
	char *config_file;	/* NULL likewise; may not exist */
	char *course;		/* the course that was installed */
};

/* Fills in all of them from the environment; strings live in a. */
void paths_find(struct arena *a, struct paths *ret);

/* path with a leading "~/" replaced by the user's home, if one is known. */
char *paths_expand(struct arena *a, const char *path);

#endif
