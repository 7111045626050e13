/* SPDX-License-Identifier: MIT */
/*
 * mdBook's directives: {{#include}}, {{#rustdoc_include}}, {{#playground}} and
 * {{#title}}. Files are read inside the root only; nesting, number and size of
 * includes are bounded. A directive that cannot be honoured stays as text.
 */
#ifndef COURSE_INCLUDE_H
#define COURSE_INCLUDE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/lesson.h"

struct include {
	struct arena *arena;		/* for origins, files and title */
	const char *root;
	struct diag_list *diags;
	struct buf *out;		/* expanded text */
	const char *title;		/* of {{#title}}; NULL if there was none */
	struct origin *origins;		/* malloc'd: the caller frees it */
	size_t n_origins, cap_origins;
	const char **files;		/* every file that was read in, for live reload; malloc'd */
	size_t n_files, cap_files;
	int n_lines;			/* line ends in out so far */
	int n_includes;
	size_t read_bytes;		/* of all files that were named */
};

/* Appends text, which is the clean content of file, with its directives carried out. */
void include_expand(struct include *in, const char *file, const char *text, size_t len);

#endif
