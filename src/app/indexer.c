/* SPDX-License-Identifier: MIT */
#include "app/indexer.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "model/diagram.h"

enum { SLICE_NS = 4 * 1000000 };

void indexer_init(struct indexer *x, const struct catalog *c, struct search *s)
{
	*x = (struct indexer){ .catalog = c, .search = s };
}

static void note(struct indexer *x, enum err e)
{
	if (x->error == ERR_OK)
		x->error = e;
}

/* Opens the transaction at the first change: an index that is up to date is only read. */
static bool begin(struct indexer *x)
{
	if (!x->is_changing) {
		enum err e = search_begin(x->search);

		note(x, e);
		x->is_changing = e == ERR_OK;
	}
	return x->is_changing;
}

static bool is_fresh(struct indexer *x, const char *path)
{
	struct arena a;
	struct file_stamp stamp;
	bool fresh;

	arena_init(&a);
	fresh = file_stamp(path_join(&a, x->catalog->root, path), &stamp) == ERR_OK &&
		search_is_fresh(x->search, path, &stamp);
	arena_done(&a);
	return fresh;
}

/* Takes up the next entry: from here on x->lesson is what to read, if it must be read. */
static void next_entry(struct indexer *x)
{
	const struct entry *e = &x->catalog->entries[x->n_done++];

	if (e->kind != ENTRY_LESSON || is_fresh(x, e->path) || !begin(x))
		return;
	/* A lesson that cannot be read is missing from the menu's view too: not an error here. */
	if (course_lesson(x->catalog, e->path, NULL, &x->lesson) != ERR_OK)
		return;
	x->section = 0;
	note(x, search_add_file(x->search, x->lesson->path, x->lesson->title, &x->lesson->stamp));
}

static void add_words(struct buf *out, const char *text)
{
	if (!text || !text[0])
		return;
	buf_adds(out, text);
	buf_addc(out, '\n');
}

/* What a diagram shows and tells, without the notation it is written in. */
static void add_diagram(struct buf *out, const struct diagram *d)
{
	add_words(out, d->title);
	for (size_t i = 0; i < d->n_participants; i++)
		add_words(out, d->participants[i].label);
	for (size_t i = 0; i < d->n_steps; i++) {
		add_words(out, d->steps[i].text);
		add_words(out, d->steps[i].narration);
	}
}

static void add_block(struct buf *out, const struct block *b)
{
	if (b->kind == BLOCK_DIAGRAM && b->diagram)
		add_diagram(out, b->diagram);
	else if (b->kind != BLOCK_QUESTION)
		block_plain_text(b, out);
}

/* Adds the next section as one passage; questions would tell their answers. */
static void next_section(struct indexer *x)
{
	const struct block *first = doc_section(x->lesson->doc, x->section++);
	bool has_heading = first && first->kind == BLOCK_HEADING;
	struct buf heading, text;

	buf_init(&heading);
	buf_init(&text);
	if (has_heading)
		text_plain(&first->text, &heading);
	for (const struct block *b = has_heading ? first->next : first; b; b = b->next)
		add_block(&text, b);
	if (first)
		note(x, search_add(x->search, buf_str(&heading), has_heading ? first->id : "",
				   first->line, buf_str(&text), text.len));
	buf_done(&heading);
	buf_done(&text);
}

static void forget_lesson(struct indexer *x)
{
	lesson_free(x->lesson);
	x->lesson = NULL;
}

static void forget_others(struct indexer *x)
{
	const struct catalog *c = x->catalog;
	const char **keep = xcalloc(c->n_entries + 1, sizeof(*keep));
	size_t n = 0;

	for (size_t i = 0; i < c->n_entries; i++)
		if (c->entries[i].kind == ENTRY_LESSON)
			keep[n++] = c->entries[i].path;
	note(x, search_retain(x->search, keep, n));
	free(keep);
}

bool indexer_step(struct indexer *x)
{
	int64_t end_ns = clock_monotonic_ns() + SLICE_NS;

	while (x->error == ERR_OK && clock_monotonic_ns() < end_ns) {
		if (x->lesson && x->section < x->lesson->doc->n_sections) {
			next_section(x);
		} else if (x->lesson) {
			forget_lesson(x);
		} else if (x->n_done < x->catalog->n_entries) {
			next_entry(x);
		} else {
			forget_others(x);
			return false;
		}
	}
	return x->error == ERR_OK;
}

void indexer_done(struct indexer *x)
{
	static const struct file_stamp never = { 0 };

	/* A file of which only a part was read must be read again. */
	if (x->lesson) {
		search_add_file(x->search, x->lesson->path, x->lesson->title, &never);
		forget_lesson(x);
	}
	if (x->is_changing)
		note(x, search_commit(x->search));
	x->is_changing = false;
}
