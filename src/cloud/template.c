/* SPDX-License-Identifier: MIT */
#include "cloud/template.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/path.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "cloud/intrinsic.h"
#include "cloud/wire.h"

void template_in(struct template *t, const char *file)
{
	const struct load *l = t->load;

	if (!file) {
		diag_in(t->diags, t->arch->file, l->text, l->text_len);
		return;
	}
	for (size_t i = 0; i < l->n_sides; i++) {
		if (!strcmp(l->sides[i].shown, file)) {
			diag_in(t->diags, file, l->sides[i].text, l->sides[i].text_len);
			return;
		}
	}
	diag_in(t->diags, file, NULL, 0);
}

void template_over(struct template *t, const struct yaml_node *at, const char *what)
{
	if (t->load->is_over)
		return;
	t->load->is_over = true;
	diag_hint(t->diags,
		  diag_add(t->diags, DIAG_ERROR, at ? at->line : 0, at ? at->column : 0,
			   "template-too-big", "too many %s: this would never end well", what),
		  "AWS takes at most 500 resources in a template; the bounds here are far above that");
}

static struct diag *say(const struct eval *e, enum diag_severity severity,
			const struct yaml_node *at, const char *rule, const char *format, va_list ap)
{
	struct diag *g;
	char text[400];

	if (e->t->load->n_warnings++ >= TEMPLATE_WARNINGS_MAX)
		return NULL;
	vsnprintf(text, sizeof(text), format, ap);
	if (e->file)
		template_in(e->t, e->file);
	g = diag_add(e->t->diags, severity, at ? at->line : 0, at ? at->column : 0, rule, "%s", text);
	if (e->file)
		template_in(e->t, NULL);
	return g;
}

struct diag *template_warn(const struct eval *e, const struct yaml_node *at, const char *rule,
			   const char *format, ...)
{
	struct diag *g;
	va_list ap;

	va_start(ap, format);
	g = say(e, DIAG_WARNING, at, rule, format, ap);
	va_end(ap);
	return g;
}

struct diag *template_note(const struct eval *e, const struct yaml_node *at, const char *rule,
			   const char *format, ...)
{
	struct diag *g;
	va_list ap;

	va_start(ap, format);
	g = say(e, DIAG_NOTE, at, rule, format, ap);
	va_end(ap);
	return g;
}

static const struct yaml_node *get_merged(const struct yaml_node *map, const char *key, int depth)
{
	const struct yaml_node *found = yaml_get(map, key), *merged;

	if (found || depth > 8)
		return found;
	merged = yaml_get(map, "<<");
	if (!merged || merged->kind != YAML_LIST)
		return merged ? get_merged(merged, key, depth + 1) : NULL;
	for (const struct yaml_node *i = merged->child; i && !found; i = i->next)
		found = get_merged(i, key, depth + 1);
	return found;
}

const struct yaml_node *template_get(const struct yaml_node *map, const char *key)
{
	return get_merged(map, key, 0);
}

const char *template_text(const struct yaml_node *n)
{
	return n && n->kind == YAML_SCALAR ? n->text : "";
}

int template_find(const struct template *t, const char *id)
{
	const char *dot;
	int i = arch_find(t->arch, id);

	/* SAM's way to name what it generates: "Function.Alias", "Api.Stage". */
	dot = i < 0 ? strchr(id, '.') : NULL;
	if (dot && dot != id)
		i = arch_find(t->arch, arena_strndup(t->arena, id, (size_t)(dot - id)));
	return i;
}

const char *template_id(const struct template *t, const char *name)
{
	return *t->prefix ? arena_printf(t->arena, "%s%s", t->prefix, name) : name;
}

/* A line that begins with a no-break space looks indented, and is not. */
static bool tell_no_break(struct template *t)
{
	static const char nbsp[] = "\xc2\xa0";
	int line = 1;

	for (const char *p = t->load->text; p && *p; line++) {
		if (!strncmp(p, nbsp, 2)) {
			diag_hint(t->diags,
				  diag_add(t->diags, DIAG_ERROR, line, 1, "yaml-syntax",
					   "this line begins with a no-break space (U+00A0), which "
					   "is no indentation"),
				  "replace it by blanks");
			return true;
		}
		p = strchr(p, '\n');
		p = p ? p + 1 : NULL;
	}
	return false;
}

static enum err refuse(struct template *t, const struct yaml_node *at, const char *text,
		       const char *hint)
{
	if (tell_no_break(t))
		return ERR_SYNTAX;
	diag_hint(t->diags,
		  diag_add(t->diags, DIAG_ERROR, at ? at->line : 0, at ? at->column : 0,
			   "template-shape", "%s", text),
		  "%s", hint);
	return ERR_SYNTAX;
}

static const char *kind_word(const struct yaml_node *n)
{
	static const char *const words[] = {
		[YAML_SCALAR] = "a text", [YAML_LIST] = "a list", [YAML_MAP] = "a map",
	};

	return n->kind == YAML_SCALAR && !n->len ? "empty" : words[n->kind];
}

/* The section that the author may have meant by Resources; NULL if none looks like it. */
static const char *near_resources(const struct template *t)
{
	const char *const wanted[] = { "Resources", NULL };

	for (const struct yaml_node *k = t->doc->child; k; k = k->next)
		if (k->kind == YAML_SCALAR && suggest_nearest(k->text, wanted))
			return k->text;
	return NULL;
}

static enum err check_shape(struct template *t)
{
	const struct yaml_node *r;
	const char *near;

	if (!t->doc)
		return refuse(t, NULL, "nothing is in this file", "a template has at least Resources");
	if (t->doc->kind != YAML_MAP)
		return refuse(t, t->doc,
			      arena_printf(t->arena, "a template is a map, and this is %s",
					   kind_word(t->doc)),
			      "it begins with keys such as \"Resources:\"");
	r = template_get(t->doc, "Resources");
	near = r ? NULL : near_resources(t);
	if (!r)
		return refuse(t, NULL, "a template has a section Resources, and this one has none",
			      near ? arena_printf(t->arena, "did you mean \"Resources\" by \"%s\"?", near)
				   : "write \"Resources:\" and below it what is to be made");
	if (r->kind != YAML_MAP || !r->n)
		return refuse(t, r,
			      arena_printf(t->arena, "Resources is %s; it must be a map of resources",
					   r->kind == YAML_MAP ? "an empty map" : kind_word(r)),
			      "write a logical id, and below it Type and Properties");
	return ERR_OK;
}

static const struct value *top_metadata(struct template *t)
{
	struct eval e = template_eval(t);
	const struct yaml_node *n = template_get(template_get(t->doc, "Metadata"), "Nephoscope");

	return n && n->kind == YAML_MAP ? eval(&e, n) : NULL;
}

void template_sections(struct template *t, const struct cloud_options *options)
{
	t->mappings = template_get(t->doc, "Mappings");
	t->globals = template_get(t->doc, "Globals");
	parameters_load(t, template_get(t->doc, "Parameters"), options);
	conditions_load(t, template_get(t->doc, "Conditions"));
	stacks_find(t, template_get(t->doc, "Resources"));
}

void template_load(struct template *t)
{
	resources_load(t, template_get(t->doc, "Resources"));
	sam_generate(t);
	stacks_load(t);
}

/* All templates are read: the resources become nodes and edges. */
static void connect(struct load *load)
{
	groups_of_stacks(load);
	fold_resources(load->templates[0]);
	groups_of_networks(load);
	if (!load->is_over)
		wire_resources(load->templates[0]);
	for (size_t i = 0; i < load->n_templates; i++)
		dangling_check(load->templates[i]);
}

static enum err build(struct template *t, const struct cloud_options *options)
{
	enum err e = check_shape(t);

	if (e != ERR_OK)
		return e;
	t->arch->description = template_text(template_get(t->doc, "Description"));
	template_sections(t, options);
	t->arch->metadata = top_metadata(t);
	template_load(t);
	connect(t->load);
	if (t->load->n_warnings > TEMPLATE_WARNINGS_MAX)
		diag_add(t->diags, DIAG_WARNING, 0, 0, "template-shape",
			 "%zu more mistakes are not listed", t->load->n_warnings - TEMPLATE_WARNINGS_MAX);
	return t->load->is_over ? ERR_TOO_BIG : ERR_OK;
}

static void template_done(struct template *t)
{
	free(t->parameters);
	free(t->conditions);
	free(t->refs);
	free(t->stacks);
	symbols_done(&t->parameter_names);
	symbols_done(&t->condition_names);
	symbols_done(&t->absent);
	symbols_done(&t->stack_names);
}

static void load_done(struct load *load)
{
	for (size_t i = 0; i < load->n_templates; i++)
		template_done(load->templates[i]);
	free(load->templates);
	free(load->written);
	free(load->sides);
}

enum err cloud_load_text(const char *name, const char *root, const char *text, size_t len,
			 const struct cloud_options *options, struct diag_list *diags,
			 struct arch **ret)
{
	static const struct yaml_bounds bounds = {
		.bytes = TEMPLATE_BYTES_MAX, .nodes = TEMPLATE_NODES_MAX, .is_whole = true,
	};
	struct load load = { .root = root, .options = options };
	struct template t = { .load = &load, .diags = diags, .id = "", .prefix = "", .path = "", .frame = -1 };
	size_t n_errors = diags ? diags->n_errors : 0;
	enum err e;

	t.arch = arch_new(name);
	t.arena = &t.arch->arena;
	*vec_push(load.templates, load.n_templates, load.cap_templates) = &t;
	e = template_take_text(&t, text, len);
	if (e == ERR_OK)
		e = yaml_parse_bounded(t.arena, load.text, load.text_len, 1, &bounds, diags, &t.doc);
	if (e == ERR_OK)
		e = build(&t, options);
	if (e == ERR_OK && diags && diags->n_errors > n_errors)
		e = ERR_USAGE;	/* a parameter that the template does not have */
	load_done(&load);
	if (e == ERR_OK) {
		*ret = t.arch;
		return e;
	}
	diag_in(diags, name, NULL, 0);
	arch_free(t.arch);
	return e;
}

enum err cloud_load(const char *path, const struct cloud_options *options, struct diag_list *diags,
		    struct arch **ret)
{
	struct arena names;
	struct buf raw;
	const char *root;
	enum err e;

	buf_init(&raw);
	e = file_read(path, &raw, NULL);
	if (e == ERR_OK) {
		arena_init(&names);
		root = path_dir(&names, path);
		e = cloud_load_text(path, *root ? root : path[0] == '/' ? "/" : ".", buf_str(&raw),
				    raw.len, options, diags, ret);
		arena_done(&names);
	}
	buf_done(&raw);
	return e;
}
