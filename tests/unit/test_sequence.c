/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdlib.h>
#include <string.h>

#include "canvas/canvas.h"
#include "layout/sequence.h"
#include "tests/support/sketch.h"

static const int64_t hop_ns = TRACE_HOP_MS * INT64_C(1000000);
static const int64_t event_ns = (TRACE_HOP_MS + TRACE_REST_MS) * INT64_C(1000000);

struct case_data {
	struct sketch s;
	struct arena a;
	uint16_t one, two, three;
};

static void begin(struct case_data *c)
{
	sketch_init(&c->s);
	arena_init(&c->a);
	c->one = sketch_box(&c->s, "One");
	c->two = sketch_box(&c->s, "Two");
}

static void begin_three(struct case_data *c)
{
	begin(c);
	c->three = sketch_box(&c->s, "Three");
}

static void finish(struct case_data *c)
{
	sketch_done(&c->s);
	arena_done(&c->a);
}

static const struct sequence *layout(struct case_data *c, int width)
{
	return sequence_layout(&c->a, sketch_diagram(&c->s), width);
}

static void expect_text(const struct canvas *c, const char *expected)
{
	struct buf b;

	buf_init(&b);
	canvas_text(c, &b);
	t_str(buf_str(&b), expected);
	buf_done(&b);
}

static void expect(struct case_data *c, int width, const char *expected)
{
	const struct sequence *s = layout(c, width);
	struct canvas canvas;

	canvas_init(&canvas, sequence_height(s), sequence_width(s));
	sequence_draw(s, &canvas, 0, 0);
	expect_text(&canvas, expected);
	canvas_done(&canvas);
}

/* The frame at a time, in an area of its own with all rows. */
static void draw_at(struct case_data *c, struct canvas *canvas, int64_t t_ns, bool is_still)
{
	const struct sequence *s = layout(c, 40);
	struct sequence_frame f = {
		.trace = diagram_trace(&c->a, sketch_diagram(&c->s)),
		.t_ns = t_ns,
		.height = sequence_height(s),
		.width = sequence_width(s),
		.is_still = is_still,
	};

	canvas_init(canvas, f.height, f.width);
	sequence_draw_at(s, canvas, &f);
}

static void expect_at(struct case_data *c, int64_t t_ns, bool is_still, const char *expected)
{
	struct canvas canvas;

	draw_at(c, &canvas, t_ns, is_still);
	expect_text(&canvas, expected);
	canvas_done(&canvas);
}

TEST(a_message_is_an_arrow_with_its_label_above)
{
	struct case_data c;

	begin(&c);
	sketch_message(&c.s, c.one, c.two, "call");
	sketch_reply(&c.s, c.two, c.one, "done")->number = 12;
	sketch_message(&c.s, c.one, c.two, "");
	expect(&c, 10,
		"┌─────┐   ┌─────┐\n"
		"│ One │   │ Two │\n"
		"└──┬──┘   └──┬──┘\n"
		"   │  call   │\n"
		"   ├────────▶│\n"
		"   │ 12 done │\n"
		"   │◀┄┄┄┄┄┄┄┄┤\n"
		"   ├────────▶│\n"
		"   │         │\n");
	finish(&c);
}

TEST(each_arrow_has_its_own_head_and_line)
{
	struct case_data c;

	begin(&c);
	sketch_message(&c.s, c.one, c.two, "")->arrow_head = HEAD_CROSS;
	sketch_message(&c.s, c.two, c.one, "")->arrow_head = HEAD_CROSS;
	sketch_reply(&c.s, c.one, c.two, "")->arrow_head = HEAD_OPEN;
	sketch_reply(&c.s, c.two, c.one, "")->arrow_head = HEAD_OPEN;
	sketch_message(&c.s, c.one, c.two, "")->arrow_head = HEAD_NONE;
	sketch_reply(&c.s, c.two, c.one, "")->arrow_head = HEAD_NONE;
	sketch_message(&c.s, c.two, c.one, "")->is_both_ways = true;
	expect(&c, 10,
		"┌─────┐   ┌─────┐\n"
		"│ One │   │ Two │\n"
		"└──┬──┘   └──┬──┘\n"
		"   ├────────✕│\n"
		"   │✕────────┤\n"
		"   ├┄┄┄┄┄┄┄┄❯│\n"
		"   │❮┄┄┄┄┄┄┄┄┤\n"
		"   ├─────────┤\n"
		"   ├┄┄┄┄┄┄┄┄┄┤\n"
		"   │◀───────▶│\n"
		"   │         │\n");
	finish(&c);
}

TEST(a_message_crosses_the_lifelines_between)
{
	struct case_data c;

	begin_three(&c);
	sketch_message(&c.s, c.one, c.three, "short");
	sketch_message(&c.s, c.three, c.one, "back");
	sketch_message(&c.s, c.one, c.three, "longer than a gap");
	expect(&c, 20,
		"┌─────┐   ┌─────┐  ┌───────┐\n"
		"│ One │   │ Two │  │ Three │\n"
		"└──┬──┘   └──┬──┘  └───┬───┘\n"
		"   │  short  │         │\n"
		"   ├─────────┼────────▶│\n"
		"   │         │  back   │\n"
		"   │◀────────┼─────────┤\n"
		"   │ longer than a gap │\n"
		"   ├─────────┼────────▶│\n"
		"   │         │         │\n");
	finish(&c);
}

TEST(a_message_to_oneself_is_a_loop)
{
	struct case_data c;

	begin(&c);
	sketch_message(&c.s, c.one, c.one, "a");
	sketch_reply(&c.s, c.two, c.two, "check it three times");
	expect(&c, 10,
		"┌─────┐   ┌─────┐\n"
		"│ One │   │ Two │\n"
		"└──┬──┘   └──┬──┘\n"
		"   ├──╮ a    │\n"
		"   │◀─╯      │\n"
		"   │         ├┄┄╮ check it\n"
		"   │         │  ┆ three\n"
		"   │         │◀┄╯ times\n"
		"   │         │\n");
	finish(&c);
}

TEST(activations_nest_and_arrows_meet_them)
{
	struct case_data c;

	begin(&c);
	for (int i = 0; i < 4; i++) {
		sketch_message(&c.s, c.one, c.two, "");
		sketch_life(&c.s, STEP_ACTIVATE, c.two);
	}
	for (int i = 0; i < 4; i++) {
		sketch_reply(&c.s, c.two, c.one, "");
		sketch_life(&c.s, STEP_DEACTIVATE, c.two);
	}
	sketch_life(&c.s, STEP_DEACTIVATE, c.two);
	expect(&c, 10,
		"┌─────┐   ┌─────┐\n"
		"│ One │   │ Two │\n"
		"└──┬──┘   └──┬──┘\n"
		"   ├────────▶┃\n"
		"   ├────────▶┃┃\n"
		"   ├────────▶┃┃┃\n"
		"   ├────────▶┃┃┃\n"
		"   │◀┄┄┄┄┄┄┄┄┨┃┃\n"
		"   │◀┄┄┄┄┄┄┄┄┨┃┃\n"
		"   │◀┄┄┄┄┄┄┄┄┨┃\n"
		"   │◀┄┄┄┄┄┄┄┄┨\n"
		"   │         │\n");
	finish(&c);
}

TEST(notes_stand_beside_and_over_lifelines)
{
	struct case_data c;

	begin(&c);
	sketch_note(&c.s, NOTE_OVER, c.one, c.one, "over");
	sketch_note(&c.s, NOTE_RIGHT, c.one, c.one, "right");
	sketch_note(&c.s, NOTE_LEFT, c.two, c.two, "left");
	sketch_note(&c.s, NOTE_OVER, c.two, c.one, "over both of them");
	expect(&c, 30,
		"   ┌─────┐         ┌─────┐\n"
		"   │ One │         │ Two │\n"
		"   └──┬──┘         └──┬──┘\n"
		"   ╭──┴───╮           │\n"
		"   │ over │           │\n"
		"   ╰──┬───╯           │\n"
		"      │ ╭───────╮     │\n"
		"      │ │ right │     │\n"
		"      │ ╰───────╯     │\n"
		"      │      ╭──────╮ │\n"
		"      │      │ left │ │\n"
		"      │      ╰──────╯ │\n"
		"    ╭─┴───────────────┴─╮\n"
		"    │ over both of them │\n"
		"    ╰─┬───────────────┬─╯\n"
		"      │               │\n");
	finish(&c);
}

TEST(a_note_keeps_room_for_a_word_however_narrow_it_gets)
{
	struct case_data c;

	begin(&c);
	sketch_note(&c.s, NOTE_RIGHT, c.one, c.one, "reading");
	sketch_note(&c.s, NOTE_LEFT, c.one, c.one, "writing");
	expect(&c, 1,
		"         ┌─────┐         ┌─────┐\n"
		"         │ One │         │ Two │\n"
		"         └──┬──┘         └──┬──┘\n"
		"            │ ╭─────────╮   │\n"
		"            │ │ reading │   │\n"
		"            │ ╰─────────╯   │\n"
		"╭─────────╮ │               │\n"
		"│ writing │ │               │\n"
		"╰─────────╯ │               │\n"
		"            │               │\n");
	finish(&c);
}

TEST(blocks_are_frames_around_what_is_in_them)
{
	struct case_data c;

	begin_three(&c);
	sketch_block(&c.s, SEQ_ALT, "yes");
	sketch_message(&c.s, c.one, c.two, "");
	sketch_block(&c.s, SEQ_LOOP, "twice");
	sketch_message(&c.s, c.two, c.one, "");
	sketch_end(&c.s);
	sketch_branch(&c.s, "a condition that is far too long for the border");
	sketch_message(&c.s, c.one, c.two, "");
	sketch_end(&c.s);
	sketch_message(&c.s, c.one, c.three, "");
	expect(&c, 48,
		" ┌─────┐         ┌─────┐        ┌───────┐\n"
		" │ One │         │ Two │        │ Three │\n"
		" └──┬──┘         └──┬──┘        └───┬───┘\n"
		"┌─ alt [yes] ───────┼───┐           │\n"
		"│   ├──────────────▶│   │           │\n"
		"│ ┌─ loop [twice] ──┼─┐ │           │\n"
		"│ │ │◀──────────────┤ │ │           │\n"
		"│ └─┼───────────────┼─┘ │           │\n"
		"├┄ else ┄┄┄┄┄┄┄┄┄┄┄┄┼┄┄┄┤           │\n"
		"│ [a condition that │   │           │\n"
		"│ is far too long   │   │           │\n"
		"│ for the border]   │   │           │\n"
		"│   ├──────────────▶│   │           │\n"
		"└───┼───────────────┼───┘           │\n"
		"    ├───────────────┼──────────────▶│\n"
		"    │               │               │\n");
	finish(&c);
}

TEST(a_new_participant_begins_at_the_message_that_creates_it)
{
	struct case_data c;
	uint16_t worker, actor;

	begin(&c);
	worker = sketch_box(&c.s, "Worker");
	actor = sketch_actor(&c.s, "Nina");
	sketch_life(&c.s, STEP_CREATE, worker);
	sketch_message(&c.s, c.one, worker, "start");
	sketch_life(&c.s, STEP_CREATE, actor);
	sketch_message(&c.s, worker, actor, "");
	sketch_life(&c.s, STEP_DESTROY, worker);
	sketch_message(&c.s, worker, c.two, "bye");
	sketch_message(&c.s, c.two, c.one, "");
	expect(&c, 60,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │     start     │           ┌────────┐\n"
		"   ├───────────────┼──────────▶│ Worker │\n"
		"   │               │           └───┬────┘\n"
		"   │               │               │               ○\n"
		"   │               │               ├─────────────▶╱│╲\n"
		"   │               │               │              Nina\n"
		"   │               │      bye      │               │\n"
		"   │               │◀──────────────┤               │\n"
		"   │               │               ✕               │\n"
		"   │◀──────────────┤                               │\n"
		"   │               │                               │\n");
	finish(&c);
}

TEST(one_that_no_message_leads_to_stands_alone)
{
	struct case_data c;
	uint16_t worker;

	begin(&c);
	worker = sketch_box(&c.s, "Worker");
	sketch_life(&c.s, STEP_CREATE, worker);
	sketch_life(&c.s, STEP_DESTROY, worker);
	sketch_message(&c.s, c.one, c.two, "");
	expect(&c, 20,
		"┌─────┐   ┌─────┐\n"
		"│ One │   │ Two │\n"
		"└──┬──┘   └──┬──┘\n"
		"   │         │      ┌──────┐\n"
		"   │         │      │Worker│\n"
		"   │         │      └──┬───┘\n"
		"   ├────────▶│         │\n"
		"   │         │         ✕\n"
		"   │         │\n");
	finish(&c);
}

TEST(groups_have_a_bracket_over_their_heads)
{
	struct case_data c;

	begin(&c);
	sketch_group(&c.s, "VPC");
	sketch_box(&c.s, "App");
	sketch_box(&c.s, "Database");
	sketch_group(&c.s, "");
	sketch_actor(&c.s, "Ann");
	expect(&c, 20,
		"                    ╭─ VPC ────────────╮  ╭─╮\n"
		"┌─────┐   ┌─────┐   ┌─────┐ ┌──────────┐   ○\n"
		"│ One │   │ Two │   │ App │ │ Database │  ╱│╲\n"
		"└──┬──┘   └──┬──┘   └──┬──┘ └────┬─────┘  Ann\n"
		"   │         │         │         │         │\n");
	finish(&c);
}

TEST(a_name_that_does_not_fit_is_broken_and_then_cut)
{
	struct case_data c;

	begin(&c);
	sketch_box(&c.s, "Simple Notification Service");
	sketch_box(&c.s, "a very long name of a participant that nobody would choose");
	sketch_box(&c.s, "");
	expect(&c, 20,
		"┌─────┐   ┌─────┐  ┌───────┐ ┌────────┐   ┌──┐\n"
		"│     │   │     │  │Simple │ │ a very │   │  │\n"
		"│ One │   │ Two │  │Notific│ │  long  │   │  │\n"
		"│     │   │     │  │ation… │ │name of…│   │  │\n"
		"└──┬──┘   └──┬──┘  └───┬───┘ └───┬────┘   └┬─┘\n"
		"   │         │         │         │         │\n");
	finish(&c);
}

TEST(labels_are_wrapped_to_fit_the_width)
{
	struct case_data c;
	const struct sequence *s;

	sketch_init(&c.s);
	arena_init(&c.a);
	for (int i = 0; i < 5; i++)
		sketch_box(&c.s, "Participant");
	for (uint16_t i = 0; i < 4; i++)
		sketch_message(&c.s, i, i + 1, "a label of thirty-two characters");
	s = layout(&c, 80);
	t_int(sequence_width(s), 80);
	t_int(sequence_height(s), 3 + 4 * 4 + 1);
	t_true(sequence_width(layout(&c, 200)) < 200);
	t_int(sequence_height(layout(&c, 200)), 3 + 4 * 2 + 1);
	finish(&c);
}

TEST(ten_cells_a_lifeline_is_the_least)
{
	struct case_data c;
	int width;

	sketch_init(&c.s);
	arena_init(&c.a);
	for (int i = 0; i < 20; i++)
		sketch_box(&c.s, "Participant");
	for (uint16_t i = 0; i < 19; i++)
		sketch_message(&c.s, i, i + 1, "a label of thirty-two characters");
	width = sequence_width(layout(&c, 1));
	t_true(width >= 190 && width <= 200);
	t_int(sequence_width(layout(&c, width)), width);
	t_int(sequence_width(layout(&c, width + 7)), width + 7);
	finish(&c);
}

TEST(a_diagram_may_be_empty)
{
	struct case_data c;

	sketch_init(&c.s);
	arena_init(&c.a);
	expect(&c, 20, "\n");
	sketch_block(&c.s, SEQ_LOOP, "nothing in it");
	sketch_end(&c.s);
	expect(&c, 20, "\n\n\n");
	sketch_box(&c.s, "One");
	expect(&c, 20,
		"┌─────┐\n"
		"│ One │\n"
		"└──┬──┘\n"
		" ┌─ loop ──────────┐\n"
		" │ [nothing in it] │\n"
		" └─┼───────────────┘\n"
		"   │\n");
	finish(&c);
}

TEST(blocks_need_not_be_balanced)
{
	struct case_data c;

	begin(&c);
	sketch_end(&c.s);
	sketch_branch(&c.s, "nowhere");
	sketch_block(&c.s, SEQ_OPT, "");
	sketch_message(&c.s, c.one, c.two, "");
	expect(&c, 20,
		"┌─────┐      ┌─────┐\n"
		"│ One │      │ Two │\n"
		"└──┬──┘      └──┬──┘\n"
		" ┌─ opt ────────┼─┐\n"
		" │ ├───────────▶│ │\n"
		" └─┼────────────┼─┘\n"
		"   │            │\n");
	finish(&c);
}

TEST(steps_that_name_nobody_draw_nothing)
{
	struct case_data c;

	begin(&c);
	sketch_message(&c.s, c.one, DIAGRAM_NOBODY, "lost");
	sketch_note(&c.s, NOTE_OVER, 7, 7, "lost");
	sketch_life(&c.s, STEP_ACTIVATE, DIAGRAM_NOBODY);
	sketch_life(&c.s, STEP_CREATE, DIAGRAM_NOBODY);
	sketch_life(&c.s, STEP_DESTROY, DIAGRAM_NOBODY);
	expect(&c, 20,
		"┌─────┐      ┌─────┐\n"
		"│ One │      │ Two │\n"
		"└──┬──┘      └──┬──┘\n"
		"   │            │\n");
	finish(&c);
}

/* Deeper frames share their columns: the picture stays narrow, the work linear. */
TEST(deep_nesting_is_laid_out_and_drawn)
{
	enum { DEPTH = 30000 };
	struct case_data c;
	const struct sequence *s;
	struct canvas canvas;

	begin(&c);
	for (int i = 0; i < DEPTH; i++)
		sketch_block(&c.s, SEQ_LOOP, "again");
	sketch_message(&c.s, c.one, c.two, "call");
	s = layout(&c, 40);
	t_true(sequence_width(s) <= 40);
	t_int(sequence_height(s), 3 + DEPTH + 2 + DEPTH + 1);
	canvas_init(&canvas, 24, 40);
	sequence_draw(s, &canvas, -DEPTH, 0);
	sequence_draw(s, &canvas, 0, 0);
	canvas_done(&canvas);
	finish(&c);
}

TEST(a_long_diagram_shows_any_part_of_itself)
{
	enum { MESSAGES = 20000 };
	struct case_data c;
	const struct sequence *s;
	struct canvas canvas;
	struct sequence_frame f = { .height = 6, .width = 40 };

	begin(&c);
	for (int i = 0; i < MESSAGES; i++)
		sketch_message(&c.s, c.one, c.two, "")->number = i + 1;
	s = layout(&c, 20);
	f.trace = diagram_trace(&c.a, sketch_diagram(&c.s));
	f.t_ns = f.trace->end_ns;
	f.scroll = 2 * (MESSAGES - 2);
	canvas_init(&canvas, 6, 20);
	sequence_draw_at(s, &canvas, &f);
	expect_text(&canvas,
		"  One          Two\n"
		"   │   19999    │\n"
		"   ├───────────▶│\n"
		"   │   20000    │\n"
		"   ├───────────▶│\n"
		"   │            │\n");
	canvas_done(&canvas);
	finish(&c);
}

static void two_messages(struct case_data *c)
{
	begin(c);
	sketch_message(&c->s, c->one, c->two, "call");
	sketch_life(&c->s, STEP_ACTIVATE, c->two);
	sketch_note(&c->s, NOTE_OVER, c->two, c->two, "works");
	sketch_block(&c->s, SEQ_OPT, "fine");
	sketch_reply(&c->s, c->two, c->one, "done")->arrow_head = HEAD_CROSS;
	sketch_end(&c->s);
}

TEST(before_the_first_message_nothing_has_happened)
{
	struct case_data c;

	two_messages(&c);
	expect_at(&c, -1, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n");
	finish(&c);
}

TEST(a_message_goes_its_way_in_time)
{
	struct case_data c;

	two_messages(&c);
	expect_at(&c, 0, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │     call      │\n"
		"   ├▶              │\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n");
	expect_at(&c, hop_ns / 2, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │     call      │\n"
		"   ├───────▶       │\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n");
	expect_at(&c, hop_ns, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │     call      │\n"
		"   ├──────────────▶┃\n"
		"   │           ╭───┸───╮\n"
		"   │           │ works │\n"
		"   │           ╰───┰───╯\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n");
	finish(&c);
}

TEST(in_the_rest_time_runs_down_to_the_next_message)
{
	struct case_data c;

	two_messages(&c);
	expect_at(&c, event_ns - 1, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │     call      │\n"
		"   ├──────────────▶┃\n"
		"   │           ╭───┸───╮\n"
		"   │           │ works │\n"
		"   │           ╰───┰───╯\n"
		"   │               ┃\n"
		"   │               ┃\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n");
	expect_at(&c, event_ns, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │     call      │\n"
		"   ├──────────────▶┃\n"
		"   │           ╭───┸───╮\n"
		"   │           │ works │\n"
		"   │           ╰───┰───╯\n"
		" ┌─ opt [fine] ────╂─┐\n"
		" │ │     done      ┃ │\n"
		" │ │              ◀┨ │\n"
		" └─┼───────────────┼─┘\n"
		"   ┆               ┆\n");
	finish(&c);
}

TEST(a_lost_message_shows_its_cross_only_on_arrival)
{
	struct case_data c;

	two_messages(&c);
	expect_at(&c, event_ns + hop_ns / 2, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │     call      │\n"
		"   ├──────────────▶┃\n"
		"   │           ╭───┸───╮\n"
		"   │           │ works │\n"
		"   │           ╰───┰───╯\n"
		" ┌─ opt [fine] ────╂─┐\n"
		" │ │     done      ┃ │\n"
		" │ │       ◀┄┄┄┄┄┄┄┨ │\n"
		" └─┼───────────────┼─┘\n"
		"   ┆               ┆\n");
	expect_at(&c, event_ns + hop_ns, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │     call      │\n"
		"   ├──────────────▶┃\n"
		"   │           ╭───┸───╮\n"
		"   │           │ works │\n"
		"   │           ╰───┰───╯\n"
		" ┌─ opt [fine] ────╂─┐\n"
		" │ │     done      ┃ │\n"
		" │ │✕┄┄┄┄┄┄┄┄┄┄┄┄┄┄┨ │\n"
		" └─┼───────────────╂─┘\n"
		"   ┆               ┆\n");
	finish(&c);
}

TEST(with_reduced_motion_messages_appear_whole)
{
	struct case_data c;

	two_messages(&c);
	expect_at(&c, 0, true,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │     call      │\n"
		"   ├──────────────▶┃\n"
		"   │           ╭───┸───╮\n"
		"   │           │ works │\n"
		"   │           ╰───┰───╯\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n");
	finish(&c);
}

TEST(what_is_new_appears_when_its_message_has_arrived)
{
	struct case_data c;
	uint16_t worker;

	begin(&c);
	worker = sketch_box(&c.s, "Worker");
	sketch_life(&c.s, STEP_CREATE, worker);
	sketch_message(&c.s, c.two, worker, "start");
	expect_at(&c, hop_ns / 2, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │               │  start\n"
		"   │               ├────▶\n"
		"   ┆               ┆\n"
		"   ┆               ┆\n");
	expect_at(&c, hop_ns, false,
		"┌─────┐         ┌─────┐\n"
		"│ One │         │ Two │\n"
		"└──┬──┘         └──┬──┘\n"
		"   │               │  start   ┌────────┐\n"
		"   │               ├─────────▶│ Worker │\n"
		"   │               │          └───┬────┘\n"
		"   ┆               ┆              ┆\n");
	finish(&c);
}

static enum role role_of(const struct canvas *c, char32_t ch, unsigned *ret_attr)
{
	for (int i = 0; i < c->height * c->width; i++) {
		if (c->cells[i].ch[0] != ch)
			continue;
		*ret_attr = c->cells[i].attr;
		return c->cells[i].role;
	}
	fail();
	return ROLE_TEXT;
}

/* Also at the corners of a loop. */
TEST(a_message_on_its_way_always_has_a_head)
{
	struct case_data c;

	begin(&c);
	sketch_message(&c.s, c.one, c.one, "a label of three lines or more");
	for (int64_t t_ns = 0; t_ns <= hop_ns; t_ns += hop_ns / 30) {
		struct canvas canvas;
		int heads = 0;

		draw_at(&c, &canvas, t_ns, false);
		for (int i = 0; i < canvas.height * canvas.width; i++) {
			char32_t ch = canvas.cells[i].ch[0];

			heads += ch == U'▶' || ch == U'◀' || ch == U'▼';
		}
		t_int(heads, 1);
		canvas_done(&canvas);
	}
	finish(&c);
}

TEST(the_running_message_stands_out_and_the_future_is_faint)
{
	struct case_data c;
	struct canvas canvas;
	unsigned attr;

	two_messages(&c);
	draw_at(&c, &canvas, hop_ns / 2, false);
	t_int(role_of(&canvas, U'▶', &attr), ROLE_MESSAGE_NOW);
	t_int(role_of(&canvas, U'┆', &attr), ROLE_LIFELINE);
	t_int(attr, ATTR_DIM);
	t_int(role_of(&canvas, U'O', &attr), ROLE_TEXT);
	t_int(attr, ATTR_BOLD);
	canvas_done(&canvas);
	draw_at(&c, &canvas, event_ns + hop_ns, false);
	t_int(role_of(&canvas, U'▶', &attr), ROLE_MESSAGE);
	t_int(role_of(&canvas, U'✕', &attr), ROLE_BAD);
	canvas_done(&canvas);
	finish(&c);
}

TEST(heads_stay_while_the_rest_scrolls_and_pans)
{
	struct case_data c;
	const struct sequence *s;
	struct canvas canvas;
	struct sequence_frame f = { .y = 1, .x = 2, .height = 8, .width = 12 };

	two_messages(&c);
	s = layout(&c, 20);
	f.trace = diagram_trace(&c.a, sketch_diagram(&c.s));
	f.t_ns = f.trace->end_ns;
	f.scroll = 2;
	f.pan = 3;
	canvas_init(&canvas, 10, 20);
	sequence_draw_at(s, &canvas, &f);
	expect_text(&canvas,
		"\n"
		"  ───┐   ┌────\n"
		"  ne │   │ Two\n"
		"  ┬──┘   └──┬─\n"
		"  │     ╭───┸─\n"
		"  │     │ work\n"
		"  │     ╰───┰─\n"
		"   opt [fine]\n"
		"  │  done   ┃\n"
		"\n");
	canvas_done(&canvas);
	finish(&c);
}

TEST(a_low_area_has_names_instead_of_boxes)
{
	struct case_data c;
	const struct sequence *s;
	struct canvas canvas;
	struct sequence_frame f = { .height = 5, .width = 20 };

	two_messages(&c);
	c.s.participants[c.two].label = "Two\nor three of them";
	s = layout(&c, 20);
	f.trace = diagram_trace(&c.a, sketch_diagram(&c.s));
	canvas_init(&canvas, 5, 20);
	t_int(sequence_fixed_rows(s, 5), 1);
	t_int(sequence_fixed_rows(s, 20), sequence_head_height(s));
	sequence_draw_at(s, &canvas, &f);
	expect_text(&canvas,
		"  One    Two or t…\n"
		"   │  call   │\n"
		"   ├▶        │\n"
		"   ┆         ┆\n"
		"   ┆         ┆\n");
	canvas_done(&canvas);
	finish(&c);
}

TEST(rows_and_columns_of_steps_are_known)
{
	struct case_data c;
	const struct sequence *s;

	two_messages(&c);
	s = layout(&c, 20);
	t_int(sequence_head_height(s), 3);
	t_int(sequence_step_row(s, 0), 4);
	t_int(sequence_step_row(s, 2), 6);
	t_int(sequence_step_end(s, 0), 7);
	t_int(sequence_step_row(s, 3), 8);
	t_int(sequence_step_row(s, 4), 10);
	t_int(sequence_step_end(s, 4), 11);
	t_int(sequence_participant_column(s, 0), 3);
	t_int(sequence_participant_column(s, 1), 13);
	finish(&c);
}

TEST(tabs_in_labels_are_blanks)
{
	struct case_data c;

	begin(&c);
	sketch_message(&c.s, c.one, c.two, "a\tb");
	sketch_message(&c.s, c.one, c.two, "a\tb")->number = 1;
	expect(&c, 20,
		"┌─────┐      ┌─────┐\n"
		"│ One │      │ Two │\n"
		"└──┬──┘      └──┬──┘\n"
		"   │    a b     │\n"
		"   ├───────────▶│\n"
		"   │   1 a b    │\n"
		"   ├───────────▶│\n"
		"   │            │\n");
	finish(&c);
}

TEST(wide_characters_are_cut_at_the_edge_of_an_area_as_a_whole)
{
	struct case_data c;
	const struct sequence *s;
	struct canvas canvas;
	struct sequence_frame f = { .height = 9, .width = 4 };

	begin(&c);
	sketch_message(&c.s, c.one, c.two, "桜の花");
	s = layout(&c, 20);
	f.trace = diagram_trace(&c.a, sketch_diagram(&c.s));
	for (f.pan = 0; f.pan < 20; f.pan++) {
		canvas_init(&canvas, 9, 6);
		sequence_draw_at(s, &canvas, &f);
		for (int y = 0; y < 9; y++)
			t_int(canvas_cell(&canvas, y, 4)->ch[0], ' ');
		canvas_done(&canvas);
	}
	finish(&c);
}

TESTS(t(a_message_is_an_arrow_with_its_label_above), t(each_arrow_has_its_own_head_and_line),
      t(a_message_crosses_the_lifelines_between), t(a_message_to_oneself_is_a_loop),
      t(activations_nest_and_arrows_meet_them), t(notes_stand_beside_and_over_lifelines),
      t(a_note_keeps_room_for_a_word_however_narrow_it_gets),
      t(blocks_are_frames_around_what_is_in_them),
      t(a_new_participant_begins_at_the_message_that_creates_it),
      t(one_that_no_message_leads_to_stands_alone), t(groups_have_a_bracket_over_their_heads),
      t(a_name_that_does_not_fit_is_broken_and_then_cut), t(labels_are_wrapped_to_fit_the_width),
      t(ten_cells_a_lifeline_is_the_least), t(a_diagram_may_be_empty),
      t(blocks_need_not_be_balanced), t(steps_that_name_nobody_draw_nothing),
      t(deep_nesting_is_laid_out_and_drawn), t(a_long_diagram_shows_any_part_of_itself),
      t(before_the_first_message_nothing_has_happened), t(a_message_goes_its_way_in_time),
      t(in_the_rest_time_runs_down_to_the_next_message),
      t(a_lost_message_shows_its_cross_only_on_arrival),
      t(with_reduced_motion_messages_appear_whole),
      t(what_is_new_appears_when_its_message_has_arrived),
      t(a_message_on_its_way_always_has_a_head),
      t(the_running_message_stands_out_and_the_future_is_faint),
      t(heads_stay_while_the_rest_scrolls_and_pans), t(a_low_area_has_names_instead_of_boxes),
      t(rows_and_columns_of_steps_are_known), t(tabs_in_labels_are_blanks),
      t(wide_characters_are_cut_at_the_edge_of_an_area_as_a_whole))
