/* SPDX-License-Identifier: MIT */
/* The exponential that draws use, against the library's in more digits. */
#include "sim/maths.h"

#include <math.h>

#include "tests/support/t.h"

TEST(exponentials_are_right_to_the_last_bit_or_two)
{
	double worst = 0;

	for (int i = -708000; i <= 709780; i += 7) {
		double x = i * 1e-3 + 3e-7;
		long double exact = expl(x);

		worst = fmax(worst, (double)(fabsl((maths_exp(x) - exact) / exact)));
	}
	assert_true(worst < 4e-16);
}

TEST(exponentials_end_at_nothing_and_at_infinity)
{
	assert_true(maths_exp(0) == 1);
	assert_true(maths_exp(-746) == 0);
	assert_true(maths_exp(-744) > 0);
	assert_true(maths_exp(709.78) < HUGE_VAL);
	assert_true(maths_exp(710) == HUGE_VAL);
	assert_true(isnan(maths_exp(NAN)));
}

TESTS(t(exponentials_are_right_to_the_last_bit_or_two),
      t(exponentials_end_at_nothing_and_at_infinity))
