/* SPDX-License-Identifier: MIT */
/*
 * A family of rules. It is shown each part of a course as it is loaded, and the
 * whole at the end; it adds to the diagnostics, whose file and source are
 * already set.
 */
#ifndef LINT_RULE_H
#define LINT_RULE_H

#include "base/arena.h"
#include "base/diag.h"
#include "course/course.h"
#include "model/catalog.h"
#include "model/item.h"
#include "model/lesson.h"

struct seen_item {
	const struct item *item;
	const char *id, *file;
	int line, topic;		/* topic: entry index, -1 = none */
	uint64_t id_hash;
	uint64_t words;			/* hash of the stem's words */
	int key_place;			/* place of the right option of a single; -1 otherwise */
};

struct seen_id {
	const char *id, *file;
};

/* What the rules share while one course is linted. */
struct lint {
	struct arena arena;
	struct catalog *catalog;
	struct diag_list *diags;
	const char *today;
	bool is_whole;			/* the whole course is looked at, not one file */
	struct seen_item *items;
	size_t n_items, cap_items;
	struct seen_id *lessons;
	size_t n_lessons, cap_lessons;
};

struct lint_rule {
	const char *family;
	void (*lesson)(struct lint *l, struct lesson *lesson);
	void (*item)(struct lint *l, const struct item *it);
	void (*course)(struct lint *l);
};

struct rule_about {
	const char *name, *about;
};

/* template.c: a template is linted by itself; ERR_NOT_FOUND, ERR_OUTSIDE, ERR_IO when it cannot be read. */
enum err template_lint(const char *path, struct diag_list *diags);

extern const struct lint_rule rule_links, rule_lessons, rule_diagrams, rule_items, rule_craft,
	rule_course;
extern const struct lint_rule *const rule_table[];	/* ends with NULL */

#endif
