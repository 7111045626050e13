/* SPDX-License-Identifier: MIT */
/* SAM events as the CloudFormation resources that they stand for. */
#include <string.h>

#include "cloud/sam.h"

struct event {
	struct template *t;
	int resource;
	const char *owner;		/* its id */
	const char *id;			/* <Resource><Event> */
	const struct value *at;		/* the event */
	const struct value *properties;
};

/* A map that is being written. */
struct writer {
	struct arena *arena;
	struct value *map;
	struct chain chain;
};

static struct writer write_map(const struct event *e)
{
	struct writer w = { .arena = e->t->arena, .map = value_map(e->t->arena) };

	w.map->line = e->at->line;
	w.map->column = e->at->column;
	w.chain.of = w.map;
	return w;
}

static void put(struct writer *w, const char *key, const struct value *v)
{
	chain_put(&w->chain, w->arena, key, v);
}

static void put_text(struct writer *w, const char *key, const char *text)
{
	put(w, key, value_text(w->arena, text));
}

/* Copies properties by the same names. NULL-terminated. */
static void put_same(struct writer *w, const struct event *e, const char *const *keys)
{
	for (; *keys; keys++)
		put(w, *keys, value_get(e->properties, *keys));
}

/* The function's alias, if SAM publishes it. */
static const struct value *reference(const struct event *e)
{
	const struct arch_resource *r = &e->t->arch->resources[e->resource];
	bool has_alias = value_get(r->properties, "AutoPublishAlias") != NULL;

	return sam_reference(e->t, e->owner, has_alias ? "Alias" : "Arn", e->at);
}

static const struct value *one(const struct event *e, struct value *v)
{
	struct value *list = value_list(e->t->arena);

	value_append(list, v);
	return list;
}

static void generate(const struct event *e, const char *id, const char *type, enum arch_kind kind,
		     struct value *properties)
{
	int i = template_generate(e->t, id, type, kind, e->resource, properties);

	if (i >= 0 && kind == ARCH_FOLDED)
		e->t->arch->resources[i].owner = e->resource;
}

static const char *const target_keys[] = { "Input", "InputPath", "InputTransformer", "RetryPolicy",
					   "DeadLetterConfig", "RoleArn", NULL };

static struct value *target(const struct event *e)
{
	struct writer w = write_map(e);

	put(&w, "Arn", reference(e));
	put_text(&w, "Id", e->id);
	put_same(&w, e, target_keys);
	return w.map;
}

static void put_state(struct writer *w, const struct event *e)
{
	put(w, "State", value_get(e->properties, "State"));
	if (value_get(e->properties, "Enabled"))
		put_text(w, "State",
			 value_bool(e->properties, "Enabled", true) ? "ENABLED" : "DISABLED");
}

/* Schedule, EventBridgeRule, CloudWatchEvent: a rule with one target. */
static void rule(const struct event *e)
{
	struct writer w = write_map(e);
	const struct value *pattern = value_get(e->properties, "Pattern");
	const struct value *schedule = value_get(e->properties, "Schedule");

	put(&w, "EventPattern", pattern);
	put(&w, "ScheduleExpression", schedule);
	put(&w, "EventBusName", value_get(e->properties, "EventBusName"));
	put_state(&w, e);
	put(&w, "Targets", one(e, target(e)));
	generate(e, e->id, "AWS::Events::Rule", schedule && !pattern ? ARCH_SCHEDULE : ARCH_RULE, w.map);
}

static void schedule_v2(const struct event *e)
{
	static const char *const keys[] = { "ScheduleExpression", "ScheduleExpressionTimezone",
					    "FlexibleTimeWindow", "StartDate", "EndDate", "GroupName",
					    "State", "Name", NULL };
	struct writer w = write_map(e);

	put_same(&w, e, keys);
	put(&w, "Target", target(e));
	generate(e, e->id, "AWS::Scheduler::Schedule", ARCH_SCHEDULE, w.map);
}

static void iot_rule(const struct event *e)
{
	static const char *const keys[] = { "Sql", "AwsIotSqlVersion", NULL };
	struct writer payload = write_map(e), action = write_map(e), lambda = write_map(e);
	struct writer w = write_map(e);

	put(&lambda, "FunctionArn", reference(e));
	put(&action, "Lambda", lambda.map);
	put_same(&payload, e, keys);
	put(&payload, "Actions", one(e, action.map));
	put(&w, "TopicRulePayload", payload.map);
	generate(e, e->id, "AWS::IoT::TopicRule", ARCH_IOTRULE, w.map);
}

/* The event's own properties plus what an event source mapping calls them. */
static void mapping(const struct event *e, const char *id, const struct value *source)
{
	struct writer w = write_map(e);

	put(&w, "FunctionName", reference(e));
	put(&w, "EventSourceArn", source);
	for (const struct value *v = e->properties ? e->properties->child : NULL; v; v = v->next)
		if (strcmp(v->key, "FunctionName") != 0 && strcmp(v->key, "EventSourceArn") != 0)
			put(&w, v->key, v);
	generate(e, id, "AWS::Lambda::EventSourceMapping", ARCH_FOLDED, w.map);
}

static const struct value *first_of(const struct value *p, const char *const *keys)
{
	const struct value *v = NULL;

	for (; *keys && !v; keys++)
		v = value_get(p, *keys);
	return v;
}

static void source(const struct event *e)
{
	static const char *const keys[] = { "Queue", "Stream", "Broker", "Cluster", NULL };
	const struct value *v = first_of(e->properties, keys);

	if (v)
		mapping(e, e->id, v);
}

static void subscription(const struct event *e, const char *protocol, const struct value *endpoint)
{
	static const char *const keys[] = { "FilterPolicy", "FilterPolicyScope", "RedrivePolicy",
					    "Region", NULL };
	struct writer w = write_map(e);

	put(&w, "TopicArn", value_get(e->properties, "Topic"));
	put_text(&w, "Protocol", protocol);
	put(&w, "Endpoint", endpoint);
	put_same(&w, e, keys);
	generate(e, e->id, "AWS::SNS::Subscription", ARCH_FOLDED, w.map);
}

/* The mapping from a subscribed queue takes its properties from SqsSubscription. */
static void queue_mapping(const struct event *e, const struct value *settings,
			  const struct value *queue)
{
	struct event inner = *e;

	inner.properties = settings && settings->kind == VALUE_MAP ? settings : NULL;
	mapping(&inner, arena_printf(e->t->arena, "%sEventSourceMapping", e->id), queue);
}

static void topic(const struct event *e)
{
	const struct value *sqs = value_get(e->properties, "SqsSubscription");
	const struct value *queue = value_get(sqs, "QueueArn");
	const char *id;

	if (!queue && !value_bool(e->properties, "SqsSubscription", false)) {
		subscription(e, "lambda", reference(e));
		return;
	}
	if (!queue) {
		id = arena_printf(e->t->arena, "%sQueue", e->id);
		generate(e, id, "AWS::SQS::Queue", ARCH_QUEUE, NULL);
		queue = sam_reference(e->t, id, "Arn", e->at);
	}
	subscription(e, "sqs", queue);
	queue_mapping(e, sqs, queue);
}

static const struct {
	const char *type;
	void (*generate)(const struct event *e);
} events[] = {
	{ "SQS", source },
	{ "Kinesis", source },
	{ "DynamoDB", source },
	{ "MSK", source },
	{ "MQ", source },
	{ "DocumentDB", source },
	{ "SNS", topic },
	{ "Schedule", rule },
	{ "ScheduleV2", schedule_v2 },
	{ "EventBridgeRule", rule },
	{ "CloudWatchEvent", rule },
	{ "IoTRule", iot_rule },
};

static void generate_event(struct template *t, int resource, const struct value *v)
{
	struct event e = {
		.t = t,
		.resource = resource,
		.owner = t->arch->resources[resource].id,
		.id = arena_printf(t->arena, "%s%s", t->arch->resources[resource].id, v->key),
		.at = v,
		.properties = value_get(v, "Properties"),
	};
	const char *type = value_string(v, "Type", "");

	if (e.properties && e.properties->kind != VALUE_MAP)
		e.properties = NULL;
	for (size_t i = 0; i < sizeof(events) / sizeof(*events); i++)
		if (!strcmp(events[i].type, type))
			events[i].generate(&e);
}

void sam_generate_events(struct template *t, int resource)
{
	const struct value *v = value_get(t->arch->resources[resource].properties, "Events");

	for (v = v && v->kind == VALUE_MAP ? v->child : NULL; v; v = v->next)
		generate_event(t, resource, v);
}
