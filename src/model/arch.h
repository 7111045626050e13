/* SPDX-License-Identifier: MIT */
/*
 * An architecture: the resources of a template, which of them are nodes, and
 * the edges between nodes, each with the evidence it rests on. Made by cloud/
 * (the rules N1-N5 and R1-R20 are named in `rule`), drawn by layout/, run by
 * sim/. All in the architecture's arena.
 *
 * An edge reads as a sentence: from verb to ("function polls queue": from is the
 * function). Work flows from -> to, but for "polls" and "subscribes" to -> from.
 */
#ifndef MODEL_ARCH_H
#define MODEL_ARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "model/value.h"

enum arch_kind {
	ARCH_FOLDED,	/* no node: belongs to owner, if any */
	ARCH_ALARM, ARCH_API, ARCH_ASG, ARCH_BATCH, ARCH_BROKER, ARCH_BUCKET, ARCH_BUILD, ARCH_BUS,
	ARCH_CACHE, ARCH_CDN, ARCH_CLUSTER, ARCH_DATABASE, ARCH_DBPROXY, ARCH_DESTINATION, ARCH_DNS,
	ARCH_FILESYSTEM, ARCH_FIREHOSE, ARCH_FIREWALL, ARCH_FUNCTION, ARCH_GRAPHQL,
	ARCH_IDENTITYPOOL, ARCH_INSTANCE, ARCH_IOTRULE, ARCH_KAFKA, ARCH_KEY, ARCH_LOADBALANCER,
	ARCH_PARAMETER, ARCH_PIPE, ARCH_PIPELINE, ARCH_QUEUE, ARCH_REPOSITORY, ARCH_RULE,
	ARCH_SCHEDULE, ARCH_SEARCH, ARCH_SECRET, ARCH_SERVICE, ARCH_STACK, ARCH_STATEMACHINE,
	ARCH_STREAM, ARCH_TABLE, ARCH_TOPIC, ARCH_USERPOOL,
	ARCH_OTHER,	/* a node of a type that has no kind of its own */
	N_ARCH_KINDS
};

enum arch_verb {
	VERB_INVOKES, VERB_TRIGGERS, VERB_ROUTES, VERB_PUBLISHES, VERB_WRITES, VERB_READS,
	VERB_USES, VERB_POLLS, VERB_SUBSCRIBES,
	N_ARCH_VERBS
};

struct arch_resource {
	const char *id;			/* logical id */
	const char *type;		/* "AWS::Lambda::Function" */
	enum arch_kind kind;
	int owner;			/* of a folded one: index of its node, -1 = none; of a node: itself */
	const struct value *properties;	/* evaluated; a map, never NULL */
	const struct value *metadata;	/* the map under Metadata.Nephoscope; NULL = none */
	const char *file;		/* the template or a file it names, as one would open it */
	int line, column;		/* of its logical id; 0 for generated ones */
	const char *made_by;		/* logical id of what SAM generated it from; NULL = written */
	const struct value *outside;	/* of an API: list of routes that lead to no node; NULL = none */
};

/*
 * What an edge's details hold, by verb (a map, or NULL). Keys are those of the
 * AWS resource that says it, whichever spelling the template used:
 *   api routes X		Method, Path (SAM spells: "get", "/orders/{id}"; "ANY", "$default"),
 *				Type (AWS_PROXY AWS HTTP_PROXY HTTP MOCK), TimeoutInMillis,
 *				InvocationType (Event), Alias, PayloadFormatVersion; RouteKey of a WebSocket;
 *				IntegrationResponses: list of {SelectionPattern, StatusCode};
 *				Action ("dynamodb:PutItem") of a service integration; who guards
 *				it: Auth (SAM), AuthorizationType, AuthorizerId. So are the
 *				elements of a resource's `outside`.
 *   api invokes function	an authorizer: its properties (AuthorizerResultTtlInSeconds, Type)
 *   function polls X		properties of AWS::Lambda::EventSourceMapping (BatchSize ...)
 *   bucket triggers X		Events: list, Filter: list of {Name, Value}
 *   X subscribes topic		Protocol, FilterPolicy, RawMessageDelivery, RedrivePolicy
 *   rule, schedule triggers X	the target: RetryPolicy, DeadLetterConfig, Input ...
 *   X routes queue or topic	Role: DeadLetter, OnSuccess or OnFailure; maxReceiveCount
 *   pipe polls, invokes, triggers	the Pipe's parameters of that part
 *   others			what is known: Action (comma list of IAM actions)
 * Of an edge with several evidences, Also: the list of the details of the others.
 */
struct arch_edge {
	int from, to;			/* indices of resources that are nodes */
	enum arch_verb verb;
	bool is_optional;		/* rests on equal names or R19 only */
	bool is_extra;			/* beyond R1-R20: worth a picture and a simulation ("E1" ...) */
	const char *rule;		/* static: "R5" */
	const char *file;
	int line, column;		/* of the evidence */
	const struct value *details;
	struct value *last_also;	/* private to arch.c */
};

/* Whether work flows from `to` to `from`: a message comes from the queue that a function polls. */
static inline bool arch_is_pull(const struct arch_edge *e)
{
	return e->verb == VERB_POLLS || e->verb == VERB_SUBSCRIBES;
}

/* The two ends in the direction in which work flows. */
static inline int arch_work_from(const struct arch_edge *e)
{
	return arch_is_pull(e) ? e->to : e->from;
}

static inline int arch_work_to(const struct arch_edge *e)
{
	return arch_is_pull(e) ? e->from : e->to;
}

/* A frame around nodes: a VPC, or a nested stack whose template was read. Neither is a node. */
struct arch_group {
	int resource;			/* the AWS::EC2::VPC, the stack */
	int parent;			/* the frame around it, -1 = none; it stands before it */
};

struct arch {
	struct arena arena;
	const char *file;		/* the template, as named */
	const char *description;	/* "" without one */
	struct arch_resource *resources;
	size_t n_resources, cap_resources;
	struct arch_edge *edges;
	size_t n_edges, cap_edges;
	struct arch_group *groups;
	size_t n_groups, cap_groups;
	int *group_of;			/* by resource; NULL = none is in a frame. See arch_group_of */
	const struct value *metadata;	/* top-level Metadata.Nephoscope; NULL = none */
	struct arch_indexes *indexes;	/* private to arch.c */
};

struct arch *arch_new(const char *file);
void arch_free(struct arch *a);		/* NULL is allowed */

/* Appends; strings are borrowed (of the arena); the id must be new. Returns the index. */
int arch_add_resource(struct arch *a, const struct arch_resource *r);

/*
 * Appends unless the same from, to, verb is there already. Then the first
 * evidence stays, unless only that one is optional or extra; and the details of the
 * later one, if both have any, go to the list "Also" of the first one's (a
 * second path of an API to the same function).
 */
void arch_add_edge(struct arch *a, const struct arch_edge *e);

/* A frame for a resource, in the frame parent (-1 = none). Returns its index. */
int arch_add_group(struct arch *a, int resource, int parent);

/* Puts a resource into a frame. All resources must have been added. */
void arch_put_in(struct arch *a, int resource, int group);

/* The innermost frame around a resource; -1. */
static inline int arch_group_of(const struct arch *a, size_t resource)
{
	return a->group_of ? a->group_of[resource] : -1;
}

/* The edge from verb to; NULL if there is none. */
const struct arch_edge *arch_edge(const struct arch *a, int from, int to, enum arch_verb verb);

/* Index of the resource with this logical id, -1 if there is none. Indexed: cheap. */
int arch_find(const struct arch *a, const char *id);

/*
 * The resource that somebody means by a name: one of the stack that from is in (the logical id
 * of who says so, NULL = nobody), else one of that logical id ("Stack/Id"), else the only one in any nested stack.
 * -1 when there is none, or are several.
 */
int arch_named(const struct arch *a, const char *name, const char *from);

/* Index of the node that a logical id belongs to; -1. */
int arch_node(const struct arch *a, const char *id);

/* A version or an alias of a function: a name by which the function can be called. */
bool arch_is_qualifier(const struct arch_resource *r);

/*
 * The version or alias by which v names the function: the logical id of its resource, the name
 * behind "${Function.Arn}:" ("${stageVariables.x}" as it is), SAM's alias for
 * "Function.Alias". NULL = it names none.
 */
const char *arch_qualifier(struct arena *arena, const struct arch *a, int function,
			   const struct value *v);

static inline bool arch_is_node(const struct arch_resource *r)
{
	return r->kind != ARCH_FOLDED;
}

/*
 * A property as if the template said so: path is "LogicalId.Property[.Sub]".
 * Keys of Metadata.Nephoscope (arch_metadata_keys) go there, all others to the
 * properties. ERR_NOT_FOUND without such a resource, ERR_SYNTAX without a property name.
 */
enum err arch_set(struct arch *a, const char *path, const char *text);

/* The same for one resource: path is what follows its id and the dot. */
void arch_resource_set(struct arena *a, struct arch_resource *r, const char *path, const char *text);

/* Keys of Metadata.Nephoscope of a resource, NULL-terminated. */
extern const char *const arch_metadata_keys[];

const char *arch_kind_name(enum arch_kind k);	/* "function"; "other" */
const char *arch_verb_name(enum arch_verb v);	/* "invokes" */

/* The kind of an AWS type; ARCH_FOLDED for types that are no nodes, ARCH_OTHER for unknown ones. */
enum arch_kind arch_kind_of(const char *type);

#endif
