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

/* Keys to send once the awaited text is there, and what then shows that they were done. */
struct session {
	const char *needle;	/* text of the first screen */
	const char *keys;	/* sent after it; NULL = none */
	int repeat;		/* that many times, each waiting for the frame to settle */
	const char *quit;	/* keys that end the program */
};

/*
 * Runs argv on a pty of 80x24. wall_ms is the time from fork to the needle.
 * With keys: cpu_ms and bytes are those of all keys together, read from /proc
 * at the needle and again when all were answered.
 */
struct measure measure_pty(const char *const argv[], const struct session *s);

/* Median of n figures; sorts them. */
double median(double *v, size_t n);

/* How often the kernel woke argv in two seconds of its first screen left alone; -1 if that never came. */
int count_idle_wakeups(const char *const argv[], const char *needle);

#endif
