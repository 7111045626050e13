/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/sim_args.h"
#include "cli/sim_print.h"
#include "cli/trace_file.h"

static int open_trace(struct cli *c, const struct experiment *e, struct trace_file **ret)
{
	const char *path = c->options.values[OPT_TRACE];
	enum err err;

	if (options_number(&c->options, OPT_RUNS, 1) > 1) {
		message("--trace is of one run: leave out --runs");
		return STATUS_USAGE;
	}
	err = trace_file_open(path, e->arch, ret);
	if (err == ERR_OK)
		return STATUS_FINE;
	if (err == ERR_USAGE) {
		message("--trace %s: the name ends in .jsonl (one event a line) or .json (for trace viewers)",
			text_shown(&c->arena, path));
		return STATUS_USAGE;
	}
	message("%s: %s", text_shown(&c->arena, path), strerror(errno));
	return STATUS_ENVIRONMENT;
}

static void print(struct cli *c, const struct experiment *e, const struct run *r)
{
	if (cli_is_format(c, "json"))
		sim_print_json(&c->out, r, &e->diags);
	else if (cli_is_format(c, "csv"))
		sim_print_csv(&c->out, r);
	else
		sim_print_story(&c->out, r, e);
}

static int simulate(struct cli *c, struct experiment *e)
{
	struct trace_file *trace = NULL;
	struct history_sink sink;
	bool is_interrupted;
	struct run *r;
	int status = STATUS_FINE;

	if (c->options.values[OPT_TRACE]) {
		status = open_trace(c, e, &trace);
		if (status != STATUS_FINE)
			return status;
		sink = trace_file_sink(trace);
		e->options.has_trace = true;
		e->options.sink = &sink;
	}
	r = experiment_run(e, (unsigned)options_number(&c->options, OPT_RUNS, 1), &is_interrupted);
	if (trace && !trace_file_close(trace)) {
		message("%s: %s", text_shown(&c->arena, c->options.values[OPT_TRACE]), strerror(errno));
		status = STATUS_ENVIRONMENT;
	}
	experiment_complain(e);
	if (!r)
		return STATUS_USAGE;
	if (experiment_is_empty(e, r))
		status = STATUS_USAGE;
	else
		print(c, e, r);
	if (is_interrupted) {
		message("interrupted: the figures are of what was simulated until then");
		status = STATUS_INTERRUPTED;
	} else if (r->stopped) {
		message("the run was stopped: %s", r->stopped);
	}
	run_free(r);
	return status;
}

static int run(struct cli *c)
{
	struct experiment e;
	int status = experiment_read(c, c->options.args[0], &e);

	if (status == STATUS_FINE)
		status = simulate(c, &e);
	experiment_done(&e);
	return status;
}

static const char *const formats[] = { "text", "json", "csv", NULL };

const struct command cmd_sim = {
	.name = "sim",
	.usage = "TEMPLATE",
	.about = "simulate a SAM or CloudFormation template under load",
	.details =
		"What arrives is said by --request, as often as needed, each followed by its own --rate, "
		"--count and --at: 'GET /path' (of the only API; 'Api GET /path' where there are several), "
		"'put s3://Bucket/key', 'send sqs://Queue', 'publish sns://Topic', 'invoke "
		"lambda://Function', 'tick schedule://Schedule', 'connect ws://Api', 'put "
		"kinesis://Stream', 'put events://Bus', 'start states://StateMachine'; the manual has the "
		"rest. Without --request: what the template's Metadata.Nephoscope.Workload says, else one request at each entry.\n"
		"The same template, options and seed give the same result on every machine. Ctrl-C prints "
		"what there is so far.\n",
	.options = SIM_ARGS_OPTIONS | OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_RUNS) | OPT_BIT(OPT_TRACE),
	.formats = formats,
	.argument = ARGUMENT_FILE,
	.least_args = 1,
	.most_args = 1,
	.run = run,
};
