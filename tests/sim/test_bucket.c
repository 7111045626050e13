/* SPDX-License-Identifier: MIT */
/* The token bucket is the M/D/1/b loss system: its loss, from the exact Markov chain. */
#include "sim/bucket.h"

#include <math.h>

#include "sim/random.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

enum { BATCHES = 20, BATCH = 200000 };

/* Poisson arrivals at a bucket of 1,000/s: the share lost, in batches for its error. */
static void loses(double burst, double per_s, double expected)
{
	struct bucket b;
	struct random r;
	double now_ns = 0, sum = 0, squares = 0;

	bucket_init(&b, 1000, burst);
	random_init(&r, 1, "bucket", "arrivals");
	for (int k = 0; k < BATCHES; k++) {
		int lost = 0;

		for (int i = 0; i < BATCH; i++) {
			now_ns += random_exp(&r) * 1e9 / per_s;
			lost += !bucket_take(&b, (int64_t)now_ns);
		}
		sum += (double)lost / BATCH;
		squares += ((double)lost / BATCH) * ((double)lost / BATCH);
	}
	sum /= BATCHES;
	kit_near(sum, expected, sqrt((squares / BATCHES - sum * sum) / (BATCHES - 1)));
}

TEST(a_bucket_loses_what_an_m_d_1_b_system_loses)
{
	loses(1, 2000, .666667);
	loses(2, 500, .096274);
	loses(5, 900, .064362);
	loses(5, 1000, .103449);
	loses(5, 1100, .149679);
	loses(50, 990, .005878);
	loses(100, 1000, .005008);
}

TEST(an_even_overload_is_dropped_once_the_burst_is_used_up)
{
	struct bucket b;
	int64_t first_ns = 0;
	int lost = 0;

	bucket_init(&b, 10000, 5000);
	for (int i = 0; i < 1200000; i++) {
		int64_t now_ns = (int64_t)(i * (1e9 / 12000));

		if (!bucket_take(&b, now_ns)) {
			first_ns = first_ns ? first_ns : now_ns;
			lost += now_ns >= 10000000000;
		}
	}
	assert_true(fabs((double)first_ns / 1e9 - 2.5) < 0.001);
	assert_true(fabs(lost / 1080000.0 - 1.0 / 6) < 1e-5);
}

TEST(a_caller_at_exactly_the_rate_is_never_refused)
{
	struct bucket b;

	bucket_init(&b, 3, 1);
	for (int i = 0; i < 100000; i++)
		t_true(bucket_take(&b, (int64_t)(i * (1e9 / 3))));
}

TEST(no_rate_is_no_limit_and_a_rate_of_nothing_lets_nothing_through)
{
	struct bucket b;

	bucket_init(&b, -1, 0);
	for (int i = 0; i < 10; i++)
		t_true(bucket_take(&b, 0));
	bucket_init(&b, 0, 5000);
	t_false(bucket_take(&b, 0));
	bucket_init(&b, 100, 0);
	t_false(bucket_take(&b, 1000000000));
}

TESTS(t(a_bucket_loses_what_an_m_d_1_b_system_loses),
      t(an_even_overload_is_dropped_once_the_burst_is_used_up),
      t(a_caller_at_exactly_the_rate_is_never_refused),
      t(no_rate_is_no_limit_and_a_rate_of_nothing_lets_nothing_through))
