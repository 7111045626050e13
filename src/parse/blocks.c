/* SPDX-License-Identifier: MIT */
#include "parse/blocks.h"

#include <cmark.h>
#include <string.h>

#include "parse/guard.h"
#include "parse/html.h"
#include "parse/inlines.h"
#include "parse/live.h"
#include "parse/source.h"
#include "parse/spans.h"
#include "parse/table.h"

enum {
	DEPTH_MAX = 60,		/* containers inside each other; what is deeper is shown there */
	DEFINITIONS_MAX = 32,	/* of links in a row right before a table */
};

struct frame {
	struct block *block;		/* NULL for the list of the text itself */
	const struct block **tail;	/* where the next child goes */
};

struct build {
	const struct blocks_options *o;
	struct spans spans;
	struct inlines_later later;
	struct source source;
	int first_line;		/* the source's, as the results count */
	int line_shift;		/* lines that cmark got before the source's first, plus one */
	const struct block *first;
	struct frame stack[DEPTH_MAX + 2];
	size_t depth;
	size_t n_skipped;	/* containers open beyond DEPTH_MAX */
	unsigned n_quotes;	/* quotes open */
	size_t n_headings;
};

/* The line of the source, from 0, on which cmark says that a node begins or ends. */
static int start_line(const struct build *b, cmark_node *node)
{
	return cmark_node_get_start_line(node) - b->line_shift;
}

static int end_line(const struct build *b, cmark_node *node)
{
	return cmark_node_get_end_line(node) - b->line_shift;
}

static struct block *add_block(struct build *b, enum block_kind kind, cmark_node *node)
{
	struct frame *top = &b->stack[b->depth];
	struct block *block = arena_zalloc(b->o->arena, sizeof(*block));

	block->kind = kind;
	block->line = b->first_line + start_line(b, node);
	block->parent = top->block;
	*top->tail = block;
	top->tail = &block->next;
	return block;
}

static void enter_container(struct build *b, cmark_node *node, enum block_kind kind)
{
	struct block *block;

	b->n_quotes += kind == BLOCK_QUOTE;
	/* An item is taken where its list was, so that lists hold items only. */
	if (b->n_skipped || (b->depth >= DEPTH_MAX && kind != BLOCK_ITEM)) {
		b->n_skipped++;
		return;
	}
	block = add_block(b, kind, node);
	if (kind == BLOCK_LIST) {
		block->is_tight = cmark_node_get_list_tight(node);
		block->is_ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
		block->start = (uint32_t)cmark_node_get_list_start(node);
	}
	block->task = kind == BLOCK_ITEM ? -1 : 0;
	b->stack[++b->depth] = (struct frame){ block, &block->child };
}

static void leave_container(struct build *b, enum block_kind kind)
{
	b->n_quotes -= kind == BLOCK_QUOTE;
	if (b->n_skipped)
		b->n_skipped--;
	else
		b->depth--;
}

static void add_container(struct build *b, cmark_node *node, enum block_kind kind, bool is_enter)
{
	if (is_enter)
		enter_container(b, node, kind);
	else
		leave_container(b, kind);
}

/* True if the source, not an escape or entity in it, has "[ ]" or "[x]" where node begins. */
static bool has_task_mark(struct build *b, cmark_node *node)
{
	struct line l = source_line(&b->source, start_line(b, node));
	size_t column = (size_t)cmark_node_get_start_column(node);

	if (!column || l.len < column + 3)
		return false;
	l = line_from(l, column - 1);
	return l.p[0] == '[' && strchr(" xX", l.p[1]) && l.p[2] == ']' && char_is_blank(l.p[3]);
}

/* Takes a task's mark off the first paragraph of an item. */
static void take_task_mark(struct build *b, cmark_node *node, struct span *spans, uint32_t n)
{
	struct frame *top = &b->stack[b->depth];

	if (!top->block || top->block->kind != BLOCK_ITEM || top->block->child || b->n_skipped)
		return;
	if (!n || spans[0].flags || spans[0].len < 4 || spans[0].text[0] != '[')
		return;
	if (!has_task_mark(b, node) || spans[0].text[2] != ']')
		return;
	top->block->task = spans[0].text[1] != ' ';
	spans[0].text += 4;
	spans[0].len -= 4;
}

static void finish_paragraph(struct build *b, cmark_node *node)
{
	uint32_t n;
	struct span *spans = spans_finish(&b->spans, &n);

	take_task_mark(b, node, spans, n);
	if (n && !spans[0].len && !spans[0].flags) {
		spans++;
		n--;
	}
	if (!n)
		return;
	add_block(b, BLOCK_PARAGRAPH, node)->text = (struct text){ spans, n };
}

static const char *heading_id(struct build *b, const char *custom, const struct text *text)
{
	size_t i = b->n_headings++;
	const char *id = custom ? custom : heading_text_id(text, b->o->arena);

	if (i < b->o->n_known_ids)
		return b->o->known_ids[i];
	return b->o->ids ? heading_ids_take(b->o->ids, id, b->o->arena) : id;
}

static void finish_heading(struct build *b, cmark_node *node)
{
	struct block *block = add_block(b, BLOCK_HEADING, node);
	uint32_t n;
	struct span *spans = spans_finish(&b->spans, &n);
	const char *custom = heading_attributes(spans, &n, b->o->arena);

	block->level = (uint8_t)cmark_node_get_heading_level(node);
	block->text = (struct text){ spans, n };
	block->id = heading_id(b, custom, &block->text);
}

/* How many of the paragraph's lines up to last, which begin with "[", only define links. */
static int count_definitions(const struct table_lines *lines, int last)
{
	struct source source = lines->source;
	struct buf text;
	int n = 0;

	buf_init(&text);
	for (int i = lines->first; i <= last && i - lines->first < DEFINITIONS_MAX; i++) {
		struct line l = table_line(lines, &source, i);
		cmark_node *root;

		if (!text.len && !line_starts(l, "["))
			break;
		buf_add(&text, l.p, l.len);
		buf_addc(&text, '\n');
		root = cmark_parse_document(text.p, text.len, CMARK_OPT_DEFAULT);
		if (!cmark_node_first_child(root))
			n = i - lines->first + 1;
		cmark_node_free(root);
	}
	buf_done(&text);
	return n;
}

/* What stands before a table's header in the same paragraph becomes a paragraph. */
static void add_lines_before(struct build *b, cmark_node *node, const struct table_lines *lines,
			     int first, int header)
{
	struct source source = lines->source;
	struct block *block;

	if (first == header)
		return;
	block = add_block(b, BLOCK_PARAGRAPH, node);
	block->line = b->first_line + first;
	inlines_later_begin(&b->later, &block->text);
	for (int i = first; i < header; i++) {
		struct line l = table_line(lines, &source, i);

		inlines_later_add(&b->later, l.p, l.len);
	}
}

/* A paragraph's or heading's lines up to last, as they stand in the source. */
static struct table_lines lines_of(struct build *b, cmark_node *node, int last)
{
	int first = start_line(b, node);
	size_t column = (size_t)cmark_node_get_start_column(node);
	struct line head = source_line(&b->source, first);

	if (column)
		head = line_from(head, column <= head.len ? column - 1 : head.len);
	return (struct table_lines){ b->source, first, last, head, b->n_quotes };
}

/* Makes a table of node's lines if they hold one. */
static bool add_table(struct build *b, cmark_node *node, const struct table_lines *lines)
{
	int first, header = table_find(lines);
	struct block *block;

	if (header < 0)
		return false;
	first = lines->first + count_definitions(lines, header);
	if (first > header)
		return false;
	add_lines_before(b, node, lines, first, header);
	block = add_block(b, BLOCK_TABLE, node);
	block->line = b->first_line + header;
	block->table = table_make(lines, header, b->o->arena, &b->later);
	return true;
}

/* Text without GUARD bytes, in the arena. */
static const char *copy_code(struct build *b, const char *text, size_t *len)
{
	char *copy = arena_strndup(b->o->arena, text, *len);
	size_t n = 0;

	if (!b->o->needs_guard)
		return copy;
	for (size_t i = 0; i < *len; i++)
		if (copy[i] != GUARD)
			copy[n++] = copy[i];
	*len = n;
	return copy;
}

static void add_code(struct build *b, cmark_node *node)
{
	struct block *block = add_block(b, BLOCK_CODE, node);
	const char *literal = cmark_node_get_literal(node);

	block->code.info = spans_string(&b->spans, cmark_node_get_fence_info(node));
	block->code.len = strlen(literal);
	block->code.text = copy_code(b, literal, &block->code.len);
	live_parse(block, b->o);
}

static void add_html(struct build *b, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node);
	struct text text;

	html_block(&b->spans, literal, strlen(literal));
	text.spans = spans_finish(&b->spans, &text.n);
	if (text.n)
		add_block(b, BLOCK_HTML, node)->text = text;
}

static bool is_underline(struct line l)
{
	size_t n = 0;

	while (n < l.len && l.p[n] == l.p[0])
		n++;
	return n && n == l.len && (l.p[0] == '-' || l.p[0] == '=');
}

/* A heading underlined by "---" that is a table with a rule below it. */
static bool add_underlined_table(struct build *b, cmark_node *node)
{
	/* cmark's end_line may be one too many. */
	struct table_lines lines = lines_of(b, node, end_line(b, node));
	struct source source = lines.source;
	int underline = lines.first + 1;

	if (line_starts(lines.head, "#"))
		return false;
	while (underline <= lines.last && !is_underline(table_line(&lines, &source, underline)))
		underline++;
	if (underline > lines.last)
		return false;
	lines.last = underline - 1;
	if (!add_table(b, node, &lines))
		return false;
	add_block(b, BLOCK_RULE, node)->line = b->first_line + underline;
	return true;
}

/* Takes a paragraph or heading as a table if it is one. */
static bool enter_text(struct build *b, cmark_node *node)
{
	int last = end_line(b, node);
	struct table_lines lines;

	if (last <= start_line(b, node))
		return false;
	if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
		return add_underlined_table(b, node);
	lines = lines_of(b, node, last);
	return add_table(b, node, &lines);
}

static void add_node(struct build *b, cmark_node *node, cmark_node_type type, bool is_enter)
{
	switch (type) {
	case CMARK_NODE_BLOCK_QUOTE:
		add_container(b, node, BLOCK_QUOTE, is_enter);
		break;
	case CMARK_NODE_LIST:
		add_container(b, node, BLOCK_LIST, is_enter);
		break;
	case CMARK_NODE_ITEM:
		add_container(b, node, BLOCK_ITEM, is_enter);
		break;
	case CMARK_NODE_CODE_BLOCK:
		add_code(b, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		add_html(b, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		add_block(b, BLOCK_RULE, node);
		break;
	default:
		inlines_add(&b->spans, node, is_enter);
		break;
	}
}

static void convert(struct build *b, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		bool is_enter = event == CMARK_EVENT_ENTER;

		if (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING)
			add_node(b, node, type, is_enter);
		else if (is_enter && enter_text(b, node))
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
		else if (!is_enter && type == CMARK_NODE_PARAGRAPH)
			finish_paragraph(b, node);
		else if (!is_enter)
			finish_heading(b, node);
	}
	cmark_iter_free(iter);
}

void blocks_feed(struct cmark_parser *parser, const struct blocks_options *o, const char *text,
		 size_t len)
{
	if (o->needs_guard)
		guard_feed(parser, text, len);
	else
		cmark_parser_feed(parser, text, len);
}

static cmark_node *parse(const struct blocks_options *o, const char *text, size_t len)
{
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_node *root;

	if (o->n_definitions) {
		cmark_parser_feed(parser, o->definitions, o->definitions_len);
		cmark_parser_feed(parser, "\n", 1);
	}
	blocks_feed(parser, o, text, len);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return root;
}

static bool has_char(const struct blocks_options *o, const char *text, size_t len, char c)
{
	return memchr(text, c, len) || memchr(o->definitions, c, o->definitions_len);
}

struct block *blocks_parse(const struct blocks_options *o, const char *text, size_t len,
			   int first_line)
{
	struct build b = {
		.o = o,
		.source = source_of(text, len),
		.first_line = first_line,
		.line_shift = o->n_definitions ? o->n_definitions + 2 : 1,
	};
	cmark_node *root = parse(o, text, len);

	b.stack[0].tail = &b.first;
	spans_init(&b.spans, o->arena);
	/* Only references ("&#27;") make other characters than those that are in the text. */
	b.spans.is_dirty = o->needs_guard || has_char(o, text, len, '&');
	b.spans.may_strike = has_char(o, text, len, '~');
	inlines_later_init(&b.later);
	convert(&b, root);
	if (b.later.n)
		inlines_later_parse(&b.later, &b.spans, o, text, len);
	inlines_later_done(&b.later);
	spans_done(&b.spans);
	cmark_node_free(root);
	return (struct block *)b.first;
}
