/* SPDX-License-Identifier: MIT */
/* The Resources section: which resources there are, of which kind, with evaluated properties. */
#include <string.h>

#include "base/vec.h"
#include "cloud/intrinsic.h"

static enum arch_kind kind_of(const char *type, const struct value *properties)
{
	enum arch_kind kind = arch_kind_of(type);

	if (kind == ARCH_RULE && value_get(properties, "ScheduleExpression") &&
	    !value_get(properties, "EventPattern"))
		return ARCH_SCHEDULE;
	return kind;
}

/* What the caller sets, over what the template says. */
static void apply_settings(const struct template *t, struct arch_resource *r)
{
	const struct cloud_options *o = t->load->options;
	const char *own = strrchr(r->id, '/');

	for (size_t i = 0; o && i < o->n_settings; i++) {
		const struct cloud_setting *s = &o->settings[i];
		size_t n = strcspn(s->path, ".");
		bool is_whole = strlen(r->id) == n && !strncmp(r->id, s->path, n);
		bool is_own = own && strlen(own + 1) == n && !strncmp(own + 1, s->path, n);

		if ((is_whole || is_own) && s->path[n] && s->path[n + 1])
			arch_resource_set(t->arena, r, s->path + n + 1, s->text);
	}
}

static int add(struct template *t, struct arch_resource *r, const struct written *w)
{
	int i;

	if (arch_find(t->arch, r->id) >= 0)
		return -1;
	if (t->load->n_written >= TEMPLATE_RESOURCES_MAX) {
		template_over(t, w->node, "resources");
		return -1;
	}
	apply_settings(t, r);
	r->owner = (int)t->load->n_written;
	if (r->kind == ARCH_FOLDED)
		r->owner = -1;
	i = arch_add_resource(t->arch, r);
	*vec_push(t->load->written, t->load->n_written, t->load->cap_written) = *w;
	return i;
}

int template_generate(struct template *t, const char *id, const char *type, enum arch_kind kind,
		      int made_by, const struct value *properties)
{
	const struct arch_resource *maker = &t->arch->resources[made_by];
	struct written written = { .t = t };
	struct arch_resource r = {
		.id = id,
		.type = type,
		.kind = kind,
		.properties = properties ? properties : value_map(t->arena),
		.file = t->file ? t->file : t->arch->file,
		.made_by = maker->id,
	};

	return add(t, &r, &written);
}

static bool is_absent(struct eval *e, const struct yaml_node *node)
{
	const struct yaml_node *condition = template_get(node, "Condition");
	const char *name = template_text(condition);

	return *name && condition_named(e, eval_loops(e, name), condition) == IS_FALSE;
}

static const struct value *own_metadata(struct eval *e, const struct yaml_node *node,
					const char *key)
{
	const struct yaml_node *n = template_get(template_get(node, "Metadata"), key);
	const struct value *v = n ? eval(e, n) : NULL;

	return v && v->kind == VALUE_MAP ? v : NULL;
}

static const struct value *properties_of(struct eval *e, const char *key,
					 const struct yaml_node *node, const char *type)
{
	const struct yaml_node *n = template_get(node, "Properties");
	const struct value *properties = stack_properties(e, key, node);

	if (!properties)
		properties = eval_map(e, n);
	if (n && n->kind == YAML_LIST)
		template_warn(e, n, "template-shape", "Properties is a list; it must be a map");
	return sam_with_globals(e->t, type, properties);
}

static void take_resource(void *context, struct eval *e, const char *key,
			  const struct yaml_node *key_node, const struct yaml_node *value)
{
	const char *type = template_text(template_get(value, "Type"));
	struct template *t = context;
	struct arch_resource r = {
		.id = template_id(t, key),
		.type = type,
		.file = e->file ? e->file : t->arch->file,
		.line = key_node->line,
		.column = key_node->column,
	};
	struct written written = { .t = t, .node = value, .loops = e->loops };

	if (!*type || !strcmp(type, "null") || !strcmp(type, "~")) {
		diag_hint(t->diags,
			  template_warn(e, key_node, "template-shape",
					"the resource \"%s\" has no Type; it is left out", key),
			  "a resource is a map with Type and Properties");
		return;
	}
	if (!strstr(type, "::"))
		template_warn(e, key_node, "template-shape",
			      "the Type of \"%s\" is no type of AWS: \"%.80s\"", key, type);
	if (is_absent(e, value)) {
		symbols_add(&t->absent, r.id, 0);
		return;
	}
	r.properties = properties_of(e, key, value, type);
	r.kind = kind_of(type, r.properties);
	r.metadata = own_metadata(e, value, "Nephoscope");
	written.init = own_metadata(e, value, "AWS::CloudFormation::Init");
	if (template_get(value, "Connectors"))
		written.connectors = eval_map(e, template_get(value, "Connectors"));
	if (add(t, &r, &written) < 0 && !t->load->is_over)
		template_warn(e, key_node, "duplicate-key", "\"%s\" is there already", key);
}

void resources_load(struct template *t, const struct yaml_node *section)
{
	struct eval e = template_eval(t);

	foreach_pair(&e, section, take_resource, t);
}
