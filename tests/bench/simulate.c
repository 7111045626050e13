/* SPDX-License-Identifier: MIT */
/*
 * `make bench`, the simulator: its speed beside the barest loops for the same models (the
 * yardsticks, built along with it) and beside SimPy where that is installed; memory, cores,
 * traces, instructions, and how near it comes to what was measured on AWS. A program and its
 * yardstick run in turn, pinned to one core; figures are medians.
 */
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/bench/measure.h"

enum { RUNS = 7, FEW_RUNS = 3, OUTPUT_BYTES = 1 << 20 };

static const char *program, *folder; /* nephoscope; where the yardsticks are built */
static const char *source;           /* the top of the source */

/* What a program printed, and what it took. */
struct outcome {
	char text[OUTPUT_BYTES];
	double wall_s, cpu_s;
	long rss_kib;
	int status;
};

/* Runs argv; core -1 = on any. Standard error goes to the output too. */
static void capture(const char *const argv[], int core, struct outcome *ret)
{
	int64_t start = clock_monotonic_ns();
	struct rusage usage;
	size_t n = 0;
	ssize_t got;
	int fd[2];
	pid_t pid;

	if (pipe(fd))
		exit(3);
	pid = fork();
	if (!pid) {
		cpu_set_t set;

		CPU_ZERO(&set);
		CPU_SET((size_t)(core < 0 ? 0 : core), &set);
		if (core >= 0)
			sched_setaffinity(0, sizeof(set), &set);
		dup2(fd[1], STDOUT_FILENO);
		dup2(fd[1], STDERR_FILENO);
		close(fd[0]);
		close(fd[1]);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	close(fd[1]);
	while (n + 1 < sizeof(ret->text) &&
	       (got = read(fd[0], ret->text + n, sizeof(ret->text) - 1 - n)) > 0)
		n += (size_t)got;
	ret->text[n] = '\0';
	close(fd[0]);
	wait4(pid, &ret->status, 0, &usage);
	ret->wall_s = (double)(clock_monotonic_ns() - start) / 1e9;
	ret->cpu_s = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		     (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
	ret->rss_kib = usage.ru_maxrss;
}

static struct outcome last;

/* The number behind "key": in what was printed last; 0 = there is none. */
static double printed(const char *key)
{
	char quoted[64];
	const char *at;

	snprintf(quoted, sizeof(quoted), "\"%s\":", key);
	at = strstr(last.text, quoted);
	return at ? strtod(at + strlen(quoted), NULL) : 0;
}

/* The CPU seconds that a benchmark says its run took. */
static double seconds_of(const char *const argv[])
{
	capture(argv, 0, &last);
	if (printed("seconds") > 0)
		return printed("seconds");
	fprintf(stderr, "bench: %s did not run\n", argv[0]);
	exit(1);
}

static void row(const char *what, const char *value, const char *bound, bool is_over,
		const char *note)
{
	printf("%-53s %10s  %-14s%c %s\n", what, value, bound, is_over ? '!' : ' ', note);
	fflush(stdout);
}

static bool has(const char *command)
{
	char text[160];

	snprintf(text, sizeof(text), "%s >/dev/null 2>&1", command);
	return system(text) == 0;
}

/* One model: how much of its yardstick's speed is reached, at the same amount of work. */
static void bench_model(const char *model, const char *what, const char *amount, double least)
{
	char yardstick[4096], value[32], bound[32], note[120];
	const char *const ours[] = {program, "bench", model, NULL};
	double mine[RUNS], bare[RUNS], ratio[RUNS], events, own;

	snprintf(yardstick, sizeof(yardstick), "%s/yardstick_%s", folder, model);
	for (int i = 0; i < RUNS; i++) {
		const char *const theirs[] = {yardstick, amount, "1", NULL};

		bare[i] = seconds_of(theirs);
		mine[i] = seconds_of(ours);
		ratio[i] = bare[i] / mine[i];
	}
	events = printed("events");
	own = median(mine, RUNS);
	snprintf(value, sizeof(value), "%.2f x", median(ratio, RUNS));
	snprintf(bound, sizeof(bound), ">= %g x bare C", least);
	snprintf(note, sizeof(note), "%.3f s, %.1f M events/s; bare loop %.3f s", own,
		 events / own / 1e6, median(bare, RUNS));
	row(what, value, bound, median(ratio, RUNS) < least, note);
}

/* SimPy with the same model, on a tenth of the work: its own start is not counted. */
static void bench_peer(const char *model, const char *amount, const char *unit)
{
	char script[4096], what[80], value[32], note[80];
	const char *const theirs[] = {"/usr/bin/python3", script, amount, "1", NULL};
	const char *const ours[] = {program, "bench", model, NULL};
	double peer[FEW_RUNS], mine[FEW_RUNS];

	snprintf(script, sizeof(script), "%s/tests/bench/peer_%s.py", source, model);
	for (int i = 0; i < FEW_RUNS; i++) {
		peer[i] = seconds_of(theirs);
		peer[i] /= printed(unit);
		mine[i] = seconds_of(ours);
		mine[i] /= printed(unit);
	}
	snprintf(what, sizeof(what), "sim: %s beside SimPy 3 with the same model", model);
	snprintf(value, sizeof(value), "%.0f x", median(peer, FEW_RUNS) / median(mine, FEW_RUNS));
	snprintf(note, sizeof(note), "%.0f ns beside %.0f ns for one of the %s",
		 median(mine, FEW_RUNS) * 1e9, median(peer, FEW_RUNS) * 1e9, unit);
	row(what, value, "", false, note);
}

static void bench_peers(void)
{
	if (!has("/usr/bin/python3 -c 'import simpy'")) {
		row("sim: SimPy (python3-simpy3) is not installed", "-", "", false, "not compared");
		return;
	}
	bench_peer("mm1", "100000", "customers");
	bench_peer("faas", "100000", "requests");
	bench_peer("flow", "100000", "requests");
}

static const char *template_path(char *buf, size_t size)
{
	snprintf(buf, size, "%s/tests/fixtures/templates/orders.yaml", source);
	return buf;
}

static void bench_trace(void)
{
	char path[4096], file[] = "/tmp/nephoscope-bench-XXXXXX.jsonl", value[32], note[80];
	const char *const off[] = {program,      "sim",  template_path(path, sizeof(path)),
				   "--duration", "600s", "--format",
				   "json",       NULL};
	const char *const on[] = {program,    "sim",  path,      "--duration", "600s",
				  "--format", "json", "--trace", file,         NULL};
	double without[FEW_RUNS], with[FEW_RUNS], share;
	int fd = mkstemps(file, (int)strlen(".jsonl"));

	if (fd < 0)
		exit(3);
	close(fd);
	for (int i = 0; i < FEW_RUNS; i++) {
		capture(off, 0, &last);
		without[i] = last.cpu_s;
		capture(on, 0, &last);
		with[i] = last.cpu_s;
	}
	unlink(file);
	share = median(without, FEW_RUNS) / median(with, FEW_RUNS);
	snprintf(value, sizeof(value), "%.2f x", share);
	snprintf(note, sizeof(note), "%.2f s with, %.2f s without, %.0f events",
		 median(with, FEW_RUNS), median(without, FEW_RUNS), printed("events"));
	row("sim: speed with every event in a .jsonl trace", value, ">= 0.33 x", share < 1 / 3.,
	    note);
}

static void bench_memory(void)
{
	static const char *const amounts[] = {"500000", "50000000"};
	char value[32], note[80];
	double mb[2];

	for (int i = 0; i < 2; i++) {
		const char *const ours[] = {program, "bench", "mm1", "-n", amounts[i], NULL};

		seconds_of(ours);
		mb[i] = (double)last.rss_kib * 1024 / 1e6;
	}
	snprintf(value, sizeof(value), "%.1f MB", mb[1]);
	snprintf(note, sizeof(note), "%.0f events in %.1f s; %.1f MB for a hundredth of them",
		 printed("events"), printed("seconds"), mb[0]);
	row("sim: resident memory after 10^8 events", value, "< 64 MB",
	    mb[1] >= 64 || mb[1] > mb[0] + 4, note);
}

/* Where others use the cores too, CPU seconds tell whether the runs hinder each other. */
static void bench_cores(void)
{
	char path[4096], value[32], note[120];
	const char *const ours[] = {
		program, "sim", template_path(path, sizeof(path)), "--duration", "3000s", "--runs", "8",
		"--format", "json", NULL,
	};
	double one[FEW_RUNS], all[FEW_RUNS], cpu_one[FEW_RUNS], cpu_all[FEW_RUNS], gain;
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	for (int i = 0; i < FEW_RUNS; i++) {
		capture(ours, 0, &last);
		one[i] = last.wall_s;
		cpu_one[i] = last.cpu_s;
		capture(ours, -1, &last);
		all[i] = last.wall_s;
		cpu_all[i] = last.cpu_s;
	}
	gain = median(one, FEW_RUNS) / median(all, FEW_RUNS);
	snprintf(value, sizeof(value), "%.2f x", gain);
	snprintf(note, sizeof(note), "%.2f s on one core, %.2f s on %ld; CPU %.2f s and %.2f s",
		 median(one, FEW_RUNS), median(all, FEW_RUNS), cores, median(cpu_one, FEW_RUNS),
		 median(cpu_all, FEW_RUNS));
	row("sim: eight runs on all cores", value, ">= 1.9 x", cores > 1 && gain < 1.9, note);
}

/* Instructions of the whole program for n customers or requests; sets the events of the run. */
static double instructions(const char *model, const char *n, double *ret_events)
{
	const char *const argv[] = {"valgrind",
				    "--tool=callgrind",
				    "--callgrind-out-file=/dev/null",
				    program,
				    "bench",
				    model,
				    "-n",
				    n,
				    NULL};
	const char *at;

	capture(argv, -1, &last);
	*ret_events = printed("events");
	at = strstr(last.text, "Collected : ");
	return at ? strtod(at + strlen("Collected : "), NULL) : 0;
}

static void bench_instructions(const char *model)
{
	char what[80], value[32];
	double few_events, many_events, few, many;

	few = instructions(model, "20000", &few_events);
	many = instructions(model, "120000", &many_events);
	snprintf(what, sizeof(what), "sim: instructions an event, %s (callgrind)", model);
	snprintf(value, sizeof(value), "%.0f", (many - few) / (many_events - few_events));
	row(what, value, "", false, "");
}

/* The last line that the test prints; it runs the twenty experiments of tests/fixtures/measured. */
static void bench_accuracy(const char *test)
{
	const char *const argv[] = {test, NULL};
	const char *at;
	double cold = 0, instances = 0;
	char value[32], note[80];

	capture(argv, -1, &last);
	at = strstr(last.text, "# mean absolute error: cold starts ");
	if (!at || sscanf(at, "# mean absolute error: cold starts %lf %%, instances %lf", &cold,
			  &instances) != 2) {
		row("sim: twenty experiments on AWS Lambda", "-", "", false,
		    "the test is not built");
		return;
	}
	snprintf(value, sizeof(value), "%.2f %%", cold);
	snprintf(note, sizeof(note), "instances: %.2f %%", instances);
	row("sim: mean error of cold starts, 20 runs on AWS Lambda", value, "<= 13.5 %",
	    cold > 13.5, note);
}

int main(int argc, char **argv)
{
	if (argc != 5) {
		fprintf(stderr, "usage: simulate PROGRAM YARDSTICKS SOURCE TEST\n");
		return 2;
	}
	program = argv[1];
	folder = argv[2];
	source = argv[3];
	setenv("top_srcdir", source, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	bench_model("mm1", "sim: M/M/1, 1 M customers", "1000000", 0.5);
	bench_model("faas", "sim: a function for 10^6 s, environments kept 600 s", "1000000", 0.5);
	bench_model("flow", "sim: API, functions, table, bucket, queue, 1 M", "1000000", 0.5);
	bench_peers();
	bench_trace();
	bench_memory();
	bench_cores();
	if (has("command -v valgrind")) {
		bench_instructions("mm1");
		bench_instructions("faas");
		bench_instructions("flow");
	}
	bench_accuracy(argv[4]);
	return 0;
}
