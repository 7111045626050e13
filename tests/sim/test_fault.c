/* SPDX-License-Identifier: MIT */
#include "sim/fault.h"

#include <math.h>
#include <string.h>

#include "sim/duration.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

/* A server that takes 10 ms; ten requests a second at 0.1, 0.2 ... 10 s. */
static void server(struct kit *k)
{
	kit_init(k);
	kit_node(k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(k, "Server", "Work", "10ms");
	kit_meta(k, "Server", "Servers", "1000");
	k->options.duration_ns = 10 * NS_PER_S;
	kit_request(k, "call resource://Server", "10/s,constant", 0);
}

static double decided(const struct kit *k, const char *rule)
{
	for (size_t i = 0; i < k->run->n_decisions; i++)
		if (!strcmp(k->run->decisions[i].rule, rule))
			return k->run->decisions[i].count;
	return 0;
}

TEST(a_fault_lasts_from_its_beginning_to_just_before_its_end)
{
	struct kit k;

	server(&k);
	kit_fault(&k, "Server errors from 2s to 3s");
	kit_run(&k);
	t_int(k.run->arrived, 100);
	t_int(kit_outcome(&k, "error:InternalServerError"), 10);	/* 2.0 to 2.9 s */
	t_int(decided(&k, "fault.error"), 10);
	t_int(kit_outcome(&k, "ok"), 90);
	kit_done(&k);
}

TEST(each_kind_looks_like_itself)
{
	static const struct {
		const char *fault, *outcome, *rule;
	} kinds[] = {
		{ "Server errors", "error:InternalServerError", "fault.error" },
		{ "Server down", "error:ServiceUnavailable", "fault.down" },
		{ "Server throttle", "error:ThrottlingException", "fault.throttle" },
		{ "Server denied", "error:AccessDeniedException", "fault.denied" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		struct kit k;

		server(&k);
		kit_fault(&k, kinds[i].fault);
		kit_run(&k);
		t_int(kit_outcome(&k, kinds[i].outcome), 100);
		t_int(decided(&k, kinds[i].rule), 100);
		/* Only one that works and fails has cost time. */
		kit_near(k.run->latency.mean, i ? 0 : 10, 1e-9);
		kit_done(&k);
	}
}

TEST(a_slow_component_takes_its_time_so_many_times)
{
	struct kit k;

	server(&k);
	kit_fault(&k, "Server slow x4 from 5s");
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 100);
	kit_near(k.run->latency.mean, (49 * 10 + 51 * 40) / 100.0, 1e-6);
	kit_near(k.run->latency.most, 40, 1e-9);
	kit_done(&k);

	server(&k);
	kit_fault(&k, "Server slow 0.5");
	kit_run(&k);
	kit_near(k.run->latency.mean, 5, 1e-9);
	kit_done(&k);
}

TEST(a_share_is_a_coin_for_each_call)
{
	static const char *const kinds[] = { "Server errors 30%", "Server throttle 0.3" };

	for (int i = 0; i < 2; i++) {
		struct kit k;

		server(&k);
		k.options.duration_ns = 0;
		k.options.n_workloads = 0;
		kit_request(&k, "call resource://Server", NULL, 10000);
		kit_fault(&k, kinds[i]);
		kit_meta(&k, "Server", "Servers", "10000");
		kit_run(&k);
		kit_near(kit_outcome(&k, "ok"), 7000, sqrt(10000 * 0.3 * 0.7));
		kit_done(&k);
	}
}

TEST(shares_of_one_kind_strike_independently_and_slownesses_multiply)
{
	for (int order = 0; order < 2; order++) {
		struct kit k;

		server(&k);
		kit_fault(&k, order ? "Server slow x2 from 1s to 9s" : "Server slow x5 from 4s to 6s");
		kit_fault(&k, order ? "Server slow x5 from 4s to 6s" : "Server slow x2 from 1s to 9s");
		kit_run(&k);
		/* 9 + 11 requests as ever, 60 twice as slow, 20 ten times */
		kit_near(k.run->latency.mean, (20 * 10 + 60 * 20 + 20 * 100) / 100.0, 1e-6);
		kit_done(&k);
	}
	{
		struct kit k;

		server(&k);
		k.options.n_workloads = 0;
		kit_request(&k, "call resource://Server", "1000/s", 0);
		kit_fault(&k, "Server errors 30%");
		kit_fault(&k, "Server errors 10%");
		kit_run(&k);
		kit_near(kit_outcome(&k, "error:InternalServerError") / k.run->arrived, 0.37, 0.0048);
		kit_done(&k);
	}
}

TEST(faults_of_different_kinds_add_up_and_denied_comes_first)
{
	struct kit k;

	server(&k);
	kit_fault(&k, "Server down from 1s to 5s");
	kit_fault(&k, "Server denied from 3s to 7s");
	kit_fault(&k, "Server errors from 6s");
	kit_run(&k);
	t_int(kit_outcome(&k, "error:ServiceUnavailable"), 20);
	t_int(kit_outcome(&k, "error:AccessDeniedException"), 40);
	t_int(kit_outcome(&k, "error:InternalServerError"), 31);
	t_int(kit_outcome(&k, "ok"), 9);
	kit_done(&k);
}

TEST(work_that_began_before_a_fault_ends_as_it_would_have)
{
	struct kit k;

	server(&k);
	kit_meta(&k, "Server", "Work", "5s");
	kit_fault(&k, "Server down from 1s to 100s");
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 9);
	t_int(kit_outcome(&k, "error:ServiceUnavailable"), 91);
	kit_done(&k);
}

/* 100 requests to 10 s, the last one takes 10 ms. */
TEST(a_fault_that_outlives_all_work_does_not_make_the_run_longer)
{
	struct kit k;

	server(&k);
	kit_fault(&k, "Server slow x1 from 1h to 2h");
	kit_run(&k);
	kit_near(k.run->simulated_s, 10.01, 1e-9);
	kit_done(&k);
}

TEST(a_fault_of_one_component_leaves_the_draws_of_others_as_they_were)
{
	struct kit k;
	double before;

	server(&k);
	kit_node(&k, "Other", ARCH_OTHER, "Test::Server", "");
	kit_meta(&k, "Other", "Work", "10ms exp");
	kit_request(&k, "call resource://Other", "50/s", 0);
	kit_run(&k);
	before = kit_metric(&k, "Other", "Duration")->mean;
	kit_fault(&k, "Server errors 50%");
	kit_run(&k);
	t_true(kit_metric(&k, "Other", "Duration")->mean == before);
	kit_done(&k);
}

TEST(what_is_no_fault_is_refused)
{
	static const char *const bad[] = {
		"", "Server", "Server broken", "Server errors 150%", "Server errors -1%", "Server slow",
		"Server slow x", "Server slow x0", "Server slow xx2", "Server slow -2", "Server slow nan",
		"Server slow inf", "Server slow x1e9", "Server down 50%", "Server down from", "Server down to",
		"Server down from x", "Server down from -1s", "Server down from 3s to 3s",
		"Server down from 3s to 2s", "Server down until 3s", "Server down from 1s from", "errors 50%",
		"Server errors 50 % from 1s", "Server errors 5x",
	};
	struct arena a;

	arena_init(&a);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct fault f = { .amount = 42 };
		const char *why = "";

		if (fault_parse(&a, bad[i], &f, &why) == ERR_OK)
			fail_msg("\"%s\" was taken for a fault", bad[i]);
		t_true(*why);
		t_true(f.amount == 42);
	}
	arena_done(&a);
}

TEST(faults_are_read_as_they_are_written)
{
	struct arena a;
	struct fault f;
	const char *why;

	arena_init(&a);
	t_int(fault_parse(&a, "  Table errors 50% from 10s to 20s", &f, &why), ERR_OK);
	t_str(f.id, "Table");
	t_int(f.kind, FAULT_ERRORS);
	t_true(f.amount == 0.5);
	t_int(f.from_ns, 10 * NS_PER_S);
	t_int(f.to_ns, 20 * NS_PER_S);
	t_int(fault_parse(&a, "T slow x4", &f, &why), ERR_OK);
	t_true(f.amount == 4 && f.from_ns == 0 && f.to_ns == INT64_MAX);
	t_int(fault_parse(&a, "T slow 1.5 to 2min", &f, &why), ERR_OK);
	t_true(f.amount == 1.5);
	t_int(f.to_ns, 2 * NS_PER_MIN);
	t_int(fault_parse(&a, "T throttle", &f, &why), ERR_OK);
	t_true(f.amount == 1);
	t_int(fault_parse(&a, "T throttle 20% to 5s from 1s", &f, &why), ERR_OK);
	t_true(f.amount == 0.2);
	t_int(f.from_ns, NS_PER_S);
	arena_done(&a);
}

TEST(a_fault_of_nothing_names_what_is_near)
{
	struct kit k;

	server(&k);
	kit_fault(&k, "Servr down");
	t_str(kit_refused(&k), "the fault's \"Servr\" is not in the template");
	t_str(k.diags.items[0].hint, "did you mean Server?");
	kit_done(&k);
}

TESTS(t(a_fault_lasts_from_its_beginning_to_just_before_its_end), t(each_kind_looks_like_itself),
      t(a_slow_component_takes_its_time_so_many_times), t(a_share_is_a_coin_for_each_call),
      t(shares_of_one_kind_strike_independently_and_slownesses_multiply),
      t(faults_of_different_kinds_add_up_and_denied_comes_first),
      t(work_that_began_before_a_fault_ends_as_it_would_have),
      t(a_fault_that_outlives_all_work_does_not_make_the_run_longer),
      t(a_fault_of_one_component_leaves_the_draws_of_others_as_they_were),
      t(what_is_no_fault_is_refused), t(faults_are_read_as_they_are_written),
      t(a_fault_of_nothing_names_what_is_near))
