/* SPDX-License-Identifier: MIT */
#include "cloud/sam.h"

#include <string.h>

bool sam_is(const struct arch_resource *r, const char *type)
{
	static const char prefix[] = "AWS::Serverless::";
	size_t n = sizeof(prefix) - 1;

	return !strncmp(r->type, prefix, n) && !strcmp(r->type + n, type);
}

struct value *sam_reference(struct template *t, const char *id, const char *attribute,
			    const struct value *at)
{
	struct value *v = value_new(t->arena, VALUE_REF);

	v->text = id;
	v->attribute = attribute;
	v->file = at ? at->file : NULL;
	v->line = at ? at->line : 0;
	v->column = at ? at->column : 0;
	return v;
}

/* A folded resource that belongs to the one it is made from. */
static void generate_part_of(struct template *t, int resource, const char *id, const char *type,
			     struct value *properties)
{
	int part = template_generate(t, id, type, ARCH_FOLDED, resource, properties);

	if (part >= 0)
		t->arch->resources[part].owner = resource;
}

static void generate_part(struct template *t, int resource, const char *suffix, const char *type)
{
	const char *id = arena_printf(t->arena, "%s%s", t->arch->resources[resource].id, suffix);

	generate_part_of(t, resource, id, type, NULL);
}

/* AutoPublishAlias: a version, and the alias that leads to it. */
static void generate_alias(struct template *t, int resource, const char *name)
{
	const char *id = t->arch->resources[resource].id;
	const char *version = arena_printf(t->arena, "%sVersion", id);
	struct value *p = value_map(t->arena);
	struct chain chain = { .of = p };

	chain_put(&chain, t->arena, "Name", value_text(t->arena, name));
	chain_put(&chain, t->arena, "FunctionVersion", sam_reference(t, version, "Version", NULL));
	generate_part_of(t, resource, version, "AWS::Lambda::Version", NULL);
	generate_part_of(t, resource, arena_printf(t->arena, "%sAlias%s", id, name),
			 "AWS::Lambda::Alias", p);
}

/* The role is an owner's in policies only: see policy.c. */
static void generate_role(struct template *t, int resource)
{
	const struct arch_resource *r = &t->arch->resources[resource];

	if (value_get(r->properties, "Role"))
		return;
	template_generate(t, arena_printf(t->arena, "%sRole", r->id), "AWS::IAM::Role", ARCH_FOLDED,
			  resource, NULL);
}

static void generate_function_parts(struct template *t, int resource)
{
	const struct value *p = t->arch->resources[resource].properties;
	const char *alias = value_string(p, "AutoPublishAlias", NULL);

	generate_role(t, resource);
	if (alias)
		generate_alias(t, resource, alias);
	if (value_get(p, "FunctionUrlConfig"))
		generate_part(t, resource, "Url", "AWS::Lambda::Url");
}

static void generate_api_parts(struct template *t, int resource, bool is_rest)
{
	const struct value *p = t->arch->resources[resource].properties;
	const struct value *name = value_get(p, "StageName");
	const char *preset = name ? "" : is_rest ? "Prod" : "ApiGatewayDefault";
	const char *stage = value_string(p, "StageName", preset);
	const char *type = is_rest ? "AWS::ApiGateway::Stage" : "AWS::ApiGatewayV2::Stage";

	generate_part(t, resource, arena_printf(t->arena, "%sStage", stage), type);
	if (is_rest)
		generate_part(t, resource, "Deployment", "AWS::ApiGateway::Deployment");
}

/* True when an event of this type names no API of its own. */
static bool has_implicit(const struct template *t, const char *type, const char *key, int *ret_maker)
{
	for (size_t i = 0; i < t->arch->n_resources; i++) {
		const struct arch_resource *r = &t->arch->resources[i];
		const struct value *events = value_get(r->properties, "Events");

		if (!events || t->load->written[i].t != t || (!sam_is(r, "Function") && !sam_is(r, "StateMachine")))
			continue;
		for (const struct value *e = events->kind == VALUE_MAP ? events->child : NULL; e;
		     e = e->next) {
			const struct value *api = value_at(value_get(e, "Properties"), key);

			if (!strcmp(value_string(e, "Type", ""), type) &&
			    (!api || api->kind == VALUE_NULL)) {
				*ret_maker = (int)i;
				return true;
			}
		}
	}
	return false;
}

static void generate_implicit_apis(struct template *t)
{
	static const struct {
		const char *event, *key, *id, *type;
	} implicit[] = {
		{ "Api", "RestApiId", "ServerlessRestApi", "AWS::Serverless::Api" },
		{ "HttpApi", "ApiId", "ServerlessHttpApi", "AWS::Serverless::HttpApi" },
	};

	for (size_t i = 0; i < sizeof(implicit) / sizeof(*implicit); i++) {
		const struct value *properties;
		int maker;

		if (!has_implicit(t, implicit[i].event, implicit[i].key, &maker))
			continue;
		properties = sam_with_globals(t, implicit[i].type, value_map(t->arena));
		template_generate(t, template_id(t, implicit[i].id), implicit[i].type, ARCH_API, maker, properties);
	}
}

void sam_generate(struct template *t)
{
	size_t n;

	generate_implicit_apis(t);
	n = t->arch->n_resources;
	for (size_t i = 0; i < n; i++) {
		/* Generating moves the resources: nothing of them is kept across. */
		const struct arch_resource *r = &t->arch->resources[i];
		bool is_function = sam_is(r, "Function"), is_machine = sam_is(r, "StateMachine");
		bool is_rest = sam_is(r, "Api"), is_http = sam_is(r, "HttpApi");

		if (t->load->written[i].t != t)
			continue;
		if (is_function)
			generate_function_parts(t, (int)i);
		if (is_machine)
			generate_role(t, (int)i);
		if (is_rest || is_http)
			generate_api_parts(t, (int)i, is_rest);
		if (is_function || is_machine)
			sam_generate_events(t, (int)i);
	}
}
