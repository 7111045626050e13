/* SPDX-License-Identifier: MIT */
/*
 * Documents built in memory, for tests of what draws them. Text is written in
 * a small markup: *emphasis* **strong** `code` ~~struck~~ [link](url)
 * ![picture](path), a newline for a hard break.
 *
 *	blocks(&a, heading(&a, 1, "Title"), paragraph(&a, "Text."), NULL)
 */
#ifndef TESTS_SUPPORT_BLOCKS_H
#define TESTS_SUPPORT_BLOCKS_H

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "model/doc.h"

static inline void span_push(struct text *t, struct span *spans, const char *s, size_t n,
			     uint32_t flags, const char *url)
{
	spans[t->n++] = (struct span){ .text = s, .len = (uint32_t)n, .flags = flags, .url = url };
}

/* Reads "text](url)" at s; returns the bytes read. */
static inline size_t link_push(struct arena *a, struct text *t, struct span *spans, const char *s,
			       uint32_t flags)
{
	size_t n = strcspn(s, "]"), url = strcspn(s + n + 2, ")");

	span_push(t, spans, s, n, flags, arena_strndup(a, s + n + 2, url));
	return n + 2 + url + 1;
}

/* The flag that a marker switches, and its length. */
static inline uint32_t marker_flag(const char *s, size_t *ret_len)
{
	static const struct {
		const char *marker;
		uint32_t flag;
	} markers[] = {
		{ "**", SPAN_STRONG }, { "*", SPAN_EMPH }, { "`", SPAN_CODE },
		{ "~~", SPAN_STRIKE },
	};

	for (size_t i = 0; i < sizeof(markers) / sizeof(*markers); i++) {
		*ret_len = strlen(markers[i].marker);
		if (!strncmp(s, markers[i].marker, *ret_len))
			return markers[i].flag;
	}
	*ret_len = 0;
	return 0;
}

static inline struct text text_of(struct arena *a, const char *markup)
{
	struct span *spans = arena_alloc(a, (strlen(markup) + 1) * sizeof(*spans));
	struct text t = { .spans = spans };
	const char *s = arena_strdup(a, markup);
	uint32_t flags = 0;

	while (*s) {
		size_t n = strcspn(s, "*`~[!\n"), len;
		uint32_t flag;

		if (n) {
			span_push(&t, spans, s, n, flags, NULL);
			s += n;
			continue;
		}
		flag = marker_flag(s, &len);
		if (*s == '\n') {
			span_push(&t, spans, s++, 0, SPAN_BREAK, NULL);
		} else if (*s == '[') {
			s += 1 + link_push(a, &t, spans, s + 1, flags | SPAN_LINK);
		} else if (*s == '!' && s[1] == '[') {
			s += 2 + link_push(a, &t, spans, s + 2, flags | SPAN_IMAGE);
		} else if (flag) {
			flags ^= flag;
			s += len;
		} else {
			span_push(&t, spans, s++, 1, flags, NULL);
		}
	}
	return t;
}

static inline struct block *block_new(struct arena *a, enum block_kind kind)
{
	struct block *b = arena_zalloc(a, sizeof(*b));

	b->kind = kind;
	b->id = "";
	b->task = -1;
	b->code.info = b->code.text = "";
	return b;
}

static inline struct block *paragraph(struct arena *a, const char *markup)
{
	struct block *b = block_new(a, BLOCK_PARAGRAPH);

	b->text = text_of(a, markup);
	return b;
}

static inline struct block *heading(struct arena *a, int level, const char *markup)
{
	struct block *b = paragraph(a, markup);

	b->kind = BLOCK_HEADING;
	b->level = (uint8_t)level;
	return b;
}

static inline struct block *code(struct arena *a, const char *info, const char *text)
{
	struct block *b = block_new(a, BLOCK_CODE);

	b->code = (struct code){ .info = info, .text = text, .len = strlen(text) };
	return b;
}

/* Appends child to parent's list; parent may be NULL. Returns the list's first block. */
static inline struct block *block_append(struct block *parent, struct block *first,
					 struct block *child)
{
	struct block *last = first;

	child->parent = parent;
	if (parent && !parent->child)
		parent->child = child;
	if (!first)
		return child;
	while (last->next)
		last = (struct block *)last->next;
	last->next = child;
	return first;
}

static inline struct block *children_take(struct block *parent, struct block *first, va_list ap)
{
	struct block *list = NULL;

	for (struct block *b = first; b; b = va_arg(ap, struct block *))
		list = block_append(parent, list, b);
	return list;
}

/* A list of blocks, ended by NULL. */
static inline struct block *blocks(struct block *first, ...)
{
	va_list ap;

	va_start(ap, first);
	first = children_take(NULL, first, ap);
	va_end(ap);
	return first;
}

/* A container (quote, list, item) with its children, ended by NULL. */
static inline struct block *with(struct block *container, ...)
{
	va_list ap;

	va_start(ap, container);
	children_take(container, va_arg(ap, struct block *), ap);
	va_end(ap);
	return container;
}

static inline struct block *quote(struct arena *a)
{
	return block_new(a, BLOCK_QUOTE);
}

static inline struct block *bullets(struct arena *a, bool is_tight)
{
	struct block *b = block_new(a, BLOCK_LIST);

	b->is_tight = is_tight;
	return b;
}

static inline struct block *numbers(struct arena *a, bool is_tight, uint32_t start)
{
	struct block *b = bullets(a, is_tight);

	b->is_ordered = true;
	b->start = start;
	return b;
}

static inline struct block *item(struct arena *a, int task)
{
	struct block *b = block_new(a, BLOCK_ITEM);

	b->task = (int8_t)task;
	return b;
}

/* An item of one paragraph. */
static inline struct block *point(struct arena *a, const char *markup)
{
	return with(item(a, -1), paragraph(a, markup), NULL);
}

/* A table of rows x strlen(align) cells; align has one of "-lcr" a column. */
static inline struct block *table(struct arena *a, const char *align, uint32_t n_rows,
				  const char *const *cells)
{
	struct block *b = block_new(a, BLOCK_TABLE);
	struct table *t = arena_zalloc(a, sizeof(*t));
	enum align *aligns = arena_alloc(a, (strlen(align) + 1) * sizeof(*aligns));
	struct text *texts = arena_alloc(a, (strlen(align) * n_rows + 1) * sizeof(*texts));

	t->n_columns = (uint32_t)strlen(align);
	t->n_rows = n_rows;
	for (uint32_t i = 0; i < t->n_columns; i++)
		aligns[i] = (enum align)(strchr("-lcr", align[i]) - "-lcr");
	for (uint32_t i = 0; i < t->n_columns * n_rows; i++)
		texts[i] = text_of(a, cells[i]);
	t->align = aligns;
	t->cells = texts;
	b->table = t;
	return b;
}

#endif
