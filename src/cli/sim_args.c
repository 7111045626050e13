/* SPDX-License-Identifier: MIT */
#include "cli/sim_args.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/suggest.h"
#include "base/vec.h"
#include "cli/report.h"
#include "cloud/cloud.h"
#include "parse/facts.h"

void experiment_done(struct experiment *e)
{
	arch_free(e->arch);
	if (e->facts)
		facts_free(e->facts);
	diag_list_done(&e->diags);
}

void experiment_complain(struct experiment *e)
{
	const struct diag **list = NULL;
	size_t n = 0, cap = 0;
	struct output o;

	for (size_t i = 0; i < e->diags.n; i++)
		if (e->diags.items[i].severity > DIAG_NOTE)
			*vec_push(list, n, cap) = &e->diags.items[i];
	output_init(&o, STDERR_FILENO);
	o.is_ascii = !locale_is_utf8();
	report_text(&o, &(struct report){ list, n });
	output_flush(&o);
	output_done(&o);
	free(list);
}

static int refuse(struct cli *c, const char *option, const char *value, const char *why)
{
	message("--%s \"%s\": %s", option, text_shown(&c->arena, value), why);
	return STATUS_USAGE;
}

/* "ID=TEXT" in its two parts; false when there is no '=' or nothing before it. */
static bool split(struct cli *c, const char *value, const char **ret_id, const char **ret_text)
{
	const char *equals = strchr(value, '=');

	if (!equals || equals == value)
		return false;
	*ret_id = arena_strndup(&c->arena, value, (size_t)(equals - value));
	*ret_text = equals + 1;
	return true;
}

static int no_such_id(struct cli *c, const struct experiment *e, const char *option, const char *id)
{
	const char **ids = arena_alloc(&c->arena, (e->arch->n_resources + 1) * sizeof(*ids));
	const char *name = arena_strndup(&c->arena, id, strcspn(id, ".")), *nearest;

	for (size_t i = 0; i < e->arch->n_resources; i++)
		ids[i] = e->arch->resources[i].id;
	ids[e->arch->n_resources] = NULL;
	nearest = suggest_nearest(name, ids);
	if (nearest)
		message("--%s: the template has no %s; did you mean %s?", option,
			text_shown(&c->arena, name), nearest);
	else
		message("--%s: the template has no %s; \"nephoscope graph\" lists what it has", option,
			text_shown(&c->arena, name));
	return STATUS_USAGE;
}

/* --set, --work, --calls: properties as if the template said so. */
static int set_property(struct cli *c, struct experiment *e, const struct option_given *g)
{
	const char *option = option_table[g->id].name, *path, *text;
	enum err err;

	if (!split(c, g->value, &path, &text))
		return refuse(c, option, g->value,
			      g->id == OPT_SET ? "expected LogicalId.Property=value" :
						 "expected LogicalId=value");
	if (g->id != OPT_SET)
		path = arena_printf(&c->arena, "%s.%s", path, g->id == OPT_WORK ? "Work" : "Calls");
	err = arch_set(e->arch, path, arena_strdup(&e->arch->arena, text));
	if (err == ERR_NOT_FOUND)
		return no_such_id(c, e, option, path);
	if (err != ERR_OK)
		return refuse(c, option, g->value, "expected LogicalId.Property=value");
	return STATUS_FINE;
}

static int read_time(struct cli *c, const struct option_given *g, int64_t *ret_ns)
{
	double ns;
	enum err err = duration_parse(g->value, NULL, &ns);

	if (err == ERR_TOO_BIG)
		return refuse(c, option_table[g->id].name, g->value, "over ten years is too long");
	if (err != ERR_OK)
		return refuse(c, option_table[g->id].name, g->value,
			      "expected a time with its unit: 500ms, 60s, 10m, 1h");
	*ret_ns = (int64_t)ns;
	return STATUS_FINE;
}

/* --rate, --count and --at belong to the --request before them. */
static int shape_workload(struct cli *c, const struct option_given *g, struct workload *w)
{
	const char *why = "";

	switch (g->id) {
	case OPT_RATE:
		if (workload_rate(&c->arena, g->value, w, &why) != ERR_OK)
			return refuse(c, "rate", g->value, why);
		return STATUS_FINE;
	case OPT_COUNT:
		option_number(OPT_COUNT, g->value, &w->count);
		return STATUS_FINE;
	default:
		return read_time(c, g, &w->at_ns);
	}
}

struct reading {
	struct workload *workloads;
	size_t n_workloads;
	struct fault *faults;
	size_t n_faults;
	bool has_target;	/* a --request came: what shapes belongs to it */
};

static int read_one(struct cli *c, struct experiment *e, struct reading *r,
		    const struct option_given *g)
{
	const char *why = "";

	switch (g->id) {
	case OPT_SET:
	case OPT_WORK:
	case OPT_CALLS:
		return set_property(c, e, g);
	case OPT_REQUEST:
		if (workload_parse(&c->arena, text_shown(&c->arena, g->value),
				   &r->workloads[r->n_workloads++], &why) != ERR_OK)
			return refuse(c, "request", g->value, why);
		return STATUS_FINE;
	case OPT_RATE:
	case OPT_COUNT:
	case OPT_AT:
		if (!r->n_workloads) {
			message("--%s belongs behind the --request that it is about",
				option_table[g->id].name);
			return STATUS_USAGE;
		}
		return shape_workload(c, g, &r->workloads[r->n_workloads - 1]);
	case OPT_FAULT:
		if (fault_parse(&c->arena, g->value, &r->faults[r->n_faults++], &why) != ERR_OK)
			return refuse(c, "fault", g->value, why);
		return STATUS_FINE;
	case OPT_DURATION:
		return read_time(c, g, &e->options.duration_ns);
	case OPT_UNTIL:
		return read_time(c, g, &e->options.until_ns);
	default:
		return STATUS_FINE;
	}
}

static int read_options(struct cli *c, struct experiment *e)
{
	const struct options *o = &c->options;
	struct reading r = {
		.workloads = arena_zalloc(&c->arena, (o->n_given + 1) * sizeof(*r.workloads)),
		.faults = arena_zalloc(&c->arena, (o->n_given + 1) * sizeof(*r.faults)),
	};
	const char *profile = o->values[OPT_PROFILE], *client = o->values[OPT_CLIENT];
	int status = STATUS_FINE;

	for (size_t i = 0; i < o->n_given && status == STATUS_FINE; i++)
		status = read_one(c, e, &r, &o->given[i]);
	e->options.workloads = r.workloads;
	e->options.n_workloads = r.n_workloads;
	e->options.faults = r.faults;
	e->options.n_faults = r.n_faults;
	e->options.is_sdk_client = client && !strcmp(client, "sdk");
	e->options.seed = 1;
	cli_seed(c, &e->options.seed);
	if (profile)
		facts_profile_find(profile, &e->options.profile);
	return status;
}

/* The --parameter options as the loader takes them. */
static struct cloud_options cloud_options_of(struct cli *c)
{
	const struct options *o = &c->options;
	const char **list = arena_alloc(&c->arena, (o->n_given + 1) * sizeof(*list));
	struct cloud_options r = { .parameters = list };

	for (size_t i = 0; i < o->n_given; i++)
		if (o->given[i].id == OPT_PARAMETER)
			list[r.n_parameters++] = o->given[i].value;
	return r;
}

int experiment_read(struct cli *c, const char *template_path, struct experiment *e)
{
	struct cloud_options o = cloud_options_of(c);
	enum err err;

	memset(e, 0, sizeof(*e));
	diag_list_init(&e->diags);
	err = cloud_load(template_path, &o, &e->diags, &e->arch);
	if (err == ERR_OK)
		err = facts_load(&e->facts, &e->diags);
	if (err != ERR_OK) {
		experiment_complain(e);
		if (!e->diags.n_errors)
			message("%s: %s", text_shown(&c->arena, template_path), err_text(err));
		return err == ERR_SYNTAX || err == ERR_USAGE ? STATUS_USAGE : STATUS_ENVIRONMENT;
	}
	return read_options(c, e);
}
