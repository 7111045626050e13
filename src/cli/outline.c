/* SPDX-License-Identifier: MIT */
#include "cli/outline.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { TITLE_CELLS = 42, ID_CELLS = 32, INDENT = 2, WIDE_CELLS = 100 };

static bool is_chapter(const struct entry *e)
{
	return e->kind == ENTRY_LESSON || e->kind == ENTRY_DRAFT;
}

void outline_init(struct outline *m, const struct catalog *course, const struct progress *p)
{
	*m = (struct outline){ course, p, tally_new(course, p) };
}

void outline_done(struct outline *m)
{
	free(m->tally);
}

static void print_count(struct buf *out, int n, const char *what)
{
	buf_printf(out, "%d %s%s", n, what, n == 1 ? "" : "s");
}

static void add_comma(struct buf *out)
{
	if (out->len)
		buf_adds(out, ", ");
}

static void add_counts(struct buf *out, const struct entry *e)
{
	if (e->n_diagrams) {
		add_comma(out);
		print_count(out, e->n_diagrams, "diagram");
	}
	if (e->n_questions) {
		add_comma(out);
		print_count(out, e->n_questions, "question");
	}
}

/* "read", "to 38 %", "not written yet" */
static void lesson_words(struct buf *out, const struct entry *e, const struct progress *p)
{
	const struct lesson_progress *lesson = e->id ? progress_lesson(p, e->id) : NULL;

	if (e->kind == ENTRY_DRAFT)
		buf_adds(out, "not written yet");
	else if (e->is_missing)
		buf_adds(out, "cannot be read");
	else if (lesson && lesson->is_read)
		buf_adds(out, "read");
	else if (lesson && lesson->permille > 0)
		buf_printf(out, "to %d %%", lesson->permille / 10);
}

static void topic_words(struct buf *out, const struct tally *t)
{
	if (!t->n_lessons) {
		buf_adds(out, "not written yet");
		return;
	}
	buf_printf(out, "%d of %d read", t->n_read, t->n_lessons);
	if (t->n_questions)
		buf_printf(out, ", %d of %d known", t->n_known, t->n_questions);
}

static void print_padded(struct output *o, const char *text, size_t cells)
{
	size_t used = utf8_cells(text, strlen(text));

	output_puts(o, text);
	output_printf(o, "%*s", used < cells ? (int)(cells - used) : 0, "");
}

static void print_line(struct output *o, const char *title, size_t cells, const struct buf *words)
{
	if (words->len) {
		print_padded(o, title, cells);
		output_printf(o, "  %s\n", buf_str(words));
	} else {
		output_printf(o, "%s\n", title);
	}
}

static void print_heading(struct output *o, const char *title)
{
	output_role(o, ROLE_HEADING, title, strlen(title));
	output_puts(o, "\n\n");
}

static void print_entry(struct output *o, const struct outline *m, size_t i)
{
	const struct entry *e = &m->course->entries[i];
	size_t indent = INDENT * (size_t)e->depth;
	struct buf words, id;

	buf_init(&words);
	buf_init(&id);
	lesson_words(&words, e, m->progress);
	/* A narrow terminal has no room for more. */
	if (!o->is_terminal || output_width(o) >= WIDE_CELLS)
		add_counts(&words, e);
	output_printf(o, "%*s", (int)indent, "");
	print_padded(o, e->title, indent < TITLE_CELLS ? TITLE_CELLS - indent : 0);
	buf_printf(&id, "  %s", e->id ? e->id : "");
	print_line(o, buf_str(&id), ID_CELLS, &words);
	buf_done(&words);
	buf_done(&id);
}

/* What a topic has besides its lessons' own. */
static void print_scenarios(struct output *o, const struct catalog *course, int topic)
{
	int n = 0;

	for (size_t i = 0; i < course->n_scenarios; i++)
		if (course->scenarios[i].topic == topic)
			n += course->scenarios[i].n_questions;
	if (n)
		output_printf(o, "%*s%d scenario%s to solve\n", INDENT, "", n, n == 1 ? "" : "s");
}

void outline_print_tree(struct output *o, const struct outline *m)
{
	const struct catalog *course = m->course;

	print_heading(o, course->title);
	for (size_t i = 0; i < course->n_entries; i++) {
		const struct entry *e = &course->entries[i];

		if (e->kind == ENTRY_PART)
			output_printf(o, "%s%s\n", i ? "\n" : "", e->title);
		else if (is_chapter(e))
			print_entry(o, m, i);
		if (i + 1 == course->n_entries || course->entries[i + 1].parent < 0)
			print_scenarios(o, course, catalog_topic(course, (int)i));
	}
}

/* depth: below the list's first level. */
static void print_numbered(struct output *o, int number, int depth, const char *title,
			   const struct buf *words)
{
	size_t indent = INDENT * (size_t)depth;

	output_printf(o, "%3d. %*s", number, (int)indent, "");
	print_line(o, title, indent < TITLE_CELLS ? TITLE_CELLS - indent : 0, words);
}

void outline_print_topics(struct output *o, const struct outline *m)
{
	int number = 0;

	print_heading(o, m->course->title);
	for (size_t i = 0; i < m->course->n_entries; i++) {
		const struct entry *e = &m->course->entries[i];
		struct buf words;

		if (e->kind == ENTRY_PART)
			output_printf(o, "%s%s\n", i ? "\n" : "", e->title);
		if (e->parent >= 0 || !is_chapter(e))
			continue;
		buf_init(&words);
		topic_words(&words, &m->tally[i]);
		print_numbered(o, ++number, 0, e->title, &words);
		buf_done(&words);
	}
	if (!number)
		output_puts(o, "The menu is empty: SUMMARY.md lists no lesson.\n");
}

int outline_topic(const struct catalog *course, size_t number)
{
	for (size_t i = 0; i < course->n_entries; i++)
		if (course->entries[i].parent < 0 && is_chapter(&course->entries[i]) && !--number)
			return (int)i;
	return -1;
}

void outline_print_lessons(struct output *o, const struct outline *m, int topic)
{
	int number = 0;

	print_heading(o, m->course->entries[topic].title);
	for (size_t i = (size_t)topic; i < m->course->n_entries; i++) {
		const struct entry *e = &m->course->entries[i];
		struct buf words;

		if (catalog_topic(m->course, (int)i) != topic)
			break;
		if (!is_chapter(e))
			continue;
		buf_init(&words);
		lesson_words(&words, e, m->progress);
		add_counts(&words, e);
		print_numbered(o, ++number, e->depth > 0 ? e->depth - 1 : 0, e->title, &words);
		buf_done(&words);
	}
}

int outline_lesson(const struct catalog *course, int topic, size_t number)
{
	for (size_t i = (size_t)topic; i < course->n_entries; i++) {
		if (catalog_topic(course, (int)i) != topic)
			break;
		if (is_chapter(&course->entries[i]) && !--number)
			return (int)i;
	}
	return -1;
}
