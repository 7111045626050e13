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

void stacks_find(struct template *t, const struct yaml_node *resources)
{
	for (const struct yaml_node *k = resources ? resources->child : NULL; k; k = k->next) {
		if (k->kind != YAML_SCALAR || !k->value || k->value->kind != YAML_MAP ||
		    !is_stack(k->value) || !symbols_add(&t->stack_names, k->text, t->n_stacks))
			continue;
		*vec_push(t->stacks, t->n_stacks, t->cap_stacks) =
			(struct stack){ .name = k->text, .node = k->value };
	}
}

static struct stack *stack_named(struct template *t, const char *name)
{
	size_t i;

	return symbols_find(&t->stack_names, name, &i) ? &t->stacks[i] : NULL;
}

static const struct value *properties_of(struct eval *e, struct stack *s)
{
	if (!s->properties)
		s->properties = eval_map(e, template_get(s->node, "Properties"));
	return s->properties;
}

const struct value *stack_properties(struct template *t, const char *name)
{
	struct stack *s = stack_named(t, name);
	struct eval e = template_eval(t);

	return s ? properties_of(&e, s) : NULL;
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

/*
 * "https://bucket.s3.amazonaws.com/prefix/templates/vpc.yaml": published templates name each other
 * by where they will be uploaded to. The longest end of the address that is a file here.
 */
static const char *copy_of(const struct template *t, const char *address)
{
	const char *p = strstr(address, "://");

	for (p = p ? strchr(p + 3, '/') : NULL; p; p = strchr(p, '/')) {
		p++;
		if (*p && !strstr(p, "${") && is_here(t, p))
			return p;
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

/* Once: most templates that do so name all of their stacks by addresses. */
static void tell_copy(struct template *t, const struct value *at, const char *copy)
{
	struct diag *note;

	if (t->load->has_told_copy)
		return;
	t->load->has_told_copy = true;
	template_in(t, at->file);
	note = diag_add(t->diags, DIAG_NOTE, at->line, at->column, "side-file",
			"nested stacks are named by their addresses");
	diag_hint(t->diags, note, "files in this folder are taken for them, such as \"%s\"", copy);
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
	if (!strstr(v->text, "://"))
		return v->child || is_here(t, v->text) ? side_path(v) : source_of(t, v->text);
	path = copy_of(t, v->text);
	if (path)
		tell_copy(t, v, path);
	return path;
}

static bool is_inside_itself(const struct template *t, const char *path)
{
	for (; t; t = t->parent)
		if (!strcmp(t->path, path) || (!*t->path && !strcmp(path_base(t->arch->file), path)))
			return true;
	return false;
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
