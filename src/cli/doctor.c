/* SPDX-License-Identifier: MIT */
#include "cli/doctor.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/json.h"
#include "cli/today.h"
#include "course/course.h"
#include "lint/lint.h"
#include "parse/versions.h"
#include "store/database.h"
#include "term/term_version.h"

static const char *jansson_version(const char **ret_built)
{
	*ret_built = JANSSON_VERSION;
#if JANSSON_VERSION_HEX >= 0x020d00
	return jansson_version_str();
#else
	return "before 2.13";
#endif
}

void doctor_libraries(struct doctor *d)
{
	static const struct {
		const char *name;
		const char *(*version)(const char **ret_built);
	} libraries[] = {
		{ "cmark", versions_cmark },	 { "curses", term_version },
		{ "jansson", jansson_version },	 { "libyaml", versions_yaml },
		{ "sqlite", database_sqlite_version },
	};

	doctor_heading(d, "Libraries");
	for (size_t i = 0; i < sizeof(libraries) / sizeof(*libraries); i++) {
		const char *built, *running = libraries[i].version(&built);

		if (*built)
			doctor_line(d, libraries[i].name, "%s (built with %s)", running, built);
		else
			doctor_line(d, libraries[i].name, "%s", running);
	}
}

/* The path and whether it can be used; true when it can, or could be made. */
static bool print_path(struct doctor *d, const char *name, const char *path, int mode)
{
	const char *shown = path ? text_shown(&d->cli->arena, path) : NULL;
	const char *able = mode & W_OK ? "can be written" : "can be read";

	if (!path) {
		doctor_line(d, name, "nowhere: no home folder is known");
		return false;
	}
	if (!access(path, mode)) {
		doctor_line(d, name, "%s (%s)", shown, able);
		return true;
	}
	if (errno == ENOENT) {
		doctor_line(d, name, "%s (not there)", shown);
		return true;
	}
	doctor_line(d, name, "%s (%s)", shown, strerror(errno));
	return false;
}

void doctor_paths(struct doctor *d)
{
	struct cli *c = d->cli;

	doctor_heading(d, "Paths");
	print_path(d, "progress", cli_data_dir(c), R_OK | W_OK | X_OK);
	if (!print_path(d, "search index", c->paths.cache_dir, R_OK | W_OK | X_OK))
		doctor_note(d, "The search index cannot be kept: each search reads the whole "
			       "course. Make its folder writable, or set XDG_CACHE_HOME.");
	print_path(d, "configuration", c->paths.config_file, R_OK);
	print_path(d, "course", cli_course_path(c), R_OK);
}

static const char *variable(struct cli *c, const char *name)
{
	const char *value = getenv(name);

	return value && *value ? text_shown(&c->arena, value) : "not set";
}

void doctor_terminal(struct doctor *d)
{
	struct cli *c = d->cli;
	struct output *o = &c->out;
	int colours;

	doctor_heading(d, "Terminal");
	doctor_line(d, "standard input", "%s", isatty(STDIN_FILENO) ? "a terminal" : "no terminal");
	doctor_line(d, "standard output", "%s", o->is_terminal ? "a terminal" : "no terminal");
	if (o->is_terminal)
		doctor_line(d, "size", "%d columns, %d rows", output_width(o), output_height(o));
	doctor_line(d, "TERM", "%s", variable(c, "TERM"));
	colours = output_terminal_colours();
	if (colours > 256)
		doctor_line(d, "colours", "direct");
	else
		doctor_line(d, "colours", "%d", colours);
	doctor_line(d, "NO_COLOR", "%s", variable(c, "NO_COLOR"));
	doctor_line(d, "locale", "%s (%s)", setlocale(LC_CTYPE, NULL),
		    locale_is_utf8() ? "UTF-8" : "not UTF-8");
	if (!locale_is_utf8())
		doctor_note(d, "The locale is not UTF-8, so lines and arrows are drawn with ASCII "
			       "characters. If the terminal can show more, set LC_ALL=C.UTF-8.");
	if (cli_is_terminal() && cli_is_plain(c) && !cli_wants_plain(c))
		doctor_note(d, "TERM names no terminal that can show a screen, so the course is "
			       "used in lines. Set TERM to what the terminal is, for example "
			       "xterm-256color.");
}

static void print_database(struct doctor *d, const struct database_state *f)
{
	doctor_line(d, "file", "%s, %lld bytes", text_shown(&d->cli->arena, f->path),
		    (long long)f->size_bytes);
	doctor_line(d, "version", "%d (this program makes %d)", f->version, f->newest);
	doctor_line(d, "log", "%lld event%s of %lld device%s", (long long)f->n_events,
		    f->n_events == 1 ? "" : "s", (long long)f->n_devices,
		    f->n_devices == 1 ? "" : "s");
}

static void print_known(struct doctor *d)
{
	struct progress *p = cli_progress(d->cli);

	if (!p)
		return;
	doctor_line(d, "known", "lessons %zu, questions %zu, bookmarks %zu", p->n_lessons,
		    p->n_items, p->n_bookmarks);
	progress_free(p);
}

static const char *first_line(struct arena *a, const char *text)
{
	return arena_strndup(a, text, strcspn(text, "\n"));
}

static void check_integrity(struct doctor *d)
{
	const char *what;
	struct buf findings;
	enum err e;

	buf_init(&findings);
	e = store_check(d->cli->store, &findings);
	what = e == ERR_OK ? first_line(&d->cli->arena, buf_str(&findings)) : err_text(e);
	if (e == ERR_OK && !findings.len) {
		doctor_line(d, "integrity", "fine");
	} else {
		doctor_line(d, "integrity", "%s", e == ERR_OK ? "damaged" : err_text(e));
		doctor_problem(d, "The database is not sound: %s. "
				  "Run \"nephoscope doctor --rebuild\".", what);
	}
	buf_done(&findings);
}

void doctor_database(struct doctor *d)
{
	struct cli *c = d->cli;
	struct database_state state;

	doctor_heading(d, "Database");
	cli_open_store(c, true);
	if (cli_data_dir(c) &&
	    (database_look(cli_data_dir(c), &c->arena, &state) == ERR_OK || state.size_bytes))
		print_database(d, &state);
	if (c->store_why.len)
		doctor_problem(d, "%s", buf_str(&c->store_why));
	if (!c->store) {
		doctor_line(d, "integrity", "cannot be opened");
		return;
	}
	print_known(d);
	if (store_is_writable(c->store))
		check_integrity(d);
	else
		doctor_line(d, "saving", "not possible");
}

/* Mistakes in content are the author's business: they are counted, and lint names them. */
static void count_mistakes(struct doctor *d, const char *path)
{
	struct diag_list diags;
	char today[TODAY_BYTES];

	diag_list_init(&diags);
	if (lint_path(path, today_month(today), &diags) == ERR_OK) {
		doctor_line(d, "lint", "errors %zu, warnings %zu", diags.n_errors,
			    diags.n_warnings);
		if (diags.n_errors)
			doctor_note(d, "The course has mistakes: \"nephoscope lint %s\" names "
				       "them.",
				    text_shown(&d->cli->arena, path));
	}
	diag_list_done(&diags);
}

void doctor_course(struct doctor *d)
{
	struct cli *c = d->cli;
	const char *path = cli_course_path(c);
	size_t n_lessons = 0, n_missing = 0;

	doctor_heading(d, "Course");
	if (course_open(path, NULL, &c->course) != ERR_OK) {
		doctor_line(d, "course", "none");
		doctor_problem(d, "There is no course at %s. Name a folder with SUMMARY.md: "
				  "--course DIR, NEPHOSCOPE_COURSE, or \"course:\" in the "
				  "configuration.",
			       text_shown(&c->arena, path));
		return;
	}
	course_scan_all(c->course);
	for (size_t i = 0; i < c->course->n_entries; i++) {
		n_lessons += c->course->entries[i].kind == ENTRY_LESSON;
		n_missing += c->course->entries[i].is_missing;
	}
	doctor_line(d, "title", "%s", c->course->title);
	doctor_line(d, "lessons", "%zu, %zu of them cannot be read", n_lessons, n_missing);
	count_mistakes(d, path);
}
