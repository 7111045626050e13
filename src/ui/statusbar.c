/* SPDX-License-Identifier: MIT */
#include "ui/statusbar.h"

#include <string.h>

#include "base/utf8.h"

enum {
	HEIGHT_WITH_TITLE = 2, HEIGHT_WITH_FOOTER = 3, HEIGHT_WITH_STATUS = 10,
	LEFT_AT_LEAST = 12,	/* cells of the title that its right part must leave */
};

struct body statusbar_body(const struct canvas *c)
{
	int title = c->height >= HEIGHT_WITH_TITLE;
	int below = (c->height >= HEIGHT_WITH_FOOTER) + (c->height >= HEIGHT_WITH_STATUS);

	return (struct body){
		.y = title,
		.height = c->height - title - below,
		.status_y = c->height - (below == 2 ? 2 : 1),
	};
}

static int cells_of(const char *s, size_t n)
{
	return (int)utf8_cells(s, n);
}

static void title_draw(struct canvas *c, const char *left, const char *right)
{
	int left_cells = cells_of(left, strlen(left)), right_cells = cells_of(right, strlen(right));
	int room = c->width - 2, end = c->width - 1;

	canvas_fill(c, 0, 0, 1, c->width, ' ', ROLE_TITLE);
	if (left_cells > LEFT_AT_LEAST)
		left_cells = LEFT_AT_LEAST;
	if (right_cells && left_cells + 2 + right_cells <= room) {
		end -= right_cells;
		canvas_puts(c, 0, end, right, ROLE_TITLE, 0);
		end -= 2;
	}
	canvas_puts_cut(c, 0, 1, end, left, ROLE_TITLE, ATTR_BOLD);
}

/* What stands for a key's name where words do not all fit. */
static const struct {
	const char *name, *sign;
} signs[] = {
	{ "Enter", "⏎" }, { "Tab", "⇥" }, { "Space", "␣" },
};

/* The first name of a key that has several, or its sign. */
static const char *shown_name(const struct key_help *k, bool is_short, size_t *ret_len)
{
	size_t n = strcspn(k->key, " ");

	for (size_t i = 0; is_short && i < sizeof(signs) / sizeof(*signs); i++) {
		if (strlen(signs[i].name) != n || strncmp(signs[i].name, k->key, n) != 0)
			continue;
		*ret_len = strlen(signs[i].sign);
		return signs[i].sign;
	}
	*ret_len = n;
	return k->key;
}

static int key_cells(const struct key_help *k, bool is_short)
{
	size_t n;
	const char *name = shown_name(k, is_short, &n);

	return cells_of(name, n) + 1 + cells_of(k->does, strlen(k->does));
}

/* The help, which names the rest, and the way out: the first of them in a window that is too small. */
static bool is_kept(const struct key_help *k, bool is_tiny)
{
	return k->is_main && (k->key[0] == '?' || (k->key[0] == 'q' && !is_tiny));
}

static int kept_cells(const struct key_help *keys, bool is_short, bool is_tiny)
{
	int cells = 0;

	for (; keys->key; keys++)
		if (is_kept(keys, is_tiny))
			cells += key_cells(keys, is_short) + 2;
	return cells;
}

static int key_draw(struct canvas *c, int y, int x, const struct key_help *k, bool is_short)
{
	size_t n;
	const char *name = shown_name(k, is_short, &n);

	x = canvas_put(c, y, x, c->width, name, n, ROLE_KEY, 0);
	return canvas_puts(c, y, x + 1, k->does, ROLE_FOOTER, 0) + 2;
}

static bool fits_in_words(const struct canvas *c, const struct key_help *keys)
{
	int cells = 1;

	for (; keys->key; keys++)
		if (keys->is_main)
			cells += key_cells(keys, false) + 2;
	return cells - 2 <= c->width;
}

/* Drops what does not fit from the end, but not what is kept. */
static void footer_draw(struct canvas *c, int y, const struct key_help *keys)
{
	bool is_short = !fits_in_words(c, keys), is_full = false;
	bool is_tiny = kept_cells(keys, is_short, false) > c->width;
	int x = 1, end = c->width - kept_cells(keys, is_short, is_tiny);

	canvas_fill(c, y, 0, 1, c->width, ' ', ROLE_FOOTER);
	for (const struct key_help *k = keys; k->key; k++) {
		int cells = key_cells(k, is_short);
		bool keeps = is_kept(k, is_tiny);

		if (keeps)
			end += cells + 2;
		is_full |= k->is_main && !keeps && x + cells > end;
		if (keeps || (k->is_main && !is_full))
			x = key_draw(c, y, x, k, is_short);
	}
}

static void status_draw(struct canvas *c, int y, const char *text, enum role role)
{
	canvas_fill(c, y, 0, 1, c->width, ' ', ROLE_TEXT);
	canvas_puts_cut(c, y, 1, c->width, text, role, 0);
}

void statusbar_draw(struct canvas *c, const struct view *v, const struct statusbar *s)
{
	struct body b = statusbar_body(c);

	if (b.y > 0)
		title_draw(c, s->left, s->right);
	if (c->height >= HEIGHT_WITH_FOOTER)
		footer_draw(c, c->height - 1, s->keys ? s->keys : v->class->keys);
	if (v->message[0])
		status_draw(c, b.status_y, v->message, v->is_message_bad ? ROLE_BAD : ROLE_ACCENT);
	else if (s->status && s->status[0] && c->height >= HEIGHT_WITH_STATUS)
		status_draw(c, b.status_y, s->status, s->status_role);
}
