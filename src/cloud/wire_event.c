/* SPDX-License-Identifier: MIT */
/* R4 bucket notifications, R5 event sources, R6 subscriptions, R8 pipes, R12 dead letters, R14 streams. */
#include <string.h>

#include "cloud/json.h"
#include "cloud/wire.h"

/* node routes queue or topic: Role is DeadLetter, OnSuccess or OnFailure. */
static void route(struct wire *w, int node, const char *role, const struct value *v,
		  const struct value *count)
{
	struct details d;

	if (!v)
		return;
	details_init(&d, w->t->arena);
	details_text(&d, "Role", role);
	details_put(&d, "maxReceiveCount", count);
	wire_to(w, &(struct link){ node, VERB_ROUTES, "R12", d.map, false }, v);
}

static void route_destinations(struct wire *w, int node, const struct value *config)
{
	route(w, node, "OnSuccess", value_at(config, "OnSuccess.Destination"), NULL);
	route(w, node, "OnFailure", value_at(config, "OnFailure.Destination"), NULL);
}

/* Of a filter {S3Key: {Rules: [{Name, Value}]}} only the rules matter. */
static const struct value *notification_details(struct wire *w, const struct value *p,
						const char *events, const struct value *alias)
{
	struct value *list = value_list(w->t->arena);
	struct details d;

	details_init(&d, w->t->arena);
	each_element(e, value_get(p, events))
		value_append(list, value_copy(w->t->arena, e));
	details_put(&d, "Events", list);
	details_put(&d, "Filter", value_at(p, "Filter.S3Key.Rules"));
	details_put(&d, "Alias", alias);
	return d.map;
}

void wire_s3_events(struct wire *w, int resource)
{
	const struct value *function = wire_at(w, resource)->properties;
	const struct value *alias = value_get(function, "AutoPublishAlias");

	each_pair(event, value_get(function, "Events")) {
		const struct value *p = value_get(event, "Properties");

		if (strcmp(value_string(event, "Type", ""), "S3") != 0)
			continue;
		wire_from(w,
			  &(struct link){ resource, VERB_TRIGGERS, "R4",
					  notification_details(w, p, "Events", alias), false },
			  value_get(p, "Bucket"));
	}
}

void wire_bucket(struct wire *w, int resource)
{
	static const struct {
		const char *list, *target;
	} kinds[] = {
		{ "LambdaConfigurations", "Function" },
		{ "QueueConfigurations", "Queue" },
		{ "TopicConfigurations", "Topic" },
	};
	const struct value *config =
		value_get(wire_at(w, resource)->properties, "NotificationConfiguration");

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		each_element(one, value_get(config, kinds[i].list))
			wire_to(w,
				&(struct link){ resource, VERB_TRIGGERS, "R4",
						notification_details(w, one, "Event", NULL), false },
				value_get(one, kinds[i].target));
}

void wire_mapping(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	int function = wire_node(w, value_get(p, "FunctionName"));

	wire_to(w, &(struct link){ function, VERB_POLLS, "R5", p, false },
		value_get(p, "EventSourceArn"));
	route_destinations(w, function, value_get(p, "DestinationConfig"));
}

/* Some write the policy as JSON text. Of what cannot be read, the references are what counts. */
static void route_redrive(struct wire *w, int node, const struct value *redrive)
{
	const struct value *policy = json_map(w->t, redrive);
	bool is_map = policy && policy->kind == VALUE_MAP;

	route(w, node, "DeadLetter", is_map ? value_get(policy, "deadLetterTargetArn") : redrive,
	      value_get(policy, "maxReceiveCount"));
}

/* A subscription's dead letters are its topic's, which it is a part of. */
static void subscribe(struct wire *w, const struct value *p, const struct value *endpoint, int topic)
{
	struct details d;

	details_init(&d, w->t->arena);
	details_put(&d, "FilterPolicy", json_map(w->t, value_get(p, "FilterPolicy")));
	details_same(&d, p, (const char *const[]){ "Protocol", "FilterPolicyScope",
						    "RawMessageDelivery", "RedrivePolicy", NULL });
	wire_from(w, &(struct link){ topic, VERB_SUBSCRIBES, "R6", d.map, false }, endpoint);
	route_redrive(w, topic, value_get(p, "RedrivePolicy"));
}

void wire_subscription(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	struct targets topics = { 0 };

	wire_find(w, value_get(p, "TopicArn"), &topics);
	for (size_t i = 0; i < topics.n; i++)
		if (!topics.list[i].is_optional)
			subscribe(w, p, value_get(p, "Endpoint"), topics.list[i].node);
	targets_done(&topics);
}

void wire_topic(struct wire *w, int resource)
{
	each_element(s, value_get(wire_at(w, resource)->properties, "Subscription"))
		subscribe(w, s, value_get(s, "Endpoint"), resource);
}

void wire_queue(struct wire *w, int resource)
{
	route_redrive(w, resource, value_get(wire_at(w, resource)->properties, "RedrivePolicy"));
}

void wire_function_destinations(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	route(w, resource, "DeadLetter", value_at(p, "DeadLetterQueue.TargetArn"), NULL);
	route(w, resource, "DeadLetter", value_at(p, "DeadLetterConfig.TargetArn"), NULL);
	route_destinations(w, resource, value_at(p, "EventInvokeConfig.DestinationConfig"));
}

void wire_invoke_config(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	route_destinations(w, wire_node(w, value_get(p, "FunctionName")),
			   value_get(p, "DestinationConfig"));
}

void wire_bus(struct wire *w, int resource)
{
	route(w, resource, "DeadLetter",
	      value_at(wire_at(w, resource)->properties, "DeadLetterConfig.Arn"), NULL);
}

void wire_table_stream(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;

	struct link l = { resource, VERB_PUBLISHES, "R14", NULL, false };

	wire_to(w, &l, value_at(p, "KinesisStreamSpecification.StreamArn"));
	/* A global table says it for each of its replicas. */
	each_element(replica, value_get(p, "Replicas"))
		wire_to(w, &l, value_at(replica, "KinesisStreamSpecification.StreamArn"));
}

void wire_pipe(struct wire *w, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	const struct value *source = value_get(p, "SourceParameters");

	wire_to(w, &(struct link){ resource, VERB_POLLS, "R8", source, false }, value_get(p, "Source"));
	wire_to(w,
		&(struct link){ resource, VERB_INVOKES, "R8", value_get(p, "EnrichmentParameters"), false },
		value_get(p, "Enrichment"));
	wire_to(w,
		&(struct link){ resource, VERB_TRIGGERS, "R8", value_get(p, "TargetParameters"), false },
		value_get(p, "Target"));
	each_pair(kind, source)
		route(w, resource, "DeadLetter", value_at(kind, "DeadLetterConfig.Arn"), NULL);
}
