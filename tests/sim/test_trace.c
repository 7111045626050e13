/* SPDX-License-Identifier: MIT */
/* What a run tells: the same each time, in order, and each call once. */
#include <stdlib.h>
#include <string.h>

#include "sim/duration.h"
#include "tests/support/sim_kit.h"
#include "tests/support/t.h"

/* A little of all: retries, events, refusals, faults. */
static void everything(struct kit *k)
{
	kit_init(k);
	k->options.duration_ns = 20 * NS_PER_S;
	k->options.has_trace = true;
	k->options.is_sdk_client = true;
	kit_node(k, "Uploads", ARCH_BUCKET, "AWS::S3::Bucket", "");
	kit_node(k, "Resize", ARCH_FUNCTION, "AWS::Serverless::Function",
		 "Runtime=python3.13 Handler=app.handler Timeout=3 MemorySize=512");
	kit_node(k, "Orders", ARCH_TABLE, "AWS::DynamoDB::Table",
		 "ProvisionedThroughput.ReadCapacityUnits=1 ProvisionedThroughput.WriteCapacityUnits=1");
	kit_node(k, "Server", ARCH_OTHER, "Test::Server", "");
	kit_meta(k, "Resize", "Work", "50ms exp");
	kit_meta(k, "Server", "Work", "20ms exp");
	kit_meta(k, "Server", "QueueLimit", "3");
	kit_edge(k, "Uploads", VERB_TRIGGERS, "Resize", "");
	kit_edge(k, "Resize", VERB_WRITES, "Orders", "");
	kit_request(k, "put s3://Uploads/cat.jpg", "40/s", 0);
	kit_request(k, "call resource://Server", "60/s", 0);
	kit_fault(k, "Orders errors 30% from 5s to 10s");
}

static bool same(const struct history_event *a, const struct history_event *b)
{
	return a->at_ns == b->at_ns && a->value == b->value && a->request == b->request &&
	       a->call == b->call && a->from == b->from && a->to == b->to && a->outcome == b->outcome &&
	       a->rule == b->rule && a->op == b->op && a->moment == b->moment &&
	       a->attempt == b->attempt && a->is_async == b->is_async;
}

struct tape {
	struct history_event *list;
	size_t n, takes;
};

static void take(void *self, const struct history_event *events, size_t n)
{
	struct tape *t = self;

	t->list = realloc(t->list, (t->n + n + 1) * sizeof(*t->list));
	memcpy(t->list + t->n, events, n * sizeof(*events));
	t->n += n;
	t->takes++;
}

static struct tape kept(struct kit *k)
{
	struct tape t = { 0 };
	size_t n;
	const struct history_event *e = sim_history(k->sim, &n);

	take(&t, e, n);
	return t;
}

static void expect_same(const struct tape *a, const struct tape *b)
{
	t_int(a->n, b->n);
	for (size_t i = 0; i < a->n; i++)
		if (!same(&a->list[i], &b->list[i]))
			fail_msg("event %zu differs", i);
}

TEST(the_same_seed_tells_the_same_story)
{
	struct kit k;
	struct tape first, second, other;

	everything(&k);
	kit_run(&k);
	first = kept(&k);
	t_true(first.n > 10000);
	kit_run(&k);
	second = kept(&k);
	expect_same(&first, &second);
	k.options.seed = 2;
	kit_run(&k);
	other = kept(&k);
	t_true(other.n != first.n || !same(&other.list[50], &first.list[50]));
	free(first.list);
	free(second.list);
	free(other.list);
	kit_done(&k);
}

TEST(a_run_in_slices_is_the_run_in_one)
{
	struct kit k;
	struct tape whole, sliced;

	everything(&k);
	kit_run(&k);
	whole = kept(&k);
	kit_begin(&k);
	for (int64_t t_ns = 0; sim_run_until(k.sim, t_ns, 0); t_ns += 137 * NS_PER_MS)
		t_int(sim_position(k.sim).simulated_s * 1e9 + 0.5, t_ns);
	sliced = kept(&k);
	expect_same(&whole, &sliced);
	free(sliced.list);
	kit_begin(&k);
	while (sim_run_until(k.sim, INT64_MAX, 7))
		;
	sliced = kept(&k);
	expect_same(&whole, &sliced);
	free(sliced.list);
	free(whole.list);
	kit_done(&k);
}

TEST(a_sink_hears_what_would_have_been_kept)
{
	struct kit k;
	struct tape whole, heard = { 0 };
	struct history_sink sink = { take, &heard };
	size_t n;

	everything(&k);
	kit_run(&k);
	whole = kept(&k);
	k.options.sink = &sink;
	kit_run(&k);
	sim_history(k.sim, &n);
	t_int(n, 0);
	expect_same(&whole, &heard);
	t_true(heard.takes > 2);	/* in blocks, not all at the end */
	free(whole.list);
	free(heard.list);
	kit_done(&k);
}

TEST(a_trace_changes_nothing_in_the_run)
{
	struct kit k;
	double mean, events;

	everything(&k);
	kit_run(&k);
	mean = k.run->latency.mean;
	events = (double)k.run->events;
	k.options.has_trace = false;
	kit_run(&k);
	t_true(k.run->latency.mean == mean);
	t_true((double)k.run->events == events);
	{
		size_t n = 1;

		t_null(sim_history(k.sim, &n));
		t_int(n, 0);
	}
	kit_done(&k);
}

TEST(events_are_in_the_order_of_time)
{
	struct kit k;
	size_t n;
	const struct history_event *e;

	everything(&k);
	kit_run(&k);
	e = sim_history(k.sim, &n);
	for (size_t i = 1; i < n; i++)
		t_true(e[i].at_ns >= e[i - 1].at_ns);
	kit_done(&k);
}

/* By slot: sent, replied, sent ... and each request of a client is answered once. */
TEST(each_call_that_is_sent_is_replied_to_once)
{
	struct kit k;
	size_t n, answered = 0;
	const struct history_event *e;
	uint8_t *open;

	everything(&k);
	kit_run(&k);
	e = sim_history(k.sim, &n);
	open = calloc(1 << 20, 1);
	for (size_t i = 0; i < n; i++) {
		t_true(e[i].call < 1 << 20);
		if (e[i].moment == MOMENT_SENT) {
			t_false(open[e[i].call]);
			open[e[i].call] = 1;
			t_int(e[i].outcome, 0);
		} else if (e[i].moment == MOMENT_REPLIED) {
			t_true(open[e[i].call]);
			open[e[i].call] = 0;
			t_true(e[i].outcome != 0);
			/* A retry is told right behind the reply that asks for it. */
			if (e[i].from == 1 && !(i + 1 < n && e[i + 1].moment == MOMENT_RETRY &&
						e[i + 1].call == e[i].call))
				answered++;
		}
	}
	for (size_t i = 0; i < 1 << 20; i++)
		t_false(open[i]);
	t_int(answered, k.run->completed);
	free(open);
	kit_done(&k);
}

TEST(names_of_components_are_those_of_the_history)
{
	struct kit k;
	size_t n, n_names;
	const struct history_event *e;
	const char *const *names;

	everything(&k);
	kit_run(&k);
	e = sim_history(k.sim, &n);
	names = sim_component_names(&k.arch->arena, k.arch, &n_names);
	t_str(names[1], "client");
	for (size_t i = 0; i < n; i++)
		t_true(e[i].from < n_names && e[i].to < n_names);
	t_str(names[e[0].from], "client");
	t_true(!strcmp(names[e[0].to], "Uploads") || !strcmp(names[e[0].to], "Server"));
	kit_done(&k);
}

TESTS(t(the_same_seed_tells_the_same_story), t(a_run_in_slices_is_the_run_in_one),
      t(a_sink_hears_what_would_have_been_kept), t(a_trace_changes_nothing_in_the_run),
      t(events_are_in_the_order_of_time), t(each_call_that_is_sent_is_replied_to_once),
      t(names_of_components_are_those_of_the_history))
