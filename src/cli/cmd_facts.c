/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/vec.h"
#include "cli/cli.h"
#include "cli/json.h"
#include "parse/facts.h"

enum { INDENT = 2, GAP = 2, SINCE_CELLS = 7, NAME_LEAST = 16, MEASURE = 78 };

/* The widths of a list's columns, in cells; the last one is as wide as it likes. */
struct columns {
	int name, value;
	bool is_narrow;		/* no room for columns: sentences below the name */
};

static const char *value_text(struct arena *a, const struct fact *f, enum facts_profile p)
{
	struct buf text;
	const char *copy;

	buf_init(&text);
	fact_print_value(&text, f, p);
	copy = arena_strdup(a, buf_str(&text));
	buf_done(&text);
	return copy;
}

/* What is asked for: name itself and what is below it; everything for NULL. */
static bool is_asked(const struct fact *f, const char *name)
{
	return !name || fact_is_below(f->name, name);
}

/* The same without name itself. */
static bool is_listed(const struct fact *f, const char *name)
{
	return is_asked(f, name) && (!name || strcmp(f->name, name) != 0);
}

static int widest(int a, const char *text)
{
	int n = (int)strlen(text);

	return n > a ? n : a;
}

static struct columns columns_for(struct cli *c, const struct facts *facts, const char *name)
{
	struct columns w = { 0 };
	int confidence = 0, room;

	for (size_t i = 0; i < facts->n; i++) {
		const struct fact *f = &facts->list[i];

		if (!is_listed(f, name))
			continue;
		w.name = widest(w.name, f->name);
		w.value = widest(w.value, value_text(&c->arena, f, PROFILE_AWS_2026));
		confidence = widest(confidence, fact_confidence_name(f->confidence));
	}
	room = output_width(&c->out) - INDENT - w.value - GAP - SINCE_CELLS - GAP - confidence;
	w.is_narrow = room < INDENT;
	if (w.name + GAP > room)
		w.name = room - GAP > NAME_LEAST ? room - GAP : 0;
	return w;
}

static void print_narrow(struct cli *c, const struct fact *f)
{
	const char *since = *f->since ? arena_printf(&c->arena, ", since %s", f->since) : "";
	const char *value = value_text(&c->arena, f, PROFILE_AWS_2026);
	const char *text = arena_printf(&c->arena, "%s%s, %s", value, since,
					fact_confidence_name(f->confidence));

	output_wrapped(&c->out, text, strlen(text), 2 * INDENT, output_width(&c->out));
}

static void print_row(struct cli *c, const struct fact *f, const struct columns *w)
{
	int name = (int)strlen(f->name);

	output_printf(&c->out, "%*s%s", INDENT, "", f->name);
	if (w->is_narrow) {
		output_puts(&c->out, "\n");
		print_narrow(c, f);
		return;
	}
	if (name > w->name) {
		output_puts(&c->out, "\n");
		output_printf(&c->out, "%*s", INDENT, "");
		name = 0;
	}
	output_printf(&c->out, "%*s%-*s%*s%-*s%*s%s\n", w->name + GAP - name, "", w->value,
		      value_text(&c->arena, f, PROFILE_AWS_2026), GAP, "", SINCE_CELLS, f->since,
		      GAP, "", fact_confidence_name(f->confidence));
}

/* True when both names have the same first part, the service. */
static bool is_same_service(const struct fact *a, const struct fact *b)
{
	size_t n = strcspn(a->name, ".");

	return !strncmp(a->name, b->name, n + 1);
}

static void print_list(struct cli *c, const struct facts *facts, const char *name)
{
	struct columns w = columns_for(c, facts, name);
	const struct fact *last = NULL;

	for (size_t i = 0; i < facts->n; i++) {
		const struct fact *f = &facts->list[i];

		if (!is_listed(f, name))
			continue;
		if (!last || !is_same_service(last, f)) {
			output_puts(&c->out, last ? "\n" : "");
			output_role(&c->out, ROLE_HEADING, f->name, strcspn(f->name, "."));
			output_puts(&c->out, "\n");
		}
		print_row(c, f, &w);
		last = f;
	}
}

static void print_paragraph(struct cli *c, const char *text)
{
	int width = output_width(&c->out);

	output_wrapped(&c->out, text, strlen(text), INDENT, width < MEASURE ? width : MEASURE);
}

/* "142 ms (median), 170 ms (p90), 216 ms (p99)" */
static const char *spread_text(struct arena *a, const struct fact *f, enum facts_profile p)
{
	struct fact percentile = *f;
	const char *text = value_text(a, f, p);

	if (f->shape == FACT_EXP)
		return arena_printf(a, "%s (mean of an exponential distribution)", text);
	if (f->shape == FACT_LOGNORMAL)
		text = arena_printf(a, "%s (median)", text);
	percentile.value[p] = f->p90[p];
	if (f->p90[p] > 0)
		text = arena_printf(a, "%s, %s (p90)", text, value_text(a, &percentile, p));
	percentile.value[p] = f->p99[p];
	if (f->p99[p] > 0)
		text = arena_printf(a, "%s, %s (p99)", text, value_text(a, &percentile, p));
	return text;
}

static const char *confidence_text(enum fact_confidence confidence)
{
	static const char *const texts[N_CONFIDENCES] = {
		[FACT_DOCUMENTED] = "Documented: AWS says so.",
		[FACT_MEASURED] = "Measured: somebody measured it and published how.",
		[FACT_SECONDARY] = "Secondary: one source that is not AWS says so.",
		[FACT_ASSUMPTION] = "Assumption: no source confirms it.",
	};

	return texts[confidence];
}

static void print_origin(struct cli *c, const struct fact *f)
{
	struct arena *a = &c->arena;

	print_paragraph(c, confidence_text(f->confidence));
	if (*f->since)
		print_paragraph(c, arena_printf(a, "Since: %s", f->since));
	if (*f->source)
		print_paragraph(c, arena_printf(a, "Source: %s", f->source));
	if (*f->url)
		output_printf(&c->out, "%*s%s\n", INDENT, "", f->url);
	if (*f->lesson)
		print_paragraph(c, arena_printf(a, "Lesson: nephoscope read %s", f->lesson));
}

static void print_fact(struct cli *c, const struct fact *f)
{
	const char *now = spread_text(&c->arena, f, PROFILE_AWS_2026);
	const char *before = spread_text(&c->arena, f, PROFILE_AWS_2023);

	output_role(&c->out, ROLE_HEADING, f->name, strlen(f->name));
	output_puts(&c->out, "\n");
	print_paragraph(c, now);
	if (strcmp(now, before) != 0)
		print_paragraph(c, arena_printf(&c->arena, "%s with the profile %s", before,
						facts_profile_name(PROFILE_AWS_2023)));
	output_puts(&c->out, "\n");
	print_paragraph(c, f->about);
	output_puts(&c->out, "\n");
	print_origin(c, f);
}

static void print_text(struct cli *c, const struct facts *facts, const char *name)
{
	const struct fact *exact = name ? facts_find(facts, name) : NULL;
	size_t n_listed = 0;

	for (size_t i = 0; i < facts->n; i++)
		n_listed += is_listed(&facts->list[i], name);
	output_color(&c->out, cli_is_plain(c) ? COLOR_NEVER : COLOR_AUTO, c->config.theme);
	if (exact)
		print_fact(c, exact);
	if (exact && n_listed)
		output_puts(&c->out, "\n");
	print_list(c, facts, name);
}

static json_t *number(double x)
{
	json_int_t whole = (json_int_t)x;	/* x is below 10^15, as all facts are */

	return (double)whole == x ? json_integer(whole) : json_real(x);
}

static json_t *profile_object(const struct fact *f, enum facts_profile p)
{
	json_t *object = json_object();

	json_put(object, "value", number(f->value[p]));
	json_put(object, "p90", f->p90[p] > 0 ? number(f->p90[p]) : json_null());
	json_put(object, "p99", f->p99[p] > 0 ? number(f->p99[p]) : json_null());
	return object;
}

static json_t *fact_object(const struct fact *f)
{
	json_t *object = json_object(), *profiles = json_object();

	for (int p = 0; p < N_PROFILES; p++)
		json_put(profiles, facts_profile_name((enum facts_profile)p),
			 profile_object(f, (enum facts_profile)p));
	json_put_text(object, "name", f->name);
	json_put_text(object, "about", f->about);
	json_put_text(object, "unit", f->unit);
	json_put_text(object, "shape", fact_shape_name(f->shape));
	json_put(object, "profiles", profiles);
	json_put_text(object, "since", f->since);
	json_put_text(object, "confidence", fact_confidence_name(f->confidence));
	json_put_text(object, "source", f->source);
	json_put_text(object, "url", f->url);
	json_put_text(object, "lesson", f->lesson);
	json_put_text(object, "file", f->file);
	json_put_int(object, "line", f->line);
	return object;
}

static void print_json(struct cli *c, const struct facts *facts, const char *name)
{
	json_t *all = json_array();

	for (size_t i = 0; i < facts->n; i++)
		if (is_asked(&facts->list[i], name))
			json_push(all, fact_object(&facts->list[i]));
	json_print(&c->out, all);
}

/* The nearest of all names and of what they begin with: "lambda", "lambda.async". */
static const char *nearest(struct arena *a, const struct facts *facts, const char *name)
{
	const char **names = NULL;
	size_t n = 0, cap = 0;
	const char *near;

	for (size_t i = 0; i < facts->n; i++) {
		const char *full = facts->list[i].name;

		for (const char *p = full; *p; p++)
			if (*p == '.')
				*vec_push(names, n, cap) =
					arena_strndup(a, full, (size_t)(p - full));
		*vec_push(names, n, cap) = full;
	}
	*vec_push(names, n, cap) = NULL;
	near = suggest_nearest(name, names);
	free(names);
	return near;
}

static int refuse(struct cli *c, const struct facts *facts, const char *name)
{
	const char *shown = text_shown(&c->arena, name), *near = nearest(&c->arena, facts, name);

	if (near)
		message("there is no fact \"%s\"; did you mean \"%s\"?", shown, near);
	else
		message("there is no fact \"%s\"; \"nephoscope facts\" lists them", shown);
	return STATUS_USAGE;
}

static bool has_any(const struct facts *facts, const char *name)
{
	for (size_t i = 0; i < facts->n; i++)
		if (is_asked(&facts->list[i], name))
			return true;
	return false;
}

static int run(struct cli *c)
{
	const char *name = c->options.n_args ? c->options.args[0] : NULL;
	struct facts *facts;
	int status = STATUS_FINE;

	if (facts_load(&facts, NULL) != ERR_OK) {
		message("the facts of this program are damaged; install it anew");
		return STATUS_ENVIRONMENT;
	}
	if (!has_any(facts, name))
		status = refuse(c, facts, name);
	else if (cli_is_format(c, "json"))
		print_json(c, facts, name);
	else
		print_text(c, facts, name);
	facts_free(facts);
	return status;
}

static const char *const formats[] = { "text", "json", NULL };

const struct command cmd_facts = {
	.name = "facts",
	.usage = "[NAME]",
	.about = "list limits, prices and times of AWS, with sources",
	.details =
		"NAME is a fact, or what the names of some begin with: \"lambda\", "
		"\"lambda.async\". One fact is shown with its source, and with what it was in "
		"2023.\n",
	.options = OPT_BIT(OPT_FORMAT),
	.formats = formats,
	.argument = ARGUMENT_WORD,
	.most_args = 1,
	.run = run,
};
