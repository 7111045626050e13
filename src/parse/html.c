/* SPDX-License-Identifier: MIT */
#include "parse/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "parse/entity.h"
#include "parse/line.h"

enum tag_kind {
	TAG_UNKNOWN,	/* shown as it stands */
	TAG_PLAIN,	/* only its text matters */
	TAG_LAYOUT,	/* the same, in lines of its own */
	TAG_STYLE,
	TAG_TITLE,	/* style in lines of its own */
	TAG_BREAK,
	TAG_CELL,	/* set off from the cell before it */
	TAG_ITEM,
	TAG_LINK,
	TAG_IMAGE,
	TAG_RAISED,	/* 10<sup>6</sup> is not 106 */
	TAG_QUOTED,
	TAG_PRE,
	TAG_VERBATIM,	/* with all it holds */
};

struct tag_rule {
	const char *name;
	enum tag_kind kind;
	enum span_flag style;
};

struct tag {
	const struct tag_rule *rule;
	bool is_close;
	struct line name, attributes;
	size_t len;	/* of the whole, "<" to ">" */
};

static const struct tag_rule *find_rule(struct line name)
{
	/* By name. */
	static const struct tag_rule rules[] = {
		{ "a", TAG_LINK, 0 },
		{ "abbr", TAG_PLAIN, 0 },
		{ "address", TAG_LAYOUT, 0 },
		{ "article", TAG_LAYOUT, 0 },
		{ "aside", TAG_LAYOUT, 0 },
		{ "b", TAG_STYLE, SPAN_STRONG },
		{ "bdi", TAG_PLAIN, 0 },
		{ "big", TAG_PLAIN, 0 },
		{ "blockquote", TAG_LAYOUT, 0 },
		{ "body", TAG_LAYOUT, 0 },
		{ "br", TAG_BREAK, 0 },
		{ "caption", TAG_LAYOUT, 0 },
		{ "center", TAG_LAYOUT, 0 },
		{ "cite", TAG_STYLE, SPAN_EMPH },
		{ "code", TAG_STYLE, SPAN_CODE },
		{ "col", TAG_PLAIN, 0 },
		{ "colgroup", TAG_PLAIN, 0 },
		{ "dd", TAG_LAYOUT, 0 },
		{ "del", TAG_STYLE, SPAN_STRIKE },
		{ "details", TAG_LAYOUT, 0 },
		{ "dfn", TAG_STYLE, SPAN_EMPH },
		{ "div", TAG_LAYOUT, 0 },
		{ "dl", TAG_LAYOUT, 0 },
		{ "dt", TAG_TITLE, SPAN_STRONG },
		{ "em", TAG_STYLE, SPAN_EMPH },
		{ "figcaption", TAG_LAYOUT, 0 },
		{ "figure", TAG_LAYOUT, 0 },
		{ "font", TAG_PLAIN, 0 },
		{ "footer", TAG_LAYOUT, 0 },
		{ "h1", TAG_TITLE, SPAN_STRONG },
		{ "h2", TAG_TITLE, SPAN_STRONG },
		{ "h3", TAG_TITLE, SPAN_STRONG },
		{ "h4", TAG_TITLE, SPAN_STRONG },
		{ "h5", TAG_TITLE, SPAN_STRONG },
		{ "h6", TAG_TITLE, SPAN_STRONG },
		{ "head", TAG_LAYOUT, 0 },
		{ "header", TAG_LAYOUT, 0 },
		{ "hr", TAG_LAYOUT, 0 },
		{ "html", TAG_LAYOUT, 0 },
		{ "i", TAG_STYLE, SPAN_EMPH },
		{ "img", TAG_IMAGE, 0 },
		{ "ins", TAG_STYLE, SPAN_EMPH },
		{ "kbd", TAG_STYLE, SPAN_KEY },
		{ "li", TAG_ITEM, 0 },
		{ "main", TAG_LAYOUT, 0 },
		{ "mark", TAG_STYLE, SPAN_STRONG },
		{ "nav", TAG_LAYOUT, 0 },
		{ "nobr", TAG_PLAIN, 0 },
		{ "ol", TAG_LAYOUT, 0 },
		{ "p", TAG_LAYOUT, 0 },
		{ "picture", TAG_PLAIN, 0 },
		{ "pre", TAG_PRE, SPAN_CODE },
		{ "q", TAG_QUOTED, 0 },
		{ "s", TAG_STYLE, SPAN_STRIKE },
		{ "samp", TAG_STYLE, SPAN_CODE },
		{ "script", TAG_VERBATIM, 0 },
		{ "section", TAG_LAYOUT, 0 },
		{ "small", TAG_PLAIN, 0 },
		{ "source", TAG_PLAIN, 0 },
		{ "span", TAG_PLAIN, 0 },
		{ "strike", TAG_STYLE, SPAN_STRIKE },
		{ "strong", TAG_STYLE, SPAN_STRONG },
		{ "style", TAG_VERBATIM, 0 },
		{ "sub", TAG_PLAIN, 0 },
		{ "summary", TAG_TITLE, SPAN_STRONG },
		{ "sup", TAG_RAISED, 0 },
		{ "table", TAG_LAYOUT, 0 },
		{ "tbody", TAG_LAYOUT, 0 },
		{ "td", TAG_CELL, 0 },
		{ "tfoot", TAG_LAYOUT, 0 },
		{ "th", TAG_CELL, 0 },
		{ "thead", TAG_LAYOUT, 0 },
		{ "time", TAG_PLAIN, 0 },
		{ "tr", TAG_LAYOUT, 0 },
		{ "tt", TAG_STYLE, SPAN_CODE },
		{ "u", TAG_STYLE, SPAN_EMPH },
		{ "ul", TAG_LAYOUT, 0 },
		{ "var", TAG_STYLE, SPAN_EMPH },
		{ "wbr", TAG_PLAIN, 0 },
	};
	static const struct tag_rule unknown = { "", TAG_UNKNOWN, 0 };
	size_t low = 0, high = sizeof(rules) / sizeof(*rules);

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strncasecmp(name.p, rules[mid].name, name.len);

		if (!order && !rules[mid].name[name.len])
			return &rules[mid];
		if (order > 0)
			low = mid + 1;
		else
			high = mid;
	}
	return &unknown;
}

/* Bytes up to and with the ">" that ends a tag whose attributes begin at l; 0 if none does. */
static size_t attributes_length(struct line l)
{
	for (size_t i = 0; i < l.len; i++) {
		if (l.p[i] == '>')
			return i + 1;
		if (l.p[i] == '<')
			return 0;
		if (l.p[i] == '"' || l.p[i] == '\'') {
			const char *stop = memchr(l.p + i + 1, l.p[i], l.len - i - 1);

			if (!stop)
				return 0;
			i = (size_t)(stop - l.p);
		}
	}
	return 0;
}

/* Reads the tag at l, which begins with "<"; false if it is none. */
static bool read_tag(struct line l, struct tag *ret)
{
	size_t i = 1, start, n;

	ret->is_close = l.len > 1 && l.p[1] == '/';
	i += ret->is_close;
	start = i;
	if (i == l.len || !char_is_letter(l.p[i]))
		return false;
	while (i < l.len && (char_is_letter(l.p[i]) || char_is_digit(l.p[i]) || l.p[i] == '-'))
		i++;
	n = attributes_length(line_from(l, i));
	if (!n)
		return false;
	ret->name = (struct line){ l.p + start, i - start };
	ret->attributes = (struct line){ l.p + i, n - 1 };
	ret->len = i + n;
	ret->rule = find_rule(ret->name);
	return true;
}

static bool is_space(char c)
{
	return char_is_blank(c) || c == '\n';
}

static struct line skip_spaces(struct line l)
{
	while (l.len && is_space(l.p[0]))
		l = line_from(l, 1);
	return l;
}

/* Takes the value behind "=" off the front of *l, with or without quotes. */
static struct line take_value(struct line *l)
{
	struct line value = skip_spaces(line_from(*l, 1));
	size_t n = 0;

	if (value.len && (value.p[0] == '"' || value.p[0] == '\'')) {
		const char *stop = memchr(value.p + 1, value.p[0], value.len - 1);

		n = stop ? (size_t)(stop - value.p) : value.len;
		*l = line_from(value, n + (stop != NULL));
		return (struct line){ value.p + 1, n - 1 };
	}
	while (n < value.len && !is_space(value.p[n]))
		n++;
	*l = line_from(value, n);
	return (struct line){ value.p, n };
}

/* Takes one name="value" off the front of *l; false at the end. */
static bool take_attribute(struct line *l, struct line *name, struct line *value)
{
	size_t n = 0;

	while (l->len && (is_space(l->p[0]) || l->p[0] == '/'))
		*l = line_from(*l, 1);
	if (!l->len)
		return false;
	while (n < l->len && !is_space(l->p[n]) && l->p[n] != '=')
		n++;
	*name = (struct line){ l->p, n };
	*value = (struct line){ l->p + n, 0 };
	*l = skip_spaces(line_from(*l, n));
	if (l->len && l->p[0] == '=')
		*value = take_value(l);
	return true;
}

/* An attribute's decoded value in the arena, NULL without one. */
static const char *get_attribute(struct spans *s, const struct tag *t, const char *wanted)
{
	struct line rest = t->attributes, name, value;

	while (take_attribute(&rest, &name, &value)) {
		struct buf decoded;
		const char *copy;

		if (name.len != strlen(wanted) || strncasecmp(name.p, wanted, name.len) != 0)
			continue;
		buf_init(&decoded);
		entity_decode_all(&decoded, value.p, value.len);
		copy = spans_string(s, buf_str(&decoded));
		buf_done(&decoded);
		return copy;
	}
	return NULL;
}

static void apply_style(struct spans *s, const struct tag *t)
{
	if (t->is_close)
		spans_html_close(s, t->rule->style);
	else
		spans_html_open(s, t->rule->style);
}

static void apply_image(struct spans *s, const struct tag *t)
{
	const char *url, *alt;

	if (t->is_close)
		return;
	url = get_attribute(s, t, "src");
	alt = get_attribute(s, t, "alt");
	spans_open_image(s, url ? url : "");
	if (alt)
		spans_text(s, alt, strlen(alt));
	spans_close_image(s);
}

/* What a tag means inside a line of text. */
static void apply_tag(struct spans *s, const struct tag *t, const char *source)
{
	switch (t->rule->kind) {
	case TAG_STYLE:
	case TAG_TITLE:
	case TAG_PRE:
		apply_style(s, t);
		break;
	case TAG_BREAK:
		spans_break(s);
		break;
	case TAG_LINK:
		spans_html_link(s, t->is_close ? NULL : get_attribute(s, t, "href"));
		break;
	case TAG_IMAGE:
		apply_image(s, t);
		break;
	case TAG_RAISED:
		if (!t->is_close)
			spans_text(s, "^", 1);
		break;
	case TAG_QUOTED:
		spans_text(s, t->is_close ? "”" : "“", strlen("“"));
		break;
	case TAG_UNKNOWN:
	case TAG_VERBATIM:
		spans_flagged(s, source, t->len, SPAN_RAW);
		break;
	case TAG_PLAIN:
	case TAG_LAYOUT:
	case TAG_CELL:
	case TAG_ITEM:
		break;
	}
}

void html_inline(struct spans *s, const char *tag, size_t n)
{
	struct line l = { tag, n };
	struct tag t;

	if (line_starts(l, "<!--"))
		return;
	if (read_tag(l, &t) && t.len == n)
		apply_tag(s, &t, tag);
	else
		spans_flagged(s, tag, n, SPAN_RAW);
}

/* A block of HTML on its way into spans: white space is folded, breaks wait for text. */
struct html {
	struct spans *spans;
	bool is_line_start;
	bool is_after_blank;
	bool wants_break, wants_blank;
	bool is_in_row;		/* a cell of this row came before */
	bool is_pre;
	bool is_open_comment;	/* a comment was found that does not end */
};

static void flush(struct html *h)
{
	if (h->is_line_start)
		h->is_after_blank = true;
	else if (h->wants_break)
		spans_break(h->spans);
	else if (h->wants_blank && !h->is_after_blank)
		spans_text(h->spans, " ", 1);
	h->is_after_blank |= h->wants_break || h->wants_blank;
	h->wants_break = h->wants_blank = false;
}

static void add_word(struct html *h, const char *s, size_t n)
{
	flush(h);
	spans_text(h->spans, s, n);
	h->is_line_start = h->is_after_blank = false;
}

static void add_folded(struct html *h, const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		const char *start = s;

		while (s < end && is_space(*s))
			s++;
		if (s > start)
			h->wants_blank = true;
		start = s;
		while (s < end && !is_space(*s))
			s++;
		if (s > start)
			add_word(h, start, (size_t)(s - start));
	}
}

/* Text whose lines stay lines. */
static void add_lines(struct html *h, const char *s, size_t n, uint32_t flags)
{
	const char *end = s + n;
	struct line l;

	while (line_take(&s, end, &l)) {
		flush(h);
		spans_flagged(h->spans, l.p, l.len, flags);
		h->is_line_start = h->is_line_start && !l.len;
		h->is_after_blank = false;
		h->wants_break = s < end || s[-1] == '\n';
	}
}

static void add_text(struct html *h, const char *s, size_t n)
{
	struct buf decoded;

	buf_init(&decoded);
	entity_decode_all(&decoded, s, n);
	if (h->is_pre)
		add_lines(h, buf_str(&decoded), decoded.len, 0);
	else
		add_folded(h, buf_str(&decoded), decoded.len);
	buf_done(&decoded);
}

static void add_raw(struct html *h, const char *s, size_t n)
{
	add_lines(h, s, n, SPAN_RAW);
}

static void add_cell(struct html *h, const struct tag *t)
{
	if (t->is_close)
		return;
	if (h->is_in_row) {
		flush(h);
		spans_text(h->spans, " | ", 3);
		h->is_line_start = true;
	}
	h->is_in_row = true;
}

static void add_tag(struct html *h, const struct tag *t, const char *source)
{
	switch (t->rule->kind) {
	case TAG_LAYOUT:
		h->wants_break = true;
		h->is_in_row = false;
		break;
	case TAG_ITEM:
		h->wants_break = true;
		if (!t->is_close)
			add_word(h, "•", strlen("•"));
		h->wants_blank = !t->is_close;
		break;
	case TAG_CELL:
		add_cell(h, t);
		break;
	case TAG_TITLE:
	case TAG_PRE:
		h->wants_break = true;
		h->is_pre = t->rule->kind == TAG_PRE && !t->is_close;
		apply_style(h->spans, t);
		break;
	case TAG_BREAK:
		flush(h);
		spans_break(h->spans);
		h->is_line_start = true;
		break;
	case TAG_UNKNOWN:
		add_raw(h, source, t->len);
		break;
	default:
		flush(h);
		apply_tag(h->spans, t, source);
		if (t->rule->kind == TAG_IMAGE || t->rule->kind == TAG_QUOTED)
			h->is_line_start = false;
		break;
	}
}

/* Bytes of a <script> with all up to its end tag, or the block's end. */
static size_t verbatim_length(struct line l, const struct tag *t)
{
	const char *p = l.p + t->len, *end = l.p + l.len;

	while ((p = memmem(p, (size_t)(end - p), "</", 2))) {
		struct tag close;

		if (read_tag((struct line){ p, (size_t)(end - p) }, &close) &&
		    close.rule == t->rule)
			return (size_t)(p - l.p) + close.len;
		p += 2;
	}
	return l.len;
}

/* Length of the comment at l; 0 if there is none. */
static size_t comment_length(struct html *h, struct line l)
{
	const char *stop;

	if (h->is_open_comment || !line_starts(l, "<!--"))
		return 0;
	stop = memmem(l.p + 4, l.len - 4, "-->", 3);
	h->is_open_comment = !stop;
	return stop ? (size_t)(stop - l.p) + 3 : 0;
}

/* Takes what begins with "<" at l; returns its length. A ">" follows somewhere. */
static size_t add_markup(struct html *h, struct line l)
{
	size_t n = comment_length(h, l);
	struct tag t;

	if (n)
		return n;
	if (read_tag(l, &t)) {
		if (t.rule->kind == TAG_VERBATIM && !t.is_close) {
			t.len = verbatim_length(l, &t);
			add_raw(h, l.p, t.len);
		} else {
			add_tag(h, &t, l.p);
		}
		return t.len;
	}
	n = 1;
	if (l.p[1] == '!' || l.p[1] == '?')
		n = (size_t)((const char *)memchr(l.p, '>', l.len) - l.p) + 1;
	add_raw(h, l.p, n);
	return n;
}

void html_block(struct spans *s, const char *html, size_t n)
{
	struct html h = { .spans = s, .is_line_start = true };
	const char *last = memrchr(html, '>', n);
	struct line rest = { html, n };

	while (rest.len) {
		const char *tag = memchr(rest.p, '<', rest.len);
		size_t text = tag && last && tag < last ? (size_t)(tag - rest.p) : rest.len;

		add_text(&h, rest.p, text);
		rest = line_from(rest, text);
		if (rest.len)
			rest = line_from(rest, add_markup(&h, rest));
	}
}
