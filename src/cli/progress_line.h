/* SPDX-License-Identifier: MIT */
/*
 * A line on standard error that tells how far something long has come: only
 * where that is a terminal, and only after half a second.
 */
#ifndef CLI_PROGRESS_LINE_H
#define CLI_PROGRESS_LINE_H

#include <stdbool.h>
#include <stdint.h>

struct progress_line {
	bool is_wanted, is_shown;
	int64_t start_ns;
};

void progress_line_init(struct progress_line *p);

/* share: how much is done, 0 to 1; negative = unknown. */
void progress_line_show(struct progress_line *p, double share, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

void progress_line_done(struct progress_line *p);	/* wipes it */

#endif
