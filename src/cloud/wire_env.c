/* SPDX-License-Identifier: MIT */
/*
 * R10: what a node is told of (environment, user data, nested stack parameters)
 * it uses, unless another edge says more.
 */
#include "cloud/wire.h"

/* What is certain is not said by an edge that is not; what is not is said by any. */
static bool has_edge(const struct wire *w, int from, int to, bool is_optional)
{
	for (size_t i = w->first_edge[from]; i < w->first_edge[from + 1]; i++) {
		const struct arch_edge *e = &w->arch->edges[w->by_node[i]];

		if (e->to == to && (is_optional || (!e->is_optional && !e->is_extra)))
			return true;
	}
	return false;
}

static void use(struct wire *w, int node, const char *variable, const struct value *v)
{
	struct link l = { .node = node, .verb = VERB_USES, .rule = "R10" };
	struct targets found = { 0 };
	struct details d;

	details_init(&d, w->t->arena);
	details_text(&d, "Variable", variable);
	wire_find(w, v, &found);
	for (size_t i = 0; i < found.n; i++) {
		const struct target *f = &found.list[i];

		l.details = wire_details(w, &(struct link){ .details = d.map }, f);
		l.is_optional = f->is_optional;
		if (f->node != node && !has_edge(w, node, f->node, f->is_optional))
			wire_edge(w, &l, f->node, f->at);
	}
	targets_done(&found);
}

static void use_pairs(struct wire *w, int node, const struct value *map)
{
	each_pair(v, map)
		use(w, node, v->key, v);
}

/* [{Name, Value}], [{Name, ValueFrom}] */
static void use_list(struct wire *w, int node, const struct value *list)
{
	each_element(v, list) {
		const struct value *value = value_get(v, "Value");

		use(w, node, value_string(v, "Name", ""), value ? value : value_get(v, "ValueFrom"));
	}
}

static void use_containers(struct wire *w, int node, const struct value *task)
{
	int at = wire_resource(w, task);

	if (at < 0)
		return;
	each_element(c, value_get(wire_at(w, at)->properties, "ContainerDefinitions")) {
		use_list(w, node, value_get(c, "Environment"));
		use_list(w, node, value_get(c, "Secrets"));
		use_list(w, node, value_get(c, "EnvironmentFiles"));
	}
}

/* Instances are told by user data and by what cfn-init reads. */
static void use_instance(struct wire *w, int node, int resource)
{
	const struct value *p = wire_at(w, resource)->properties;
	const struct value *data = value_get(p, "LaunchTemplateData");

	use(w, node, "UserData", value_get(data ? data : p, "UserData"));
	use(w, node, "AWS::CloudFormation::Init", w->t->load->written[resource].init);
}

static void use_launch(struct wire *w, int node, const struct value *v)
{
	struct refs refs = { 0 };

	refs_collect(&refs, v);
	for (size_t i = 0; i < refs.n; i++) {
		int at = template_find(w->t, refs.list[i]->text);

		if (at >= 0)
			use_instance(w, node, at);
	}
	refs_done(&refs);
}

void wire_environment(struct wire *w, int resource)
{
	static const char *const launches[] = { "LaunchTemplate", "LaunchConfigurationName",
						"MixedInstancesPolicy" };
	static const char *const images[] = {
		"SourceConfiguration.ImageRepository.ImageConfiguration",
		"SourceConfiguration.CodeRepository.CodeConfiguration.CodeConfigurationValues",
	};
	const struct value *p = wire_at(w, resource)->properties;

	use_pairs(w, resource, value_at(p, "Environment.Variables"));
	use_list(w, resource, value_at(p, "Environment.EnvironmentVariables"));
	use_containers(w, resource, value_get(p, "TaskDefinition"));
	use_instance(w, resource, resource);
	for (size_t i = 0; i < sizeof(launches) / sizeof(*launches); i++)
		use_launch(w, resource, value_get(p, launches[i]));
	for (size_t i = 0; i < sizeof(images) / sizeof(*images); i++) {
		const struct value *image = value_at(p, images[i]);

		use_list(w, resource, value_get(image, "RuntimeEnvironmentVariables"));
		use_list(w, resource, value_get(image, "RuntimeEnvironmentSecrets"));
	}
}

void wire_nested(struct wire *w, int resource)
{
	if (arch_is_node(wire_at(w, resource)))
		use_pairs(w, resource, value_get(wire_at(w, resource)->properties, "Parameters"));
}
