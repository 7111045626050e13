/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli/sim_print.h"

enum { MOST_REASONS = 3, NAME_CELLS = 22, MEASURE = 78 };

/* "1.2 s", "41 ms": three digits and the unit that suits them. */
static const char *time_text(char *buf, size_t size, double ms)
{
	if (ms >= 60000)
		snprintf(buf, size, "%.3g min", ms / 60000);
	else if (ms >= 1000)
		snprintf(buf, size, "%.3g s", ms / 1000);
	else
		snprintf(buf, size, "%.3g ms", ms);
	return buf;
}

/* A count, in thousands apart: "12,345". */
static const char *count_text(char *buf, size_t size, double n)
{
	char digits[32];
	size_t len, at = 0;

	snprintf(digits, sizeof(digits), "%.0f", n);
	len = strlen(digits);
	for (size_t i = 0; i < len && at + 2 < size; i++) {
		if (i && (len - i) % 3 == 0 && digits[i - 1] != '-')
			buf[at++] = ',';
		buf[at++] = digits[i];
	}
	buf[at] = '\0';
	return buf;
}

static void paragraph(struct output *o, struct buf *text)
{
	output_wrapped(o, buf_str(text), text->len, 0, MEASURE);
	buf_clear(text);
}

static void tell_head(struct output *o, const struct run *r, const struct arch *arch, struct buf *t)
{
	char n[32], took[32];

	buf_printf(t, "%s, seed %llu", arch->file, (unsigned long long)r->seed);
	if (r->runs > 1)
		buf_printf(t, ", mean of %u runs (± is the 95 %% interval)", r->runs);
	buf_printf(t, ". %s requests arrived in %s of simulated time. All numbers are simulated.\n\n",
		   count_text(n, sizeof(n), r->arrived),
		   time_text(took, sizeof(took), r->simulated_s * 1000));
	paragraph(o, t);
}

static void tell_outcomes(struct output *o, const struct run *r)
{
	char n[32];

	output_puts(o, "What the callers saw\n");
	if (!r->arrived)
		output_puts(o, "  nothing arrived: say what does with --request\n");
	for (size_t i = 0; i < r->n_outcomes; i++) {
		const struct run_outcome *x = &r->outcomes[i];

		output_printf(o, "  %-*s %12s  %5.1f %%", NAME_CELLS, x->name,
			      count_text(n, sizeof(n), x->count),
			      r->arrived > 0 ? 100 * x->count / r->arrived : 0);
		if (x->half > 0)
			output_printf(o, "  ± %.3g", x->half);
		output_puts(o, "\n");
	}
	if (r->in_flight > 0)
		output_printf(o, "  %-*s %12s\n", NAME_CELLS, "still under way",
			      count_text(n, sizeof(n), r->in_flight));
	if (r->latency.count) {
		char p50[32], p99[32], most[32];

		output_printf(o, "  half within %s, 99 %% within %s, the slowest %s\n",
			      time_text(p50, sizeof(p50), r->latency.p50),
			      time_text(p99, sizeof(p99), r->latency.p99),
			      time_text(most, sizeof(most), r->latency.most));
	}
}

/* The rules that decided most often. */
static void tell_reasons(struct output *o, const struct run *r, struct buf *t)
{
	size_t n = r->n_decisions < MOST_REASONS ? r->n_decisions : MOST_REASONS;
	char count[32], first[32];

	output_puts(o, "\nWhat mattered\n");
	if (!n)
		output_puts(o, "  No limit was met and nothing failed.\n");
	for (size_t i = 0; i < n; i++) {
		const struct run_decision *d = &r->decisions[i];

		buf_printf(t, "%s, %s times, first after %s: %s [%s]\n", d->id,
			   count_text(count, sizeof(count), d->count),
			   time_text(first, sizeof(first), d->first_s * 1000), d->why, d->rule);
		output_wrapped(o, buf_str(t), t->len, 2, MEASURE);
		buf_clear(t);
		if (*d->lesson)
			output_printf(o, "  Lesson: nephoscope read %s\n", d->lesson);
	}
	if (r->n_decisions > n)
		output_printf(o, "  and %zu more; --format json has all of them\n", r->n_decisions - n);
}

static void tell_metric(struct output *o, const struct metric *m)
{
	char n[32], p50[32], p99[32];

	switch (m->form) {
	case METRIC_COUNT:
		output_printf(o, "    %-38s %14s", m->name, count_text(n, sizeof(n), m->mean));
		break;
	case METRIC_NUMBER:
		output_printf(o, "    %-38s %14.4g %s", m->name, m->mean, strcmp(m->unit, "1") ? m->unit : "");
		break;
	case METRIC_LEVEL:
		output_printf(o, "    %-38s %14.4g  most %.4g", m->name, m->mean, m->most);
		break;
	case METRIC_SUMMARY:
		output_printf(o, "    %-38s %14s  99 %% %s", m->name, time_text(p50, sizeof(p50), m->p50),
			      time_text(p99, sizeof(p99), m->p99));
		break;
	}
	if (m->half > 0)
		output_printf(o, "  ± %.3g", m->half);
	output_puts(o, "\n");
}

/* What is nothing is left out: a screen has few lines. */
static bool is_telling(const struct metric *m)
{
	return m->form == METRIC_SUMMARY ? m->count : m->mean != 0 || m->most != 0;
}

static void tell_components(struct output *o, const struct run *r)
{
	for (size_t i = 0; i < r->n_components; i++) {
		const struct metric_list *c = &r->components[i];
		bool has_any = false;

		for (size_t k = 0; k < c->n; k++)
			has_any |= is_telling(&c->list[k]);
		if (!has_any)
			continue;
		output_printf(o, "\n  %s, %s\n", c->id, c->kind);
		for (size_t k = 0; k < c->n; k++)
			if (is_telling(&c->list[k]))
				tell_metric(o, &c->list[k]);
	}
}

void sim_print_story(struct output *o, const struct run *r, const struct arch *arch)
{
	struct buf t;

	buf_init(&t);
	tell_head(o, r, arch, &t);
	tell_outcomes(o, r);
	tell_reasons(o, r, &t);
	output_puts(o, "\nWho did what\n");
	tell_components(o, r);
	output_printf(o, "\nCost: %.6g USD", r->cost_usd);
	if (r->cost_half > 0)
		output_printf(o, " ± %.2g", r->cost_half);
	output_puts(o, " at list prices, without free tiers\n");
	if (r->n_not_modelled) {
		buf_adds(&t, "Not modelled, calls to these take no time and succeed: ");
		for (size_t i = 0; i < r->n_not_modelled; i++)
			buf_printf(&t, "%s%s (%s)", i ? ", " : "", r->not_modelled[i].id,
				   r->not_modelled[i].type);
		buf_adds(&t, ".\n");
		paragraph(o, &t);
	}
	if (r->stopped) {
		buf_printf(&t, "The run was stopped: %s.\n", r->stopped);
		paragraph(o, &t);
	}
	buf_done(&t);
}
