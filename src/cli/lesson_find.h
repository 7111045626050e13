/* SPDX-License-Identifier: MIT */
/* What a command calls LESSON or FILE, as a loaded lesson. */
#ifndef CLI_LESSON_FIND_H
#define CLI_LESSON_FIND_H

#include "cli/cli.h"
#include "model/lesson.h"

/*
 * name is "-" (standard input), a lesson of the course (path, title or id), or
 * a file. A file that is not listed replaces c->course with its own course. On failure,
 * which has been told, returns an enum exit_status other than STATUS_FINE.
 */
int lesson_find(struct cli *c, const char *name, struct lesson **ret_lesson);

#endif
