/* SPDX-License-Identifier: MIT */
/* Buckets against the S3 User Guide: request rates, events, deletes, the loop that everybody builds once. */
#include <stdio.h>
#include <string.h>

#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void bucket(struct kit *k)
{
	kit_init(k);
	kit_node(k, "Uploads", ARCH_BUCKET, "AWS::S3::Bucket", "");
}

/* A receiver that only counts: a type without a model. */
static void receiver(struct kit *k, const char *id)
{
	kit_node(k, id, ARCH_OTHER, "Test::Receiver", "");
}

static const struct value *rule(struct arena *a, const char *name, const char *text)
{
	const struct value *map = value_set(a, NULL, "Name", name);

	return value_set(a, map, "Value", text);
}

/* Uploads triggers to: events is one name, a filter may be NULL. */
static void notify(struct kit *k, const char *to, const char *events, const char *prefix,
		   const char *suffix)
{
	struct arena *a = &k->arch->arena;
	struct value *list = value_list(a), *filter = value_list(a), *details = value_map(a);

	value_append(list, value_text(a, events));
	value_put(a, details, "Events", list);
	if (prefix)
		value_append(filter, (struct value *)rule(a, "prefix", prefix));
	if (suffix)
		value_append(filter, (struct value *)rule(a, "suffix", suffix));
	value_put(a, details, "Filter", filter);
	arch_add_edge(k->arch, &(struct arch_edge){
		.from = arch_find(k->arch, "Uploads"),
		.to = arch_find(k->arch, to),
		.verb = VERB_TRIGGERS,
		.rule = "R4",
		.file = "test.yaml",
		.line = 1,
		.column = 1,
		.details = details,
	});
}

static void set_fact(struct kit *k, const char *name, double value)
{
	struct fact *f = (struct fact *)facts_find(k->facts, name);

	for (int p = 0; p < N_PROFILES; p++)
		f->value[p] = value;
}

static double decided(const struct kit *k, const char *rule_id)
{
	for (size_t i = 0; i < k->run->n_decisions; i++)
		if (!strcmp(k->run->decisions[i].rule, rule_id))
			return k->run->decisions[i].count;
	return 0;
}

TEST(a_prefix_takes_3500_changes_and_gives_5500_reads_a_second)
{
	struct kit k;

	bucket(&k);
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "put s3://Uploads/a/cat.jpg", "7000/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 3500 + 35000, 1);
	t_int(kit_count(&k, "Uploads", "SlowDowns"), kit_outcome(&k, "error:SlowDown"));
	t_int(decided(&k, "s3.writes"), kit_outcome(&k, "error:SlowDown"));
	k.options.n_workloads = 0;
	kit_request(&k, "get s3://Uploads/a/cat.jpg", "11000/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 5500 + 55000, 1);
	kit_done(&k);
}

TEST(keys_of_one_prefix_share_its_rate_and_other_prefixes_have_their_own)
{
	struct kit k;

	bucket(&k);
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "put s3://Uploads/a/1.jpg", "3500/s,constant", 0);
	kit_request(&k, "put s3://Uploads/a/2.jpg", "3500/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 3500 + 35000, 2);
	k.options.n_workloads = 0;
	kit_request(&k, "put s3://Uploads/a/1.jpg", "3500/s,constant", 0);
	kit_request(&k, "put s3://Uploads/b/2.jpg", "3500/s,constant", 0);
	kit_run(&k);
	t_int(kit_outcome(&k, "error:SlowDown"), 0);
	kit_done(&k);
}

TEST(keys_without_a_name_can_be_spread_over_prefixes)
{
	struct kit k;

	bucket(&k);
	k.options.duration_ns = 10 * NS_PER_S;
	kit_request(&k, "put s3://Uploads", "10000/s,constant", 0);
	kit_run(&k);
	kit_near(kit_outcome(&k, "ok"), 3500 + 35000, 1);
	kit_meta(&k, "Uploads", "Prefixes", "4");
	kit_run(&k);
	t_int(kit_outcome(&k, "error:SlowDown"), 0);
	kit_done(&k);
}

/* The rates of S3 are a thousand times higher; the arithmetic is the same. */
TEST(a_prefix_under_load_is_split_after_half_an_hour)
{
	struct kit k;

	bucket(&k);
	set_fact(&k, "s3.prefix.writes", 3.5);
	k.options.duration_ns = 0;
	kit_request(&k, "put s3://Uploads/a", "7/s,constant", 7 * 3600);
	kit_run(&k);
	/* 3.5 a second for 30 min, then all */
	kit_near(kit_outcome(&k, "ok"), 3.5 * 1800 + 7 * 1800, 5);
	t_int(decided(&k, "s3.split"), 1);
	kit_done(&k);
}

TEST(load_with_pauses_splits_nothing)
{
	struct kit k;

	bucket(&k);
	set_fact(&k, "s3.prefix.writes", 3.5);
	k.options.duration_ns = 0;
	kit_request(&k, "put s3://Uploads/a",
		    "7/s for 20min then 1/s for 5min then 7/s for 20min,constant", 7 * 2400 + 300);
	kit_run(&k);
	t_int(decided(&k, "s3.split"), 0);
	kit_done(&k);
}

TEST(a_put_sets_off_an_event_after_a_while_at_the_same_request)
{
	struct kit k;

	bucket(&k);
	receiver(&k, "Resize");
	notify(&k, "Resize", "s3:ObjectCreated:*", NULL, NULL);
	k.options.has_trace = true;
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 200);
	kit_request(&k, "get s3://Uploads/cat.jpg", NULL, 3);
	kit_run(&k);
	t_int(kit_count(&k, "Resize", "Calls"), 200);
	t_int(kit_count(&k, "Uploads", "Events"), 200);
	t_int(kit_count(&k, "Uploads", "GetRequests"), 3);
	t_int(kit_moments(&k, MOMENT_QUEUED, RULE_NONE), 200);
	kit_done(&k);
}

TEST(a_deleted_object_is_gone_for_everyone_at_once_and_comes_back_with_a_put)
{
	struct kit k;

	bucket(&k);
	k.options.duration_ns = 60 * NS_PER_S;
	kit_request(&k, "get s3://Uploads/cat.jpg", NULL, 1);
	kit_request(&k, "delete s3://Uploads/cat.jpg", NULL, 1);
	kit_request(&k, "get s3://Uploads/cat.jpg", NULL, 1);
	kit_request(&k, "get s3://Uploads/dog.jpg", NULL, 1);
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 1);
	kit_request(&k, "get s3://Uploads/cat.jpg", NULL, 1);
	for (int i = 1; i < 6; i++)
		k.workloads[i].at_ns = (i < 3 ? i : i - 1) * 10 * NS_PER_S;
	kit_run(&k);
	t_int(kit_outcome(&k, "error:NoSuchKey"), 1);
	t_int(kit_outcome(&k, "ok"), 5);
	t_int(kit_count(&k, "Uploads", "4xxErrors"), 1);
	kit_done(&k);
}

TEST(versioning_makes_a_delete_marker_of_a_delete)
{
	struct kit k;

	bucket(&k);
	receiver(&k, "Deleted");
	receiver(&k, "Marked");
	receiver(&k, "Both");
	notify(&k, "Deleted", "s3:ObjectRemoved:Delete", NULL, NULL);
	notify(&k, "Marked", "s3:ObjectRemoved:DeleteMarkerCreated", NULL, NULL);
	notify(&k, "Both", "s3:ObjectRemoved:*", NULL, NULL);
	kit_request(&k, "delete s3://Uploads/cat.jpg", NULL, 10);
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Deleted", "Calls"), 10);
	t_int(kit_count(&k, "Marked", "Calls"), 0);
	kit_set(&k, "Uploads", "VersioningConfiguration.Status", "Enabled");
	kit_run(&k);
	t_int(kit_count(&k, "Deleted", "Calls"), 0);
	t_int(kit_count(&k, "Marked", "Calls"), 10);
	t_int(kit_count(&k, "Both", "Calls"), 10);
	kit_done(&k);
}

TEST(filters_look_at_the_beginning_and_the_end_of_a_key)
{
	struct kit k;

	bucket(&k);
	receiver(&k, "Resize");
	notify(&k, "Resize", "s3:ObjectCreated:*", "in/", ".jpg");
	kit_request(&k, "put s3://Uploads/in/cat.jpg", NULL, 2);
	kit_request(&k, "put s3://Uploads/out/cat.jpg", NULL, 30);
	kit_request(&k, "put s3://Uploads/in/cat.png", NULL, 30);
	kit_request(&k, "put s3://Uploads/g", NULL, 30);
	kit_request(&k, "put s3://Uploads", NULL, 1);	/* any key: one that passes */
	kit_run(&k);
	t_int(kit_count(&k, "Resize", "Calls"), 3);
	kit_done(&k);
}

TEST(a_run_without_workloads_puts_an_object_that_passes_the_filter)
{
	struct kit k;

	bucket(&k);
	receiver(&k, "Resize");
	notify(&k, "Resize", "s3:ObjectCreated:Put", "in/", ".jpg");
	kit_run(&k);
	t_int(kit_count(&k, "Resize", "Calls"), 1);
	kit_done(&k);
}

/* Binomial: 20,000 events, 5 % of them twice. */
TEST(some_events_come_twice)
{
	struct kit k;

	bucket(&k);
	receiver(&k, "Resize");
	notify(&k, "Resize", "s3:ObjectCreated:*", NULL, NULL);
	set_fact(&k, "s3.event.duplicates", 0.05);
	k.options.duration_ns = 0;
	kit_request(&k, "put s3://Uploads/cat.jpg", "1000/s", 20000);
	kit_run(&k);
	kit_near((double)kit_count(&k, "Uploads", "DuplicateEvents"), 1000, 31);
	t_int(kit_count(&k, "Resize", "Calls"), 20000 + kit_count(&k, "Uploads", "DuplicateEvents"));
	t_int(decided(&k, "s3.duplicate"), kit_count(&k, "Uploads", "DuplicateEvents"));
	kit_done(&k);
}

static void thumbnailer(struct kit *k, const char *calls)
{
	bucket(k);
	kit_node(k, "Resize", ARCH_FUNCTION, "AWS::Serverless::Function",
		 "Runtime=python3.13 Handler=app.handler Timeout=3 MemorySize=512");
	kit_meta(k, "Resize", "Work", "10ms");
	kit_edge(k, "Resize", VERB_WRITES, "Uploads", "");
	if (calls)
		kit_meta(k, "Resize", "Calls", calls);
}

TEST(a_function_that_writes_to_the_bucket_that_triggers_it_is_told_so)
{
	struct kit k;

	thumbnailer(&k, NULL);
	notify(&k, "Resize", "s3:ObjectCreated:*", NULL, NULL);
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 1);
	k.options.until_ns = 600 * NS_PER_S;
	kit_begin(&k);
	sim_run_until(k.sim, k.options.until_ns, 0);
	k.run = sim_result(k.sim);
	t_true(kit_count(&k, "Resize", "Invocations") > 3);
	t_true(decided(&k, "s3.recursion") > 2);
	kit_done(&k);
}

TEST(a_loop_through_a_queue_is_one_too)
{
	struct kit k;

	thumbnailer(&k, NULL);
	kit_node(&k, "Work", ARCH_QUEUE, "AWS::SQS::Queue", "");
	notify(&k, "Work", "s3:ObjectCreated:*", NULL, NULL);
	kit_edge(&k, "Resize", VERB_POLLS, "Work", "BatchSize=1");
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 1);
	kit_begin(&k);
	sim_run_until(k.sim, 600 * NS_PER_S, 0);
	k.run = sim_result(k.sim);
	t_true(decided(&k, "s3.recursion") > 1);
	kit_done(&k);
}

TEST(a_filter_or_a_second_bucket_breaks_the_loop)
{
	struct kit k;

	thumbnailer(&k, "s3:PutObject Uploads/out/cat.jpg");
	notify(&k, "Resize", "s3:ObjectCreated:*", "in/", NULL);
	kit_request(&k, "put s3://Uploads/in/cat.jpg", NULL, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Resize", "Invocations"), 1);
	t_int(kit_count(&k, "Uploads", "PutRequests"), 2);
	t_int(decided(&k, "s3.recursion"), 0);
	kit_done(&k);

	thumbnailer(&k, NULL);	/* no name: what the bucket set off itself passes no filter */
	notify(&k, "Resize", "s3:ObjectCreated:*", "in/", NULL);
	kit_request(&k, "put s3://Uploads", NULL, 1);
	kit_run(&k);
	t_int(kit_count(&k, "Resize", "Invocations"), 1);
	kit_done(&k);
}

TEST(a_chain_of_buckets_is_no_loop)
{
	struct kit k;

	bucket(&k);
	kit_node(&k, "Middle", ARCH_BUCKET, "AWS::S3::Bucket", "");
	kit_node(&k, "Thumbs", ARCH_BUCKET, "AWS::S3::Bucket", "");
	for (int i = 0; i < 3; i++) {
		static const char *const ids[] = { "A", "B", "C" };

		kit_node(&k, ids[i], ARCH_FUNCTION, "AWS::Serverless::Function",
			 "Runtime=python3.13 Handler=app.handler Timeout=3 MemorySize=512");
		kit_meta(&k, ids[i], "Work", "10ms");
	}
	kit_edge(&k, "Uploads", VERB_TRIGGERS, "A", "");
	kit_edge(&k, "A", VERB_WRITES, "Middle", "");
	kit_edge(&k, "Middle", VERB_TRIGGERS, "B", "");
	kit_edge(&k, "B", VERB_WRITES, "Thumbs", "");
	kit_edge(&k, "Thumbs", VERB_TRIGGERS, "C", "");
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 1);
	kit_run(&k);
	t_int(kit_count(&k, "C", "Invocations"), 1);
	t_int(decided(&k, "s3.recursion"), 0);
	kit_done(&k);
}

static void event_rule(struct kit *k, const char *id, const char *bucket_id, const char *type)
{
	struct arena *a = &k->arch->arena;
	struct value *pattern = value_map(a), *source = value_list(a), *types = value_list(a),
		     *names = value_list(a), *ref = value_text(a, bucket_id);
	struct arch_resource *r;

	kit_node(k, id, ARCH_RULE, "AWS::Events::Rule", "");
	ref->kind = VALUE_REF;
	value_append(source, value_text(a, "aws.s3"));
	value_append(types, value_text(a, type));
	value_append(names, ref);
	value_put(a, pattern, "source", source);
	value_put(a, pattern, "detail-type", types);
	value_put(a, pattern, "detail", (struct value *)value_set(a, NULL, "bucket.x", "y"));
	value_put(a, (struct value *)value_at(pattern, "detail.bucket"), "name", names);
	r = &k->arch->resources[arch_find(k->arch, id)];
	value_put(a, (struct value *)r->properties, "EventPattern", pattern);
}

TEST(rules_on_the_default_bus_hear_of_a_bucket_that_sends_to_eventbridge)
{
	struct kit k;

	bucket(&k);
	kit_node(&k, "Others", ARCH_BUCKET, "AWS::S3::Bucket", "");
	receiver(&k, "Work");
	event_rule(&k, "Created", "Uploads", "Object Created");
	event_rule(&k, "Deleted", "Uploads", "Object Deleted");
	event_rule(&k, "Foreign", "Others", "Object Created");
	kit_edge(&k, "Uploads", VERB_TRIGGERS, "Created", "");	/* as the graph shows it */
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 4);
	kit_run(&k);
	t_int(kit_count(&k, "Uploads", "Events"), 0);
	kit_set(&k, "Uploads", "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", "true");
	kit_run(&k);
	t_int(kit_count(&k, "Uploads", "Events"), 4);
	kit_done(&k);
}

/* How many of two puts a rule with this pattern hears of. */
static int heard(const char *pattern, const char *key)
{
	char request[80];
	struct kit k;
	int n;

	bucket(&k);
	kit_set(&k, "Uploads", "BucketName", "pictures");
	kit_set(&k, "Uploads", "NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled", "true");
	kit_node(&k, "Rule", ARCH_RULE, "AWS::Events::Rule", "");
	kit_yaml(&k, "Rule", "EventPattern", pattern);
	snprintf(request, sizeof(request), "put s3://Uploads/%s", key);
	kit_request(&k, request, NULL, 2);
	kit_run(&k);
	n = (int)kit_count(&k, "Uploads", "Events");
	kit_done(&k);
	return n;
}

TEST(rules_match_events_of_a_bucket_as_their_patterns_say)
{
	static const struct {
		const char *pattern, *key;
		int heard;
	} cases[] = {
		{ "{source: [aws.s3], detail: {bucket: {name: [pictures]}}}", "a", 2 },
		{ "{source: [aws.s3], detail: {bucket: {name: [letters]}}}", "a", 0 },
		{ "{source: [aws.s3], detail: {bucket: {name: [{prefix: pic}]}}}", "a", 2 },
		{ "{source: [{prefix: aws.}]}", "a", 2 },
		{ "{source: [{prefix: shop.}]}", "a", 0 },
		{ "{detail-type: [{anything-but: Object Created}]}", "a", 0 },
		{ "{detail: {object: {key: [{prefix: a/}, {prefix: b/}]}}}", "b/x", 2 },
		{ "{detail: {object: {key: [{prefix: a/}, {prefix: b/}]}}}", "c/x", 0 },
		{ "{detail: {object: {key: [{anything-but: {prefix: b/}}]}}}", "b/x", 0 },
		{ "{detail: {object: {key: [a.txt]}}}", "a.txt", 2 },
		{ "{detail: {object: {key: [a.txt]}}}", "b.txt", 0 },
		{ "{detail: {object: {key: [{wildcard: 'in/*.jpg'}]}}}", "in/cat.jpg", 2 },
		{ "{detail: {object: {key: [{wildcard: 'in/*.jpg'}]}}}", "cat.jpg", 0 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		t_int(heard(cases[i].pattern, cases[i].key), cases[i].heard);
}

TEST(requests_cost_but_deletes_and_slow_downs_do_not)
{
	struct kit k;

	bucket(&k);
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 4000);	/* 500 too many */
	kit_request(&k, "get s3://Uploads/cat.jpg", NULL, 1000);
	kit_request(&k, "delete s3://Uploads/dog.jpg", NULL, 1);
	k.workloads[2].at_ns = 10 * NS_PER_S;
	kit_run(&k);
	kit_near(k.run->cost_usd, 3500 * 0.000005 + 1000 * 0.0000004, 1e-12);
	kit_done(&k);
}

TEST(faults_become_errors_and_no_events)
{
	struct kit k;

	bucket(&k);
	receiver(&k, "Resize");
	notify(&k, "Resize", "s3:ObjectCreated:*", NULL, NULL);
	kit_fault(&k, "Uploads errors 50%");
	kit_request(&k, "put s3://Uploads/cat.jpg", NULL, 1000);
	kit_run(&k);
	t_int(kit_count(&k, "Resize", "Calls"), kit_outcome(&k, "ok"));
	t_int(kit_count(&k, "Uploads", "5xxErrors"), kit_outcome(&k, "error:InternalServerError"));
	kit_near(kit_outcome(&k, "ok"), 500, 16);
	kit_done(&k);
}

TEST(events_and_filters_that_cannot_be_are_refused_by_name)
{
	struct kit k;

	bucket(&k);
	receiver(&k, "Resize");
	notify(&k, "Resize", "s3:ObjectMade:*", NULL, NULL);
	t_str(kit_refused(&k), "Uploads: S3 has no event \"s3:ObjectMade:*\"");
	kit_done(&k);

	bucket(&k);
	kit_meta(&k, "Uploads", "Prefixes", "0");
	t_str(kit_refused(&k), "Uploads: Prefixes is a number from 1 to 10000");
	kit_done(&k);
}

TESTS(t(a_prefix_takes_3500_changes_and_gives_5500_reads_a_second),
      t(keys_of_one_prefix_share_its_rate_and_other_prefixes_have_their_own),
      t(keys_without_a_name_can_be_spread_over_prefixes),
      t(a_prefix_under_load_is_split_after_half_an_hour), t(load_with_pauses_splits_nothing),
      t(a_put_sets_off_an_event_after_a_while_at_the_same_request),
      t(a_deleted_object_is_gone_for_everyone_at_once_and_comes_back_with_a_put),
      t(versioning_makes_a_delete_marker_of_a_delete),
      t(filters_look_at_the_beginning_and_the_end_of_a_key),
      t(a_run_without_workloads_puts_an_object_that_passes_the_filter), t(some_events_come_twice),
      t(a_function_that_writes_to_the_bucket_that_triggers_it_is_told_so),
      t(a_loop_through_a_queue_is_one_too), t(a_filter_or_a_second_bucket_breaks_the_loop), t(a_chain_of_buckets_is_no_loop),
      t(rules_on_the_default_bus_hear_of_a_bucket_that_sends_to_eventbridge),
      t(rules_match_events_of_a_bucket_as_their_patterns_say),
      t(requests_cost_but_deletes_and_slow_downs_do_not), t(faults_become_errors_and_no_events),
      t(events_and_filters_that_cannot_be_are_refused_by_name))
