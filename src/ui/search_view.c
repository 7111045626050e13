/* SPDX-License-Identifier: MIT */
#include "ui/search_view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "layout/lines.h"
#include "ui/global_key.h"
#include "ui/list.h"
#include "ui/prompt.h"
#include "ui/sentence.h"
#include "ui/statusbar.h"

enum {
	WIDTH_MOST = 100, MARK_BEGIN = '\x02', MARK_END = '\x03',
	MARKS_MAX = 32,		/* of one passage; what is more is not marked */
};

/* A passage without its marks, and where they were: bytes of text. */
struct passage {
	char *text;
	size_t len;
	struct {
		size_t from, to;
	} marks[MARKS_MAX];
	size_t n_marks;
};

struct result {
	const char *path, *title;	/* "Lambda › Retries" */
	const char *question;		/* its id; NULL = a passage of a lesson */
	int line;
	struct passage passage;
};

struct search_view {
	struct view base;
	const struct catalog *catalog;
	struct prompt prompt;
	struct arena arena;	/* of the results */
	struct result *results;
	struct list list;
	char *why;		/* there are no results */
	bool is_answered;	/* results belong to the text as it stands */
};

static const struct key_help keys[] = {
	{ "Enter", "open", true },
	{ "↑↓", "choose", true },
	{ "PgUp PgDn", "a page", false },
	{ "Ctrl-U Ctrl-W", "delete all, a word", false },
	{ "Esc", "back", true },
	{ "F1", "help", true },
	{ NULL, NULL, false },
};

static void draw_words(struct canvas *c, int y, int x, int max_x, const struct passage *p,
		       const struct line *l)
{
	size_t start = (size_t)(l->text - p->text), end = start + l->len;

	canvas_put(c, y, x, max_x, l->text, l->len, ROLE_DIM, 0);
	for (size_t i = 0; i < p->n_marks; i++) {
		size_t from = p->marks[i].from > start ? p->marks[i].from : start;
		size_t to = p->marks[i].to < end ? p->marks[i].to : end;
		int at;

		if (from >= to)
			continue;
		at = x + (int)utf8_cells(l->text, from - start);
		canvas_put(c, y, at, max_x, p->text + from, to - from, ROLE_MARK, 0);
	}
}

/* The end of a way says most: what does not fit is left out at its beginning. */
static void draw_title(struct canvas *c, int y, int x, int max_x, const char *title)
{
	static const char joint[] = " › ";
	const char *rest = title, *next;
	struct buf cut;

	buf_init(&cut);
	buf_adds(&cut, title);
	while (x + (int)utf8_cells(buf_str(&cut), cut.len) > max_x &&
	       (next = strstr(rest, joint))) {
		rest = next + strlen(joint);
		buf_clear(&cut);
		buf_printf(&cut, "…%s%s", joint, rest);
	}
	canvas_puts_cut(c, y, x, max_x, buf_str(&cut), ROLE_TEXT, ATTR_BOLD);
	buf_done(&cut);
}

static void draw_result(const struct search_view *s, struct canvas *c, size_t i, int rows)
{
	const struct list *l = &s->list;
	const struct result *r = &s->results[i];
	const char *text = r->passage.text, *end = text + r->passage.len;
	int y = list_row(l, i), bottom = l->y + l->height, max_x = l->x + l->width - 1;
	struct line line;

	draw_title(c, y, l->x + 2, max_x, r->title);
	if (i == l->selected) {
		canvas_paint(c, y, l->x, 1, l->width, ROLE_SELECTED, ATTR_BOLD);
		canvas_puts(c, y, l->x, "›", ROLE_SELECTED, ATTR_BOLD);
	}
	while (--rows > 0 && ++y < bottom && lines_next(&text, end, max_x - l->x - 4, &line))
		draw_words(c, y, l->x + 4, max_x, &r->passage, &line);
}

static const char *empty_text(const struct search_view *s)
{
	if (!s->prompt.text.len)
		return "Type a few words: passages with all of them are found, also by their "
		       "beginnings. \"Words in quotes\" must stand together.";
	if (!s->is_answered)
		return "";
	if (s->why[0])
		return s->why;
	return "Nothing found. Fewer words, or only their beginnings, find more; Ctrl-U "
	       "begins anew.";
}

static void search_draw(struct view *v, struct canvas *c, int64_t now_ns)
{
	struct search_view *s = (struct search_view *)v;
	struct body b = statusbar_body(c);
	int width = c->width - 1 > WIDTH_MOST ? WIDTH_MOST : c->width - 1;
	int x = (c->width - width) / 2, head = b.height > 8 ? 3 : b.height > 1;
	int rows = b.height > 8 ? 3 : 2;
	char count[40] = "";

	(void)now_ns;
	s->list.item_rows = b.height > 16 ? rows + 1 : rows;
	list_place(&s->list, b.y + head, x, b.height - head, width);
	for (size_t i = s->list.top; i < list_end(&s->list); i++)
		draw_result(s, c, i, rows);
	list_draw_bar(&s->list, c, x + width);
	if (!s->list.n)
		sentence_draw(c, &(struct sentence_box){
			.y = b.y + head, .x = x + 2, .max_x = x + width, .max_rows = 4,
			.role = ROLE_DIM,
		}, empty_text(s));
	else
		snprintf(count, sizeof(count), "%zu of %zu", s->list.selected + 1, s->list.n);
	statusbar_draw(c, v, &(struct statusbar){ .left = "Search the course", .right = count });
	prompt_draw(&s->prompt, c, b.y + (head > 1), x, x + width, "/ ");
}

/* Opens at the passage, where the lesson marks what was searched for; or asks the question. */
static struct action open_selected(const struct search_view *s)
{
	const struct result *r;

	if (!s->list.n)
		return action(ACTION_NONE);
	r = &s->results[s->list.selected];
	if (r->question)
		return (struct action){
			.kind = ACTION_QUESTION, .path = r->path, .text = r->question,
		};
	return (struct action){
		.kind = ACTION_OPEN,
		.path = r->path,
		.text = prompt_text(&s->prompt),
		.place = { .line = r->line },
		.has_place = true,
	};
}

static struct action search_key(struct view *v, struct key k, int64_t now_ns)
{
	struct search_view *s = (struct search_view *)v;

	(void)now_ns;
	switch (prompt_key(&s->prompt, k)) {
	case PROMPT_CHANGED:
		s->is_answered = false;
		return (struct action){ .kind = ACTION_QUERY, .text = prompt_text(&s->prompt) };
	case PROMPT_MOVED:
		return action(ACTION_DRAW);
	case PROMPT_IGNORED:
		break;
	}
	switch (list_key(&s->list, k)) {
	case LIST_CHOSEN:
		return open_selected(s);
	case LIST_MOVED:
		return action(ACTION_DRAW);
	case LIST_IGNORED:
		break;
	}
	return global_key(k);
}

/* Takes the marks out and makes the passage one line of text. */
static struct passage passage_copy(struct arena *a, const char *marked)
{
	struct passage p = { .text = arena_alloc(a, strlen(marked) + 1) };
	bool is_open = false;

	for (; *marked; marked++) {
		if (*marked == MARK_BEGIN && p.n_marks < MARKS_MAX && !is_open) {
			p.marks[p.n_marks].from = p.len;
			is_open = true;
		} else if (*marked == MARK_END && is_open) {
			p.marks[p.n_marks++].to = p.len;
			is_open = false;
		} else if (*marked != MARK_BEGIN && *marked != MARK_END) {
			p.text[p.len++] = *marked == '\n' ? ' ' : *marked;
		}
	}
	if (is_open)
		p.marks[p.n_marks++].to = p.len;
	p.text[p.len] = '\0';
	return p;
}

static struct result result_copy(const struct catalog *c, struct arena *a,
				 const struct search_hit *h)
{
	return (struct result){
		.path = arena_strdup(a, h->path),
		.title = hit_title(c, h, a),
		.question = h->is_question ? arena_strdup(a, h->heading_id) : NULL,
		.line = h->line,
		.passage = passage_copy(a, h->passage),
	};
}

void search_view_set(struct view *v, const struct search_hit *hits, size_t n, const char *why)
{
	struct search_view *s = (struct search_view *)v;

	arena_clear(&s->arena);
	s->results = arena_alloc(&s->arena, n * sizeof(*s->results));
	for (size_t i = 0; i < n; i++)
		s->results[i] = result_copy(s->catalog, &s->arena, &hits[i]);
	free(s->why);
	s->why = xstrdup(why ? why : "");
	s->is_answered = true;
	list_set_size(&s->list, n);
	list_select(&s->list, 0);
}

static bool search_is_typing(const struct view *v)
{
	(void)v;
	return true;
}

static void search_free(struct view *v)
{
	struct search_view *s = (struct search_view *)v;

	prompt_done(&s->prompt);
	arena_done(&s->arena);
	free(s->why);
	free(s);
}

static const struct view_class search_class = {
	.name = "search",
	.help_title = "Searching the course",
	.keys = keys,
	.draw = search_draw,
	.key = search_key,
	.is_typing = search_is_typing,
	.free = search_free,
};

struct view *search_view_new(const struct catalog *c, const char *text)
{
	struct search_view *s = xcalloc(1, sizeof(*s));

	s->base.class = &search_class;
	s->catalog = c;
	arena_init(&s->arena);
	prompt_init(&s->prompt);
	prompt_offer(&s->prompt, text ? text : "");
	list_init(&s->list, 3);
	s->why = xstrdup("");
	return &s->base;
}
