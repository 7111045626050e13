/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "layout/lines.h"
#include "ui/gauge.h"
#include "ui/global_key.h"
#include "ui/list_views.h"
#include "ui/motion.h"
#include "ui/statusbar.h"

enum {
	WIDTH_OF_TWO = 76,	/* from here on the keys stand in two columns */
	COLUMN_MOST = 52, COLUMN_GAP = 2, KEY_CELLS = 15,
	HEIGHT_WITH_GAP = 12,	/* of the body: room for a blank row below the title */
};

/* One row of one column: a key and what it does, or more of what it does. */
struct help_line {
	const char *key;	/* NULL on the rows after an entry's first */
	const char *does;
	size_t len;
};

struct help_row {
	const char *heading;	/* NULL = two columns of keys, of which the right may be empty */
	struct help_line left, right;
};

struct help_view {
	struct view base;
	const struct view_class *of;
	struct help_row *rows;
	size_t n_rows, cap_rows;
	int column;		/* cells of one */
	ptrdiff_t top;
	int height;
};

static const struct key_help keys[] = {
	{ "↑↓ j k", "scroll", true },
	MOTION_HELP,
	{ "q Esc ?", "close", true },
	{ NULL, NULL, false },
};

static int margin(int width)
{
	return width >= 60 ? 3 : 0;
}

/* True when the view has taken over the first name of a global key. */
static bool has_key(const struct key_help *list, const char *name)
{
	size_t n = strcspn(name, " ");

	for (; list->key; list++)
		if (!strncmp(list->key, name, n) && (!list->key[n] || list->key[n] == ' '))
			return true;
	return false;
}

/* The lines of all keys in list but those that `but` has (NULL = none). */
static size_t lines_make(const struct key_help *list, const struct key_help *but, int width,
			 struct help_line **ret_lines)
{
	struct help_line *lines = NULL;
	size_t n = 0, cap = 0;

	for (; list->key; list++) {
		const char *text = list->does, *end = text + strlen(text), *key = list->key;
		struct line line;

		if (but && has_key(but, list->key))
			continue;
		while (lines_next(&text, end, width - KEY_CELLS, &line)) {
			*vec_push(lines, n, cap) = (struct help_line){ key, line.text, line.len };
			key = NULL;
		}
	}
	*ret_lines = lines;
	return n;
}

static void add_row(struct help_view *h, const struct help_row *r)
{
	*vec_push(h->rows, h->n_rows, h->cap_rows) = *r;
}

/* A heading and the keys below it, in two columns where there is room. */
static void add_keys(struct help_view *h, const char *heading, const struct key_help *list,
		     const struct key_help *but, bool is_wide)
{
	struct help_line *lines;
	size_t n = lines_make(list, but, h->column, &lines), middle = n;

	if (is_wide)
		for (middle = (n + 1) / 2; middle < n && !lines[middle].key; middle++)
			;
	add_row(h, &(struct help_row){ .heading = heading });
	for (size_t i = 0; i < middle; i++) {
		struct help_row r = { .left = lines[i] };

		if (middle + i < n)
			r.right = lines[middle + i];
		add_row(h, &r);
	}
	free(lines);
}

static void rows_make(struct help_view *h, int width)
{
	bool is_wide = width >= WIDTH_OF_TWO;
	int room = width - 2 * margin(width);

	h->column = is_wide ? (room - COLUMN_GAP) / 2 : room - 1;
	if (h->column > COLUMN_MOST)
		h->column = COLUMN_MOST;
	h->n_rows = 0;
	add_keys(h, h->of->help_title, h->of->keys, NULL, is_wide);
	add_row(h, &(struct help_row){ .heading = "" });
	add_keys(h, "Everywhere", global_key_help, h->of->keys, is_wide);
}

static void draw_line(struct canvas *c, int y, int x, int max_x, const struct help_line *l)
{
	if (l->key)
		canvas_puts_cut(c, y, x, x + KEY_CELLS - 1, l->key, ROLE_KEY, 0);
	canvas_put(c, y, x + KEY_CELLS, max_x, l->does, l->len, ROLE_TEXT, 0);
}

static void draw_row(const struct help_view *h, struct canvas *c, int y, const struct help_row *r)
{
	int x = margin(c->width), right = x + h->column + COLUMN_GAP;

	if (r->heading) {
		canvas_puts_cut(c, y, x, c->width, r->heading, ROLE_HEADING, ATTR_BOLD);
		return;
	}
	draw_line(c, y, x, x + h->column, &r->left);
	if (r->right.len)
		draw_line(c, y, right, right + h->column, &r->right);
}

static void scroll_by(struct help_view *h, ptrdiff_t lines)
{
	ptrdiff_t last = (ptrdiff_t)h->n_rows - h->height;

	h->top += lines;
	if (h->top > last)
		h->top = last;
	if (h->top < 0)
		h->top = 0;
}

static void help_draw(struct view *v, struct canvas *c, int64_t now_ns)
{
	struct help_view *h = (struct help_view *)v;
	struct body b = statusbar_body(c);

	(void)now_ns;
	if (b.height > HEIGHT_WITH_GAP) {
		b.y++;
		b.height--;
	}
	h->height = b.height;
	rows_make(h, c->width);
	scroll_by(h, 0);
	for (int i = 0; i < b.height && h->top + i < (ptrdiff_t)h->n_rows; i++)
		draw_row(h, c, b.y + i, &h->rows[h->top + i]);
	gauge_scroll(c, &(struct gauge_window){
		.y = b.y, .x = c->width - 1, .height = b.height, .first = (size_t)h->top,
		.shown = (size_t)b.height, .total = h->n_rows,
	});
	statusbar_draw(c, v, &(struct statusbar){ .left = "Keys", .right = "" });
}

static struct action help_key(struct view *v, struct key k, int64_t now_ns)
{
	struct help_view *h = (struct help_view *)v;
	enum motion m = motion_of(k);

	(void)now_ns;
	if (m != MOTION_NONE) {
		scroll_by(h, motion_lines(m, h->height));
		return action(ACTION_DRAW);
	}
	if (key_is(k, '?') || k.code == K_F1 || k.code == K_ENTER)
		return action(ACTION_BACK);
	return global_key(k);
}

static void help_free(struct view *v)
{
	struct help_view *h = (struct help_view *)v;

	free(h->rows);
	free(h);
}

static const struct view_class help_class = {
	.name = "help",
	.help_title = "The list of keys",
	.keys = keys,
	.draw = help_draw,
	.key = help_key,
	.free = help_free,
};

struct view *help_view_new(const struct view_class *of)
{
	struct help_view *h = xcalloc(1, sizeof(*h));

	h->base.class = &help_class;
	h->of = of;
	return &h->base;
}
