/* SPDX-License-Identifier: MIT */
/*
 * Bytes as an architecture with properties, workloads and a fault: the run is
 * bounded, every request ends once, and the same run twice is the same.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse/facts.h"
#include "sim/sim.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_NODES = 12, MOST_EDGES = 24, MOST_SETTINGS = 12, MOST_EVENTS = 20000, MOST_CALLS = 20000 };

static const struct {
	enum arch_kind kind;
	const char *type;
} kinds[] = {
	{ ARCH_FUNCTION, "AWS::Serverless::Function" },
	{ ARCH_API, "AWS::Serverless::Api" },
	{ ARCH_API, "AWS::ApiGatewayV2::Api" },
	{ ARCH_BUCKET, "AWS::S3::Bucket" },
	{ ARCH_QUEUE, "AWS::SQS::Queue" },
	{ ARCH_TOPIC, "AWS::SNS::Topic" },
	{ ARCH_TABLE, "AWS::DynamoDB::Table" },
	{ ARCH_STREAM, "AWS::Kinesis::Stream" },
	{ ARCH_BUS, "AWS::Events::EventBus" },
	{ ARCH_RULE, "AWS::Events::Rule" },
	{ ARCH_SCHEDULE, "AWS::Scheduler::Schedule" },
	{ ARCH_STATEMACHINE, "AWS::Serverless::StateMachine" },
	{ ARCH_SECRET, "AWS::SecretsManager::Secret" },
	{ ARCH_LOADBALANCER, "AWS::ElasticLoadBalancingV2::LoadBalancer" },
	{ ARCH_CDN, "AWS::CloudFront::Distribution" },
	{ ARCH_PIPE, "AWS::Pipes::Pipe" },
	{ ARCH_OTHER, "AWS::Some::Thing" },
};

static const char *const paths[] = {
	"ReservedConcurrentExecutions", "Timeout", "MemorySize", "Work", "ColdStart", "KeepAlive",
	"ErrorRate", "VisibilityTimeout", "DelaySeconds", "FifoQueue", "BillingMode", "Servers",
	"RecursiveLoop", "ShardCount", "ScheduleExpression", "Calls", "MessageRetentionPeriod",
	"ProvisionedThroughput.WriteCapacityUnits", "RedrivePolicy.maxReceiveCount", "State",
};

static const char *const values[] = {
	"0", "1", "3", "30", "900", "-1", "NaN", "true", "Allow", "1ms", "5s exp", "100ms lognormal 2",
	"100%", "50%", "PROVISIONED", "PAY_PER_REQUEST", "rate(1 minute)", "s3:PutObject N1",
	"sqs:SendMessage N2, lambda:Invoke N0", "", "999999999999", "DISABLED",
};

static const char *const requests[] = {
	"invoke lambda://N%u", "put s3://N%u/a/b", "send sqs://N%u", "publish sns://N%u", "N%u GET /",
	"N%u POST /x", "put dynamodb://N%u", "put kinesis://N%u", "put events://N%u",
	"tick schedule://N%u", "start states://N%u", "call resource://N%u", "connect ws://N%u",
	"get secretsmanager://N%u",
};

static const char *const rates[] = {
	"10/s", "1000/s,constant", "1/s..200/s over 5s", "5/s for 1s then 300/s for 1s then 1/s", NULL,
};

static const char *const faults[] = {
	"N%u down", "N%u errors 50%% from 1s to 3s", "N%u slow x10", "N%u throttle 30%%", "N%u denied from 2s",
};

/* What is left of the input; zeros when nothing is. */
struct bytes {
	const uint8_t *data;
	size_t n;
};

static unsigned take(struct bytes *b, size_t below)
{
	if (!b->n)
		return 0;
	b->n--;
	return *b->data++ % (unsigned)below;
}

#define PICK(b, list) (list)[take(b, sizeof(list) / sizeof(*(list)))]

static const struct value *details(struct arch *a, struct bytes *b)
{
	static const char *const keys[] = { "BatchSize", "Path", "Method", "Role", "maxReceiveCount", "Protocol" };
	static const char *const texts[] = { "1", "10", "/", "GET", "POST", "DeadLetter", "OnFailure", "lambda", "sqs" };
	struct value *map = value_map(&a->arena);

	for (unsigned n = take(b, 4); n; n--)
		value_put(&a->arena, map, PICK(b, keys), value_text(&a->arena, PICK(b, texts)));
	return map;
}

static struct arch *architecture(struct bytes *b)
{
	struct arch *a = arch_new("fuzz");
	unsigned n = 1 + take(b, MOST_NODES);

	for (unsigned i = 0; i < n; i++) {
		unsigned k = take(b, sizeof(kinds) / sizeof(*kinds));

		arch_add_resource(a, &(struct arch_resource){
			.id = arena_printf(&a->arena, "N%u", i),
			.type = kinds[k].type,
			.kind = kinds[k].kind,
			.owner = (int)i,
			.properties = value_map(&a->arena),
			.file = "fuzz",
		});
	}
	for (unsigned i = take(b, MOST_EDGES); i; i--)
		arch_add_edge(a, &(struct arch_edge){
			.from = (int)take(b, n),
			.to = (int)take(b, n),
			.verb = (enum arch_verb)take(b, N_ARCH_VERBS),
			.rule = "fuzz",
			.file = "fuzz",
			.details = details(a, b),
		});
	for (unsigned i = take(b, MOST_SETTINGS); i; i--) {
		const char *path = arena_printf(&a->arena, "N%u.%s", take(b, n), PICK(b, paths));

		arch_set(a, path, PICK(b, values));
	}
	return a;
}

/* Texts with one %u for the number of a node. */
__attribute__((format(printf, 2, 0))) static const char *named(struct arch *a, const char *format, unsigned i)
{
	char text[80];
	const char *gap = strstr(format, "%u");

	snprintf(text, sizeof(text), "%.*s%u%s", (int)(gap - format), format, i, gap + 2);
	for (char *p = text; (p = strstr(p, "%%")) != NULL; p++)
		memmove(p, p + 1, strlen(p));
	return arena_strdup(&a->arena, text);
}

static void experiment(struct arch *a, struct bytes *b, struct workload *w, struct fault *f,
		       struct sim_options *o)
{
	const char *why, *field;
	struct workload_words words = { .request = named(a, PICK(b, requests), take(b, MOST_NODES)) };

	words.rate = PICK(b, rates);
	words.count = take(b, 2) ? "50" : NULL;
	words.at = take(b, 2) ? "1s" : NULL;
	if (take(b, 4) && workload_of_words(&a->arena, &words, w, &field, &why) == ERR_OK)
		o->n_workloads = 1;
	if (take(b, 2) &&
	    fault_parse(&a->arena, named(a, PICK(b, faults), take(b, MOST_NODES)), f, &why) == ERR_OK)
		o->n_faults = 1;
	o->is_sdk_client = take(b, 2);
	o->profile = (enum facts_profile)take(b, N_PROFILES);
	o->has_trace = take(b, 2);
	o->seed = take(b, 256);
}

/* A hash of the run; 0 when it could not be put together. */
static uint64_t simulate(const struct arch *a, const struct facts *facts, const struct sim_options *o)
{
	struct diag_list diags;
	struct sim *s;
	struct run *r;
	double ended = 0;
	uint64_t hash;

	diag_list_init(&diags);
	s = sim_new(a, facts, o, &diags);
	if (!s) {
		if (!diags.n_errors)
			abort();
		diag_list_done(&diags);
		return 0;
	}
	while (sim_run_until(s, INT64_MAX, 5000))
		;
	r = sim_result(s);
	for (size_t i = 0; i < r->n_outcomes; i++)
		ended += r->outcomes[i].count;
	if (ended != r->completed || r->arrived != r->completed + r->in_flight || r->in_flight < 0)
		abort();
	if (r->events > 2 * MOST_EVENTS)
		abort();
	hash = r->events * 31 + (uint64_t)r->completed * 7 + (uint64_t)(r->simulated_s * 1e6) + 1;
	run_free(r);
	sim_free(s);
	diag_list_done(&diags);
	return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct facts *facts;	/* read once: it takes longer than a run */
	struct bytes b = { data, size };
	struct workload w = { 0 };
	struct fault f = { 0 };
	struct sim_options o = { .workloads = &w, .faults = &f, .duration_ns = 10000000000,
				 .most_events = MOST_EVENTS, .most_calls = MOST_CALLS };
	struct arch *a = architecture(&b);

	if (!facts && facts_load(&facts, NULL) != ERR_OK)
		abort();
	experiment(a, &b, &w, &f, &o);
	if (simulate(a, facts, &o) != simulate(a, facts, &o))
		abort();
	arch_free(a);
	return 0;
}
