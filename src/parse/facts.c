/* SPDX-License-Identifier: MIT */
#include "parse/facts.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "parse/yaml.h"

enum fact_field {
	VALUE, P90, P99,	/* first, as in number_fields */
	ABOUT, SHAPE, SINCE, SOURCE, CONFIDENCE, LESSON, OLD,
	N_FIELDS
};

static const char *const fact_fields[N_FIELDS + 1] = {
	[VALUE] = "value", [P90] = "p90", [P99] = "p99", [ABOUT] = "about", [SHAPE] = "shape",
	[SINCE] = "since", [SOURCE] = "source", [CONFIDENCE] = "confidence", [LESSON] = "lesson",
	[OLD] = "aws-2023",
};

static const char *const number_fields[] = { "value", "p90", "p99", NULL };

enum source_field { TITLE, URL, TRUST };

static const char *const source_fields[] = { "title", "url", "confidence", NULL };

/* A name with its map: a fact, a source, the numbers of a profile. */
struct record {
	const struct yaml_node *key;
	const char *const *names;			/* of the fields that it may have */
	const struct yaml_node *fields[N_FIELDS];	/* NULL = not there */
};

/* Where numbers come from; the facts of a file name it by key. */
struct source {
	const struct yaml_node *key;
	const char *title, *url;
	enum fact_confidence confidence;
	bool is_used;
};

struct loader {
	struct facts *facts;	/* its arena keeps the trees too: texts point into them */
	struct fact *list;
	size_t n, cap;
	struct diag_list *diags;
	size_t n_errors;
	const struct embedded *file;
	struct source *sources;	/* of the file */
	size_t n_sources, cap_sources;
};

static struct diag *complain(struct loader *l, const struct yaml_node *at, const char *rule,
			     const char *format, ...) __attribute__((format(printf, 4, 5)));

static struct diag *complain(struct loader *l, const struct yaml_node *at, const char *rule,
			     const char *format, ...)
{
	struct buf text;
	struct diag *g;
	va_list ap;

	buf_init(&text);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	g = diag_add(l->diags, DIAG_ERROR, at->line, at->column, rule, "%s", buf_str(&text));
	buf_done(&text);
	l->n_errors++;
	return g;
}

static int index_of(const char *name, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

static void read_record(struct loader *l, struct record *r, const struct yaml_node *key,
			const struct yaml_node *map, const char *const *names)
{
	bool has_unknown = false;

	*r = (struct record){ .key = key, .names = names };
	for (const struct yaml_node *k = map->child; k; k = k->next) {
		int i = k->kind == YAML_SCALAR ? index_of(k->text, names) : -1;

		if (i >= 0)
			r->fields[i] = k->value;
		else
			has_unknown = true;
	}
	if (has_unknown)
		yaml_check_keys(map, names, l->diags);
}

/* The text of a field; "" when there is none, which is a mistake if it is needed. */
static const char *text(struct loader *l, const struct record *r, int i, bool is_needed)
{
	const struct yaml_node *n = r->fields[i];

	if (n && n->kind == YAML_SCALAR && n->len)
		return n->text;
	if (n)
		complain(l, n, "bad-value", "the %s of %s is no text", r->names[i], r->key->text);
	else if (is_needed)
		complain(l, r->key, "missing-field", "%s has no %s", r->key->text, r->names[i]);
	return "";
}

/* The index of a field's word in words (ended by NULL); fallback when there is none that fits. */
static int word(struct loader *l, const struct record *r, int i, const char *const *words,
		int fallback)
{
	const char *given = text(l, r, i, false), *near;
	int found = *given ? index_of(given, words) : fallback;
	struct diag *g;

	if (!*given || found >= 0)
		return found;
	g = complain(l, r->fields[i], "bad-value", "there is no %s \"%s\"", r->names[i], given);
	near = suggest_nearest(given, words);
	diag_hint(l->diags, g, "did you mean \"%s\"?", near ? near : words[0]);
	return fallback;
}

static int confidence(struct loader *l, const struct record *r, int i, int fallback)
{
	const char *words[N_CONFIDENCES + 1] = { NULL };

	for (int c = 0; c < N_CONFIDENCES; c++)
		words[c] = fact_confidence_name((enum fact_confidence)c);
	return word(l, r, i, words, fallback);
}

static bool is_address(const char *url)
{
	return !strncmp(url, "https://", 8) || !strncmp(url, "http://", 7);
}

static void read_source(struct loader *l, const struct yaml_node *key)
{
	struct source s = { .key = key };
	struct record r;

	read_record(l, &r, key, key->value, source_fields);
	s.title = text(l, &r, TITLE, true);
	s.url = text(l, &r, URL, false);
	s.confidence = (enum fact_confidence)confidence(l, &r, TRUST, FACT_DOCUMENTED);
	if (*s.url && !is_address(s.url))
		complain(l, r.fields[URL], "bad-value", "\"%s\" is no address", s.url);
	*vec_push(l->sources, l->n_sources, l->cap_sources) = s;
}

static struct source *find_source(struct loader *l, const char *name)
{
	for (size_t i = 0; i < l->n_sources; i++)
		if (!strcmp(l->sources[i].key->text, name))
			return &l->sources[i];
	return NULL;
}

static void unknown_source(struct loader *l, const struct yaml_node *at)
{
	const char **names = arena_zalloc(&l->facts->arena, (l->n_sources + 1) * sizeof(*names));
	const char *near;
	struct diag *g;

	for (size_t i = 0; i < l->n_sources; i++)
		names[i] = l->sources[i].key->text;
	g = complain(l, at, "unknown-source", "this file has no source \"%s\"", at->text);
	near = suggest_nearest(at->text, names);
	if (near)
		diag_hint(l->diags, g, "did you mean \"%s\"?", near);
}

static void read_origin(struct loader *l, const struct record *r, struct fact *f)
{
	const char *name = text(l, r, SOURCE, false);
	struct source *s = *name ? find_source(l, name) : NULL;

	f->source = s ? s->title : "";
	f->url = s ? s->url : "";
	f->confidence = (enum fact_confidence)confidence(l, r, CONFIDENCE,
							 s ? s->confidence : FACT_DOCUMENTED);
	if (s) {
		s->is_used = true;
	} else if (*name) {
		unknown_source(l, r->fields[SOURCE]);
	} else if (f->confidence != FACT_ASSUMPTION) {
		struct diag *g = complain(l, r->key, "missing-field", "%s has no source", f->name);

		diag_hint(l->diags, g, "only an assumption needs none: \"confidence: assumption\"");
	}
}

/* The number in a field, up to its first blank when a unit may follow. */
static double number(struct loader *l, const struct record *r, int i, bool has_unit)
{
	const struct yaml_node *n = r->fields[i];
	const char *what = r->names[i], *digits = n->kind == YAML_SCALAR ? n->text : "";
	double x = 0;
	enum err e;

	if (has_unit)
		digits = arena_strndup(&l->facts->arena, digits, strcspn(digits, " "));
	e = decimal_parse(digits, &x);

	if (e == ERR_TOO_BIG) {
		complain(l, n, "bad-number", "the %s of %s has too many digits", what,
			 r->key->text);
	} else if (e != ERR_OK) {
		struct diag *g = complain(l, n, "bad-number", "the %s of %s is no number", what,
					  r->key->text);

		diag_hint(l->diags, g, "digits, with a point if need be: 600, 0.25");
	}
	return x;
}

/* The numbers of one profile. */
static void read_numbers(struct loader *l, const struct record *r, struct fact *f,
			 enum facts_profile p)
{
	double x[] = { [VALUE] = 0, [P90] = 0, [P99] = 0 };
	size_t n_errors = l->n_errors;
	double most;

	if (!r->fields[VALUE])
		complain(l, r->key, "missing-field", "%s has no value", r->key->text);
	for (int i = VALUE; i <= P99; i++)
		if (r->fields[i])
			x[i] = number(l, r, i, i == VALUE && p == PROFILE_AWS_2026);
	most = x[P90] > x[VALUE] ? x[P90] : x[VALUE];
	if (l->n_errors == n_errors &&
	    ((r->fields[P90] && x[P90] < x[VALUE]) || (r->fields[P99] && x[P99] < most)))
		complain(l, r->key, "bad-number", "the percentiles of %s are out of order",
			 f->name);
	f->value[p] = x[VALUE];
	f->p90[p] = x[P90];
	f->p99[p] = x[P99];
}

static void read_profiles(struct loader *l, const struct record *r, struct fact *f)
{
	const struct yaml_node *old = r->fields[OLD];
	struct record numbers = { .key = r->key, .names = number_fields, .fields[VALUE] = old };

	read_numbers(l, r, f, PROFILE_AWS_2026);
	if (!old) {
		f->value[PROFILE_AWS_2023] = f->value[PROFILE_AWS_2026];
		f->p90[PROFILE_AWS_2023] = f->p90[PROFILE_AWS_2026];
		f->p99[PROFILE_AWS_2023] = f->p99[PROFILE_AWS_2026];
		return;
	}
	if (old->kind == YAML_MAP)
		read_record(l, &numbers, r->key, old, number_fields);
	read_numbers(l, &numbers, f, PROFILE_AWS_2023);
}

static void read_shape(struct loader *l, const struct record *r, struct fact *f)
{
	bool has_percentiles = r->fields[P90] || r->fields[P99];
	const char *words[N_SHAPES + 1] = { NULL };

	for (int i = 0; i < N_SHAPES; i++)
		words[i] = fact_shape_name((enum fact_shape)i);
	f->shape = (enum fact_shape)word(l, r, SHAPE, words,
					 has_percentiles ? FACT_LOGNORMAL : FACT_FIXED);
	if (has_percentiles != (f->shape == FACT_LOGNORMAL))
		complain(l, r->key, "bad-value", "%s is %s, %s percentiles", f->name,
			 words[f->shape], has_percentiles ? "and has" : "without");
	if (f->shape != FACT_FIXED && *f->unit && fact_unit_ns(f->unit) <= 0)
		complain(l, r->key, "bad-value", "%s is spread, but \"%s\" is no unit of time",
			 f->name, f->unit);
}

/* "2023", "2023-11", "2023-11-25" */
static bool is_date(const char *s)
{
	static const char form[] = "dddd-dd-dd";
	size_t n = strlen(s);

	for (size_t i = 0; i < n && i < sizeof(form) - 1; i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)s[i]) : s[i] != form[i])
			return false;
	return n == 4 || n == 7 || n == 10;
}

/* Parts of lower-case letters, digits and hyphens with points between them, two at least. */
static bool is_name(const char *s)
{
	bool has_point = false;

	for (const char *p = s; *p; p++) {
		if (*p == '.' && (p == s || p[1] == '.' || !p[1]))
			return false;
		if (*p == '.')
			has_point = true;
		else if (*p != '-' && !islower((unsigned char)*p) && !isdigit((unsigned char)*p))
			return false;
	}
	return has_point;
}

static void check_name(struct loader *l, const struct yaml_node *key)
{
	struct diag *g;

	if (is_name(key->text))
		return;
	g = complain(l, key, "bad-name", "\"%s\" is no name of a fact", key->text);
	diag_hint(l->diags, g, "small letters, digits and \"-\": service.topic.detail");
}

/* What follows the number of the value. */
static const char *unit(struct loader *l, const struct record *r)
{
	const char *blank = strchr(text(l, r, VALUE, false), ' ');

	if (blank && blank[strspn(blank, " ")])
		return blank + strspn(blank, " ");
	if (r->fields[VALUE]) {
		struct diag *g = complain(l, r->fields[VALUE], "missing-field",
					  "the value of %s has no unit", r->key->text);

		diag_hint(l->diags, g, "number and unit: 29 s, 1000 environments");
	}
	return "";
}

static void read_fact(struct loader *l, const struct yaml_node *key)
{
	struct fact f = { .name = key->text, .file = l->file->name, .line = key->line };
	size_t n_errors = l->n_errors;
	struct record r;

	check_name(l, key);
	read_record(l, &r, key, key->value, fact_fields);
	f.about = text(l, &r, ABOUT, true);
	f.unit = unit(l, &r);
	f.since = text(l, &r, SINCE, false);
	f.lesson = text(l, &r, LESSON, false);
	if (*f.since && !is_date(f.since))
		complain(l, r.fields[SINCE], "bad-value",
			 "\"%s\" is no date: 2023, 2023-11 or 2023-11-25", f.since);
	read_profiles(l, &r, &f);
	read_shape(l, &r, &f);
	read_origin(l, &r, &f);
	if (l->n_errors == n_errors)
		*vec_push(l->list, l->n, l->cap) = f;
}

/* Calls read for each name of a map in root; the map must be there. */
static void read_section(struct loader *l, const struct yaml_node *root, const char *name,
			 void (*read)(struct loader *l, const struct yaml_node *key))
{
	const struct yaml_node *map = yaml_get(root, name);

	if (!map || map->kind != YAML_MAP) {
		complain(l, map ? map : root, "missing-field", "\"%s\" must be there, as a map",
			 name);
		return;
	}
	for (const struct yaml_node *k = map->child; k; k = k->next) {
		if (k->kind == YAML_SCALAR && k->value && k->value->kind == YAML_MAP)
			read(l, k);
		else
			complain(l, k, "bad-value", "each of the %s is a name with a map", name);
	}
}

static void warn_unused(struct loader *l)
{
	for (size_t i = 0; i < l->n_sources; i++)
		if (!l->sources[i].is_used)
			diag_add(l->diags, DIAG_WARNING, l->sources[i].key->line,
				 l->sources[i].key->column, "unused-source",
				 "no fact names the source \"%s\"", l->sources[i].key->text);
}

static void read_file(struct loader *l, const struct embedded *file)
{
	static const char *const sections[] = { "sources", "facts", NULL };
	const struct yaml_node *root = NULL;
	size_t len = strlen(file->text);

	l->file = file;
	l->n_sources = 0;
	diag_in(l->diags, file->name, file->text, len);
	if (yaml_parse(&l->facts->arena, file->text, len, 1, l->diags, &root) != ERR_OK) {
		l->n_errors++;
		return;
	}
	if (!root)
		return;
	yaml_check_keys(root, sections, l->diags);
	read_section(l, root, "sources", read_source);
	read_section(l, root, "facts", read_fact);
	warn_unused(l);
}

/* By name; of the same name, the one that was read first comes first. */
static int compare(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (!order)
		order = strcmp(x->file, y->file);
	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static void check_doubles(struct loader *l)
{
	for (size_t i = 1; i < l->n; i++) {
		const struct fact *f = &l->list[i], *first = &l->list[i - 1];
		struct yaml_node at = { .line = f->line };

		if (strcmp(f->name, first->name) != 0)
			continue;
		diag_in(l->diags, f->file, NULL, 0);
		complain(l, &at, "duplicate-fact", "%s is in %s:%d already", f->name, first->file,
			 first->line);
	}
}

enum err facts_parse(const struct embedded *files, int n, struct facts **ret,
		     struct diag_list *diags)
{
	struct loader l = { .facts = xcalloc(1, sizeof(*l.facts)), .diags = diags };

	arena_init(&l.facts->arena);
	for (int i = 0; i < n; i++)
		read_file(&l, &files[i]);
	if (l.n)
		qsort(l.list, l.n, sizeof(*l.list), compare);
	check_doubles(&l);
	l.facts->list = arena_dup(&l.facts->arena, l.list, l.n, sizeof(*l.list));
	l.facts->n = l.n;
	free(l.list);
	free(l.sources);
	if (l.n_errors) {
		facts_free(l.facts);
		return ERR_SYNTAX;
	}
	*ret = l.facts;
	return ERR_OK;
}

enum err facts_load(struct facts **ret, struct diag_list *diags)
{
	return facts_parse(facts_files, n_facts_files, ret, diags);
}
