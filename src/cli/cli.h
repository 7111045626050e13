/* SPDX-License-Identifier: MIT */
/*
 * One run of the program: what was asked for, and what commands need to answer
 * it. Course, store and index are opened when a command first asks for them;
 * what cannot be opened is told on standard error by the function that tried.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>

#include "app/config.h"
#include "app/paths.h"
#include "base/arena.h"
#include "cli/cmd_table.h"
#include "cli/options.h"
#include "cli/output.h"
#include "model/catalog.h"
#include "model/progress.h"
#include "store/store.h"

enum exit_status {
	STATUS_FINE,
	STATUS_FINDINGS,	/* lint or doctor found something */
	STATUS_USAGE,		/* the command line is wrong, or names what is not there */
	STATUS_ENVIRONMENT,	/* a file, the terminal, the database */
	STATUS_INTERRUPTED = 130,
};

struct cli {
	struct arena arena;
	const struct command *command;
	struct options options;
	struct output out;
	struct paths paths;
	struct app_config config;
	struct catalog *course;		/* NULL until cli_open_course */
	const char *first_lesson;	/* path of the file that was named as course; NULL = none */
	struct store *store;		/* NULL until cli_open_store */
	bool has_tried_store;
	struct buf store_why;		/* why nothing is saved; empty when all is well */
};

void cli_init(struct cli *c);
void cli_done(struct cli *c);

/* Merges flags, environment and file; messages for mistakes. STATUS_FINE or why not. */
int cli_configure(struct cli *c);

bool cli_wants_plain(const struct cli *c);	/* --plain, NEPHOSCOPE_PLAIN */
bool cli_is_plain(const struct cli *c);		/* the same, or TERM=dumb or unset */
bool cli_is_terminal(void);			/* standard input and output both */
bool cli_is_scripted(const struct cli *c);	/* --script, --dump-frame: needs no terminal */
bool cli_has_screen(const struct cli *c);	/* the app can be used, or is scripted */
bool cli_seed(const struct cli *c, uint64_t *ret);	/* --seed, NEPHOSCOPE_SEED; false = none */
const char *cli_data_dir(const struct cli *c);	/* NULL when no home is known */
const char *cli_course_path(const struct cli *c);
const char *cli_format(const struct cli *c);	/* --format, else the command's first */
bool cli_is_format(const struct cli *c, const char *format);

/* Opens the course that was chosen, else the installed one. */
bool cli_open_course(struct cli *c);

/*
 * Opens the learner's store. c->store stays NULL when not even reading works;
 * says once why nothing is saved, unless is_quiet.
 */
void cli_open_store(struct cli *c, bool is_quiet);

/* What the learner did, NULL if nothing can be known; the caller frees it. */
struct progress *cli_progress(struct cli *c);

struct store_time cli_now(void);

/*
 * The entry with this path (also without its ending), id or title (letter case
 * is free); -1 if there is none. Scans if need be.
 */
int cli_find_entry(struct cli *c, const char *name);

/* As above among paths and titles, without reading any lesson. */
int cli_find_listed(const struct cli *c, const char *name);

/* Says that there is no such lesson, and which is nearest. */
void cli_no_entry(struct cli *c, const char *what, const char *name);

/* True for the same clean text but for letter case. */
bool is_same_text(const char *a, const char *b);

/* True when entry i is entry top or below it; always for top = -1. */
bool entry_is_below(const struct catalog *course, int i, int top);

#endif
