/* SPDX-License-Identifier: MIT */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/suggest.h"
#include "cli/bench_models.h"
#include "cli/cli.h"
#include "cli/instructions.h"
#include "cli/json.h"
#include "parse/facts.h"

static const struct bench_model *find_model(const char *name)
{
	const struct bench_model *m = bench_models;

	while (m->name && strcmp(m->name, name) != 0)
		m++;
	return m->name ? m : NULL;
}

static int no_such_model(struct cli *c, const char *name)
{
	const char *names[16] = { NULL }, *nearest;
	size_t n = 0;

	for (const struct bench_model *m = bench_models; m->name; m++)
		names[n++] = m->name;
	nearest = suggest_nearest(name, names);
	if (nearest)
		message("there is no benchmark \"%s\"; did you mean \"%s\"?", text_shown(&c->arena, name),
			nearest);
	else
		message("there is no benchmark \"%s\"; there are mm1, mmc, flow and faas",
			text_shown(&c->arena, name));
	return STATUS_USAGE;
}

static double cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* What a run cost. */
struct effort {
	double seconds;
	uint64_t instructions;	/* 0 = this machine does not count them */
};

static json_t *result_object(const struct bench_model *m, const struct run *r,
			     const struct effort *effort)
{
	struct bench_figure figures[BENCH_FIGURES];
	int n = m->figures(r, figures);
	json_t *o = json_object(), *expected = json_object();

	json_put_text(o, "bench", m->name);
	json_put_int(o, m->unit, (long long)r->completed);
	json_put_int(o, "events", (long long)r->events);
	json_put(o, "seconds", json_real(effort->seconds));
	json_put(o, "instructions_hint",
		 effort->instructions ? json_integer((json_int_t)(effort->instructions / r->events)) :
					json_null());
	for (int i = 0; i < n; i++) {
		json_put(o, figures[i].name, json_real(figures[i].value));
		if (!isnan(figures[i].expected))
			json_put(expected, figures[i].name, json_real(figures[i].expected));
	}
	json_put(o, "closed_form", expected);
	return o;
}

static void measure(struct sim *s, struct effort *ret)
{
	struct instructions count;
	double start;

	instructions_begin(&count);
	start = cpu_s();
	sim_run_until(s, INT64_MAX, 0);
	ret->seconds = cpu_s() - start;
	ret->instructions = instructions_end(&count);
}

static int run_model(struct cli *c, const struct bench_model *m)
{
	struct arch *a = arch_new(m->name);
	struct facts *facts = NULL;
	struct diag_list diags;
	struct workload w = { 0 };
	struct sim_options o = { .seed = 1, .workloads = &w, .n_workloads = 1,
				 .most_events = UINT64_C(1) << 39 };
	uint64_t n = options_number(&c->options, OPT_COUNT, m->n);
	struct effort effort;
	struct sim *s;
	struct run *r;

	diag_list_init(&diags);
	cli_seed(c, &o.seed);
	if (facts_load(&facts, &diags) != ERR_OK) {
		message("the program's own facts cannot be read: %s", diags.items[0].text);
		return STATUS_ENVIRONMENT;
	}
	m->build(a, facts, &w);
	w.count = n;
	o.duration_ns = n ? 0 : (int64_t)(m->default_s * 1e9);
	s = sim_new(a, facts, &o, &diags);
	measure(s, &effort);
	r = sim_result(s);
	json_print_line(&c->out, result_object(m, r, &effort));
	run_free(r);
	sim_free(s);
	facts_free(facts);
	arch_free(a);
	diag_list_done(&diags);
	return STATUS_FINE;
}

static int run(struct cli *c)
{
	const struct bench_model *m = find_model(c->options.args[0]);

	return m ? run_model(c, m) : no_such_model(c, c->options.args[0]);
}

const struct command cmd_bench = {
	.name = "bench",
	.usage = "mm1|mmc|flow|faas",
	.about = "measure the simulator on a standard model",
	.details =
		"Prints one line of JSON: how many customers or requests (--count N, or -n N, chooses), events, CPU seconds "
		"of the run itself, machine instructions an event where the machine counts them, and the "
		"figures of the run beside what theory expects.\n",
	.options = OPT_BIT(OPT_COUNT),
	.argument = ARGUMENT_WORD,
	.least_args = 1,
	.most_args = 1,
	.run = run,
};
