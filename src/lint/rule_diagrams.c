/* SPDX-License-Identifier: MIT */
/* Diagrams that can be drawn, but not well: too wide, or without a word to go with them. */
#include <string.h>

#include "base/utf8.h"
#include "lint/rule.h"
#include "model/diagram.h"

enum { LABEL_MAX_CELLS = 40, PARTICIPANTS_MAX = 7 };

static void check_label(struct lint *l, const struct step *s)
{
	const char *line = s->text;

	for (; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		size_t cells = utf8_cells(line, strcspn(line, "\n"));

		if (cells > LABEL_MAX_CELLS)
			diag_hint(l->diags,
				  diag_add(l->diags, DIAG_WARNING, s->line, 0, "long-label",
					   "a label of %zu characters will be wrapped", cells),
				  "keep it under %d and put the rest into %%%% narrate:",
				  LABEL_MAX_CELLS);
	}
}

static void check_diagram(struct lint *l, const struct diagram *d)
{
	size_t n_narrated = 0;

	for (size_t i = 0; i < d->n_steps; i++) {
		const struct step *s = &d->steps[i];

		if (s->kind != STEP_MESSAGE)
			continue;
		check_label(l, s);
		n_narrated += s->narration != NULL;
	}
	if (n_narrated && n_narrated < d->n_messages)
		diag_hint(l->diags,
			  diag_add(l->diags, DIAG_NOTE, d->line, 0, "no-narration",
				   "%zu of %zu messages have no narration",
				   d->n_messages - n_narrated, d->n_messages),
			  "add a line \"%%%% narrate: ...\" after each message");
	if (d->n_participants > PARTICIPANTS_MAX)
		diag_add(l->diags, DIAG_WARNING, d->line, 0, "many-participants",
			 "%zu participants do not fit side by side in 80 columns",
			 d->n_participants);
}

static void lesson(struct lint *l, struct lesson *lesson)
{
	for (size_t i = 0; i < lesson->doc->n_sections; i++)
		for (const struct block *b = doc_section(lesson->doc, i); b; b = block_walk(b))
			if (b->kind == BLOCK_DIAGRAM)
				check_diagram(l, b->diagram);
}

const struct lint_rule rule_diagrams = { .family = "diagrams", .lesson = lesson };
