/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "lint/lint.h"
#include "tests/support/tmp.h"

static const char good_question[] =
	"---\nid: %s\ntype: single\ndomain: resilient-solutions\ndifficulty: 2\n"
	"sources: [https://docs.aws.amazon.com/lambda/]\n---\n# Title\n"
	"A company %s runs a function behind a queue and sees messages come twice each night. "
	"It may change one setting. **Which one helps?**\n\n"
	"- [ ] A longer delay\n  > It only moves the work.\n"
	"- [x] A longer hide\n  > The message stays hidden while it is worked on.\n\n"
	"## Explanation\nVisibility timeout.\n";

/* A course whose only lesson holds text (after a heading) and, if given, a question. */
struct fixture {
	struct tmp tmp;
	struct diag_list diags;
	struct buf report;
};

static void setup(struct fixture *f)
{
	tmp_init(&f->tmp);
	diag_list_init(&f->diags);
	buf_init(&f->report);
	tmp_write(&f->tmp, "SUMMARY.md", "# Course\n\n- [A](a.md)\n- [B](b.md)\n");
	tmp_write(&f->tmp, "a.md", "# A\n\ntext\n");
	tmp_write(&f->tmp, "b.md", "# B\n\n## Role\n\ntext\n");
}

static void run(struct fixture *f, const char *path)
{
	t_int(lint_path(tmp_path(&f->tmp, path), "2026-11", &f->diags), ERR_OK);
	for (size_t i = 0; i < f->diags.n; i++)
		diag_print(&f->report, &f->diags.items[i]);
}

static void teardown(struct fixture *f)
{
	buf_done(&f->report);
	diag_list_done(&f->diags);
	tmp_done(&f->tmp);
}

static bool told(const struct fixture *f, const char *part)
{
	return strstr(buf_str(&f->report), part) != NULL;
}

static void lint_lesson(struct fixture *f, const char *text)
{
	setup(f);
	tmp_write(&f->tmp, "a.md", text);
	run(f, "");
}

static void lint_question(struct fixture *f, const char *text)
{
	setup(f);
	tmp_write(&f->tmp, "scenarios/q.md", text);
	run(f, "");
}

TEST(a_clean_course_has_no_findings)
{
	struct fixture f;
	struct buf b;

	buf_init(&b);
	setup(&f);
	buf_printf(&b, good_question, "one", "in Oslo");
	tmp_write(&f.tmp, "scenarios/q.md", buf_str(&b));
	tmp_write(&f.tmp, "a.md", "# A\n\nSee [B](b.md#role) and [AWS](https://aws.amazon.com/).\n");
	run(&f, "");
	t_str(buf_str(&f.report), "");
	buf_done(&b);
	teardown(&f);
}

TEST(a_dead_link_is_named_with_its_place_and_the_nearest_file)
{
	struct fixture f;

	lint_lesson(&f, "# A\n\ntext\n\nSee [b](bb.md).\n");
	t_str(buf_str(&f.report), "a.md:5: error: no file \"bb.md\" [dead-link]\n"
				  "    5 | See [b](bb.md).\n"
				  "      = did you mean \"b.md\"?\n");
	teardown(&f);
}

TEST(a_dead_anchor_is_named_with_the_nearest_heading)
{
	struct fixture f;

	lint_lesson(&f, "# A\n\n[r](b.md#rule) [t](#aa)\n");
	t_true(told(&f, "no heading \"#rule\" in b.md [dead-anchor]"));
	t_true(told(&f, "did you mean \"#role\"?"));
	t_true(told(&f, "no heading \"#aa\" in a.md"));
	teardown(&f);
}

TEST(links_and_pictures_outside_the_course_are_errors)
{
	struct fixture f;

	lint_lesson(&f, "# A\n\n[x](../../etc/passwd) ![p](../x.png) ![q](none.png)\n");
	t_int(f.diags.n_errors, 2);
	t_true(told(&f, "[missing-picture]"));
	teardown(&f);
}

TEST(findings_in_included_text_name_the_included_file)
{
	struct fixture f;

	setup(&f);
	tmp_write(&f.tmp, "part.md", "one\n\n[x](none.md)\n");
	tmp_write(&f.tmp, "a.md", "# A\n\n{{#include part.md}}\n\n[y](gone.md)\n");
	run(&f, "");
	t_true(told(&f, "part.md:3: error: no file \"none.md\""));
	t_true(told(&f, "a.md:5: error: no file \"gone.md\""));
	teardown(&f);
}

TEST(a_missing_lesson_and_a_double_entry_are_told)
{
	struct fixture f;

	setup(&f);
	tmp_write(&f.tmp, "SUMMARY.md", "- [A](a.md)\n- [A again](a.md)\n- [Gone](gone.md)\n");
	run(&f, "");
	t_true(told(&f, "gone.md: error: cannot be read: not found [unread-file]"));
	t_true(told(&f, "SUMMARY.md:2: warning: a.md is listed twice"));
	teardown(&f);
}

TEST(ids_must_differ)
{
	struct fixture f;
	struct buf b;

	buf_init(&b);
	setup(&f);
	tmp_write(&f.tmp, "a.md", "---\nid: same\n---\n# A\n\ntext\n");
	tmp_write(&f.tmp, "b.md", "---\nid: same\n---\n# B\n\ntext\n");
	buf_printf(&b, good_question, "twice", "in Oslo");
	buf_addc(&b, '\n');
	buf_printf(&b, good_question, "twice", "in Bergen");
	tmp_write(&f.tmp, "scenarios/q.md", buf_str(&b));
	run(&f, "");
	t_true(told(&f, "the id \"same\" is also that of a.md [duplicate-id]"));
	t_true(told(&f, "the id \"twice\" is also that of the question at scenarios/q.md:"));
	buf_done(&b);
	teardown(&f);
}

TEST(a_lesson_that_is_old_or_jumps_or_is_empty_is_warned_of)
{
	struct fixture f;

	lint_lesson(&f, "---\nreviewed: 2024-10\nminutes: 5\n---\n# A\n\n### Deep\n");
	t_true(told(&f, "[old-review]"));
	t_true(told(&f, "a.md:7: warning: a heading of level 3 follows one of level 1"));
	t_true(told(&f, "[empty-lesson]"));
	t_true(told(&f, "[no-source]"));
	teardown(&f);
}

TEST(diagram_mistakes_have_their_line)
{
	struct fixture f;

	lint_lesson(&f, "# A\n\n```mermaid\nsequenceDiagram\n  A->>B: hi\n  activat B\n```\n");
	t_int(f.diags.n_errors, 1);
	t_true(told(&f, "a.md:6:"));
	teardown(&f);
}

TEST(long_labels_and_missing_narration_are_told)
{
	struct fixture f;

	lint_lesson(&f, "# A\n\n```mermaid\nsequenceDiagram\n"
			"  A->>B: a label that is much too long for any terminal\n"
			"  %% narrate: x\n  B->>A: ok\n```\n");
	t_true(told(&f, "a.md:5: warning: a label of"));
	t_true(told(&f, "1 of 2 messages have no narration"));
	teardown(&f);
}

TEST(craft_flaws_of_a_question_are_found)
{
	struct fixture f;

	lint_question(&f, "---\nid: q\ntype: single\ndomain: cooking\n---\n# T\nWhich is not true?\n\n"
			  "- [ ] It never works\n- [ ] It always fails\n- [ ] All of the above\n"
			  "- [x] It is the long one that says in many words what is so\n"
			  "- [ ] It never works\n");
	t_true(told(&f, "[unknown-domain]"));
	t_true(told(&f, "[no-source]"));
	t_true(told(&f, "[no-explanation]"));
	t_true(told(&f, "[no-reason]"));
	t_true(told(&f, "[thin-stem]"));
	t_true(told(&f, "[negative-stem]"));
	t_true(told(&f, "[absolute-words]"));
	t_true(told(&f, "[all-of-the-above]"));
	t_true(told(&f, "[same-options]"));
	t_true(told(&f, "[longest-right]"));
	teardown(&f);
}

TEST(a_key_that_is_always_in_one_place_is_found)
{
	struct fixture f;
	struct buf b;

	buf_init(&b);
	for (int i = 0; i < 9; i++) {
		char id[16], where[24];

		snprintf(id, sizeof(id), "q%d", i);
		snprintf(where, sizeof(where), "number %d", i);
		buf_printf(&b, good_question, id, where);
		buf_addc(&b, '\n');
	}
	lint_question(&f, buf_str(&b));
	t_true(told(&f, "option 2 is right in 9 of 9 questions"));
	buf_done(&b);
	teardown(&f);
}

TEST(a_single_file_is_linted_within_its_course)
{
	struct fixture f;

	setup(&f);
	tmp_write(&f.tmp, "SUMMARY.md", "- [A](a.md)\n- [B](b.md)\n- [Gone](gone.md)\n");
	tmp_write(&f.tmp, "a.md", "# A\n\n[b](b.md) [c](c.md)\n");
	run(&f, "a.md");
	t_int(f.diags.n, 1);
	t_true(told(&f, "a.md:3: error: no file \"c.md\""));
	teardown(&f);
}

TEST(there_must_be_something_to_lint)
{
	struct diag_list d;

	diag_list_init(&d);
	t_int(lint_path("/nonexistent", "2026-11", &d), ERR_NOT_FOUND);
	diag_list_done(&d);
}

TESTS(t(a_clean_course_has_no_findings),
      t(a_dead_link_is_named_with_its_place_and_the_nearest_file),
      t(a_dead_anchor_is_named_with_the_nearest_heading),
      t(links_and_pictures_outside_the_course_are_errors),
      t(findings_in_included_text_name_the_included_file),
      t(a_missing_lesson_and_a_double_entry_are_told), t(ids_must_differ),
      t(a_lesson_that_is_old_or_jumps_or_is_empty_is_warned_of),
      t(diagram_mistakes_have_their_line), t(long_labels_and_missing_narration_are_told),
      t(craft_flaws_of_a_question_are_found), t(a_key_that_is_always_in_one_place_is_found),
      t(a_single_file_is_linted_within_its_course), t(there_must_be_something_to_lint))
