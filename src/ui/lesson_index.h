/* SPDX-License-Identifier: MIT */
/*
 * What a lesson holds that one can go to: headings, diagrams, questions. Found
 * a slice at a time, since that means parsing the whole document.
 */
#ifndef UI_LESSON_INDEX_H
#define UI_LESSON_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "model/doc.h"

struct indexed {
	const struct block *block;
	size_t section;
};

struct indexed_list {
	struct indexed *items;
	size_t n, cap;
};

struct lesson_index {
	size_t n_sections;	/* looked through so far */
	bool is_complete;
	struct indexed_list headings, diagrams, questions;
};

void lesson_index_done(struct lesson_index *x);

enum { INDEX_SLICE_BYTES = 32 * 1024 };	/* takes a millisecond or two */

/* Looks through about n_bytes more of d; true while more is left. Begin with a zeroed index. */
bool lesson_index_slice(struct lesson_index *x, struct doc *d, size_t n_bytes);
void lesson_index_complete(struct lesson_index *x, struct doc *d);

/* The last item at or before a block's line; n if all come later. */
size_t indexed_at_line(const struct indexed_list *l, int line);

#endif
