/* SPDX-License-Identifier: MIT */
#include "cli/diagrams.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "cli/cli.h"
#include "model/trace.h"

void diagrams_find(struct arena *a, struct doc *d, struct diagrams *ret)
{
	const struct diagram **list = NULL;
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < d->n_sections; i++)
		for (const struct block *b = doc_section(d, i); b; b = block_walk(b))
			if (b->kind == BLOCK_DIAGRAM && b->diagram)
				*vec_push(list, n, cap) = b->diagram;
	ret->list = arena_dup(a, list, n, sizeof(const struct diagram *));
	ret->n = n;
	free(list);
}

const struct diagram *diagrams_get(const struct diagrams *all, const char *name)
{
	char *end;
	unsigned long number = strtoul(name, &end, 10);

	for (size_t i = 0; i < all->n; i++)
		if (is_same_text(all->list[i]->title, name))
			return all->list[i];
	return *name && !*end && number >= 1 && number <= all->n ? all->list[number - 1] : NULL;
}

const char *diagram_name(struct arena *a, const struct diagram *d, size_t number)
{
	return *d->title ? d->title : arena_printf(a, "#%zu", number);
}

int diagram_print(struct output *o, const struct diagram *d, const char *word, int indent,
		  int width)
{
	int n_lines = 0;
	struct arena a;
	struct buf text;

	arena_init(&a);
	buf_init(&text);
	buf_adds(&text, word);
	trace_transcript(diagram_trace(&a, d), d, &text);
	if (width)
		n_lines = output_wrapped(o, buf_str(&text), text.len, indent, width);
	else
		output_add(o, buf_str(&text), text.len);
	buf_done(&text);
	arena_done(&a);
	return n_lines;
}
