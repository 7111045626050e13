/* SPDX-License-Identifier: MIT */
#include "cli/lesson_find.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "course/course.h"

static int refuse(struct cli *c, const char *name, enum err e)
{
	const char *shown = text_shown(&c->arena, name);

	if (e == ERR_OUTSIDE)
		message("%s is no plain file in its course; \"nephoscope read -\" reads a stream",
			shown);
	else if (e == ERR_TOO_BIG)
		message("%s is larger than %d MB, which is the most that is read; cut it into "
			"several", shown, FILE_MAX_BYTES / (1024 * 1024));
	else
		message("%s cannot be read: %s", shown,
			e == ERR_IO ? strerror(errno) : err_text(e));
	return STATUS_ENVIRONMENT;
}

static int from_stream(struct cli *c, struct lesson **ret_lesson)
{
	struct buf text;
	enum err e;

	buf_init(&text);
	e = file_read_fd(STDIN_FILENO, &text);
	if (e == ERR_OK)
		*ret_lesson = lesson_from_text(buf_str(&text), text.len, NULL);
	buf_done(&text);
	return e == ERR_OK ? STATUS_FINE : refuse(c, "standard input", e);
}

static int from_course(struct cli *c, int entry, struct lesson **ret_lesson)
{
	const struct entry *e = &c->course->entries[entry];
	enum err err;

	if (!e->path) {
		message("\"%s\" is announced in the menu, but not written yet", e->title);
		return STATUS_USAGE;
	}
	err = course_lesson(c->course, e->path, NULL, ret_lesson);
	return err == ERR_OK ? STATUS_FINE : refuse(c, e->path, err);
}

static int from_file(struct cli *c, const char *name, struct lesson **ret_lesson)
{
	struct catalog *course;
	const char *path;
	struct stat st;
	enum err e;

	if (!stat(name, &st) && S_ISDIR(st.st_mode)) {
		message("%s is a folder; to open it as a course: nephoscope open %s",
			text_shown(&c->arena, name), text_shown(&c->arena, name));
		return STATUS_USAGE;
	}
	e = course_of_file(name, NULL, &course, &path);
	if (e != ERR_OK)
		return refuse(c, name, e);
	course_free(c->course);
	c->course = course;
	e = course_lesson(course, path, NULL, ret_lesson);
	return e == ERR_OK ? STATUS_FINE : refuse(c, name, e);
}

static bool is_on_disk(const char *name)
{
	struct stat st;

	return !stat(name, &st);
}

/* "./x" and "/x" can only be files. */
static bool is_file_only(const char *name)
{
	return name[0] == '/' || !strncmp(name, "./", 2) || !strncmp(name, "../", 3);
}

/* Opens the course without complaint when a file will do as well. */
static bool open_course(struct cli *c, bool is_needed)
{
	if (is_needed || c->course)
		return cli_open_course(c);
	return course_open(cli_course_path(c), NULL, &c->course) == ERR_OK;
}

int lesson_find(struct cli *c, const char *name, struct lesson **ret_lesson)
{
	bool is_file = is_on_disk(name);
	int entry = -1;

	if (!strcmp(name, "-"))
		return from_stream(c, ret_lesson);
	if (is_file && is_file_only(name))
		return from_file(c, name, ret_lesson);
	if (!open_course(c, !is_file))
		return is_file ? from_file(c, name, ret_lesson) : STATUS_ENVIRONMENT;
	entry = cli_find_listed(c, name);
	if (entry < 0 && is_file)
		return from_file(c, name, ret_lesson);
	if (entry < 0)
		entry = cli_find_entry(c, name);
	if (entry >= 0)
		return from_course(c, entry, ret_lesson);
	cli_no_entry(c, "lesson or file", name);
	return STATUS_USAGE;
}
