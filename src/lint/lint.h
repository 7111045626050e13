/* SPDX-License-Identifier: MIT */
/*
 * Diagnoses a course or one of its files: everything loading finds, and what
 * the rules of rule_table.c find besides. Changes nothing.
 */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/err.h"

/*
 * Lints path: a course's folder, a lesson, a file of scenario questions, or a template.
 * File names in diags are relative to the course, or as given for a single
 * file. today is "2026-11", for lessons not reviewed for long. ERR_NOT_FOUND
 * when there is nothing to lint at path.
 */
enum err lint_path(const char *path, const char *today, struct diag_list *diags);

/* By its name: such a path is linted as a template, its diagnostics name files as given. */
bool lint_is_template(const char *path);

/* Name and one line about each rule, for `lint --rules` and the man page; NULL past the end. */
const char *lint_rule_name(size_t i, const char **ret_about);

#endif
