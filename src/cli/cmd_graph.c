/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/graph_print.h"
#include "cli/report.h"
#include "cloud/cloud.h"

enum { TOLD_MAX = 100 };	/* diagnostics; more help nobody */

/* Like a compiler's, on standard error. */
static void tell(const struct diag_list *diags)
{
	struct output o;
	struct buf b;

	output_init(&o, STDERR_FILENO);
	o.is_ascii = !locale_is_utf8();
	buf_init(&b);
	for (size_t i = 0; i < diags->n && i < TOLD_MAX; i++)
		diag_print(&b, &diags->items[i]);
	if (diags->n > TOLD_MAX)
		buf_printf(&b, "... and %zu more\n", diags->n - TOLD_MAX);
	output_add(&o, buf_str(&b), b.len);
	output_flush(&o);
	output_done(&o);
	buf_done(&b);
}

/* The values of --parameter, in their order. */
static struct cloud_options options_of(struct cli *c)
{
	const struct options *o = &c->options;
	const char **list = arena_zalloc(&c->arena, (o->n_given + 1) * sizeof(*list));
	struct cloud_options options = { .parameters = list };

	for (size_t i = 0; i < o->n_given; i++)
		if (o->given[i].id == OPT_PARAMETER)
			list[options.n_parameters++] = o->given[i].value;
	return options;
}

static bool has_nodes(const struct arch *a)
{
	for (size_t i = 0; i < a->n_resources; i++)
		if (arch_is_node(&a->resources[i]))
			return true;
	return false;
}

static void print_picture(struct cli *c, const struct arch *a)
{
	int width = (int)options_number(&c->options, OPT_WIDTH, (uint64_t)output_width(&c->out));
	int columns;

	if (!has_nodes(a)) {
		message("%s makes nothing that could be drawn; \"nephoscope graph --help\" says what "
			"matters", text_shown(&c->arena, a->file));
		return;
	}
	output_color(&c->out, cli_is_plain(c) ? COLOR_NEVER : COLOR_AUTO, c->config.theme);
	columns = graph_print_picture(&c->out, a, width);
	if (columns > width && c->out.is_terminal)
		message("the picture is %d columns wide; \"| less -S\" moves over it", columns);
}

static void print(struct cli *c, const struct arch *a)
{
	struct graph_lines g;

	if (cli_is_format(c, "picture")) {
		print_picture(c, a);
		return;
	}
	graph_init(&g, a);
	if (cli_is_format(c, "json"))
		graph_print_json(&c->out, &g);
	else if (cli_is_format(c, "mermaid"))
		graph_print_mermaid(&c->out, &g);
	else if (cli_is_format(c, "dot"))
		graph_print_dot(&c->out, &g);
	else
		graph_print_text(&c->out, &g, options_has(&c->options, OPT_WHY));
	graph_done(&g);
}

/*
 * The lines of the template alone, then what its nested stacks hold, as comments: who compares
 * lines does not depend on which files lie beside a template.
 */
static void print_flat(struct cli *c, const char *path, const struct cloud_options *options,
		       const struct arch *a)
{
	struct cloud_options flat_options = *options;
	struct graph_lines g;
	struct arch *flat = NULL;

	flat_options.is_flat = true;
	if (cloud_load(path, &flat_options, NULL, &flat) != ERR_OK)
		return;
	print(c, flat);
	graph_init(&g, a);
	graph_print_nested(&c->out, &g, flat, options_has(&c->options, OPT_WHY));
	graph_done(&g);
	arch_free(flat);
}

static bool has_opened_stacks(const struct arch *a)
{
	for (size_t i = 0; i < a->n_resources; i++)
		if (!arch_is_node(&a->resources[i]) && arch_kind_of(a->resources[i].type) == ARCH_STACK)
			return true;
	return false;
}

static int fail(struct cli *c, const char *path, enum err e, bool is_told)
{
	if (is_told)
		return e == ERR_USAGE ? STATUS_USAGE : STATUS_FINDINGS;
	message("%s: %s", text_shown(&c->arena, path), e == ERR_IO ? strerror(errno) : err_text(e));
	return STATUS_ENVIRONMENT;
}

static int run(struct cli *c)
{
	const struct cloud_options options = options_of(c);
	const char *path = c->options.args[0];
	int status = STATUS_FINE;
	struct diag_list diags;
	struct arch *a = NULL;
	enum err e;

	diag_list_init(&diags);
	e = cloud_load(path, &options, &diags, &a);
	if (e == ERR_OK && cli_is_format(c, "text") && has_opened_stacks(a))
		print_flat(c, path, &options, a);
	else if (e == ERR_OK)
		print(c, a);
	tell(&diags);
	if (e != ERR_OK)
		status = fail(c, path, e, diags.n_errors);
	diag_list_done(&diags);
	arch_free(a);
	return status;
}

static const char *const formats[] = { "text", "picture", "json", "mermaid", "dot", NULL };

const struct command cmd_graph = {
	.name = "graph",
	.usage = "TEMPLATE",
	.about = "show the architecture that a template makes",
	.details =
		"TEMPLATE is a SAM or CloudFormation template in YAML or JSON. Prints one line a resource that matters (\"node Id kind\") and one line a connection "
		"(\"edge From To verb\"). Roles, policies, versions, stages and the like belong to "
		"the resources they serve. Lines that begin with # are likely connections: they rest "
		"on equal names, or on what is usual.\n"
		"What cannot be known from the template (the region, parameters without a default) "
		"counts as true in conditions. Files that the template names are read from its folder "
		"only. Nothing is sent anywhere.\n"
		"A nested stack whose template is in that folder is opened: what it holds is named Stack/Id. "
		"The lines of the text form are those of the template alone; what its nested stacks hold follows "
		"behind #. The other forms show it in frames, as they show what is in a VPC.\n"
		"--format picture draws boxes and arrows. Where the sender does not wait, the line is dotted and its "
		"head hollow; lines that meet in a corner or a T are one source's or one target's, lines that "
		"cross have nothing to do with each other.\n"
		"--why adds to each connection the rule it follows from and the place in the template.\n",
	.options = OPT_BIT(OPT_FORMAT) | OPT_BIT(OPT_PARAMETER) | OPT_BIT(OPT_WHY) | OPT_BIT(OPT_WIDTH),
	.formats = formats,
	.argument = ARGUMENT_FILE,
	.least_args = 1,
	.most_args = 1,
	.run = run,
};
