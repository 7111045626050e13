/* SPDX-License-Identifier: MIT */
/* The text of a link to a file name; nothing here touches the disk. */
#ifndef COURSE_LINK_H
#define COURSE_LINK_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"

/* "https://...", "mailto:...", "//host/...". */
bool link_is_external(const char *url);

/*
 * The course file that url, written in the file from, names: its fragment and
 * query cut off, percent escapes decoded, "x.html" read as "x.md", an empty
 * path as from itself. ERR_OUTSIDE when it climbs out of the course, or holds
 * bytes that no file name of a course has.
 */
enum err link_file(struct arena *a, const char *from, const char *url, char **ret_path);

/* What stands after '#', decoded; "" without one. */
char *link_anchor(struct arena *a, const char *url);

#endif
