/* SPDX-License-Identifier: MIT */
/* Lambda functions: environments, limits, versions, calls, cost. */
#include "tests/support/sim_kit.h"

#include <math.h>
#include <string.h>

#include "sim/lambda.h"
#include "tests/support/t.h"

static void function(struct kit *k, const char *properties, const char *work)
{
	kit_init(k);
	k->options.duration_ns = 0;	/* workloads with a count arrive whole */
	kit_node(k, "F", ARCH_FUNCTION, "AWS::Lambda::Function", properties);
	kit_meta(k, "F", "Work", work);
	kit_meta(k, "F", "ColdStart", "100ms");
}

/* n invocations at once at this time. */
static void burst_of(struct kit *k, const char *request, double at_s, uint64_t n)
{
	kit_request(k, request, NULL, n);
	k->workloads[k->options.n_workloads - 1].at_ns = (int64_t)(at_s * 1e9);
}

static void burst(struct kit *k, double at_s, uint64_t n)
{
	burst_of(k, "invoke lambda://F", at_s, n);
}

static void account(struct kit *k, const char *limit)
{
	k->arch->metadata =
		value_set(&k->arch->arena, k->arch->metadata, "AccountConcurrency", limit);
}

static const struct run_decision *decision(struct kit *k, const char *rule)
{
	for (size_t i = 0; i < k->run->n_decisions; i++)
		if (!strcmp(k->run->decisions[i].rule, rule))
			return &k->run->decisions[i];
	return NULL;
}

static double decided(struct kit *k, const char *rule)
{
	const struct run_decision *d = decision(k, rule);

	return d ? d->count : 0;
}

static void close_to(double got, double expected)
{
	kit_near(got, expected, fabs(expected) * 1e-6 + 1e-12);
}

TEST(an_environment_works_on_one_request_at_a_time)
{
	struct kit k;

	function(&k, "", "1s");
	burst(&k, 0, 3);
	kit_run(&k);
	t_int(kit_count(&k, "F", "ColdStarts"), 3);
	t_int(kit_count(&k, "F", "Invocations"), 3);
	t_int(kit_metric(&k, "F", "ConcurrentExecutions")->most, 3);
	close_to(k.run->latency.mean, 1100);
	close_to(kit_metric(&k, "F", "Duration")->mean, 1000);
	close_to(kit_metric(&k, "F", "InitDuration")->mean, 100);
	kit_done(&k);
}

TEST(an_idle_environment_is_kept_for_ten_minutes)
{
	struct kit k;

	function(&k, "", "0ms");
	burst(&k, 0, 1);
	burst(&k, 599, 1);
	burst(&k, 1200, 1);
	kit_run(&k);
	t_int(kit_count(&k, "F", "ColdStarts"), 2);
	kit_done(&k);
}

/* With least recently used first both environments would live on: two cold starts. */
TEST(the_environment_used_last_is_used_first)
{
	struct kit k;

	function(&k, "", "1s");
	burst(&k, 0, 2);
	burst(&k, 400, 1);
	burst(&k, 800, 1);
	burst(&k, 1200, 2);
	kit_run(&k);
	t_int(kit_count(&k, "F", "ColdStarts"), 3);
	kit_done(&k);
}

/* Two start at 0, are idle from 1.1 s; one is gone at 601.1 s, the other at 1,002 s. */
TEST(expired_environments_count_only_while_they_lived)
{
	struct kit k;

	function(&k, "", "1s");
	burst(&k, 0, 2);
	burst(&k, 401, 1);
	burst(&k, 2000, 1);
	kit_run(&k);
	close_to(kit_metric(&k, "F", "Environments")->mean * k.run->simulated_s,
		 601.1 + 1002 + 1.1);
	t_int(kit_metric(&k, "F", "Environments")->most, 2);
	kit_done(&k);
}

static double median_init(const char *properties)
{
	struct kit k;
	double p50;

	kit_init(&k);
	k.options.duration_ns = 0;
	kit_node(&k, "F", ARCH_FUNCTION, "AWS::Serverless::Function", properties);
	kit_meta(&k, "F", "Work", "0ms");
	kit_meta(&k, "F", "KeepAlive", "0ms");
	kit_request(&k, "invoke lambda://F", "50/s", 5000);
	kit_run(&k);
	t_int(kit_count(&k, "F", "ColdStarts"), 5000);
	p50 = kit_metric(&k, "F", "InitDuration")->p50;
	kit_done(&k);
	return p50;
}

/* The medians of the facts; the median of 5,000 draws is within 2 %. */
TEST(cold_starts_take_what_was_measured_for_runtime_and_package)
{
	kit_near(median_init("Runtime=python3.12"), 89, 0.7);
	kit_near(median_init("Runtime=python3.9"), 89, 0.7);
	kit_near(median_init("Runtime=java21"), 251, 3);
	kit_near(median_init("Runtime=nodejs22.x PackageType=Image"), 292, 5);
	kit_near(median_init("Runtime=provided.al2023"), 51, 0.5);
}

TEST(the_first_call_of_java_is_slow_with_little_memory)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "F", ARCH_FUNCTION, "AWS::Lambda::Function", "Runtime=java21 MemorySize=128");
	kit_meta(&k, "F", "Work", "10ms");
	burst(&k, 0, 1);
	burst(&k, 10, 1);
	kit_run(&k);
	close_to(kit_metric(&k, "F", "Duration")->mean, (97 + 10 + 10) / 2.0);
	kit_done(&k);
}

TEST(init_over_ten_seconds_is_done_again_within_the_timeout)
{
	struct kit k;

	function(&k, "Timeout=20", "1s");
	kit_meta(&k, "F", "ColdStart", "12s");
	burst(&k, 0, 1);
	kit_run(&k);
	close_to(k.run->latency.mean, 23000);
	close_to(kit_metric(&k, "F", "Duration")->mean, 13000);
	t_int(decided(&k, "lambda.init.limit"), 1);
	kit_done(&k);

	function(&k, "Timeout=3", "1s");
	kit_meta(&k, "F", "ColdStart", "12s");
	burst(&k, 0, 1);
	kit_run(&k);
	close_to(k.run->latency.mean, 13000);
	t_int(kit_outcome(&k, "timeout"), 1);
	kit_done(&k);
}

TEST(snapshots_are_restored_for_published_versions_only)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "F", ARCH_FUNCTION, "AWS::Serverless::Function",
		 "Runtime=java21 SnapStart.ApplyOn=PublishedVersions AutoPublishAlias=live");
	kit_meta(&k, "F", "Work", "0ms");
	burst_of(&k, "invoke lambda://F/live", 0, 1);
	kit_request(&k, "invoke lambda://F/$LATEST", NULL, 1);
	kit_run(&k);
	t_int(kit_metric(&k, "F", "RestoreDuration")->count, 1);
	t_int(kit_metric(&k, "F", "InitDuration")->count, 1);
	t_int(decided(&k, "lambda.restore"), 1);
	kit_done(&k);
}

/* A warning that says why; what is published starts as anything else. */
static void expect_no_snapshot(const char *properties, const char *why)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "F", ARCH_FUNCTION, "AWS::Serverless::Function", properties);
	burst_of(&k, "invoke lambda://F/live", 0, 1);
	kit_run(&k);
	t_int(k.diags.n, 1);
	t_int(k.diags.items[0].severity, DIAG_WARNING);
	t_not_null(strstr(k.diags.items[0].text, why));
	t_int(kit_metric(&k, "F", "InitDuration")->count, 1);
	kit_done(&k);
}

#define SNAPSHOTS " SnapStart.ApplyOn=PublishedVersions AutoPublishAlias=live"

TEST(what_snapstart_does_not_go_with_is_told_and_not_restored)
{
	expect_no_snapshot("Runtime=nodejs22.x" SNAPSHOTS, "the runtime nodejs22.x");
	expect_no_snapshot("Runtime=python3.11" SNAPSHOTS, "the runtime python3.11");
	expect_no_snapshot("Runtime=java8.al2" SNAPSHOTS, "the runtime java8.al2");
	expect_no_snapshot("Runtime=python3.13 EphemeralStorage.Size=2048" SNAPSHOTS, "/tmp");
	expect_no_snapshot("PackageType=Image" SNAPSHOTS, "a container image");
}

TEST(the_timeout_is_three_seconds_and_resets_the_environment)
{
	struct kit k;

	function(&k, "", "4s");
	burst(&k, 0, 1);
	burst(&k, 10, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "timeout"), 2);
	t_int(kit_count(&k, "F", "Errors"), 2);
	t_int(kit_count(&k, "F", "ColdStarts"), 2);
	t_int(kit_metric(&k, "F", "Environments")->most, 1);
	t_int(decided(&k, "lambda.timeout"), 2);
	close_to(k.run->latency.mean, 3100);
	kit_done(&k);
}

static void with_server(struct kit *k, const char *properties, const char *work, const char *server,
			const char *calls)
{
	function(k, properties, work);
	kit_node(k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(k, "Server", "Work", server);
	kit_meta(k, "Server", "Servers", "1000");
	kit_edge(k, "F", VERB_USES, "Server", "");
	if (calls)
		kit_meta(k, "F", "Calls", calls);
}

TEST(a_function_that_times_out_abandons_its_call)
{
	struct kit k;

	with_server(&k, "Timeout=1", "200ms", "10s", NULL);
	burst(&k, 0, 5);
	kit_run(&k);
	t_int(kit_outcome(&k, "timeout"), 5);
	t_int(kit_count(&k, "Server", "Completed"), 5);
	close_to(k.run->latency.mean, 1100);
	close_to(k.run->simulated_s, 10.2);
	kit_done(&k);
}

TEST(the_work_after_the_calls_is_under_the_timeout_too)
{
	struct kit k;

	with_server(&k, "Timeout=2", "1s", "1.6s", NULL);
	burst(&k, 0, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "timeout"), 1);
	close_to(k.run->latency.mean, 2100);
	kit_done(&k);
}

TEST(an_edge_is_a_call_amid_the_work)
{
	struct kit k;

	with_server(&k, "", "101us", "50ms", NULL);
	burst(&k, 0, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Server", "Completed"), 1);
	close_to(kit_metric(&k, "F", "Duration")->mean, 50.101);
	kit_done(&k);
}

TEST(calls_are_made_in_order_and_one_of_each_choice)
{
	struct kit k;

	with_server(&k, "", "0ms", "10ms",
		    "x:Y Server, x:Y A 60%, x:Y B 25%, x:Y C 15%, x:Y Server");
	for (const char *const *p = (const char *const[]){ "A", "B", "C", NULL }; *p; p++) {
		kit_node(&k, *p, ARCH_OTHER, "Test::Server", "");
		kit_meta(&k, *p, "Work", "1ms");
	}
	kit_request(&k, "invoke lambda://F", "100/s", 10000);
	kit_run(&k);
	t_int(kit_count(&k, "Server", "Completed"), 20000);
	kit_near((double)kit_count(&k, "A", "Completed"), 6000, sqrt(10000 * .6 * .4));
	kit_near((double)kit_count(&k, "B", "Completed"), 2500, sqrt(10000 * .25 * .75));
	t_int(kit_count(&k, "A", "Completed") + kit_count(&k, "B", "Completed") +
	      kit_count(&k, "C", "Completed"), 10000);
	kit_done(&k);
}

TEST(a_call_that_fails_for_good_fails_the_function)
{
	struct kit k;

	with_server(&k, "", "0ms", "10ms", "x:Y Server");
	kit_fault(&k, "Server errors 100%");
	burst(&k, 0, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "error:FunctionError"), 1);
	t_int(kit_count(&k, "Server", "Completed"), 3);	/* the SDK's attempts */
	t_int(decided(&k, "lambda.call-failed"), 1);
	kit_done(&k);
}

TEST(an_optional_call_may_fail)
{
	struct kit k;

	with_server(&k, "", "0ms", "10ms", "x:Y Server optional");
	kit_fault(&k, "Server errors 100%");
	burst(&k, 0, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1);
	kit_done(&k);
}

TEST(an_abandoned_call_is_not_tried_again)
{
	struct kit k;

	with_server(&k, "Timeout=1", "0ms", "2s", "x:Y Server");
	kit_fault(&k, "Server errors 100%");
	burst(&k, 0, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Server", "Completed"), 1);
	kit_done(&k);
}

TEST(mistakes_in_calls_are_told)
{
	struct kit k;

	with_server(&k, "", "0ms", "1ms", "x:Y Sever");
	burst(&k, 0, 1);
	t_not_null(strstr(kit_refused(&k), "no node \"Sever\""));
	kit_done(&k);
	with_server(&k, "", "0ms", "1ms", "x:Y Server 70%, x:Y Server 40%");
	burst(&k, 0, 1);
	t_not_null(strstr(kit_refused(&k), "more than 100%"));
	kit_done(&k);
	with_server(&k, "", "0ms", "1ms", "Server");
	burst(&k, 0, 1);
	t_not_null(strstr(kit_refused(&k), "expected an action and a target"));
	kit_done(&k);
}

TEST(reserved_concurrency_is_a_cap)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=2", "1s");
	burst(&k, 0, 5);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 2);
	t_int(kit_outcome(&k, "error:TooManyRequestsException"), 3);
	t_int(kit_count(&k, "F", "Throttles"), 3);
	t_int(kit_count(&k, "F", "Invocations"), 2);
	t_int(kit_count(&k, "F", "Errors"), 0);
	t_int(decided(&k, "lambda.throttle.reserved"), 3);
	kit_done(&k);
}

TEST(reserved_concurrency_is_a_guarantee)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=20", "1s");
	account(&k, "120");
	kit_node(&k, "Greedy", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_meta(&k, "Greedy", "Work", "1s");
	kit_request(&k, "invoke lambda://Greedy", NULL, 500);
	burst(&k, 0, 20);
	kit_run(&k);
	t_int(kit_count(&k, "Greedy", "Invocations"), 100);
	t_int(kit_count(&k, "F", "Invocations"), 20);
	t_int(decided(&k, "lambda.throttle.account"), 400);
	kit_done(&k);
}

TEST(functions_without_a_reservation_share_the_account)
{
	struct kit k;

	function(&k, "", "1s");
	kit_node(&k, "G", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_meta(&k, "G", "Work", "1s");
	kit_request(&k, "invoke lambda://G", NULL, 700);
	burst(&k, 0, 700);
	kit_run(&k);
	t_int(kit_count(&k, "G", "Invocations"), 700);
	t_int(kit_count(&k, "F", "Invocations"), 300);
	kit_done(&k);
}

TEST(a_hundred_must_stay_unreserved)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=901", "1s");
	burst(&k, 0, 1);
	t_not_null(strstr(kit_refused(&k), "at least 100"));
	kit_done(&k);
}

TEST(zero_reserved_concurrency_is_off)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=0", "1s");
	burst(&k, 0, 2);
	kit_run(&k);
	t_int(kit_outcome(&k, "error:TooManyRequestsException"), 2);
	t_int(decided(&k, "lambda.throttle.off"), 2);
	kit_done(&k);
}

TEST(provisioned_concurrency_starts_warm_and_spills_over)
{
	struct kit k;

	function(&k, "", "1s");
	kit_folded(&k, "V", "F", "AWS::Lambda::Version",
		   "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions=3");
	kit_request(&k, "invoke lambda://F/V", NULL, 5);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 5);
	t_int(kit_count(&k, "F", "ColdStarts"), 2);
	t_int(kit_count(&k, "F", "ProvisionedConcurrencyInvocations"), 3);
	t_int(kit_count(&k, "F", "ProvisionedConcurrencySpilloverInvocations"), 2);
	close_to(kit_metric(&k, "F", "ProvisionedConcurrencyUtilization")->most, 1);
	t_int(kit_metric(&k, "F", "Environments")->most, 5);
	kit_done(&k);
}

TEST(provisioned_concurrency_counts_toward_a_reservation)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=4 AutoPublishAlias=live "
		     "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions=3", "1s");
	burst_of(&k, "invoke lambda://F/live", 0, 6);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 4);
	t_int(kit_count(&k, "F", "Throttles"), 2);
	kit_done(&k);
}

TEST(provisioned_concurrency_is_taken_from_the_account)
{
	struct kit k;

	function(&k, "", "1s");
	account(&k, "110");
	kit_node(&k, "G", ARCH_FUNCTION, "AWS::Serverless::Function",
		 "AutoPublishAlias=live "
		 "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions=10");
	burst(&k, 0, 200);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 100);
	kit_done(&k);
}

TEST(latest_cannot_be_provisioned)
{
	struct kit k;

	function(&k, "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions=3", "1s");
	burst(&k, 0, 1);
	t_not_null(strstr(kit_refused(&k), "never $LATEST"));
	kit_done(&k);
}

/* 100 requests may come at once, then 100 a second: of 150/s over 100 s a third is too fast. */
TEST(requests_are_capped_at_ten_times_the_concurrency)
{
	struct kit k;

	function(&k, "", "1ms");
	kit_meta(&k, "F", "ColdStart", "0ms");
	account(&k, "10");
	kit_request(&k, "invoke lambda://F", "150/s,constant", 15000);
	kit_run(&k);
	kit_near((double)kit_count(&k, "F", "Invocations"), 100 * 100 + 100, 1);
	t_int(decided(&k, "lambda.throttle.rate"), kit_count(&k, "F", "Throttles"));
	kit_done(&k);

	function(&k, "ReservedConcurrentExecutions=10", "1ms");
	kit_request(&k, "invoke lambda://F", "150/s,constant", 15000);
	kit_run(&k);
	t_true(decided(&k, "lambda.throttle.reserved-rate") > 4800);
	kit_done(&k);
}

TEST(a_function_starts_a_thousand_environments_in_ten_seconds)
{
	struct kit k;

	function(&k, "Timeout=60", "30s");
	account(&k, "5000");
	burst(&k, 0, 1500);
	burst(&k, 5, 1000);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 1500);	/* 1,000, and 500 within 5 s */
	t_int(decided(&k, "lambda.throttle.scaling"), 1000);
	kit_done(&k);
}

TEST(before_november_2023_all_functions_shared_one_burst)
{
	struct kit k;

	function(&k, "Timeout=60", "30s");
	account(&k, "9000");
	k.options.profile = PROFILE_AWS_2023;
	kit_node(&k, "G", ARCH_FUNCTION, "AWS::Lambda::Function", "Timeout=60");
	kit_meta(&k, "G", "Work", "30s");
	burst(&k, 0, 2000);
	kit_request(&k, "invoke lambda://G", NULL, 2000);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations") + kit_count(&k, "G", "Invocations"), 3000);
	kit_done(&k);
}

static void canary(struct kit *k, const char *weight)
{
	function(k, "", "1ms");
	kit_folded(k, "V1", "F", "AWS::Lambda::Version", "");
	kit_folded(k, "V2", "F", "AWS::Lambda::Version", "");
	kit_meta(k, "V2", "ErrorRate", "100%");
	kit_folded(k, "Live", "F", "AWS::Lambda::Alias", "Name=live FunctionVersion=V1");
	{
		struct arena *a = &k->arch->arena;
		int i = arch_find(k->arch, "Live");
		struct value *list = value_list(a), *one = value_map(a), *config = value_map(a);
		struct value *map = value_map(a);

		value_put(a, one, "FunctionVersion", value_text(a, "V2"));
		value_put(a, one, "FunctionWeight", value_text(a, weight));
		value_append(list, one);
		value_put(a, config, "AdditionalVersionWeights", list);
		value_put(a, map, "Name", value_text(a, "live"));
		value_put(a, map, "FunctionVersion", value_text(a, "V1"));
		value_put(a, map, "RoutingConfig", config);
		k->arch->resources[i].properties = map;
	}
}

TEST(an_alias_tosses_a_weighted_coin_for_each_request)
{
	struct kit k;

	canary(&k, "0.1");
	kit_request(&k, "invoke lambda://F/live", "100/s", 10000);
	kit_run(&k);
	kit_near(kit_outcome(&k, "error:FunctionError"), 1000, sqrt(10000 * .1 * .9));
	kit_done(&k);
}

TEST(an_alias_of_a_nested_stack_is_invoked_by_its_id)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Stack/F", ARCH_FUNCTION, "AWS::Lambda::Function", "Runtime=python3.13");
	kit_folded(&k, "Stack/V", "Stack/F", "AWS::Lambda::Version", "");
	kit_meta(&k, "Stack/V", "ErrorRate", "100%");
	kit_folded(&k, "Stack/Live", "Stack/F", "AWS::Lambda::Alias",
		   "Name=live FunctionVersion=Stack/V");
	kit_request(&k, "invoke lambda://Stack/Live", NULL, 1);
	kit_request(&k, "invoke lambda://Stack/F", NULL, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "error:FunctionError"), 1);
	t_int(kit_outcome(&k, "ok"), 1);
	kit_done(&k);
}

TEST(each_version_has_environments_of_its_own)
{
	struct kit k;

	canary(&k, "0");
	kit_request(&k, "invoke lambda://F/V1", NULL, 1);
	kit_request(&k, "invoke lambda://F/V2", NULL, 1);
	k.workloads[1].at_ns = 10 * NS_PER_S;
	kit_request(&k, "invoke lambda://F", NULL, 1);
	k.workloads[2].at_ns = 20 * NS_PER_S;
	kit_run(&k);
	t_int(kit_count(&k, "F", "ColdStarts"), 3);
	kit_done(&k);
}

TEST(an_alias_that_does_not_exist_is_told)
{
	struct kit k;

	canary(&k, "0.1");
	kit_request(&k, "invoke lambda://F/lvie", NULL, 1);
	t_not_null(strstr(kit_refused(&k), "no version or alias \"lvie\""));
	kit_done(&k);
}

TEST(a_call_to_the_published_alias_finds_what_is_provisioned)
{
	struct kit k;

	function(&k,
		 "AutoPublishAlias=live "
		 "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions=1",
		 "1ms");
	burst_of(&k, "invoke lambda://F/live", 0, 1);
	kit_run(&k);
	t_int(kit_count(&k, "F", "ColdStarts"), 0);
	kit_done(&k);
}

TEST(unqualified_callers_get_latest_which_is_never_provisioned)
{
	struct kit k;

	function(&k,
		 "AutoPublishAlias=live "
		 "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions=1",
		 "1ms");
	burst(&k, 0, 1);
	kit_run(&k);
	t_int(kit_count(&k, "F", "ColdStarts"), 1);
	t_int(kit_count(&k, "F", "ProvisionedConcurrencyInvocations"), 0);
	kit_done(&k);
}

/* A tenth of what goes to the alias fails. */
static void expect_canary(struct kit *k, const char *request)
{
	kit_request(k, request, "100/s", 1000);
	k->options.duration_ns = 0;
	kit_run(k);
	t_int(kit_count(k, "F", "Errors") > 60 && kit_count(k, "F", "Errors") < 200, true);
	kit_done(k);
}

TEST(an_alias_can_be_named_as_the_resource_that_it_is)
{
	struct kit k;

	canary(&k, "0.1");
	expect_canary(&k, "invoke lambda://Live");
}

TEST(a_url_is_that_of_its_alias)
{
	struct kit k;

	canary(&k, "0.1");
	kit_folded(&k, "U", "F", "AWS::Lambda::Url", "AuthType=NONE Qualifier=live");
	expect_canary(&k, "F GET /");
}

TEST(whoever_is_connected_to_an_alias_calls_it)
{
	static const struct {
		const char *type, *request;
		enum arch_kind kind;
		enum arch_verb verb;
	} callers[] = {
		{ "AWS::SNS::Topic", "publish sns://X", ARCH_TOPIC, VERB_SUBSCRIBES },
		{ "AWS::S3::Bucket", "put s3://X", ARCH_BUCKET, VERB_TRIGGERS },
		{ "AWS::Events::Rule", "put events://X", ARCH_RULE, VERB_TRIGGERS },
		{ "AWS::Lambda::Function", "invoke lambda://X", ARCH_FUNCTION, VERB_INVOKES },
		{ "AWS::ElasticLoadBalancingV2::LoadBalancer", "X GET /", ARCH_LOADBALANCER,
		  VERB_ROUTES },
		{ "AWS::ApiGateway::RestApi", "X GET /", ARCH_API, VERB_ROUTES },
	};

	for (size_t i = 0; i < sizeof(callers) / sizeof(*callers); i++) {
		struct kit k;
		bool is_pull = callers[i].verb == VERB_SUBSCRIBES;

		canary(&k, "0.1");
		kit_node(&k, "X", callers[i].kind, callers[i].type, "EventPattern.source=x");
		kit_edge(&k, is_pull ? "F" : "X", callers[i].verb, is_pull ? "X" : "F",
			 "Alias=Live");
		expect_canary(&k, callers[i].request);
	}
}

TEST(a_destination_may_be_an_alias)
{
	struct kit k;

	canary(&k, "0.1");
	kit_node(&k, "X", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_edge(&k, "X", VERB_ROUTES, "F", "Role=OnSuccess Alias=Live");
	expect_canary(&k, "invoke-async lambda://X");
}

TEST(memory_slows_only_work_that_needs_processing_power)
{
	struct kit k;

	function(&k, "MemorySize=884.5", "100ms");
	burst(&k, 0, 1);
	kit_run(&k);
	close_to(kit_metric(&k, "F", "Duration")->mean, 100);
	kit_done(&k);
	function(&k, "MemorySize=884.5", "100ms");
	kit_meta(&k, "F", "Cpu", "50%");
	burst(&k, 0, 1);
	kit_run(&k);
	close_to(kit_metric(&k, "F", "Duration")->mean, 150);
	kit_done(&k);
	function(&k, "MemorySize=3538", "100ms");
	kit_meta(&k, "F", "Cpu", "100%");
	burst(&k, 0, 1);
	kit_run(&k);
	close_to(kit_metric(&k, "F", "Duration")->mean, 100);
	kit_done(&k);
}

/* 1,000 requests of 100.2 ms at 512 MB, billed 101 ms each, and one INIT of 100 ms. */
TEST(cost_is_requests_and_gigabyte_seconds)
{
	struct kit k;
	double gb_s = 0.5 * (1000 * 0.101 + 0.1);

	function(&k, "MemorySize=512", "100.2ms");
	kit_request(&k, "invoke lambda://F", "1/s,constant", 1000);
	kit_run(&k);
	close_to(k.run->cost_usd, 1000 * 0.2e-6 + gb_s * 0.0000166667);
	kit_done(&k);
	function(&k, "MemorySize=512 Architectures=arm64 Runtime=nodejs20.x", "100.2ms");
	k.options.profile = PROFILE_AWS_2023;	/* INIT was free */
	kit_request(&k, "invoke lambda://F", "1/s,constant", 1000);
	kit_run(&k);
	close_to(k.run->cost_usd, 1000 * 0.2e-6 + 0.5 * 1000 * 0.101 * 0.0000133334);
	kit_done(&k);
}

/* One GB held for 10 s is billed as 5 min; one run of 1 s. */
TEST(provisioned_concurrency_costs_while_it_is_held)
{
	struct kit k;

	function(&k, "MemorySize=1024 AutoPublishAlias=live "
		     "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions=1", "1s");
	burst_of(&k, "invoke lambda://F/live", 9, 1);
	kit_run(&k);
	close_to(k.run->cost_usd, 0.2e-6 + 300 * 0.0000041667 + 0.0000097222);
	kit_done(&k);
}

TEST(a_share_of_invocations_fails)
{
	struct kit k;

	function(&k, "", "1ms");
	kit_meta(&k, "F", "ErrorRate", "5%");
	kit_request(&k, "invoke lambda://F", "100/s", 10000);
	kit_run(&k);
	kit_near((double)kit_count(&k, "F", "Errors"), 500, sqrt(10000 * .05 * .95));
	t_int(kit_outcome(&k, "error:FunctionError"), kit_count(&k, "F", "Errors"));
	t_int(kit_count(&k, "F", "Invocations"), 10000);
	kit_done(&k);
}

TEST(payloads_have_limits)
{
	struct kit k;

	function(&k, "", "1ms");
	burst(&k, 0, 1);
	k.workloads[0].bytes = 6 * 1024 * 1024 + 1;
	kit_request(&k, "invoke-async lambda://F", NULL, 1);
	k.workloads[1].bytes = 1024 * 1024 + 1;
	kit_request(&k, "invoke-async lambda://F", NULL, 1);
	k.workloads[2].bytes = 1024 * 1024;
	kit_run(&k);
	t_int(kit_outcome(&k, "error:RequestTooLargeException"), 2);
	t_int(decided(&k, "lambda.payload"), 1);
	t_int(decided(&k, "lambda.async.payload"), 1);
	t_int(kit_count(&k, "F", "AsyncEventsReceived"), 1);
	kit_done(&k);

	function(&k, "", "1ms");
	kit_meta(&k, "F", "Payload", "6.1 MB");
	burst(&k, 0, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "error:FunctionError"), 1);
	t_int(decided(&k, "lambda.response"), 1);
	kit_done(&k);
}

TEST(faults_strike_invocations)
{
	struct kit k;

	function(&k, "", "1ms");
	kit_fault(&k, "F errors 100% from 0s to 10s");
	kit_fault(&k, "F throttle from 10s to 20s");
	kit_fault(&k, "F down from 20s to 30s");
	kit_fault(&k, "F denied from 30s to 40s");
	for (int i = 0; i < 5; i++)
		burst(&k, 5 + 10 * i, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "error:FunctionError"), 1);
	t_int(kit_outcome(&k, "error:TooManyRequestsException"), 1);
	t_int(kit_outcome(&k, "error:InternalServerError"), 1);
	t_int(kit_outcome(&k, "error:AccessDeniedException"), 1);
	t_int(kit_outcome(&k, "ok"), 1);
	t_int(kit_count(&k, "F", "Errors"), 1);
	t_int(kit_count(&k, "F", "Throttles"), 1);
	kit_done(&k);
}

static void url(struct kit *k, const char *properties, const char *error_rate)
{
	function(k, properties, "1ms");
	kit_folded(k, "Url", "F", "AWS::Lambda::Url", "AuthType=NONE");
	kit_meta(k, "F", "ErrorRate", error_rate);
	kit_request(k, "GET /", NULL, 1);
	kit_run(k);
}

TEST(a_function_url_answers_http)
{
	struct kit k;

	url(&k, "", "0");
	t_int(kit_outcome(&k, "200"), 1);
	t_int(kit_count(&k, "F", "UrlRequestCount"), 1);
	kit_done(&k);
	url(&k, "", "1");
	t_int(kit_outcome(&k, "502"), 1);
	t_int(kit_count(&k, "F", "Url5xxCount"), 1);
	kit_done(&k);
	url(&k, "ReservedConcurrentExecutions=0", "0");
	t_int(kit_outcome(&k, "429"), 1);
	t_int(kit_count(&k, "F", "Url4xxCount"), 1);
	kit_done(&k);
}

TEST(a_function_without_a_url_takes_no_http)
{
	struct kit k;

	function(&k, "", "1ms");
	kit_request(&k, "GET /", NULL, 1);
	t_not_null(strstr(kit_refused(&k), "nothing in this template takes such a request"));
	kit_done(&k);
}

static void polled(struct kit *k, bool reports_items)
{
	struct value *details, *types;

	function(k, "", "1ms");
	kit_meta(k, "F", "ErrorRate", "10%");
	kit_node(k, "Queue", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(k, "F", VERB_POLLS, "Queue", "");
	details = value_map(&k->arch->arena);
	types = value_list(&k->arch->arena);
	value_put(&k->arch->arena, details, "BatchSize", value_text(&k->arch->arena, "10"));
	if (reports_items) {
		value_append(types, value_text(&k->arch->arena, "ReportBatchItemFailures"));
		value_put(&k->arch->arena, details, "FunctionResponseTypes", types);
	}
	k->arch->edges[k->arch->n_edges - 1].details = details;
	kit_request(k, "send sqs://Queue", NULL, 1000);
	k->options.until_ns = 10 * NS_PER_S;
	kit_begin(k);
	sim_run_until(k->sim, k->options.until_ns, 0);
	k->run = sim_result(k->sim);
}

/* Batches of 10, a few of less, before any comes back: one fails with 1 - 0.9^10 = 0.6513. */
TEST(one_bad_record_fails_its_batch)
{
	struct kit k;

	polled(&k, false);
	t_true(kit_count(&k, "F", "Invocations") < 110);
	kit_near((double)kit_count(&k, "F", "Errors"), 65.13, sqrt(100 * .6513 * .3487));
	kit_done(&k);
}

TEST(a_function_that_reports_its_failed_records_succeeds)
{
	struct kit k;

	polled(&k, true);
	t_int(kit_count(&k, "F", "Errors"), 0);
	kit_near((double)kit_count(&k, "Queue", "NumberOfMessagesDeleted"), 900,
		 sqrt(1000 * .1 * .9));
	kit_done(&k);
}

static void loop(struct kit *k, const char *properties)
{
	function(k, properties, "1ms");
	kit_edge(k, "F", VERB_INVOKES, "F", "Action=lambda:InvokeAsync");
	kit_request(k, "invoke lambda://F", NULL, 1);
	k->options.most_events = 3000;
	kit_run(k);
}

TEST(a_loop_is_stopped_after_sixteen_rounds)
{
	struct kit k;

	loop(&k, "");
	t_int(kit_count(&k, "F", "Invocations"), 16);
	t_int(kit_count(&k, "F", "RecursiveInvocationsDropped"), 1);
	t_int(decided(&k, "lambda.recursion"), 1);
	t_null(k.run->stopped);
	kit_done(&k);
	loop(&k, "RecursiveLoop=Allow");
	t_true(kit_count(&k, "F", "Invocations") > 500);
	t_not_null(k.run->stopped);
	kit_done(&k);
}

/* A invokes B, B invokes A: each comes up in every second call of the chain. */
TEST(a_loop_of_two_functions_is_stopped_when_one_was_there_sixteen_times)
{
	struct kit k;

	function(&k, "Timeout=900", "1ms");
	kit_node(&k, "G", ARCH_FUNCTION, "AWS::Lambda::Function", "Timeout=900");
	kit_meta(&k, "G", "Work", "1ms");
	kit_edge(&k, "F", VERB_INVOKES, "G", "");
	kit_edge(&k, "G", VERB_INVOKES, "F", "");
	burst(&k, 0, 1);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 16);
	t_int(kit_count(&k, "G", "Invocations"), 16);
	t_int(kit_outcome(&k, "error:FunctionError"), 1);
	kit_done(&k);
}

TEST(a_loop_through_a_queue_is_stopped_too)
{
	struct kit k;

	function(&k, "", "1ms");
	kit_node(&k, "Queue", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "F", VERB_POLLS, "Queue", "BatchSize=1");
	kit_edge(&k, "F", VERB_PUBLISHES, "Queue", "");
	kit_request(&k, "send sqs://Queue", NULL, 1);
	k.options.until_ns = 29 * NS_PER_S;
	kit_begin(&k);
	sim_run_until(k.sim, k.options.until_ns, 0);
	k.run = sim_result(k.sim);
	t_int(kit_count(&k, "F", "Invocations"), 16);
	kit_done(&k);
}

/* The engine does not count through other services. */
TEST(a_loop_through_another_service_is_not_seen)
{
	struct kit k;

	function(&k, "Timeout=900", "1ms");
	kit_node(&k, "Other", ARCH_OTHER, "AWS::X::Y", "");
	kit_edge(&k, "F", VERB_USES, "Other", "");
	kit_edge(&k, "Other", VERB_TRIGGERS, "F", "");
	k.options.most_events = 3000;
	burst(&k, 0, 1);
	kit_run(&k);
	t_true(kit_count(&k, "F", "Invocations") > 200);
	t_not_null(k.run->stopped);
	kit_done(&k);
}

TEST(a_trace_tells_cold_starts_and_their_rule)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=1", "1s");
	k.options.has_trace = true;
	burst(&k, 0, 2);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_COLD_START, RULE_LAMBDA_COLD), 1);
	t_int(kit_moments(&k, MOMENT_STARTED, RULE_NONE), 1);
	t_int(kit_moments(&k, MOMENT_REPLIED, RULE_LAMBDA_RESERVED_FULL), 1);
	kit_done(&k);
}

TEST(wrong_properties_are_told_with_their_place)
{
	struct kit k;

	function(&k, "Timeout=901", "1s");
	burst(&k, 0, 1);
	t_str(kit_refused(&k), "F: Timeout is 901, but AWS takes 1 to 900");
	kit_done(&k);
	function(&k, "", "soon");
	burst(&k, 0, 1);
	t_not_null(strstr(kit_refused(&k), "Work is no time"));
	kit_done(&k);
	function(&k, "MemorySize=64", "1s");
	burst(&k, 0, 1);
	t_not_null(strstr(kit_refused(&k), "MemorySize"));
	kit_done(&k);
}

TEST(every_request_ends_under_every_fault_at_every_instant)
{
	struct kit k;

	with_server(&k, "ReservedConcurrentExecutions=20 Timeout=1", "200ms exp", "300ms exp",
		    NULL);
	kit_meta(&k, "F", "ErrorRate", "3%");
	kit_meta(&k, "F", "KeepAlive", "2s exp");
	kit_fault(&k, "F errors 30% from 5s to 20s");
	kit_fault(&k, "Server down from 10s to 15s");
	kit_fault(&k, "Server slow x5 from 20s to 30s");
	kit_request(&k, "invoke lambda://F", "40/s", 2000);
	kit_request(&k, "invoke-async lambda://F", "5/s", 200);
	for (int i = 1; i <= 50; i++) {
		kit_begin(&k);
		sim_run_until(k.sim, i * NS_PER_S, 0);
		k.run = sim_result(k.sim);
		{
			double sum = k.run->in_flight;

			for (size_t o = 0; o < k.run->n_outcomes; o++)
				sum += k.run->outcomes[o].count;
			t_true(sum == k.run->arrived);
		}
	}
	kit_run(&k);
	t_int(k.run->in_flight, 0);
	kit_done(&k);
}

/* A request that is throttled in the end was no invocation, so none that spilled over either. */
TEST(what_spills_over_is_invoked_and_names_its_rule)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=4", "1s");
	kit_folded(&k, "V", "F", "AWS::Lambda::Version",
		   "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions=3");
	kit_request(&k, "invoke lambda://F/V", NULL, 6);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 4);
	t_int(kit_count(&k, "F", "Throttles"), 2);
	t_int(kit_count(&k, "F", "ProvisionedConcurrencySpilloverInvocations"), 1);
	t_int(decided(&k, "lambda.provisioned.spillover"), 1);
	kit_done(&k);
}

TEST(a_quota_that_is_none_is_refused)
{
	struct kit k;

	function(&k, "", "1s");
	account(&k, "lots");
	t_true(strstr(kit_refused(&k), "Metadata.Nephoscope.AccountConcurrency is no quota") != NULL);
	kit_done(&k);
}

/* What fails for a record in its batch is not named a fault of the run. */
TEST(a_poison_record_has_a_rule_of_its_own)
{
	struct kit k;

	function(&k, "", "10ms");
	kit_node(&k, "Jobs", ARCH_QUEUE, "AWS::SQS::Queue", "MessageRetentionPeriod=60");
	kit_meta(&k, "Jobs", "Poison", "100%");
	kit_edge(&k, "F", VERB_POLLS, "Jobs", "BatchSize=1");
	kit_request(&k, "send sqs://Jobs", NULL, 3);
	kit_run(&k);
	t_true(kit_count(&k, "F", "Errors") >= 3);
	t_int(decided(&k, "mapping.poison"), (double)kit_count(&k, "F", "Errors"));
	t_int(decided(&k, "fault.error"), 0);
	kit_done(&k);
}

/* In a stream nothing passes a record that fails: what helps is another thing. */
TEST(a_poison_record_of_a_stream_has_another)
{
	struct kit k;

	function(&k, "", "10ms");
	kit_node(&k, "Clicks", ARCH_STREAM, "AWS::Kinesis::Stream", "ShardCount=1");
	kit_meta(&k, "Clicks", "Poison", "100%");
	kit_edge(&k, "F", VERB_POLLS, "Clicks", "MaximumRetryAttempts=1");
	kit_request(&k, "put kinesis://Clicks", NULL, 3);
	kit_run(&k);
	t_int(decided(&k, "stream.poison"), (double)kit_count(&k, "F", "Errors"));
	t_true(kit_count(&k, "F", "Errors") >= 2);
	t_int(decided(&k, "mapping.poison"), 0);
	kit_done(&k);
}

TESTS(t(an_environment_works_on_one_request_at_a_time),
      t(an_idle_environment_is_kept_for_ten_minutes),
      t(the_environment_used_last_is_used_first),
      t(expired_environments_count_only_while_they_lived),
      t(cold_starts_take_what_was_measured_for_runtime_and_package),
      t(the_first_call_of_java_is_slow_with_little_memory),
      t(init_over_ten_seconds_is_done_again_within_the_timeout),
      t(snapshots_are_restored_for_published_versions_only),
      t(what_snapstart_does_not_go_with_is_told_and_not_restored),
      t(the_timeout_is_three_seconds_and_resets_the_environment),
      t(a_function_that_times_out_abandons_its_call),
      t(the_work_after_the_calls_is_under_the_timeout_too), t(an_edge_is_a_call_amid_the_work),
      t(calls_are_made_in_order_and_one_of_each_choice),
      t(a_call_that_fails_for_good_fails_the_function), t(an_optional_call_may_fail),
      t(an_abandoned_call_is_not_tried_again), t(mistakes_in_calls_are_told),
      t(reserved_concurrency_is_a_cap), t(reserved_concurrency_is_a_guarantee),
      t(functions_without_a_reservation_share_the_account), t(a_hundred_must_stay_unreserved),
      t(zero_reserved_concurrency_is_off), t(provisioned_concurrency_starts_warm_and_spills_over),
      t(provisioned_concurrency_counts_toward_a_reservation),
      t(provisioned_concurrency_is_taken_from_the_account), t(latest_cannot_be_provisioned),
      t(requests_are_capped_at_ten_times_the_concurrency),
      t(a_function_starts_a_thousand_environments_in_ten_seconds),
      t(before_november_2023_all_functions_shared_one_burst),
      t(an_alias_tosses_a_weighted_coin_for_each_request),
      t(an_alias_of_a_nested_stack_is_invoked_by_its_id),
      t(each_version_has_environments_of_its_own), t(an_alias_that_does_not_exist_is_told),
      t(a_call_to_the_published_alias_finds_what_is_provisioned),
      t(unqualified_callers_get_latest_which_is_never_provisioned),
      t(an_alias_can_be_named_as_the_resource_that_it_is), t(a_url_is_that_of_its_alias),
      t(whoever_is_connected_to_an_alias_calls_it), t(a_destination_may_be_an_alias),
      t(memory_slows_only_work_that_needs_processing_power),
      t(cost_is_requests_and_gigabyte_seconds), t(provisioned_concurrency_costs_while_it_is_held),
      t(a_share_of_invocations_fails), t(payloads_have_limits), t(faults_strike_invocations),
      t(a_function_url_answers_http), t(a_function_without_a_url_takes_no_http),
      t(one_bad_record_fails_its_batch),
      t(a_function_that_reports_its_failed_records_succeeds),
      t(a_loop_is_stopped_after_sixteen_rounds), t(a_loop_through_a_queue_is_stopped_too),
      t(a_loop_of_two_functions_is_stopped_when_one_was_there_sixteen_times),
      t(a_loop_through_another_service_is_not_seen), t(a_trace_tells_cold_starts_and_their_rule),
      t(wrong_properties_are_told_with_their_place),
      t(every_request_ends_under_every_fault_at_every_instant),
      t(what_spills_over_is_invoked_and_names_its_rule),
      t(a_quota_that_is_none_is_refused),
      t(a_poison_record_has_a_rule_of_its_own), t(a_poison_record_of_a_stream_has_another))
