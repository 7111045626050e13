/* SPDX-License-Identifier: MIT */
#include "cli/graph_print.h"
#include "cli/json.h"

/* The logical id of the VPC or nested stack around a resource; null outside. */
static void put_group(json_t *o, const struct arch *a, int group)
{
	if (group >= 0)
		json_put_text(o, "group", a->resources[a->groups[group].resource].id);
	else
		json_put(o, "group", json_null());
}

static json_t *node_object(const struct arch *a, const struct arch_resource *r)
{
	json_t *node = json_object();

	json_put_text(node, "id", r->id);
	json_put_text(node, "kind", arch_kind_name(r->kind));
	json_put_text(node, "type", r->type);
	put_group(node, a, arch_group_of(a, (size_t)(r - a->resources)));
	if (r->made_by) {
		json_put_text(node, "made_by", r->made_by);
	} else {
		json_put_text(node, "file", r->file);
		json_put_int(node, "line", r->line);
		json_put_int(node, "column", r->column);
	}
	return node;
}

/* A value as JSON; references as {"Ref": "Id"} or {"Fn::GetAtt": ["Id", "Attribute"]}. */
static json_t *value_json(const struct value *v)
{
	json_t *j, *pair;

	switch (v->kind) {
	case VALUE_MAP:
		j = json_object();
		for (const struct value *c = v->child; c; c = c->next)
			json_put(j, c->key, value_json(c));
		return j;
	case VALUE_LIST:
		j = json_array();
		for (const struct value *c = v->child; c; c = c->next)
			json_push(j, value_json(c));
		return j;
	case VALUE_REF:
		j = json_object();
		if (!*v->attribute) {
			json_put_text(j, "Ref", v->text);
			return j;
		}
		pair = json_array();
		json_push(pair, json_text(v->text));
		json_push(pair, json_text(v->attribute));
		json_put(j, "Fn::GetAtt", pair);
		return j;
	case VALUE_NULL:
		return json_null();
	default:
		return json_text(v->text);
	}
}

static json_t *edge_object(const struct graph_lines *g, const struct arch_edge *e)
{
	json_t *edge = json_object();

	json_put_text(edge, "from", g->arch->resources[e->from].id);
	json_put_text(edge, "to", g->arch->resources[e->to].id);
	json_put_text(edge, "verb", arch_verb_name(e->verb));
	json_put_bool(edge, "optional", e->is_optional);
	json_put_bool(edge, "extra", e->is_extra);
	json_put_text(edge, "rule", e->rule);
	json_put_text(edge, "file", e->file);
	json_put_int(edge, "line", e->line);
	json_put_int(edge, "column", e->column);
	if (e->details)
		json_put(edge, "details", value_json(e->details));
	return edge;
}

static json_t *group_object(const struct arch *a, const struct arch_group *g)
{
	const struct arch_resource *r = &a->resources[g->resource];
	json_t *group = json_object();

	json_put_text(group, "id", r->id);
	json_put_text(group, "type", r->type);
	put_group(group, a, g->parent);
	return group;
}

void graph_print_json(struct output *o, const struct graph_lines *g)
{
	json_t *root = json_object(), *nodes = json_array(), *edges = json_array();
	json_t *groups = json_array();

	for (size_t i = 0; i < g->n_nodes; i++)
		json_push(nodes, node_object(g->arch, g->nodes[i]));
	for (size_t i = 0; i < g->n_edges; i++)
		json_push(edges, edge_object(g, g->edges[i]));
	json_put(root, "nodes", nodes);
	for (size_t i = 0; i < g->arch->n_groups; i++)
		json_push(groups, group_object(g->arch, &g->arch->groups[i]));
	json_put(root, "edges", edges);
	json_put(root, "groups", groups);
	json_print(o, root);
}
