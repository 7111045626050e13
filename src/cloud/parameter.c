/* SPDX-License-Identifier: MIT */
/* Parameters: what was given with --parameter, else their defaults. */
#include <string.h>

#include "base/suggest.h"
#include "base/vec.h"
#include "cloud/intrinsic.h"

static bool is_list(const char *type)
{
	return !strcmp(type, "CommaDelimitedList") || !strncmp(type, "List<", 5);
}

/* "a, b" -> a list of two. */
static struct value *split(struct template *t, const char *text, const struct yaml_node *at)
{
	struct eval e = template_eval(t);
	struct value *list = eval_value(&e, VALUE_LIST, at);
	struct chain chain = { .of = list };

	while (*text) {
		size_t n = strcspn(text, ","), end = n;
		struct value *v = eval_value(&e, VALUE_TEXT, at);

		for (; end && text[end - 1] == ' '; end--)
			;
		v->text = arena_strndup(t->arena, text, end);
		chain_add(&chain, v);
		text += n + (text[n] == ',');
		text += strspn(text, " ");
	}
	return list;
}

static const struct value *value_of(struct template *t, const struct parameter *p, const char *text)
{
	struct eval e = template_eval(t);
	const char *type = template_text(yaml_get(p->node, "Type"));
	struct value *v;

	if (!text)
		return eval_unknown(&e, arena_printf(t->arena, "parameter %s", p->name), NULL, p->node);
	if (!strncmp(type, "AWS::SSM::Parameter::Value", 26))
		return eval_unknown(&e, arena_printf(t->arena, "parameter %s from SSM", p->name), NULL,
				    p->node);
	if (is_list(type))
		return split(t, text, p->node);
	v = eval_value(&e, VALUE_TEXT, p->node);
	v->text = text;
	return v;
}

static void declare(struct template *t, const struct yaml_node *key)
{
	const struct yaml_node *preset = yaml_get(key->value, "Default");
	struct parameter p = { .name = key->text, .node = key->value };

	if (key->kind != YAML_SCALAR || !symbols_add(&t->parameter_names, key->text, t->n_parameters))
		return;
	p.value = value_of(t, &p, preset && preset->kind == YAML_SCALAR ? preset->text : NULL);
	*vec_push(t->parameters, t->n_parameters, t->cap_parameters) = p;
}

static void refuse(struct template *t, const char *name)
{
	const char **names = arena_zalloc(t->arena, (t->n_parameters + 1) * sizeof(*names));
	struct diag *g = diag_add(t->diags, DIAG_ERROR, 0, 0, "unknown-parameter",
				  "the template has no parameter \"%s\"", name);
	const char *near;

	for (size_t i = 0; i < t->n_parameters; i++)
		names[i] = t->parameters[i].name;
	near = suggest_nearest(name, names);
	if (near)
		diag_hint(t->diags, g, "did you mean \"%s\"?", near);
}

/* "Name=value" */
static void give(struct template *t, const char *text)
{
	const char *equals = strchr(text, '=');
	const char *name;
	struct parameter *p;
	size_t i;

	if (!equals) {
		diag_hint(t->diags,
			  diag_add(t->diags, DIAG_ERROR, 0, 0, "unknown-parameter",
				   "\"%s\" gives no parameter a value", text),
			  "write Name=value");
		return;
	}
	name = arena_strndup(t->arena, text, (size_t)(equals - text));
	if (!strncmp(name, "AWS::", 5) && symbols_add(&t->parameter_names, name, t->n_parameters))
		*vec_push(t->parameters, t->n_parameters, t->cap_parameters) =
			(struct parameter){ .name = name };
	if (!symbols_find(&t->parameter_names, name, &i)) {
		refuse(t, name);
		return;
	}
	p = &t->parameters[i];
	p->value = value_of(t, p, arena_strdup(t->arena, equals + 1));
}

/* What the parent passes: a text that a list parameter splits, anything else as it is. */
static const struct value *passed(struct template *t, const struct parameter *p,
				  const struct value *v)
{
	struct eval e = template_eval(t);
	const char *type = template_text(yaml_get(p->node, "Type"));
	bool is_text = v->kind == VALUE_TEXT && !v->child && !v->is_partial;

	if (!strncmp(type, "AWS::SSM::Parameter::Value", 26))
		return eval_unknown(&e, arena_printf(t->arena, "parameter %s from SSM", p->name), v,
				    p->node);
	if (!is_list(type) || v->kind == VALUE_LIST)
		return v;
	return is_text ? split(t, v->text, p->node)
		       : eval_unknown(&e, arena_printf(t->arena, "parameter %s", p->name), v, p->node);
}

bool parameter_pass(struct template *t, const char *name, const struct value *v)
{
	size_t i;

	if (!symbols_find(&t->parameter_names, name, &i))
		return false;
	t->parameters[i].value = passed(t, &t->parameters[i], v);
	return true;
}

void parameters_load(struct template *t, const struct yaml_node *section,
		     const struct cloud_options *options)
{
	for (const struct yaml_node *k = section && section->kind == YAML_MAP ? section->child : NULL; k;
	     k = k->next)
		declare(t, k);
	for (size_t i = 0; options && i < options->n_parameters; i++)
		give(t, options->parameters[i]);
}
