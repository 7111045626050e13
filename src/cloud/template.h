/* SPDX-License-Identifier: MIT */
/*
 * A template while it becomes an architecture: its sections, its names, its
 * nested stacks, and the resources as they were written. Lives during cloud_load
 * only; what is to stay is in the architecture's arena. Private to cloud/.
 */
#ifndef CLOUD_TEMPLATE_H
#define CLOUD_TEMPLATE_H

#include <stdbool.h>

#include "base/diag.h"
#include "cloud/cloud.h"
#include "cloud/symbols.h"
#include "model/arch.h"
#include "parse/yaml.h"

enum {
	TEMPLATE_DEPTH_MAX = 1000,	/* lists and maps in each other, aliases expanded */
	TEMPLATE_VALUES_MAX = 1500000,	/* values made in all */
	TEMPLATE_LOOPS_MAX = 50000,	/* turns of Fn::ForEach */
	TEMPLATE_WARNINGS_MAX = 200,	/* told one by one */
	TEMPLATE_RESOURCES_MAX = 50000,
	TEMPLATE_NODES_MAX = 1000000,	/* of the text, aliases counted in full */
	TEMPLATE_BYTES_MAX = 8 * 1024 * 1024,
	TEMPLATE_INCLUDES_MAX = 200,	/* side files and nested templates, each time they are named */
	TEMPLATE_LOOKS_MAX = 2000,	/* places where a nested template might be */
	SIDES_BYTES_MAX = 8 * 1024 * 1024,	/* of all side files */
};

enum truth { IS_FALSE, IS_TRUE, IS_UNDECIDED };

/* Names that Fn::ForEach has given a value, innermost first. */
struct loop_names {
	const struct loop_names *outer;
	const char *name, *value;
};

struct parameter {
	const char *name;
	const struct yaml_node *node;
	const struct value *value;	/* given, by default, or VALUE_UNKNOWN */
};

struct condition {
	const char *name;
	const struct yaml_node *node, *at;
	const struct loop_names *loops;
	enum truth truth;
	bool is_known, is_asked;	/* is_asked: being decided right now */
};

struct template;

/* What a resource was made from; parallel to the architecture's resources. */
struct written {
	struct template *t;
	const struct yaml_node *node;	/* its attributes; NULL = generated */
	const struct loop_names *loops;
	const struct value *connectors;	/* NULL = none */
	const struct value *init;	/* Metadata."AWS::CloudFormation::Init"; NULL = none */
};

/* A file that the template names, read once. */
struct side {
	const char *file;		/* relative to the root */
	const char *shown;		/* as diagnostics and values name it */
	const char *text;		/* for quoted lines; NULL = it could not be read */
	size_t text_len;
	const struct yaml_node *root;	/* NULL = it could not be read, or not parsed */
};

/* A nested stack of a template: AWS::CloudFormation::Stack, AWS::Serverless::Application. */
struct stack {
	const char *name;		/* its logical id, without prefix */
	const struct yaml_node *node;	/* its attributes */
	const struct loop_names *loops;
	const struct value *properties;	/* evaluated once; NULL = not yet */
	struct template *child;		/* NULL = not open: see nested.c */
	bool is_tried, is_busy;		/* it was opened, or could not be; it is being opened right now */
};

/* What the template that was asked for shares with those of its nested stacks. */
struct load {
	const char *root;		/* folder of the files that are read; NULL = none are */
	const struct cloud_options *options;	/* NULL = none */
	const char *text;		/* of the template that was asked for, for quoted lines */
	size_t text_len;
	struct template **templates;	/* parents first */
	size_t n_templates, cap_templates;
	struct written *written;
	size_t n_written, cap_written;
	struct side *sides;
	size_t n_sides, cap_sides;
	size_t n_values, n_loops, n_includes, n_looks, n_opening, side_bytes, text_bytes, n_warnings;
	bool is_over;			/* a bound was met: the load fails with ERR_TOO_BIG */
	bool has_told_copy, has_told_address, has_told_limit;	/* see nested.c */
};

struct template {
	struct load *load;
	struct arch *arch;
	struct arena *arena;		/* the architecture's */
	struct diag_list *diags;
	struct template *parent;	/* whose stack it is; NULL = it was asked for */
	const char *id;			/* whole logical id of that stack */
	const char *prefix;		/* of its own logical ids: "", or "Stack/" */
	const char *file;		/* as its values name it; NULL = it was asked for */
	const char *path;		/* relative to the root; "" = it was asked for */
	const struct yaml_node *doc;
	const struct yaml_node *mappings, *globals;
	struct parameter *parameters;
	size_t n_parameters, cap_parameters;
	struct condition *conditions;
	size_t n_conditions, cap_conditions;
	struct symbols parameter_names, condition_names;
	struct symbols absent;		/* resources whose condition is false, by their whole ids */
	struct stack *stacks;
	size_t n_stacks, cap_stacks;
	struct symbols stack_names;
	bool has_nodes;			/* itself, or a stack in it */
	int frame;			/* around its nodes; -1 = none. See group.c */
	const struct value **refs;	/* all references made, to be checked at the end */
	size_t n_refs, cap_refs;
};

/* Where evaluation stands. */
struct eval {
	struct template *t;
	const struct loop_names *loops;
	const char *file;		/* NULL = the template that was asked for */
	int depth;
};

static inline struct eval template_eval(struct template *t)
{
	return (struct eval){ .t = t, .file = t->file };
}

/* Says once that a bound was met; the load will fail. */
void template_over(struct template *t, const struct yaml_node *at, const char *what);

/* Diagnostics to come are about this file; NULL = the template that was asked for. */
void template_in(struct template *t, const char *file);

/* A warning or a note at a node of the template or a side file; NULL after too many. */
struct diag *template_warn(const struct eval *e, const struct yaml_node *at, const char *rule,
			   const char *format, ...) __attribute__((format(printf, 4, 5)));
struct diag *template_note(const struct eval *e, const struct yaml_node *at, const char *rule,
			   const char *format, ...) __attribute__((format(printf, 4, 5)));

/* yaml_get that also looks into merge keys ("<<"). */
const struct yaml_node *template_get(const struct yaml_node *map, const char *key);

/* The text of a scalar, "" for anything else and for NULL. */
const char *template_text(const struct yaml_node *n);

/*
 * Adds a resource that is not written in the template (SAM would generate it).
 * -1 when its id is taken.
 */
int template_generate(struct template *t, const char *id, const char *type, enum arch_kind kind,
		      int made_by, const struct value *properties);

/* Index of the resource that a reference means: "X", or X of "X.Alias"; -1. */
int template_find(const struct template *t, const char *id);

/* The whole id of the template's own resource with this name. */
const char *template_id(const struct template *t, const char *name);

/* input.c: cleans the text and keeps it; ERR_SYNTAX, told, when it is UTF-16. */
enum err template_take_text(struct template *t, const char *text, size_t len);

/* parameter.c */

/* Declares the parameters and takes the values that were given. */
void parameters_load(struct template *t, const struct yaml_node *section,
		     const struct cloud_options *options);

/* All that its resources rest on: mappings, globals, parameters, conditions. */
void template_sections(struct template *t, const struct cloud_options *options);

/* A value from the parent's template; false when there is no such parameter. */
bool parameter_pass(struct template *t, const char *name, const struct value *v);

/* condition.c */

void conditions_load(struct template *t, const struct yaml_node *section);
enum truth condition_named(struct eval *e, const char *name, const struct yaml_node *at);

/* resource.c: adds all resources of the section, with their properties. */
void resources_load(struct template *t, const struct yaml_node *section);

/* sam_globals.c: properties of a resource with those that Globals gives to its type. */
const struct value *sam_with_globals(struct template *t, const char *type,
				     const struct value *properties);

/* sam.c: the resources that the SAM transform generates. */
void sam_generate(struct template *t);

/* nested.c */

/* The nested stacks among these resources, closed as yet. */
void stacks_find(struct template *t, const struct yaml_node *resources);

/*
 * The evaluated properties of a resource if it is a nested stack, NULL if it is none. One that
 * Fn::ForEach makes is found here.
 */
const struct value *stack_properties(struct eval *e, const char *name, const struct yaml_node *node);

/*
 * What an output of a nested stack is ("Outputs.Name"), of the place of at: with references
 * to what the stack holds. NULL when that cannot be known: the stack stays closed, or has none.
 */
struct value *stack_output(struct eval *e, const char *stack, const char *attribute,
			   const struct yaml_node *at);

/* Opens all nested stacks whose templates are here, and adds what they hold. */
void stacks_load(struct template *t);

/* template.c: its resources, and those of its nested stacks. */
void template_load(struct template *t);

/* group.c: stacks that were opened are no nodes, but frames; then, once all is folded, VPCs. */
void groups_of_stacks(struct load *load);
void groups_of_networks(struct load *load);

/* fold.c: the owner of each folded resource. */
void fold_resources(struct template *t);

/* dangling.c: warns of references to nothing. */
void dangling_check(struct template *t);

#endif
