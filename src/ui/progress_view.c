/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/vec.h"
#include "ui/gauge.h"
#include "ui/global_key.h"
#include "ui/list_views.h"
#include "ui/motion.h"
#include "ui/statusbar.h"
#include "ui/tally.h"

enum {
	LABEL_CELLS = 11, TOTAL_CELLS = 20, BAR_CELLS = 5,
	WIDTH_MOST = 110,
	HEIGHT_WITH_GAP = 12,	/* of the body: room for a blank row below the title */
	TITLE_LEAST = 16, COLUMN_GAP = 2,
	READ_CELLS = 13,	/* a bar and "10/12" */
	PLAYED_CELLS = 7,
	ANSWERED_CELLS = 20,	/* a bar, "10/30" and "  12 asked" */
	VERB_CELLS = 9,		/* "took back" */
};

enum row_kind { ROW_GAP, ROW_TOTALS, ROW_HEAD, ROW_TOPIC, ROW_HEADING, ROW_TEXT };

enum { TOTALS_LESSONS, TOTALS_DIAGRAMS, TOTALS_QUESTIONS, TOTALS_DAYS };

struct progress_row {
	enum row_kind kind;
	int which;		/* of the totals; the entry of a topic */
	const char *text;
};

struct progress_view {
	struct view base;
	const struct catalog *catalog;
	const struct progress *progress;
	struct tally *tallies;
	struct tally total;
	struct arena arena;	/* of the history's lines */
	struct progress_row *rows;
	size_t n_rows, cap_rows;
	ptrdiff_t top;
	int height;
};

static const struct key_help keys[] = {
	{ "↑↓ j k", "scroll", true },
	MOTION_HELP,
	{ "q Esc p", "back", true },
	{ "? F1", "help", true },
	{ NULL, NULL, false },
};

/* Where the columns of a topic's row begin; 0 = not shown. */
struct columns {
	int x, title_end, read_x, played_x, answered_x, end;
};

static struct columns columns_of(int width)
{
	int room = width - 1 > WIDTH_MOST ? WIDTH_MOST : width - 1;
	struct columns p = { .x = (width - room) / 2 + (width >= 60 ? 3 : 0) };
	int least = TITLE_LEAST + COLUMN_GAP + READ_CELLS, at;

	p.end = (width - room) / 2 + room;
	at = p.end - p.x;
	p.title_end = p.end;
	if (at < least)
		return p;
	if (at >= least + 2 * COLUMN_GAP + PLAYED_CELLS + ANSWERED_CELLS) {
		p.answered_x = p.title_end - ANSWERED_CELLS;
		p.played_x = p.answered_x - COLUMN_GAP - PLAYED_CELLS;
		p.title_end = p.played_x - COLUMN_GAP;
	} else if (at >= least + COLUMN_GAP + ANSWERED_CELLS) {
		p.answered_x = p.title_end - ANSWERED_CELLS;
		p.title_end = p.answered_x - COLUMN_GAP;
	}
	p.read_x = p.title_end - READ_CELLS;
	p.title_end = p.read_x - COLUMN_GAP;
	return p;
}

static void draw_fraction(struct canvas *c, int y, int x, int part, int whole)
{
	if (!whole)
		return;
	x = gauge_bar(c, y, x, BAR_CELLS, part, whole);
	canvas_printf(c, y, x + 1, ROLE_TEXT, 0, "%d/%d", part, whole);
}

static void draw_answered(struct canvas *c, int y, int x, const struct tally *t)
{
	if (!t->n_questions)
		return;
	x = gauge_bar(c, y, x, BAR_CELLS, t->n_known, t->n_questions);
	canvas_printf(c, y, x + 1, ROLE_TEXT, 0, "%d/%d", t->n_known, t->n_questions);
	if (t->n_attempted)
		canvas_printf(c, y, x + 7, ROLE_DIM, 0, "%d asked", t->n_attempted);
}

static void draw_topic(const struct progress_view *p, struct canvas *c, int y,
		       const struct columns *at, int entry)
{
	const struct tally *t = &p->tallies[entry];

	canvas_puts_cut(c, y, at->x, at->title_end, p->catalog->entries[entry].title, ROLE_TEXT, 0);
	if (at->read_x)
		draw_fraction(c, y, at->read_x, t->n_read, t->n_lessons);
	if (at->played_x && t->n_diagrams)
		canvas_printf(c, y, at->played_x, ROLE_TEXT, 0, "%d/%d", t->n_played,
			      t->n_diagrams);
	if (at->answered_x)
		draw_answered(c, y, at->answered_x, t);
}

static void draw_head(struct canvas *c, int y, const struct columns *at)
{
	canvas_puts_cut(c, y, at->x, at->title_end, "Topic", ROLE_DIM, 0);
	if (at->read_x)
		canvas_puts(c, y, at->read_x, "read", ROLE_DIM, 0);
	if (at->played_x)
		canvas_puts(c, y, at->played_x, "played", ROLE_DIM, 0);
	if (at->answered_x)
		canvas_puts(c, y, at->answered_x, "right last time", ROLE_DIM, 0);
}

/* A bar, and its figures in words as far as they fit. */
static void draw_total(struct canvas *c, int y, int x, int max_x, int part, int whole,
		       const char *what)
{
	char text[80];

	if (!whole) {
		canvas_puts_cut(c, y, x, max_x, "none here yet", ROLE_DIM, 0);
		return;
	}
	x = gauge_bar(c, y, x, c->width >= 60 ? TOTAL_CELLS : BAR_CELLS, part, whole);
	snprintf(text, sizeof(text), "%d of %d %s", part, whole, what);
	canvas_puts_cut(c, y, x + 1, max_x, text, ROLE_TEXT, 0);
}

static void draw_days(const struct progress *p, struct canvas *c, int y, int x, int max_x)
{
	char text[80];

	snprintf(text, sizeof(text), "%d so far · answers today: %d", p ? p->n_days : 0,
		 p ? p->n_today : 0);
	canvas_puts_cut(c, y, x, max_x, text, ROLE_TEXT, 0);
}

static void draw_totals(const struct progress_view *p, struct canvas *c, int y,
			const struct columns *at, int which)
{
	static const char *const labels[] = {
		[TOTALS_LESSONS] = "Lessons", [TOTALS_DIAGRAMS] = "Diagrams",
		[TOTALS_QUESTIONS] = "Questions", [TOTALS_DAYS] = "Days",
	};
	const struct tally *t = &p->total;
	int x = at->x + LABEL_CELLS;

	canvas_puts_cut(c, y, at->x, at->end, labels[which], ROLE_DIM, 0);
	if (which == TOTALS_LESSONS)
		draw_total(c, y, x, at->end, t->n_read, t->n_lessons, "read");
	else if (which == TOTALS_DIAGRAMS)
		draw_total(c, y, x, at->end, t->n_played, t->n_diagrams, "played");
	else if (which == TOTALS_QUESTIONS)
		draw_total(c, y, x, at->end, t->n_known, t->n_questions, "right last time");
	else
		draw_days(p->progress, c, y, x, at->end);
}

static void draw_row(const struct progress_view *p, struct canvas *c, int y,
		     const struct columns *at, const struct progress_row *r)
{
	switch (r->kind) {
	case ROW_GAP:
		break;
	case ROW_TOTALS:
		draw_totals(p, c, y, at, r->which);
		break;
	case ROW_HEAD:
		draw_head(c, y, at);
		break;
	case ROW_TOPIC:
		draw_topic(p, c, y, at, r->which);
		break;
	case ROW_HEADING:
		canvas_puts_cut(c, y, at->x, at->end - 1, r->text, ROLE_HEADING, ATTR_BOLD);
		break;
	case ROW_TEXT:
		canvas_puts_cut(c, y, at->x, at->end - 1, r->text, ROLE_DIM, 0);
		break;
	}
}

static void scroll_by(struct progress_view *p, ptrdiff_t lines)
{
	ptrdiff_t last = (ptrdiff_t)p->n_rows - p->height;

	p->top += lines;
	if (p->top > last)
		p->top = last;
	if (p->top < 0)
		p->top = 0;
}

static void progress_draw(struct view *v, struct canvas *c, int64_t now_ns)
{
	struct progress_view *p = (struct progress_view *)v;
	struct body b = statusbar_body(c);
	struct columns at = columns_of(c->width);

	(void)now_ns;
	if (b.height > HEIGHT_WITH_GAP) {
		b.y++;
		b.height--;
	}
	p->height = b.height;
	scroll_by(p, 0);
	for (int i = 0; i < b.height && p->top + i < (ptrdiff_t)p->n_rows; i++)
		draw_row(p, c, b.y + i, &at, &p->rows[p->top + i]);
	gauge_scroll(c, &(struct gauge_window){
		.y = b.y, .x = c->width - 1, .height = b.height, .first = (size_t)p->top,
		.shown = (size_t)b.height, .total = p->n_rows,
	});
	statusbar_draw(c, v, &(struct statusbar){
		.left = "Your progress", .right = p->catalog->title,
	});
}

static struct action progress_key(struct view *v, struct key k, int64_t now_ns)
{
	struct progress_view *p = (struct progress_view *)v;
	enum motion m = motion_of(k);

	(void)now_ns;
	if (m != MOTION_NONE) {
		scroll_by(p, motion_lines(m, p->height));
		return action(ACTION_DRAW);
	}
	return key_is(k, 'p') ? action(ACTION_BACK) : global_key(k);
}

static void add_row(struct progress_view *p, enum row_kind kind, int which)
{
	*vec_push(p->rows, p->n_rows, p->cap_rows) = (struct progress_row){ kind, which, NULL };
}

static void add_text(struct progress_view *p, enum row_kind kind, const char *text)
{
	*vec_push(p->rows, p->n_rows, p->cap_rows) = (struct progress_row){ kind, 0, text };
}

static void add_topics(struct progress_view *p)
{
	for (size_t i = 0; i < p->catalog->n_entries; i++) {
		const struct entry *e = &p->catalog->entries[i];

		if (e->depth == 0 && (e->kind == ENTRY_LESSON || p->tallies[i].n_lessons))
			add_row(p, ROW_TOPIC, (int)i);
	}
}

/* The next field of a line: they have two or more blanks between them. */
static struct field {
	const char *text;
	size_t len;
} take_field(const char **line, const char *end)
{
	struct field f = { *line, 0 };

	while (f.text + f.len < end && strncmp(f.text + f.len, "  ", 2) != 0)
		f.len++;
	*line = f.text + f.len;
	while (*line < end && **line == ' ')
		(*line)++;
	return f;
}

/* "2026-11-23 21:00  opened  lambda-inside" with the verbs in a column and the lesson's title. */
static void add_line(struct progress_view *p, const char *line, const char *end)
{
	struct field when = take_field(&line, end), verb = take_field(&line, end);
	struct field id = take_field(&line, end);
	const char *name = arena_strndup(&p->arena, id.text, id.len);
	const char *text;
	int entry = catalog_find(p->catalog, name);

	if (entry >= 0)
		name = catalog_breadcrumb(p->catalog, entry, &p->arena);
	text = arena_printf(&p->arena, "%.*s  %-*.*s  %s%s%.*s", (int)when.len, when.text,
			    VERB_CELLS, (int)verb.len, verb.text, name, line < end ? "  " : "",
			    (int)(end - line), line);
	add_text(p, ROW_TEXT, text);
}

static void add_history(struct progress_view *p, const char *history)
{
	static const char none[] = "Nothing yet: open a lesson, and it is remembered here.";

	add_text(p, ROW_HEADING, "Lately");
	if (!*history)
		add_text(p, ROW_TEXT, none);
	while (*history) {
		size_t n = strcspn(history, "\n");

		add_line(p, history, history + n);
		history += n + (history[n] == '\n');
	}
}

static void rows_make(struct progress_view *p, const char *history)
{
	for (int i = TOTALS_LESSONS; i <= TOTALS_DAYS; i++)
		add_row(p, ROW_TOTALS, i);
	add_row(p, ROW_GAP, 0);
	add_row(p, ROW_HEAD, 0);
	add_topics(p);
	add_row(p, ROW_GAP, 0);
	add_history(p, history);
}

static void progress_view_free(struct view *v)
{
	struct progress_view *p = (struct progress_view *)v;

	free(p->tallies);
	arena_done(&p->arena);
	free(p->rows);
	free(p);
}

static const struct view_class progress_class = {
	.name = "progress",
	.help_title = "Your progress",
	.keys = keys,
	.draw = progress_draw,
	.key = progress_key,
	.free = progress_view_free,
};

struct view *progress_view_new(const struct catalog *c, const struct progress *progress,
			       const char *history)
{
	struct progress_view *p = xcalloc(1, sizeof(*p));

	p->base.class = &progress_class;
	p->catalog = c;
	p->progress = progress;
	p->tallies = tally_new(c, progress);
	if (p->tallies)
		p->total = tally_total(c, p->tallies);
	arena_init(&p->arena);
	rows_make(p, history ? history : "");
	return &p->base;
}
