/* SPDX-License-Identifier: MIT */
/*
 * What the yardsticks share: the barest event loop that one would write for a
 * single model. A 4-ary heap with a vacant root, xoshiro256++, exponentials by
 * ziggurat, the CPU clock. No names, no statistics, no ties: a lower bound on
 * the time that any simulator needs.
 */
#ifndef TESTS_BENCH_YARDSTICK_H
#define TESTS_BENCH_YARDSTICK_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { WAYS = 4, LAYERS = 256 };

struct event {
	double at;
	uint32_t kind, id;
};

static struct event *heap;
static size_t n_heap, cap_heap;
static bool is_hollow;

static void heap_init(size_t cap)
{
	char *raw = aligned_alloc(64, ((cap + 8) * sizeof(*heap) + 63) & ~(size_t)63);

	if (!raw)
		abort();
	heap = (struct event *)raw + WAYS - 1;	/* four children in one cache line */
	cap_heap = cap;
}

static inline void sift_down(struct event e)
{
	size_t i = 0;

	for (size_t c = 1; c < n_heap; c = WAYS * i + 1) {
		size_t least = c;

		if (c + WAYS <= n_heap) {
			for (size_t k = 1; k < WAYS; k++)
				least = heap[c + k].at < heap[least].at ? c + k : least;
		} else {
			for (size_t k = c + 1; k < n_heap; k++)
				least = heap[k].at < heap[least].at ? k : least;
		}
		if (heap[least].at >= e.at)
			break;
		heap[i] = heap[least];
		i = least;
	}
	heap[i] = e;
}

static inline void push(double at, uint32_t kind, uint32_t id)
{
	struct event e = { at, kind, id };
	size_t i;

	if (is_hollow) {
		is_hollow = false;
		sift_down(e);
		return;
	}
	if (n_heap == cap_heap)
		abort();
	for (i = n_heap++; i && heap[(i - 1) / WAYS].at > at; i = (i - 1) / WAYS)
		heap[i] = heap[(i - 1) / WAYS];
	heap[i] = e;
}

static inline bool pop(struct event *ret)
{
	if (is_hollow) {
		is_hollow = false;
		if (--n_heap)
			sift_down(heap[n_heap]);
	}
	if (!n_heap)
		return false;
	*ret = heap[0];
	is_hollow = true;
	return true;
}

static uint64_t state[4];
static double edge[LAYERS + 1], height[LAYERS + 1];

static void random_init(uint64_t seed)
{
	for (int i = 0; i < 4; i++) {
		uint64_t z = seed += 0x9e3779b97f4a7c15;

		z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
		z = (z ^ z >> 27) * 0x94d049bb133111eb;
		state[i] = z ^ z >> 31;
	}
	/* Marsaglia and Tsang's layers of equal area under exp(-x). */
	edge[1] = 7.69711747013104972;
	edge[0] = 3.949659822581572e-3 * exp(edge[1]);
	for (int i = 2; i < LAYERS; i++)
		edge[i] = -log(exp(-edge[i - 1]) + 3.949659822581572e-3 / edge[i - 1]);
	for (int i = 0; i <= LAYERS; i++)
		height[i] = exp(-edge[i]);
}

static inline uint64_t next_bits(void)
{
	uint64_t sum = state[0] + state[3], t = state[1] << 17;
	uint64_t result = (sum << 23 | sum >> 41) + state[0];

	state[2] ^= state[0];
	state[3] ^= state[1];
	state[1] ^= state[2];
	state[0] ^= state[3];
	state[2] ^= t;
	state[3] = state[3] << 45 | state[3] >> 19;
	return result;
}

static inline double uniform(void)
{
	return (double)(next_bits() >> 11) * 0x1p-53;
}

static double __attribute__((noinline)) exponential_rest(unsigned layer, double x)
{
	double before = 0;

	for (;;) {
		uint64_t bits;

		if (!layer)
			before += edge[1];
		else if (height[layer] + uniform() * (height[layer + 1] - height[layer]) < exp(-x))
			return before + x;
		bits = next_bits();
		layer = bits & (LAYERS - 1);
		x = (double)(bits >> 11) * 0x1p-53 * edge[layer];
		if (x < edge[layer + 1])
			return before + x;
	}
}

/* Exponential with this mean. */
static inline double exponential(double mean)
{
	uint64_t bits = next_bits();
	unsigned layer = bits & (LAYERS - 1);
	double x = (double)(bits >> 11) * 0x1p-53 * edge[layer];

	return mean * (x < edge[layer + 1] ? x : exponential_rest(layer, x));
}

static inline double cpu_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

#endif
