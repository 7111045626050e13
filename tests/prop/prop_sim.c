/* SPDX-License-Identifier: MIT */
/*
 * What holds for any architecture, workload and fault: requests and calls are
 * conserved, Little's law, and a knob of one component leaves the draws of those
 * that do not see it alone. Architectures are random graphs without loops.
 */
#include "tests/support/calls.h"
#include "tests/support/prop.h"

#include <math.h>
#include <string.h>

#include "parse/facts.h"
#include "sim/core.h"
#include "sim/sim.h"

enum { NODES = 8, WORKLOADS = 3, FAULTS = 3, CALL_SLOTS = 1 << 16 };

static struct facts *facts;

/* One random experiment. */
struct world {
	struct arch *arch;
	struct sim_options options;
	struct workload workloads[WORKLOADS];
	struct fault faults[FAULTS];
	struct diag_list diags;
};

struct sort {
	enum arch_kind kind;
	const char *type;
	const char *request;		/* with %s for the id; NULL = none */
	bool calls;			/* others */
};

static const struct sort sorts[] = {
	{ ARCH_OTHER, "Test::Server", "call resource://%s", false },
	{ ARCH_FUNCTION, "AWS::Lambda::Function", "invoke lambda://%s", true },
	{ ARCH_FUNCTION, "AWS::Lambda::Function", "invoke-async lambda://%s", true },
	{ ARCH_BUCKET, "AWS::S3::Bucket", "put s3://%s/a/b.jpg", true },
	{ ARCH_BUCKET, "AWS::S3::Bucket", "get s3://%s", true },
	{ ARCH_TABLE, "AWS::DynamoDB::Table", "put dynamodb://%s", false },
	{ ARCH_TABLE, "AWS::DynamoDB::Table", "get dynamodb://%s/key", false },
	{ ARCH_SECRET, "AWS::SecretsManager::Secret", "get secretsmanager://%s", false },
	{ ARCH_PARAMETER, "AWS::SSM::Parameter", "get ssm://%s", false },
	{ ARCH_OTHER, "Test::Thing", "call resource://%s", true },
	{ ARCH_QUEUE, "AWS::SQS::Queue", "send sqs://%s", false },
	{ ARCH_TOPIC, "AWS::SNS::Topic", "publish sns://%s", true },
	{ ARCH_STREAM, "AWS::Kinesis::Stream", "put kinesis://%s/user-1", false },
};

static const char *pick(struct prng *r, const char *const *list, size_t n)
{
	return list[prng_below(r, n)];
}

#define PICK(r, ...) \
	pick(r, (const char *const[]){ __VA_ARGS__ }, sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void set(struct world *w, const char *id, const char *path, const char *text)
{
	t_int(arch_set(w->arch, arena_printf(&w->arch->arena, "%s.%s", id, path), text), ERR_OK);
}

static void meta(struct world *w, const char *id, const char *key, const char *text)
{
	struct arch_resource *n = &w->arch->resources[arch_find(w->arch, id)];

	n->metadata = value_set(&w->arch->arena, n->metadata, key, text);
}

static void add_properties(struct world *w, struct prng *r, const char *id, const struct sort *o)
{
	switch (o->kind) {
	case ARCH_FUNCTION:
		set(w, id, "Runtime", "python3.13");
		set(w, id, "Handler", "app.handler");
		set(w, id, "Timeout", PICK(r, "1", "3", "30"));
		if (prng_below(r, 4) == 0)
			set(w, id, "ReservedConcurrentExecutions", PICK(r, "0", "1", "5"));
		meta(w, id, "Work", PICK(r, "5ms", "50ms exp", "700ms exp", "2s lognormal 0.5"));
		meta(w, id, "ErrorRate", PICK(r, "0%", "0%", "5%"));
		break;
	case ARCH_TABLE:
		if (prng_below(r, 2)) {
			set(w, id, "BillingMode", "PAY_PER_REQUEST");
		} else {
			set(w, id, "ProvisionedThroughput.ReadCapacityUnits", PICK(r, "1", "100"));
			set(w, id, "ProvisionedThroughput.WriteCapacityUnits", PICK(r, "1", "100"));
		}
		meta(w, id, "HotKey", PICK(r, "0", "50%", "1"));
		break;
	case ARCH_SECRET:
	case ARCH_PARAMETER:
		meta(w, id, "Cache", PICK(r, "none", "sdk", "extension"));
		break;
	case ARCH_BUCKET:
		meta(w, id, "Prefixes", PICK(r, "1", "7"));
		break;
	default:
		if (!strcmp(o->type, "Test::Server")) {
			meta(w, id, "Work", PICK(r, "0ms", "10ms exp", "1s exp", "1ms..9ms"));
			meta(w, id, "Servers", PICK(r, "1", "3", "100"));
			if (prng_below(r, 2))
				meta(w, id, "QueueLimit", PICK(r, "0", "5", "100"));
		}
	}
}

static enum arch_verb verb_between(const struct sort *from, const struct sort *to, struct prng *r)
{
	if (from->kind == ARCH_BUCKET)
		return VERB_TRIGGERS;
	if (from->kind == ARCH_TOPIC)
		return VERB_SUBSCRIBES;
	if (to->kind == ARCH_QUEUE || to->kind == ARCH_TOPIC || to->kind == ARCH_STREAM)
		return VERB_PUBLISHES;
	if (to->kind == ARCH_FUNCTION)
		return VERB_INVOKES;
	return prng_below(r, 2) ? VERB_READS : VERB_WRITES;
}

static bool is_polled(const struct sort *o)
{
	return o->kind == ARCH_QUEUE || o->kind == ARCH_STREAM;
}

/* Buckets and topics hand on to what can take an event. */
static bool can_go_on(const struct sort *from, const struct sort *to)
{
	if (from->kind != ARCH_BUCKET && from->kind != ARCH_TOPIC)
		return true;
	return to->kind == ARCH_FUNCTION || to->kind == ARCH_QUEUE ||
	       (to->kind == ARCH_TOPIC && from->kind == ARCH_BUCKET);
}

/* An edge by which work flows from one node to another: who polls or subscribes stands first in it. */
static void add_work(struct world *w, size_t from, size_t to, enum arch_verb verb)
{
	bool is_pull = verb == VERB_POLLS || verb == VERB_SUBSCRIBES;

	arch_add_edge(w->arch, &(struct arch_edge){
		.from = (int)(is_pull ? to : from),
		.to = (int)(is_pull ? from : to),
		.verb = verb,
		.rule = "R0",
		.file = "test.yaml",
		.line = 1,
		.column = 1,
		.details = value_map(&w->arch->arena),
	});
}

/* From a node to later ones only: no loop. A bucket triggers what work can go on at. */
static void add_graph(struct world *w, struct prng *r, const struct sort **of, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *id = arena_printf(&w->arch->arena, "Node%zu", i);

		of[i] = &sorts[prng_below(r, sizeof(sorts) / sizeof(*sorts))];
		arch_add_resource(w->arch, &(struct arch_resource){
			.id = id,
			.type = of[i]->type,
			.kind = of[i]->kind,
			.owner = (int)i,
			.properties = value_map(&w->arch->arena),
			.file = "test.yaml",
			.line = (int)i + 1,
			.column = 1,
		});
		add_properties(w, r, id, of[i]);
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && of[i]->calls; k++)
			if (prng_below(r, 3) == 0 && can_go_on(of[i], of[k]))
				add_work(w, i, k, verb_between(of[i], of[k], r));
	/* A function polls queues and streams before it. */
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n && is_polled(of[i]); k++)
			if (of[k]->kind == ARCH_FUNCTION && prng_below(r, 2))
				add_work(w, i, k, VERB_POLLS);
}

static void add_workloads(struct world *w, struct prng *r, const struct sort **of, size_t n)
{
	struct arena *a = &w->arch->arena;

	for (size_t i = 1 + prng_below(r, WORKLOADS); i > 0; i--) {
		size_t node = prng_below(r, n);
		struct workload *l = &w->workloads[w->options.n_workloads++];
		const char *why, *request = of[node]->request;
		char text[80];

		snprintf(text, sizeof(text), "%.*sNode%zu%s", (int)(strstr(request, "%s") - request), request,
			 node, strstr(request, "%s") + 2);
		t_int(workload_parse(a, text, l, &why), ERR_OK);
		if (prng_below(r, 4))
			t_int(workload_rate(a, PICK(r, "3/s", "20/s,constant", "50/s", "400/s", "1/s..30/s over 5s"), l,
					    &why), ERR_OK);
		l->count = l->n_pieces && prng_below(r, 2) ? 0 : 1 + prng_below(r, 60);
		l->at_ns = (int64_t)prng_below(r, 3) * NS_PER_S;
		l->bytes = prng_below(r, 8) ? 0 : 1000000;
	}
}

static void add_faults(struct world *w, struct prng *r, size_t n)
{
	for (size_t i = prng_below(r, FAULTS + 1); i > 0; i--) {
		const char *why, *kind = PICK(r, "errors", "errors 30%", "slow x10", "slow 0.1", "down",
					       "throttle", "throttle 20%", "denied");
		char text[80];

		snprintf(text, sizeof(text), "Node%u %s%s%s", (unsigned)prng_below(r, n), kind,
			 PICK(r, "", " from 1s", " from 0.5s"), PICK(r, "", " to 2s", " to 4s"));
		t_int(fault_parse(&w->arch->arena, text, &w->faults[w->options.n_faults++], &why), ERR_OK);
	}
}

static void world_init(struct world *w, struct prng *r)
{
	const struct sort *of[NODES];
	size_t n = 1 + prng_below(r, NODES);

	memset(w, 0, sizeof(*w));
	diag_list_init(&w->diags);
	w->arch = arch_new("test.yaml");
	w->options = (struct sim_options){
		.seed = prng_next(r),
		.profile = prng_below(r, 2) ? PROFILE_AWS_2026 : PROFILE_AWS_2023,
		.duration_ns = 5 * NS_PER_S,
		.workloads = w->workloads,
		.faults = w->faults,
		.is_sdk_client = prng_below(r, 2),
		.has_trace = true,
	};
	add_graph(w, r, of, n);
	add_workloads(w, r, of, n);
	add_faults(w, r, n);
}

static void world_done(struct world *w)
{
	arch_free(w->arch);
	diag_list_done(&w->diags);
}

static struct sim *begin(struct world *w)
{
	struct sim *s = sim_new(w->arch, facts, &w->options, &w->diags);

	if (!s)
		fail_msg("%s", w->diags.items[0].text);
	return s;
}

static void expect_conserved(const struct run *run)
{
	double ended = 0;

	for (size_t i = 0; i < run->n_outcomes; i++)
		ended += run->outcomes[i].count;
	if (run->arrived != ended + run->in_flight || run->in_flight < 0)
		fail_msg("%g arrived, %g ended, %g are in flight", run->arrived, ended, run->in_flight);
}

/* What stays of a station over time is what its calls stay in it. */
static void expect_little(const struct run *run)
{
	for (size_t i = 0; i < run->n_components; i++) {
		const struct metric *level = metrics_find(&run->components[i], "InSystem");
		const struct metric *time = metrics_find(&run->components[i], "Duration");
		double left, right;

		if (!level || !time)
			continue;
		left = level->mean * run->simulated_s;
		right = time->mean / 1000 * (double)time->count;
		if (fabs(left - right) > 1e-9 * (1 + right))
			fail_msg("%s: %.12g in it over time, but %.12g spent in it", run->components[i].id, left,
				 right);
	}
}

/* Each call that was sent is replied to once: slots are used again only after that. */
static void expect_replies(struct sim *s)
{
	static uint8_t open[CALL_SLOTS];
	size_t n;
	const struct history_event *e = sim_history(s, &n);

	memset(open, 0, sizeof(open));
	for (size_t i = 0; i < n; i++) {
		bool is_sent = e[i].moment == MOMENT_SENT;

		t_true(i == 0 || e[i].at_ns >= e[i - 1].at_ns);
		if (!is_sent && e[i].moment != MOMENT_REPLIED)
			continue;
		t_true(e[i].call < CALL_SLOTS);
		if (open[e[i].call] == is_sent)
			fail_msg("event %zu: call %u is %s twice", i, e[i].call, is_sent ? "sent" : "answered");
		open[e[i].call] = is_sent;
	}
	for (size_t i = 0; i < CALL_SLOTS; i++)
		if (open[i])
			fail_msg("call %zu was never answered", i);
}

/* A queue that nobody polls keeps its messages. */
static bool has_idle_queue(const struct arch *a)
{
	for (size_t i = 0; i < a->n_resources; i++) {
		bool is_polled = a->resources[i].kind != ARCH_QUEUE;

		for (size_t k = 0; k < a->n_edges; k++)
			is_polled |= a->edges[k].verb == VERB_POLLS && a->edges[k].to == (int)i;
		if (!is_polled)
			return true;
	}
	return false;
}

PROP(requests_and_calls_are_conserved_and_littles_law_holds, 3000)
{
	struct world w;
	struct sim *s;
	struct run *run;
	uint32_t idle_calls;
	int64_t t_ns = 0;

	world_init(&w, r);
	s = begin(&w);
	idle_calls = calls_live(s);		/* timers, workloads, faults */
	while (sim_run_until(s, t_ns, 0)) {
		run = sim_result(s);
		expect_conserved(run);
		run_free(run);
		t_ns += (int64_t)(prng_below(r, 1000) + 1) * 5 * NS_PER_MS;
		if (t_ns > 20 * NS_PER_S)	/* far behind the arrivals: asynchronous retries */
			t_ns = INT64_MAX;
	}
	t_null(s->stopped);
	run = sim_result(s);
	expect_conserved(run);
	t_true(run->in_flight == 0);
	expect_little(run);
	expect_replies(s);
	if (calls_live(s) < idle_calls || (calls_live(s) > idle_calls && !has_idle_queue(w.arch)))
		fail_msg("%d calls are left over", (int)(calls_live(s) - idle_calls));
	run_free(run);
	sim_free(s);
	world_done(&w);
}

PROP(the_same_experiment_gives_the_same_history, 200)
{
	struct world w;
	struct sim *a, *b;
	size_t n, m;
	const struct history_event *x, *y;

	world_init(&w, r);
	a = begin(&w);
	b = begin(&w);
	sim_run_until(a, INT64_MAX, 0);
	while (sim_run_until(b, INT64_MAX, 1 + prng_below(r, 100)))
		;
	x = sim_history(a, &n);
	y = sim_history(b, &m);
	t_int(n, m);
	for (size_t i = 0; i < n; i++)
		if (x[i].at_ns != y[i].at_ns || x[i].call != y[i].call || x[i].moment != y[i].moment ||
		    x[i].outcome != y[i].outcome || x[i].rule != y[i].rule || x[i].value != y[i].value)
			fail_msg("event %zu differs", i);
	sim_free(a);
	sim_free(b);
	world_done(&w);
}

/* The history of one node, without what names calls: slots are shared by all. */
static uint64_t story_of(struct world *w, const char *id)
{
	struct sim *s = begin(w);
	size_t n;
	const struct history_event *e;
	uint64_t hash = HASH_START;

	sim_run_until(s, INT64_MAX, 0);
	e = sim_history(s, &n);
	for (size_t i = 0; i < n; i++) {
		if (strcmp(s->components[e[i].to].id, id))
			continue;
		hash = hash_bytes(hash, &e[i].at_ns, sizeof(e[i].at_ns));
		hash = hash_bytes(hash, &e[i].value, sizeof(e[i].value));
		hash = hash_bytes(hash, &e[i].outcome, sizeof(e[i].outcome));
		hash = hash_bytes(hash, &e[i].moment, sizeof(e[i].moment));
		hash = hash_bytes(hash, &e[i].rule, sizeof(e[i].rule));
	}
	sim_free(s);
	return hash;
}

/* A node more, with a workload of its own, that nobody else sees; then its knobs. */
PROP(a_knob_that_others_do_not_see_leaves_their_draws_as_they_were, 200)
{
	struct world w;
	uint64_t before[NODES];
	size_t n, last;
	const char *why;
	struct workload *own;

	world_init(&w, r);
	n = w.arch->n_resources;
	w.options.is_sdk_client = false;	/* whose back-off is drawn by the one client of all */
	if (w.options.n_workloads == WORKLOADS)
		w.options.n_workloads--;
	for (size_t i = 0; i < n; i++)
		before[i] = story_of(&w, w.arch->resources[i].id);
	arch_add_resource(w.arch, &(struct arch_resource){
		.id = "Lonely",
		.type = "Test::Server",
		.kind = ARCH_OTHER,
		.owner = (int)n,
		.properties = value_map(&w.arch->arena),
		.file = "test.yaml",
		.line = 99,
		.column = 1,
	});
	own = &w.workloads[w.options.n_workloads++];
	t_int(workload_parse(&w.arch->arena, "call resource://Lonely", own, &why), ERR_OK);
	t_int(workload_rate(&w.arch->arena, "40/s", own, &why), ERR_OK);
	own->count = 0;
	for (last = 0; last < 2; last++) {
		meta(&w, "Lonely", "Work", last ? "3s lognormal 1" : "10ms exp");
		meta(&w, "Lonely", "Servers", last ? "2" : "1000");
		for (size_t i = 0; i < n; i++)
			if (story_of(&w, w.arch->resources[i].id) != before[i])
				fail_msg("%s has another history", w.arch->resources[i].id);
	}
	world_done(&w);
}

static int load(void **state)
{
	struct diag_list diags;
	enum err e;

	(void)state;
	diag_list_init(&diags);
	e = facts_load(&facts, &diags);
	diag_list_done(&diags);
	return e == ERR_OK ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	facts_free(facts);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		t(requests_and_calls_are_conserved_and_littles_law_holds),
		t(the_same_experiment_gives_the_same_history),
		t(a_knob_that_others_do_not_see_leaves_their_draws_as_they_were),
	};

	atexit(prop_report);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, load, unload);
}
