/* SPDX-License-Identifier: MIT */
#include "sim/dist.h"

#include <math.h>

#include "sim/duration.h"
#include "sim/stats.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

enum { N = 200000 };

/* Mean, standard deviation, median and 99th percentile (ms) of a spelling. */
static void shape(const char *text, double mean, double deviation, double p50, double p99)
{
	struct dist d = { 0 };
	struct summary s;
	double sum = 0, squares = 0, variance;

	t_int(dist_parse(&d, text), ERR_OK);
	random_init(&d.random, 1, "A", text);
	summary_init(&s);
	for (int i = 0; i < N; i++) {
		int64_t ns = dist_draw(&d);

		t_true(ns >= 0);
		sum += (double)ns / 1e6;
		squares += (double)ns / 1e6 * ((double)ns / 1e6);
		summary_add(&s, ns);
	}
	variance = squares / N - sum / N * (sum / N);
	kit_near(sum / N, mean, deviation / sqrt(N) + 1e-6);
	kit_near(sqrt(variance > 0 ? variance : 0), deviation, 0.01 * deviation + 1e-6);
	kit_near(summary_quantile(&s, 0.5) / 1e6, p50, 0.004 * p50);
	kit_near(summary_quantile(&s, 0.99) / 1e6, p99, 0.01 * p99);
	summary_done(&s);
}

TEST(spellings_have_the_shape_they_name)
{
	shape("120ms", 120, 0, 120, 120);
	shape("120ms fixed", 120, 0, 120, 120);
	shape("0.12,fixed", 120, 0, 120, 120);
	shape("120ms exp", 120, 120, 120 * log(2), 120 * log(100));
	shape("120ms,exp", 120, 120, 120 * log(2), 120 * log(100));
	shape("100ms..300ms uniform", 200, 200 / sqrt(12), 200, 298);
	shape("100ms..300ms", 200, 200 / sqrt(12), 200, 298);
	/* sigma^2 = ln(1 + cv^2) */
	shape("100ms lognormal 0.5", 100, 50, 100 / sqrt(1.25),
	      100 / sqrt(1.25) * exp(2.3263478740408408 * sqrt(log(1.25))));
	shape("100ms lognormal:0.5", 100, 50, 100 / sqrt(1.25),
	      100 / sqrt(1.25) * exp(2.3263478740408408 * sqrt(log(1.25))));
	shape("100ms lognormal 0", 100, 0, 100, 100);
	shape("0ms exp", 0, 0, 0, 0);
}

TEST(what_is_no_time_is_refused_and_changes_nothing)
{
	static const char *const bad[] = {
		"", "x", "-1ms", "120ms exp 3", "120ms expo", "lognormal", "120ms lognormal",
		"120ms lognormal -1", "120ms lognormal x", "120ms lognormal 101", "3s..1s", "1s..", "1s..x",
		"1s..2s exp", "nan", "inf", "1s 2s", "120ms uniform", "1s..-2s",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct dist d;

		dist_fixed(&d, 7);
		if (dist_parse(&d, bad[i]) == ERR_OK)
			fail_msg("\"%s\" was taken for a time", bad[i]);
		t_int(d.kind, DIST_FIXED);
		t_true(d.mean_ns == 7);
	}
	{
		struct dist d;

		t_int(dist_parse(&d, "11000d"), ERR_TOO_BIG);
	}
}

TEST(a_fact_gives_its_median_and_its_99th_percentile)
{
	struct fact f = {
		.name = "x", .unit = "ms", .shape = FACT_LOGNORMAL, .value = { 10, 20 }, .p99 = { 80, 0 },
		.p90 = { 0, 40 },
	};
	struct dist d = { 0 };
	struct summary s;

	for (int p = 0; p < N_PROFILES; p++) {
		summary_init(&s);
		dist_of_fact(&d, &f, (enum facts_profile)p);
		random_init(&d.random, 1, "fact", "x");
		for (int i = 0; i < N; i++)
			summary_add(&s, dist_draw(&d));
		kit_near(summary_quantile(&s, 0.5) / 1e6, p ? 20 : 10, p ? 0.1 : 0.05);
		kit_near(summary_quantile(&s, p ? 0.9 : 0.99) / 1e6, p ? 40 : 80, p ? 0.3 : 1.2);
		kit_near(summary_mean(&s) / d.mean_ns, 1, 0.01);
		summary_done(&s);
	}
	f.shape = FACT_FIXED;
	dist_of_fact(&d, &f, PROFILE_AWS_2026);
	t_int(dist_draw(&d), 10 * NS_PER_MS);
	f.shape = FACT_EXP;
	dist_of_fact(&d, &f, PROFILE_AWS_2026);
	t_int(d.kind, DIST_EXP);
	f.shape = FACT_LOGNORMAL;
	f.p99[0] = 5;	/* below the median: nothing to spread */
	dist_of_fact(&d, &f, PROFILE_AWS_2026);
	t_int(dist_draw(&d), 10 * NS_PER_MS);
}

TEST(an_absurd_spread_stays_within_ten_years)
{
	struct dist d = { 0 };

	t_int(dist_parse(&d, "3650d lognormal 100"), ERR_OK);
	random_init(&d.random, 1, "A", "b");
	for (int i = 0; i < N; i++) {
		int64_t ns = dist_draw(&d);

		t_true(ns >= 0 && ns <= DURATION_MAX_NS);
	}
}

TESTS(t(spellings_have_the_shape_they_name), t(what_is_no_time_is_refused_and_changes_nothing),
      t(a_fact_gives_its_median_and_its_99th_percentile), t(an_absurd_spread_stays_within_ten_years))
