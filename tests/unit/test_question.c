/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <string.h>

#include "base/buf.h"
#include "parse/markdown.h"
#include "parse/question.h"
#include "tests/support/block_dump.h"

#define HEAD "---\nid: q1\ntype: single\n---\n"
#define OPTIONS "- [x] right\n- [ ] wrong\n"

/* A question as it was parsed, with what was said about it. */
struct parsed {
	struct arena arena;
	struct diag_list diags;
	enum err err;
	const struct item *item;
	const char *why;
};

static void parse(struct parsed *p, const char *text)
{
	*p = (struct parsed){ 0 };
	arena_init(&p->arena);
	diag_list_init(&p->diags);
	diag_in(&p->diags, "s/x.md", text, strlen(text));
	p->err = question_parse(&p->arena, text, strlen(text), 1, "s/x.md", &p->diags, &p->item,
				&p->why);
}

static void done(struct parsed *p)
{
	diag_list_done(&p->diags);
	arena_done(&p->arena);
}

static void dump_is(const struct block *first, const char *expected)
{
	struct buf out;

	buf_init(&out);
	block_dump(first, false, &out);
	t_str(buf_str(&out), expected);
	buf_done(&out);
}

/* Expects that the question cannot be asked, and why, and in which line. */
static void refuses(const char *text, const char *why, int line)
{
	struct parsed p;
	bool is_told = false;

	parse(&p, text);
	t_int(p.err, ERR_SYNTAX);
	t_null(p.item);
	t_str(p.why, why);
	for (size_t i = 0; i < p.diags.n; i++)
		is_told |= p.diags.items[i].line == line && !strcmp(p.diags.items[i].text, why);
	t_true(is_told);
	done(&p);
}

TEST(what_cannot_be_asked_says_why)
{
	refuses(HEAD "Stem?\n", "no options", 1);
	refuses(HEAD "Stem?\n\n- a\n- b\n", "no options", 1);
	refuses("", "no options", 1);
	refuses(HEAD OPTIONS, "options without a question before them", 1);
	refuses(HEAD "Stem?\n\n- [ ] a\n- [ ] b\n", "no right option", 1);
	refuses(HEAD "Stem?\n\n- [x] a\n", "only one option", 1);
	refuses(HEAD "Stem?\n\n- [x] a\n- [x] b\n",
		"several right options in a question of type single", 1);
	refuses("---\nid: q\ntype: multiple\n---\nStem?\n\n- [x] a\n- [x] b\n", "no wrong option", 1);
	refuses(HEAD "Stem?\n\n- [x] a\n- b\n", "an option without its box", 8);
	refuses(HEAD "Stem?\n\n- [x] a\n- [ ] <!-- b -->\n", "an option without text", 8);
	refuses(HEAD "S?\n\n" OPTIONS "- [ ] a\n- [ ] a\n- [ ] a\n- [ ] a\n- [ ] a\n- [ ] a\n- [ ] a\n"
		     "- [ ] a\n- [ ] a\n",
		"more than 10 options", 17);
	refuses("---\nid: q\ntype: singel\n---\nStem?\n\n" OPTIONS,
		"the type \"singel\" is unknown", 1);
	refuses("---\nid: [q\n---\nStem?\n\n" OPTIONS,
		"what is between its two --- lines cannot be read", 1);
}

TEST(types_that_come_later_are_no_mistake)
{
	static const char *const types[] = { "order", "match", "number", "text" };

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		struct parsed p;
		struct buf text, why;

		buf_init(&text);
		buf_init(&why);
		buf_printf(&text, "---\nid: q\ntype: %s\n---\nS?\n\n1. a\n2. b\n", types[i]);
		buf_printf(&why, "questions of type %s are not asked yet", types[i]);
		parse(&p, text.p);
		t_int(p.err, ERR_UNSUPPORTED);
		t_str(p.why, why.p);
		t_int(p.diags.n_errors, 0);
		done(&p);
		buf_done(&text);
		buf_done(&why);
	}
}

TEST(a_whole_question_is_read)
{
	struct parsed p;

	parse(&p, "---\n"
		  "id: lambda-retries\n"
		  "type: multiple\n"
		  "domain: resilient-solutions\n"
		  "difficulty: 2\n"
		  "sources: [https://a, https://b]\n"
		  "---\n"
		  "# Lost *thumbnails*\n"
		  "A company. **What happened?**\n"
		  "\n"
		  "```yaml\na: b\n```\n"
		  "\n"
		  "- [ ] It was `dropped`\n"
		  "  > Retried **twice**.\n"
		  "  >\n"
		  "  > Then dropped.\n"
		  "- [x] Tried\n"
		  "\n"
		  "  more\n"
		  "- [X] No reason\n"
		  "\n"
		  "## Explanation\n"
		  "Why.\n"
		  "\n"
		  "- a\n"
		  "\n"
		  "## Hint\n"
		  "A nudge.\n"
		  "\n"
		  "## Hint\n"
		  "Another.\n");
	t_int(p.err, ERR_OK);
	t_int(p.diags.n, 0);
	t_str(p.item->id, "lambda-retries");
	t_str(p.item->title, "Lost thumbnails");
	t_int(p.item->type, ITEM_MULTIPLE);
	t_str(p.item->domain, "resilient-solutions");
	t_int(p.item->difficulty, 2);
	t_int(p.item->n_sources, 2);
	t_str(p.item->sources[1], "https://b");
	t_str(p.item->file, "s/x.md");
	dump_is(p.item->stem, "p: A company. {B What happened?}\ncode: (yaml) a: b\\n\n");
	t_int(p.item->n_options, 3);
	t_int(item_key(p.item), 6);
	t_int(p.item->options[0].line, 15);
	dump_is(p.item->options[0].text, "p: It was {C dropped}\n");
	dump_is(p.item->options[0].reason, "p: Retried {B twice}.\np: Then dropped.\n");
	dump_is(p.item->options[1].text, "p: Tried\np: more\n");
	t_null(p.item->options[1].reason);
	dump_is(p.item->explanation, "p: Why.\nlist: tight\n  item:\n    p: a\n");
	t_int(p.item->n_hints, 2);
	dump_is(p.item->hints[1], "p: Another.\n");
	done(&p);
}

TEST(a_single_source_and_a_list_of_hints_are_fine_too)
{
	struct parsed p;

	parse(&p, "---\nid: q\nsources: https://a\n---\nS?\n\n" OPTIONS
		  "\n## Hints\n- one\n- two *x*\n");
	t_int(p.err, ERR_OK);
	t_int(p.item->type, ITEM_SINGLE);
	t_str(p.item->title, "");
	t_str(p.item->domain, "");
	t_int(p.item->difficulty, 0);
	t_int(p.item->n_sources, 1);
	t_null(p.item->explanation);
	t_int(p.item->n_hints, 2);
	dump_is(p.item->hints[1], "p: two {E x}\n");
	done(&p);
}

TEST(without_a_type_the_number_of_right_options_decides)
{
	struct parsed p;

	parse(&p, "---\nid: q\n---\nS?\n\n- [x] a\n- [x] b\n- [ ] c\n");
	t_int(p.err, ERR_OK);
	t_int(p.item->type, ITEM_MULTIPLE);
	done(&p);
}

TEST(blemishes_are_told_and_the_question_is_asked)
{
	static const struct {
		const char *text, *rule;
		int line;
	} cases[] = {
		{ "S?\n\n" OPTIONS, "missing-id", 1 },
		{ "---\nid: q\ndificulty: 2\n---\nS?\n\n" OPTIONS, "unknown-field", 3 },
		{ "---\nid: q\ndifficulty: hard\n---\nS?\n\n" OPTIONS, "bad-value", 3 },
		{ HEAD "S?\n\n" OPTIONS "\nlost\n\n## Explanation\ne\n", "question-part", 10 },
		{ HEAD "S?\n\n" OPTIONS "\n## Expl\ne\n", "question-part", 10 },
		{ HEAD "S?\n\n- [x] a\n  > r\n\n  lost\n- [ ] b\n", "question-part", 10 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct parsed p;

		parse(&p, cases[i].text);
		t_int(p.err, ERR_OK);
		t_int(p.diags.n, 1);
		t_str(p.diags.items[0].rule, cases[i].rule);
		t_int(p.diags.items[0].line, cases[i].line);
		done(&p);
	}
}

TEST(a_missing_id_becomes_file_and_line)
{
	struct parsed p;
	static const char text[] = "S?\n\n" OPTIONS;

	arena_init(&p.arena);
	t_int(question_parse(&p.arena, text, strlen(text), 30, "s/x.md", NULL, &p.item, &p.why), ERR_OK);
	t_str(p.item->id, "s/x.md#30");
	t_int(p.item->line, 30);
	arena_done(&p.arena);
}

TEST(names_of_later_fields_are_known)
{
	struct parsed p;

	parse(&p, "---\nid: q\nproof: {template: x}\nvary: {a: [1, 2]}\nanswer: 3\n---\nS?\n\n" OPTIONS);
	t_int(p.err, ERR_OK);
	t_int(p.diags.n, 0);
	done(&p);
}

static uint64_t revision(const char *text)
{
	struct parsed p;
	uint64_t r;

	parse(&p, text);
	t_int(p.err, ERR_OK);
	r = p.item->revision;
	done(&p);
	return r;
}

TEST(the_revision_changes_with_words_and_key_only)
{
	uint64_t r = revision(HEAD "Stem?\n\n" OPTIONS);

	t_true(revision("---\nid: q2\ndifficulty: 3\n---\nStem?\n\n* [x] *right*\n* [ ] wrong\n") == r);
	t_true(revision(HEAD "Stem!\n\n" OPTIONS) != r);
	t_true(revision(HEAD "Stem?\n\n- [ ] right\n- [x] wrong\n") != r);
	t_true(revision(HEAD "Stem?\n\n- [x] right\n- [ ] wrongly\n") != r);
}

TEST(the_parts_are_lists_of_their_own)
{
	struct parsed p;

	parse(&p, HEAD "a\n\nb\n\n- [x] c\n  > d\n- [ ] e\n\n## Explanation\nf\n\n## Hint\n- g\n");
	t_int(p.err, ERR_OK);
	for (const struct block *b = p.item->stem; b; b = block_walk(b))
		t_true(b->kind == BLOCK_PARAGRAPH && !b->parent);
	t_null(block_walk(p.item->options[0].text));
	t_null(block_walk(p.item->options[0].reason));
	t_null(block_walk(p.item->explanation));
	t_null(block_walk(p.item->hints[0]));
	done(&p);
}

TEST(a_quiz_inside_a_question_is_plain_code)
{
	struct parsed p;

	parse(&p, HEAD "S?\n\n```quiz\n---\nid: inner\n---\nT?\n\n" OPTIONS "```\n\n" OPTIONS);
	t_int(p.err, ERR_OK);
	t_int(p.item->stem->next->kind, BLOCK_CODE);
	t_null(p.item->stem->next->code.why);
	done(&p);
}

TEST(a_quiz_fence_in_a_lesson_is_a_question_with_the_lesson_s_lines)
{
	static const char text[] = "# L\n\n```quiz\n---\nid: q\n---\nS?\n\n" OPTIONS
				   "```\n\n```quiz\nS\n```\n";
	struct diag_list diags;
	struct doc *d;
	const struct block *b;

	diag_list_init(&diags);
	diag_in(&diags, "l.md", text, strlen(text));
	d = markdown_open(text, strlen(text), &(struct markdown_options){
		.file = "l.md", .first_line = 1, .diags = &diags,
	});
	b = doc_section(d, 0)->next;
	t_int(b->kind, BLOCK_QUESTION);
	t_str(b->item->id, "q");
	t_int(b->item->line, 4);
	t_int(b->item->options[1].line, 10);
	t_int(b->item->stem->line, 7);
	b = b->next;
	t_int(b->kind, BLOCK_CODE);
	t_str(b->code.why, "no options");
	t_int(diags.items[diags.n - 1].line, 14);
	doc_free(d);
	diag_list_done(&diags);
}

/* ---- scenario files ---- */

static void splits(const char *text, size_t n, const int *lines)
{
	const struct question_start *starts;
	struct arena a;
	size_t end = 0;

	arena_init(&a);
	t_int(question_split(&a, text, strlen(text), &starts), n);
	for (size_t i = 0; i < n; i++) {
		t_int(starts[i].line, lines[i]);
		t_true(starts[i].offset == end || i == 0);
		end = starts[i].offset + starts[i].len;
	}
	t_int(!n || end == strlen(text), 1);
	arena_done(&a);
}

TEST(a_scenario_file_is_split_at_front_matters)
{
	splits("---\nid: a\n---\nS\n\n---\nid: b\n---\nT\n", 2, (int[]){ 1, 6 });
	splits("\n\n---\nid: a\n---\nS\n", 1, (int[]){ 3 });
	splits("Only text\n", 1, (int[]){ 1 });
	splits("Text\n\n---\nid: a\n---\nS\n", 2, (int[]){ 1, 3 });
	splits("---\nid: a\n---\nS\n\n---\n\nstill S\n", 1, (int[]){ 1 });
	splits("---\nid: a\n---\n```\n---\nid: no\n---\n```\n", 1, (int[]){ 1 });
	splits("---\nid: a\nnote: x\n---\nkey: of the text\n", 1, (int[]){ 1 });
	splits("", 0, NULL);
	splits("\n \n", 0, NULL);
}

TESTS(t(what_cannot_be_asked_says_why),
      t(types_that_come_later_are_no_mistake),
      t(a_whole_question_is_read),
      t(a_single_source_and_a_list_of_hints_are_fine_too),
      t(without_a_type_the_number_of_right_options_decides),
      t(blemishes_are_told_and_the_question_is_asked),
      t(a_missing_id_becomes_file_and_line),
      t(names_of_later_fields_are_known),
      t(the_revision_changes_with_words_and_key_only),
      t(the_parts_are_lists_of_their_own),
      t(a_quiz_inside_a_question_is_plain_code),
      t(a_quiz_fence_in_a_lesson_is_a_question_with_the_lesson_s_lines),
      t(a_scenario_file_is_split_at_front_matters))
