/* SPDX-License-Identifier: MIT */
/* Running programs and measuring them: CPU time by the kernel's account, wall time by the monotonic clock. */
#ifndef TESTS_BENCH_MEASURE_H
#define TESTS_BENCH_MEASURE_H

#include <stdbool.h>
#include <stddef.h>

struct measure {
	double wall_ms;		/* to the end, or to the awaited text */
	double cpu_ms;		/* user and system */
	long rss_kib;		/* largest resident size */
	size_t bytes;		/* written to the terminal or the pipe */
	bool is_found;		/* the awaited text came */
};

/* Runs argv with its output to a pipe that is read and thrown away. */
struct measure measure_pipe(const char *const argv[]);

/* A program on a terminal of its own, and keys to press there. */
struct session {
	const char *needle;	/* text of the first screen */
	const char *before;	/* keys pressed first, one by one, not measured; NULL = none */
	const char *reached;	/* text that shows when they arrived; NULL = any; for count_wakeups */
	const char *keys;	/* measured together; NULL = none */
	const char *undo;	/* pressed after each measured time, not measured; NULL = none */
	int repeat;		/* how often keys are measured, at most REPEAT_MAX */
	const char *quit;	/* keys that end the program */
};

enum { REPEAT_MAX = 64 };

/*
 * Runs argv on a pty of 80x24. wall_ms is the time from fork to the needle.
 * With keys: cpu_ms and bytes are the medians of one time, from the keys until
 * nothing more is sent; rss_kib is taken at the end.
 */
struct measure measure_pty(const char *const argv[], const struct session *s);

/* Median of n figures; sorts them. */
double median(double *v, size_t n);

/*
 * How often the kernel switched to argv in a second of being left alone, after
 * s->before was pressed and s->reached showed; -1 if that never came.
 */
int count_wakeups(const char *const argv[], const struct session *s);

#endif
