/* SPDX-License-Identifier: MIT */
#include "sim/stats.h"

#include <math.h>
#include <stdlib.h>

#include "sim/random.h"
#include "tests/support/prop.h"

enum { MOST = 2000 };

static int by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Values of any size, of one size, and equal ones: against the sorted list. */
PROP(quantiles_are_right_to_eight_in_a_thousand, 1000)
{
	static int64_t values[MOST];
	static const double quantiles[] = { 0, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1 };
	struct summary s;
	size_t n = 1 + prng_below(r, MOST);
	uint64_t bits = 1 + prng_below(r, 62);
	unsigned __int128 sum = 0;

	summary_init(&s);
	for (size_t i = 0; i < n; i++) {
		uint64_t width = prng_below(r, 2) ? bits : 1 + prng_below(r, bits);

		values[i] = (int64_t)prng_below(r, UINT64_C(1) << width);
		sum += (uint64_t)values[i];
		summary_add(&s, values[i]);
	}
	qsort(values, n, sizeof(*values), by_value);
	t_int(s.n, n);
	t_true(s.sum == sum);
	t_int(s.least, values[0]);
	t_int(s.most, values[n - 1]);
	for (size_t i = 0; i < sizeof(quantiles) / sizeof(*quantiles); i++) {
		size_t rank = (size_t)(quantiles[i] * (double)n);
		double exact = (double)values[rank < n ? rank : n - 1];
		double got = summary_quantile(&s, quantiles[i]);

		if (!(fabs(got - exact) <= 0.008 * exact + 0.5))
			fail_msg("quantile %g of %zu values is %.17g, not %.17g", quantiles[i], n, got, exact);
	}
	summary_done(&s);
}

PROP(merging_two_summaries_gives_that_of_all_values, 300)
{
	struct summary a, b, both;

	summary_init(&a);
	summary_init(&b);
	summary_init(&both);
	for (uint64_t i = prng_below(r, 300); i > 0; i--) {
		int64_t value = (int64_t)(prng_next(r) >> (1 + prng_below(r, 62)));

		summary_add(prng_below(r, 2) ? &a : &b, value);
		summary_add(&both, value);
	}
	summary_merge(&a, &b);
	t_int(a.n, both.n);
	t_true(a.sum == both.sum);
	t_int(a.least, both.least);
	t_int(a.most, both.most);
	for (int q = 0; q <= 100; q++)
		t_true(summary_quantile(&a, q / 100.0) == summary_quantile(&both, q / 100.0));
	summary_done(&a);
	summary_done(&b);
	summary_done(&both);
}

TEST(an_empty_summary_is_all_zeros)
{
	struct summary s;

	summary_init(&s);
	t_true(summary_mean(&s) == 0);
	t_true(summary_quantile(&s, 0.5) == 0);
	summary_done(&s);
}

TEST(the_largest_values_have_a_place)
{
	struct summary s;

	summary_init(&s);
	summary_add(&s, INT64_MAX);
	summary_add(&s, INT64_MAX);
	summary_add(&s, 0);
	t_true(fabs(summary_quantile(&s, 1) / (double)INT64_MAX - 1) < 0.008);
	t_true(summary_quantile(&s, 0) == 0);
	t_true(fabs(summary_mean(&s) / ((double)INT64_MAX * 2 / 3) - 1) < 1e-15);
	summary_done(&s);
}

TEST(a_levels_mean_is_its_integral_over_time)
{
	struct level l = { 0 };

	t_true(level_mean(&l, 0) == 0);
	level_add(&l, 10, 3);
	level_add(&l, 20, -2);
	level_to(&l, 40, 5);
	t_int(l.now, 5);
	t_int(l.most, 5);
	/* 3 x 10 + 1 x 20 + 5 x 60 */
	t_true(level_mean(&l, 100) == 350.0 / 100);
	t_true(level_mean(&l, 100) == 350.0 / 100);	/* asking changes nothing */
}

/* Ten years of four billion: far more than 64 bits hold. */
TEST(a_levels_integral_never_overflows)
{
	struct level l = { 0 };
	int64_t year_ns = INT64_C(365) * 86400 * 1000000000;

	level_to(&l, 0, UINT32_MAX);
	for (int i = 1; i <= 10; i++)
		level_to(&l, i * year_ns, UINT32_MAX);
	t_true(fabs(level_mean(&l, 10 * year_ns) / UINT32_MAX - 1) < 1e-15);
}

PROPS(t(quantiles_are_right_to_eight_in_a_thousand),
      t(merging_two_summaries_gives_that_of_all_values), t(an_empty_summary_is_all_zeros),
      t(the_largest_values_have_a_place), t(a_levels_mean_is_its_integral_over_time),
      t(a_levels_integral_never_overflows))
