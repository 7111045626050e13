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
	OPT_COLOR,
	OPT_CONFIG,
	OPT_COUNT,
	OPT_COURSE,
	OPT_DATA_DIR,
	OPT_DUE,
	OPT_DUMP_FRAME,
	OPT_EXAM,
	OPT_FORMAT,
	OPT_HELP,
	OPT_NO_ANIMATION,
	OPT_PLAIN,
	OPT_REBUILD,
	OPT_RULES,
	OPT_SCRIPT,
	OPT_SEED,
	OPT_THEME,
	OPT_VERSION,
	OPT_WIDTH,
	N_OPTIONS
};

/* Options as a set: bit i = option i. */
#define OPT_BIT(id) (UINT32_C(1) << (id))

enum value_kind {
	VALUE_NONE,		/* a switch */
	VALUE_CHOICE,		/* one of option_choices() */
	VALUE_DIR,
	VALUE_FILE,
	VALUE_NUMBER,
};

struct option_spec {
	const char *name;	/* "data-dir" */
	const char *value;	/* what follows it, for people: "DIR"; NULL for a switch */
	const char *about;	/* half a line */
	uint64_t least, most;	/* of a number */
	enum value_kind kind;
	bool is_global;		/* every command takes it */
};

extern const struct option_spec option_table[N_OPTIONS];

struct options {
	const struct command *command;	/* NULL = none was named */
	const char *values[N_OPTIONS];	/* as typed, "" for a switch; NULL = not given */
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

/* The words that a VALUE_CHOICE may be in command c, ended by NULL; in a. */
const char *const *option_choices(struct arena *a, enum option_id id, const struct command *c);

#endif
