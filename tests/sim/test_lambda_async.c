/* SPDX-License-Identifier: MIT */
/* Asynchronous invocation: the internal queue, retries, age, dead letters, destinations. */
#include "tests/support/sim_kit.h"

#include <math.h>
#include <string.h>

#include "tests/support/t.h"

static void function(struct kit *k, const char *properties, const char *error_rate)
{
	kit_init(k);
	k->options.duration_ns = 0;
	k->options.has_trace = true;
	kit_node(k, "F", ARCH_FUNCTION, "AWS::Serverless::Function", properties);
	kit_meta(k, "F", "Work", "1s");
	kit_meta(k, "F", "ColdStart", "0ms");
	kit_meta(k, "F", "ErrorRate", error_rate);
	kit_node(k, "Dlq", ARCH_OTHER, "Test::Server", "");
	kit_meta(k, "Dlq", "Work", "1ms");
	kit_meta(k, "Dlq", "Servers", "1000");
}

static void events(struct kit *k, uint64_t n)
{
	kit_request(k, "invoke-async lambda://F", NULL, n);
}

TEST(events_are_accepted_at_once)
{
	struct kit k;

	function(&k, "", "0");
	events(&k, 3);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 3);
	t_true(k.run->latency.most == 0);
	t_int(kit_count(&k, "F", "AsyncEventsReceived"), 3);
	t_int(kit_count(&k, "F", "Invocations"), 3);
	t_int(kit_metric(&k, "F", "AsyncEventAge")->count, 3);
	t_int(kit_count(&k, "F", "AsyncEventsDropped"), 0);
	kit_done(&k);
}

/* Runs of 1 s at 0, 61 and 182 s, each a queue's latency later. */
TEST(a_failed_event_is_tried_again_after_one_and_two_minutes)
{
	struct kit k;

	function(&k, "", "1");
	kit_edge(&k, "F", VERB_ROUTES, "Dlq", "Role=DeadLetter");
	events(&k, 1);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 3);
	t_int(kit_count(&k, "F", "Errors"), 3);
	t_int(kit_count(&k, "F", "AsyncEventsDropped"), 1);
	t_int(kit_count(&k, "F", "DeadLettered"), 1);
	t_int(kit_count(&k, "Dlq", "Completed"), 1);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_LAMBDA_EVENT_FAILED), 2);
	t_int(kit_moments(&k, MOMENT_DEAD_LETTERED, RULE_LAMBDA_EVENT_RETRIES), 1);
	kit_near(k.run->simulated_s, 183.1, 0.1);
	t_int(kit_outcome(&k, "ok"), 1);
	kit_done(&k);
}

TEST(retries_may_be_less)
{
	struct kit k;

	function(&k, "EventInvokeConfig.MaximumRetryAttempts=0", "1");
	events(&k, 4);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_DROPPED, RULE_LAMBDA_EVENT_RETRIES), 4);
	t_int(kit_count(&k, "F", "Invocations"), 4);
	t_int(kit_count(&k, "F", "AsyncEventsDropped"), 4);
	kit_done(&k);

	function(&k, "", "1");
	kit_folded(&k, "Config", "F", "AWS::Lambda::EventInvokeConfig", "MaximumRetryAttempts=1");
	events(&k, 4);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 8);
	kit_done(&k);

	function(&k, "EventInvokeConfig.MaximumRetryAttempts=3", "1");
	events(&k, 1);
	t_not_null(strstr(kit_refused(&k), "AWS takes 0 to 2"));
	kit_done(&k);
}

/* Ten events of half a second each: with waits that differ they are done in seconds, not minutes. */
TEST(events_that_were_throttled_together_do_not_come_back_together)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=1", "0");
	kit_meta(&k, "F", "Work", "500ms");
	events(&k, 10);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 10);
	t_true(k.run->simulated_s < 60);
	kit_done(&k);
}

/* One environment, one second an event: the others wait 1, 2, 4 ... s; all are done in the end. */
TEST(throttled_events_wait_longer_each_time_and_use_up_no_retry)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=1", "0");
	events(&k, 5);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Invocations"), 5);
	t_int(kit_count(&k, "F", "AsyncEventsDropped"), 0);
	t_true(kit_count(&k, "F", "Throttles") > 4);
	t_int(kit_moments(&k, MOMENT_THROTTLED, RULE_LAMBDA_RESERVED_FULL),
	      kit_count(&k, "F", "Throttles"));
	kit_done(&k);
}

/* 1 + 2 + 4 + 8 + 16 + 32 s are over after 63 s: seven attempts; 100 s end the next wait. */
TEST(an_event_is_given_up_when_it_is_too_old)
{
	struct kit k;

	function(&k, "EventInvokeConfig.MaximumEventAgeInSeconds=100", "0");
	kit_edge(&k, "F", VERB_ROUTES, "Dlq", "Role=OnFailure");
	kit_fault(&k, "F throttle");
	events(&k, 1);
	kit_run(&k);
	t_int(kit_count(&k, "F", "Throttles"), 7);
	t_int(kit_count(&k, "F", "Invocations"), 0);
	t_int(kit_count(&k, "F", "DeadLettered"), 1);
	t_int(kit_moments(&k, MOMENT_DEAD_LETTERED, RULE_LAMBDA_EVENT_AGE), 1);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_LAMBDA_EVENT_THROTTLED), 6);
	t_int(kit_moments(&k, MOMENT_TOO_OLD, RULE_LAMBDA_EVENT_THROTTLED), 1);
	kit_near(k.run->simulated_s, 100.001, 1e-6);
	kit_done(&k);
}

/* 1 to 256 s sum up to 511 s, then about every 300 s up to 6 h: 9 + 70 waits, give or take jitter. */
TEST(the_longest_wait_is_five_minutes_and_the_default_age_six_hours)
{
	struct kit k;

	function(&k, "", "0");
	kit_fault(&k, "F down");
	events(&k, 1);
	kit_run(&k);
	kit_near(k.run->simulated_s, 21600, 1e-6);
	kit_near((double)kit_moments(&k, MOMENT_THROTTLED, RULE_FAULT_DOWN), 9 + 71, 1.5);
	kit_done(&k);
}

TEST(a_function_that_is_off_gives_events_up_at_once)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=0", "0");
	kit_edge(&k, "F", VERB_ROUTES, "Dlq", "Role=DeadLetter");
	events(&k, 3);
	kit_run(&k);
	t_int(kit_count(&k, "F", "DeadLettered"), 3);
	t_int(kit_moments(&k, MOMENT_DEAD_LETTERED, RULE_LAMBDA_OFF), 3);
	t_true(k.run->simulated_s < 2);
	kit_done(&k);
}

TEST(a_success_goes_to_its_destination_only)
{
	struct kit k;

	function(&k, "", "0");
	kit_node(&k, "Good", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Good", "Work", "1ms");
	kit_edge(&k, "F", VERB_ROUTES, "Good", "Role=OnSuccess");
	kit_edge(&k, "F", VERB_ROUTES, "Dlq", "Role=OnFailure");
	events(&k, 2);
	kit_request(&k, "invoke lambda://F", NULL, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Good", "Completed"), 2);
	t_int(kit_count(&k, "Dlq", "Completed"), 0);
	t_int(kit_count(&k, "F", "DeadLettered"), 0);
	kit_done(&k);
}

TEST(a_destination_may_be_a_function)
{
	struct kit k;

	function(&k, "", "0");
	kit_node(&k, "G", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_meta(&k, "G", "Work", "1ms");
	kit_edge(&k, "F", VERB_ROUTES, "G", "Role=OnSuccess");
	events(&k, 2);
	kit_run(&k);
	t_int(kit_count(&k, "G", "AsyncEventsReceived"), 2);
	t_int(kit_count(&k, "G", "Invocations"), 2);
	kit_done(&k);
}

TEST(deliveries_that_fail_are_counted)
{
	struct kit k;

	function(&k, "EventInvokeConfig.MaximumRetryAttempts=0", "1");
	kit_node(&k, "Bad", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Bad", "Work", "1ms");
	kit_edge(&k, "F", VERB_ROUTES, "Dlq", "Role=DeadLetter");
	kit_edge(&k, "F", VERB_ROUTES, "Bad", "Role=OnFailure");
	kit_fault(&k, "Dlq denied");
	kit_fault(&k, "Bad down");
	events(&k, 1);
	kit_run(&k);
	t_int(kit_count(&k, "F", "DeadLetterErrors"), 1);
	t_int(kit_count(&k, "F", "DestinationDeliveryFailures"), 1);
	t_int(kit_count(&k, "F", "DeadLettered"), 0);
	t_int(kit_count(&k, "F", "AsyncEventsDropped"), 1);
	kit_done(&k);
}

TEST(faults_strike_the_runs_of_an_event_not_its_acceptance)
{
	struct kit k;

	function(&k, "", "0");
	kit_fault(&k, "F errors 100% to 30s");
	events(&k, 1);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1);
	t_int(kit_count(&k, "F", "Errors"), 1);
	t_int(kit_count(&k, "F", "Invocations"), 2);
	t_int(kit_count(&k, "F", "AsyncEventsDropped"), 0);
	kit_done(&k);
}

/* 256 KB are one request, 64 KB more each one more: 300 KB are two, 1 MB is 13. */
TEST(large_events_are_billed_as_several_requests)
{
	struct kit k;

	function(&k, "", "0");
	kit_meta(&k, "F", "Work", "0ms");
	events(&k, 1);
	k.workloads[0].bytes = 300 * 1024;
	events(&k, 1);
	k.workloads[1].bytes = 1024 * 1024;
	kit_run(&k);
	kit_near(k.run->cost_usd, (2 + 13) * 0.2e-6, 1e-15);
	kit_done(&k);
}

TEST(clients_are_capped_by_rate_services_are_not)
{
	struct kit k;

	function(&k, "ReservedConcurrentExecutions=10", "0");
	kit_meta(&k, "F", "Work", "1ms");
	kit_node(&k, "Bucket", ARCH_OTHER, "AWS::X::Y", "");
	kit_edge(&k, "Bucket", VERB_TRIGGERS, "F", "");
	kit_request(&k, "call resource://Bucket", NULL, 150);
	kit_run(&k);
	t_int(kit_count(&k, "F", "AsyncEventsReceived"), 150);
	kit_done(&k);

	function(&k, "ReservedConcurrentExecutions=10", "0");
	kit_meta(&k, "F", "Work", "1ms");
	events(&k, 150);
	kit_run(&k);
	t_int(kit_count(&k, "F", "AsyncEventsReceived"), 100);
	t_int(kit_outcome(&k, "error:TooManyRequestsException"), 50);
	kit_done(&k);
}

TESTS(t(events_are_accepted_at_once), t(a_failed_event_is_tried_again_after_one_and_two_minutes),
      t(retries_may_be_less), t(throttled_events_wait_longer_each_time_and_use_up_no_retry),
      t(events_that_were_throttled_together_do_not_come_back_together),
      t(an_event_is_given_up_when_it_is_too_old),
      t(the_longest_wait_is_five_minutes_and_the_default_age_six_hours),
      t(a_function_that_is_off_gives_events_up_at_once), t(a_success_goes_to_its_destination_only),
      t(a_destination_may_be_a_function), t(deliveries_that_fail_are_counted),
      t(faults_strike_the_runs_of_an_event_not_its_acceptance),
      t(large_events_are_billed_as_several_requests),
      t(clients_are_capped_by_rate_services_are_not))
