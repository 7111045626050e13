/* SPDX-License-Identifier: MIT */
#include "ui/gauge.h"
#include "ui/menu_view_internal.h"
#include "ui/sentence.h"

enum { LABEL_CELLS = 11, TITLE_ROWS = 3, BAR_CELLS = 10 };

struct column {
	struct canvas *c;
	int y, x, end_y, max_x;
};

/* The next row, -1 when the column is full. */
static int next_row(struct column *p)
{
	return p->y < p->end_y ? p->y++ : -1;
}

static int label(struct column *p, const char *name)
{
	int y = next_row(p);

	canvas_puts_cut(p->c, y, p->x, p->max_x, name, ROLE_DIM, 0);
	return y;
}

static void count(struct column *p, const char *name, int part, int whole, const char *what)
{
	int y = label(p, name), x = p->x + LABEL_CELLS;

	x = gauge_bar(p->c, y, x, BAR_CELLS, part, whole) + 1;
	canvas_printf(p->c, y, x, ROLE_TEXT, 0, "%d of %d %s", part, whole, what);
}

static void reading_state(struct column *p, const struct lesson_progress *l)
{
	int y = label(p, "Reading"), x = p->x + LABEL_CELLS;

	if (!l || (!l->is_read && !l->permille))
		canvas_puts(p->c, y, x, "not begun", ROLE_TEXT, 0);
	else if (l->is_read)
		canvas_puts(p->c, y, x, "read to its end", ROLE_GOOD, 0);
	else
		canvas_printf(p->c, y, x, ROLE_TEXT, 0, "%d %%, stopped at line %d",
			      l->permille / 10, l->place.line);
}

static void amounts(const struct menu_view *m, struct column *p, int entry)
{
	const struct tally *t = &m->tallies[entry];
	bool is_topic = !m->catalog->entries[entry].depth;

	if (t->minutes)
		canvas_printf(p->c, label(p, "Time"), p->x + LABEL_CELLS, ROLE_TEXT, 0,
			      "about %d min", t->minutes);
	if (t->n_diagrams)
		count(p, "Diagrams", t->n_played, t->n_diagrams, "played");
	if (t->n_questions && is_topic) {
		count(p, "Questions", t->n_known, t->n_questions, "right last time");
		if (t->n_attempted < t->n_questions)
			canvas_printf(p->c, next_row(p), p->x + LABEL_CELLS, ROLE_DIM, 0,
				      "%d not asked yet", t->n_questions - t->n_attempted);
	} else if (t->n_questions) {
		canvas_printf(p->c, label(p, "Questions"), p->x + LABEL_CELLS, ROLE_TEXT, 0, "%d",
			      t->n_questions);
	}
}

void menu_detail_draw(const struct menu_view *m, struct canvas *c, int entry,
		      int y, int x, int height, int max_x)
{
	const struct entry *e = &m->catalog->entries[entry];
	struct column p = { c, y, x, y + height, max_x };

	canvas_vline(c, y, x - 2, height, LINE_LIGHT, ROLE_FRAME);
	p.y += sentence_draw(c, &(struct sentence_box){
		.y = y, .x = x, .max_x = max_x, .max_rows = TITLE_ROWS, .role = ROLE_HEADING,
	}, e->title) + 1;
	if (menu_has_children(m, entry))
		count(&p, "Lessons", m->tallies[entry].n_read, m->tallies[entry].n_lessons, "read");
	else if (e->path)
		reading_state(&p, menu_progress(m, entry));
	amounts(m, &p, entry);
	if (e->is_missing)
		p.y += sentence_draw(c, &(struct sentence_box){
			.y = p.y + 1, .x = x, .max_x = max_x, .max_rows = 2, .role = ROLE_WARN,
		}, "This file is missing or cannot be read:") + 1;
	p.y++;
	if (e->path)
		canvas_puts_cut(c, next_row(&p), x, max_x, e->path, ROLE_DIM, 0);
}
