/* SPDX-License-Identifier: MIT */
#include "model/lesson.h"

#include <stdlib.h>

void lesson_free(struct lesson *l)
{
	if (!l)
		return;
	doc_free(l->doc);
	buf_done(&l->text);
	arena_done(&l->arena);
	free(l);
}

const char *lesson_origin(const struct lesson *l, int line, int *ret_file_line)
{
	size_t i = l->n_origins;

	while (i > 1 && l->origins[i - 1].line > line)
		i--;
	if (!i) {
		*ret_file_line = line;
		return l->path;
	}
	*ret_file_line = l->origins[i - 1].file_line + line - l->origins[i - 1].line;
	return l->origins[i - 1].file;
}
