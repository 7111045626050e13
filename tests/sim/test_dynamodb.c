/* SPDX-License-Identifier: MIT */
/* Tables against what the DynamoDB Developer Guide says. */
#include <string.h>

#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static const char TABLE[] = "AWS::DynamoDB::Table";
static const char THROTTLED[] = "error:ProvisionedThroughputExceededException";
static const char OVERLOADED[] = "error:ThrottlingException";	/* of an on-demand table */

static void provisioned(struct kit *k, const char *reads, const char *writes)
{
	kit_init(k);
	kit_node(k, "Orders", ARCH_TABLE, TABLE, "BillingMode=PROVISIONED");
	kit_set(k, "Orders", "ProvisionedThroughput.ReadCapacityUnits", reads);
	kit_set(k, "Orders", "ProvisionedThroughput.WriteCapacityUnits", writes);
}

static void on_demand(struct kit *k)
{
	kit_init(k);
	kit_node(k, "Orders", ARCH_TABLE, TABLE, "BillingMode=PAY_PER_REQUEST");
}

static double units(struct kit *k, const char *metric)
{
	return kit_metric(k, "Orders", metric)->mean;
}

static double decided(const struct kit *k, const char *rule)
{
	for (size_t i = 0; i < k->run->n_decisions; i++)
		if (!strcmp(k->run->decisions[i].rule, rule))
			return k->run->decisions[i].count;
	return 0;
}

/*
 * 10 units a second, 3,000 saved. 20 writes a second eat 10 more than come: enough for 300 s. The
 * first write comes after 0.05 s, and the bucket was full until then.
 */
TEST(provisioned_capacity_is_a_bucket_of_300_s)
{
	struct kit k;

	provisioned(&k, "5", "10");
	k.options.duration_ns = 0;
	kit_request(&k, "put dynamodb://Orders", "20/s,constant", 5999);
	kit_run(&k);
	t_int(kit_outcome(&k, THROTTLED), 0);
	kit_done(&k);

	provisioned(&k, "5", "10");
	k.options.duration_ns = 0;
	kit_request(&k, "put dynamodb://Orders", "20/s,constant", 12000);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 8999);	/* 3,000 + 10 x 599.95 */
	t_int(kit_count(&k, "Orders", "WriteThrottleEvents"), kit_outcome(&k, THROTTLED));
	t_int(decided(&k, "dynamodb.provisioned"), kit_outcome(&k, THROTTLED));
	kit_done(&k);
}

TEST(exactly_the_provisioned_rate_is_never_throttled)
{
	struct kit k;

	provisioned(&k, "5", "3");
	k.options.duration_ns = 3600 * NS_PER_S;
	kit_request(&k, "put dynamodb://Orders", NULL, 900);	/* eats what was saved */
	kit_request(&k, "put dynamodb://Orders", "3/s,constant", 0);
	kit_run(&k);
	t_int(kit_outcome(&k, THROTTLED), 0);
	kit_done(&k);
}

TEST(a_write_takes_a_unit_for_each_kilobyte)
{
	struct kit k;

	provisioned(&k, "5", "100");
	kit_meta(&k, "Orders", "ItemSize", "2049");
	kit_request(&k, "put dynamodb://Orders", NULL, 10);
	kit_run(&k);
	t_int(units(&k, "ConsumedWriteCapacityUnits"), 30);
	kit_done(&k);
}

TEST(a_read_takes_half_a_unit_for_4_kilobytes_or_one_if_consistent)
{
	struct kit k;

	provisioned(&k, "100", "5");
	kit_meta(&k, "Orders", "ItemSize", "4097");
	kit_request(&k, "get dynamodb://Orders", NULL, 10);
	kit_run(&k);
	t_int(units(&k, "ConsumedReadCapacityUnits"), 10);
	kit_meta(&k, "Orders", "ConsistentReads", "true");
	kit_run(&k);
	t_int(units(&k, "ConsumedReadCapacityUnits"), 20);
	t_int(units(&k, "ConsumedWriteCapacityUnits"), 0);
	kit_done(&k);
}

TEST(transactions_take_two_units_where_others_take_one)
{
	struct kit k;

	provisioned(&k, "100", "100");
	kit_meta(&k, "Orders", "ItemSize", "2049");
	kit_node(&k, "F", ARCH_FUNCTION, "AWS::Lambda::Function", "");
	kit_meta(&k, "F", "Calls",
		 "dynamodb:TransactGetItems Orders, dynamodb:TransactWriteItems Orders");
	kit_request(&k, "invoke lambda://F", NULL, 10);
	kit_run(&k);
	t_int(units(&k, "ConsumedReadCapacityUnits"), 20);
	t_int(units(&k, "ConsumedWriteCapacityUnits"), 60);
	kit_done(&k);
}

/* At once: what a second holds, then as much as comes a second. */
TEST(a_new_on_demand_table_takes_4000_writes_and_12000_reads_a_second)
{
	struct kit k;

	on_demand(&k);
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "put dynamodb://Orders", "3900/s,constant", 0);
	kit_run(&k);
	t_int(kit_outcome(&k, OVERLOADED), 0);
	k.options.n_workloads = 0;
	kit_request(&k, "put dynamodb://Orders", "8000/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 4000 + 4000 * 10, 2);
	t_int(decided(&k, "dynamodb.ondemand"), kit_outcome(&k, OVERLOADED));
	k.options.n_workloads = 0;
	kit_request(&k, "get dynamodb://Orders", "40000/s,constant", 0);	/* half a unit each */
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 2 * (12000 + 12000 * 10), 3);
	kit_done(&k);
}

/*
 * 4,000 units a second for half an hour; then up to twice that. The items are
 * of 400 units, so that it takes few calls.
 */
TEST(an_on_demand_table_takes_twice_its_peak_of_half_an_hour_ago)
{
	struct kit k;

	on_demand(&k);
	kit_meta(&k, "Orders", "ItemSize", "409600");
	k.options.duration_ns = 0;
	kit_request(&k, "put dynamodb://Orders", "10/s for 32min then 20/s for 60s,constant", 20400);
	kit_run(&k);
	t_int(kit_outcome(&k, THROTTLED), 0);
	k.options.n_workloads = 0;
	kit_request(&k, "put dynamodb://Orders", "10/s for 28min then 20/s for 60s,constant", 18000);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 16800 + 10 + 600, 3);
	kit_done(&k);
}

TEST(an_old_peak_outlives_a_long_rest)
{
	struct kit k;

	on_demand(&k);
	kit_meta(&k, "Orders", "ItemSize", "409600");
	k.options.duration_ns = 0;
	kit_request(&k, "put dynamodb://Orders", "10/s for 5min,constant", 3000);
	kit_request(&k, "put dynamodb://Orders", "20/s,constant", 1200);
	k.workloads[1].at_ns = 10 * NS_PER_H;
	kit_run(&k);
	t_int(kit_outcome(&k, THROTTLED), 0);
	kit_done(&k);
}

TEST(the_owners_maximum_and_the_quota_cap_an_on_demand_table)
{
	struct kit k;

	on_demand(&k);
	kit_set(&k, "Orders", "OnDemandThroughput.MaxWriteRequestUnits", "100");
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "put dynamodb://Orders", "200/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 100 + 100 * 10, 1);
	t_int(decided(&k, "dynamodb.maximum"), kit_outcome(&k, OVERLOADED));
	kit_done(&k);

	on_demand(&k);	/* 24,000, twice that is more than the quota of 40,000 */
	kit_set(&k, "Orders", "OnDemandThroughput.MaxReadRequestUnits", "-1");
	kit_meta(&k, "Orders", "ItemSize", "409600");
	kit_meta(&k, "Orders", "ConsistentReads", "true");
	k.options.duration_ns = 0;
	kit_request(&k, "get dynamodb://Orders",
		    "120/s for 32min then 240/s for 32min then 500/s for 10s,constant",
		    230400 + 460800 + 5000);
	kit_run(&k);
	t_true(kit_outcome(&k, "error:RequestLimitExceeded") > 0);
	t_int(decided(&k, "dynamodb.quota"), kit_outcome(&k, "error:RequestLimitExceeded"));
	kit_near(kit_outcome(&k, "ok"), 230400 + 460800 + 400 + 4000, 120);
	kit_done(&k);
}

TEST(one_key_takes_1000_writes_and_gives_3000_reads_a_second)
{
	struct kit k;

	on_demand(&k);
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "put dynamodb://Orders/customer#1", "2000/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 1000 + 1000 * 10, 1);
	t_int(decided(&k, "dynamodb.key.writes"), kit_outcome(&k, OVERLOADED));
	k.options.n_workloads = 0;
	kit_request(&k, "put dynamodb://Orders/customer#1", "1000/s,constant", 0);
	kit_request(&k, "put dynamodb://Orders/customer#2", "1000/s,constant", 0);
	kit_run(&k);
	t_int(kit_outcome(&k, OVERLOADED), 0);
	k.options.n_workloads = 0;
	kit_request(&k, "get dynamodb://Orders/customer#1", "10000/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 2 * (3000 + 3000 * 10), 2);
	t_int(decided(&k, "dynamodb.key.reads"), kit_outcome(&k, OVERLOADED));
	kit_done(&k);
}

TEST(a_share_of_calls_may_go_to_a_hot_key)
{
	struct kit k;

	on_demand(&k);
	kit_meta(&k, "Orders", "HotKey", "50%");
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "put dynamodb://Orders", "3000/s,constant", 0);
	kit_run(&k);
	/* 15,000 go to the key, which takes 1,000 + 10,000; error of a fair coin 30,000 times */
	kit_near(kit_outcome(&k, OVERLOADED), 15000 - 11000, 87);
	kit_done(&k);
}

TEST(an_index_without_room_holds_its_table_back)
{
	struct kit k;

	provisioned(&k, "5", "100");
	struct value *list = value_list(&k.arch->arena);
	struct arch_resource *r = &k.arch->resources[0];
	const struct value *gsi = value_set(&k.arch->arena, NULL, "ProvisionedThroughput.WriteCapacityUnits", "1");

	gsi = value_set(&k.arch->arena, gsi, "ProvisionedThroughput.ReadCapacityUnits", "1");
	value_append(list, (struct value *)gsi);
	value_put(&k.arch->arena, (struct value *)r->properties, "GlobalSecondaryIndexes", list);
	k.options.duration_ns = 0;
	kit_request(&k, "put dynamodb://Orders", "10/s,constant", 1000);
	kit_run(&k);
	/* the index saved 300 and gets one a second; the table has plenty */
	kit_near(kit_outcome(&k, "ok"), 300 + 100, 1);
	t_int(decided(&k, "dynamodb.gsi"), kit_outcome(&k, THROTTLED));
	kit_done(&k);
}

TEST(an_item_over_400_kb_is_invalid_and_not_retried)
{
	struct kit k;

	on_demand(&k);
	k.options.is_sdk_client = true;
	kit_request(&k, "put dynamodb://Orders", NULL, 1);
	k.workloads[0].bytes = 409601;
	kit_run(&k);
	t_int(kit_outcome(&k, "error:ValidationException"), 1);
	t_int(kit_count(&k, "Orders", "UserErrors"), 1);
	k.workloads[0].bytes = 409600;
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1);
	t_int(units(&k, "ConsumedWriteCapacityUnits"), 400);
	kit_done(&k);
}

TEST(an_sdk_tries_dynamodb_four_times_since_november_2026)
{
	struct kit k;

	provisioned(&k, "5", "1");
	k.options.is_sdk_client = true;
	k.options.has_trace = true;
	kit_fault(&k, "Orders throttle");
	kit_request(&k, "put dynamodb://Orders", NULL, 1);
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), 3);
	k.options.profile = PROFILE_AWS_2023;
	kit_run(&k);
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_SDK_RETRY), 2);
	kit_done(&k);
}

TEST(units_cost_by_use_on_demand_and_by_the_hour_when_provisioned)
{
	struct kit k;

	on_demand(&k);
	kit_request(&k, "put dynamodb://Orders", NULL, 1000);
	kit_request(&k, "get dynamodb://Orders", NULL, 1000);
	kit_run(&k);
	kit_near(k.run->cost_usd, 1000 * 0.625e-6 + 500 * 0.125e-6, 1e-12);
	kit_done(&k);

	provisioned(&k, "100", "10");
	kit_request(&k, "put dynamodb://Orders", NULL, 1);
	k.workloads[0].at_ns = NS_PER_H;
	kit_run(&k);
	kit_near(k.run->cost_usd, 100 * 0.00013 + 10 * 0.00065, 1e-6);
	kit_done(&k);
}

TEST(each_change_goes_to_the_tables_kinesis_stream_and_a_failed_one_does_not)
{
	struct kit k;

	on_demand(&k);
	kit_node(&k, "Changes", ARCH_OTHER, "Test::Stream", "");
	kit_edge(&k, "Orders", VERB_PUBLISHES, "Changes", "");
	kit_request(&k, "put dynamodb://Orders", NULL, 7);
	kit_request(&k, "get dynamodb://Orders", NULL, 5);
	kit_run(&k);
	t_int(kit_count(&k, "Changes", "Calls"), 7);
	kit_fault(&k, "Orders errors");
	kit_run(&k);
	t_int(kit_count(&k, "Changes", "Calls"), 0);
	t_int(kit_count(&k, "Orders", "SystemErrors"), 12);
	kit_done(&k);
}

static void polled(struct kit *k, const char *spec)
{
	on_demand(k);
	kit_node(k, "Worker", ARCH_FUNCTION, "AWS::Serverless::Function",
		 "Runtime=python3.13 Handler=app.handler Timeout=3 MemorySize=512");
	kit_meta(k, "Worker", "Work", "1ms");
	kit_edge(k, "Worker", VERB_POLLS, "Orders", "BatchSize=1");
	if (spec)
		kit_set(k, "Orders", "StreamSpecification.StreamViewType", spec);
}

TEST(who_polls_a_table_gets_each_change_of_its_stream_once)
{
	struct kit k;

	polled(&k, "NEW_IMAGE");
	k.options.duration_ns = 0;
	kit_request(&k, "put dynamodb://Orders", "50/s", 400);
	kit_request(&k, "get dynamodb://Orders", "50/s", 400);
	kit_run(&k);
	t_int(kit_count(&k, "Orders", "StreamRecords"), 400);
	t_int(kit_count(&k, "Worker", "Invocations"), 400);
	kit_done(&k);

	polled(&k, NULL);
	t_true(strstr(kit_refused(&k), "polls Orders, which has no stream") != NULL);
	kit_done(&k);
}

/* One key, so one shard; requests are numbered as they are made, and writes all take equally long. */
TEST(changes_of_a_key_are_in_the_stream_in_their_order)
{
	struct kit k;
	struct fact *latency;
	size_t n, seen = 0;
	const struct history_event *e;
	uint32_t last = 0;

	polled(&k, "NEW_IMAGE");
	k.options.duration_ns = 0;
	k.options.has_trace = true;
	latency = (struct fact *)facts_find(k.facts, "dynamodb.latency.write");
	latency->p99[0] = 0;
	kit_request(&k, "put dynamodb://Orders/customer#1", "100/s,constant", 500);
	kit_run(&k);
	e = sim_history(k.sim, &n);
	for (size_t i = 0; i < n; i++) {
		if (e[i].moment != MOMENT_SENT || e[i].op != OP_INVOKE)
			continue;
		t_true(e[i].request == REQUEST_NONE || e[i].request >= last);
		last = e[i].request == REQUEST_NONE ? last : e[i].request;
		seen++;
	}
	t_int(seen, 500);
	t_int(last, 499);
	kit_done(&k);
}

TEST(a_table_needs_throughput_or_on_demand_billing)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Orders", ARCH_TABLE, TABLE, "");
	t_str(kit_refused(&k), "Orders: the table has no ProvisionedThroughput.ReadCapacityUnits");
	t_true(strstr(k.diags.items[0].hint, "PAY_PER_REQUEST") != NULL);
	kit_done(&k);

	kit_init(&k);
	kit_node(&k, "Orders", ARCH_TABLE, "AWS::Serverless::SimpleTable", "");
	kit_run(&k);	/* one write at the entry */
	t_int(kit_outcome(&k, "ok"), 1);
	kit_done(&k);
}

TEST(properties_that_cannot_be_are_refused_by_name)
{
	struct kit k;

	kit_init(&k);
	kit_node(&k, "Orders", ARCH_TABLE, TABLE, "BillingMode=ONDEMAND");
	t_str(kit_refused(&k), "Orders: BillingMode cannot be \"ONDEMAND\"");
	kit_done(&k);

	provisioned(&k, "0", "5");
	t_true(strstr(kit_refused(&k), "ReadCapacityUnits of the table is a number from 1") != NULL);
	kit_done(&k);

	on_demand(&k);
	kit_meta(&k, "Orders", "HotKey", "150%");
	t_true(strstr(kit_refused(&k), "HotKey is no share") != NULL);
	kit_done(&k);

	on_demand(&k);
	kit_meta(&k, "Orders", "ItemSize", "500000");
	t_true(strstr(kit_refused(&k), "ItemSize is 1 to 409600 bytes") != NULL);
	kit_done(&k);
}

TEST(an_items_size_may_have_a_unit_and_what_is_none_is_refused)
{
	struct kit k;

	on_demand(&k);
	kit_meta(&k, "Orders", "ItemSize", "3.5 KB");
	kit_request(&k, "put dynamodb://Orders", NULL, 10);
	kit_run(&k);
	t_true(units(&k, "ConsumedWriteCapacityUnits") == 40);
	kit_done(&k);

	on_demand(&k);
	kit_meta(&k, "Orders", "ItemSize", "large");
	t_true(strstr(kit_refused(&k), "ItemSize is no size: \"large\"") != NULL);
	kit_done(&k);

	on_demand(&k);
	kit_meta(&k, "Orders", "ItemSize", "500 KB");
	t_true(strstr(kit_refused(&k), "ItemSize is 1 to 409600 bytes") != NULL);
	kit_done(&k);

	on_demand(&k);
	kit_meta(&k, "Orders", "ConsistentReads", "100%");
	t_true(strstr(kit_refused(&k), "ConsistentReads is \"100%\": write true or false") != NULL);
	kit_done(&k);

	on_demand(&k);
	kit_meta(&k, "Orders", "ItemSize.Most", "5");
	t_true(strstr(kit_refused(&k), "ItemSize is a single value, not a map") != NULL);
	kit_done(&k);
}

TESTS(t(provisioned_capacity_is_a_bucket_of_300_s),
      t(exactly_the_provisioned_rate_is_never_throttled),
      t(a_write_takes_a_unit_for_each_kilobyte),
      t(a_read_takes_half_a_unit_for_4_kilobytes_or_one_if_consistent),
      t(transactions_take_two_units_where_others_take_one),
      t(a_new_on_demand_table_takes_4000_writes_and_12000_reads_a_second),
      t(an_on_demand_table_takes_twice_its_peak_of_half_an_hour_ago),
      t(an_old_peak_outlives_a_long_rest),
      t(the_owners_maximum_and_the_quota_cap_an_on_demand_table),
      t(one_key_takes_1000_writes_and_gives_3000_reads_a_second),
      t(a_share_of_calls_may_go_to_a_hot_key),
      t(an_index_without_room_holds_its_table_back),
      t(an_item_over_400_kb_is_invalid_and_not_retried),
      t(an_sdk_tries_dynamodb_four_times_since_november_2026),
      t(units_cost_by_use_on_demand_and_by_the_hour_when_provisioned),
      t(each_change_goes_to_the_tables_kinesis_stream_and_a_failed_one_does_not),
      t(who_polls_a_table_gets_each_change_of_its_stream_once),
      t(changes_of_a_key_are_in_the_stream_in_their_order),
      t(a_table_needs_throughput_or_on_demand_billing),
      t(properties_that_cannot_be_are_refused_by_name),
      t(an_items_size_may_have_a_unit_and_what_is_none_is_refused))
