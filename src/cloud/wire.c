/* SPDX-License-Identifier: MIT */
#include "cloud/wire.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

enum {
	AMBIGUOUS = -2,
	CHECKS_MAX = 100 * 1000 * 1000,
	EDGES_MAX = 500000,
};

bool wire_check(struct wire *w, size_t n)
{
	w->n_checks += n;
	if (w->n_checks > CHECKS_MAX)
		template_over(w->t, NULL, "connections to look through");
	return !w->t->load->is_over;
}

int wire_owner(const struct wire *w, int resource)
{
	const struct arch_resource *r = resource < 0 ? NULL : wire_at(w, resource);

	return !r ? -1 : arch_is_node(r) ? resource : r->owner;
}

int wire_resource(const struct wire *w, const struct value *v)
{
	const char *id = value_ref(v);

	if (id || !v)
		return id ? template_find(w->t, id) : -1;
	for (const struct value *i = v->child; i; i = i->next) {
		int found = wire_resource(w, i);

		if (found >= 0)
			return found;
	}
	return -1;
}

int wire_node(const struct wire *w, const struct value *v)
{
	return wire_owner(w, wire_resource(w, v));
}

static void add_target(struct wire *w, struct targets *out, const struct target *t)
{
	if (t->node < 0 || !wire_check(w, out->n))
		return;
	for (size_t i = 0; i < out->n; i++) {
		if (out->list[i].node == t->node) {
			out->list[i].is_optional &= t->is_optional;
			return;
		}
	}
	*vec_push(out->list, out->n, out->cap) = *t;
}

static int node_named(const struct wire *w, const char *name)
{
	size_t i;

	return symbols_find(&w->names, name, &i) && (int)i != AMBIGUOUS ? (int)i : -1;
}

/* What follows the last ":" or "/" of an ARN, those inside ${} left alone. */
static const char *arn_name(const char *text)
{
	const char *name = text;
	int depth = 0;

	for (; *text; text++) {
		depth += *text == '{' ? 1 : *text == '}' ? -1 : 0;
		if (!depth && (*text == ':' || *text == '/'))
			name = text + 1;
	}
	return name;
}

static int node_by_text(const struct wire *w, const char *text)
{
	int node = node_named(w, text);

	if (node < 0 && !strncmp(text, "arn:", 4))
		node = node_named(w, arn_name(text));
	return node;
}

static void find_in(struct wire *w, const struct value *v, const struct value *whole,
		    struct targets *out)
{
	struct target t = { .node = -1, .at = v, .whole = whole };

	if (v->kind == VALUE_REF) {
		t.node = wire_owner(w, template_find(w->t, v->text));
	} else if (v->kind == VALUE_TEXT && !v->child && *v->text) {
		t.node = node_by_text(w, v->text);
		t.is_optional = true;
	}
	add_target(w, out, &t);
	for (const struct value *i = v->child; i; i = i->next)
		find_in(w, i, v->kind == VALUE_TEXT ? v : i, out);
}

void wire_find(struct wire *w, const struct value *v, struct targets *out)
{
	if (v)
		find_in(w, v, v, out);
}

const struct value *wire_details(struct wire *w, const struct link *l, const struct target *t)
{
	bool may_have = wire_at(w, t->node)->kind == ARCH_FUNCTION &&
			wire_check(w, strlen(t->whole->text) + t->whole->n);
	const char *alias =
		may_have ? arch_qualifier(w->t->arena, w->arch, t->node, t->whole) : NULL;
	struct details d;

	if (!alias || (l->details && l->details->kind != VALUE_MAP))
		return l->details;
	details_init(&d, w->t->arena);
	each_pair(v, l->details)
		details_put(&d, v->key, v);
	details_text(&d, "Alias", alias);
	return d.map;
}

void targets_done(struct targets *t)
{
	free(t->list);
	*t = (struct targets){ 0 };
}

static void add_edge(struct wire *w, const struct link *l, int from, int to,
		     const struct value *at, bool is_optional)
{
	struct arch_edge e = {
		.from = from,
		.to = to,
		.verb = l->verb,
		.is_optional = l->is_optional || is_optional,
		.is_extra = l->rule[0] == 'E',
		.rule = l->rule,
		.file = at && at->file ? at->file : at && at->line ? w->arch->file : wire_at(w, from)->file,
		.line = at ? at->line : 0,
		.column = at ? at->column : 0,
		.details = l->details,
	};

	/* Of a nested stack that is not here nobody knows which of its parts is meant. */
	if (from == to && wire_at(w, from)->kind == ARCH_STACK)
		return;
	if (w->arch->n_edges >= EDGES_MAX)
		template_over(w->t, NULL, "connections");
	if (!w->t->load->is_over)
		arch_add_edge(w->arch, &e);
}

void wire_edge(struct wire *w, const struct link *l, int other, const struct value *at)
{
	if (l->node >= 0 && other >= 0)
		add_edge(w, l, l->node, other, at, false);
}

static void add_found(struct wire *w, const struct link *l, int from, int to, const struct target *t)
{
	struct link with = *l;

	with.details = wire_details(w, l, t);
	add_edge(w, &with, from, to, t->at, t->is_optional);
}

void wire_to(struct wire *w, const struct link *l, const struct value *v)
{
	struct targets found = { 0 };

	if (l->node >= 0)
		wire_find(w, v, &found);
	for (size_t i = 0; i < found.n; i++)
		add_found(w, l, l->node, found.list[i].node, &found.list[i]);
	targets_done(&found);
}

void wire_from(struct wire *w, const struct link *l, const struct value *v)
{
	struct targets found = { 0 };

	if (l->node >= 0)
		wire_find(w, v, &found);
	for (size_t i = 0; i < found.n; i++)
		add_found(w, l, found.list[i].node, l->node, &found.list[i]);
	targets_done(&found);
}

void details_init(struct details *d, struct arena *a)
{
	*d = (struct details){ .arena = a, .map = value_map(a) };
	d->chain.of = d->map;
}

void details_put(struct details *d, const char *key, const struct value *v)
{
	if (v && !value_get(d->map, key))
		chain_put(&d->chain, d->arena, key, v);
}

void details_text(struct details *d, const char *key, const char *text)
{
	if (*text)
		details_put(d, key, value_text(d->arena, text));
}

void details_same(struct details *d, const struct value *from, const char *const *keys)
{
	for (; *keys; keys++)
		details_put(d, *keys, value_get(from, *keys));
}

/* The property that gives a resource of a kind its name. */
static const char *name_key(enum arch_kind kind)
{
	static const char *const keys[N_ARCH_KINDS] = {
		[ARCH_FUNCTION] = "FunctionName",
		[ARCH_TABLE] = "TableName",
		[ARCH_QUEUE] = "QueueName",
		[ARCH_TOPIC] = "TopicName",
		[ARCH_BUCKET] = "BucketName",
		[ARCH_BUS] = "Name",
		[ARCH_STREAM] = "Name",
		[ARCH_FIREHOSE] = "DeliveryStreamName",
		[ARCH_SECRET] = "Name",
		[ARCH_PARAMETER] = "Name",
		[ARCH_DATABASE] = "DBInstanceIdentifier",
		[ARCH_CLUSTER] = "ClusterName",
		[ARCH_SERVICE] = "ServiceName",
		[ARCH_ASG] = "AutoScalingGroupName",
		[ARCH_SEARCH] = "DomainName",
		[ARCH_REPOSITORY] = "RepositoryName",
	};

	return keys[kind];
}

static const struct value *name_of(const struct arch_resource *r)
{
	const char *key = name_key(r->kind);
	const struct value *name = NULL;

	if (r->kind == ARCH_STATEMACHINE) {
		name = value_get(r->properties, "StateMachineName");
		key = "Name";
	}
	if (!name && key)
		name = value_get(r->properties, key);
	return name && name->kind == VALUE_TEXT && !name->child && *name->text ? name : NULL;
}

static void take_names(struct wire *w)
{
	for (size_t i = 0; i < w->arch->n_resources; i++) {
		const struct value *name = name_of(&w->arch->resources[i]);

		if (name && !symbols_add(&w->names, name->text, i))
			symbols_set(&w->names, name->text, (size_t)AMBIGUOUS);
	}
}

void wire_tie(struct wire *w, struct ties *ties, const struct value *v, int other)
{
	struct refs refs = { 0 };

	refs_collect(&refs, v);
	for (size_t i = 0; i < refs.n; i++)
		*vec_push(ties->list, ties->n, ties->cap) =
			(struct tie){ template_find(w->t, refs.list[i]->text), other, refs.list[i] };
	refs_done(&refs);
}

/* What ties resources together, at a property of a type. */
static void take_ties(struct wire *w)
{
	const struct {
		const char *type, *path;
		struct ties *ties;
	} kinds[] = {
		{ "AWS::IAM::Policy", "Roles", &w->attached },
		{ "AWS::IAM::ManagedPolicy", "Roles", &w->attached },
		{ "AWS::IAM::RolePolicy", "RoleName", &w->attached },
		{ "AWS::ECS::Service", "LoadBalancers", &w->registered },
		{ "AWS::AutoScaling::AutoScalingGroup", "TargetGroupARNs", &w->registered },
		{ "AWS::AutoScaling::AutoScalingGroup", "TrafficSources", &w->registered },
		{ "AWS::ApiGatewayV2::Route", "Target", &w->routed },
	};

	for (int i = 0; i < (int)w->arch->n_resources; i++) {
		const struct arch_resource *r = wire_at(w, i);

		for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++)
			if (!strcmp(r->type, kinds[k].type))
				wire_tie(w, kinds[k].ties, value_get(r->properties, kinds[k].path), i);
	}
}

/* Sorts the edges so far by the node they are from, by counting. */
static void index_edges(struct wire *w)
{
	const struct arch *a = w->arch;
	size_t n = a->n_resources;

	w->first_edge = xcalloc(n + 2, sizeof(*w->first_edge));
	w->by_node = xcalloc(a->n_edges + 1, sizeof(*w->by_node));
	for (size_t i = 0; i < a->n_edges; i++)
		w->first_edge[a->edges[i].from + 2]++;
	for (size_t i = 2; i < n + 2; i++)
		w->first_edge[i] += w->first_edge[i - 1];
	for (size_t i = 0; i < a->n_edges; i++)
		w->by_node[w->first_edge[a->edges[i].from + 1]++] = (uint32_t)i;
}

/* Each resource by the rules of a pass, in the words of its own template. */
static void wire_all(struct wire *w, enum wire_pass pass)
{
	int n = (int)w->arch->n_resources;

	for (int i = 0; i < n && !w->t->load->is_over; i++) {
		w->t = w->t->load->written[i].t;
		wire_by_type(w, i, pass);
	}
}

void wire_resources(struct template *t)
{
	struct wire w = { .t = t, .arch = t->arch };

	take_names(&w);
	take_ties(&w);
	wire_all(&w, WIRE_CERTAIN);
	wire_all(&w, WIRE_PERMISSIONS);
	index_edges(&w);
	wire_all(&w, WIRE_LATE);
	free(w.first_edge);
	free(w.by_node);
	free(w.attached.list);
	free(w.registered.list);
	free(w.routed.list);
	symbols_done(&w.names);
}
