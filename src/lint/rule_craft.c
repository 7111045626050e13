/* SPDX-License-Identifier: MIT */
/*
 * Flaws of item writing: what lets a reader who knows nothing guess the key
 * (the longest option, absolute words, a place that repeats), and what makes a
 * question unfair.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/prng.h"
#include "base/utf8.h"
#include "lint/rule.h"

enum { STEM_MIN_WORDS = 12, KEY_PLACE_MIN = 8 };

/* The words of a list of blocks in lower case, one blank between them. */
static void words_of(const struct block *first, struct buf *out)
{
	struct buf raw;
	bool is_gap = true;

	buf_init(&raw);
	for (const struct block *b = first; b; b = b->next)
		block_plain_text(b, &raw);
	for (size_t i = 0; i < raw.len; i++) {
		unsigned char c = (unsigned char)raw.p[i];
		bool is_word = isalnum(c) || c >= 0x80 || c == '\'';

		if (is_word)
			buf_addc(out, (char)tolower(c));
		else if (!is_gap)
			buf_addc(out, ' ');
		is_gap = !is_word;
	}
	buf_done(&raw);
}

static size_t count_words(const struct buf *words)
{
	size_t n = words->len && buf_str(words)[words->len - 1] != ' ';

	for (size_t i = 0; i < words->len; i++)
		n += words->p[i] == ' ';
	return n;
}

static bool has_phrase(const struct buf *words, const char *phrase)
{
	size_t n = strlen(phrase);
	const char *p = buf_str(words);

	for (const char *q = p; (q = strstr(q, phrase)); q++)
		if ((q == p || q[-1] == ' ') && (q[n] == ' ' || !q[n]))
			return true;
	return false;
}

static bool has_any(const struct buf *words, const char *const *phrases)
{
	for (; *phrases; phrases++)
		if (has_phrase(words, *phrases))
			return true;
	return false;
}

/* Right and longer than every wrong one by more than a third: a cue. */
static void check_longest(struct lint *l, const struct item *it, const struct buf *options)
{
	size_t right = 0, wrong = 0, at = 0;

	for (size_t i = 0; i < it->n_options; i++) {
		size_t *longest = it->options[i].is_right ? &right : &wrong;

		if (options[i].len <= *longest)
			continue;
		*longest = options[i].len;
		if (it->options[i].is_right)
			at = i;
	}
	if (right > 30 && right * 3 > wrong * 4)
		diag_hint(l->diags,
			  diag_add(l->diags, DIAG_WARNING, it->options[at].line, 0,
				   "longest-right", "the right option is clearly the longest"),
			  "shorten it, or give the others the same detail");
}

static void check_absolutes(struct lint *l, const struct item *it, const struct buf *options)
{
	static const char *const absolute[] = {
		"always", "never", "all", "none", "only", "every", "cannot", "impossible", NULL,
	};
	int right = 0, wrong = 0;

	for (size_t i = 0; i < it->n_options; i++) {
		if (!has_any(&options[i], absolute))
			continue;
		if (it->options[i].is_right)
			right++;
		else
			wrong++;
	}
	if (wrong >= 2 && !right)
		diag_add(l->diags, DIAG_WARNING, it->line, 0, "absolute-words",
			 "%d wrong options have an absolute word, no right one has", wrong);
}

static void check_options(struct lint *l, const struct item *it, const struct buf *options)
{
	static const char *const above[] = {
		"all of the above", "none of the above", "both of the above", NULL,
	};

	for (size_t i = 0; i < it->n_options; i++) {
		if (has_any(&options[i], above))
			diag_add(l->diags, DIAG_WARNING, it->options[i].line, 0,
				 "all-of-the-above",
				 "\"all of the above\" loses its sense when options are shuffled");
		for (size_t k = 0; k < i; k++)
			if (!strcmp(buf_str(&options[i]), buf_str(&options[k])))
				diag_add(l->diags, DIAG_ERROR, it->options[i].line, 0,
					 "same-options", "this option says the same as option %zu",
					 k + 1);
	}
}

/* True when a strong or emphasised span of the stem holds a negation. */
static bool is_emphasised(const struct block *stem)
{
	for (const struct block *b = stem; b; b = block_walk(b))
		for (uint32_t i = 0; i < b->text.n; i++) {
			const struct span *s = &b->text.spans[i];

			if ((s->flags & (SPAN_STRONG | SPAN_EMPH)) && s->len <= 12 &&
			    (memmem(s->text, s->len, "not", 3) ||
			     memmem(s->text, s->len, "NOT", 3) ||
			     memmem(s->text, s->len, "EXCEPT", 6)))
				return true;
		}
	return false;
}

static void check_stem(struct lint *l, const struct item *it, const struct buf *stem)
{
	static const char *const negative[] = {
		"which is not", "which of these is not", "which of the following is not",
		"what is not", "which does not", "which would not", "except", NULL,
	};

	if (count_words(stem) < STEM_MIN_WORDS)
		diag_hint(l->diags,
			  diag_add(l->diags, DIAG_WARNING, it->line, 0, "thin-stem",
				   "a stem of %zu words is no scenario", count_words(stem)),
			  "say who has what, what changed, and the one constraint that decides");
	if (has_any(stem, negative) && !is_emphasised(it->stem))
		diag_add(l->diags, DIAG_WARNING, it->line, 0, "negative-stem",
			 "a negative question needs its \"**not**\" emphasised");
}

static void check_repeat(struct lint *l, const struct item *it, const struct buf *stem)
{
	struct seen_item *me = &l->items[l->n_items - 1];

	me->words = hash_bytes(HASH_START, buf_str(stem), stem->len);
	for (size_t i = 0; i + 1 < l->n_items; i++) {
		if (l->items[i].words != me->words)
			continue;
		diag_add(l->diags, DIAG_WARNING, it->line, 0, "near-duplicate",
			 "the same words as the question at %s:%d", l->items[i].file,
			 l->items[i].line);
		return;
	}
}

static int key_place(const struct item *it)
{
	for (size_t i = 0; it->type == ITEM_SINGLE && i < it->n_options; i++)
		if (it->options[i].is_right)
			return (int)i;
	return -1;
}

static void item(struct lint *l, const struct item *it)
{
	struct buf stem, options[ITEM_MAX_OPTIONS];

	buf_init(&stem);
	words_of(it->stem, &stem);
	for (size_t i = 0; i < it->n_options; i++) {
		buf_init(&options[i]);
		words_of(it->options[i].text, &options[i]);
	}
	check_stem(l, it, &stem);
	check_longest(l, it, options);
	check_absolutes(l, it, options);
	check_options(l, it, options);
	check_repeat(l, it, &stem);
	l->items[l->n_items - 1].key_place = key_place(it);
	for (size_t i = 0; i < it->n_options; i++)
		buf_done(&options[i]);
	buf_done(&stem);
}

/* Over the whole course: is one place right far too often? */
static void course(struct lint *l)
{
	size_t at[ITEM_MAX_OPTIONS] = { 0 }, n = 0;

	for (size_t i = 0; i < l->n_items; i++) {
		if (l->items[i].key_place < 0)
			continue;
		at[l->items[i].key_place]++;
		n++;
	}
	for (size_t i = 0; i < ITEM_MAX_OPTIONS; i++)
		if (n >= KEY_PLACE_MIN && at[i] * 10 > n * 6)
			diag_hint(l->diags,
				  diag_add(l->diags, DIAG_WARNING, 0, 0, "key-place",
					   "option %zu is right in %zu of %zu questions", i + 1,
					   at[i], n),
				  "spread the right answers over all places");
}

const struct lint_rule rule_craft = { .family = "craft", .item = item, .course = course };
