/* SPDX-License-Identifier: MIT */
/*
 * Versions, aliases, their environments and cold starts. $LATEST is version 0.
 * A published version has the properties of its function, as they are: nothing
 * changes during a run. Metadata.Nephoscope of an AWS::Lambda::Version may say
 * Work, ErrorRate and ColdStart anew, for a canary that is worse than the rest.
 */
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "sim/maths.h"
#include "sim/svc_lambda.h"

/* Runtimes that nobody measured start like the measured one next to them. */
struct family {
	const char *prefix, *like;
};

static const struct family families[] = {
	{ "nodejs", "nodejs22" },
	{ "python", "python3-12" },
	{ "java", "java21" },
	{ "dotnet", "dotnet8" },
	{ "ruby", "ruby3-4" },
	{ "go", "go" },
	{ "provided", "go" },
};

/* The fact "lambda.init.python3-12.zip"; last may be "". */
static const struct fact *find(const struct build *b, const char *group, const char *runtime,
			       const char *last)
{
	return facts_find(b->sim->facts, arena_printf(&b->sim->arena, "lambda.%s.%s%s%s", group,
						      runtime, *last ? "." : "", last));
}

/* "nodejs22.x" is "nodejs22" among the facts, "python3.12" "python3-12". */
static const char *runtime_name(const struct build *b, const char *runtime)
{
	char *name = arena_strdup(&b->sim->arena, runtime);
	size_t n = strlen(name);

	if (n > 2 && !strcmp(name + n - 2, ".x"))
		name[n - 2] = '\0';
	for (char *p = name; *p; p++)
		if (*p == '.')
			*p = '-';
	if (find(b, "init", name, "zip"))
		return name;
	for (size_t i = 0; i < sizeof(families) / sizeof(*families); i++)
		if (!strncmp(name, families[i].prefix, strlen(families[i].prefix)))
			return families[i].like;
	return "other";
}

static bool is_image(const struct value *properties)
{
	return !strcmp(value_string(properties, "PackageType", "Zip"), "Image");
}

/* The first call of runtimes that compile while they run takes longer, with little memory most. */
static int64_t first_call_ns(const struct build *b, const struct lambda *f, const char *runtime)
{
	static const char *const sizes[] = { "1024", "512", "256", "128" };
	static const double size_mb[] = { 1024, 512, 256, 128 };
	const struct fact *fact = find(b, "first-call", runtime, "");

	for (size_t i = 0; !fact && i < sizeof(sizes) / sizeof(*sizes); i++)
		if (f->memory_mb >= size_mb[i])
			fact = find(b, "first-call", runtime, sizes[i]);
	return fact ? build_fact_ns(b, fact->name) : 0;
}

/* The stream of a purpose: each version has its own, $LATEST the plain one. */
static const char *purpose(struct build *b, const struct version *v, const char *what)
{
	return v->resource ? arena_printf(&b->sim->arena, "%s %s", what, v->name) : what;
}

/* A metadata key of the version, else of its function. */
static const char *metadata(const struct build *b, const struct component *m,
			    const struct version *v, const char *key)
{
	const char *text = v->resource ? value_string(v->resource->metadata, key, NULL) : NULL;

	return text ? text : value_string(build_metadata(b, m), key, NULL);
}

/* What a function has that SnapStart does not go with; NULL = nothing. */
static const char *snapshot_obstacle(struct build *b, const struct component *m)
{
	static const struct {
		const char *prefix, *oldest;
	} runtimes[] = {
		{ "java", "lambda.snapstart.java.least" },
		{ "python3.", "lambda.snapstart.python.least" },
		{ "dotnet", "lambda.snapstart.dotnet.least" },
	};
	const struct value *p = build_properties(b, m);
	const char *runtime = value_string(p, "Runtime", "");
	double tmp_mb = build_number(b, m, "EphemeralStorage.Size", "lambda.tmp.default",
				     build_fact(b, "lambda.tmp.default"),
				     build_fact(b, "lambda.tmp.most"));
	bool is_known = false;

	for (size_t i = 0; i < sizeof(runtimes) / sizeof(*runtimes); i++) {
		size_t n = strlen(runtimes[i].prefix);

		is_known |= !strncmp(runtime, runtimes[i].prefix, n) &&
			    atoi(runtime + n) >= build_fact(b, runtimes[i].oldest);
	}
	if (is_image(p))
		return "a container image";
	if (!is_known)
		return *runtime ? arena_printf(&b->sim->arena, "the runtime %.40s", runtime)
				: "a runtime that nobody knows";
	if (value_get(p, "FileSystemConfigs"))
		return "a file system of EFS";
	if (tmp_mb > build_fact(b, "lambda.snapstart.tmp.most"))
		return "so much space under /tmp";
	return NULL;
}

/* Whether published versions start from snapshots; tells when they were meant to and cannot. */
static bool takes_snapshots(struct build *b, const struct component *m)
{
	const struct value *at = value_get(build_properties(b, m), "SnapStart");
	const char *obstacle;

	if (strcmp(value_string(at, "ApplyOn", "None"), "PublishedVersions") != 0)
		return false;
	obstacle = snapshot_obstacle(b, m);
	if (obstacle)
		build_complain(b, m, DIAG_WARNING, at, "sim-property",
			       "SnapStart does not go with %s: nothing is restored here", obstacle);
	return !obstacle;
}

static void configure_cold_start(struct build *b, struct component *m, struct version *v,
				 bool has_snapshots)
{
	const struct lambda *f = m->state;
	const struct value *p = build_properties(b, m);
	const char *text = metadata(b, m, v, "ColdStart");
	const char *runtime = runtime_name(b, value_string(p, "Runtime", "other"));
	const char *init = arena_printf(&b->sim->arena, "lambda.init.%s.%s", runtime,
					is_image(p) ? "image" : "zip");

	if (text) {
		build_dist_text(b, m, &v->init, text, "ColdStart", purpose(b, v, "init"));
		return;
	}
	v->has_hidden = true;
	build_dist(b, m, &v->hidden, "lambda.cold.hidden", purpose(b, v, "hidden"));
	v->restores = has_snapshots && v->name[0] != '$';
	if (v->restores) {
		build_dist(b, m, &v->init,
			   !strncmp(runtime, "java", 4) ? "lambda.restore.java"
							: "lambda.restore.other",
			   purpose(b, v, "init"));
		return;
	}
	build_dist(b, m, &v->init, init, purpose(b, v, "init"));
	v->first_call_ns = first_call_ns(b, f, runtime);
}

static void slow_down(struct dist *d, double factor)
{
	d->mean_ns *= factor;
	d->spread_ns *= factor;
	if (d->kind == DIST_LOGNORMAL)
		d->mu += maths_log(factor);
}

static void configure_version(struct build *b, struct component *m, struct version *v,
			      bool has_snapshots)
{
	const struct lambda *f = m->state;
	const char *work = metadata(b, m, v, "Work");

	if (work)
		build_dist_text(b, m, &v->work, work, "Work", purpose(b, v, "work"));
	else
		build_dist(b, m, &v->work, "lambda.work.default", purpose(b, v, "work"));
	slow_down(&v->work, f->cpu_factor);
	random_init(&v->errors, b->sim->seed, m->id, purpose(b, v, "errors"));
	v->error_share = build_share_text(b, m, "ErrorRate", metadata(b, m, v, "ErrorRate"), 0);
	configure_cold_start(b, m, v, has_snapshots);
}

static size_t find_version(const struct lambda *f, const char *name)
{
	size_t i = 0;

	while (i < f->n_versions && strcmp(f->versions[i].name, name) != 0)
		i++;
	return i;
}

/* Each version can be asked for by its own name. */
static size_t add_version(struct lambda *f, const char *name, const struct arch_resource *r)
{
	size_t i = f->n_versions++;

	f->versions[i] = (struct version){ .name = name, .resource = r };
	f->aliases[f->n_aliases++] = (struct alias){
		.name = name, .id = r ? r->id : NULL, .version = (uint8_t)i, .other = (uint8_t)i,
	};
	return i;
}

/* The version that a FunctionVersion means: a resource of the template, a number, $LATEST. */
static size_t version_of(struct lambda *f, const struct value *v)
{
	const char *name = value_ref(v);
	size_t i;

	if (!name)
		name = v && *v->text ? v->text : "$LATEST";
	i = find_version(f, name);
	return i < f->n_versions ? i : add_version(f, name, NULL);
}

static bool is_part(const struct arch_resource *r, const struct component *m, const char *type)
{
	return r->owner == m->resource && !strcmp(r->type, type);
}

/* ProvisionedConcurrencyConfig of a function (SAM), a version or an alias. */
static void provision(struct build *b, struct component *m, const struct value *properties,
		      size_t version)
{
	struct lambda *f = m->state;
	const char *path = "ProvisionedConcurrencyConfig.ProvisionedConcurrentExecutions";
	const struct value *at = value_at(properties, path);
	double n, per_s;

	if (!at || at->kind != VALUE_TEXT)
		return;
	if (!value_number(properties, path, &n) || n < 1 || n > 1e6) {
		build_complain(b, m, DIAG_ERROR, at, "sim-property",
			       "ProvisionedConcurrentExecutions is \"%.40s\": a number from 1",
			       at->text);
		return;
	}
	if (!version) {
		build_complain(b, m, DIAG_ERROR, at, "sim-property",
			       "provisioned concurrency needs a published version or an alias, "
			       "never $LATEST");
		return;
	}
	if (!strcmp(value_string(build_properties(b, m), "SnapStart.ApplyOn", "None"),
		    "PublishedVersions"))
		build_complain(b, m, DIAG_ERROR, at, "sim-property",
			       "a function has SnapStart or provisioned concurrency, not both");
	f->versions[version].allocated += (uint32_t)n;
	f->allocated += (uint32_t)n;
	per_s = f->versions[version].allocated *
		build_fact(b, "lambda.provisioned.requests.factor");
	bucket_init(&f->versions[version].provisioned_rate, per_s, per_s);
}

static void route(struct build *b, struct component *m, struct alias *a,
		  const struct value *properties)
{
	struct lambda *f = m->state;
	const struct value *weights =
		value_at(properties, "RoutingConfig.AdditionalVersionWeights");
	const struct value *one = weights ? weights->child : NULL, *weight = NULL;

	if (!one)
		return;
	if (weights->n > 1)
		build_complain(b, m, DIAG_ERROR, weights, "sim-property",
			       "an alias leads to two versions at most: one additional weight");
	weight = value_get(one, "FunctionWeight");
	a->other = (uint8_t)version_of(f, value_get(one, "FunctionVersion"));
	if (!weight || share_parse(weight->text, &a->other_share) != ERR_OK)
		build_complain(b, m, DIAG_ERROR, one, "sim-property",
			       "FunctionWeight is a share from 0 to 1");
	if (!a->version || !a->other)
		build_complain(
			b, m, DIAG_ERROR, one, "sim-property",
			"an alias with weights leads to published versions, never to $LATEST");
}

static void add_alias(struct build *b, struct component *m, const struct arch_resource *r)
{
	struct lambda *f = m->state;
	const struct value *p = r->properties;
	size_t version = version_of(f, value_get(p, "FunctionVersion"));
	struct alias *a = &f->aliases[f->n_aliases++];

	*a = (struct alias){
		.name = value_string(p, "Name", r->id),
		.id = r->id,
		.version = (uint8_t)version,
		.other = (uint8_t)version,
	};
	route(b, m, a, p);
	provision(b, m, p, version);
}

static size_t find_alias(const struct lambda *f, const char *name)
{
	size_t i = 0;

	while (i < f->n_aliases && strcmp(f->aliases[i].name, name) != 0 &&
	       !(f->aliases[i].id && !strcmp(f->aliases[i].id, name)))
		i++;
	return i;
}

/* SAM publishes a version with each deployment, and its events go to the alias. */
static void auto_publish(struct build *b, struct component *m)
{
	struct lambda *f = m->state;
	const struct value *p = build_properties(b, m);
	const char *name = value_string(p, "AutoPublishAlias", NULL);
	size_t i, version;

	if (!name || !*name) {
		provision(b, m, p, 0);
		return;
	}
	i = find_alias(f, name);
	if (i == f->n_aliases) {
		version = add_version(f, "published", NULL);
		f->aliases[f->n_aliases++] = (struct alias){
			.name = name, .version = (uint8_t)version, .other = (uint8_t)version,
		};
		i = f->n_aliases - 1;
	}
	if (!f->versions[f->aliases[i].version].allocated)
		provision(b, m, p, f->aliases[i].version);
}

/* How many versions and aliases there may be: each resource names two versions at most. */
static size_t count_parts(struct build *b, const struct component *m)
{
	const struct arch *a = b->sim->arch;
	size_t n = 0;

	for (size_t i = 0; i < a->n_resources; i++)
		n += is_part(&a->resources[i], m, "AWS::Lambda::Version") ||
		     is_part(&a->resources[i], m, "AWS::Lambda::Alias");
	if (2 * n + 2 <= VERSIONS_MAX)
		return n;
	build_complain(b, m, DIAG_ERROR, NULL, "sim-size",
		       "%zu versions and aliases are more than a simulation can hold (%d)", n,
		       VERSIONS_MAX / 2 - 1);
	return 0;
}

void lambda_configure_versions(struct build *b, struct component *m)
{
	struct lambda *f = m->state;
	const struct arch *a = b->sim->arch;
	size_t n = count_parts(b, m);
	bool has_snapshots;

	f->versions = arena_zalloc(&b->sim->arena, (2 * n + 2) * sizeof(*f->versions));
	f->aliases = arena_zalloc(&b->sim->arena, (3 * n + 4) * sizeof(*f->aliases));
	add_version(f, "$LATEST", NULL);
	for (size_t i = 0; n && i < a->n_resources; i++) {
		const struct arch_resource *r = &a->resources[i];

		if (is_part(r, m, "AWS::Lambda::Version"))
			provision(b, m, r->properties, add_version(f, r->id, r));
	}
	for (size_t i = 0; n && i < a->n_resources; i++)
		if (is_part(&a->resources[i], m, "AWS::Lambda::Alias"))
			add_alias(b, m, &a->resources[i]);
	auto_publish(b, m);
	has_snapshots = takes_snapshots(b, m);
	for (size_t i = 0; i < f->n_versions; i++)
		configure_version(b, m, &f->versions[i], has_snapshots);
	f->is_plain = f->n_versions == 1 && f->n_aliases == 1;
}

uint32_t lambda_qualifier(struct build *b, const struct component *function, const char *name,
			  const struct component *asker, const struct value *at)
{
	const struct lambda *f = function->state;
	const char *colon = name ? strrchr(name, ':') : NULL, *nearest;
	const char **names;
	size_t i;
	struct diag *d;

	if (colon)
		name = colon + 1;
	if (!name || !*name)
		return 0;
	i = find_alias(f, name);
	if (i < f->n_aliases)
		return (uint32_t)i + 1;
	names = arena_alloc(&b->sim->arena, (f->n_aliases + 1) * sizeof(*names));
	for (i = 0; i < f->n_aliases; i++)
		names[i] = f->aliases[i].name;
	names[i] = NULL;
	nearest = suggest_nearest(name, names);
	d = build_complain(b, asker, DIAG_ERROR, at, "sim-alias",
			   "%s has no version or alias \"%.40s\"", function->id, name);
	if (nearest)
		diag_hint(b->diags, d, "did you mean \"%s\"?", nearest);
	return 0;
}

uint32_t lambda_key_named(struct build *b, const struct component *function,
			  const struct value *name,
			  const struct component *asker)
{
	const char *alias =
		arch_qualifier(&b->sim->arena, b->sim->arch, function->resource, name);

	return lambda_qualifier(b, function, alias, asker, name);
}

uint32_t lambda_key_of_edge(struct build *b, const struct component *to,
			    const struct value *details, const struct component *asker)
{
	const char *alias = value_string(details, "Alias", NULL);

	if (!alias || !lambda_is(to) || !strncmp(alias, "${", 2))
		return 0;
	return lambda_qualifier(b, to, alias, asker, NULL);
}

const char *lambda_part_named(const struct build *b, const char *name, const char *from)
{
	const struct arch *a = b->sim->arch;
	int i = arch_named(a, name, from);

	return i >= 0 && arch_is_qualifier(&a->resources[i]) ? a->resources[i].id : "";
}
