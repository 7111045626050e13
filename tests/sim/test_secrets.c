/* SPDX-License-Identifier: MIT */
/* Secrets, their rotation and their caches; parameters. */
#include <string.h>

#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void secret(struct kit *k)
{
	kit_init(k);
	kit_node(k, "Login", ARCH_SECRET, "AWS::SecretsManager::Secret", "");
}

/* AWS's own rotation: each of the four steps takes half of secretsmanager.rotation.single.gap, 250 ms. */
static void rotated(struct kit *k, const char *rules)
{
	secret(k);
	kit_folded(k, "Schedule", "Login", "AWS::SecretsManager::RotationSchedule", rules);
}

static void fixed_latency(struct kit *k, const char *name, double ms)
{
	struct fact *f = (struct fact *)facts_find(k->facts, name);

	for (int p = 0; p < N_PROFILES; p++) {
		f->value[p] = ms;
		f->p90[p] = f->p99[p] = 0;
	}
}

static double decided(const struct kit *k, const char *rule)
{
	double sum = 0;

	for (size_t i = 0; i < k->run->n_decisions; i++)
		if (!strcmp(k->run->decisions[i].rule, rule))
			sum += k->run->decisions[i].count;
	return sum;
}

static void read_at(struct kit *k, int64_t at_ns)
{
	kit_request(k, "get secretsmanager://Login", NULL, 1);
	k->workloads[k->options.n_workloads - 1].at_ns = at_ns;
}

static void rotate_at(struct kit *k, int64_t at_ns)
{
	kit_request(k, "rotate secretsmanager://Login", NULL, 1);
	k->workloads[k->options.n_workloads - 1].at_ns = at_ns;
}

TEST(reads_of_all_secrets_share_10000_a_second)
{
	struct kit k;

	secret(&k);
	kit_node(&k, "Other", ARCH_SECRET, "AWS::SecretsManager::Secret", "");
	k.options.duration_ns = 5 * NS_PER_S;
	kit_request(&k, "get secretsmanager://Login", "10000/s,constant", 0);
	kit_request(&k, "get secretsmanager://Other", "10000/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 10000 + 5 * 10000, 2);
	t_int(decided(&k, "secrets.rate"), kit_outcome(&k, "error:ThrottlingException"));
	t_int(kit_count(&k, "Login", "ThrottledCalls") + kit_count(&k, "Other", "ThrottledCalls"),
	      kit_outcome(&k, "error:ThrottlingException"));
	kit_done(&k);
}

TEST(caches_ask_again_after_an_hour_or_five_minutes)
{
	struct kit k;

	secret(&k);
	fixed_latency(&k, "secretsmanager.latency.get", 0);
	k.options.duration_ns = 0;
	kit_request(&k, "get secretsmanager://Login", "1/s,constant", 7200);
	kit_run(&k);
	t_int(kit_count(&k, "Login", "CallCount"), 7200);
	kit_meta(&k, "Login", "Cache", "sdk");
	kit_run(&k);
	t_int(kit_count(&k, "Login", "CallCount"), 2);
	t_int(kit_count(&k, "Login", "CachedReads"), 7198);
	kit_meta(&k, "Login", "Cache", "extension");
	kit_run(&k);
	t_int(kit_count(&k, "Login", "CallCount"), 24);
	kit_done(&k);
}

/* 20 at once, each of 1 s: 20 environments, 20 caches; the next 20 find them filled. */
TEST(each_environment_of_a_function_has_a_cache_of_its_own)
{
	struct kit k;

	secret(&k);
	kit_meta(&k, "Login", "Cache", "extension");
	kit_node(&k, "Work", ARCH_FUNCTION, "AWS::Serverless::Function",
		 "Runtime=python3.13 Handler=app.handler Timeout=30 MemorySize=512");
	kit_meta(&k, "Work", "Work", "1s");
	kit_edge(&k, "Work", VERB_READS, "Login", "");
	for (int i = 0; i < 3; i++) {
		kit_request(&k, "invoke lambda://Work", NULL, 20);
		k.workloads[i].at_ns = i * 30 * NS_PER_S;
	}
	kit_run(&k);
	t_int(kit_count(&k, "Login", "CallCount"), 20);
	t_int(kit_count(&k, "Login", "CachedReads"), 40);
	kit_done(&k);
}

/* The new password holds from 500 ms on (two steps), the label moves at 1,000 ms. */
TEST(with_one_user_logins_fail_between_setSecret_and_finishSecret)
{
	static const struct {
		int64_t at_ms;
		bool is_fine;
	} reads[] = { { 100, true }, { 499, true }, { 501, false }, { 999, false }, { 1001, true } };

	for (size_t i = 0; i < sizeof(reads) / sizeof(*reads); i++) {
		struct kit k;

		rotated(&k, "");
		fixed_latency(&k, "secretsmanager.latency.get", 0);
		rotate_at(&k, 0);
		read_at(&k, reads[i].at_ms * NS_PER_MS);
		kit_run(&k);
		t_int(kit_outcome(&k, "error:LoginFailed"), !reads[i].is_fine);
		t_int(kit_count(&k, "Login", "StaleReads"), !reads[i].is_fine);
		t_int(decided(&k, "secrets.stale"), !reads[i].is_fine);
		t_int(kit_count(&k, "Login", "Rotations"), 1);
		kit_done(&k);
	}
}

TEST(a_cache_keeps_the_old_password_until_it_asks_again)
{
	struct kit k;

	rotated(&k, "");
	kit_meta(&k, "Login", "Cache", "extension");
	fixed_latency(&k, "secretsmanager.latency.get", 0);
	k.options.duration_ns = 0;
	kit_request(&k, "get secretsmanager://Login", "1/s,constant", 600);	/* from 1 s on */
	rotate_at(&k, 100 * NS_PER_S);
	kit_run(&k);
	/* filled at 1 s, wrong from 100.5 s, filled anew at 301 s: those of 101 to 300 s */
	t_int(kit_count(&k, "Login", "StaleReads"), 200);
	kit_meta(&k, "Login", "Users", "alternating");
	kit_run(&k);
	t_int(kit_count(&k, "Login", "StaleReads"), 0);
	kit_done(&k);
}

TEST(alternating_users_survive_one_rotation_but_not_two)
{
	struct kit k;

	rotated(&k, "");
	kit_meta(&k, "Login", "Cache", "sdk");
	kit_meta(&k, "Login", "Users", "alternating");
	k.options.duration_ns = 0;
	read_at(&k, 0);
	rotate_at(&k, 10 * NS_PER_S);
	read_at(&k, 20 * NS_PER_S);
	rotate_at(&k, 30 * NS_PER_S);
	read_at(&k, 40 * NS_PER_S);
	kit_run(&k);
	t_int(kit_outcome(&k, "error:LoginFailed"), 1);
	kit_done(&k);
}

TEST(aws_names_the_strategy_by_the_type_of_its_own_rotation)
{
	struct kit k;

	rotated(&k, "HostedRotationLambda.RotationType=PostgreSQLMultiUser");
	fixed_latency(&k, "secretsmanager.latency.get", 0);
	rotate_at(&k, 0);
	read_at(&k, 750 * NS_PER_MS);
	kit_run(&k);
	t_int(kit_count(&k, "Login", "StaleReads"), 0);
	kit_done(&k);
}

static void with_function(struct kit *k)
{
	struct value *ref;
	struct arch_resource *r;

	rotated(k, "");
	kit_node(k, "Rotate", ARCH_FUNCTION, "AWS::Serverless::Function",
		 "Runtime=python3.13 Handler=app.handler Timeout=30 MemorySize=512");
	kit_meta(k, "Rotate", "Work", "1s");
	kit_meta(k, "Rotate", "ColdStart", "0ms");
	ref = value_text(&k->arch->arena, "Rotate");
	ref->kind = VALUE_REF;
	r = &k->arch->resources[arch_find(k->arch, "Schedule")];
	value_put(&k->arch->arena, (struct value *)r->properties, "RotationLambdaARN", ref);
}

TEST(a_function_is_called_once_for_each_of_the_four_steps)
{
	struct kit k;

	with_function(&k);
	k.options.has_trace = true;
	rotate_at(&k, 0);
	kit_run(&k);
	t_int(kit_count(&k, "Rotate", "Invocations"), 4);
	t_int(kit_count(&k, "Login", "Rotations"), 1);
	t_int(kit_moments(&k, MOMENT_ROTATED, RULE_NONE), 4);
	kit_done(&k);
}

TEST(the_function_of_a_rotation_may_be_an_alias)
{
	struct kit k;
	const struct value *named;

	with_function(&k);
	kit_set(&k, "Rotate", "AutoPublishAlias", "live");
	kit_set(&k, "Rotate", "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions", "1");
	named = value_get(k.arch->resources[arch_find(k.arch, "Schedule")].properties,
			  "RotationLambdaARN");
	((struct value *)named)->attribute = "Alias";
	rotate_at(&k, 0);
	kit_run(&k);
	t_int(kit_count(&k, "Rotate", "ProvisionedConcurrencyInvocations"), 4);
	kit_done(&k);
}

/* The third step fails: the database has the new password, AWSCURRENT is the old one, for ever. */
TEST(a_step_that_fails_leaves_the_labels_where_they_were)
{
	struct kit k;

	with_function(&k);
	fixed_latency(&k, "secretsmanager.latency.get", 0);
	kit_fault(&k, "Rotate errors from 2.2s to 20s");
	k.options.duration_ns = 0;
	rotate_at(&k, 0);
	read_at(&k, 10 * NS_PER_S);
	kit_run(&k);
	t_int(kit_count(&k, "Login", "FailedRotations"), 1);
	t_int(kit_count(&k, "Login", "Rotations"), 0);
	t_int(decided(&k, "secrets.step-failed"), 1);
	t_int(kit_outcome(&k, "error:LoginFailed"), 1);
	rotate_at(&k, 30 * NS_PER_S);	/* goes on with the version that is pending */
	read_at(&k, 40 * NS_PER_S);
	kit_run(&k);
	t_int(kit_count(&k, "Login", "Rotations"), 1);
	t_int(kit_outcome(&k, "error:LoginFailed"), 1);
	kit_done(&k);
}

TEST(steps_of_aws_own_rotation_fail_while_the_service_is_down)
{
	struct kit k;

	rotated(&k, "");
	kit_fault(&k, "Login down from 300ms to 600ms");
	rotate_at(&k, 0);
	kit_run(&k);
	t_int(kit_count(&k, "Login", "FailedRotations"), 1);
	kit_done(&k);
}

TEST(a_second_rotation_waits_for_nothing_and_is_refused)
{
	struct kit k;

	rotated(&k, "");
	rotate_at(&k, 0);
	rotate_at(&k, 900 * NS_PER_MS);
	rotate_at(&k, 1100 * NS_PER_MS);
	kit_run(&k);
	t_int(kit_count(&k, "Login", "Rotations"), 2);
	t_int(kit_outcome(&k, "error:InvalidRequestException"), 1);
	t_int(decided(&k, "secrets.busy"), 1);
	kit_done(&k);

	secret(&k);
	rotate_at(&k, 0);
	kit_run(&k);
	t_int(decided(&k, "secrets.no-rotation"), 1);
	kit_done(&k);
}

/* In a window of an hour after each 4 hours; none after the arrivals of the run. */
TEST(a_schedule_rotates_once_in_each_window)
{
	struct kit k;

	rotated(&k, "");
	kit_set(&k, "Schedule", "RotationRules.ScheduleExpression", "rate(4 hours)");
	k.options.duration_ns = 26 * NS_PER_H;	/* windows at 4, 8 ... 24 h */
	k.options.has_trace = true;
	read_at(&k, 0);
	kit_run(&k);
	t_int(kit_count(&k, "Login", "Rotations"), 6);
	{
		size_t n, found = 0;
		const struct history_event *e = sim_history(k.sim, &n);

		for (size_t i = 0; i < n; i++) {
			int64_t into_ns;

			if (e[i].moment != MOMENT_ROTATED || e[i].value != 0)
				continue;
			into_ns = e[i].at_ns - (int64_t)++found * 4 * NS_PER_H;
			t_true(into_ns >= 0 && into_ns < NS_PER_H);
		}
		t_int(found, 6);
	}
	kit_done(&k);

	rotated(&k, "");
	kit_set(&k, "Schedule", "RotationRules.AutomaticallyAfterDays", "1");
	kit_set(&k, "Schedule", "RotationRules.Duration", "2h");
	k.options.duration_ns = 3 * NS_PER_DAY + 3 * NS_PER_H;
	read_at(&k, 0);
	kit_run(&k);
	t_int(kit_count(&k, "Login", "Rotations"), 3);
	kit_done(&k);
}

/* At 8 and at 20 o'clock; the run begins at midnight. */
TEST(a_schedule_may_be_a_cron_expression)
{
	struct kit k;
	size_t n, found = 0;
	const struct history_event *e;

	rotated(&k, "");
	kit_set(&k, "Schedule", "RotationRules.ScheduleExpression", "cron(0 8,20 * * ? *)");
	k.options.duration_ns = 2 * NS_PER_DAY;
	k.options.has_trace = true;
	read_at(&k, 0);
	kit_run(&k);
	e = sim_history(k.sim, &n);
	for (size_t i = 0; i < n; i++) {
		int64_t into_ns;

		if (e[i].moment != MOMENT_ROTATED || e[i].value != 0)
			continue;
		into_ns = e[i].at_ns - (int64_t)(8 + 12 * found++) * NS_PER_H;
		t_true(into_ns >= 0 && into_ns < NS_PER_H);
	}
	t_int(found, 4);
	kit_done(&k);
}

TEST(rotation_rules_that_cannot_be_are_refused)
{
	static const struct {
		const char *key, *text, *complaint;
	} bad[] = {
		{ "RotationRules.ScheduleExpression", "rate(1 hour)",
		  "Login: a secret can be rotated every 4 hours at most and every 1000 days at least" },
		{ "RotationRules.ScheduleExpression", "often",
		  "Login: ScheduleExpression cannot be \"often\"" },
		{ "RotationRules.ScheduleExpression", "rate()",
		  "Login: ScheduleExpression cannot be \"rate()\"" },
		{ "RotationRules.ScheduleExpression", "cron(0 * * * ? *)",
		  "Login: a secret can be rotated every 4 hours at most and every 1000 days at least" },
		{ "RotationRules.AutomaticallyAfterDays", "1001",
		  "Login: a secret can be rotated every 4 hours at most and every 1000 days at least" },
		{ "RotationRules.ScheduleExpression", "at(2027-01-01T00:00:00)",
		  "Login: ScheduleExpression cannot be \"at(2027-01-01T00:00:00)\"" },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct kit k;

		rotated(&k, "");
		kit_set(&k, "Schedule", bad[i].key, bad[i].text);
		t_str(kit_refused(&k), bad[i].complaint);
		kit_done(&k);
	}
	{
		struct kit k;

		secret(&k);
		kit_meta(&k, "Login", "Cache", "redis");
		t_str(kit_refused(&k), "Login: Cache cannot be \"redis\"");
		kit_done(&k);
		secret(&k);
		kit_meta(&k, "Login", "Users", "three");
		t_str(kit_refused(&k), "Login: Users cannot be \"three\"");
		kit_done(&k);
	}
}

TEST(without_its_key_nobody_reads_a_secret)
{
	struct kit k;
	struct value *ref;

	secret(&k);
	kit_node(&k, "Key", ARCH_KEY, "AWS::KMS::Key", "");
	ref = value_text(&k.arch->arena, "Key");
	ref->kind = VALUE_REF;
	value_put(&k.arch->arena, (struct value *)k.arch->resources[0].properties, "KmsKeyId", ref);
	kit_fault(&k, "Key denied from 10s to 20s");
	read_at(&k, 0);
	read_at(&k, 15 * NS_PER_S);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1);
	t_int(kit_outcome(&k, "error:AccessDeniedException"), 1);
	t_int(decided(&k, "secrets.key"), 1);
	kit_done(&k);
}

TEST(a_secret_costs_by_the_call_and_by_the_month)
{
	struct kit k;

	secret(&k);
	fixed_latency(&k, "secretsmanager.latency.get", 0);
	k.options.duration_ns = 0;
	kit_request(&k, "get secretsmanager://Login", NULL, 1000);
	read_at(&k, 30 * NS_PER_DAY);
	kit_run(&k);
	kit_near(k.run->cost_usd, 1001 * 0.000005 + 0.4, 1e-9);
	kit_done(&k);
}

TEST(parameters_of_an_account_share_40_reads_a_second)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Url", ARCH_PARAMETER, "AWS::SSM::Parameter", "");
	kit_node(&k, "Mode", ARCH_PARAMETER, "AWS::SSM::Parameter", "");
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "get ssm://Url", "100/s,constant", 0);
	kit_request(&k, "get ssm://Mode", "100/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 40 + 400, 2);
	t_int(decided(&k, "parameters.rate"), kit_outcome(&k, "error:ThrottlingException"));
	kit_meta(&k, "Mode", "Throughput", "high");
	kit_run(&k);
	t_int(kit_outcome(&k, "error:ThrottlingException"), 0);
	kit_meta(&k, "Mode", "Throughput", "huge");
	t_str(kit_refused(&k), "Mode: Throughput cannot be \"huge\"");
	kit_done(&k);
}

/* 100 new environments at once want a parameter each; the cache helps none of them, but all later ones. */
TEST(environments_that_start_at_once_meet_the_rate_of_parameters)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Url", ARCH_PARAMETER, "AWS::SSM::Parameter", "");
	kit_meta(&k, "Url", "Cache", "extension");
	kit_node(&k, "Work", ARCH_FUNCTION, "AWS::Serverless::Function",
		 "Runtime=python3.13 Handler=app.handler Timeout=30 MemorySize=512");
	kit_meta(&k, "Work", "Work", "5s");
	kit_meta(&k, "Work", "ColdStart", "0ms");
	kit_edge(&k, "Work", VERB_READS, "Url", "");
	kit_request(&k, "invoke lambda://Work", NULL, 100);
	kit_request(&k, "invoke lambda://Work", NULL, 40);
	k.workloads[1].at_ns = 30 * NS_PER_S;
	kit_run(&k);
	t_true(kit_count(&k, "Url", "ThrottledCalls") >= 60);
	t_true(kit_count(&k, "Url", "CachedReads") > 0);
	kit_done(&k);
}

TESTS(t(reads_of_all_secrets_share_10000_a_second), t(caches_ask_again_after_an_hour_or_five_minutes),
      t(each_environment_of_a_function_has_a_cache_of_its_own),
      t(with_one_user_logins_fail_between_setSecret_and_finishSecret),
      t(a_cache_keeps_the_old_password_until_it_asks_again),
      t(alternating_users_survive_one_rotation_but_not_two),
      t(aws_names_the_strategy_by_the_type_of_its_own_rotation),
      t(a_function_is_called_once_for_each_of_the_four_steps),
      t(the_function_of_a_rotation_may_be_an_alias),
      t(a_step_that_fails_leaves_the_labels_where_they_were),
      t(steps_of_aws_own_rotation_fail_while_the_service_is_down),
      t(a_second_rotation_waits_for_nothing_and_is_refused),
      t(a_schedule_rotates_once_in_each_window), t(a_schedule_may_be_a_cron_expression), t(rotation_rules_that_cannot_be_are_refused),
      t(without_its_key_nobody_reads_a_secret), t(a_secret_costs_by_the_call_and_by_the_month),
      t(parameters_of_an_account_share_40_reads_a_second),
      t(environments_that_start_at_once_meet_the_rate_of_parameters))
