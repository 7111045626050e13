/* SPDX-License-Identifier: MIT */
#include "sim/random.h"

#include <string.h>

#include "base/prng.h"
#include "sim/maths.h"

void random_init(struct random *r, uint64_t seed, const char *component, const char *purpose)
{
	uint64_t hash = hash_bytes(HASH_START, component, strlen(component) + 1);
	struct prng split;

	prng_init(&split, seed);
	prng_init(&split, prng_next(&split) ^ hash_bytes(hash, purpose, strlen(purpose) + 1));
	for (int i = 0; i < 4; i++)
		r->s[i] = prng_next(&split);
}

/*
 * Whether the point at x, a share u up the layer's wedge, lies under exp(-x). That curve runs
 * below its chord and above its tangent: most points need no exponential.
 */
static bool is_under_exp(unsigned layer, double x, double u)
{
	double low = zig_exp_f[layer], high = zig_exp_f[layer + 1], left = zig_exp_x[layer] - x;
	double y = low + u * (high - low);

	if (u * (zig_exp_x[layer] - zig_exp_x[layer + 1]) > left)
		return false;
	return y < low * (1 + left) || y < maths_exp(-x);
}

/* x lies beyond the inner part of its layer: in its wedge, or in the tail. */
double random_exp_rest(struct random *r, unsigned layer, double x)
{
	double before = 0;

	for (;;) {
		uint64_t bits;

		if (!layer)	/* the tail looks like the whole, moved to its start */
			before += zig_exp_x[1];
		else if (is_under_exp(layer, x, random_unit(r)))
			return before + x;
		bits = random_next(r);
		layer = (unsigned)(bits & 255);
		x = (double)(bits >> 11) * 0x1p-53 * zig_exp_x[layer];
		if (x < zig_exp_x[layer + 1])
			return before + x;
	}
}

/* Marsaglia's method for what lies beyond the base layer. */
static double normal_tail(struct random *r)
{
	double x, y;

	do {
		x = random_exp(r) / zig_normal_x[1];
		y = random_exp(r);
	} while (2 * y < x * x);
	return zig_normal_x[1] + x;
}

double random_normal(struct random *r)
{
	for (;;) {
		uint64_t bits = random_next(r);
		unsigned layer = (unsigned)(bits & 255);
		double sign = bits & 256 ? -1 : 1;
		double x = (double)(bits >> 11) * 0x1p-53 * zig_normal_x[layer];
		double low = zig_normal_f[layer], high = zig_normal_f[layer + 1];

		if (x < zig_normal_x[layer + 1])
			return sign * x;
		if (!layer)
			return sign * normal_tail(r);
		if (low + random_unit(r) * (high - low) < maths_exp(-x * x / 2))
			return sign * x;
	}
}
