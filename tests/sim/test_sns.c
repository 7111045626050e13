/* SPDX-License-Identifier: MIT */
/* Topics: fan-out, filters, retries, dead-letter queues. */
#include <string.h>

#include "sim/pattern.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void setup(struct kit *k, const char *topic, const char *request, const char *rate,
		  uint64_t n)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "News", ARCH_TOPIC, "AWS::SNS::Topic", topic);
	kit_request(k, request, rate, n);
}

static void queue(struct kit *k, const char *id, const char *details)
{
	kit_node(k, id, ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_edge(k, id, VERB_SUBSCRIBES, "News", details);
}

static void function(struct kit *k, const char *id, const char *properties, const char *details)
{
	kit_node(k, id, ARCH_FUNCTION, "Test::Function", properties);
	kit_edge(k, id, VERB_SUBSCRIBES, "News", details);
}

/* A list of matchers under a field of the last edge's FilterPolicy. */
static void policy(struct kit *k, const char *field, const char *const *texts, size_t n)
{
	struct arena *a = &k->arch->arena;
	struct arch_edge *e = &k->arch->edges[k->arch->n_edges - 1];
	const struct value *old = value_get(e->details, "FilterPolicy");
	struct value *how = (struct value *)value_set(a, e->details, "x", ""),
		     *list = value_list(a);
	struct value *map = (struct value *)(old ? value_set(a, old, field, "")
						 : value_set(a, NULL, field, ""));

	for (size_t i = 0; i < n; i++)
		value_append(list, value_text(a, texts[i]));
	value_put(a, map, field, list);
	value_put(a, how, "FilterPolicy", map);
	e->details = how;
}

/* The dead-letter queue of the last edge. */
static void redrive(struct kit *k, const char *id)
{
	struct arena *a = &k->arch->arena;
	struct arch_edge *e = &k->arch->edges[k->arch->n_edges - 1];
	struct value *how = (struct value *)value_set(a, e->details, "RedrivePolicy", "");
	struct value *map = value_map(a), *ref = value_text(a, id);

	ref->kind = VALUE_REF;
	ref->attribute = "Arn";
	value_put(a, map, "deadLetterTargetArn", ref);
	value_put(a, how, "RedrivePolicy", map);
	e->details = how;
	kit_node(k, id, ARCH_QUEUE, "AWS::SQS::Queue", "");
}

TEST(each_publish_goes_to_all_subscriptions)
{
	struct kit k;

	setup(&k, "", "publish sns://News", "10/s", 100);
	queue(&k, "A", "Protocol=sqs");
	queue(&k, "B", "Protocol=sqs");
	function(&k, "F", "", "Protocol=lambda");
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 100);
	t_int(kit_count(&k, "News", "NumberOfMessagesPublished"), 100);
	t_int(kit_count(&k, "News", "NumberOfNotificationsDelivered"), 300);
	t_int(kit_count(&k, "A", "NumberOfMessagesSent"), 100);
	t_int(kit_count(&k, "B", "NumberOfMessagesSent"), 100);
	t_int(kit_count(&k, "F", "Invocations"), 100);
	kit_near(k.run->cost_usd, 100 * 0.0000005 + 200 * 0.0000004, 1e-9);
	kit_done(&k);
}

TEST(a_message_that_is_too_large_is_refused)
{
	struct kit k;

	setup(&k, "", "publish sns://News", NULL, 1);
	k.workloads[0].bytes = 262145;
	kit_run(&k);
	t_int(kit_outcome(&k, "error:ValidationException"), 1);
	kit_done(&k);

	setup(&k, "MaximumMessageSize=1048576", "publish sns://News", NULL, 1);
	k.workloads[0].bytes = 262145;
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1);
	kit_done(&k);
}

TEST(filter_policies_match_named_attributes)
{
	static const char *const gold[] = { "gold" }, *const any[] = { "gold", "silver" };
	struct kit k;

	setup(&k, "", "publish sns://News/tier=gold&region=eu", NULL, 3);
	kit_request(&k, "publish sns://News/tier=silver", NULL, 5);
	kit_request(&k, "publish sns://News/region=eu", NULL, 7);
	queue(&k, "Gold", "Protocol=sqs");
	policy(&k, "tier", gold, 1);
	queue(&k, "Any", "Protocol=sqs");
	policy(&k, "tier", any, 2);
	queue(&k, "All", "Protocol=sqs");
	kit_run(&k);
	t_int(kit_count(&k, "Gold", "NumberOfMessagesSent"), 3);
	t_int(kit_count(&k, "Any", "NumberOfMessagesSent"), 8);
	t_int(kit_count(&k, "All", "NumberOfMessagesSent"), 15);
	t_int(kit_count(&k, "News", "NumberOfNotificationsFilteredOut"), 12 + 7);
	kit_done(&k);
}

TEST(a_share_passes_when_messages_say_nothing)
{
	struct kit k;

	setup(&k, "", "publish sns://News", "100/s", 10000);
	queue(&k, "A", "Protocol=sqs");
	kit_meta(&k, "News", "Filter.A", "25%");
	kit_run(&k);
	kit_near((double)kit_count(&k, "A", "NumberOfMessagesSent"), 2500, 43.3);
	kit_done(&k);
}

/* The second after which a target that is back gets its message tells how often it was tried. */
TEST(aws_targets_are_tried_at_once_then_each_second_then_slower)
{
	struct kit k;

	setup(&k, "", "publish sns://News", NULL, 1);
	queue(&k, "A", "Protocol=sqs");
	kit_fault(&k, "A down from 0s to 100s");
	kit_run(&k);
	/*
	 * 3 at once, 2 after 1 s, 10 after waits that grow from 1 to 20 s by the same
	 * factor (77.5 s in all), then each 20 s: 79.5, 99.5, 119.5 s, with jitter.
	 */
	t_int(kit_count(&k, "A", "NumberOfMessagesSent"), 1);
	t_true(k.run->simulated_s > 100 && k.run->simulated_s < 125);
	t_true(kit_count(&k, "News", "DeliveryRetries") >= 16);
	t_true(kit_count(&k, "News", "DeliveryRetries") <= 18);
	kit_done(&k);
}

TEST(aws_targets_are_tried_100015_times_over_23_days)
{
	struct kit k;

	setup(&k, "", "publish sns://News", NULL, 1);
	queue(&k, "A", "Protocol=sqs");
	kit_fault(&k, "A down");
	kit_run(&k);
	t_int(kit_count(&k, "News", "DeliveryRetries"), 100015);
	t_int(kit_count(&k, "News", "NumberOfNotificationsFailed"), 1);
	kit_near(k.run->simulated_s / 86400, 23.15, 0.05);
	kit_done(&k);
}

TEST(web_servers_are_tried_three_times_20_seconds_apart)
{
	struct kit k;

	setup(&k, "", "publish sns://News", NULL, 1);
	kit_node(&k, "Web", ARCH_SERVICE, "AWS::ECS::Service", "");
	kit_meta(&k, "Web", "Work", "10ms");
	kit_edge(&k, "Web", VERB_SUBSCRIBES, "News", "Protocol=https");
	kit_fault(&k, "Web down");
	redrive(&k, "Dead");
	kit_run(&k);
	t_int(kit_count(&k, "News", "DeliveryRetries"), 3);
	t_int(kit_count(&k, "News", "NumberOfNotificationsRedrivenToDlq"), 1);
	t_int(kit_count(&k, "Dead", "NumberOfMessagesSent"), 1);
	kit_near(k.run->simulated_s, 60, 0.5);
	kit_done(&k);
}

TEST(people_are_tried_50_times_over_6_hours)
{
	struct kit k;

	setup(&k, "", "publish sns://News", NULL, 1);
	kit_node(&k, "Mail", ARCH_SERVICE, "AWS::ECS::Service", "");
	kit_meta(&k, "Mail", "Work", "10ms");
	kit_edge(&k, "Mail", VERB_SUBSCRIBES, "News", "Protocol=email");
	kit_fault(&k, "Mail down");
	kit_run(&k);
	t_int(kit_count(&k, "News", "DeliveryRetries"), 50);
	/* 2 x 10 s, ten from 10 to 600 s (1,683 s), 38 x 600 s. */
	kit_near(k.run->simulated_s / 3600, (20 + 1683 + 38 * 600) / 3600.0, 0.2);
	kit_done(&k);
}

TEST(a_target_that_is_gone_is_not_tried_again)
{
	struct kit k;

	setup(&k, "", "publish sns://News", NULL, 2);
	function(&k, "F", "Fatal=100%", "Protocol=lambda");
	redrive(&k, "Dead");
	kit_run(&k);
	t_int(kit_count(&k, "News", "DeliveryRetries"), 0);
	t_int(kit_count(&k, "Dead", "NumberOfMessagesSent"), 2);
	kit_done(&k);

	setup(&k, "", "publish sns://News", NULL, 2);
	queue(&k, "A", "Protocol=sqs");
	kit_fault(&k, "A denied");
	k.options.has_trace = true;
	kit_run(&k);
	t_int(kit_count(&k, "News", "DeliveryRetries"), 0);
	t_int(kit_count(&k, "News", "NumberOfNotificationsFailed"), 2);
	t_int(kit_moments(&k, MOMENT_DROPPED, RULE_SNS_LOST), 2);
	kit_done(&k);
}

TEST(a_fifo_topic_passes_the_group_on)
{
	struct kit k;

	setup(&k, "FifoTopic=true", "publish sns://News/group=red", NULL, 10);
	kit_request(&k, "publish sns://News/group=green", NULL, 10);
	kit_node(&k, "A", ARCH_QUEUE, "AWS::SQS::Queue", "FifoQueue=true");
	kit_edge(&k, "A", VERB_SUBSCRIBES, "News", "Protocol=sqs");
	kit_run(&k);
	t_int(kit_count(&k, "A", "MessageGroups"), 2);
	kit_done(&k);
}

TEST(fifo_topics_take_3000_messages_a_second)
{
	struct kit k;

	setup(&k, "FifoTopic=true", "publish sns://News", NULL, 4000);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 3000);
	t_int(kit_outcome(&k, "error:ThrottlingException"), 1000);
	kit_done(&k);
}

TEST(a_failed_publish_reaches_nobody)
{
	struct kit k;

	setup(&k, "", "publish sns://News", NULL, 5);
	queue(&k, "A", "Protocol=sqs");
	kit_fault(&k, "News errors 100%");
	kit_run(&k);
	t_int(kit_outcome(&k, "error:InternalServerError"), 5);
	t_int(kit_count(&k, "A", "NumberOfMessagesSent"), 0);
	kit_done(&k);
}

TEST(each_64_kilobytes_of_a_message_are_billed)
{
	struct kit k;

	setup(&k, "", "publish sns://News", NULL, 1);
	k.workloads[0].bytes = 262144;
	kit_run(&k);
	kit_near(k.run->cost_usd / 0.0000005, 4, 1e-6);
	kit_done(&k);
}

/* A pattern {field: [{op: text}]} or {field: [{op: [texts]}]}. */
static const struct value *matcher(struct arena *a, const char *op, const char *const *texts,
				   size_t n)
{
	struct value *pattern = value_map(a), *list = value_list(a), *map = value_map(a), *inner;

	if (n == 1 && strcmp(op, "numeric")) {
		value_put(a, map, op, value_text(a, texts[0]));
	} else {
		inner = value_list(a);
		for (size_t i = 0; i < n; i++)
			value_append(inner, value_text(a, texts[i]));
		value_put(a, map, op, inner);
	}
	value_append(list, map);
	value_put(a, pattern, "f", list);
	return pattern;
}

static bool fits(struct arena *a, const char *op, const char *text, const char *attributes)
{
	return pattern_matches(matcher(a, op, &text, 1), attributes, false);
}

/* A pattern {f: [{outer: {inner: [A, B]}}]} against an event whose f is the text. */
static bool fits_nested(const char *outer, const char *inner, const char *text, bool *ret_is_known)
{
	struct value *pattern, *list, *map, *below, *texts;
	struct arena a;
	bool does_fit;
	struct buf event;

	arena_init(&a);
	buf_init(&event);
	pattern = value_map(&a);
	list = value_list(&a);
	map = value_map(&a);
	below = value_map(&a);
	texts = value_list(&a);
	value_append(texts, value_text(&a, "AA"));
	value_append(texts, value_text(&a, "BB"));
	value_put(&a, below, inner, texts);
	value_put(&a, map, outer, below);
	value_append(list, map);
	value_put(&a, pattern, "f", list);
	buf_printf(&event, "f=%s", text);
	does_fit = pattern_matches(pattern, buf_str(&event), false);
	*ret_is_known = !pattern_unknown(pattern);
	buf_done(&event);
	arena_done(&a);
	return does_fit;
}

TEST(operators_stand_in_operators)
{
	bool is_known;

	t_true(fits_nested("prefix", "equals-ignore-case", "bbc", &is_known));
	t_true(is_known);
	t_false(fits_nested("prefix", "equals-ignore-case", "xbb", &is_known));
	t_true(fits_nested("suffix", "equals-ignore-case", "xaA", &is_known));
	t_false(fits_nested("suffix", "equals-ignore-case", "aax", &is_known));
	t_false(fits_nested("anything-but", "equals-ignore-case", "aa", &is_known));
	t_true(fits_nested("anything-but", "equals-ignore-case", "a", &is_known));
	t_false(fits_nested("anything-but", "prefix", "BBC", &is_known));
	t_true(fits_nested("anything-but", "prefix", "bbc", &is_known));
	t_true(is_known);
	t_false(fits_nested("prefix", "cidr", "AA", &is_known));
	t_false(is_known);
}

TEST(patterns_know_the_operators)
{
	static const char *const range[] = { ">", "0", "<=", "150" }, *const not[] = { "a", "b" };
	struct arena a;

	arena_init(&a);
	t_true(fits(&a, "prefix", "ord", "f=order"));
	t_false(fits(&a, "prefix", "ord", "f=word"));
	t_true(fits(&a, "suffix", ".png", "x=1&f=cat.png"));
	t_false(fits(&a, "suffix", ".png", "f=png"));
	t_true(fits(&a, "equals-ignore-case", "gold", "f=GOLD"));
	t_true(fits(&a, "wildcard", "a*c*e", "f=abcde"));
	t_false(fits(&a, "wildcard", "a*c*e", "f=abcdx"));
	t_true(fits(&a, "exists", "true", "f=1"));
	t_false(fits(&a, "exists", "true", "g=1"));
	t_true(fits(&a, "exists", "false", "g=1"));
	t_true(fits(&a, "anything-but", "a", "f=c"));
	t_false(fits(&a, "anything-but", "a", "f=a"));
	t_false(fits(&a, "anything-but", "a", "g=c"));
	t_true(pattern_matches(matcher(&a, "anything-but", not, 2), "f=c", false));
	t_false(pattern_matches(matcher(&a, "anything-but", not, 2), "f=b", false));
	t_true(pattern_matches(matcher(&a, "numeric", range, 4), "f=150", false));
	t_false(pattern_matches(matcher(&a, "numeric", range, 4), "f=0", false));
	t_false(pattern_matches(matcher(&a, "numeric", range, 4), "f=x", false));
	t_false(pattern_matches(matcher(&a, "numeric", range, 3), "f=1", false));
	t_null(pattern_unknown(matcher(&a, "prefix", not, 1)));
	t_str(pattern_unknown(matcher(&a, "cidr", not, 1))->key, "cidr");
	/* An event of EventBridge that does not say the field. */
	t_true(pattern_matches(matcher(&a, "prefix", not, 1), "g=1", true));
	t_true(pattern_matches(NULL, "g=1", false));
	arena_done(&a);
}

/* Mailboxes and web servers are no resources: messages still go there, and cost. */
TEST(addresses_outside_the_template_take_every_message)
{
	struct kit k;

	setup(&k, "", "publish sns://News/type=gold", NULL, 3);
	kit_request(&k, "publish sns://News/type=tin", NULL, 2);
	kit_yaml(&k, "News", "Subscription", "[{Protocol: email, Endpoint: a@example.com}]");
	kit_folded(&k, "Web", "News", "AWS::SNS::Subscription",
		   "Protocol=https Endpoint=https://example.com/x");
	kit_yaml(&k, "Web", "FilterPolicy", "{type: [gold]}");
	kit_run(&k);
	t_int(kit_count(&k, "News", "NumberOfNotificationsDelivered"), 5 + 3);
	t_int(kit_count(&k, "News", "NumberOfNotificationsFilteredOut"), 2);
	kit_near(k.run->cost_usd, 5 * 0.5e-6 + 5 * 20e-6 + 3 * 0.6e-6, 1e-12);
	t_true(strstr(k.diags.items[0].text, "outside the template") != NULL);
	kit_done(&k);
}

TEST(a_message_that_names_nothing_is_told_to_pass_all_filters)
{
	static const char *const gold[] = { "gold" };
	struct kit k;

	setup(&k, "", "publish sns://News", NULL, 1);
	function(&k, "Gold", "", "");
	policy(&k, "type", gold, 1);
	kit_run(&k);
	t_int(k.diags.n, 1);
	t_str(k.diags.items[0].rule, "sim-filter");
	kit_done(&k);
	setup(&k, "", "publish sns://News/type=tin", NULL, 1);
	function(&k, "Gold", "", "");
	policy(&k, "type", gold, 1);
	kit_run(&k);
	t_int(k.diags.n, 0);
	kit_done(&k);
}

TESTS(t(a_message_that_names_nothing_is_told_to_pass_all_filters),
      t(each_publish_goes_to_all_subscriptions), t(a_message_that_is_too_large_is_refused),
      t(filter_policies_match_named_attributes), t(a_share_passes_when_messages_say_nothing),
      t(aws_targets_are_tried_at_once_then_each_second_then_slower),
      t(aws_targets_are_tried_100015_times_over_23_days),
      t(web_servers_are_tried_three_times_20_seconds_apart),
      t(people_are_tried_50_times_over_6_hours), t(a_target_that_is_gone_is_not_tried_again),
      t(a_fifo_topic_passes_the_group_on), t(fifo_topics_take_3000_messages_a_second),
      t(a_failed_publish_reaches_nobody), t(patterns_know_the_operators),
      t(each_64_kilobytes_of_a_message_are_billed),
      t(operators_stand_in_operators),
      t(addresses_outside_the_template_take_every_message))
