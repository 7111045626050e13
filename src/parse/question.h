/* SPDX-License-Identifier: MIT */
/* A question's Markdown (a quiz fence, or a part of a scenario file) to model/item.h. */
#ifndef PARSE_QUESTION_H
#define PARSE_QUESTION_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "model/item.h"

/*
 * Parses text, which begins with the question's front matter. ERR_SYNTAX when
 * it cannot be asked (no options, no right one, unknown type ...): every
 * mistake is in diags, ret_why says the first in half a sentence. Options
 * without a reason and other blemishes are left to lint/.
 */
enum err question_parse(struct arena *a, const char *text, size_t len, int first_line,
			const char *file, struct diag_list *diags, const struct item **ret_item,
			const char **ret_why);

/*
 * Splits a scenario file into its questions: the offset and line of each. A
 * question begins at a "---" line that is followed by a "key:" line. Returns
 * how many there are (at least 1 for a text that is not blank); ret_starts is in a.
 */
struct question_start {
	size_t offset, len;
	int line;
};
size_t question_split(struct arena *a, const char *text, size_t len,
		      const struct question_start **ret_starts);

#endif
