/* SPDX-License-Identifier: MIT */
/* A seeded random stream (SplitMix64), the same on every machine; and a hash to seed it with. */
#ifndef BASE_PRNG_H
#define BASE_PRNG_H

#include <stddef.h>
#include <stdint.h>

struct prng {
	uint64_t state;
};

void prng_init(struct prng *r, uint64_t seed);
uint64_t prng_next(struct prng *r);
uint64_t prng_below(struct prng *r, uint64_t n);	/* 0 .. n-1, without bias; n > 0 */

/* FNV-1a, 64 bits: start with HASH_START and feed bytes piece by piece. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
uint64_t hash_bytes(uint64_t hash, const void *p, size_t n);

#endif
