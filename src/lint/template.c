/* SPDX-License-Identifier: MIT */
/* A SAM or CloudFormation template: what loading it finds, and what a simulation of it would. */
#include <string.h>

#include "base/path.h"
#include "cloud/cloud.h"
#include "lint/lint.h"
#include "lint/rule.h"
#include "parse/facts.h"
#include "sim/sim.h"

bool lint_is_template(const char *path)
{
	static const char *const suffixes[] = { ".yaml", ".yml", ".json", ".template" };

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		if (path_has_suffix(path, suffixes[i]))
			return true;
	return false;
}

/* Puts a run together without making it: services complain of their properties. */
static void check_run(const struct arch *a, struct diag_list *diags)
{
	struct facts *facts;

	if (facts_load(&facts, diags) != ERR_OK)
		return;
	sim_free(sim_new(a, facts, &(struct sim_options){ 0 }, diags));
	facts_free(facts);
}

enum err template_lint(const char *path, struct diag_list *diags)
{
	struct arch *a = NULL;
	enum err e = cloud_load(path, NULL, diags, &a);

	if (e == ERR_OK)
		check_run(a, diags);
	diag_in(diags, NULL, NULL, 0);
	arch_free(a);
	/* A template with a mistake was linted; one that cannot be read was not. */
	return diags->n_errors ? ERR_OK : e;
}
