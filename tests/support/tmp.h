/* SPDX-License-Identifier: MIT */
/* A folder for one test: files are written into it by relative paths, and all of it goes at the end. */
#ifndef TESTS_SUPPORT_TMP_H
#define TESTS_SUPPORT_TMP_H

#include "base/arena.h"

struct tmp {
	struct arena arena;
	char *dir;
};

void tmp_init(struct tmp *t);
void tmp_done(struct tmp *t);	/* removes the folder and what is in it */

/* Writes a file, making its folders; returns its full path. */
char *tmp_write(struct tmp *t, const char *path, const char *text);
char *tmp_write_bytes(struct tmp *t, const char *path, const char *data, size_t n);
char *tmp_path(struct tmp *t, const char *path);

#endif
