/* SPDX-License-Identifier: MIT */
/* A small course and what somebody did in it, made by hand: for tests of the views. */
#ifndef TESTS_SUPPORT_COURSE_H
#define TESTS_SUPPORT_COURSE_H

#include <string.h>

#include "model/catalog.h"
#include "model/progress.h"

enum {
	COURSE_INTRO, COURSE_PART, COURSE_SCALING, COURSE_LAMBDA, COURSE_HOW, COURSE_INSIDE,
	COURSE_CORE, COURSE_RULE, COURSE_SECRETS, COURSE_ETL, COURSE_N
};

static inline struct catalog course_made(void)
{
	static struct entry entries[COURSE_N] = {
		[COURSE_INTRO] = { ENTRY_LESSON, "Introduction", "intro.md", "1.", 0, -1, 1,
				   true, false, "intro", 5, 0, 2 },
		[COURSE_PART] = { ENTRY_PART, "Compute", NULL, "", 0, -1, 2, 0, 0, NULL, 0, 0, 0 },
		[COURSE_SCALING] = { ENTRY_LESSON, "Auto Scaling Deployment Concepts",
				     "scaling/README.md", "2.", 0, -1, 3, true, false,
				     "auto-scaling", 12, 1, 0 },
		[COURSE_LAMBDA] = { ENTRY_LESSON, "Lambda", "lambda/README.md", "3.", 0, -1, 4,
				    true, false, "lambda", 4, 1, 0 },
		[COURSE_HOW] = { ENTRY_LESSON, "How Lambda works", "lambda/how.md", "3.1.", 1,
				 COURSE_LAMBDA, 5, true, false, "lambda-how", 10, 1, 2 },
		[COURSE_INSIDE] = { ENTRY_LESSON, "An inside look: S3 events", "lambda/inside.md",
				    "3.2.", 1, COURSE_LAMBDA, 6, true, false, "lambda-inside", 15,
				    1, 3 },
		[COURSE_CORE] = { ENTRY_LESSON, "Core components", "lambda/core.md", "3.3.", 1,
				  COURSE_LAMBDA, 7, true, true, "lambda/core", 0, 0, 0 },
		[COURSE_RULE] = { ENTRY_SEPARATOR, "", NULL, "", 0, -1, 8, 0, 0, NULL, 0, 0, 0 },
		[COURSE_SECRETS] = { ENTRY_DRAFT, "Secrets Manager", NULL, "4.", 0, -1, 9, 0, 0,
				     NULL, 0, 0, 0 },
		[COURSE_ETL] = { ENTRY_LESSON, "ETL", "etl.md", "5.", 0, -1, 10, true, false,
				 "etl", 0, 0, 0 },
	};
	static struct scenario_file scenarios[] = {
		{ "lambda/scenarios/retries.md", COURSE_LAMBDA, 5 },
	};

	return (struct catalog){
		.root = "/srv/course", .title = "DevOps on AWS",
		.entries = entries, .n_entries = COURSE_N,
		.scenarios = scenarios, .n_scenarios = 1,
	};
}

static inline struct progress course_progress(void)
{
	static struct lesson_progress lessons[] = {	/* by id */
		{ "intro", true, 1000, { 40, 0, 7 }, 1000, 0 },
		{ "lambda-how", true, 1000, { 90, 0, 8 }, 2000, 1 },
		{ "lambda-inside", false, 480, { 48, 12, 9 }, 3000, 0 },
	};
	static struct item_progress items[] = {
		{ "cold-start", "lambda", 2, 1, true, 10 },
		{ "concurrency", "lambda", 1, 1, true, 11 },
		{ "gone", "no-such-topic", 1, 1, true, 11 },
		{ "intro-cloud", "intro", 1, 0, false, 12 },
		{ "retries", "lambda", 3, 1, false, 13 },
	};
	static struct bookmark bookmarks[] = {
		{ "lambda-inside", "Limits that matter here", { 48, 0, 9 }, 3000 },
		{ "intro", "What the cloud is", { 3, 0, 7 }, 900 },
		{ "left-the-course", "Somewhere else", { 3, 0, 7 }, 800 },
	};

	return (struct progress){
		.lessons = lessons, .n_lessons = sizeof(lessons) / sizeof(*lessons),
		.items = items, .n_items = sizeof(items) / sizeof(*items),
		.bookmarks = bookmarks, .n_bookmarks = sizeof(bookmarks) / sizeof(*bookmarks),
		.last = &lessons[2], .n_days = 12, .n_today = 3,
	};
}

#endif
