/* SPDX-License-Identifier: MIT */
#include "layout/words.h"

#include "base/utf8.h"

/* Words with a slash and this many bytes are addresses: they break after slashes only. */
enum { LONG_WORD = 24, EM_DASH = 0x2014, HYPHEN = 0x2010, ZERO_WIDTH_SPACE = 0x200B };

/* What an ASCII character does to line breaks. */
enum char_class {
	PLAIN = 0,
	BLANK = 1,
	BREAKER = 2,	/* a line may break after it, if its neighbours agree */
	OPENING = 4,	/* no line ends with it */
	CLOSING = 8,	/* no line begins with it */
};

static const uint8_t class_of[128] = {
	[' '] = BLANK, ['\t'] = BLANK, ['\n'] = BLANK,
	['-'] = BREAKER, ['/'] = BREAKER, ['?'] = BREAKER | CLOSING, ['&'] = BREAKER,
	['('] = OPENING, ['['] = OPENING, ['{'] = OPENING, ['<'] = OPENING,
	[')'] = CLOSING, [']'] = CLOSING, ['}'] = CLOSING, ['>'] = CLOSING,
	['"'] = OPENING | CLOSING, ['\''] = OPENING | CLOSING, [','] = CLOSING,
	['.'] = CLOSING, [';'] = CLOSING, [':'] = CLOSING, ['!'] = CLOSING, ['%'] = CLOSING,
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static bool has(const char32_t *set, char32_t cp)
{
	for (; *set; set++)
		if (*set == cp)
			return true;
	return false;
}

static bool is_opening(char32_t cp)
{
	return cp < 0x80 ? class_of[cp] & OPENING : has(U"“‘«‹¿¡（「『【《〈〔［｛", cp);
}

static bool is_closing(char32_t cp)
{
	return cp < 0x80 ? class_of[cp] & CLOSING
			 : has(U"”’»›…、。，．：；？！）」』】》〉〕］｝ー々ゝゞ・", cp);
}

static bool is_letter(char32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || cp >= 0xC0;
}

static bool is_letter_or_digit(char32_t cp)
{
	return is_letter(cp) || (cp >= '0' && cp <= '9');
}

/* Most of all characters: nothing breaks between two of them. */
static bool is_plain(char32_t cp)
{
	return cp < 0x80 && is_letter_or_digit(cp);
}

static bool is_ideograph(char32_t cp)
{
	return cp >= 0x3400 && cp < 0xA000;
}

/* May a line break stand between w->last and next? */
static bool can_break(const struct words *w, struct sign next)
{
	char32_t last = w->last.cp;

	if (is_plain(last) && is_plain(next.cp))
		return false;
	if (last == ZERO_WIDTH_SPACE || (is_ideograph(last) && is_ideograph(next.cp)))
		return true;
	if (is_opening(last) || is_closing(next.cp))
		return false;
	if (w->last.cells == 2 || next.cells == 2)
		return w->last.cells == 2 || is_letter_or_digit(last);
	if (last == EM_DASH)
		return is_letter_or_digit(next.cp);
	if (last == '-' || last == HYPHEN)
		return !w->is_code && !w->is_address && is_letter(w->before.cp) &&
		       is_letter(next.cp);
	if (last == '/' || last == '?' || last == '&')
		return w->is_address && is_letter_or_digit(next.cp) &&
		       (last != '/' || w->before.cp != '/');
	return false;
}

/* Characters of common scripts that stand alone whatever comes before or after. */
static bool is_simple(char32_t cp)
{
	return (cp >= 0xC0 && cp < 0x300) || (cp >= 0x370 && cp < 0x483) ||
	       (cp >= 0x48A && cp < 0x530) || (cp >= 0x2010 && cp < 0x2028) ||
	       (cp >= 0x3041 && cp < 0x3097) || (cp >= 0x30A1 && cp < 0x30FF) ||
	       (cp >= 0x3400 && cp < 0x4DC0) || (cp >= 0x4E00 && cp < 0xA000);
}

/* utf8_cluster with a short cut: the tables of graphemes cost more than all the rest. */
static size_t next_sign(const char *s, size_t n, struct sign *ret_sign)
{
	char32_t next = 0;
	size_t len;

	if (s[0] > ' ' && (n == 1 || s[1] > 0)) {
		*ret_sign = (struct sign){ (unsigned char)s[0], 1 };
		return 1;
	}
	len = utf8_decode(s, n, &ret_sign->cp);
	if (ret_sign->cp < 0x80 || is_simple(ret_sign->cp)) {
		if (len < n)
			utf8_decode(s + len, n - len, &next);
		if (next < 0x80 || is_simple(next)) {
			ret_sign->cells = utf8_cp_cells(ret_sign->cp);
			return len;
		}
	}
	return utf8_cluster(s, n, &ret_sign->cells);
}

/* Goes over characters that neither break nor combine with what follows. */
static uint32_t plain_skip(struct words *w)
{
	const char *s = w->text;
	size_t start = w->i;

	while (w->i < w->word_end && is_plain((unsigned char)s[w->i]) &&
	       (w->i + 1 == w->word_end || (unsigned char)s[w->i + 1] < 0x80))
		w->i++;
	if (w->i == start)
		return 0;
	w->before = w->i - start > 1 ? (struct sign){ (unsigned char)s[w->i - 2], 1 } : w->last;
	w->last = (struct sign){ (unsigned char)s[w->i - 1], 1 };
	return (uint32_t)(w->i - start);
}

/* The next part of the word that i stands in. */
static void part_next(struct words *w, struct word *ret_word)
{
	size_t start = w->i;
	uint32_t cells = 0;

	while (w->i < w->word_end) {
		struct sign next;
		size_t len = next_sign(w->text + w->i, w->word_end - w->i, &next);

		if (w->i > start && can_break(w, next))
			break;
		w->before = w->last;
		w->last = next;
		w->i += len;
		cells += (uint32_t)next.cells;
		if (is_plain(next.cp))
			cells += plain_skip(w);
	}
	ret_word->text = w->text + start;
	ret_word->len = (uint32_t)(w->i - start);
	ret_word->cells = cells;
}

/* Finds the end of the word at i; true when it can only be plain ASCII in one part. */
static bool word_scan(struct words *w)
{
	size_t end = w->i;
	bool is_plain = true, has_slash = false;

	for (; end < w->n; end++) {
		unsigned char c = (unsigned char)w->text[end];

		if (c >= 0x80) {
			is_plain = false;
			continue;
		}
		if (class_of[c] & BLANK)
			break;
		if (class_of[c] & BREAKER)
			is_plain = false;
		has_slash = has_slash || c == '/';
	}
	w->word_end = end;
	w->is_address = has_slash && end - w->i >= LONG_WORD;
	return is_plain;
}

/* Skips blanks; their width: one, but in code as many as are written. */
static uint16_t blanks_skip(struct words *w)
{
	size_t start = w->i;
	bool are_spaces = true;

	for (; w->i < w->n && is_blank(w->text[w->i]); w->i++)
		are_spaces = are_spaces && w->text[w->i] == ' ';
	if (w->i == start)
		return 0;
	if (!w->is_code || !are_spaces)
		return 1;
	return w->i - start < UINT16_MAX ? (uint16_t)(w->i - start) : 1;
}

void words_init(struct words *w, const char *text, size_t n, bool is_code)
{
	*w = (struct words){ .text = text, .n = n, .is_code = is_code };
}

bool words_next(struct words *w, struct word *ret_word)
{
	if (w->i < w->word_end) {
		ret_word->blanks = 0;
		ret_word->can_break = true;
		part_next(w, ret_word);
		return true;
	}
	ret_word->blanks = blanks_skip(w);
	ret_word->can_break = false;
	if (w->i == w->n)
		return false;
	w->before = w->last = (struct sign){ 0 };
	if (!word_scan(w)) {
		part_next(w, ret_word);
		return true;
	}
	ret_word->text = w->text + w->i;
	ret_word->len = ret_word->cells = (uint32_t)(w->word_end - w->i);
	w->i = w->word_end;
	return true;
}
