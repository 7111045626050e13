/* SPDX-License-Identifier: MIT */
/*
 * Random numbers. One stream for each component and purpose, split from the
 * seed by name, so that turning one knob leaves every draw of the others as it
 * was. xoshiro256++ (Blackman and Vigna), seeded by SplitMix64; exponential and
 * normal variates by a 256-layer ziggurat. The same values on every machine.
 */
#ifndef SIM_RANDOM_H
#define SIM_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* The layers' edges and the density there, from the base up (ziggurat.c, made by tools/make-ziggurat). */
extern const double zig_exp_x[257], zig_exp_f[257], zig_normal_x[257], zig_normal_f[257];

struct random {
	uint64_t s[4];
};

/* The stream of this component and purpose: ("Resize", "work"). */
void random_init(struct random *r, uint64_t seed, const char *component, const char *purpose);

static inline uint64_t random_next(struct random *r)
{
	uint64_t *s = r->s, sum = s[0] + s[3], t = s[1] << 17;
	uint64_t result = (sum << 23 | sum >> 41) + s[0];

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = s[3] << 45 | s[3] >> 19;
	return result;
}

/* Uniform in [0, 1). */
static inline double random_unit(struct random *r)
{
	return (double)(random_next(r) >> 11) * 0x1p-53;
}

/* A coin that shows heads with probability p; draws nothing when p is 0 or 1. */
static inline bool random_coin(struct random *r, double p)
{
	return p >= 1 || (p > 0 && random_unit(r) < p);
}

double random_exp_rest(struct random *r, unsigned layer, double x);

/* Exponential with mean 1. */
static inline double random_exp(struct random *r)
{
	uint64_t bits = random_next(r);
	unsigned layer = (unsigned)(bits & 255);
	double x = (double)(bits >> 11) * 0x1p-53 * zig_exp_x[layer];

	if (__builtin_expect(x < zig_exp_x[layer + 1], 1))
		return x;
	return random_exp_rest(r, layer, x);
}

/* Standard normal. */
double random_normal(struct random *r);

#endif
