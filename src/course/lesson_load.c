/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "course/include.h"
#include "course/read.h"
#include "parse/front_matter.h"
#include "parse/markdown.h"

static const char *const known_fields[] = {
	"id", "title", "minutes", "objectives", "sources", "reviewed", "domain", "difficulty", NULL,
};

/* A list of strings from a YAML list, or from a single scalar. */
static const char *const *string_list(struct arena *a, const struct yaml_node *n, size_t *ret_n)
{
	const char **list;

	*ret_n = 0;
	if (!n)
		return NULL;
	list = arena_alloc(a, sizeof(*list) * (n->kind == YAML_LIST ? n->n : 1));
	if (n->kind == YAML_SCALAR)
		list[(*ret_n)++] = n->text;
	for (const struct yaml_node *e = n->kind == YAML_LIST ? n->child : NULL; e; e = e->next)
		if (e->kind == YAML_SCALAR)
			list[(*ret_n)++] = e->text;
	return list;
}

static int read_minutes(const struct yaml_node *root, struct diag_list *diags)
{
	const struct yaml_node *n = yaml_get(root, "minutes");
	char *end;
	long minutes;

	if (!n)
		return 0;
	minutes = n->kind == YAML_SCALAR ? strtol(n->text, &end, 10) : 0;
	if (n->kind != YAML_SCALAR || *end || minutes < 1 || minutes > 1000) {
		diag_hint(diags,
			  diag_add(diags, DIAG_WARNING, n->line, n->column, "bad-value",
				   "minutes is not a reading time"),
			  "a whole number from 1 to 1000");
		return 0;
	}
	return (int)minutes;
}

static void read_fields(struct lesson *l, const struct yaml_node *root, struct diag_list *diags)
{
	yaml_check_keys(root, known_fields, diags);
	l->id = yaml_string(root, "id", "");
	l->title = yaml_string(root, "title", "");
	l->reviewed = yaml_string(root, "reviewed", "");
	l->minutes = read_minutes(root, diags);
	l->objectives = string_list(&l->arena, yaml_get(root, "objectives"), &l->n_objectives);
	l->sources = string_list(&l->arena, yaml_get(root, "sources"), &l->n_sources);
}

/* The first heading's words; NULL if the first section has none. */
static const char *first_heading(struct lesson *l)
{
	for (const struct block *b = doc_section(l->doc, 0); b; b = block_walk(b)) {
		struct buf text;
		const char *title;

		if (b->kind != BLOCK_HEADING)
			continue;
		buf_init(&text);
		text_plain(&b->text, &text);
		title = arena_strdup(&l->arena, buf_str(&text));
		buf_done(&text);
		return title;
	}
	return NULL;
}

static const char *default_id(struct arena *a, const char *path)
{
	char *id = path_shown(a, path);

	return path_has_suffix(id, ".md") ? arena_strndup(a, id, strlen(id) - 3) : id;
}

/* Takes over l->text (expanded) and makes the rest of the lesson of it. */
static void finish(struct lesson *l, const char *directive_title, struct diag_list *diags)
{
	struct front_matter front;
	struct markdown_options options = { .file = l->path, .diags = diags };
	const char *heading;

	if (l->n_origins)
		diag_in_parts(diags, l->origins, l->n_origins, buf_str(&l->text), l->text.len);
	else
		diag_in(diags, l->path, buf_str(&l->text), l->text.len);
	front_matter_parse(&l->arena, buf_str(&l->text), l->text.len, 1, diags, &front);
	read_fields(l, front.root, diags);
	options.first_line = front.body ? front.body_line : 1;
	l->doc = markdown_open(buf_str(&l->text) + front.body, l->text.len - front.body, &options);
	if (!l->id[0])
		l->id = default_id(&l->arena, l->path);
	if (!l->title[0] && directive_title)
		l->title = directive_title;
	heading = l->title[0] ? NULL : first_heading(l);
	if (!l->title[0])
		l->title = heading ? heading : path_shown(&l->arena, path_base(l->path));
}

static struct lesson *lesson_new(const char *path)
{
	struct lesson *l = xcalloc(1, sizeof(*l));

	arena_init(&l->arena);
	buf_init(&l->text);
	l->path = arena_strdup(&l->arena, path);
	return l;
}

enum err course_lesson(const struct catalog *c, const char *path, struct diag_list *diags,
		       struct lesson **ret_lesson)
{
	struct lesson *l = lesson_new(path);
	struct include in = {
		.arena = &l->arena, .root = c->root, .diags = diags, .out = &l->text,
	};
	struct buf source;
	enum err e;

	buf_init(&source);
	e = course_read(c->root, path, &source, &l->stamp);
	if (e == ERR_OK) {
		include_expand(&in, l->path, buf_str(&source), source.len);
		l->origins = arena_dup(&l->arena, in.origins, in.n_origins, sizeof(*in.origins));
		l->n_origins = in.n_origins;
		l->files = arena_dup(&l->arena, in.files, in.n_files, sizeof(*in.files));
		l->n_files = in.n_files;
		finish(l, in.title, diags);
		*ret_lesson = l;
	} else {
		lesson_free(l);
	}
	free(in.origins);
	free(in.files);
	buf_done(&source);
	return e;
}

struct lesson *lesson_from_text(const char *text, size_t len, struct diag_list *diags)
{
	struct lesson *l = lesson_new("-");

	utf8_clean(&l->text, text, len);
	finish(l, NULL, diags);
	return l;
}
