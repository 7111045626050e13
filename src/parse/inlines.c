/* SPDX-License-Identifier: MIT */
#include "parse/inlines.h"

#include <cmark.h>
#include <string.h>

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

void inlines_parse(struct spans *s, const struct blocks_options *o, const struct buf *text,
		   void (*done)(void *context), void *context)
{
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
	bool was_dirty = s->is_dirty;
	cmark_event_type event;
	cmark_node *root;
	cmark_iter *iter;

	s->is_dirty = true;
	cmark_parser_feed(parser, o->definitions, o->definitions_len);
	cmark_parser_feed(parser, "\n", 1);
	cmark_parser_feed(parser, text->p, text->len);
	root = cmark_parser_finish(parser);
	iter = cmark_iter_new(root);
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);

		if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH)
			inlines_add(s, node, event == CMARK_EVENT_ENTER);
		else if (event == CMARK_EVENT_EXIT)
			done(context);
	}
	cmark_iter_free(iter);
	cmark_node_free(root);
	cmark_parser_free(parser);
	s->is_dirty = was_dirty;
}
