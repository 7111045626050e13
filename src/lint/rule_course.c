/* SPDX-License-Identifier: MIT */
/* The course as a whole: nothing listed twice, no topic without something to do. */
#include <string.h>

#include "lint/rule.h"

static void check_entries(struct lint *l)
{
	const struct catalog *c = l->catalog;

	for (size_t i = 0; i < c->n_entries; i++) {
		const struct entry *e = &c->entries[i];

		if (e->kind == ENTRY_LESSON && catalog_find(c, e->path) != (int)i)
			diag_add(l->diags, DIAG_WARNING, e->line, 0, "duplicate-entry",
				 "%s is listed twice", e->path);
	}
	if (!c->n_entries)
		diag_hint(l->diags,
			  diag_add(l->diags, DIAG_ERROR, 0, 0, "summary-link", "the menu is empty"),
			  "list the lessons: - [Title](file.md)");
}

/* Only for courses that have such things at all: a plain book is not nagged. */
static void check_topics(struct lint *l)
{
	const struct catalog *c = l->catalog;
	int diagrams = 0, questions = (int)l->n_items;

	for (size_t i = 0; i < c->n_entries; i++)
		diagrams += c->entries[i].n_diagrams;
	for (size_t t = 0; t < c->n_entries; t++) {
		int has_diagrams = 0, has_questions = 0;

		if (c->entries[t].parent >= 0 || c->entries[t].kind != ENTRY_LESSON)
			continue;
		for (size_t i = t; i < c->n_entries; i++)
			if (catalog_topic(c, (int)i) == (int)t)
				has_diagrams += c->entries[i].n_diagrams;
		for (size_t i = 0; i < l->n_items; i++)
			has_questions += l->items[i].topic == (int)t;
		if (diagrams && questions && !has_diagrams && !has_questions)
			diag_add(l->diags, DIAG_NOTE, c->entries[t].line, 0, "bare-topic",
				 "\"%s\" has no diagram and no question", c->entries[t].title);
	}
}

static void course(struct lint *l)
{
	check_entries(l);
	check_topics(l);
}

const struct lint_rule rule_course = { .family = "course", .course = course };
