/* SPDX-License-Identifier: MIT */
/*
 * Conditions: true, false, or undecided when they rest on what cannot be known
 * (a parameter without a default, the region).
 */
#include <string.h>

#include "base/suggest.h"
#include "base/vec.h"
#include "cloud/intrinsic.h"

static enum truth truth_not(enum truth t)
{
	return t == IS_UNDECIDED ? IS_UNDECIDED : t == IS_TRUE ? IS_FALSE : IS_TRUE;
}

static bool is_decided(const struct value *v)
{
	return v->kind == VALUE_NULL || (v->kind == VALUE_TEXT && !v->child && !v->is_partial);
}

/* A nested stack may be passed a resource of its parent, which is never nothing. */
static bool is_passed(const struct template *t, const struct value *v)
{
	const char *id = value_ref(v);

	return *t->prefix && id && strncmp(id, t->prefix, strlen(t->prefix)) != 0;
}

static bool is_empty(const struct value *v)
{
	return is_decided(v) && !*v->text;
}

static enum truth decide_equals(struct eval *e, const struct yaml_node *args)
{
	const struct value *a, *b;

	if (!args || args->kind != YAML_LIST || args->n != 2) {
		eval_bad(e, "Fn::Equals", "a list of two values", args);
		return IS_UNDECIDED;
	}
	a = eval(e, args->child);
	b = eval(e, args->child->next);
	if ((is_passed(e->t, a) && is_empty(b)) || (is_passed(e->t, b) && is_empty(a)))
		return IS_FALSE;
	if (!is_decided(a) || !is_decided(b))
		return IS_UNDECIDED;
	return strcmp(a->text, b->text) ? IS_FALSE : IS_TRUE;
}

/* And: the first false decides; Or: the first true. */
static enum truth decide_all(struct eval *e, const struct yaml_node *args, enum truth deciding)
{
	enum truth result = truth_not(deciding);

	for (const struct yaml_node *i = args && args->kind == YAML_LIST ? args->child : NULL; i;
	     i = i->next) {
		enum truth t = condition_decide(e, i);

		if (t == deciding)
			return t;
		if (t == IS_UNDECIDED)
			result = t;
	}
	return result;
}

static enum truth decide_and(struct eval *e, const struct yaml_node *args)
{
	return decide_all(e, args, IS_FALSE);
}

static enum truth decide_or(struct eval *e, const struct yaml_node *args)
{
	return decide_all(e, args, IS_TRUE);
}

static enum truth decide_not(struct eval *e, const struct yaml_node *args)
{
	if (!args || args->kind != YAML_LIST || args->n != 1) {
		eval_bad(e, "Fn::Not", "a list of one condition", args);
		return IS_UNDECIDED;
	}
	return truth_not(condition_decide(e, args->child));
}

static enum truth decide_named(struct eval *e, const struct yaml_node *name)
{
	if (!name || name->kind != YAML_SCALAR)
		return IS_UNDECIDED;
	return condition_named(e, eval_loops(e, name->text), name);
}

static const struct {
	const char *name;
	enum truth (*decide)(struct eval *e, const struct yaml_node *args);
} deciders[] = {
	{ "Equals", decide_equals }, { "And", decide_and },	    { "Or", decide_or },
	{ "Not", decide_not },	     { "Condition", decide_named },
};

bool condition_is_function(const char *name)
{
	for (size_t i = 0; i < sizeof(deciders) / sizeof(*deciders); i++)
		if (!strcmp(deciders[i].name, name))
			return true;
	return false;
}

static enum truth decide_value(struct eval *e, const struct yaml_node *n)
{
	const struct value *v = eval(e, n);

	if (!is_decided(v))
		return IS_UNDECIDED;
	return !strcmp(v->text, "true") ? IS_TRUE : !strcmp(v->text, "false") ? IS_FALSE : IS_UNDECIDED;
}

enum truth condition_decide(struct eval *e, const struct yaml_node *n)
{
	const struct yaml_node *argument;
	const char *name = n ? intrinsic_called(e, n, &argument) : NULL;
	enum truth t = IS_UNDECIDED;

	if (!n || e->depth >= TEMPLATE_DEPTH_MAX || e->t->load->is_over)
		return IS_UNDECIDED;
	e->depth++;
	if (name && condition_is_function(name)) {
		for (size_t i = 0; i < sizeof(deciders) / sizeof(*deciders); i++)
			if (!strcmp(deciders[i].name, name))
				t = deciders[i].decide(e, argument);
	} else {
		t = decide_value(e, n);
	}
	e->depth--;
	return t;
}

static void warn_unknown(struct eval *e, const char *name, const struct yaml_node *at)
{
	const struct template *t = e->t;
	const char **names = arena_zalloc(t->arena, (t->n_conditions + 1) * sizeof(*names));
	struct diag *g =
		template_warn(e, at, "unknown-condition", "no condition is named \"%s\"", name);
	const char *near;

	for (size_t i = 0; i < t->n_conditions; i++)
		names[i] = t->conditions[i].name;
	near = suggest_nearest(name, names);
	if (near)
		diag_hint(t->diags, g, "did you mean \"%s\"?", near);
}

enum truth condition_named(struct eval *e, const char *name, const struct yaml_node *at)
{
	struct eval inner = { .t = e->t, .file = e->t->file, .depth = e->depth };
	struct condition *c;
	size_t i;

	if (!symbols_find(&e->t->condition_names, name, &i)) {
		warn_unknown(e, name, at);
		return IS_UNDECIDED;
	}
	c = &e->t->conditions[i];
	if (c->is_known)
		return c->truth;
	if (c->is_asked) {
		template_warn(e, at, "condition-ring", "the condition \"%s\" rests on itself", name);
		return IS_UNDECIDED;
	}
	c->is_asked = true;
	inner.loops = c->loops;
	c->truth = condition_decide(&inner, c->node);
	c->is_known = true;
	return c->truth;
}

static void take_condition(void *context, struct eval *e, const char *key,
			   const struct yaml_node *key_node, const struct yaml_node *value)
{
	struct template *t = context;

	if (symbols_add(&t->condition_names, key, t->n_conditions))
		*vec_push(t->conditions, t->n_conditions, t->cap_conditions) = (struct condition){
			.name = key, .node = value, .at = key_node, .loops = e->loops,
		};
}

void conditions_load(struct template *t, const struct yaml_node *section)
{
	struct eval e = template_eval(t);

	foreach_pair(&e, section, take_condition, t);
}

static bool has_refs(const struct value *v)
{
	if (v->kind == VALUE_REF)
		return true;
	for (const struct value *i = v->child; i; i = i->next)
		if (has_refs(i))
			return true;
	return false;
}

static struct value *merge_branches(struct eval *e, struct value *first, struct value *second,
				    const struct yaml_node *at);

/* The pairs of both; what both have is merged in turn. */
static struct value *merge_maps(struct eval *e, const struct value *first,
				const struct value *second, const struct yaml_node *at)
{
	struct arena *a = e->t->arena;
	struct value *both = eval_value(e, VALUE_MAP, at);
	struct chain chain = { .of = both };

	for (struct value *v = first->child; v; v = v->next) {
		struct value *other = (struct value *)value_get(second, v->key);

		chain_put(&chain, a, v->key, other ? merge_branches(e, v, other, at) : v);
	}
	for (const struct value *v = second->child; v; v = v->next)
		if (!value_get(first, v->key))
			chain_put(&chain, a, v->key, v);
	return both;
}

static struct value *merge_lists(struct eval *e, const struct value *first,
				 const struct value *second, const struct yaml_node *at)
{
	struct value *both = eval_value(e, VALUE_LIST, at);
	struct chain chain = { .of = both };

	for (const struct value *i = first->child; i; i = i->next)
		chain_add(&chain, value_copy(e->t->arena, i));
	for (const struct value *i = second->child; i; i = i->next)
		chain_add(&chain, value_copy(e->t->arena, i));
	return both;
}

/* What Fn::If gives when nobody can know: the first branch, with the references of both. */
static struct value *merge_branches(struct eval *e, struct value *first, struct value *second,
				    const struct yaml_node *at)
{
	struct chain chain;
	struct value *both;

	if (first->kind == VALUE_NULL)
		return second;
	if (second->kind == VALUE_NULL || !has_refs(second) || e->t->load->is_over)
		return first;
	if (first->kind == VALUE_MAP && second->kind == VALUE_MAP)
		return merge_maps(e, first, second, at);
	if (first->kind == VALUE_LIST && second->kind == VALUE_LIST)
		return merge_lists(e, first, second, at);
	if (first->kind == VALUE_MAP)
		return first;
	both = eval_unknown(e, "one of two values", first, at);
	chain = (struct chain){ .of = both };
	for (struct value *i = both->child; i; i = i->next)
		chain.last = i;
	chain_refs(&chain, e->t->arena, second);
	return both;
}

struct value *intrinsic_if_both(struct eval *e, const struct yaml_node *argument,
				const struct yaml_node *at, struct value **ret_second)
{
	const struct yaml_node *name;
	struct value *first, *second;
	enum truth t;

	*ret_second = NULL;
	if (!argument || argument->kind != YAML_LIST || argument->n != 3)
		return eval_bad(e, "Fn::If", "a condition and two values", at);
	name = argument->child;
	if (name->kind == YAML_SCALAR && !name->tag)
		t = condition_named(e, eval_loops(e, name->text), name);
	else
		t = condition_decide(e, name);
	if (t == IS_FALSE)
		return eval(e, name->next->next);
	first = eval(e, name->next);
	if (t == IS_TRUE)
		return first;
	second = eval(e, name->next->next);
	if (first->kind != VALUE_MAP || second->kind != VALUE_MAP || !has_refs(second))
		return merge_branches(e, first, second, at);
	*ret_second = second;
	return first;
}

struct value *intrinsic_if(struct eval *e, const struct yaml_node *argument,
			   const struct yaml_node *at)
{
	struct value *second;
	struct value *first = intrinsic_if_both(e, argument, at, &second);

	return second ? merge_branches(e, first, second, at) : first;
}
