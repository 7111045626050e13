/* SPDX-License-Identifier: MIT */
#include "tests/support/flows.h"

#include "base/utf8.h"
#include "layout/words.h"

static struct arena a;

TEST(paragraphs_are_set_to_the_measure)
{
	struct block *b = paragraph(&a,
		"When you put an object into a bucket, S3 looks at the bucket's *notification "
		"configuration* and invokes each matching function **asynchronously**: S3 does not "
		"wait for the `result`.");

	flow_is(b, 80, false,
		"   When you put an object into a bucket, S3 looks at the bucket's\n"
		"   notification configuration and invokes each matching function\n"
		"   asynchronously: S3 does not wait for the result.\n");
	flow_is(b, 40, false,
		" When you put an object into a bucket,\n"
		" S3 looks at the bucket's notification\n"
		" configuration and invokes each\n"
		" matching function asynchronously: S3\n"
		" does not wait for the result.\n");
	flow_is(b, 20, false,
		"When you put an\n"
		"object into a\n"
		"bucket, S3 looks at\n"
		"the bucket's\n"
		"notification\n"
		"configuration and\n"
		"invokes each\n"
		"matching function\n"
		"asynchronously: S3\n"
		"does not wait for\n"
		"the result.\n");
}

TEST(styles_stay_with_their_words)
{
	struct block *b = paragraph(&a, "a *b* **c** `d e` [link x](y.md) ![pic](z.png) ~~f~~ end");

	flow_styles_are(b, 80,
		"   . . : ccc llllll dddddddddd...ddddddddd ... ...\n");
}

TEST(a_single_short_word_never_ends_a_paragraph)
{
	struct block *short_word = paragraph(&a,
		"Invocations that fail are tried again, first after one minute, then after two "
		"minutes; what fails three times goes to the dead-letter queue always.");
	struct block *longer_word = paragraph(&a,
		"Invocations that fail are tried again, first after one minute, then after two "
		"minutes; what fails three times goes to the dead-letter queue straightaway.");

	flow_is(short_word, 80, false,
		"   Invocations that fail are tried again, first after one minute, then\n"
		"   after two minutes; what fails three times goes to the dead-letter\n"
		"   queue always.\n");
	flow_is(longer_word, 80, false,
		"   Invocations that fail are tried again, first after one minute, then\n"
		"   after two minutes; what fails three times goes to the dead-letter queue\n"
		"   straightaway.\n");
}

TEST(two_lines_may_end_with_a_single_word)
{
	struct block *b = paragraph(&a,
		"Invocations that fail are tried again, first after a minute, then two min.");

	flow_is(b, 80, false,
		"   Invocations that fail are tried again, first after a minute, then two\n"
		"   min.\n");
}

TEST(long_words_are_broken_where_they_must)
{
	struct block *b = paragraph(&a,
		"See https://docs.aws.amazon.com/lambda/latest/dg/"
		"invocation-async-error-handling.html and Donaudampfschifffahrtsgesellschaft.");

	flow_is(b, 80, false,
		"   See https://docs.aws.amazon.com/lambda/latest/dg/\n"
		"   invocation-async-error-handling.html and\n"
		"   Donaudampfschifffahrtsgesellschaft.\n");
	flow_is(b, 40, false,
		" See https://docs.aws.amazon.com/\n"
		" lambda/latest/dg/\n"
		" invocation-async-error-handling.html\n"
		" and\n"
		" Donaudampfschifffahrtsgesellschaft.\n");
	flow_is(b, 20, false,
		"See\n"
		"https://docs.aws.ama\n"
		"zon.com/lambda/\n"
		"latest/dg/\n"
		"invocation-async-err\n"
		"or-handling.html and\n"
		"Donaudampfschifffahr\n"
		"tsgesellschaft.\n");
}

TEST(text_without_blanks_is_broken_between_wide_characters)
{
	struct block *b = paragraph(&a,
		"当您将对象放入存储桶时，Amazon S3会查看「通知」配置，并异步调用每个匹配的函数。");

	flow_is(b, 40, false,
		" 当您将对象放入存储桶时，Amazon S3会查\n"
		" 看「通知」配置，并异步调用每个匹配的函\n"
		" 数。\n");
	flow_is(b, 20, false,
		"当您将对象放入存储桶\n"
		"时，Amazon S3会查看\n"
		"「通知」配置，并异步\n"
		"调用每个匹配的函数。\n");
}

TEST(hard_breaks_end_lines)
{
	flow_is(paragraph(&a, "one\ntwo\n\nthree"), 40, false, " one\n two\n\n three\n");
}

TEST(links_lead_somewhere_on_paper)
{
	struct block *b = paragraph(&a,
		"Read [the guide](https://aws.amazon.com/guide), [core](core.md), "
		"[https://aws.amazon.com](https://aws.amazon.com) or [me@x.org](mailto:me@x.org).");

	flow_is(b, 80, false,
		"   Read the guide (https://aws.amazon.com/guide), core,\n"
		"   https://aws.amazon.com or me@x.org.\n");
	flow_is(b, 80, true,
		"   Read the guide, core, https://aws.amazon.com or me@x.org.\n");
}

TEST(pictures_are_told)
{
	struct block *b = paragraph(&a, "![A bucket and a function](img/flow.png) and ![](x.png)");

	flow_is(b, 80, false,
		"   [picture: A bucket and a function] (img/flow.png) and [picture] (x.png)\n");
	flow_is(b, 20, true,
		"[picture: A bucket\n"
		"and a function]\n"
		"(img/flow.png) and\n"
		"[picture] (x.png)\n");
}

TEST(struck_text_is_marked_not_only_faint)
{
	flow_is(paragraph(&a, "It is ~~always **so**~~ not."), 40, false,
		" It is ~always so~ not.\n");
}

TEST(the_measure_is_the_users_to_choose)
{
	struct flow_options o = { .width = 80, .measure = 20 };
	struct flow f;

	flow_init(&f, paragraph(&a, "Prose is set to a measure of twenty."), &o);
	t_int(f.n_rows, 2);
	t_int(f.rows[0].cells, strlen("   Prose is set to a"));
	flow_done(&f);
}

/* Where a text of one word may be broken, as it falls into the narrowest lines. */
static void breaks_are(const char *text, const char *expected)
{
	struct words w;
	struct word word;
	struct buf out;

	buf_init(&out);
	words_init(&w, text, strlen(text), false);
	while (words_next(&w, &word)) {
		if (word.blanks || word.can_break)
			buf_addc(&out, word.blanks ? ' ' : '|');
		buf_add(&out, word.text, word.len);
		t_int(word.cells, utf8_cells(word.text, word.len));
	}
	t_str(buf_str(&out), expected);
	buf_done(&out);
}

TEST(hyphens_break_between_letters_only)
{
	breaks_are("well-known", "well-|known");
	breaks_are("us-east-1", "us-|east-1");
	breaks_are("--no-animation", "--no-|animation");
	breaks_are("2026-11-23 -x a- b", "2026-11-23 -x a- b");
	breaks_are("Привет-мир", "Привет-|мир");
}

TEST(slashes_break_long_words_only)
{
	breaks_are("read/write", "read/write");
	breaks_are("userguide/notification-content-structure.html",
		   "userguide/|notification-content-structure.html");
	breaks_are("https://aws.amazon.com/lambda/?a=b&c=d",
		   "https://aws.amazon.com/|lambda/?|a=b&|c=d");
	breaks_are("a//b//c//d//e//f//g//h//i//j//k", "a//b//c//d//e//f//g//h//i//j//k");
}

TEST(wide_characters_break_but_not_before_what_closes)
{
	breaks_are("当您将", "当|您|将");
	breaks_are("当，您「将」第3章", "当，|您|「将」|第|3|章");
	breaks_are("🚀🚀", "🚀|🚀");
	breaks_are("“雲”", "“雲”");
}

TEST(other_signs_break_as_readers_expect)
{
	breaks_are("one—two", "one—|two");
	breaks_are("one\u200Btwo", "one\u200B|two");
	breaks_are("10\u00A0km  off\tand\non", "10\u00A0km off and on");
	breaks_are("e\u0301te\u0301", "e\u0301te\u0301");
}

TEST(code_keeps_its_blanks_and_hyphens)
{
	flow_is(paragraph(&a, "Type `ls  -l   a-long-option` and  see."), 40, false,
		" Type ls  -l   a-long-option and see.\n");
	flow_is(paragraph(&a, "Type it like `well-known`"), 22, false,
		"Type it like\nwell-known\n");
}

TEST(a_text_larger_than_the_window_of_pieces_is_wrapped_as_one)
{
	struct flow_options o = { .width = 80, .measure = FLOW_MEASURE };
	struct buf text;
	struct flow f;
	struct block *b;

	buf_init(&text);
	for (int i = 0; i < 5000; i++)
		buf_printf(&text, "%04d ", i);
	b = paragraph(&a, buf_str(&text));
	flow_init(&f, b, &o);
	t_int(f.n_rows, (5000 + 13) / 14);
	for (size_t i = 0; i + 1 < f.n_rows; i++) {
		t_int(f.rows[i].cells, 3 + 14 * 5 - 1);
		t_int(f.rows[i].offset, i * 14 * 5);
	}
	flow_done(&f);
	buf_done(&text);
}

static int set_up(void **state __attribute__((unused)))
{
	arena_init(&a);
	return 0;
}

static int tear_down(void **state __attribute__((unused)))
{
	arena_done(&a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		t(paragraphs_are_set_to_the_measure),
		t(styles_stay_with_their_words),
		t(a_single_short_word_never_ends_a_paragraph),
		t(two_lines_may_end_with_a_single_word),
		t(long_words_are_broken_where_they_must),
		t(text_without_blanks_is_broken_between_wide_characters),
		t(hard_breaks_end_lines),
		t(links_lead_somewhere_on_paper),
		t(pictures_are_told),
		t(struck_text_is_marked_not_only_faint),
		t(the_measure_is_the_users_to_choose),
		t(hyphens_break_between_letters_only),
		t(slashes_break_long_words_only),
		t(wide_characters_break_but_not_before_what_closes),
		t(other_signs_break_as_readers_expect),
		t(code_keeps_its_blanks_and_hyphens),
		t(a_text_larger_than_the_window_of_pieces_is_wrapped_as_one),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
