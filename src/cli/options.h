/* SPDX-License-Identifier: MIT */
/*
 * The options of all commands: one table for parsing, help and completion. An
 * option means the same in every command that takes it, and may stand before
 * or after the command's name.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct command;

enum option_id {
	OPT_ASCII,
	OPT_AT,
	OPT_CALLS,
	OPT_CLIENT,
	OPT_COLOR,
	OPT_CONFIG,
	OPT_COUNT,
	OPT_COURSE,
	OPT_DATA_DIR,
	OPT_DUE,
	OPT_DUMP_FRAME,
	OPT_DURATION,
	OPT_EXAM,
	OPT_FAULT,
	OPT_FORMAT,
	OPT_HELP,
	OPT_NO_ANIMATION,
	OPT_PARAMETER,
	OPT_PLAIN,
	OPT_PROFILE,
	OPT_RATE,
	OPT_REBUILD,
	OPT_REQUEST,
	OPT_RULES,
	OPT_RUNS,
	OPT_SCRIPT,
	OPT_SEED,
	OPT_SET,
	OPT_THEME,
	OPT_TRACE,
	OPT_UNTIL,
	OPT_VERSION,
	OPT_WHY,
	OPT_WIDTH,
	OPT_WORK,
	N_OPTIONS
};

/* Options as a set: bit i = option i. */
#define OPT_BIT(id) (UINT64_C(1) << (id))

enum option_kind {
	TAKES_NONE,		/* a switch */
	TAKES_CHOICE,		/* one of option_choices() */
	TAKES_DIR,
	TAKES_FILE,
	TAKES_NUMBER,
	TAKES_TEXT,		/* checked by the command */
};

struct option_spec {
	const char *name;	/* "data-dir" */
	const char *value;	/* what follows it, for people: "DIR"; NULL for a switch */
	const char *about;	/* half a line */
	uint64_t least, most;	/* of a number */
	enum option_kind kind;
	char letter;		/* short form: 'n' for -n; 0 = none */
	bool is_global;		/* every command takes it */
	bool is_repeated;	/* may be given several times: see options.given */
};

/* An option as it was typed. */
struct option_given {
	enum option_id id;
	const char *value;
};

extern const struct option_spec option_table[N_OPTIONS];

struct options {
	const struct command *command;	/* NULL = none was named */
	const char *values[N_OPTIONS];	/* as typed, "" for a switch, the last one; NULL = not given */
	const struct option_given *given;	/* all of them, in their order */
	size_t n_given;
	char *const *args;		/* what is left after options and command, raw bytes */
	size_t n_args;
};

/*
 * Parses argv and checks it against the command's table. On ERR_USAGE ret_why
 * (in a, clean) says what is wrong and how to go on.
 */
enum err options_parse(struct options *o, struct arena *a, int argc, char *const *argv,
		       const char **ret_why);

static inline bool options_has(const struct options *o, enum option_id id)
{
	return o->values[id];
}

/* Of a number that was given; fallback otherwise. */
uint64_t options_number(const struct options *o, enum option_id id, uint64_t fallback);

/* True when the decimal number s is one that option id can have. */
bool option_number(enum option_id id, const char *s, uint64_t *ret);

/* True when command c (NULL = none) takes the option. */
bool option_applies(enum option_id id, const struct command *c);

/* The words that a TAKES_CHOICE may be in command c, ended by NULL; in a. */
const char *const *option_choices(struct arena *a, enum option_id id, const struct command *c);

#endif
