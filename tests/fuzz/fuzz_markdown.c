/* SPDX-License-Identifier: MIT */
/* Any bytes as Markdown: cut wherever possible it gives what it gives in one piece, all clean. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/markdown.h"
#include "tests/support/block_dump.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void dump(const struct buf *text, size_t section_bytes, struct buf *out)
{
	struct doc *d = markdown_open(buf_str(text), text->len, &(struct markdown_options){
		.file = "x.md", .first_line = 1, .section_bytes = section_bytes,
	});

	doc_section(d, d->n_sections / 2);
	for (size_t i = 0; i < d->n_sections; i++)
		block_dump(doc_section(d, i), true, out);
	doc_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf text, parts, whole;

	buf_init(&text);
	buf_init(&parts);
	buf_init(&whole);
	utf8_clean(&text, (const char *)data, size);
	dump(&text, 1, &parts);
	dump(&text, SIZE_MAX, &whole);
	if (strcmp(buf_str(&parts), buf_str(&whole)) != 0 ||
	    !utf8_is_clean(buf_str(&whole), whole.len))
		abort();
	buf_done(&text);
	buf_done(&parts);
	buf_done(&whole);
	return 0;
}
