/* SPDX-License-Identifier: MIT */
/*
 * The subcommands: each is one file and one line of the table, from which
 * dispatch, help and completion are made.
 */
#ifndef CLI_CMD_TABLE_H
#define CLI_CMD_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct cli;

/* What completion offers for a command's arguments. */
enum argument_kind {
	ARGUMENT_NONE,
	ARGUMENT_DIR,
	ARGUMENT_FILE,
	ARGUMENT_WORD,		/* nothing can be offered */
	ARGUMENT_SHELL,
	ARGUMENT_COMMAND,
};

enum { MANY_ARGS = 1000000 };

struct command {
	const char *name;
	const char *usage;		/* its arguments: "LESSON|FILE|-"; NULL = none */
	const char *about;		/* one line */
	const char *details;		/* paragraphs for help, each one line; NULL = none */
	uint64_t options;		/* besides the global ones, see OPT_BIT */
	const char *const *formats;	/* of --format, the default first, ended by NULL */
	enum argument_kind argument;
	size_t least_args, most_args;
	int (*run)(struct cli *cli);	/* returns an enum exit_status */
};

extern const struct command cmd_bench;
extern const struct command cmd_completion;
extern const struct command cmd_doctor;
extern const struct command cmd_facts;
extern const struct command cmd_graph;
extern const struct command cmd_help;
extern const struct command cmd_lint;
extern const struct command cmd_open;
extern const struct command cmd_play;
extern const struct command cmd_progress;
extern const struct command cmd_quiz;
extern const struct command cmd_read;
extern const struct command cmd_search;
extern const struct command cmd_sim;
extern const struct command cmd_topics;
extern const struct command *const cmd_table[];	/* as help lists them, ended by NULL */

extern const char *const shell_names[];		/* that completion is made for, ended by NULL */

const struct command *cmd_find(const char *name);	/* NULL if there is none */
const char *cmd_nearest(const char *name);		/* NULL if none is near */

#endif
