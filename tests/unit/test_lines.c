/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <string.h>

#include "base/buf.h"
#include "layout/lines.h"

/* The lines of text, each ended by "|". */
static void expect(const char *text, int width, const char *expected)
{
	struct arena a;
	struct buf b;
	const struct line *lines;
	size_t n;

	arena_init(&a);
	buf_init(&b);
	n = lines_break(&a, text, width, &lines);
	for (size_t i = 0; i < n; i++) {
		buf_add(&b, lines[i].text, lines[i].len);
		buf_addc(&b, '|');
	}
	t_str(buf_str(&b), expected);
	t_int(lines_count(text, strlen(text), width), n);
	buf_done(&b);
	arena_done(&a);
}

TEST(lines_are_broken_at_blanks)
{
	expect("", 10, "");
	expect("   ", 10, "");
	expect("one two three", 20, "one two three|");
	expect("one two three", 8, "one two|three|");
	expect("one two three", 7, "one two|three|");
	expect("one two three", 6, "one|two|three|");
	expect("  one   two  ", 20, "one   two|");
	expect("one\ttwo", 4, "one|two|");
}

TEST(newlines_end_lines)
{
	expect("one\ntwo", 20, "one|two|");
	expect("one\n\ntwo\n", 20, "one||two|");
	expect("one \n two", 20, "one|two|");
}

TEST(a_word_longer_than_a_line_is_broken_where_it_reads_best)
{
	expect("ProvisionedThroughputExceeded", 12, "Provisioned|Throughput|Exceeded|");
	expect("/prod/payroll/2026", 14, "/prod/payroll/|2026|");
	expect("abcdefghijkl", 5, "abcde|fghij|kl|");
	expect("6 ProvisionedThroughput", 13, "6 Provisioned|Throughput|");
	expect("see re-use", 8, "see|re-use|");
}

TEST(wide_characters_are_never_cut)
{
	expect("桜の花が", 5, "桜の|花が|");
	expect("桜の", 1, "桜|の|");
	expect("ab", 0, "a|b|");
}

TEST(a_text_is_measured_by_its_longest_line_and_word)
{
	static const char text[] = "one three\ntwo  ";
	int widest, word;

	lines_measure(text, strlen(text), &widest, &word);
	t_int(widest, 9);
	t_int(word, 5);
	lines_measure("", 0, &widest, &word);
	t_int(widest, 0);
	t_int(word, 0);
}

TEST(the_narrowest_width_keeps_the_lines_and_the_words)
{
	static const char text[] = "the quick brown fox jumps";

	t_int(lines_narrowest(text, strlen(text), 1, 40), 25);
	t_int(lines_narrowest(text, strlen(text), 2, 40), 15);
	t_int(lines_narrowest(text, strlen(text), 2, 20), 15);
	t_int(lines_narrowest("integration tests", 17, 2, 13), 11);
	t_int(lines_narrowest("abcdefgh", 8, 1, 4), 4);
}

TESTS(t(lines_are_broken_at_blanks), t(newlines_end_lines),
      t(a_word_longer_than_a_line_is_broken_where_it_reads_best),
      t(wide_characters_are_never_cut), t(a_text_is_measured_by_its_longest_line_and_word),
      t(the_narrowest_width_keeps_the_lines_and_the_words))
