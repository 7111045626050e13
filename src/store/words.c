/* SPDX-License-Identifier: MIT */
#include "store/words.h"

#include <string.h>

#include "base/utf8.h"

enum {
	QUERY_MAX_BYTES = 512,
	QUERY_MAX_WORDS = 8,
	PASSAGE_CELLS = 160,
	BEFORE_CELLS = 60,	/* of them before the first hit, at most */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* What the tokenizer takes as part of a word; beyond ASCII it decides itself. */
static bool is_word_byte(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 0x80 || (u >= '0' && u <= '9') || ((u | 32) >= 'a' && (u | 32) <= 'z');
}

/*
 * Appends a phrase if there is a word in it. Its last word is a prefix unless it
 * is a single letter, which would find nearly everything, slowly.
 */
static bool add_phrase(struct buf *out, const char *s, size_t n, bool is_prefix)
{
	while (n && !is_word_byte(s[n - 1]))
		n--;
	if (!n)
		return false;
	buf_adds(out, out->len ? " \"" : "\"");
	buf_add(out, s, n);
	buf_adds(out, is_prefix && n > 1 && is_word_byte(s[n - 2]) ? "\" *" : "\"");
	return true;
}

bool words_query(struct buf *out, const char *typed)
{
	size_t before = out->len, n_typed = strnlen(typed, QUERY_MAX_BYTES);
	struct buf clean, query;
	const char *p;

	buf_init(&clean);
	buf_init(&query);
	utf8_clean(&clean, typed, n_typed);
	p = buf_str(&clean);
	for (int words = 0; *p && words < QUERY_MAX_WORDS;) {
		bool is_quoted = *p == '"', is_closed;
		size_t n;

		p += is_quoted || is_blank(*p);
		if (is_quoted)
			n = strcspn(p, "\"");
		else
			n = strcspn(p, " \t\n\r\"");
		is_closed = is_quoted && p[n];
		words += add_phrase(&query, p, n, !is_closed);
		p += n + is_closed;
	}
	buf_add(out, buf_str(&query), query.len);
	buf_done(&query);
	buf_done(&clean);
	return out->len > before;
}

static bool ends_sentence(const struct buf *b)
{
	static const char marks[] = ".!?:;,";

	return b->len && strchr(marks, b->p[b->len - 1]);
}

/* A blank, or a dot between two blocks of which the first one does not end as a sentence does. */
static void add_gap(struct buf *out, bool is_new_block)
{
	if (!out->len)
		return;
	buf_adds(out, is_new_block && !ends_sentence(out) ? " · " : " ");
}

/*
 * One line, clean, blanks single; the marks are the only controls left. A line
 * end separates blocks: items of a list, cells, options of a question.
 */
static void flatten(struct buf *out, const char *s, size_t n)
{
	bool is_gap = false, is_new_block = false;

	for (size_t i = 0; i < n;) {
		char32_t cp;
		size_t len = utf8_decode(s + i, n - i, &cp);

		if (is_blank(s[i])) {
			is_gap = true;
			is_new_block |= s[i] == '\n';
			i += len;
			continue;
		}
		if (is_gap)
			add_gap(out, is_new_block);
		is_gap = is_new_block = false;
		if (cp == WORDS_MARK || cp == WORDS_MARK_END)
			buf_addc(out, s[i]);
		else if ((cp == 0xFFFD && len == 1) || utf8_is_unsafe(cp))
			buf_adds(out, "\uFFFD");
		else
			buf_add(out, s + i, len);
		i += len;
	}
}

/* Where a line too long starts: a little ahead of the first hit, after a blank if possible. */
static size_t start_before(const char *s, size_t hit)
{
	size_t cells = utf8_cells(s, hit), start, used;
	const char *blank;

	if (cells <= BEFORE_CELLS)
		return 0;
	start = utf8_fit(s, hit, cells - BEFORE_CELLS, &used);
	blank = memchr(s + start, ' ', hit - start);
	return blank ? (size_t)(blank + 1 - s) : start;
}

void words_passage(struct buf *out, const char *text, size_t len)
{
	struct buf line;
	size_t start = 0, end, used;
	int open = 0;

	buf_init(&line);
	flatten(&line, text, len);
	if (utf8_cells(buf_str(&line), line.len) > PASSAGE_CELLS) {
		size_t hit = strcspn(line.p, "\x02");

		if (hit < line.len)
			start = start_before(line.p, hit);
	}
	end = start + utf8_fit(buf_str(&line) + start, line.len - start, PASSAGE_CELLS, &used);
	if (start)
		buf_adds(out, "…");
	for (size_t i = start; i < end; i++) {
		open += (line.p[i] == WORDS_MARK) - (line.p[i] == WORDS_MARK_END);
		buf_addc(out, line.p[i]);
	}
	if (open > 0)
		buf_addc(out, WORDS_MARK_END);
	if (end < line.len)
		buf_adds(out, "…");
	buf_done(&line);
}
