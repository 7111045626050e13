/* SPDX-License-Identifier: MIT */
#include "model/resume.h"

#include "tests/support/course.h"
#include "tests/support/t.h"

/* A learner of the made-up course; the lesson opened last is a part of it. */
struct learner {
	struct catalog course;
	struct lesson_progress lessons[5];
	struct progress progress;
};

static void learner_init(struct learner *l)
{
	*l = (struct learner){ .course = course_made(), .lessons = {
		{ .lesson = "auto-scaling", .permille = 300, .place = { .line = 12 } },
		{ .lesson = "etl", .is_read = true },
		{ .lesson = "intro", .is_read = true },
		{ .lesson = "lambda-how", .is_read = true },
		{ .lesson = "lambda-inside", .permille = 480 },
	} };
	l->progress = (struct progress){ .lessons = l->lessons, .n_lessons = 5 };
}

static struct resume find(struct learner *l, int last)
{
	l->progress.last = &l->lessons[last];
	return resume_find(&l->course, &l->progress);
}

TEST(a_lesson_that_was_begun_goes_on)
{
	struct learner l;
	struct resume r;

	learner_init(&l);
	r = find(&l, 4);
	t_int(r.kind, RESUME_HERE);
	t_int(r.entry, COURSE_INSIDE);
	t_int(r.last, COURSE_INSIDE);
	t_true(r.at == &l.lessons[4]);
}

TEST(after_a_lesson_that_is_read_comes_the_next_unread_one)
{
	struct learner l;
	struct resume r;

	learner_init(&l);
	r = find(&l, 2);
	t_int(r.kind, RESUME_NEXT);
	t_int(r.entry, COURSE_SCALING);
	t_int(r.last, COURSE_INTRO);
	t_int(r.at->place.line, 12);
	l.lessons[4].is_read = true;
	/* The missing file after it, the rule and the draft are passed over; the last is read. */
	r = find(&l, 3);
	t_int(r.entry, COURSE_SCALING);
	l.lessons[1].is_read = false;
	r = find(&l, 3);
	t_int(r.entry, COURSE_ETL);
}

TEST(behind_the_last_lesson_the_first_unread_one_is_looked_for)
{
	struct learner l;
	struct resume r;

	learner_init(&l);
	r = find(&l, 1);
	t_int(r.kind, RESUME_NEXT);
	t_int(r.entry, COURSE_SCALING);
}

TEST(a_finished_course_has_nothing_left)
{
	static struct lesson_progress all[] = {
		{ .lesson = "auto-scaling", .is_read = true }, { .lesson = "etl", .is_read = true },
		{ .lesson = "intro", .is_read = true }, { .lesson = "lambda", .is_read = true },
		{ .lesson = "lambda-how", .is_read = true },
		{ .lesson = "lambda-inside", .is_read = true },
	};
	struct progress p = { .lessons = all, .n_lessons = 6, .last = &all[3] };
	struct catalog c = course_made();
	struct resume r = resume_find(&c, &p);

	t_int(r.kind, RESUME_DONE);
	t_int(r.entry, -1);
	t_int(r.last, COURSE_LAMBDA);
}

TEST(nothing_opened_or_a_lesson_of_another_course_is_nothing_to_continue)
{
	static const struct lesson_progress gone = { .lesson = "gone" };
	struct progress p = { .last = &gone };
	struct catalog c = course_made(), empty = { .title = "" };

	t_int(resume_find(&c, NULL).kind, RESUME_NONE);
	t_int(resume_find(&c, &p).kind, RESUME_NONE);
	t_int(resume_find(&empty, &p).entry, -1);
}

TESTS(t(a_lesson_that_was_begun_goes_on),
      t(after_a_lesson_that_is_read_comes_the_next_unread_one),
      t(behind_the_last_lesson_the_first_unread_one_is_looked_for),
      t(a_finished_course_has_nothing_left),
      t(nothing_opened_or_a_lesson_of_another_course_is_nothing_to_continue))
