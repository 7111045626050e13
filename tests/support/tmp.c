/* SPDX-License-Identifier: MIT */
#include "tests/support/tmp.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "tests/support/t.h"

void tmp_init(struct tmp *t)
{
	const char *base = getenv("TMPDIR");

	arena_init(&t->arena);
	t->dir = arena_printf(&t->arena, "%s/nephoscope-test-XXXXXX", base ? base : "/tmp");
	t_not_null(mkdtemp(t->dir));
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

void tmp_done(struct tmp *t)
{
	nftw(t->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	arena_done(&t->arena);
}

char *tmp_path(struct tmp *t, const char *path)
{
	return path_join(&t->arena, t->dir, path);
}

char *tmp_write_bytes(struct tmp *t, const char *path, const char *data, size_t n)
{
	char *full = tmp_path(t, path);

	t_int(file_mkdirs(path_dir(&t->arena, full)), ERR_OK);
	t_int(file_write_atomic(full, data, n), ERR_OK);
	return full;
}

char *tmp_write(struct tmp *t, const char *path, const char *text)
{
	return tmp_write_bytes(t, path, text, strlen(text));
}
