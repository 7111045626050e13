/* SPDX-License-Identifier: MIT */
#include "layout/graph_arch.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

struct look {
	const char *icon;
	enum graph_family family;
};

static const struct look looks[N_ARCH_KINDS] = {
	[ARCH_FOLDED] = { "□", GRAPH_SUPPORT },
	[ARCH_ALARM] = { "⚠", GRAPH_SUPPORT },
	[ARCH_API] = { "⇄", GRAPH_API },
	[ARCH_ASG] = { "◫", GRAPH_COMPUTE },
	[ARCH_BATCH] = { "▧", GRAPH_COMPUTE },
	[ARCH_BROKER] = { "≣", GRAPH_MESSAGING },
	[ARCH_BUCKET] = { "⊔", GRAPH_STORAGE },
	[ARCH_BUILD] = { "◩", GRAPH_COMPUTE },
	[ARCH_BUS] = { "⇉", GRAPH_MESSAGING },
	[ARCH_CACHE] = { "◔", GRAPH_STORAGE },
	[ARCH_CDN] = { "◍", GRAPH_API },
	[ARCH_CLUSTER] = { "▩", GRAPH_COMPUTE },
	[ARCH_DATABASE] = { "▥", GRAPH_STORAGE },
	[ARCH_DBPROXY] = { "◨", GRAPH_STORAGE },
	[ARCH_DESTINATION] = { "➤", GRAPH_MESSAGING },
	[ARCH_DNS] = { "◉", GRAPH_API },
	[ARCH_FILESYSTEM] = { "▱", GRAPH_STORAGE },
	[ARCH_FIREHOSE] = { "⇥", GRAPH_MESSAGING },
	[ARCH_FIREWALL] = { "▨", GRAPH_API },
	[ARCH_FUNCTION] = { "ƒ", GRAPH_COMPUTE },
	[ARCH_GRAPHQL] = { "◬", GRAPH_API },
	[ARCH_IDENTITYPOOL] = { "◐", GRAPH_SUPPORT },
	[ARCH_INSTANCE] = { "▢", GRAPH_COMPUTE },
	[ARCH_IOTRULE] = { "◌", GRAPH_MESSAGING },
	[ARCH_KAFKA] = { "≋", GRAPH_MESSAGING },
	[ARCH_KEY] = { "◆", GRAPH_SUPPORT },
	[ARCH_LOADBALANCER] = { "⋔", GRAPH_API },
	[ARCH_PARAMETER] = { "◦", GRAPH_SUPPORT },
	[ARCH_PIPE] = { "⇝", GRAPH_MESSAGING },
	[ARCH_PIPELINE] = { "⇢", GRAPH_COMPUTE },
	[ARCH_QUEUE] = { "≡", GRAPH_MESSAGING },
	[ARCH_REPOSITORY] = { "▭", GRAPH_STORAGE },
	[ARCH_RULE] = { "◇", GRAPH_MESSAGING },
	[ARCH_SCHEDULE] = { "◷", GRAPH_MESSAGING },
	[ARCH_SEARCH] = { "⌕", GRAPH_STORAGE },
	[ARCH_SECRET] = { "◈", GRAPH_SUPPORT },
	[ARCH_SERVICE] = { "▣", GRAPH_COMPUTE },
	[ARCH_STACK] = { "▰", GRAPH_SUPPORT },
	[ARCH_STATEMACHINE] = { "↻", GRAPH_COMPUTE },
	[ARCH_STREAM] = { "≈", GRAPH_MESSAGING },
	[ARCH_TABLE] = { "▤", GRAPH_STORAGE },
	[ARCH_TOPIC] = { "◎", GRAPH_MESSAGING },
	[ARCH_USERPOOL] = { "◑", GRAPH_SUPPORT },
	[ARCH_OTHER] = { "□", GRAPH_SUPPORT },
};

/* As people write them, where that is not the kind's own name. */
static const char *const words[N_ARCH_KINDS] = {
	[ARCH_API] = "API",
	[ARCH_ASG] = "Auto Scaling group",
	[ARCH_BATCH] = "job queue",
	[ARCH_BUS] = "event bus",
	[ARCH_CDN] = "distribution",
	[ARCH_DBPROXY] = "database proxy",
	[ARCH_DESTINATION] = "API destination",
	[ARCH_DNS] = "hosted zone",
	[ARCH_FILESYSTEM] = "file system",
	[ARCH_FIREHOSE] = "delivery stream",
	[ARCH_GRAPHQL] = "GraphQL API",
	[ARCH_IDENTITYPOOL] = "identity pool",
	[ARCH_IOTRULE] = "IoT rule",
	[ARCH_KAFKA] = "Kafka cluster",
	[ARCH_LOADBALANCER] = "load balancer",
	[ARCH_OTHER] = "",
	[ARCH_STACK] = "nested stack",
	[ARCH_STATEMACHINE] = "state machine",
	[ARCH_USERPOOL] = "user pool",
};

const char *graph_kind_icon(enum arch_kind k)
{
	return looks[k].icon;
}

enum graph_family graph_kind_family(enum arch_kind k)
{
	return looks[k].family;
}

bool graph_verb_is_async(enum arch_verb v)
{
	return v == VERB_TRIGGERS || v == VERB_PUBLISHES || v == VERB_POLLS || v == VERB_SUBSCRIBES;
}

/* Work goes on where it came from. */
static bool is_lookup(enum arch_verb v)
{
	return v == VERB_WRITES || v == VERB_READS || v == VERB_USES;
}

/* Without the stacks in which it is, whose frames are around it. */
static const char *own_name(const char *id)
{
	const char *slash = strrchr(id, '/');

	return slash && slash[1] ? slash + 1 : id;
}

static struct graph_node node_of(const struct arch *a, size_t i)
{
	const struct arch_resource *r = &a->resources[i];
	int group = arch_group_of(a, i);

	return (struct graph_node){
		.icon = looks[r->kind].icon,
		.name = group < 0 ? r->id : own_name(r->id),
		.kind = words[r->kind] ? words[r->kind] : arch_kind_name(r->kind),
		.family = looks[r->kind].family,
		.group = group,
	};
}

/* "VPC Network", "stack Orders"; names that say so themselves stay: "VPC", "OrdersStack". */
static const char *group_label(struct arena *m, const struct arch_resource *r)
{
	const char *word = strcmp(r->type, "AWS::EC2::VPC") ? "stack" : "VPC", *name = own_name(r->id);
	size_t n = strlen(name), k = strlen(word);

	return n >= k && !strcasecmp(name + n - k, word) ? name : arena_printf(m, "%s %s", word, name);
}

static const struct graph_group *groups_of(struct arena *m, const struct arch *a)
{
	struct graph_group *groups = arena_alloc(m, (a->n_groups + 1) * sizeof(*groups));

	for (size_t i = 0; i < a->n_groups; i++) {
		const struct arch_resource *r = &a->resources[a->groups[i].resource];
		groups[i] = (struct graph_group){ group_label(m, r), a->groups[i].parent };
	}
	return groups;
}

const struct graph *graph_of_arch(struct arena *m, const struct arch *a, const int **ret_nodes)
{
	struct graph *g = arena_zalloc(m, sizeof(*g));
	struct graph_node *nodes = arena_alloc(m, (a->n_resources + 1) * sizeof(*nodes));
	struct graph_edge *edges = arena_alloc(m, (a->n_edges + 1) * sizeof(*edges));
	int *index = arena_alloc(m, (a->n_resources + 1) * sizeof(*index));

	for (size_t i = 0; i < a->n_resources; i++) {
		index[i] = -1;
		if (!arch_is_node(&a->resources[i]))
			continue;
		index[i] = (int)g->n_nodes;
		nodes[g->n_nodes++] = node_of(a, i);
	}
	for (size_t j = 0; j < a->n_edges; j++) {
		const struct arch_edge *e = &a->edges[j];

		edges[j] = (struct graph_edge){
			.from = index[arch_work_from(e)], .to = index[arch_work_to(e)],
			.label = arch_verb_name(e->verb),
			.is_async = graph_verb_is_async(e->verb),
			.is_lookup = is_lookup(e->verb),
		};
	}
	g->nodes = nodes;
	g->edges = edges;
	g->n_edges = a->n_edges;
	g->groups = groups_of(m, a);
	g->n_groups = a->n_groups;
	if (ret_nodes)
		*ret_nodes = index;
	return g;
}
