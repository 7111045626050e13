/* SPDX-License-Identifier: MIT */
#include "parse/inlines.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "parse/guard.h"
#include "parse/html.h"

static void add_style(struct spans *s, enum span_flag style, bool is_enter)
{
	if (is_enter)
		spans_open(s, style);
	else
		spans_close(s, style);
}

static void add_link(struct spans *s, cmark_node *node, bool is_enter)
{
	if (is_enter)
		spans_open_link(s, cmark_node_get_url(node));
	else
		spans_close_link(s);
}

static void add_image(struct spans *s, cmark_node *node, bool is_enter)
{
	if (is_enter)
		spans_open_image(s, cmark_node_get_url(node));
	else
		spans_close_image(s);
}

void inlines_add(struct spans *s, struct cmark_node *node, bool is_enter)
{
	const char *literal = cmark_node_get_literal(node);

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		spans_markup_text(s, literal, strlen(literal));
		break;
	case CMARK_NODE_SOFTBREAK:
		spans_text(s, " ", 1);
		break;
	case CMARK_NODE_LINEBREAK:
		spans_break(s);
		break;
	case CMARK_NODE_CODE:
		spans_flagged(s, literal, strlen(literal), SPAN_CODE);
		break;
	case CMARK_NODE_HTML_INLINE:
		html_inline(s, literal, strlen(literal));
		break;
	case CMARK_NODE_EMPH:
		add_style(s, SPAN_EMPH, is_enter);
		break;
	case CMARK_NODE_STRONG:
		add_style(s, SPAN_STRONG, is_enter);
		break;
	case CMARK_NODE_LINK:
		add_link(s, node, is_enter);
		break;
	case CMARK_NODE_IMAGE:
		add_image(s, node, is_enter);
		break;
	default:
		break;
	}
}

void inlines_later_init(struct inlines_later *l)
{
	*l = (struct inlines_later){ 0 };
}

void inlines_later_done(struct inlines_later *l)
{
	buf_done(&l->markup);
	free(l->targets);
}

void inlines_later_begin(struct inlines_later *l, struct text *target)
{
	buf_addc(&l->markup, '\n');
	*vec_push(l->targets, l->n, l->cap) = target;
}

/* Behind a GUARD nothing can begin another block: each piece is one paragraph. */
void inlines_later_add(struct inlines_later *l, const char *line, size_t n)
{
	buf_addc(&l->markup, GUARD);
	buf_add(&l->markup, line, n);
	buf_addc(&l->markup, '\n');
}

static cmark_node *parse_pieces(const struct inlines_later *l, const struct blocks_options *o,
				const char *text, size_t len)
{
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	cmark_node *root;

	cmark_parser_feed(parser, o->definitions, o->definitions_len);
	cmark_parser_feed(parser, l->markup.p, l->markup.len);
	if (o->hides_definitions && memchr(l->markup.p, '[', l->markup.len)) {
		cmark_parser_feed(parser, "\n", 1);
		blocks_feed(parser, o, text, len);
	}
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return root;
}

void inlines_later_parse(struct inlines_later *l, struct spans *s, const struct blocks_options *o,
			 const char *text, size_t len)
{
	cmark_node *root = parse_pieces(l, o, text, len);
	cmark_iter *iter = cmark_iter_new(root);
	bool was_dirty = s->is_dirty;

	s->is_dirty = true;
	for (size_t i = 0; i < l->n;) {
		cmark_event_type event = cmark_iter_next(iter);
		cmark_node *node = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_DONE)
			break;
		if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH) {
			inlines_add(s, node, event == CMARK_EVENT_ENTER);
		} else if (event == CMARK_EVENT_EXIT) {
			l->targets[i]->spans = spans_finish(s, &l->targets[i]->n);
			i++;
		}
	}
	s->is_dirty = was_dirty;
	cmark_iter_free(iter);
	cmark_node_free(root);
}
