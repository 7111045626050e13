/* SPDX-License-Identifier: MIT */
/* A question's parts: id, domain, sources, a reason for every option, an explanation. */
#include <string.h>

#include "base/prng.h"
#include "lint/rule.h"
#include "model/domain.h"

static void check_id(struct lint *l, const struct item *it)
{
	uint64_t hash = hash_bytes(HASH_START, it->id, strlen(it->id));

	l->items[l->n_items - 1].id_hash = hash;
	for (size_t i = 0; i + 1 < l->n_items; i++) {
		if (l->items[i].id_hash != hash || strcmp(l->items[i].id, it->id) != 0)
			continue;
		diag_hint(l->diags,
			  diag_add(l->diags, DIAG_ERROR, it->line, 0, "duplicate-id",
				   "the id \"%s\" is also that of the question at %s:%d", it->id,
				   l->items[i].file, l->items[i].line),
			  "answers are kept by id: give each question its own");
		return;
	}
}

static void check_domain(struct lint *l, const struct item *it)
{
	if (!it->domain[0] || domain_find(it->domain))
		return;
	diag_hint(l->diags,
		  diag_add(l->diags, DIAG_WARNING, it->line, 0, "unknown-domain",
			   "\"%s\" is not a domain of the exam", it->domain),
		  "%s, %s, %s, %s, %s or %s", domains[0].id, domains[1].id, domains[2].id,
		  domains[3].id, domains[4].id, domains[5].id);
}

static void item(struct lint *l, const struct item *it)
{
	check_id(l, it);
	check_domain(l, it);
	for (size_t i = 0; i < it->n_options; i++)
		if (!it->options[i].reason)
			diag_hint(l->diags,
				  diag_add(l->diags, DIAG_WARNING, it->options[i].line, 0,
					   "no-reason", "this option has no reason"),
				  "quote it below the option: \"  > because ...\"");
	if (!it->n_sources)
		diag_add(l->diags, DIAG_WARNING, it->line, 0, "no-source",
			 "this question cites no source");
	if (!it->explanation)
		diag_add(l->diags, DIAG_WARNING, it->line, 0, "no-explanation",
			 "this question has no \"## Explanation\"");
}

const struct lint_rule rule_items = { .family = "questions", .item = item };
