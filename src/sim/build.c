/* SPDX-License-Identifier: MIT */
/* Helpers by which services read properties, facts and edges; see service.h. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/suggest.h"
#include "sim/duration.h"
#include "base/xalloc.h"
#include "sim/service.h"
#include "sim/ways.h"

/* A mapping has no resource of its own: people know it by who polls. */
static const struct arch_resource *resource_of(const struct build *b, const struct component *m)
{
	const struct arch *a = b->sim->arch;

	return &a->resources[m->resource >= 0 ? m->resource : a->edges[m->edge].from];
}

const struct value *build_properties(const struct build *b, const struct component *m)
{
	if (m->resource < 0)
		return b->sim->arch->edges[m->edge].details;
	return resource_of(b, m)->properties;
}

const struct value *build_metadata(const struct build *b, const struct component *m)
{
	return resource_of(b, m)->metadata;
}

struct component *build_component_of(const struct build *b, int resource)
{
	struct sim *s = b->sim;

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++)
		if (s->components[i].resource == resource)
			return &s->components[i];
	return NULL;
}

struct component *build_component(const struct build *b, const char *id)
{
	int node = id ? arch_node(b->sim->arch, id) : -1;

	return node < 0 ? NULL : build_component_of(b, node);
}

struct component *build_named(const struct build *b, const char *name, const char *from,
			      const char **ret_path)
{
	const struct arch *a = b->sim->arch;

	for (const char *end = name; *end; end += *end == '/') {
		struct component *found;
		int i;

		end += strcspn(end, "/");
		i = arch_named(a, arena_strndup(&b->sim->arena, name, (size_t)(end - name)), from);
		found = i < 0 ? NULL : build_component(b, a->resources[i].id);
		*ret_path = *end ? end + 1 : "";
		if (found)
			return found;
	}
	return NULL;
}

double build_fact(const struct build *b, const char *name)
{
	return facts_value(b->sim->facts, b->sim->profile, name);
}

int64_t build_fact_ns(const struct build *b, const char *name)
{
	return facts_ns(b->sim->facts, b->sim->profile, name);
}

struct diag *build_complain(struct build *b, const struct component *m, enum diag_severity severity,
			    const struct value *at, const char *rule, const char *format, ...)
{
	const struct arch_resource *r = resource_of(b, m);
	bool has_place = at && at->line;
	char text[400];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	diag_in(b->diags, !has_place ? r->file : at->file ? at->file : b->sim->arch->file, NULL, 0);
	return diag_add(b->diags, severity, has_place ? at->line : r->line,
			has_place ? at->column : r->column, rule, "%s: %s", r->id, text);
}

double build_number(struct build *b, const struct component *m, const char *path,
		    const char *default_fact, double least, double most)
{
	return build_number_in(b, m, build_properties(b, m), path,
			       default_fact ? build_fact(b, default_fact) : 0, least, most);
}

double build_number_in(struct build *b, const struct component *m, const struct value *map,
		       const char *path, double default_value, double least, double most)
{
	const struct value *at = value_at(map, path);
	double x;

	if (!at || at->kind == VALUE_NULL || at->kind == VALUE_REF || at->kind == VALUE_UNKNOWN)
		return default_value;
	if (!value_number(map, path, &x)) {
		build_complain(b, m, DIAG_ERROR, at, "sim-property", "%s is no number: \"%.60s\"", path,
			       at->text);
		return default_value;
	}
	if (x < least || x > most) {
		build_complain(b, m, DIAG_ERROR, at, "sim-property",
			       "%s is %.60s, but AWS takes %.12g to %.12g", path, at->text, least, most);
		return x < least ? least : most;
	}
	return x;
}

bool build_flag(struct build *b, const struct component *m, const char *path, bool default_value)
{
	const struct value *at = value_at(build_metadata(b, m), path);

	if (!at || at->kind != VALUE_TEXT)
		return default_value;
	if (strcasecmp(at->text, "true") != 0 && strcasecmp(at->text, "yes") != 0 &&
	    strcasecmp(at->text, "false") != 0 && strcasecmp(at->text, "no") != 0)
		build_complain(b, m, DIAG_ERROR, at, "sim-property",
			       "%s is \"%.60s\": write true or false", path, at->text);
	return value_bool(build_metadata(b, m), path, default_value);
}

/* State machines are not among them: theirs are asked for by state. */
static const char *const single_values[] = {
	"Blocked",   "ColdStart", "ConsistentReads", "Cpu",	"Duplicates", "ErrorRate",
	"Groups",    "HotKey",	  "ItemSize",	     "KeepAlive", "Latency",  "LostDisconnects",
	"Payload",   "Poison",	  "Prefixes",	     "QueueLimit", "Servers",
	"Throughput", "Users",	  "Work",
};

void build_check_metadata(struct build *b, const struct component *m)
{
	const struct value *meta = m->resource < 0 ? NULL : build_metadata(b, m);

	if (!meta || resource_of(b, m)->kind == ARCH_STATEMACHINE)
		return;
	for (size_t i = 0; i < sizeof(single_values) / sizeof(*single_values); i++) {
		const struct value *v = value_get(meta, single_values[i]);

		if (v && (v->kind == VALUE_MAP || v->kind == VALUE_LIST))
			build_complain(b, m, DIAG_ERROR, v, "sim-property",
				       "%s is a single value, not a %s", single_values[i],
				       v->kind == VALUE_MAP ? "map" : "list");
	}
}

double build_quota(struct build *b, const char *path, double default_value, double least)
{
	const struct value *at = value_at(b->sim->arch->metadata, path);
	double x;

	if (!at)
		return default_value;
	if (value_number(b->sim->arch->metadata, path, &x) && x >= least && x <= 1e9)
		return x;
	diag_hint(b->diags,
		  diag_add(b->diags, DIAG_ERROR, at->line, at->column, "sim-property",
			   "Metadata.Nephoscope.%s is no quota", path),
		  "write a number from %g to 1000000000", least);
	return default_value;
}

double build_share_text(struct build *b, const struct component *m, const char *key,
			const char *text, double default_value)
{
	double share;

	if (!text)
		return default_value;
	if (share_parse(text, &share) == ERR_OK)
		return share;
	diag_hint(b->diags,
		  build_complain(b, m, DIAG_ERROR, value_at(build_metadata(b, m), key), "sim-property",
				 "%s is no share: \"%.60s\"", key, text),
		  "write for example 5%% or 0.05");
	return default_value;
}

double build_share(struct build *b, const struct component *m, const char *path,
		   double default_value)
{
	const struct value *v = value_at(build_metadata(b, m), path);

	return build_share_text(b, m, path, v ? v->text : NULL, default_value);
}

double build_size_text(struct build *b, const struct component *m, const char *key,
		       const char *text, double default_value)
{
	double bytes;

	if (!text)
		return default_value;
	if (size_parse(text, &bytes) == ERR_OK)
		return bytes;
	diag_hint(b->diags,
		  build_complain(b, m, DIAG_ERROR, value_at(build_metadata(b, m), key), "sim-property",
				 "%s is no size: \"%.60s\"", key, text),
		  "write for example 512, 64 KB or 7 MB");
	return default_value;
}

const char *build_nearest_id(const struct build *b, const char *id)
{
	struct sim *s = b->sim;
	const char **names = arena_alloc(&s->arena, s->n_components * sizeof(*names)), *found = NULL;
	size_t n = 0;

	for (size_t i = FIRST_COMPONENT; i < s->n_components; i++)
		if (s->components[i].resource >= 0)
			names[n++] = s->components[i].id;
	names[n] = NULL;
	for (size_t i = 0; i < n; i++) {
		const char *slash = strrchr(names[i], '/');

		if (slash && !strcmp(slash + 1, id))
			found = found ? arena_printf(&s->arena, "%s or %s", found, names[i]) : names[i];
	}
	return found ? found : suggest_nearest(id, names);
}

void build_dist(struct build *b, struct component *m, struct dist *d, const char *fact,
		const char *purpose)
{
	const struct fact *f = facts_find(b->sim->facts, fact);

	dist_of_fact(d, f, b->sim->profile);
	random_init(&d->random, b->sim->seed, m->id, purpose);
}

void build_dist_text(struct build *b, struct component *m, struct dist *d, const char *text,
		     const char *key, const char *purpose)
{
	enum err e = dist_parse(d, text);

	random_init(&d->random, b->sim->seed, m->id, purpose);
	if (e == ERR_OK)
		return;
	diag_hint(b->diags,
		  build_complain(b, m, DIAG_ERROR, value_get(build_metadata(b, m), key), "sim-time",
				 "%s is no time: \"%.60s\"", key, text),
		  "write for example \"120ms\", \"120ms exp\" or \"120ms lognormal 0.4\"");
}

const struct arch_edge *build_edge(const struct build *b, const struct component *m,
				   bool is_incoming, size_t *i, struct component **ret_other)
{
	const struct arch *a = b->sim->arch;

	while (*i < a->n_edges) {
		const struct arch_edge *e = &a->edges[(*i)++];

		if ((is_incoming ? arch_work_to(e) : arch_work_from(e)) != m->resource)
			continue;
		*ret_other = build_component_of(b, is_incoming ? arch_work_from(e) : arch_work_to(e));
		return e;
	}
	return NULL;
}

bool build_leads_to(const struct build *b, const struct component *from, const struct component *to)
{
	size_t n_resources = b->sim->arch->n_resources, n = 0;
	bool *seen = xcalloc(n_resources, sizeof(*seen)), found;
	int *queue = xcalloc(n_resources + 1, sizeof(*queue));
	struct ways w;

	ways_init(&w, b->sim->arch, NULL);
	queue[n++] = from->resource;
	for (size_t at = 0; at < n && !seen[to->resource]; at++) {
		for (size_t i = w.first[queue[at]]; i < w.first[queue[at] + 1]; i++) {
			if (seen[w.to[i]])
				continue;
			seen[w.to[i]] = true;
			queue[n++] = w.to[i];
		}
	}
	found = seen[to->resource];
	ways_done(&w);
	free(seen);
	free(queue);
	return found;
}
