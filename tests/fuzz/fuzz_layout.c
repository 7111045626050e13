/* SPDX-License-Identifier: MIT */
/* Any bytes as a lesson, at a width the first byte chooses: parsed, laid out, printed, found again. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "layout/flow.h"
#include "parse/markdown.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_flow(const struct flow *f, int width)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < f->n_rows; i++) {
		/* One wide character may stand alone in a window of one column. */
		if (f->rows[i].cells > width && f->rows[i].cells > 2)
			abort();
		flow_print(f, i, &out, NULL, 0);
		if (f->rows[i].block &&
		    flow_find(f, f->rows[i].block, f->rows[i].offset) >= f->n_rows)
			abort();
	}
	if (!utf8_is_clean(buf_str(&out), out.len))
		abort();
	buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct markdown_options options = { .file = "x.md", .first_line = 1 };
	struct flow_options layout = { .measure = FLOW_MEASURE };
	struct buf text;
	struct doc *d;

	if (!size)
		return 0;
	layout.width = FLOW_MIN_WIDTH + data[0] % 120;
	layout.is_live = data[0] & 1;
	buf_init(&text);
	utf8_clean(&text, (const char *)data + 1, size - 1);
	d = markdown_open(buf_str(&text), text.len, &options);
	for (size_t i = 0; i < d->n_sections; i++) {
		struct flow f;

		flow_init(&f, doc_section(d, i), &layout);
		check_flow(&f, layout.width);
		flow_done(&f);
	}
	doc_free(d);
	buf_done(&text);
	return 0;
}
