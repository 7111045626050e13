/* SPDX-License-Identifier: MIT */
#include "cli/find.h"

#include <string.h>
#include <unistd.h>

#include "app/indexer.h"
#include "base/clock.h"
#include "cli/words.h"
#include "course/course.h"
#include "store/search.h"

enum { HIT_BEGIN = '\x02', HIT_END = '\x03' };	/* see model/hit.h */
enum { BAR_CELLS = 30, NS_PER_MS = 1000000, PATIENCE_MS = 500 };

struct list {
	const struct search_hit *hits;
	size_t n;
};

static int bar_cells(const struct indexer *x, size_t n_all)
{
	return n_all ? (int)(x->n_done * BAR_CELLS / n_all) : BAR_CELLS;
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
		int filled = bar_cells(&x, course->n_entries);

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
static enum err find_in_index(struct cli *c, const char *dir, const char *query, size_t limit,
			      struct arena *a, struct list *ret)
{
	struct search *s;
	enum err e = search_open(dir, c->course->root, &s);

	if (e != ERR_OK)
		return e;
	for (int tries = 0; tries < 2; tries++) {
		enum err filled = refresh(c->course, s);

		e = search_query(s, query, limit, a, &ret->hits, &ret->n);
		if (e == ERR_OK)
			e = filled;
		if (e != ERR_CORRUPT)
			break;
	}
	search_close(s);
	return e;
}

/* An index that cannot be kept, on a full disk or while another program writes it, is made for once. */
static enum err find_in_lessons(struct cli *c, const char *query, size_t limit,
				struct arena *a, struct list *ret)
{
	enum err e = find_in_index(c, c->paths.cache_dir, query, limit, a, ret);

	return e == ERR_OK ? e : find_in_index(c, NULL, query, limit, a, ret);
}

static enum err add_question(struct search *s, const struct item *it)
{
	struct buf text;
	enum err e;

	buf_init(&text);
	words_of_blocks(it->stem, &text);
	for (size_t i = 0; i < it->n_options; i++) {
		buf_addc(&text, '\n');
		words_of_blocks(it->options[i].text, &text);
	}
	e = search_add(s, it->title, "", it->line, buf_str(&text), text.len);
	buf_done(&text);
	return e;
}

static enum err add_scenarios(struct cli *c, struct search *s, const struct scenario_file *f)
{
	static const struct file_stamp never = { 0 };
	const char *title = f->topic >= 0 ? c->course->entries[f->topic].title : c->course->title;
	struct item_set set;
	enum err e = search_add_file(s, f->path, title, &never);

	course_scenario(c->course, f->path, NULL, &set);
	for (size_t i = 0; i < set.n_items && e == ERR_OK; i++)
		e = add_question(s, set.items[i]);
	item_set_done(&set);
	return e;
}

static enum err find_in_scenarios(struct cli *c, const char *query, size_t limit,
				  struct arena *a, struct list *ret)
{
	struct search *s;
	enum err e = search_open(NULL, c->course->root, &s);

	if (e != ERR_OK)
		return e;
	e = search_begin(s);
	for (size_t i = 0; i < c->course->n_scenarios && e == ERR_OK; i++)
		e = add_scenarios(c, s, &c->course->scenarios[i]);
	if (e == ERR_OK)
		e = search_commit(s);
	if (e == ERR_OK)
		e = search_query(s, query, limit, a, &ret->hits, &ret->n);
	search_close(s);
	return e;
}

/* Both are sorted, best first. */
static void merge(struct hits *ret, const struct list *a, const struct list *b, size_t limit)
{
	struct search_hit *all = arena_alloc(&ret->arena, (a->n + b->n + 1) * sizeof(*all));
	size_t i = 0, j = 0;

	ret->list = all;
	while (ret->n < limit && (i < a->n || j < b->n)) {
		bool is_a = j == b->n || (i < a->n && a->hits[i].score >= b->hits[j].score);

		all[ret->n++] = is_a ? a->hits[i++] : b->hits[j++];
	}
}

bool find_hits(struct cli *c, const char *query, size_t limit, struct hits *ret)
{
	struct list lessons = { 0 }, scenarios = { 0 };
	struct arena *a = &ret->arena;
	enum err e;

	*ret = (struct hits){ 0 };
	arena_init(a);
	e = find_in_lessons(c, query, limit, a, &lessons);
	if (e == ERR_OK && c->course->n_scenarios)
		e = find_in_scenarios(c, query, limit, a, &scenarios);
	merge(ret, &lessons, &scenarios, limit);
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
	for (size_t i = 0; i < c->course->n_scenarios; i++)
		if (!strcmp(c->course->scenarios[i].path, hit->path))
			return c->course->scenarios[i].topic;
	return -1;
}

const char *hit_title(struct cli *c, struct arena *a, const struct search_hit *hit)
{
	int entry = catalog_find(c->course, hit->path);
	const char *title = entry >= 0 ? catalog_breadcrumb(c->course, entry, a) : hit->title;

	if (entry < 0 && hit_scenario_topic(c, hit) >= 0)
		title = arena_printf(a, "Question on %s", title);
	if (!*hit->heading || !strcmp(hit->heading, hit->title))
		return title;
	return arena_printf(a, "%s › %s", title, hit->heading);
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
