/* SPDX-License-Identifier: MIT */
#include "sim/maths.h"

#include <math.h>
#include <stddef.h>

/* ln 2 in two parts: k * LN2_HIGH is exact for |k| < 2^20. */
static const double LN2_HIGH = 0x1.62e42fee00000p-1, LN2_LOW = 0x1.a39ef35793c76p-33;
static const double INV_LN2 = 0x1.71547652b82fep0;

/* 1/13! to 1/0!, for Taylor's series: |r| <= ln 2 / 2 leaves an error below the last bit. */
static const double inverse_factorials[] = {
	0x1.6124613a86d09p-33, 0x1.1eed8eff8d898p-29,
	0x1.ae64567f544e4p-26, 0x1.27e4fb7789f5cp-22,
	0x1.71de3a556c734p-19, 0x1.a01a01a01a01ap-16,
	0x1.a01a01a01a01ap-13, 0x1.6c16c16c16c17p-10,
	0x1.1111111111111p-7, 0x1.5555555555555p-5,
	0x1.5555555555555p-3, 0x1.0000000000000p-1,
	0x1.0000000000000p+0, 0x1.0000000000000p+0,
};

static double exp_near_zero(double r)
{
	double sum = 0;

	for (size_t i = 0; i < sizeof(inverse_factorials) / sizeof(*inverse_factorials); i++)
		sum = sum * r + inverse_factorials[i];
	return sum;
}

double maths_exp(double x)
{
	double k;

	if (isnan(x))
		return x;
	if (x > 709.782712893384)
		return HUGE_VAL;
	if (x < -745.2)
		return 0;
	k = floor(x * INV_LN2 + 0.5);
	return ldexp(exp_near_zero(x - k * LN2_HIGH - k * LN2_LOW), (int)k);
}

double maths_log(double x)
{
	int k;
	double m = frexp(x, &k), s, z, sum = 0;

	if (m < 0x1.6a09e667f3bcdp-1) {	/* below the root of 1/2 */
		m *= 2;
		k--;
	}
	s = (m - 1) / (m + 1);
	z = s * s;
	for (int n = 21; n >= 3; n -= 2)
		sum = (1.0 / n + sum) * z;
	return k * LN2_HIGH + (2 * s + (2 * s * sum + k * LN2_LOW));
}

double maths_pow(double x, double y)
{
	return maths_exp(y * maths_log(x));
}
