/* SPDX-License-Identifier: MIT */
/* M/M/1 as a bare loop: yardstick_mm1 CUSTOMERS SEED. Rate 0.9, service 1. */
#include "tests/bench/yardstick.h"

enum { ARRIVAL, DEPARTURE, RING = 1 << 20 };

static double since[RING]; /* when each who is here came */

int main(int argc, char **argv)
{
	uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000, left = n, events = 0;
	uint32_t first = 0, last = 0;
	double sum = 0, start;
	struct event e;

	random_init(argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
	heap_init(64);
	start = cpu_s();
	push(exponential(1 / 0.9), ARRIVAL, 0);
	while (pop(&e)) {
		events++;
		if (e.kind == ARRIVAL) {
			since[last++ % RING] = e.at;
			if (--left)
				push(e.at + exponential(1 / 0.9), ARRIVAL, 0);
			if (last - first == 1)
				push(e.at + exponential(1), DEPARTURE, 0);
		} else {
			sum += e.at - since[first++ % RING];
			if (last != first)
				push(e.at + exponential(1), DEPARTURE, 0);
		}
	}
	printf("{\"events\":%llu,\"seconds\":%.9f,\"mean_T\":%.6f}\n", (unsigned long long)events,
	       cpu_s() - start, sum / (double)n);
	return 0;
}
