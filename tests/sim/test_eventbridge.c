/* SPDX-License-Identifier: MIT */
/* Buses, rules, schedules. Days and dates in comments are checked by hand. */
#include "sim/schedule_time.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void bus(struct kit *k, const char *request, const char *rate, uint64_t n)
{
	kit_init(k);
	k->options.duration_ns = 0;
	kit_node(k, "Bus", ARCH_BUS, "AWS::Events::EventBus", "");
	if (request)
		kit_request(k, request, rate, n);
}

static void add_list(struct arena *a, struct value *map, const char *key, const char *text)
{
	struct value *list = value_list(a);

	value_append(list, value_text(a, text));
	value_put(a, map, key, list);
}

/* A rule for events of a source and detail-type (NULL = any), which sends them to a function. */
static void rule(struct kit *k, const char *id, const char *source, const char *type,
		 const char *target, const char *details)
{
	struct arena *a = &k->arch->arena;
	struct value *pattern = value_map(a), *properties;
	struct arch_resource *r;

	if (source)
		add_list(a, pattern, "source", source);
	if (type)
		add_list(a, pattern, "detail-type", type);
	kit_node(k, id, ARCH_RULE, "AWS::Events::Rule", "");
	r = &k->arch->resources[k->arch->n_resources - 1];
	properties = (struct value *)value_set(a, r->properties, "EventPattern", "");
	value_put(a, properties, "EventPattern", pattern);
	r->properties = properties;
	kit_edge(k, "Bus", VERB_ROUTES, id, "");
	kit_edge(k, id, VERB_TRIGGERS, target, details);
}

static void dead_letters(struct kit *k, const char *id)
{
	struct arena *a = &k->arch->arena;
	struct arch_edge *e = &k->arch->edges[k->arch->n_edges - 1];
	struct value *how = (struct value *)value_set(a, e->details, "DeadLetterConfig", "");
	struct value *map = value_map(a), *ref = value_text(a, id);

	ref->kind = VALUE_REF;
	ref->attribute = "Arn";
	value_put(a, map, "Arn", ref);
	value_put(a, how, "DeadLetterConfig", map);
	e->details = how;
	kit_node(k, id, ARCH_QUEUE, "AWS::SQS::Queue", "");
}

TEST(events_go_to_the_rules_that_match)
{
	struct kit k;

	bus(&k, "put events://Bus/shop/OrderPlaced", NULL, 3);
	kit_request(&k, "put events://Bus/shop/OrderCancelled", NULL, 5);
	kit_request(&k, "put events://Bus/bank", NULL, 7);
	kit_node(&k, "A", ARCH_FUNCTION, "Test::Function", "");
	kit_node(&k, "B", ARCH_FUNCTION, "Test::Function", "");
	kit_node(&k, "C", ARCH_FUNCTION, "Test::Function", "");
	rule(&k, "Placed", "shop", "OrderPlaced", "A", "");
	rule(&k, "Shop", "shop", NULL, "B", "");
	rule(&k, "All", NULL, NULL, "C", "");
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 15);
	t_int(kit_count(&k, "A", "Invocations"), 3);
	t_int(kit_count(&k, "B", "Invocations"), 8);
	t_int(kit_count(&k, "C", "Invocations"), 15);
	t_int(kit_count(&k, "Placed", "MatchedEvents"), 3);
	t_int(kit_count(&k, "All", "Invocations"), 15);
	kit_near(k.run->cost_usd, 15 * 0.000001, 1e-12);
	kit_done(&k);
}

TEST(events_that_say_nothing_match_by_share)
{
	struct kit k;

	bus(&k, "put events://Bus", "100/s", 10000);
	kit_node(&k, "A", ARCH_FUNCTION, "Test::Function", "");
	kit_node(&k, "B", ARCH_FUNCTION, "Test::Function", "");
	rule(&k, "Some", "shop", NULL, "A", "");
	rule(&k, "All", "bank", NULL, "B", "");
	kit_meta(&k, "Bus", "Filter.Some", "10%");
	kit_run(&k);
	kit_near((double)kit_count(&k, "A", "Invocations"), 1000, 30);
	t_int(kit_count(&k, "B", "Invocations"), 10000);
	kit_done(&k);
}

TEST(a_bus_takes_10000_puts_a_second)
{
	struct kit k;

	bus(&k, "put events://Bus", NULL, 12000);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 10000);
	t_int(kit_outcome(&k, "error:ThrottlingException"), 2000);
	kit_done(&k);
}

TEST(an_event_over_a_megabyte_is_refused)
{
	struct kit k;

	bus(&k, "put events://Bus", NULL, 1);
	k.workloads[0].bytes = 1048577;
	kit_run(&k);
	t_int(kit_outcome(&k, "error:ValidationException"), 1);
	k.workloads[0].bytes = 1048576;
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1);
	k.workloads[0].bytes = 262145;
	k.options.profile = PROFILE_AWS_2023;
	kit_run(&k);
	t_int(kit_outcome(&k, "error:ValidationException"), 1);
	kit_done(&k);
}

TEST(each_64_kilobytes_of_an_event_are_billed)
{
	struct kit k;

	bus(&k, "put events://Bus", NULL, 1);
	k.workloads[0].bytes = 1048576;
	kit_run(&k);
	kit_near(k.run->cost_usd / 0.000001, 16, 1e-6);
	kit_done(&k);
}

TEST(a_target_that_fails_is_tried_for_24_hours_185_times)
{
	struct kit k;

	bus(&k, "put events://Bus", NULL, 1);
	kit_node(&k, "A", ARCH_QUEUE, "AWS::SQS::Queue", "");
	rule(&k, "All", NULL, NULL, "A", "");
	dead_letters(&k, "Dead");
	kit_fault(&k, "A down");
	kit_run(&k);
	t_true(kit_count(&k, "All", "RetryInvocationAttempts") > 175);
	t_true(kit_count(&k, "All", "RetryInvocationAttempts") <= 185);
	t_int(kit_count(&k, "All", "FailedInvocations"), 1);
	t_int(kit_count(&k, "All", "DeadLetterInvocations"), 1);
	t_int(kit_count(&k, "Dead", "NumberOfMessagesSent"), 1);
	kit_near(k.run->simulated_s / 3600, 24, 0.5);
	kit_done(&k);
}

TEST(a_retry_policy_of_its_own_is_kept)
{
	struct kit k;

	bus(&k, "put events://Bus", NULL, 1);
	kit_node(&k, "A", ARCH_QUEUE, "AWS::SQS::Queue", "");
	rule(&k, "All", NULL, NULL, "A", "RetryPolicy.MaximumRetryAttempts=3");
	kit_fault(&k, "A down");
	kit_run(&k);
	t_int(kit_count(&k, "All", "RetryInvocationAttempts"), 3);
	kit_done(&k);

	/* Waits of 1, 2, 4, 8, 16 s: the next, 32 s, would go past a minute. */
	bus(&k, "put events://Bus", NULL, 1);
	kit_node(&k, "A", ARCH_QUEUE, "AWS::SQS::Queue", "");
	rule(&k, "All", NULL, NULL, "A", "RetryPolicy.MaximumEventAgeInSeconds=60");
	kit_fault(&k, "A down");
	kit_run(&k);
	t_int(kit_count(&k, "All", "RetryInvocationAttempts"), 5);
	kit_done(&k);

	bus(&k, "put events://Bus", NULL, 1);
	kit_node(&k, "A", ARCH_QUEUE, "AWS::SQS::Queue", "");
	rule(&k, "All", NULL, NULL, "A", "RetryPolicy.MaximumRetryAttempts=186");
	t_str(kit_refused(&k),
	      "All: RetryPolicy.MaximumRetryAttempts is 186, but AWS takes 0 to 185");
	kit_done(&k);
}

TEST(a_target_without_permission_is_not_tried_again)
{
	struct kit k;

	bus(&k, "put events://Bus", NULL, 2);
	kit_node(&k, "A", ARCH_QUEUE, "AWS::SQS::Queue", "");
	rule(&k, "All", NULL, NULL, "A", "");
	dead_letters(&k, "Dead");
	kit_fault(&k, "A denied");
	kit_run(&k);
	t_int(kit_count(&k, "All", "RetryInvocationAttempts"), 0);
	t_int(kit_count(&k, "Dead", "NumberOfMessagesSent"), 2);
	kit_done(&k);
}

/* 18,750 a second and as many at once: 30 targets' worth of 10,000 events wait for 15 s. */
TEST(too_many_invocations_wait_and_none_is_lost)
{
	struct kit k;

	bus(&k, "put events://Bus", NULL, 10000);
	kit_node(&k, "A", ARCH_FUNCTION, "Test::Function", "");
	for (int i = 0; i < 6; i++)
		rule(&k, arena_printf(&k.arch->arena, "Rule%d", i), NULL, NULL, "A", "");
	kit_run(&k);
	t_int(kit_count(&k, "A", "Invocations"), 60000);
	t_true(kit_count(&k, "Rule0", "ThrottledRules") > 0);
	kit_near(k.run->simulated_s, (60000 - 18750) / 18750.0, 0.3);
	kit_done(&k);
}

TEST(a_disabled_rule_does_nothing)
{
	struct kit k;

	bus(&k, "put events://Bus", NULL, 5);
	kit_node(&k, "A", ARCH_FUNCTION, "Test::Function", "");
	rule(&k, "All", NULL, NULL, "A", "");
	kit_set(&k, "All", "State", "DISABLED");
	kit_run(&k);
	t_int(kit_count(&k, "A", "Invocations"), 0);
	kit_done(&k);
}

/* Times as "Y-M-D h:m", from the minute after a date. */
static int64_t at(int year, int month, int day, int hour, int minute)
{
	return schedule_days(year, month, day) * 86400 + hour * 3600 + minute * 60;
}

static void expect(const char *text, int64_t after_s, int64_t expected_s)
{
	struct schedule_time t;
	const char *why = "";
	int64_t got = 0;

	if (schedule_time_parse(text, &t, &why) != ERR_OK)
		fail_msg("%s: %s", text, why);
	t_true(schedule_time_next(&t, 0, after_s, &got));
	if (got != expected_s)
		fail_msg("%s: %lld, not %lld", text, (long long)got, (long long)expected_s);
}

TEST(dates_are_counted_exactly)
{
	t_int(schedule_days(1970, 1, 1), 0);
	t_int(schedule_days(2000, 3, 1), 11017);
	t_int(schedule_days(2026, 1, 5), 20458);
	t_int(schedule_days(2100, 3, 1) - schedule_days(2100, 2, 28), 1);
	t_int(schedule_days(2024, 3, 1) - schedule_days(2024, 2, 28), 2);
}

/* Expected times were counted on a calendar. */
TEST(cron_expressions_fire_when_they_say)
{
	int64_t monday = at(2026, 1, 5, 0, 0);

	expect("cron(0 10 * * ? *)", monday, at(2026, 1, 5, 10, 0));
	expect("cron(15 12 * * ? *)", at(2026, 1, 5, 12, 15), at(2026, 1, 6, 12, 15));
	expect("cron(0 18 ? * MON-FRI *)", at(2026, 1, 9, 18, 0), at(2026, 1, 12, 18, 0));
	expect("cron(0 8 1 * ? *)", monday, at(2026, 2, 1, 8, 0));
	expect("cron(0/15 * * * ? *)", at(2026, 1, 5, 0, 50), at(2026, 1, 5, 1, 0));
	expect("cron(0/10 * ? * MON-FRI *)", at(2026, 1, 9, 23, 55), at(2026, 1, 12, 0, 0));
	expect("cron(0/5 8-17 ? * MON-FRI *)", at(2026, 1, 5, 17, 55), at(2026, 1, 6, 8, 0));
	expect("cron(0 9 ? * 2#1 *)", at(2026, 1, 5, 10, 0), at(2026, 2, 2, 9, 0));
	expect("cron(0/30 20-2 ? * MON-FRI *)", at(2026, 1, 5, 2, 30), at(2026, 1, 5, 20, 0));
	expect("cron(0 0 L * ? *)", at(2026, 2, 1, 0, 0), at(2026, 2, 28, 0, 0));
	expect("cron(0 0 L-2 * ? *)", at(2024, 2, 1, 0, 0), at(2024, 2, 27, 0, 0));
	expect("cron(0 0 LW * ? *)", at(2026, 1, 31, 0, 0), at(2026, 2, 27, 0, 0));
	expect("cron(0 0 ? * 6L *)", monday, at(2026, 1, 30, 0, 0));
	/* 15 February 2026 is a Sunday: the nearest weekday is Monday, the 16th. */
	expect("cron(0 0 15W FEB ? *)", monday, at(2026, 2, 16, 0, 0));
	/* 1 August 2026 is a Saturday: not Friday, which is in July, but Monday, the 3rd. */
	expect("cron(0 0 1W AUG ? *)", monday, at(2026, 8, 3, 0, 0));
	expect("cron(0 0 29 2 ? *)", monday, at(2028, 2, 29, 0, 0));
	expect("cron(30 6 ? JAN,MAR SUN 2027)", monday, at(2027, 1, 3, 6, 30));
	expect("at(2026-01-31T10:00:30)", monday, at(2026, 1, 31, 10, 0) + 30);
}

TEST(a_cron_expression_may_never_fire_again)
{
	struct schedule_time t;
	const char *why;
	int64_t got;

	t_int(schedule_time_parse("cron(0 0 1 1 ? 2020)", &t, &why), ERR_OK);
	t_false(schedule_time_next(&t, 0, at(2026, 1, 5, 0, 0), &got));
	t_int(schedule_time_parse("cron(0 0 31 2 ? *)", &t, &why), ERR_OK);
	t_false(schedule_time_next(&t, 0, at(2026, 1, 5, 0, 0), &got));
	t_int(schedule_time_parse("at(2020-01-01T00:00:00)", &t, &why), ERR_OK);
	t_false(schedule_time_next(&t, 0, at(2026, 1, 5, 0, 0), &got));
}

TEST(expressions_that_are_none_are_refused)
{
	static const char *const wrong[] = {
		"",
		"5 minutes",
		"rate(1 minutes)",
		"rate(5 minute)",
		"rate(0 minutes)",
		"rate(5 seconds)",
		"rate(5 minutes",
		"cron(0 10 * * *)",
		"cron(0 10 * * ? * *)",
		"cron(0 10 * * * *)",
		"cron(0 10 ? * ? *)",
		"cron(60 10 * * ? *)",
		"cron(0 24 * * ? *)",
		"cron(0 10 0 * ? *)",
		"cron(0 10 32 * ? *)",
		"cron(0 10 * 13 ? *)",
		"cron(0 10 ? * 8 *)",
		"cron(0 10 ? * MON#6 *)",
		"cron(0/0 10 * * ? *)",
		"cron(x 10 * * ? *)",
		"cron(0 10 * * ? 1969)",
		"cron(0 10 * * ? 2200)",
		"at(2026-02-30T00:00:00)",
		"at(2026-01-01)",
	};

	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		struct schedule_time t;
		const char *why = NULL;

		if (schedule_time_parse(wrong[i], &t, &why) != ERR_SYNTAX)
			fail_msg("%s was taken", wrong[i]);
		t_not_null(why);
	}
}

static void schedule(struct kit *k, const char *expression, int64_t duration_ns)
{
	kit_init(k);
	k->options.duration_ns = duration_ns;
	kit_node(k, "Nightly", ARCH_SCHEDULE, "AWS::Scheduler::Schedule", "");
	kit_set(k, "Nightly", "ScheduleExpression", expression);
	kit_node(k, "A", ARCH_FUNCTION, "Test::Function", "");
	kit_edge(k, "Nightly", VERB_TRIGGERS, "A", "");
	/* A workload somewhere else: without one the schedule would be ticked by hand. */
	kit_node(k, "Else", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_request(k, "send sqs://Else", NULL, 1);
}

TEST(a_schedule_ticks_as_long_as_arrivals_last)
{
	struct kit k;

	/* At 5, 10 ... 55 minutes: 11 ticks within an hour. */
	schedule(&k, "rate(5 minutes)", NS_PER_H);
	kit_run(&k);
	t_int(kit_count(&k, "A", "Invocations"), 11);
	t_int(kit_count(&k, "Nightly", "TriggeredRules"), 11);
	kit_done(&k);

	/* The run begins on Monday, 5 January 2026: five working days and a weekend. */
	schedule(&k, "cron(0 18 ? * MON-FRI *)", 7 * NS_PER_DAY);
	kit_run(&k);
	t_int(kit_count(&k, "A", "Invocations"), 5);
	kit_done(&k);
}

TEST(a_schedule_may_be_ticked_by_hand)
{
	struct kit k;

	schedule(&k, "rate(1 day)", NS_PER_MIN);
	kit_request(&k, "tick schedule://Nightly", NULL, 2);
	kit_run(&k);
	t_int(kit_count(&k, "A", "Invocations"), 2);
	kit_done(&k);
}

TEST(a_flexible_window_spreads_the_ticks)
{
	struct kit k;

	schedule(&k, "rate(1 hour)", 2 * NS_PER_H);
	kit_set(&k, "Nightly", "FlexibleTimeWindow.Mode", "FLEXIBLE");
	kit_set(&k, "Nightly", "FlexibleTimeWindow.MaximumWindowInMinutes", "15");
	kit_run(&k);
	t_int(kit_count(&k, "A", "Invocations"), 1);
	t_true(k.run->simulated_s > 3600 && k.run->simulated_s < 3600 + 901);
	kit_done(&k);

	schedule(&k, "rate(1 hour)", 2 * NS_PER_H);
	kit_set(&k, "Nightly", "FlexibleTimeWindow.Mode", "FLEXIBLE");
	kit_set(&k, "Nightly", "FlexibleTimeWindow.MaximumWindowInMinutes", "1441");
	t_str(kit_refused(&k), "Nightly: FlexibleTimeWindow.MaximumWindowInMinutes is 1441, but "
			       "AWS takes 1 to 1440");
	kit_done(&k);
}

TEST(a_flexible_window_is_told_as_one)
{
	struct kit k;

	for (size_t flexible = 0; flexible < 2; flexible++) {
		schedule(&k, "rate(1 hour)", 2 * NS_PER_H);
		k.options.has_trace = true;
		if (flexible) {
			kit_set(&k, "Nightly", "FlexibleTimeWindow.Mode", "FLEXIBLE");
			kit_set(&k, "Nightly", "FlexibleTimeWindow.MaximumWindowInMinutes", "15");
		}
		kit_run(&k);
		t_int(kit_moments(&k, MOMENT_STARTED, RULE_EVENTS_FLEXIBLE), flexible);
		t_int(kit_moments(&k, MOMENT_STARTED, RULE_EVENTS_SCHEDULE), 1 - flexible);
		kit_done(&k);
	}
}

TEST(a_flexible_window_holds_up_nobody_else)
{
	struct kit k;

	schedule(&k, "rate(10 minutes)", 30 * NS_PER_MIN);
	kit_set(&k, "Nightly", "FlexibleTimeWindow.Mode", "FLEXIBLE");
	kit_set(&k, "Nightly", "FlexibleTimeWindow.MaximumWindowInMinutes", "9");
	kit_node(&k, "Bus", ARCH_BUS, "AWS::Events::EventBus", "");
	kit_node(&k, "B", ARCH_FUNCTION, "Test::Function", "");
	rule(&k, "All", NULL, NULL, "B", "");
	kit_request(&k, "put events://Bus", "1/s,constant", 0);
	kit_run(&k);
	t_int(kit_count(&k, "A", "Invocations"), 2);
	t_int(kit_count(&k, "All", "ThrottledRules"), 0);
	t_int(kit_count(&k, "B", "Invocations"), 1800);
	kit_done(&k);
}

TEST(a_disabled_schedule_and_a_bad_expression)
{
	struct kit k;

	schedule(&k, "rate(1 minute)", NS_PER_H);
	kit_set(&k, "Nightly", "State", "DISABLED");
	kit_run(&k);
	t_int(kit_count(&k, "A", "Invocations"), 0);
	kit_done(&k);

	/* Nor does it when nobody says what arrives. */
	for (int i = 0; i < 2; i++) {
		schedule(&k, "rate(1 minute)", 0);
		kit_set(&k, "Nightly", i ? "Enabled" : "State", i ? "false" : "DISABLED");
		k.options.n_workloads = 0;
		kit_run(&k);
		t_int(kit_count(&k, "A", "Invocations"), 0);
		t_int(kit_outcome(&k, "ok"), 1);
		kit_done(&k);
	}

	schedule(&k, "rate(1 minutes)", NS_PER_H);
	t_str(kit_refused(&k), "Nightly: ScheduleExpression cannot be read: \"rate(1 minutes)\"");
	t_not_null(k.diags.items[0].hint);
	kit_done(&k);
}

TESTS(t(events_go_to_the_rules_that_match), t(events_that_say_nothing_match_by_share),
      t(a_bus_takes_10000_puts_a_second), t(an_event_over_a_megabyte_is_refused),
      t(each_64_kilobytes_of_an_event_are_billed),
      t(a_target_that_fails_is_tried_for_24_hours_185_times), t(a_retry_policy_of_its_own_is_kept),
      t(a_target_without_permission_is_not_tried_again),
      t(too_many_invocations_wait_and_none_is_lost), t(a_disabled_rule_does_nothing),
      t(dates_are_counted_exactly), t(cron_expressions_fire_when_they_say),
      t(a_cron_expression_may_never_fire_again), t(expressions_that_are_none_are_refused),
      t(a_schedule_ticks_as_long_as_arrivals_last), t(a_schedule_may_be_ticked_by_hand),
      t(a_flexible_window_spreads_the_ticks), t(a_flexible_window_is_told_as_one),
      t(a_flexible_window_holds_up_nobody_else),
      t(a_disabled_schedule_and_a_bad_expression))
