/* SPDX-License-Identifier: MIT */
/* Diagnostics as text, JSON, and SARIF 2.1.0 (OASIS, sections 3.13 to 3.30). */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "base/diag.h"
#include "cli/output.h"

/* Diagnostics of all paths that were linted, in order; file names as they are to be shown. */
struct report {
	const struct diag *const *diags;
	size_t n;
};

void report_text(struct output *o, const struct report *r);
void report_json(struct output *o, const struct report *r);
void report_sarif(struct output *o, const struct report *r);

/* The rules alone. */
void report_rules_text(struct output *o);
void report_rules_json(struct output *o);

#endif
