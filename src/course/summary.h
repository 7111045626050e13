/* SPDX-License-Identifier: MIT */
/* SUMMARY.md by mdBook's rules to the entries of a catalog. Used by course_open only. */
#ifndef COURSE_SUMMARY_H
#define COURSE_SUMMARY_H

#include <stddef.h>

#include "base/diag.h"
#include "model/catalog.h"

/*
 * Fills entries (in the catalog's arena) from the clean text of SUMMARY.md, and
 * the title from its first heading unless that only says "Summary". What
 * mdBook would refuse becomes a diagnostic and is shown as far as it can be.
 */
void summary_parse(struct catalog *c, const char *text, size_t len, struct diag_list *diags);

#endif
