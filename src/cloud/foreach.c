/* SPDX-License-Identifier: MIT */
/* The pairs of a map after Fn::ForEach, AWS::Include among other keys, and merge keys. */
#include <string.h>

#include "cloud/intrinsic.h"

struct taker {
	pair_taker take;
	void *context;
	const struct yaml_node *except;	/* keys of this map win over the ones being merged */
};

static void take_pairs(struct eval *e, const struct yaml_node *map, struct taker *taker);

/* An identifier: a name, or what a function makes of one. */
static const char *identifier_of(struct eval *e, const struct yaml_node *n)
{
	const struct value *v = eval(e, n);

	return v->kind == VALUE_TEXT ? v->text : "";
}

static void bind(struct eval *e, const char *name, const char *value)
{
	struct loop_names *names = arena_alloc(e->t->arena, sizeof(*names));

	*names = (struct loop_names){ e->loops, name, value };
	e->loops = names;
}

/* Several identifiers take the elements of a list, or the key and the value of a map's pair. */
static void bind_all(struct eval *e, const struct yaml_node *identifiers, const struct value *turn)
{
	const struct yaml_node *name = identifiers->child;
	const struct value *v = turn->kind == VALUE_LIST ? turn->child : turn;

	if (identifiers->kind != YAML_LIST) {
		bind(e, identifier_of(e, identifiers), turn->key ? turn->key : turn->text);
		return;
	}
	if (name && turn->key) {
		bind(e, identifier_of(e, name), turn->key);
		name = name->next;
	}
	for (; name && v; name = name->next) {
		bind(e, identifier_of(e, name), v->text);
		v = turn->kind == VALUE_LIST ? v->next : NULL;
	}
}

/* One turn of a loop: the names have values while the pairs of the body are taken. */
static void take_turn(struct eval *e, const struct yaml_node *loop, const struct value *turn,
		      struct taker *taker)
{
	const struct yaml_node *body = loop->child->next->next;
	const struct loop_names *outer = e->loops;

	if (++e->t->load->n_loops > TEMPLATE_LOOPS_MAX) {
		template_over(e->t, body, "turns of Fn::ForEach");
		return;
	}
	bind_all(e, loop->child, turn);
	take_pairs(e, body, taker);
	e->loops = outer;
}

/* [Name, [values], {key: value}], or [[Name, Name], [[value, value]] or {value: value}, {...}] */
static void take_loop(struct eval *e, const struct yaml_node *key, struct taker *taker)
{
	const struct yaml_node *loop = key->value;
	const struct value *values;

	if (!loop || loop->kind != YAML_LIST || loop->n != 3 || loop->child->kind == YAML_MAP ||
	    loop->child->next->next->kind != YAML_MAP) {
		eval_bad(e, key->text, "a name, a list and a map", key);
		return;
	}
	values = eval(e, loop->child->next);
	if (values->kind == VALUE_UNKNOWN || values->kind == VALUE_REF) {
		diag_hint(e->t->diags,
			  template_note(e, key, "unknown-loop",
					"the values of %s are not known here", key->text),
			  "give the parameter that they come from with --parameter");
		return;
	}
	if (values->kind == VALUE_TEXT) {
		eval_bad(e, key->text, "a name, a list and a map", key);
		return;
	}
	for (const struct value *v = values->child; v && !e->t->load->is_over; v = v->next)
		take_turn(e, loop, v, taker);
}

/* {"Fn::Transform": {...}} beside other keys: the file's pairs belong to the map. */
static void take_include(struct eval *e, const struct yaml_node *key, struct taker *taker)
{
	const struct value *call = eval_map(e, key->value);
	const struct value *location = value_at(call, "Parameters.Location");
	const struct yaml_node *root;
	const char *file = e->file, *included;

	if (strcmp(value_string(call, "Name", ""), "AWS::Include") != 0 || !side_path(location))
		return;
	root = side_read(e, side_path(location), location, "AWS::Include", &included);
	if (!root || root->kind != YAML_MAP)
		return;
	e->file = included;
	take_pairs(e, root, taker);
	e->file = file;
}

static void take_merged(struct eval *e, const struct yaml_node *map, const struct yaml_node *value,
			struct taker *taker)
{
	struct taker inner = *taker;

	if (value && value->kind == YAML_LIST) {
		for (const struct yaml_node *i = value->child; i; i = i->next)
			take_merged(e, map, i, taker);
		return;
	}
	inner.except = map;
	if (value)
		take_pairs(e, value, &inner);
}

static void take_key(struct eval *e, const struct yaml_node *map, const struct yaml_node *k,
		     struct taker *taker)
{
	if (k->kind != YAML_SCALAR)
		return;
	if (!strncmp(k->text, "Fn::ForEach::", 13))
		take_loop(e, k, taker);
	else if (!strcmp(k->text, "Fn::Transform"))
		take_include(e, k, taker);
	else if (!strcmp(k->text, "<<"))
		take_merged(e, map, k->value, taker);
	else if (!yaml_get(taker->except, k->text))
		taker->take(taker->context, e, eval_loops(e, k->text), k, k->value);
}

static void take_pairs(struct eval *e, const struct yaml_node *map, struct taker *taker)
{
	if (map->kind != YAML_MAP)
		return;
	if (e->depth >= TEMPLATE_DEPTH_MAX) {
		template_over(e->t, map, "lists and maps in each other");
		return;
	}
	e->depth++;
	for (const struct yaml_node *k = map->child; k && !e->t->load->is_over; k = k->next)
		take_key(e, map, k, taker);
	e->depth--;
}

void foreach_pair(struct eval *e, const struct yaml_node *map, pair_taker take, void *context)
{
	struct taker taker = { .take = take, .context = context };

	if (map)
		take_pairs(e, map, &taker);
}
