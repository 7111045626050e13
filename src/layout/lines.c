/* SPDX-License-Identifier: MIT */
#include "layout/lines.h"

#include <string.h>

#include "base/utf8.h"

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* After a hyphen or slash, or where the next word of aCompoundName begins. */
static bool may_break(const char *before, const char *after)
{
	if (strchr("-/,;:_.", *before))
		return true;
	return *before >= 'a' && *before <= 'z' && *after >= 'A' && *after <= 'Z';
}

/* A place where a line may end: bytes of the text before it, their width. */
struct stop {
	size_t len, cells;
};

/* Does the word at s need more than width cells? */
static bool is_word_long(const char *s, size_t n, size_t width)
{
	size_t used = 0;

	for (size_t i = 0; i < n && !is_blank(s[i]) && s[i] != '\n';) {
		int cells;

		i += utf8_cluster(s + i, n - i, &cells);
		used += (size_t)cells;
		if (used > width)
			return true;
	}
	return false;
}

/*
 * Where the line ends when the character at `here` does not fit. Words go
 * before parts of a word, and these before single characters; but a word that
 * no line can hold is broken where it stands.
 */
static struct stop line_end(const char *s, size_t n, size_t width, struct stop word,
			    struct stop part, struct stop here)
{
	size_t start = word.len;

	while (start < here.len && is_blank(s[start]))
		start++;
	if (word.len && (part.len <= start || !is_word_long(s + start, n - start, width)))
		return word;
	return part.len && part.cells * 3 >= width ? part : here;
}

/* The longest line that fits, at most to the newline. */
static struct stop line_fit(const char *s, size_t n, size_t width)
{
	struct stop word = { 0 }, part = { 0 }, here = { 0 };

	while (here.len < n && s[here.len] != '\n') {
		int cells;
		size_t len = utf8_cluster(s + here.len, n - here.len, &cells);

		if (is_blank(s[here.len])) {
			if (here.len && !is_blank(s[here.len - 1]))
				word = here;
			cells = 1;
		} else if (here.cells + (size_t)cells > width && here.len) {
			return line_end(s, n, width, word, part, here);
		}
		here.len += len;
		here.cells += (size_t)cells;
		if (here.len < n && may_break(&s[here.len - 1], &s[here.len]))
			part = here;
	}
	if (here.len && is_blank(s[here.len - 1]))
		return word;
	return here;
}

bool lines_next(const char **text, const char *end, int width, struct line *ret_line)
{
	const char *s = *text;
	struct stop stop;

	while (s < end && is_blank(*s))
		s++;
	if (s == end)
		return false;
	stop = line_fit(s, (size_t)(end - s), width > 0 ? (size_t)width : 0);
	*ret_line = (struct line){ .text = s, .len = (uint32_t)stop.len,
				   .cells = (uint32_t)stop.cells };
	s += stop.len;
	while (s < end && is_blank(*s))
		s++;
	if (s < end && *s == '\n')
		s++;
	*text = s;
	return true;
}

/* Lines, and how many of them end within a word for want of a better place. */
static size_t count_lines(const char *text, size_t n, int width, size_t *ret_cuts)
{
	const char *end = text + n;
	struct line l;
	size_t count = 0;

	*ret_cuts = 0;
	while (lines_next(&text, end, width, &l)) {
		const char *after = l.text + l.len;

		*ret_cuts += after == text && text < end && l.len && !may_break(text - 1, text);
		count++;
	}
	return count;
}

size_t lines_count(const char *text, size_t n, int width)
{
	size_t cuts;

	return count_lines(text, n, width, &cuts);
}

size_t lines_break(struct arena *a, const char *text, int width, const struct line **ret_lines)
{
	const char *end = text + strlen(text);
	size_t n = lines_count(text, (size_t)(end - text), width), i = 0;
	struct line *lines = arena_alloc(a, n * sizeof(*lines));

	while (i < n && lines_next(&text, end, width, &lines[i]))
		i++;
	*ret_lines = lines;
	return n;
}

void lines_measure(const char *text, size_t n, int *ret_widest, int *ret_word)
{
	int line = 0, word = 0;

	*ret_widest = *ret_word = 0;
	for (size_t i = 0; i < n;) {
		int cells;
		size_t len = utf8_cluster(text + i, n - i, &cells);

		if (is_blank(text[i]) || text[i] == '\n') {
			word = 0;
			line = text[i] == '\n' ? 0 : line + 1;
		} else {
			word += cells;
			line += cells;
		}
		*ret_word = word > *ret_word ? word : *ret_word;
		if (word && line > *ret_widest)
			*ret_widest = line;
		i += len;
	}
}

int lines_narrowest(const char *text, size_t n, size_t n_lines, int width)
{
	int low = 1, high = width;
	size_t most_cuts, cuts;

	count_lines(text, n, width, &most_cuts);
	while (low < high) {
		int mid = low + (high - low) / 2;

		if (count_lines(text, n, mid, &cuts) <= n_lines && cuts <= most_cuts)
			high = mid;
		else
			low = mid + 1;
	}
	return high;
}
