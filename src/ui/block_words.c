/* SPDX-License-Identifier: MIT */
#include "ui/block_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "model/diagram.h"
#include "model/item.h"

void block_words_init(struct block_words *w)
{
	*w = (struct block_words){ 0 };
	buf_init(&w->text);
}

void block_words_done(struct block_words *w)
{
	buf_done(&w->text);
	free(w->parts);
}

bool block_has_words(const struct block *b)
{
	return b->text.n || b->code.len || b->table || b->diagram || b->item;
}

static void add(struct block_words *w, const char *s, size_t len)
{
	if (!len)
		return;
	*vec_push(w->parts, w->n_parts, w->cap_parts) =
		(struct words_part){ w->text.len, s, len };
	buf_add(&w->text, s, len);
}

/* Keeps words apart that stand in different places of the picture. */
static void add_separator(struct block_words *w)
{
	buf_addc(&w->text, '\n');
}

static void add_text(struct block_words *w, const struct text *t)
{
	for (uint32_t i = 0; i < t->n; i++) {
		if (t->spans[i].flags & SPAN_BREAK)
			add_separator(w);
		else
			add(w, t->spans[i].text, t->spans[i].len);
	}
}

static void add_table(struct block_words *w, const struct table *t)
{
	for (uint32_t i = 0; i < t->n_columns * t->n_rows; i++) {
		add_text(w, &t->cells[i]);
		add_separator(w);
	}
}

static void add_diagram(struct block_words *w, const struct diagram *d)
{
	add(w, d->title, strlen(d->title));
	for (size_t i = 0; i < d->n_participants; i++) {
		add_separator(w);
		add(w, d->participants[i].label, strlen(d->participants[i].label));
	}
	for (size_t i = 0; i < d->n_steps; i++) {
		add_separator(w);
		add(w, d->steps[i].text, strlen(d->steps[i].text));
	}
}

static void add_question(struct block_words *w, const struct item *it)
{
	add(w, it->title, strlen(it->title));
	for (const struct block *b = it->stem; b; b = block_walk(b)) {
		add_separator(w);
		add_text(w, &b->text);
	}
}

void block_words_set(struct block_words *w, const struct block *b)
{
	buf_clear(&w->text);
	w->n_parts = w->last = 0;
	if (b->diagram)
		add_diagram(w, b->diagram);
	else if (b->item)
		add_question(w, b->item);
	else if (b->table)
		add_table(w, b->table);
	else if (b->code.len)
		add(w, b->code.text, b->code.len);
	else
		add_text(w, &b->text);
}

static bool is_in(const struct words_part *part, const char *p)
{
	return p >= part->source && p < part->source + part->len;
}

bool block_words_offset(struct block_words *w, const char *p, size_t *ret_offset)
{
	for (size_t i = 0; i < w->n_parts; i++) {
		size_t at = (w->last + i) % w->n_parts;

		if (!is_in(&w->parts[at], p))
			continue;
		w->last = at;
		*ret_offset = w->parts[at].offset + (size_t)(p - w->parts[at].source);
		return true;
	}
	return false;
}

const char *block_words_source(const struct block_words *w, size_t offset)
{
	size_t low = 0, high = w->n_parts, at;

	if (!w->n_parts)
		return NULL;
	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (w->parts[mid].offset <= offset)
			low = mid;
		else
			high = mid;
	}
	/* What separates words is no memory of the document: the last word before it. */
	at = offset > w->parts[low].offset ? offset - w->parts[low].offset : 0;
	return w->parts[low].source + (at < w->parts[low].len ? at : w->parts[low].len - 1);
}
