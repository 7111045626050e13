/* SPDX-License-Identifier: MIT */
/*
 * Decimal numbers in text, the same on any machine and in any locale: 600,
 * 0.0000166667. No sign, no exponent, no "nan".
 */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/buf.h"
#include "base/err.h"

/*
 * The number that all of text is, rounded correctly: ERR_SYNTAX when it is
 * none, ERR_TOO_BIG when it has more than 15 digits besides leading zeros, or
 * more than 22 behind the point.
 */
enum err decimal_parse(const char *text, double *ret);

/*
 * Appends x (0 <= x < 10^15) to at most 12 decimals, without needless zeros;
 * the thousands are parted by commas: "10,485,760", "0.0000166667".
 */
void decimal_print(struct buf *out, double x);

#endif
