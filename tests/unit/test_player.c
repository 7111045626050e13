/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <string.h>

#include "tests/support/sketch.h"
#include "tests/support/views.h"
#include "ui/player_view.h"
#include "ui/timeline.h"

enum { HEIGHT = 24, WIDTH = 80, BAR_Y = 21, BAR_X = 1, BAR_WIDTH = 70 };

static const int64_t second_ns = 1000000000;
static const int64_t hop_ns = TRACE_HOP_MS * INT64_C(1000000);
static const int64_t event_ns = (TRACE_HOP_MS + TRACE_REST_MS) * INT64_C(1000000);

struct case_data {
	struct sketch s;
	struct view *v;
};

static void open_player(struct case_data *c, bool is_still)
{
	const struct player_options o = { .breadcrumb = "Lambda", .is_still = is_still };

	c->v = player_view_new(sketch_diagram(&c->s), &o);
}

/* Four messages, to play in eight seconds. */
static void begin_as(struct case_data *c, bool is_still)
{
	static const char *const narrations[] = {
		"The first of them.", "The second of them.", "The third of them.",
		"The last of them.",
	};
	uint16_t one, two;

	sketch_init(&c->s);
	c->s.diagram.title = "Four calls";
	one = sketch_box(&c->s, "One");
	two = sketch_box(&c->s, "Two");
	for (size_t i = 0; i < 4; i++)
		sketch_message(&c->s, one, two, "call")->narration = narrations[i];
	open_player(c, is_still);
	frame(c->v, HEIGHT, WIDTH);
}

static void begin(struct case_data *c)
{
	begin_as(c, false);
}

static void finish(struct case_data *c)
{
	view_free(c->v);
	sketch_done(&c->s);
}

static bool shows_at(struct case_data *c, int64_t now_ns, const char *text)
{
	return strstr(frame_at(c->v, HEIGHT, WIDTH, now_ns), text) != NULL;
}

static bool shows(struct case_data *c, const char *text)
{
	return shows_at(c, 0, text);
}

TEST(it_starts_paused_at_the_first_step)
{
	struct case_data c;

	begin(&c);
	t_true(shows(&c, " Lambda › Four calls "));
	t_true(shows(&c, "‖ 0:00.9  ×1  step 1 of 4"));
	t_true(shows(&c, "The first of them."));
	t_true(shows(&c, "Space plays, . shows the next step."));
	t_true(shows(&c, "├────────▶│") || shows(&c, "──▶│"));
	t_int(view_next_ns(c.v, 0), -1);
	finish(&c);
}

TEST(steps_go_both_ways_and_stop_at_both_ends)
{
	struct case_data c;

	begin(&c);
	press(c.v, ".");
	t_true(shows(&c, "step 2 of 4"));
	t_true(shows(&c, "The second of them."));
	press(c.v, "→ ,");
	t_true(shows(&c, "step 2 of 4"));
	press(c.v, "← ← ← ,");
	t_true(shows(&c, "‖ 0:00.9  ×1  step 1 of 4"));
	press(c.v, ". . . . . . . .");
	t_true(shows(&c, "‖ 0:06.9  ×1  step 4 of 4"));
	finish(&c);
}

TEST(playing_begins_with_the_first_message)
{
	struct case_data c;

	begin(&c);
	t_true(shows(&c, "Space play"));
	t_int(press(c.v, "Space").kind, ACTION_DRAW);
	t_true(shows(&c, "▶ 0:00.0  ×1  step 1 of 4"));
	t_true(shows(&c, "Space pause"));
	t_true(shows_at(&c, second_ns / 2, "▶ 0:00.5"));
	t_true(shows_at(&c, 5 * second_ns, "▶ 0:05.0  ×1  step 3 of 4"));
	t_true(shows_at(&c, 8 * second_ns, "■ 0:08.0  ×1  step 4 of 4"));
	t_true(shows_at(&c, 100 * second_ns, "■ 0:08.0"));
	finish(&c);
}

TEST(pausing_stops_the_clock)
{
	struct case_data c;

	begin(&c);
	press(c.v, "Space");
	press_at(c.v, "Space", 3 * second_ns);
	t_true(shows_at(&c, 9 * second_ns, "‖ 0:03.0  ×1  step 2 of 4"));
	press_at(c.v, "Space", 9 * second_ns);
	t_true(shows_at(&c, 10 * second_ns, "▶ 0:04.0"));
	finish(&c);
}

TEST(playing_after_the_end_begins_anew)
{
	struct case_data c;

	begin(&c);
	press(c.v, "Space");
	press_at(c.v, "Space", 20 * second_ns);
	t_true(shows_at(&c, 21 * second_ns, "▶ 0:01.0"));
	press_at(c.v, "r", 22 * second_ns);
	t_true(shows_at(&c, 23 * second_ns, "▶ 0:01.0"));
	finish(&c);
}

TEST(speed_keeps_the_place_and_has_bounds)
{
	struct case_data c;

	begin(&c);
	press(c.v, "Space");
	press_at(c.v, "+", 2 * second_ns);
	t_true(shows_at(&c, 2 * second_ns, "▶ 0:02.0  ×2"));
	t_true(shows_at(&c, 3 * second_ns, "▶ 0:04.0  ×2"));
	press_at(c.v, "- - - - - -", 3 * second_ns);
	t_true(shows_at(&c, 5 * second_ns, "▶ 0:04.5  ×0.25"));
	press_at(c.v, "= + + + + + + + +", 5 * second_ns);
	t_true(shows_at(&c, 5 * second_ns, "▶ 0:04.5  ×8"));
	finish(&c);
}

TEST(idle_costs_nothing)
{
	struct case_data c;

	begin(&c);
	t_int(view_next_ns(c.v, 0), -1);
	press(c.v, "Space");
	t_int(view_next_ns(c.v, 0), second_ns / 30);
	t_int(view_next_ns(c.v, second_ns), second_ns + second_ns / 30);
	t_int(view_next_ns(c.v, 4 * event_ns - 10), 4 * event_ns + 1);
	t_int(view_next_ns(c.v, 4 * event_ns + 1), -1);
	press_at(c.v, "Space", second_ns);
	t_int(view_next_ns(c.v, second_ns), -1);
	finish(&c);
}

TEST(the_end_is_reported_once_when_played_to)
{
	struct case_data c;
	const struct key tick = { .code = K_NONE };
	struct action a;

	begin(&c);
	press(c.v, "Space");
	t_int(view_key(c.v, tick, second_ns).kind, ACTION_DRAW);
	a = view_key(c.v, tick, 8 * second_ns);
	t_int(a.kind, ACTION_PLAYED);
	t_true(a.diagram == &c.s.diagram);
	t_int(view_key(c.v, tick, 9 * second_ns).kind, ACTION_DRAW);
	press_at(c.v, "r", 10 * second_ns);
	t_int(view_key(c.v, tick, 30 * second_ns).kind, ACTION_DRAW);
	finish(&c);
}

TEST(the_end_is_reported_when_stepped_to)
{
	struct case_data c;

	begin(&c);
	t_int(press(c.v, ". .").kind, ACTION_DRAW);
	t_int(press(c.v, ".").kind, ACTION_PLAYED);
	t_int(press(c.v, ".").kind, ACTION_DRAW);
	finish(&c);
}

TEST(jumping_to_the_end_is_not_playing)
{
	struct case_data c;

	begin(&c);
	t_int(press(c.v, "G").kind, ACTION_DRAW);
	t_true(shows(&c, "■ 0:08.0  ×1  step 4 of 4"));
	t_int(press(c.v, ".").kind, ACTION_DRAW);
	t_int(press(c.v, "t").kind, ACTION_DRAW);
	t_int(press(c.v, ",").kind, ACTION_DRAW);
	t_int(click(c.v, BAR_Y, BAR_X + BAR_WIDTH - 1, MOUSE_PRESS).kind, ACTION_DRAW);
	/* Going on from before the end is. */
	t_int(press(c.v, "5 .").kind, ACTION_DRAW);
	t_int(press(c.v, ".").kind, ACTION_PLAYED);
	finish(&c);
}

TEST(digits_home_and_end_jump)
{
	struct case_data c;

	begin(&c);
	press(c.v, "5");
	t_true(shows(&c, "‖ 0:04.0  ×1  step 3 of 4"));
	press(c.v, "0");
	t_true(shows(&c, "‖ 0:00.0  ×1  step 1 of 4"));
	press(c.v, "End");
	t_true(shows(&c, "■ 0:08.0"));
	press(c.v, "Home");
	t_true(shows(&c, "‖ 0:00.9"));
	press(c.v, "G g");
	t_true(shows(&c, "‖ 0:00.9"));
	finish(&c);
}

TEST(a_jump_goes_on_playing_but_not_from_the_end)
{
	struct case_data c;

	begin(&c);
	press(c.v, "Space 5");
	t_true(shows_at(&c, second_ns, "▶ 0:05.0"));
	press_at(c.v, "5", 10 * second_ns);
	t_true(shows_at(&c, 11 * second_ns, "‖ 0:04.0"));
	finish(&c);
}

TEST(a_click_on_the_bar_goes_there)
{
	struct case_data c;

	begin(&c);
	t_true(strstr(frame_row(c.v, HEIGHT, WIDTH, BAR_Y), "┝") != NULL);
	t_int(click(c.v, BAR_Y, BAR_X + BAR_WIDTH - 1, MOUSE_PRESS).kind, ACTION_DRAW);
	t_true(shows(&c, "■ 0:08.0"));
	t_int(click(c.v, BAR_Y, BAR_X, MOUSE_PRESS).kind, ACTION_DRAW);
	t_true(shows(&c, "‖ 0:00.0"));
	click(c.v, BAR_Y, BAR_X + BAR_WIDTH / 2, MOUSE_PRESS);
	t_true(shows(&c, "‖ 0:04.0"));
	t_int(click(c.v, BAR_Y, BAR_X - 1, MOUSE_PRESS).kind, ACTION_NONE);
	t_int(click(c.v, BAR_Y, BAR_X + BAR_WIDTH, MOUSE_PRESS).kind, ACTION_NONE);
	t_int(click(c.v, BAR_Y - 1, BAR_X, MOUSE_PRESS).kind, ACTION_NONE);
	finish(&c);
}

TEST(without_animation_playing_goes_from_step_to_step)
{
	struct case_data c;

	begin_as(&c, true);
	press(c.v, "Space");
	t_true(shows(&c, "▶ 0:00.9  ×1  step 1 of 4"));
	t_true(shows_at(&c, event_ns - 1, "▶ 0:00.9  ×1  step 1 of 4"));
	t_int(view_next_ns(c.v, 0), event_ns + 1);
	t_true(shows_at(&c, event_ns, "▶ 0:02.9  ×1  step 2 of 4"));
	t_int(view_next_ns(c.v, 3 * event_ns), 4 * event_ns + 1);
	t_true(shows_at(&c, 4 * event_ns + 1, "■ 0:08.0"));
	t_int(view_next_ns(c.v, 4 * event_ns + 1), -1);
	finish(&c);
}

TEST(the_transcript_replaces_the_picture)
{
	struct case_data c;

	begin(&c);
	t_false(shows(&c, "1. One calls Two: call. The first of them."));
	press(c.v, "t");
	t_true(shows(&c, "1. One calls Two: call. The first of them."));
	t_true(shows(&c, "step 1 of 4"));
	press(c.v, "t");
	t_false(shows(&c, "1. One calls Two"));
	finish(&c);
}

TEST(the_transcript_scrolls_and_follows_the_steps)
{
	struct case_data c;
	const int height = 10;

	begin(&c);
	press(c.v, "t");
	t_true(frame_has(c.v, height, WIDTH, "Participants: One, Two"));
	press(c.v, "j j");
	t_false(frame_has(c.v, height, WIDTH, "Four calls\n\n"));
	t_true(frame_has(c.v, height, WIDTH, "4. One calls Two"));
	t_int(press(c.v, "j j j j j j").kind, ACTION_NONE);
	press(c.v, "k");
	t_false(frame_has(c.v, height, WIDTH, "4. One calls Two"));
	press(c.v, ". . .");
	t_true(frame_has(c.v, height, WIDTH, "4. One calls Two"));
	finish(&c);
}

/* More than a window holds: the running message is in sight. */
TEST(the_picture_follows_the_time_and_may_be_scrolled)
{
	struct case_data c;
	uint16_t one, two;

	sketch_init(&c.s);
	one = sketch_box(&c.s, "One");
	two = sketch_box(&c.s, "Two");
	for (int i = 1; i <= 30; i++)
		sketch_message(&c.s, one, two, "")->number = 100 + i;
	open_player(&c, false);
	t_true(shows(&c, "101"));
	press(c.v, "5");
	t_true(shows(&c, "116"));
	t_false(shows(&c, "101"));
	press(c.v, "PgUp PgUp PgUp PgUp PgUp");
	t_true(shows(&c, "101"));
	t_int(press(c.v, "k").kind, ACTION_NONE);
	press(c.v, "j");
	t_false(shows(&c, " 101 "));
	press(c.v, ".");
	t_true(shows(&c, "116"));
	press(c.v, "G");
	t_true(shows(&c, "130"));
	finish(&c);
}

TEST(scrolling_glides_between_two_steps)
{
	struct case_data c;
	int seen = 0;
	const char *before = NULL;
	char rows[2][600];

	sketch_init(&c.s);
	sketch_box(&c.s, "One");
	sketch_box(&c.s, "Two");
	sketch_message(&c.s, 0, 1, "first");
	for (int i = 0; i < 6; i++)
		sketch_block(&c.s, SEQ_LOOP, "");
	sketch_message(&c.s, 0, 1, "second");
	for (int i = 0; i < 6; i++)
		sketch_end(&c.s);
	open_player(&c, false);
	frame(c.v, 14, WIDTH);
	press(c.v, "Space");
	for (int64_t t_ns = hop_ns; t_ns <= event_ns; t_ns += event_ns / 40) {
		char *row = rows[seen % 2];

		snprintf(row, sizeof(rows[0]), "%.500s",
			 strchr(frame_at(c.v, 14, WIDTH, t_ns), '\n'));
		if (!before || strcmp(row, before) != 0) {
			before = row;
			seen++;
		}
	}
	t_true(seen > 3);
	finish(&c);
}

TEST(a_picture_wider_than_the_window_is_panned)
{
	struct case_data c;

	sketch_init(&c.s);
	for (int i = 0; i < 20; i++)
		sketch_box(&c.s, arena_printf(&c.s.arena, "P%d", i));
	sketch_message(&c.s, 0, 1, "here");
	sketch_message(&c.s, 18, 19, "there");
	open_player(&c, false);
	t_true(shows(&c, "here"));
	t_false(shows(&c, "P19"));
	t_int(press(c.v, "<").kind, ACTION_NONE);
	press(c.v, "> l");
	t_false(shows(&c, "│ P0 │"));
	t_true(shows(&c, "──‹ ›─"));
	press(c.v, "h <");
	t_true(shows(&c, "│ P0 │"));
	t_false(shows(&c, "‹"));
	press(c.v, ".");
	t_true(shows(&c, "there"));
	t_true(shows(&c, "P19"));
	t_int(press(c.v, ">").kind, ACTION_NONE);
	finish(&c);
}

TEST(a_resize_keeps_the_time)
{
	struct case_data c;

	begin(&c);
	press(c.v, "Space");
	t_true(strstr(frame_at(c.v, 40, 120, 5 * second_ns), "0:05.0") != NULL);
	t_true(strstr(frame_at(c.v, 24, 80, 5 * second_ns), "0:05.0") != NULL);
	t_true(strstr(frame_at(c.v, 12, 40, 5 * second_ns), "3/4") != NULL);
	finish(&c);
}

TEST(frames_of_any_size_and_any_key)
{
	struct case_data c;

	sketch_init(&c.s);
	sketch_everything(&c.s);
	open_player(&c, false);
	press(c.v, "j k > < PgDn t j t");
	t_any_size(c.v, "j k > < PgUp PgDn . , t j PgDn k t Space 3 + - r Home End x Tab F1 u d");
	finish(&c);
}

TEST(a_diagram_without_messages_says_so)
{
	struct case_data c;

	sketch_init(&c.s);
	open_player(&c, false);
	t_true(shows(&c, "This diagram has no messages to play."));
	t_true(shows(&c, "step 0 of 0"));
	t_any_size(c.v, ". , Space r 5 Home End t j k > < + -");
	t_int(view_next_ns(c.v, 0), -1);
	finish(&c);
}

TEST(keys_that_mean_the_same_everywhere_are_passed_on)
{
	struct case_data c;

	begin(&c);
	t_int(press(c.v, "q").kind, ACTION_BACK);
	t_int(press(c.v, "Esc").kind, ACTION_BACK);
	t_int(press(c.v, "Backspace").kind, ACTION_BACK);
	t_int(press(c.v, "?").kind, ACTION_HELP);
	t_int(press(c.v, "x").kind, ACTION_NONE);
	finish(&c);
}

TEST(the_help_names_only_keys_that_exist)
{
	struct case_data c;

	begin(&c);
	for (const struct key_help *k = c.v->class->keys; k->key; k++) {
		char names[64];

		snprintf(names, sizeof(names), "%s", k->key);
		for (char *name = strtok(names, " "); name; name = strtok(NULL, " ")) {
			struct key key;

			if (strcmp(name, "0-9") && strcmp(name, "↑↓") && strcmp(name, "Click"))
				t_int(key_parse(name, &key), ERR_OK);
		}
	}
	finish(&c);
}

TEST(a_trace_may_be_long_and_the_clock_far)
{
	const struct trace_event events[] = { { .start_ns = 0, .end_ns = INT64_MAX / 64 } };
	const struct trace t = { events, 1, INT64_MAX / 32 };
	struct timeline l;

	timeline_init(&l, &t, false);
	timeline_play(&l, INT64_MIN / 4);
	t_int(timeline_now(&l, INT64_MIN / 4 - 5), 0);
	t_int(timeline_now(&l, INT64_MAX / 2), t.end_ns);
	for (int i = 0; i < 8; i++)
		timeline_change_speed(&l, 1, 0);
	t_int(timeline_now(&l, INT64_MAX), t.end_ns);
	t_true(timeline_at(&l, 80, 40) > 0);
	t_int(timeline_at(&l, 80, 79), t.end_ns);
}

TEST(a_tall_window_tells_the_story_so_far_below_the_picture)
{
	struct case_data c;
	const int height = 40;

	begin(&c);
	t_true(frame_has(c.v, height, WIDTH, "1. One calls Two: call. The first of them."));
	t_false(frame_has(c.v, height, WIDTH, "2. One calls Two"));
	press(c.v, ". .");
	t_true(frame_has(c.v, height, WIDTH, "1. One calls Two: call. The first of them."));
	t_true(frame_has(c.v, height, WIDTH, "3. One calls Two: call. The third of them."));
	t_false(frame_has(c.v, height, WIDTH, "4. One calls Two"));
	press(c.v, "G");
	t_true(frame_has(c.v, height, WIDTH, "4. One calls Two: call. The last of them."));
	finish(&c);
}

TEST(the_transcript_needs_no_narration_and_says_how_to_leave_it)
{
	struct case_data c;

	begin(&c);
	t_true(shows(&c, "t transcript"));
	press(c.v, ". . t");
	t_true(shows(&c, "t picture"));
	t_true(shows(&c, "3. One calls Two: call. The third of them."));
	t_false(shows(&c, "\n    The third of them."));
	press(c.v, "Space");
	t_true(shows(&c, "Space pause"));
	t_true(shows(&c, "t picture"));
	finish(&c);
}

TESTS(t(it_starts_paused_at_the_first_step), t(steps_go_both_ways_and_stop_at_both_ends),
      t(playing_begins_with_the_first_message), t(pausing_stops_the_clock),
      t(playing_after_the_end_begins_anew), t(speed_keeps_the_place_and_has_bounds),
      t(idle_costs_nothing), t(the_end_is_reported_once_when_played_to),
      t(the_end_is_reported_when_stepped_to), t(jumping_to_the_end_is_not_playing),
      t(digits_home_and_end_jump), t(a_jump_goes_on_playing_but_not_from_the_end),
      t(a_click_on_the_bar_goes_there), t(without_animation_playing_goes_from_step_to_step),
      t(the_transcript_replaces_the_picture), t(the_transcript_scrolls_and_follows_the_steps),
      t(the_picture_follows_the_time_and_may_be_scrolled), t(scrolling_glides_between_two_steps),
      t(a_picture_wider_than_the_window_is_panned), t(a_resize_keeps_the_time),
      t(frames_of_any_size_and_any_key), t(a_diagram_without_messages_says_so),
      t(keys_that_mean_the_same_everywhere_are_passed_on), t(the_help_names_only_keys_that_exist),
      t(a_trace_may_be_long_and_the_clock_far),
      t(a_tall_window_tells_the_story_so_far_below_the_picture),
      t(the_transcript_needs_no_narration_and_says_how_to_leave_it))
