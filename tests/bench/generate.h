/* SPDX-License-Identifier: MIT */
/* Markdown in bulk, the same on every machine: headings, lists, quotes, links, fenced YAML, tables. */
#ifndef TESTS_BENCH_GENERATE_H
#define TESTS_BENCH_GENERATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/prng.h"

/* Appends about n bytes of lesson-like Markdown. */
void generate_markdown(struct buf *out, struct prng *r, size_t n, bool has_tables);

/* Writes a course of about n bytes in files of about 50 kB into dir (which is there). */
void generate_course(const char *dir, size_t n);

#endif
