/* SPDX-License-Identifier: MIT */
/* SDK retries in closed form: how often, after how long, until the quota is gone; both profiles. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sim/duration.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

/* Everything fails, or is throttled, at once. */
static void failing(struct kit *k, enum facts_profile profile, const char *fault, uint64_t n)
{
	char text[64];

	kit_init(k);
	kit_node(k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(k, "Server", "Work", "0ms");
	k->options.is_sdk_client = true;
	k->options.profile = profile;
	k->options.has_trace = true;
	k->options.duration_ns = 0;
	snprintf(text, sizeof(text), "Server %s", fault);
	kit_fault(k, text);
	kit_request(k, "call resource://Server", "0.01/s,constant", n);
}

static void table(struct kit *k, enum facts_profile profile, const char *fault, uint64_t n)
{
	failing(k, profile, "down", n);
	k->options.n_faults = k->options.n_workloads = 0;
	kit_node(k, "Orders", ARCH_TABLE, "AWS::DynamoDB::Table", "BillingMode=PAY_PER_REQUEST");
	kit_fault(k, fault);
	kit_request(k, "put dynamodb://Orders", "0.01/s,constant", n);
}

/* So many tokens that the quota never binds. */
static void endless_quota(struct kit *k)
{
	struct fact *f = (struct fact *)facts_find(k->facts, "sdk.quota");

	f->value[0] = f->value[1] = 1e9;
}

/*
 * Waits are U(0, base), U(0, 2 base) ...: their sum has the mean (2^n - 1) base / 2
 * and the variance (4^n - 1) / 3 base^2 / 12.
 */
static void total_wait(struct kit *k, int waits, double base_ms, double n)
{
	double mean = (pow(2, waits) - 1) * base_ms / 2;
	double deviation = sqrt((pow(4, waits) - 1) / 3 / 12) * base_ms;

	endless_quota(k);
	kit_run(k);
	t_int(kit_moments(k, MOMENT_RETRY, RULE_SDK_RETRY), waits * (int)n);
	kit_near(k->run->latency.mean, mean, deviation / sqrt(n));
	t_true(k->run->latency.most <= (pow(2, waits) - 1) * base_ms);
	kit_done(k);
}

TEST(back_off_totals_are_those_of_full_jitter)
{
	struct kit k;

	failing(&k, PROFILE_AWS_2026, "down", 10000);
	total_wait(&k, 2, 50, 10000);
	failing(&k, PROFILE_AWS_2026, "throttle", 10000);
	total_wait(&k, 2, 1000, 10000);
	failing(&k, PROFILE_AWS_2023, "down", 10000);
	total_wait(&k, 2, 1000, 10000);
	failing(&k, PROFILE_AWS_2023, "throttle", 10000);
	total_wait(&k, 2, 1000, 10000);
}

TEST(dynamodb_has_numbers_of_its_own)
{
	struct kit k;

	table(&k, PROFILE_AWS_2026, "Orders down", 10000);
	total_wait(&k, 3, 25, 10000);
	table(&k, PROFILE_AWS_2026, "Orders throttle", 10000);
	total_wait(&k, 3, 1000, 10000);
	table(&k, PROFILE_AWS_2023, "Orders down", 10000);
	total_wait(&k, 2, 1000, 10000);
}

/* A function of the runtime writes to a table of which every call fails. */
static void writer(struct kit *k, enum facts_profile profile, const char *runtime, uint64_t n)
{
	kit_init(k);
	kit_node(k, "F", ARCH_FUNCTION, "AWS::Lambda::Function",
		 arena_printf(&k->arch->arena, "Timeout=60 Runtime=%s", runtime));
	kit_meta(k, "F", "Work", "0ms");
	kit_node(k, "Orders", ARCH_TABLE, "AWS::DynamoDB::Table", "BillingMode=PAY_PER_REQUEST");
	kit_edge(k, "F", VERB_WRITES, "Orders", "");
	kit_fault(k, "Orders down");
	k->options.profile = profile;
	k->options.has_trace = true;
	k->options.duration_ns = 0;
	kit_request(k, "invoke lambda://F", "0.01/s,constant", n);
	endless_quota(k);
	kit_run(k);
}

TEST(python_was_in_the_legacy_mode_until_november_2026)
{
	struct kit k;

	writer(&k, PROFILE_AWS_2023, "python3.13", 10);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), 90);
	kit_near(kit_metric(&k, "F", "Duration")->mean, 50 * (pow(2, 9) - 1), 10);
	kit_done(&k);
	writer(&k, PROFILE_AWS_2026, "python3.13", 10);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), 30);
	kit_done(&k);
}

TEST(javascript_had_a_shorter_wait_until_november_2026)
{
	struct kit k;

	writer(&k, PROFILE_AWS_2023, "nodejs22.x", 1000);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), 2000);
	t_true(kit_metric(&k, "F", "Duration")->mean > 140 &&
	       kit_metric(&k, "F", "Duration")->mean < 190);
	kit_done(&k);
	writer(&k, PROFILE_AWS_2023, "java21", 1000);
	t_true(kit_metric(&k, "F", "Duration")->mean > 1400);
	kit_done(&k);
}

TEST(no_wait_is_a_share_of_more_than_20_seconds)
{
	struct kit k;
	struct fact *attempts;
	size_t n;
	const struct history_event *e;
	double longest_s = 0;

	failing(&k, PROFILE_AWS_2026, "throttle", 200);
	endless_quota(&k);
	attempts = (struct fact *)facts_find(k.facts, "sdk.attempts");
	attempts->value[0] = 12;
	kit_run(&k);
	e = sim_history(k.sim, &n);
	for (size_t i = 0; i < n; i++)
		if (e[i].moment == MOMENT_RETRY)
			longest_s = fmax(longest_s, (double)e[i].value / 1e9);
	t_true(longest_s <= 20);
	t_true(longest_s > 19);
	kit_done(&k);
}

static void quota(enum facts_profile profile, const char *fault, int retries)
{
	struct kit k;

	failing(&k, profile, fault, 1000);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), retries);
	t_true(kit_moments(&k, MOMENT_DROPPED, RULE_SDK_QUOTA) > 0);
	kit_done(&k);
}

/* 500 tokens, and nothing succeeds that would give any back. */
TEST(the_quota_ends_a_storm)
{
	quota(PROFILE_AWS_2026, "down", 500 / 14);
	quota(PROFILE_AWS_2026, "throttle", 500 / 5);
	quota(PROFILE_AWS_2023, "down", 500 / 5);
	quota(PROFILE_AWS_2023, "throttle", 500 / 5);
}

/*
 * The quota is used up until 10,000 s; then 100 successes give 100 tokens back, and
 * with the 10 left over that is enough for 7 retries of 14 each.
 */
TEST(successes_fill_the_quota_again)
{
	struct kit k;

	failing(&k, PROFILE_AWS_2026, "down", 1000);
	k.options.n_faults = 0;
	kit_fault(&k, "Server down to 10050s");
	kit_fault(&k, "Server down from 20050s");
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), 500 / 14 + (500 % 14 + 100) / 14);
	kit_done(&k);
}

/* 60 environments, each with an SDK of its own: 120 retries of 5 tokens are more than one quota has. */
TEST(each_environment_has_a_quota)
{
	struct kit k;

	kit_init(&k);
	k.options.has_trace = true;
	kit_node(&k, "Caller", ARCH_FUNCTION, "AWS::Lambda::Function", "Timeout=60");
	kit_node(&k, "Off", ARCH_FUNCTION, "AWS::Lambda::Function", "ReservedConcurrentExecutions=0");
	kit_edge(&k, "Caller", VERB_INVOKES, "Off", "");
	kit_request(&k, "invoke lambda://Caller", NULL, 60);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), 120);
	t_int(kit_moments(&k, MOMENT_DROPPED, RULE_SDK_QUOTA), 0);
	kit_done(&k);
}

/* One retry that succeeds gives back what it took: the quota never runs out. */
TEST(a_retry_that_succeeds_costs_nothing)
{
	struct kit k;

	failing(&k, PROFILE_AWS_2026, "down", 1);
	k.options.n_faults = k.options.n_workloads = 0;
	kit_fault(&k, "Server errors 20%");
	kit_request(&k, "call resource://Server", "0.1/s,constant", 20000);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_DROPPED, RULE_SDK_QUOTA), 0);
	/* three attempts fail with 0.2^3 */
	kit_near(kit_outcome(&k, "error:InternalServerError"), 20000 * 0.008, sqrt(20000 * 0.008));
	kit_done(&k);
}

TEST(what_retrying_does_not_mend_is_not_retried)
{
	struct kit k;

	failing(&k, PROFILE_AWS_2026, "denied", 100);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), 0);
	t_int(kit_outcome(&k, "error:AccessDeniedException"), 100);
	kit_done(&k);
}

TEST(a_plain_client_tries_once)
{
	struct kit k;

	failing(&k, PROFILE_AWS_2026, "down", 100);
	k.options.is_sdk_client = false;
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), 0);
	kit_done(&k);
}

TEST(attempts_count_as_calls_but_not_as_requests)
{
	struct kit k;
	size_t n, sent = 0;
	const struct history_event *e;

	failing(&k, PROFILE_AWS_2026, "down", 5);
	kit_run(&k);
	t_int(k.run->arrived, 5);
	t_int(kit_outcome(&k, "error:ServiceUnavailable"), 5);
	e = sim_history(k.sim, &n);
	for (size_t i = 0; i < n; i++) {
		if (e[i].moment != MOMENT_SENT)
			continue;
		t_int(e[i].attempt, sent++ % 3 + 1);
		t_int(e[i].outcome, 0);		/* not yet known, also of a second attempt */
	}
	t_int(sent, 15);
	kit_done(&k);
}

TESTS(t(back_off_totals_are_those_of_full_jitter), t(dynamodb_has_numbers_of_its_own),
      t(python_was_in_the_legacy_mode_until_november_2026),
      t(javascript_had_a_shorter_wait_until_november_2026),
      t(no_wait_is_a_share_of_more_than_20_seconds), t(the_quota_ends_a_storm),
      t(each_environment_has_a_quota),
      t(successes_fill_the_quota_again), t(a_retry_that_succeeds_costs_nothing),
      t(what_retrying_does_not_mend_is_not_retried), t(a_plain_client_tries_once),
      t(attempts_count_as_calls_but_not_as_requests))
