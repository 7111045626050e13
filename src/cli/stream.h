/* SPDX-License-Identifier: MIT */
/*
 * A document printed from its first section to its last: each is parsed, laid
 * out, printed and forgotten before the next, so the first lines come at once.
 */
#ifndef CLI_STREAM_H
#define CLI_STREAM_H

#include "cli/output.h"
#include "layout/flow.h"
#include "model/doc.h"

/*
 * With is_told, diagrams are told instead of drawn, and ornaments left out. Stops early
 * when the output fails.
 */
void stream_doc(struct output *o, struct doc *d, const struct flow_options *options, bool is_told);

/*
 * Blocks on their own: a question's stem, a reason. Each row after an indent;
 * label (NULL = none, for output without colours) stands before the first words.
 */
void stream_blocks(struct output *o, const struct block *first, const struct flow_options *options,
		   int indent, const char *label);

/* True for a row that is only drawn: a rule below a heading, between rows of a table. Who listens skips it. */
bool stream_is_ornament(const struct row *row);

/* The column behind the last one of prose. */
int stream_edge(const struct flow_options *options);

#endif
