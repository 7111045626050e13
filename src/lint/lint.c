/* SPDX-License-Identifier: MIT */
#include "lint/lint.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/path.h"
#include "base/vec.h"
#include "lint/rule.h"

static void check_item(struct lint *l, const struct item *it, int topic)
{
	size_t n = l->n_items;

	*vec_push(l->items, l->n_items, l->cap_items) = (struct seen_item){
		.item = it,
		.id = arena_strdup(&l->arena, it->id),
		.file = arena_strdup(&l->arena, it->file),
		.line = it->line,
		.topic = topic,
		.key_place = -1,
	};
	for (const struct lint_rule *const *r = rule_table; *r; r++)
		if ((*r)->item)
			(*r)->item(l, it);
	l->items[n].item = NULL;	/* the lesson it lives in goes */
}

static void check_lesson(struct lint *l, const char *path, int topic)
{
	struct lesson *lesson;
	enum err e = course_lesson(l->catalog, path, l->diags, &lesson);

	if (e != ERR_OK) {
		diag_in(l->diags, path, NULL, 0);
		diag_add(l->diags, DIAG_ERROR, 0, 0, "unread-file", "cannot be read: %s",
			 err_text(e));
		return;
	}
	for (size_t i = 0; i < lesson->doc->n_sections; i++)
		for (const struct block *b = doc_section(lesson->doc, i); b; b = block_walk(b))
			if (b->kind == BLOCK_QUESTION)
				check_item(l, b->item, topic);
	for (const struct lint_rule *const *r = rule_table; *r; r++)
		if ((*r)->lesson)
			(*r)->lesson(l, lesson);
	diag_in(l->diags, NULL, NULL, 0);
	lesson_free(lesson);
}

static void check_scenarios(struct lint *l, const char *path, int topic)
{
	struct item_set set;

	course_scenario(l->catalog, path, l->diags, &set);
	for (size_t i = 0; i < set.n_items; i++)
		check_item(l, set.items[i], topic);
	diag_in(l->diags, NULL, NULL, 0);
	item_set_done(&set);
}

static void check_course(struct lint *l)
{
	struct catalog *c = l->catalog;

	course_scan_all(c);
	for (size_t i = 0; i < c->n_entries; i++)
		if (c->entries[i].kind == ENTRY_LESSON &&
		    catalog_find(c, c->entries[i].path) == (int)i)
			check_lesson(l, c->entries[i].path, catalog_topic(c, (int)i));
	for (size_t i = 0; i < c->n_scenarios; i++)
		check_scenarios(l, c->scenarios[i].path, c->scenarios[i].topic);
	diag_in(l->diags, "SUMMARY.md", NULL, 0);
	for (const struct lint_rule *const *r = rule_table; *r; r++)
		if ((*r)->course)
			(*r)->course(l);
}

static enum err open_path(struct lint *l, const char *path, const char **ret_file)
{
	struct stat st;

	if (stat(path, &st))
		return ERR_NOT_FOUND;
	l->is_whole = S_ISDIR(st.st_mode) || !strcmp(path_base(path), "SUMMARY.md");
	if (l->is_whole)
		return course_open(path, l->diags, &l->catalog);
	/* The menu's own mistakes are not what was asked about. */
	return course_of_file(path, NULL, &l->catalog, ret_file);
}

enum err lint_path(const char *path, const char *today, struct diag_list *diags)
{
	struct lint l = { .diags = diags, .today = today };
	const char *file = NULL;
	enum err e;

	if (lint_is_template(path)) {
		e = template_lint(path, diags);
		diag_sort(diags);
		return e;
	}
	e = open_path(&l, path, &file);

	if (e != ERR_OK)
		return e;
	arena_init(&l.arena);
	if (l.is_whole)
		check_course(&l);
	else if (course_is_scenario(l.catalog, file))
		check_scenarios(&l, file, -1);
	else
		check_lesson(&l, file, -1);
	diag_sort(diags);
	free(l.items);
	free(l.lessons);
	arena_done(&l.arena);
	course_free(l.catalog);
	return ERR_OK;
}
