/* SPDX-License-Identifier: MIT */
#include "cloud/intrinsic.h"

#include <string.h>

#include "base/vec.h"

struct value *eval_value(struct eval *e, enum value_kind kind, const struct yaml_node *at)
{
	struct value *v = value_new(e->t->arena, kind);

	v->file = e->file;
	v->line = at ? at->line : 0;
	v->column = at ? at->column : 0;
	if (++e->t->load->n_values > TEMPLATE_VALUES_MAX)
		template_over(e->t, at, "values");
	if (e->t->load->text_bytes > TEXTS_BYTES_MAX)
		template_over(e->t, at, "texts put together");
	return v;
}

struct value *eval_unknown(struct eval *e, const char *what, const struct value *v,
			   const struct yaml_node *at)
{
	struct value *unknown = eval_value(e, VALUE_UNKNOWN, at);
	struct chain refs = { .of = unknown };

	unknown->text = what;
	chain_refs(&refs, e->t->arena, v);
	return unknown;
}

struct value *eval_bad(struct eval *e, const char *function, const char *expected,
		       const struct yaml_node *at)
{
	struct diag *g = template_warn(e, at, "bad-function", "%s wants %s", function, expected);

	(void)g;
	return eval_unknown(e, arena_printf(e->t->arena, "a wrong %s", function), NULL, at);
}

/* Appends the value of the loop's name at p ("${Name}" or "&{Name}"); its length, 0 = none is. */
static size_t add_loop_name(const struct eval *e, struct buf *out, const char *p)
{
	const char *end = (*p == '$' || *p == '&') && p[1] == '{' ? strchr(p, '}') : NULL;
	size_t n = end ? (size_t)(end - p - 2) : 0;

	for (const struct loop_names *l = end ? e->loops : NULL; l; l = l->outer) {
		if (strlen(l->name) != n || strncmp(l->name, p + 2, n) != 0)
			continue;
		for (const char *c = l->value; *c; c++) {
			bool is_plain = (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') ||
					(*c >= 'a' && *c <= 'z');

			if (*p == '$' || is_plain)
				buf_addc(out, *c);
		}
		return n + 3;
	}
	return 0;
}

const char *eval_loops(const struct eval *e, const char *text)
{
	struct buf out;

	if (!e->loops || !strchr(text, '{'))
		return text;
	buf_init(&out);
	while (*text) {
		size_t n = add_loop_name(e, &out, text);

		if (!n)
			buf_addc(&out, *text);
		text += n ? n : 1;
	}
	text = arena_strndup(e->t->arena, buf_str(&out), out.len);
	e->t->load->text_bytes += out.len;
	buf_done(&out);
	return text;
}

static const struct parameter *parameter_named(const struct template *t, const char *name)
{
	size_t i;

	return symbols_find(&t->parameter_names, name, &i) ? &t->parameters[i] : NULL;
}

static struct value *loop_value(struct eval *e, const char *name, const struct yaml_node *at)
{
	for (const struct loop_names *l = e->loops; l; l = l->outer) {
		struct value *v;

		if (strcmp(l->name, name) != 0)
			continue;
		v = eval_value(e, VALUE_TEXT, at);
		v->text = l->value;
		return v;
	}
	return NULL;
}

static struct value *parameter_value(struct eval *e, const struct parameter *p,
				     const struct yaml_node *at)
{
	struct value *v = value_copy(e->t->arena, p->value);

	v->file = e->file;
	v->line = at->line;
	v->column = at->column;
	return v;
}

struct value *eval_ref(struct eval *e, const char *name, const char *attribute,
		       const struct yaml_node *at)
{
	const struct parameter *p;
	struct value *v;

	name = eval_loops(e, name);
	v = *attribute ? NULL : loop_value(e, name, at);
	if (v)
		return v;
	p = *attribute ? NULL : parameter_named(e->t, name);
	if (p)
		return parameter_value(e, p, at);
	if (!strcmp(name, "AWS::NoValue"))
		return eval_value(e, VALUE_NULL, at);
	if (!strcmp(name, "AWS::StackName") && *e->t->id)	/* no other stack's */
		return eval_unknown(e, arena_printf(e->t->arena, "AWS::StackName %s", e->t->id), NULL, at);
	if (!strncmp(name, "AWS::", 5))
		return eval_unknown(e, arena_strdup(e->t->arena, name), NULL, at);
	v = strncmp(attribute, "Outputs.", 8) ? NULL : stack_output(e, name, attribute, at);
	if (v)
		return v;
	v = eval_value(e, VALUE_REF, at);
	v->text = arena_strdup(e->t->arena, template_id(e->t, name));
	v->attribute = arena_strdup(e->t->arena, eval_loops(e, attribute));
	*vec_push(e->t->refs, e->t->n_refs, e->t->cap_refs) = v;
	return v;
}

/* "!Sub" -> "Sub"; NULL for tags of YAML's own, and for "!" alone. */
static const char *tag_function(const struct yaml_node *n)
{
	if (!n->tag || n->tag[0] != '!' || !n->tag[1] || n->tag[1] == '!')
		return NULL;
	return n->tag + 1;
}

const char *intrinsic_called(struct eval *e, const struct yaml_node *n,
			     const struct yaml_node **ret_argument)
{
	const char *name = tag_function(n), *key;
	struct yaml_node *argument;

	if (name) {
		argument = arena_alloc(e->t->arena, sizeof(*argument));
		*argument = *n;
		argument->tag = NULL;
		*ret_argument = argument;
		return name;
	}
	if (n->kind != YAML_MAP || n->n != 1 || n->child->kind != YAML_SCALAR)
		return NULL;
	key = n->child->text;
	*ret_argument = n->child->value;
	if (!strcmp(key, "Ref") || !strcmp(key, "Condition"))
		return key;
	/* Fn::ForEach::Name is a key that becomes several, see foreach.c. */
	return strncmp(key, "Fn::", 4) != 0 || !strncmp(key, "Fn::ForEach::", 13) ? NULL : key + 4;
}

static struct value *eval_scalar(struct eval *e, const struct yaml_node *n)
{
	struct value *v = eval_value(e, n->len ? VALUE_TEXT : VALUE_NULL, n);

	v->text = eval_loops(e, n->text);
	return v;
}

/* An element that may be one of two maps (statements, targets) counts as both. */
static struct value *eval_element(struct eval *e, const struct yaml_node *n,
				  struct value **ret_second)
{
	const struct yaml_node *argument;
	const char *name = intrinsic_called(e, n, &argument);
	struct value *v;

	*ret_second = NULL;
	if (!name || strcmp(name, "If") != 0 || e->depth >= TEMPLATE_DEPTH_MAX)
		v = eval(e, n);
	else
		v = intrinsic_if_both(e, argument, n, ret_second);
	/* AWS::NoValue takes an element away; an empty text does not. */
	return v->kind != VALUE_NULL || !name ? v : NULL;
}

static struct value *eval_list(struct eval *e, const struct yaml_node *n)
{
	struct value *list = eval_value(e, VALUE_LIST, n);
	struct chain chain = { .of = list };

	for (const struct yaml_node *i = n->child; i && !e->t->load->is_over; i = i->next) {
		struct value *second, *v = eval_element(e, i, &second);

		if (v)
			chain_add(&chain, v);
		if (second)
			chain_add(&chain, second);
	}
	return list;
}

struct map_context {
	struct chain chain;
};

static void take_pair(void *context, struct eval *e, const char *key,
		      const struct yaml_node *key_node, const struct yaml_node *value)
{
	struct map_context *m = context;
	struct value *v = eval(e, value);

	(void)key_node;
	v->key = key;
	chain_add(&m->chain, v);
}

static struct value *eval_pairs(struct eval *e, const struct yaml_node *n)
{
	struct value *map = eval_value(e, VALUE_MAP, n);
	struct map_context m = { { .of = map } };

	foreach_pair(e, n, take_pair, &m);
	return map;
}

static struct value *eval_plain(struct eval *e, const struct yaml_node *n)
{
	switch (n->kind) {
	case YAML_SCALAR:
		return eval_scalar(e, n);
	case YAML_LIST:
		return eval_list(e, n);
	default:
		return eval_pairs(e, n);
	}
}

static struct value *eval_call(struct eval *e, const struct yaml_node *n, const char *name,
			       const struct yaml_node *argument)
{
	intrinsic_call call = intrinsic_find(name);

	if (call)
		return call(e, argument, n);
	/* {"Condition": ...} is a map of its own in policies; elsewhere it is a condition's truth. */
	if (!strcmp(name, "Condition") && !n->tag)
		return eval_plain(e, n);
	if (condition_is_function(name))
		return eval_unknown(e, "a condition", NULL, n);
	template_warn(e, n, "unknown-function", "the function \"%s\" is not known here", name);
	return eval_unknown(e, arena_strdup(e->t->arena, name), eval(e, argument), n);
}

struct value *eval(struct eval *e, const struct yaml_node *n)
{
	const struct yaml_node *argument;
	const char *name;
	struct value *v;

	if (!n || e->t->load->is_over)
		return eval_value(e, VALUE_NULL, n);
	if (e->depth >= TEMPLATE_DEPTH_MAX) {
		template_over(e->t, n, "lists and maps in each other");
		return eval_value(e, VALUE_NULL, n);
	}
	e->depth++;
	name = intrinsic_called(e, n, &argument);
	v = name ? eval_call(e, n, name, argument) : eval_plain(e, n);
	e->depth--;
	return v;
}

const struct value *eval_map(struct eval *e, const struct yaml_node *n)
{
	struct value *v = n ? eval(e, n) : NULL;

	return v && v->kind == VALUE_MAP ? v : eval_value(e, VALUE_MAP, n);
}
