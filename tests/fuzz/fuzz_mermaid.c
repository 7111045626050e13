/* SPDX-License-Identifier: MIT */
/* Any bytes as a diagram: its steps name participants that are there, its blocks are balanced. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/mermaid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text)
{
	if (!utf8_is_clean(text, strlen(text)))
		abort();
}

static void check_who(const struct diagram *d, uint16_t who)
{
	if (who != DIAGRAM_NOBODY && who >= d->n_participants)
		abort();
}

static void check(const struct diagram *d)
{
	size_t n_open = 0, n_messages = 0;

	check_text(d->title);
	for (size_t i = 0; i < d->n_participants; i++) {
		check_text(d->participants[i].label);
		if (d->participants[i].group >= (int)d->n_groups)
			abort();
	}
	for (size_t i = 0; i < d->n_steps; i++) {
		const struct step *s = &d->steps[i];

		check_who(d, s->from);
		check_who(d, s->to);
		check_text(s->text);
		if (s->narration)
			check_text(s->narration);
		n_open += s->kind == STEP_BLOCK;
		if (s->kind == STEP_END && !n_open--)
			abort();
		n_messages += s->kind == STEP_MESSAGE;
	}
	if (n_open || n_messages != d->n_messages)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct diagram *d = NULL;
	struct diag_list diags;
	const char *why = NULL;
	struct arena a;
	struct buf text;
	enum err e;

	arena_init(&a);
	diag_list_init(&diags);
	buf_init(&text);
	utf8_clean(&text, (const char *)data, size);
	diag_in(&diags, "x.md", buf_str(&text), text.len);
	e = mermaid_parse(&a, buf_str(&text), text.len, 1, &diags, &d, &why);
	if (e == ERR_OK)
		check(d);
	else if (!why || !diags.n)
		abort();
	buf_done(&text);
	diag_list_done(&diags);
	arena_done(&a);
	return 0;
}
