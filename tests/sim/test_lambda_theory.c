/* SPDX-License-Identifier: MIT */
/*
 * Lambda against queueing theory: Erlang's loss formula for concurrency
 * limits, M/G/infinity for concurrency, Markov chains for the keep-alive. All
 * expected numbers are closed forms; each comparison allows three standard
 * errors, which the comments derive.
 */
#include "tests/support/sim_kit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/duration.h"
#include "sim/lambda.h"
#include "tests/support/t.h"

struct model {
	const char *rate, *work, *cold, *keep, *properties, *account;
	double duration_s;
};

static void begin(struct kit *k, const struct model *m)
{
	kit_init(k);
	k->options.duration_ns = (int64_t)(m->duration_s * 1e9);
	k->options.until_ns = k->options.duration_ns;
	kit_node(k, "F", ARCH_FUNCTION, "AWS::Lambda::Function", m->properties);
	kit_meta(k, "F", "Work", m->work);
	kit_meta(k, "F", "ColdStart", m->cold ? m->cold : "0ms");
	if (m->keep)
		kit_meta(k, "F", "KeepAlive", m->keep);
	if (m->account)
		k->arch->metadata =
			value_set(&k->arch->arena, NULL, "AccountConcurrency", m->account);
	kit_request(k, "invoke lambda://F", m->rate, 0);
	kit_begin(k);
}

/* Up to the end of arrivals, not until the last environment is idle: means are over that time. */
static void run(struct kit *k, const struct model *m)
{
	begin(k, m);
	sim_run_until(k->sim, k->options.until_ns, 0);
	k->run = sim_result(k->sim);
}

static double p_cold(struct kit *k)
{
	return (double)kit_count(k, "F", "ColdStarts") / (double)kit_count(k, "F", "Invocations");
}

static double p_reject(struct kit *k)
{
	return (double)kit_count(k, "F", "Throttles") / k->run->arrived;
}

/*
 * The example of SimFaaS. Over 4e6 s: running is M/G/infinity, autocorrelated
 * over a service time: sqrt(2 * 1.79 * 2 / 4e6) = .0013. SimFaaS gives +-.54 % for
 * servers after ten runs of 1e6 s: .04 for one of them, .03 here; of 4,800 cold starts
 * the count is known to 1.4 %, clusters make it 2 %.
 */
TEST(the_example_of_simfaas)
{
	struct kit k;
	struct model m = { "0.9/s", "1.991s exp", "253ms", "600s", "Timeout=900", NULL, 4e6 };

	run(&k, &m);
	kit_near(p_cold(&k), .00133, .000027);
	kit_near(kit_metric(&k, "F", "Environments")->mean, 7.696, .03);
	kit_near(kit_metric(&k, "F", "ConcurrentExecutions")->mean, 1.7922, .0013);
	kit_done(&k);
}

/*
 * One environment, refused when busy: p_cold = e^(-lam T), P(reject) = lam s / (1 + lam s),
 * servers = (s + (1 - e^(-lam T)) / lam) / (1 / lam + s). Cycles are independent:
 * n of them give sqrt(p (1 - p) / n).
 */
static void chain(double lam, double keep_s, double warm_s, double cold_s, double cold,
		  double reject, double servers)
{
	struct kit k;
	char rate[32], work[32], cold_start[32], keep[32];
	struct model m = { rate, work, cold_start, keep,
			   "Timeout=900 ReservedConcurrentExecutions=1", NULL, 4e5 / lam };

	snprintf(rate, sizeof(rate), "%.9f/s", lam);
	snprintf(work, sizeof(work), "%.9fs exp", warm_s);
	snprintf(cold_start, sizeof(cold_start), "%.9fs exp", cold_s - warm_s);
	snprintf(keep, sizeof(keep), "%.9fs", keep_s);
	run(&k, &m);
	kit_near(p_cold(&k), cold, sqrt(cold * (1 - cold) / 4e5));
	kit_near(p_reject(&k), reject, 1.1 * sqrt(reject / 4e5));
	kit_near(kit_metric(&k, "F", "Environments")->mean, servers, .0008);
	kit_done(&k);
}

TEST(cold_starts_of_a_single_environment_are_exponential_in_the_keep_alive)
{
	chain(.01, 100, 2, 2.5, .367879, .021373, .639983);
	chain(.005, 300, 2, 3, .223130, .010993, .779323);
}

/*
 * Keep-alive exponential with mean T: lam p_cold = E[idle] / T. Idle ones come
 * and go within T, so that their mean over t is known to sqrt(2 E[idle] T / t).
 */
static void exponential(const char *rate, double lam, const char *keep, double keep_s,
			double duration_s, double cold, double idle)
{
	struct kit k;
	struct model m = { rate, "2s exp", NULL, keep, "Timeout=900", NULL, duration_s };
	double error = sqrt(2 * idle * keep_s / duration_s);

	run(&k, &m);
	kit_near(p_cold(&k), cold, error / idle * cold + sqrt(cold / (lam * duration_s)));
	kit_near(kit_metric(&k, "F", "Environments")->mean -
		 kit_metric(&k, "F", "ConcurrentExecutions")->mean, idle, error);
	kit_done(&k);
}

TEST(an_exponential_keep_alive_is_a_markov_chain)
{
	exponential("0.9/s", .9, "600s exp", 600, 3e6, .0085783, 4.632256);
	exponential("0.9/s", .9, "60s exp", 60, 2e6, .0552929, 2.985816);
	exponential("5/s", 5, "60s exp", 60, 5e5, .0222444, 6.673333);
}

TEST(an_exponential_keep_alive_with_a_limit)
{
	struct kit k;
	struct model m = { "5/s", "2s exp", NULL, "60s exp",
			   "Timeout=900 ReservedConcurrentExecutions=12", NULL, 5e5 };

	run(&k, &m);
	kit_near(p_cold(&k), .0114484, .0002);
	kit_near(p_reject(&k), .1197392, .0006);
	kit_done(&k);
}

/*
 * Rejects share one busy period: their number varies by about (1 + rho) / (1 - rho) times
 * what it would if they were independent; 5 covers these rows.
 */
static void loss(const char *rate, const char *work, const char *reserved, const char *limit,
		 double b, double n)
{
	struct kit k;
	char properties[64] = "Timeout=900";
	double per_s = 0;
	struct model m = { rate, work, NULL, NULL, properties, limit, 0 };

	if (reserved)
		snprintf(properties, sizeof(properties),
			 "Timeout=900 ReservedConcurrentExecutions=%s", reserved);
	t_int(rate_parse(rate, NULL, &per_s), ERR_OK);
	m.duration_s = n / per_s;
	run(&k, &m);
	kit_near(p_reject(&k), b, sqrt(5 * b * (1 - b) / n));
	kit_done(&k);
}

TEST(a_full_reservation_loses_what_erlang_b_says_whatever_the_law_of_service)
{
	loss("1/s", "1s exp", "1", NULL, .5, 4e5);
	loss("2/s", "1s", "3", NULL, .210526, 4e5);
	loss("10/s", "1s lognormal 2", "10", NULL, .214582, 1e6);
	loss("90/s", "1s exp", "100", NULL, .026957, 2e6);
	loss("100/s", "1s", "100", NULL, .075700, 2e6);
	loss("120/s", "0s..2s uniform", "100", NULL, .196270, 2e6);
}

/* The first seconds, in which the environments fill, are a thousandth of the run. */
TEST(a_full_account_loses_what_erlang_b_says)
{
	loss("1000/s", "1s exp", NULL, "1000", .024812, 3e6);
	loss("1100/s", "1s", NULL, "1000", .098625, 3e6);
	loss("1000/s", "2.016s exp", NULL, "1000", .504455, 3e6);
}

static const struct component *function(const struct kit *k)
{
	for (size_t i = 0; i < k->sim->n_components; i++)
		if (!strcmp(k->sim->components[i].id, "F"))
			return &k->sim->components[i];
	fail();
	return NULL;
}

/* 5,000 looks, five service times apart: nearly independent. */
TEST(concurrency_is_poisson_with_rate_times_duration)
{
	enum { LOOKS = 5000 };
	struct kit k;
	struct model m = { "100/s", "1.991s exp", NULL, NULL, "Timeout=900", NULL, 50100 };
	double mean, sum = 0, squares = 0, over = 0, a = 199.1;

	begin(&k, &m);
	for (int i = 0; i < LOOKS; i++) {
		double n;

		sim_run_until(k.sim, (100 + 10 * (int64_t)i) * NS_PER_S, 0);
		n = lambda_concurrency(function(&k));
		sum += n;
		squares += n * n;
		over += n > 230;
	}
	mean = sum / LOOKS;
	kit_near(mean, a, sqrt(a / LOOKS));
	kit_near(squares / LOOKS - mean * mean, a, a * sqrt(2.0 / LOOKS));
	kit_near(over / LOOKS, .014558, sqrt(.014558 / LOOKS));
	kit_done(&k);
}

/* From an empty start E N(t) = lam E[S] (1 - e^(-t / E[S])). */
TEST(concurrency_grows_from_nothing_as_theory_says)
{
	enum { RUNS = 1000 };
	struct kit k;
	struct model m = { "100/s", "2s exp", NULL, NULL, "Timeout=900", NULL, 10 };
	double sum = 0;

	begin(&k, &m);
	for (int i = 0; i < RUNS; i++) {
		k.options.seed = (uint64_t)i + 1;
		kit_begin(&k);
		sim_run_until(k.sim, NS_PER_S, 0);
		sum += lambda_concurrency(function(&k));
	}
	kit_near(sum / RUNS, 78.694, sqrt(78.694 / RUNS));
	kit_done(&k);
}

TESTS(t(the_example_of_simfaas),
      t(cold_starts_of_a_single_environment_are_exponential_in_the_keep_alive),
      t(an_exponential_keep_alive_is_a_markov_chain), t(an_exponential_keep_alive_with_a_limit),
      t(a_full_reservation_loses_what_erlang_b_says_whatever_the_law_of_service),
      t(a_full_account_loses_what_erlang_b_says),
      t(concurrency_is_poisson_with_rate_times_duration),
      t(concurrency_grows_from_nothing_as_theory_says))
