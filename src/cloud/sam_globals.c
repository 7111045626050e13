/* SPDX-License-Identifier: MIT */
/* Globals: maps are merged, lists added up, anything else is overridden by the resource. */
#include <string.h>

#include "cloud/intrinsic.h"

/* Copies are values too. */
static void count(struct template *t, size_t n)
{
	t->load->n_values += n;
	if (t->load->n_values > TEMPLATE_VALUES_MAX)
		template_over(t, NULL, "values, with those of Globals in each resource");
}

static const struct value *merge(struct template *t, const struct value *global,
				 const struct value *own);

static const struct value *merge_lists(struct template *t, const struct value *global,
				       const struct value *own)
{
	struct arena *a = t->arena;
	struct value *list = value_copy(a, own);
	struct chain chain = { .of = list };

	count(t, global->n + own->n);
	list->child = NULL;
	list->n = 0;
	for (const struct value *v = global->child; v; v = v->next)
		chain_add(&chain, value_copy(a, v));
	for (const struct value *v = own->child; v; v = v->next)
		chain_add(&chain, value_copy(a, v));
	return list;
}

static const struct value *merge_maps(struct template *t, const struct value *global,
				      const struct value *own)
{
	struct arena *a = t->arena;
	struct value *map = value_copy(a, own);
	struct chain chain = { .of = map };

	count(t, global->n + own->n);
	map->child = NULL;
	map->n = 0;
	for (const struct value *v = own->child; v; v = v->next) {
		const struct value *other = value_get(global, v->key);

		chain_put(&chain, a, v->key, other ? merge(t, other, v) : v);
	}
	for (const struct value *v = global->child; v; v = v->next)
		if (!value_get(own, v->key))
			chain_put(&chain, a, v->key, v);
	return map;
}

static const struct value *merge(struct template *t, const struct value *global,
				 const struct value *own)
{
	if (global->kind == VALUE_MAP && own->kind == VALUE_MAP)
		return merge_maps(t, global, own);
	if (global->kind == VALUE_LIST && own->kind == VALUE_LIST)
		return merge_lists(t, global, own);
	return own;
}

const struct value *sam_with_globals(struct template *t, const char *type,
				     const struct value *properties)
{
	static const char prefix[] = "AWS::Serverless::";
	struct eval e = template_eval(t);
	const struct yaml_node *section;
	const struct value *global;

	if (!t->globals || strncmp(type, prefix, sizeof(prefix) - 1) != 0)
		return properties;
	section = template_get(t->globals, type + sizeof(prefix) - 1);
	if (!section)
		return properties;
	global = eval_map(&e, section);
	return global->n ? merge_maps(t, global, properties) : properties;
}
