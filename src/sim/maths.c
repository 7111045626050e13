/* SPDX-License-Identifier: MIT */
#include "sim/maths.h"

#include <math.h>
#include <stdint.h>

/* ln 2 in two parts: k * LN2_HIGH is exact for |k| < 2^20. */
static const double LN2_HIGH = 0x1.62e42fee00000p-1, LN2_LOW = 0x1.a39ef35793c76p-33;
static const double INV_LN2 = 0x1.71547652b82fep0;

enum { PARTS = 32 };	/* of an octave, in powers_of_two */

/* 2^(i/32), rounded to nearest. */
static const double powers_of_two[PARTS] = {
	0x1.0p+0, 0x1.059b0d3158574p+0, 0x1.0b5586cf9890fp+0, 0x1.11301d0125b51p+0,
	0x1.172b83c7d517bp+0, 0x1.1d4873168b9aap+0, 0x1.2387a6e756238p+0, 0x1.29e9df51fdee1p+0,
	0x1.306fe0a31b715p+0, 0x1.371a7373aa9cbp+0, 0x1.3dea64c123422p+0, 0x1.44e086061892dp+0,
	0x1.4bfdad5362a27p+0, 0x1.5342b569d4f82p+0, 0x1.5ab07dd485429p+0, 0x1.6247eb03a5585p+0,
	0x1.6a09e667f3bcdp+0, 0x1.71f75e8ec5f74p+0, 0x1.7a11473eb0187p+0, 0x1.82589994cce13p+0,
	0x1.8ace5422aa0dbp+0, 0x1.93737b0cdc5e5p+0, 0x1.9c49182a3f090p+0, 0x1.a5503b23e255dp+0,
	0x1.ae89f995ad3adp+0, 0x1.b7f76f2fb5e47p+0, 0x1.c199bdd85529cp+0, 0x1.cb720dcef9069p+0,
	0x1.d5818dcfba487p+0, 0x1.dfc97337b9b5fp+0, 0x1.ea4afa2a490dap+0, 0x1.f50765b6e4540p+0,
};

/*
 * 2^(k/32) e^r, |r| <= ln 2 / 64: what Taylor's series leaves out behind r^6 is
 * below 4e-18. Its terms are summed in pairs, which do not wait for each other.
 */
double maths_exp(double x)
{
	double n = x * INV_LN2 * PARTS, r, z, p, value;
	int64_t k, octave;

	if (isnan(x))
		return x;
	if (x > 709.782712893384)
		return HUGE_VAL;
	if (x < -745.2)
		return 0;
	k = (int64_t)(n < 0 ? n - 0.5 : n + 0.5);
	r = x - (double)k * (LN2_HIGH / PARTS) - (double)k * (LN2_LOW / PARTS);
	z = r * r;
	p = (1.0 / 2 + r * (1.0 / 6)) + z * ((1.0 / 24 + r * (1.0 / 120)) + z * (1.0 / 720));
	p = r + z * p;
	value = powers_of_two[k & (PARTS - 1)];
	value += value * p;
	octave = (k - (k & (PARTS - 1))) / PARTS;
	if (octave > -1022 && octave < 1024) {
		union {
			uint64_t bits;
			double power;
		} scale = { .bits = (uint64_t)(octave + 1023) << 52 };

		return value * scale.power;
	}
	return ldexp(value, (int)octave);
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
