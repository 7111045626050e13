/* SPDX-License-Identifier: MIT */
/* A lesson in the line mode: rows, diagrams as transcripts, questions where they stand. */
#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "cli/diagrams.h"
#include "cli/plain.h"
#include "cli/stream.h"
#include "course/course.h"
#include "layout/flow.h"

enum { PROMPT_ROWS = 3, PERMILLE = 1000 };

struct reading {
	struct plain *plain;
	struct lesson *lesson;
	int entry;			/* -1 = not listed */
	struct flow_options options;
	const struct block *heading;	/* the last one that was printed */
	const struct block *live;	/* the diagram or question whose rows are being left out */
	struct place place;		/* of the row printed last */
	const struct block *placed;	/* the block it lies in */
	int permille;
	int saved_permille;		/* as the store has it; -1 = not yet */
	int n_rows;			/* printed since the last pause */
	struct target next;		/* where to go; TARGET_NONE while the lesson is read */
};

static struct output *out(const struct reading *r)
{
	return &r->plain->cli->out;
}

static void save_place(struct reading *r, bool is_end)
{
	struct store *s = r->plain->cli->store;

	if (!s || (r->permille == r->saved_permille && !is_end))
		return;
	r->saved_permille = r->permille;
	plain_recorded(r->plain, store_place(s, cli_now(), r->lesson->id, &r->place, r->permille,
					     is_end));
}

/* What is left behind: "back" returns to it. */
static void leave(struct reading *r, struct target next, bool is_back)
{
	struct plain *p = r->plain;
	struct target here = target(TARGET_LESSON);

	r->next = next;
	if (is_back)
		return;
	here.entry = r->entry;
	here.path = arena_strdup(&p->cli->arena, r->lesson->path);
	here.place = r->place;
	here.has_place = r->place.line > 0;
	*vec_push(p->visits, p->n_visits, p->cap_visits) = here;
}

static void set_bookmark(struct reading *r)
{
	struct store *s = r->plain->cli->store;
	enum err e = ERR_READ_ONLY;
	struct buf label;

	buf_init(&label);
	if (r->heading)
		text_plain(&r->heading->text, &label);
	else
		buf_adds(&label, r->lesson->title);
	if (s)
		e = store_bookmark(s, cli_now(), r->lesson->id, &r->place, buf_str(&label), true);
	if (e == ERR_OK)
		output_printf(out(r), "Bookmark set at \"%s\".\n", buf_str(&label));
	else
		output_printf(out(r), "The bookmark cannot be saved: %s.\n", err_text(e));
	buf_done(&label);
}

static void list_contents(struct reading *r)
{
	struct doc *d = r->lesson->doc;
	struct arena *a = &r->plain->cli->arena;

	plain_list_clear(r->plain);
	for (size_t i = 0; i < d->n_sections; i++) {
		for (const struct block *b = doc_section(d, i); b; b = block_walk(b)) {
			struct target t = target(TARGET_LESSON);
			struct buf text;

			if (b->kind != BLOCK_HEADING)
				continue;
			t.entry = r->entry;
			t.path = arena_strdup(a, r->lesson->path);
			t.anchor = arena_strdup(a, b->id);
			buf_init(&text);
			buf_pad(&text, ' ', 2 * (size_t)(b->level - 1));
			text_plain(&b->text, &text);
			plain_list_add(r->plain, t, buf_str(&text));
			buf_done(&text);
		}
	}
	if (!r->plain->n_targets)
		output_puts(out(r), "This lesson has no headings.\n");
}

static struct target link_target(struct reading *r, const char *url)
{
	struct cli *c = r->plain->cli;
	struct target t = target(TARGET_SAY);
	const char *path, *anchor;

	switch (course_link(c->course, r->lesson->path, url, &c->arena, &path, &anchor)) {
	case LINK_LESSON:
		t.kind = TARGET_LESSON;
		t.path = path;
		t.anchor = anchor;
		t.entry = catalog_find(c->course, path);
		break;
	case LINK_EXTERNAL:
		t.text = arena_printf(&c->arena, "It leads out of the course: %s", url);
		break;
	case LINK_MISSING:
		t.text = arena_printf(&c->arena, "There is no such file: %s", url);
		break;
	case LINK_OUTSIDE:
		t.text = arena_printf(&c->arena, "It leads out of the course folder: %s", url);
		break;
	}
	return t;
}

static void list_text_links(struct reading *r, const struct text *text)
{
	struct arena *a = &r->plain->cli->arena;
	struct buf words;

	buf_init(&words);
	for (uint32_t i = 0; i < text->n; i++) {
		const struct span *s = &text->spans[i];
		bool goes_on = i + 1 < text->n && (s[1].flags & SPAN_LINK) && s[1].url == s->url;

		if (!(s->flags & SPAN_LINK))
			continue;
		buf_add(&words, s->text, s->len);
		if (goes_on)
			continue;
		plain_list_add(r->plain, link_target(r, s->url),
			       arena_printf(a, "%s (%s)", buf_str(&words), s->url));
		buf_clear(&words);
	}
	buf_done(&words);
}

static void list_table_links(struct reading *r, const struct table *t)
{
	for (uint32_t i = 0; i < t->n_columns * t->n_rows; i++)
		list_text_links(r, &t->cells[i]);
}

static void list_links(struct reading *r)
{
	struct doc *d = r->lesson->doc;

	plain_list_clear(r->plain);
	for (size_t i = 0; i < d->n_sections; i++) {
		for (const struct block *b = doc_section(d, i); b; b = block_walk(b)) {
			list_text_links(r, &b->text);
			if (b->table)
				list_table_links(r, b->table);
		}
	}
	if (!r->plain->n_targets)
		output_puts(out(r), "This lesson has no links.\n");
}

static struct target next_lesson(const struct reading *r)
{
	const struct catalog *course = r->plain->cli->course;
	struct target t = target(TARGET_LESSON);

	t.entry = r->entry >= 0 ? catalog_next(course, r->entry) : -1;
	if (t.entry < 0)
		return target(TARGET_MENU);
	t.path = course->entries[t.entry].path;
	return t;
}

static struct target own_quiz(const struct reading *r, const struct said *said)
{
	struct target t = target(TARGET_QUIZ);

	if (*said->text)
		return plain_act(r->plain, said);
	t.entry = catalog_topic(r->plain->cli->course, r->entry);
	return t;
}

/* Words that mean something only here, then those that mean something everywhere. */
static void act(struct reading *r, const struct said *said)
{
	struct target t = target(TARGET_NONE);

	switch (said->word) {
	case WORD_BOOKMARK:
		set_bookmark(r);
		break;
	case WORD_CONTENTS:
		list_contents(r);
		break;
	case WORD_LINKS:
		list_links(r);
		break;
	case WORD_NEXT:
		t = next_lesson(r);
		break;
	case WORD_QUIZ:
		t = own_quiz(r, said);
		break;
	case WORD_AGAIN:
		t = target(TARGET_LESSON);
		t.entry = r->entry;
		t.path = arena_strdup(&r->plain->cli->arena, r->lesson->path);
		break;
	default:
		t = plain_act(r->plain, said);
		break;
	}
	if (t.kind != TARGET_NONE)
		leave(r, t, said->word == WORD_BACK || said->word == WORD_AGAIN);
}

/* Talks until Enter, or until the lesson is left. */
static void talk(struct reading *r, const char *offer)
{
	while (r->next.kind == TARGET_NONE) {
		struct said said = talk_ask(out(r), &r->plain->input, offer);

		if (said.word == WORD_ENTER)
			return;
		act(r, &said);
	}
}

static void pause_reading(struct reading *r)
{
	char offer[120];

	save_place(r, false);
	snprintf(offer, sizeof(offer),
		 "-- %d %% -- Enter for more (bookmark, contents, links, menu, help, quit):",
		 r->permille / 10);
	talk(r, offer);
	r->n_rows = 0;
}

/* On a terminal, stops before the first rows of the page are lost. */
static void count_rows(struct reading *r, int n)
{
	r->n_rows += n;
	if (r->plain->input.is_terminal && out(r)->is_terminal &&
	    r->n_rows >= output_height(out(r)) - PROMPT_ROWS)
		pause_reading(r);
}

/* The diagram's number in the lesson, from 1. */
static size_t diagram_number(struct doc *d, const struct diagram *diagram)
{
	size_t number = 0;

	for (size_t i = 0; i < d->n_sections; i++) {
		for (const struct block *b = doc_section(d, i); b; b = block_walk(b)) {
			number += b->kind == BLOCK_DIAGRAM && b->diagram;
			if (b->diagram == diagram)
				return number;
		}
	}
	return number;
}

static void tell_diagram(struct reading *r, const struct diagram *d)
{
	struct store *s = r->plain->cli->store;
	size_t number = *d->title ? 0 : diagram_number(r->lesson->doc, d);
	struct arena *a = &r->plain->cli->arena;
	const char *name = diagram_name(a, d, number);
	const char *word = *d->title ? "Diagram: " : arena_printf(a, "Diagram %zu\n\n", number);
	int n_lines = diagram_print(out(r), d, word, flow_margin(r->options.width),
				    stream_edge(&r->options));

	if (s)
		plain_recorded(r->plain, store_played(s, cli_now(), r->lesson->id, name));
	count_rows(r, n_lines);
}

static const char *topic_id(const struct reading *r)
{
	int topic = catalog_topic(r->plain->cli->course, r->entry);

	return topic >= 0 ? r->plain->cli->course->entries[topic].id : "";
}

static void ask_question(struct reading *r, const struct item *it)
{
	struct asker *a = &r->plain->asker;
	enum asked asked;
	struct said said;

	if (r->plain->input.is_ended) {
		ask_print(a, it, "Check yourself");
		return;
	}
	save_place(r, false);
	do {
		asked = ask_item(a, it, topic_id(r), "Check yourself", &said);
		if (asked == ASKED_WORD) {
			act(r, &said);
			output_puts(out(r), "\n");
		}
		/* Who looked at the contents meanwhile still has the question to answer. */
	} while (asked == ASKED_WORD && r->next.kind == TARGET_NONE);
	if (asked == ASKED_END && input_is_interrupted())
		r->next = target(TARGET_QUIT);
	r->n_rows = 0;
}

/* What stands in the place of a diagram's or question's rows; told at the first of them. */
static void tell_live(struct reading *r, const struct block *b)
{
	if (r->live == b)
		return;
	r->live = b;
	if (b->kind == BLOCK_DIAGRAM)
		tell_diagram(r, b->diagram);
	else
		ask_question(r, b->item);
}

static void print_row(struct reading *r, const struct flow *f, size_t i)
{
	struct buf *row;

	if (stream_is_ornament(&f->rows[i]))
		return;
	row = output_begin_row(out(r));
	flow_print(f, i, row, NULL, 0);
	output_end_row(out(r));
	count_rows(r, 1);
}

static void note_place(struct reading *r, const struct row *row, size_t section, size_t i,
		       size_t n_rows)
{
	const struct doc *d = r->lesson->doc;
	const struct section *s = &d->sections[section];
	size_t bytes = s->offset + s->len * i / n_rows;

	/* A block may have a million rows: its words are looked at once. */
	if (r->placed != row->block)
		r->place.fingerprint = block_fingerprint(row->block);
	r->placed = row->block;
	r->place.line = row->block->line;
	r->place.offset = row->offset;
	r->permille = d->len ? (int)(bytes * PERMILLE / d->len) : PERMILLE;
	if (row->block->kind == BLOCK_HEADING)
		r->heading = row->block;
}

static bool is_live(const struct block *b)
{
	if (!b)
		return false;
	return (b->kind == BLOCK_DIAGRAM && b->diagram) || (b->kind == BLOCK_QUESTION && b->item);
}

static bool goes_on(const struct reading *r)
{
	return r->next.kind == TARGET_NONE && !out(r)->error && !input_is_interrupted();
}

/* Rows of one section, from the one that shows the place to begin at. */
static void read_section(struct reading *r, size_t section, const struct block *from,
			 uint32_t offset)
{
	const struct block *first = doc_section(r->lesson->doc, section);
	struct flow f;

	if (!first)
		return;
	flow_init(&f, first, &r->options);
	for (size_t i = from ? flow_find(&f, from, offset) : 0; i < f.n_rows && goes_on(r); i++) {
		const struct row *row = &f.rows[i];

		if (row->block)
			note_place(r, row, section, i, f.n_rows);
		if (is_live(row->block))
			tell_live(r, row->block);
		else
			print_row(r, &f, i);
	}
	flow_done(&f);
}

/* Where to begin: a heading, a place, a line, else the start. */
static const struct block *find_start(struct reading *r, const struct target *what,
				      size_t *ret_section, uint32_t *ret_offset)
{
	struct doc *d = r->lesson->doc;
	struct place place = { .line = what->line };
	const struct block *b;

	*ret_section = 0;
	*ret_offset = 0;
	if (what->anchor && *what->anchor) {
		b = doc_find_heading(d, what->anchor, ret_section);
		if (!b)
			output_printf(out(r), "There is no heading #%s: here is the start.\n\n",
				      what->anchor);
		return b;
	}
	if (what->has_place)
		place = what->place;
	if (!place.line)
		return NULL;
	*ret_offset = place.offset;
	return doc_find_place(d, &place, ret_section);
}

static void print_title(struct reading *r)
{
	struct cli *c = r->plain->cli;
	const struct lesson *l = r->lesson;
	const char *title = r->entry < 0 ? l->title
					 : catalog_breadcrumb(c->course, r->entry, &c->arena);

	output_printf(out(r), "Lesson: %s", title);
	if (l->minutes)
		output_printf(out(r), " (%d minutes)", l->minutes);
	output_puts(out(r), "\n\n");
}

static void read_all(struct reading *r, const struct target *what)
{
	struct doc *d = r->lesson->doc;
	uint32_t offset;
	size_t start;
	const struct block *from = find_start(r, what, &start, &offset);

	for (size_t i = start; i < d->n_sections && goes_on(r); i++) {
		const struct block *first = doc_section(d, i);

		if (first && i > start)
			output_puts(out(r), "\n");
		read_section(r, i, i == start ? from : NULL, offset);
	}
}

static void offer_next(struct reading *r)
{
	struct target next = next_lesson(r);
	struct arena *a = &r->plain->cli->arena;
	const char *to = "the menu";

	if (next.entry >= 0)
		to = arena_printf(a, "the next lesson, %s",
				  r->plain->cli->course->entries[next.entry].title);
	r->permille = PERMILLE;
	save_place(r, true);
	if (r->plain->input.is_ended) {
		r->next = target(TARGET_QUIT);
		return;
	}
	output_puts(out(r), "\n");
	talk(r, arena_printf(a, "End of the lesson. Enter for %s (again, links, quiz, back, menu, "
				"help, quit):", to));
	if (r->next.kind == TARGET_NONE)
		leave(r, next, false);
}

static struct target read_lesson(struct reading *r, const struct target *what)
{
	struct store *s = r->plain->cli->store;

	if (s)
		plain_recorded(r->plain, store_opened(s, cli_now(), r->lesson->id));
	print_title(r);
	read_all(r, what);
	if (goes_on(r))
		offer_next(r);
	else if (r->place.line)
		save_place(r, false);
	return r->next.kind == TARGET_NONE ? target(TARGET_QUIT) : r->next;
}

struct target plain_lesson(struct plain *p, const struct target *what)
{
	struct reading r = {
		.plain = p,
		.entry = what->entry,
		.options = { .width = p->asker.width, .measure = p->cli->config.measure },
		.saved_permille = -1,
		.next = target(TARGET_NONE),
	};
	struct target next;
	enum err e = course_lesson(p->cli->course, what->path, NULL, &r.lesson);

	if (e != ERR_OK) {
		next = target(TARGET_SAY);
		next.text = arena_printf(&p->cli->arena, "%s cannot be read: %s.",
					 text_shown(&p->cli->arena, what->path), err_text(e));
		return next;
	}
	next = read_lesson(&r, what);
	lesson_free(r.lesson);
	return next;
}
