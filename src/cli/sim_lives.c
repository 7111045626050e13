/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/sim_print.h"
#include "sim/core.h"
#include "tell/figures.h"
#include "tell/sentence.h"

enum { MEASURE = 78, TIME_CELLS = 9 };

struct teller {
	struct output *o;
	const struct experiment *e;
	struct arena arena;
	const char *const *names;
	bool is_explained[N_RULES];
	struct buf text, time;
};

/*
 * "  1.1 s  Resize is at its limit: throttled." and below it the rule, in words the first
 * time, by its name alone from then on.
 */
static void tell_moment(struct teller *t, const struct history_event *e, int64_t start_ns)
{
	enum rule rule = (enum rule)e->rule;

	figure_time(&t->time, (double)(e->at_ns - start_ns) / 1e6);
	sentence_of(&t->text, e, t->names, t->e->arch);
	output_printf(t->o, "%*s  %s", TIME_CELLS, buf_str(&t->time), buf_str(&t->text));
	buf_clear(&t->time);
	buf_clear(&t->text);
	if (rule != RULE_NONE && t->is_explained[rule])
		output_printf(t->o, " [%s]", rule_info(rule)->id);
	output_puts(t->o, "\n");
	if (rule == RULE_NONE || t->is_explained[rule])
		return;
	t->is_explained[rule] = true;
	buf_printf(&t->text, "[%s] %s\n", rule_info(rule)->id,
		   rule_text(&t->arena, rule, t->e->facts, t->e->options.profile));
	output_wrapped(t->o, buf_str(&t->text), t->text.len, TIME_CELLS + 4, MEASURE);
	buf_clear(&t->text);
}

/* The request as it was asked for, when there is only one kind. */
static const char *asked(const struct experiment *e)
{
	return e->options.n_workloads == 1 ? e->options.workloads[0].request : NULL;
}

static void tell_life(struct teller *t, const struct followed *r)
{
	const char *request = asked(t->e);
	int64_t start_ns = r->events[0].at_ns;

	buf_printf(&t->text, "Request %lu", (unsigned long)r->request + 1);
	if (request)
		buf_printf(&t->text, ", %s", request);
	buf_adds(&t->text, ", arrives after ");
	figure_time(&t->text, (double)start_ns / 1e6);
	buf_addc(&t->text, '\n');
	output_role(t->o, ROLE_SUBHEADING, buf_str(&t->text), t->text.len);
	buf_clear(&t->text);
	for (size_t i = 0; i < r->n; i++)
		tell_moment(t, &r->events[i], start_ns);
	if (r->n_more) {
		figure_time(&t->time, (double)(r->last_ns - start_ns) / 1e6);
		output_printf(t->o, "%*s  and %zu more moments, the last after %s\n", TIME_CELLS,
			      "...", r->n_more, buf_str(&t->time));
		buf_clear(&t->time);
	}
	output_puts(t->o, "\n");
}

void sim_print_lives(struct output *o, const struct follow *f, const struct experiment *e)
{
	struct teller t = {.o = o, .e = e};
	size_t n;

	arena_init(&t.arena);
	buf_init(&t.text);
	buf_init(&t.time);
	t.names = sim_component_names(&t.arena, e->arch, &n);
	for (size_t i = 0; i < f->n; i++)
		if (f->list[i].n)
			tell_life(&t, &f->list[i]);
	buf_done(&t.time);
	buf_done(&t.text);
	arena_done(&t.arena);
}
