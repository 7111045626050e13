/* SPDX-License-Identifier: MIT */
#include "base/glob.h"

#include <strings.h>

static bool fits_one(const char *pattern, const char *text, unsigned how)
{
	if (*pattern == '?' && how & GLOB_ONE)
		return true;
	return *pattern == *text || (how & GLOB_ANY_CASE && !strncasecmp(pattern, text, 1));
}

bool glob_fits(const char *pattern, const char *text, size_t n, unsigned how)
{
	const char *star = NULL, *retry = NULL, *end = text + n;

	while (text < end) {
		if (*pattern == '*') {
			star = pattern++;
			retry = text;
		} else if (*pattern && fits_one(pattern, text, how)) {
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
