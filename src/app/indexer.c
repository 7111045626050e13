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
	*x = (struct indexer){
		.catalog = c, .search = s, .n_all = c->n_entries + c->n_scenarios,
	};
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

static bool stamp_of(const struct indexer *x, const char *path, struct file_stamp *ret_stamp)
{
	struct arena a;
	enum err e;

	arena_init(&a);
	e = file_stamp(path_join(&a, x->catalog->root, path), ret_stamp);
	arena_done(&a);
	return e == ERR_OK;
}

static bool is_fresh(struct indexer *x, const char *path)
{
	struct file_stamp stamp;

	return stamp_of(x, path, &stamp) && search_is_fresh(x->search, path, &stamp);
}

/* Takes up a lesson: from here on x->lesson is what to read, if it must be read. */
static void next_lesson(struct indexer *x, const struct entry *e)
{
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

static void add_passage(struct indexer *x, const struct block *heading, int line,
			const struct buf *text)
{
	struct buf words;

	buf_init(&words);
	if (heading)
		text_plain(&heading->text, &words);
	if (heading || text->len)
		note(x, search_add(x->search, &(struct search_passage){
			.heading = buf_str(&words), .heading_id = heading ? heading->id : "",
			.line = line, .text = buf_str(text), .len = text->len,
		}));
	buf_done(&words);
}

/* Adds the next section, which may hold several headings; questions would tell their answers. */
static void next_section(struct indexer *x)
{
	const struct block *first = doc_section(x->lesson->doc, x->section++), *heading = NULL;
	struct buf text;

	buf_init(&text);
	for (const struct block *b = first; b; b = b->next) {
		if (b->kind != BLOCK_HEADING) {
			add_block(&text, b);
			continue;
		}
		if (b != first)
			add_passage(x, heading, heading ? heading->line : first->line, &text);
		buf_clear(&text);
		heading = b;
	}
	if (first)
		add_passage(x, heading, heading ? heading->line : first->line, &text);
	buf_done(&text);
}

static void add_blocks(struct buf *out, const struct block *b)
{
	for (; b; b = b->next)
		add_block(out, b);
}

static void add_question(struct indexer *x, const struct item *it)
{
	struct buf text;

	buf_init(&text);
	add_blocks(&text, it->stem);
	for (size_t i = 0; i < it->n_options; i++)
		add_blocks(&text, it->options[i].text);
	note(x, search_add(x->search, &(struct search_passage){
		.heading = it->title, .heading_id = it->id, .line = it->line,
		.text = buf_str(&text), .len = text.len, .is_question = true,
	}));
	buf_done(&text);
}

static void next_scenarios(struct indexer *x, const struct scenario_file *f)
{
	const char *title = catalog_scenario_title(x->catalog, f->path);
	struct file_stamp stamp;
	struct item_set set;

	/* The stamp comes first: a file that changes meanwhile is read again next time. */
	if (!stamp_of(x, f->path, &stamp) || search_is_fresh(x->search, f->path, &stamp) ||
	    !begin(x))
		return;
	note(x, search_add_file(x->search, f->path, title, &stamp));
	course_scenario(x->catalog, f->path, NULL, &set);
	for (size_t i = 0; i < set.n_items; i++)
		add_question(x, set.items[i]);
	item_set_done(&set);
}

static void next_file(struct indexer *x)
{
	const struct catalog *c = x->catalog;
	size_t i = x->n_done++;

	if (i < c->n_entries)
		next_lesson(x, &c->entries[i]);
	else
		next_scenarios(x, &c->scenarios[i - c->n_entries]);
}

static void forget_lesson(struct indexer *x)
{
	lesson_free(x->lesson);
	x->lesson = NULL;
}

static void forget_others(struct indexer *x)
{
	const struct catalog *c = x->catalog;
	const char **keep = xcalloc(x->n_all + 1, sizeof(*keep));
	size_t n = 0;

	for (size_t i = 0; i < c->n_entries; i++)
		if (c->entries[i].kind == ENTRY_LESSON)
			keep[n++] = c->entries[i].path;
	for (size_t i = 0; i < c->n_scenarios; i++)
		keep[n++] = c->scenarios[i].path;
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
		} else if (x->n_done < x->n_all) {
			next_file(x);
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
