/* SPDX-License-Identifier: MIT */
/* Names as call keys: message groups, partition keys. */
#ifndef SIM_KEY_H
#define SIM_KEY_H

#include <stdint.h>

/* FNV-1a; never 0, which means that no key is named. */
static inline uint32_t key_of_text(const char *text)
{
	uint32_t h = UINT32_C(2166136261);

	for (; *text; text++)
		h = (h ^ (unsigned char)*text) * UINT32_C(16777619);
	return h ? h : 1;
}

/* Spreads keys that differ little: which of n parts a key falls to. */
static inline uint32_t key_part(uint32_t key, uint32_t n)
{
	uint64_t x = key * UINT64_C(0x9e3779b97f4a7c15);

	return (uint32_t)(((x >> 32) * n) >> 32);
}

#endif
