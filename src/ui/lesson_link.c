/* SPDX-License-Identifier: MIT */
/* Links: one is in focus, Tab moves on to the next, even beyond the window. */
#include "base/utf8.h"
#include "ui/lesson_view_internal.h"

enum { ROWS_AHEAD = 1500 };	/* how far Tab looks for a link that does not show */

/* The url of a link's run; each link has memory of its own, so the pointer tells links apart. */
static const char *link_url(const struct run *r)
{
	return r->role == ROLE_LINK ? r->url : NULL;
}

/* Looks for the neighbour of the focus among the links that show. */
struct search {
	int direction;
	const char *before;	/* the link before the focus, or the last one seen */
	const char *found;
	bool is_past;		/* the focus was seen, or there is none */
};

static bool look_at(const struct lesson_view *v, struct search *s, const char *url)
{
	if (url == s->before)
		return true;
	if (s->direction > 0 && s->is_past && url != v->focus) {
		s->found = url;
		return false;
	}
	if (url == v->focus) {
		s->is_past = true;
		if (s->direction < 0) {
			s->found = s->before;
			return false;
		}
	}
	s->before = url;
	return true;
}

static bool look_at_row(struct lesson_view *v, struct spot p, int i, void *arg)
{
	const struct row *row = lesson_scroll_row(&v->scroll, p);

	(void)i;
	for (uint32_t k = 0; row && k < row->n_runs; k++)
		if (link_url(&row->runs[k]) && !look_at(v, arg, row->runs[k].url))
			return false;
	return true;
}

static const char *neighbour(struct lesson_view *v, int direction)
{
	struct search s = { .direction = direction, .is_past = !v->focus };

	lesson_each_row(v, look_at_row, &s);
	/* Backwards without a focus, the last link that shows. */
	return direction < 0 && !v->focus ? s.before : s.found;
}

static const char *row_link(const struct row *row, int direction)
{
	const char *found = NULL;

	for (uint32_t k = 0; row && k < row->n_runs; k++) {
		if (!link_url(&row->runs[k]))
			continue;
		found = row->runs[k].url;
		if (direction > 0)
			break;
	}
	return found;
}

/* The next link outside the window, which is scrolled to show it. */
static const char *beyond(struct lesson_view *v, int direction)
{
	struct lesson_scroll *s = &v->scroll;
	struct spot p = direction > 0 ? lesson_scroll_bottom(s) : s->top;

	for (int i = 0; i < ROWS_AHEAD && lesson_scroll_step(s, &p, direction); i++) {
		const char *url = row_link(lesson_scroll_row(s, p), direction);

		if (!url || url == v->focus)
			continue;
		lesson_scroll_show_spot(s, p, direction > 0 ? s->height - 1 - s->height / 4
							    : s->height / 4);
		v->has_skipped = direction > 0 && i >= s->height;
		return url;
	}
	return NULL;
}

struct action lesson_link_step(struct lesson_view *v, int direction)
{
	const char *url = neighbour(v, direction);

	if (!url)
		url = beyond(v, direction);
	if (url)
		v->focus = url;
	else
		view_say(&v->base, false, direction > 0 ? "No link further down."
							: "No link further up.");
	return action(ACTION_DRAW);
}

struct presence {
	const char *url;
	bool is_there;
};

static bool look_for(struct lesson_view *v, struct spot p, int i, void *arg)
{
	const struct row *row = lesson_scroll_row(&v->scroll, p);
	struct presence *look = arg;

	(void)i;
	for (uint32_t k = 0; row && k < row->n_runs; k++)
		if (row->runs[k].url == look->url)
			look->is_there = true;
	return !look->is_there;
}

bool lesson_link_is_visible(struct lesson_view *v, const char *url)
{
	struct presence look = { url, false };

	lesson_each_row(v, look_for, &look);
	return look.is_there;
}

struct target {
	int i, x;
	const char *url;
};

static bool hit_row(struct lesson_view *v, struct spot p, int i, void *arg)
{
	struct target *t = arg;
	const struct row *row = i == t->i ? lesson_scroll_row(&v->scroll, p) : NULL;
	int x = v->places.flow_x;

	for (uint32_t k = 0; row && k < row->n_runs; k++) {
		if (t->x >= x && t->x < x + row->runs[k].cells)
			t->url = link_url(&row->runs[k]);
		x += row->runs[k].cells;
	}
	return i < t->i;
}

const char *lesson_link_at(struct lesson_view *v, int y, int x)
{
	struct target t = { y - v->places.y, x, NULL };

	lesson_each_row(v, hit_row, &t);
	return t.url;
}

void lesson_link_mark(const struct lesson_view *v, struct canvas *c, int y, const struct row *row)
{
	int x = v->places.flow_x;

	for (uint32_t k = 0; k < row->n_runs; k++) {
		const struct run *r = &row->runs[k];

		if (v->focus && r->url == v->focus)
			canvas_paint(c, y, x, 1, r->cells, ROLE_LINK_FOCUS, ATTR_UNDERLINE);
		x += r->cells;
	}
}
