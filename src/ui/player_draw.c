/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "ui/gauge.h"
#include "ui/player_view_internal.h"
#include "ui/sentence.h"
#include "ui/statusbar.h"

enum {
	TEXT_MEASURE = 72,
	TEXT_ROWS_MOST = 4,
	HEIGHT_WITH_BAR = 5,		/* of the body */
	HEIGHT_WITH_RULE = 12,
	WIDTH_WITH_MARGIN = 20,
	WIDTH_WITH_CLOCK = 64,
	BAR_END_CELLS = 8,		/* the trace's length behind the bar */
	STORY_ROWS_LEAST = 8,
	MAIN_KEYS_MOST = 16,
};

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/*
 * From below: the bar, the narration, a rule; the picture has the rest. When it
 * needs less, the rule moves up to it, and the story so far has that room.
 */
static void place_rows(struct player_view *p, struct body b)
{
	struct player_places *at = &p->places;
	bool has_rule = b.height >= HEIGHT_WITH_RULE;
	int end = b.y + b.height - (b.height >= HEIGHT_WITH_BAR);
	int spare = end - b.y - sequence_height(p->sequence) - 1;

	at->bar_y = b.height >= HEIGHT_WITH_BAR ? end : -1;
	at->has_story = has_rule && !p->shows_transcript && p->trace->n_events &&
			spare >= STORY_ROWS_LEAST;
	if (p->shows_transcript)
		at->text_height = 0;
	else if (at->has_story)
		at->text_height = spare;
	else
		at->text_height = least(p->narration_rows, most(b.height / 3, b.height >= 3));
	at->text_y = end - at->text_height;
	at->rule_y = has_rule ? at->text_y - 1 : -1;
	at->picture_y = b.y;
	at->picture_height = at->text_y - has_rule - b.y;
}

static void place(struct player_view *p, const struct canvas *c)
{
	struct player_places *at = &p->places;
	int margin = c->width >= WIDTH_WITH_MARGIN;

	*at = (struct player_places){ .bar_x = margin, .picture_x = margin };
	at->bar_width = most(c->width - 2 * margin -
			     (c->width >= WIDTH_WITH_CLOCK ? BAR_END_CELLS : 0), 0);
	at->text_width = least(c->width - 4 * margin, TEXT_MEASURE);
	at->text_x = (c->width - at->text_width) / 2;
	at->picture_width = most(c->width - 2 * margin, 0);
	place_rows(p, statusbar_body(c));
}

static const char *narration(const struct player_view *p, int64_t t_ns)
{
	ptrdiff_t event = trace_event_at(p->trace, t_ns);

	if (!p->trace->n_events)
		return "This diagram has no messages to play.";
	return p->trace->events[event < 0 ? 0 : event].narration;
}

static void lay_out(struct player_view *p, int width)
{
	int margin = width >= WIDTH_WITH_MARGIN;
	int measure = least(width - 4 * margin, TEXT_MEASURE);

	if (p->sequence && p->layout_width == width)
		return;
	arena_clear(&p->layout_arena);
	p->layout_width = width;
	p->sequence = sequence_layout(&p->layout_arena, p->diagram, most(width - 2 * margin, 1));
	transcript_layout(&p->transcript, &p->layout_arena, p->transcript_text, most(measure, 1));
	p->narration_rows = 1;
	for (size_t i = 0; i < p->trace->n_events && p->narration_rows < TEXT_ROWS_MOST; i++)
		p->narration_rows = most(p->narration_rows,
					 sentence_rows(p->trace->events[i].narration,
						       most(measure, 1), TEXT_ROWS_MOST));
}

/* That there is more above, below, on the left or on the right. */
static void edges_draw(const struct player_view *p, struct canvas *c,
		       const struct sequence_frame *f)
{
	const struct player_places *at = &p->places;
	int fixed = sequence_fixed_rows(p->sequence, f->height), x = at->picture_x + f->width;
	struct gauge_window window = {
		.y = f->y + fixed,
		.x = c->width - 1,
		.height = f->height - fixed,
		.first = (size_t)f->scroll,
		.shown = (size_t)most(f->height - fixed, 0),
		.total = (size_t)(sequence_height(p->sequence) - sequence_head_height(p->sequence)),
	};

	gauge_scroll(c, &window);
	if (at->rule_y < 0)
		return;
	if (f->pan > 0)
		canvas_puts(c, at->rule_y, x - 5, "‹ ", ROLE_ACCENT, 0);
	if (f->pan + f->width < sequence_width(p->sequence))
		canvas_puts(c, at->rule_y, x - 4, " ›", ROLE_ACCENT, 0);
}

static void picture_draw(const struct player_view *p, struct canvas *c, int64_t t_ns)
{
	const struct player_places *at = &p->places;
	int spare = most(at->picture_width - sequence_width(p->sequence), 0);
	struct sequence_frame f = {
		.trace = p->trace,
		.t_ns = t_ns,
		.y = at->picture_y,
		.x = at->picture_x + spare / 2,
		.height = at->picture_height,
		.width = at->picture_width - spare,
		.scroll = player_scroll_at(p, t_ns),
		.pan = player_pan_at(p, t_ns),
		.is_still = p->timeline.is_still,
	};

	sequence_draw_at(p->sequence, c, &f);
	edges_draw(p, c, &f);
}

static void transcript_draw(const struct player_view *p, struct canvas *c, int64_t t_ns)
{
	const struct player_places *at = &p->places;
	size_t top = (size_t)player_transcript_at(p, t_ns), n = p->transcript.n_rows;
	ptrdiff_t event = trace_event_at(p->trace, t_ns);
	struct gauge_window window = {
		.y = at->picture_y,
		.x = at->text_x + at->text_width + 1,
		.height = at->picture_height,
		.first = top,
		.shown = (size_t)at->picture_height,
		.total = n,
	};

	for (size_t i = top; i < n && i - top < (size_t)at->picture_height; i++) {
		bool is_now = p->transcript.rows[i].event == (size_t)(event + 1);

		transcript_draw_row(&p->transcript, i, c, at->picture_y + (int)(i - top),
				    at->text_x, at->text_x + at->text_width, is_now,
				    ROLE_TEXT);
	}
	gauge_scroll(c, &window);
}

/* The steps that have begun, as many of the last ones as there is room for. */
static void story_draw(const struct player_view *p, struct canvas *c, int64_t t_ns)
{
	const struct player_places *at = &p->places;
	const struct transcript *t = &p->transcript;
	ptrdiff_t event = trace_event_at(p->trace, t_ns);
	size_t now = event < 0 ? 0 : (size_t)event;
	size_t first = transcript_find(t, 0), end = t->n_rows;
	size_t room = (size_t)at->text_height;

	if (now + 1 < p->trace->n_events)
		end = transcript_find(t, now + 1);
	if (end - first > room)
		first = end - room;
	for (size_t i = first; i < end; i++) {
		bool is_now = t->rows[i].event == now + 1;

		transcript_draw_row(t, i, c, at->text_y + (int)(i - first), at->text_x,
				    at->text_x + at->text_width, is_now,
				    is_now ? ROLE_TEXT : ROLE_DIM);
	}
}

static void bar_draw(const struct player_view *p, struct canvas *c, int64_t now_ns)
{
	const struct player_places *at = &p->places;
	char clock[TIMELINE_CLOCK_SIZE];

	if (at->bar_y < 0)
		return;
	timeline_draw(&p->timeline, c, at->bar_y, at->bar_x, at->bar_width, now_ns);
	if (c->width < WIDTH_WITH_CLOCK)
		return;
	timeline_clock(p->trace->end_ns, clock);
	canvas_printf(c, at->bar_y, at->bar_x + at->bar_width, ROLE_DIM, 0, "%*s", BAR_END_CELLS,
		      clock);
}

static const char *state_sign(const struct player_view *p, int64_t now_ns)
{
	if (timeline_is_playing(&p->timeline, now_ns))
		return "▶";
	return timeline_now(&p->timeline, now_ns) >= p->trace->end_ns ? "■" : "‖";
}

/* "▶ 0:04.2  ×1  step 3 of 8" */
static void title_right(const struct player_view *p, const struct canvas *c, int64_t now_ns,
			char *out, size_t size)
{
	int64_t t_ns = timeline_now(&p->timeline, now_ns);
	ptrdiff_t event = trace_event_at(p->trace, t_ns);
	char clock[TIMELINE_CLOCK_SIZE];

	timeline_clock(t_ns, clock);
	if (c->width >= WIDTH_WITH_CLOCK)
		snprintf(out, size, "%s %s  %s  step %td of %zu", state_sign(p, now_ns), clock,
			 timeline_speed_name(&p->timeline), event + 1, p->trace->n_events);
	else
		snprintf(out, size, "%s %s  %td/%zu", state_sign(p, now_ns),
			 timeline_speed_name(&p->timeline), event + 1, p->trace->n_events);
}

/* The diagram's title, with where it comes from before it when there is room. */
static const char *title_left(const struct player_view *p, const struct canvas *c, int right_cells,
			      struct buf *b)
{
	const char *title = p->diagram->title;

	buf_adds(b, p->breadcrumb);
	if (*p->breadcrumb && *title)
		buf_adds(b, " › ");
	buf_adds(b, title);
	if (*title && (int)utf8_cells(buf_str(b), b->len) + right_cells + 4 > c->width)
		return title;
	return b->len ? buf_str(b) : "Sequence diagram";
}

static const char *hint(const struct player_view *p, int64_t now_ns)
{
	if (timeline_is_playing(&p->timeline, now_ns) || !p->trace->n_events)
		return "";
	if (timeline_is_fresh(&p->timeline, now_ns))
		return "Space plays, . shows the next step.";
	if (timeline_is_over(&p->timeline, now_ns))
		return "The end. Space plays it again, q goes back to the lesson.";
	return "";
}

/* The main keys as they work now. */
static void main_keys(const struct player_view *p, bool is_playing, struct key_help *keys)
{
	size_t n = 0;

	for (const struct key_help *k = p->base.class->keys; k->key; k++) {
		if (!k->is_main || n + 1 >= MAIN_KEYS_MOST)
			continue;
		keys[n] = *k;
		if (is_playing && !strcmp(k->does, "play"))
			keys[n].does = "pause";
		if (p->shows_transcript && !strcmp(k->does, "transcript"))
			keys[n].does = "picture";
		n++;
	}
	keys[n] = (struct key_help){ 0 };
}

static void bars_draw(const struct player_view *p, struct canvas *c, int64_t now_ns)
{
	char right[80];
	struct buf left;
	struct key_help keys[MAIN_KEYS_MOST];
	struct statusbar s = { .right = right, .status_role = ROLE_DIM, .keys = keys };

	title_right(p, c, now_ns, right, sizeof(right));
	buf_init(&left);
	s.left = title_left(p, c, (int)utf8_cells(right, strlen(right)), &left);
	s.status = hint(p, now_ns);
	main_keys(p, timeline_is_playing(&p->timeline, now_ns), keys);
	statusbar_draw(c, &p->base, &s);
	buf_done(&left);
}

void player_draw(struct view *v, struct canvas *c, int64_t now_ns)
{
	struct player_view *p = (struct player_view *)v;
	struct player_places *at = &p->places;
	int64_t t_ns = timeline_now(&p->timeline, now_ns);

	lay_out(p, c->width);
	place(p, c);
	if (at->rule_y >= 0)
		canvas_hline(c, at->rule_y, at->picture_x, at->picture_width, LINE_LIGHT,
			     ROLE_FRAME);
	if (p->shows_transcript)
		transcript_draw(p, c, t_ns);
	else
		picture_draw(p, c, t_ns);
	if (at->has_story)
		story_draw(p, c, t_ns);
	else
		sentence_draw(c, &(struct sentence_box){
			.y = at->text_y, .x = at->text_x, .max_x = at->text_x + at->text_width,
			.max_rows = at->text_height, .role = ROLE_TEXT,
		}, narration(p, t_ns));
	bar_draw(p, c, now_ns);
	bars_draw(p, c, now_ns);
}
