/* SPDX-License-Identifier: MIT */
#include "cli/progress_line.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

enum { BAR_CELLS = 24 };

static const int64_t PATIENCE_NS = 500000000;

void progress_line_init(struct progress_line *p)
{
	const char *term = getenv("TERM");

	*p = (struct progress_line){
		.is_wanted = isatty(STDERR_FILENO) && term && strcmp(term, "dumb") != 0,
		.start_ns = clock_monotonic_ns(),
	};
}

void progress_line_show(struct progress_line *p, double share, const char *format, ...)
{
	char bar[BAR_CELLS + 1], text[60];
	va_list ap;

	if (!p->is_wanted || clock_monotonic_ns() - p->start_ns < PATIENCE_NS)
		return;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	for (int i = 0; i < BAR_CELLS; i++)
		bar[i] = share * BAR_CELLS > i ? '=' : ' ';
	bar[BAR_CELLS] = '\0';
	if (share < 0)
		dprintf(STDERR_FILENO, "\r%-60.60s", text);
	else
		dprintf(STDERR_FILENO, "\r[%s] %-50.50s", bar, text);
	p->is_shown = true;
}

void progress_line_done(struct progress_line *p)
{
	if (p->is_shown)
		dprintf(STDERR_FILENO, "\r%*s\r", BAR_CELLS + 54, "");
}
