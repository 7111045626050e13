/* SPDX-License-Identifier: MIT */
/* A lesson by itself: its id, its headings, its sources, its age. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "lint/rule.h"

static void check_id(struct lint *l, const struct lesson *lesson)
{
	for (size_t i = 0; i < l->n_lessons; i++) {
		if (strcmp(l->lessons[i].id, lesson->id) != 0)
			continue;
		diag_hint(l->diags,
			  diag_add(l->diags, DIAG_ERROR, 1, 0, "duplicate-id",
				   "the id \"%s\" is also that of %s", lesson->id,
				   l->lessons[i].file),
			  "progress is kept by id: give each lesson its own");
		return;
	}
	*vec_push(l->lessons, l->n_lessons, l->cap_lessons) = (struct seen_id){
		.id = arena_strdup(&l->arena, lesson->id),
		.file = arena_strdup(&l->arena, lesson->path),
	};
}

static void check_headings(struct lint *l, const struct lesson *lesson)
{
	int level = 0;

	for (size_t i = 0; i < lesson->doc->n_sections; i++) {
		for (const struct block *b = doc_section(lesson->doc, i); b; b = block_walk(b)) {
			if (b->kind != BLOCK_HEADING || b->parent)
				continue;
			if (level && b->level > level + 1)
				diag_add(l->diags, DIAG_WARNING, b->line, 0, "heading-jump",
					 "a heading of level %d follows one of level %d", b->level,
					 level);
			level = b->level;
		}
	}
}

/* Months from "2024-11" to "2026-11"; -1 when either is no such date. */
static int months_between(const char *from, const char *to)
{
	char *end;
	long y1 = strtol(from, &end, 10), m1, y2, m2;

	if (*end != '-')
		return -1;
	m1 = strtol(end + 1, NULL, 10);
	y2 = strtol(to, &end, 10);
	m2 = *end == '-' ? strtol(end + 1, NULL, 10) : 0;
	if (m1 < 1 || m1 > 12 || m2 < 1 || m2 > 12)
		return -1;
	return (int)((y2 - y1) * 12 + m2 - m1);
}

static void check_review(struct lint *l, const struct lesson *lesson)
{
	int months;

	if (!lesson->reviewed[0])
		return;
	months = months_between(lesson->reviewed, l->today);
	if (months < 0)
		diag_hint(l->diags,
			  diag_add(l->diags, DIAG_WARNING, 1, 0, "bad-value",
				   "reviewed: \"%s\" is no month that has passed",
				   lesson->reviewed),
			  "write it as 2026-11");
	else if (months >= 24)
		diag_add(l->diags, DIAG_WARNING, 1, 0, "old-review",
			 "last reviewed %s: what AWS does may have changed", lesson->reviewed);
}

static bool is_empty(const struct lesson *lesson)
{
	for (size_t i = 0; i < lesson->doc->n_sections; i++)
		for (const struct block *b = doc_section(lesson->doc, i); b; b = block_walk(b))
			if (b->kind != BLOCK_HEADING)
				return false;
	return true;
}

static void lesson(struct lint *l, struct lesson *lesson)
{
	check_id(l, lesson);
	check_headings(l, lesson);
	check_review(l, lesson);
	if (is_empty(lesson))
		diag_add(l->diags, DIAG_WARNING, 1, 0, "empty-lesson", "this lesson has no text");
	/* A book that cites nothing anywhere does not use the field. */
	if (lesson->minutes && !lesson->n_sources)
		diag_hint(l->diags,
			  diag_add(l->diags, DIAG_WARNING, 1, 0, "no-source",
				   "this lesson cites no source"),
			  "add sources: with the pages its facts come from");
}

const struct lint_rule rule_lessons = { .family = "lessons", .lesson = lesson };
