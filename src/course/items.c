/* SPDX-License-Identifier: MIT */
/* Gathering the questions of a topic, or of the whole course. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "course/course.h"
#include "course/read.h"
#include "parse/question.h"

struct gather {
	const struct catalog *catalog;
	struct diag_list *diags;
	struct item_set *set;
	size_t cap_items, cap_topics, cap_lessons;
};

static void add_item(struct gather *g, const struct item *it, int topic)
{
	struct item_set *s = g->set;
	size_t n = s->n_items;
	const char *id = topic >= 0 ? g->catalog->entries[topic].id : NULL;

	*vec_push(s->topics, n, g->cap_topics) = arena_strdup(&s->arena, id ? id : "");
	*vec_push(s->items, s->n_items, g->cap_items) = it;
}

static void add_lesson(struct gather *g, int entry)
{
	struct item_set *s = g->set;
	struct lesson *l;
	size_t before = s->n_items;

	if (course_lesson(g->catalog, g->catalog->entries[entry].path, g->diags, &l) != ERR_OK)
		return;
	for (size_t i = 0; i < l->doc->n_sections; i++)
		for (const struct block *b = doc_section(l->doc, i); b; b = block_walk(b))
			if (b->kind == BLOCK_QUESTION)
				add_item(g, b->item, catalog_topic(g->catalog, entry));
	if (s->n_items > before)
		*vec_push(s->lessons, s->n_lessons, g->cap_lessons) = l;
	else
		lesson_free(l);
}

static void add_scenarios(struct gather *g, const char *path, int topic)
{
	struct arena *a = &g->set->arena;
	const struct question_start *starts;
	struct buf text;
	const char *copy;
	enum err e;
	size_t n;

	buf_init(&text);
	e = course_read(g->catalog->root, path, &text, NULL);
	if (e != ERR_OK) {
		diag_in(g->diags, path, NULL, 0);
		diag_add(g->diags, DIAG_ERROR, 0, 0, "unread-file", "cannot be read: %s",
			 err_text(e));
	} else {
		copy = arena_strndup(a, buf_str(&text), text.len);
		diag_in(g->diags, path, copy, text.len);
		n = question_split(a, copy, text.len, &starts);
		for (size_t i = 0; i < n; i++) {
			const struct item *it;
			const char *why;

			if (question_parse(a, copy + starts[i].offset, starts[i].len,
					   starts[i].line, path, g->diags, &it, &why) == ERR_OK)
				add_item(g, it, topic);
		}
	}
	buf_done(&text);
}

static struct gather gather(const struct catalog *c, struct diag_list *diags, struct item_set *set)
{
	*set = (struct item_set){ 0 };
	arena_init(&set->arena);
	return (struct gather){ .catalog = c, .diags = diags, .set = set };
}

void course_scenario(const struct catalog *c, const char *path, struct diag_list *diags,
		     struct item_set *ret)
{
	struct gather g = gather(c, diags, ret);
	int topic = -1;

	for (size_t i = 0; i < c->n_scenarios; i++)
		if (!strcmp(c->scenarios[i].path, path))
			topic = c->scenarios[i].topic;
	add_scenarios(&g, path, topic);
}

void course_items(const struct catalog *c, int topic, struct diag_list *diags,
		  struct item_set *ret)
{
	struct gather g = gather(c, diags, ret);

	for (size_t i = 0; i < c->n_entries; i++) {
		const struct entry *e = &c->entries[i];
		bool is_wanted = topic < 0 || catalog_topic(c, (int)i) == topic;

		if (is_wanted && e->kind == ENTRY_LESSON && !(e->is_scanned && !e->n_questions))
			add_lesson(&g, (int)i);
	}
	for (size_t i = 0; i < c->n_scenarios; i++)
		if (topic < 0 || c->scenarios[i].topic == topic)
			add_scenarios(&g, c->scenarios[i].path, c->scenarios[i].topic);
}

void item_set_done(struct item_set *s)
{
	for (size_t i = 0; i < s->n_lessons; i++)
		lesson_free(s->lessons[i]);
	free(s->lessons);
	free(s->items);
	free(s->topics);
	arena_done(&s->arena);
	*s = (struct item_set){ 0 };
}
