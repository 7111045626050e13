/* SPDX-License-Identifier: MIT */
#include "sim/runs.h"

#include <math.h>
#include <string.h>

#include "base/prng.h"
#include "sim/duration.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void server(struct kit *k)
{
	kit_init(k);
	k->options.duration_ns = 200 * NS_PER_S;
	kit_node(k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(k, "Server", "Work", "10ms exp");
	kit_meta(k, "Server", "QueueLimit", "4");
	kit_node(k, "Table", ARCH_TABLE, "AWS::DynamoDB::Table", "BillingMode=PAY_PER_REQUEST");
	kit_request(k, "call resource://Server", "60/s", 0);
	kit_request(k, "put dynamodb://Table", "5/s", 0);
}

static void runs(struct kit *k, unsigned n, unsigned threads)
{
	run_free(k->run);
	k->run = runs_make(k->arch, k->facts, &k->options, n, threads, NULL, &k->diags);
	t_not_null(k->run);
}

/* Everything that is printed, as one number. */
static uint64_t fingerprint(const struct run *r)
{
	uint64_t h = hash_bytes(HASH_START, &r->latency.mean, sizeof(double));

	h = hash_bytes(h, &r->latency.half, sizeof(double));
	h = hash_bytes(h, &r->events, sizeof(r->events));
	h = hash_bytes(h, &r->arrived, sizeof(double));
	h = hash_bytes(h, &r->cost_usd, sizeof(double));
	for (size_t i = 0; i < r->n_outcomes; i++) {
		h = hash_bytes(h, r->outcomes[i].name, strlen(r->outcomes[i].name));
		h = hash_bytes(h, &r->outcomes[i].count, sizeof(double));
		h = hash_bytes(h, &r->outcomes[i].half, sizeof(double));
	}
	for (size_t i = 0; i < r->n_decisions; i++) {
		h = hash_bytes(h, r->decisions[i].rule, strlen(r->decisions[i].rule));
		h = hash_bytes(h, &r->decisions[i].count, sizeof(double));
	}
	for (size_t i = 0; i < r->n_components; i++)
		for (size_t k = 0; k < r->components[i].n; k++) {
			const struct metric *m = &r->components[i].list[k];

			h = hash_bytes(h, &m->count, sizeof(m->count));
			h = hash_bytes(h, &m->mean, sizeof(double));
			h = hash_bytes(h, &m->p99, sizeof(double));
			h = hash_bytes(h, &m->half, sizeof(double));
		}
	return h;
}

TEST(the_result_does_not_depend_on_the_number_of_threads)
{
	struct kit k;
	uint64_t one;

	server(&k);
	runs(&k, 7, 1);
	one = fingerprint(k.run);
	for (unsigned threads = 2; threads <= 9; threads++) {
		runs(&k, 7, threads);
		t_true(fingerprint(k.run) == one);
	}
	kit_done(&k);
}

TEST(one_run_is_the_run_with_its_seed)
{
	struct kit k;
	double mean;

	server(&k);
	kit_run(&k);
	mean = k.run->latency.mean;
	runs(&k, 1, 2);
	t_true(k.run->latency.mean == mean);
	t_true(k.run->latency.half == 0);
	t_int(runs_seed(42, 0), 42);
	t_true(runs_seed(42, 1) != 42 && runs_seed(42, 1) != runs_seed(42, 2));
	t_true(runs_seed(42, 1) != runs_seed(43, 1));
	kit_done(&k);
}

/* Four times the runs, about half the interval; the truth lies within. M/M/1/5 at 0.6. */
TEST(intervals_shrink_with_the_root_of_the_runs_and_hold_the_truth)
{
	struct kit k;
	double few, rho = 0.6, lost = pow(rho, 5) * (1 - rho) / (1 - pow(rho, 6));
	double expected = 200 * 60 * lost;

	server(&k);
	k.options.n_workloads = 1;
	runs(&k, 16, 2);
	few = k.run->latency.half;
	t_true(few > 0);
	runs(&k, 256, 2);
	t_true(k.run->latency.half < 0.45 * few && k.run->latency.half > 0.1 * few);
	for (size_t i = 0; i < k.run->n_outcomes; i++)
		if (!strcmp(k.run->outcomes[i].name, "error:ServiceUnavailable"))
			kit_near(k.run->outcomes[i].count, expected, k.run->outcomes[i].half / 1.97);
	t_int(k.run->runs, 256);
	kit_done(&k);
}

TEST(what_did_not_happen_in_a_run_counts_as_zero_there)
{
	struct kit k;
	double sum = 0;

	server(&k);
	k.options.n_workloads = 0;
	k.options.duration_ns = 0;
	kit_request(&k, "call resource://Server", NULL, 1);
	kit_fault(&k, "Server errors 30%");
	runs(&k, 200, 2);
	for (size_t i = 0; i < k.run->n_outcomes; i++)
		sum += k.run->outcomes[i].count;
	kit_near(sum, 1, 1e-12);
	kit_near(k.run->arrived, 1, 1e-12);
	kit_done(&k);
}

static bool stop_at_once(void *self, double simulated_s, uint64_t events)
{
	unsigned *asked = self;

	(void)simulated_s, (void)events;
	++*asked;
	return false;
}

/* More than anyone could wait for: only stopping ends it. */
TEST(a_watch_stops_all_runs_and_the_result_says_so)
{
	struct kit k;
	unsigned asked = 0;
	struct runs_watch watch = { stop_at_once, &asked };

	server(&k);
	k.options.duration_ns = 3000 * NS_PER_DAY;
	k.options.most_events = UINT64_MAX;
	k.run = runs_make(k.arch, k.facts, &k.options, 50, 2, &watch, &k.diags);
	t_not_null(k.run);
	t_str(k.run->stopped, "stopped by hand");
	t_true(asked > 0);
	t_true(k.run->runs >= 1);
	kit_done(&k);
}

TEST(mistakes_are_told_once_and_nothing_runs)
{
	struct kit k;

	server(&k);
	kit_request(&k, "call resource://Nobody", NULL, 1);
	t_null(runs_make(k.arch, k.facts, &k.options, 8, 2, NULL, &k.diags));
	t_int(k.diags.n_errors, 1);
	kit_done(&k);
}

TESTS(t(the_result_does_not_depend_on_the_number_of_threads), t(one_run_is_the_run_with_its_seed),
      t(intervals_shrink_with_the_root_of_the_runs_and_hold_the_truth),
      t(what_did_not_happen_in_a_run_counts_as_zero_there),
      t(a_watch_stops_all_runs_and_the_result_says_so), t(mistakes_are_told_once_and_nothing_runs))
