/* SPDX-License-Identifier: MIT */
#include "ui/player_view.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "ui/global_key.h"
#include "ui/motion.h"
#include "ui/player_view_internal.h"

enum { PAN_COLUMNS = 8 };

static const struct key_help keys[] = {
	{ "Space", "play", true },
	{ ". →", "next step", true },
	{ ", ←", "step back", true },
	{ "t", "transcript", true },
	{ "r", "restart", true },
	{ "+ -", "faster, slower", false },
	{ "Home g", "the first step", false },
	{ "End G", "the end", false },
	{ "0-9", "to so many tenths", false },
	{ "↑↓ j k", "scroll (also PgUp, PgDn, u, d, the wheel)", false },
	{ "< > h l", "left, right when wider than the window", false },
	{ "Click", "on the bar: go there", false },
	{ "q Backspace", "back", true },
	{ "? F1", "help", true },
	{ NULL, NULL, false },
};

/* What changes the time brings the picture back to where that time is. */
static void follow(struct player_view *p)
{
	p->scroll = p->pan = p->transcript_scroll = 0;
}

static void jump(struct player_view *p, int64_t t_ns, int64_t now_ns)
{
	timeline_seek(&p->timeline, t_ns, now_ns);
	p->has_jumped = timeline_is_over(&p->timeline, now_ns);
	follow(p);
}

static void step(struct player_view *p, int direction, int64_t now_ns)
{
	timeline_step(&p->timeline, direction, now_ns);
	p->has_jumped = p->has_jumped && timeline_is_over(&p->timeline, now_ns);
	follow(p);
}

static void play(struct player_view *p, int64_t now_ns)
{
	timeline_play(&p->timeline, now_ns);
	p->has_jumped = false;
	follow(p);
}

static void home(struct player_view *p, int64_t now_ns)
{
	timeline_pause(&p->timeline, now_ns);
	jump(p, p->trace->n_events ? p->trace->events[0].end_ns : 0, now_ns);
}

static void end(struct player_view *p, int64_t now_ns)
{
	timeline_pause(&p->timeline, now_ns);
	jump(p, p->trace->end_ns, now_ns);
}

static bool time_letter(struct player_view *p, char32_t ch, int64_t now_ns)
{
	switch (ch) {
	case ' ':
		if (timeline_is_playing(&p->timeline, now_ns))
			timeline_pause(&p->timeline, now_ns);
		else
			play(p, now_ns);
		return true;
	case '.':
		step(p, 1, now_ns);
		return true;
	case ',':
		step(p, -1, now_ns);
		return true;
	case 'r':
		jump(p, 0, now_ns);
		play(p, now_ns);
		return true;
	case 'g':
		home(p, now_ns);
		return true;
	case 'G':
		end(p, now_ns);
		return true;
	case '+':
	case '=':
		timeline_change_speed(&p->timeline, 1, now_ns);
		return true;
	case '-':
		timeline_change_speed(&p->timeline, -1, now_ns);
		return true;
	default:
		return false;
	}
}

static bool letter(struct player_view *p, char32_t ch, int64_t now_ns)
{
	int64_t t_ns = timeline_now(&p->timeline, now_ns);

	if (time_letter(p, ch, now_ns))
		return true;
	if (ch >= '0' && ch <= '9') {
		jump(p, p->trace->end_ns / 10 * (int64_t)(ch - '0'), now_ns);
		return true;
	}
	if (ch == 't') {
		p->shows_transcript = !p->shows_transcript;
		return true;
	}
	if (ch == '<' || ch == 'h')
		return player_scroll_by(p, 0, -PAN_COLUMNS, t_ns);
	if (ch == '>' || ch == 'l')
		return player_scroll_by(p, 0, PAN_COLUMNS, t_ns);
	return false;
}

static bool press(struct player_view *p, struct key k, int64_t now_ns)
{
	const struct player_places *at = &p->places;
	int column = k.x - at->bar_x;

	if (k.mouse != MOUSE_PRESS || at->bar_y < 0 || k.y != at->bar_y || column < 0 ||
	    column >= at->bar_width)
		return false;
	jump(p, timeline_at(&p->timeline, at->bar_width, column), now_ns);
	return true;
}

/* Keys of this view; false for one that means nothing here. */
static bool own_key(struct player_view *p, struct key k, int64_t now_ns)
{
	enum motion m;

	switch (k.code) {
	case K_NONE:
		return true;
	case K_LEFT:
	case K_RIGHT:
		step(p, k.code == K_LEFT ? -1 : 1, now_ns);
		return true;
	case K_HOME:
		home(p, now_ns);
		return true;
	case K_END:
		end(p, now_ns);
		return true;
	case K_CHAR:
		if (letter(p, k.ch, now_ns))
			return true;
		break;
	case K_MOUSE:
		if (press(p, k, now_ns))
			return true;
		break;
	default:
		break;
	}
	m = motion_of(k);
	return m != MOTION_NONE &&
	       player_scroll_by(p, motion_lines(m, p->places.picture_height), 0,
				timeline_now(&p->timeline, now_ns));
}

static struct action key(struct view *v, struct key k, int64_t now_ns)
{
	struct player_view *p = (struct player_view *)v;
	struct action a = { .kind = ACTION_PLAYED, .diagram = p->diagram };

	if (!own_key(p, k, now_ns))
		return global_key(k);
	if (p->is_reported || p->has_jumped || !timeline_is_over(&p->timeline, now_ns))
		return action(ACTION_DRAW);
	p->is_reported = true;
	return a;
}

static int64_t next_ns(const struct view *v, int64_t now_ns)
{
	return timeline_next_ns(&((const struct player_view *)v)->timeline, now_ns);
}

static void player_free(struct view *v)
{
	struct player_view *p = (struct player_view *)v;

	arena_done(&p->arena);
	arena_done(&p->layout_arena);
	free(p);
}

static const struct view_class player_class = {
	.name = "player",
	.help_title = "Playing a diagram",
	.keys = keys,
	.draw = player_draw,
	.key = key,
	.next_ns = next_ns,
	.free = player_free,
};

struct view *player_view_new(const struct diagram *d, const struct player_options *o)
{
	struct player_view *p = xcalloc(1, sizeof(*p));
	struct buf transcript;

	p->base.class = &player_class;
	p->diagram = d;
	arena_init(&p->arena);
	arena_init(&p->layout_arena);
	p->trace = diagram_trace(&p->arena, d);
	p->breadcrumb = arena_strdup(&p->arena, o->breadcrumb);
	buf_init(&transcript);
	trace_transcript(p->trace, d, &transcript);
	p->transcript_text = arena_strndup(&p->arena, buf_str(&transcript), transcript.len);
	buf_done(&transcript);
	timeline_init(&p->timeline, p->trace, o->is_still);
	return &p->base;
}
