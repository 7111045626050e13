/* SPDX-License-Identifier: MIT */
/* Scrolling of the player: it follows the time, and the user may look elsewhere meanwhile. */
#include "ui/player_view_internal.h"

static int clamp(int64_t n, int most)
{
	if (n > most)
		n = most;
	return n < 0 ? 0 : (int)n;
}

static int body_rows(const struct player_view *p)
{
	int height = p->places.picture_height;

	return height - sequence_fixed_rows(p->sequence, height);
}

static int scroll_most(const struct player_view *p)
{
	int rows = sequence_height(p->sequence) - sequence_head_height(p->sequence);

	return clamp(rows - body_rows(p), rows);
}

static int pan_most(const struct player_view *p)
{
	int width = sequence_width(p->sequence);

	return clamp(width - p->places.picture_width, width);
}

static int transcript_most(const struct player_view *p)
{
	return clamp((int64_t)p->transcript.n_rows - p->places.picture_height,
		     (int)p->transcript.n_rows);
}

/* Where the picture rests for event i: its arrow and what belongs to it in the lower part. */
static int scroll_of(const struct player_view *p, size_t i)
{
	size_t step = p->trace->events[i].step;
	int head = sequence_head_height(p->sequence), rows = body_rows(p);
	int arrow = sequence_step_row(p->sequence, step) - head;
	int end = sequence_step_end(p->sequence, step) - head;
	int low = end - rows * 3 / 4, high = arrow - rows / 3;

	return clamp(low < high ? low : high, scroll_most(p));
}

static int pan_of(const struct player_view *p, size_t i)
{
	const struct trace_event *e = &p->trace->events[i];
	int from = sequence_participant_column(p->sequence, e->from);
	int to = sequence_participant_column(p->sequence, e->to);

	return clamp((from + to) / 2 - p->places.picture_width / 2, pan_most(p));
}

/* From a to b in the rest between two events, slow at both ends. */
static int glide(const struct player_view *p, size_t event, int64_t t_ns, int a, int b)
{
	const struct trace_event *e = &p->trace->events[event];
	double x;

	if (p->timeline.is_still || t_ns <= e->end_ns || e[1].start_ns <= e->end_ns)
		return t_ns <= e->end_ns || p->timeline.is_still ? a : b;
	x = (double)(t_ns - e->end_ns) / (double)(e[1].start_ns - e->end_ns);
	return a + (int)((b - a) * (x * x * (3 - 2 * x)));
}

static int followed(const struct player_view *p, int64_t t_ns,
		    int (*place_of)(const struct player_view *, size_t))
{
	ptrdiff_t event = trace_event_at(p->trace, t_ns);
	size_t n = p->trace->n_events, i = event < 0 ? 0 : (size_t)event;

	if (!n)
		return 0;
	if (i + 1 == n)
		return place_of(p, i);
	return glide(p, i, t_ns, place_of(p, i), place_of(p, i + 1));
}

int player_scroll_at(const struct player_view *p, int64_t t_ns)
{
	return clamp((int64_t)followed(p, t_ns, scroll_of) + p->scroll, scroll_most(p));
}

int player_pan_at(const struct player_view *p, int64_t t_ns)
{
	return clamp((int64_t)followed(p, t_ns, pan_of) + p->pan, pan_most(p));
}

static int transcript_followed(const struct player_view *p, int64_t t_ns)
{
	ptrdiff_t event = trace_event_at(p->trace, t_ns);
	int64_t row = event < 0 ? 0 : (int64_t)transcript_find(&p->transcript, (size_t)event);

	return clamp(row - p->places.picture_height / 2, transcript_most(p));
}

int player_transcript_at(const struct player_view *p, int64_t t_ns)
{
	return clamp((int64_t)transcript_followed(p, t_ns) + p->transcript_scroll,
		     transcript_most(p));
}

bool player_scroll_by(struct player_view *p, ptrdiff_t rows, int columns, int64_t t_ns)
{
	int row, column;

	if (!p->sequence)
		return false;
	if (p->shows_transcript) {
		row = player_transcript_at(p, t_ns);
		p->transcript_scroll = clamp((int64_t)row + rows, transcript_most(p)) -
				       transcript_followed(p, t_ns);
		return player_transcript_at(p, t_ns) != row;
	}
	row = player_scroll_at(p, t_ns);
	column = player_pan_at(p, t_ns);
	p->scroll = clamp((int64_t)row + rows, scroll_most(p)) - followed(p, t_ns, scroll_of);
	p->pan = clamp((int64_t)column + columns, pan_most(p)) - followed(p, t_ns, pan_of);
	return player_scroll_at(p, t_ns) != row || player_pan_at(p, t_ns) != column;
}
