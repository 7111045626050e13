/* SPDX-License-Identifier: MIT */
/* Patterns of paths as load balancers and CloudFront write them: * any text, ? one character. */
#ifndef SIM_GLOB_H
#define SIM_GLOB_H

#include <stdbool.h>
#include <stddef.h>

/* The text ends at a '?' too, where a query begins. At most |pattern| x |text| steps. */
static inline bool glob_fits(const char *pattern, const char *text)
{
	const char *star = NULL, *retry = NULL;

	while (*text && *text != '?') {
		if (*pattern == '*') {
			star = pattern++;
			retry = text;
		} else if (*pattern == '?' || *pattern == *text) {
			pattern++;
			text++;
		} else if (star) {
			pattern = star + 1;
			text = ++retry;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return !*pattern;
}

#endif
