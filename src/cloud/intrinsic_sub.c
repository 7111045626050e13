/* SPDX-License-Identifier: MIT */
/* Fn::Sub: a text with ${Name}, ${Id.Attribute} and ${!Literal}. */
#include <stdlib.h>
#include <string.h>

#include "base/xalloc.h"
#include "cloud/intrinsic.h"

struct sub {
	struct eval *e;
	struct text text;
	const struct value *names;	/* the second argument; NULL = none */
	struct symbols index;		/* of many names: their place in by_index */
	const struct value **by_index;
	const struct yaml_node *at;
};

enum { FEW_NAMES = 16 };

static void index_names(struct sub *s)
{
	size_t n = 0;

	if (!s->names || s->names->n <= FEW_NAMES)
		return;
	s->by_index = xcalloc(s->names->n, sizeof(const struct value *));
	for (const struct value *v = s->names->child; v; v = v->next) {
		symbols_add(&s->index, v->key, n);
		s->by_index[n++] = v;
	}
}

static const struct value *name_value(const struct sub *s, const char *name)
{
	size_t i;

	if (!s->by_index)
		return value_get(s->names, name);
	return symbols_find(&s->index, name, &i) ? s->by_index[i] : NULL;
}

/* The value of what stands between the braces. */
static const struct value *sub_value(struct sub *s, const char *name, size_t n)
{
	struct arena *a = s->e->t->arena;
	const struct value *known;
	const char *whole, *dot;

	while (n && (name[n - 1] == ' ' || name[n - 1] == '\n'))
		n--;
	for (; n && (*name == ' ' || *name == '\n'); n--)
		name++;
	if (!n)
		return NULL;
	whole = eval_loops(s->e, arena_strndup(a, name, n));
	known = name_value(s, whole);
	if (known)
		return known;
	dot = strchr(whole, '.');
	if (!dot)
		return eval_ref(s->e, whole, "", s->at);
	return eval_ref(s->e, arena_strndup(a, whole, (size_t)(dot - whole)), dot + 1, s->at);
}

/* Adds what begins with "${" at p; its length. */
static size_t sub_braces(struct sub *s, const char *p)
{
	const char *end = strchr(p, '}');
	const struct value *v;

	if (!end) {
		text_add(&s->text, p, 2);
		return 2;
	}
	if (p[2] == '!') {
		text_add(&s->text, "${", 2);
		text_add(&s->text, p + 3, (size_t)(end - p) - 2);
	} else {
		v = sub_value(s, p + 2, (size_t)(end - p) - 2);
		if (v)
			text_add_value(&s->text, v);
		else
			text_add(&s->text, p, (size_t)(end - p) + 1);
	}
	return (size_t)(end - p) + 1;
}

static struct value *sub_text(struct eval *e, const char *pattern, const struct value *names,
			      const struct yaml_node *at)
{
	struct sub s = { .e = e, .names = names, .at = at };
	struct value *v;

	text_init(&s.text, e->t->arena, &e->t->load->text_bytes);
	index_names(&s);
	while (*pattern) {
		const char *next = strstr(pattern, "${");
		size_t n = next ? (size_t)(next - pattern) : strlen(pattern);

		text_add(&s.text, pattern, n);
		pattern += n;
		if (next)
			pattern += sub_braces(&s, pattern);
	}
	v = text_end(&s.text, eval_value(e, VALUE_TEXT, at));
	symbols_done(&s.index);
	free(s.by_index);
	return v;
}

struct value *intrinsic_sub(struct eval *e, const struct yaml_node *argument,
			    const struct yaml_node *at)
{
	const struct yaml_node *pattern = argument, *inner;
	const struct value *names = NULL;
	const char *called;

	if (argument && argument->kind == YAML_LIST && argument->n) {
		pattern = argument->child;
		if (pattern->next)
			names = eval_map(e, pattern->next);
	}
	called = pattern ? intrinsic_called(e, pattern, &inner) : NULL;
	if (called && !strcmp(called, "Transform"))
		return eval_unknown(e, "a text that a macro makes", eval(e, pattern), at);
	if (!pattern || pattern->kind != YAML_SCALAR || pattern->tag)
		return eval_bad(e, "Fn::Sub", "a text, or a list of a text and a map", at);
	return sub_text(e, pattern->text, names, at);
}
