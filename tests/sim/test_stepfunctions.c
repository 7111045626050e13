/* SPDX-License-Identifier: MIT */
/*
 * AWS Step Functions. With Latency 0 steps take no time, so that whole executions
 * take exactly what their states do.
 */
#include <math.h>
#include <string.h>

#include "sim/core.h"
#include "tests/support/calls.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

static void machine(struct kit *k, const char *type, const char *definition)
{
	kit_init(k);
	k->options.duration_ns = 0;
	k->options.has_trace = true;
	kit_node(k, "Flow", ARCH_STATEMACHINE, "AWS::Serverless::StateMachine", "");
	kit_set(k, "Flow", "Type", type);
	kit_yaml(k, "Flow", "Definition", definition);
	kit_meta(k, "Flow", "Latency", "0ms");
	kit_meta(k, "Flow", "Duplicates", "0%");
}

static void standard(struct kit *k, const char *definition)
{
	machine(k, "STANDARD", definition);
	kit_request(k, "start states://Flow", NULL, 1);
}

/* A server that takes each call for this time, all at once. */
static void server(struct kit *k, const char *id, const char *work)
{
	kit_node(k, id, ARCH_OTHER, "Test::Server", "");
	kit_meta(k, id, "Work", work);
	kit_meta(k, id, "Servers", "1000000");
}

static double decided(const struct kit *k, const char *rule)
{
	for (size_t i = 0; i < k->run->n_decisions; i++)
		if (!strcmp(k->run->decisions[i].rule, rule))
			return k->run->decisions[i].count;
	return 0;
}

static double mean_s(struct kit *k)
{
	return kit_metric(k, "Flow", "ExecutionTime")->mean / 1000;
}

static void takes(struct kit *k, double s)
{
	kit_near(mean_s(k), s, 1e-9);
}

static uint64_t count(struct kit *k, const char *metric)
{
	return kit_count(k, "Flow", metric);
}

/* Everything that a run made is gone again: what lives at its end lived at its beginning. */
static void run_and_leave_nothing(struct kit *k)
{
	uint32_t live;

	kit_begin(k);
	live = calls_live(k->sim);
	sim_free(k->sim);
	k->sim = NULL;
	kit_run(k);
	t_int(k->run->in_flight, 0);
	t_int(calls_live(k->sim), live);
}

/* Prints a task that takes no time and always fails, with these rules. */
#define FAILING(rules)                                                                          \
	"{StartAt: X, States: {X: {Type: Task, Resource: 'arn:aws:states:::http:invoke', End: " \
	"true, " rules "}, Z: {Type: Succeed}}}"

static void failing(struct kit *k, const char *definition)
{
	standard(k, definition);
	kit_meta(k, "Flow", "Work.X", "0ms");
	kit_meta(k, "Flow", "ErrorRate.X", "100%");
}

TEST(a_start_is_answered_at_once_and_the_execution_goes_on)
{
	struct kit k;

	standard(&k, "{StartAt: A, States: {A: {Type: Pass, Next: B}, B: {Type: Wait, Seconds: 5, "
		     "Next: C}, "
		     "C: {Type: Succeed}}}");
	run_and_leave_nothing(&k);
	t_int(kit_outcome(&k, "ok"), 1);
	kit_near(k.run->latency.mean, 0, 1e-9);
	takes(&k, 5);
	t_int(count(&k, "ExecutionsStarted"), 1);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	t_int(count(&k, "StateTransitions"), 3);
	kit_near(k.run->cost_usd, 3 * 0.000025, 1e-12);
	kit_done(&k);
}

TEST(states_have_numbers_in_traces_and_names_for_them)
{
	struct kit k;
	const struct history_event *e;
	size_t n, found = 0;
	static const int order[] = { 0, 1, 4, -1 };

	standard(&k, "{StartAt: A, States: {A: {Type: Pass, Next: B}, B: {Type: Parallel, Next: D, "
		     "Branches: "
		     "[{StartAt: C, States: {C: {Type: Fail}}}], Catch: [{ErrorEquals: "
		     "[States.ALL], Next: E}]}, "
		     "D: {Type: Succeed}, E: {Type: Succeed}}}");
	kit_run(&k);
	e = sim_history(k.sim, &n);
	for (size_t i = 0; i < n; i++) {
		if (e[i].moment != MOMENT_STATE || e[i].value == 2)
			continue;
		assert_true(found < 4);
		t_int(e[i].value, order[found]);
		found++;
	}
	t_int(found, 4);
	t_str(sim_state_name(k.arch, "Flow", 2), "C");
	t_str(sim_state_name(k.arch, "Flow", 4), "E");
	assert_null(sim_state_name(k.arch, "Flow", 5));
	assert_null(sim_state_name(k.arch, "Flow", -1));
	assert_null(sim_state_name(k.arch, "Nobody", 0));
	kit_done(&k);
}

TEST(only_express_workflows_answer_synchronously_and_they_do_it_at_the_end)
{
	static const char definition[] =
		"{StartAt: A, States: {A: {Type: Wait, Seconds: 7, Next: B}, B: {Type: Fail, "
		"Error: Sad}}}";
	struct kit k;

	machine(&k, "EXPRESS", definition);
	kit_request(&k, "start states://Flow", NULL, 1);
	k.workloads[0].op = OP_START_SYNC_EXECUTION;
	run_and_leave_nothing(&k);
	t_int(kit_outcome(&k, "error:ExecutionFailed"), 1);
	kit_near(k.run->latency.mean, 7000, 1e-6);
	kit_near(decided(&k, "steps.fail"), 1, 0);
	kit_near(decided(&k, "steps.sync.failed"), 1, 0);
	kit_done(&k);

	standard(&k, definition);
	k.workloads[0].op = OP_START_SYNC_EXECUTION;
	run_and_leave_nothing(&k);
	t_int(kit_outcome(&k, "error:StateMachineTypeNotSupported"), 1);
	t_int(count(&k, "ExecutionsStarted"), 0);
	kit_done(&k);

	machine(&k, "STANDARD", definition);
	kit_node(&k, "Api", ARCH_API, "AWS::Serverless::Api", "");
	kit_edge(&k, "Api", VERB_ROUTES, "Flow", "Type=AWS Action=states:StartSyncExecution");
	kit_request(&k, "GET /", NULL, 1);
	run_and_leave_nothing(&k);
	t_int(kit_outcome(&k, "400"), 1);
	kit_done(&k);
}

/* 7 s in one chunk of 64 MB. */
TEST(express_workflows_cost_by_request_and_memory_time)
{
	struct kit k;

	machine(&k, "EXPRESS", "{StartAt: A, States: {A: {Type: Wait, Seconds: 7, End: true}}}");
	kit_request(&k, "start states://Flow", NULL, 1);
	kit_run(&k);
	kit_near(k.run->cost_usd, 0.000001 + 7 * 0.0625 * 0.00001667, 1e-12);
	kit_near(kit_metric(&k, "Flow", "ExpressExecutionBilledDuration")->mean, 7000, 1e-6);
	kit_done(&k);
}

TEST(express_executions_run_twice_now_and_then)
{
	struct kit k;

	machine(&k, "EXPRESS", "{StartAt: A, States: {A: {Type: Pass, End: true}}}");
	kit_meta(&k, "Flow", "Duplicates", "10%");
	k.options.has_trace = false;
	kit_request(&k, "start states://Flow", "1000/s", 20000);
	run_and_leave_nothing(&k);
	t_int(k.run->completed, 20000);
	kit_near((double)count(&k, "ExecutionsStarted"), 22000, sqrt(20000 * 0.1 * 0.9));
	kit_done(&k);
}

TEST(a_retry_waits_1_2_and_4_seconds_unless_it_says_otherwise)
{
	struct kit k;

	failing(&k, FAILING("Retry: [{ErrorEquals: [States.ALL]}]"));
	run_and_leave_nothing(&k);
	takes(&k, 7);
	t_int(count(&k, "ExecutionsFailed"), 1);
	t_int(count(&k, "StateTransitions"), 4); /* each retry is billed as a step */
	t_int(kit_moments(&k, MOMENT_RETRY, RULE_STEPS_RETRY), 3);
	kit_done(&k);
}

TEST(max_delay_caps_the_wait)
{
	struct kit k;

	failing(&k, FAILING("Retry: [{ErrorEquals: [States.TaskFailed], IntervalSeconds: 3, "
			    "MaxAttempts: 5, "
			    "BackoffRate: 1.5, MaxDelaySeconds: 6}]"));
	kit_run(&k);
	takes(&k, 3 + 4.5 + 6 + 6 + 6);
	kit_done(&k);
}

TEST(no_attempts_mean_no_retry)
{
	struct kit k;

	failing(&k, FAILING("Retry: [{ErrorEquals: [States.ALL], MaxAttempts: 0}]"));
	kit_run(&k);
	takes(&k, 0);
	t_int(count(&k, "ExecutionsFailed"), 1);
	kit_done(&k);
}

/* Uniform up to 1, 2 and 4 s: mean 3.5, variance (1 + 4 + 16) / 12. */
TEST(full_jitter_waits_half_as_long_on_average)
{
	struct kit k;

	machine(&k, "STANDARD",
		FAILING("Retry: [{ErrorEquals: [States.ALL], JitterStrategy: FULL}]"));
	kit_meta(&k, "Flow", "Work.X", "0ms");
	kit_meta(&k, "Flow", "ErrorRate.X", "100%");
	k.options.has_trace = false;
	kit_request(&k, "start states://Flow", "100/s", 20000);
	kit_run(&k);
	kit_near(mean_s(&k), 3.5, sqrt(21.0 / 12 / 20000));
	kit_done(&k);
}

/* The example of AWS's guide: two waits by the first rule, one by the second, then its first is
 * used up. */
TEST(each_rule_counts_its_own_attempts)
{
	struct kit k;

	failing(&k, FAILING("Retry: [{ErrorEquals: [ErrorA, ErrorB], IntervalSeconds: 1, "
			    "BackoffRate: 2.0, MaxAttempts: 2}, "
			    "{ErrorEquals: [ErrorC], IntervalSeconds: 5}], Catch: [{ErrorEquals: "
			    "[States.ALL], Next: Z}]"));
	kit_meta(&k, "Flow", "Errors.X", "ErrorA, ErrorB, ErrorC, ErrorB");
	run_and_leave_nothing(&k);
	takes(&k, 1 + 2 + 5);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	t_int(count(&k, "StateTransitions"), 1 + 3 + 1);
	kit_done(&k);
}

/* A task that calls a server which takes longer than the task's own time. */
static void slow(struct kit *k, const char *rules)
{
	const char *definition = arena_printf(
		&k->arch->arena,
		"{StartAt: X, States: {X: {Type: Task, Resource: 'arn:aws:states:::ecs:runTask', "
		"Parameters: {Cluster: "
		"!Ref Server}, TimeoutSeconds: 2, End: true, %s}, Z: {Type: Succeed}}}",
		rules);

	server(k, "Server", "10s");
	kit_yaml(k, "Flow", "Definition", definition);
}

TEST(a_task_that_takes_too_long_is_a_timeout_and_its_answer_goes_nowhere)
{
	struct kit k;

	standard(&k, "{}");
	slow(&k, "Retry: [{ErrorEquals: [States.TaskFailed], MaxAttempts: 1}]"); /* takes no
										    time-outs */
	run_and_leave_nothing(&k);
	takes(&k, 2);
	t_int(count(&k, "ExecutionsFailed"), 1);
	t_int(count(&k, "ExecutionsTimedOut"), 0); /* that is for the execution's own time */
	t_int(kit_count(&k, "Server", "Completed"), 1);
	t_int(decided(&k, "steps.task.timeout"), 1);
	t_int(decided(&k, "steps.failed"), 1);
	kit_done(&k);

	standard(&k, "{}");
	slow(&k, "Retry: [{ErrorEquals: [States.Timeout], MaxAttempts: 2}], Catch: [{ErrorEquals: "
		 "[States.ALL], Next: Z}]");
	run_and_leave_nothing(&k);
	takes(&k, 3 * 2 + 1 + 2);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	kit_done(&k);
}

TEST(states_all_does_not_match_too_much_data)
{
	struct kit k;

	standard(&k, FAILING("Retry: [{ErrorEquals: [States.ALL]}], Catch: [{ErrorEquals: "
			     "[States.ALL], Next: Z}]"));
	kit_meta(&k, "Flow", "Work.X", "0ms");
	kit_meta(&k, "Flow", "Payload.X", "300 KB");
	kit_run(&k);
	takes(&k, 0);
	t_int(count(&k, "ExecutionsFailed"), 1);
	kit_done(&k);

	standard(&k, FAILING("Catch: [{ErrorEquals: [States.DataLimitExceeded], Next: Z}]"));
	kit_meta(&k, "Flow", "Payload.X", "300 KB");
	kit_run(&k);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	kit_done(&k);
}

TEST(an_input_that_is_too_large_starts_nothing)
{
	struct kit k;

	standard(&k, "{StartAt: A, States: {A: {Type: Succeed}}}");
	k.workloads[0].bytes = 262145;
	kit_run(&k);
	t_int(kit_outcome(&k, "error:ValidationException"), 1);
	t_int(count(&k, "ExecutionsStarted"), 0);
	kit_done(&k);
}

#define TWO(a, b, rules)                                                                        \
	"{StartAt: P, States: {P: {Type: Parallel, End: true, Branches: [{StartAt: A, States: " \
	"{A: " a "}}, "                                                                         \
	"{StartAt: B, States: {B: " b                                                           \
	", F: {Type: Fail, Error: Mine}, S: {Type: Succeed}}}]" rules "}, "                     \
	"Z: {Type: Succeed}}}"

TEST(a_parallel_waits_for_all_of_its_branches)
{
	struct kit k;

	standard(&k, TWO("{Type: Wait, Seconds: 3, End: true}", "{Type: Wait, Seconds: 5, Next: S}",
			 ""));
	run_and_leave_nothing(&k);
	takes(&k, 5);
	t_int(count(&k, "StateTransitions"), 4);
	kit_done(&k);
}

TEST(a_parallel_fails_with_its_first_branch_and_ends_the_others)
{
	struct kit k;

	standard(&k, TWO("{Type: Wait, Seconds: 30, End: true}",
			 "{Type: Wait, Seconds: 5, Next: F}", ""));
	run_and_leave_nothing(&k);
	takes(&k, 5);
	t_int(count(&k, "ExecutionsFailed"), 1);
	kit_near(k.run->simulated_s, 5, 1e-9); /* the other branch's wait makes no run longer */
	kit_done(&k);

	standard(&k,
		 TWO("{Type: Wait, Seconds: 30, End: true}", "{Type: Wait, Seconds: 5, Next: F}",
		     ", Retry: [{ErrorEquals: [Other]}, {ErrorEquals: [Mine], MaxAttempts: 1}], "
		     "Catch: [{ErrorEquals: [States.BranchFailed], Next: Z}]"));
	run_and_leave_nothing(&k);
	takes(&k, 5 + 1 + 5);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	kit_done(&k);
}

static void map(struct kit *k, const char *work, const char *items, const char *fields,
		const char *mode)
{
	const char *definition;

	machine(k, "STANDARD", "{}");
	server(k, "Server", work);
	definition = arena_printf(&k->arch->arena,
				  "{StartAt: M, States: {M: {Type: Map, End: true, %s "
				  "ItemProcessor: {%s StartAt: X, States: {X: {Type: Task, "
				  "Resource: 'arn:aws:states:::ecs:runTask', Parameters: {Cluster: "
				  "!Ref Server}, End: true}}}}}}",
				  fields, mode);
	kit_yaml(k, "Flow", "Definition", definition);
	kit_meta(k, "Flow", "Items.M", items);
}

static void map_takes(const char *items, const char *fields, double s)
{
	struct kit k;

	map(&k, "1s", items, fields, "");
	kit_request(&k, "start states://Flow", NULL, 1);
	run_and_leave_nothing(&k);
	takes(&k, s);
	kit_done(&k);
}

TEST(a_map_works_on_as_many_items_at_once_as_it_may)
{
	map_takes("10", "MaxConcurrency: 3,", 4); /* 3 + 3 + 3 + 1 */
	map_takes("10", "MaxConcurrency: 1,", 10);
	map_takes("40", "", 1); /* an inline Map: 40 */
	map_takes("100", "MaxConcurrency: 100,", 3);
	map_takes("0", "", 0);
}

/* The last of 4 exponential times: mean 1 + 1/2 + 1/3 + 1/4, variance 1 + 1/4 + 1/9 + 1/16. */
TEST(a_map_takes_as_long_as_its_slowest_item)
{
	struct kit k;

	map(&k, "1s exp", "4", "", "");
	k.options.has_trace = false;
	kit_request(&k, "start states://Flow", "50/s", 20000);
	kit_run(&k);
	kit_near(mean_s(&k), 25.0 / 12, sqrt((1 + 1 / 4.0 + 1 / 9.0 + 1 / 16.0) / 20000));
	kit_done(&k);
}

/* One at a time is a sum: mean 4, variance 4. Two servers: H(4) by twos, 4 - (4 - 2)/2 ... = 1/2 +
 * 1/2 + 1/2 + 1. */
TEST(a_map_of_two_at_once_is_a_queue_with_two_servers)
{
	struct kit k;

	map(&k, "1s exp", "4", "MaxConcurrency: 2,", "");
	k.options.has_trace = false;
	kit_request(&k, "start states://Flow", "50/s", 20000);
	kit_run(&k);
	kit_near(mean_s(&k), 2.5, sqrt((3 / 4.0 + 1) / 20000));
	kit_done(&k);
}

TEST(a_distributed_map_runs_child_executions)
{
	struct kit k;

	map(&k, "1s", "1000", "ItemBatcher: {MaxItemsPerBatch: 10}, MaxConcurrency: 50,",
	    "ProcessorConfig: {Mode: DISTRIBUTED, ExecutionType: EXPRESS},");
	kit_request(&k, "start states://Flow", NULL, 1);
	run_and_leave_nothing(&k);
	takes(&k, 2);
	t_int(count(&k, "ExecutionsStarted"), 1);
	t_int(count(&k, "ChildExecutionsStarted"), 100);
	t_int(count(&k, "ChildExecutionsSucceeded"), 100);
	kit_near(k.run->cost_usd, 0.000025 + 100 * (0.000001 + 0.0625 * 0.00001667), 1e-9);
	kit_done(&k);
}

TEST(a_distributed_map_tolerates_failures_up_to_a_point)
{
	struct kit k;

	map(&k, "1s", "100", "ToleratedFailurePercentage: 100,",
	    "ProcessorConfig: {Mode: DISTRIBUTED},");
	kit_request(&k, "start states://Flow", NULL, 1);
	kit_fault(&k, "Server errors 50%");
	run_and_leave_nothing(&k);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	assert_in_range(count(&k, "ChildExecutionsFailed"), 30, 70);
	kit_done(&k);

	map(&k, "1s", "100", "", "ProcessorConfig: {Mode: DISTRIBUTED},");
	kit_request(&k, "start states://Flow", NULL, 1);
	kit_fault(&k, "Server errors 50%");
	run_and_leave_nothing(&k);
	t_int(count(&k, "ExecutionsFailed"), 1);
	t_int(count(&k, "ChildExecutionsFailed"), 1);
	t_int(count(&k, "ChildExecutionsFailed") + count(&k, "ChildExecutionsAborted") +
		      count(&k, "ChildExecutionsSucceeded"),
	      100);
	kit_done(&k);
}

/* ExecutionStarted, then two events for each Pass: the 12,501st one would be too many. */
TEST(a_loop_ends_when_the_history_is_full)
{
	struct kit k;

	standard(&k, "{StartAt: A, States: {A: {Type: Pass, Next: B}, B: {Type: Pass, Next: A}}}");
	run_and_leave_nothing(&k);
	t_int(count(&k, "StateTransitions"), 12500);
	t_int(count(&k, "ExecutionsFailed"), 1);
	t_int(kit_moments(&k, MOMENT_STATE, RULE_STEPS_HISTORY), 1);
	kit_done(&k);
}

/* ... also in the middle of a Map: 3 before its first item, then 7 for each. */
TEST(a_large_inline_map_fills_the_history)
{
	struct kit k;

	map(&k, "1s", "5000", "MaxConcurrency: 1,", "");
	kit_request(&k, "start states://Flow", NULL, 1);
	run_and_leave_nothing(&k);
	t_int(count(&k, "ExecutionsFailed"), 1);
	t_int(kit_count(&k, "Server", "Completed"), (25000 - 3) / 7);
	kit_done(&k);
}

TEST(starts_take_from_a_bucket_of_1300_that_fills_at_300_a_second)
{
	struct kit k;

	standard(&k, "{StartAt: A, States: {A: {Type: Succeed}}}");
	k.workloads[0].count = 2000;
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 1300);
	t_int(kit_outcome(&k, "error:ThrottlingException"), 700);
	t_int(count(&k, "ThrottledEvents"), 700);
	kit_done(&k);

	machine(&k, "EXPRESS", "{StartAt: A, States: {A: {Type: Succeed}}}");
	kit_request(&k, "start states://Flow", NULL, 7000);
	kit_run(&k);
	t_int(kit_outcome(&k, "ok"), 6000);
	kit_done(&k);
}

/* 1,000 executions of 10 steps: 5,000 at once, the rest at 1,500/s. */
TEST(steps_wait_for_the_bucket_of_transitions_and_nothing_fails)
{
	struct kit k;

	standard(
		&k,
		"{StartAt: A, States: {A: {Type: Pass, Next: B}, B: {Type: Pass, Next: C}, C: "
		"{Type: Pass, Next: D}, "
		"D: {Type: Pass, Next: E}, E: {Type: Pass, Next: F}, F: {Type: Pass, Next: G}, G: "
		"{Type: Pass, Next: H}, "
		"H: {Type: Pass, Next: I}, I: {Type: Pass, Next: J}, J: {Type: Pass, End: true}}}");
	k.workloads[0].count = 1000;
	kit_run(&k);
	t_int(count(&k, "ExecutionsSucceeded"), 1000);
	t_int(count(&k, "ExecutionThrottled"), 5000);
	kit_near(k.run->simulated_s, 5000 / 1500.0, 1e-6);
	kit_done(&k);
}

TEST(an_execution_has_a_time_of_its_own)
{
	struct kit k;

	standard(&k, "{TimeoutSeconds: 20, StartAt: A, States: {A: {Type: Wait, Seconds: 100, End: "
		     "true}}}");
	run_and_leave_nothing(&k);
	takes(&k, 20);
	t_int(count(&k, "ExecutionsTimedOut"), 1);
	kit_done(&k);

	machine(&k, "EXPRESS", "{StartAt: A, States: {A: {Type: Wait, Seconds: 1000, End: true}}}");
	kit_request(&k, "start states://Flow", NULL, 1);
	k.workloads[0].op = OP_START_SYNC_EXECUTION;
	run_and_leave_nothing(&k);
	takes(&k, 300);
	t_int(kit_outcome(&k, "error:States.Timeout"), 1);
	kit_done(&k);

	standard(&k, "{StartAt: A, States: {A: {Type: Wait, Seconds: 99999999, End: true}}}");
	kit_run(&k);
	takes(&k, 365 * 86400.0);
	kit_done(&k);
}

static void token(struct kit *k, const char *fields)
{
	const char *definition;

	standard(k, "{}");
	server(k, "Queue", "1s");
	definition = arena_printf(&k->arch->arena,
				  "{StartAt: X, States: {X: {Type: Task, Resource: "
				  "'arn:aws:states:::sqs:sendMessage.waitForTaskToken', "
				  "Parameters: {QueueUrl: !Ref Queue}, End: true, %s}}}",
				  fields);
	kit_yaml(k, "Flow", "Definition", definition);
}

TEST(a_token_is_answered_some_time_after_the_call)
{
	struct kit k;

	token(&k, "");
	kit_meta(&k, "Flow", "CallbackAfter", "30s");
	run_and_leave_nothing(&k);
	takes(&k, 31);
	kit_done(&k);

	token(&k, "");
	kit_run(&k);
	takes(&k, 2); /* the assumption: 1 s */
	t_true(strstr(k.diags.items[0].text, "waits for its task token") != NULL);
	kit_done(&k);
}

TEST(a_token_without_heartbeats_or_answer_runs_out)
{
	struct kit k;

	token(&k, "HeartbeatSeconds: 10");
	kit_meta(&k, "Flow", "CallbackAfter", "30s");
	run_and_leave_nothing(&k);
	takes(&k, 10);
	t_int(count(&k, "ExecutionsFailed"), 1);
	kit_done(&k);

	token(&k, "HeartbeatSeconds: 10");
	kit_meta(&k, "Flow", "CallbackAfter", "30s");
	kit_meta(&k, "Flow", "HeartbeatEvery", "5s");
	kit_run(&k);
	takes(&k, 31);
	kit_done(&k);

	token(&k, "TimeoutSeconds: 60");
	kit_meta(&k, "Flow", "CallbackAfter", "never");
	run_and_leave_nothing(&k);
	takes(&k, 60);
	kit_done(&k);
}

TEST(a_choice_goes_by_shares)
{
	struct kit k;

	machine(&k, "EXPRESS",
		"{StartAt: C, States: {C: {Type: Choice, Choices: [{Variable: $.a, IsPresent: "
		"true, Next: Yes}, "
		"{Variable: $.b, IsPresent: true, Next: Maybe}], Default: No}, Yes: {Type: Fail}, "
		"Maybe: {Type: Succeed}, No: {Type: Wait, Seconds: 9, End: true}}}");
	kit_meta(&k, "Flow", "Choices.C.Yes", "30%");
	k.options.has_trace = false;
	kit_request(&k, "start states://Flow", "1000/s", 20000);
	kit_run(&k);
	kit_near((double)count(&k, "ExecutionsFailed"), 6000, sqrt(20000 * 0.3 * 0.7));
	kit_near(mean_s(&k), 9 * 0.35, 9 * sqrt(0.35 * 0.65 / 20000));
	kit_done(&k);
}

/* It goes round until it goes on: geometric, 1/p turns of 2 s on average, variance (1-p)/p^2. */
TEST(a_loop_of_wait_and_choice_goes_round_until_it_goes_on)
{
	struct kit k;

	machine(&k, "EXPRESS",
		"{StartAt: W, States: {W: {Type: Wait, Seconds: 2, Next: C}, C: {Type: Choice, "
		"Choices: "
		"[{Condition: '{% $done %}', Next: S}], Default: W}, S: {Type: Succeed}}}");
	kit_meta(&k, "Flow", "Choices.C.S", "25%");
	k.options.has_trace = false;
	kit_request(&k, "start states://Flow", "1000/s", 20000);
	kit_run(&k);
	kit_near(mean_s(&k), 8, 2 * sqrt(0.75 / 0.0625 / 20000));
	kit_done(&k);
}

TEST(a_choice_that_nothing_matches_fails)
{
	struct kit k;

	standard(&k, "{StartAt: C, States: {C: {Type: Choice, Choices: [{Variable: $.a, IsPresent: "
		     "true, Next: S}]}, "
		     "S: {Type: Succeed}}}");
	kit_meta(&k, "Flow", "Choices.C.S", "0%");
	run_and_leave_nothing(&k);
	t_int(count(&k, "ExecutionsFailed"), 1);
	t_int(kit_moments(&k, MOMENT_STATE, RULE_STEPS_NO_CHOICE), 1);
	kit_done(&k);
}

static void nested(struct kit *k, const char *how)
{
	standard(k, "{}");
	kit_node(k, "Inner", ARCH_STATEMACHINE, "AWS::StepFunctions::StateMachine",
		 "StateMachineType=STANDARD");
	kit_yaml(k, "Inner", "Definition",
		 "{StartAt: A, States: {A: {Type: Wait, Seconds: 8, Next: B}, B: {Type: Fail}}}");
	kit_meta(k, "Inner", "Latency", "0ms");
	kit_yaml(k, "Flow", "Definition",
		 arena_printf(&k->arch->arena,
			      "{StartAt: X, States: {X: {Type: Task, Resource: "
			      "'arn:aws:states:::states:startExecution%s', Parameters: "
			      "{StateMachineArn: !Ref Inner}, End: true, Catch: [{ErrorEquals: "
			      "[States.TaskFailed], Next: Z}]}, "
			      "Z: {Type: Wait, Seconds: 1, End: true}}}",
			      how));
}

TEST(a_workflow_starts_another_and_waits_for_it_only_with_sync)
{
	struct kit k;

	nested(&k, ".sync:2");
	run_and_leave_nothing(&k);
	takes(&k, 9); /* the failure of the other is caught */
	kit_done(&k);

	nested(&k, "");
	run_and_leave_nothing(&k);
	takes(&k, 0);
	t_int(kit_count(&k, "Inner", "ExecutionsFailed"), 1);
	kit_done(&k);
}

TEST(a_throttled_function_is_an_error_with_a_name)
{
	struct kit k;

	standard(&k, "{StartAt: X, States: {X: {Type: Task, Resource: "
		     "'arn:aws:states:::lambda:invoke', Parameters: "
		     "{FunctionName: !Ref Fn}, End: true, Retry: [{ErrorEquals: [Lambda.Unknown]}, "
		     "{ErrorEquals: "
		     "[Lambda.ServiceException, Lambda.TooManyRequestsException], IntervalSeconds: "
		     "2, MaxAttempts: 1}], Catch: "
		     "[{ErrorEquals: [States.TaskFailed], Next: Z}]}, Z: {Type: Succeed}}}");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Serverless::Function",
		 "ReservedConcurrentExecutions=0");
	run_and_leave_nothing(&k);
	takes(&k, 2);
	t_int(kit_count(&k, "Fn", "Throttles"), 2);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	kit_done(&k);
}

TEST(a_function_is_invoked_by_its_own_arn_too)
{
	struct kit k;

	standard(&k, "{StartAt: X, States: {X: {Type: Task, Resource: !Ref Fn, End: true}}}");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Serverless::Function", "Runtime=nodejs22.x");
	kit_meta(&k, "Fn", "ErrorRate", "100%");
	run_and_leave_nothing(&k);
	t_int(kit_count(&k, "Fn", "Invocations"), 1);
	t_int(count(&k, "ExecutionsFailed"), 1);
	kit_done(&k);
}

TEST(a_function_that_no_parameter_refers_to_is_found_by_its_edge)
{
	struct kit k;

	standard(&k, "{StartAt: X, States: {X: {Type: Task, Resource: "
		     "'arn:aws:states:::lambda:invoke', Arguments: "
		     "{FunctionName: resize, InvocationType: Event}, End: true}}}");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Serverless::Function", "Runtime=nodejs22.x");
	kit_edge(&k, "Flow", VERB_INVOKES, "Fn", "Action=lambda:InvokeFunction");
	kit_run(&k);
	t_int(kit_count(&k, "Fn", "AsyncEventsReceived"), 1);
	takes(&k, 0); /* an event: nobody waits for the function */
	kit_done(&k);
}

TEST(a_reference_in_the_payload_is_no_subject)
{
	struct kit k;

	standard(&k, "{StartAt: X, States: {X: {Type: Task, Resource: "
		     "'arn:aws:states:::lambda:invoke', Parameters: "
		     "{FunctionName.$: $.name, Payload: {Table: !Ref Items}}, End: true}}}");
	kit_node(&k, "Items", ARCH_TABLE, "AWS::DynamoDB::Table", "BillingMode=PAY_PER_REQUEST");
	kit_meta(&k, "Flow", "Work.X", "3s");
	kit_run(&k);
	takes(&k, 3);
	kit_done(&k);
}

static size_t n_sent(struct kit *k, enum op op)
{
	size_t n, found = 0;
	const struct history_event *e = sim_history(k->sim, &n);

	for (size_t i = 0; i < n; i++)
		found += e[i].moment == MOMENT_SENT && e[i].op == op;
	return found;
}

TEST(each_action_of_a_service_is_its_own_call)
{
	struct kit k;

	standard(&k, "{StartAt: W, States: {W: {Type: Task, Resource: "
		     "'arn:aws:states:::aws-sdk:dynamodb:getItem', "
		     "Arguments: {TableName: !Ref Items}, Next: X}, X: {Type: Task, Resource: "
		     "'arn:aws:states:::dynamodb:updateItem', Parameters: {Key: {a: b}}, Next: Y}, "
		     "Y: {Type: Task, Resource: "
		     "'arn:aws:states:::sqs:sendMessage', Parameters: {QueueUrl: !Ref Jobs}, Next: "
		     "Z}, Z: {Type: Task, "
		     "Resource: 'arn:aws:states:::events:putEvents', Parameters: {Entries: "
		     "[{EventBusName: !Ref Bus}]}, "
		     "Next: S}, S: {Type: Task, Resource: 'arn:aws:states:::sns:publish', "
		     "Parameters: {TopicArn: !Ref News}, "
		     "End: true}}}");
	kit_node(&k, "Items", ARCH_TABLE, "AWS::DynamoDB::Table", "BillingMode=PAY_PER_REQUEST");
	kit_node(&k, "Jobs", ARCH_QUEUE, "AWS::SQS::Queue", "");
	kit_node(&k, "Bus", ARCH_BUS, "AWS::Events::EventBus", "");
	kit_node(&k, "News", ARCH_TOPIC, "AWS::SNS::Topic", "");
	kit_edge(&k, "Flow", VERB_WRITES, "Items", "Action=dynamodb:UpdateItem");
	kit_run(&k);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	t_int(n_sent(&k, OP_READ), 1);
	t_int(n_sent(&k, OP_UPDATE), 1);
	t_int(n_sent(&k, OP_SEND), 1);
	t_int(n_sent(&k, OP_PUT_EVENTS), 1);
	t_int(n_sent(&k, OP_PUBLISH), 1);
	kit_done(&k);
}

static uint64_t started_by_function(const char *actions)
{
	struct kit k;
	uint64_t n;

	machine(&k, "STANDARD", "{StartAt: A, States: {A: {Type: Succeed}}}");
	kit_node(&k, "Fn", ARCH_FUNCTION, "AWS::Serverless::Function", "Runtime=nodejs22.x");
	kit_edge(&k, "Fn", VERB_INVOKES, "Flow",
		 arena_printf(&k.arch->arena, "Action=%s", actions));
	kit_request(&k, "invoke lambda://Fn", NULL, 1);
	kit_run(&k);
	n = count(&k, "ExecutionsStarted");
	kit_done(&k);
	return n;
}

TEST(a_function_that_only_answers_tokens_starts_nothing)
{
	t_int(started_by_function("states:StartExecution"), 1);
	t_int(started_by_function("states:DescribeExecution,states:StartExecution"), 1);
	t_int(started_by_function("states:*"), 1);
	t_int(started_by_function("states:SendTaskSuccess"), 0);
	t_int(started_by_function("states:SendTaskSuccess,states:SendTaskFailure"), 0);
}

static void busy_flow(struct kit *k)
{
	machine(k, "STANDARD",
		"{TimeoutSeconds: 40, StartAt: P, States: {P: {Type: Parallel, Next: M, Retry: "
		"[{ErrorEquals: [States.ALL], MaxAttempts: 2}], Branches: [{StartAt: A, States: "
		"{A: {Type: Task, Resource: "
		"'arn:aws:states:::ecs:runTask', Parameters: {Cluster: !Ref Server}, "
		"TimeoutSeconds: 3, End: true, Retry: "
		"[{ErrorEquals: [States.Timeout], MaxAttempts: 1, JitterStrategy: FULL}]}}}, "
		"{StartAt: B, States: {B: {Type: "
		"Task, Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken', Parameters: "
		"{QueueUrl: !Ref Server}, "
		"HeartbeatSeconds: 4, End: true}}}]}, M: {Type: Map, MaxConcurrency: 2, End: true, "
		"ItemProcessor: "
		"{ProcessorConfig: {Mode: DISTRIBUTED}, StartAt: X, States: {X: {Type: Task, "
		"Resource: "
		"'arn:aws:states:::ecs:runTask', Parameters: {Cluster: !Ref Server}, End: "
		"true}}}}}}");
	server(k, "Server", "2s exp");
	kit_meta(k, "Server", "Servers", "20");
	kit_meta(k, "Flow", "Items.M", "6");
	kit_meta(k, "Flow", "CallbackAfter", "2s exp");
	kit_request(k, "start states://Flow", "10/s", 1000);
}

TEST(nothing_is_lost_when_everything_goes_wrong)
{
	struct kit k;

	busy_flow(&k);
	kit_fault(&k, "Server errors 20% from 10s to 30s");
	kit_fault(&k, "Server down from 40s to 50s");
	kit_fault(&k, "Server slow x4 from 60s to 70s");
	kit_fault(&k, "Flow errors 30% from 20s to 40s");
	kit_fault(&k, "Flow throttle 30% from 50s to 60s");
	kit_fault(&k, "Flow denied from 80s to 85s");
	run_and_leave_nothing(&k);
	t_int(count(&k, "ExecutionsStarted"), count(&k, "ExecutionsSucceeded") +
						      count(&k, "ExecutionsFailed") +
						      count(&k, "ExecutionsTimedOut"));
	t_int(count(&k, "ChildExecutionsStarted"),
	      count(&k, "ChildExecutionsSucceeded") + count(&k, "ChildExecutionsFailed") +
		      count(&k, "ChildExecutionsAborted") + count(&k, "ChildExecutionsTimedOut"));
	assert_true(count(&k, "ExecutionsSucceeded") > 0);
	assert_true(count(&k, "ExecutionsFailed") > 0);
	assert_true(count(&k, "ExecutionsTimedOut") > 0);
	assert_true(count(&k, "ChildExecutionsAborted") > 0);
	t_int((int)kit_metric(&k, "Flow", "OpenExecutions")->most > 0, 1);
	kit_done(&k);
}

static void refuses(const char *type, const char *definition, const char *expected)
{
	struct kit k;
	const char *text;

	machine(&k, type, definition);
	kit_request(&k, "start states://Flow", NULL, 1);
	text = kit_refused(&k);
	if (!strstr(text, expected))
		fail_msg("\"%s\" does not say \"%s\"", text, expected);
	kit_done(&k);
}

TEST(mistakes_in_a_definition_are_told)
{
	refuses("STANDARD", "{StartAt: A, States: {A: {Type: Pass, Next: Bb}, B: {Type: Succeed}}}",
		"Next is \"Bb\"");
	refuses("STANDARD", "{StartAt: A, States: {A: {Type: Pass}}}", "no Next and no End");
	refuses("STANDARD", "{StartAt: C, States: {A: {Type: Pass, End: true}}}",
		"StartAt is \"C\"");
	refuses("STANDARD", "{States: {A: {Type: Pass, End: true}}}",
		"the definition has no StartAt");
	refuses("STANDARD", "{StartAt: A, States: {A: {Type: Pas, End: true}}}", "Type \"Pas\"");
	refuses("STANDARD", "{StartAt: A, States: {A: {Type: Task, End: true}}}",
		"without Resource");
	refuses("STANDARD", "{StartAt: A, States: {A: {Type: Wait, End: true}}}",
		"without Seconds");
	refuses("STANDARD", "{StartAt: A, States: {A: {Type: Wait, Seconds: -1, End: true}}}",
		"Seconds is -1, but AWS takes 0 to 99999999");
	refuses("STANDARD", "{StartAt: A, States: {A: {Type: Map, End: true}}}",
		"no ItemProcessor");
	refuses("STANDARD",
		"{StartAt: A, States: {A: {Type: Pass, End: true, Retry: [{ErrorEquals: "
		"[States.ALL]}]}}}",
		"only Task, Parallel and Map");
	refuses("STANDARD", FAILING("Retry: [{ErrorEquals: [States.ALL, X]}]"),
		"States.ALL stands alone");
	refuses("STANDARD", FAILING("Retry: [{ErrorEquals: [States.ALL]}, {ErrorEquals: [X]}]"),
		"States.ALL stands alone");
	refuses("EXPRESS",
		"{StartAt: A, States: {A: {Type: Task, Resource: "
		"'arn:aws:states:::ecs:runTask.sync', End: true}}}",
		"an express workflow cannot");
	refuses("EXPRESS",
		"{StartAt: A, States: {A: {Type: Task, Resource: "
		"'arn:aws:states:::sqs:sendMessage.waitForTaskToken', End: true}}}",
		"an express workflow cannot");
}

TEST(metadata_about_unknown_states_is_told)
{
	struct kit k;

	standard(&k, "{StartAt: A, States: {A: {Type: Succeed}}}");
	kit_meta(&k, "Flow", "Waits.B", "3s");
	t_str(kit_refused(&k), "Flow: Waits: the definition has no state \"B\"");
	t_str(k.diags.items[0].file, "test.yaml");	/* not the facts' that were read last */
	kit_done(&k);
}

TEST(what_cannot_be_reached_or_read_is_a_warning)
{
	struct kit k;

	standard(&k, "{StartAt: A, States: {A: {Type: Succeed}, B: {Type: Succeed}}}");
	kit_run(&k);
	t_int(k.diags.n_warnings, 1);
	t_str(k.diags.items[0].text, "Flow: nothing leads to state \"B\"");
	kit_done(&k);

	standard(&k, "{}");
	kit_set(&k, "Flow", "Definition", "text");
	kit_run(&k);
	t_int(k.diags.n_warnings, 1);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	kit_done(&k);
}

TEST(published_definitions_with_small_mistakes_run_with_a_warning)
{
	struct kit k;

	standard(&k, "{StartAt: A, States: {QueryLanguage: JSONata, A: {Type: Succeed}}}");
	kit_run(&k);
	t_int(k.diags.n_warnings, 1);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	kit_done(&k);

	standard(&k, "{StartAt: A, States: {A: {Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage', End: true, "
		     "Retry: [{ErrorEquals: [States.ALL], IntervalSeconds: 0}]}}}");
	kit_run(&k);
	t_int(k.diags.n_errors, 0);
	kit_done(&k);

	standard(&k, "{Comment: nothing yet}");
	kit_run(&k);
	t_int(k.diags.n_warnings, 1);
	t_int(count(&k, "ExecutionsSucceeded"), 1);
	kit_done(&k);
}

TESTS(t(a_start_is_answered_at_once_and_the_execution_goes_on),
      t(states_have_numbers_in_traces_and_names_for_them),
      t(only_express_workflows_answer_synchronously_and_they_do_it_at_the_end),
      t(express_workflows_cost_by_request_and_memory_time),
      t(express_executions_run_twice_now_and_then),
      t(a_retry_waits_1_2_and_4_seconds_unless_it_says_otherwise), t(max_delay_caps_the_wait),
      t(no_attempts_mean_no_retry), t(full_jitter_waits_half_as_long_on_average),
      t(each_rule_counts_its_own_attempts),
      t(a_task_that_takes_too_long_is_a_timeout_and_its_answer_goes_nowhere),
      t(states_all_does_not_match_too_much_data), t(an_input_that_is_too_large_starts_nothing),
      t(a_parallel_waits_for_all_of_its_branches),
      t(a_parallel_fails_with_its_first_branch_and_ends_the_others),
      t(a_map_works_on_as_many_items_at_once_as_it_may), t(a_map_takes_as_long_as_its_slowest_item),
      t(a_map_of_two_at_once_is_a_queue_with_two_servers),
      t(a_distributed_map_runs_child_executions),
      t(a_distributed_map_tolerates_failures_up_to_a_point),
      t(a_loop_ends_when_the_history_is_full), t(a_large_inline_map_fills_the_history),
      t(starts_take_from_a_bucket_of_1300_that_fills_at_300_a_second),
      t(steps_wait_for_the_bucket_of_transitions_and_nothing_fails),
      t(an_execution_has_a_time_of_its_own), t(a_token_is_answered_some_time_after_the_call),
      t(a_token_without_heartbeats_or_answer_runs_out), t(a_choice_goes_by_shares),
      t(a_loop_of_wait_and_choice_goes_round_until_it_goes_on),
      t(a_choice_that_nothing_matches_fails),
      t(a_workflow_starts_another_and_waits_for_it_only_with_sync),
      t(a_throttled_function_is_an_error_with_a_name), t(a_function_is_invoked_by_its_own_arn_too),
      t(a_function_that_no_parameter_refers_to_is_found_by_its_edge),
      t(a_reference_in_the_payload_is_no_subject), t(each_action_of_a_service_is_its_own_call),
      t(a_function_that_only_answers_tokens_starts_nothing),
      t(nothing_is_lost_when_everything_goes_wrong), t(mistakes_in_a_definition_are_told),
      t(metadata_about_unknown_states_is_told), t(what_cannot_be_reached_or_read_is_a_warning),
      t(published_definitions_with_small_mistakes_run_with_a_warning))
