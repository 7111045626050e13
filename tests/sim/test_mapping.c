/* SPDX-License-Identifier: MIT */
/* Event source mappings of queues, and pipes. */
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

#define MAPPING "Jobs>Worker"

/* A queue of so many messages at 0 s, and a function that takes them. */
static void setup(struct kit *k, const char *queue, const char *function, const char *mapping,
		  const char *rate, uint64_t n)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Jobs", ARCH_QUEUE, "AWS::SQS::Queue", queue);
	kit_node(k, "Worker", ARCH_FUNCTION, "Test::Function", function);
	kit_meta(k, "Jobs", "Duplicates", "0");
	kit_edge(k, "Worker", VERB_POLLS, "Jobs", mapping);
	kit_request(k, "send sqs://Jobs", rate, n);
}

static void reports_items(struct kit *k)
{
	struct arch_edge *e = &k->arch->edges[0];
	struct value *how =
		(struct value *)value_set(&k->arch->arena, e->details, "FunctionResponseTypes", "");
	struct value *list = value_list(&k->arch->arena);

	value_append(list, value_text(&k->arch->arena, "ReportBatchItemFailures"));
	value_put(&k->arch->arena, how, "FunctionResponseTypes", list);
	e->details = how;
}

static double most(struct kit *k, const char *id, const char *metric)
{
	return kit_metric(k, id, metric)->most;
}

static double mean(struct kit *k, const char *id, const char *metric)
{
	return kit_metric(k, id, metric)->mean;
}

static void pipe_setup(struct kit *k, const char *source, const char *mapping, uint64_t n)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Jobs", ARCH_QUEUE, "AWS::SQS::Queue", source);
	kit_node(k, "Pipe", ARCH_PIPE, "AWS::Pipes::Pipe", "");
	kit_node(k, "Enrich", ARCH_FUNCTION, "Test::Function", "Duration=100ms");
	kit_edge(k, "Pipe", VERB_POLLS, "Jobs", mapping);
	kit_request(k, "send sqs://Jobs", NULL, n);
}

TEST(a_message_that_comes_twice_is_worked_on_twice)
{
	struct kit k;

	setup(&k, "", "Duration=10ms", "BatchSize=10", "5/s,constant", 20);
	kit_meta(&k, "Jobs", "Duplicates", "100%");
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Invocations"), 40);
	kit_done(&k);
}

TEST(a_quiet_queue_gives_batches_of_one)
{
	struct kit k;

	setup(&k, "", "Duration=10ms", "BatchSize=10", "5/s,constant", 20);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Invocations"), 20);
	t_int(kit_count(&k, "Worker", "Records"), 20);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted"), 20);
	kit_near(mean(&k, MAPPING, "BatchSize"), 1, 0);
	kit_done(&k);
}

TEST(a_backlog_gives_full_batches_of_ten)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=600", "Duration=1s", "", NULL, 1005);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Records"), 1005);
	/* The first five go alone, as they come; the other 1,000 wait. */
	t_int(kit_count(&k, "Worker", "Invocations"), 105);
	kit_done(&k);
}

TEST(a_batch_is_6_megabytes_at_most)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=600", "Duration=1s", "BatchSize=10", NULL, 65);
	k.workloads[0].bytes = 1048576;
	kit_run(&k);
	/* Five alone; 60 messages of 1 MiB, six a batch. */
	t_int(kit_count(&k, "Worker", "Invocations"), 15);
	kit_done(&k);
}

/* Concurrency at time t, while there is a backlog, is 5 + 5 t (300 a minute). */
TEST(concurrency_climbs_by_300_a_minute)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=43200", "Duration=10000s", "BatchSize=1", NULL, 2000);
	kit_begin(&k);
	for (int t = 0; t <= 240; t += 60) {
		struct run *r;
		double running = 0;

		sim_run_until(k.sim, t * NS_PER_S + NS_PER_S / 5, 0);
		r = sim_result(k.sim);
		for (size_t i = 0; i < r->n_components; i++) {
			const struct metric *m =
				metrics_find(&r->components[i], "ConcurrentBatches");

			if (m)
				running = m->most;
		}
		kit_near(running, 5 + 5 * t, 1);
		run_free(r);
	}
	kit_done(&k);
}

TEST(concurrency_ends_at_1250_and_ended_at_1000)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=43200", "Duration=2000s", "BatchSize=1", NULL, 3000);
	kit_run(&k);
	t_int(most(&k, MAPPING, "ConcurrentBatches"), 1250);
	k.options.profile = PROFILE_AWS_2023;
	kit_run(&k);
	t_int(most(&k, MAPPING, "ConcurrentBatches"), 1000);
	kit_done(&k);
}

TEST(maximum_concurrency_caps_and_messages_wait_visible)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=600", "Duration=1s",
	      "BatchSize=1 ScalingConfig.MaximumConcurrency=2", NULL, 100);
	kit_run(&k);
	t_int(most(&k, "Worker", "ConcurrentExecutions"), 2);
	t_int(most(&k, "Jobs", "ApproximateNumberOfMessagesNotVisible"), 2);
	t_int(kit_count(&k, "Worker", "Throttles"), 0);
	t_int(kit_count(&k, "Jobs", "Redelivered"), 0);
	kit_near(k.run->simulated_s, 50, 1.5);
	kit_done(&k);
}

TEST(a_maximum_concurrency_of_one_is_refused)
{
	struct kit k;

	setup(&k, "", "", "ScalingConfig.MaximumConcurrency=1", NULL, 1);
	t_str(kit_refused(&k),
	      "Worker: ScalingConfig.MaximumConcurrency is 1, but AWS takes 2 to 1000");
	kit_done(&k);
}

/*
 * The classic: the function may run only twice at once, but a mapping starts with
 * five batches. Throttled ones hold their messages until the visibility timeout,
 * each time a receive is used up, and messages that no code ever saw end in the
 * dead-letter queue.
 */
TEST(throttles_use_up_receives_and_maximum_concurrency_does_not)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=120", "Duration=20s Concurrency=2", "BatchSize=1", NULL, 100);
	kit_node(&k, "Dead", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Jobs", VERB_ROUTES, "Dead", "maxReceiveCount=3");
	kit_run(&k);
	t_true(kit_count(&k, MAPPING, "Throttled") > 0);
	t_true(kit_count(&k, MAPPING, "GivenUp") > 0);
	t_int(kit_count(&k, "Worker", "Errors"), 0);
	t_true(kit_count(&k, "Jobs", "DeadLettered") > 0);
	t_int(kit_count(&k, "Worker", "Invocations") + kit_count(&k, "Jobs", "DeadLettered"), 100);
	kit_done(&k);

	setup(&k, "VisibilityTimeout=120", "Duration=20s Concurrency=2",
	      "BatchSize=1 ScalingConfig.MaximumConcurrency=2", NULL, 100);
	kit_node(&k, "Dead", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Jobs", VERB_ROUTES, "Dead", "maxReceiveCount=3");
	kit_run(&k);
	t_int(kit_count(&k, MAPPING, "Throttled"), 0);
	t_int(kit_count(&k, "Jobs", "DeadLettered"), 0);
	t_int(kit_count(&k, "Worker", "Invocations"), 100);
	kit_done(&k);
}

TEST(one_failure_brings_back_the_whole_batch)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=30", "Duration=1s Errors=100%", "BatchSize=10", NULL, 1005);
	kit_node(&k, "Dead", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Jobs", VERB_ROUTES, "Dead", "maxReceiveCount=1");
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Errors"), 105);
	t_int(kit_count(&k, "Jobs", "DeadLettered"), 1005);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted"), 0);
	t_int(kit_count(&k, MAPPING, "FailedInvokeEventCount"), 1005);
	kit_done(&k);
}

TEST(reported_items_alone_come_back)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=30", "Duration=1s Errors=20%", "BatchSize=10", NULL, 10000);
	kit_node(&k, "Dead", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Jobs", VERB_ROUTES, "Dead", "maxReceiveCount=2");
	reports_items(&k);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Errors"), 0);
	/* Two failures in a row: 4 % of 10,000, standard error 19.6. */
	kit_near((double)kit_count(&k, "Jobs", "DeadLettered"), 400, 19.6);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted") +
		      kit_count(&k, "Jobs", "DeadLettered"),
	      10000);
	kit_done(&k);
}

TEST(a_function_that_reports_items_is_why_they_come_back)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=30", "Duration=1s Errors=100%", "BatchSize=10", NULL, 10);
	kit_node(&k, "Dead", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Jobs", VERB_ROUTES, "Dead", "maxReceiveCount=1");
	k.options.has_trace = true;
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_ITEMS_FAILED, RULE_MAPPING_ITEMS), 0);
	reports_items(&k);
	kit_run(&k);
	t_true(kit_moments(&k, MOMENT_ITEMS_FAILED, RULE_MAPPING_ITEMS) > 0);
	t_int(kit_count(&k, "Worker", "Errors"), 0);
	t_int(kit_count(&k, "Jobs", "DeadLettered"), 10);
	kit_done(&k);
}

/* One bad message in 10: of 10 messages in a batch without reports all suffer. */
TEST(poison_fails_its_batch_unless_items_are_reported)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=30", "Duration=1s", "BatchSize=10", NULL, 2000);
	kit_node(&k, "Dead", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Jobs", VERB_ROUTES, "Dead", "maxReceiveCount=1");
	kit_meta(&k, "Jobs", "Poison", "10%");
	kit_run(&k);
	/* A batch of ten has none with probability 0.9^10 = 0.349. */
	kit_near((double)kit_count(&k, "Jobs", "DeadLettered") / 2000, 0.651, 0.034);
	reports_items(&k);
	kit_run(&k);
	kit_near((double)kit_count(&k, "Jobs", "DeadLettered") / 2000, 0.1, 0.0067);
	kit_done(&k);
}

TEST(a_window_gathers_messages)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=600", "Duration=10ms",
	      "BatchSize=1000 MaximumBatchingWindowInSeconds=60", "10/s,constant", 1000);
	kit_run(&k);
	/* The first batch has the messages of 60 s, the second the rest, 40 s later. */
	t_int(kit_count(&k, "Worker", "Invocations"), 2);
	t_int(kit_count(&k, "Worker", "Records"), 1000);
	kit_done(&k);
}

TEST(a_full_batch_ends_the_window)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=600", "Duration=10ms",
	      "BatchSize=100 MaximumBatchingWindowInSeconds=300", "10/s,constant", 1000);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Invocations"), 10);
	t_true(k.run->simulated_s < 101);
	kit_done(&k);
}

TEST(a_short_window_takes_20_seconds_on_a_quiet_queue)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=600", "Duration=10ms", "MaximumBatchingWindowInSeconds=5",
	      NULL, 1);
	kit_run(&k);
	kit_near(k.run->simulated_s, 20, 0.1);
	kit_done(&k);

	/* On a busy one it ends with the first message after it. */
	setup(&k, "VisibilityTimeout=600", "Duration=10ms",
	      "BatchSize=1000 MaximumBatchingWindowInSeconds=5", "1/s,constant", 100);
	kit_run(&k);
	kit_near(mean(&k, MAPPING, "BatchSize"), 6, 0.34);
	kit_done(&k);
}

TEST(more_than_ten_messages_need_a_window)
{
	struct kit k;

	setup(&k, "", "", "BatchSize=11", NULL, 1);
	t_str(kit_refused(&k), "Worker: BatchSize is 11, but AWS takes 1 to 10");
	kit_done(&k);
}

/* Window and timeout are longer than the visibility timeout: hidden for 60 + 3 + 30 s. */
TEST(a_long_window_hides_messages_longer)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=30", "Duration=1s Timeout=3",
	      "MaximumBatchingWindowInSeconds=60", NULL, 1);
	kit_fault(&k, "Worker errors 100% from 0s to 70s");
	kit_run(&k);
	t_int(kit_count(&k, "Jobs", "Redelivered"), 1);
	/* Received at 0 s, visible again at 93 s, handed over at 153 s. */
	kit_near(k.run->simulated_s, 154, 0.1);
	kit_done(&k);
}

TEST(a_timeout_over_the_visibility_timeout_is_told)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=30", "Timeout=60", "", NULL, 1);
	kit_run(&k);
	t_int(k.diags.n_warnings, 1);
	t_str(k.diags.items[0].rule, "sim-visibility");
	kit_done(&k);

	setup(&k, "VisibilityTimeout=30", "Timeout=6", "", NULL, 1);
	kit_run(&k);
	t_int(k.diags.n, 1);
	t_int(k.diags.items[0].severity, DIAG_NOTE);
	kit_done(&k);

	setup(&k, "VisibilityTimeout=36", "Timeout=6", "", NULL, 1);
	kit_run(&k);
	t_int(k.diags.n, 0);
	kit_done(&k);
}

TEST(a_reserved_concurrency_under_the_mapping_is_told)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=36", "Timeout=6 ReservedConcurrentExecutions=10", "", NULL, 1);
	kit_run(&k);
	t_str(k.diags.items[0].rule, "sim-concurrency");
	kit_done(&k);

	setup(&k, "VisibilityTimeout=36", "Timeout=6 ReservedConcurrentExecutions=10",
	      "ScalingConfig.MaximumConcurrency=10", NULL, 1);
	kit_run(&k);
	t_int(k.diags.n, 0);
	kit_done(&k);
}

TEST(filtered_messages_are_deleted_and_never_seen)
{
	struct kit k;

	setup(&k, "", "Duration=10ms", "", "100/s", 10000);
	kit_meta(&k, "Jobs", "Filter.Worker", "30%");
	kit_run(&k);
	kit_near((double)kit_count(&k, "Worker", "Records"), 3000, 45.8);
	t_int(kit_count(&k, "Worker", "Records") + kit_count(&k, MAPPING, "FilteredOutEventCount"),
	      kit_count(&k, MAPPING, "PolledEventCount"));
	kit_done(&k);
}

TEST(a_disabled_mapping_takes_nothing)
{
	struct kit k;

	setup(&k, "", "", "Enabled=false", NULL, 3);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Invocations"), 0);
	t_int(most(&k, "Jobs", "ApproximateNumberOfMessagesVisible"), 3);
	kit_done(&k);
}

TEST(a_stopped_pipe_takes_nothing)
{
	struct kit k;

	pipe_setup(&k, "", "", 3);
	kit_set(&k, "Pipe", "DesiredState", "STOPPED");
	kit_run(&k);
	t_int(kit_count(&k, "Pipe", "Invocations"), 0);
	kit_done(&k);
}

TEST(a_mapping_behind_a_permission_counts)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=600", "Duration=1s", "Action=sqs:ReceiveMessage", NULL, 20);
	k.arch->edges[0].rule = "R9";
	kit_edge(&k, "Worker", VERB_POLLS, "Jobs", "EventSourceArn=x BatchSize=3");
	kit_run(&k);
	/* Five alone, fifteen in threes. */
	t_int(kit_count(&k, "Worker", "Invocations"), 10);
	kit_done(&k);
}

TEST(permissions_alone_make_no_mapping)
{
	struct kit k;

	setup(&k, "", "", "Action=sqs:ReceiveMessage", NULL, 3);
	k.arch->edges[0].rule = "R9";
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Invocations"), 0);
	t_int(k.run->n_components, 2);
	kit_done(&k);
}

/* Two pollers are 20 invocations at a time, and climb by 1,000 a minute to 10 for each poller. */
TEST(provisioned_pollers_start_higher_and_climb_faster)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=43200", "Duration=3000s",
	      "BatchSize=1 ProvisionedPollerConfig.MinimumPollers=4 "
	      "ProvisionedPollerConfig.MaximumPollers=50",
	      NULL, 1000);
	kit_run(&k);
	t_int(most(&k, MAPPING, "ConcurrentBatches"), 500);
	kit_done(&k);

	/*
	 * Ten polls a second and poller: 2 pollers start 20 batches a second, however short
	 * they are.
	 */
	setup(&k, "", "Duration=1ms",
	      "BatchSize=1 ProvisionedPollerConfig.MinimumPollers=2 "
	      "ProvisionedPollerConfig.MaximumPollers=2",
	      NULL, 400);
	kit_run(&k);
	kit_near(k.run->simulated_s, 20, 0.3);
	kit_done(&k);
}

TEST(idle_pollers_cost_a_receive_every_20_seconds_each)
{
	struct kit k;

	setup(&k, "", "Duration=10ms", "", NULL, 1);
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	k.workloads[1].at_ns = 2000 * NS_PER_S;
	kit_run(&k);
	/* Five pollers, 2,000 s, one receive in 20 s each. */
	kit_near((double)kit_count(&k, "Jobs", "NumberOfEmptyReceives"), 500, 1);
	kit_done(&k);
}

/* 200 s in which five pollers wait, and a send, a receive and a delete for each batch. */
TEST(every_receive_that_is_billed_is_counted)
{
	static const char *const batches[] = { "BatchSize=1", "BatchSize=10" };

	for (size_t i = 0; i < 2; i++) {
		struct kit k;
		double empty;

		setup(&k, "", "Duration=10ms", batches[i], "1/s,constant", 200);
		kit_run(&k);
		empty = (double)kit_count(&k, "Jobs", "NumberOfEmptyReceives");
		kit_near(k.run->cost_usd / 0.0000004, 3 * 200 + empty, 1e-6);
		kit_done(&k);
	}
}

TEST(fifo_concurrency_is_the_number_of_groups)
{
	struct kit k;

	setup(&k, "FifoQueue=true VisibilityTimeout=600", "Duration=1s", "BatchSize=1", NULL, 30);
	kit_meta(&k, "Jobs", "Groups", "3");
	kit_run(&k);
	t_int(most(&k, "Worker", "ConcurrentExecutions"), 3);
	t_int(kit_count(&k, "Worker", "Invocations"), 30);
	kit_done(&k);
}

TEST(a_fifo_function_that_reports_stops_at_the_first_failure)
{
	struct kit k;

	/* 9 messages wait while the first is worked on: a batch in which each fails with 50 %. */
	setup(&k, "FifoQueue=true VisibilityTimeout=30", "Duration=1s Errors=50%", "BatchSize=10",
	      NULL, 10);
	reports_items(&k);
	kit_run(&k);
	t_int(kit_count(&k, MAPPING, "DeletedEventCount"), 10);
	/* Each failure holds back those behind it: about ten failures, each 30 s. */
	t_true(k.run->simulated_s > 90);
	t_int(kit_count(&k, "Worker", "Records"),
	      10 + kit_count(&k, MAPPING, "FailedInvokeEventCount"));
	kit_done(&k);
}

/* Erlang B's cousin: no more than five at a time, but nothing is lost. */
TEST(everything_is_accounted_for_under_faults)
{
	struct kit k;

	setup(&k, "VisibilityTimeout=5", "Duration=1s Concurrency=20", "BatchSize=3", "30/s", 3000);
	kit_node(&k, "Dead", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Jobs", VERB_ROUTES, "Dead", "maxReceiveCount=4");
	kit_fault(&k, "Worker errors 50% from 10s to 20s");
	kit_fault(&k, "Worker throttle 80% from 30s to 40s");
	kit_fault(&k, "Worker down from 50s to 60s");
	kit_fault(&k, "Worker slow x10 from 70s to 80s");
	kit_fault(&k, "Jobs errors 20% from 80s to 90s");
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), kit_count(&k, "Jobs", "NumberOfMessagesSent"));
	t_int(kit_metric(&k, "Jobs", "ApproximateNumberOfMessagesNotVisible")->most > 0, 1);
	/* Each message was deleted once, or is dead; stale deletes do not count. */
	t_true(kit_count(&k, MAPPING, "DeletedEventCount") +
		       kit_count(&k, "Jobs", "DeadLettered") >=
	       kit_count(&k, "Jobs", "NumberOfMessagesSent"));
	kit_done(&k);
}

TEST(a_pipe_enriches_a_batch_and_sends_its_records)
{
	struct kit k;

	pipe_setup(&k, "VisibilityTimeout=60", "SqsQueueParameters.BatchSize=5", 55);
	kit_node(&k, "Out", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Pipe", VERB_INVOKES, "Enrich", "");
	kit_edge(&k, "Pipe", VERB_TRIGGERS, "Out", "");
	kit_run(&k);
	/* Five go alone; 50 in batches of five. */
	t_int(kit_count(&k, "Pipe", "Invocations"), 15);
	t_int(kit_count(&k, "Enrich", "Invocations"), 15);
	t_int(kit_count(&k, "Enrich", "Records"), 55);
	t_int(kit_count(&k, "Out", "NumberOfMessagesSent"), 55);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted"), 55);
	kit_done(&k);
}

TEST(a_pipe_whose_target_fails_leaves_the_batch_in_the_queue)
{
	struct kit k;

	pipe_setup(&k, "VisibilityTimeout=60", "", 1);
	kit_node(&k, "Target", ARCH_FUNCTION, "Test::Function", "Duration=1s");
	kit_edge(&k, "Pipe", VERB_TRIGGERS, "Target", "");
	kit_fault(&k, "Target errors 100% from 0s to 10s");
	kit_run(&k);
	t_int(kit_count(&k, "Pipe", "ExecutionFailed"), 1);
	t_int(kit_count(&k, "Pipe", "Invocations"), 2);
	t_int(kit_count(&k, "Jobs", "Redelivered"), 1);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted"), 1);
	kit_done(&k);
}

TEST(the_same_seed_gives_the_same_run)
{
	struct kit k;
	double first;

	setup(&k, "VisibilityTimeout=5", "Duration=1s Errors=20% Concurrency=20", "BatchSize=3",
	      "30/s", 3000);
	kit_run(&k);
	first = mean(&k, "Jobs", "ApproximateNumberOfMessagesVisible");
	kit_run(&k);
	t_true(first == mean(&k, "Jobs", "ApproximateNumberOfMessagesVisible"));
	kit_done(&k);
}

TESTS(t(a_message_that_comes_twice_is_worked_on_twice),
      t(a_quiet_queue_gives_batches_of_one), t(a_backlog_gives_full_batches_of_ten),
      t(a_batch_is_6_megabytes_at_most), t(concurrency_climbs_by_300_a_minute),
      t(concurrency_ends_at_1250_and_ended_at_1000),
      t(maximum_concurrency_caps_and_messages_wait_visible),
      t(a_maximum_concurrency_of_one_is_refused),
      t(throttles_use_up_receives_and_maximum_concurrency_does_not),
      t(one_failure_brings_back_the_whole_batch), t(reported_items_alone_come_back),
      t(a_function_that_reports_items_is_why_they_come_back),
      t(poison_fails_its_batch_unless_items_are_reported), t(a_window_gathers_messages),
      t(a_full_batch_ends_the_window), t(a_short_window_takes_20_seconds_on_a_quiet_queue),
      t(more_than_ten_messages_need_a_window), t(a_long_window_hides_messages_longer),
      t(a_timeout_over_the_visibility_timeout_is_told),
      t(a_reserved_concurrency_under_the_mapping_is_told),
      t(filtered_messages_are_deleted_and_never_seen), t(a_disabled_mapping_takes_nothing),
      t(a_stopped_pipe_takes_nothing), t(a_mapping_behind_a_permission_counts),
      t(permissions_alone_make_no_mapping), t(provisioned_pollers_start_higher_and_climb_faster),
      t(idle_pollers_cost_a_receive_every_20_seconds_each),
      t(every_receive_that_is_billed_is_counted),
      t(fifo_concurrency_is_the_number_of_groups),
      t(a_fifo_function_that_reports_stops_at_the_first_failure),
      t(everything_is_accounted_for_under_faults), t(a_pipe_enriches_a_batch_and_sends_its_records),
      t(a_pipe_whose_target_fails_leaves_the_batch_in_the_queue),
      t(the_same_seed_gives_the_same_run))
