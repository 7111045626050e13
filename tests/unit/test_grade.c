/* SPDX-License-Identifier: MIT */
#include "quiz/grade.h"

#include "tests/support/t.h"

enum { UNTOUCHED = 12345 };

/* What an answer means to a question with n options; 0 when it is none. */
static uint32_t parsed(const char *text, size_t n)
{
	uint32_t chosen = UNTOUCHED;
	enum err e = grade_parse(text, n, &chosen);

	if (e == ERR_OK)
		return chosen;
	t_int(e, ERR_SYNTAX);
	t_int(chosen, UNTOUCHED);
	return 0;
}

TEST(letters_and_numbers_name_options)
{
	t_int(parsed("a", 4), 1);
	t_int(parsed("D", 4), 8);
	t_int(parsed("1", 4), 1);
	t_int(parsed("4", 4), 8);
	t_int(parsed("b", 2), 2);
}

TEST(several_options_may_be_separated_in_any_common_way)
{
	t_int(parsed("a c", 4), 5);
	t_int(parsed("A,C", 4), 5);
	t_int(parsed("a, c", 4), 5);
	t_int(parsed(" ,a ,, c, ", 4), 5);
	t_int(parsed("1 3", 4), 5);
	t_int(parsed("a 3", 4), 5);
	t_int(parsed("a\tc\r\n", 4), 5);
	t_int(parsed("ac", 4), 5);
	t_int(parsed("cA", 4), 5);
}

TEST(order_and_repetition_do_not_matter)
{
	t_int(parsed("c a", 4), 5);
	t_int(parsed("a a a", 4), 1);
	t_int(parsed("a A 1", 4), 1);
}

TEST(what_names_no_option_is_no_answer)
{
	static const char *const bad[] = {
		"", " ", ",", " , \n", "e", "5", "0", "00", "a e", "a 5", "-1", "+1", "1.5", "a;c",
		"a)", "?", "@", "[", "`", "{", "\x01", "ä", "\xE1", "１",
		"a b 99999999999999999999999999", "18446744073709551617", "4294967297",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		t_int(parsed(bad[i], 4), 0);
}

TEST(letters_and_digits_run_together_are_a_slip)
{
	t_int(parsed("1a", 4), 0);
	t_int(parsed("a1", 4), 0);
	t_int(parsed("b 1a", 4), 0);
}

TEST(ten_options_are_a_to_j_and_1_to_10)
{
	t_int(parsed("j", 10), 1 << 9);
	t_int(parsed("10", 10), 1 << 9);
	t_int(parsed("010", 10), 1 << 9);
	t_int(parsed("1 0", 10), 0);
	t_int(parsed("11", 10), 0);
	t_int(parsed("k", 10), 0);
	t_int(parsed("abcdefghij", 10), (1 << 10) - 1);
	t_int(parsed("1 2 3 4 5 6 7 8 9 10", 10), (1 << 10) - 1);
}

TEST(without_options_there_is_no_answer)
{
	t_int(parsed("a", 0), 0);
	t_int(parsed("1", 0), 0);
	t_int(parsed("", 0), 0);
}

TEST(only_the_whole_key_is_right)
{
	const struct option options[] = {
		{ .is_right = true }, { .is_right = false }, { .is_right = true },
		{ .is_right = false }, { .is_right = false },
	};
	const struct item it = { .type = ITEM_MULTIPLE, .options = options, .n_options = 5 };

	for (uint32_t chosen = 0; chosen < 64; chosen++)
		t_int(grade(&it, chosen), chosen == 5);
}

TEST(a_shuffle_keeps_each_option_once)
{
	struct prng r;

	prng_init(&r, 3);
	for (size_t n = 0; n <= ITEM_MAX_OPTIONS; n++) {
		uint8_t order[ITEM_MAX_OPTIONS + 1] = { 0 };
		uint32_t seen = 0;

		order[n] = 0xEE;
		grade_shuffle(&r, n, order);
		for (size_t i = 0; i < n; i++)
			seen |= UINT32_C(1) << order[i];
		t_int(seen, (UINT32_C(1) << n) - 1);
		t_int(order[n], 0xEE);
	}
}

TEST(a_shuffle_prefers_no_order)
{
	struct prng r;
	int seen[4][4] = { 0 };

	prng_init(&r, 99);
	for (int run = 0; run < 8000; run++) {
		uint8_t order[4];

		grade_shuffle(&r, 4, order);
		for (int place = 0; place < 4; place++)
			seen[place][order[place]]++;
	}
	/* 2000 each; six standard deviations are 232. */
	for (int place = 0; place < 4; place++)
		for (int option = 0; option < 4; option++)
			t_true(seen[place][option] > 1768 && seen[place][option] < 2232);
}

TEST(the_same_seed_gives_the_same_order)
{
	struct prng r, again;
	uint8_t a[10], b[10];

	prng_init(&r, 7);
	prng_init(&again, 7);
	grade_shuffle(&r, 10, a);
	grade_shuffle(&again, 10, b);
	t_mem(a, b, sizeof(a));
}

TESTS(t(letters_and_numbers_name_options),
      t(several_options_may_be_separated_in_any_common_way), t(order_and_repetition_do_not_matter),
      t(what_names_no_option_is_no_answer), t(letters_and_digits_run_together_are_a_slip),
      t(ten_options_are_a_to_j_and_1_to_10), t(without_options_there_is_no_answer),
      t(only_the_whole_key_is_right), t(a_shuffle_keeps_each_option_once),
      t(a_shuffle_prefers_no_order), t(the_same_seed_gives_the_same_order))
