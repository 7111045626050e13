/* SPDX-License-Identifier: MIT */
/*
 * `make bench`: the figures by which the reader is judged, beside its peers
 * (mdp, lowdown) where they are installed. Prints a table; judges nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "tests/bench/generate.h"
#include "tests/bench/measure.h"

enum { RUNS = 15, MEGABYTE = 1000 * 1000 };

struct bench {
	struct arena arena;
	char *program, *course;
	char *dir;		/* temporary */
	char *data;		/* --data-dir */
};

static bool has_program(const char *name)
{
	char command[128];

	snprintf(command, sizeof(command), "command -v %s >/dev/null 2>&1", name);
	return system(command) == 0;
}

static char *write_file(struct bench *b, const char *name, const struct buf *text)
{
	char *path = arena_printf(&b->arena, "%s/%s", b->dir, name);

	if (file_write_atomic(path, buf_str(text), text->len) != ERR_OK) {
		fprintf(stderr, "bench: cannot write %s\n", path);
		exit(3);
	}
	return path;
}

static void row(const char *what, const char *value, const char *note)
{
	printf("%-52s %16s   %s\n", what, value, note);
	fflush(stdout);
}

static void row_ms(const char *what, double ms, const char *note)
{
	char value[32];

	snprintf(value, sizeof(value), "%.2f ms", ms);
	row(what, value, note);
}

static double first_screen_ms(const char *const argv[], const struct session *s)
{
	struct measure m = measure_pty(argv, s);

	if (m.is_found)
		return m.wall_ms;
	fprintf(stderr, "bench: %s never showed \"%s\"\n", argv[0], s->needle);
	exit(1);
}

/* Two programs in turn, so that a machine that changes speed changes both. */
static void first_screens(const char *const a[], const char *needle_a, const char *const b[],
			  const char *needle_b, double *ret_a, double *ret_b)
{
	double va[RUNS], vb[RUNS];
	struct session sa = { .needle = needle_a, .quit = "q" };
	struct session sb = { .needle = needle_b, .quit = "q" };

	for (int i = 0; i < RUNS; i++) {
		va[i] = first_screen_ms(a, &sa);
		vb[i] = b ? first_screen_ms(b, &sb) : 0;
	}
	*ret_a = median(va, RUNS);
	*ret_b = median(vb, RUNS);
}

static void bench_menu(struct bench *b)
{
	const char *const ours[] = { b->program, "--course", b->course, "--data-dir",
			       b->data, NULL };
	struct session s = { .needle = "Choose a topic", .quit = "q" };
	struct buf slide;
	double own, peer;
	char note[80];

	buf_init(&slide);
	buf_adds(&slide, "%title: A\n\n-> Slide <-\n=========\n\n* needle one\n* two\n");
	const char *const mdp[] = { "mdp", write_file(b, "slide.md", &slide), NULL };

	first_screens(ours, "Choose a topic", has_program("mdp") ? mdp : NULL, "needle", &own, &peer);
	snprintf(note, sizeof(note), "mdp, small file: %.2f ms; ratio %.2f (at most 2)", peer,
		 peer > 0 ? own / peer : 0);
	row_ms("exec to menu, 80x24 pty, shipped course", own, peer > 0 ? note : "mdp is not installed");
	snprintf(note, sizeof(note), "%ld KiB", measure_pty(ours, &s).rss_kib);
	row("resident memory, menu of the shipped course", note, "under 12 MB");
	snprintf(note, sizeof(note), "%d", count_idle_wakeups(ours, "Choose a topic"));
	row("wake-ups in 2 s of an idle menu", note, "none");
	buf_done(&slide);
}

static void bench_read(struct bench *b, char *file, const char *what, double *ret_read_ms)
{
	const char *const ours[] = { b->program, "read", file, NULL };
	const char *const lowdown[] = { "lowdown", "-Tterm", file, NULL };
	bool has_peer = has_program("lowdown");
	double own[RUNS], peer[RUNS], wall[RUNS];
	char name[80], note[80];
	double m;

	for (int i = 0; i < RUNS; i++) {
		struct measure x = measure_pipe(ours);

		own[i] = x.cpu_ms;
		wall[i] = x.wall_ms;
		peer[i] = has_peer ? measure_pipe(lowdown).cpu_ms : 0;
	}
	m = median(peer, RUNS);
	snprintf(name, sizeof(name), "read of %s to a pipe (CPU)", what);
	snprintf(note, sizeof(note), "lowdown -Tterm: %.2f ms; ratio %.2f (at most 1.2)", m,
		 m > 0 ? median(own, RUNS) / m : 0);
	row_ms(name, median(own, RUNS), has_peer ? note : "lowdown is not installed");
	*ret_read_ms = median(wall, RUNS);
}

static void bench_open(struct bench *b, char *file, double read_ms)
{
	const char *const ours[] = { b->program, "--data-dir", b->data, "open", file, NULL };
	double wall[RUNS];
	struct session s = { .needle = "NEEDLE", .quit = "q" };
	char note[80];

	for (int i = 0; i < RUNS; i++)
		wall[i] = first_screen_ms(ours, &s);
	snprintf(note, sizeof(note), "%.0f %% of that read (under 40 %%)",
		 100 * median(wall, RUNS) / read_ms);
	row_ms("the same file opened, exec to first screen", median(wall, RUNS), note);
}

static void bench_keys(struct bench *b, char *file)
{
	static const struct {
		const char *name, *keys;
	} sets[] = {
		{ "one line down (j)", "j" },	{ "a page down", " " },	{ "to the end (G)", "G" },
		{ "to the start (g)", "g" },	{ "search (/needle)", "/stage\rn" },
		{ "contents (o)", "oo" },
	};
	const char *const ours[] = { b->program, "--data-dir", b->data, "open", file, NULL };

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		struct session s = { .needle = "NEEDLE", .keys = sets[i].keys, .repeat = 20,
				     .quit = "\033qq" };
		struct measure m = measure_pty(ours, &s);
		char name[80], note[80];

		snprintf(name, sizeof(name), "1 MB lesson: %s (CPU)", sets[i].name);
		snprintf(note, sizeof(note), "%zu bytes sent a time (CPU under 5 ms)", m.bytes / 20);
		row_ms(name, m.cpu_ms / 20, note);
	}
}

static void bench_search(struct bench *b)
{
	char *course = arena_printf(&b->arena, "%s/bulk", b->dir);
	const char *const ours[] = { b->program, "--course", course,	   "--data-dir", b->data,
			       "search",	   "throttles alias shard", NULL };
	const char *const version[] = { b->program, "--version", NULL };
	double v[RUNS], base[RUNS];
	char note[80];
	struct measure m;

	mkdir(course, 0700);
	generate_course(course, 10 * MEGABYTE);
	m = measure_pipe(ours);
	row_ms("search: 10 MB course, index built (once, CPU)", m.cpu_ms, "");
	for (int i = 0; i < RUNS; i++) {
		v[i] = measure_pipe(ours).cpu_ms;
		base[i] = measure_pipe(version).cpu_ms;
	}
	snprintf(note, sizeof(note), "of which starting: %.2f ms (under 30 ms)", median(base, RUNS));
	row_ms("search: 10 MB course, a query (CPU, whole process)", median(v, RUNS), note);
}

int main(int argc, char **argv)
{
	struct bench b = { 0 };
	struct prng r;
	struct buf text;
	double read_ms = 1;
	char *big;

	if (argc != 3) {
		fprintf(stderr, "usage: bench PROGRAM COURSE\n");
		return 2;
	}
	arena_init(&b.arena);
	b.program = argv[1];
	b.course = argv[2];
	b.dir = arena_strdup(&b.arena, "/tmp/nephoscope-bench-XXXXXX");
	if (!mkdtemp(b.dir))
		return 3;
	b.data = arena_printf(&b.arena, "%s/data", b.dir);
	setenv("XDG_CACHE_HOME", arena_printf(&b.arena, "%s/cache", b.dir), 1);
	prng_init(&r, 7);
	buf_init(&text);
	buf_adds(&text, "# NEEDLE in a megabyte\n\n");
	generate_markdown(&text, &r, MEGABYTE, false);
	big = write_file(&b, "big.md", &text);
	bench_menu(&b);
	bench_read(&b, big, "1 MB", &read_ms);
	bench_open(&b, big, read_ms);
	bench_keys(&b, big);
	buf_clear(&text);
	buf_adds(&text, "# NEEDLE in tables\n\n");
	generate_markdown(&text, &r, MEGABYTE, true);
	bench_read(&b, write_file(&b, "tables.md", &text), "1 MB with tables", &read_ms);
	bench_search(&b);
	buf_done(&text);
	if (system(arena_printf(&b.arena, "rm -rf '%s'", b.dir)) != 0)
		return 1;
	arena_done(&b.arena);
	return 0;
}
