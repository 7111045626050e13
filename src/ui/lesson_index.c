/* SPDX-License-Identifier: MIT */
#include "ui/lesson_index.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/vec.h"

void lesson_index_done(struct lesson_index *x)
{
	free(x->headings.items);
	free(x->diagrams.items);
	free(x->questions.items);
	*x = (struct lesson_index){ 0 };
}

static void add(struct indexed_list *l, const struct block *b, size_t section)
{
	*vec_push(l->items, l->n, l->cap) = (struct indexed){ b, section };
}

static void add_section(struct lesson_index *x, struct doc *d, size_t section)
{
	for (const struct block *b = doc_section(d, section); b; b = block_walk(b)) {
		if (b->kind == BLOCK_HEADING)
			add(&x->headings, b, section);
		else if (b->diagram)
			add(&x->diagrams, b, section);
		else if (b->item)
			add(&x->questions, b, section);
	}
}

bool lesson_index_slice(struct lesson_index *x, struct doc *d, size_t n_bytes)
{
	size_t done = 0;

	while (x->n_sections < d->n_sections && done < n_bytes) {
		done += d->sections[x->n_sections].len;
		add_section(x, d, x->n_sections++);
	}
	x->is_complete = x->n_sections == d->n_sections;
	return !x->is_complete;
}

void lesson_index_complete(struct lesson_index *x, struct doc *d)
{
	lesson_index_slice(x, d, SIZE_MAX);
}

size_t indexed_at_line(const struct indexed_list *l, int line)
{
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (l->items[mid].block->line <= line)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? low - 1 : l->n;
}
