/* SPDX-License-Identifier: MIT */
/*
 * `make bench`: the figures by which the reader is judged, each with its bound
 * and beside its peer (mdp, lowdown) where that is installed. Figures are
 * medians; a program and its peer run in turn, so that a machine that changes
 * speed changes both. What is over its bound is marked; nothing fails.
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

enum { RUNS = 15, START_RUNS = 41, KEY_RUNS = 20, MEGABYTE = 1000 * 1000 };

struct bench {
	struct arena arena;
	char *program, *course;
	char *dir;		/* temporary */
	char *data;		/* --data-dir */
	bool has_mdp, has_lowdown;
	int n_over;		/* figures over their bounds */
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

static void row(struct bench *b, const char *what, const char *value, const char *bound,
		bool is_over, const char *note)
{
	b->n_over += is_over;
	printf("%-53s %10s  %-14s%c %s\n", what, value, bound, is_over ? '!' : ' ', note);
	fflush(stdout);
}

/* A time that is to stay under bound_ms; 0 = it has no bound. */
static void row_ms(struct bench *b, const char *what, double ms, double bound_ms, const char *note)
{
	char value[32], bound[32] = "";

	snprintf(value, sizeof(value), "%.2f ms", ms);
	if (bound_ms > 0)
		snprintf(bound, sizeof(bound), "< %g ms", bound_ms);
	row(b, what, value, bound, bound_ms > 0 && ms >= bound_ms, note);
}

/* A time that is bounded by a peer's, if that is there (peer_ms > 0). */
static void row_ratio(struct bench *b, const char *what, double ms, double most,
		      const char *peer, double peer_ms)
{
	char value[32], bound[32], note[96];

	snprintf(value, sizeof(value), "%.2f ms", ms);
	snprintf(bound, sizeof(bound), "<= %g x peer", most);
	if (peer_ms > 0)
		snprintf(note, sizeof(note), "%.2f x  %s: %.2f ms", ms / peer_ms, peer, peer_ms);
	else
		snprintf(note, sizeof(note), "%s is not installed: not compared", peer);
	row(b, what, value, bound, peer_ms > 0 && ms > most * peer_ms, note);
}

static double first_screen_ms(const char *const argv[], const char *needle)
{
	struct measure m = measure_pty(argv, &(struct session){ .needle = needle, .quit = "q" });

	if (m.is_found)
		return m.wall_ms;
	fprintf(stderr, "bench: %s never showed \"%s\"\n", argv[0], needle);
	exit(1);
}

static void bench_menu(struct bench *b)
{
	const char *const ours[] = { b->program, "--course", b->course, "--data-dir",
			       b->data, NULL };
	double first[START_RUNS], whole[START_RUNS], peer[START_RUNS];
	struct buf slide;

	buf_init(&slide);
	buf_adds(&slide, "%title: A\n\n-> Slide <-\n=========\n\n* needle one\n* two\n");
	const char *const mdp[] = { "mdp", write_file(b, "slide.md", &slide), NULL };

	first_screen_ms(ours, "New here?");	/* makes the database */
	for (int i = 0; i < START_RUNS; i++) {
		peer[i] = b->has_mdp ? first_screen_ms(mdp, "needle") : 0;
		first[i] = first_screen_ms(ours, "Choose a topic");
		whole[i] = first_screen_ms(ours, "New here?");
	}
	row_ratio(b, "exec to the menu, 80x24 pty, shipped course", median(first, START_RUNS), 2,
		  "mdp", median(peer, START_RUNS));
	row_ratio(b, "exec to the menu with all progress", median(whole, START_RUNS), 2, "mdp",
		  median(peer, START_RUNS));
	buf_done(&slide);
}

static void bench_memory(struct bench *b)
{
	const char *const ours[] = { b->program, "--course", b->course, "--data-dir",
			       b->data, NULL };
	static const struct {
		const char *name, *keys;
	} sets[] = {
		{ "resident memory: menu of the shipped course", "j" },
		{ "resident memory: its first lesson open, read on", "1\r" },
	};

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		struct session s = { .needle = "Choose a topic", .before = sets[i].keys,
				     .keys = " ", .repeat = 1, .quit = "qq" };
		double mb = (double)measure_pty(ours, &s).rss_kib * 1024 / 1e6;
		char value[32];

		snprintf(value, sizeof(value), "%.1f MB", mb);
		row(b, sets[i].name, value, "< 12 MB", mb >= 12, "");
	}
}

/* Every screen, with nothing that moves. */
static void bench_idle(struct bench *b)
{
	const char *lesson = arena_printf(&b->arena, "%s/lambda/README.md", b->course);
	const struct {
		const char *name, *args[2], *needle, *keys, *reached;
	} screens[] = {
		{ "menu", { NULL }, "New here?", "", NULL },
		{ "lesson", { "open", lesson }, "contents", "j", NULL },
		{ "player", { "play", "lambda-inside-look" }, "transcript", ".", NULL },
		{ "question", { "quiz", "lambda" }, "answer", "", NULL },
		{ "search", { NULL }, "New here?", "/lambda", "Search the course" },
		{ "bookmarks", { NULL }, "New here?", "B", "No bookmarks yet" },
		{ "progress", { NULL }, "New here?", "p", "Your progress" },
		{ "help", { NULL }, "New here?", "?", "The menu of topics" },
		{ "commands", { NULL }, "New here?", ":", "previous lesson" },
	};

	for (size_t i = 0; i < sizeof(screens) / sizeof(*screens); i++) {
		const char *const argv[] = { b->program, "--course", b->course, "--data-dir",
				       arena_printf(&b->arena, "%s/idle%zu", b->dir, i),
				       "--no-animation", screens[i].args[0], screens[i].args[1],
				       NULL };
		struct session s = { .needle = screens[i].needle, .before = screens[i].keys,
				     .reached = screens[i].reached };
		int n = count_wakeups(argv, &s);
		char name[64], value[32];

		snprintf(name, sizeof(name), "wake-ups in 1 s of rest: %s", screens[i].name);
		snprintf(value, sizeof(value), "%d", n);
		row(b, name, n < 0 ? "not shown" : value, "none", n != 0, "");
	}
}

static void bench_read(struct bench *b, char *file, const char *what, double *ret_read_ms)
{
	const char *const ours[] = { b->program, "read", file, NULL };
	const char *const lowdown[] = { "lowdown", "-Tterm", file, NULL };
	double own[RUNS], peer[RUNS], wall[RUNS];
	char name[80];

	for (int i = 0; i < RUNS; i++) {
		struct measure x = measure_pipe(ours);

		own[i] = x.cpu_ms;
		wall[i] = x.wall_ms;
		peer[i] = b->has_lowdown ? measure_pipe(lowdown).cpu_ms : 0;
	}
	snprintf(name, sizeof(name), "read of %s to a pipe (CPU)", what);
	row_ratio(b, name, median(own, RUNS), 1.2, "lowdown -Tterm", median(peer, RUNS));
	*ret_read_ms = median(wall, RUNS);
}

static void bench_open(struct bench *b, char *file, double read_ms)
{
	const char *const ours[] = { b->program, "--data-dir", b->data, "open", file, NULL };
	double wall[RUNS], part;
	char value[32], note[64];

	for (int i = 0; i < RUNS; i++)
		wall[i] = first_screen_ms(ours, "NEEDLE");
	part = 100 * median(wall, RUNS) / read_ms;
	snprintf(value, sizeof(value), "%.2f ms", median(wall, RUNS));
	snprintf(note, sizeof(note), "%.0f %% of %.2f ms", part, read_ms);
	row(b, "the 1 MB opened in the app, exec to first screen", value, "< 40 % of read",
	    part >= 40, note);
}

/* A template of 200 KB, from exec to the printed graph. */
static void bench_graph(struct bench *b, const char *what, bool is_dense)
{
	const char *argv[] = { b->program, "graph", NULL, NULL };
	double wall[RUNS];
	struct buf text;

	buf_init(&text);
	generate_template(&text, 200 * 1024, is_dense);
	argv[2] = write_file(b, "template.yaml", &text);
	buf_done(&text);
	for (int i = 0; i < RUNS; i++)
		wall[i] = measure_pipe(argv).wall_ms;
	row_ms(b, what, median(wall, RUNS), 20, "");
}

static void bench_keys(struct bench *b, char *file)
{
	static const struct {
		const char *name, *before, *keys, *undo;
	} sets[] = {
		{ "one line down (j)", NULL, "j", NULL },
		{ "a page down (Space)", NULL, " ", NULL },
		{ "to the end (G)", NULL, "G", "g" },
		{ "to the start (g)", "G", "g", "G" },
		{ "contents open (o)", NULL, "o", "o" },
		{ "a letter of a search (/s)", "/", "s", "\b" },
		{ "the next hit (n)", "/stage\r", "n", NULL },
	};
	const char *const ours[] = { b->program, "--data-dir", b->data, "open", file, NULL };

	for (size_t i = 0; i < sizeof(sets) / sizeof(*sets); i++) {
		struct session s = { .needle = "NEEDLE", .before = sets[i].before,
				     .keys = sets[i].keys, .undo = sets[i].undo,
				     .repeat = KEY_RUNS, .quit = "\033qq" };
		struct measure m = measure_pty(ours, &s);
		char name[80], note[80];

		snprintf(name, sizeof(name), "1 MB lesson, CPU to frame: %s", sets[i].name);
		snprintf(note, sizeof(note), "%zu bytes sent", m.bytes);
		row_ms(b, name, m.cpu_ms, 5, note);
	}
}

static double search_ms(const char *const argv[])
{
	double v[RUNS];

	for (int i = 0; i < RUNS; i++)
		v[i] = measure_pipe(argv).cpu_ms;
	return median(v, RUNS);
}

static void bench_search(struct bench *b)
{
	char *course = arena_printf(&b->arena, "%s/bulk", b->dir);
	const char *const common[] = { b->program, "--course", course,	   "--data-dir", b->data,
			       "search",	   "throttles alias shard", NULL };
	const char *const phrase[] = { b->program, "--course", course,	     "--data-dir", b->data,
				 "search",	     "\"the function\"", NULL };
	const char *const added[] = { b->program, "--course", course,	    "--data-dir", b->data,
				"search",	    "zebra", NULL };
	struct buf more;

	mkdir(course, 0700);
	generate_course(course, 10 * MEGABYTE);
	row_ms(b, "search, 10 MB: the index is built, once (CPU)", measure_pipe(common).cpu_ms, 0, "");
	row_ms(b, "search, 10 MB: three words of every passage (CPU)", search_ms(common), 30,
	       "whole process");
	row_ms(b, "search, 10 MB: a phrase (CPU)", search_ms(phrase), 30, "whole process");
	buf_init(&more);
	buf_adds(&more, "# Changed\n\nA zebra.\n");
	write_file(b, "bulk/l1.md", &more);
	row_ms(b, "search, 10 MB: one file changed since (CPU)", measure_pipe(added).cpu_ms, 0,
	       "only that file is read again");
	buf_done(&more);
}

/* A megabyte that begins with a line to wait for. */
static char *write_megabyte(struct bench *b, const char *name, bool has_tables)
{
	struct prng r;
	struct buf text;
	char *path;

	prng_init(&r, 7);
	buf_init(&text);
	buf_adds(&text, "# NEEDLE in a megabyte\n\n");
	generate_markdown(&text, &r, MEGABYTE, has_tables);
	path = write_file(b, name, &text);
	buf_done(&text);
	return path;
}

static void bench_all(struct bench *b)
{
	char *big = write_megabyte(b, "big.md", false);
	char *tables = write_megabyte(b, "tables.md", true);
	double read_ms, unused_ms;

	printf("%-53s %10s  %-14s  %s\n", "figure", "median", "bound", "peer, remark");
	bench_menu(b);
	bench_read(b, big, "1 MB", &read_ms);
	bench_read(b, tables, "1 MB with tables", &unused_ms);
	bench_open(b, big, read_ms);
	bench_keys(b, big);
	bench_idle(b);
	bench_memory(b);
	bench_search(b);
	bench_graph(b, "graph of a template of 200 KB, exec to end", false);
	bench_graph(b, "the same, a line for each of 2,000 resources", true);
	if (b->n_over)
		printf("%d over their bounds, marked \"!\"\n", b->n_over);
	else
		printf("all within their bounds\n");
}

int main(int argc, char **argv)
{
	struct bench b = { 0 };

	if (argc != 3) {
		fprintf(stderr, "usage: bench PROGRAM COURSE\n");
		return 2;
	}
	arena_init(&b.arena);
	b.program = argv[1];
	b.course = argv[2];
	b.has_mdp = has_program("mdp");
	b.has_lowdown = has_program("lowdown");
	b.dir = arena_strdup(&b.arena, "/tmp/nephoscope-bench-XXXXXX");
	if (!mkdtemp(b.dir))
		return 3;
	b.data = arena_printf(&b.arena, "%s/data", b.dir);
	setenv("XDG_CACHE_HOME", arena_printf(&b.arena, "%s/cache", b.dir), 1);
	bench_all(&b);
	if (system(arena_printf(&b.arena, "rm -rf '%s'", b.dir)) != 0)
		return 1;
	arena_done(&b.arena);
	return 0;
}
