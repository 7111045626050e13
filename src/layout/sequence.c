/* SPDX-License-Identifier: MIT */
#include "layout/sequence.h"

#include <limits.h>
#include <string.h>

#include "layout/sequence_parts.h"

/* The heads fill a row only where there would be no room below them otherwise. */
enum { BODY_ROWS_LEAST = 4, COMPACT_ROWS = 1 };

/* A label as it is set: its number in front, tabs as blanks. */
static void take_text(struct sequence *s, struct arena *a, size_t i)
{
	const struct step *st = &s->diagram->steps[i];
	struct sequence_band *b = &s->bands[i];
	char *copy = NULL;

	b->text = st->text;
	if (st->kind == STEP_MESSAGE && st->number) {
		b->text = copy = arena_printf(a, *st->text ? "%d %s" : "%d", st->number, st->text);
		b->number_len = (int)strspn(copy, "-0123456789");
	}
	if (!strchr(b->text, '\t'))
		return;
	if (!copy)
		b->text = copy = arena_strdup(a, b->text);
	for (char *p = strchr(copy, '\t'); p; p = strchr(p, '\t'))
		*p = ' ';
}

struct sequence *sequence_layout(struct arena *a, const struct diagram *d, int width)
{
	struct sequence *s = arena_zalloc(a, sizeof(*s));

	s->diagram = d;
	s->columns = arena_zalloc(a, d->n_participants * sizeof(*s->columns));
	s->bands = arena_zalloc(a, d->n_steps * sizeof(*s->bands));
	for (size_t i = 0; i < d->n_participants; i++)
		s->columns[i].born = -1;
	for (size_t i = 0; i < d->n_steps; i++)
		take_text(s, a, i);
	sequence_blocks(s, a);
	sequence_columns(s, a, width);
	sequence_spans(s, a);
	sequence_rows(s, a);
	return s;
}

int sequence_height(const struct sequence *s)
{
	return s->height;
}

int sequence_width(const struct sequence *s)
{
	return s->width;
}

int sequence_head_height(const struct sequence *s)
{
	return s->head_height;
}

int sequence_fixed_rows(const struct sequence *s, int height)
{
	return height - s->head_height < BODY_ROWS_LEAST ? COMPACT_ROWS : s->head_height;
}

int sequence_step_row(const struct sequence *s, size_t step)
{
	return s->bands[step].anchor;
}

int sequence_step_end(const struct sequence *s, size_t step)
{
	return s->bands[step].done;
}

int sequence_participant_column(const struct sequence *s, size_t participant)
{
	return s->columns[participant].x;
}

ptrdiff_t sequence_course_at(const struct sequence_column *c, int row)
{
	size_t low = 0, high = c->n_course;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (c->course[mid].row <= row)
			low = mid + 1;
		else
			high = mid;
	}
	return (ptrdiff_t)low - 1;
}

int sequence_lifeline_end(const struct sequence_column *c, int row)
{
	ptrdiff_t at = sequence_course_at(c, row);
	int bars = at < 0 ? 0 : c->course[at].bars;

	return c->x + (bars > 1 ? bars - 1 : 0);
}

size_t sequence_find_row(const struct sequence *s, int row)
{
	size_t low = 0, high = s->diagram->n_steps;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->bands[mid].row + s->bands[mid].height <= row)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t sequence_find_column(const struct sequence *s, int x)
{
	size_t low = 0, high = s->diagram->n_participants;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->columns[mid].x < x)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool sequence_is_due(const struct sequence_moment *m, const struct sequence_band *b)
{
	if (m->is_all || b->due < 0 || b->due < m->step)
		return true;
	return b->due == m->step && (!b->is_due_after || m->has_arrived);
}

/* The last row of the arrow of a message. */
static int arrow_row(const struct sequence *s, size_t i)
{
	const struct step *st = &s->diagram->steps[i];
	const struct sequence_band *b = &s->bands[i];

	if (st->from != st->to)
		return b->anchor;
	return b->anchor + (b->n_lines > 2 ? (int)b->n_lines : 2) - 1;
}

/* Between two messages time runs down the lifelines from one arrow to the next. */
static int resting_row(const struct sequence *s, const struct sequence_frame *f, size_t event)
{
	const struct trace *t = f->trace;
	const struct trace_event *e = &t->events[event];
	bool is_last = event + 1 == t->n_events;
	int from = s->bands[e->step].done, to = is_last ? s->height : arrow_row(s, e[1].step);
	int64_t until_ns = is_last ? t->end_ns : e[1].start_ns;

	if (f->t_ns >= until_ns)
		return to;
	if (f->is_still || to <= from)
		return from;
	return from + (int)((double)(f->t_ns - e->end_ns) / (double)(until_ns - e->end_ns) *
			    (to - from));
}

struct sequence_moment sequence_moment(const struct sequence *s, const struct sequence_frame *f)
{
	ptrdiff_t k = trace_event_at(f->trace, f->t_ns);
	struct sequence_moment m = { .is_all = !f->trace->n_events, .step = -1,
				     .row = s->head_height - 1 };
	const struct trace_event *e;

	if (m.is_all)
		m.row = INT_MAX - 1;
	if (k < 0)
		return m;
	e = &f->trace->events[k];
	m.step = e->step;
	m.has_arrived = f->is_still || f->t_ns >= e->end_ns;
	m.gone_ns = f->t_ns - e->start_ns;
	m.hop_ns = e->end_ns - e->start_ns;
	m.row = m.has_arrived ? resting_row(s, f, (size_t)k) : arrow_row(s, e->step);
	return m;
}

void sequence_draw(const struct sequence *s, struct canvas *c, int y, int x)
{
	int head = s->head_height;
	struct sequence_drawing d = {
		.s = s,
		.pen = sequence_pen(c, y, x, head, s->width, 0, 0),
		.now = { .is_all = true, .row = INT_MAX - 1 },
	};

	sequence_heads_draw(&d, false);
	d.pen = sequence_pen(c, y + head, x, s->height - head, s->width, head, 0);
	sequence_body_draw(&d);
}

void sequence_draw_at(const struct sequence *s, struct canvas *c, const struct sequence_frame *f)
{
	int fixed = sequence_fixed_rows(s, f->height), scroll = f->scroll > 0 ? f->scroll : 0;
	struct sequence_drawing d = {
		.s = s,
		.pen = sequence_pen(c, f->y, f->x, fixed < f->height ? fixed : f->height, f->width,
				    0, f->pan),
		.now = sequence_moment(s, f),
	};

	sequence_heads_draw(&d, fixed < s->head_height);
	d.pen = sequence_pen(c, f->y + fixed, f->x, f->height - fixed, f->width,
			     s->head_height + scroll, f->pan);
	sequence_body_draw(&d);
}
