/* SPDX-License-Identifier: MIT */
/* Patterns with *, as IAM, EventBridge, load balancers and CloudFront write them. */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include <stdbool.h>
#include <stddef.h>

enum glob_how {
	GLOB_STAR_ONLY = 0,	/* * is any text; all else stands for itself */
	GLOB_ONE = 1,		/* ? is one byte */
	GLOB_ANY_CASE = 2,	/* ASCII letters in either case */
};

/*
 * True when the pattern covers all n bytes of text. how is a set of enum
 * glob_how. At most |pattern| x n steps.
 */
bool glob_fits(const char *pattern, const char *text, size_t n, unsigned how);

#endif
