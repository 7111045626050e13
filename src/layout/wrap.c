/* SPDX-License-Identifier: MIT */
#include "layout/wrap.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "layout/words.h"

/* How much text is looked at before its lines are made: keeps memory small and warm. */
enum { WINDOW_PIECES = 1024 };

enum before { BEFORE_GLUE, BEFORE_BREAK, BEFORE_BLANK, BEFORE_NEWLINE };

/* Whose style a gap has: that of the piece whose text it is written in. */
enum gap_owner { GAP_OF_NOBODY, GAP_OF_PREVIOUS, GAP_OF_NEXT };

/* What no line break divides. */
struct piece {
	const char *text, *url;
	uint32_t len, cells, offset;
	uint16_t gap;		/* cells of blanks before it, if it begins no line */
	uint8_t gap_owner;
	uint8_t before;		/* enum before */
	uint8_t role, attr;
	bool is_aside;		/* no part of the block's text: its offset is that of all of it */
};

void wrap_init(struct wrap *w)
{
	*w = (struct wrap){ 0 };
}

void wrap_done(struct wrap *w)
{
	free(w->lines);
	free(w->runs);
	free(w->pieces);
	free(w->ends);
	wrap_init(w);
}

void wrap_clear(struct wrap *w)
{
	w->n_lines = w->n_runs = 0;
}

void wrap_begin(struct wrap *w, uint32_t first_width, uint32_t width)
{
	w->first_width = first_width;
	w->width = width ? width : 1;
	w->first_line = w->n_lines;
	w->n_pieces = 0;
	w->flush_at = WINDOW_PIECES;
	w->has_pieces = false;
	w->line_cells = w->part_cells = w->natural = w->longest = 0;
	w->gap = (struct wrap_gap){ 0 };
	w->is_measuring = false;
}

static uint32_t line_width(const struct wrap *w)
{
	return w->n_lines + w->n_ends == w->first_line ? w->first_width : w->width;
}

/* Width of pieces [from, to) as one line. */
static uint32_t pieces_cells(const struct wrap *w, size_t from, size_t to)
{
	uint32_t cells = 0;

	for (size_t i = from; i < to; i++)
		cells += (i > from ? w->pieces[i].gap : 0) + w->pieces[i].cells;
	return cells;
}

/*
 * Finds the end of the line that begins with piece `from`. False when the
 * pieces run out before the line is full, and more may come.
 */
static bool line_find(const struct wrap *w, size_t from, bool is_last, size_t *ret_end)
{
	uint32_t width = line_width(w), cells = 0;
	size_t i = from, breakable = from;

	for (; i < w->n_pieces; i++) {
		const struct piece *p = &w->pieces[i];

		if (i > from && p->before == BEFORE_NEWLINE) {
			*ret_end = i;
			return true;
		}
		if (i > from && p->before != BEFORE_GLUE)
			breakable = i;
		cells += (i > from ? p->gap : 0) + p->cells;
		if (cells > width)
			break;
	}
	if (i == w->n_pieces && !is_last)
		return false;
	*ret_end = i < w->n_pieces && breakable > from ? breakable : i;
	if (*ret_end == from && width >= w->width)
		*ret_end = from + 1;	/* one character that is wider than the line */
	return true;
}

/* The start of the last word within pieces [from, to); `from` when there is only one. */
static size_t last_word(const struct wrap *w, size_t from, size_t to)
{
	size_t i = to - 1;

	while (i > from && w->pieces[i].before != BEFORE_BLANK)
		i--;
	return i;
}

/*
 * A last line of one short word looks lost: takes a second word down from the
 * line before, if the text has three lines at least.
 */
static void widow_mend(struct wrap *w)
{
	size_t n = w->n_ends, from, last, word;

	if (n < 2 || w->n_lines - w->first_line + n < 3)
		return;
	from = n > 2 ? w->ends[n - 3] : 0;
	last = w->ends[n - 2];
	if (w->pieces[last].before != BEFORE_BLANK || last_word(w, last, w->n_pieces) != last ||
	    pieces_cells(w, last, w->n_pieces) > w->width / 6)
		return;
	word = last_word(w, from, last);
	if (word > from && pieces_cells(w, from, word) >= w->width / 2 &&
	    pieces_cells(w, word, w->n_pieces) <= w->width)
		w->ends[n - 2] = word;
}

static void run_add(struct wrap *w, const struct piece *style, const char *text, uint32_t len,
		    uint32_t cells)
{
	*vec_push(w->runs, w->n_runs, w->cap_runs) = (struct run){
		.text = text, .url = style->url, .len = len, .cells = (uint16_t)cells,
		.role = style->role, .attr = style->attr,
	};
}

static void run_extend(struct wrap *w, uint32_t len, uint32_t cells)
{
	struct run *r = &w->runs[w->n_runs - 1];

	r->len += len;
	r->cells = (uint16_t)(r->cells + cells);
}

/* True when p goes on, in memory and in style, where `previous` and the gap end. */
static bool joins(const struct piece *previous, const struct piece *p)
{
	return p->text == previous->text + previous->len + p->gap && p->role == previous->role &&
	       p->attr == previous->attr && p->url == previous->url &&
	       (!p->gap || previous->text[previous->len] == ' ');
}

/* Adds a piece that goes on with the line of `previous`. */
static void piece_follow(struct wrap *w, const struct piece *previous, const struct piece *p)
{
	if (joins(previous, p)) {
		run_extend(w, p->gap + p->len, p->gap + p->cells);
		return;
	}
	if (p->gap_owner == GAP_OF_NEXT && p->text[-1] == ' ') {
		run_add(w, p, p->text - p->gap, p->gap + p->len, p->gap + p->cells);
		return;
	}
	if (p->gap_owner == GAP_OF_PREVIOUS && previous->text[previous->len] == ' ')
		run_extend(w, p->gap, p->gap);
	else if (p->gap)
		run_add(w, &(struct piece){ .role = ROLE_TEXT }, "   ", p->gap, p->gap);
	run_add(w, p, p->text, p->len, p->cells);
}

/* Where a line begins in the block's text; one of asides alone, where the line before does. */
static uint32_t line_offset(const struct wrap *w, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (!w->pieces[i].is_aside)
			return w->pieces[i].offset;
	if (w->n_lines > w->first_line)
		return w->lines[w->n_lines - 1].offset;
	return w->pieces[from].offset;
}

static void line_add(struct wrap *w, size_t from, size_t to)
{
	struct wrap_line l = {
		.first = (uint32_t)w->n_runs, .cells = pieces_cells(w, from, to),
		.offset = line_offset(w, from, to),
	};

	if (to > from && w->pieces[from].len)
		run_add(w, &w->pieces[from], w->pieces[from].text, w->pieces[from].len,
			w->pieces[from].cells);
	for (size_t i = from + 1; i < to; i++)
		piece_follow(w, &w->pieces[i - 1], &w->pieces[i]);
	l.n = (uint32_t)w->n_runs - l.first;
	*vec_push(w->lines, w->n_lines, w->cap_lines) = l;
}

/* Makes lines of the pieces that are there; all of them when is_last. */
static void flush(struct wrap *w, bool is_last)
{
	size_t from = 0, end;

	w->n_ends = 0;
	while (from < w->n_pieces && line_find(w, from, is_last, &end)) {
		*vec_push(w->ends, w->n_ends, w->cap_ends) = end;
		from = end;
	}
	if (is_last)
		widow_mend(w);
	from = 0;
	for (size_t i = 0; i < w->n_ends; i++) {
		line_add(w, from, w->ends[i]);
		from = w->ends[i];
	}
	w->n_pieces -= from;
	memmove(w->pieces, w->pieces + from, w->n_pieces * sizeof(*w->pieces));
	w->flush_at = WINDOW_PIECES + 2 * w->n_pieces;
}

void wrap_end(struct wrap *w)
{
	if (w->n_pieces)
		flush(w, true);
}

static void measure(struct wrap *w, const struct piece *p)
{
	if (p->before == BEFORE_NEWLINE)
		w->line_cells = 0;
	if (p->before != BEFORE_GLUE)
		w->part_cells = 0;
	w->line_cells += p->cells + (w->line_cells ? p->gap : 0);
	w->part_cells += p->cells;
	if (w->line_cells > w->natural)
		w->natural = w->line_cells;
	if (w->part_cells > w->longest)
		w->longest = w->part_cells;
}

static void push(struct wrap *w, const struct piece *p)
{
	if (p->before != BEFORE_GLUE)
		w->part_cells = 0;
	w->part_cells += p->cells;
	*vec_push(w->pieces, w->n_pieces, w->cap_pieces) = *p;
	if (w->n_pieces >= w->flush_at)
		flush(w, false);
}

/* Cells that the line's last part, to which p is glued, has already. */
static uint32_t glued_cells(const struct wrap *w, const struct piece *p)
{
	return p->before == BEFORE_GLUE && w->has_pieces ? w->part_cells : 0;
}

/* Bytes of a piece that fill `room` cells: one character at least if the line has none yet. */
static uint32_t head_fit(const struct piece *p, uint32_t room, bool is_forced, uint32_t *ret_cells)
{
	size_t cells;
	size_t len = utf8_fit(p->text, p->len, room, &cells);
	int wide = 0;

	if (!len && is_forced) {
		len = utf8_cluster(p->text, p->len, &wide);
		cells = (size_t)wide;
	}
	*ret_cells = (uint32_t)cells;
	return (uint32_t)len;
}

/* A piece too wide for its line becomes several, cut between characters. */
static void push_cut(struct wrap *w, const struct piece *p)
{
	uint32_t glued = glued_cells(w, p);
	struct piece rest = *p;

	while (rest.cells > w->width - glued) {
		struct piece head = rest;

		head.len = head_fit(&rest, w->width - glued, !glued, &head.cells);
		if (head.len)
			push(w, &head);
		rest.text += head.len;
		rest.len -= head.len;
		rest.cells -= head.cells;
		rest.offset += rest.is_aside ? 0 : head.len;
		rest.gap = 0;
		rest.before = BEFORE_BREAK;
		glued = 0;
	}
	if (rest.len)
		push(w, &rest);
}

static void piece_add(struct wrap *w, const struct piece *p)
{
	if (w->is_measuring)
		measure(w, p);
	else if (p->cells > w->width - glued_cells(w, p))
		push_cut(w, p);
	else
		push(w, p);
	w->has_pieces = true;
	w->gap = (struct wrap_gap){ 0 };
}

/* What stands before a word: what was left over from the text before it, else its own. */
static void gap_take(const struct wrap *w, const struct word *word, struct piece *p)
{
	p->before = w->gap.before;
	p->gap_owner = w->gap.owner;
	p->gap = w->gap.cells;
	if (p->before != BEFORE_GLUE)
		return;
	p->gap = word->blanks;
	p->gap_owner = word->blanks ? GAP_OF_NEXT : GAP_OF_NOBODY;
	p->before = word->blanks ? BEFORE_BLANK : word->can_break ? BEFORE_BREAK : BEFORE_GLUE;
}

struct ink {
	uint8_t role, attr;
	bool is_code, is_aside;
	const char *url;
};

static void words_add(struct wrap *w, const char *text, size_t n, const struct ink *ink,
		      uint32_t offset)
{
	struct words words;
	struct word word;

	words_init(&words, text, n, ink->is_code);
	while (words_next(&words, &word)) {
		struct piece p = {
			.text = word.text, .url = ink->url, .len = word.len, .cells = word.cells,
			.offset = offset + (ink->is_aside ? 0 : (uint32_t)(word.text - text)),
			.role = ink->role, .attr = ink->attr, .is_aside = ink->is_aside,
		};

		gap_take(w, &word, &p);
		piece_add(w, &p);
	}
	if (word.blanks && w->gap.before == BEFORE_GLUE)
		w->gap = (struct wrap_gap){ BEFORE_BLANK, GAP_OF_PREVIOUS, word.blanks };
}

static void aside_add(struct wrap *w, const char *string, const struct ink *like, uint32_t offset)
{
	struct ink ink = *like;

	ink.is_aside = true;
	words_add(w, string, strlen(string), &ink, offset);
}

void wrap_add_string(struct wrap *w, const char *string, enum role role, unsigned attr,
		     uint32_t offset)
{
	aside_add(w, string, &(struct ink){ .role = (uint8_t)role, .attr = (uint8_t)attr }, offset);
}

void wrap_add_gap(struct wrap *w, unsigned cells)
{
	w->gap = (struct wrap_gap){ BEFORE_BLANK, GAP_OF_NOBODY, (uint16_t)cells };
}

static void newline_add(struct wrap *w, uint32_t offset)
{
	if (!w->has_pieces || w->gap.before == BEFORE_NEWLINE)
		piece_add(w, &(struct piece){ .text = "", .offset = offset,
					      .before = w->gap.before });
	w->gap = (struct wrap_gap){ BEFORE_NEWLINE, GAP_OF_NOBODY, 0 };
}

static struct ink span_ink(const struct wrap_style *s, const struct span *span)
{
	uint32_t f = span->flags;
	struct ink ink = {
		.role = (uint8_t)s->role, .attr = (uint8_t)s->attr, .is_code = f & SPAN_CODE,
		.is_aside = s->is_aside, .url = f & (SPAN_LINK | SPAN_IMAGE) ? span->url : NULL,
	};

	if (f & SPAN_EMPH)
		ink.attr |= ATTR_ITALIC;
	if (f & SPAN_STRONG)
		ink.attr |= ATTR_BOLD;
	if (f & (SPAN_STRIKE | SPAN_RAW))
		ink.attr |= ATTR_DIM;
	if (f & SPAN_CODE)
		ink.role = ROLE_CODE;
	if (f & SPAN_KEY)
		ink.role = ROLE_KEY;
	if (f & SPAN_LINK) {
		ink.role = ROLE_LINK;
		ink.attr |= ATTR_UNDERLINE;
	}
	return ink;
}

static bool is_external(const char *url)
{
	return strstr(url, "://") || !strncmp(url, "mailto:", 7);
}

static bool is_text_of(const struct span *span, const char *url)
{
	return strlen(url) == span->len && !memcmp(span->text, url, span->len);
}

/* " (url)" after the last span of a link that leads out, unless the text says it. */
static void link_target_add(struct wrap *w, const struct text *t, uint32_t i,
			    const struct wrap_style *s, uint32_t offset)
{
	const struct span *span = &t->spans[i];
	const struct span *next = i + 1 < t->n ? span + 1 : NULL;

	if (s->is_live || !(span->flags & SPAN_LINK) || !span->url || !is_external(span->url))
		return;
	if (next && (next->flags & SPAN_LINK) && next->url == span->url)
		return;
	if (is_text_of(span, span->url) ||
	    (!strncmp(span->url, "mailto:", 7) && is_text_of(span, span->url + 7)))
		return;
	wrap_add_string(w, " (", ROLE_DIM, 0, offset);
	wrap_add_string(w, span->url, ROLE_DIM, 0, offset);
	wrap_add_string(w, ")", ROLE_DIM, 0, offset);
}

/* "[picture: alternative text] (path)" */
static void picture_add(struct wrap *w, const struct span *span, const struct ink *ink,
			uint32_t offset, uint32_t end)
{
	struct ink quiet = { .role = ROLE_DIM, .url = span->url };

	aside_add(w, span->len ? "[picture: " : "[picture", &quiet, offset);
	words_add(w, span->text, span->len, ink, offset);
	aside_add(w, "]", &quiet, end);
	if (!span->url || !*span->url)
		return;
	aside_add(w, " (", &quiet, end);
	aside_add(w, span->url, &quiet, end);
	aside_add(w, ")", &quiet, end);
}

static bool is_struck(const struct text *t, uint32_t i)
{
	return i < t->n && t->spans[i].flags & SPAN_STRIKE;
}

static void span_add(struct wrap *w, const struct text *t, uint32_t i, const struct wrap_style *s,
		     uint32_t offset)
{
	const struct span *span = &t->spans[i];
	struct ink ink = span_ink(s, span);
	uint32_t end = offset + (s->is_aside ? 0 : span->len);

	/* Faint letters alone would say the opposite of struck ones where nothing is faint. */
	if (is_struck(t, i) && (!i || !is_struck(t, i - 1)))
		aside_add(w, "~", &ink, offset);
	if (span->flags & SPAN_IMAGE)
		picture_add(w, span, &ink, offset, end);
	else
		words_add(w, span->text, span->len, &ink, offset);
	if (is_struck(t, i) && !is_struck(t, i + 1))
		aside_add(w, "~", &ink, end);
	link_target_add(w, t, i, s, end);
}

uint32_t wrap_add(struct wrap *w, const struct text *t, const struct wrap_style *s,
		  uint32_t offset)
{
	uint32_t at = offset;

	for (uint32_t i = 0; i < t->n; i++) {
		if (t->spans[i].flags & SPAN_BREAK)
			newline_add(w, at);
		else
			span_add(w, t, i, s, at);
		if (!s->is_aside)
			at += t->spans[i].flags & SPAN_BREAK ? 1 : t->spans[i].len;
	}
	return at - offset;
}

void wrap_measure(struct wrap *w, const struct text *t, const struct wrap_style *s,
		  uint32_t *ret_natural, uint32_t *ret_longest)
{
	wrap_begin(w, UINT32_MAX, UINT32_MAX);
	w->is_measuring = true;
	wrap_add(w, t, s, 0);
	w->is_measuring = false;
	*ret_natural = w->natural;
	*ret_longest = w->longest;
}
