/* SPDX-License-Identifier: MIT */
/*
 * A name broken into lines: after a hyphen and the like, or where a word of
 * aCompoundName begins. Of all ways the cheapest is taken: fewer lines before
 * all, but one line more before a word is cut; then lines of like lengths.
 */
#include <limits.h>
#include <string.h>

#include "base/utf8.h"
#include "layout/graph_picture.h"

enum {
	LINE = 1000,		/* what one line more costs */
	FULL = 50,		/* a free cell before a cut */
	CUT = 1500,		/* a line that ends within a word */
	NUMBER = 300,		/* before a number: Step|2 */
	ACRONYM = 200,		/* before capitals that go with the word: Dynamo|DB */
	NEVER = INT_MAX / 2,
};

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The price of a line that ends before text[at]. */
static int price_of_break(const char *text, size_t at)
{
	char before = text[at - 1], after = text[at], next = after ? text[at + 1] : '\0';

	if (!after || strchr("-/,;:_. ", before))
		return 0;
	if (is_small(before) && is_capital(after))
		return is_small(next) ? 0 : ACRONYM;
	if (is_capital(before) && is_capital(after))
		return is_small(next) ? 0 : CUT;
	if (is_digit(before) && is_capital(after))
		return is_small(next) ? 0 : CUT;
	if (is_small(before) && is_digit(after))
		return NUMBER;
	return CUT;
}

/* The characters of a text: where each begins, and the cells before it. */
struct chars {
	size_t *at;
	int *cells;
	int n;
};

static struct chars find_chars(struct arena *a, const char *text)
{
	size_t len = strlen(text), at = 0;
	struct chars c = { .at = arena_alloc(a, (len + 1) * sizeof(*c.at)),
			   .cells = arena_alloc(a, (len + 1) * sizeof(*c.cells)) };

	c.at[0] = 0;
	c.cells[0] = 0;
	while (at < len) {
		int cells;

		at += utf8_cluster(text + at, len - at, &cells);
		c.n++;
		c.at[c.n] = at;
		c.cells[c.n] = c.cells[c.n - 1] + cells;
	}
	return c;
}

/* The least price of the first i characters in k lines, and where the last of these begins. */
struct best {
	int price, from;
};

static struct best best_line(const struct chars *c, const char *text, const struct best *fewer,
			     int i, int room)
{
	struct best best = { NEVER, 0 };
	int end = price_of_break(text, c->at[i]);

	for (int from = i - 1; from >= 0 && c->cells[i] - c->cells[from] <= room; from--) {
		int slack = room - (c->cells[i] - c->cells[from]);
		int price = fewer[from].price + LINE + end + slack * slack;

		/* A word is cut where the line is full. */
		if (end == CUT)
			price += FULL * slack;

		if (fewer[from].price < NEVER && price < best.price)
			best = (struct best){ price, from };
	}
	return best;
}

size_t graph_name_break(struct arena *a, const char *text, int room, int most, struct line *ret)
{
	struct chars c = find_chars(a, text);
	size_t width = (size_t)c.n + 1;
	struct best *best = arena_alloc(a, width * ((size_t)most + 1) * sizeof(*best));
	int n = 0;

	for (int i = 0; i <= c.n; i++)
		best[i] = (struct best){ i ? NEVER : 0, 0 };
	for (int k = 1; k <= most; k++) {
		struct best *row = best + (size_t)k * width;

		row[0] = (struct best){ NEVER, 0 };
		for (int i = 1; i <= c.n; i++)
			row[i] = best_line(&c, text, row - width, i, room);
		if (row[c.n].price < best[(size_t)n * width + (size_t)c.n].price)
			n = k;
	}
	for (int k = n, i = c.n; k > 0; k--) {
		int from = best[(size_t)k * width + (size_t)i].from;

		ret[k - 1] = (struct line){ text + c.at[from], (uint32_t)(c.at[i] - c.at[from]),
					    (uint32_t)(c.cells[i] - c.cells[from]) };
		i = from;
	}
	return (size_t)n;
}
