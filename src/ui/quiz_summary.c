/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/buf.h"
#include "ui/gauge.h"
#include "ui/global_key.h"
#include "ui/quiz_view_internal.h"
#include "ui/sentence.h"
#include "ui/statusbar.h"

enum {
	BAR_CELLS = 30, WIDTH_MOST = 90,
	WIDTH_WITH_DOMAIN = 76, DOMAIN_CELLS = 30,	/* of the list */
};

static const struct key_help summary_keys[] = {
	{ "Enter", "look again", true },
	{ "r", "retry missed", true },
	{ "p", "previous", true },
	{ "q", "done", true },
	{ "?", "help", true },
	{ NULL, NULL, false },
};

static const struct key_help perfect_keys[] = {
	{ "p", "previous", true },
	{ "q", "done", true },
	{ "?", "help", true },
	{ NULL, NULL, false },
};

void quiz_summary_begin(struct quiz_view *q)
{
	size_t n = 0;

	for (size_t i = 0; i < q->n_run; i++)
		if (!q->entries[q->run[i]].is_right)
			q->missed[n++] = i;
	list_set_size(&q->list, n);
	q->is_summary = true;
	q->is_looking = false;
}

/* The title, or the words that the stem begins with. */
static void question_name(const struct item *it, struct buf *out)
{
	if (it->title && it->title[0]) {
		buf_adds(out, it->title);
		return;
	}
	if (it->stem)
		block_plain_text(it->stem, out);
	for (size_t i = 0; i < out->len; i++)
		if (out->p[i] == '\n')
			out->p[i] = ' ';
}

static void draw_missed(const struct quiz_view *q, struct canvas *c, size_t i)
{
	const struct list *l = &q->list;
	const struct quiz_entry *e = &q->entries[q->run[q->missed[i]]];
	int y = list_row(l, i), end = l->x + l->width - 1;
	struct buf name;

	buf_init(&name);
	question_name(e->item, &name);
	if (l->width >= WIDTH_WITH_DOMAIN) {
		end -= DOMAIN_CELLS;
		canvas_puts_cut(c, y, end + 2, end + DOMAIN_CELLS, quiz_domain_name(e->item),
				ROLE_DIM, 0);
	}
	canvas_puts(c, y, l->x + 2, quiz_is_answered(e) ? "✘" : "○",
		    quiz_is_answered(e) ? ROLE_BAD : ROLE_DIM, 0);
	canvas_printf(c, y, l->x + 4, ROLE_DIM, 0, "%3zu", q->missed[i] + 1);
	canvas_puts_cut(c, y, l->x + 9, end, buf_str(&name), ROLE_TEXT, 0);
	if (i == l->selected) {
		canvas_paint(c, y, l->x, 1, l->width, ROLE_SELECTED, 0);
		canvas_puts(c, y, l->x, "›", ROLE_SELECTED, ATTR_BOLD);
	}
	buf_done(&name);
}

/* The figures, from row y on; returns the row after them. */
static int draw_figures(const struct quiz_view *q, struct canvas *c, int y, int x)
{
	struct quiz_counts n = quiz_count(q);
	int bar = c->width - x - 2 < BAR_CELLS ? c->width - x - 2 : BAR_CELLS;

	canvas_printf(c, y++, x, ROLE_HEADING, ATTR_BOLD, "%zu of %zu right · %zu %%", n.n_right,
		      q->n_run, n.n_right * 100 / q->n_run);
	gauge_bar(c, y++, x, bar, (int)n.n_right, (int)q->n_run);
	if (n.n_open)
		canvas_printf(c, y++, x, ROLE_DIM, 0, "%zu left open", n.n_open);
	if (n.n_unsaved)
		canvas_printf(c, y++, x, ROLE_WARN, 0, "%zu not saved", n.n_unsaved);
	return y;
}

void quiz_summary_draw(struct quiz_view *q, struct canvas *c)
{
	struct body b = statusbar_body(c);
	int width = c->width - 1 > WIDTH_MOST ? WIDTH_MOST : c->width - 1;
	int x = (c->width - width) / 2, gap = b.height > 10;
	int y = draw_figures(q, c, b.y + gap, x + 2) + gap;

	if (q->list.n)
		canvas_puts(c, y, x + 2, "Not right yet", ROLE_SUBHEADING, ATTR_BOLD);
	else
		canvas_puts(c, y, x + 2, "✔ Every one of them.", ROLE_GOOD, 0);
	y++;
	list_place(&q->list, y, x, b.y + b.height - y, width);
	for (size_t i = q->list.top; i < list_end(&q->list); i++)
		draw_missed(q, c, i);
	list_draw_bar(&q->list, c, x + width);
	statusbar_draw(c, &q->base, &(struct statusbar){
		.left = q->title, .right = "", .keys = q->list.n ? summary_keys : perfect_keys,
	});
}

static void retry_missed(struct quiz_view *q)
{
	size_t n = q->list.n;

	for (size_t i = 0; i < n; i++)
		q->missed[i] = q->run[q->missed[i]];
	quiz_retry(q, q->missed, n);
}

struct action quiz_summary_key(struct quiz_view *q, struct key k)
{
	if (key_is(k, 'r') && q->list.n) {
		retry_missed(q);
		return action(ACTION_DRAW);
	}
	if (key_is(k, 'p') || key_is(k, 'N')) {
		quiz_go(q, q->n_run - 1);
		q->is_summary = false;
		return action(ACTION_DRAW);
	}
	switch (list_key(&q->list, k)) {
	case LIST_CHOSEN:
		quiz_go(q, q->missed[q->list.selected]);
		q->is_looking = true;
		return action(ACTION_DRAW);
	case LIST_MOVED:
		return action(ACTION_DRAW);
	case LIST_IGNORED:
		break;
	}
	return global_key(k);
}
