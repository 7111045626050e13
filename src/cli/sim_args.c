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
#include "sim/duration.h"
#include "sim/knobs.h"
#include "sim/plan.h"

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

	for (size_t i = e->n_complained; i < e->diags.n; i++)
		if (e->diags.items[i].severity > DIAG_NOTE)
			*vec_push(list, n, cap) = &e->diags.items[i];
	e->n_complained = e->diags.n;
	output_init(&o, STDERR_FILENO);
	o.is_ascii = !locale_is_utf8();
	report_text(&o, &(struct report){list, n});
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
		message("--%s: the template has no %s; \"nephoscope graph\" lists what it has",
			option, text_shown(&c->arena, name));
	return STATUS_USAGE;
}

/* A property that nothing reads: mistyped if one that is read is near, else told and taken. */
static int check_property(struct cli *c, struct experiment *e, const char *path)
{
	const char *dot = strchr(path, '.'), *nearest;
	int i = arch_named(e->arch, arena_strndup(&c->arena, path, (size_t)(dot - path)), NULL);
	const struct arch_resource *r = &e->arch->resources[i];
	const char *event = strncmp(dot + 1, "Events.", 7) ? NULL : strchr(dot + 8, '.');

	if (event && strncmp(event, ".Properties.", 12) != 0 && strcmp(event, ".Type") != 0) {
		message("--set: an event's properties are below its Properties; did you mean %.*s.Properties%s?",
			(int)(event - path), path, event);
		return STATUS_USAGE;
	}
	if (!knob_is_unknown(r, dot + 1, &nearest))
		return STATUS_FINE;
	if (nearest) {
		message("--set: %s (%s) has no %s; did you mean %s?", r->id, r->type,
			text_shown(&c->arena, dot + 1), nearest);
		return STATUS_USAGE;
	}
	message("--set %s: the simulator does not go by %s of %s; it changes nothing",
		text_shown(&c->arena, path), text_shown(&c->arena, dot + 1), r->type);
	return STATUS_FINE;
}

/* Where the value of "--set PATH=VALUE", "--work ID=TIME" or "--calls ID=CALLS" goes. */
static const char *property_path(struct cli *c, const struct option_given *g, const char **ret_text)
{
	const char *path;

	if (!split(c, g->value, &path, ret_text))
		return NULL;
	if (g->id == OPT_SET)
		return path;
	return arena_printf(&c->arena, "%s.%s", path, g->id == OPT_WORK ? "Work" : "Calls");
}

/* The same property set to something else by an option before. */
static bool is_contradicted(struct cli *c, size_t at, const char *path, const char *text)
{
	const struct options *o = &c->options;

	for (size_t i = 0; i < at; i++) {
		const struct option_given *g = &o->given[i];
		const char *other_text, *other;

		if (g->id != OPT_SET && g->id != OPT_WORK && g->id != OPT_CALLS)
			continue;
		other = property_path(c, g, &other_text);
		if (other && !strcmp(other, path) && strcmp(other_text, text) != 0)
			return true;
	}
	return false;
}

/* --set, --work, --calls, which the template was read with: whether they make sense. */
static int check_setting(struct cli *c, struct experiment *e, size_t at)
{
	const struct option_given *g = &c->options.given[at];
	const char *option = option_table[g->id].name, *text, *path = property_path(c, g, &text);
	const char *form =
		g->id == OPT_SET ? "expected LogicalId.Property=value"
		: g->id == OPT_WORK
			? "expected LogicalId=time, as in Resize=120ms"
			: "expected LogicalId=calls, as in 'Resize=s3:GetObject Uploads'";
	const char *dot = path ? strchr(path, '.') : NULL;

	if (!dot || dot == path || !dot[1])
		return refuse(c, option, g->value, form);
	if (g->id == OPT_WORK && duration_is_number(text))
		return refuse(c, option, g->value, "a time needs its unit, as in Resize=120ms");
	if (is_contradicted(c, at, path, text)) {
		message("%s is set twice, to different values", text_shown(&c->arena, path));
		return STATUS_USAGE;
	}
	if (arch_named(e->arch, arena_strndup(&c->arena, path, strcspn(path, ".")), NULL) < 0)
		return no_such_id(c, e, option, path);
	if (g->id == OPT_SET && check_property(c, e, path) != STATUS_FINE)
		return STATUS_USAGE;
	return STATUS_FINE;
}

static int read_time(struct cli *c, const struct option_given *g, int64_t *ret_ns)
{
	const char *option = option_table[g->id].name;
	double ns;
	enum err err = duration_parse(g->value, NULL, &ns);

	if (err == ERR_TOO_BIG)
		return refuse(c, option, g->value, "over ten years is too long");
	if (err != ERR_OK || !duration_has_unit(g->value))
		return refuse(c, option, g->value,
			      "expected a time with its unit: 500ms, 60s, 10m, 1h");
	if (ns < 1)
		return refuse(c, option, g->value, "nothing can happen in no time");
	*ret_ns = (int64_t)ns;
	return STATUS_FINE;
}

/* What was read of the options so far. */
struct reading {
	struct workload_words *words;
	size_t n_words;
	struct fault *faults;
	size_t n_faults;
};

/* --rate, --count and --at belong to the --request before them. */
static int shape_workload(const struct option_given *g, struct reading *r)
{
	struct workload_words *w;
	const char **field;

	if (!r->n_words) {
		message("--%s belongs behind the --request that it is about",
			option_table[g->id].name);
		return STATUS_USAGE;
	}
	w = &r->words[r->n_words - 1];
	field = g->id == OPT_RATE ? &w->rate : g->id == OPT_COUNT ? &w->count : &w->at;
	if (*field) {
		message("--%s is given twice for --request \"%s\"", option_table[g->id].name,
			w->request);
		return STATUS_USAGE;
	}
	*field = g->value;
	return STATUS_FINE;
}

static int read_one(struct cli *c, struct experiment *e, struct reading *r, size_t at)
{
	const struct option_given *g = &c->options.given[at];
	const char *why = "";

	switch (g->id) {
	case OPT_SET:
	case OPT_WORK:
	case OPT_CALLS:
		return check_setting(c, e, at);
	case OPT_REQUEST:
		r->words[r->n_words++] = (struct workload_words){
			.request = text_shown(&c->arena, g->value),
		};
		return STATUS_FINE;
	case OPT_RATE:
	case OPT_COUNT:
	case OPT_AT:
		return shape_workload(g, r);
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

static int make_workloads(struct cli *c, struct experiment *e, const struct reading *r)
{
	struct workload *list = arena_zalloc(&c->arena, (r->n_words + 1) * sizeof(*list));
	const char *field, *why;

	for (size_t i = 0; i < r->n_words; i++) {
		const struct workload_words *w = &r->words[i];

		if (workload_of_words(&c->arena, w, &list[i], &field, &why) != ERR_OK)
			return refuse(c, field,
				      !strcmp(field, "request") ? w->request
				      : !strcmp(field, "rate")  ? w->rate
				      : !strcmp(field, "count") ? w->count
								: w->at,
				      why);
		if (e->options.until_ns && list[i].at_ns >= e->options.until_ns) {
			message("--request \"%s\" begins after the run has ended (--until)",
				w->request);
			return STATUS_USAGE;
		}
	}
	e->options.workloads = list;
	e->options.n_workloads = r->n_words;
	return STATUS_FINE;
}

/* A run that could only meet its bound is refused before anybody waits for it. */
static int check_sizes(struct cli *c, const struct experiment *e)
{
	const struct sim_options *o = &e->options;

	for (size_t i = 0; i < o->n_workloads; i++) {
		const struct workload *w = &o->workloads[i];
		int64_t end_ns = o->duration_ns ? o->duration_ns
				 : w->count     ? INT64_MAX
						: SIM_DURATION_S * NS_PER_S;
		double n;

		if (o->until_ns && o->until_ns < end_ns)
			end_ns = o->until_ns;
		n = workload_expected(w, end_ns);
		if (n <= SIM_MOST_EVENTS)
			continue;
		message("--request \"%s\": about %.3g requests would arrive, but a run ends after "
			"%d events; "
			"ask for a lower rate, a smaller count or a shorter duration",
			text_shown(&c->arena, w->request), n, SIM_MOST_EVENTS);
		return STATUS_USAGE;
	}
	return STATUS_FINE;
}

/* What was not asked for by hand is as the template plans it. */
static int follow_plan(struct cli *c, struct experiment *e)
{
	struct sim_options *o = &e->options;
	struct plan plan;

	diag_in(&e->diags, e->arch->file, NULL, 0);
	plan_read(&c->arena, e->arch, &e->diags, &plan);
	if (e->diags.n_errors) {
		experiment_complain(e);
		return STATUS_USAGE;
	}
	if (!o->n_workloads) {
		o->workloads = plan.workloads;
		o->n_workloads = plan.n_workloads;
	}
	if (!o->n_faults) {
		o->faults = plan.faults;
		o->n_faults = plan.n_faults;
	}
	if (!o->duration_ns)
		o->duration_ns = plan.duration_ns;
	o->seed = plan.has_seed ? plan.seed : 1;
	return STATUS_FINE;
}

static int read_options(struct cli *c, struct experiment *e)
{
	const struct options *o = &c->options;
	struct reading r = {
		.words = arena_zalloc(&c->arena, (o->n_given + 1) * sizeof(*r.words)),
		.faults = arena_zalloc(&c->arena, (o->n_given + 1) * sizeof(*r.faults)),
	};
	const char *profile = o->values[OPT_PROFILE], *client = o->values[OPT_CLIENT];
	int status = STATUS_FINE;

	for (size_t i = 0; i < o->n_given && status == STATUS_FINE; i++)
		status = read_one(c, e, &r, i);
	if (status == STATUS_FINE)
		status = make_workloads(c, e, &r);
	e->options.faults = r.faults;
	e->options.n_faults = r.n_faults;
	if (status == STATUS_FINE)
		status = follow_plan(c, e);
	if (status == STATUS_FINE)
		status = check_sizes(c, e);
	e->options.is_sdk_client = client && !strcmp(client, "sdk");
	cli_seed(c, &e->options.seed);
	if (e->options.seed > INT64_MAX) { /* JSON could not carry it */
		message("--seed: a simulation takes at most %lld", (long long)INT64_MAX);
		return STATUS_USAGE;
	}
	if (profile)
		facts_profile_find(profile, &e->options.profile);
	return status;
}

/* The --parameter, --set, --work and --calls options as the loader takes them. */
static struct cloud_options cloud_options_of(struct cli *c)
{
	const struct options *o = &c->options;
	const char **list = arena_alloc(&c->arena, (o->n_given + 1) * sizeof(*list)), *text;
	struct cloud_setting *settings = arena_alloc(&c->arena, (o->n_given + 1) * sizeof(*settings));
	struct cloud_options r = { .parameters = list, .settings = settings };

	for (size_t i = 0; i < o->n_given; i++) {
		const struct option_given *g = &o->given[i];
		bool is_setting = g->id == OPT_SET || g->id == OPT_WORK || g->id == OPT_CALLS;
		const char *path = is_setting ? property_path(c, g, &text) : NULL;

		if (g->id == OPT_PARAMETER)
			list[r.n_parameters++] = g->value;
		else if (path)
			settings[r.n_settings++] =
				(struct cloud_setting){ path, text_shown(&c->arena, text) };
	}
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
