/* SPDX-License-Identifier: MIT */
#include "model/arch.h"

#include <assert.h>
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/prng.h"
#include "base/vec.h"

static const char *const kind_names[] = {
	[ARCH_FOLDED] = "folded",
	[ARCH_ALARM] = "alarm",
	[ARCH_API] = "api",
	[ARCH_ASG] = "asg",
	[ARCH_BATCH] = "batch",
	[ARCH_BROKER] = "broker",
	[ARCH_BUCKET] = "bucket",
	[ARCH_BUILD] = "build",
	[ARCH_BUS] = "bus",
	[ARCH_CACHE] = "cache",
	[ARCH_CDN] = "cdn",
	[ARCH_CLUSTER] = "cluster",
	[ARCH_DATABASE] = "database",
	[ARCH_DBPROXY] = "dbproxy",
	[ARCH_DESTINATION] = "destination",
	[ARCH_DNS] = "dns",
	[ARCH_FILESYSTEM] = "filesystem",
	[ARCH_FIREHOSE] = "firehose",
	[ARCH_FIREWALL] = "firewall",
	[ARCH_FUNCTION] = "function",
	[ARCH_GRAPHQL] = "graphql",
	[ARCH_IDENTITYPOOL] = "identitypool",
	[ARCH_INSTANCE] = "instance",
	[ARCH_IOTRULE] = "iotrule",
	[ARCH_KAFKA] = "kafka",
	[ARCH_KEY] = "key",
	[ARCH_LOADBALANCER] = "loadbalancer",
	[ARCH_PARAMETER] = "parameter",
	[ARCH_PIPE] = "pipe",
	[ARCH_PIPELINE] = "pipeline",
	[ARCH_QUEUE] = "queue",
	[ARCH_REPOSITORY] = "repository",
	[ARCH_RULE] = "rule",
	[ARCH_SCHEDULE] = "schedule",
	[ARCH_SEARCH] = "search",
	[ARCH_SECRET] = "secret",
	[ARCH_SERVICE] = "service",
	[ARCH_STACK] = "stack",
	[ARCH_STATEMACHINE] = "statemachine",
	[ARCH_STREAM] = "stream",
	[ARCH_TABLE] = "table",
	[ARCH_TOPIC] = "topic",
	[ARCH_USERPOOL] = "userpool",
	[ARCH_OTHER] = "other",
};
_Static_assert(sizeof(kind_names) / sizeof(*kind_names) == N_ARCH_KINDS, "a name for each kind");

static const char *const verb_names[] = {
	[VERB_INVOKES] = "invokes",
	[VERB_TRIGGERS] = "triggers",
	[VERB_ROUTES] = "routes",
	[VERB_PUBLISHES] = "publishes",
	[VERB_WRITES] = "writes",
	[VERB_READS] = "reads",
	[VERB_USES] = "uses",
	[VERB_POLLS] = "polls",
	[VERB_SUBSCRIBES] = "subscribes",
};
_Static_assert(sizeof(verb_names) / sizeof(*verb_names) == N_ARCH_VERBS, "a name for each verb");

const char *const arch_metadata_keys[] = {
	"Access",
	"Blocked",
	"Cache",
	"CallbackAfter",
	"Callers",
	"Calls",
	"Choices",
	"ColdStart",
	"ConsistentReads",
	"Cpu",
	"Duplicates",
	"ErrorRate",
	"Errors",
	"Filter",
	"Groups",
	"HeartbeatEvery",
	"HotKey",
	"ItemSize",
	"Items",
	"KeepAlive",
	"Latency",
	"LostDisconnects",
	"Payload",
	"Poison",
	"Prefixes",
	"QueueLimit",
	"RotationStep",
	"Servers",
	"Throughput",
	"Users",
	"Waits",
	"Work",
	NULL,
};

/*
 * Index of resources by id and of edges by (from, to, verb): open addressing,
 * a slot holds an index + 1.
 */
struct arch_index {
	uint32_t *slots;
	size_t cap, n;
};

struct arch_indexes {
	struct arch_index ids, edges;
};

typedef uint64_t (*hash_of)(const struct arch *a, size_t i);

static uint64_t hash_text(const char *s)
{
	return hash_bytes(HASH_START, s, strlen(s));
}

static uint64_t hash_resource(const struct arch *a, size_t i)
{
	return hash_text(a->resources[i].id);
}

static uint64_t hash_link(const struct arch_edge *e)
{
	int link[3] = { e->from, e->to, (int)e->verb };

	return hash_bytes(HASH_START, link, sizeof(link));
}

static uint64_t hash_edge(const struct arch *a, size_t i)
{
	return hash_link(&a->edges[i]);
}

static void index_place(struct arch_index *x, uint64_t hash, size_t i)
{
	size_t at = (size_t)hash & (x->cap - 1);

	while (x->slots[at])
		at = (at + 1) & (x->cap - 1);
	x->slots[at] = (uint32_t)i + 1;
}

static void index_add(const struct arch *a, struct arch_index *x, hash_of hash, size_t i)
{
	if (2 * (x->n + 1) > x->cap) {
		x->cap = x->cap ? 2 * x->cap : 64;
		free(x->slots);
		x->slots = xcalloc(x->cap, sizeof(*x->slots));
		for (size_t k = 0; k < x->n; k++)
			index_place(x, hash(a, k), k);
	}
	index_place(x, hash(a, i), i);
	x->n++;
}

struct arch *arch_new(const char *file)
{
	struct arch *a = xcalloc(1, sizeof(*a));

	arena_init(&a->arena);
	a->file = arena_strdup(&a->arena, file);
	a->description = "";
	a->indexes = xcalloc(1, sizeof(*a->indexes));
	return a;
}

void arch_free(struct arch *a)
{
	if (!a)
		return;
	free(a->resources);
	free(a->edges);
	free(a->groups);
	free(a->indexes->ids.slots);
	free(a->indexes->edges.slots);
	free(a->indexes);
	arena_done(&a->arena);
	free(a);
}

int arch_add_resource(struct arch *a, const struct arch_resource *r)
{
	assert(arch_find(a, r->id) < 0);
	*vec_push(a->resources, a->n_resources, a->cap_resources) = *r;
	index_add(a, &a->indexes->ids, hash_resource, a->n_resources - 1);
	return (int)a->n_resources - 1;
}

static struct arch_edge *edge_find(const struct arch *a, const struct arch_edge *e)
{
	const struct arch_index *x = &a->indexes->edges;

	if (!x->cap)
		return NULL;
	for (size_t at = (size_t)hash_link(e) & (x->cap - 1); x->slots[at];
	     at = (at + 1) & (x->cap - 1)) {
		struct arch_edge *found = &a->edges[x->slots[at] - 1];

		if (found->from == e->from && found->to == e->to && found->verb == e->verb)
			return found;
	}
	return NULL;
}

const struct arch_edge *arch_edge(const struct arch *a, int from, int to, enum arch_verb verb)
{
	return edge_find(a, &(struct arch_edge){ .from = from, .to = to, .verb = verb });
}

/* Keeps the details of a further evidence in the list "Also" of the first one's. */
static void add_details(struct arch *a, struct arch_edge *e, const struct value *more)
{
	struct value *one = value_copy(&a->arena, more), *copy, *also;

	if (e->last_also) {
		e->last_also->next = one;
		e->details->child->n++;
	} else {
		/* It goes first: the pairs behind it stay shared with the properties they are from. */
		copy = value_copy(&a->arena, e->details);
		also = value_list(&a->arena);
		value_append(also, one);
		also->key = "Also";
		also->next = copy->child;
		copy->child = also;
		copy->n++;
		e->details = copy;
	}
	e->last_also = one;
}

static bool is_weak(const struct arch_edge *e)
{
	return e->is_optional || e->is_extra;
}

void arch_add_edge(struct arch *a, const struct arch_edge *e)
{
	struct arch_edge *old = edge_find(a, e);

	assert(arch_is_node(&a->resources[e->from]) && arch_is_node(&a->resources[e->to]));
	if (!old) {
		*vec_push(a->edges, a->n_edges, a->cap_edges) = *e;
		index_add(a, &a->indexes->edges, hash_edge, a->n_edges - 1);
	} else if (is_weak(old) && !is_weak(e)) {
		*old = *e;
	} else if (old->details && e->details) {
		add_details(a, old, e->details);
	} else if (!old->details) {
		old->details = e->details;
	}
}

int arch_add_group(struct arch *a, int resource, int parent)
{
	*vec_push(a->groups, a->n_groups, a->cap_groups) = (struct arch_group){ resource, parent };
	return (int)a->n_groups - 1;
}

void arch_put_in(struct arch *a, int resource, int group)
{
	if (!a->group_of) {
		a->group_of = arena_alloc(&a->arena, a->n_resources * sizeof(*a->group_of));
		for (size_t i = 0; i < a->n_resources; i++)
			a->group_of[i] = -1;
	}
	a->group_of[resource] = group;
}

int arch_find(const struct arch *a, const char *id)
{
	const struct arch_index *x = &a->indexes->ids;

	if (!x->cap)
		return -1;
	for (size_t at = (size_t)hash_text(id) & (x->cap - 1); x->slots[at];
	     at = (at + 1) & (x->cap - 1))
		if (!strcmp(a->resources[x->slots[at] - 1].id, id))
			return (int)x->slots[at] - 1;
	return -1;
}

/* The only resource of a nested stack with this name; -1. */
static int find_nested(const struct arch *a, const char *name)
{
	int found = -1;

	for (size_t i = 0; a->n_groups && i < a->n_resources; i++) {
		const char *slash = strrchr(a->resources[i].id, '/');

		if (!slash || strcmp(slash + 1, name) != 0)
			continue;
		if (found >= 0)
			return -1;
		found = (int)i;
	}
	return found;
}

int arch_named(const struct arch *a, const char *name, const char *from)
{
	const char *slash = from ? strrchr(from, '/') : NULL;
	struct arena m;
	int i = -1;

	if (slash) {
		arena_init(&m);
		i = arch_find(a, arena_printf(&m, "%.*s/%s", (int)(slash - from), from, name));
		arena_done(&m);
	}
	if (i < 0)
		i = arch_find(a, name);
	return i < 0 ? find_nested(a, name) : i;
}

bool arch_is_qualifier(const struct arch_resource *r)
{
	return !strcmp(r->type, "AWS::Lambda::Alias") || !strcmp(r->type, "AWS::Lambda::Version");
}

/* Of a reference: "Alias", "Function.Alias". */
static const char *referred_qualifier(const struct arch *a, int function, const struct value *ref)
{
	const struct arch_resource *r = &a->resources[function];
	const char *attribute = ref->attribute;
	size_t n = strlen(r->id);
	int named = arch_find(a, ref->text);

	if (named >= 0 && named != function)
		return arch_is_qualifier(&a->resources[named]) ? a->resources[named].id : NULL;
	if (named < 0 && !strncmp(ref->text, r->id, n) && ref->text[n] == '.')
		attribute = ref->text + n + 1;
	return !strcmp(attribute, "Alias") ? value_string(r->properties, "AutoPublishAlias", NULL)
					   : NULL;
}

/* Of a text: "${Function.Arn}:live/invocations". What is no name ("*") is none. */
static const char *written_qualifier(struct arena *arena, const char *text, const char *id)
{
	size_t n = strlen(id);

	for (const char *p = text; (p = strstr(p, "${")) != NULL;) {
		const char *close = strchr(p, '}');

		if (!close)
			break;
		p += 2;
		if (strncmp(p, id, n) != 0 || (p[n] != '}' && p[n] != '.') || close[1] != ':')
			continue;
		p = close + 2;
		if (isalnum((unsigned char)*p) || !strncmp(p, "$LATEST", 7) ||
		    !strncmp(p, "${stageVariables.", 17))
			return arena_strndup(arena, p, strcspn(p, "/"));
	}
	return NULL;
}

const char *arch_qualifier(struct arena *arena, const struct arch *a, int function,
			   const struct value *v)
{
	const char *found = NULL;

	if (!v)
		return NULL;
	if (v->kind == VALUE_REF)
		return referred_qualifier(a, function, v);
	if (v->kind != VALUE_TEXT)
		return NULL;
	for (const struct value *i = v->child; i && !found; i = i->next)
		if (i->kind == VALUE_REF && arch_node(a, i->text) == function)
			found = referred_qualifier(a, function, i);
	return found ? found : written_qualifier(arena, v->text, a->resources[function].id);
}

int arch_node(const struct arch *a, const char *id)
{
	int i = arch_find(a, id);

	/* Owners of owners: an alias of a version of a function. A ring ends after n steps. */
	for (size_t n = 0; i >= 0 && n <= a->n_resources; n++) {
		if (arch_is_node(&a->resources[i]))
			return i;
		i = a->resources[i].owner;
	}
	return -1;
}

static bool is_metadata_key(const char *key)
{
	size_t n = strcspn(key, ".");

	for (const char *const *k = arch_metadata_keys; *k; k++)
		if (strlen(*k) == n && !strncmp(*k, key, n))
			return true;
	return false;
}

void arch_resource_set(struct arena *a, struct arch_resource *r, const char *path, const char *text)
{
	if (is_metadata_key(path))
		r->metadata = value_set(a, r->metadata, path, text);
	else
		r->properties = value_set(a, r->properties, path, text);
}

enum err arch_set(struct arch *a, const char *path, const char *text)
{
	const char *dot = strchr(path, '.');
	int i;

	if (!dot || dot == path || !dot[1])
		return ERR_SYNTAX;
	i = arch_named(a, arena_strndup(&a->arena, path, (size_t)(dot - path)), NULL);
	if (i < 0)
		return ERR_NOT_FOUND;
	arch_resource_set(&a->arena, &a->resources[i], dot + 1, text);
	return ERR_OK;
}

const char *arch_kind_name(enum arch_kind k)
{
	return kind_names[k];
}

const char *arch_verb_name(enum arch_verb v)
{
	return verb_names[v];
}
