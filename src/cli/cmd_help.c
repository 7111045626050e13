/* SPDX-License-Identifier: MIT */
#include <ctype.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/help.h"

enum { INDENT = 2, ABOUT_COLUMN = 27, GAP = 2, MEASURE = 78 };

static void print_term(struct output *o, const char *term, const char *about)
{
	if (strlen(term) > ABOUT_COLUMN - INDENT - GAP)
		output_printf(o, "%*s%s\n%*s%s\n", INDENT, "", term, ABOUT_COLUMN, "", about);
	else
		output_printf(o, "%*s%-*s%s\n", INDENT, "", ABOUT_COLUMN - INDENT, term, about);
}

/* "--format text|json" */
static const char *option_term(struct arena *a, enum option_id id, const struct command *c)
{
	const struct option_spec *s = &option_table[id];
	struct buf text;
	char *copy;

	buf_init(&text);
	buf_printf(&text, "--%s", s->name);
	if (id == OPT_FORMAT || id == OPT_COLOR) {
		const char *const *choices = option_choices(a, id, c);

		for (size_t i = 0; choices[i]; i++)
			buf_printf(&text, "%c%s", i ? '|' : ' ', choices[i]);
	} else if (s->value) {
		buf_printf(&text, " %s", s->value);
	}
	copy = arena_strdup(a, buf_str(&text));
	buf_done(&text);
	return copy;
}

static void print_options(struct output *o, const struct command *c, bool is_global)
{
	struct arena a;

	arena_init(&a);
	for (int id = 0; id < N_OPTIONS; id++)
		if (option_table[id].is_global == is_global && option_applies(id, c))
			print_term(o, option_term(&a, id, c), option_table[id].about);
	arena_done(&a);
}

static void print_program(struct output *o)
{
	output_puts(o,
		    "Usage: nephoscope [open] [COURSE] [OPTION]...\n"
		    "       nephoscope COMMAND [ARGUMENT]... [OPTION]...\n\n"
		    "Learn how AWS behaves: read lessons, play diagrams, answer questions.\n"
		    "Without a command it opens the course; without a terminal, it prints\n"
		    "the menu.\n"
		    "\nCommands:\n");
	for (const struct command *const *c = cmd_table; *c; c++)
		print_term(o, (*c)->name, (*c)->about);
	output_puts(o, "\nOptions of every command:\n");
	print_options(o, NULL, true);
	output_puts(o, "\n\"nephoscope help COMMAND\" says more about one command.\n"
		       "The manual: man nephoscope\n");
}

static void print_command(struct output *o, const struct command *c)
{
	output_printf(o, "Usage: nephoscope %s%s%s [OPTION]...\n\n", c->name, c->usage ? " " : "",
		      c->usage ? c->usage : "");
	output_printf(o, "%c%s.\n", toupper(c->about[0]), c->about + 1);
	if (c->details) {
		output_puts(o, "\n");
		output_wrapped(o, c->details, strlen(c->details), 0, MEASURE);
	}
	if (c->options) {
		output_puts(o, "\nOptions:\n");
		print_options(o, c, false);
	}
	output_puts(o, "\nOptions of every command:\n");
	print_options(o, c, true);
}

void help_print(struct output *o, const struct command *c)
{
	o->is_ascii = !locale_is_utf8();
	if (c)
		print_command(o, c);
	else
		print_program(o);
}

void help_version(struct output *o)
{
	output_puts(o, PACKAGE_STRING "\n");
}

static int run(struct cli *c)
{
	const char *name = c->options.n_args ? c->options.args[0] : NULL;
	const struct command *about = name ? cmd_find(name) : NULL;
	const char *nearest = name ? cmd_nearest(name) : NULL;

	if (!name || about) {
		help_print(&c->out, about);
		return STATUS_FINE;
	}
	if (nearest)
		message("there is no command \"%s\"; did you mean \"%s\"?",
			text_shown(&c->arena, name), nearest);
	else
		message("there is no command \"%s\"; \"nephoscope help\" lists them",
			text_shown(&c->arena, name));
	return STATUS_USAGE;
}

const struct command cmd_help = {
	.name = "help",
	.usage = "[COMMAND]",
	.about = "say what the program or a command does",
	.argument = ARGUMENT_COMMAND,
	.most_args = 1,
	.run = run,
};
