/* SPDX-License-Identifier: MIT */
/* Searching in the page: hits are found while one types, the rest in slices. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "ui/lesson_view_internal.h"

enum {
	SLICE_BYTES = 32 * 1024,	/* looked through at a time */
	NOW_BYTES = 64 * 1024,		/* looked through before the key is answered */
	HITS_MOST = 100000,
};

void lesson_find_init(struct lesson_find *f)
{
	*f = (struct lesson_find){ 0 };
	arena_init(&f->arena);
	prompt_init(&f->prompt);
	block_words_init(&f->words);
}

void lesson_find_done(struct lesson_find *f)
{
	arena_done(&f->arena);
	prompt_done(&f->prompt);
	block_words_done(&f->words);
	free(f->query);
	free(f->hits);
}

void lesson_find_clear(struct lesson_view *v)
{
	struct lesson_find *f = &v->find;

	free(f->query);
	f->query = NULL;
	f->n_hits = f->current = 0;
	f->words_block = NULL;
	f->wants_first = false;
	f->wants_step = 0;
}

static bool is_complete(const struct lesson_view *v)
{
	return v->find.n_scanned == v->doc->n_sections || v->find.n_hits == HITS_MOST;
}

/* How many sections were looked through before this one. */
static size_t rank(const struct lesson_view *v, size_t section)
{
	size_t n = v->doc->n_sections;

	return (section + n - v->find.start_section) % n;
}

static void scan_block(struct lesson_view *v, size_t section, const struct block *b)
{
	struct lesson_find *f = &v->find;
	const struct buf *text = &f->words.text;
	size_t at = 0, start, len;

	block_words_set(&f->words, b);
	f->words_block = b;
	while (f->n_hits < HITS_MOST &&
	       find_next(&f->pattern, buf_str(text), text->len, at, &start, &len)) {
		*vec_push(f->hits, f->n_hits, f->cap_hits) =
			(struct lesson_hit){ section, b, start, len };
		at = start + len;
	}
}

static void scan(struct lesson_view *v, size_t n_bytes)
{
	struct lesson_find *f = &v->find;
	size_t n = v->doc->n_sections, done = 0;

	while (!is_complete(v) && done < n_bytes) {
		size_t section = (f->start_section + f->n_scanned++) % n;

		for (const struct block *b = doc_section(v->doc, section); b; b = block_walk(b))
			if (block_has_words(b))
				scan_block(v, section, b);
		done += v->doc->sections[section].len;
	}
}

/* The row of a layout that shows a hit: by the memory its runs point into. */
static size_t hit_row(struct lesson_view *v, const struct lesson_hit *h, const struct flow *f)
{
	const char *source;

	block_words_set(&v->find.words, h->block);
	v->find.words_block = h->block;
	source = block_words_source(&v->find.words, h->offset);
	for (size_t i = 0; i < f->n_rows; i++) {
		const struct row *row = &f->rows[i];

		for (uint32_t k = 0; row->block == h->block && k < row->n_runs; k++)
			if (source >= row->runs[k].text &&
			    source < row->runs[k].text + row->runs[k].len)
				return i;
	}
	return flow_find(f, h->block, 0);
}

static bool is_in_window(struct lesson_view *v, struct spot p)
{
	struct spot bottom = lesson_scroll_bottom(&v->scroll), top = v->scroll.top;

	if (p.section < top.section || (p.section == top.section && p.row < top.row))
		return false;
	return p.section < bottom.section || (p.section == bottom.section && p.row <= bottom.row);
}

static void go_to(struct lesson_view *v, size_t hit)
{
	const struct lesson_hit *h = &v->find.hits[hit];
	const struct flow *f;
	size_t i;

	v->find.current = hit;
	if (!v->scroll.width) {		/* not drawn yet: the block has to do */
		lesson_scroll_show(&v->scroll, h->section, h->block, 0, 1);
		return;
	}
	f = lesson_scroll_flow(&v->scroll, h->section);
	i = hit_row(v, h, f);
	if (i < f->n_rows) {
		struct spot p = lesson_scroll_spot(&v->scroll, h->section, i);

		if (!is_in_window(v, p))
			lesson_scroll_show_spot(&v->scroll, p, v->scroll.height / 3);
	}
}

/* The first hit at or below where the search began; n_hits while it is not known. */
static size_t first_hit(const struct lesson_view *v)
{
	const struct lesson_find *f = &v->find;

	for (size_t i = 0; i < f->n_hits; i++)
		if (f->hits[i].section != f->start_section ||
		    f->hits[i].block->line >= f->start_line)
			return i;
	return is_complete(v) ? 0 : f->n_hits;
}

/* Goes where the reader wanted to, if that hit was found by now; true if it was. */
static bool fulfil(struct lesson_view *v)
{
	struct lesson_find *f = &v->find;
	size_t before = f->current;

	if (f->wants_first && first_hit(v) < f->n_hits) {
		f->wants_first = false;
		go_to(v, first_hit(v));
	} else if (f->wants_step && is_complete(v) && f->n_hits) {
		int64_t n = (int64_t)f->n_hits, from = f->wants_step > 0 ? -1 : 0;

		if (f->current < f->n_hits)
			from = (int64_t)f->current;
		go_to(v, (size_t)(((from + f->wants_step) % n + n) % n));
		f->wants_step = 0;
	}
	if (is_complete(v)) {
		f->wants_first = false;
		f->wants_step = 0;
	}
	return f->current != before;
}

void lesson_find_begin(struct lesson_view *v, const char *text, bool are_words, int line)
{
	struct lesson_find *f = &v->find;
	char *query = xstrdup(text);

	lesson_find_clear(v);
	f->query = query;
	arena_clear(&f->arena);
	if (are_words)
		find_pattern_init_words(&f->pattern, &f->arena, query);
	else
		find_pattern_init(&f->pattern, &f->arena, query);
	f->start_line = line;
	f->start_section = doc_section_of_line(v->doc, line);
	f->n_scanned = 0;
	f->current = SIZE_MAX;
	f->wants_first = true;
	scan(v, NOW_BYTES);
	fulfil(v);
}

void lesson_find_arrive(struct lesson_view *v)
{
	if (v->find.query && v->find.current < v->find.n_hits)
		go_to(v, v->find.current);
}

bool lesson_find_slice(struct lesson_view *v)
{
	if (!v->find.query || is_complete(v))
		return false;
	scan(v, SLICE_BYTES);
	v->is_changed = fulfil(v) || is_complete(v);
	return !is_complete(v);
}

struct action lesson_find_step(struct lesson_view *v, int direction)
{
	struct lesson_find *f = &v->find;

	if (!f->query) {
		view_say(&v->base, false, "No search yet: / begins one.");
		return action(ACTION_DRAW);
	}
	if (!is_complete(v) && direction > 0 && f->current + 1 < f->n_hits)
		go_to(v, f->current + 1);
	else
		f->wants_step += direction;
	fulfil(v);
	return action(ACTION_DRAW);
}

void lesson_find_prompt(struct lesson_view *v)
{
	v->find.is_typing = true;
	prompt_set(&v->find.prompt, "");
	lesson_find_clear(v);
	v->find.origin = v->scroll.top;
}

static void typed(struct lesson_view *v)
{
	struct lesson_find *f = &v->find;
	const struct row *row;
	struct spot p;

	lesson_scroll_show_spot(&v->scroll, f->origin, 0);
	row = lesson_first_row(v, &p);
	if (f->prompt.text.len && row)
		lesson_find_begin(v, prompt_text(&f->prompt), false, row->block->line);
	else
		lesson_find_clear(v);
}

static struct action close_prompt(struct lesson_view *v, bool is_kept)
{
	struct lesson_find *f = &v->find;

	f->is_typing = false;
	if (!is_kept) {
		lesson_find_clear(v);
		lesson_scroll_show_spot(&v->scroll, f->origin, 0);
	} else if (f->query && is_complete(v) && !f->n_hits) {
		view_say(&v->base, false, "“%.80s” does not occur in this lesson%s.", f->query,
			 f->pattern.is_folding ? "" : " with these capitals");
		lesson_find_clear(v);
	}
	return action(ACTION_DRAW);
}

struct action lesson_find_key(struct lesson_view *v, struct key k)
{
	switch (prompt_key(&v->find.prompt, k)) {
	case PROMPT_CHANGED:
		typed(v);
		return action(ACTION_DRAW);
	case PROMPT_MOVED:
		return action(ACTION_DRAW);
	case PROMPT_IGNORED:
		break;
	}
	if (k.code == K_ENTER)
		return close_prompt(v, true);
	if (k.code == K_ESCAPE)
		return close_prompt(v, false);
	if (k.code == K_UP || k.code == K_DOWN)
		return v->find.query ? lesson_find_step(v, k.code == K_UP ? -1 : 1)
				     : action(ACTION_NONE);
	return action(ACTION_NONE);
}

/* True when hit h comes before the place (section, line, offset) in the order of hits. */
static bool is_before(const struct lesson_view *v, const struct lesson_hit *h, size_t section,
		      const struct block *b, size_t offset)
{
	if (h->section != section)
		return rank(v, h->section) < rank(v, section);
	if (h->block->line != b->line)
		return h->block->line < b->line;
	return h->block == b && h->offset + h->len <= offset;
}

/* The first hit in b, or behind it, that reaches beyond offset. */
static size_t hit_from(const struct lesson_view *v, size_t section, const struct block *b,
		       size_t offset)
{
	size_t low = 0, high = v->find.n_hits;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (is_before(v, &v->find.hits[mid], section, b, offset))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Marks the hits in one run, whose text begins at offset `from` of the block's words. */
static void mark_run(struct lesson_view *v, struct canvas *c, int y, int x, const struct run *r,
		     size_t hit, size_t from)
{
	const struct lesson_find *f = &v->find;

	for (; hit < f->n_hits && f->hits[hit].block == f->words_block; hit++) {
		const struct lesson_hit *h = &f->hits[hit];
		size_t start = h->offset > from ? h->offset - from : 0;
		size_t end = h->offset + h->len - from;
		int at;

		if (h->offset >= from + r->len)
			break;
		end = end < r->len ? end : r->len;
		at = x + (int)utf8_cells(r->text, start);
		canvas_paint(c, y, at, 1, (int)utf8_cells(r->text + start, end - start),
			     hit == f->current ? ROLE_MARK_FOCUS : ROLE_MARK, r->attr);
	}
}

/* True for margins and gaps, which are no part of the text. */
static bool is_blank(const struct run *r)
{
	uint32_t i = 0;

	while (i < r->len && r->text[i] == ' ')
		i++;
	return i == r->len;
}

void lesson_find_mark(struct lesson_view *v, struct canvas *c, int y, const struct row *row,
		      size_t section)
{
	struct lesson_find *f = &v->find;
	int x = v->places.flow_x;

	if (!f->query || !f->n_hits || !row->block)
		return;
	if (f->words_block != row->block)
		block_words_set(&f->words, row->block);
	f->words_block = row->block;
	for (uint32_t k = 0; k < row->n_runs; k++) {
		const struct run *r = &row->runs[k];
		size_t from;

		if (!is_blank(r) && block_words_offset(&f->words, r->text, &from))
			mark_run(v, c, y, x, r, hit_from(v, section, row->block, from), from);
		x += r->cells;
	}
}

/* The current hit's number in the order of the document, from 1. */
static size_t number_of(const struct lesson_view *v, size_t hit)
{
	const struct lesson_find *f = &v->find;
	size_t low = 0, high = f->n_hits;

	/* Those from the document's start were found last. */
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (f->hits[mid].section >= f->start_section)
			low = mid + 1;
		else
			high = mid;
	}
	return hit < low ? hit + f->n_hits - low + 1 : hit - low + 1;
}

void lesson_find_status(const struct lesson_view *v, struct buf *out)
{
	const struct lesson_find *f = &v->find;

	if (!f->query)
		return;
	if (!is_complete(v))
		buf_printf(out, "%zu so far", f->n_hits);
	else if (!f->n_hits)
		buf_adds(out, f->pattern.is_folding ? "not found" : "not found with these capitals");
	else if (f->current < f->n_hits)
		buf_printf(out, "%zu of %zu%s", number_of(v, f->current), f->n_hits,
			   f->n_hits == HITS_MOST ? " or more" : "");
	else
		buf_printf(out, "%zu found", f->n_hits);
}
