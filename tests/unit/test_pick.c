/* SPDX-License-Identifier: MIT */
#include "quiz/pick.h"

#include <string.h>

#include "tests/support/t.h"

enum { N = 6 };

static const struct item made[N] = {
	{ .id = "a", .n_options = 4 }, { .id = "b", .n_options = 4 }, { .id = "c", .n_options = 4 },
	{ .id = "d", .n_options = 4 }, { .id = "e", .n_options = 4 }, { .id = "f", .n_options = 4 },
};

static const struct item *const items[N] = {
	&made[0], &made[1], &made[2], &made[3], &made[4], &made[5],
};

/* a right long ago, b wrong just now, d wrong long ago, e right just now; c and f are new. */
static struct item_progress answered[] = {
	{ .item = "a", .n_attempts = 1, .is_last_right = true, .last_ms = 10 },
	{ .item = "b", .n_attempts = 2, .is_last_right = false, .last_ms = 40 },
	{ .item = "c", .n_attempts = 0 },
	{ .item = "d", .n_attempts = 1, .is_last_right = false, .last_ms = 20 },
	{ .item = "e", .n_attempts = 3, .is_last_right = true, .last_ms = 50 },
};
static const struct progress known = {
	.items = answered, .n_items = sizeof(answered) / sizeof(*answered),
};

/* The ids of what is picked, in a static buffer. */
static const char *picked(const struct pick_options *o)
{
	static char ids[N + 1];
	size_t order[N], n = pick(items, N, o, order);

	for (size_t i = 0; i < n; i++)
		ids[i] = items[order[i]]->id[0];
	ids[n] = '\0';
	return ids;
}

TEST(new_ones_come_first_then_wrong_ones_then_right_ones_by_age)
{
	t_str(picked(&(struct pick_options){ .progress = &known }), "cfdbae");
}

TEST(without_progress_the_reading_order_stays)
{
	t_str(picked(&(struct pick_options){ 0 }), "abcdef");
}

TEST(the_count_keeps_the_first_of_them)
{
	t_str(picked(&(struct pick_options){ .progress = &known, .count = 3 }), "cfd");
	t_str(picked(&(struct pick_options){ .count = 100 }), "abcdef");
	t_int(pick(items, 0, &(struct pick_options){ .count = 3 }, NULL), 0);
}

TEST(a_seed_decides_alone_and_always_the_same)
{
	char first[N + 1];
	int n_others = 0;

	strcpy(first, picked(&(struct pick_options){ .has_seed = true, .seed = 1 }));
	t_str(picked(&(struct pick_options){ .has_seed = true, .seed = 1, .progress = &known }),
	      first);
	for (uint64_t seed = 2; seed < 12; seed++)
		n_others += strcmp(picked(&(struct pick_options){ .has_seed = true,
								  .seed = seed }), first) != 0;
	t_true(n_others >= 8);
}

TEST(by_chance_each_question_comes_first_about_equally_often)
{
	int n_first[N] = { 0 };

	for (uint64_t seed = 0; seed < 6000; seed++)
		n_first[picked(&(struct pick_options){ .has_seed = true, .seed = seed,
						       .count = 1 })[0] - 'a']++;
	/* 1000 expected, standard deviation about 29. */
	for (int i = 0; i < N; i++)
		t_true(n_first[i] > 850 && n_first[i] < 1150);
}

TEST(the_order_of_options_depends_on_seed_and_question_alone)
{
	uint8_t order[ITEM_MAX_OPTIONS], again[ITEM_MAX_OPTIONS];
	int n_others = 0;

	pick_option_order(items[0], 7, order);
	pick_option_order(items[0], 7, again);
	t_mem(order, again, 4);
	for (uint64_t seed = 8; seed < 28; seed++) {
		pick_option_order(items[0], seed, again);
		n_others += memcmp(order, again, 4) != 0;
	}
	t_true(n_others >= 15);
	n_others = 0;
	for (int i = 1; i < N; i++) {
		pick_option_order(items[i], 7, again);
		n_others += memcmp(order, again, 4) != 0;
	}
	t_true(n_others >= 3);
}

TESTS(t(new_ones_come_first_then_wrong_ones_then_right_ones_by_age),
      t(without_progress_the_reading_order_stays), t(the_count_keeps_the_first_of_them),
      t(a_seed_decides_alone_and_always_the_same),
      t(by_chance_each_question_comes_first_about_equally_often),
      t(the_order_of_options_depends_on_seed_and_question_alone))
