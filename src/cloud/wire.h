/* SPDX-License-Identifier: MIT */
/*
 * The rules by which resources are wired: each function of wire_*.c takes a
 * resource of one type and adds the edges that its properties are evidence of.
 * wire_table.c says which. Rules are named R1 to R20; E1 and up are ours, for
 * what those leave out (is_extra). Private to cloud/.
 */
#ifndef CLOUD_WIRE_H
#define CLOUD_WIRE_H

#include <stdint.h>

#include "cloud/template.h"
#include "cloud/text.h"

/* Two resources that a third thing, or one of them, ties together. */
struct tie {
	int one, other;
	const struct value *at;
};

struct ties {
	struct tie *list;
	size_t n, cap;
};

struct wire {
	struct template *t;		/* of the resource that is being wired */
	struct arch *arch;
	struct symbols names;		/* of resources, as texts: "orders-queue" */
	struct ties attached;		/* role, policy */
	struct ties registered;		/* target group, what registers in it */
	struct ties routed;		/* integration, route */
	size_t n_checks;		/* of targets and permissions, see wire_check */
	size_t *first_edge;		/* late rules: of a node, into by_node */
	uint32_t *by_node;		/* edges by the node they are from */
};

/* Counts work that hostile templates multiply; false when there is too much of it. */
bool wire_check(struct wire *w, size_t n);

/* Ties each resource that v refers to, as the one, with the other. */
void wire_tie(struct wire *w, struct ties *ties, const struct value *v, int other);

/* A node that a value refers to. */
struct target {
	int node;
	bool is_optional;		/* by an equal name only */
	const struct value *at;		/* the reference */
	const struct value *whole;	/* the text that it stands in, else the reference */
};

struct targets {
	struct target *list;
	size_t n, cap;
};

/* Appends the nodes that v refers to at any depth, each once; by name if by no reference. */
void wire_find(struct wire *w, const struct value *v, struct targets *out);
void targets_done(struct targets *t);

/* The node (or folded resource) of the first reference in v; -1. */
int wire_node(const struct wire *w, const struct value *v);
int wire_resource(const struct wire *w, const struct value *v);

/* One end of an edge, and what is known of it. */
struct link {
	int node;
	enum arch_verb verb;
	const char *rule;
	const struct value *details;	/* NULL = none */
	bool is_optional;
};

/* node verb X for each node X that v refers to. */
void wire_to(struct wire *w, const struct link *l, const struct value *v);

/* X verb node for each node X that v refers to. */
void wire_from(struct wire *w, const struct link *l, const struct value *v);

/* The details of l, and the Alias by which a target names its function, if it names one. */
const struct value *wire_details(struct wire *w, const struct link *l, const struct target *t);

/* node verb other, with the evidence at a value. */
void wire_edge(struct wire *w, const struct link *l, int other, const struct value *at);

/* A map for details. */
struct details {
	struct arena *arena;
	struct value *map;
	struct chain chain;
};

void details_init(struct details *d, struct arena *a);
void details_put(struct details *d, const char *key, const struct value *v);
void details_text(struct details *d, const char *key, const char *text);
void details_same(struct details *d, const struct value *from, const char *const *keys);

/* The node that a resource is, or belongs to; -1. */
int wire_owner(const struct wire *w, int resource);

static inline const struct arch_resource *wire_at(const struct wire *w, int resource)
{
	return &w->arch->resources[resource];
}

/* Elements of a list; a value that is no list counts as its only element. */
static inline const struct value *elements(const struct value *v)
{
	return v && v->kind == VALUE_LIST ? v->child : v;
}

/* The element after v of the list that whole is. */
static inline const struct value *element_after(const struct value *whole, const struct value *v)
{
	return whole->kind == VALUE_LIST ? v->next : NULL;
}

#define each_element(v, whole)                                                 \
	for (const struct value *v = elements(whole); v; v = element_after(whole, v))

#define each_pair(v, map)                                                      \
	for (const struct value *v = (map) && (map)->kind == VALUE_MAP ? (map)->child : NULL; v; \
	     v = v->next)

/* Adds all edges of the architecture. */
void wire_resources(struct template *t);

enum wire_pass {
	WIRE_CERTAIN,		/* event sources, targets, routes */
	WIRE_PERMISSIONS,	/* what may be done */
	WIRE_LATE,		/* what looks at the edges so far */
};

/* wire_table.c: calls the rules of a pass for one resource. */
void wire_by_type(struct wire *w, int resource, enum wire_pass pass);

/* Rules, by file; each takes a resource of the types that the table names. */

/* wire_api.c */
void wire_sam_api_events(struct wire *w, int resource);
void wire_api_method(struct wire *w, int resource);
void wire_api_integration(struct wire *w, int resource);
void wire_api_target(struct wire *w, int resource);
void wire_api_authorizer(struct wire *w, int resource);
void wire_sam_authorizers(struct wire *w, int resource);
void wire_sam_websocket(struct wire *w, int resource);

/* wire_openapi.c */
void wire_openapi(struct wire *w, int resource);

/* wire_integration.c: API routes what an integration names (R2). */
struct integration {
	int api;
	const struct value *uri, *parameters, *templates, *credentials, *connection;
	const char *subtype;		/* "SQS-SendMessage"; "" = none */
	const struct value *details;
	size_t n_found;			/* nodes it leads to; for wire_integration */
};
void wire_integration(struct wire *w, const struct integration *i);

/* wire_event.c */
void wire_s3_events(struct wire *w, int resource);
void wire_bucket(struct wire *w, int resource);
void wire_mapping(struct wire *w, int resource);
void wire_subscription(struct wire *w, int resource);
void wire_topic(struct wire *w, int resource);
void wire_queue(struct wire *w, int resource);
void wire_function_destinations(struct wire *w, int resource);
void wire_invoke_config(struct wire *w, int resource);
void wire_bus(struct wire *w, int resource);
void wire_table_stream(struct wire *w, int resource);
void wire_pipe(struct wire *w, int resource);

/* wire_rule.c */
void wire_rule(struct wire *w, int resource);
void wire_schedule(struct wire *w, int resource);
void wire_iot_rule(struct wire *w, int resource);

/* wire_network.c */
void wire_listener(struct wire *w, int resource);
void wire_classic_balancer(struct wire *w, int resource);
void wire_group(struct wire *w, int resource);
void wire_classic_service(struct wire *w, int resource);
void wire_alarm(struct wire *w, int resource);
void wire_distribution(struct wire *w, int resource);
void wire_record(struct wire *w, int resource);
void wire_record_group(struct wire *w, int resource);

/* wire_policy.c */
void wire_permissions(struct wire *w, int resource);
void wire_machine(struct wire *w, int resource);
void wire_connector(struct wire *w, int resource);
void wire_connectors(struct wire *w, int resource);

/* wire_env.c */
void wire_environment(struct wire *w, int resource);
void wire_nested(struct wire *w, int resource);

/* wire_extra.c */
void wire_service_cluster(struct wire *w, int resource);
void wire_instance_cluster(struct wire *w, int resource);
void wire_parameter_value(struct wire *w, int resource);
void wire_data_source(struct wire *w, int resource);
void wire_firehose(struct wire *w, int resource);
void wire_user_pool(struct wire *w, int resource);
void wire_sam_user_pool(struct wire *w, int resource);
void wire_rotation(struct wire *w, int resource);
void wire_rule_source(struct wire *w, int resource);
void wire_proxy(struct wire *w, int resource);
void wire_keys(struct wire *w, int resource);
void wire_firewall(struct wire *w, int resource);
void wire_distribution_firewall(struct wire *w, int resource);
void wire_graphql(struct wire *w, int resource);

#endif
