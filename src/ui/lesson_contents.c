/* SPDX-License-Identifier: MIT */
/* The pane of headings: over the text in narrow windows, beside it in wide ones. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "ui/global_key.h"
#include "ui/lesson_view_internal.h"
#include "ui/sentence.h"
#include "ui/statusbar.h"

enum {
	WIDTH_WITH_PANE = 110,	/* a window this wide has room for text and pane */
	PANE_LEAST = 30, PANE_MOST = 44,
};

void lesson_contents_init(struct lesson_contents *p)
{
	*p = (struct lesson_contents){ 0 };
	prompt_init(&p->filter);
	list_init(&p->list, 1);
}

void lesson_contents_done(struct lesson_contents *p)
{
	prompt_done(&p->filter);
	free(p->shown);
}

void lesson_contents_place(struct lesson_view *v, int width)
{
	struct lesson_places *at = &v->places;

	at->pane_x = at->pane_width = 0;
	at->text_x = 0;
	at->text_width = width;
	if (!v->contents.is_open)
		return;
	if (width < WIDTH_WITH_PANE) {
		at->pane_width = width;
		at->text_width = 0;
		/* Nobody could see the pane's keys work, or close it. */
		v->contents.has_focus = true;
		return;
	}
	at->pane_width = width / 4 < PANE_LEAST ? PANE_LEAST : width / 4;
	at->pane_width = at->pane_width > PANE_MOST ? PANE_MOST : at->pane_width;
	at->text_x = at->pane_width + 1;
	at->text_width = width - at->text_x;
}

static bool covers_text(const struct lesson_view *v)
{
	return v->contents.is_open && !v->places.text_width;
}

size_t lesson_current_heading(struct lesson_view *v)
{
	struct spot p;
	const struct row *row = lesson_first_row(v, &p);

	return row ? indexed_at_line(&v->index.headings, row->block->line) : v->index.headings.n;
}

static bool is_wanted(const struct find_pattern *p, struct block_words *w, const struct block *b)
{
	block_words_set(w, b);
	return find_all_words(p, buf_str(&w->text), "");
}

/* Lists the headings that the filter lets through; the selected heading stays selected. */
static void fill(struct lesson_view *v, size_t selected)
{
	struct lesson_contents *p = &v->contents;
	const struct indexed_list *l = &v->index.headings;
	struct find_pattern pattern;
	struct block_words w;
	struct arena a;
	size_t at = 0;

	arena_init(&a);
	block_words_init(&w);
	find_pattern_init_words(&pattern, &a, prompt_text(&p->filter));
	free(p->shown);
	p->shown = xcalloc(l->n + 1, sizeof(*p->shown));
	p->n_shown = 0;
	for (size_t i = 0; i < l->n; i++) {
		if (!is_wanted(&pattern, &w, l->items[i].block))
			continue;
		if (i <= selected)
			at = p->n_shown;
		p->shown[p->n_shown++] = i;
	}
	p->n_known = l->n;
	list_set_size(&p->list, p->n_shown);
	list_select(&p->list, at);
	block_words_done(&w);
	arena_done(&a);
}

static size_t selected_heading(const struct lesson_contents *p)
{
	return p->list.selected < p->n_shown ? p->shown[p->list.selected] : 0;
}

static void close_pane(struct lesson_view *v)
{
	struct lesson_contents *p = &v->contents;

	p->is_open = p->has_focus = p->is_filtering = false;
	prompt_set(&p->filter, "");
}

void lesson_contents_toggle(struct lesson_view *v)
{
	struct lesson_contents *p = &v->contents;

	if (p->is_open && p->has_focus) {
		close_pane(v);
		return;
	}
	p->is_open = p->has_focus = true;
	lesson_index_slice(&v->index, v->doc, INDEX_SLICE_BYTES);
	fill(v, lesson_current_heading(v));
}

static struct action jump(struct lesson_view *v)
{
	struct lesson_contents *p = &v->contents;
	const struct indexed *to;

	if (!p->n_shown)
		return action(ACTION_NONE);
	to = &v->index.headings.items[selected_heading(p)];
	if (covers_text(v)) {
		close_pane(v);
	} else {
		p->has_focus = p->is_filtering = false;
		prompt_set(&p->filter, "");
		fill(v, selected_heading(p));
	}
	lesson_scroll_show(&v->scroll, to->section, to->block, 0, 0);
	return action(ACTION_DRAW);
}

static struct action filter_key(struct lesson_view *v, struct key k)
{
	struct lesson_contents *p = &v->contents;

	switch (prompt_key(&p->filter, k)) {
	case PROMPT_CHANGED:
		fill(v, selected_heading(p));
		return action(ACTION_DRAW);
	case PROMPT_MOVED:
		return action(ACTION_DRAW);
	case PROMPT_IGNORED:
		break;
	}
	if (k.code != K_ESCAPE)
		return action(ACTION_NONE);
	p->is_filtering = false;
	prompt_set(&p->filter, "");
	fill(v, selected_heading(p));
	return action(ACTION_DRAW);
}

static struct action leave(struct lesson_view *v)
{
	if (covers_text(v))
		close_pane(v);
	v->contents.has_focus = false;
	return action(ACTION_DRAW);
}

struct action lesson_contents_key(struct lesson_view *v, struct key k)
{
	struct lesson_contents *p = &v->contents;
	struct action a = p->is_filtering ? filter_key(v, k) : action(ACTION_NONE);

	if (a.kind != ACTION_NONE)
		return a;
	switch (list_key(&p->list, k)) {
	case LIST_CHOSEN:
		return jump(v);
	case LIST_MOVED:
		return action(ACTION_DRAW);
	case LIST_IGNORED:
		break;
	}
	if (key_is(k, '/')) {
		p->is_filtering = true;
		return action(ACTION_DRAW);
	}
	if (key_is(k, 'o') || key_is(k, 't')) {
		lesson_contents_toggle(v);
		return action(ACTION_DRAW);
	}
	if (k.code == K_ESCAPE || k.code == K_BACKSPACE || key_is(k, 'q') || k.code == K_TAB)
		return leave(v);
	return global_key(k);
}

static void draw_heading(const struct lesson_view *v, struct canvas *c, size_t i, size_t current)
{
	const struct lesson_contents *p = &v->contents;
	const struct block *b = v->index.headings.items[p->shown[i]].block;
	int y = list_row(&p->list, i), end = p->list.x + p->list.width;
	int x = p->list.x + 3 + 2 * (b->level > 1 ? b->level - 1 : 0);
	struct buf text;

	buf_init(&text);
	text_plain(&b->text, &text);
	if (p->shown[i] == current)
		canvas_puts(c, y, p->list.x + 1, "•", ROLE_ACCENT, 0);
	canvas_puts_cut(c, y, x, end, buf_str(&text), b->level == 1 ? ROLE_HEADING : ROLE_TEXT, 0);
	if (i == p->list.selected && p->has_focus) {
		canvas_paint(c, y, p->list.x, 1, p->list.width, ROLE_SELECTED, 0);
		canvas_puts(c, y, p->list.x, "›", ROLE_SELECTED, ATTR_BOLD);
	}
	buf_done(&text);
}

static const char *empty_text(const struct lesson_view *v)
{
	if (!v->index.is_complete)
		return "Looking for headings…";
	if (v->contents.is_filtering)
		return "No heading has these words.";
	return "This lesson has no headings.";
}

void lesson_contents_draw(struct lesson_view *v, struct canvas *c)
{
	struct lesson_contents *p = &v->contents;
	const struct lesson_places *at = &v->places;
	int head = at->height > 4 ? 2 : at->height > 1;
	int x = at->pane_x + (at->pane_width >= 60 ? 2 : 0);
	size_t current = lesson_current_heading(v);

	if (p->n_known != v->index.headings.n)
		fill(v, p->has_focus ? selected_heading(p) : current);
	else if (!p->has_focus)
		fill(v, current);
	if (p->is_filtering)
		prompt_draw(&p->filter, c, at->y, x, at->pane_x + at->pane_width, "/ ");
	else if (head)
		canvas_puts_cut(c, at->y, x + 3, at->pane_x + at->pane_width, "Contents",
				ROLE_HEADING, ATTR_BOLD);
	list_place(&p->list, at->y + head, x, at->height - head,
		   at->pane_x + at->pane_width - x - 1);
	for (size_t i = p->list.top; i < list_end(&p->list); i++)
		draw_heading(v, c, i, current);
	if (!p->n_shown)
		sentence_draw(c, &(struct sentence_box){
			.y = at->y + head, .x = x + 3, .max_x = at->pane_x + at->pane_width,
			.max_rows = 2, .role = ROLE_DIM,
		}, empty_text(v));
	list_draw_bar(&p->list, c, at->pane_x + at->pane_width - 1);
	if (at->text_width)
		canvas_vline(c, at->y, at->pane_x + at->pane_width, at->height, LINE_LIGHT,
			     ROLE_FRAME);
}
