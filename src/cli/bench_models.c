/* SPDX-License-Identifier: MIT */
#include "cli/bench_models.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/vec.h"

static int node(struct arch *a, const char *id, enum arch_kind kind, const char *type)
{
	return arch_add_resource(a, &(struct arch_resource){
		.id = id,
		.type = type,
		.kind = kind,
		.owner = (int)a->n_resources,
		.properties = value_map(&a->arena),
		.file = a->file,
	});
}

static void set(struct arch *a, const char *path, const char *text)
{
	enum err e = arch_set(a, path, text);

	assert(e == ERR_OK);
	(void)e;
}

static void edge(struct arch *a, int from, enum arch_verb verb, int to, const struct value *details)
{
	arch_add_edge(a, &(struct arch_edge){ .from = from, .to = to, .verb = verb, .rule = "bench",
					      .file = a->file, .details = details });
}

/* A fact of this run alone. */
static void override(struct facts *f, const char *name, double value, enum fact_shape shape)
{
	struct fact *fact = NULL;

	for (size_t i = 0; i < f->n && !fact; i++)
		if (!strcmp(f->list[i].name, name))
			fact = &f->list[i];
	assert(fact);
	for (int p = 0; p < N_PROFILES; p++) {
		fact->value[p] = value;
		fact->p90[p] = fact->p99[p] = 0;
	}
	fact->shape = shape;
}

static void arrive(struct arch *a, struct workload *w, const char *request, const char *rate)
{
	const char *why;
	enum err e = workload_parse(&a->arena, request, w, &why);

	if (e == ERR_OK)
		e = workload_rate(&a->arena, rate, w, &why);
	assert(e == ERR_OK);
	(void)e;
}

static double metric_mean(const struct run *r, const char *id, const char *name)
{
	for (size_t i = 0; i < r->n_components; i++) {
		const struct metric *m = metrics_find(&r->components[i], name);

		if (m && !strcmp(r->components[i].id, id))
			return m->mean;
	}
	return NAN;
}

static double share(const struct run *r, double count)
{
	return r->completed > 0 ? count / r->completed : 0;
}

/* Rate 0.9, service 1. */
static void build_mm1(struct arch *a, struct facts *f, struct workload *w)
{
	(void)f;
	node(a, "Server", ARCH_OTHER, "Bench::Station");
	set(a, "Server.Work", "1s exp");
	arrive(a, w, "call resource://Server", "0.9/s");
}

static int figures_mm1(const struct run *r, struct bench_figure *out)
{
	out[0] = (struct bench_figure){ "mean_T", r->latency.mean / 1000, 10 };
	out[1] = (struct bench_figure){ "p99_T", r->latency.p99 / 1000, 46.052 };
	return 2;
}

/* Rate 8, service 1, 10 servers: Erlang C = 0.40918, Wq = 0.20459. */
static void build_mmc(struct arch *a, struct facts *f, struct workload *w)
{
	(void)f;
	node(a, "Servers", ARCH_OTHER, "Bench::Station");
	set(a, "Servers.Work", "1s exp");
	set(a, "Servers.Servers", "10");
	arrive(a, w, "call resource://Servers", "8/s");
}

static int figures_mmc(const struct run *r, struct bench_figure *out)
{
	out[0] = (struct bench_figure){ "mean_T", r->latency.mean / 1000, 1.20459 };
	out[1] = (struct bench_figure){ "mean_Wq", metric_mean(r, "Servers", "Wait") / 1000, 0.20459 };
	out[2] = (struct bench_figure){ "in_use", metric_mean(r, "Servers", "InUse"), 8 };
	return 3;
}

/*
 * The example of SimFaaS: rate 0.9, 1.991 s warm, 2.244 s cold, environments
 * kept for 600 s. The cold start is what is missing to 2.244 s.
 */
static void build_faas(struct arch *a, struct facts *f, struct workload *w)
{
	override(f, "lambda.cold.hidden", 0, FACT_FIXED);
	override(f, "lambda.warm.overhead", 0, FACT_FIXED);
	node(a, "Function", ARCH_FUNCTION, "AWS::Lambda::Function");
	set(a, "Function.Timeout", "900");
	set(a, "Function.Work", "1.991s exp");
	set(a, "Function.ColdStart", "253ms exp");
	set(a, "Function.KeepAlive", "600s");
	arrive(a, w, "invoke lambda://Function", "0.9/s");
}

static int figures_faas(const struct run *r, struct bench_figure *out)
{
	double cold = metric_mean(r, "Function", "ColdStarts");

	out[0] = (struct bench_figure){ "p_cold", share(r, cold), 0.00133 };
	out[1] = (struct bench_figure){ "servers", metric_mean(r, "Function", "Environments"), 7.696 };
	out[2] = (struct bench_figure){ "running", metric_mean(r, "Function", "ConcurrentExecutions"), 1.7922 };
	return 3;
}

static void flow_times(struct facts *f)
{
	override(f, "apigateway.latency.rest", 7, FACT_EXP);
	override(f, "dynamodb.latency.write", 6, FACT_EXP);
	override(f, "s3.latency.put", 30, FACT_EXP);
	override(f, "sqs.latency.send", 8, FACT_EXP);
	override(f, "sqs.latency.receive", 20, FACT_EXP);
	override(f, "lambda.cold.hidden", 0, FACT_FIXED);
	override(f, "lambda.warm.overhead", 0, FACT_FIXED);
	override(f, "lambda.concurrency.account", 10000, FACT_FIXED);
}

/* A list of this one text. */
static const struct value *route(struct arch *a)
{
	struct value *details = value_map(&a->arena);

	value_put(&a->arena, details, "Method", value_text(&a->arena, "POST"));
	value_put(&a->arena, details, "Path", value_text(&a->arena, "/"));
	value_put(&a->arena, details, "Type", value_text(&a->arena, "AWS_PROXY"));
	return details;
}

/*
 * API Gateway (10,000/s, burst 5,000) -> function A (limit 1,000) -> 60 %
 * DynamoDB, 25 % S3, 15 % SQS -> function B (limit 500); 2,000 requests/s.
 */
static void build_flow(struct arch *a, struct facts *f, struct workload *w)
{
	int api = node(a, "Api", ARCH_API, "AWS::Serverless::Api");
	int fn_a = node(a, "A", ARCH_FUNCTION, "AWS::Serverless::Function");
	int table = node(a, "Table", ARCH_TABLE, "AWS::DynamoDB::Table");
	int bucket = node(a, "Bucket", ARCH_BUCKET, "AWS::S3::Bucket");
	int queue = node(a, "Queue", ARCH_QUEUE, "AWS::SQS::Queue");
	int fn_b = node(a, "B", ARCH_FUNCTION, "AWS::Serverless::Function");
	struct value *one = value_map(&a->arena);

	flow_times(f);
	set(a, "Table.BillingMode", "PAY_PER_REQUEST");
	set(a, "A.Timeout", "900");
	set(a, "A.ReservedConcurrentExecutions", "1000");
	set(a, "A.Work", "15ms exp");
	set(a, "A.ColdStart", "300ms exp");
	set(a, "A.KeepAlive", "300s");
	set(a, "A.Calls", "dynamodb:PutItem Table 60%, s3:PutObject Bucket 25%, sqs:SendMessage Queue 15%");
	set(a, "B.Timeout", "30");
	set(a, "B.ReservedConcurrentExecutions", "500");
	set(a, "B.Work", "80ms exp");
	set(a, "B.ColdStart", "300ms exp");
	set(a, "B.KeepAlive", "300s");
	set(a, "Queue.VisibilityTimeout", "180");
	edge(a, api, VERB_ROUTES, fn_a, route(a));
	edge(a, fn_a, VERB_WRITES, table, NULL);
	edge(a, fn_a, VERB_WRITES, bucket, NULL);
	edge(a, fn_a, VERB_PUBLISHES, queue, NULL);
	value_put(&a->arena, one, "BatchSize", value_text(&a->arena, "1"));
	edge(a, fn_b, VERB_POLLS, queue, one);
	arrive(a, w, "POST /", "2000/s");
}

static double outcome_count(const struct run *r, const char *name)
{
	for (size_t i = 0; i < r->n_outcomes; i++)
		if (!strcmp(r->outcomes[i].name, name))
			return r->outcomes[i].count;
	return 0;
}

static int figures_flow(const struct run *r, struct bench_figure *out)
{
	out[0] = (struct bench_figure){ "mean_ms", r->latency.mean, 34.3 };
	out[1] = (struct bench_figure){ "ok", outcome_count(r, "200"), NAN };
	out[2] = (struct bench_figure){ "cold_A", metric_mean(r, "A", "ColdStarts"), NAN };
	out[3] = (struct bench_figure){ "messages", metric_mean(r, "Queue", "NumberOfMessagesSent"), NAN };
	return 4;
}

const struct bench_model bench_models[] = {
	{ "mm1", "customers", 1000000, 0, build_mm1, figures_mm1 },
	{ "mmc", "customers", 1000000, 0, build_mmc, figures_mmc },
	{ "flow", "requests", 1000000, 0, build_flow, figures_flow },
	{ "faas", "requests", 0, 1e6, build_faas, figures_faas },
	{ NULL, NULL, 0, 0, NULL, NULL },
};
