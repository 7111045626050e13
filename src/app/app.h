/* SPDX-License-Identifier: MIT */
/*
 * The program that is used with keys: opens a course and shows its screens
 * until the user quits. Called by cli/, which has parsed the arguments.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/config.h"

struct app_options {
	struct app_config config;
	const char *course;	/* a folder with SUMMARY.md, or a lesson in one, which is opened */
	const char *data_dir;	/* of the progress; NULL = nowhere: nothing is saved */
	const char *cache_dir;	/* of the search index; NULL = in memory */
	const char *lesson;	/* path or id to begin with, "#heading" may follow; NULL = none */
	const char *diagram;	/* play it at once: title, or "#" and its number in the first lesson; NULL = none */
	const char *topic;	/* begin with its questions (id; "" = all); NULL = do not */
	size_t count;		/* questions of a session, at most; 0 = all */
	bool is_colourless;	/* NO_COLOR */
	bool has_seed;
	uint64_t seed;		/* of the order of questions and options; see quiz/pick.h */
	const char *script;	/* plays keys from this file, without a terminal; NULL = none */
	bool dump_frame;	/* prints the first frame and ends */
};

/*
 * Returns the program's exit code: 0, 2 (a mistake in the script), 3 (no
 * course, or no terminal that can show it), 128 + n after signal n. Says why on
 * standard error.
 */
int app_run(const struct app_options *o);

#endif
