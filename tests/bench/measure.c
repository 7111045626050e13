/* SPDX-License-Identifier: MIT */
#include "tests/bench/measure.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum { DEADLINE_MS = 10000, SETTLE_MS = 60, QUIET_MS = 500, IDLE_MS = 1000 };

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double median(double *v, size_t n)
{
	qsort(v, n, sizeof(*v), compare);
	return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static double ms_since(int64_t start_ns)
{
	return (double)(clock_monotonic_ns() - start_ns) / 1e6;
}

static double cpu_of(const struct rusage *u)
{
	return (double)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) * 1e3 +
	       (double)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) / 1e3;
}

struct measure measure_pipe(const char *const argv[])
{
	struct measure m = { 0 };
	static char buffer[1 << 16];
	int64_t start = clock_monotonic_ns();
	struct rusage usage;
	int fd[2];
	ssize_t n;
	pid_t pid;

	if (pipe(fd))
		return m;
	pid = fork();
	if (!pid) {
		dup2(fd[1], STDOUT_FILENO);
		close(fd[0]);
		close(fd[1]);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	close(fd[1]);
	while ((n = read(fd[0], buffer, sizeof(buffer))) > 0)
		m.bytes += (size_t)n;
	close(fd[0]);
	wait4(pid, NULL, 0, &usage);
	m.wall_ms = ms_since(start);
	m.cpu_ms = cpu_of(&usage);
	m.rss_kib = usage.ru_maxrss;
	m.is_found = true;
	return m;
}

/* Nanoseconds a process has run, by the scheduler's account. */
static double cpu_now_ms(pid_t pid)
{
	char path[64];
	unsigned long long ns = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/schedstat", (int)pid);
	f = fopen(path, "r");
	if (f) {
		if (fscanf(f, "%llu", &ns) != 1)
			ns = 0;
		fclose(f);
	}
	return (double)ns / 1e6;
}

struct terminal {
	int fd;
	pid_t pid;
	char text[1 << 16];	/* the last bytes */
	size_t len, total;
};

/* Reads what there is within timeout; false when nothing came or it ended. */
static bool read_some(struct terminal *t, int timeout_ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	char chunk[1 << 14];
	ssize_t n;

	if (poll(&p, 1, timeout_ms) <= 0)
		return false;
	n = read(t->fd, chunk, sizeof(chunk));
	if (n <= 0)
		return false;
	if (t->len + (size_t)n >= sizeof(t->text))
		t->len = 0;
	memcpy(t->text + t->len, chunk, (size_t)n);
	t->len += (size_t)n;
	t->total += (size_t)n;
	return true;
}

static bool wait_for(struct terminal *t, const char *needle)
{
	int64_t start = clock_monotonic_ns();

	while (ms_since(start) < DEADLINE_MS) {
		if (memmem(t->text, t->len, needle, strlen(needle)))
			return true;
		if (!read_some(t, 1000) && waitpid(t->pid, NULL, WNOHANG))
			return false;
	}
	return false;
}

static void settle(struct terminal *t)
{
	while (read_some(t, SETTLE_MS))
		;
}

static bool start_on_pty(struct terminal *t, const char *const argv[])
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };

	t->len = t->total = 0;
	t->pid = forkpty(&t->fd, NULL, NULL, &size);
	if (!t->pid) {
		setenv("TERM", "xterm-256color", 1);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	return t->pid > 0;
}

static void send_keys(struct terminal *t, const char *keys)
{
	if (write(t->fd, keys, strlen(keys)) < 0)
		perror("write");
}

static long rss_now_kib(pid_t pid)
{
	char path[64], line[128];
	long kib = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "VmRSS: %ld", &kib) == 1)
			break;
	if (f)
		fclose(f);
	return kib;
}

static void end_session(struct terminal *t, const char *quit)
{
	if (quit)
		send_keys(t, quit);
	settle(t);
	kill(t->pid, SIGKILL);
	close(t->fd);
	waitpid(t->pid, NULL, 0);
}

/* One by one: keys that arrive together are answered by one frame. */
static void press_each(struct terminal *t, const char *keys)
{
	for (; keys && *keys; keys++) {
		send_keys(t, (char[]){ *keys, '\0' });
		settle(t);
	}
}

static void measure_keys(struct terminal *t, const struct session *s, struct measure *m)
{
	double cpu_ms[REPEAT_MAX] = { 0 }, bytes[REPEAT_MAX] = { 0 };
	int n = s->repeat < REPEAT_MAX ? s->repeat : REPEAT_MAX;

	press_each(t, s->before);
	for (int i = 0; i < n; i++) {
		double cpu = cpu_now_ms(t->pid);
		size_t total = t->total;

		send_keys(t, s->keys);
		settle(t);
		cpu_ms[i] = cpu_now_ms(t->pid) - cpu;
		bytes[i] = (double)(t->total - total);
		press_each(t, s->undo);
	}
	m->cpu_ms = median(cpu_ms, (size_t)n);
	m->bytes = (size_t)median(bytes, (size_t)n);
}

struct measure measure_pty(const char *const argv[], const struct session *s)
{
	static struct terminal t;
	struct measure m = { 0 };
	int64_t start = clock_monotonic_ns();

	if (!start_on_pty(&t, argv))
		return m;
	m.is_found = wait_for(&t, s->needle);
	m.wall_ms = ms_since(start);
	m.cpu_ms = cpu_now_ms(t.pid);
	settle(&t);
	m.bytes = t.total;
	if (s->keys)
		measure_keys(&t, s, &m);
	m.rss_kib = rss_now_kib(t.pid);
	end_session(&t, s->quit);
	return m;
}

/* Voluntary and other switches so far: a sleeping program has none. */
static long switches_now(pid_t pid)
{
	char path[64], line[128];
	long n, sum = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "voluntary_ctxt_switches: %ld", &n) == 1 ||
		    sscanf(line, "nonvoluntary_ctxt_switches: %ld", &n) == 1)
			sum += n;
	if (f)
		fclose(f);
	return sum;
}

int count_wakeups(const char *const argv[], const struct session *s)
{
	static struct terminal t;
	long before;
	int n = -1;

	if (!start_on_pty(&t, argv))
		return -1;
	if (wait_for(&t, s->needle)) {
		settle(&t);
		press_each(&t, s->before);
	}
	if (wait_for(&t, s->reached ? s->reached : s->needle)) {
		while (read_some(&t, QUIET_MS))
			;
		before = switches_now(t.pid);
		read_some(&t, IDLE_MS);
		n = (int)(switches_now(t.pid) - before);
	}
	end_session(&t, NULL);
	return n;
}
