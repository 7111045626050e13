/* SPDX-License-Identifier: MIT */
/* What a lesson can do besides being read: play diagrams, ask questions, keep bookmarks. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "model/item.h"
#include "ui/lesson_view_internal.h"

enum { LABEL_CELLS = 60 };

static size_t list_find(const struct indexed_list *l, const struct block *b)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i].block == b)
			return i;
	return l->n;
}

/* The block of a list that is nearest to the middle of the window. */
struct nearest {
	const struct indexed_list *list;
	size_t found;		/* list->n = none */
	int distance;
};

static bool look_near(struct lesson_view *v, struct spot p, int i, void *arg)
{
	struct nearest *near = arg;
	const struct row *row = lesson_scroll_row(&v->scroll, p);
	int distance = abs(i - v->scroll.height / 2);
	size_t at;

	if (!row || !row->block || (near->found < near->list->n && distance >= near->distance))
		return true;
	if (!row->block->diagram && !row->block->item)
		return true;
	at = list_find(near->list, row->block);
	if (at == near->list->n)
		return true;
	near->found = at;
	near->distance = distance;
	return true;
}

/* The one that shows nearest to the middle, else the next below the window, else the last. */
static size_t nearest(struct lesson_view *v, const struct indexed_list *l)
{
	struct nearest near = { .list = l, .found = l->n };
	const struct row *row;
	struct spot p;

	lesson_each_row(v, look_near, &near);
	if (near.found < l->n)
		return near.found;
	row = lesson_first_row(v, &p);
	for (size_t i = 0; row && i < l->n; i++)
		if (l->items[i].block->line > row->block->line)
			return i;
	return l->n - 1;
}

static bool is_same(struct spot a, struct spot b)
{
	return a.section == b.section && a.row == b.row;
}

/* The next one after b that shows, around the end if need be; b itself if it is alone. */
static size_t next_visible(struct lesson_view *v, const struct indexed_list *l,
			   const struct block *b)
{
	size_t from = list_find(l, b), i = from;

	do
		i = (i + 1) % l->n;
	while (i != from && !lesson_is_visible(v, l->items[i].block));
	return i;
}

struct action lesson_play(struct lesson_view *v)
{
	const struct indexed_list *l = &v->index.diagrams;
	size_t i;

	lesson_index_complete(&v->index, v->doc);
	if (!l->n) {
		view_say(&v->base, false, "This lesson has no diagram.");
		return action(ACTION_DRAW);
	}
	/* Pressed again without scrolling, f goes on to the next one that shows. */
	if (v->played && is_same(v->played_top, v->scroll.top))
		i = next_visible(v, l, v->played);
	else
		i = nearest(v, l);
	lesson_bring(v, l->items[i].section, l->items[i].block);
	v->played = l->items[i].block;
	v->played_top = v->scroll.top;
	return (struct action){ .kind = ACTION_PLAY, .diagram = v->played->diagram };
}

/* All questions of the lesson, beginning with number `first`. */
static struct action ask_from(struct lesson_view *v, size_t first)
{
	const struct indexed_list *l = &v->index.questions;

	lesson_bring(v, l->items[first].section, l->items[first].block);
	free(v->asked);
	v->asked = xcalloc(l->n, sizeof(const struct item *));
	for (size_t i = 0; i < l->n; i++)
		v->asked[i] = l->items[(first + i) % l->n].block->item;
	return (struct action){ .kind = ACTION_ASK, .items = v->asked, .n_items = l->n };
}

struct action lesson_ask(struct lesson_view *v)
{
	lesson_index_complete(&v->index, v->doc);
	if (!v->index.questions.n) {
		view_say(&v->base, false, "This lesson asks nothing.");
		return action(ACTION_DRAW);
	}
	return ask_from(v, nearest(v, &v->index.questions));
}

struct action lesson_open_live(struct lesson_view *v, const struct block *b)
{
	lesson_index_complete(&v->index, v->doc);
	if (b->diagram)
		return (struct action){ .kind = ACTION_PLAY, .diagram = b->diagram };
	return ask_from(v, list_find(&v->index.questions, b));
}

static bool is_of_lesson(const struct lesson_view *v, const struct bookmark *m)
{
	return !strcmp(m->lesson, v->lesson->id);
}

/* Remembers the last one, since a block shows in many rows and may be long. */
static uint64_t fingerprint(struct lesson_view *v, const struct block *b)
{
	if (v->hashed != b)
		v->fingerprint = block_fingerprint(b);
	v->hashed = b;
	return v->fingerprint;
}

/* True when the bookmark is in this row, which ends where the next row of its block begins. */
static bool is_at_row(struct lesson_view *v, const struct bookmark *m, struct spot p)
{
	const struct row *row = lesson_scroll_row(&v->scroll, p), *next;

	if (!row || !row->block || row->offset > m->place.offset)
		return false;
	if (m->place.fingerprint ? fingerprint(v, row->block) != m->place.fingerprint
				 : row->block->line != m->place.line)
		return false;
	if (row->offset == m->place.offset)
		return row->is_first || row->offset;
	next = lesson_scroll_step(&v->scroll, &p, 1) ? lesson_scroll_row(&v->scroll, p) : NULL;
	return !next || next->block != row->block || next->offset > m->place.offset;
}

static const struct bookmark *bookmark_at(struct lesson_view *v, struct spot p)
{
	for (size_t i = 0; v->progress && i < v->progress->n_bookmarks; i++) {
		const struct bookmark *m = &v->progress->bookmarks[i];

		if (is_of_lesson(v, m) && is_at_row(v, m, p))
			return m;
	}
	return NULL;
}

/* What a bookmark in this row is called: a picture's title, or the words from the row on. */
static void label_words(const struct row *row, struct buf *out)
{
	const struct block *b = row->block;
	struct block_words w;

	if (b->diagram) {
		buf_adds(out, b->diagram->title[0] ? b->diagram->title : "A diagram");
	} else if (b->item && b->item->title[0]) {
		buf_adds(out, b->item->title);
	} else {
		block_words_init(&w);
		block_words_set(&w, b);
		/* Questions count rows, not bytes. */
		buf_adds(out, buf_str(&w.text) +
			      (b->item || row->offset > w.text.len ? 0 : row->offset));
		block_words_done(&w);
	}
}

/* As much of them as fits on one line. */
static void label_make(struct lesson_view *v, const struct row *row)
{
	struct buf words;
	size_t cells, n;

	buf_init(&words);
	label_words(row, &words);
	n = utf8_fit(buf_str(&words), words.len, LABEL_CELLS, &cells);
	buf_clear(&v->label);
	buf_add(&v->label, buf_str(&words), n);
	for (size_t i = 0; i < v->label.len; i++)
		if (v->label.p[i] == '\n' || v->label.p[i] == '\t')
			v->label.p[i] = ' ';
	if (n && n < words.len)
		buf_adds(&v->label, "…");
	buf_done(&words);
}

/* Sets a bookmark at the first row, or takes it away. */
struct action lesson_bookmark(struct lesson_view *v)
{
	struct action a = { .kind = ACTION_BOOKMARK, .path = v->lesson->path, .has_place = true };
	const struct bookmark *m;
	const struct row *row;
	struct spot p;

	row = lesson_first_row(v, &p);
	if (!row) {
		view_say(&v->base, false, "There is nothing here to mark.");
		return action(ACTION_DRAW);
	}
	m = bookmark_at(v, p);
	label_make(v, row);
	a.is_set = !m;
	a.text = m ? m->label : buf_str(&v->label);
	a.place = m ? m->place : (struct place){ row->block->line, row->offset,
						 fingerprint(v, row->block) };
	view_say(&v->base, false, m ? "Bookmark removed." : "Bookmark set; B lists them all.");
	return a;
}

/* ✔ or ✘ instead of a question's "?", and the word at the right where there is room. */
static void mark_answer(const struct lesson_view *v, struct canvas *c, int y, const struct row *row)
{
	const struct item_progress *it = progress_item(v->progress, row->block->item->id);
	int margin = flow_margin(v->scroll.width), x = v->places.flow_x + margin;
	int end = x + v->scroll.measure, most = v->places.text_x + v->places.text_width - margin;
	const char *word;
	enum role role;

	if (!it || !it->n_attempts)
		return;
	word = it->is_last_right ? "✔ right" : "✘ wrong";
	role = it->is_last_right ? ROLE_GOOD : ROLE_BAD;
	end = (end < most ? end : most) - (int)utf8_cells(word, strlen(word));
	canvas_put(c, y, x, x + 1, word, strlen(word), role, ATTR_BOLD);
	if (v->places.flow_x + row->cells + 2 <= end)
		canvas_puts(c, y, end, word, role, 0);
}

void lesson_live_mark(struct lesson_view *v, struct canvas *c, int y, struct spot p)
{
	const struct row *row = lesson_scroll_row(&v->scroll, p);
	int margin = flow_margin(v->scroll.width);

	if (row && row->is_first && row->block && row->block->item)
		mark_answer(v, c, y, row);
	if (bookmark_at(v, p))
		canvas_puts(c, y, v->places.flow_x + (margin > 1), "◆", ROLE_ACCENT, 0);
}
