/* SPDX-License-Identifier: MIT */
/* Markdown and templates in bulk, the same on every machine. */
#ifndef TESTS_BENCH_GENERATE_H
#define TESTS_BENCH_GENERATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/prng.h"

/* Appends about n bytes of lesson-like Markdown: headings, lists, quotes, links, fenced YAML, tables. */
void generate_markdown(struct buf *out, struct prng *r, size_t n, bool has_tables);

/*
 * Appends a SAM template of about n bytes: functions, each with a queue and a table, as people
 * write them; is_dense: a line for each resource, so that there are many more of them.
 */
void generate_template(struct buf *out, size_t n, bool is_dense);

/* Writes a course of about n bytes in files of about 50 kB into dir (which is there). */
void generate_course(const char *dir, size_t n);

#endif
