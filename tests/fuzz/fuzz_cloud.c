/* SPDX-License-Identifier: MIT */
/* Any bytes as a template: loads or says why not; the graph holds together; twice the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cloud/cloud.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DEPTH_MAX = 3000 };

static void check_text(const char *s)
{
	if (!s || !utf8_is_clean(s, strlen(s)))
		abort();
}

static void check_value(const struct value *v, int depth)
{
	size_t n = 0;

	if (!v || depth > DEPTH_MAX)
		return;
	check_text(v->text);
	check_text(v->attribute);
	for (const struct value *c = v->child; c; c = c->next, n++) {
		if (v->kind == VALUE_MAP && !c->key)
			abort();
		check_value(c, depth + 1);
	}
	if (n != v->n)
		abort();
}

static void check_arch(const struct arch *a)
{
	for (size_t i = 0; i < a->n_resources; i++) {
		const struct arch_resource *r = &a->resources[i];

		check_text(r->id);
		if (!r->properties || r->properties->kind != VALUE_MAP || arch_find(a, r->id) != (int)i)
			abort();
		if (arch_is_node(r) ? r->owner != (int)i
				    : r->owner >= 0 && !arch_is_node(&a->resources[r->owner]))
			abort();
		check_value(r->properties, 0);
	}
	for (size_t i = 0; i < a->n_edges; i++) {
		const struct arch_edge *e = &a->edges[i];

		if (!arch_is_node(&a->resources[e->from]) || !arch_is_node(&a->resources[e->to]))
			abort();
		if (!e->rule || arch_edge(a, e->from, e->to, e->verb) != e)
			abort();
		check_text(e->file);
		check_value(e->details, 0);
	}
}

static struct arch *load(const uint8_t *data, size_t size)
{
	struct diag_list diags;
	struct arch *a = NULL;
	enum err e;

	diag_list_init(&diags);
	e = cloud_load_text("fuzz", NULL, (const char *)data, size, NULL, &diags, &a);
	if ((e == ERR_OK) != !!a || (e == ERR_OK) == !!diags.n_errors)
		abort();
	diag_list_done(&diags);
	return a;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arch *a = load(data, size), *again = load(data, size);

	if (!a != !again)
		abort();
	if (a) {
		check_arch(a);
		if (a->n_edges != again->n_edges || a->n_resources != again->n_resources)
			abort();
	}
	arch_free(a);
	arch_free(again);
	return 0;
}
