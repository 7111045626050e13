/* SPDX-License-Identifier: MIT */
/* Links and pictures: each leads to something that is there. */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/suggest.h"
#include "lint/rule.h"

/* The file of the course whose name is nearest to the one that is missing. */
static const char *nearest_file(struct lint *l, const char *url)
{
	const struct catalog *c = l->catalog;
	const char *name = path_base(arena_strndup(&l->arena, url, strcspn(url, "#?")));
	const char **names = arena_alloc(&l->arena, sizeof(*names) * (c->n_entries + 1));
	size_t n = 0;

	for (size_t i = 0; i < c->n_entries; i++)
		if (c->entries[i].path)
			names[n++] = path_base(c->entries[i].path);
	names[n] = NULL;
	return suggest_nearest(name, names);
}

static const char *nearest_anchor(struct lint *l, struct doc *d, const char *anchor)
{
	const char *best = NULL;
	size_t best_distance = strlen(anchor) / 3 + 2;

	for (size_t i = 0; i < d->n_sections; i++) {
		for (const struct block *b = doc_section(d, i); b; b = block_walk(b)) {
			size_t distance;

			if (b->kind != BLOCK_HEADING)
				continue;
			distance = suggest_distance(anchor, b->id);
			if (distance < best_distance) {
				best_distance = distance;
				best = b->id;
			}
		}
	}
	return best ? arena_strdup(&l->arena, best) : NULL;
}

static void report_anchor(struct lint *l, int line, const char *path, const char *anchor,
			  const char *near)
{
	struct diag *g = diag_add(l->diags, DIAG_ERROR, line, 0, "dead-anchor",
				  "no heading \"#%s\" in %s", anchor, path);

	if (near)
		diag_hint(l->diags, g, "did you mean \"#%s\"?", near);
}

static void check_anchor(struct lint *l, struct lesson *from, int line, const char *path,
			 const char *anchor)
{
	struct lesson *target = from;

	if (!anchor[0] || !path_has_suffix(path, ".md"))
		return;
	if (strcmp(path, from->path) != 0 &&
	    course_lesson(l->catalog, path, NULL, &target) != ERR_OK)
		return;
	if (!doc_find_heading(target->doc, anchor, NULL))
		report_anchor(l, line, path, anchor, nearest_anchor(l, target->doc, anchor));
	if (target != from)
		lesson_free(target);
}

static void check_picture(struct lint *l, const struct lesson *from, int line, const char *url)
{
	const char *path, *anchor;
	enum link_kind kind = course_link(l->catalog, from->path, url, &l->arena, &path, &anchor);

	if (kind == LINK_MISSING)
		diag_add(l->diags, DIAG_WARNING, line, 0, "missing-picture",
			 "no picture \"%s\"; its alternative text is shown", url);
	else if (kind == LINK_OUTSIDE)
		diag_add(l->diags, DIAG_ERROR, line, 0, "outside-course",
			 "\"%s\" lies outside the course folder", url);
}

static void check_link(struct lint *l, struct lesson *from, int line, const char *url)
{
	const char *path, *anchor, *near;

	switch (course_link(l->catalog, from->path, url, &l->arena, &path, &anchor)) {
	case LINK_EXTERNAL:
		break;
	case LINK_OUTSIDE:
		diag_add(l->diags, DIAG_ERROR, line, 0, "outside-course",
			 "\"%s\" lies outside the course folder", url);
		break;
	case LINK_MISSING: {
		struct diag *g = diag_add(l->diags, DIAG_ERROR, line, 0, "dead-link",
					  "no file \"%s\"", url);

		near = nearest_file(l, url);
		if (near)
			diag_hint(l->diags, g, "did you mean \"%s\"?", near);
		break;
	}
	case LINK_LESSON:
		if (l->is_whole && path_has_suffix(path, ".md") &&
		    catalog_find(l->catalog, path) < 0)
			diag_add(l->diags, DIAG_NOTE, line, 0, "unlisted-link",
				 "SUMMARY.md does not list %s", path);
		check_anchor(l, from, line, path, anchor);
	}
}

static void check_text(struct lint *l, struct lesson *lesson, int line, const struct text *t)
{
	const char *last = NULL;

	for (uint32_t i = 0; i < t->n; i++) {
		const struct span *s = &t->spans[i];

		/* A link in several styles is several spans. */
		if (!s->url || (last && !strcmp(last, s->url)))
			continue;
		last = s->url;
		if (s->flags & SPAN_IMAGE)
			check_picture(l, lesson, line, s->url);
		else if (s->flags & SPAN_LINK)
			check_link(l, lesson, line, s->url);
	}
}

static void lesson(struct lint *l, struct lesson *lesson)
{
	for (size_t i = 0; i < lesson->doc->n_sections; i++) {
		for (const struct block *b = doc_section(lesson->doc, i); b; b = block_walk(b)) {
			check_text(l, lesson, b->line, &b->text);
			if (!b->table)
				continue;
			for (uint32_t k = 0; k < b->table->n_columns * b->table->n_rows; k++)
				check_text(l, lesson, b->line, &b->table->cells[k]);
		}
	}
}

const struct lint_rule rule_links = { .family = "links", .lesson = lesson };
