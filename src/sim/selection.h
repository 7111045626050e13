/* SPDX-License-Identifier: MIT */
/*
 * Selection patterns of API Gateway's integration responses: regular expressions
 * that a backend's status, or a function's error message, must match as a whole.
 * What templates say is bounded: a pattern that asks for too much work, or for
 * look-around, matches nothing.
 */
#ifndef SIM_SELECTION_H
#define SIM_SELECTION_H

#include <stdbool.h>

/* text: at most 30 characters of ASCII. */
bool selection_matches(const char *pattern, const char *text);

/* Whether the pattern is made for statuses: nothing but digits can match it. */
bool selection_is_of_digits(const char *pattern);

#endif
