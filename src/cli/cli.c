/* SPDX-License-Identifier: MIT */
#include "cli/cli.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/path.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "course/course.h"

void cli_init(struct cli *c)
{
	*c = (struct cli){ 0 };
	arena_init(&c->arena);
	buf_init(&c->store_why);
	output_init(&c->out, STDOUT_FILENO);
}

void cli_done(struct cli *c)
{
	store_close(c->store);
	course_free(c->course);
	output_done(&c->out);
	buf_done(&c->store_why);
	arena_done(&c->arena);
}

/* A switch of the environment: set to anything but a word for no. */
static bool is_switched_on(const char *variable)
{
	static const char *const no[] = { "", "0", "no", "false", "off", NULL };
	const char *value = getenv(variable);

	for (size_t i = 0; value && no[i]; i++)
		if (!strcmp(value, no[i]))
			return false;
	return value;
}

static int report_config(struct diag_list *diags)
{
	int status = STATUS_FINE;

	for (size_t i = 0; i < diags->n; i++) {
		const struct diag *g = &diags->items[i];
		struct buf text;

		buf_init(&text);
		diag_print(&text, g);
		message("%.*s", (int)text.len - 1, buf_str(&text));
		buf_done(&text);
		if (g->severity == DIAG_ERROR)
			status = STATUS_ENVIRONMENT;
	}
	return status;
}

static bool is_course_folder(struct arena *a, const char *dir)
{
	return !access(path_join(a, dir, "SUMMARY.md"), F_OK);
}

/*
 * A program that was moved together with its data, or was built and not
 * installed, finds the course by its own place.
 */
static void find_course_nearby(struct cli *c)
{
	static const char *const places[] = {
		"../share/nephoscope/content", "content", "../content",
	};
	char program[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);
	const char *dir;

	if (n <= 0)
		return;
	program[n] = '\0';
	dir = path_dir(&c->arena, program);
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		char *path = path_join(&c->arena, dir, places[i]);

		if (!is_course_folder(&c->arena, path))
			continue;
		c->paths.course = path;
		return;
	}
}

/* The other variables are the configuration's. */
static void check_seed(struct cli *c)
{
	const char *text = getenv("NEPHOSCOPE_SEED");
	uint64_t seed;

	if (text && !option_number(OPT_SEED, text, &seed))
		message("NEPHOSCOPE_SEED: warning: \"%s\" is not a whole number: it is left out",
			text_shown(&c->arena, text));
}

int cli_configure(struct cli *c)
{
	const char *const *values = c->options.values;
	const char *variable = getenv("NEPHOSCOPE_CONFIG");
	struct config_sources sources = {
		.flags = {
			[CONFIG_THEME] = values[OPT_THEME],
			[CONFIG_ASCII] = values[OPT_ASCII] ? "yes" : NULL,
			[CONFIG_COURSE] = values[OPT_COURSE],
			[CONFIG_DATA_DIR] = values[OPT_DATA_DIR],
		},
		.is_file_required = true,
	};
	struct diag_list diags;
	int status;

	paths_find(&c->arena, &c->paths);
	if (values[OPT_NO_ANIMATION] || is_switched_on("NEPHOSCOPE_NO_ANIMATION"))
		sources.flags[CONFIG_ANIMATION] = "no";
	if (values[OPT_CONFIG]) {
		sources.file = values[OPT_CONFIG];
	} else if (variable && *variable) {
		sources.file = variable;
	} else {
		sources.file = c->paths.config_file;
		sources.is_file_required = false;
	}
	diag_list_init(&diags);
	config_load(&c->arena, &sources, &diags, &c->config);
	status = report_config(&diags);
	check_seed(c);
	diag_list_done(&diags);
	if (!c->config.course && !is_course_folder(&c->arena, c->paths.course))
		find_course_nearby(c);
	c->out.is_ascii = c->config.is_ascii || !locale_is_utf8();
	return status;
}

bool cli_wants_plain(const struct cli *c)
{
	return options_has(&c->options, OPT_PLAIN) || is_switched_on("NEPHOSCOPE_PLAIN");
}

bool cli_is_plain(const struct cli *c)
{
	const char *term = getenv("TERM");

	return cli_wants_plain(c) || !term || !*term || !strcmp(term, "dumb");
}

bool cli_is_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

bool cli_is_scripted(const struct cli *c)
{
	return options_has(&c->options, OPT_SCRIPT) || options_has(&c->options, OPT_DUMP_FRAME);
}

bool cli_has_screen(const struct cli *c)
{
	return cli_is_scripted(c) || (cli_is_terminal() && !cli_is_plain(c));
}

bool cli_seed(const struct cli *c, uint64_t *ret)
{
	const char *given = c->options.values[OPT_SEED];
	const char *text = given ? given : getenv("NEPHOSCOPE_SEED");

	return text && option_number(OPT_SEED, text, ret);
}

const char *cli_data_dir(const struct cli *c)
{
	return c->config.data_dir ? c->config.data_dir : c->paths.data_dir;
}

const char *cli_course_path(const struct cli *c)
{
	return c->config.course ? c->config.course : c->paths.course;
}

const char *cli_format(const struct cli *c)
{
	const char *given = c->options.values[OPT_FORMAT];

	return given ? given : c->command->formats[0];
}

bool cli_is_format(const struct cli *c, const char *format)
{
	return !strcmp(cli_format(c), format);
}

bool cli_open_course(struct cli *c)
{
	const char *path = cli_course_path(c);
	enum err e;

	if (c->course)
		return true;
	e = course_open(path, NULL, &c->course);
	if (e == ERR_NOT_FOUND && path_has_suffix(path, ".md"))
		e = course_of_file(path, NULL, &c->course, &c->first_lesson);
	if (e == ERR_OK)
		return true;
	if (e == ERR_NOT_FOUND)
		message("no course at %s (a folder with SUMMARY.md); name one with --course DIR",
			text_shown(&c->arena, path));
	else
		message("the course at %s cannot be read: %s; name another with --course DIR",
			text_shown(&c->arena, path), e == ERR_IO ? strerror(errno) : err_text(e));
	return false;
}

void cli_open_store(struct cli *c, bool is_quiet)
{
	const char *dir = cli_data_dir(c);
	enum err e;

	if (c->has_tried_store)
		return;
	c->has_tried_store = true;
	if (dir) {
		e = store_open(dir, &c->store, &c->store_why);
		if (e != ERR_OK && !c->store_why.len)
			buf_printf(&c->store_why, "Progress cannot be saved in %s: %s.",
				   text_shown(&c->arena, dir), err_text(e));
	} else {
		buf_adds(&c->store_why, "Progress cannot be saved: no home folder is known. "
					"Set HOME, or use --data-dir to choose a folder.");
	}
	if (c->store_why.len && !is_quiet)
		message("%s", buf_str(&c->store_why));
}

struct progress *cli_progress(struct cli *c)
{
	struct progress *p = NULL;

	if (c->store && store_progress(c->store, cli_now(), &p) != ERR_OK)
		return NULL;
	return p;
}

struct store_time cli_now(void)
{
	return (struct store_time){ clock_unix_ms(), clock_utc_offset_min() };
}

/* Bytes at the start of text that are start but for letter case; 0 if it begins otherwise. */
static size_t common_start(const char *text, const char *start)
{
	size_t n = strlen(text), m = strlen(start), i = 0, j = 0;

	while (i < n && j < m) {
		char32_t a, b;

		i += utf8_decode(text + i, n - i, &a);
		j += utf8_decode(start + j, m - j, &b);
		if (utf8_fold(a) != utf8_fold(b))
			return 0;
	}
	return j == m ? i : 0;
}

bool is_same_text(const char *a, const char *b)
{
	return *a ? common_start(a, b) == strlen(a) : !*b;
}

static bool contains_text(const char *hay, const char *needle)
{
	for (; *hay; hay++)
		if (common_start(hay, needle))
			return true;
	return false;
}

/* True when name is path as people shorten it: without ".md", or the folder of an index page. */
static bool is_short_path(const char *path, const char *name)
{
	static const char *const endings[] = { "", ".md", "/README.md", "/index.md", NULL };
	size_t n = strlen(name);

	if (strncmp(path, name, n) != 0)
		return false;
	for (size_t i = 0; endings[i]; i++)
		if (!strcmp(path + n, endings[i]))
			return true;
	return false;
}

int cli_find_listed(const struct cli *c, const char *name)
{
	const struct catalog *course = c->course;

	for (size_t i = 0; i < course->n_entries; i++)
		if (course->entries[i].path && is_short_path(course->entries[i].path, name))
			return (int)i;
	for (size_t i = 0; i < course->n_entries; i++)
		if (*course->entries[i].title && is_same_text(course->entries[i].title, name))
			return (int)i;
	return -1;
}

int cli_find_entry(struct cli *c, const char *name)
{
	int i = cli_find_listed(c, name);

	if (i >= 0 || !*name)
		return i;
	course_scan_all(c->course);
	return catalog_find(c->course, name);
}

/* The nearest id, path or title to name, else a title that holds it; NULL if there is none. */
static const char *nearest_entry(struct cli *c, const char *name)
{
	const struct catalog *course = c->course;
	const char **names = arena_alloc(&c->arena, (3 * course->n_entries + 1) * sizeof(*names));
	const char *nearest;
	size_t n = 0;

	for (size_t i = 0; i < course->n_entries; i++) {
		const struct entry *e = &course->entries[i];

		if (!e->path)
			continue;
		names[n++] = e->id;
		names[n++] = e->title;
		names[n++] = e->path;
	}
	names[n] = NULL;
	nearest = suggest_nearest(name, names);
	for (size_t i = 0; !nearest && i < n; i++)
		if (contains_text(names[i], name))
			nearest = names[i];
	return nearest;
}

void cli_no_entry(struct cli *c, const char *what, const char *name)
{
	const char *shown = text_shown(&c->arena, name);
	const char *nearest = nearest_entry(c, shown);

	if (nearest)
		message("there is no %s \"%s\"; did you mean \"%s\"?", what, shown, nearest);
	else
		message("there is no %s \"%s\"; \"nephoscope topics\" lists the course", what,
			shown);
}

bool entry_is_below(const struct catalog *course, int i, int top)
{
	while (i >= 0 && i != top)
		i = course->entries[i].parent;
	return i == top;
}
