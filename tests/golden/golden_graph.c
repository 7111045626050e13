/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "layout/graph_arch.h"
#include "tests/golden/golden.h"
#include "tests/support/graph_kit.h"

static void picture(const struct graph *g, int width, const char *name)
{
	struct graph_layout *l = graph_layout_new(g, &(struct graph_fit){ width, 0 });
	struct canvas c;

	graph_kit_draw(l, &c);
	golden_canvas(name, &c);
	canvas_done(&c);
	graph_layout_free(l);
}

static void fixture(const char *fixture, int width, const char *name)
{
	struct arch *a = graph_kit_arch(fixture);
	struct arena m;

	arena_init(&m);
	picture(graph_of_arch(&m, a, NULL), width, name);
	arena_done(&m);
	arch_free(a);
}

TEST(a_chain_of_queues_at_60)
{
	fixture("v3-apigw-sqs-lambda-sqs", 60, "graph-60");
}

TEST(buses_and_rules_at_80)
{
	fixture("v7-eventbridge-banks", 80, "graph-80");
}

TEST(a_workflow_at_132)
{
	fixture("v4-curbside-pickup", 132, "graph-132");
}

TEST(a_workflow_as_lines_at_36)
{
	fixture("v4-curbside-pickup", 36, "graph-36");
}

static void say(struct graph_kit *k, int from, int to, const char *label, bool is_async)
{
	struct graph_edge *e = graph_kit_edge(k, from, to);

	e->label = label;
	e->is_async = is_async;
}

static void network(int width, const char *name)
{
	struct graph_kit k;
	int vpc, open, closed, cdn, balancer, bastion, web, worker, data, queue, bucket;

	graph_kit_init(&k);
	vpc = graph_kit_group(&k, "VPC", -1);
	open = graph_kit_group(&k, "public subnet", vpc);
	closed = graph_kit_group(&k, "private subnet", vpc);
	cdn = graph_kit_node(&k, "Cdn", -1);
	balancer = graph_kit_node(&k, "LoadBalancer", open);
	bastion = graph_kit_node(&k, "Bastion", open);
	web = graph_kit_node(&k, "WebService", closed);
	worker = graph_kit_node(&k, "Worker", closed);
	data = graph_kit_node(&k, "Database", closed);
	queue = graph_kit_node(&k, "Queue", -1);
	bucket = graph_kit_node(&k, "Bucket", -1);
	say(&k, cdn, balancer, "routes", false);
	say(&k, balancer, web, "routes", false);
	say(&k, bastion, web, "", false);
	say(&k, web, data, "uses", false);
	say(&k, web, queue, "publishes", true);
	say(&k, queue, worker, "polls", true);
	say(&k, worker, data, "writes", false);
	say(&k, worker, bucket, "writes", false);
	say(&k, worker, worker, "invokes", true);
	picture(&k.graph, width, name);
	graph_kit_done(&k);
}

TEST(frames_at_80)
{
	network(80, "graph-frames-80");
}

TEST(frames_at_132)
{
	network(132, "graph-frames-132");
}

TESTS(t(a_chain_of_queues_at_60), t(buses_and_rules_at_80), t(a_workflow_at_132),
      t(a_workflow_as_lines_at_36), t(frames_at_80), t(frames_at_132))
