/* SPDX-License-Identifier: MIT */
/*
 * An API, a function, a table, a bucket, a queue and a second function as a
 * bare loop: yardstick_flow REQUESTS SEED. 2,000 requests/s through a token bucket of
 * 10,000/s; 60 % write to the table, 25 % to the bucket, 15 % send a message.
 */
#include "tests/bench/yardstick.h"

enum { ARRIVAL, AT_API, BEFORE_CALL, CALLING, AFTER_CALL, ANSWER, MESSAGE, CONSUMED };
enum { IDLE = 4096, REQUESTS = 1 << 20 };

/* A function: idle environments in a ring, newest at the end. */
struct pool {
	double idle[IDLE];
	uint32_t first, last, running, limit;
	uint64_t cold;
};

static struct pool a = {.limit = 1000}, b = {.limit = 500};
static double since[REQUESTS];
static uint32_t spare[REQUESTS], n_spare;
static double tokens = 5000, tokens_at, sum, most;
static uint64_t left, ok, refused, throttled;

/* Time until the code runs: 0 warm, more cold; negative = throttled. */
static double take(struct pool *p, double now)
{
	if (p->running == p->limit)
		return -1;
	while (p->first != p->last && p->idle[p->first % IDLE] + 300 < now)
		p->first++;
	p->running++;
	if (p->first != p->last) {
		p->last--;
		return 0;
	}
	p->cold++;
	return exponential(.3);
}

static void give(struct pool *p, double now)
{
	p->running--;
	p->idle[p->last++ % IDLE] = now;
}

static void arrive(double now)
{
	uint32_t id;

	if (--left)
		push(now + exponential(1 / 2000.), ARRIVAL, 0);
	tokens += (now - tokens_at) * 10000;
	tokens = tokens > 5000 ? 5000 : tokens;
	tokens_at = now;
	if (tokens < 1) {
		refused++;
		return;
	}
	tokens--;
	id = spare[--n_spare];
	since[id] = now;
	push(now + exponential(.004), AT_API, id);
}

static void call(double now, uint32_t id)
{
	double u = uniform();

	push(now + exponential(u < .6 ? .006 : u < .85 ? .03 : .008), CALLING, id);
	if (u >= .85)
		push(now + exponential(.02), MESSAGE, 0);
}

static void answer(double now, uint32_t id)
{
	double took = now - since[id];

	sum += took;
	most = took > most ? took : most;
	ok++;
	spare[n_spare++] = id;
}

static void handle(const struct event *e)
{
	double now = e->at, wait;

	switch (e->kind) {
	case ARRIVAL:
		arrive(now);
		return;
	case AT_API:
		wait = take(&a, now);
		if (wait >= 0)
			push(now + wait + exponential(.01), BEFORE_CALL, e->id);
		else
			throttled++, spare[n_spare++] = e->id;
		return;
	case BEFORE_CALL:
		call(now, e->id);
		return;
	case CALLING:
		push(now + exponential(.005), AFTER_CALL, e->id);
		return;
	case AFTER_CALL:
		give(&a, now);
		push(now + exponential(.003), ANSWER, e->id);
		return;
	case ANSWER:
		answer(now, e->id);
		return;
	case MESSAGE:
		wait = take(&b, now);
		push(now + (wait < 0 ? .1 : wait + exponential(.08)), wait < 0 ? MESSAGE : CONSUMED,
		     0);
		return;
	default:
		give(&b, now);
	}
}

int main(int argc, char **argv)
{
	uint64_t n = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000000, events = 0;
	double start;
	struct event e;

	random_init(argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
	heap_init(1 << 20);
	for (uint32_t i = 0; i < REQUESTS; i++)
		spare[n_spare++] = i;
	left = n;
	start = cpu_s();
	push(exponential(1 / 2000.), ARRIVAL, 0);
	while (pop(&e)) {
		events++;
		handle(&e);
	}
	printf("{\"events\":%llu,\"seconds\":%.9f,\"mean_ms\":%.4f,\"ok\":%llu,\"cold_A\":%llu}\n",
	       (unsigned long long)events, cpu_s() - start, sum / (double)ok * 1e3,
	       (unsigned long long)ok, (unsigned long long)a.cold);
	return 0;
}
