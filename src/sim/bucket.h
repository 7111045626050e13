/* SPDX-License-Identifier: MIT */
/*
 * A token bucket: burst tokens at most, refilled continuously at a rate; each
 * call takes one. Nothing is scheduled: the bucket keeps the work that the taken
 * tokens still owe and lets it drain when it is asked again. It is exactly the
 * M/D/1/b loss system: a call is let through if and only if fewer than burst
 * jobs of 1/rate each are under way.
 */
#ifndef SIM_BUCKET_H
#define SIM_BUCKET_H

#include <stdbool.h>
#include <stdint.h>

struct bucket {
	double job_ns;		/* 1/rate; 0 = no limit */
	double most_ns;		/* backlog up to which a call is let through; below 0: none is */
	double backlog_ns;	/* at at_ns */
	int64_t at_ns;
	double per_s;		/* the rate, for traces */
};

/* Full at time 0. per_s below 0: no limit; 0, or a burst under 1: nothing is let through. */
static inline void bucket_init(struct bucket *b, double per_s, double burst)
{
	*b = (struct bucket){ .per_s = per_s };
	if (per_s < 0)
		return;
	if (per_s == 0 || burst < 1) {
		b->job_ns = 1;
		b->most_ns = -1;
		return;
	}
	b->job_ns = 1e9 / per_s;
	/* Arrivals are cut to whole nanoseconds: one of slack for a caller at exactly the rate. */
	b->most_ns = ((double)(int64_t)burst - 1) * b->job_ns + 1;
}

/* Takes a token; false when there is none. */
static inline bool bucket_take(struct bucket *b, int64_t now_ns)
{
	double backlog;

	if (b->job_ns == 0)
		return true;
	backlog = b->backlog_ns - (double)(now_ns - b->at_ns);
	if (backlog < 0)
		backlog = 0;
	b->at_ns = now_ns;
	if (backlog > b->most_ns) {
		b->backlog_ns = backlog;
		return false;
	}
	b->backlog_ns = backlog + b->job_ns;
	return true;
}

/*
 * Takes a token even if there is none: how long until it is there. Who asks
 * first is served first. Not for a bucket that lets nothing through.
 */
static inline int64_t bucket_reserve(struct bucket *b, int64_t now_ns)
{
	double late_ns;

	if (b->job_ns == 0)
		return 0;
	b->backlog_ns -= (double)(now_ns - b->at_ns);
	if (b->backlog_ns < 0)
		b->backlog_ns = 0;
	b->at_ns = now_ns;
	late_ns = b->backlog_ns - b->most_ns;
	b->backlog_ns += b->job_ns;
	return late_ns > 0 ? (int64_t)late_ns : 0;
}

#endif
