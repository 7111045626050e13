/* SPDX-License-Identifier: MIT */
#include "base/suggest.h"

#include <ctype.h>
#include <string.h>

enum { NAME_MAX_BYTES = 64 };

static size_t min2(size_t a, size_t b)
{
	return a < b ? a : b;
}

static int same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

size_t suggest_distance(const char *a, const char *b)
{
	size_t d[3][NAME_MAX_BYTES + 1];
	size_t n = strlen(a), m = strlen(b);

	if (n > NAME_MAX_BYTES || m > NAME_MAX_BYTES)
		return n > m ? n : m;
	for (size_t j = 0; j <= m; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t *row = d[i % 3], *up = d[(i + 2) % 3], *up2 = d[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			row[j] = min2(min2(up[j], row[j - 1]) + 1,
				      up[j - 1] + !same(a[i - 1], b[j - 1]));
			if (i > 1 && j > 1 && same(a[i - 1], b[j - 2]) && same(a[i - 2], b[j - 1]))
				row[j] = min2(row[j], up2[j - 2] + 1);
		}
	}
	return d[n % 3][m];
}

const char *suggest_nearest(const char *name, const char *const *candidates)
{
	size_t best = strlen(name) / 3 + 2;
	const char *found = NULL;

	for (; *candidates; candidates++) {
		size_t d = suggest_distance(name, *candidates);

		if (d < best) {
			best = d;
			found = *candidates;
		}
	}
	return found;
}
