/* SPDX-License-Identifier: MIT */
/*
 * Templates of nested stacks. A stack is opened when somebody asks for one of its
 * outputs, or when its parent's resources are all there: its parameters are what the
 * parent passes, its outputs are what the parent's Fn::GetAtt means. So references
 * lead through stacks to the resources themselves.
 */
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "cloud/intrinsic.h"

enum { STACKS_OPENING_MAX = 50 };	/* that wait for each other's outputs */

static bool is_stack(const struct yaml_node *node)
{
	const char *type = template_text(template_get(node, "Type"));

	return arch_kind_of(type) == ARCH_STACK;
}

static void add_stack(struct template *t, const char *name, const struct yaml_node *node,
		      const struct loop_names *loops)
{
	if (node && node->kind == YAML_MAP && is_stack(node) &&
	    symbols_add(&t->stack_names, name, t->n_stacks))
		*vec_push(t->stacks, t->n_stacks, t->cap_stacks) =
			(struct stack){ .name = name, .node = node, .loops = loops };
}

void stacks_find(struct template *t, const struct yaml_node *resources)
{
	for (const struct yaml_node *k = resources ? resources->child : NULL; k; k = k->next)
		if (k->kind == YAML_SCALAR && strncmp(k->text, "Fn::", 4) != 0)
			add_stack(t, k->text, k->value, NULL);
}

static struct stack *stack_named(struct template *t, const char *name)
{
	size_t i;

	return symbols_find(&t->stack_names, name, &i) ? &t->stacks[i] : NULL;
}

static const struct value *properties_of(struct eval *e, struct stack *s)
{
	struct eval own = *e;

	own.loops = s->loops;
	if (!s->properties)
		s->properties = eval_map(&own, template_get(s->node, "Properties"));
	return s->properties;
}

const struct value *stack_properties(struct eval *e, const char *name, const struct yaml_node *node)
{
	struct stack *s;

	add_stack(e->t, name, node, e->loops);
	s = stack_named(e->t, name);
	return s ? properties_of(e, s) : NULL;
}

static bool is_here(const struct template *t, const char *path)
{
	struct buf text;
	char *file;
	bool is_found;

	if (++t->load->n_looks > TEMPLATE_LOOKS_MAX ||
	    path_resolve(t->arena, t->path, path, &file) != ERR_OK)
		return false;
	buf_init(&text);
	is_found = file_read_inside(t->load->root, file, &text, NULL) == ERR_OK;
	buf_done(&text);
	return is_found;
}

static bool is_inside_itself(const struct template *t, const char *path)
{
	for (; t; t = t->parent)
		if (!strcmp(t->path, path) || (!*t->path && !strcmp(path_base(t->arch->file), path)))
			return true;
	return false;
}

/*
 * "https://bucket.s3.amazonaws.com/prefix/templates/vpc.yaml", "${Base}/vpc.yaml": published templates
 * name each other by where they will be uploaded to. The longest end of the address that is a file
 * here, and not this template or one around it.
 */
static const char *copy_of(const struct template *t, const char *address)
{
	const char *scheme = strstr(address, "://"), *p = scheme ? scheme + 3 : address;
	char *file;

	for (p = strchr(p, '/'); p; p = strchr(p + 1, '/')) {
		const char *end = arena_strndup(t->arena, p + 1, strcspn(p + 1, "?"));

		if (*end && !strstr(end, "${") && is_here(t, end) &&
		    path_resolve(t->arena, t->path, end, &file) == ERR_OK && !is_inside_itself(t, file))
			return end;
	}
	return NULL;
}

/* "DIR/.aws-sam/packaged.yaml" is what `sam package` makes of DIR/template.yaml, and not in a repository. */
static const char *source_of(const struct template *t, const char *path)
{
	static const char *const names[] = { "template.yaml", "template.yml", "template.json" };
	const char *built = strstr(path, ".aws-sam/");

	for (size_t i = 0; built && i < sizeof(names) / sizeof(*names); i++) {
		const char *source = arena_printf(t->arena, "%.*s%s", (int)(built - path), path, names[i]);

		if (is_here(t, source))
			return source;
	}
	return path;
}

/* Each once: most templates that do so name all of their stacks by addresses. */
static void tell_address(struct template *t, const struct value *at, const char *copy)
{
	bool *has_told = copy ? &t->load->has_told_copy : &t->load->has_told_address;
	struct diag *note;

	if (*has_told)
		return;
	*has_told = true;
	template_in(t, at->file);
	note = diag_add(t->diags, DIAG_NOTE, at->line, at->column, "side-file",
			copy ? "nested stacks are named by their addresses"
			     : "nested stacks that are elsewhere are not read: \"%s\"", at->text);
	if (copy)
		diag_hint(t->diags, note, "files in this folder are taken for them, such as \"%s\"", copy);
	else
		diag_hint(t->diags, note, "a file of that name in this folder would be read");
	template_in(t, NULL);
}

/* The file of a stack's template, and where it is named; NULL = none that is here. */
static const char *file_of(struct template *t, const struct value *properties,
			   const struct value **ret_at)
{
	const struct value *v = value_get(properties, "TemplateURL");
	const char *path;

	if (!v)
		v = value_get(properties, "Location");
	*ret_at = v;
	if (!v || v->kind != VALUE_TEXT || !*v->text || !t->load->root)
		return NULL;
	if (!strstr(v->text, "://") && !strstr(v->text, "${"))
		return is_here(t, v->text) ? v->text : source_of(t, v->text);
	path = copy_of(t, v->text);
	tell_address(t, v, path);
	return path;
}

/* The pairs of Parameters become the values of the child's parameters. */
static void pass_parameters(struct template *child, struct eval *e, const struct value *given)
{
	for (const struct value *v = given && given->kind == VALUE_MAP ? given->child : NULL; v;
	     v = v->next) {
		const struct yaml_node at = { .line = v->line, .column = v->column };
		const char **names;
		const char *near;
		struct diag *g;

		if (parameter_pass(child, v->key, v))
			continue;
		names = arena_zalloc(e->t->arena, (child->n_parameters + 1) * sizeof(*names));
		for (size_t i = 0; i < child->n_parameters; i++)
			names[i] = child->parameters[i].name;
		g = template_warn(e, &at, "unknown-parameter", "%s has no parameter \"%s\"", child->file,
				  v->key);
		near = suggest_nearest(v->key, names);
		if (near)
			diag_hint(e->t->diags, g, "did you mean \"%s\"?", near);
	}
}

/* CloudFormation would refuse to make the stack. */
static void check_parameters(const struct template *child, struct eval *e, const struct stack *s,
			     const struct value *given)
{
	const struct yaml_node at = { .line = given ? given->line : s->node->line,
				      .column = given ? given->column : s->node->column };

	for (size_t i = 0; i < child->n_parameters; i++) {
		const struct parameter *p = &child->parameters[i];

		if (p->node && !yaml_get(p->node, "Default") && !value_get(given, p->name))
			diag_hint(e->t->diags,
				  template_warn(e, &at, "missing-parameter",
						"the nested stack \"%s\" is given no %s", s->name, p->name),
				  "%s has no default for it", child->file);
	}
}

static struct template *new_child(struct template *t, const struct stack *s, const char *file,
				  const char *path, const struct yaml_node *doc)
{
	struct template *child = arena_zalloc(t->arena, sizeof(*child));
	const char *id = template_id(t, s->name);

	*child = (struct template){
		.load = t->load, .arch = t->arch, .arena = t->arena, .diags = t->diags, .parent = t,
		.id = id, .prefix = arena_printf(t->arena, "%s/", id), .file = file, .path = path,
		.doc = doc, .frame = -1,
	};
	*vec_push(t->load->templates, t->load->n_templates, t->load->cap_templates) = child;
	return child;
}

/* NULL when there is no template to be read, of which the reason has been said. */
static struct template *read_child(struct eval *e, struct stack *s)
{
	struct template *t = e->t;
	const struct value *properties = properties_of(e, s), *v;
	const char *path = file_of(t, properties, &v), *file;
	const struct yaml_node *doc = path ? side_read(e, path, v, "the nested stack", &file) : NULL;
	const struct yaml_node at = { .line = v ? v->line : 0, .column = v ? v->column : 0 };
	struct template *child;
	char *resolved;

	if (!doc || path_resolve(t->arena, t->path, path, &resolved) != ERR_OK)
		return NULL;
	if (is_inside_itself(t, resolved)) {
		template_warn(e, &at, "stack-ring", "the nested stack \"%s\" holds itself", s->name);
		return NULL;
	}
	if (doc->kind != YAML_MAP || !template_get(doc, "Resources") ||
	    template_get(doc, "Resources")->kind != YAML_MAP) {
		template_warn(e, &at, "template-shape", "\"%s\" is no template: it has no Resources", file);
		return NULL;
	}
	child = new_child(t, s, file, resolved, doc);
	template_sections(child, NULL);
	pass_parameters(child, e, value_get(properties, "Parameters"));
	check_parameters(child, e, s, value_get(properties, "Parameters"));
	return child;
}

/* e stands in the stack's parent; its depth counts, since stacks may ask for each other's outputs. */
static struct template *open_stack(struct eval *e, struct stack *s)
{
	const struct yaml_node *condition = template_get(s->node, "Condition");
	struct load *load = e->t->load;

	if (s->is_busy)
		template_warn(e, s->node, "stack-ring", "the nested stack \"%s\" rests on its own outputs",
			      s->name);
	if (s->is_tried || (load->options && load->options->is_flat) || load->n_opening >= STACKS_OPENING_MAX)
		return s->child;
	s->is_tried = s->is_busy = true;
	load->n_opening++;
	if (!condition || condition_named(e, template_text(condition), condition) != IS_FALSE)
		s->child = read_child(e, s);
	load->n_opening--;
	s->is_busy = false;
	return s->child;
}

static void warn_no_output(struct eval *e, const struct template *child, const char *name,
			   const struct yaml_node *at)
{
	const struct yaml_node *outputs = template_get(child->doc, "Outputs");
	size_t n = 0, most = outputs && outputs->kind == YAML_MAP ? outputs->n : 0;
	const char **names = arena_zalloc(e->t->arena, (most + 1) * sizeof(*names));
	struct diag *g = template_warn(e, at, "dangling-reference", "%s has no output \"%s\"",
				       child->file, name);
	const char *near;

	for (const struct yaml_node *k = most ? outputs->child : NULL; k && n < most; k = k->next)
		if (k->kind == YAML_SCALAR)
			names[n++] = k->text;
	near = suggest_nearest(name, names);
	if (near)
		diag_hint(e->t->diags, g, "did you mean \"%s\"?", near);
}

struct value *stack_output(struct eval *e, const char *stack, const char *attribute,
			   const struct yaml_node *at)
{
	const char *name = strchr(attribute, '.') + 1;
	struct stack *s = stack_named(e->t, stack);
	struct eval inner = { .t = e->t, .file = e->t->file, .depth = e->depth + 1 };
	struct template *child = s ? open_stack(&inner, s) : NULL;
	const struct yaml_node *outputs, *output;
	struct value *v;

	if (!child || e->depth >= TEMPLATE_DEPTH_MAX)
		return NULL;
	outputs = template_get(child->doc, "Outputs");
	output = template_get(template_get(outputs, name), "Value");
	if (!output) {
		if (!template_get(outputs, "Fn::Transform"))
			warn_no_output(e, child, name, at);
		return NULL;
	}
	inner.t = child;
	inner.file = child->file;
	v = value_copy(e->t->arena, eval(&inner, output));
	v->file = e->file;
	v->line = at->line;
	v->column = at->column;
	return v;
}

void stacks_load(struct template *t)
{
	for (size_t i = 0; i < t->n_stacks && !t->load->is_over; i++) {
		struct eval e = template_eval(t);
		struct template *child = open_stack(&e, &t->stacks[i]);

		if (child)
			template_load(child);
	}
}
