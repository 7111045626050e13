/* SPDX-License-Identifier: MIT */
#include "cli/words.h"

#include <stdbool.h>

static void trim_end(struct buf *b, size_t start)
{
	while (b->len > start && (b->p[b->len - 1] == '\n' || b->p[b->len - 1] == ' '))
		b->p[--b->len] = '\0';
}

/* "- words", further lines below the words; the nth item from 0. */
static void add_item(struct buf *out, const struct block *list, const struct block *item,
		     unsigned n)
{
	size_t start = out->len, margin;
	struct buf words;

	if (list->is_ordered)
		buf_printf(out, "%u. ", list->start + n);
	else
		buf_adds(out, "- ");
	margin = out->len - start;
	buf_init(&words);
	block_plain_text(item, &words);
	trim_end(&words, 0);
	for (size_t i = 0; i < words.len; i++) {
		buf_addc(out, words.p[i]);
		if (words.p[i] == '\n')
			buf_pad(out, ' ', margin);
	}
	buf_done(&words);
}

static void add_list(struct buf *out, const struct block *list)
{
	unsigned n = 0;

	for (const struct block *item = list->child; item; item = item->next) {
		if (n)
			buf_addc(out, '\n');
		add_item(out, list, item, n++);
	}
}

void words_of_blocks(const struct block *first, struct buf *out)
{
	for (const struct block *b = first; b; b = b->next) {
		size_t start = out->len;

		if (b != first)
			buf_adds(out, "\n\n");
		if (b->kind == BLOCK_LIST)
			add_list(out, b);
		else
			block_plain_text(b, out);
		trim_end(out, start);
	}
}
