/* SPDX-License-Identifier: MIT */
/* Kinesis streams and the mappings that read them. */
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

#define MAPPING "Clicks>Worker"

static void setup(struct kit *k, const char *stream, const char *function, const char *mapping,
		  const char *request, const char *rate, uint64_t n)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Clicks", ARCH_STREAM, "AWS::Kinesis::Stream", stream);
	kit_node(k, "Worker", ARCH_FUNCTION, "Test::Function", function);
	kit_edge(k, "Worker", VERB_POLLS, "Clicks", mapping);
	kit_request(k, request, rate, n);
}

static void set_details(struct kit *k, const struct value *details)
{
	k->arch->edges[0].details = details;
}

static void reports_items(struct kit *k)
{
	struct arena *a = &k->arch->arena;
	struct value *how = (struct value *)value_set(a, k->arch->edges[0].details,
						      "FunctionResponseTypes", "");
	struct value *list = value_list(a);

	value_append(list, value_text(a, "ReportBatchItemFailures"));
	value_put(a, how, "FunctionResponseTypes", list);
	set_details(k, how);
}

/* DestinationConfig.OnFailure.Destination = GetAtt ID.Arn */
static void on_failure(struct kit *k, const char *id)
{
	struct arena *a = &k->arch->arena;
	struct value *how =
		(struct value *)value_set(a, k->arch->edges[0].details, "DestinationConfig", "");
	struct value *config = value_map(a), *failure = value_map(a), *ref = value_text(a, id);

	ref->kind = VALUE_REF;
	ref->attribute = "Arn";
	value_put(a, failure, "Destination", ref);
	value_put(a, config, "OnFailure", failure);
	value_put(a, how, "DestinationConfig", config);
	set_details(k, how);
}

static double most(struct kit *k, const char *id, const char *metric)
{
	return kit_metric(k, id, metric)->most;
}

TEST(a_shard_takes_1000_records_a_second)
{
	struct kit k;

	setup(&k, "ShardCount=1", "", "", "put kinesis://Clicks", NULL, 1500);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1000);
	t_int(kit_outcome(&k, "error:ProvisionedThroughputExceededException"), 500);
	t_int(kit_count(&k, "Clicks", "IncomingRecords"), 1000);
	t_int(kit_count(&k, "Clicks", "WriteProvisionedThroughputExceeded"), 500);
	kit_done(&k);
}

TEST(a_shard_takes_a_megabyte_a_second)
{
	struct kit k;

	/*
	 * 20 records of 100,000 bytes a second are 2 MB a second for 10 s: one shard takes half
	 * and a second's worth.
	 */
	setup(&k, "ShardCount=1", "", "", "put kinesis://Clicks", "20/s,constant", 200);
	k.workloads[0].bytes = 100000;
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 104.9 + 10.5, 1);
	kit_done(&k);

	setup(&k, "ShardCount=2", "", "", "put kinesis://Clicks", "20/s,constant", 200);
	k.workloads[0].bytes = 100000;
	kit_run(&k);
	t_true(kit_outcome(&k, "ok") > 190);
	kit_done(&k);
}

TEST(one_partition_key_has_one_shard)
{
	struct kit k;

	setup(&k, "ShardCount=8", "", "", "put kinesis://Clicks/user-7", NULL, 1500);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1000);
	kit_done(&k);
}

TEST(large_records_must_be_switched_on_and_may_burst)
{
	struct kit k;

	setup(&k, "ShardCount=1", "", "", "put kinesis://Clicks", NULL, 1);
	k.workloads[0].bytes = 1048577;
	kit_run(&k);
	t_int(kit_outcome(&k, "error:ValidationException"), 1);
	kit_done(&k);

	/* 10 MiB at once, then 1 MiB a second. */
	setup(&k, "ShardCount=1 MaxRecordSizeInKiB=10240", "", "", "put kinesis://Clicks", NULL, 6);
	k.workloads[0].bytes = 2 * 1048576;
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 5);
	kit_done(&k);
}

TEST(on_demand_begins_with_four_shards_and_doubles_later)
{
	struct kit k;

	setup(&k, "StreamModeDetails.StreamMode=ON_DEMAND", "", "", "put kinesis://Clicks", NULL,
	      10000);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 4000, 20);
	kit_done(&k);

	setup(&k, "StreamModeDetails.StreamMode=ON_DEMAND", "", "", "put kinesis://Clicks",
	      "3000/s", 60 * 3000);
	kit_request(&k, "put kinesis://Clicks", NULL, 10000);
	k.workloads[1].at_ns = 20 * NS_PER_MIN;
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 180000 + 8000, 120);
	kit_done(&k);
}

/* A record comes at any time between two reads, a second apart: half a second on average. */
TEST(records_of_a_quiet_shard_are_seen_within_a_second)
{
	struct kit k;
	double age;

	setup(&k, "ShardCount=1", "", "", "put kinesis://Clicks", "0.1/s", 1000);
	kit_run(&k);
	age = kit_metric(&k, MAPPING, "IteratorAge")->mean;
	kit_near(age, 500 + 13, 12);
	t_true(most(&k, MAPPING, "IteratorAge") < 1300);
	kit_done(&k);
}

TEST(records_of_one_second_are_one_batch)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=1ms", "", "put kinesis://Clicks", "50/s,constant", 500);
	kit_run(&k);
	t_true(kit_count(&k, "Worker", "Invocations") <= 11);
	t_int(kit_count(&k, "Worker", "Records"), 500);
	kit_done(&k);
}

TEST(a_batch_has_100_records_at_most)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=100ms", "", "put kinesis://Clicks", NULL, 950);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Invocations"), 10);
	t_int(most(&k, "Worker", "ConcurrentExecutions"), 1);
	kit_done(&k);
}

TEST(each_shard_has_one_batch_at_a_time_times_the_parallelization_factor)
{
	struct kit k;

	setup(&k, "ShardCount=4", "Duration=1s", "BatchSize=10", "put kinesis://Clicks", NULL,
	      2000);
	kit_run(&k);
	t_int(most(&k, "Worker", "ConcurrentExecutions"), 4);
	kit_done(&k);

	/* Keys spread over lanes, those of records that name none too. */
	setup(&k, "ShardCount=1", "Duration=1s", "BatchSize=10 ParallelizationFactor=10",
	      "put kinesis://Clicks/a", NULL, 100);
	for (int i = 0; i < 7; i++)
		kit_request(&k, arena_printf(&k.arch->arena, "put kinesis://Clicks/key%d", i), NULL,
			    100);
	kit_run(&k);
	t_true(most(&k, "Worker", "ConcurrentExecutions") > 3);
	t_true(most(&k, "Worker", "ConcurrentExecutions") <= 8);
	kit_done(&k);

	setup(&k, "ShardCount=1", "Duration=1s", "BatchSize=10 ParallelizationFactor=10",
	      "put kinesis://Clicks", NULL, 500);
	kit_run(&k);
	t_int(most(&k, "Worker", "ConcurrentExecutions"), 10);
	kit_done(&k);
}

TEST(a_window_gathers_records)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=1ms",
	      "BatchSize=1000 MaximumBatchingWindowInSeconds=30", "put kinesis://Clicks",
	      "10/s,constant", 600);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Invocations"), 2);
	kit_done(&k);

	setup(&k, "ShardCount=1", "Duration=1ms",
	      "BatchSize=100 MaximumBatchingWindowInSeconds=300", "put kinesis://Clicks",
	      "10/s,constant", 600);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Invocations"), 6);
	t_true(k.run->simulated_s < 65);
	kit_done(&k);
}

TEST(a_failing_batch_blocks_its_shard_until_the_records_expire)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=1s Errors=100%", "", "put kinesis://Clicks", NULL, 5);
	kit_run(&k);
	/* 24 hours; a retry each minute in the end. */
	kit_near(k.run->simulated_s / 3600, 24, 0.02);
	t_int(kit_count(&k, MAPPING, "Expired"), 5);
	t_true(kit_count(&k, "Worker", "Errors") > 1400);
	t_true(most(&k, MAPPING, "IteratorAge") > 23.9 * 3600e3);
	kit_done(&k);
}

TEST(retries_end_and_the_destination_hears_of_it_once)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=1s Errors=100%", "MaximumRetryAttempts=2",
	      "put kinesis://Clicks", NULL, 5);
	kit_node(&k, "Failed", ARCH_QUEUE, "AWS::SQS::Queue", "");
	on_failure(&k, "Failed");
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Invocations"), 3);
	t_int(kit_count(&k, MAPPING, "DroppedEventCount"), 5);
	t_int(kit_count(&k, "Failed", "NumberOfMessagesSent"), 1);
	t_int(kit_count(&k, MAPPING, "OnFailureDestinationDeliveredEventCount"), 1);
	kit_done(&k);
}

TEST(records_past_their_maximum_age_are_given_up)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=1s Errors=100%", "MaximumRecordAgeInSeconds=60",
	      "put kinesis://Clicks", NULL, 5);
	kit_run(&k);
	t_int(kit_count(&k, MAPPING, "DroppedEventCount"), 5);
	t_true(k.run->simulated_s > 60 && k.run->simulated_s < 125);
	kit_done(&k);

	setup(&k, "ShardCount=1", "", "MaximumRecordAgeInSeconds=59", "put kinesis://Clicks", NULL,
	      5);
	t_str(kit_refused(&k), "Worker: MaximumRecordAgeInSeconds is -1 or at least 60");
	kit_done(&k);
}

TEST(bisecting_isolates_a_poison_record)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=100ms", "BatchSize=64 MaximumRetryAttempts=1",
	      "put kinesis://Clicks", NULL, 640);
	kit_meta(&k, "Clicks", "Poison", "1%");
	kit_run(&k);
	/* Without bisecting all ten batches but those without poison are lost. */
	t_true(kit_count(&k, MAPPING, "DroppedEventCount") >= 64);
	kit_done(&k);

	setup(&k, "ShardCount=1", "Duration=100ms",
	      "BatchSize=64 MaximumRetryAttempts=1 BisectBatchOnFunctionError=true",
	      "put kinesis://Clicks", NULL, 640);
	kit_meta(&k, "Clicks", "Poison", "1%");
	kit_run(&k);
	t_true(kit_count(&k, MAPPING, "DroppedEventCount") > 0);
	t_true(kit_count(&k, MAPPING, "DroppedEventCount") < 20);
	t_int(kit_count(&k, MAPPING, "DroppedEventCount") +
		      kit_count(&k, MAPPING, "DeletedEventCount"),
	      640);
	kit_done(&k);
}

/* All records fail: 2n - 1 batches of n, n/2 ... and one retry for each single record. */
TEST(bisecting_costs_no_retries)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=100ms Errors=100%",
	      "BatchSize=8 MaximumRetryAttempts=1 BisectBatchOnFunctionError=true",
	      "put kinesis://Clicks", NULL, 8);
	kit_run(&k);
	t_int(kit_count(&k, MAPPING, "Bisected"), 7);
	t_int(kit_count(&k, "Worker", "Invocations"), 15 + 8);
	t_int(kit_count(&k, MAPPING, "DroppedEventCount"), 8);
	kit_done(&k);
}

TEST(reported_items_move_the_checkpoint)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=10ms Errors=10%", "BatchSize=100",
	      "put kinesis://Clicks", NULL, 900);
	reports_items(&k);
	kit_run(&k);
	t_int(kit_count(&k, MAPPING, "DeletedEventCount"), 900);
	t_int(kit_count(&k, "Worker", "Errors"), 0);
	/*
	 * Each failed record ends a batch: 100 failures and 9 more batches, standard error
	 * about 10.
	 */
	kit_near((double)kit_count(&k, "Worker", "Invocations"), 109, 10.5);
	kit_done(&k);
}

TEST(throttles_cost_no_retries)
{
	struct kit k;

	setup(&k, "ShardCount=1", "Duration=10ms", "MaximumRetryAttempts=0", "put kinesis://Clicks",
	      NULL, 5);
	kit_fault(&k, "Worker throttle from 0s to 20s");
	kit_run(&k);
	t_int(kit_count(&k, MAPPING, "DeletedEventCount"), 5);
	t_int(kit_count(&k, MAPPING, "DroppedEventCount"), 0);
	t_true(kit_count(&k, MAPPING, "Retries") >= 4);
	kit_done(&k);
}

TEST(all_consumers_get_all_records)
{
	struct kit k;

	setup(&k, "ShardCount=2", "", "", "put kinesis://Clicks", NULL, 100);
	kit_node(&k, "Other", ARCH_FUNCTION, "Test::Function", "");
	kit_edge(&k, "Other", VERB_POLLS, "Clicks", "");
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Records"), 100);
	t_int(kit_count(&k, "Other", "Records"), 100);
	kit_done(&k);
}

/* 10 MB are read at once; what comes after waits for 2 MB a second, shared by all readers. */
TEST(readers_share_2_megabytes_a_second_and_fan_out_does_not)
{
	struct kit k;

	setup(&k, "ShardCount=1", "", "BatchSize=10", "put kinesis://Clicks", "1/s,constant", 300);
	k.workloads[0].bytes = 1000000;
	for (int i = 0; i < 3; i++) {
		const char *id = arena_printf(&k.arch->arena, "Other%d", i);

		kit_node(&k, id, ARCH_FUNCTION, "Test::Function", "");
		kit_edge(&k, id, VERB_POLLS, "Clicks", "");
	}
	kit_run(&k);
	/* Four readers of 1 MB a second want twice what there is. */
	t_true(most(&k, MAPPING, "IteratorAge") > 60e3);
	t_true(kit_count(&k, "Clicks", "ReadProvisionedThroughputExceeded") > 300);
	kit_done(&k);

	setup(&k, "ShardCount=1", "", "BatchSize=10", "put kinesis://Clicks", "1/s,constant", 300);
	k.workloads[0].bytes = 1000000;
	kit_folded(&k, "Consumer", "Clicks", "AWS::Kinesis::StreamConsumer", "");
	for (int i = 0; i < 3; i++) {
		const char *id = arena_printf(&k.arch->arena, "Other%d", i);
		struct value *ref = value_text(&k.arch->arena, "Consumer"),
			     *how = value_map(&k.arch->arena);

		ref->kind = VALUE_REF;
		value_put(&k.arch->arena, how, "EventSourceArn", ref);
		kit_node(&k, id, ARCH_FUNCTION, "Test::Function", "");
		kit_edge(&k, id, VERB_POLLS, "Clicks", "");
		k.arch->edges[k.arch->n_edges - 1].details = how;
	}
	kit_run(&k);
	t_true(most(&k, MAPPING, "IteratorAge") < 3e3);
	t_int(kit_count(&k, "Clicks", "ReadProvisionedThroughputExceeded"), 0);
	t_int(kit_count(&k, "Clicks", "GetRecords.Records"), 300);
	t_int(kit_count(&k, "Clicks", "GetRecords.Bytes"), 300000000);
	kit_done(&k);
}

/* Ten poll once a second each: every other poll is refused. */
TEST(readers_share_5_calls_a_second)
{
	for (int readers = 5; readers <= 10; readers += 5) {
		struct kit k;

		setup(&k, "ShardCount=1", "", "", "put kinesis://Clicks", "10/s,constant", 0);
		k.options.duration_ns = 100 * NS_PER_S;
		k.options.has_trace = true;
		for (int i = 1; i < readers; i++) {
			const char *id = arena_printf(&k.arch->arena, "Other%d", i);

			kit_node(&k, id, ARCH_FUNCTION, "Test::Function", "");
			kit_edge(&k, id, VERB_POLLS, "Clicks", "");
		}
		kit_run(&k);
		kit_near((double)kit_count(&k, MAPPING, "Batches"), readers > 5 ? 50 : 100, 1);
		kit_near((double)kit_count(&k, "Clicks", "ReadProvisionedThroughputExceeded"),
			 readers > 5 ? 500 : 0, 5);
		t_int(kit_moments(&k, MOMENT_THROTTLED, RULE_KINESIS_READ_CALLS) > 0, readers > 5);
		kit_done(&k);
	}
}

TEST(a_stream_without_consumers_keeps_nothing)
{
	struct kit k;

	kit_init(&k);
	k.options.duration_ns = 0;
	k.options.most_calls = 10000;
	kit_node(&k, "Clicks", ARCH_STREAM, "AWS::Kinesis::Stream", "ShardCount=100");
	kit_request(&k, "put kinesis://Clicks", "10000/s", 200000);
	kit_run(&k);
	t_null(k.run->stopped);
	t_int(kit_outcome(&k, "ok"), 200000);
	kit_done(&k);
}

static void table_setup(struct kit *k, const char *table, const char *rate, uint64_t n)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Orders", ARCH_TABLE, "AWS::DynamoDB::Table", table);
	kit_node(k, "Worker", ARCH_FUNCTION, "Test::Function", "Duration=10ms");
	kit_edge(k, "Worker", VERB_POLLS, "Orders", "");
	kit_request(k, "put dynamodb://Orders", rate, n);
}

/* Read four times a second: an eighth of a second on average. */
TEST(the_changes_of_a_table_reach_its_readers)
{
	struct kit k;

	table_setup(&k, "BillingMode=PAY_PER_REQUEST StreamSpecification.StreamViewType=NEW_IMAGE",
		    "0.1/s", 1000);
	kit_run(&k);
	t_int(kit_count(&k, "Worker", "Records"), 1000);
	t_int(kit_count(&k, "Orders", "StreamRecords"), 1000);
	kit_near(kit_metric(&k, "Orders>Worker", "IteratorAge")->mean, 125 + 13, 3);
	kit_done(&k);
}

TEST(a_table_without_a_stream_cannot_be_polled)
{
	struct kit k;

	table_setup(&k, "BillingMode=PAY_PER_REQUEST", NULL, 1);
	t_str(kit_refused(&k), "Worker: it polls Orders, which has no stream");
	kit_done(&k);
}

TEST(tumbling_windows_are_told_as_not_modelled)
{
	struct kit k;

	setup(&k, "ShardCount=1", "", "TumblingWindowInSeconds=60", "put kinesis://Clicks", NULL,
	      1);
	kit_run(&k);
	t_str(k.diags.items[0].rule, "sim-not-modelled");
	kit_done(&k);
}

TEST(shards_and_units_are_billed)
{
	struct kit k;

	setup(&k, "ShardCount=2", "", "", "put kinesis://Clicks", NULL, 1);
	k.workloads[0].bytes = 25601;
	kit_request(&k, "put kinesis://Clicks", NULL, 1);
	k.workloads[1].at_ns = NS_PER_H;
	kit_run(&k);
	/* Two shards for an hour (and the last record's second), two units and one. */
	kit_near(k.run->cost_usd, 2 * 0.015 + 3 * 0.000000014, 0.00001);
	kit_done(&k);
}

TESTS(t(a_shard_takes_1000_records_a_second), t(a_shard_takes_a_megabyte_a_second),
      t(one_partition_key_has_one_shard), t(large_records_must_be_switched_on_and_may_burst),
      t(on_demand_begins_with_four_shards_and_doubles_later),
      t(records_of_a_quiet_shard_are_seen_within_a_second), t(records_of_one_second_are_one_batch),
      t(a_batch_has_100_records_at_most),
      t(each_shard_has_one_batch_at_a_time_times_the_parallelization_factor),
      t(a_window_gathers_records), t(a_failing_batch_blocks_its_shard_until_the_records_expire),
      t(retries_end_and_the_destination_hears_of_it_once),
      t(records_past_their_maximum_age_are_given_up), t(bisecting_isolates_a_poison_record),
      t(bisecting_costs_no_retries), t(reported_items_move_the_checkpoint),
      t(throttles_cost_no_retries), t(all_consumers_get_all_records),
      t(readers_share_2_megabytes_a_second_and_fan_out_does_not),
      t(readers_share_5_calls_a_second), t(a_stream_without_consumers_keeps_nothing),
      t(the_changes_of_a_table_reach_its_readers),
      t(a_table_without_a_stream_cannot_be_polled), t(tumbling_windows_are_told_as_not_modelled),
      t(shards_and_units_are_billed))
