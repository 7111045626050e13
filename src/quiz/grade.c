/* SPDX-License-Identifier: MIT */
#include "quiz/grade.h"

#include <assert.h>

bool grade(const struct item *it, uint32_t chosen)
{
	return chosen == item_key(it);
}

static bool is_separator(char c)
{
	return c == ' ' || c == ',' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The number at *text, which is left behind it; n + 1 for any that is too great. */
static size_t parse_number(const char **text, size_t n)
{
	size_t number = 0;

	for (; is_digit(**text); (*text)++)
		if (number <= n)
			number = number * 10 + (size_t)(**text - '0');
	return number <= n ? number : n + 1;
}

/* One option, named by letter or number, as a number from 1; 0 for what is none. */
static size_t parse_option(const char **text, size_t n)
{
	unsigned char letter = (unsigned char)(**text | 0x20);

	if (is_digit(**text)) {
		size_t number = parse_number(text, n);

		/* "1a" is a slip, not two answers. */
		return !**text || is_separator(**text) ? number : 0;
	}
	if (letter < 'a' || letter > 'z')
		return 0;
	(*text)++;
	return is_digit(**text) ? 0 : (size_t)(letter - 'a' + 1);
}

enum err grade_parse(const char *text, size_t n, uint32_t *ret_chosen)
{
	uint32_t chosen = 0;

	assert(n <= ITEM_MAX_OPTIONS);
	for (;;) {
		size_t option;

		while (is_separator(*text))
			text++;
		if (!*text)
			break;
		option = parse_option(&text, n);
		if (option < 1 || option > n)
			return ERR_SYNTAX;
		chosen |= UINT32_C(1) << (option - 1);
	}
	if (!chosen)
		return ERR_SYNTAX;
	*ret_chosen = chosen;
	return ERR_OK;
}

void grade_shuffle(struct prng *r, size_t n, uint8_t *order)
{
	assert(n <= ITEM_MAX_OPTIONS);
	for (size_t i = 0; i < n; i++)
		order[i] = (uint8_t)i;
	for (size_t i = n; i > 1; i--) {
		size_t j = prng_below(r, i);
		uint8_t swapped = order[i - 1];

		order[i - 1] = order[j];
		order[j] = swapped;
	}
}
