/* SPDX-License-Identifier: MIT */
/* Runs that would never end: they do, and say why. */
#include <string.h>

#include "sim/duration.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static const char FUNCTION[] = "Runtime=python3.13 Handler=app.handler Timeout=3 MemorySize=512";

TEST(a_loop_that_never_ends_is_named)
{
	struct kit k;

	kit_init(&k);
	k.options.most_events = 20000;
	kit_node(&k, "Uploads", ARCH_BUCKET, "AWS::S3::Bucket", "");
	kit_node(&k, "Resize", ARCH_FUNCTION, "AWS::Serverless::Function", FUNCTION);
	kit_set(&k, "Resize", "RecursiveLoop", "Allow");
	kit_meta(&k, "Resize", "Work", "10ms");
	kit_edge(&k, "Uploads", VERB_TRIGGERS, "Resize", "");
	kit_edge(&k, "Resize", VERB_WRITES, "Uploads", "");
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 1);
	kit_run(&k);
	t_not_null(k.run->stopped);
	t_true(strstr(k.run->stopped, "20000 events were simulated") != NULL);
	t_true(strstr(k.run->stopped, "Uploads -> Resize -> Uploads") != NULL ||
	       strstr(k.run->stopped, "Resize -> Uploads -> Resize") != NULL);
	t_int(k.run->events, 20000);
	t_false(sim_run_until(k.sim, INT64_MAX, 0));	/* and that is that */
	kit_done(&k);
}

TEST(a_run_that_is_only_long_says_so)
{
	struct kit k;

	kit_init(&k);
	k.options.most_events = 5000;
	kit_node(&k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Server", "Work", "1ms");
	kit_request(&k, "call resource://Server", "100/s", 0);
	kit_run(&k);
	t_true(strstr(k.run->stopped, "5000 events were simulated: more arrives than is ever done") != NULL);
	kit_done(&k);
}

/* More than there is memory for, all at one instant. */
TEST(a_trillion_requests_at_once_are_bounded)
{
	struct kit k;

	kit_init(&k);
	k.options.most_calls = 10000;
	kit_node(&k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Server", "Work", "1ms");
	kit_request(&k, "call resource://Server", NULL, UINT64_C(1000000000000));
	kit_run(&k);
	t_true(strstr(k.run->stopped, "10000 calls and messages are under way at once") != NULL);
	t_true(k.run->arrived <= 10000);
	kit_done(&k);
}

/* The same where each is answered on the spot, so that none is ever under way. */
TEST(a_trillion_requests_that_take_no_time_are_bounded_too)
{
	struct kit k;

	kit_init(&k);
	k.options.most_events = 100000;
	kit_node(&k, "Thing", ARCH_OTHER, "Test::Thing", "");
	kit_request(&k, "call resource://Thing", NULL, UINT64_C(1000000000000));
	kit_run(&k);
	t_not_null(k.run->stopped);
	t_true(k.run->arrived <= 100001);
	kit_done(&k);
}

TEST(work_that_goes_round_without_time_passing_is_bounded)
{
	struct kit k;

	kit_init(&k);
	k.options.most_events = 100000;
	kit_node(&k, "A", ARCH_OTHER, "Test::A", "");
	kit_node(&k, "B", ARCH_OTHER, "Test::B", "");
	kit_edge(&k, "A", VERB_USES, "B", "");
	kit_edge(&k, "B", VERB_USES, "A", "");
	kit_request(&k, "call resource://A", NULL, 1);
	kit_run(&k);
	t_true(strstr(k.run->stopped, "A -> B -> A") != NULL || strstr(k.run->stopped, "B -> A -> B") != NULL);
	kit_done(&k);
}

TEST(slices_of_events_end_where_they_should)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Server", "Work", "1ms");
	kit_request(&k, "call resource://Server", "100/s", 0);
	kit_begin(&k);
	t_true(sim_run_until(k.sim, INT64_MAX, 10));
	t_int(sim_position(k.sim).events, 10);
	t_true(sim_run_until(k.sim, INT64_MAX, 5));
	t_int(sim_position(k.sim).events, 15);
	t_true(sim_run_until(k.sim, NS_PER_S, 0));
	t_true(sim_position(k.sim).simulated_s == 1);
	kit_done(&k);
}

TEST(a_run_stopped_by_hand_says_so_and_keeps_what_there_is)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Server", "Work", "1ms");
	kit_request(&k, "call resource://Server", "100/s", 0);
	kit_begin(&k);
	sim_run_until(k.sim, NS_PER_S, 0);
	sim_stop_by_hand(k.sim);
	t_false(sim_run_until(k.sim, INT64_MAX, 0));
	k.run = sim_result(k.sim);
	t_str(k.run->stopped, "stopped by hand");
	t_true(k.run->arrived > 50);
	kit_done(&k);
}

/* Nothing arrives any more and work goes round, so it need not last. */
TEST(a_loop_after_the_last_request_ends_early)
{
	struct kit k;

	kit_init(&k);
	k.options.most_events = 100000000;
	k.options.duration_ns = NS_PER_S;
	kit_node(&k, "Bus", ARCH_BUS, "AWS::Events::EventBus", "Name=a");
	kit_node(&k, "Rule", ARCH_RULE, "AWS::Events::Rule", "");
	kit_edge(&k, "Bus", VERB_ROUTES, "Rule", "");
	kit_edge(&k, "Rule", VERB_TRIGGERS, "Bus", "");
	kit_request(&k, "put events://Bus", NULL, 10);
	kit_run(&k);
	t_not_null(k.run->stopped);
	t_true(strstr(k.run->stopped, "events since the last request arrived: work goes round in a loop") != NULL);
	t_true(strstr(k.run->stopped, "Bus -> Rule -> Bus") != NULL ||
	       strstr(k.run->stopped, "Rule -> Bus -> Rule") != NULL);
	t_true(k.run->events < 10000000);
	kit_done(&k);
}

/* Where the slices of a run end must not decide when it is looked. */
TEST(slices_do_not_change_when_a_loop_ends)
{
	uint64_t events[2];

	for (int i = 0; i < 2; i++) {
		struct kit k;

		kit_init(&k);
		k.options.most_events = 100000000;
		kit_node(&k, "Bus", ARCH_BUS, "AWS::Events::EventBus", "Name=a");
		kit_node(&k, "Rule", ARCH_RULE, "AWS::Events::Rule", "");
		kit_edge(&k, "Bus", VERB_ROUTES, "Rule", "");
		kit_edge(&k, "Rule", VERB_TRIGGERS, "Bus", "");
		kit_request(&k, "put events://Bus", NULL, 10);
		kit_begin(&k);
		while (sim_run_until(k.sim, INT64_MAX, i ? 777777 : 0))
			;
		events[i] = sim_position(k.sim).events;
		kit_done(&k);
	}
	t_int(events[0], events[1]);
}

/* Lambda's own detection knows of calls that only the metadata name. */
TEST(a_function_that_is_told_to_call_itself_is_stopped)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "F", ARCH_FUNCTION, "AWS::Serverless::Function", FUNCTION);
	kit_meta(&k, "F", "Work", "1ms");
	kit_meta(&k, "F", "Calls", "lambda:InvokeFunction F");
	kit_request(&k, "invoke lambda://F", NULL, 1);
	kit_run(&k);
	t_null(k.run->stopped);
	t_int(kit_count(&k, "F", "Invocations"), 16);
	t_int(kit_count(&k, "F", "RecursiveInvocationsDropped"), 1);
	kit_done(&k);
}

TESTS(t(a_loop_that_never_ends_is_named), t(a_run_that_is_only_long_says_so),
      t(a_trillion_requests_at_once_are_bounded),
      t(a_trillion_requests_that_take_no_time_are_bounded_too),
      t(work_that_goes_round_without_time_passing_is_bounded),
      t(slices_of_events_end_where_they_should),
      t(a_run_stopped_by_hand_says_so_and_keeps_what_there_is),
      t(a_loop_after_the_last_request_ends_early),
      t(slices_do_not_change_when_a_loop_ends),
      t(a_function_that_is_told_to_call_itself_is_stopped))
