/* SPDX-License-Identifier: MIT */
/*
 * A function whose environments are kept for 600 s, as a bare loop:
 * yardstick_faas SECONDS SEED. Rate 0.9, warm 1.991 s, cold 2.244 s, newest idle
 * environment first. Each environment has one expiry event, which is moved on when it
 * comes too early.
 */
#include "tests/bench/yardstick.h"

enum { ARRIVAL, DEPARTURE, EXPIRY, MOST = 1000 };

static const double KEEP = 600;

static double idle_since[MOST];     /* by environment; negative = at work */
static uint32_t idle[MOST], n_idle; /* newest at the end */
static uint32_t spare[MOST], n_spare, n_servers, n_running;

static void forget(uint32_t id)
{
	uint32_t i = 0;

	while (idle[i] != id)
		i++;
	for (n_idle--; i < n_idle; i++)
		idle[i] = idle[i + 1];
	spare[n_spare++] = id;
	n_servers--;
}

static void expire(double now, uint32_t id)
{
	if (idle_since[id] < 0)
		push(now + KEEP, EXPIRY, id);
	else if (idle_since[id] + KEEP > now)
		push(idle_since[id] + KEEP, EXPIRY, id);
	else
		forget(id);
}

/* Returns whether the request needed a new environment. */
static bool arrive(double now)
{
	bool is_cold = !n_idle;
	double takes = exponential(is_cold ? 2.244 : 1.991);
	uint32_t id = is_cold ? spare[--n_spare] : idle[--n_idle];

	idle_since[id] = -1;
	n_running++;
	push(now + takes, DEPARTURE, id);
	if (is_cold) {
		n_servers++;
		push(now + takes + KEEP, EXPIRY, id);
	}
	return is_cold;
}

int main(int argc, char **argv)
{
	double end = argc > 1 ? strtod(argv[1], NULL) : 1e6, now = 0, start;
	double servers = 0, running = 0;
	uint64_t events = 0, requests = 0, cold = 0;
	struct event e;

	random_init(argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
	heap_init(4096);
	for (uint32_t i = 0; i < MOST; i++)
		spare[n_spare++] = i;
	start = cpu_s();
	push(exponential(1 / 0.9), ARRIVAL, 0);
	while (pop(&e) && e.at < end) {
		servers += (e.at - now) * n_servers;
		running += (e.at - now) * n_running;
		now = e.at;
		events++;
		if (e.kind == ARRIVAL) {
			requests++;
			push(now + exponential(1 / 0.9), ARRIVAL, 0);
			if (n_running < MOST)
				cold += arrive(now);
		} else if (e.kind == DEPARTURE) {
			n_running--;
			idle_since[e.id] = now;
			idle[n_idle++] = e.id;
		} else {
			expire(now, e.id);
		}
	}
	printf("{\"requests\":%llu,\"events\":%llu,\"seconds\":%.9f,\"p_cold\":%.6f,\"servers\":%."
	       "4f,\"running\":%.4f}\n",
	       (unsigned long long)requests, (unsigned long long)events, cpu_s() - start,
	       (double)cold / (double)requests, servers / now, running / now);
	return 0;
}
