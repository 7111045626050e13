/* SPDX-License-Identifier: MIT */
/* Any bytes as a file of questions: what can be asked has a stem, options and a key that fits. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/question.h"
#include "tests/support/block_dump.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_blocks(const struct block *first)
{
	struct buf out;

	buf_init(&out);
	block_dump(first, true, &out);
	if ((first && first->parent) || !utf8_is_clean(buf_str(&out), out.len))
		abort();
	buf_done(&out);
}

static void check(const struct item *it)
{
	int n_right = __builtin_popcount(item_key(it));

	if (!it->id[0] || !it->stem || it->n_options < 2 || it->n_options > ITEM_MAX_OPTIONS)
		abort();
	if (it->type == ITEM_SINGLE ? n_right != 1 : !n_right || (size_t)n_right == it->n_options)
		abort();
	check_blocks(it->stem);
	check_blocks(it->explanation);
	for (size_t i = 0; i < it->n_options; i++) {
		if (!it->options[i].text)
			abort();
		check_blocks(it->options[i].text);
		check_blocks(it->options[i].reason);
	}
	for (size_t i = 0; i < it->n_hints; i++)
		check_blocks(it->hints[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct question_start *starts;
	struct diag_list diags;
	struct arena a;
	struct buf text;
	size_t n;

	arena_init(&a);
	diag_list_init(&diags);
	buf_init(&text);
	utf8_clean(&text, (const char *)data, size);
	diag_in(&diags, "s/x.md", buf_str(&text), text.len);
	n = question_split(&a, buf_str(&text), text.len, &starts);
	for (size_t i = 0; i < n; i++) {
		const struct item *it = NULL;
		const char *why = NULL;

		if (starts[i].offset + starts[i].len > text.len)
			abort();
		if (question_parse(&a, text.p + starts[i].offset, starts[i].len, starts[i].line,
				   "s/x.md", &diags, &it, &why) == ERR_OK)
			check(it);
		else if (!why)
			abort();
	}
	buf_done(&text);
	diag_list_done(&diags);
	arena_done(&a);
	return 0;
}
