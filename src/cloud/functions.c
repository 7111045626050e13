/* SPDX-License-Identifier: MIT */
/* The intrinsic functions but Fn::Sub and Fn::If, and the table of all. */
#include <stdlib.h>
#include <string.h>

#include "cloud/intrinsic.h"

/* A scalar's text for a name, evaluated (it may be a Ref to a parameter); NULL if unknown. */
static const char *name_of(struct eval *e, const struct yaml_node *n)
{
	const struct value *v = n ? eval(e, n) : NULL;

	return v && v->kind == VALUE_TEXT && !v->child && !v->is_partial ? v->text : NULL;
}

/* With the language extensions the name may be made by a function. */
static struct value *call_ref(struct eval *e, const struct yaml_node *argument,
			      const struct yaml_node *at)
{
	const struct yaml_node *inner;
	const char *name;

	if (argument && argument->kind == YAML_SCALAR && argument->len && !argument->tag)
		return eval_ref(e, argument->text, "", at);
	if (!argument || !intrinsic_called(e, argument, &inner))
		return eval_bad(e, "Ref", "the name of a parameter or resource", at);
	name = name_of(e, argument);
	return name && *name ? eval_ref(e, name, "", at)
			     : eval_unknown(e, "what a name made by a function refers to", NULL, at);
}

static struct value *get_att_text(struct eval *e, const char *text, const struct yaml_node *at)
{
	const char *dot;

	text = eval_loops(e, text);
	dot = strchr(text, '.');
	if (!dot || dot == text || !dot[1])
		return eval_bad(e, "Fn::GetAtt", "\"LogicalId.Attribute\"", at);
	return eval_ref(e, arena_strndup(e->t->arena, text, (size_t)(dot - text)), dot + 1, at);
}

static struct value *call_get_att(struct eval *e, const struct yaml_node *argument,
				  const struct yaml_node *at)
{
	const char *id, *attribute;

	if (argument && argument->kind == YAML_SCALAR)
		return get_att_text(e, argument->text, at);
	if (!argument || argument->kind != YAML_LIST || argument->n != 2)
		return eval_bad(e, "Fn::GetAtt", "a logical id and an attribute", at);
	id = name_of(e, argument->child);
	if (!id || !*id)
		return eval_bad(e, "Fn::GetAtt", "a logical id and an attribute", at);
	attribute = name_of(e, argument->child->next);
	return eval_ref(e, id, attribute ? attribute : "?", at);
}

/* The list that an argument gives: one that is written, or what a function returns. */
static struct value *call_join(struct eval *e, const struct yaml_node *argument,
			       const struct yaml_node *at)
{
	const char *between;
	struct value *list;
	struct text text;

	if (!argument || argument->kind != YAML_LIST || argument->n != 2)
		return eval_bad(e, "Fn::Join", "a delimiter and a list", at);
	between = argument->child->kind == YAML_SCALAR ? argument->child->text : "";
	list = eval(e, argument->child->next);
	if (list->kind != VALUE_LIST)
		return list->kind == VALUE_TEXT
			       ? eval_bad(e, "Fn::Join", "a delimiter and a list", at)
			       : eval_unknown(e, "a joined list", list, at);
	text_init(&text, e->t->arena, &e->t->load->text_bytes);
	for (const struct value *i = list->child; i; i = i->next) {
		text_add_value(&text, i);
		if (i->next)
			text_add(&text, between, strlen(between));
	}
	return text_end(&text, eval_value(e, VALUE_TEXT, at));
}

static struct value *call_split(struct eval *e, const struct yaml_node *argument,
				const struct yaml_node *at)
{
	const char *between, *text;
	struct value *whole, *list;
	struct chain chain;

	if (!argument || argument->kind != YAML_LIST || argument->n != 2 ||
	    argument->child->kind != YAML_SCALAR || !argument->child->len)
		return eval_bad(e, "Fn::Split", "a delimiter and a text", at);
	between = argument->child->text;
	whole = eval(e, argument->child->next);
	if (whole->kind != VALUE_TEXT || whole->child || whole->is_partial)
		return eval_unknown(e, "a part of a text", whole, at);
	list = eval_value(e, VALUE_LIST, at);
	chain = (struct chain){ .of = list };
	for (text = whole->text; text;) {
		const char *next = strstr(text, between);
		struct value *part = eval_value(e, VALUE_TEXT, at);

		part->text = next ? arena_strndup(e->t->arena, text, (size_t)(next - text)) : text;
		chain_add(&chain, part);
		text = next ? next + strlen(between) : NULL;
	}
	return list;
}

static struct value *call_select(struct eval *e, const struct yaml_node *argument,
				 const struct yaml_node *at)
{
	const char *index;
	struct value *list, *found;
	char *end;
	unsigned long i;

	if (!argument || argument->kind != YAML_LIST || argument->n != 2)
		return eval_bad(e, "Fn::Select", "an index and a list", at);
	index = name_of(e, argument->child);
	list = eval(e, argument->child->next);
	if (!index || list->kind != VALUE_LIST)
		return eval_unknown(e, "a selected value", list, at);
	i = strtoul(index, &end, 10);
	if (end == index || *end || i >= list->n)
		return eval_bad(e, "Fn::Select", "the index of an element of the list", at);
	for (found = list->child; i; i--)
		found = found->next;
	return value_copy(e->t->arena, found);
}

/* The table's entry, NULL when there is none or a key is not known; is_missing tells which. */
static const struct yaml_node *mapping_entry(struct eval *e, const struct yaml_node *argument,
					     bool *is_missing)
{
	const struct yaml_node *at = e->t->mappings;

	*is_missing = false;
	for (const struct yaml_node *k = argument->child; k && k != argument->child->next->next->next;
	     k = k->next) {
		const char *key = name_of(e, k);

		if (!key)
			return NULL;
		at = template_get(at, key);
		if (!at) {
			*is_missing = true;
			return NULL;
		}
	}
	return at;
}

static struct value *call_find_in_map(struct eval *e, const struct yaml_node *argument,
				      const struct yaml_node *at)
{
	const struct yaml_node *entry, *fallback;
	bool is_missing;

	if (!argument || argument->kind != YAML_LIST || argument->n < 3)
		return eval_bad(e, "Fn::FindInMap", "a map's name and two keys", at);
	entry = mapping_entry(e, argument, &is_missing);
	if (entry)
		return eval(e, entry);
	fallback = template_get(argument->child->next->next->next, "DefaultValue");
	if (fallback)
		return eval(e, fallback);
	if (is_missing)
		template_warn(e, at, "missing-mapping", "Mappings has no such entry");
	return eval_unknown(e, "an entry of a mapping", NULL, at);
}

static struct value *call_base64(struct eval *e, const struct yaml_node *argument,
				 const struct yaml_node *at)
{
	(void)at;
	return eval(e, argument);	/* what it says matters here, not how it travels */
}

static struct value *call_azs(struct eval *e, const struct yaml_node *argument,
			      const struct yaml_node *at)
{
	return eval_unknown(e, "the availability zones", eval(e, argument), at);
}

static struct value *call_cidr(struct eval *e, const struct yaml_node *argument,
			       const struct yaml_node *at)
{
	return eval_unknown(e, "address ranges", eval(e, argument), at);
}

static struct value *call_import(struct eval *e, const struct yaml_node *argument,
				 const struct yaml_node *at)
{
	struct value *name = eval(e, argument);

	if (name->kind != VALUE_TEXT)
		return eval_unknown(e, "an imported value", name, at);
	return eval_unknown(e, arena_printf(e->t->arena, "import %s", name->text), name, at);
}

static struct value *call_stack_output(struct eval *e, const struct yaml_node *argument,
				       const struct yaml_node *at)
{
	return eval_unknown(e, "an output of another stack", eval(e, argument), at);
}

static struct value *call_length(struct eval *e, const struct yaml_node *argument,
				 const struct yaml_node *at)
{
	struct value *list = eval(e, argument), *v;

	if (list->kind != VALUE_LIST)
		return eval_unknown(e, "the length of a list", list, at);
	v = eval_value(e, VALUE_TEXT, at);
	v->text = arena_printf(e->t->arena, "%zu", list->n);
	return v;
}

static struct value *call_to_json(struct eval *e, const struct yaml_node *argument,
				  const struct yaml_node *at)
{
	struct text text;

	text_init(&text, e->t->arena, &e->t->load->text_bytes);
	text_add_json(&text, eval(e, argument));
	return text_end(&text, eval_value(e, VALUE_TEXT, at));
}

/* AWS::Include is the one macro whose result can be known: it is a file. */
static struct value *call_transform(struct eval *e, const struct yaml_node *argument,
				    const struct yaml_node *at)
{
	const struct value *call = eval_map(e, argument);
	const struct value *location = value_at(call, "Parameters.Location");
	const struct yaml_node *root;
	struct eval inner = *e;
	struct value *v;

	if (strcmp(value_string(call, "Name", ""), "AWS::Include") != 0 || !side_path(location))
		return eval_unknown(e, "what a macro makes", call, at);
	root = side_read(e, side_path(location), location, "AWS::Include", &inner.file);
	if (!root)
		return eval_unknown(e, "a file that is not here", call, at);
	v = eval(&inner, root);
	return v;
}

static const struct {
	const char *name;
	intrinsic_call call;
} functions[] = {
	{ "Ref", call_ref },
	{ "GetAtt", call_get_att },
	{ "Sub", intrinsic_sub },
	{ "If", intrinsic_if },
	{ "Join", call_join },
	{ "Select", call_select },
	{ "Split", call_split },
	{ "FindInMap", call_find_in_map },
	{ "Base64", call_base64 },
	{ "GetAZs", call_azs },
	{ "Cidr", call_cidr },
	{ "ImportValue", call_import },
	{ "GetStackOutput", call_stack_output },
	{ "Length", call_length },
	{ "ToJsonString", call_to_json },
	{ "Transform", call_transform },
};

intrinsic_call intrinsic_find(const char *name)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
		if (!strcmp(functions[i].name, name))
			return functions[i].call;
	return NULL;
}
