/* SPDX-License-Identifier: MIT */
/* Below the text: what one should be able to do now, the next lesson, the sources. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "layout/lines.h"
#include "ui/lesson_view_internal.h"

enum { RULE_CELLS = 24, ITEM_INDENT = 2 };

void lesson_tail_done(struct lesson_tail *t)
{
	arena_done(&t->arena);
	free(t->rows);
}

static void add_row(struct lesson_tail *t, const struct tail_row *r)
{
	*vec_push(t->rows, t->n_rows, t->cap_rows) = *r;
}

static void add_gap(struct lesson_tail *t)
{
	add_row(t, &(struct tail_row){ .text = "" });
}

/* Text in rows of so many cells; those after the first are indented as it is. */
static void add_text(struct lesson_tail *t, const char *text, int cells,
		     const struct tail_row *like)
{
	const char *end = text + strlen(text);
	struct line line;

	while (lines_next(&text, end, cells - like->x, &line)) {
		struct tail_row r = *like;

		r.text = line.text;
		r.len = line.len;
		add_row(t, &r);
	}
}

static void add_list(struct lesson_tail *t, const char *heading, const char *const *items, size_t n,
		     int cells)
{
	struct tail_row item = { .x = ITEM_INDENT, .role = ROLE_DIM };

	if (!n)
		return;
	add_text(t, heading, cells, &(struct tail_row){ .role = ROLE_SUBHEADING });
	for (size_t i = 0; i < n; i++) {
		size_t first = t->n_rows;

		add_text(t, arena_printf(&t->arena, "• %s", items[i]), cells, &item);
		for (size_t k = first + 1; k < t->n_rows; k++)
			t->rows[k].x += 2;
	}
	add_gap(t);
}

static void add_next(struct lesson_view *v, int cells)
{
	struct lesson_tail *t = &v->tail;

	if (v->next_path)
		add_text(t, arena_printf(&t->arena, "Next: %s   (] or Enter)",
					 v->next_title ? v->next_title : v->next_path),
			 cells, &(struct tail_row){ .role = ROLE_ACCENT });
	else
		add_text(t, "The end.   (q goes back)", cells,
			 &(struct tail_row){ .role = ROLE_DIM });
}

/* Most readers never look at them: they show when asked for. */
static void add_sources(struct lesson_view *v, int cells)
{
	struct lesson_tail *t = &v->tail;
	const struct lesson *l = v->lesson;

	if (!l->n_sources)
		return;
	add_gap(t);
	if (v->shows_sources)
		add_list(t, "Sources", l->sources, l->n_sources, cells);
	else
		add_text(t, arena_printf(&t->arena, "%zu %s   (s)", l->n_sources,
					 l->n_sources == 1 ? "source" : "sources"),
			 cells, &(struct tail_row){ .role = ROLE_DIM });
}

void lesson_tail_make(struct lesson_view *v, int width)
{
	struct lesson_tail *t = &v->tail;
	int cells = width - 2 * flow_margin(width), rule;
	struct buf line;

	if (t->width == width)
		return;
	t->width = width;
	t->n_rows = 0;
	arena_clear(&t->arena);
	cells = cells > v->scroll.measure ? v->scroll.measure : cells;
	cells = cells > 2 * ITEM_INDENT ? cells : 2 * ITEM_INDENT;
	rule = cells < RULE_CELLS ? cells : RULE_CELLS;
	add_gap(t);
	buf_init(&line);
	for (int i = 0; i < rule; i++)
		buf_adds(&line, "─");
	add_row(t, &(struct tail_row){ .text = arena_strdup(&t->arena, buf_str(&line)),
				       .len = line.len, .role = ROLE_FRAME });
	buf_done(&line);
	add_list(t, "You should now be able to", v->lesson->objectives, v->lesson->n_objectives,
		 cells);
	add_next(v, cells);
	add_sources(v, cells);
}
