/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "tests/support/course.h"
#include "tests/support/views.h"
#include "ui/search_view.h"

static struct catalog catalog;	/* without lessons: the hits' own titles are shown */

static const struct search_hit hits[] = {
	{ .path = "lambda/inside.md", .title = "An inside look: S3 events",
	  .heading = "Limits that matter here", .heading_id = "limits", .line = 48,
	  .passage = "Asynchronous invocations are \x02" "retr\x03" "ied twice before the \x02"
		     "event\x03 is sent to the dead-letter queue\nor dropped, one and two minutes "
		     "later, as the function's own configuration says.",
	  .score = 2 },
	{ .path = "intro.md", .title = "Introduction", .heading = "Introduction", .heading_id = "",
	  .line = 3, .passage = "\x02" "Event\x03s are \x02" "retr\x03" "ied.", .score = 1 },
};

TEST(results_show_place_and_passage)
{
	struct view *v = search_view_new(&catalog, "");

	type(v, "retr event");
	search_view_set(v, hits, 2, "");
	t_frame(v, 24, 80,
		" Search the course                                                       1 of 2\n"
		"\n"
		"/ retr event\n"
		"\n"
		"› An inside look: S3 events › Limits that matter here\n"
		"    Asynchronous invocations are retried twice before the event is sent to the\n"
		"    dead-letter queue or dropped, one and two minutes later, as the function's\n"
		"\n"
		"  Introduction\n"
		"    Events are retried.\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" Enter open  ↑↓ choose  Esc back  F1 help\n");
	t_frame(v, 20, 60,
		" Search the course                                   1 of 2\n"
		"\n"
		"/ retr event\n"
		"\n"
		"› An inside look: S3 events › Limits that matter here\n"
		"    Asynchronous invocations are retried twice before the\n"
		"    event is sent to the dead-letter queue or dropped, one\n"
		"\n"
		"  Introduction\n"
		"    Events are retried.\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" Enter open  ↑↓ choose  Esc back  F1 help\n");
	t_frame(v, 12, 40,
		" Search the course               1 of 2\n"
		"\n"
		"/ retr event\n"
		"\n"
		"› … › Limits that matter here\n"
		"    Asynchronous invocations are\n"
		"    retried twice before the event is\n"
		"  Introduction\n"
		"    Events are retried.\n"
		"\n"
		"\n"
		" ⏎ open  ↑↓ choose  Esc back  F1 help\n");
	view_free(v);
}

TEST(found_words_are_marked_where_they_stand)
{
	struct view *v = search_view_new(&catalog, "");
	struct canvas c;

	search_view_set(v, hits, 2, "");
	canvas_init(&c, 24, 80);
	view_draw(v, &c, 0);
	for (int x = 0; x < 80; x++) {
		bool is_hit = (x >= 33 && x < 37) || (x >= 58 && x < 63);

		t_int(canvas_cell(&c, 5, x)->role == ROLE_MARK, is_hit);
	}
	t_int(canvas_cell(&c, 9, 4)->role, ROLE_MARK);
	canvas_done(&c);
	view_free(v);
}

TEST(each_change_of_the_text_asks_anew)
{
	struct view *v = search_view_new(&catalog, "");
	struct action a = type(v, "lam");

	t_int(a.kind, ACTION_QUERY);
	t_str(a.text, "lam");
	t_int(press(v, "Left").kind, ACTION_DRAW);
	a = press(v, "Backspace");
	t_int(a.kind, ACTION_QUERY);
	t_str(a.text, "lm");
	a = press(v, "Ctrl-E Ctrl-U");
	t_int(a.kind, ACTION_QUERY);
	t_str(a.text, "");
	t_int(press(v, "Backspace").kind, ACTION_DRAW);
	t_str(type(v, "q?/").text, "q?/");
	view_free(v);
}

TEST(the_words_of_the_last_search_are_replaced_unless_edited)
{
	struct view *v = search_view_new(&catalog, "la");

	t_str(type(v, "m").text, "m");
	view_free(v);
	v = search_view_new(&catalog, "la");
	t_int(press(v, "End").kind, ACTION_DRAW);
	t_str(type(v, "m").text, "lam");
	view_free(v);
	v = search_view_new(&catalog, "la");
	t_str(press(v, "Backspace").text, "");
	view_free(v);
	v = search_view_new(&catalog, "la");
	t_str(press(v, "Left Backspace").text, "a");
	view_free(v);
}

TEST(enter_opens_the_passage_and_hands_the_query_on)
{
	struct view *v = search_view_new(&catalog, "retr");
	struct action a;

	search_view_set(v, hits, 2, "");
	a = press(v, "Enter");
	t_int(a.kind, ACTION_OPEN);
	t_str(a.path, "lambda/inside.md");
	t_str(a.text, "retr");
	t_true(a.has_place);
	t_int(a.place.line, 48);
	t_str(press(v, "Down Enter").path, "intro.md");
	t_str(press(v, "PgUp Enter").path, "lambda/inside.md");
	frame(v, 24, 80);
	t_int(click(v, 9, 6, MOUSE_PRESS).kind, ACTION_DRAW);
	t_str(click(v, 8, 6, MOUSE_PRESS).path, "intro.md");
	view_free(v);
}

TEST(emptiness_says_what_to_do)
{
	struct view *v = search_view_new(&catalog, "");

	t_true(frame_has(v, 24, 80, "Type a few words"));
	t_int(press(v, "Enter").kind, ACTION_NONE);
	type(v, "zzz");
	t_false(frame_has(v, 24, 80, "Nothing found"));
	search_view_set(v, NULL, 0, "");
	t_true(frame_has(v, 24, 80, "Nothing found. Fewer words"));
	search_view_set(v, NULL, 0, "The index is being built.");
	t_true(frame_has(v, 24, 80, "The index is being built."));
	t_false(frame_has(v, 24, 80, "Nothing found"));
	view_free(v);
}

TEST(a_broken_passage_is_shown_all_the_same)
{
	struct search_hit odd = {
		.path = "x.md", .title = "X", .heading = "", .heading_id = "", .line = 1,
		.passage = "\x03 a \x02 b \x02 c \x03 d \x02",
	};
	struct view *v = search_view_new(&catalog, "a");

	search_view_set(v, &odd, 1, "");
	t_true(frame_has(v, 24, 80, "a  b  c  d"));
	odd.passage = "";
	search_view_set(v, &odd, 1, "");
	t_true(frame_has(v, 24, 80, "› X"));
	view_free(v);
}

TEST(many_results_scroll_and_any_size_works)
{
	struct search_hit many[100];
	struct view *v = search_view_new(&catalog, "x");

	for (int i = 0; i < 100; i++)
		many[i] = hits[i % 2];
	search_view_set(v, many, 100, "");
	press(v, "PgDn PgDn");
	for (int i = 0; i < 120; i++)
		press(v, "Down");
	t_true(frame_has(v, 24, 80, "100 of 100"));
	t_true(frame_has(v, 24, 80, "› Introduction"));
	t_any_size(v, "Down PgDn PgUp Up");
	view_free(v);
}

TEST(a_lesson_is_named_with_its_topic_and_a_question_is_asked)
{
	static const struct search_hit found[] = {
		{ .path = "lambda/inside.md", .title = "An inside look: S3 events",
		  .heading = "Limits", .heading_id = "limits", .line = 4, .passage = "x" },
		{ .path = "lambda/scenarios/retries.md", .title = "Old title",
		  .heading = "Lost photos", .heading_id = "lost", .line = 9, .passage = "x",
		  .is_question = true },
	};
	struct catalog c = course_made();
	struct view *v = search_view_new(&c, "x");
	struct action a;

	search_view_set(v, found, 2, "");
	t_true(frame_has(v, 24, 80, "› Lambda › An inside look: S3 events › Limits"));
	t_true(frame_has(v, 24, 80, "  Question on Lambda › Lost photos"));
	/* Where it is narrow, the nearest heading is what stays. */
	t_true(frame_has(v, 24, 44, "› … › An inside look: S3 events › Limits"));
	t_true(frame_has(v, 24, 24, "› … › Limits"));
	a = press(v, "Down Enter");
	t_int(a.kind, ACTION_QUESTION);
	t_str(a.path, "lambda/scenarios/retries.md");
	t_str(a.text, "lost");
	view_free(v);
}

TESTS(t(results_show_place_and_passage), t(found_words_are_marked_where_they_stand),
      t(each_change_of_the_text_asks_anew),
      t(the_words_of_the_last_search_are_replaced_unless_edited), t(enter_opens_the_passage_and_hands_the_query_on),
      t(emptiness_says_what_to_do), t(a_broken_passage_is_shown_all_the_same),
      t(many_results_scroll_and_any_size_works),
      t(a_lesson_is_named_with_its_topic_and_a_question_is_asked))
