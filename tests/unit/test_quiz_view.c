/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdlib.h>

#include "tests/support/lesson.h"
#include "tests/support/views.h"
#include "ui/quiz_view.h"

static const char permissions[] =
	"---\nid: two-permissions\ntype: multiple\n---\n"
	"Which two hold?\n\n"
	"- [x] The bucket needs leave to call the function\n  > By its resource policy.\n"
	"- [ ] The function needs leave to be called twice\n  > There is no such thing.\n"
	"- [x] The role needs leave to read the object\n  > By its own policy.\n";

static const char letters[] =
	"---\nid: ten\ntype: single\n---\n"
	"Which letter is the eighth?\n\n"
	"- [ ] A\n- [ ] B\n- [ ] C\n- [ ] D\n- [ ] E\n- [ ] F\n- [ ] G\n- [x] H\n- [ ] I\n- [ ] J\n\n"
	"## Hint\nCount.\n";

struct quiz {
	struct arena arena;
	const struct item *items[3];
	const char *topics[3];
	struct view *view;
};

/* The first n of the questions above, in the author's order. */
static void quiz_init(struct quiz *q, size_t n)
{
	arena_init(&q->arena);
	q->items[0] = item_made(&q->arena, question_text);
	q->items[1] = item_made(&q->arena, permissions);
	q->items[2] = item_made(&q->arena, letters);
	for (int i = 0; i < 3; i++)
		q->topics[i] = "lambda";
	q->view = quiz_view_new(&(struct quiz_state){
		.title = "Lambda", .items = q->items, .topics = q->topics, .n_items = n,
		.keeps_order = true,
	});
}

static void quiz_done(struct quiz *q)
{
	view_free(q->view);
	arena_done(&q->arena);
}

static struct action answer(struct quiz *q, const char *names)
{
	struct action a = press(q->view, names);

	t_int(a.kind, ACTION_ANSWER);
	quiz_view_recorded(q->view, ERR_OK, "");
	return a;
}

TEST(a_question_shows_stem_and_options)
{
	struct quiz q;

	quiz_init(&q, 2);
	t_frame(q.view, 24, 80,
		" Lambda · Resilient Cloud Solutions · difficulty 2                       1 of 2\n"
		"\n"
		"   Lost thumbnails\n"
		"\n"
		"   A company resizes photos with a function triggered by bucket events.\n"
		"   During a bad release the function failed for two minutes. No dead-letter\n"
		"   queue is set. What happened to the events of the first minute?\n"
		"\n"
		" › ○ a  Dropped at once\n"
		"   ○ b  Tried three times in all, then dropped\n"
		"   ○ c  Kept by S3 until the function works again\n"
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
		" Hints left: 2\n"
		" a-c choose  Enter answer  ↑↓ move  h hint  n skip  q stop  ? help\n");
	t_frame(q.view, 20, 60,
		" Lambda · Resilient Cloud Solutions · difficulty 2   1 of 2\n"
		"\n"
		"   Lost thumbnails\n"
		"\n"
		"   A company resizes photos with a function triggered by\n"
		"   bucket events. During a bad release the function\n"
		"   failed for two minutes. No dead-letter queue is set.\n"
		"   What happened to the events of the first minute?\n"
		"\n"
		" › ○ a  Dropped at once\n"
		"   ○ b  Tried three times in all, then dropped\n"
		"   ○ c  Kept by S3 until the function works again\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" Hints left: 2\n"
		" a-c choose  ⏎ answer  ↑↓ move  h hint  q stop  ? help\n");
	t_frame(q.view, 12, 40,
		" Lambda · Resilient Cloud Solu…  1 of 2\n"
		" Lost thumbnails                       ▐\n"
		" A company resizes photos with a       ▐\n"
		" function triggered by bucket events.  ▐\n"
		" During a bad release the function     ▐\n"
		" failed for two minutes. No dead-letter▐\n"
		" queue is set. What happened to the    ▐\n"
		" events of the first minute?\n"
		"\n"
		" › ○ a  Dropped at once\n"
		" Hints left: 2\n"
		" a-c choose  ⏎ answer  q stop  ? help\n");
	quiz_done(&q);
}

TEST(after_the_answer_every_option_says_why)
{
	struct quiz q;

	quiz_init(&q, 2);
	answer(&q, "a Enter");
	t_frame(q.view, 24, 80,
		" Lambda · Resilient Cloud Solutions · difficulty 2                       1 of 2\n"
		"\n"
		"   Lost thumbnails\n"
		"\n"
		"   A company resizes photos with a function triggered by bucket events.\n"
		"   During a bad release the function failed for two minutes. No dead-letter\n"
		"   queue is set. What happened to the events of the first minute?\n"
		"\n"
		" ✘ ● a  Dropped at once\n"
		"        │ Asynchronous invocations are not dropped at the first error.\n"
		"\n"
		" → ○ b  Tried three times in all, then dropped\n"
		"        │ Two retries follow the first attempt, one and two minutes later.\n"
		"\n"
		"   ○ c  Kept by S3 until the function works again\n"
		"        │ S3 hands the event over and forgets it: Lambda's queue holds it.\n"
		"\n"
		"   ✘ Not right: the answer is b.\n"
		"\n"
		"   The queue is Lambda's own.\n"
		"\n"
		"\n"
		" ✘ Not right: the answer is b. Saved.\n"
		" Enter next  p previous  u undo  s sources  q stop  ? help\n");
	quiz_done(&q);
}

TEST(several_right_ones_are_told_apart_from_missed_and_wrong_ones)
{
	struct quiz q;

	quiz_init(&q, 2);
	answer(&q, "b Enter");
	press(q.view, "n");
	answer(&q, "b c Enter");
	t_frame(q.view, 24, 80,
		" Lambda                                                                  2 of 2\n"
		"\n"
		"   Which two hold?\n"
		"\n"
		"   Choose two.\n"
		"\n"
		" → ☐ a  The bucket needs leave to call the function\n"
		"        │ By its resource policy.\n"
		"\n"
		" ✘ ☑ b  The function needs leave to be called twice\n"
		"        │ There is no such thing.\n"
		"\n"
		" ✔ ☑ c  The role needs leave to read the object\n"
		"        │ By its own policy.\n"
		"\n"
		"   ✘ Not right: the answer is a and c.\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" ✘ Not right: the answer is a and c. Saved.\n"
		" Enter next  p previous  u undo  s sources  q stop  ? help\n");
	quiz_done(&q);
}

TEST(nothing_is_acknowledged_before_it_is_recorded)
{
	struct quiz q;
	struct action a;

	quiz_init(&q, 1);
	frame(q.view, 24, 80);
	a = press(q.view, "b Enter");
	t_int(a.kind, ACTION_ANSWER);
	t_str(a.attempt->item, "lambda-async-retries");
	t_str(a.attempt->topic, "lambda");
	t_int(a.attempt->chosen, 2);
	t_true(a.attempt->is_right);
	t_true(frame_has(q.view, 24, 80, "saving…"));
	t_false(frame_has(q.view, 24, 80, "Right"));
	t_false(frame_has(q.view, 24, 80, "Two retries follow"));
	t_int(press(q.view, "Enter").kind, ACTION_NONE);
	t_int(press(q.view, "a").kind, ACTION_NONE);
	quiz_view_recorded(q.view, ERR_OK, "");
	t_true(frame_has(q.view, 24, 80, "✔ Right. Saved."));
	t_true(frame_has(q.view, 24, 80, "Two retries follow"));
	quiz_view_recorded(q.view, ERR_IO, "too late");
	t_false(frame_has(q.view, 24, 80, "too late"));
	quiz_done(&q);
}

TEST(an_answer_that_is_not_saved_says_so_and_why)
{
	struct quiz q;

	quiz_init(&q, 1);
	press(q.view, "b Enter");
	quiz_view_recorded(q.view, ERR_FULL, "The disk is full.");
	t_true(frame_has(q.view, 24, 80, "✔ Right. Not saved: The disk is full."));
	t_true(frame_has(q.view, 40, 80, "This answer is not saved:"));
	t_true(frame_has(q.view, 24, 80, "Two retries follow"));
	press(q.view, "n");
	t_true(frame_has(q.view, 24, 80, "1 not saved"));
	/* There is nothing on the disk that could be taken back. */
	t_int(press(q.view, "u").kind, ACTION_DRAW);
	t_true(frame_has(q.view, 24, 80, "1 of 1"));
	t_true(frame_has(q.view, 24, 80, "› ○ a"));
	quiz_done(&q);
}

TEST(empty_and_incomplete_choices_are_refused)
{
	struct quiz q;

	quiz_init(&q, 2);
	t_int(press(q.view, "Enter").kind, ACTION_DRAW);
	t_true(frame_has(q.view, 24, 80, "Choose one first: a letter or Space."));
	press(q.view, "n");
	t_true(frame_has(q.view, 24, 80, "Choose two."));
	press(q.view, "Enter");
	t_true(frame_has(q.view, 24, 80, "Choose two first: a letter or Space."));
	t_int(press(q.view, "a Enter").kind, ACTION_DRAW);
	t_true(frame_has(q.view, 24, 80, "Choose two: you have chosen one."));
	t_int(press(q.view, "b c Enter").kind, ACTION_DRAW);
	t_true(frame_has(q.view, 24, 80, "Choose two: you have chosen three."));
	t_int(press(q.view, "b Enter").attempt->chosen, 5);
	quiz_done(&q);
}

TEST(space_arrows_digits_and_letters_choose)
{
	struct quiz q;

	quiz_init(&q, 2);
	press(q.view, "Down Down Space");
	t_true(frame_has(q.view, 24, 80, "› ● c"));
	press(q.view, "1");
	t_true(frame_has(q.view, 24, 80, "› ● a"));
	t_true(frame_has(q.view, 24, 80, "  ○ c"));
	t_int(press(q.view, "4").kind, ACTION_NONE);
	press(q.view, "n Space Space j Space");
	t_true(frame_has(q.view, 24, 80, "  ☐ a"));
	t_true(frame_has(q.view, 24, 80, "› ☑ b"));
	quiz_done(&q);
}

TEST(an_option_goes_before_a_command_of_the_same_letter)
{
	struct quiz q;

	quiz_init(&q, 3);
	press(q.view, "n n");
	t_true(frame_has(q.view, 24, 80, "a-j choose"));
	press(q.view, "h");
	t_true(frame_has(q.view, 24, 80, "› ● h"));
	t_false(frame_has(q.view, 24, 80, "Count."));
	press(q.view, "H");
	t_true(frame_has(q.view, 24, 80, "Count."));
	press(q.view, "0");
	t_true(frame_has(q.view, 24, 80, "› ● j"));
	quiz_done(&q);
}

TEST(hints_come_one_at_a_time_and_are_counted)
{
	struct quiz q;

	quiz_init(&q, 2);
	t_true(frame_has(q.view, 24, 80, "Hints left: 2"));
	press(q.view, "h");
	t_true(frame_has(q.view, 24, 80, "Hint 1 of 2"));
	t_true(frame_has(q.view, 24, 80, "Think of who holds the event."));
	t_false(frame_has(q.view, 24, 80, "There are two retries."));
	press(q.view, "h");
	t_true(frame_has(q.view, 24, 80, "There are two retries."));
	press(q.view, "h");
	t_true(frame_has(q.view, 24, 80, "That was the last hint."));
	t_int(press(q.view, "b Enter").attempt->hints_seen, 2);
	quiz_view_recorded(q.view, ERR_OK, "");
	press(q.view, "n h");
	t_true(frame_has(q.view, 24, 80, "This question has no hints."));
	quiz_done(&q);
}

TEST(the_time_counts_from_the_frame_to_the_answer)
{
	struct quiz q;

	quiz_init(&q, 2);
	frame_at(q.view, 24, 80, INT64_C(1000000000));
	frame_at(q.view, 24, 80, INT64_C(3000000000));
	press_at(q.view, "b", INT64_C(4000000000));
	t_int(press_at(q.view, "Enter", INT64_C(5500000000)).attempt->took_ms, 4500);
	quiz_view_recorded(q.view, ERR_OK, "");
	press_at(q.view, "n", INT64_C(6000000000));
	frame_at(q.view, 24, 80, INT64_C(6000000000));
	press_at(q.view, "a c", INT64_C(6500000000));
	t_int(press_at(q.view, "Enter", INT64_C(6250000000)).attempt->took_ms, 250);
	quiz_done(&q);
}

TEST(sources_come_after_the_answer)
{
	struct quiz q;

	quiz_init(&q, 2);
	press(q.view, "s");
	t_true(frame_has(q.view, 24, 80, "Sources come after the answer."));
	answer(&q, "b Enter");
	t_false(frame_has(q.view, 24, 80, "docs.aws.amazon.com"));
	press(q.view, "s");
	t_true(frame_has(q.view, 24, 80, "docs.aws.amazon.com"));
	press(q.view, "s n");
	answer(&q, "a c Enter");
	press(q.view, "s");
	t_true(frame_has(q.view, 24, 80, "The author gave none."));
	quiz_done(&q);
}

TEST(an_answer_can_be_taken_back)
{
	struct quiz q;

	quiz_init(&q, 2);
	press(q.view, "u");
	t_true(frame_has(q.view, 24, 80, "There is no answer to take back."));
	answer(&q, "a Enter");
	press(q.view, "n");
	t_int(press(q.view, "u").kind, ACTION_UNDO_ANSWER);
	quiz_view_undone(q.view, ERR_BUSY);
	t_true(frame_has(q.view, 24, 80, "could not be taken back"));
	t_true(frame_has(q.view, 24, 80, "2 of 2"));
	press(q.view, "u");
	quiz_view_undone(q.view, ERR_OK);
	t_true(frame_has(q.view, 24, 80, "Taken back: answer it again."));
	t_true(frame_has(q.view, 24, 80, "1 of 2"));
	t_true(frame_has(q.view, 24, 80, "› ○ a"));
	answer(&q, "b Enter");
	t_true(frame_has(q.view, 24, 80, "✔ Right."));
	quiz_done(&q);
}

TEST(earlier_questions_can_be_looked_at)
{
	struct quiz q;

	quiz_init(&q, 2);
	press(q.view, "p");
	t_true(frame_has(q.view, 24, 80, "This is the first question."));
	answer(&q, "b Enter");
	press(q.view, "Enter N");
	t_true(frame_has(q.view, 24, 80, "1 of 2"));
	t_true(frame_has(q.view, 24, 80, "✔ ● b"));
	press(q.view, "Enter");
	t_true(frame_has(q.view, 24, 80, "2 of 2"));
	quiz_done(&q);
}

TEST(a_skipped_question_comes_back_before_the_end)
{
	struct quiz q;

	quiz_init(&q, 2);
	press(q.view, "n");
	answer(&q, "a c Enter");
	press(q.view, "n");
	t_true(frame_has(q.view, 24, 80, "Back to a question that was left open."));
	t_true(frame_has(q.view, 24, 80, "1 of 2"));
	press(q.view, "n n");
	answer(&q, "b Enter");
	press(q.view, "n n");
	t_true(frame_has(q.view, 24, 80, "2 of 2 right · 100 %"));
	quiz_done(&q);
}

TEST(the_summary_lists_what_was_missed)
{
	struct quiz q;

	quiz_init(&q, 2);
	answer(&q, "a Enter");
	press(q.view, "n");
	answer(&q, "a c Enter");
	press(q.view, "n");
	t_frame(q.view, 24, 80,
		" Lambda\n"
		"\n"
		"  1 of 2 right · 50 %\n"
		"  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁\n"
		"\n"
		"  Not right yet\n"
		"› ✘   1  Lost thumbnails                          Resilient Cloud Solutions\n"
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
		"\n"
		"\n"
		"\n"
		" Enter look again  r retry missed  p previous  q done  ? help\n");
	t_frame(q.view, 12, 40,
		" Lambda\n"
		"  1 of 2 right · 50 %\n"
		"  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁\n"
		"  Not right yet\n"
		"› ✘   1  Lost thumbnails\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" ⏎ look again  q done  ? help\n");
	press(q.view, "Enter");
	t_true(frame_has(q.view, 24, 80, "✘ ● a"));
	t_int(press(q.view, "q").kind, ACTION_DRAW);
	t_true(frame_has(q.view, 24, 80, "1 of 2 right · 50 %"));
	t_int(press(q.view, "q").kind, ACTION_BACK);
	quiz_done(&q);
}

TEST(only_the_missed_ones_are_asked_again)
{
	struct quiz q;

	quiz_init(&q, 2);
	answer(&q, "a Enter");
	press(q.view, "n");
	answer(&q, "a c Enter");
	press(q.view, "n r");
	t_true(frame_has(q.view, 24, 80, "1 of 1"));
	t_true(frame_has(q.view, 24, 80, "Lost thumbnails"));
	press(q.view, "u");
	t_true(frame_has(q.view, 24, 80, "There is no answer to take back."));
	answer(&q, "b Enter");
	press(q.view, "n");
	t_true(frame_has(q.view, 24, 80, "1 of 1 right · 100 %"));
	t_true(frame_has(q.view, 24, 80, "Every one of them."));
	t_int(press(q.view, "r").kind, ACTION_NONE);
	quiz_done(&q);
}

TEST(a_question_left_open_can_be_answered_from_the_summary)
{
	struct quiz q;

	quiz_init(&q, 2);
	press(q.view, "n n");
	t_true(frame_has(q.view, 24, 80, "2 left open"));
	press(q.view, "j Enter");
	answer(&q, "a c Enter");
	press(q.view, "Enter");
	t_true(frame_has(q.view, 24, 80, "1 of 2 right"));
	t_true(frame_has(q.view, 24, 80, "1 left open"));
	quiz_done(&q);
}

TEST(the_order_of_options_comes_from_the_seed)
{
	struct quiz q;
	int n_same = 0;

	quiz_init(&q, 3);
	for (uint64_t seed = 0; seed < 20; seed++) {
		struct quiz_state s = { .title = "x", .items = &q.items[2], .n_items = 1,
					.seed = seed };
		struct view *v = quiz_view_new(&s);
		char *first = xstrdup(frame(v, 24, 80));

		view_free(v);
		v = quiz_view_new(&s);
		t_str(frame(v, 24, 80), first);
		view_free(v);
		s.seed = seed + 1;
		v = quiz_view_new(&s);
		n_same += !strcmp(first, frame(v, 24, 80));
		view_free(v);
		free(first);
	}
	t_true(n_same < 3);
	quiz_done(&q);
}

TEST(the_choice_is_recorded_in_the_authors_order)
{
	struct quiz q;

	quiz_init(&q, 2);
	for (uint64_t seed = 0; seed < 10; seed++) {
		struct quiz_state s = { .title = "x", .items = q.items, .topics = q.topics,
					.n_items = 1, .seed = seed };
		struct view *v = quiz_view_new(&s);
		const char *row = strstr(frame(v, 24, 80), "Tried three times");
		char name[2] = { row[-3], '\0' };
		struct action a;

		press(v, name);
		a = press(v, "Enter");
		t_int(a.attempt->chosen, 2);
		t_true(a.attempt->is_right);
		view_free(v);
	}
	quiz_done(&q);
}

TEST(arrows_scroll_to_options_that_do_not_show)
{
	struct quiz q;

	quiz_init(&q, 3);
	press(q.view, "n n");
	t_false(frame_has(q.view, 8, 40, "j  J"));
	for (int i = 0; i < 9; i++)
		press(q.view, "Down");
	t_true(frame_has(q.view, 8, 40, "› ○ j  J"));
	press(q.view, "Home");
	t_true(frame_has(q.view, 8, 40, "Which letter is the eighth?"));
	press(q.view, "PgDn");
	t_false(frame_has(q.view, 8, 40, "Which letter is the eighth?"));
	quiz_done(&q);
}

TEST(clicks_choose_and_a_second_one_answers)
{
	struct quiz q;

	quiz_init(&q, 1);
	frame(q.view, 24, 80);
	t_int(click(q.view, 9, 12, MOUSE_PRESS).kind, ACTION_DRAW);
	t_true(frame_has(q.view, 24, 80, "› ● b"));
	t_int(click(q.view, 5, 12, MOUSE_PRESS).kind, ACTION_NONE);
	t_int(click(q.view, 9, 12, MOUSE_DOUBLE).kind, ACTION_ANSWER);
	quiz_done(&q);
}

TEST(no_questions_and_any_size)
{
	struct quiz_state none = { .title = "Nothing" };
	struct view *v = quiz_view_new(&none);
	struct quiz q;

	t_true(frame_has(v, 24, 80, "There is nothing to ask here."));
	t_int(press(v, "Enter").kind, ACTION_NONE);
	t_any_size(v, "a Enter n p u s h r j");
	view_free(v);
	quiz_init(&q, 3);
	t_any_size(q.view, "j k h a PgDn n p");
	answer(&q, "a Enter");
	t_any_size(q.view, "j k s PgUp G g");
	press(q.view, "n n n n n n");
	t_any_size(q.view, "j k G g PgDn");
	quiz_done(&q);
}

TEST(a_question_that_says_how_many_to_choose_is_not_told_so_twice)
{
	static const char markdown[] =
		"---\nid: two\ntype: multiple\n---\n"
		"Which two hold? (Choose two.)\n\n- [x] A\n- [ ] B\n- [x] C\n";
	struct arena a;
	const struct item *it;
	struct view *v;

	arena_init(&a);
	it = item_made(&a, markdown);
	v = quiz_view_new(&(struct quiz_state){ .title = "", .items = &it, .n_items = 1 });
	t_true(frame_has(v, 24, 80, "(Choose two.)"));
	t_false(frame_has(v, 24, 80, "\n   Choose two."));
	view_free(v);
	arena_done(&a);
}

TEST(a_resize_keeps_the_chosen_option_in_sight)
{
	struct quiz q;

	quiz_init(&q, 1);
	frame(q.view, 12, 40);
	answer(&q, "c Enter");
	t_true(frame_has(q.view, 12, 40, "● c"));
	t_true(frame_has(q.view, 9, 80, "● c"));
	t_true(frame_has(q.view, 12, 30, "● c"));
	/* At the top one sees the stem, and goes on seeing it. */
	press(q.view, "Home");
	t_true(frame_has(q.view, 12, 30, "Lost thumbnails"));
	t_true(frame_has(q.view, 12, 40, "Lost thumbnails"));
	quiz_done(&q);
}

TEST(a_run_that_is_left_tells_how_far_it_came)
{
	struct quiz_stop p;
	struct quiz q;

	quiz_init(&q, 3);
	t_false(quiz_view_stop(q.view, &p));
	answer(&q, "b Enter");
	press(q.view, "n");
	t_true(quiz_view_stop(q.view, &p));
	t_int(p.n_answered, 1);
	t_int(p.n_right, 1);
	t_int(p.n_all, 3);
	press(q.view, "n n");
	/* The summary has told it. */
	t_false(quiz_view_stop(q.view, &p));
	quiz_done(&q);
}

TESTS(t(a_question_shows_stem_and_options), t(after_the_answer_every_option_says_why),
      t(several_right_ones_are_told_apart_from_missed_and_wrong_ones),
      t(nothing_is_acknowledged_before_it_is_recorded),
      t(an_answer_that_is_not_saved_says_so_and_why),
      t(empty_and_incomplete_choices_are_refused), t(space_arrows_digits_and_letters_choose),
      t(an_option_goes_before_a_command_of_the_same_letter),
      t(hints_come_one_at_a_time_and_are_counted),
      t(the_time_counts_from_the_frame_to_the_answer), t(sources_come_after_the_answer),
      t(an_answer_can_be_taken_back), t(earlier_questions_can_be_looked_at),
      t(a_skipped_question_comes_back_before_the_end), t(the_summary_lists_what_was_missed),
      t(only_the_missed_ones_are_asked_again),
      t(a_question_left_open_can_be_answered_from_the_summary),
      t(the_order_of_options_comes_from_the_seed),
      t(the_choice_is_recorded_in_the_authors_order),
      t(arrows_scroll_to_options_that_do_not_show),
      t(clicks_choose_and_a_second_one_answers), t(no_questions_and_any_size),
      t(a_question_that_says_how_many_to_choose_is_not_told_so_twice),
      t(a_resize_keeps_the_chosen_option_in_sight),
      t(a_run_that_is_left_tells_how_far_it_came))
