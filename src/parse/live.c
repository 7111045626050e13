/* SPDX-License-Identifier: MIT */
#include "parse/live.h"

#include <string.h>

#include "parse/line.h"
#include "parse/mermaid.h"
#include "parse/question.h"

/* The first word of an info string: "rust" of "rust,ignore". */
static struct line language(const char *info)
{
	return (struct line){ info, strcspn(info, " \t,{") };
}

static void parse_diagram(struct block *block, const struct blocks_options *o)
{
	enum err e = mermaid_parse(o->arena, block->code.text, block->code.len, block->line + 1,
				   o->diags, &block->diagram, &block->code.why);

	if (e == ERR_OK)
		block->kind = BLOCK_DIAGRAM;
}

static void parse_question(struct block *block, const struct blocks_options *o)
{
	enum err e = question_parse(o->arena, block->code.text, block->code.len, block->line + 1,
				    o->file, o->diags, &block->item, &block->code.why);

	if (e == ERR_OK)
		block->kind = BLOCK_QUESTION;
}

void live_parse(struct block *block, const struct blocks_options *o)
{
	struct line name = language(block->code.info);

	if (line_is(name, "mermaid"))
		parse_diagram(block, o);
	else if (line_is(name, "quiz") && !o->is_question)
		parse_question(block, o);
	else if (line_is(name, "flow"))
		block->code.why = "simulated flows are not played yet";
}
