/* SPDX-License-Identifier: MIT */
#include "ui/timeline.h"

#include <inttypes.h>
#include <stdio.h>

enum { SPEED_SLOWEST = 1, SPEED_TRUE = 4, SPEED_FASTEST = 32, FRAMES_PER_SECOND = 30 };

static const int64_t second_ns = 1000000000;

static int64_t first_stop(const struct timeline *l)
{
	return l->trace->n_events ? l->trace->events[0].end_ns : 0;
}

void timeline_init(struct timeline *l, const struct trace *trace, bool is_still)
{
	*l = (struct timeline){ .trace = trace, .speed = SPEED_TRUE, .is_still = is_still };
	l->t_ns = first_stop(l);
}

/* Where a running trace stands; never beyond its end, and so never beyond what int64_t holds. */
static int64_t running_time(const struct timeline *l, int64_t now_ns)
{
	int64_t left_ns = l->trace->end_ns - l->t_ns;
	int64_t gone_ns = now_ns > l->since_ns ? now_ns - l->since_ns : 0;

	if (gone_ns / SPEED_TRUE >= left_ns / l->speed + 1)
		return l->trace->end_ns;
	gone_ns = gone_ns * l->speed / SPEED_TRUE;
	return gone_ns < left_ns ? l->t_ns + gone_ns : l->trace->end_ns;
}

int64_t timeline_now(const struct timeline *l, int64_t now_ns)
{
	int64_t t_ns = l->is_running ? running_time(l, now_ns) : l->t_ns;
	ptrdiff_t event = trace_event_at(l->trace, t_ns);

	if (!l->is_running || !l->is_still || event < 0 || t_ns >= l->trace->end_ns)
		return t_ns;
	return l->trace->events[event].end_ns;
}

bool timeline_is_playing(const struct timeline *l, int64_t now_ns)
{
	return l->is_running && timeline_now(l, now_ns) < l->trace->end_ns;
}

bool timeline_is_over(const struct timeline *l, int64_t now_ns)
{
	const struct trace *t = l->trace;

	return !t->n_events || timeline_now(l, now_ns) >= t->events[t->n_events - 1].end_ns;
}

bool timeline_is_fresh(const struct timeline *l, int64_t now_ns)
{
	return !timeline_is_playing(l, now_ns) && timeline_now(l, now_ns) == first_stop(l);
}

static void stand(struct timeline *l, int64_t t_ns, int64_t now_ns)
{
	int64_t end_ns = l->trace->end_ns;

	l->t_ns = t_ns < 0 ? 0 : t_ns > end_ns ? end_ns : t_ns;
	l->since_ns = now_ns;
}

void timeline_play(struct timeline *l, int64_t now_ns)
{
	int64_t t_ns = timeline_now(l, now_ns);

	if (timeline_is_fresh(l, now_ns) || t_ns >= l->trace->end_ns)
		t_ns = 0;
	stand(l, t_ns, now_ns);
	l->is_running = true;
}

void timeline_pause(struct timeline *l, int64_t now_ns)
{
	stand(l, timeline_now(l, now_ns), now_ns);
	l->is_running = false;
}

void timeline_seek(struct timeline *l, int64_t t_ns, int64_t now_ns)
{
	l->is_running = timeline_is_playing(l, now_ns);
	stand(l, t_ns, now_ns);
}

static int64_t stop_after(const struct timeline *l, int64_t t_ns)
{
	ptrdiff_t event = trace_event_at(l->trace, t_ns);

	if (event >= 0 && l->trace->events[event].end_ns > t_ns)
		return l->trace->events[event].end_ns;
	if (event + 1 < (ptrdiff_t)l->trace->n_events)
		return l->trace->events[event + 1].end_ns;
	return t_ns;
}

static int64_t stop_before(const struct timeline *l, int64_t t_ns)
{
	ptrdiff_t event = trace_event_at(l->trace, t_ns);

	if (event >= 0 && l->trace->events[event].end_ns < t_ns)
		return l->trace->events[event].end_ns;
	if (event > 0)
		return l->trace->events[event - 1].end_ns;
	return t_ns;
}

void timeline_step(struct timeline *l, int direction, int64_t now_ns)
{
	int64_t t_ns = timeline_now(l, now_ns);

	l->is_running = false;
	stand(l, direction > 0 ? stop_after(l, t_ns) : stop_before(l, t_ns), now_ns);
}

void timeline_change_speed(struct timeline *l, int direction, int64_t now_ns)
{
	stand(l, timeline_now(l, now_ns), now_ns);
	if (direction > 0 && l->speed < SPEED_FASTEST)
		l->speed *= 2;
	else if (direction < 0 && l->speed > SPEED_SLOWEST)
		l->speed /= 2;
}

/* When a running trace will stand at t_ns or, rounded, just beyond. */
static int64_t clock_at(const struct timeline *l, int64_t t_ns)
{
	return l->since_ns + (t_ns - l->t_ns) * SPEED_TRUE / l->speed + 1;
}

int64_t timeline_next_ns(const struct timeline *l, int64_t now_ns)
{
	int64_t next_ns, end_ns;
	ptrdiff_t event;

	if (!timeline_is_playing(l, now_ns))
		return -1;
	end_ns = clock_at(l, l->trace->end_ns);
	next_ns = now_ns + second_ns / FRAMES_PER_SECOND;
	if (l->is_still) {
		event = trace_event_at(l->trace, running_time(l, now_ns)) + 1;
		next_ns = event < (ptrdiff_t)l->trace->n_events
			? clock_at(l, l->trace->events[event].start_ns) : end_ns;
	}
	return next_ns < end_ns ? next_ns : end_ns;
}

const char *timeline_speed_name(const struct timeline *l)
{
	switch (l->speed) {
	case 1:
		return "×0.25";
	case 2:
		return "×0.5";
	case 4:
		return "×1";
	case 8:
		return "×2";
	case 16:
		return "×4";
	default:
		return "×8";
	}
}

void timeline_clock(int64_t t_ns, char out[TIMELINE_CLOCK_SIZE])
{
	int64_t tenths = t_ns / (second_ns / 10);

	snprintf(out, TIMELINE_CLOCK_SIZE, "%" PRId64 ":%02d.%d", tenths / 600,
		 (int)(tenths / 10 % 60), (int)(tenths % 10));
}

static int column_of(const struct timeline *l, int width, int64_t t_ns)
{
	if (!l->trace->end_ns)
		return 0;
	return (int)((double)t_ns / (double)l->trace->end_ns * (width - 1) + 0.5);
}

int64_t timeline_at(const struct timeline *l, int width, int column)
{
	if (column <= 0 || width < 2)
		return 0;
	if (column >= width - 1)
		return l->trace->end_ns;
	return (int64_t)((double)l->trace->end_ns * column / (width - 1));
}

static char32_t line_char(int i, int width, bool is_past)
{
	if (i == 0)
		return is_past ? U'┝' : U'├';
	if (i == width - 1)
		return is_past ? U'┥' : U'┤';
	return is_past ? U'━' : U'─';
}

void timeline_draw(const struct timeline *l, struct canvas *c, int y, int x, int width,
		   int64_t now_ns)
{
	int here = column_of(l, width, timeline_now(l, now_ns));
	size_t n = l->trace->n_events;

	if (width < 2)
		return;
	for (int i = 0; i < width; i++)
		canvas_put_char(c, y, x + i, line_char(i, width, i < here),
				i < here ? ROLE_GAUGE : ROLE_DIM, 0);
	/* More marks than this would be a line of their own. */
	for (size_t i = 0; i < n && n <= (size_t)width / 2; i++) {
		const struct trace_event *e = &l->trace->events[i];
		int at = column_of(l, width, e->end_ns);

		if (e->outcome == OUTCOME_LOST)
			canvas_put_char(c, y, x + at, '!', ROLE_BAD, 0);
		else if (at > 0 && at < width - 1)
			canvas_put_char(c, y, x + at, at < here ? U'┿' : U'┼',
					at < here ? ROLE_GAUGE : ROLE_DIM, 0);
	}
	canvas_put_char(c, y, x + here, U'●', ROLE_ACCENT, ATTR_BOLD);
}
