/* SPDX-License-Identifier: MIT */
/* Queues alone, and with workers that poll them. */
#include <string.h>

#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void queue(struct kit *k, const char *properties)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Jobs", ARCH_QUEUE, "AWS::SQS::Queue", properties);
}

/* A worker takes a message at a time; see configure_workers in mapping_queue.c. */
static void worker(struct kit *k, const char *work, const char *servers)
{
	kit_node(k, "Worker", ARCH_SERVICE, "AWS::ECS::Service", "");
	kit_meta(k, "Worker", "Work", work);
	kit_meta(k, "Worker", "Servers", servers);
	kit_edge(k, "Worker", VERB_POLLS, "Jobs", "");
}

static double mean(struct kit *k, const char *id, const char *metric)
{
	return kit_metric(k, id, metric)->mean;
}

static double most(struct kit *k, const char *id, const char *metric)
{
	return kit_metric(k, id, metric)->most;
}

TEST(messages_wait_for_a_worker_and_are_deleted)
{
	struct kit k;

	queue(&k, "VisibilityTimeout=60");
	worker(&k, "1s", "1");
	kit_request(&k, "send sqs://Jobs", NULL, 5);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 5);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesSent"), 5);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesReceived"), 5);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted"), 5);
	t_int(kit_count(&k, "Worker", "Completed"), 5);
	t_int(most(&k, "Jobs", "ApproximateNumberOfMessagesVisible"), 4);
	t_int(most(&k, "Jobs", "ApproximateNumberOfMessagesNotVisible"), 1);
	/* The last message waited for the four before it and was worked on for a second. */
	kit_near(most(&k, "Jobs", "ApproximateAgeOfOldestMessage"), 5, 0.1);
	/* A stopped timer does not make the run longer than its work. */
	t_true(k.run->simulated_s < 6);
	kit_done(&k);
}

TEST(a_message_that_nobody_polls_stays)
{
	struct kit k;

	queue(&k, "");
	kit_request(&k, "send sqs://Jobs", NULL, 3);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 3);
	t_int(kit_metric(&k, "Jobs", "ApproximateNumberOfMessagesVisible")->most, 3);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesReceived"), 0);
	kit_done(&k);
}

TEST(a_visibility_timeout_shorter_than_the_work_makes_duplicates)
{
	struct kit k;

	/*
	 * The first work takes 5 s, longer than the message is hidden: another worker gets it
	 * too.
	 */
	queue(&k, "VisibilityTimeout=3");
	worker(&k, "1s", "2");
	kit_fault(&k, "Worker slow x5 from 0s to 2s");
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesReceived"), 2);
	t_int(kit_count(&k, "Worker", "Completed"), 2);
	t_int(kit_count(&k, "Jobs", "Redelivered"), 1);
	/*
	 * Deleted by the second, at 4 s; the first one's receipt is stale, CloudWatch counts it
	 * all the same.
	 */
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted"), 2);
	t_int(most(&k, "Jobs", "ApproximateNumberOfMessagesNotVisible"), 1);
	kit_done(&k);
}

TEST(a_stale_receipt_deletes_nothing)
{
	struct kit k;

	/*
	 * Both works outlast the timeout; the third, at 6 s, is quick, but the second's delete
	 * at 8 s is void.
	 */
	queue(&k, "VisibilityTimeout=3");
	worker(&k, "1s", "4");
	kit_fault(&k, "Worker slow x5 from 0s to 5s");
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Completed"), 3);
	kit_near(most(&k, "Jobs", "ApproximateAgeOfOldestMessage"), 7, 0.1);
	kit_done(&k);
}

TEST(a_delay_hides_new_messages)
{
	struct kit k;

	queue(&k, "DelaySeconds=7");
	worker(&k, "1s", "1");
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	kit_run(&k);
	t_int(most(&k, "Jobs", "ApproximateNumberOfMessagesDelayed"), 1);
	kit_near(k.run->simulated_s, 8, 0.05);
	kit_done(&k);
}

TEST(a_message_may_have_a_delay_of_its_own)
{
	struct kit k;

	queue(&k, "DelaySeconds=7");
	worker(&k, "1s", "1");
	kit_request(&k, "send sqs://Jobs/delay=30s", NULL, 1);
	kit_run(&k);
	kit_near(k.run->simulated_s, 31, 0.05);
	kit_done(&k);
}

TEST(a_standard_queue_knows_no_group)
{
	struct kit k;

	queue(&k, "");
	kit_request(&k, "send sqs://Jobs/red", NULL, 1);
	t_str(kit_refused(&k),
	      "\"send sqs://Jobs/red\": Jobs is a standard queue, which knows no group");
	kit_done(&k);
}

TEST(a_message_that_is_too_large_is_refused)
{
	struct kit k;

	queue(&k, "MaximumMessageSize=2048");
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	k.workloads[0].bytes = 2049;
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	k.workloads[1].bytes = 2048;
	kit_run(&k);
	t_int(kit_outcome(&k, "error:ValidationException"), 1);
	t_int(kit_outcome(&k, "ok"), 1);
	kit_done(&k);
}

TEST(properties_out_of_bounds_are_refused)
{
	struct kit k;

	queue(&k, "VisibilityTimeout=43201");
	t_str(kit_refused(&k), "Jobs: VisibilityTimeout is 43201, but AWS takes 0 to 43200");
	kit_done(&k);
}

TEST(a_message_that_always_fails_goes_to_the_dead_letter_queue)
{
	struct kit k;

	queue(&k, "VisibilityTimeout=30");
	kit_node(&k, "Dead", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Jobs", VERB_ROUTES, "Dead", "Role=DeadLetter maxReceiveCount=3");
	worker(&k, "1s", "1");
	kit_fault(&k, "Worker errors 100%");
	kit_request(&k, "send sqs://Jobs", NULL, 2);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Completed"), 6);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesReceived"), 6);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted"), 0);
	t_int(kit_count(&k, "Jobs", "DeadLettered"), 2);
	/* The last time they become visible, they are moved instead. */
	t_int(kit_count(&k, "Jobs", "Redelivered"), 4);
	/* Received three times, they count until they leave. */
	kit_near(most(&k, "Jobs", "ApproximateAgeOfOldestMessage"), 91, 0.5);
	/* AWS: the metric tells when the message came to the dead-letter queue, not when it was sent. */
	kit_near(most(&k, "Dead", "ApproximateAgeOfOldestMessage"), 0, 1.1);
	/* CloudWatch does not count what a redrive policy moves as sent. */
	t_int(kit_count(&k, "Dead", "NumberOfMessagesSent"), 0);
	t_int(most(&k, "Dead", "ApproximateNumberOfMessagesVisible"), 2);
	/* Three receives, each 30 s apart; the fourth would be at 90 s. */
	kit_near(k.run->simulated_s, 91, 0.5);
	kit_done(&k);
}

TEST(without_a_number_a_redrive_policy_allows_ten_receives)
{
	struct kit k;

	queue(&k, "VisibilityTimeout=30");
	kit_node(&k, "Dead", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(&k, "Jobs", VERB_ROUTES, "Dead", "Role=DeadLetter");
	worker(&k, "1s", "1");
	kit_fault(&k, "Worker errors 100%");
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Completed"), 10);
	t_int(kit_count(&k, "Jobs", "DeadLettered"), 1);
	/* With the fourth receive, at 90 s, it no longer counts for the age. */
	kit_near(most(&k, "Jobs", "ApproximateAgeOfOldestMessage"), 90, 0.5);
	kit_done(&k);
}

TEST(a_message_past_its_retention_is_gone)
{
	struct kit k;

	queue(&k, "VisibilityTimeout=30 MessageRetentionPeriod=60");
	worker(&k, "1s", "1");
	kit_fault(&k, "Worker errors 100%");
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	kit_run(&k);
	/* Received at 0 and 30 s; at 60 s it is too old. */
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesReceived"), 2);
	t_int(kit_count(&k, "Jobs", "Expired"), 1);
	kit_done(&k);
}

TEST(nobody_has_to_look_for_a_message_to_expire)
{
	struct kit k;

	queue(&k, "MessageRetentionPeriod=60");
	k.options.duration_ns = 700 * NS_PER_S;
	kit_request(&k, "send sqs://Jobs", NULL, 5);
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	k.workloads[1].at_ns = 600 * NS_PER_S;
	kit_run(&k);
	t_int(kit_count(&k, "Jobs", "Expired"), 5);
	t_int(most(&k, "Jobs", "ApproximateNumberOfMessagesVisible"), 5);
	kit_near(kit_metric(&k, "Jobs", "ApproximateNumberOfMessagesVisible")->mean, 5 * 60. / 600, 1e-4);
	kit_near(most(&k, "Jobs", "ApproximateAgeOfOldestMessage"), 60, 1e-6);
	kit_done(&k);
}

TEST(a_fifo_queue_takes_300_sends_a_second)
{
	struct kit k;

	queue(&k, "FifoQueue=true");
	kit_request(&k, "send sqs://Jobs", NULL, 1000);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 300);
	t_int(kit_outcome(&k, "error:ThrottlingException"), 700);
	kit_done(&k);
}

TEST(high_throughput_lifts_the_limit_only_with_many_groups)
{
	struct kit k;

	queue(&k, "FifoQueue=true FifoThroughputLimit=perMessageGroupId "
		  "DeduplicationScope=messageGroup");
	kit_request(&k, "send sqs://Jobs/one", NULL, 1000);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 300);
	kit_done(&k);

	queue(&k, "FifoQueue=true FifoThroughputLimit=perMessageGroupId "
		  "DeduplicationScope=messageGroup");
	kit_meta(&k, "Jobs", "Groups", "10000");
	kit_request(&k, "send sqs://Jobs", NULL, 1000);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1000);
	kit_done(&k);
}

TEST(a_fifo_group_has_one_batch_in_flight)
{
	struct kit k;

	queue(&k, "FifoQueue=true");
	worker(&k, "1s", "8");
	kit_request(&k, "send sqs://Jobs/red", NULL, 10);
	kit_request(&k, "send sqs://Jobs/green", NULL, 10);
	kit_request(&k, "send sqs://Jobs/blue", NULL, 10);
	kit_run(&k);
	t_int(most(&k, "Worker", "InUse"), 3);
	t_int(kit_count(&k, "Jobs", "MessageGroups"), 3);
	kit_near(k.run->simulated_s, 10, 0.3);
	kit_done(&k);
}

TEST(a_failure_holds_back_its_group_alone)
{
	struct kit k;

	queue(&k, "FifoQueue=true VisibilityTimeout=30");
	worker(&k, "1s", "8");
	kit_fault(&k, "Worker errors 100% from 0s to 1s");
	kit_request(&k, "send sqs://Jobs/red", NULL, 2);
	kit_request(&k, "send sqs://Jobs/green", NULL, 2);
	k.workloads[1].at_ns = 2 * NS_PER_S;
	kit_run(&k);
	/* Green is done after 4 s; red fails once, comes back after 30 s, then takes 2 s. */
	t_int(kit_count(&k, "Jobs", "Redelivered"), 1);
	t_int(kit_count(&k, "Worker", "Completed"), 5);
	kit_near(k.run->simulated_s, 32, 0.3);
	kit_done(&k);
}

TEST(no_more_than_120000_messages_are_in_flight)
{
	struct kit k;

	queue(&k, "VisibilityTimeout=3600");
	worker(&k, "100s", "130000");
	kit_request(&k, "send sqs://Jobs", NULL, 125000);
	kit_run(&k);
	t_int(most(&k, "Jobs", "ApproximateNumberOfMessagesNotVisible"), 120000);
	t_true(kit_count(&k, "Jobs", "OverLimit") > 0);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted"),
	      kit_count(&k, "Worker", "Completed"));
	kit_done(&k);
}

TEST(now_and_then_a_message_comes_twice)
{
	struct kit k;

	queue(&k, "");
	worker(&k, "1ms", "100");
	kit_request(&k, "send sqs://Jobs", "1000/s", 200000);
	kit_run(&k);
	/* One in 10,000: 20 are expected, with a standard error of 4.5. */
	kit_near((double)kit_count(&k, "Worker", "Completed") - 200000, 20, 4.5);
	kit_done(&k);
}

/* Each receive of a message, at 0, 30, 60 and 90 s, has a copy that comes once and no more. */
TEST(a_copy_is_not_a_message_of_its_own)
{
	struct kit k;

	queue(&k, "VisibilityTimeout=30 MessageRetentionPeriod=100");
	kit_meta(&k, "Jobs", "Duplicates", "100%");
	worker(&k, "1s", "10");
	kit_fault(&k, "Worker errors 100%");
	kit_request(&k, "send sqs://Jobs", NULL, 3);
	kit_run(&k);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesReceived"), 3 * 4 * 2);
	t_int(kit_count(&k, "Jobs", "Redelivered"), 3 * 3);
	t_int(kit_count(&k, "Jobs", "Expired"), 3);
	t_int(most(&k, "Jobs", "ApproximateNumberOfMessagesNotVisible"), 6);
	kit_done(&k);

	/* What was worked on twice is deleted twice, as CloudWatch counts. */
	queue(&k, "VisibilityTimeout=30");
	kit_meta(&k, "Jobs", "Duplicates", "100%");
	worker(&k, "1s", "10");
	kit_request(&k, "send sqs://Jobs", NULL, 3);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Completed"), 6);
	t_int(kit_count(&k, "Jobs", "NumberOfMessagesDeleted"), 6);
	t_true(k.run->simulated_s < 2);
	kit_done(&k);
}

TEST(a_queue_in_front_of_servers_waits_as_erlang_c_says)
{
	struct kit k;

	queue(&k, "");
	worker(&k, "1s exp", "10");
	kit_request(&k, "send sqs://Jobs", "8/s", 200000);
	kit_run(&k);
	/* Visible messages are those that wait: Lq = 8 Wq, Wq = 0.20459 s; a receive takes 7 ms. */
	kit_near(mean(&k, "Jobs", "ApproximateNumberOfMessagesVisible"), 8 * 0.2046, 0.08);
	kit_near(mean(&k, "Worker", "InUse"), 8, 0.05);
	kit_done(&k);
}

TEST(each_call_and_each_64_kilobytes_are_billed)
{
	struct kit k;

	queue(&k, "");
	worker(&k, "1s", "1");
	kit_request(&k, "send sqs://Jobs", NULL, 1);
	k.workloads[0].bytes = 65537;
	kit_run(&k);
	/* A send of two parts, a receive, a delete. */
	kit_near(k.run->cost_usd / 0.0000004, 4, 1e-6);
	kit_done(&k);
}

TESTS(t(messages_wait_for_a_worker_and_are_deleted), t(a_message_that_nobody_polls_stays),
      t(a_visibility_timeout_shorter_than_the_work_makes_duplicates),
      t(a_stale_receipt_deletes_nothing), t(a_delay_hides_new_messages),
      t(a_message_may_have_a_delay_of_its_own), t(a_standard_queue_knows_no_group),
      t(a_message_that_is_too_large_is_refused), t(properties_out_of_bounds_are_refused),
      t(a_message_that_always_fails_goes_to_the_dead_letter_queue),
      t(without_a_number_a_redrive_policy_allows_ten_receives),
      t(a_message_past_its_retention_is_gone), t(nobody_has_to_look_for_a_message_to_expire),
      t(a_fifo_queue_takes_300_sends_a_second),
      t(high_throughput_lifts_the_limit_only_with_many_groups),
      t(a_fifo_group_has_one_batch_in_flight), t(a_failure_holds_back_its_group_alone),
      t(no_more_than_120000_messages_are_in_flight), t(now_and_then_a_message_comes_twice),
      t(a_copy_is_not_a_message_of_its_own),
      t(a_queue_in_front_of_servers_waits_as_erlang_c_says),
      t(each_call_and_each_64_kilobytes_are_billed))
