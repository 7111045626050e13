/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "tests/support/course.h"
#include "tests/support/views.h"
#include "ui/menu_view.h"

struct menu {
	struct catalog catalog;
	struct progress progress;
	struct view *view;
};

/* The made-up course, read by somebody. */
static void menu_init(struct menu *m)
{
	m->catalog = course_made();
	m->progress = course_progress();
	m->view = menu_view_new(&(struct menu_state){
		.catalog = &m->catalog, .progress = &m->progress, .warning = "",
	});
}

/* The same, never opened before. */
static void menu_init_new(struct menu *m)
{
	m->catalog = course_made();
	m->view = menu_view_new(&(struct menu_state){
		.catalog = &m->catalog, .is_first_start = true, .warning = "",
	});
}

TEST(the_menu_shows_what_was_read_and_is_known)
{
	struct menu m;

	menu_init(&m);
	t_frame(m.view, 24, 80,
		" nephoscope                                              DevOps on AWS · day 12\n"
		"\n"
		"       Choose a topic                            read        known  inside\n"
		"   ────────────────────────────────────────────────────────────────────────────\n"
		"     1 Introduction                              ●           ▁▁▁▁▁        ? 2\n"
		"\n"
		"   Compute\n"
		"     2 Auto Scaling Deployment Concepts          ○                  ▶ 1\n"
		"   ▾ 3 Lambda                                    ●○○○        ▇▁▁▁▁  ▶ 3   ? 10\n"
		"         How Lambda works                        read               ▶ 1   ? 2\n"
		" ›       An inside look: S3 events               here, 48 %         ▶ 1   ? 3\n"
		"   !     Core components                         ! missing\n"
		"     ───\n"
		"     4 Secrets Manager (to come)\n"
		"     5 ETL                                       ○\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"   Continue: Lambda › An inside look: S3 events, 48 %\n"
		"\n"
		" Enter open  c continue  t test  / search  p progress  q quit  ? help\n");
	view_free(m.view);
}

TEST(a_menu_that_waits_for_progress_shows_what_is_sure)
{
	struct menu m;

	menu_init(&m);
	view_free(m.view);
	m.view = menu_view_new(&(struct menu_state){
		.catalog = &m.catalog, .is_waiting = true, .warning = "",
	});
	t_frame(m.view, 16, 80,
		" nephoscope                                                       DevOps on AWS\n"
		"\n"
		"       Choose a topic                            read        known  inside\n"
		"   ────────────────────────────────────────────────────────────────────────────\n"
		"     1 Introduction\n"
		"\n"
		"   Compute\n"
		"     2 Auto Scaling Deployment Concepts\n"
		"   ▸ 3 Lambda\n"
		"     ───\n"
		"     4 Secrets Manager (to come)\n"
		"     5 ETL\n"
		"\n"
		"\n"
		"\n"
		" Enter open  t test  / search  p progress  q quit  ? help\n");
	view_free(m.view);
}

TEST(a_narrower_menu_drops_columns_from_the_right)
{
	struct menu m;

	menu_init(&m);
	t_frame(m.view, 20, 60,
		" nephoscope                          DevOps on AWS · day 12\n"
		"\n"
		"       Choose a topic                     read        known\n"
		"   ────────────────────────────────────────────────────────\n"
		"     1 Introduction                       ●           ▁▁▁▁▁\n"
		"\n"
		"   Compute\n"
		"     2 Auto Scaling Deployment Concepts   ○\n"
		"   ▾ 3 Lambda                             ●○○○        ▇▁▁▁▁\n"
		"         How Lambda works                 read\n"
		" ›       An inside look: S3 events        here, 48 %\n"
		"   !     Core components                  ! missing\n"
		"     ───\n"
		"     4 Secrets Manager (to come)\n"
		"     5 ETL                                ○\n"
		"\n"
		"\n"
		"   Continue: Lambda › An inside look: S3 events, 48 %\n"
		"\n"
		" ⏎ open  c continue  t test  / search  q quit  ? help\n");
	t_frame(m.view, 12, 40,
		" nephoscope      DevOps on AWS · day 12\n"
		"    1 Introduction           ●         ▐\n"
		"                                       ▐\n"
		"  Compute                              ▐\n"
		"    2 Auto Scaling Deploym…  ○         ▐\n"
		"  ▾ 3 Lambda                 ●○○○      ▐\n"
		"        How Lambda works     read\n"
		"›       An inside look: S3…  here, 48 %\n"
		"  !     Core components      ! missing\n"
		"  Continue: Lambda › An inside look: S…\n"
		"\n"
		" ⏎ open  c continue  q quit  ? help\n");
	view_free(m.view);
}

TEST(a_wide_menu_tells_all_about_the_selected_lesson)
{
	struct menu m;

	menu_init(&m);
	t_true(frame_has(m.view, 43, 132, "│ An inside look: S3 events"));
	t_true(frame_has(m.view, 43, 132, "│ Reading    48 %, stopped at line 48"));
	t_true(frame_has(m.view, 43, 132, "│ Time       about 15 min"));
	t_true(frame_has(m.view, 43, 132, "│ Diagrams   ▁▁▁▁▁▁▁▁▁▁ 0 of 1 played"));
	menu_view_select(m.view, COURSE_LAMBDA);
	t_true(frame_has(m.view, 43, 132, "│ Lessons    ▇▇▇▁▁▁▁▁▁▁ 1 of 4 read"));
	t_true(frame_has(m.view, 43, 132, "│ Questions  ▇▇▁▁▁▁▁▁▁▁ 2 of 10 right last time"));
	t_true(frame_has(m.view, 43, 132, "│            7 not asked yet"));
	view_free(m.view);
}

TEST(the_first_start_says_how_to_begin_and_has_nothing_to_continue)
{
	struct menu m;

	menu_init_new(&m);
	t_true(frame_has(m.view, 24, 80, "New here? Enter opens a topic, ? shows the keys."));
	t_true(frame_has(m.view, 12, 40, "New here? Enter opens, ? helps.\n"));
	t_false(frame_has(m.view, 24, 80, "Continue"));
	t_false(frame_has(m.view, 24, 80, "c continue"));
	t_int(press(m.view, "c").kind, ACTION_DRAW);
	t_true(frame_has(m.view, 24, 80, "Nothing to continue yet"));
	/* Whoever has done something is not new any more. */
	menu_view_set(m.view, &(struct progress){ .n_days = 1 });
	press(m.view, "j");
	t_false(frame_has(m.view, 24, 80, "New here?"));
	view_free(m.view);
}

TEST(enter_unfolds_a_topic_then_opens_its_page)
{
	struct menu m;
	struct action a;

	menu_init_new(&m);
	press(m.view, "j j");
	t_true(frame_has(m.view, 24, 80, "› ▸ 3 Lambda"));
	t_true(frame_has(m.view, 24, 80, "Enter unfold"));
	t_int(press(m.view, "Enter").kind, ACTION_DRAW);
	t_true(frame_has(m.view, 24, 80, "› ▾ 3 Lambda"));
	t_true(frame_has(m.view, 24, 80, "How Lambda works"));
	t_true(frame_has(m.view, 24, 80, "Enter open  ← fold"));
	a = press(m.view, "Enter");
	t_int(a.kind, ACTION_OPEN);
	t_str(a.path, "lambda/README.md");
	t_false(a.has_place);
	view_free(m.view);
}

TEST(arrows_fold_unfold_and_climb)
{
	struct menu m;

	menu_init_new(&m);
	press(m.view, "3 Right Right Down");
	t_str(press(m.view, "Enter").path, "lambda/inside.md");
	press(m.view, "Left");
	t_str(press(m.view, "Enter").path, "lambda/README.md");
	press(m.view, "h");
	t_true(frame_has(m.view, 24, 80, "› ▸ 3 Lambda"));
	t_int(press(m.view, "h").kind, ACTION_NONE);
	t_int(press(m.view, "Backspace").kind, ACTION_NONE);
	view_free(m.view);
}

TEST(a_lesson_opens_where_reading_stopped_and_a_read_one_at_its_start)
{
	struct menu m;
	struct action a;

	menu_init(&m);
	a = press(m.view, "Enter");
	t_int(a.kind, ACTION_OPEN);
	t_str(a.path, "lambda/inside.md");
	t_true(a.has_place);
	t_int(a.place.line, 48);
	t_int(a.place.offset, 12);
	a = press(m.view, "k Enter");
	t_str(a.path, "lambda/how.md");
	t_false(a.has_place);
	view_free(m.view);
}

TEST(continue_goes_to_the_very_place_from_anywhere)
{
	struct menu m;
	struct action a;

	menu_init(&m);
	a = press(m.view, "g c");
	t_int(a.kind, ACTION_OPEN);
	t_str(a.path, "lambda/inside.md");
	t_int(a.place.line, 48);
	view_free(m.view);
}

TEST(a_lesson_that_left_the_course_is_not_offered_again)
{
	struct menu m;
	struct lesson_progress gone = { .lesson = "gone", .permille = 10 };

	menu_init(&m);
	m.progress.last = &gone;
	menu_view_set(m.view, &m.progress);
	t_false(frame_has(m.view, 24, 80, "Continue"));
	t_int(press(m.view, "c").kind, ACTION_DRAW);
	view_free(m.view);
}

TEST(selection_and_folds_survive_new_progress)
{
	struct menu m;
	struct progress none = { 0 };

	menu_init(&m);
	menu_view_set(m.view, &none);
	t_true(frame_has(m.view, 24, 80, "›       An inside look: S3 events"));
	menu_view_set(m.view, NULL);
	t_str(press(m.view, "Enter").path, "lambda/inside.md");
	view_free(m.view);
}

TEST(a_draft_says_that_it_is_to_come)
{
	struct menu m;

	menu_init_new(&m);
	t_int(press(m.view, "4 Enter").kind, ACTION_DRAW);
	t_true(frame_has(m.view, 24, 80, "“Secrets Manager” is still to come."));
	t_true(frame_has(m.view, 24, 80, "4 Secrets Manager (to come)"));
	view_free(m.view);
}

TEST(headings_and_rules_are_never_selected)
{
	struct menu m;

	menu_init_new(&m);
	press(m.view, "j");
	t_str(press(m.view, "Enter").path, "scaling/README.md");
	press(m.view, "k");
	t_str(press(m.view, "Enter").path, "intro.md");
	press(m.view, "G");
	t_str(press(m.view, "Enter").path, "etl.md");
	t_int(click(m.view, 6, 10, MOUSE_PRESS).kind, ACTION_NONE);
	view_free(m.view);
}

TEST(the_topic_of_the_selection_is_tested)
{
	struct menu m;
	struct action a;

	menu_init(&m);
	a = press(m.view, "t");
	t_int(a.kind, ACTION_QUIZ);
	t_str(a.text, "lambda");
	a = press(m.view, "T");
	t_int(a.kind, ACTION_QUIZ);
	t_str(a.text, "");
	a = press(m.view, "2 t");
	t_int(a.kind, ACTION_DRAW);
	t_true(frame_has(m.view, 24, 80, "has no questions yet"));
	view_free(m.view);
}

TEST(digits_make_numbers_of_topics)
{
	static struct entry entries[24];
	static char numbers[24][16];
	struct catalog c = { .title = "Many", .entries = entries, .n_entries = 24 };
	struct view *v;

	for (int i = 0; i < 24; i++) {
		snprintf(numbers[i], sizeof(numbers[i]), "%d.", i + 1);
		entries[i] = (struct entry){ .kind = ENTRY_LESSON, .title = "Topic",
					     .path = numbers[i], .number = numbers[i],
					     .parent = -1 };
	}
	v = menu_view_new(&(struct menu_state){ .catalog = &c });
	t_str(press(v, "1 Enter").path, "1.");
	t_str(press(v, "1 4 Enter").path, "14.");
	t_str(press(v, "1 j 4 Enter").path, "4.");
	t_str(press(v, "2 9 Enter").path, "9.");
	t_int(press(v, "0").kind, ACTION_NONE);
	view_free(v);
}

TEST(clicks_select_then_open)
{
	struct menu m;

	menu_init_new(&m);
	frame(m.view, 24, 80);
	t_int(click(m.view, 7, 10, MOUSE_PRESS).kind, ACTION_DRAW);
	t_str(click(m.view, 7, 10, MOUSE_PRESS).path, "scaling/README.md");
	t_str(click(m.view, 4, 10, MOUSE_DOUBLE).path, "intro.md");
	t_int(click(m.view, 0, 10, MOUSE_PRESS).kind, ACTION_NONE);
	t_int(click(m.view, 22, 10, MOUSE_PRESS).kind, ACTION_NONE);
	view_free(m.view);
}

TEST(a_warning_is_told_whole_above_the_menu)
{
	struct catalog c = course_made();
	struct view *v = menu_view_new(&(struct menu_state){
		.catalog = &c,
		.warning = "Progress cannot be saved: the disk is full. Make room in /home, "
			   "then start again.",
	});

	t_str(frame_row(v, 24, 80, 1),
	      " Progress cannot be saved: the disk is full. Make room in /home, then start");
	t_str(frame_row(v, 24, 80, 2), " again.");
	t_true(frame_has(v, 12, 40, " Progress cannot be saved: the disk is…"));
	view_free(v);
}

TEST(an_empty_course_says_what_to_do)
{
	struct catalog c = { .title = "Nothing", .root = "/srv/empty" };
	struct view *v = menu_view_new(&(struct menu_state){ .catalog = &c });

	t_true(frame_has(v, 24, 80, "This course has no lessons yet."));
	t_true(frame_has(v, 24, 80, "/srv/empty/SUMMARY.md"));
	t_int(press(v, "Enter").kind, ACTION_NONE);
	t_any_size(v, "j k Enter g G Right Left t");
	view_free(v);
}

TEST(keys_of_every_screen_work_in_the_menu)
{
	struct menu m;

	menu_init(&m);
	t_int(press(m.view, "/").kind, ACTION_SEARCH);
	t_int(press(m.view, "p").kind, ACTION_PROGRESS);
	t_int(press(m.view, "B").kind, ACTION_BOOKMARKS);
	t_int(press(m.view, "?").kind, ACTION_HELP);
	t_int(press(m.view, "F1").kind, ACTION_HELP);
	t_int(press(m.view, ":").kind, ACTION_PALETTE);
	t_int(press(m.view, "Ctrl-P").kind, ACTION_PALETTE);
	t_int(press(m.view, "Ctrl-L").kind, ACTION_REDRAW);
	t_int(press(m.view, "Ctrl-Z").kind, ACTION_SUSPEND);
	t_int(press(m.view, "Ctrl-C").kind, ACTION_QUIT);
	t_int(press(m.view, "q").kind, ACTION_BACK);
	t_int(press(m.view, "Esc").kind, ACTION_BACK);
	t_int(press(m.view, "y").kind, ACTION_NONE);
	view_free(m.view);
}

TEST(pasted_text_is_not_taken_for_keys)
{
	struct menu m;
	struct key paste = { .code = K_PASTE };

	menu_init(&m);
	view_key(m.view, paste, 0);
	t_int(type(m.view, "q").kind, ACTION_NONE);
	t_int(type(m.view, "t").kind, ACTION_NONE);
	view_key(m.view, paste, 0);
	t_int(type(m.view, "q").kind, ACTION_BACK);
	view_free(m.view);
}

TEST(wide_titles_do_not_break_the_columns)
{
	struct entry entries[] = {
		{ .kind = ENTRY_LESSON, .title = "雲の中で何が起きているのかを観察するための長い題名です、とても長い",
		  .path = "a.md", .number = "1.", .parent = -1, .is_scanned = true, .id = "a",
		  .n_diagrams = 12, .n_questions = 345 },
		{ .kind = ENTRY_LESSON, .title = "e\u0301te\u0301", .path = "b.md", .number = "2.",
		  .parent = -1, .is_scanned = true, .id = "b", .n_diagrams = 1, .n_questions = 2 },
	};
	struct catalog c = { .title = "雲", .entries = entries, .n_entries = 2 };
	struct view *v = menu_view_new(&(struct menu_state){ .catalog = &c });

	t_str(frame_row(v, 24, 80, 4),
	      " ›   1 雲の中で何が起きているのかを観察するた…   ○           ▁▁▁▁▁  ▶ 12  ? 345");
	t_str(frame_row(v, 24, 80, 5),
	      "     2 e\u0301te\u0301                                       ○           ▁▁▁▁▁  ▶ 1   ? 2");
	view_free(v);
}

TEST(a_deep_and_long_menu_stays_usable)
{
	enum { N = 3000 };
	static struct entry entries[N];
	struct catalog c = { .title = "Deep", .entries = entries, .n_entries = N };
	struct view *v;

	for (int i = 0; i < N; i++)
		entries[i] = (struct entry){ .kind = ENTRY_LESSON, .title = "Down", .path = "x.md",
					     .number = "", .depth = i % 100, .parent = i % 100 ? i - 1 : -1 };
	v = menu_view_new(&(struct menu_state){ .catalog = &c });
	menu_view_select(v, N - 1);
	t_true(frame_has(v, 24, 80, "›"));
	t_true(frame_has(v, 12, 40, "›"));
	menu_view_select(v, N);
	menu_view_select(v, -1);
	t_any_size(v, "g j j Right G k");
	view_free(v);
}

TEST(any_size_shows_something)
{
	struct menu m;

	menu_init(&m);
	t_any_size(m.view, "j PgDn k Enter h g G Ctrl-D Ctrl-U");
	view_free(m.view);
}

TEST(unfolding_scrolls_the_children_into_view)
{
	struct menu m;

	menu_init(&m);
	press(m.view, "3 h g");
	/* A window of six rows: the topic is in the last ones, its lessons below them. */
	t_false(frame_has(m.view, 9, 60, "Core components"));
	press(m.view, "3");
	t_false(frame_has(m.view, 9, 60, "Core components"));
	press(m.view, "l");
	t_true(frame_has(m.view, 9, 60, "Core components"));
	t_true(frame_has(m.view, 9, 60, "3 Lambda"));
	view_free(m.view);
}

TEST(once_a_lesson_is_read_the_next_one_is_offered)
{
	struct menu m;
	struct action a;

	menu_init(&m);
	m.progress.last = &m.progress.lessons[0];
	view_free(m.view);
	m.view = menu_view_new(&(struct menu_state){
		.catalog = &m.catalog, .progress = &m.progress, .warning = "",
	});
	t_true(frame_has(m.view, 24, 80, " ›   2 Auto Scaling"));
	t_true(frame_has(m.view, 24, 80, "Continue: Auto Scaling Deployment Concepts   "
					 "(“Introduction” is read)"));
	t_true(frame_has(m.view, 24, 64, "Continue: Auto Scaling Deployment Concepts\n"));
	a = press(m.view, "G c");
	t_int(a.kind, ACTION_OPEN);
	t_str(a.path, "scaling/README.md");
	t_false(a.has_place);
	view_free(m.view);
}

TEST(when_all_is_read_the_menu_says_so)
{
	static struct lesson_progress all[] = {
		{ .lesson = "auto-scaling", .is_read = true }, { .lesson = "etl", .is_read = true },
		{ .lesson = "intro", .is_read = true }, { .lesson = "lambda", .is_read = true },
		{ .lesson = "lambda-how", .is_read = true },
		{ .lesson = "lambda-inside", .is_read = true },
	};
	struct progress p = { .lessons = all, .n_lessons = 6, .last = &all[0] };
	struct menu m;

	menu_init(&m);
	menu_view_set(m.view, &p);
	t_true(frame_has(m.view, 24, 80, "Every lesson is read."));
	t_false(frame_has(m.view, 24, 80, "c continue"));
	t_int(press(m.view, "c").kind, ACTION_DRAW);
	t_true(frame_has(m.view, 24, 80, "t asks questions on a topic"));
	view_free(m.view);
}

TEST(a_tall_window_begins_with_everything_unfolded)
{
	struct catalog c = course_made();
	struct menu_state s = { .catalog = &c, .warning = "" };
	struct view *v = menu_view_new(&s);

	t_false(frame_has(v, 24, 80, "Core components"));
	/* Later the folds are the user's own. */
	t_false(frame_has(v, 60, 80, "Core components"));
	view_free(v);
	v = menu_view_new(&s);
	t_true(frame_has(v, 60, 80, "Core components"));
	t_true(frame_has(v, 60, 80, "›   1 Introduction"));
	press(v, "3 h");
	t_false(frame_has(v, 60, 80, "Core components"));
	view_free(v);
}

TESTS(t(the_menu_shows_what_was_read_and_is_known),
      t(a_menu_that_waits_for_progress_shows_what_is_sure),
		t(a_narrower_menu_drops_columns_from_the_right),
      t(a_wide_menu_tells_all_about_the_selected_lesson),
      t(the_first_start_says_how_to_begin_and_has_nothing_to_continue),
      t(enter_unfolds_a_topic_then_opens_its_page), t(arrows_fold_unfold_and_climb),
      t(a_lesson_opens_where_reading_stopped_and_a_read_one_at_its_start),
      t(continue_goes_to_the_very_place_from_anywhere),
      t(a_lesson_that_left_the_course_is_not_offered_again),
      t(selection_and_folds_survive_new_progress), t(a_draft_says_that_it_is_to_come),
      t(headings_and_rules_are_never_selected), t(the_topic_of_the_selection_is_tested),
      t(digits_make_numbers_of_topics), t(clicks_select_then_open),
      t(a_warning_is_told_whole_above_the_menu), t(an_empty_course_says_what_to_do),
      t(keys_of_every_screen_work_in_the_menu), t(pasted_text_is_not_taken_for_keys),
      t(wide_titles_do_not_break_the_columns), t(a_deep_and_long_menu_stays_usable),
      t(any_size_shows_something),
      t(unfolding_scrolls_the_children_into_view),
      t(once_a_lesson_is_read_the_next_one_is_offered),
      t(when_all_is_read_the_menu_says_so),
      t(a_tall_window_begins_with_everything_unfolded))
