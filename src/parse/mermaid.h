/* SPDX-License-Identifier: MIT */
/* Mermaid text to model/diagram.h. */
#ifndef PARSE_MERMAID_H
#define PARSE_MERMAID_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "model/diagram.h"

/*
 * Parses the body of a mermaid fence whose first line is line first_line.
 * ERR_UNSUPPORTED for kinds of diagram that are not drawn (flowchart, class
 * ...), ERR_SYNTAX for a sequence diagram with mistakes; ret_why then says in
 * half a sentence why ("flowcharts are not drawn yet"), living in a.
 */
enum err mermaid_parse(struct arena *a, const char *text, size_t len, int first_line,
		       struct diag_list *diags, const struct diagram **ret_diagram,
		       const char **ret_why);

#endif
