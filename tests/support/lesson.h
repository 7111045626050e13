/* SPDX-License-Identifier: MIT */
/* Lessons and questions from Markdown without files: for tests of the views. */
#ifndef TESTS_SUPPORT_LESSON_H
#define TESTS_SUPPORT_LESSON_H

#include <string.h>

#include "base/xalloc.h"
#include "model/lesson.h"
#include "parse/markdown.h"
#include "parse/question.h"
#include "tests/support/t.h"

/* A lesson of plain constructs: pictures have tests of their own. */
static const char lesson_prose[] =
	"# An inside look\n\n"
	"When you put an object into a bucket, S3 looks at the bucket's notification "
	"configuration and *invokes* each matching function: see [Core components]"
	"(core.md#role).\n\n"
	"## Two permissions\n\n"
	"- The bucket may call the function.\n"
	"- The role may read the object.\n\n"
	"> They are often confused, even by people who have built many of these.\n\n"
	"```quiz\n---\nid: second-event\ntype: single\n---\n"
	"# The second event\nWhat happens to it?\n\n- [x] It waits\n- [ ] It is lost\n```\n";

static const char question_text[] =
	"---\n"
	"id: lambda-async-retries\n"
	"type: single\n"
	"domain: resilient-solutions\n"
	"difficulty: 2\n"
	"sources: [https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html]\n"
	"---\n"
	"# Lost thumbnails\n"
	"A company resizes photos with a function triggered by bucket events. During a bad "
	"release the function failed for two minutes. No dead-letter queue is set. "
	"**What happened to the events of the first minute?**\n\n"
	"- [ ] Dropped at once\n"
	"  > Asynchronous invocations are not dropped at the first error.\n"
	"- [x] Tried three times in all, then dropped\n"
	"  > Two retries follow the first attempt, one and two minutes later.\n"
	"- [ ] Kept by S3 until the function works again\n"
	"  > S3 hands the event over and forgets it: Lambda's queue holds it.\n\n"
	"## Explanation\nThe queue is Lambda's own.\n\n"
	"## Hint\nThink of who holds the event.\n\n"
	"## Hint\nThere are two retries.\n";

/* Sections are at least section_bytes long, so that short texts have several. */
static inline struct lesson *lesson_made(const char *markdown, size_t section_bytes)
{
	static const char *const objectives[] = { "Say what starts a function" };
	static const char *const sources[] = { "https://docs.aws.amazon.com/lambda/" };
	struct lesson *l = xcalloc(1, sizeof(*l));
	struct markdown_options o = { .file = "lambda/inside.md", .first_line = 1,
				      .section_bytes = section_bytes };

	arena_init(&l->arena);
	buf_init(&l->text);
	buf_adds(&l->text, markdown);
	l->path = "lambda/inside.md";
	l->id = "lambda-inside";
	l->title = "An inside look";
	l->objectives = objectives;
	l->n_objectives = 1;
	l->sources = sources;
	l->n_sources = 1;
	l->doc = markdown_open(buf_str(&l->text), l->text.len, &o);
	return l;
}

static inline const struct item *item_made(struct arena *a, const char *markdown)
{
	const struct item *it;
	const char *why = "";

	if (question_parse(a, markdown, strlen(markdown), 1, "q.md", NULL, &it, &why) != ERR_OK)
		fail_msg("%s", why);
	return it;
}

#endif
