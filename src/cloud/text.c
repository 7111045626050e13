/* SPDX-License-Identifier: MIT */
#include "cloud/text.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"

void chain_add(struct chain *c, struct value *v)
{
	if (c->last)
		c->last->next = v;
	else
		c->of->child = v;
	c->last = v;
	c->of->n++;
}

void chain_put(struct chain *c, struct arena *a, const char *key, const struct value *v)
{
	struct value *copy;

	if (!v)
		return;
	copy = value_copy(a, v);
	copy->key = key;
	chain_add(c, copy);
}

void chain_refs(struct chain *c, struct arena *a, const struct value *v)
{
	if (!v)
		return;
	if (v->kind == VALUE_REF)
		chain_add(c, value_copy(a, v));
	for (const struct value *i = v->child; i; i = i->next)
		chain_refs(c, a, i);
}

/* True when n more bytes and all references of v (NULL = none) may be added. */
static bool text_take(struct text *t, size_t n, const struct value *v)
{
	*t->used += n;
	for (const struct value *i = v ? v->child : NULL; i; i = i->next)
		*t->used += sizeof(*i);
	return *t->used <= TEXTS_BYTES_MAX;
}

void text_init(struct text *t, struct arena *a, size_t *used)
{
	*t = (struct text){ .arena = a, .used = used };
	buf_init(&t->buf);
	t->chain.of = &t->refs;
}

void text_add(struct text *t, const char *s, size_t n)
{
	if (!n || !text_take(t, n, NULL))
		return;
	buf_add(&t->buf, s, n);
	t->n_parts++;
	t->only = NULL;
}

static void add_placeholder(struct text *t, const struct value *v)
{
	buf_printf(&t->buf, *v->attribute ? "${%s.%s}" : "${%s}", v->text, v->attribute);
}

static void add_list(struct text *t, const struct value *v)
{
	for (const struct value *i = v->child; i; i = i->next) {
		text_add_value(t, i);
		if (i->next)
			text_add(t, ",", 1);
	}
}

void text_add_value(struct text *t, const struct value *v)
{
	if (!text_take(t, strlen(v->text) + strlen(v->attribute), v))
		return;
	switch (v->kind) {
	case VALUE_NULL:
		return;
	case VALUE_TEXT:
		buf_adds(&t->buf, v->text);
		break;
	case VALUE_REF:
	case VALUE_UNKNOWN:
		add_placeholder(t, v);
		t->is_partial |= v->kind == VALUE_UNKNOWN;
		break;
	case VALUE_LIST:
		add_list(t, v);
		return;
	case VALUE_MAP:
		t->is_partial = true;
		break;
	}
	t->is_partial |= v->is_partial;
	chain_refs(&t->chain, t->arena, v);
	t->only = t->n_parts++ ? NULL : v;
}

struct value *text_end(struct text *t, const struct value *like)
{
	struct value *v;

	if (t->n_parts == 1 && t->only) {
		v = value_copy(t->arena, t->only);
	} else {
		v = value_new(t->arena, VALUE_TEXT);
		v->text = arena_strndup(t->arena, buf_str(&t->buf), t->buf.len);
		v->child = t->refs.child;
		v->n = t->refs.n;
		v->is_partial = t->is_partial;
	}
	v->file = like->file;
	v->line = like->line;
	v->column = like->column;
	buf_done(&t->buf);
	return v;
}

static void add_json_string(struct text *t, const char *s)
{
	text_add(t, "\"", 1);
	for (; *s; s++) {
		char c = *s == '\n' ? 'n' : *s == '\t' ? 't' : *s;

		if (c != *s || c == '"' || c == '\\')
			text_add(t, "\\", 1);
		text_add(t, &c, 1);
	}
	text_add(t, "\"", 1);
}

static void add_json_items(struct text *t, const struct value *v)
{
	bool is_map = v->kind == VALUE_MAP;

	text_add(t, is_map ? "{" : "[", 1);
	for (const struct value *i = v->child; i; i = i->next) {
		if (is_map) {
			add_json_string(t, i->key);
			text_add(t, ":", 1);
		}
		text_add_json(t, i);
		if (i->next)
			text_add(t, ",", 1);
	}
	text_add(t, is_map ? "}" : "]", 1);
}

void text_add_json(struct text *t, const struct value *v)
{
	switch (v->kind) {
	case VALUE_LIST:
	case VALUE_MAP:
		add_json_items(t, v);
		break;
	case VALUE_NULL:
		text_add(t, "null", 4);
		break;
	case VALUE_TEXT:
		add_json_string(t, v->text);
		t->is_partial |= v->is_partial;
		chain_refs(&t->chain, t->arena, v);
		break;
	case VALUE_REF:
	case VALUE_UNKNOWN:
		text_add(t, "\"", 1);
		text_add_value(t, v);
		text_add(t, "\"", 1);
		break;
	}
}

/* The length of a JSON text in quotes, of its part up to the end if it has no end. */
static size_t quoted_length(const char *s)
{
	size_t n = 1;

	while (s[n] && s[n] != '"')
		n += s[n] == '\\' && s[n + 1] ? 2 : 1;
	return n + !!s[n];
}

void text_quote_names(struct buf *out, const char *text)
{
	const char *close;
	size_t n;

	if (text[strspn(text, " \t\r\n")] != '{') {
		buf_adds(out, text);
		return;
	}
	for (; *text; text += n) {
		close = !strncmp(text, "${", 2) ? strchr(text, '}') : NULL;
		n = close ? (size_t)(close - text) + 1 : *text == '"' ? quoted_length(text) : 1;
		if (close)
			buf_addc(out, '"');
		buf_add(out, text, n);
		if (close)
			buf_addc(out, '"');
	}
}

void refs_collect(struct refs *r, const struct value *v)
{
	if (!v)
		return;
	if (v->kind == VALUE_REF)
		*vec_push(r->list, r->n, r->cap) = v;
	for (const struct value *i = v->child; i; i = i->next)
		refs_collect(r, i);
}

void refs_done(struct refs *r)
{
	free(r->list);
	*r = (struct refs){ 0 };
}
