/* SPDX-License-Identifier: MIT */
/*
 * Standard output through one buffer, in the characters and colours that
 * whoever reads it can show. What fails is remembered and told once, at the
 * end; a reader who went away ends the program quietly.
 */
#ifndef CLI_OUTPUT_H
#define CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "canvas/theme.h"

struct output {
	int fd;
	struct buf buf;
	struct buf scratch;		/* rows before they become ASCII */
	bool is_ascii;
	bool is_terminal;
	const struct theme *theme;	/* NULL = no escape sequences at all */
	int colours;
	int error;			/* errno of the first write that failed; 0 = none */
};

/* Neither colours nor ASCII until told. */
void output_init(struct output *o, int fd);
void output_done(struct output *o);	/* drops what was not flushed */

enum output_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* Colours by the terminal and the environment (NO_COLOR, TERM, COLORTERM). */
void output_color(struct output *o, enum output_color when, const struct theme *theme);

int output_terminal_colours(void);	/* by TERM and COLORTERM: 0, 16, 256 or 1<<24 */

/* Clean text (utf8.h); newlines are kept. */
void output_add(struct output *o, const char *text, size_t n);
void output_puts(struct output *o, const char *text);
void output_printf(struct output *o, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text in a role's colours, if there are any. */
void output_role(struct output *o, enum role role, const char *text, size_t n);

/* Bytes that are ASCII already, or must stay as they are. */
void output_raw(struct output *o, const char *bytes, size_t n);

/*
 * Where to append a row that may be in colour; output_end_row then takes it.
 * Cheaper than output_add for long texts.
 */
struct buf *output_begin_row(struct output *o);
void output_end_row(struct output *o);

/*
 * Clean text broken to width columns at its blanks, all of it after an indent;
 * newlines are kept. Returns how many lines it became.
 */
int output_wrapped(struct output *o, const char *text, size_t n, int indent, int width);

bool output_flush(struct output *o);	/* false once anything has failed */

/* Columns: COLUMNS, else the terminal's, else 80. */
int output_width(const struct output *o);
int output_height(const struct output *o);	/* rows of the terminal, else 24 */

/* An argument or path as it may be printed: one line, clean; in a. */
const char *text_shown(struct arena *a, const char *bytes);

/* Puts "nephoscope: " and the message on standard error, cleaned, with a newline. */
void message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* True where the locale shows UTF-8. */
bool locale_is_utf8(void);

#endif
