/* SPDX-License-Identifier: MIT */
#include "base/decimal.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>

enum { DIGITS_MAX = 15, DECIMALS_MAX = 22, DECIMALS_SHOWN = 12 };

#define SHOWN_SCALE UINT64_C(1000000000000)	/* 10^DECIMALS_SHOWN */

/*
 * Within these bounds the digits as a whole number and the power of ten are
 * both exact in a double, so that their quotient is rounded only once.
 */
enum err decimal_parse(const char *text, double *ret)
{
	double digits = 0, power = 1;
	int n_digits = 0, n_decimals = 0;
	bool has_point = false;

	for (const char *p = text; *p; p++) {
		if (*p == '.' && !has_point && p > text && p[1]) {
			has_point = true;
			continue;
		}
		if (!isdigit((unsigned char)*p))
			return ERR_SYNTAX;
		digits = digits * 10 + (*p - '0');
		n_digits += digits > 0;
		if (n_digits > DIGITS_MAX || (has_point && ++n_decimals > DECIMALS_MAX))
			return ERR_TOO_BIG;
		if (has_point)
			power *= 10;
	}
	if (!*text)
		return ERR_SYNTAX;
	*ret = digits / power;
	return ERR_OK;
}

static void print_whole(struct buf *out, uint64_t whole)
{
	if (whole < 1000) {
		buf_printf(out, "%" PRIu64, whole);
		return;
	}
	print_whole(out, whole / 1000);
	buf_printf(out, ",%03" PRIu64, whole % 1000);
}

void decimal_print(struct buf *out, double x)
{
	uint64_t whole, decimals;

	assert(x >= 0 && x < 1e15);
	whole = (uint64_t)x;
	decimals = (uint64_t)((x - (double)whole) * (double)SHOWN_SCALE + 0.5);
	if (decimals == SHOWN_SCALE) {
		whole++;
		decimals = 0;
	}
	print_whole(out, whole);
	if (!decimals)
		return;
	buf_printf(out, ".%0*" PRIu64, DECIMALS_SHOWN, decimals);
	while (out->p[out->len - 1] == '0')
		out->p[--out->len] = '\0';
}
