/* SPDX-License-Identifier: MIT */
#include "sim/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "sim/duration.h"

static const char *const plan_keys[] = {
	"Account", "AccountConcurrency", "Duration", "Faults", "Region", "Seed", "Workload", NULL,
};
static const char *const workload_keys[] = {"At", "Count", "Payload", "Rate", "Request", NULL};

static void complain(struct diag_list *diags, const struct value *at, const char *key,
		     const char *text, const char *why)
{
	diag_hint(diags,
		  diag_add(diags, DIAG_ERROR, at->line, at->column, "sim-plan",
			   "Metadata.Nephoscope: %s \"%.80s\" cannot be read", key, text),
		  "%s", why);
}

/* Keys that nobody reads are mistyped ones. */
static void check_keys(struct diag_list *diags, const struct value *map, const char *const *keys)
{
	for (const struct value *v = map->child; v; v = v->next) {
		const char *nearest;
		struct diag *g;
		size_t i = 0;

		while (keys[i] && strcmp(keys[i], v->key) != 0)
			i++;
		if (keys[i])
			continue;
		nearest = suggest_nearest(v->key, keys);
		g = diag_add(diags, DIAG_WARNING, v->line, v->column, "sim-plan",
			     "Metadata.Nephoscope has no key \"%.80s\"", v->key);
		if (nearest)
			diag_hint(diags, g, "did you mean %s?", nearest);
	}
}

/* The values of a list, or the one value that stands instead of a list. */
static const struct value *first_of(const struct value *v, size_t *ret_n)
{
	*ret_n = !v ? 0 : v->kind == VALUE_LIST ? v->n : 1;
	return v && v->kind == VALUE_LIST ? v->child : v;
}

static bool read_workload(struct arena *a, const struct value *v, struct diag_list *diags,
			  struct workload *ret)
{
	struct workload_words words = {
		.request = v->kind == VALUE_TEXT ? v->text : value_string(v, "Request", NULL),
		.rate = value_string(v, "Rate", NULL),
		.count = value_string(v, "Count", NULL),
		.at = value_string(v, "At", NULL),
		.payload = value_string(v, "Payload", NULL),
	};
	const char *field, *why, *text;

	if (v->kind == VALUE_MAP)
		check_keys(diags, v, workload_keys);
	if (!words.request) {
		complain(diags, v, "Workload", v->text, "expected a map with the key Request");
		return false;
	}
	if (workload_of_words(a, &words, ret, &field, &why) == ERR_OK)
		return true;
	text = *field == 'a'            ? words.at
	       : *field == 'c'          ? words.count
	       : *field == 'p'          ? words.payload
	       : !strcmp(field, "rate") ? words.rate
					: words.request;
	complain(diags, v, field, text, why);
	return false;
}

static void read_workloads(struct arena *a, const struct value *v, struct diag_list *diags,
			   struct plan *p)
{
	size_t n;
	const struct value *one = first_of(v, &n);
	struct workload *list = arena_alloc(a, (n + 1) * sizeof(*list));

	for (; n--; one = one->next)
		if (read_workload(a, one, diags, &list[p->n_workloads]))
			p->n_workloads++;
	p->workloads = list;
}

static void read_faults(struct arena *a, const struct value *v, struct diag_list *diags,
			struct plan *p)
{
	size_t n;
	const struct value *one = first_of(v, &n);
	struct fault *list = arena_alloc(a, (n + 1) * sizeof(*list));

	for (; n--; one = one->next) {
		const char *why;

		if (fault_parse(a, one->text, &list[p->n_faults], &why) == ERR_OK)
			p->n_faults++;
		else
			complain(diags, one, "Faults", one->text, why);
	}
	p->faults = list;
}

static void read_seed(const struct value *v, struct diag_list *diags, struct plan *p)
{
	size_t digits = strspn(v->text, "0123456789");

	p->has_seed = digits && digits <= 18 && !v->text[digits];
	if (p->has_seed)
		p->seed = strtoull(v->text, NULL, 10);
	else
		complain(diags, v, "Seed", v->text, "expected a whole number of at most 18 digits");
}

static void read_duration(const struct value *v, struct diag_list *diags, struct plan *p)
{
	double ns = 0;

	if (duration_parse(v->text, NULL, &ns) == ERR_OK && ns >= 1)
		p->duration_ns = (int64_t)ns;
	else
		complain(diags, v, "Duration", v->text,
			 "expected a time with its unit: 60s, 10min, 1h");
}

void plan_read(struct arena *a, const struct arch *arch, struct diag_list *diags, struct plan *ret)
{
	const struct value *m = arch->metadata, *seed = value_get(m, "Seed");
	const struct value *duration = value_get(m, "Duration");

	memset(ret, 0, sizeof(*ret));
	if (!m || m->kind != VALUE_MAP)
		return;
	check_keys(diags, m, plan_keys);
	read_workloads(a, value_get(m, "Workload"), diags, ret);
	read_faults(a, value_get(m, "Faults"), diags, ret);
	if (seed)
		read_seed(seed, diags, ret);
	if (duration)
		read_duration(duration, diags, ret);
}
