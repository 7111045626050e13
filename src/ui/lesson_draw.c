/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "ui/lesson_view_internal.h"
#include "ui/page.h"
#include "ui/statusbar.h"

enum { MAIN_KEYS_MOST = 16 };

static void draw_tail_row(const struct lesson_view *v, struct canvas *c, int y, size_t i)
{
	const struct tail_row *r = &v->tail.rows[i];
	int x = v->places.flow_x + flow_margin(v->scroll.width) + r->x;

	canvas_put(c, y, x, v->places.text_x + v->places.text_width, r->text, r->len, r->role,
		   r->attr);
}

static bool draw_row(struct lesson_view *v, struct spot p, int i, void *arg)
{
	struct canvas *c = arg;
	int y = v->places.y + i, max_x = v->places.text_x + v->places.text_width;
	const struct row *row = lesson_scroll_row(&v->scroll, p);
	const struct flow *f;

	if (p.section == v->doc->n_sections) {
		draw_tail_row(v, c, y, p.row);
		return true;
	}
	if (!row)
		return true;
	f = lesson_scroll_flow(&v->scroll, p.section);
	flow_draw(f, (size_t)(row - f->rows), c, y, v->places.flow_x, max_x);
	lesson_find_mark(v, c, y, row, p.section);
	lesson_link_mark(v, c, y, row);
	lesson_live_mark(v, c, y, p);
	return true;
}

/* Fits the text to the window; the first frame goes where the lesson was to be opened. */
static void place(struct lesson_view *v, const struct canvas *c)
{
	struct body b = statusbar_body(c);
	struct lesson_places *at = &v->places;
	bool is_first = !v->scroll.width;
	int origin, width;

	lesson_contents_place(v, c->width);
	at->y = b.y;
	at->height = b.height;
	/* Behind a pane that covers it the text stays as it was, not to lose its place. */
	width = at->text_width ? at->text_width : c->width;
	origin = page_origin(width, v->scroll.measure);
	at->flow_x = at->text_x + origin;
	lesson_tail_make(v, width - origin);
	lesson_scroll_resize(&v->scroll, width - origin, b.height, v->tail.n_rows);
	if (is_first)
		lesson_find_arrive(v);
}

static void status_text(const struct lesson_view *v, struct buf *out)
{
	if (v->count) {
		buf_printf(out, "%d", v->count);
	} else if (v->focus) {
		buf_printf(out, "→ %s   (%s)", v->focus,
			   strstr(v->focus, "://") ? "outside of this course"
						   : "Enter opens it, Backspace returns");
	} else if (v->find.query) {
		buf_printf(out, "/%s   ", v->find.query);
		lesson_find_status(v, out);
	}
}

/* False for a key for which this lesson has nothing. */
static bool is_useful(const struct lesson_view *v, const struct key_help *k)
{
	const struct lesson_index *x = &v->index;

	switch (k->key[0]) {
	case 'f':
		return !x->is_complete || x->diagrams.n;
	case 'e':
		return !x->is_complete || x->questions.n;
	default:
		return true;
	}
}

static void main_keys(const struct lesson_view *v, struct key_help *keys)
{
	size_t n = 0;

	for (const struct key_help *k = v->base.class->keys; k->key; k++)
		if (k->is_main && is_useful(v, k) && n + 1 < MAIN_KEYS_MOST)
			keys[n++] = *k;
	keys[n] = (struct key_help){ 0 };
}

static const struct key_help find_keys[] = {
	{ "Enter", "keep", true },
	{ "↑↓", "other hits", true },
	{ "Esc", "leave", true },
	{ NULL, NULL, false },
};

static const struct key_help contents_keys[] = {
	{ "Enter", "go there", true },
	{ "↑↓", "choose", true },
	{ "/", "filter", true },
	{ "o", "close", true },
	{ "?", "help", true },
	{ NULL, NULL, false },
};

static const struct key_help filter_keys[] = {
	{ "Enter", "go there", true },
	{ "↑↓", "choose", true },
	{ "Esc", "no filter", true },
	{ NULL, NULL, false },
};

static void title_right(struct lesson_view *v, char *out, size_t size)
{
	int percent = lesson_scroll_permille(&v->scroll) / 10;

	if (v->number > 0 && v->n_lessons > 0)
		snprintf(out, size, "%d %%  %d/%d", percent, v->number, v->n_lessons);
	else
		snprintf(out, size, "%d %%", percent);
}

static void draw_bars(struct lesson_view *v, struct canvas *c)
{
	struct key_help keys[MAIN_KEYS_MOST];
	struct statusbar bar = { .left = v->breadcrumb, .keys = keys, .status_role = ROLE_ACCENT };
	struct buf status;
	char right[64];

	buf_init(&status);
	main_keys(v, keys);
	title_right(v, right, sizeof(right));
	status_text(v, &status);
	bar.right = right;
	bar.status = buf_str(&status);
	if (v->find.is_typing)
		bar.keys = find_keys;
	else if (v->contents.is_open && v->contents.has_focus)
		bar.keys = v->contents.is_filtering ? filter_keys : contents_keys;
	statusbar_draw(c, &v->base, &bar);
	buf_done(&status);
}

static void draw_prompt(const struct lesson_view *v, struct canvas *c)
{
	int y = statusbar_body(c).status_y, end;
	struct buf found;

	buf_init(&found);
	lesson_find_status(v, &found);
	end = c->width - 1 - (int)utf8_cells(buf_str(&found), found.len);
	if (end > c->width / 2)
		canvas_puts(c, y, end, buf_str(&found), ROLE_DIM, 0);
	else
		end = c->width;
	prompt_draw(&v->find.prompt, c, y, 1, end > 1 ? end - 1 : end, "/");
	buf_done(&found);
}

void lesson_draw(struct view *base, struct canvas *c, int64_t now_ns)
{
	struct lesson_view *v = (struct lesson_view *)base;

	(void)now_ns;
	v->is_changed = false;
	place(v, c);
	if (v->focus && !lesson_link_is_visible(v, v->focus))
		v->focus = NULL;
	if (v->places.text_width)
		lesson_each_row(v, draw_row, c);
	if (v->contents.is_open)
		lesson_contents_draw(v, c);
	else
		lesson_outline_draw(v, c);
	/* Who looks up the sources or the last link has not read what is above them. */
	if (!lesson_scroll_is_at_end(&v->scroll))
		v->is_at_sources = v->has_skipped = false;
	else if (!v->is_at_sources && !v->has_skipped)
		v->has_seen_end = true;
	draw_bars(v, c);
	if (v->find.is_typing)
		draw_prompt(v, c);
	lesson_scroll_trim(&v->scroll);
}
