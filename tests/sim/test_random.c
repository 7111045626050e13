/* SPDX-License-Identifier: MIT */
/* Streams of random numbers: the same everywhere, independent by name, of the right shape. */
#include "sim/random.h"

#include <math.h>
#include <stdio.h>

#include "sim/maths.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

enum { N = 1000000 };

static struct random stream(const char *component, const char *purpose)
{
	struct random r;

	random_init(&r, 1, component, purpose);
	return r;
}

/* If one of these changes, every run ever recorded changes. */
TEST(the_first_values_are_the_same_on_every_machine)
{
	struct random r = stream("Resize", "work");
	static const uint64_t raw[] = { UINT64_C(0xdd0baf25c44efa0f), UINT64_C(0xe76f163bbdad3dda), UINT64_C(0xf37cf929e851bbac) };
	static const double exps[] = { 0x1.9aafce991bfa2p+0, 0x1.3577ab56c5835p+0, 0x1.7c8015f67c4d6p-3 };
	static const double normals[] = { -0x1.eddbe53a84cbp-3, 0x1.25c46dade5ecdp-4, 0x1.ef9e45a1d1357p-5 };

	for (size_t i = 0; i < sizeof(raw) / sizeof(*raw); i++)
		t_true(random_next(&r) == raw[i]);
	for (size_t i = 0; i < sizeof(exps) / sizeof(*exps); i++)
		t_true(random_exp(&r) == exps[i]);
	for (size_t i = 0; i < sizeof(normals) / sizeof(*normals); i++)
		t_true(random_normal(&r) == normals[i]);
}

/* All the rare branches too: a sum over many draws, to the last bit. */
TEST(sums_of_many_values_are_the_same_on_every_machine)
{
	struct random r = stream("Resize", "work");
	double e = 0, n = 0, l = 0;

	for (int i = 0; i < N; i++) {
		e += random_exp(&r);
		n += random_normal(&r);
		l += maths_log(1 + random_unit(&r));
	}
	t_true(e == 0x1.e8ada8d0771cdp+19);
	t_true(n == -0x1.c3b137fd6dc0bp+10);
	t_true(l == 0x1.7958fa46e3498p+18);
}

static void moments(double (*draw)(struct random *), const double expected[4], const double error[4])
{
	struct random r = stream("Moments", "all");
	double sums[4] = { 0 };

	for (int i = 0; i < N; i++) {
		double x = draw(&r), power = 1;

		for (int k = 0; k < 4; k++)
			sums[k] += power *= x;
	}
	for (int k = 0; k < 4; k++)
		kit_near(sums[k] / N, expected[k], error[k] / sqrt(N));
}

static double unit(struct random *r)
{
	return random_unit(r);
}

static double exponential(struct random *r)
{
	return random_exp(r);
}

/* Of x^k the mean is m(k), and its standard error the root of (m(2k) - m(k)^2) / N. */
TEST(unit_values_have_the_moments_of_a_uniform_distribution)
{
	double m[4], error[4];

	for (int k = 1; k <= 4; k++) {
		m[k - 1] = 1.0 / (k + 1);
		error[k - 1] = sqrt(1.0 / (2 * k + 1) - m[k - 1] * m[k - 1]);
	}
	moments(unit, m, error);
}

TEST(exponential_values_have_the_moments_of_their_distribution)
{
	static const double m[] = { 1, 2, 6, 24 }, m2[] = { 2, 24, 720, 40320 };
	double error[4];

	for (int k = 0; k < 4; k++)
		error[k] = sqrt(m2[k] - m[k] * m[k]);
	moments(exponential, m, error);
}

TEST(normal_values_have_the_moments_of_their_distribution)
{
	static const double m[] = { 0, 1, 0, 3 }, m2[] = { 1, 3, 15, 105 };
	double error[4];

	for (int k = 0; k < 4; k++)
		error[k] = sqrt(m2[k] - m[k] * m[k]);
	moments(random_normal, m, error);
}

/* P(X > 8) = e^-8, where only the base layer's tail reaches; P(Z > 3.7) likewise. */
TEST(tails_are_as_heavy_as_they_should_be)
{
	struct random r = stream("Tails", "all");
	double e = 0, n = 0, p = exp(-8), q = erfc(3.7 / sqrt(2)) / 2;

	for (int i = 0; i < 4 * N; i++) {
		e += random_exp(&r) > 8;
		n += fabs(random_normal(&r)) > 3.7;
	}
	kit_near(e / (4.0 * N), p, sqrt(p / (4.0 * N)));
	kit_near(n / (4.0 * N), 2 * q, sqrt(2 * q / (4.0 * N)));
}

/* The correlation of two independent streams has a standard error of 1 / sqrt(N). */
TEST(streams_of_different_names_are_independent)
{
	static const char *const names[][2] = {
		{ "A", "work" }, { "A", "errors" }, { "B", "work" }, { "Awork", "" }, { "", "Awork" },
		{ "A ", "work" },
	};
	enum { STREAMS = sizeof(names) / sizeof(*names) };

	for (size_t i = 0; i < STREAMS; i++)
		for (size_t k = i + 1; k < STREAMS; k++) {
			struct random a = stream(names[i][0], names[i][1]);
			struct random b = stream(names[k][0], names[k][1]);
			double sum = 0;

			for (int j = 0; j < 100000; j++)
				sum += (random_unit(&a) - 0.5) * (random_unit(&b) - 0.5) * 12;
			kit_near(sum / 100000, 0, 1 / sqrt(100000));
		}
}

TEST(another_seed_gives_another_stream)
{
	struct random a, b;

	random_init(&a, 1, "A", "work");
	random_init(&b, 2, "A", "work");
	t_true(random_next(&a) != random_next(&b));
}

TEST(a_coin_that_is_certain_draws_nothing)
{
	struct random r = stream("A", "coin"), before = r;

	t_true(random_coin(&r, 1));
	t_false(random_coin(&r, 0));
	t_mem(&r, &before, sizeof(r));
	random_coin(&r, 0.5);
	t_true(r.s[0] != before.s[0]);
}

/* The program's own e^x, ln x and x^y: to a few units in the last place of the library's. */
TEST(own_functions_agree_with_the_library)
{
	for (double x = -700; x < 700; x += 0.37)
		t_true(fabs(maths_exp(x) / exp(x) - 1) < 1e-15);
	for (double x = 1e-300; x < 1e300; x *= 1.7)
		t_true(fabs(maths_log(x) - log(x)) <= 4e-16 * fmax(1, fabs(log(x))));
	t_true(maths_exp(1000) == HUGE_VAL);
	t_true(maths_exp(-1000) == 0);
	t_true(isnan(maths_exp(NAN)));
	t_true(fabs(maths_pow(1.7, 12.5) / pow(1.7, 12.5) - 1) < 1e-14);
}

TESTS(t(the_first_values_are_the_same_on_every_machine),
      t(sums_of_many_values_are_the_same_on_every_machine),
      t(unit_values_have_the_moments_of_a_uniform_distribution),
      t(exponential_values_have_the_moments_of_their_distribution),
      t(normal_values_have_the_moments_of_their_distribution),
      t(tails_are_as_heavy_as_they_should_be), t(streams_of_different_names_are_independent),
      t(another_seed_gives_another_stream), t(a_coin_that_is_certain_draws_nothing),
      t(own_functions_agree_with_the_library))
