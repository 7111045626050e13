/* SPDX-License-Identifier: MIT */
/* Any bytes as SUMMARY.md: a catalog whose entries hold together. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "course/summary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct catalog *c)
{
	for (size_t i = 0; i < c->n_entries; i++) {
		const struct entry *e = &c->entries[i];

		if (e->parent >= (int)i || e->depth < 0 || (e->kind == ENTRY_LESSON) != !!e->path)
			abort();
		if (e->path && (e->path[0] == '/' || !strncmp(e->path, "../", 3)))
			abort();
		if (!utf8_is_clean(e->title, strlen(e->title)) || strchr(e->title, '\n'))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct catalog *c = xcalloc(1, sizeof(*c));
	struct diag_list diags;
	struct buf text;

	arena_init(&c->arena);
	diag_list_init(&diags);
	buf_init(&text);
	utf8_clean(&text, (const char *)data, size);
	summary_parse(c, buf_str(&text), text.len, &diags);
	check(c);
	buf_done(&text);
	diag_list_done(&diags);
	course_free(c);
	return 0;
}
