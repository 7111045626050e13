/* SPDX-License-Identifier: MIT */
#include "base/prng.h"

void prng_init(struct prng *r, uint64_t seed)
{
	r->state = seed;
}

uint64_t prng_next(struct prng *r)
{
	uint64_t z = r->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

uint64_t prng_below(struct prng *r, uint64_t n)
{
	uint64_t limit = UINT64_MAX - UINT64_MAX % n;
	uint64_t x;

	do
		x = prng_next(r);
	while (x >= limit);
	return x % n;
}

uint64_t hash_bytes(uint64_t hash, const void *p, size_t n)
{
	const unsigned char *u = p;

	for (size_t i = 0; i < n; i++)
		hash = (hash ^ u[i]) * UINT64_C(0x100000001b3);
	return hash;
}
