/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "sim/core.h"
#include "sim/knobs.h"
#include "sim/plan.h"
#include "tell/figures.h"
#include "tell/follow.h"
#include "tell/matters.h"
#include "tell/sentence.h"
#include "tests/support/t.h"

static const char *figure(void (*print)(struct buf *, double), double x)
{
	static char text[64];
	struct buf b;

	buf_init(&b);
	print(&b, x);
	strncpy(text, buf_str(&b), sizeof(text) - 1);
	buf_done(&b);
	return text;
}

TEST(figures_have_three_digits_and_a_unit)
{
	t_str(figure(figure_time, 0), "0 ms");
	t_str(figure(figure_time, 41.25), "41.2 ms");
	t_str(figure(figure_time, 1099.3), "1.1 s");
	t_str(figure(figure_time, 60000), "60 s");
	t_str(figure(figure_time, 181.9 * 1000), "182 s");
	t_str(figure(figure_time, 600000), "10 min");
	t_str(figure(figure_time, 38.5 * 60000), "38.5 min");
	t_str(figure(figure_time, 86400000), "24 h");
	t_str(figure(figure_time, 2 * 86400000.), "2 days");
	t_str(figure(figure_count, 12345), "12,345");
	t_str(figure(figure_count, 100), "100");
	t_str(figure(figure_count, 0.3333), "0.333");
	t_str(figure(figure_percent, 598 / 6.), "99.7 %");
	t_str(figure(figure_percent, 99.96), ">99.9 %");
	t_str(figure(figure_percent, 100), "100.0 %");
	t_str(figure(figure_percent, 0.04), "<0.1 %");
	t_str(figure(figure_percent, 0), "0.0 %");
	t_str(figure(figure_money, 0.4009), "0.401 USD");
	t_str(figure(figure_money, 1732.4), "1,732 USD");
	t_str(figure(figure_money, 0.0000921), "0.000092 USD");
	t_str(figure(figure_money, 1e-9), "under 0.000001 USD");
}

static int add(struct arch *a, const char *id, enum arch_kind kind)
{
	return arch_add_resource(a, &(struct arch_resource){
		.id = id, .type = "AWS::X::Y", .kind = kind, .owner = (int)a->n_resources,
		.properties = value_map(&a->arena), .file = "x", .line = 3 });
}

static struct arch *bucket_and_function(void)
{
	struct arch *a = arch_new("x");
	int bucket = add(a, "Uploads", ARCH_BUCKET), function = add(a, "Resize", ARCH_FUNCTION);

	arch_add_edge(a, &(struct arch_edge){ .from = bucket, .to = function, .verb = VERB_TRIGGERS,
					      .rule = "R1", .file = "x" });
	return a;
}

static size_t matters(struct run_decision *list, size_t n, struct matter *ret)
{
	struct arch *a = bucket_and_function();
	struct run r = { .decisions = list, .n_decisions = n };

	n = matters_of(&r, a, ret, 3);
	arch_free(a);
	return n;
}

TEST(a_refusal_and_what_came_of_it_are_one_matter_cause_first)
{
	struct run_decision list[] = {
		{ .id = "Resize", .rule = "lambda.async.throttle", .count = 100, .first_s = 1.5 },
		{ .id = "Resize", .rule = "lambda.throttle.reserved", .count = 101, .first_s = 1.5 },
		{ .id = "Resize", .rule = "lambda.cold", .count = 5, .first_s = .1 },
	};
	struct matter m[3];

	t_int(matters(list, 3, m), 1);
	t_int(m[0].n_rules, 2);
	t_str(m[0].rules[0]->rule, "lambda.throttle.reserved");
	t_str(m[0].rules[1]->rule, "lambda.async.throttle");
	t_int(m[0].count, 101);
}

TEST(what_is_lost_goes_before_what_is_refused)
{
	struct run_decision list[] = {
		{ .id = "Resize", .rule = "lambda.throttle.reserved", .count = 1000, .first_s = 1 },
		{ .id = "Uploads", .rule = "s3.duplicate", .count = 50, .first_s = 9 },
		{ .id = "Resize", .rule = "lambda.async.age", .count = 2, .first_s = 30, .first_request = 7 },
	};
	struct matter m[3];

	t_int(matters(list, 3, m), 3);
	t_str(m[0].rules[0]->rule, "lambda.async.age");
	t_str(m[1].rules[0]->rule, "lambda.throttle.reserved");
	t_str(m[2].rules[0]->rule, "s3.duplicate");
}

/* R hands each event to a queue and to a function. */
static struct arch *rule_with_two_targets(void)
{
	struct arch *a = arch_new("x");
	int rule = add(a, "R", ARCH_RULE), queue = add(a, "Wk", ARCH_QUEUE);
	int function = add(a, "F", ARCH_FUNCTION);

	arch_add_edge(a, &(struct arch_edge){ .from = rule, .to = queue, .verb = VERB_ROUTES,
					      .rule = "R1", .file = "x" });
	arch_add_edge(a, &(struct arch_edge){ .from = rule, .to = function, .verb = VERB_TRIGGERS,
					      .rule = "R1", .file = "x" });
	return a;
}

TEST(a_loss_belongs_to_the_refusal_before_it_never_to_a_cold_start)
{
	struct run_decision list[] = {
		{ .id = "F", .rule = "lambda.cold", .count = 1, .first_s = .02 },
		{ .id = "F", .rule = "lambda.error", .count = 1, .first_s = .064 },
		{ .id = "R", .rule = "events.dead.letter", .count = 1, .first_s = .0328 },
		{ .id = "Wk", .rule = "fault.denied", .count = 1, .first_s = .0328 },
	};
	struct run r = { .decisions = list, .n_decisions = 4 };
	struct arch *a = rule_with_two_targets();
	struct matter m[3];

	t_int(matters_of(&r, a, m, 3), 2);
	t_int(m[0].n_rules, 2);
	t_str(m[0].rules[0]->rule, "fault.denied");
	t_str(m[0].rules[1]->rule, "events.dead.letter");
	t_int(m[1].n_rules, 1);
	t_str(m[1].rules[0]->rule, "lambda.error");
	arch_free(a);
}

TEST(what_is_normal_is_told_in_the_order_in_which_it_happened)
{
	struct run_decision list[] = {
		{ .id = "Uploads>Resize", .rule = "mapping.ramp", .count = 833, .first_s = .2 },
		{ .id = "Resize", .rule = "lambda.cold", .count = 5, .first_s = .1 },
	};
	struct matter m[3];

	t_int(matters(list, 2, m), 2);
	t_str(m[0].rules[0]->rule, "lambda.cold");
	t_true(matter_is_counted(&m[0]));
	t_false(matter_is_counted(&m[1]));
}

TEST(what_is_normal_is_told_when_nothing_else_happened)
{
	struct run_decision list[] = {
		{ .id = "Resize", .rule = "lambda.cold", .count = 5, .first_s = .1 },
	};
	struct matter m[3];

	t_int(matters(list, 1, m), 1);
	t_int(matters(list, 0, m), 0);
}

TEST(a_mapping_is_where_its_poller_stands)
{
	struct arch *a = bucket_and_function();

	t_str(matter_resource(a, "Uploads>Resize")->id, "Resize");
	t_str(matter_resource(a, "Uploads")->id, "Uploads");
	t_null(matter_resource(a, "client"));
	arch_free(a);
}

static const char *sentence(struct history_event e)
{
	static const char *const names[] = { "sdk", "client", "fault", "Uploads", "Resize" };
	static char text[160];
	struct buf b;

	buf_init(&b);
	sentence_of(&b, &e, names, NULL);
	strncpy(text, buf_str(&b), sizeof(text) - 1);
	buf_done(&b);
	return text;
}

TEST(every_moment_has_a_sentence)
{
	for (int m = 0; m < N_MOMENTS; m++)
		t_true(*sentence((struct history_event){ .moment = (uint8_t)m, .from = 3, .to = 4 }));
	t_str(sentence((struct history_event){ .moment = MOMENT_SENT, .op = OP_PUT, .from = CLIENT_COMPONENT,
					       .to = 3, .attempt = 1 }),
	      "The client asks Uploads: PutObject.");
	t_str(sentence((struct history_event){ .moment = MOMENT_SENT, .op = OP_PUT, .from = 4, .to = 3,
					       .attempt = 2 }),
	      "Resize asks Uploads: PutObject, attempt 2.");
	t_str(sentence((struct history_event){ .moment = MOMENT_REPLIED, .from = CLIENT_COMPONENT, .to = 3,
					       .outcome = 503 }),
	      "Uploads answers the client: 503.");
	t_str(sentence((struct history_event){ .moment = MOMENT_COLD_START, .from = 3, .to = 4,
					       .value = 202155659 }),
	      "Resize has no idle environment: a cold start of 202 ms.");
	t_str(sentence((struct history_event){ .moment = MOMENT_THROTTLED, .from = 3, .to = 4, .value = 5 }),
	      "Resize is at its limit (5): throttled.");
}

TEST(who_tries_again_is_who_does)
{
	struct history_event e = { .moment = MOMENT_RETRY, .from = CLIENT_COMPONENT, .to = 4 };

	e.rule = RULE_CDN_RETRY;
	t_str(sentence(e), "Resize asks its origin again.");
	e.rule = RULE_SDK_RETRY;
	e.value = 64200000000;
	t_str(sentence(e), "The client will ask Resize again in 64.2 s.");
	e.rule = RULE_SNS_RETRY;
	t_str(sentence(e), "Resize will try again in 64.2 s.");
	e.moment = MOMENT_TOO_OLD;
	t_str(sentence(e), "Resize will not try again: too old in 64.2 s.");
}

TEST(what_is_given_up_is_told_by_what_becomes_of_it)
{
	struct history_event e = { .moment = MOMENT_DROPPED, .from = 3, .to = 4 };

	t_str(sentence(e), "Resize gives it up: it is gone.");
	e.rule = RULE_MAPPING_GIVE_UP;
	t_str(sentence(e), "Resize lets the batch go: its messages come back.");
	e.rule = RULE_WS_IDLE;
	t_str(sentence(e), "Resize closes the connection.");
	e.rule = RULE_SDK_QUOTA;
	t_str(sentence(e), "Uploads does not ask Resize again.");
	e.rule = RULE_SECRETS_STEP_FAILED;
	e.value = 1;
	t_str(sentence(e), "Resize ends its rotation: setSecret failed.");
	e.moment = MOMENT_ROTATED;
	e.value = 3;
	t_str(sentence(e), "Resize rotates: finishSecret.");
	e.moment = MOMENT_ITEMS_FAILED;
	t_str(sentence(e), "Resize hears that 3 of the batch failed.");
	e.moment = MOMENT_REDELIVERED;
	e.rule = RULE_SQS_VISIBILITY;
	t_str(sentence(e), "The message is visible in Resize again.");
}

TEST(states_have_their_names)
{
	struct history_event e = { .moment = MOMENT_STATE, .from = 2, .to = 2 };
	static const char *const names[] = { "sdk", "client", "Flow" };
	struct arch *a = arch_new("x");
	struct value *states = value_map(&a->arena), *definition = value_map(&a->arena);
	struct value *properties = value_map(&a->arena);
	int flow = add(a, "Flow", ARCH_STATEMACHINE);
	struct buf b;

	buf_init(&b);
	value_put(&a->arena, states, "Pack", value_map(&a->arena));
	value_put(&a->arena, states, "Charge", value_map(&a->arena));
	value_put(&a->arena, definition, "States", states);
	value_put(&a->arena, properties, "Definition", definition);
	a->resources[flow].properties = properties;
	e.value = 1;
	sentence_of(&b, &e, names, a);
	t_str(buf_str(&b), "Flow enters Charge.");
	buf_clear(&b);
	e.value = -1;
	e.outcome = OUTCOME_EXECUTION_FAILED;
	sentence_of(&b, &e, names, a);
	t_str(buf_str(&b), "Flow ends: the execution failed.");
	buf_done(&b);
	arch_free(a);
}

/* A run may have used another number. */
TEST(a_rule_that_tells_a_default_says_that_it_is_one)
{
	for (int rule = 1; rule < N_RULES; rule++) {
		const struct rule_info *r = rule_info((enum rule)rule);
		const char *end = strstr(r->fact, ".default");

		if (!end || end[8] || !strstr(r->why, "{}"))
			continue;
		if (!strstr(r->why, "unless") && !strstr(r->why, "if it says nothing"))
			fail_msg("%s: %s", r->id, r->why);
	}
}

/* Rules whose short form was once not true. */
TEST(rules_say_the_whole_of_it)
{
	static const struct {
		enum rule rule;
		const char *says;
	} rules[] = {
		{ RULE_MAPPING_GIVE_UP, "before the next try the visibility timeout would be over" },
		{ RULE_SQS_VISIBILITY, "batching window and the function's timeout together are longer" },
		{ RULE_STEPS_RETRY, "Standard workflows pay for each as a step" },
		{ RULE_SECRETS_STALE, "Until finishSecret AWSCURRENT is the old one" },
	};

	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		if (!strstr(rule_info(rules[i].rule)->why, rules[i].says))
			fail_msg("%s: %s", rule_info(rules[i].rule)->id, rule_info(rules[i].rule)->why);
}

TEST(requests_are_chosen_once_and_followed_in_bounds)
{
	struct run_decision early = { .first_request = 0 }, late = { .first_request = 9 };
	struct matter m[2] = { { .rules = { &late }, .n_rules = 1 }, { .rules = { &early }, .n_rules = 1 } };
	struct follow f;
	struct history_sink sink = follow_sink(&f);

	follow_choose(&f, m, 2);
	t_int(f.n, 2);
	t_int(f.list[0].request, 0);
	t_int(f.list[1].request, 9);
	for (int i = 0; i < FOLLOW_EVENTS + 5; i++)
		sink.take(sink.self, &(struct history_event){ .request = 9, .at_ns = i }, 1);
	sink.take(sink.self, &(struct history_event){ .request = 4 }, 1);
	t_int(f.list[0].n, 0);
	t_int(f.list[1].n, FOLLOW_EVENTS);
	t_int(f.list[1].n_more, 5);
	t_int(f.list[1].last_ns, FOLLOW_EVENTS + 4);
}

TEST(a_mistyped_property_finds_the_one_that_is_meant)
{
	struct arch *a = bucket_and_function();
	const char *nearest;

	t_true(knob_is_unknown(&a->resources[1], "TimeOut", &nearest));
	t_str(nearest, "Timeout");
	t_true(knob_is_unknown(&a->resources[1], "Sparkle", &nearest));
	t_null(nearest);
	t_false(knob_is_unknown(&a->resources[1], "Timeout", &nearest));
	arch_set(a, "Resize.Sparkle", "1");
	t_true(knob_is_unknown(&a->resources[1], "Sparkle", &nearest));
	((struct value *)value_get(a->resources[1].properties, "Sparkle"))->line = 7;
	t_false(knob_is_unknown(&a->resources[1], "Sparkle", &nearest));	/* the template has it */
	arch_free(a);
}

TEST(what_the_simulator_goes_by_is_known_and_nothing_else)
{
	static const struct {
		enum arch_kind kind;
		const char *path;
		bool is_read;
	} cases[] = {
		{ ARCH_API, "Callers.WithoutToken", true },
		{ ARCH_API, "LostDisconnects", true },
		{ ARCH_BUS, "Filter.Rule", true },
		{ ARCH_FUNCTION, "Cache", false },
		{ ARCH_FUNCTION, "EphemeralStorage.Size", true },
		{ ARCH_PARAMETER, "Cache", true },
		{ ARCH_QUEUE, "Filter.F", true },
		{ ARCH_SECRET, "Cache", true },
		{ ARCH_STREAM, "Poison", true },
		{ ARCH_TABLE, "Filter.F", true },
		{ ARCH_TOPIC, "Filter.F", true },
	};
	const char *nearest;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arch_resource r = { .id = "X", .kind = cases[i].kind };

		t_int(knob_is_unknown(&r, cases[i].path, &nearest), !cases[i].is_read);
		t_null(nearest);
	}
}

static struct value *put(struct arch *a, struct value *map, const char *key, const char *text)
{
	value_put(&a->arena, map, key, value_text(&a->arena, text));
	return map;
}

TEST(a_plan_is_read_with_its_mistakes)
{
	struct arch *a = bucket_and_function();
	struct value *m = value_map(&a->arena), *w = value_list(&a->arena);
	struct diag_list diags;
	struct plan p;

	diag_list_init(&diags);
	plan_read(&a->arena, a, &diags, &p);
	t_int(p.n_workloads, 0);
	value_append(w, put(a, put(a, value_map(&a->arena), "Request", "put s3://Uploads/a"), "Rate", "5/s"));
	value_append(w, put(a, put(a, value_map(&a->arena), "Request", "put s3://Uploads/a"), "Rate", "fast"));
	value_put(&a->arena, m, "Workload", w);
	put(a, put(a, put(a, m, "Seed", "7"), "Duration", "2 moons"), "Faults", "Resize down");
	a->metadata = m;
	plan_read(&a->arena, a, &diags, &p);
	t_int(p.n_workloads, 1);
	t_int(p.n_faults, 1);
	t_int(p.seed, 7);
	t_int(p.duration_ns, 0);
	t_int(diags.n_errors, 2);
	diag_list_done(&diags);
	arch_free(a);
}

TESTS(t(figures_have_three_digits_and_a_unit), t(a_refusal_and_what_came_of_it_are_one_matter_cause_first),
      t(what_is_lost_goes_before_what_is_refused),
      t(a_loss_belongs_to_the_refusal_before_it_never_to_a_cold_start),
      t(what_is_normal_is_told_in_the_order_in_which_it_happened), t(what_is_normal_is_told_when_nothing_else_happened),
      t(a_mapping_is_where_its_poller_stands), t(every_moment_has_a_sentence),
      t(who_tries_again_is_who_does), t(what_is_given_up_is_told_by_what_becomes_of_it),
      t(states_have_their_names), t(a_rule_that_tells_a_default_says_that_it_is_one),
      t(rules_say_the_whole_of_it),
      t(requests_are_chosen_once_and_followed_in_bounds),
      t(a_mistyped_property_finds_the_one_that_is_meant),
      t(what_the_simulator_goes_by_is_known_and_nothing_else), t(a_plan_is_read_with_its_mistakes))
