/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "course/course.h"
#include "course/link.h"
#include "tests/support/tmp.h"

/* A course in a temporary folder, and what loading it said. */
struct fixture {
	struct tmp tmp;
	struct diag_list diags;
	struct catalog *catalog;
};

static void open_course(struct fixture *f, const char *summary)
{
	tmp_init(&f->tmp);
	diag_list_init(&f->diags);
	tmp_write(&f->tmp, "SUMMARY.md", summary);
	t_int(course_open(f->tmp.dir, &f->diags, &f->catalog), ERR_OK);
}

static void close_course(struct fixture *f)
{
	course_free(f->catalog);
	diag_list_done(&f->diags);
	tmp_done(&f->tmp);
}

static bool has_diag(const struct diag_list *d, const char *rule, int line)
{
	for (size_t i = 0; i < d->n; i++)
		if (!strcmp(d->items[i].rule, rule) && d->items[i].line == line)
			return true;
	return false;
}

static const char full_summary[] =
	"# Clouds\n"				/* 1 */
	"\n"
	"[Preface](preface.md)\n"		/* 3 */
	"[Thanks](thanks.md)\n"
	"\n"
	"# Part one\n"				/* 6 */
	"\n"
	"- [First](a/README.md)\n"		/* 8 */
	"  - [Deep `code`](a/deep.md)\n"
	"    - [Deeper](<a/deeper one.md>)\n"	/* 10 */
	"  - [Later]()\n"
	"- [Second](b.md#anchor)\n"		/* 12 */
	"\n"
	"---\n"					/* 14 */
	"\n"
	"[Appendix](appendix.md)\n";		/* 16 */

TEST(a_summary_is_read_by_mdbooks_rules)
{
	static const struct {
		enum entry_kind kind;
		const char *title, *path, *number;
		int depth, parent, line;
	} expected[] = {
		{ ENTRY_LESSON, "Preface", "preface.md", "", 0, -1, 3 },
		{ ENTRY_LESSON, "Thanks", "thanks.md", "", 0, -1, 3 },
		{ ENTRY_PART, "Part one", NULL, "", 0, -1, 6 },
		{ ENTRY_LESSON, "First", "a/README.md", "1.", 0, -1, 8 },
		{ ENTRY_LESSON, "Deep code", "a/deep.md", "1.1.", 1, 3, 9 },
		{ ENTRY_LESSON, "Deeper", "a/deeper one.md", "1.1.1.", 2, 4, 10 },
		{ ENTRY_DRAFT, "Later", NULL, "1.2.", 1, 3, 11 },
		{ ENTRY_LESSON, "Second", "b.md", "2.", 0, -1, 12 },
		{ ENTRY_SEPARATOR, "", NULL, "", 0, -1, 14 },
		{ ENTRY_LESSON, "Appendix", "appendix.md", "", 0, -1, 16 },
	};
	struct fixture f;

	open_course(&f, full_summary);
	t_str(f.catalog->title, "Clouds");
	t_int(f.catalog->n_entries, sizeof(expected) / sizeof(*expected));
	for (size_t i = 0; i < f.catalog->n_entries; i++) {
		const struct entry *e = &f.catalog->entries[i];

		t_int(e->kind, expected[i].kind);
		t_str(e->title, expected[i].title);
		if (expected[i].path)
			t_str(e->path, expected[i].path);
		else
			t_null(e->path);
		t_str(e->number, expected[i].number);
		t_int(e->depth, expected[i].depth);
		t_int(e->parent, expected[i].parent);
		t_int(e->line, expected[i].line);
	}
	t_int(f.diags.n, 0);
	t_int(catalog_topic(f.catalog, 5), 3);
	t_int(catalog_next(f.catalog, 5), 7);
	t_int(catalog_previous(f.catalog, 7), 5);
	t_int(catalog_find(f.catalog, "a/deep"), 4);
	close_course(&f);
}

TEST(a_summary_that_names_no_title_takes_the_folders)
{
	struct fixture f;

	open_course(&f, "# Summary\n\n- [A](a.md)\n");
	t_int(strncmp(f.catalog->title, "nephoscope-test-", 16), 0);
	t_int(f.catalog->n_entries, 1);
	close_course(&f);
}

TEST(a_menu_cannot_lead_outside_or_to_itself)
{
	struct fixture f;

	open_course(&f, "- [Out](../../etc/passwd)\n"
			"- [Web](https://example.org/x.md)\n"
			"- [Self](SUMMARY.md)\n"
			"- only words\n"
			"\n"
			"loose text\n");
	t_int(f.catalog->n_entries, 4);
	for (size_t i = 0; i < 4; i++)
		t_int(f.catalog->entries[i].kind, ENTRY_DRAFT);
	t_true(has_diag(&f.diags, "outside-course", 1));
	t_true(has_diag(&f.diags, "summary-link", 2));
	t_true(has_diag(&f.diags, "summary-link", 3));
	t_true(has_diag(&f.diags, "summary-link", 4));
	t_true(has_diag(&f.diags, "summary-text", 6));
	close_course(&f);
}

TEST(an_mdbook_project_is_opened_by_its_own_folder)
{
	struct fixture f = { 0 };

	tmp_init(&f.tmp);
	diag_list_init(&f.diags);
	tmp_write(&f.tmp, "book.toml", "[book]\ntitle = \"The Book\"\nsrc = 'text'\n[output]\ntitle = \"x\"\n");
	tmp_write(&f.tmp, "text/SUMMARY.md", "# Summary\n\n[Intro](README.md)\n");
	t_int(course_open(f.tmp.dir, &f.diags, &f.catalog), ERR_OK);
	t_str(f.catalog->title, "The Book");
	t_str(f.catalog->entries[0].path, "README.md");
	close_course(&f);
}

TEST(a_projects_source_folder_lies_in_the_project)
{
	static const char *const elsewhere[] = { "../other", "%s/other", "linked", "text/../../other" };
	struct tmp t;

	tmp_init(&t);
	tmp_write(&t, "other/SUMMARY.md", "- [Secret](secret.md)\n");
	tmp_write(&t, "book/text/README.md", "text");
	t_int(symlink("../other", tmp_path(&t, "book/linked")), 0);
	for (size_t i = 0; i < sizeof(elsewhere) / sizeof(*elsewhere); i++) {
		struct catalog *c;
		struct buf toml;

		buf_init(&toml);
		buf_adds(&toml, "[book]\nsrc = \"");
		if (elsewhere[i][0] == '%')
			buf_printf(&toml, "%s/other", t.dir);
		else
			buf_adds(&toml, elsewhere[i]);
		buf_adds(&toml, "\"\n");
		tmp_write(&t, "book/book.toml", buf_str(&toml));
		t_int(course_open(tmp_path(&t, "book"), NULL, &c), ERR_NOT_FOUND);
		buf_done(&toml);
	}
	tmp_done(&t);
}

TEST(names_that_are_no_text_are_shown_harmless_or_left_out)
{
	struct fixture f = { 0 };
	struct tmp t;

	tmp_init(&t);
	diag_list_init(&f.diags);
	tmp_write(&t, "\033[2J\xFF/SUMMARY.md", "- [A](a.md)\n");
	tmp_write(&t, "\033[2J\xFF/a.md", "text");
	tmp_write(&t, "\033[2J\xFF/scenarios/\033b.md", "text");
	tmp_write(&t, "\033[2J\xFF/scenarios/c.md", "text");
	t_int(course_open(tmp_path(&t, "\033[2J\xFF"), &f.diags, &f.catalog), ERR_OK);
	t_str(f.catalog->title, "\xEF\xBF\xBD[2J\xEF\xBF\xBD");
	t_int(f.catalog->n_scenarios, 1);
	t_str(f.catalog->scenarios[0].path, "scenarios/c.md");
	t_int(f.diags.n, 1);
	t_str(f.diags.items[0].rule, "file-name");
	t_true(utf8_is_clean(f.diags.items[0].text, strlen(f.diags.items[0].text)));
	course_free(f.catalog);
	diag_list_done(&f.diags);
	tmp_done(&t);
}

TEST(a_question_file_that_cannot_be_read_is_told)
{
	struct fixture f = { 0 };
	struct item_set set;

	tmp_init(&f.tmp);
	diag_list_init(&f.diags);
	tmp_write(&f.tmp, "SUMMARY.md", "- [A](a.md)\n");
	tmp_write(&f.tmp, "a.md", "text");
	tmp_write(&f.tmp, "scenarios/b.md", "text");
	t_int(unlink(tmp_path(&f.tmp, "scenarios/b.md")), 0);
	t_int(symlink("/dev/zero", tmp_path(&f.tmp, "scenarios/b.md")), 0);
	t_int(course_open(f.tmp.dir, &f.diags, &f.catalog), ERR_OK);
	course_items(f.catalog, -1, &f.diags, &set);
	t_int(set.n_items, 0);
	t_int(f.diags.n, 1);
	t_str(f.diags.items[0].rule, "unread-file");
	t_str(f.diags.items[0].file, "scenarios/b.md");
	item_set_done(&set);
	close_course(&f);
}

TEST(a_folder_without_a_summary_is_no_course)
{
	struct tmp t;
	struct catalog *c;

	tmp_init(&t);
	t_int(course_open(t.dir, NULL, &c), ERR_NOT_FOUND);
	t_int(course_open(tmp_path(&t, "none"), NULL, &c), ERR_NOT_FOUND);
	t_int(mkdir(tmp_path(&t, "SUMMARY.md"), 0700), 0);
	t_int(course_open(t.dir, NULL, &c), ERR_OUTSIDE);
	tmp_done(&t);
}

TEST(nesting_without_end_is_survived)
{
	struct fixture f;
	struct buf b;

	buf_init(&b);
	for (int i = 0; i < 200; i++) {
		buf_pad(&b, ' ', (size_t)i * 2);
		buf_printf(&b, "- [L%d](l%d.md)\n", i, i);
	}
	open_course(&f, buf_str(&b));
	t_true(f.catalog->n_entries >= 20);
	close_course(&f);
	buf_done(&b);
}

TEST(a_scan_finds_what_the_menu_shows)
{
	struct fixture f;

	tmp_init(&f.tmp);
	diag_list_init(&f.diags);
	tmp_write(&f.tmp, "SUMMARY.md", "- [A](t/a.md)\n- [B](b.md)\n- [Gone](gone.md)\n");
	tmp_write(&f.tmp, "t/a.md",
		  "---\nid: \"topic-a\" # stable\nminutes: 7\n---\n# A\n"
		  "```mermaid\n%% x\nsequenceDiagram\nA->>B: hi\n```\n"
		  "```mermaid\nflowchart LR\n```\n"
		  "````quiz\n---\nid: q\n---\n```mermaid\nsequenceDiagram\n```\n````\n"
		  "~~~\n```quiz\n~~~\n");
	tmp_write(&f.tmp, "b.md", "# B\nid: not-front-matter\n");
	tmp_write(&f.tmp, "t/scenarios/02.md", "---\nid: x\n---\n# X\n\n---\nid: y\n---\n# Y\n");
	tmp_write(&f.tmp, "t/scenarios/01.md", "---\nid: z\n---\n# Z\n");
	tmp_write(&f.tmp, "t/scenarios/notes.txt", "no");
	t_int(course_open(f.tmp.dir, &f.diags, &f.catalog), ERR_OK);
	course_scan_all(f.catalog);
	t_str(f.catalog->entries[0].id, "topic-a");
	t_int(f.catalog->entries[0].minutes, 7);
	t_int(f.catalog->entries[0].n_diagrams, 1);
	t_int(f.catalog->entries[0].n_questions, 1);
	t_str(f.catalog->entries[1].id, "b");
	t_true(f.catalog->entries[2].is_missing);
	t_int(f.catalog->n_scenarios, 2);
	t_str(f.catalog->scenarios[0].path, "t/scenarios/01.md");
	t_int(f.catalog->scenarios[0].topic, 0);
	t_int(f.catalog->scenarios[0].n_questions, 1);
	t_int(f.catalog->scenarios[1].n_questions, 2);
	t_false(course_scan(f.catalog));
	close_course(&f);
}

static struct lesson *load(struct fixture *f, const char *path)
{
	struct lesson *l = NULL;

	t_int(course_lesson(f->catalog, path, &f->diags, &l), ERR_OK);
	return l;
}

TEST(a_lesson_has_its_front_matter_and_text)
{
	struct fixture f;
	struct lesson *l;

	open_course(&f, "- [A](a.md)\n");
	tmp_write(&f.tmp, "a.md",
		  "---\nid: lambda-a\ntitle: \"A: lesson\"\nminutes: 9\nobjectives:\n  - one\n  - two\n"
		  "sources: https://docs.aws.amazon.com/x\nreviewed: 2026-11\n---\n# Heading\n\ntext\n");
	l = load(&f, "a.md");
	t_str(l->id, "lambda-a");
	t_str(l->title, "A: lesson");
	t_int(l->minutes, 9);
	t_int(l->n_objectives, 2);
	t_str(l->objectives[1], "two");
	t_int(l->n_sources, 1);
	t_str(l->reviewed, "2026-11");
	t_int(doc_section(l->doc, 0)->kind, BLOCK_HEADING);
	t_int(doc_section(l->doc, 0)->line, 11);
	t_int(f.diags.n, 0);
	lesson_free(l);
	close_course(&f);
}

TEST(a_lesson_without_front_matter_is_named_by_heading_and_path)
{
	struct fixture f;
	struct lesson *l;

	open_course(&f, "- [A](d/a.md)\n");
	tmp_write(&f.tmp, "d/a.md", "# The *heading*\n");
	l = load(&f, "d/a.md");
	t_str(l->id, "d/a");
	t_str(l->title, "The heading");
	lesson_free(l);
	close_course(&f);
}

TEST(unknown_fields_are_named_with_the_nearest_known_one)
{
	struct fixture f;
	struct lesson *l;

	open_course(&f, "- [A](a.md)\n");
	tmp_write(&f.tmp, "a.md", "---\nid: a\nminuts: 5\nminutes: many\n---\n# A\n");
	l = load(&f, "a.md");
	t_true(has_diag(&f.diags, "unknown-field", 3));
	t_true(has_diag(&f.diags, "bad-value", 4));
	t_int(l->minutes, 0);
	lesson_free(l);
	close_course(&f);
}

TEST(includes_put_lines_ranges_and_anchors_in)
{
	struct fixture f;
	struct lesson *l;
	int line;

	open_course(&f, "- [A](d/a.md)\n");
	tmp_write(&f.tmp, "d/code.py",
		  "one\n# ANCHOR: part\ntwo\n# ANCHOR: inner\nthree\n# ANCHOR_END: inner\n"
		  "# ANCHOR_END: part\nfour\n");
	tmp_write(&f.tmp, "d/a.md",
		  "{{#title My page}}\n"
		  "all {{#include code.py:1}} end\n"
		  "{{#include code.py:part}}\n"
		  "{{#include code.py:7:}}\n"
		  "{{#rustdoc_include code.py:3:3}}\n"
		  "\\{{#include code.py}}\n"
		  "last\n");
	l = load(&f, "d/a.md");
	t_str(buf_str(&l->text), "\nall one end\ntwo\nthree\n# ANCHOR_END: part\nfour\ntwo\n"
				 "{{#include code.py}}\nlast\n");
	t_str(l->title, "My page");
	t_int(f.diags.n, 0);
	t_str(lesson_origin(l, 3, &line), "d/code.py");
	t_int(line, 3);
	t_str(lesson_origin(l, 9, &line), "d/a.md");
	t_int(line, 7);
	t_int(l->n_files, 4);
	lesson_free(l);
	close_course(&f);
}

TEST(includes_cannot_leave_the_course_or_read_devices)
{
	struct fixture f;
	struct lesson *l;

	open_course(&f, "- [A](a.md)\n");
	t_int(symlink("/etc/hostname", tmp_path(&f.tmp, "link.txt")), 0);
	tmp_write(&f.tmp, "a.md",
		  "{{#include ../../../../etc/passwd}}\n"
		  "{{#include /dev/zero}}\n"
		  "{{#include link.txt}}\n"
		  "{{#include missing.txt}}\n"
		  "{{#frobnicate x}}\n"
		  "{{#include \n");
	l = load(&f, "a.md");
	t_true(has_diag(&f.diags, "outside-course", 1));
	t_true(has_diag(&f.diags, "missing-include", 2));
	t_true(has_diag(&f.diags, "outside-course", 3));
	t_true(has_diag(&f.diags, "missing-include", 4));
	t_true(has_diag(&f.diags, "unknown-directive", 5));
	t_not_null(strstr(buf_str(&l->text), "{{#include ../../../../etc/passwd}}"));
	lesson_free(l);
	close_course(&f);
}

TEST(includes_that_include_themselves_end)
{
	struct fixture f;
	struct lesson *l;

	open_course(&f, "- [A](a.md)\n");
	tmp_write(&f.tmp, "a.md", "x\n{{#include a.md}}\n{{#include a.md}}\n{{#include a.md}}\n");
	l = load(&f, "a.md");
	t_true(f.diags.n_errors > 0);
	t_true(l->text.len < 1000000);
	lesson_free(l);
	close_course(&f);
}

TEST(hostile_bytes_in_a_lesson_become_harmless)
{
	struct fixture f;
	struct lesson *l;
	static const char bytes[] = "# T\0\033[2J\xFF \u202Eabc\r\nnext\n";

	open_course(&f, "- [A](a.md)\n");
	tmp_write_bytes(&f.tmp, "a.md", bytes, sizeof(bytes) - 1);
	l = load(&f, "a.md");
	t_str(buf_str(&l->text), "# T\uFFFD\uFFFD[2J\uFFFD \uFFFDabc\nnext\n");
	lesson_free(l);
	close_course(&f);
}

TEST(missing_and_strange_lessons_are_errors_not_crashes)
{
	struct fixture f;
	struct lesson *l;

	open_course(&f, "- [A](a.md)\n- [D](dir)\n");
	mkdir(tmp_path(&f.tmp, "dir"), 0700);
	mkfifo(tmp_path(&f.tmp, "pipe.md"), 0600);
	t_int(course_lesson(f.catalog, "a.md", &f.diags, &l), ERR_NOT_FOUND);
	t_int(course_lesson(f.catalog, "dir", &f.diags, &l), ERR_OUTSIDE);
	t_int(course_lesson(f.catalog, "pipe.md", &f.diags, &l), ERR_OUTSIDE);
	t_int(course_lesson(f.catalog, "../x.md", &f.diags, &l), ERR_NOT_FOUND);
	close_course(&f);
}

static enum link_kind follow(struct fixture *f, const char *from, const char *url,
			     const char **path, const char **anchor)
{
	*path = *anchor = "";
	return course_link(f->catalog, from, url, &f->tmp.arena, path, anchor);
}

TEST(links_lead_where_mdbook_would_lead_them)
{
	struct fixture f;
	const char *path, *anchor;

	open_course(&f, "- [A](t/README.md)\n- [B](t/b.md)\n");
	tmp_write(&f.tmp, "t/README.md", "# A\n");
	tmp_write(&f.tmp, "t/b.md", "# B\n");
	tmp_write(&f.tmp, "t/with space.md", "# S\n");
	t_int(follow(&f, "t/README.md", "b.md#role", &path, &anchor), LINK_LESSON);
	t_str(path, "t/b.md");
	t_str(anchor, "role");
	t_int(follow(&f, "t/b.md", "#here", &path, &anchor), LINK_LESSON);
	t_str(path, "t/b.md");
	t_int(follow(&f, "t/b.md", "index.html", &path, &anchor), LINK_LESSON);
	t_str(path, "t/README.md");
	t_int(follow(&f, "t/b.md", "../t/", &path, &anchor), LINK_LESSON);
	t_str(path, "t/README.md");
	t_int(follow(&f, "t/b.md", "with%20space.md", &path, &anchor), LINK_LESSON);
	t_int(follow(&f, "t/b.md", "https://aws.amazon.com/", &path, &anchor), LINK_EXTERNAL);
	t_int(follow(&f, "t/b.md", "mailto:a@example.org", &path, &anchor), LINK_EXTERNAL);
	t_int(follow(&f, "t/b.md", "none.md", &path, &anchor), LINK_MISSING);
	t_int(follow(&f, "t/b.md", "../../etc/passwd", &path, &anchor), LINK_OUTSIDE);
	t_int(follow(&f, "t/b.md", "a%00b.md", &path, &anchor), LINK_MISSING);
	t_int(follow(&f, "t/b.md", "a%1b.md", &path, &anchor), LINK_OUTSIDE);
	close_course(&f);
}

TEST(questions_come_from_lessons_and_scenario_files)
{
	static const char question[] =
		"---\nid: %s\ntype: single\nsources: [https://docs.aws.amazon.com/]\n---\n# Q\nWhy?\n\n"
		"- [ ] a\n  > no\n- [x] b\n  > yes\n";
	struct fixture f;
	struct item_set set;
	struct buf b;

	tmp_init(&f.tmp);
	diag_list_init(&f.diags);
	buf_init(&b);
	tmp_write(&f.tmp, "SUMMARY.md", "- [T](t/README.md)\n  - [A](t/a.md)\n- [U](u.md)\n");
	tmp_write(&f.tmp, "t/README.md", "---\nid: topic\n---\n# T\n");
	buf_adds(&b, "# A\n\n```quiz\n");
	buf_printf(&b, question, "q1");
	buf_adds(&b, "```\n");
	tmp_write(&f.tmp, "t/a.md", buf_str(&b));
	buf_clear(&b);
	buf_printf(&b, question, "q2");
	buf_addc(&b, '\n');
	buf_printf(&b, question, "q3");
	tmp_write(&f.tmp, "t/scenarios/1.md", buf_str(&b));
	tmp_write(&f.tmp, "u.md", "# U\n");
	t_int(course_open(f.tmp.dir, &f.diags, &f.catalog), ERR_OK);
	course_scan_all(f.catalog);
	course_items(f.catalog, 0, &f.diags, &set);
	t_int(set.n_items, 3);
	t_str(set.items[0]->id, "q1");
	t_str(set.items[2]->id, "q3");
	t_str(set.topics[2], "topic");
	t_int(item_key(set.items[2]), 2);
	item_set_done(&set);
	course_items(f.catalog, 2, &f.diags, &set);
	t_int(set.n_items, 0);
	item_set_done(&set);
	buf_done(&b);
	close_course(&f);
}

TESTS(t(a_summary_is_read_by_mdbooks_rules), t(a_summary_that_names_no_title_takes_the_folders),
      t(a_menu_cannot_lead_outside_or_to_itself), t(an_mdbook_project_is_opened_by_its_own_folder),
      t(a_projects_source_folder_lies_in_the_project),
      t(names_that_are_no_text_are_shown_harmless_or_left_out),
      t(a_question_file_that_cannot_be_read_is_told), t(a_folder_without_a_summary_is_no_course), t(nesting_without_end_is_survived),
      t(a_scan_finds_what_the_menu_shows), t(a_lesson_has_its_front_matter_and_text),
      t(a_lesson_without_front_matter_is_named_by_heading_and_path),
      t(unknown_fields_are_named_with_the_nearest_known_one),
      t(includes_put_lines_ranges_and_anchors_in),
      t(includes_cannot_leave_the_course_or_read_devices), t(includes_that_include_themselves_end),
      t(hostile_bytes_in_a_lesson_become_harmless),
      t(missing_and_strange_lessons_are_errors_not_crashes),
      t(links_lead_where_mdbook_would_lead_them),
      t(questions_come_from_lessons_and_scenario_files))
