/* SPDX-License-Identifier: MIT */
/* Finding a course on the disk: its root, its title, its menu, its scenario files. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "course/course.h"
#include "course/read.h"
#include "course/summary.h"

/*
 * A value of book.toml's [book] table: key = "text". Enough of TOML for the two
 * keys that matter here, and nothing else of the file is used.
 */
static char *book_value(struct arena *a, const char *toml, const char *key)
{
	size_t n = strlen(key);
	bool is_book = false;

	for (const char *line = toml; line && *line; line = strchr(line, '\n')) {
		const char *end, *p = line += *line == '\n';

		if (*p == '[')
			is_book = !strncmp(p, "[book]", 6);
		if (!is_book || strncmp(p, key, n) != 0)
			continue;
		p += n;
		p += strspn(p, " \t");
		if (*p++ != '=')
			continue;
		p += strspn(p, " \t");
		if (*p != '"' && *p != '\'')
			continue;
		end = strchr(p + 1, *p);
		if (end && !memchr(p, '\n', (size_t)(end - p)))
			return arena_strndup(a, p + 1, (size_t)(end - p - 1));
	}
	return NULL;
}

static bool has_summary(struct arena *a, const char *dir)
{
	return !access(path_join(a, dir, "SUMMARY.md"), F_OK);
}

/* The source folder that a project names; NULL when it lies elsewhere, by its text or by links. */
static char *source_folder(struct arena *a, const char *project, const char *src)
{
	char *real_project = realpath(project, NULL);
	char *real = src[0] == '/' ? NULL : realpath(path_join(a, project, src), NULL);
	size_t n = real_project ? strlen(real_project) : 0;
	char *folder = NULL;

	if (n && real && (n == 1 || (!strncmp(real, real_project, n) &&
				     (real[n] == '/' || !real[n]))))
		folder = arena_strdup(a, real);
	free(real_project);
	free(real);
	return folder;
}

/*
 * The folder of SUMMARY.md for what the user named: that folder, the file
 * itself, or an mdBook project. NULL if there is none. The title is book.toml's.
 */
static char *find_root(struct catalog *c, const char *path)
{
	struct arena *a = &c->arena;
	const char *dir = path;
	char *src = NULL;
	struct buf raw, toml;

	if (!strcmp(path_base(path), "SUMMARY.md"))
		dir = path_dir(a, path);
	if (!dir[0])
		dir = ".";
	buf_init(&raw);
	buf_init(&toml);
	if (file_read(path_join(a, dir, "book.toml"), &raw, NULL) == ERR_OK) {
		utf8_clean(&toml, buf_str(&raw), raw.len);
		c->title = book_value(a, buf_str(&toml), "title");
		src = book_value(a, buf_str(&toml), "src");
	}
	buf_done(&raw);
	buf_done(&toml);
	if (!has_summary(a, dir)) {
		dir = source_folder(a, dir, src ? src : "src");
		if (!dir || !has_summary(a, dir))
			return NULL;
	}
	return realpath(dir, NULL);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A scenario file is known by its name, which must be text then. */
static bool is_file_name(const char *name, const char *folder, struct diag_list *diags)
{
	size_t n = strlen(name);

	if (name[0] == '.' || !path_has_suffix(name, ".md"))
		return false;
	if (utf8_is_clean(name, n) && !strpbrk(name, "\t\n"))
		return true;
	diag_in(diags, folder, NULL, 0);
	diag_hint(diags,
		  diag_add(diags, DIAG_ERROR, 0, 0, "file-name",
			   "the name of \"%s\" is no text: its questions are left out", name),
		  "rename it with letters, digits, \"-\" and \".\"");
	return false;
}

/* The .md files of one scenarios folder, sorted by name. */
static void list_scenarios(struct catalog *c, const char *dir, int topic, size_t *cap,
			   struct diag_list *diags)
{
	struct arena *a = &c->arena;
	char *folder = path_join(a, dir, "scenarios");
	DIR *d = opendir(path_join(a, c->root, folder));
	char **names = NULL;
	size_t n = 0, cap_names = 0;

	if (!d)
		return;
	for (struct dirent *e; (e = readdir(d));)
		if (is_file_name(e->d_name, folder, diags))
			*vec_push(names, n, cap_names) = arena_strdup(a, e->d_name);
	closedir(d);
	if (n)
		qsort(names, n, sizeof(*names), compare_names);
	for (size_t i = 0; i < n; i++)
		*vec_push(c->scenarios, c->n_scenarios, *cap) = (struct scenario_file){
			.path = path_join(a, folder, names[i]),
			.topic = topic,
		};
	free(names);
}

static bool has_folder(char *const *seen, size_t n, const char *dir)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(seen[i], dir))
			return true;
	return false;
}

/* Looks once into each folder that holds lessons; the first lesson there gives the topic. */
static void find_scenarios(struct catalog *c, struct diag_list *diags)
{
	char **seen = NULL;
	size_t n_seen = 0, cap_seen = 0, cap = 0;

	for (size_t i = 0; i < c->n_entries; i++) {
		char *dir;

		if (c->entries[i].kind != ENTRY_LESSON)
			continue;
		dir = path_dir(&c->arena, c->entries[i].path);
		if (has_folder(seen, n_seen, dir))
			continue;
		*vec_push(seen, n_seen, cap_seen) = dir;
		list_scenarios(c, dir, catalog_topic(c, (int)i), &cap, diags);
	}
	free(seen);
}

static struct catalog *catalog_new(void)
{
	struct catalog *c = xcalloc(1, sizeof(*c));

	arena_init(&c->arena);
	return c;
}

enum err course_open(const char *path, struct diag_list *diags, struct catalog **ret_catalog)
{
	struct catalog *c = catalog_new();
	char *root = find_root(c, path);
	struct buf text;
	enum err e;

	if (!root) {
		course_free(c);
		return ERR_NOT_FOUND;
	}
	c->root = arena_strdup(&c->arena, root);
	free(root);
	buf_init(&text);
	e = course_read(c->root, "SUMMARY.md", &text, NULL);
	if (e == ERR_OK) {
		const char *book_title = c->title;

		summary_parse(c, buf_str(&text), text.len, diags);
		if (book_title)
			c->title = book_title;
		if (!c->title)
			c->title = path_shown(&c->arena, path_base(c->root));
		find_scenarios(c, diags);
		*ret_catalog = c;
	} else {
		course_free(c);
	}
	buf_done(&text);
	return e;
}

/* The nearest folder at or above dir that has a SUMMARY.md; NULL if none. */
static char *summary_above(struct arena *a, const char *dir)
{
	char *up = arena_strdup(a, dir);

	for (;;) {
		if (has_summary(a, up))
			return up;
		if (!strcmp(up, "/") || !up[0])
			return NULL;
		up = path_dir(a, up);
	}
}

static struct catalog *catalog_of_folder(const char *dir)
{
	struct catalog *c = catalog_new();

	c->root = arena_strdup(&c->arena, dir);
	c->title = path_shown(&c->arena, path_base(c->root));
	return c;
}

enum err course_of_file(const char *file, struct diag_list *diags, struct catalog **ret_catalog,
			const char **ret_path)
{
	char *real = realpath(file, NULL);
	struct arena a;
	char *root;
	enum err e = ERR_OK;

	if (!real)
		return ERR_NOT_FOUND;
	arena_init(&a);
	root = summary_above(&a, path_dir(&a, real));
	if (root)
		e = course_open(root, diags, ret_catalog);
	else
		*ret_catalog = catalog_of_folder(path_dir(&a, real));
	if (e == ERR_OK) {
		struct catalog *c = *ret_catalog;
		size_t n = strlen(c->root);

		*ret_path = arena_strdup(&c->arena, real + n + (c->root[n - 1] != '/'));
	}
	arena_done(&a);
	free(real);
	return e;
}

void course_free(struct catalog *c)
{
	if (!c)
		return;
	free(c->scenarios);
	arena_done(&c->arena);
	free(c);
}
