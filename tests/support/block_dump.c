/* SPDX-License-Identifier: MIT */
#include "tests/support/block_dump.h"

static void dump_span(const struct span *s, struct buf *out)
{
	static const char letters[] = "EBCLI/TKR";

	if (!s->flags) {
		buf_add(out, s->text, s->len);
		return;
	}
	buf_addc(out, '{');
	for (int i = 0; letters[i]; i++)
		if (s->flags >> i & 1)
			buf_addc(out, letters[i]);
	if (s->url)
		buf_printf(out, ":%s", s->url);
	if (!(s->flags & SPAN_BREAK))
		buf_printf(out, " %.*s", (int)s->len, s->text);
	buf_addc(out, '}');
}

void block_dump_text(const struct text *t, struct buf *out)
{
	for (uint32_t i = 0; i < t->n; i++)
		dump_span(&t->spans[i], out);
}

static void dump_table(const struct table *t, int depth, struct buf *out)
{
	static const char aligns[] = "-<^>";

	for (uint32_t i = 0; i < t->n_columns; i++)
		buf_addc(out, aligns[t->align[i]]);
	for (uint32_t row = 0; row < t->n_rows; row++) {
		buf_addc(out, '\n');
		buf_pad(out, ' ', 2 * (size_t)(depth + 1));
		for (uint32_t i = 0; i < t->n_columns; i++) {
			buf_addc(out, '|');
			block_dump_text(&t->cells[row * t->n_columns + i], out);
		}
	}
}

static void dump_list(const struct block *b, struct buf *out)
{
	buf_adds(out, b->is_tight ? "tight" : "loose");
	if (b->is_ordered)
		buf_printf(out, " from %u", b->start);
}

static void dump_code(const struct block *b, struct buf *out)
{
	buf_printf(out, "(%s) ", b->code.info);
	for (size_t i = 0; i < b->code.len; i++)
		if (b->code.text[i] == '\n')
			buf_adds(out, "\\n");
		else
			buf_addc(out, b->code.text[i]);
	if (b->code.why)
		buf_printf(out, " why: %s", b->code.why);
}

static void dump_block(const struct block *b, int depth, struct buf *out)
{
	switch (b->kind) {
	case BLOCK_HEADING:
		buf_printf(out, "%d #%s ", b->level, b->id);
		block_dump_text(&b->text, out);
		break;
	case BLOCK_LIST:
		dump_list(b, out);
		break;
	case BLOCK_ITEM:
		if (b->task >= 0)
			buf_adds(out, b->task ? "[x]" : "[ ]");
		break;
	case BLOCK_TABLE:
		dump_table(b->table, depth, out);
		break;
	case BLOCK_CODE:
	case BLOCK_DIAGRAM:
	case BLOCK_QUESTION:
		dump_code(b, out);
		break;
	default:
		block_dump_text(&b->text, out);
		break;
	}
}

void block_dump(const struct block *first, bool with_lines, struct buf *out)
{
	static const char *const names[] = {
		"p", "h", "code", "html", "rule", "quote", "list", "item", "table", "diagram", "question",
	};

	for (const struct block *b = first; b; b = block_walk(b)) {
		int depth = 0;

		for (const struct block *p = b->parent; p; p = p->parent)
			depth++;
		buf_pad(out, ' ', 2 * (size_t)depth);
		buf_adds(out, names[b->kind]);
		if (with_lines)
			buf_printf(out, "@%d", b->line);
		buf_adds(out, ": ");
		dump_block(b, depth, out);
		while (out->len && out->p[out->len - 1] == ' ')
			out->len--;
		buf_addc(out, '\n');
	}
}
