/* SPDX-License-Identifier: MIT */
#include "cli/find.h"

#include <string.h>
#include <unistd.h>

#include "app/indexer.h"
#include "base/clock.h"
#include "store/search.h"

enum { HIT_BEGIN = '\x02', HIT_END = '\x03' };	/* see model/hit.h */
enum { BAR_CELLS = 30, NS_PER_MS = 1000000, PATIENCE_MS = 500 };

static int bar_cells(const struct indexer *x)
{
	return x->n_all ? (int)(x->n_done * BAR_CELLS / x->n_all) : BAR_CELLS;
}

static void draw_bar(int filled)
{
	struct output o;

	output_init(&o, STDERR_FILENO);
	output_printf(&o, "\rreading the course [%.*s%*s]", filled,
		      "##############################", BAR_CELLS - filled, "");
	output_flush(&o);
	output_done(&o);
}

static void clear_bar(void)
{
	struct output o;

	output_init(&o, STDERR_FILENO);
	output_printf(&o, "\r%*s\r", BAR_CELLS + (int)strlen("reading the course []"), "");
	output_flush(&o);
	output_done(&o);
}

/* A bar shows what takes longer than half a second. */
static enum err refresh(struct catalog *course, struct search *s)
{
	int64_t due_ns = clock_monotonic_ns() + (int64_t)PATIENCE_MS * NS_PER_MS;
	bool can_draw = isatty(STDERR_FILENO);
	int shown = -1;
	struct indexer x;

	indexer_init(&x, course, s);
	while (indexer_step(&x)) {
		int filled = bar_cells(&x);

		if (!can_draw || filled == shown || clock_monotonic_ns() < due_ns)
			continue;
		draw_bar(filled);
		shown = filled;
	}
	indexer_done(&x);
	if (shown >= 0)
		clear_bar();
	return x.error;
}

/* A damaged index is empty after the first try: then it is filled again. */
static enum err find_in(struct cli *c, const char *dir, const char *query, size_t limit,
			struct hits *ret)
{
	struct search *s;
	enum err e = search_open(dir, c->course->root, &s);

	if (e != ERR_OK)
		return e;
	for (int tries = 0; tries < 2; tries++) {
		enum err filled = refresh(c->course, s);

		e = search_query(s, query, limit, &ret->arena, &ret->list, &ret->n);
		if (e == ERR_OK)
			e = filled;
		if (e != ERR_CORRUPT)
			break;
	}
	search_close(s);
	return e;
}

/* An index that cannot be kept, on a full disk or while another program writes it, is made for once. */
static enum err find(struct cli *c, const char *query, size_t limit, struct hits *ret)
{
	enum err e = find_in(c, c->paths.cache_dir, query, limit, ret);

	return e == ERR_OK ? e : find_in(c, NULL, query, limit, ret);
}

bool find_hits(struct cli *c, const char *query, size_t limit, struct hits *ret)
{
	enum err e;

	*ret = (struct hits){ 0 };
	arena_init(&ret->arena);
	e = find(c, query, limit, ret);
	if (e != ERR_OK)
		message("the course cannot be searched: %s", err_text(e));
	return e == ERR_OK;
}

void hits_done(struct hits *h)
{
	arena_done(&h->arena);
}

int hit_scenario_topic(const struct cli *c, const struct search_hit *hit)
{
	const struct scenario_file *f = catalog_scenario(c->course, hit->path);

	return f ? f->topic : -1;
}

static void add_marked(struct output *o, const char *text, size_t n)
{
	struct buf *row = output_begin_row(o);

	for (size_t i = 0; i < n; i++) {
		if (text[i] == HIT_BEGIN && o->theme)
			theme_sgr(row, o->theme, ROLE_MARK, 0, o->colours);
		else if (text[i] == HIT_END && o->theme)
			buf_adds(row, "\033[m");
		else if (text[i] != HIT_BEGIN && text[i] != HIT_END)
			buf_addc(row, text[i]);
	}
	output_end_row(o);
}

void hit_print_passage(struct output *o, const struct search_hit *hit, int indent, int width)
{
	struct output lines;

	/* The marks have no width: they are taken out after the text was broken into lines. */
	output_init(&lines, -1);
	output_wrapped(&lines, hit->passage, strlen(hit->passage), indent, width);
	add_marked(o, buf_str(&lines.buf), lines.buf.len);
	output_done(&lines);
}
