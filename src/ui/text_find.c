/* SPDX-License-Identifier: MIT */
#include "ui/text_find.h"

#include <string.h>

#include "base/utf8.h"

static bool has_capitals(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		char32_t cp;

		i += utf8_decode(s + i, n - i, &cp);
		if (utf8_fold(cp) != cp)
			return true;
	}
	return false;
}

/* Beyond ASCII everything is taken for a letter, as the index of a search has it. */
static bool is_word_char(char32_t cp)
{
	return cp >= 0x80 || (cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'z');
}

static char32_t as_compared(const struct find_pattern *p, char32_t cp)
{
	if (cp == '\n' || cp == '\t' || cp == 0xA0 || (p->is_loose && !is_word_char(cp)))
		return ' ';
	return p->is_folding ? utf8_fold(cp) : cp;
}

/* With folding any character beyond ASCII may turn out to be the one that is looked for. */
static void note_first(struct find_pattern *p, char32_t cp)
{
	if (cp >= 0x80 || p->is_folding || cp == ' ')
		memset(p->can_begin + 0x80, true, 0x80);
	if (cp >= 0x80)
		return;
	p->can_begin[cp] = true;
	if (p->is_folding && cp >= 'a' && cp <= 'z')
		p->can_begin[cp - 'a' + 'A'] = true;
	if (cp == ' ')
		p->can_begin['\n'] = p->can_begin['\t'] = true;
}

static void add_word(struct find_pattern *p, struct arena *a, const char *s, size_t n)
{
	char32_t chars[FIND_MAX_CHARS];
	size_t count = 0;

	for (size_t i = 0; i < n && count < FIND_MAX_CHARS;) {
		i += utf8_decode(s + i, n - i, &chars[count]);
		chars[count] = as_compared(p, chars[count]);
		count++;
	}
	if (!count || p->n_words == FIND_MAX_WORDS)
		return;
	note_first(p, chars[0]);
	p->words[p->n_words++] = (struct find_word){
		.chars = arena_dup(a, chars, count, sizeof(*chars)), .n = count,
	};
}

void find_pattern_init(struct find_pattern *p, struct arena *a, const char *text)
{
	size_t n = strlen(text);

	*p = (struct find_pattern){ .is_folding = !has_capitals(text, n) };
	add_word(p, a, text, n);
}

/* The word without the punctuation around it. */
static void add_trimmed(struct find_pattern *p, struct arena *a, const char *s, size_t n)
{
	while (n && !is_word_char((unsigned char)s[n - 1]))
		n--;
	for (; n && !is_word_char((unsigned char)*s); n--)
		s++;
	add_word(p, a, s, n);
}

void find_pattern_init_words(struct find_pattern *p, struct arena *a, const char *text)
{
	*p = (struct find_pattern){ .is_folding = true, .is_loose = true };
	while (*text) {
		bool is_quoted = *text == '"';
		size_t n = strcspn(text + is_quoted, is_quoted ? "\"" : " \"");

		text += is_quoted;
		add_trimmed(p, a, text, n);
		text += n;
		if (*text && (is_quoted || *text == ' '))
			text++;
	}
}

static bool is_inside_char(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Bytes of s that match the word at its start; 0 if it does not. */
static size_t match(const struct find_pattern *p, size_t word, const char *s, size_t n)
{
	const struct find_word *w = &p->words[word];
	size_t at = 0;

	if (is_inside_char(*s))
		return 0;
	for (size_t i = 0; i < w->n; i++) {
		char32_t cp;

		if (at == n)
			return 0;
		at += utf8_decode(s + at, n - at, &cp);
		if (as_compared(p, cp) != w->chars[i])
			return 0;
	}
	return at;
}

bool find_next(const struct find_pattern *p, const char *s, size_t n, size_t from,
	       size_t *ret_start, size_t *ret_len)
{
	for (size_t i = from; i < n; i++) {
		if (!p->can_begin[(unsigned char)s[i]])
			continue;
		for (size_t w = 0; w < p->n_words; w++) {
			size_t len = match(p, w, s + i, n - i);

			if (!len)
				continue;
			*ret_start = i;
			*ret_len = len;
			return true;
		}
	}
	return false;
}

static bool has_word(const struct find_pattern *p, size_t word, const char *s)
{
	size_t n = strlen(s);

	for (size_t i = 0; i < n; i++)
		if (match(p, word, s + i, n - i))
			return true;
	return false;
}

bool find_all_words(const struct find_pattern *p, const char *a, const char *b)
{
	for (size_t i = 0; i < p->n_words; i++)
		if (!has_word(p, i, a) && !has_word(p, i, b))
			return false;
	return true;
}

static enum find_rank rank_word(const struct find_pattern *p, size_t word, const char *name)
{
	enum find_rank best = FIND_NOT_IN_NAME;
	size_t n = strlen(name);

	for (size_t i = 0; i < n && best > FIND_WORD_PREFIX; i++)
		if (match(p, word, name + i, n - i))
			best = !i ? FIND_PREFIX : name[i - 1] == ' ' ? FIND_WORD_PREFIX
								     : FIND_INFIX;
	return best;
}

enum find_rank find_rank(const struct find_pattern *p, const char *name)
{
	enum find_rank worst = FIND_PREFIX;

	for (size_t i = 0; i < p->n_words; i++) {
		enum find_rank r = rank_word(p, i, name);

		worst = r > worst ? r : worst;
	}
	return worst;
}
