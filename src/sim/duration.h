/* SPDX-License-Identifier: MIT */
/* Durations, rates, shares and sizes as people write them: "120ms", "50/s", "1 %", "64 KB". */
#ifndef SIM_DURATION_H
#define SIM_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define NS_PER_US INT64_C(1000)
#define NS_PER_MS INT64_C(1000000)
#define NS_PER_S INT64_C(1000000000)
#define NS_PER_MIN (60 * NS_PER_S)
#define NS_PER_H (60 * NS_PER_MIN)
#define NS_PER_DAY (24 * NS_PER_H)

/* Longest duration that is taken: ten years. */
#define DURATION_MAX_NS (3650 * NS_PER_DAY)

/*
 * A number with a unit (ns us ms s sec min m h d, "1 min 30 s" is none);
 * without one it is in seconds. Stops behind it: ret_end may be NULL, then
 * nothing may follow. ERR_SYNTAX, ERR_TOO_BIG; never negative, NaN or infinite.
 */
enum err duration_parse(const char *text, const char **ret_end, double *ret_ns);

/* A number greater than 0 and nothing behind it. */
bool duration_is_number(const char *text);

/* Whether a duration that a person typed has its unit: a bare number could be of anything. */
static inline bool duration_has_unit(const char *text)
{
	return !duration_is_number(text);
}

/* "50/s", "3/min", "1/h", "0.5/ms", "50" (a second): per second, greater than 0. */
enum err rate_parse(const char *text, const char **ret_end, double *ret_per_s);

/* "1%", "1 %", "0.01": a share from 0 to 1. */
enum err share_parse(const char *text, double *ret);

/* "512", "512 B", "64 KB", "6MB", "1 GB" (powers of 1,024; KiB, MiB, GiB too): bytes. */
enum err size_parse(const char *text, double *ret_bytes);

#endif
