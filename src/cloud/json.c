/* SPDX-License-Identifier: MIT */
#include "cloud/json.h"

#include <string.h>

#include "cloud/intrinsic.h"
#include "cloud/symbols.h"

enum { JSON_DEPTH_MAX = 200 };

struct value *json_literal(struct eval *e, const struct yaml_node *n)
{
	enum value_kind kind = !n || n->kind == YAML_SCALAR ? VALUE_TEXT
			       : n->kind == YAML_LIST	    ? VALUE_LIST
							    : VALUE_MAP;
	struct value *v = eval_value(e, kind, n);
	struct chain chain = { .of = v };

	if (!n || e->depth >= JSON_DEPTH_MAX || e->t->load->is_over)
		return v;
	if (kind == VALUE_TEXT) {
		v->text = n->text;
		return v;
	}
	e->depth++;
	for (const struct yaml_node *i = n->child; i; i = i->next) {
		struct value *child;

		if (kind == VALUE_MAP && i->kind != YAML_SCALAR)
			continue;
		child = json_literal(e, kind == VALUE_MAP ? i->value : i);
		child->key = kind == VALUE_MAP ? i->text : NULL;
		chain_add(&chain, child);
	}
	e->depth--;
	return v;
}

/* References by their spelling in a text: "Id.Attribute". */
struct spelled {
	struct eval *e;
	struct symbols names;		/* to their places among the text's references */
	const struct value **refs;
	size_t n;
};

static const char *spelling(struct arena *a, const struct value *ref)
{
	return arena_printf(a, "%s%s%s", ref->text, *ref->attribute ? "." : "", ref->attribute);
}

static void spell(struct spelled *s, const struct value *text)
{
	struct arena *a = s->e->t->arena;

	s->refs = arena_zalloc(a, (text->n + 1) * sizeof(*s->refs));
	for (const struct value *ref = text->child; ref; ref = ref->next) {
		if (s->n < text->n && ref->kind == VALUE_REF &&
		    symbols_add(&s->names, spelling(a, ref), s->n))
			s->refs[s->n++] = ref;
	}
}

/* The reference that "${...}" at p names; NULL if it names none. ret_n is the length of it all. */
static const struct value *named_at(const struct spelled *s, const char *p, size_t *ret_n)
{
	const char *close = strchr(p, '}');
	size_t i;

	*ret_n = close ? (size_t)(close - p) + 1 : 2;
	if (!close)
		return NULL;
	return symbols_find(&s->names, arena_strndup(s->e->t->arena, p + 2, *ret_n - 3), &i) ? s->refs[i]
											      : NULL;
}

/* Gives a text the references that it spells; a text that is only one becomes it. */
static void resolve_text(struct spelled *s, struct value *v)
{
	struct chain chain = { .of = v };
	size_t n;

	for (const char *p = strstr(v->text, "${"); p; p = strstr(p + n, "${")) {
		const struct value *ref = named_at(s, p, &n);

		if (ref && p == v->text && !p[n]) {
			v->kind = VALUE_REF;
			v->text = ref->text;
			v->attribute = ref->attribute;
			return;
		}
		if (ref)
			chain_add(&chain, value_copy(s->e->t->arena, ref));
	}
}

static void resolve(struct spelled *s, struct value *v)
{
	if (v->kind == VALUE_TEXT)
		resolve_text(s, v);
	else
		for (struct value *i = v->child; i; i = i->next)
			resolve(s, i);
}

const struct value *json_value(struct template *t, const struct value *text)
{
	static const struct yaml_bounds bounds = {
		.bytes = SIDES_BYTES_MAX, .nodes = TEMPLATE_NODES_MAX / 4,
	};
	struct eval e = { .t = t, .file = text->file };
	struct spelled s = { .e = &e };
	const struct yaml_node *root = NULL;
	struct value *v;
	struct buf json;
	enum err err;

	buf_init(&json);
	text_quote_names(&json, text->text);
	err = yaml_parse_bounded(t->arena, buf_str(&json), json.len, text->line, &bounds, NULL, &root);
	buf_done(&json);
	if (err != ERR_OK || !root || root->kind != YAML_MAP)
		return NULL;
	v = json_literal(&e, root);
	spell(&s, text);
	resolve(&s, v);
	symbols_done(&s.names);
	return v;
}

const struct value *json_map(struct template *t, const struct value *v)
{
	if (!v || v->kind != VALUE_TEXT)
		return v;
	return v->text[strspn(v->text, " \t\r\n")] == '{' ? json_value(t, v) : NULL;
}
