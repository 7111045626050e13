/* SPDX-License-Identifier: MIT */
/* References to what is not there: a slip of the pen, most often. */
#include <string.h>

#include "base/suggest.h"
#include "cloud/intrinsic.h"

enum {
	NAMES_MAX = 1000,	/* compared for a hint */
	TOLD_MAX = 100,
};

/* SAM names what it generates after what it was made from. */
static bool is_generated(const struct template *t, const char *id)
{
	static const char *const suffixes[] = {
		"Role", "Version", "Alias", "Url", "Stage", "Deployment", "Permission", "Queue",
		"QueuePolicy", "Trigger", "ResourcePolicy", "EventInvokeConfig", "DeploymentGroup",
		"UsagePlan", "UsagePlanKey", "ApiKey", NULL,
	};
	const char *name = id + strlen(t->prefix);
	size_t n = strlen(id);

	if (!strncmp(name, "Serverless", 10) || !strcmp(name, "CodeDeployServiceRole"))
		return true;
	for (const char *const *s = suffixes; *s; s++) {
		size_t m = strlen(*s);

		if (n > m && !strcmp(id + n - m, *s) &&
		    arch_find(t->arch, arena_strndup(t->arena, id, n - m)) >= 0)
			return true;
	}
	return false;
}

/* What a module makes is named after the module's resource, then after its own. */
static bool is_of_module(const struct template *t, const char *id)
{
	for (size_t i = 0; i < t->arch->n_resources; i++) {
		const struct arch_resource *r = &t->arch->resources[i];
		size_t n = strlen(r->type);

		if (n > 8 && !strcmp(r->type + n - 8, "::MODULE") &&
		    !strncmp(id, r->id, strlen(r->id)))
			return true;
	}
	return false;
}

static void warn(struct template *t, const struct value *ref)
{
	struct eval e = { .t = t, .file = ref->file };
	struct yaml_node at = { .line = ref->line, .column = ref->column };
	struct diag *g = template_warn(&e, &at, "dangling-reference",
				       "no parameter or resource is named \"%.100s\"",
				       ref->text + strlen(t->prefix));
	const char *names[NAMES_MAX + 1] = { NULL }, *near;
	size_t n = 0, prefix = strlen(t->prefix);

	for (size_t i = 0; i < t->n_parameters && n < NAMES_MAX; i++)
		names[n++] = t->parameters[i].name;
	for (size_t i = 0; i < t->arch->n_resources && n < NAMES_MAX; i++)
		if (t->load->written[i].t == t)
			names[n++] = t->arch->resources[i].id + prefix;
	near = suggest_nearest(ref->text + prefix, names);
	if (near)
		diag_hint(t->diags, g, "did you mean \"%s\"?", near);
}

void dangling_check(struct template *t)
{
	struct symbols told = { 0 };
	size_t i;

	for (size_t k = 0; k < t->n_refs && told.n < TOLD_MAX; k++) {
		const char *id = t->refs[k]->text;

		if (template_find(t, id) >= 0 || symbols_find(&t->absent, id, &i) ||
		    symbols_find(&t->parameter_names, id + strlen(t->prefix), &i) || is_generated(t, id) ||
		    is_of_module(t, id))
			continue;
		if (symbols_add(&told, id, 0))
			warn(t, t->refs[k]);
	}
	symbols_done(&told);
}
