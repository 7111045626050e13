/* SPDX-License-Identifier: MIT */
/*
 * Event patterns (EventBridge) and filter policies (SNS) against an event whose
 * attributes a workload names: "type=gold&detail.total=120". Decided while a run
 * is put together, so that events only ask for the answer.
 */
#ifndef SIM_PATTERN_H
#define SIM_PATTERN_H

#include <stdbool.h>

#include "model/value.h"

/*
 * Whether all fields of the pattern (a map; NULL matches all) match. Known:
 * values, prefix, suffix, equals-ignore-case, anything-but, exists, numeric,
 * wildcard, $or, nested fields. is_lenient: a field whose attribute is not named
 * matches, unless the pattern asks for its absence.
 */
bool pattern_matches(const struct value *pattern, const char *attributes, bool is_lenient);

/* The first operator of the pattern that is not among these; NULL = none. It matches nothing. */
const struct value *pattern_unknown(const struct value *pattern);

#endif
