/* SPDX-License-Identifier: MIT */
#include "ui/lesson_view.h"

#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "ui/global_key.h"
#include "ui/lesson_view_internal.h"
#include "ui/motion.h"

enum {
	COUNT_MOST = 99999999,
	WIDTH_UNSEEN = 80, HEIGHT_UNSEEN = 21,	/* of the window before it was drawn */
};

static const struct key_help keys[] = {
	{ "↑↓ j k", "scroll", true },
	{ "o t", "contents", true },
	{ "/", "find", true },
	{ "Tab", "link", true },
	{ "f", "diagram", true },
	{ "e", "question", true },
	MOTION_HELP,
	{ "12G", "to line 12", false },
	{ "n N", "next, previous hit", false },
	{ "S", "search the course", false },
	{ "Shift-Tab", "previous link", false },
	{ "Enter", "follow; next lesson", false },
	{ "] [", "next, previous lesson", false },
	{ "Backspace H", "back in history", false },
	{ "L", "forward in history", false },
	{ "b", "bookmark on, off", false },
	{ "s", "sources", false },
	{ "B", "bookmarks", false },
	{ "p", "progress", false },
	{ "R", "read the file again", false },
	{ "q Esc", "back", true },
	{ "? F1", "help", true },
	{ NULL, NULL, false },
};

void lesson_each_row(struct lesson_view *v, lesson_visit *visit, void *arg)
{
	struct spot p = v->scroll.top;

	for (int i = 0; i < v->scroll.height; i++) {
		if (!visit(v, p, i, arg) || !lesson_scroll_step(&v->scroll, &p, 1))
			return;
	}
}

const struct row *lesson_first_row(struct lesson_view *v, struct spot *ret_spot)
{
	struct spot p = v->scroll.top;

	if (!lesson_scroll_first_text(&v->scroll, &p)) {
		/* Only the tail shows: the last words above it. */
		while (lesson_scroll_step(&v->scroll, &p, -1)) {
			const struct row *row = lesson_scroll_row(&v->scroll, p);

			if (row && row->block)
				break;
		}
	}
	*ret_spot = p;
	return lesson_scroll_row(&v->scroll, p);
}

struct presence {
	const struct block *block;
	bool is_there;
};

static bool look_for(struct lesson_view *v, struct spot p, int i, void *arg)
{
	const struct row *row = lesson_scroll_row(&v->scroll, p);
	struct presence *look = arg;

	(void)i;
	look->is_there = row && row->block == look->block;
	return !look->is_there;
}

bool lesson_is_visible(struct lesson_view *v, const struct block *b)
{
	struct presence look = { b, false };

	lesson_each_row(v, look_for, &look);
	return look.is_there;
}

void lesson_bring(struct lesson_view *v, size_t section, const struct block *b)
{
	if (!lesson_is_visible(v, b))
		lesson_scroll_show(&v->scroll, section, b, 0, v->scroll.height > 4);
}

static struct action open_lesson(struct lesson_view *v, const char *path, const char *none)
{
	if (path)
		return (struct action){ .kind = ACTION_OPEN, .path = path };
	view_say(&v->base, false, "%s", none);
	return action(ACTION_DRAW);
}

static struct action open_next(struct lesson_view *v)
{
	return open_lesson(v, v->next_path, "This is the last lesson.");
}

static struct action follow(struct lesson_view *v, const char *url)
{
	v->focus = url;
	return (struct action){ .kind = ACTION_FOLLOW, .path = url };
}

static struct action enter(struct lesson_view *v)
{
	if (v->focus)
		return follow(v, v->focus);
	if (lesson_scroll_is_at_end(&v->scroll) && v->next_path)
		return open_next(v);
	view_say(&v->base, false, "Tab moves to a link, Enter then follows it.");
	return action(ACTION_DRAW);
}

/* Escape ends one thing after the other: the search, the choice of a link, the reading. */
static struct action escape(struct lesson_view *v)
{
	if (v->find.query)
		lesson_find_clear(v);
	else if (v->focus)
		v->focus = NULL;
	else
		return action(ACTION_BACK);
	return action(ACTION_DRAW);
}

static void go_to_line(struct lesson_view *v, int line)
{
	struct place p = { .line = line };
	size_t section;
	const struct block *b = doc_find_place(v->doc, &p, &section);

	if (b)
		lesson_scroll_show(&v->scroll, section, b, 0, 0);
}

static struct action move(struct lesson_view *v, enum motion m, int count)
{
	ptrdiff_t lines = motion_lines(m, v->scroll.height);

	if (count && (m == MOTION_END || m == MOTION_HOME)) {
		go_to_line(v, count);
		return action(ACTION_DRAW);
	}
	if (count && (m == MOTION_UP || m == MOTION_DOWN))
		lines *= count;
	lesson_scroll_move(&v->scroll, lines);
	return action(ACTION_DRAW);
}

/* "12" before G: digits make a number, a leading zero does not. */
static bool take_digit(struct lesson_view *v, struct key k)
{
	if (k.code != K_CHAR || k.ch < '0' || k.ch > '9' || (k.ch == '0' && !v->count))
		return false;
	if (v->count <= COUNT_MOST / 10)
		v->count = v->count * 10 + (int)(k.ch - '0');
	return true;
}

/* Shows the sources below the text, or puts them away. */
static struct action sources(struct lesson_view *v)
{
	int width = v->tail.width;

	if (!v->lesson->n_sources) {
		view_say(&v->base, false, "This lesson names no sources.");
		return action(ACTION_DRAW);
	}
	v->shows_sources = !v->shows_sources;
	v->tail.width = 0;
	lesson_tail_make(v, width);
	lesson_scroll_resize(&v->scroll, v->scroll.width, v->scroll.height, v->tail.n_rows);
	if (v->shows_sources) {
		v->is_at_sources = true;
		v->before_sources = v->scroll.top;
		lesson_scroll_move(&v->scroll, MOTION_FAR);
	} else if (v->is_at_sources) {
		v->is_at_sources = false;
		lesson_scroll_show_spot(&v->scroll, v->before_sources, 0);
	}
	return action(ACTION_DRAW);
}

static struct action letter(struct lesson_view *v, char32_t ch)
{
	switch (ch) {
	case 'o':
	case 't':
		lesson_contents_toggle(v);
		return action(ACTION_DRAW);
	case '/':
		lesson_find_prompt(v);
		return action(ACTION_DRAW);
	case 'S':
		return (struct action){ .kind = ACTION_SEARCH, .text = v->find.query };
	case 'n':
		return lesson_find_step(v, 1);
	case 'N':
		return lesson_find_step(v, -1);
	case 'f':
		return lesson_play(v);
	case 'e':
		return lesson_ask(v);
	case 'b':
		return lesson_bookmark(v);
	case 's':
		return sources(v);
	case ']':
		return open_next(v);
	case '[':
		return open_lesson(v, v->previous_path, "This is the first lesson.");
	case 'H':
		return action(ACTION_HISTORY_BACK);
	case 'L':
		return action(ACTION_HISTORY_FORWARD);
	case 'R':
		return action(ACTION_RELOAD);
	default:
		return action(ACTION_NONE);
	}
}

struct under {
	int y;
	const struct block *block;
};

static bool block_under(struct lesson_view *v, struct spot p, int i, void *arg)
{
	struct under *u = arg;
	const struct row *row;

	if (v->places.y + i != u->y)
		return true;
	row = lesson_scroll_row(&v->scroll, p);
	u->block = row ? row->block : NULL;
	return false;
}

/* A click follows a link, and opens a diagram or a question. */
static struct action click(struct lesson_view *v, struct key k)
{
	const char *url = lesson_link_at(v, k.y, k.x);
	const struct indexed *heading = lesson_outline_at(v, k.y, k.x);
	struct under u = { k.y, NULL };

	if (url)
		return follow(v, url);
	if (heading) {
		lesson_scroll_show(&v->scroll, heading->section, heading->block, 0, 0);
		return action(ACTION_DRAW);
	}
	lesson_each_row(v, block_under, &u);
	if (u.block && (u.block->diagram || u.block->item))
		return lesson_open_live(v, u.block);
	return action(ACTION_NONE);
}

static struct action own_key(struct lesson_view *v, struct key k)
{
	switch (k.code) {
	case K_CHAR:
		return letter(v, k.ch);
	case K_TAB:
		return lesson_link_step(v, 1);
	case K_BACKTAB:
		return lesson_link_step(v, -1);
	case K_ENTER:
		return enter(v);
	case K_BACKSPACE:
		return action(ACTION_HISTORY_BACK);
	case K_ESCAPE:
		return escape(v);
	case K_MOUSE:
		if (k.mouse == MOUSE_PRESS)
			return click(v, k);
		return action(ACTION_NONE);
	default:
		return action(ACTION_NONE);
	}
}

static struct action text_key(struct lesson_view *v, struct key k)
{
	struct action a;
	int count;

	if (take_digit(v, k))
		return action(ACTION_DRAW);
	count = v->count;
	v->count = 0;
	a = own_key(v, k);
	if (a.kind != ACTION_NONE)
		return a;
	if (motion_of(k) != MOTION_NONE)
		return move(v, motion_of(k), count);
	return global_key(k);
}

/* Keys may come before the first frame: then for a usual window. */
static void ensure_size(struct lesson_view *v)
{
	if (v->scroll.width)
		return;
	lesson_tail_make(v, WIDTH_UNSEEN);
	lesson_scroll_resize(&v->scroll, WIDTH_UNSEEN, HEIGHT_UNSEEN, v->tail.n_rows);
}

static struct action lesson_key(struct view *base, struct key k, int64_t now_ns)
{
	struct lesson_view *v = (struct lesson_view *)base;

	(void)now_ns;
	ensure_size(v);
	if (v->find.is_typing) {
		struct action a = lesson_find_key(v, k);

		return a.kind == ACTION_NONE && k.code != K_CHAR && k.code != K_MOUSE
			       ? global_key(k) : a;
	}
	/* The pane has the keys, and a click says who has them from now on. */
	if (v->contents.is_open && k.code == K_MOUSE && v->places.text_width)
		v->contents.has_focus = k.x < v->places.pane_x + v->places.pane_width;
	if (v->contents.is_open && v->contents.has_focus)
		return lesson_contents_key(v, k);
	return text_key(v, k);
}

static bool lesson_work(struct view *base)
{
	struct lesson_view *v = (struct lesson_view *)base;
	bool was_complete = v->index.is_complete;

	if (lesson_find_slice(v))
		return true;
	lesson_index_slice(&v->index, v->doc, INDEX_SLICE_BYTES);
	if (v->index.is_complete && !was_complete)
		v->is_changed = true;
	return !v->index.is_complete;
}

/* What work found is to be seen at once. */
static int64_t lesson_next_ns(const struct view *base, int64_t now_ns)
{
	return ((const struct lesson_view *)base)->is_changed ? now_ns : -1;
}

static bool lesson_is_typing(const struct view *base)
{
	const struct lesson_view *v = (const struct lesson_view *)base;

	return v->find.is_typing || (v->contents.has_focus && v->contents.is_filtering);
}

static void lesson_view_free(struct view *base)
{
	struct lesson_view *v = (struct lesson_view *)base;

	lesson_scroll_done(&v->scroll);
	lesson_index_done(&v->index);
	lesson_tail_done(&v->tail);
	lesson_find_done(&v->find);
	lesson_contents_done(&v->contents);
	buf_done(&v->label);
	free(v->asked);
	free(v->breadcrumb);
	free(v->next_path);
	free(v->next_title);
	free(v->previous_path);
	free(v);
}

static const struct view_class lesson_class = {
	.name = "lesson",
	.help_title = "Reading a lesson",
	.keys = keys,
	.draw = lesson_draw,
	.key = lesson_key,
	.next_ns = lesson_next_ns,
	.work = lesson_work,
	.is_typing = lesson_is_typing,
	.free = lesson_view_free,
};

static char *copy(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

static void go_to_place(struct lesson_view *v, const struct place *p)
{
	size_t section;
	const struct block *b = doc_find_place(v->doc, p, &section);

	if (b)
		lesson_scroll_show(&v->scroll, section, b, p->offset, 0);
}

bool lesson_view_go(struct view *base, const char *anchor)
{
	struct lesson_view *v = (struct lesson_view *)base;
	size_t section;
	const struct block *b = doc_find_heading(v->doc, anchor, &section);

	if (b)
		lesson_scroll_show(&v->scroll, section, b, 0, 0);
	return b != NULL;
}

static void go_to_start(struct lesson_view *v, const struct lesson_state *s)
{
	if (s->find && s->find[0]) {
		if (s->first_line)
			go_to_line(v, s->first_line);
		lesson_find_begin(v, s->find, true, s->first_line);
	} else if (s->anchor && s->anchor[0]) {
		lesson_view_go(&v->base, s->anchor);
	} else if (s->place) {
		go_to_place(v, s->place);
	}
}

struct view *lesson_view_new(const struct lesson_state *s)
{
	struct lesson_view *v = xcalloc(1, sizeof(*v));

	v->base.class = &lesson_class;
	v->lesson = s->lesson;
	v->doc = s->lesson->doc;
	v->breadcrumb = xstrdup(s->breadcrumb ? s->breadcrumb : s->lesson->title);
	v->next_path = copy(s->next_path);
	v->next_title = copy(s->next_title);
	v->previous_path = copy(s->previous_path);
	v->number = s->number;
	v->n_lessons = s->n_lessons;
	v->progress = s->progress;
	lesson_scroll_init(&v->scroll, v->doc, s->measure ? s->measure : FLOW_MEASURE);
	lesson_find_init(&v->find);
	lesson_contents_init(&v->contents);
	arena_init(&v->tail.arena);
	buf_init(&v->label);
	go_to_start(v, s);
	return &v->base;
}

struct place lesson_view_place(struct view *base, int *ret_permille, bool *ret_is_end)
{
	struct lesson_view *v = (struct lesson_view *)base;
	struct spot top, p;
	const struct row *row;

	ensure_size(v);
	/* The place is where the sources were asked for. */
	top = v->scroll.top;
	if (v->is_at_sources)
		lesson_scroll_show_spot(&v->scroll, v->before_sources, 0);
	*ret_permille = lesson_scroll_permille(&v->scroll);
	*ret_is_end = v->has_seen_end;
	row = lesson_first_row(v, &p);
	if (v->is_at_sources)
		lesson_scroll_show_spot(&v->scroll, top, 0);
	if (!row || !row->block)
		return (struct place){ 0 };
	return (struct place){ row->block->line, row->offset, block_fingerprint(row->block) };
}

void lesson_view_set(struct view *base, const struct progress *p)
{
	((struct lesson_view *)base)->progress = p;
}

void lesson_view_reload(struct view *base, struct lesson *l)
{
	struct lesson_view *v = (struct lesson_view *)base;
	int width = v->scroll.width, height = v->scroll.height, permille;
	int measure = v->scroll.measure;
	bool is_end;
	struct place place = lesson_view_place(base, &permille, &is_end);

	lesson_find_clear(v);
	lesson_scroll_done(&v->scroll);
	lesson_index_done(&v->index);
	v->focus = NULL;
	v->played = v->hashed = NULL;
	v->contents.n_known = v->contents.n_shown = 0;
	list_set_size(&v->contents.list, 0);
	v->tail.width = 0;
	v->shows_sources = v->is_at_sources = false;
	v->lesson = l;
	v->doc = l->doc;
	lesson_scroll_init(&v->scroll, v->doc, measure);
	if (width) {
		lesson_tail_make(v, width);
		lesson_scroll_resize(&v->scroll, width, height, v->tail.n_rows);
	}
	go_to_place(v, &place);
}
