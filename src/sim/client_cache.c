/* SPDX-License-Identifier: MIT */
#include "sim/client_cache.h"

#include <string.h>

#include "sim/lambda.h"

void client_cache_configure(struct build *b, struct component *m, struct client_cache *c)
{
	const struct value *at = value_get(build_metadata(b, m), "Cache");
	const char *kind = at ? at->text : "none";

	c->ttl_ns = 0;
	if (!strcmp(kind, "sdk"))
		c->ttl_ns = build_fact_ns(b, "secretsmanager.cache.sdk.ttl");
	else if (!strcmp(kind, "extension"))
		c->ttl_ns = build_fact_ns(b, "secretsmanager.cache.extension.ttl");
	else if (strcmp(kind, "none") != 0)
		diag_hint(b->diags,
			  build_complain(b, m, DIAG_ERROR, at, "sim-property", "Cache cannot be \"%.40s\"",
					 kind),
			  "none, sdk or extension");
	if (c->ttl_ns)
		c->readers = arena_zalloc(&b->sim->arena, b->sim->n_components * sizeof(*c->readers));
}

uint32_t client_cache_process(struct sim *s, struct client_cache *c, const struct call *call)
{
	const struct component *from = &s->components[call->from];
	uint32_t n, process;

	if (!c->ttl_ns || !lambda_is(from))
		return 0;
	n = lambda_concurrency(from);
	process = n ? c->readers[call->from].turn++ % n : 0;
	if (call->parent && lambda_is_fresh(call_at(s, call->parent)))
		client_cache_at(s, c, call->from, process)->expires_ns = INT64_MIN;
	return process;
}

struct cached *client_cache_at(struct sim *s, struct client_cache *c, uint16_t from, uint32_t process)
{
	uint32_t cap = c->readers[from].cap;
	struct cached *list = c->readers[from].list;

	if (process >= cap) {
		while (process >= cap)
			cap = cap ? 2 * cap : 16;
		list = arena_alloc(&s->arena, cap * sizeof(*list));
		for (uint32_t i = 0; i < cap; i++)
			list[i] = i < c->readers[from].cap ? c->readers[from].list[i] :
							     (struct cached){ INT64_MIN, 0 };
		c->readers[from].list = list;
		c->readers[from].cap = cap;
	}
	return &list[process];
}
