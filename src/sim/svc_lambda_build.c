/* SPDX-License-Identifier: MIT */
/*
 * A function's properties, in the spellings of AWS::Serverless::Function and
 * AWS::Lambda::Function, and what Metadata.Nephoscope adds:
 *
 *	Work		how long a warm invocation takes, all of it but its calls
 *	Cpu		the share of Work that needs processing power, as it is with a full vCPU:
 *			below 1,769 MB of memory that part takes longer. Without it memory
 *			changes the price only.
 *	ColdStart	a whole cold start, instead of what was measured for the runtime
 *	KeepAlive	how long an idle environment is kept
 *	ErrorRate	the share of invocations (of records, of a batch) that fail
 *	Payload		the size of the function's response and of what it sends
 *	Calls		see svc_lambda_calls.c
 *
 * AccountConcurrency in the template's own Metadata.Nephoscope is the account's limit.
 */
#include <math.h>
#include <string.h>

#include "sim/retry.h"
#include "sim/svc_lambda.h"

static void configure_limits(struct build *b, struct component *m, struct lambda *f)
{
	double least = build_fact(b, "lambda.timeout.least"),
	       most = build_fact(b, "lambda.timeout.most");

	f->timeout_ns =
		(int64_t)(build_number(b, m, "Timeout", "lambda.timeout.default", least, most) *
			  1e9);
	f->memory_mb = build_number(b, m, "MemorySize", "lambda.memory.default",
				    build_fact(b, "lambda.memory.least"),
				    build_fact(b, "lambda.memory.most"));
	f->most_request_bytes = (uint64_t)build_fact(b, "lambda.payload.request");
	f->most_event_bytes = (uint64_t)build_fact(b, "lambda.payload.async");
	f->init_limit_ns = build_fact_ns(b, "lambda.init.limit");
	lane_init(b->sim, &f->lane, m->index, PHASE_LANE, f->timeout_ns);
}

/* What the share of Work that needs processing power makes of it with this memory. */
static void configure_cpu(struct build *b, struct component *m, struct lambda *f)
{
	double share = build_share(b, m, "Cpu", 0);
	double slower = build_fact(b, "lambda.memory.vcpu") / f->memory_mb;

	f->cpu_factor = slower > 1 ? 1 - share + share * slower : 1;
}

static void configure_payload(struct build *b, struct component *m, struct lambda *f)
{
	const char *text = value_string(build_metadata(b, m), "Payload", NULL);
	double bytes = build_size_text(b, m, "Payload", text, 0);

	f->response_too_big = bytes > build_fact(b, "lambda.payload.response");
	f->payload_bytes = bytes < CALL_BYTES_MAX ? (uint32_t)bytes : CALL_BYTES_MAX;
}

static void configure_keep(struct build *b, struct component *m, struct lambda *f)
{
	const char *text = value_string(build_metadata(b, m), "KeepAlive", NULL);

	if (text)
		build_dist_text(b, m, &f->keep, text, "KeepAlive", "keep");
	else
		build_dist(b, m, &f->keep, "lambda.keepalive", "keep");
	f->keeps_fixed = f->keep.kind == DIST_FIXED;
	f->keep_ns = (int64_t)f->keep.mean_ns;
}

static bool is_arm(const struct value *properties)
{
	const struct value *v = value_get(properties, "Architectures");

	if (v && v->kind == VALUE_LIST)
		v = v->child;
	return v && !strcmp(v->text, "arm64");
}

static bool is_image(const struct value *properties)
{
	return !strcmp(value_string(properties, "PackageType", "Zip"), "Image");
}

static void configure_prices(struct build *b, struct component *m, struct lambda *f)
{
	const struct value *p = build_properties(b, m);
	bool is_managed =
		!is_image(p) && strncmp(value_string(p, "Runtime", ""), "provided", 8) != 0;

	/* Before August 2025 INIT was free for zip packages on managed runtimes. */
	f->bills_init = build_fact(b, "lambda.init.billed") > 0 || !is_managed;
	f->price_request = build_fact(b, "lambda.price.request");
	f->price_gb_s = build_fact(b, is_arm(p) ? "lambda.price.duration.arm"
						: "lambda.price.duration.x86");
	f->price_held_gb_s = build_fact(b, "lambda.price.provisioned.held");
	f->price_run_gb_s = build_fact(b, "lambda.price.provisioned.run");
	f->held_step_ns = build_fact_ns(b, "lambda.price.provisioned.step");
	f->charge_first_bytes = build_fact(b, "lambda.async.charge.first");
	f->charge_step_bytes = build_fact(b, "lambda.async.charge.step");
}

/* New environments: so many at once after a rest, then so many a second. */
static void scaling_init(const struct build *b, struct bucket *r)
{
	double period_s = (double)build_fact_ns(b, "lambda.scaling.period") / 1e9;

	bucket_init(r, build_fact(b, "lambda.scaling.step") / period_s,
		    build_fact(b, "lambda.scaling.burst"));
}

/*
 * The cap on requests counts by the second: a second's worth may come at once.
 * A function that is switched off is full, not too fast.
 */
static void share_init(const struct build *b, struct share *sh, double limit)
{
	double per_s = limit * build_fact(b, "lambda.requests.factor");

	sh->limit = (uint32_t)limit;
	bucket_init(&sh->rate, limit > 0 ? per_s : -1, per_s);
}

static struct lambda_account *account(struct build *b)
{
	struct lambda_account *a = b->sim->lambda;

	if (a)
		return a;
	a = b->sim->lambda = arena_zalloc(&b->sim->arena, sizeof(*a));
	a->limit = floor(build_quota(b, "AccountConcurrency",
				     build_fact(b, "lambda.concurrency.account"), 1));
	a->is_shared_scaling = build_fact(b, "lambda.scaling.per-function") == 0;
	scaling_init(b, &a->scaling);
	a->unreserved.full = RULE_LAMBDA_ACCOUNT_FULL;
	a->unreserved.too_fast = RULE_LAMBDA_ACCOUNT_FAST;
	return a;
}

static void claim(struct build *b, struct component *m, struct lambda *f, const struct value *at,
		  double n)
{
	struct lambda_account *a = f->account;
	double least = build_fact(b, "lambda.concurrency.unreserved");

	a->claimed += n;
	if (n > 0 && a->limit - a->claimed < least)
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, at, "sim-concurrency",
					 "leaves %g of the account's concurrency of %g to "
					 "functions that reserve "
					 "none; AWS wants at least %g left",
					 a->limit - a->claimed, a->limit, least),
			  "reserve or provision less, or set a higher "
			  "Metadata.Nephoscope.AccountConcurrency");
}

static void configure_concurrency(struct build *b, struct component *m, struct lambda *f)
{
	const struct value *at = value_get(build_properties(b, m), "ReservedConcurrentExecutions");
	double reserved = 0;

	f->account = account(b);
	f->reserved = -1;
	f->scaling = &f->account->scaling;
	if (!f->account->is_shared_scaling) {
		scaling_init(b, &f->own_scaling);
		f->scaling = &f->own_scaling;
	}
	f->share = &f->account->unreserved;
	if (at && at->kind == VALUE_TEXT) {
		reserved = build_number(b, m, "ReservedConcurrentExecutions", NULL, 0, 1e9);
		f->reserved = (int64_t)reserved;
		f->share = &f->own;
		f->own.full = reserved > 0 ? RULE_LAMBDA_RESERVED_FULL : RULE_LAMBDA_RESERVED_NONE;
		f->own.too_fast = reserved > 0 ? RULE_LAMBDA_RESERVED_FAST : RULE_LAMBDA_RESERVED_NONE;
		claim(b, m, f, at, reserved);
	}
	lambda_configure_versions(b, m);
	if (f->reserved < 0) {
		claim(b, m, f, NULL, f->allocated);
	} else if (f->allocated > f->reserved) {
		build_complain(b, m, DIAG_ERROR, at, "sim-concurrency",
			       "provisioned concurrency of %u is more than "
			       "ReservedConcurrentExecutions (%g)",
			       f->allocated, reserved);
		f->allocated = 0;
	}
	if (f->reserved >= 0) {
		share_init(b, &f->own, reserved);
		f->own.limit -= f->allocated;
	}
}

/* SAM says it at the function, CloudFormation in a resource of its own. */
static const struct value *event_config(const struct build *b, const struct component *m)
{
	const struct arch *a = b->sim->arch;
	const struct value *v = value_get(build_properties(b, m), "EventInvokeConfig");

	for (size_t i = 0; !v && i < a->n_resources; i++) {
		const struct arch_resource *r = &a->resources[i];

		if (r->owner == m->resource && !strcmp(r->type, "AWS::Lambda::EventInvokeConfig"))
			v = r->properties;
	}
	return v;
}

static void configure_async(struct build *b, struct component *m, struct lambda *f)
{
	const struct value *config = event_config(b, m);
	double retries = build_fact(b, "lambda.async.retries");
	double age_s = (double)build_fact_ns(b, "lambda.async.age.default") / 1e9;

	f->retries = (unsigned)build_number_in(b, m, config, "MaximumRetryAttempts", retries, 0, retries);
	age_s = build_number_in(b, m, config, "MaximumEventAgeInSeconds", age_s,
				(double)build_fact_ns(b, "lambda.async.age.least") / 1e9,
				(double)build_fact_ns(b, "lambda.async.age.most") / 1e9);
	f->age_ns = (int64_t)(1e9 * age_s);
	f->retry_ns[0] = build_fact_ns(b, "lambda.async.delay.first");
	f->retry_ns[1] = build_fact_ns(b, "lambda.async.delay.second");
	f->backoff_ns = (double)build_fact_ns(b, "lambda.async.backoff.first");
	f->backoff_factor = build_fact(b, "lambda.async.backoff.factor");
	f->backoff_most_ns = (double)build_fact_ns(b, "lambda.async.backoff.most");
	f->backoff_jitter = build_fact(b, "lambda.async.backoff.jitter");
	random_init(&f->backoff, b->sim->seed, m->id, "back-off");
	build_dist(b, m, &f->async_latency, "lambda.async.latency", "queue");
}

/* Of SAM's alias, if it publishes one; else of what AWS::Lambda::Url says. */
static void configure_url(struct build *b, struct component *m, struct lambda *f)
{
	const struct arch *a = b->sim->arch;
	const struct value *own = build_properties(b, m);

	f->has_url = value_get(own, "FunctionUrlConfig") != NULL;
	if (f->has_url)
		f->url_key = lambda_qualifier(b, m, value_string(own, "AutoPublishAlias", NULL), m,
					      NULL);
	for (size_t i = 0; !f->has_url && i < a->n_resources; i++) {
		const struct value *p = a->resources[i].properties;
		const struct value *qualifier = value_get(p, "Qualifier");

		if (a->resources[i].owner != m->resource ||
		    strcmp(a->resources[i].type, "AWS::Lambda::Url") != 0)
			continue;
		f->has_url = true;
		f->url_key = qualifier && qualifier->kind == VALUE_TEXT
				     ? lambda_qualifier(b, m, qualifier->text, m, qualifier)
				     : lambda_key_named(b, m, value_get(p, "TargetFunctionArn"), m);
	}
}

void lambda_configure(struct build *b, struct component *m)
{
	struct lambda *f = m->state;

	summary_init(&f->duration);
	summary_init(&f->init);
	summary_init(&f->restore);
	summary_init(&f->event_age);
	random_init(&f->coin, b->sim->seed, m->id, "alias");
	random_init(&f->choice, b->sim->seed, m->id, "choice");
	configure_limits(b, m, f);
	configure_cpu(b, m, f);
	configure_payload(b, m, f);
	configure_keep(b, m, f);
	configure_prices(b, m, f);
	configure_async(b, m, f);
	configure_concurrency(b, m, f);
	configure_url(b, m, f);
	f->may_loop = !strcmp(value_string(build_properties(b, m), "RecursiveLoop", ""), "Allow");
	f->recursion_stop = -1;
}

static void add_output(struct lambda *f, const struct component *to, enum op op, const char *role,
		       uint32_t key)
{
	if (f->n_outputs == OUTPUTS_MAX)
		return;
	f->outputs[f->n_outputs++] = (struct output){
		.to = to->index,
		.op = (uint8_t)op,
		.key = key,
		.on_success = !strcmp(role, "OnSuccess"),
		.is_dlq = !strcmp(role, "DeadLetter"),
	};
}

/* Destinations of Lambda invoke asynchronously; others are asked as by any caller. */
static void connect_outputs(struct build *b, struct component *m, struct lambda *f)
{
	const struct arch_edge *e;
	struct component *to;
	size_t i = 0;

	while ((e = build_edge(b, m, false, &i, &to)) != NULL) {
		const char *role = value_string(e->details, "Role", NULL);
		const struct value *also = value_get(e->details, "Also");
		enum op op;

		if (!to || e->verb != VERB_ROUTES || !role)
			continue;
		op = lambda_is(to) ? OP_INVOKE_ASYNC : op_for(e->verb, NULL, to);
		if (op == OP_NONE)
			continue;
		add_output(f, to, op, role, lambda_key_of_edge(b, to, e->details, m));
		for (const struct value *v = also ? also->child : NULL; v; v = v->next)
			add_output(f, to, op, value_string(v, "Role", role),
				   lambda_key_of_edge(b, to, v, m));
	}
}

void lambda_connect(struct build *b, struct component *m)
{
	struct lambda *f = m->state;
	struct lambda_account *a = f->account;

	if (!a->is_ready) {
		double left = a->limit - a->claimed;

		share_init(b, &a->unreserved, a->limit);
		a->unreserved.limit = left > 0 ? (uint32_t)left : 0;
		a->is_ready = true;
	}
	connect_outputs(b, m, f);
	lambda_connect_calls(b, m);
	retrier_counts(m, &f->environments);
}
