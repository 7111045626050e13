/* SPDX-License-Identifier: MIT */
/*
 * What a Task calls. Resource says which action ("arn:aws:states:::sqs:sendMessage
 * .waitForTaskToken", "...:aws-sdk:dynamodb:query", or a function's own ARN), its
 * Parameters or Arguments name the subject. A subject that is a node of the
 * template is called; any other one takes time outside.
 */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "sim/lambda.h"
#include "sim/svc_stepfunctions.h"

/* Resource, taken apart. */
struct resource {
	const char
		*service;		/* "lambda", "dynamodb"; "" = a bare ARN of a function or an activity */
	const char *action;		/* "PutItem" */
	bool is_sync, is_token, is_activity;
	const struct value *subject;	/* a bare reference; NULL = the parameters say */
};

/* What the SDKs call services that IAM calls otherwise. */
static const struct {
	const char *sdk, *iam;
} service_names[] = {
	{ "sfn", "states" },
	{ "eventbridge", "events" },
};

/* Services whose nodes are found by kind when no parameter refers to one. */
static const struct {
	const char *service;
	enum arch_kind kind;
} kinds[] = {
	{ "lambda", ARCH_FUNCTION },
	{ "dynamodb", ARCH_TABLE },
	{ "sqs", ARCH_QUEUE },
	{ "sns", ARCH_TOPIC },
	{ "events", ARCH_BUS },
	{ "states", ARCH_STATEMACHINE },
	{ "s3", ARCH_BUCKET },
	{ "kinesis", ARCH_STREAM },
	{ "secretsmanager", ARCH_SECRET },
	{ "ssm", ARCH_PARAMETER },
	{ "apigateway", ARCH_API },
};

/* Parameters that name the subject, before all others. */
static const char *const subjects[] = {
	"FunctionName", "QueueUrl",        "TopicArn",       "TargetArn",
	"TableName",    "StateMachineArn", "Bucket",         "StreamName",
	"StreamARN",    "SecretId",        "ApiEndpoint",    "DeliveryStreamName",
	"JobQueue",     "ProjectName",     "TaskDefinition", "Cluster",
};

static const char *service_name(struct arena *a, const char *text, size_t n)
{
	const char *name = arena_strndup(a, text, n);

	for (size_t i = 0; i < sizeof(service_names) / sizeof(*service_names); i++)
		if (!strcmp(service_names[i].sdk, name))
			return service_names[i].iam;
	return name;
}

/* "aws-sdk:sqs:sendMessage", "ecs:runTask.sync:2", "lambda:invoke.waitForTaskToken" */
static void read_integration(struct arena *a, const char *text, struct resource *r)
{
	size_t n;
	char *action;

	if (!strncmp(text, "aws-sdk:", 8))
		text += 8;
	n = strcspn(text, ":");
	r->service = service_name(a, text, n);
	text += n + (text[n] == ':');
	n = strcspn(text, ".:");
	action = arena_strndup(a, text, n);
	action[0] = (char)toupper((unsigned char)action[0]);
	r->action = action;
	r->is_sync = !strncmp(text + n, ".sync", 5);
	r->is_token = !strncmp(text + n, ".waitForTaskToken", 17);
}

static bool is_activity(const struct compiler *o, const struct value *v)
{
	const char *id = value_ref(v);
	int i = id ? arch_find(o->b->sim->arch, id) : -1;

	if (i >= 0)
		return !strcmp(o->b->sim->arch->resources[i].type, "AWS::StepFunctions::Activity");
	return strstr(v->text, ":activity:");
}

static bool read_resource(struct compiler *o, const struct state *t, const struct value *state,
			  struct resource *r)
{
	const struct value *v = value_get(state, "Resource");
	const char *integration = v ? strstr(v->text, ":states:::") : NULL;

	*r = (struct resource){ .service = "", .action = "" };
	if (!v || (v->kind == VALUE_TEXT && !*v->text)) {
		steps_complain(o, DIAG_ERROR, state, "state \"%.60s\" is a Task without Resource",
			       t->name);
		return false;
	}
	if (integration)
		read_integration(&o->b->sim->arena, integration + 10, r);
	else if (is_activity(o, v))
		r->is_activity = true;
	else if (strstr(v->text, ":lambda:"))
		r->service = "lambda";
	if (!integration)
		r->subject = v;
	return true;
}

static const struct value *parameters_of(const struct value *state)
{
	const struct value *v = value_get(state, "Arguments");

	return v ? v : value_get(state, "Parameters");
}

/* The kind of node that a service's actions are about; ARCH_FOLDED = not listed. */
static enum arch_kind kind_of(const struct resource *r)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].service, r->service))
			return kinds[i].kind;
	return ARCH_FOLDED;
}

/* The first reference to a node in v, at any depth; of this kind unless ARCH_FOLDED. */
static const struct value *search(const struct compiler *o, const struct value *v,
				  enum arch_kind kind, unsigned depth)
{
	const struct value *found = NULL;
	const struct component *to;

	if (!v || depth > MOST_NESTED)
		return NULL;
	if (v->kind != VALUE_LIST && v->kind != VALUE_MAP) {
		to = value_ref(v) ? build_component(o->b, value_ref(v)) : NULL;
		if (!to ||
		    (kind != ARCH_FOLDED && o->b->sim->arch->resources[to->resource].kind != kind))
			return NULL;
		return v;
	}
	for (const struct value *i = v->child; i && !found; i = i->next)
		found = search(o, i, kind, depth + 1);
	return found;
}

/* A parameter that names the subject, else any that refers to a node of the right kind. */
static const struct value *find_subject(const struct compiler *o, const struct resource *r,
					const struct value *parameters)
{
	for (size_t i = 0; i < sizeof(subjects) / sizeof(*subjects); i++) {
		const struct value *v =
			search(o, value_get(parameters, subjects[i]), ARCH_FOLDED, 0);

		if (v)
			return v;
	}
	return search(o, parameters, kind_of(r), 0);
}

/* The one node of the service's kind that an edge leads to; NULL without one or with several. */
static struct component *find_by_edge(const struct compiler *o, const struct resource *r)
{
	const struct arch *a = o->b->sim->arch;
	enum arch_kind kind = kind_of(r);
	struct component *found = NULL, *to;
	const struct arch_edge *e;
	size_t edge = 0;

	while ((e = build_edge(o->b, o->m, false, &edge, &to)) != NULL) {
		if (!to || a->resources[e->to].kind != kind)
			continue;
		if (found)
			return NULL;
		found = to;
	}
	return found;
}

/* A function's alias, a route of an API. */
static uint32_t key_of(struct compiler *o, const struct component *to, const struct value *subject,
		       const struct value *parameters, enum op op)
{
	struct workload w = { .op = op };

	if (lambda_is(to) && subject)
		return lambda_key_named(o->b, to, subject, o->m);
	if (op != OP_REQUEST || !to->service->address)
		return 0;
	w.method = value_string(parameters, "Method", "GET");
	w.path = value_string(parameters, "Path", "/");
	w.request = w.path;
	w.target = to->id;
	return to->service->address(o->b, to, &w);
}

static enum op task_op(const struct resource *r, const struct component *to,
		       const struct value *parameters, struct arena *a)
{
	if (lambda_is(to) && !strcmp(value_string(parameters, "InvocationType", ""), "Event"))
		return OP_INVOKE_ASYNC;
	return op_for(VERB_USES,
		      *r->service ? arena_printf(a, "%s:%s", r->service, r->action) : NULL, to);
}

static void connect_target(struct compiler *o, struct state *t, const struct value *state,
			   const struct resource *r)
{
	const struct value *parameters = parameters_of(state);
	const struct value *subject = r->subject ? r->subject : find_subject(o, r, parameters);
	struct component *to =
		subject && value_ref(subject) ? build_component(o->b, value_ref(subject)) : NULL;
	enum op op;

	if (!to)
		to = find_by_edge(o, r);
	if (!to)
		return;
	op = task_op(r, to, parameters, &o->b->sim->arena);
	if (op == OP_NONE || !service_answers(to, op)) {
		steps_complain(o, DIAG_ERROR, state, "state \"%.60s\": %s does not do %.40s",
			       t->name, to->id, *r->action ? r->action : "this");
		return;
	}
	t->task |= TASK_CALLS;
	t->to = to->index;
	t->op = (uint8_t)op;
	t->key = key_of(o, to, subject, parameters, op);
	if (r->is_sync && op == OP_START_EXECUTION) {
		t->op = OP_START_SYNC_EXECUTION;
		t->task |= TASK_NESTED;
	}
}

/* A time of a state that metadata gives, else a fact: its own stream of random numbers. */
static void set_time(struct compiler *o, struct state *t, const char *key, const char *fact)
{
	struct build *b = o->b;
	const char *text = steps_meta(o, key, t->name);
	const char *purpose = arena_printf(&b->sim->arena, "outside %s", t->name);

	t->time = arena_zalloc(&b->sim->arena, sizeof(*t->time));
	t->task |= TASK_WAITS;
	if (text)
		build_dist_text(b, o->m, t->time, text, key, purpose);
	else
		build_dist(b, o->m, t->time, fact, purpose);
}

/* What passes beside the call: the answer to a token, a job, a service that is not here. */
static void connect_time(struct compiler *o, struct state *t, const struct resource *r)
{
	const char *text = steps_meta(o, "CallbackAfter", t->name);
	bool has_model =
		t->task & TASK_CALLS && o->b->sim->components[t->to].service != &other_service;

	if (r->is_token && text && !strcmp(text, "never"))
		t->task |= TASK_WAITS | TASK_NEVER;
	else if (r->is_token)
		set_time(o, t, "CallbackAfter", "stepfunctions.callback");
	else if (r->is_activity)
		set_time(o, t, "Work", "stepfunctions.activity");
	else if (r->is_sync && !has_model)
		set_time(o, t, "Work", "stepfunctions.job");
	else if (!(t->task & TASK_CALLS))
		set_time(o, t, "Work", "stepfunctions.outside");
	if (r->is_token || r->is_sync)
		t->task |= TASK_SUBMITS;
}

static void note_token(struct compiler *o, const struct state *t, const struct resource *r,
		       const struct value *state)
{
	if (!r->is_token || steps_meta(o, "CallbackAfter", t->name))
		return;
	diag_hint(o->b->diags,
		  steps_complain(o, DIAG_NOTE, value_get(state, "Resource"),
				 "state \"%.60s\" waits for its task token: somebody answers it after an assumed time",
				 t->name),
		  "Metadata.Nephoscope.CallbackAfter: {\"%.60s\": 30s} says when, or never", t->name);
}

static void note_outside(struct compiler *o, const struct state *t, const struct value *state)
{
	if (t->task & TASK_CALLS || steps_meta(o, "Work", t->name))
		return;
	diag_hint(
		o->b->diags,
		steps_complain(
			o, DIAG_NOTE, value_get(state, "Resource"),
			"state \"%.60s\" calls nothing in this template: it takes an assumed time",
			t->name),
		"Metadata.Nephoscope.Work: {\"%.60s\": 200ms} says how long", t->name);
}

static int64_t shorter(int64_t ns, int64_t limit_ns)
{
	return !ns || limit_ns < ns ? limit_ns : ns;
}

/*
 * The first of the task's limits. Heartbeats: nobody sends any unless
 * HeartbeatEvery says so; those of an activity's worker or of who has the token.
 */
static void connect_limits(struct compiler *o, struct state *t, const struct value *state,
			   const struct resource *r)
{
	double timeout_s = steps_number(o, state, "TimeoutSeconds", 0, 1, 99999999);
	double heartbeat_s = steps_number(o, state, "HeartbeatSeconds", 0, 1, 99999999);
	double every_ns = steps_duration(o, "HeartbeatEvery", steps_meta(o, "HeartbeatEvery", t->name),
					 INFINITY);
	int64_t ns = (int64_t)(timeout_s * 1e9);
	int64_t http_ns = build_fact_ns(o->b, "stepfunctions.http.most");

	t->limit_error = ERROR_TIMEOUT;
	t->limit_rule = RULE_STEPS_TASK_TIMEOUT;
	if (timeout_s > 0 && heartbeat_s >= timeout_s)
		steps_complain(o, DIAG_ERROR, value_get(state, "HeartbeatSeconds"),
			       "state \"%.60s\": HeartbeatSeconds must be less than TimeoutSeconds", t->name);
	if (heartbeat_s > 0 && (r->is_token || r->is_activity) &&
	    (every_ns > heartbeat_s * 1e9 || t->task & TASK_NEVER)) {
		ns = shorter(ns, (int64_t)(heartbeat_s * 1e9));
		t->limit_error = ERROR_HEARTBEAT;
		t->limit_rule = RULE_STEPS_HEARTBEAT;
	}
	if (!strcmp(r->service, "http") && (!ns || http_ns < ns)) {
		ns = http_ns;
		t->limit_error = ERROR_HTTP_SOCKET;
		t->limit_rule = RULE_STEPS_HTTP;
	}
	t->has_limit = ns > 0;
	if (t->has_limit) {
		lane_init(o->b->sim, &t->limit, o->m->index, PHASE_LIMIT, ns);
		call_at(o->b->sim, t->limit.timer.slot)->a = (uint32_t)(t - o->machine->states);
	}
}

static void check_express(struct compiler *o, const struct state *t, const struct value *state,
			  const struct resource *r)
{
	const char *what = r->is_token      ? ".waitForTaskToken"
			   : r->is_sync     ? ".sync"
			   : r->is_activity ? "an activity"
					    : NULL;

	if (o->machine->is_express && what)
		diag_hint(o->b->diags,
			  steps_complain(
				  o, DIAG_ERROR, value_get(state, "Resource"),
				  "state \"%.60s\" waits for %s, which an express workflow cannot",
				  t->name, what),
			  "Type: STANDARD can, or let a standard workflow start this one");
}

void steps_connect_task(struct compiler *o, struct state *t, const struct value *state)
{
	struct resource r;

	if (!read_resource(o, t, state, &r))
		return;
	if (!r.is_activity)
		connect_target(o, t, state, &r);
	check_express(o, t, state, &r);
	connect_time(o, t, &r);
	if (!r.is_activity && !r.is_token)
		note_outside(o, t, state);
	note_token(o, t, &r, state);
	t->error_share = build_share_text(o->b, o->m, "ErrorRate", steps_meta(o, "ErrorRate", t->name), 0);
	connect_limits(o, t, state, &r);
}
