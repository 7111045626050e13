/* SPDX-License-Identifier: MIT */
/*
 * Paths inside a course. Content is untrusted: every file it names is resolved
 * here, against the course's root, and read through file.h.
 */
#ifndef BASE_PATH_H
#define BASE_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"

/* "a/b" + "c" -> "a/b/c"; an absolute or empty second part wins or adds nothing. */
char *path_join(struct arena *a, const char *dir, const char *name);

/* The folder part, "" for a bare name: "lambda/x.md" -> "lambda". */
char *path_dir(struct arena *a, const char *path);

const char *path_base(const char *path);	/* borrowed: after the last slash */

/* Any bytes as a message may show them: clean text (utf8.h) on one line. */
char *path_shown(struct arena *a, const char *path);

bool path_has_suffix(const char *path, const char *suffix);

/*
 * Resolves reference, as written in the file from (relative to the root), by
 * its text alone: "." and ".." are folded, a leading slash means the root.
 * ERR_OUTSIDE when it climbs above the root. The result is relative to the
 * root, without leading "./": the one spelling by which a file is known.
 */
enum err path_resolve(struct arena *a, const char *from, const char *reference, char **ret_path);

#endif
