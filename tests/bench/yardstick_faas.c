/* SPDX-License-Identifier: MIT */
/*
 * A function whose environments are kept for 600 s, as a bare loop:
 * yardstick_faas SECONDS SEED. Rate 0.9, warm 1.991 s, cold 2.244 s, newest idle
 * environment first; an expiry costs no event, since the oldest are looked at
 * when they could be taken.
 */
#include "tests/bench/yardstick.h"

enum { ARRIVAL, DEPARTURE, MOST = 1000 };

static const double KEEP = 600;

/* A stack of idle environments, newest on top, each with the time it became idle. */
static double idle[MOST];
static size_t n_idle, n_running;

int main(int argc, char **argv)
{
	double end = argc > 1 ? strtod(argv[1], NULL) : 1e6, now = 0, start;
	double servers = 0, running = 0;
	uint64_t events = 0, requests = 0, cold = 0;
	struct event e;

	random_init(argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
	heap_init(4096);
	start = cpu_s();
	push(exponential(1 / 0.9), ARRIVAL, 0);
	while (pop(&e) && e.at < end) {
		size_t gone = 0;

		while (gone < n_idle && idle[gone] + KEEP < e.at)
			servers += idle[gone++] + KEEP - now;
		if (gone) {
			for (size_t i = gone; i < n_idle; i++)
				idle[i - gone] = idle[i];
			n_idle -= gone;
		}
		servers += (e.at - now) * (double)(n_idle + n_running);
		running += (e.at - now) * (double)n_running;
		now = e.at;
		events++;
		if (e.kind == DEPARTURE) {
			n_running--;
			idle[n_idle++] = now;
			continue;
		}
		requests++;
		push(now + exponential(1 / 0.9), ARRIVAL, 0);
		if (n_running == MOST)
			continue;
		n_running++;
		if (n_idle) {
			n_idle--;
			push(now + exponential(1.991), DEPARTURE, 0);
		} else {
			cold++;
			push(now + exponential(2.244), DEPARTURE, 0);
		}
	}
	printf("{\"requests\":%llu,\"events\":%llu,\"seconds\":%.9f,\"p_cold\":%.6f,\"servers\":%.4f,\"running\":%.4f}\n",
	       (unsigned long long)requests, (unsigned long long)events, cpu_s() - start,
	       (double)cold / (double)requests, servers / now, running / now);
	return 0;
}
