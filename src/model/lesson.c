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
	const struct origin *o;

	if (!l->n_origins) {
		*ret_file_line = line;
		return l->path;
	}
	o = origin_find(l->origins, l->n_origins, line);
	*ret_file_line = o->file_line + line - o->line;
	return o->file;
}
