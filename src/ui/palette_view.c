/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "ui/global_key.h"
#include "ui/list.h"
#include "ui/list_views.h"
#include "ui/prompt.h"
#include "ui/sentence.h"
#include "ui/statusbar.h"
#include "ui/text_find.h"

enum { NAME_MOST = 28, WIDTH_MOST = 90, KEY_CELLS = 8 };

struct palette_view {
	struct view base;
	const struct palette_entry *entries;
	size_t n_entries;
	struct prompt prompt;
	size_t *shown;		/* indexes of the entries that match */
	size_t n_shown;
	struct list list;
	int name_cells;
};

static const struct key_help keys[] = {
	{ "Enter", "run", true },
	{ "↑↓", "choose", true },
	{ "PgUp PgDn", "a page", false },
	{ "Ctrl-U Ctrl-W", "delete all, a word", false },
	{ "Esc", "close", true },
	{ "F1", "help", false },
	{ NULL, NULL, false },
};

/* Matches of the name come first, its beginning before the rest; else the table's order. */
static void filter(struct palette_view *p)
{
	struct arena a;
	struct find_pattern pattern;

	arena_init(&a);
	find_pattern_init_words(&pattern, &a, prompt_text(&p->prompt));
	p->n_shown = 0;
	for (enum find_rank rank = FIND_PREFIX; rank <= FIND_NOT_IN_NAME; rank++) {
		for (size_t i = 0; i < p->n_entries; i++) {
			const struct palette_entry *e = &p->entries[i];

			if (find_rank(&pattern, e->name) == rank &&
			    find_all_words(&pattern, e->name, e->about))
				p->shown[p->n_shown++] = i;
		}
	}
	arena_done(&a);
	list_set_size(&p->list, p->n_shown);
	list_select(&p->list, 0);
}

static void draw_entry(const struct palette_view *p, struct canvas *c, size_t i)
{
	const struct palette_entry *e = &p->entries[p->shown[i]];
	const struct list *l = &p->list;
	int y = list_row(l, i), end = l->x + l->width - 1, key_x = end - KEY_CELLS;

	canvas_puts_cut(c, y, l->x + 2, end, e->name, ROLE_TEXT, ATTR_BOLD);
	if (e->key[0] && key_x > l->x + p->name_cells + 12) {
		canvas_puts_cut(c, y, key_x, end, e->key, ROLE_KEY, 0);
		end = key_x - 1;
	}
	canvas_puts_cut(c, y, l->x + 4 + p->name_cells, end, e->about, ROLE_DIM, 0);
	if (i == l->selected) {
		canvas_paint(c, y, l->x, 1, l->width, ROLE_SELECTED, 0);
		canvas_puts(c, y, l->x, "›", ROLE_SELECTED, ATTR_BOLD);
	}
}

static void palette_draw(struct view *v, struct canvas *c, int64_t now_ns)
{
	struct palette_view *p = (struct palette_view *)v;
	struct body b = statusbar_body(c);
	int width = c->width - 1 > WIDTH_MOST ? WIDTH_MOST : c->width - 1;
	int x = (c->width - width) / 2, head = b.height > 8 ? 3 : b.height > 1;

	(void)now_ns;
	list_place(&p->list, b.y + head, x, b.height - head, width);
	for (size_t i = p->list.top; i < list_end(&p->list); i++)
		draw_entry(p, c, i);
	list_draw_bar(&p->list, c, x + width);
	if (!p->n_shown)
		sentence_draw(c, &(struct sentence_box){
			.y = b.y + head, .x = x + 2, .max_x = x + width, .max_rows = 2,
			.role = ROLE_DIM,
		}, "There is no such command. Ctrl-U begins anew, Esc closes.");
	statusbar_draw(c, v, &(struct statusbar){ .left = "Commands", .right = "" });
	prompt_draw(&p->prompt, c, b.y + (head > 1), x, x + width, ": ");
}

static struct action run(const struct palette_view *p)
{
	if (p->list.selected >= p->n_shown)
		return action(ACTION_NONE);
	return (struct action){
		.kind = ACTION_COMMAND,
		.text = p->entries[p->shown[p->list.selected]].name,
	};
}

static struct action palette_key(struct view *v, struct key k, int64_t now_ns)
{
	struct palette_view *p = (struct palette_view *)v;

	(void)now_ns;
	switch (prompt_key(&p->prompt, k)) {
	case PROMPT_CHANGED:
		filter(p);
		return action(ACTION_DRAW);
	case PROMPT_MOVED:
		return action(ACTION_DRAW);
	case PROMPT_IGNORED:
		break;
	}
	switch (list_key(&p->list, k)) {
	case LIST_CHOSEN:
		return run(p);
	case LIST_MOVED:
		return action(ACTION_DRAW);
	case LIST_IGNORED:
		break;
	}
	return key_is_ctrl(k, 'p') ? action(ACTION_BACK) : global_key(k);
}

static bool palette_is_typing(const struct view *v)
{
	(void)v;
	return true;
}

static void palette_free(struct view *v)
{
	struct palette_view *p = (struct palette_view *)v;

	prompt_done(&p->prompt);
	free(p->shown);
	free(p);
}

static const struct view_class palette_class = {
	.name = "palette",
	.help_title = "The command palette",
	.keys = keys,
	.draw = palette_draw,
	.key = palette_key,
	.is_typing = palette_is_typing,
	.free = palette_free,
};

struct view *palette_view_new(const struct palette_entry *entries, size_t n)
{
	struct palette_view *p = xcalloc(1, sizeof(*p));

	p->base.class = &palette_class;
	p->entries = entries;
	p->n_entries = n;
	p->shown = xcalloc(n + 1, sizeof(*p->shown));
	for (size_t i = 0; i < n; i++) {
		int cells = (int)utf8_cells(entries[i].name, strlen(entries[i].name));

		if (cells > p->name_cells)
			p->name_cells = cells < NAME_MOST ? cells : NAME_MOST;
	}
	prompt_init(&p->prompt);
	list_init(&p->list, 1);
	filter(p);
	return &p->base;
}
