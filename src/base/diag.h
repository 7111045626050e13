/* SPDX-License-Identifier: MIT */
/*
 * Mistakes in content, told like a compiler's: where, what, which rule, how to
 * mend it. Loading goes on and collects them all.
 *
 *	lambda/inside-look.md:48:12: error: no lesson "core.md" [dead-link]
 *	   48 | See [Core](core.md).
 *	      |            ^
 *	      = did you mean "core-components.md"?
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

struct diag {
	enum diag_severity severity;
	const char *file;	/* relative to the course, or as the user named it */
	int line, column;	/* from 1; 0 = the whole file, or line */
	const char *rule;	/* kebab-case, static: "dead-link" */
	const char *text;	/* what is wrong, lower case, no full stop */
	const char *hint;	/* how to mend it; NULL if that is plain */
	const char *source;	/* the line it is about; NULL if unknown */
};

/* Where a line of a text that was put together from several files comes from. */
struct origin {
	int line;		/* first line of the text that this is about */
	const char *file;	/* relative to the course */
	int file_line;		/* what that line is called there */
};

struct diag_list {
	struct arena arena;
	struct diag *items;
	size_t n, cap;
	size_t n_errors, n_warnings;
	const char *file;	/* file of the diagnostics to come, see diag_in */
	const struct origin *origins;	/* instead of file, see diag_in_parts */
	size_t n_origins;
	const char *source;	/* that file's text, for the quoted lines; may be NULL */
	size_t source_len;
	const char *quoted;	/* where the line quoted last begins in it, and its number */
	int quoted_line;
};

void diag_list_init(struct diag_list *d);
void diag_list_done(struct diag_list *d);

/*
 * The file that the next diagnostics are about, and its text (borrowed until
 * the next diag_in) so that they can quote lines. A NULL list is allowed in
 * all functions below and swallows everything.
 */
void diag_in(struct diag_list *d, const char *file, const char *source, size_t len);

/* The same for a text with several origins (at least one, by line; borrowed like source). */
void diag_in_parts(struct diag_list *d, const struct origin *origins, size_t n,
		   const char *source, size_t len);

/* The origin that line belongs to; n is at least 1. */
const struct origin *origin_find(const struct origin *origins, size_t n, int line);

/* Adds one; text is formatted and copied. The returned one may be given a hint. */
struct diag *diag_add(struct diag_list *d, enum diag_severity severity, int line, int column,
		      const char *rule, const char *format, ...)
	__attribute__((format(printf, 6, 7)));

/* Sets the hint of what diag_add returned (NULL is ignored). */
void diag_hint(struct diag_list *d, struct diag *g, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* By file, line, column, in the order they were found otherwise. */
void diag_sort(struct diag_list *d);

const char *diag_severity_name(enum diag_severity s);	/* "error" */

/* One diagnostic as shown above, with a newline at its end. */
void diag_print(struct buf *out, const struct diag *g);

#endif
