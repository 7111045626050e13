/* SPDX-License-Identifier: MIT */
#include "tests/support/sim_kit.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "parse/facts.h"
#include "parse/yaml.h"
#include "tests/support/t.h"

static void fail_with_diags(struct kit *k)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < k->diags.n; i++)
		diag_print(&text, &k->diags.items[i]);
	fail_msg("%s", buf_str(&text));
}

void kit_init(struct kit *k)
{
	memset(k, 0, sizeof(*k));
	diag_list_init(&k->diags);
	k->arch = arch_new("test.yaml");
	if (facts_load(&k->facts, &k->diags) != ERR_OK)
		fail_with_diags(k);
	k->options = (struct sim_options){
		.seed = 1,
		.duration_ns = 60 * NS_PER_S,
		.workloads = k->workloads,
		.faults = k->faults,
	};
}

static void end_run(struct kit *k)
{
	run_free(k->run);
	sim_free(k->sim);
	k->run = NULL;
	k->sim = NULL;
}

void kit_done(struct kit *k)
{
	end_run(k);
	facts_free(k->facts);
	arch_free(k->arch);
	diag_list_done(&k->diags);
}

/* A map from "Path=text" words. */
static const struct value *words_map(struct arena *a, const char *words)
{
	const struct value *map = value_map(a);

	while (*(words += strspn(words, " "))) {
		size_t n = strcspn(words, " ");
		char *word = arena_strndup(a, words, n), *equals = strchr(word, '=');

		assert_non_null(equals);
		*equals = '\0';
		map = value_set(a, map, word, equals + 1);
		words += n;
	}
	return map;
}

static void add(struct kit *k, const char *id, enum arch_kind kind, int owner, const char *type,
		const char *properties)
{
	int index = (int)k->arch->n_resources;

	arch_add_resource(k->arch, &(struct arch_resource){
		.id = id,
		.type = type,
		.kind = kind,
		.owner = owner < 0 ? index : owner,
		.properties = words_map(&k->arch->arena, properties),
		.file = "test.yaml",
		.line = index + 1,
		.column = 1,
	});
}

void kit_node(struct kit *k, const char *id, enum arch_kind kind, const char *type,
	      const char *properties)
{
	add(k, id, kind, -1, type, properties);
}

void kit_folded(struct kit *k, const char *id, const char *owner, const char *type,
		const char *properties)
{
	int index = arch_find(k->arch, owner);

	assert_true(index >= 0);
	add(k, id, ARCH_FOLDED, index, type, properties);
}

void kit_set(struct kit *k, const char *id, const char *path, const char *text)
{
	const char *full = arena_printf(&k->arch->arena, "%s.%s", id, path);

	assert_int_equal(arch_set(k->arch, full, text), ERR_OK);
}

static struct arch_resource *resource(struct kit *k, const char *id)
{
	int index = arch_find(k->arch, id);

	assert_true(index >= 0);
	return &k->arch->resources[index];
}

/*
 * The map that the last key of path is in; ret_key is that key. kit_node and
 * kit_folded made the properties: they are nobody else's.
 */
static struct value *walk(struct kit *k, const char *id, const char *path, const char **ret_key)
{
	struct arena *a = &k->arch->arena;
	struct value *at = (struct value *)resource(k, id)->properties;

	for (;;) {
		size_t n = strcspn(path, ".");
		const char *key = arena_strndup(a, path, n);
		struct value *next;

		while (at->kind == VALUE_LIST) {
			at = at->child;
			while (at->next)
				at = at->next;
		}
		*ret_key = key;
		if (!path[n])
			return at;
		next = (struct value *)value_get(at, key);
		if (!next) {
			next = value_map(a);
			value_put(a, at, key, next);
		}
		at = next;
		path += n + 1;
	}
}

static void append(struct kit *k, const char *id, const char *path, struct value *child)
{
	const char *key;
	struct value *map = walk(k, id, path, &key), *list = (struct value *)value_get(map, key);

	if (!list) {
		list = value_list(&k->arch->arena);
		value_put(&k->arch->arena, map, key, list);
	}
	value_append(list, child);
}

void kit_append(struct kit *k, const char *id, const char *path, const char *words)
{
	append(k, id, path, (struct value *)words_map(&k->arch->arena, words));
}

void kit_append_text(struct kit *k, const char *id, const char *path, const char *text)
{
	append(k, id, path, value_text(&k->arch->arena, text));
}

void kit_refer(struct kit *k, const char *id, const char *path, const char *to)
{
	const char *key;
	struct value *map = walk(k, id, path, &key), *ref = value_text(&k->arch->arena, to);

	ref->kind = VALUE_REF;
	value_put(&k->arch->arena, map, key, ref);
}

static struct value *value_of_yaml(struct arena *a, const struct yaml_node *n)
{
	struct value *v;

	if (n->kind == YAML_SCALAR) {
		v = value_text(a, n->text);
		if (n->tag && !strcmp(n->tag, "!Ref"))
			v->kind = VALUE_REF;
	} else {
		v = n->kind == YAML_LIST ? value_list(a) : value_map(a);
		for (const struct yaml_node *i = n->child; i; i = i->next) {
			if (n->kind == YAML_LIST)
				value_append(v, value_of_yaml(a, i));
			else
				value_put(a, v, i->text, value_of_yaml(a, i->value));
		}
	}
	v->line = n->line;
	v->column = n->column;
	return v;
}

void kit_yaml(struct kit *k, const char *id, const char *path, const char *text)
{
	struct arena *a = &k->arch->arena;
	const struct yaml_node *root;
	struct value *map;
	const char *key;
	if (yaml_parse(a, text, strlen(text), 1, &k->diags, &root) != ERR_OK)
		fail_with_diags(k);
	assert_non_null(root);
	map = walk(k, id, path, &key);
	value_put(a, map, key, value_of_yaml(a, root));
}

void kit_meta(struct kit *k, const char *id, const char *key, const char *text)
{
	struct arch_resource *r;
	int index = arch_find(k->arch, id);

	assert_true(index >= 0);
	r = &k->arch->resources[index];
	r->metadata = value_set(&k->arch->arena, r->metadata, key, text);
}

void kit_edge(struct kit *k, const char *from, enum arch_verb verb, const char *to,
	      const char *details)
{
	int f = arch_find(k->arch, from), t = arch_find(k->arch, to);

	assert_true(f >= 0 && t >= 0);
	arch_add_edge(k->arch, &(struct arch_edge){
		.from = f,
		.to = t,
		.verb = verb,
		.rule = "R0",
		.file = "test.yaml",
		.line = 1,
		.column = 1,
		.details = details ? words_map(&k->arch->arena, details) : NULL,
	});
}

void kit_outside(struct kit *k, const char *id, const char *details)
{
	struct arch_resource *r = resource(k, id);

	if (!r->outside)
		r->outside = value_list(&k->arch->arena);
	value_append((struct value *)r->outside,
		     (struct value *)words_map(&k->arch->arena, details));
}

void kit_request(struct kit *k, const char *request, const char *rate, uint64_t count)
{
	struct workload *w = &k->workloads[k->options.n_workloads++];
	const char *why = "";

	if (workload_parse(&k->arch->arena, request, w, &why) != ERR_OK)
		fail_msg("%s: %s", request, why);
	if (rate && workload_rate(&k->arch->arena, rate, w, &why) != ERR_OK)
		fail_msg("%s: %s", rate, why);
	w->count = count;
}

void kit_fault(struct kit *k, const char *fault)
{
	const char *why = "";

	if (fault_parse(&k->arch->arena, fault, &k->faults[k->options.n_faults++], &why) != ERR_OK)
		fail_msg("%s: %s", fault, why);
}

void kit_begin(struct kit *k)
{
	end_run(k);
	k->sim = sim_new(k->arch, k->facts, &k->options, &k->diags);
	if (!k->sim)
		fail_with_diags(k);
}

void kit_run(struct kit *k)
{
	double sum = 0;

	kit_begin(k);
	sim_run_until(k->sim, INT64_MAX, 0);
	k->run = sim_result(k->sim);
	for (size_t i = 0; i < k->run->n_outcomes; i++)
		sum += k->run->outcomes[i].count;
	if (k->run->arrived != sum + k->run->in_flight)
		fail_msg("%g arrived, but %g ended and %g are in flight", k->run->arrived, sum,
			 k->run->in_flight);
}

const char *kit_refused(struct kit *k)
{
	end_run(k);
	k->sim = sim_new(k->arch, k->facts, &k->options, &k->diags);
	assert_null(k->sim);
	assert_true(k->diags.n_errors > 0);
	return k->diags.items[0].text;
}

double kit_outcome(struct kit *k, const char *name)
{
	for (size_t i = 0; i < k->run->n_outcomes; i++)
		if (!strcmp(k->run->outcomes[i].name, name))
			return k->run->outcomes[i].count;
	return 0;
}

const struct metric *kit_metric(struct kit *k, const char *id, const char *metric)
{
	for (size_t i = 0; i < k->run->n_components; i++) {
		const struct metric *m;

		if (strcmp(k->run->components[i].id, id) != 0)
			continue;
		m = metrics_find(&k->run->components[i], metric);
		if (m)
			return m;
	}
	fail_msg("%s has no metric %s", id, metric);
	return NULL;
}

uint64_t kit_count(struct kit *k, const char *id, const char *metric)
{
	return kit_metric(k, id, metric)->count;
}

size_t kit_moments(struct kit *k, enum moment m, enum rule rule)
{
	size_t n, found = 0;
	const struct history_event *events = sim_history(k->sim, &n);

	for (size_t i = 0; i < n; i++)
		found += events[i].moment == m && events[i].rule == rule;
	return found;
}

void kit_near(double got, double expected, double standard_error)
{
	if (!(fabs(got - expected) <= 3 * standard_error))
		fail_msg("%.9g is not within 3 standard errors (%.3g) of %.9g", got, standard_error,
			 expected);
}
