/* SPDX-License-Identifier: MIT */
#include "tests/support/flows.h"

#include <stdlib.h>

static struct arena a;

#define TABLE(align, ...)                                                      \
	table(&a, align, sizeof((const char *[]){ __VA_ARGS__ }) /             \
			 sizeof(char *) / (sizeof(align) - 1),                 \
	      (const char *const[]){ __VA_ARGS__ })

TEST(a_table_that_fits_keeps_its_natural_size)
{
	struct block *b = TABLE("-rc", "Setting", "Default", "Range",
				"Timeout", "3 s", "1 s to 15 min",
				"Memory", "128 MB", "128 MB to 10 GB");

	flow_is(b, 80, false,
		"   Setting  Default       Range\n"
		"   ─────────────────────────────────\n"
		"   Timeout      3 s   1 s to 15 min\n"
		"   Memory    128 MB  128 MB to 10 GB\n");
	flow_is(b, 40, false,
		" Setting  Default       Range\n"
		" ─────────────────────────────────\n"
		" Timeout      3 s   1 s to 15 min\n"
		" Memory    128 MB  128 MB to 10 GB\n");
	flow_styles_are(b, 80,
		"   IIIIIII  IIIIIII       IIIII\n"
		"   ---------------------------------\n"
		"   .......      . .   . . .. .. ...\n"
		"   ......    ... ..  ... .. .. .. ..\n");
}

static struct block *limits(void)
{
	return TABLE("lrl", "Setting", "Default", "Meaning",
		     "delivery", "1", "*at least* once",
		     "retries", "2",
		     "one after a minute, another after two minutes; then the event goes to the "
		     "`dead-letter queue` if there is one",
		     "event age", "6 h", "");
}

TEST(a_table_that_is_too_wide_wraps_its_cells)
{
	struct block *b = limits();

	flow_is(b, 80, false,
		"   Setting    Default  Meaning\n"
		"   ────────────────────────────────────────────────────────────────────────────\n"
		"   delivery         1  at least once\n"
		"   ────────────────────────────────────────────────────────────────────────────\n"
		"   retries          2  one after a minute, another after two minutes; then the\n"
		"                       event goes to the dead-letter queue if there is one\n"
		"   ────────────────────────────────────────────────────────────────────────────\n"
		"   event age      6 h\n");
	flow_is(b, 40, false,
		" Setting    Default  Meaning\n"
		" ──────────────────────────────────────\n"
		" delivery         1  at least once\n"
		" ──────────────────────────────────────\n"
		" retries          2  one after a\n"
		"                     minute, another\n"
		"                     after two minutes;\n"
		"                     then the event\n"
		"                     goes to the\n"
		"                     dead-letter queue\n"
		"                     if there is one\n"
		" ──────────────────────────────────────\n"
		" event age      6 h\n");
	flow_styles_are(b, 40,
		" IIIIIII    IIIIIII  IIIIIII\n"
		" --------------------------------------\n"
		" ........         .  ........ ....\n"
		" --------------------------------------\n"
		" .......          .  ... ..... .\n"
		"                     ....... .......\n"
		"                     ..... ... ........\n"
		"                     .... ... .....\n"
		"                     .... .. ...\n"
		"                     ccccccccccccccccc\n"
		"                     .. ..... .. ...\n"
		" --------------------------------------\n"
		" ..... ...      . .\n");
}

TEST(a_table_in_a_narrow_window_becomes_records)
{
	struct block *b = limits();

	flow_is(b, 20, false,
		"Setting: delivery\n"
		"Default: 1\n"
		"Meaning: at least\n"
		"  once\n"
		"\n"
		"Setting: retries\n"
		"Default: 2\n"
		"Meaning: one after a\n"
		"  minute, another\n"
		"  after two minutes;\n"
		"  then the event\n"
		"  goes to the\n"
		"  dead-letter queue\n"
		"  if there is one\n"
		"\n"
		"Setting: event age\n"
		"Default: 6 h\n");
	flow_styles_are(b, 20,
		"IIIIIIIII........\n"
		"IIIIIIIII.\n"
		"IIIIIIIII........\n"
		"  ....\n"
		"\n"
		"IIIIIIIII.......\n"
		"IIIIIIIII.\n"
		"IIIIIIIII... ..... .\n"
		"  ....... .......\n"
		"  ..... ... ........\n"
		"  .... ... .....\n"
		"  .... .. ...\n"
		"  ccccccccccccccccc\n"
		"  .. ..... .. ...\n"
		"\n"
		"IIIIIIIII..... ...\n"
		"IIIIIIIII. .\n");
}

TEST(words_are_not_broken_while_all_can_stay_whole)
{
	struct block *b = TABLE("---", "Metric", "Unit", "What it counts",
				"ConcurrentExecutions", "count", "executions that run at the same "
				"moment, over all functions and versions",
				"UnreservedConcurrentExecutions", "count",
				"the same without reserved ones");

	flow_is(b, 80, false,
		"   Metric                          Unit   What it counts\n"
		"   ────────────────────────────────────────────────────────────────────────────\n"
		"   ConcurrentExecutions            count  executions that run at the same\n"
		"                                          moment, over all functions and\n"
		"                                          versions\n"
		"   ────────────────────────────────────────────────────────────────────────────\n"
		"   UnreservedConcurrentExecutions  count  the same without reserved ones\n");
	flow_is(b, 60, false,
		"   Metric                          Unit   What it counts\n"
		"   ────────────────────────────────────────────────────────\n"
		"   ConcurrentExecutions            count  executions that\n"
		"                                          run at the same\n"
		"                                          moment, over all\n"
		"                                          functions and\n"
		"                                          versions\n"
		"   ────────────────────────────────────────────────────────\n"
		"   UnreservedConcurrentExecutions  count  the same without\n"
		"                                          reserved ones\n");
}

TEST(rows_that_would_be_very_tall_become_records)
{
	struct block *b = TABLE("--", "Name", "Text", "A name that needs room",
		"This cell has so much to say that in a column half as wide as the window it would "
		"take a great many lines, more than anybody likes to read in a table, where the "
		"eye has to find its way back each time, and so it is better told as a record "
		"below its header, at the full measure, like the prose that it really is in the "
		"end; for this reason the table gives way, and each row is shown as a list of its "
		"fields.");

	flow_is(b, 40, false,
		" Name: A name that needs room\n"
		" Text: This cell has so much to say\n"
		"   that in a column half as wide as the\n"
		"   window it would take a great many\n"
		"   lines, more than anybody likes to\n"
		"   read in a table, where the eye has\n"
		"   to find its way back each time, and\n"
		"   so it is better told as a record\n"
		"   below its header, at the full\n"
		"   measure, like the prose that it\n"
		"   really is in the end; for this\n"
		"   reason the table gives way, and each\n"
		"   row is shown as a list of its\n"
		"   fields.\n");
}

TEST(a_table_of_one_column_wraps_like_prose)
{
	struct block *b = TABLE("-", "Only column", "some words that do not fit on a line", "x");

	flow_is(b, 20, false,
		"Only column\n"
		"────────────────────\n"
		"some words that do\n"
		"not fit on a line\n"
		"────────────────────\n"
		"x\n");
}

TEST(alignment_is_kept_in_wrapped_cells)
{
	struct block *b = TABLE("rc", "to the right", "in the middle",
				"several words that will not fit into one line of this column",
				"several words that will not fit into one line of this column");

	flow_is(b, 40, false,
		"       to the right    in the middle\n"
		" ──────────────────────────────────────\n"
		" several words that  several words that\n"
		"  will not fit into  will not fit into\n"
		"   one line of this   one line of this\n"
		"             column        column\n");
}

TEST(wide_characters_line_up)
{
	struct block *b = TABLE("-r-", "名称", "数", "说明", "存储桶", "12", "保存对象",
				"函数", "3", "运行代码，按调用计费，不需要管理服务器，"
					     "可以自动扩展到很多并发实例");

	flow_is(b, 80, false,
		"   名称    数  说明\n"
		"   ────────────────────────────────────────────────────────────────────────────\n"
		"   存储桶  12  保存对象\n"
		"   ────────────────────────────────────────────────────────────────────────────\n"
		"   函数     3  运行代码，按调用计费，不需要管理服务器，可以自动扩展到很多并发实\n"
		"               例\n");
	flow_is(b, 40, false,
		" 名称    数  说明\n"
		" ──────────────────────────────────────\n"
		" 存储桶  12  保存对象\n"
		" ──────────────────────────────────────\n"
		" 函数     3  运行代码，按调用计费，不需\n"
		"             要管理服务器，可以自动扩展\n"
		"             到很多并发实例\n");
}

TEST(a_hard_break_makes_a_second_line)
{
	struct block *b = TABLE("--", "a", "b", "one\ntwo", "three", "x", "y");

	flow_is(b, 40, false,
		" a    b\n"
		" ──────────\n"
		" one  three\n"
		" two\n"
		" ──────────\n"
		" x    y\n");
}

TEST(empty_cells_are_no_trouble)
{
	struct block *b = TABLE("--", "", "", "", "x", "", "");

	flow_is(b, 40, false,
		"   x\n"
		"\n");
	flow_is(table(&a, "", 0, NULL), 40, false, "");
	flow_is(TABLE("--", "head", "only"), 40, false, " head  only\n ──────────\n");
	flow_is(TABLE("------", "", "", "", "", "", ""), 10, false, "");
}

TEST(a_header_that_is_too_wide_is_shown_all_the_same)
{
	struct block *b = TABLE("--", "ConcurrentExecutions", "UnreservedExecutions");

	flow_is(b, 20, false,
		"Concurren  Unreserve\n"
		"tExecutio  dExecutio\n"
		"ns         ns\n"
		"────────────────────\n");
}

TEST(a_hundred_columns_become_records)
{
	const char *cells[300];
	char align[101] = "";
	struct flow_options o = { .width = 80, .measure = FLOW_MEASURE };
	struct flow f;

	for (size_t i = 0; i < 300; i++)
		cells[i] = i < 100 ? "h" : "v";
	memset(align, '-', 100);
	flow_init(&f, table(&a, align, 3, cells), &o);
	t_int(f.n_rows, 100 + 1 + 100);
	t_int(f.rows[0].cells, 3 + 4);
	flow_done(&f);
}

TEST(ten_thousand_rows_are_laid_out)
{
	const char **cells = malloc(30000 * sizeof(*cells));
	struct flow_options o = { .width = 80, .measure = FLOW_MEASURE };
	struct flow f;

	for (size_t i = 0; i < 30000; i++)
		cells[i] = i % 3 ? "value"
				 : "a cell of several words that needs a second line here";
	flow_init(&f, table(&a, "lcr", 10000, cells), &o);
	t_int(f.n_rows, 10001);
	flow_done(&f);
	o.width = 40;
	flow_init(&f, table(&a, "lcr", 10000, cells), &o);
	t_int(f.n_rows, 3 * 10000 + 9999);
	flow_done(&f);
	free(cells);
}

static bool row_shows(const struct row *r, const char *text)
{
	for (uint32_t i = 0; i < r->n_runs; i++)
		if (!strncmp(r->runs[i].text, text, strlen(text)))
			return true;
	return false;
}

TEST(each_row_of_a_table_can_be_found_again)
{
	const char *before = "Setting Default Meaning\ndelivery 1 at least once\n";
	struct block *b = limits();

	for (int width = 80; width >= 20; width -= 20) {
		struct flow_options o = { .width = width, .measure = FLOW_MEASURE };
		struct flow f;
		size_t row;

		flow_init(&f, b, &o);
		row = flow_find(&f, b, (uint32_t)strlen(before));
		t_true(row_shows(&f.rows[row], "retries"));
		row = flow_find(&f, b, (uint32_t)strlen(before) - 1);
		t_false(row_shows(&f.rows[row], "retries"));
		flow_done(&f);
	}
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
		t(a_table_that_fits_keeps_its_natural_size),
		t(a_table_that_is_too_wide_wraps_its_cells),
		t(a_table_in_a_narrow_window_becomes_records),
		t(words_are_not_broken_while_all_can_stay_whole),
		t(rows_that_would_be_very_tall_become_records),
		t(a_table_of_one_column_wraps_like_prose),
		t(alignment_is_kept_in_wrapped_cells),
		t(wide_characters_line_up),
		t(a_hard_break_makes_a_second_line),
		t(empty_cells_are_no_trouble),
		t(a_header_that_is_too_wide_is_shown_all_the_same),
		t(a_hundred_columns_become_records),
		t(ten_thousand_rows_are_laid_out),
		t(each_row_of_a_table_can_be_found_again),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
