/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "tests/golden/golden.h"
#include "tests/support/course.h"
#include "tests/support/lesson.h"
#include "tests/support/views.h"
#include "ui/lesson_view.h"
#include "ui/list_views.h"
#include "ui/menu_view.h"
#include "ui/quiz_view.h"
#include "ui/search_view.h"

static void golden(struct view *v, const char *name, int height, int width)
{
	struct canvas c;
	char file[80];

	snprintf(file, sizeof(file), "%s-%dx%d", name, width, height);
	canvas_init(&c, height, width);
	view_draw(v, &c, 0);
	golden_canvas(file, &c);
	canvas_done(&c);
}

/* The view in a usual, a small, a large and the smallest window. */
static void golden_sizes(struct view *v, const char *name)
{
	golden(v, name, 24, 80);
	golden(v, name, 20, 60);
	golden(v, name, 43, 132);
	golden(v, name, 12, 40);
}

TEST(menu)
{
	struct catalog c = course_made();
	struct progress p = course_progress();
	struct view *v = menu_view_new(&(struct menu_state){ .catalog = &c, .progress = &p });

	golden_sizes(v, "menu");
	view_free(v);
	v = menu_view_new(&(struct menu_state){
		.catalog = &c, .is_first_start = true, .warning = "Progress cannot be saved.",
	});
	golden(v, "menu-first", 24, 80);
	view_free(v);
}

TEST(lesson)
{
	struct item_progress items[] = { { "second-event", "lambda", 1, 1, true, 1 } };
	struct bookmark marks[] = { { "lambda-inside", "x", { 3, 0, 0 }, 1 } };
	struct progress p = { .items = items, .n_items = 1, .bookmarks = marks, .n_bookmarks = 1 };
	struct lesson *l = lesson_made(lesson_prose, 1);
	struct view *v = lesson_view_new(&(struct lesson_state){
		.lesson = l, .breadcrumb = "Lambda › An inside look", .number = 2, .n_lessons = 7,
		.next_path = "lambda/core.md", .next_title = "Core components", .progress = &p,
	});

	while (view_work(v))
		;
	golden_sizes(v, "lesson");
	press(v, "Tab");
	golden(v, "lesson-link", 24, 80);
	press(v, "Esc /");
	type(v, "the");
	golden(v, "lesson-find", 24, 80);
	press(v, "Esc o j");
	golden(v, "lesson-contents", 24, 80);
	golden(v, "lesson-contents", 43, 132);
	view_free(v);
	lesson_free(l);
}

TEST(quiz)
{
	struct arena a;
	const struct item *items[1];
	struct view *v;

	arena_init(&a);
	items[0] = item_made(&a, question_text);
	v = quiz_view_new(&(struct quiz_state){
		.title = "Lambda", .items = items, .n_items = 1, .keeps_order = true,
	});
	press(v, "a h");
	golden_sizes(v, "quiz");
	press(v, "Enter");
	quiz_view_recorded(v, ERR_OK, "");
	golden_sizes(v, "quiz-answered");
	press(v, "n");
	golden(v, "quiz-summary", 24, 80);
	view_free(v);
	arena_done(&a);
}

TEST(search)
{
	static const struct search_hit hits[] = {
		{ .path = "lambda/inside.md", .title = "An inside look: S3 events",
		  .heading = "Limits that matter here", .heading_id = "limits", .line = 48,
		  .passage = "Asynchronous invocations are \x02" "retr\x03" "ied twice before the "
			     "\x02" "event\x03 is sent to the dead-letter queue or dropped.",
		  .score = 2 },
		{ .path = "intro.md", .title = "Introduction", .heading = "", .heading_id = "",
		  .line = 3, .passage = "\x02" "Event\x03s are \x02" "retr\x03" "ied.", .score = 1 },
	};
	struct catalog c = course_made();
	struct view *v = search_view_new(&c, "retr event");

	search_view_set(v, hits, 2, "");
	golden_sizes(v, "search");
	view_free(v);
}

TEST(progress)
{
	struct catalog c = course_made();
	struct progress p = course_progress();
	struct view *v = progress_view_new(&c, &p, "2026-11-23 21:04  answered  retries  right\n");

	golden_sizes(v, "progress");
	view_free(v);
	v = bookmarks_view_new(&c, &p);
	golden(v, "bookmarks", 24, 80);
	view_free(v);
}

TEST(help_and_palette)
{
	static const struct palette_entry commands[] = {
		{ "progress", "what was read and answered", "p" },
		{ "theme dark", "light text on a dark ground", "" },
	};
	struct catalog c = course_made();
	struct view *menu_view = menu_view_new(&(struct menu_state){ .catalog = &c });
	struct view *v = help_view_new(menu_view->class);

	golden_sizes(v, "help");
	view_free(v);
	v = palette_view_new(commands, 2);
	type(v, "t");
	golden(v, "palette", 24, 80);
	view_free(v);
	view_free(menu_view);
}

TESTS(t(menu), t(lesson), t(quiz), t(search), t(progress), t(help_and_palette))
