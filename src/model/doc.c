/* SPDX-License-Identifier: MIT */
#include "model/doc.h"

#include <stdlib.h>
#include <string.h>

#include "base/prng.h"

const struct block *doc_section(struct doc *d, size_t i)
{
	if (!d->sections[i].is_parsed) {
		d->parse(d, i);
		d->sections[i].is_parsed = true;
	}
	return d->sections[i].first;
}

size_t doc_section_of_line(const struct doc *d, int line)
{
	size_t low = 0, high = d->n_sections;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (d->sections[mid].line <= line)
			low = mid;
		else
			high = mid;
	}
	return low;
}

const struct block *block_walk(const struct block *b)
{
	if (b->child)
		return b->child;
	while (b && !b->next)
		b = b->parent;
	return b ? b->next : NULL;
}

const struct block *doc_find_heading(struct doc *d, const char *id, size_t *ret_section)
{
	for (size_t i = 0; i < d->n_sections; i++) {
		for (const struct block *b = doc_section(d, i); b; b = block_walk(b)) {
			if (b->kind != BLOCK_HEADING || strcmp(b->id, id) != 0)
				continue;
			if (ret_section)
				*ret_section = i;
			return b;
		}
	}
	return NULL;
}

void text_plain(const struct text *t, struct buf *out)
{
	for (uint32_t i = 0; i < t->n; i++) {
		if (t->spans[i].flags & SPAN_BREAK)
			buf_addc(out, '\n');
		else
			buf_add(out, t->spans[i].text, t->spans[i].len);
	}
}

static void block_own_text(const struct block *b, struct buf *out)
{
	text_plain(&b->text, out);
	if (b->code.len)
		buf_add(out, b->code.text, b->code.len);
	if (b->table) {
		for (uint32_t i = 0; i < b->table->n_columns * b->table->n_rows; i++) {
			text_plain(&b->table->cells[i], out);
			buf_adds(out, (i + 1) % b->table->n_columns ? " · " : "\n");
		}
	}
}

/* The block after b in a walk that stays below top. */
static const struct block *walk_below(const struct block *b, const struct block *top)
{
	if (b->child)
		return b->child;
	while (b != top && !b->next)
		b = b->parent;
	return b == top ? NULL : b->next;
}

void block_plain_text(const struct block *b, struct buf *out)
{
	for (const struct block *p = b; p; p = walk_below(p, b)) {
		size_t before = out->len;

		block_own_text(p, out);
		if (out->len > before && out->p[out->len - 1] != '\n')
			buf_addc(out, '\n');
	}
}

static uint64_t hash_text(uint64_t h, const struct text *t)
{
	for (uint32_t i = 0; i < t->n; i++)
		h = hash_bytes(h, t->spans[i].text, t->spans[i].len);
	return h;
}

uint64_t block_fingerprint(const struct block *b)
{
	uint64_t h = hash_text(HASH_START, &b->text);

	h = hash_bytes(h, b->code.text, b->code.len);
	if (b->table)
		for (uint32_t i = 0; i < b->table->n_columns * b->table->n_rows; i++)
			h = hash_text(h, &b->table->cells[i]);
	return h ? h : 1;
}

void doc_free(struct doc *d)
{
	if (!d)
		return;
	if (d->release)
		d->release(d);
	free(d->sections);
	arena_done(&d->arena);
	free(d);
}

/* True for blocks that hold words themselves, not only other blocks. */
static bool has_own_text(const struct block *b)
{
	return b->kind != BLOCK_QUOTE && b->kind != BLOCK_LIST && b->kind != BLOCK_ITEM;
}

/* The last block of section i that starts at or before line; the first one if none does. */
static const struct block *block_at_line(struct doc *d, size_t i, int line)
{
	const struct block *found = NULL;

	for (const struct block *b = doc_section(d, i); b; b = block_walk(b)) {
		if (!has_own_text(b))
			continue;
		if (found && b->line > line)
			break;
		found = b;
	}
	return found;
}

const struct block *doc_find_place(struct doc *d, const struct place *p, size_t *ret_section)
{
	size_t near = doc_section_of_line(d, p->line);
	const struct block *best = block_at_line(d, near, p->line);
	int best_distance = INT32_MAX;

	*ret_section = near;
	if (!p->fingerprint || (best && block_fingerprint(best) == p->fingerprint))
		return best;
	for (size_t i = 0; i < d->n_sections; i++) {
		for (const struct block *b = doc_section(d, i); b; b = block_walk(b)) {
			int distance = abs(b->line - p->line);

			if (distance >= best_distance || !has_own_text(b) ||
			    block_fingerprint(b) != p->fingerprint)
				continue;
			best_distance = distance;
			best = b;
			*ret_section = i;
		}
	}
	return best;
}
