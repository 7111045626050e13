/* SPDX-License-Identifier: MIT */
/*
 * What the user chose, from the command line, the environment and the
 * configuration file: the first of them that says something wins, else the
 * default. Every mistake is named with its place; a mistake in the environment
 * or the file does not stop the program.
 *
 *	theme: dark
 *	ascii: no
 *	animation: yes
 *	mouse: yes
 *	measure: 72
 *	course: ~/courses/devops
 *	data-dir: ~/.local/share/nephoscope
 */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "canvas/theme.h"

enum config_key {
	CONFIG_THEME,
	CONFIG_ASCII,
	CONFIG_ANIMATION,
	CONFIG_MOUSE,
	CONFIG_MEASURE,
	CONFIG_COURSE,
	CONFIG_DATA_DIR,
	CONFIG_COUNT
};

enum { CONFIG_MEASURE_MIN = 30, CONFIG_MEASURE_MAX = 160 };

struct config_sources {
	const char *flags[CONFIG_COUNT];	/* as typed, "yes" or "no" for switches; or NULL */
	const char *file;			/* NULL = none */
	bool is_file_required;			/* named by the user: it must exist */
};

struct app_config {
	const struct theme *theme;
	bool is_ascii;			/* the default is false: who knows the locale adds that */
	bool has_animation, has_mouse;
	int measure;			/* of prose, in cells */
	const char *course;		/* NULL = not chosen */
	const char *data_dir;		/* NULL = not chosen */
};

/*
 * Merges all sources. Strings live in a. Bad flags and a required file that
 * cannot be read are errors in diags, everything else a warning; *ret is
 * usable in any case.
 */
void config_load(struct arena *a, const struct config_sources *sources, struct diag_list *diags,
		 struct app_config *ret);

/* How the file, and the flag after "--", spell a key: "data-dir". */
const char *config_key_name(enum config_key k);

#endif
