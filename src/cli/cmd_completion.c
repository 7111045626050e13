/* SPDX-License-Identifier: MIT */
/* Scripts for shells, written from the tables of commands and options. */
#include <string.h>

#include "cli/cli.h"

const char *const shell_names[] = { "bash", "zsh", "fish", NULL };

struct script {
	struct output *out;
	struct arena *arena;
};

/* Text inside single quotes. */
static void put_quoted(struct script *s, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			output_puts(s->out, "'\\''");
		else
			output_raw(s->out, text, 1);
	}
}

static void put_words(struct script *s, const char *const *words, const char *separator)
{
	for (size_t i = 0; words[i]; i++)
		output_printf(s->out, "%s%s", i ? separator : "", words[i]);
}

/* "--ascii --color" of one command; NULL: the global ones. */
static void put_options(struct script *s, const struct command *c)
{
	const char *blank = "";

	for (int id = 0; id < N_OPTIONS; id++) {
		if (!option_applies(id, c))
			continue;
		output_printf(s->out, "%s--%s", blank, option_table[id].name);
		blank = " ";
	}
}

static void put_command_names(struct script *s, const char *separator)
{
	for (const struct command *const *c = cmd_table; *c; c++)
		output_printf(s->out, "%s%s", c == cmd_table ? "" : separator, (*c)->name);
}

/* "--config|--course" of the options with a value of this kind; TAKES_NONE: of any kind. */
static void put_pattern(struct script *s, enum option_kind kind)
{
	const char *bar = "";

	for (int id = 0; id < N_OPTIONS; id++) {
		enum option_kind k = option_table[id].kind;

		if (k == TAKES_NONE || (kind != TAKES_NONE && k != kind))
			continue;
		output_printf(s->out, "%s--%s", bar, option_table[id].name);
		bar = "|";
	}
}

static void bash_choices(struct script *s)
{
	for (int id = 0; id < N_OPTIONS; id++) {
		if (option_table[id].kind != TAKES_CHOICE || id == OPT_FORMAT)
			continue;
		output_printf(s->out, "\t--%s) words='", option_table[id].name);
		put_words(s, option_choices(s->arena, id, NULL), " ");
		output_puts(s->out, "' ;;\n");
	}
	output_puts(s->out, "\t--format)\n\t\tcase $command in\n");
	for (const struct command *const *c = cmd_table; *c; c++) {
		if (!(*c)->formats)
			continue;
		output_printf(s->out, "\t\t%s) words='", (*c)->name);
		put_words(s, (*c)->formats, " ");
		output_puts(s->out, "' ;;\n");
	}
	output_puts(s->out, "\t\tesac ;;\n");
}

static void bash_value_patterns(struct script *s)
{
	static const struct {
		enum option_kind kind;
		const char *action;
	} kinds[] = {
		{ TAKES_DIR, "COMPREPLY=($(compgen -d -- \"$current\")); return" },
		{ TAKES_FILE, "COMPREPLY=($(compgen -f -- \"$current\")); return" },
		{ TAKES_NUMBER, "return" },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		output_puts(s->out, "\t");
		put_pattern(s, kinds[i].kind);
		output_printf(s->out, ") %s ;;\n", kinds[i].action);
	}
}

static void bash_arguments(struct script *s)
{
	for (const struct command *const *c = cmd_table; *c; c++) {
		output_printf(s->out, "\t%s)", (*c)->name);
		if ((*c)->argument == ARGUMENT_DIR)
			output_puts(s->out, " COMPREPLY=($(compgen -d -- \"$current\"))");
		else if ((*c)->argument == ARGUMENT_FILE)
			output_puts(s->out, " COMPREPLY=($(compgen -f -- \"$current\"))");
		output_puts(s->out, " words='");
		if ((*c)->argument == ARGUMENT_SHELL)
			put_words(s, shell_names, " ");
		else if ((*c)->argument == ARGUMENT_COMMAND)
			put_command_names(s, " ");
		output_puts(s->out, "' options='");
		put_options(s, *c);
		output_puts(s->out, "' ;;\n");
	}
	output_puts(s->out, "\t*) COMPREPLY=($(compgen -d -- \"$current\")) words='");
	put_command_names(s, " ");
	output_puts(s->out, "' options='");
	put_options(s, &cmd_open);
	output_puts(s->out, "' ;;\n");
}

static void print_bash(struct script *s)
{
	output_puts(s->out,
		    "# bash completion for nephoscope, made by \"nephoscope completion bash\"\n"
		    "_nephoscope()\n{\n"
		    "\tlocal current=${COMP_WORDS[COMP_CWORD]}\n"
		    "\tlocal previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
		    "\tlocal command='' words='' options='' i\n"
		    "\tCOMPREPLY=()\n"
		    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		    "\t\tcase ${COMP_WORDS[i]} in\n\t\t");
	put_pattern(s, TAKES_NONE);
	output_puts(s->out, ") ((i++)) ;;\n"
			    "\t\t-*) ;;\n"
			    "\t\t*) command=${COMP_WORDS[i]}; break ;;\n"
			    "\t\tesac\n\tdone\n"
			    "\tcase $previous in\n");
	bash_choices(s);
	bash_value_patterns(s);
	output_puts(s->out, "\tesac\n"
			    "\tif [ -n \"$words\" ]; then\n"
			    "\t\tCOMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
			    "\t\treturn\n\tfi\n"
			    "\tcase $command in\n");
	bash_arguments(s);
	output_puts(s->out, "\tesac\n"
			    "\tif [[ $current == -* ]]; then\n"
			    "\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$current\"))\n"
			    "\telse\n"
			    "\t\tCOMPREPLY+=($(compgen -W \"$words\" -- \"$current\"))\n"
			    "\tfi\n}\n"
			    "complete -o filenames -F _nephoscope nephoscope\n");
}

/* '--format[the form of the output]:FORMAT:(text json)' */
static void zsh_option(struct script *s, enum option_id id, const struct command *c)
{
	const struct option_spec *o = &option_table[id];

	output_printf(s->out, " \\\n\t\t\t'--%s[", o->name);
	put_quoted(s, o->about);
	output_puts(s->out, "]");
	if (o->kind != TAKES_NONE)
		output_printf(s->out, ":%s:", o->value);
	if (o->kind == TAKES_CHOICE) {
		output_puts(s->out, "(");
		put_words(s, option_choices(s->arena, id, c), " ");
		output_puts(s->out, ")");
	} else if (o->kind == TAKES_DIR) {
		output_puts(s->out, "_files -/");
	} else if (o->kind == TAKES_FILE) {
		output_puts(s->out, "_files");
	}
	output_puts(s->out, "'");
}

static void zsh_argument(struct script *s, const struct command *c)
{
	static const char *const actions[] = {
		[ARGUMENT_DIR] = "_files -/", [ARGUMENT_FILE] = "_files", [ARGUMENT_WORD] = " ",
	};

	if (c->argument == ARGUMENT_NONE)
		return;
	output_puts(s->out, " \\\n\t\t\t'*:argument:");
	if (c->argument == ARGUMENT_SHELL || c->argument == ARGUMENT_COMMAND) {
		output_puts(s->out, "(");
		if (c->argument == ARGUMENT_SHELL)
			put_words(s, shell_names, " ");
		else
			put_command_names(s, " ");
		output_puts(s->out, ")");
	} else {
		output_puts(s->out, actions[c->argument]);
	}
	output_puts(s->out, "'");
}

static void zsh_arguments(struct script *s, const struct command *c)
{
	for (int id = 0; id < N_OPTIONS; id++)
		if (option_applies(id, c))
			zsh_option(s, id, c);
	zsh_argument(s, c);
}

static void print_zsh(struct script *s)
{
	output_puts(s->out,
		    "#compdef nephoscope\n"
		    "# zsh completion for nephoscope, made by \"nephoscope completion zsh\"\n"
		    "_nephoscope()\n{\n"
		    "\tlocal -a commands\n"
		    "\tlocal command i\n"
		    "\tcommands=(\n");
	for (const struct command *const *c = cmd_table; *c; c++) {
		output_printf(s->out, "\t\t'%s:", (*c)->name);
		put_quoted(s, (*c)->about);
		output_puts(s->out, "'\n");
	}
	output_puts(s->out, "\t)\n"
			    "\tfor ((i = 2; i < CURRENT; i++)); do\n"
			    "\t\tcase $words[i] in\n\t\t");
	put_pattern(s, TAKES_NONE);
	output_puts(s->out, ") ((i++)) ;;\n"
			    "\t\t-*) ;;\n"
			    "\t\t*) command=$words[i]; break ;;\n"
			    "\t\tesac\n\tdone\n"
			    "\tcase $command in\n");
	for (const struct command *const *c = cmd_table; *c; c++) {
		output_printf(s->out, "\t%s)\n\t\t_arguments '1: :(%s)'", (*c)->name, (*c)->name);
		zsh_arguments(s, *c);
		output_puts(s->out, " ;;\n");
	}
	output_puts(s->out, "\t*)\n"
			    "\t\t[[ $PREFIX == -* ]] || _describe command commands\n"
			    "\t\t_arguments");
	zsh_arguments(s, &cmd_open);
	output_puts(s->out, " ;;\n\tesac\n}\n"
			    "if [ \"$funcstack[1]\" = _nephoscope ]; then\n"
			    "\t_nephoscope \"$@\"\nelse\n"
			    "\tcompdef _nephoscope nephoscope\nfi\n");
}

/* -n CONDITION of what belongs to one command; nothing for NULL. */
static void fish_begin(struct script *s, const struct command *c)
{
	output_puts(s->out, "complete -c nephoscope");
	if (c)
		output_printf(s->out, " -n '__fish_seen_subcommand_from %s'", c->name);
}

static void fish_option(struct script *s, enum option_id id, const struct command *c)
{
	const struct option_spec *o = &option_table[id];

	fish_begin(s, c);
	output_printf(s->out, " -l %s", o->name);
	if (o->kind == TAKES_FILE || o->kind == TAKES_DIR)
		output_puts(s->out, " -r -F");
	else if (o->kind != TAKES_NONE)
		output_puts(s->out, " -x");
	if (o->kind == TAKES_CHOICE) {
		output_puts(s->out, " -a '");
		put_words(s, option_choices(s->arena, id, c), " ");
		output_puts(s->out, "'");
	}
	output_puts(s->out, " -d '");
	put_quoted(s, o->about);
	output_puts(s->out, "'\n");
}

static void fish_argument(struct script *s, const struct command *c)
{
	if (c->argument == ARGUMENT_DIR || c->argument == ARGUMENT_FILE)
		return;
	fish_begin(s, c);
	output_puts(s->out, " -f");
	if (c->argument == ARGUMENT_SHELL || c->argument == ARGUMENT_COMMAND) {
		output_puts(s->out, " -a '");
		if (c->argument == ARGUMENT_SHELL)
			put_words(s, shell_names, " ");
		else
			put_command_names(s, " ");
		output_puts(s->out, "'");
	}
	output_puts(s->out, "\n");
}

static void print_fish(struct script *s)
{
	output_puts(s->out,
		    "# fish completion for nephoscope, made by \"nephoscope completion fish\"\n");
	for (const struct command *const *c = cmd_table; *c; c++) {
		output_printf(s->out, "complete -c nephoscope -n __fish_use_subcommand -a %s -d '",
			      (*c)->name);
		put_quoted(s, (*c)->about);
		output_puts(s->out, "'\n");
	}
	for (int id = 0; id < N_OPTIONS; id++)
		if (option_table[id].is_global)
			fish_option(s, id, NULL);
	for (const struct command *const *c = cmd_table; *c; c++) {
		for (int id = 0; id < N_OPTIONS; id++)
			if (!option_table[id].is_global && option_applies(id, *c))
				fish_option(s, id, *c);
		fish_argument(s, *c);
	}
}

static int run(struct cli *c)
{
	static void (*const print[])(struct script *) = { print_bash, print_zsh, print_fish };
	struct script s = { &c->out, &c->arena };
	const char *name = c->options.args[0];

	for (size_t i = 0; shell_names[i]; i++) {
		if (strcmp(shell_names[i], name) != 0)
			continue;
		print[i](&s);
		return STATUS_FINE;
	}
	message("there is no completion for \"%s\"; there is one for bash, zsh and fish",
		text_shown(&c->arena, name));
	return STATUS_USAGE;
}

const struct command cmd_completion = {
	.name = "completion",
	.usage = "bash|zsh|fish",
	.about = "print a script for a shell's completion",
	.details =
		"Installed copies are found by the shells themselves. For the running shell:\n\n"
		"  bash: . <(nephoscope completion bash)\n"
		"  zsh:  . <(nephoscope completion zsh)\n"
		"  fish: nephoscope completion fish | source\n",
	.argument = ARGUMENT_SHELL,
	.least_args = 1,
	.most_args = 1,
	.run = run,
};
