/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "ui/global_key.h"
#include "ui/list.h"
#include "ui/list_views.h"
#include "ui/motion.h"
#include "ui/sentence.h"
#include "ui/statusbar.h"

enum { WIDTH_MOST = 90 };

struct bookmarks_view {
	struct view base;
	const struct catalog *catalog;
	const struct progress *progress;
	size_t *shown;		/* indexes of the bookmarks whose lesson this course has */
	size_t n_shown;
	struct list list;
	struct {
		bool is_there;		/* it can be put back */
		char *path, *label;
		struct place place;
	} removed;			/* the last one */
};

static const struct key_help keys[] = {
	{ "Enter", "open", true },
	{ "x Del", "remove", true },
	{ "u", "put back", true },
	{ "↑↓ j k", "move", true },
	MOTION_HELP,
	{ "q Esc", "back", true },
	{ "? F1", "help", true },
	{ NULL, NULL, false },
};

enum { MAIN_KEYS_MOST = 8 };

/* The main keys that do something now. */
static void main_keys(const struct bookmarks_view *b, struct key_help *ret)
{
	size_t n = 0;

	for (const struct key_help *k = keys; k->key; k++) {
		bool is_undo = k->key[0] == 'u', is_leave = k->key[0] == 'q' || k->key[0] == '?';

		if (k->is_main && n + 1 < MAIN_KEYS_MOST &&
		    (is_undo ? b->removed.is_there : is_leave || b->n_shown))
			ret[n++] = *k;
	}
	ret[n] = (struct key_help){ 0 };
}

static const struct bookmark *bookmark_at(const struct bookmarks_view *b, size_t i)
{
	return &b->progress->bookmarks[b->shown[i]];
}

static int entry_of(const struct bookmarks_view *b, size_t i)
{
	return catalog_find(b->catalog, bookmark_at(b, i)->lesson);
}

static size_t n_bookmarks(const struct bookmarks_view *b)
{
	return b->progress ? b->progress->n_bookmarks : 0;
}

static void draw_bookmark(const struct bookmarks_view *b, struct canvas *c, size_t i)
{
	const struct bookmark *m = bookmark_at(b, i);
	const struct list *l = &b->list;
	int y = list_row(l, i), end = l->x + l->width - 1, bottom = l->y + l->height;
	struct arena a;

	arena_init(&a);
	canvas_puts_cut(c, y, l->x + 2, end, m->label && m->label[0] ? m->label : "(no words)",
			ROLE_TEXT, 0);
	if (i == l->selected) {
		canvas_paint(c, y, l->x, 1, l->width, ROLE_SELECTED, 0);
		canvas_puts(c, y, l->x, "›", ROLE_SELECTED, ATTR_BOLD);
	}
	if (y + 1 < bottom)
		canvas_puts_cut(c, y + 1, l->x + 4, end,
				arena_printf(&a, "%s · line %d",
					     catalog_breadcrumb(b->catalog, entry_of(b, i), &a),
					     m->place.line),
				ROLE_DIM, 0);
	arena_done(&a);
}

static void bookmarks_draw(struct view *v, struct canvas *c, int64_t now_ns)
{
	struct bookmarks_view *b = (struct bookmarks_view *)v;
	struct body body = statusbar_body(c);
	int width = c->width - 1 > WIDTH_MOST ? WIDTH_MOST : c->width - 1;
	int x = (c->width - width) / 2, head = body.height > 8;
	size_t elsewhere = n_bookmarks(b) - b->n_shown;
	struct key_help main[MAIN_KEYS_MOST];
	char status[80] = "";

	(void)now_ns;
	main_keys(b, main);
	list_place(&b->list, body.y + head, x, body.height - head, width);
	for (size_t i = b->list.top; i < list_end(&b->list); i++)
		draw_bookmark(b, c, i);
	list_draw_bar(&b->list, c, x + width);
	if (!b->n_shown)
		sentence_draw(c, &(struct sentence_box){
			.y = body.y + head, .x = x + 2, .max_x = x + width, .max_rows = 3,
			.role = ROLE_DIM,
		}, "No bookmarks yet. In a lesson, b sets one where you are.");
	if (elsewhere)
		snprintf(status, sizeof(status), "%zu more in lessons of other courses",
			 elsewhere);
	statusbar_draw(c, v, &(struct statusbar){
		.left = "Bookmarks", .right = b->catalog->title,
		.status = status, .status_role = ROLE_DIM, .keys = main,
	});
}

static struct action open_selected(const struct bookmarks_view *b)
{
	return (struct action){
		.kind = ACTION_OPEN,
		.path = b->catalog->entries[entry_of(b, b->list.selected)].path,
		.place = bookmark_at(b, b->list.selected)->place,
		.has_place = true,
	};
}

static void forget_removed(struct bookmarks_view *b)
{
	free(b->removed.path);
	free(b->removed.label);
	b->removed.path = b->removed.label = NULL;
}

static struct action change(const struct bookmarks_view *b, bool is_set)
{
	return (struct action){
		.kind = ACTION_BOOKMARK, .path = b->removed.path, .text = b->removed.label,
		.place = b->removed.place, .has_place = true, .is_set = is_set,
	};
}

static struct action remove_selected(struct bookmarks_view *b)
{
	struct action opening = open_selected(b);
	const char *label = bookmark_at(b, b->list.selected)->label;

	forget_removed(b);
	b->removed.path = xstrdup(opening.path);
	b->removed.label = xstrdup(label ? label : "");
	b->removed.place = opening.place;
	b->removed.is_there = true;
	view_say(&b->base, false, "Removed; u puts it back.");
	return change(b, false);
}

/* The strings stay until another one is removed: the action borrows them. */
static struct action put_back(struct bookmarks_view *b)
{
	b->removed.is_there = false;
	view_say(&b->base, false, "It is back.");
	return change(b, true);
}

static struct action bookmarks_key(struct view *v, struct key k, int64_t now_ns)
{
	struct bookmarks_view *b = (struct bookmarks_view *)v;

	(void)now_ns;
	if (b->n_shown && (key_is(k, 'x') || k.code == K_DELETE))
		return remove_selected(b);
	if (b->removed.is_there && key_is(k, 'u'))
		return put_back(b);
	switch (list_key(&b->list, k)) {
	case LIST_CHOSEN:
		return open_selected(b);
	case LIST_MOVED:
		return action(ACTION_DRAW);
	case LIST_IGNORED:
		break;
	}
	return global_key(k);
}

void bookmarks_view_set(struct view *v, const struct progress *p)
{
	struct bookmarks_view *b = (struct bookmarks_view *)v;

	b->progress = p;
	free(b->shown);
	b->shown = xcalloc(n_bookmarks(b) + 1, sizeof(*b->shown));
	b->n_shown = 0;
	for (size_t i = 0; i < n_bookmarks(b); i++) {
		int entry = catalog_find(b->catalog, p->bookmarks[i].lesson);

		if (entry >= 0 && b->catalog->entries[entry].path)
			b->shown[b->n_shown++] = i;
	}
	list_set_size(&b->list, b->n_shown);
}

static void bookmarks_free(struct view *v)
{
	struct bookmarks_view *b = (struct bookmarks_view *)v;

	forget_removed(b);
	free(b->shown);
	free(b);
}

static const struct view_class bookmarks_class = {
	.name = "bookmarks",
	.help_title = "Your bookmarks",
	.keys = keys,
	.draw = bookmarks_draw,
	.key = bookmarks_key,
	.free = bookmarks_free,
};

struct view *bookmarks_view_new(const struct catalog *c, const struct progress *p)
{
	struct bookmarks_view *b = xcalloc(1, sizeof(*b));

	b->base.class = &bookmarks_class;
	b->catalog = c;
	list_init(&b->list, 2);
	bookmarks_view_set(&b->base, p);
	return &b->base;
}
