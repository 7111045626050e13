/* SPDX-License-Identifier: MIT */
#include "app/finder.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "base/xalloc.h"
#include "ui/search_view.h"

enum { HITS_SHOWN = 100 };

void finder_done(struct finder *f)
{
	if (f->is_indexing)
		indexer_done(&f->indexer);
	search_close(f->search);
	free(f->query);
	*f = (struct finder){ 0 };
}

static struct view *search_view(struct session *s)
{
	struct screen *x = stack_find(&s->stack, SCREEN_SEARCH);

	return x ? x->view : NULL;
}

/* Files may have changed since the last search: each opening of the screen looks again. */
static enum err start(struct session *s)
{
	struct finder *f = &s->finder;
	enum err e = ERR_OK;

	if (!f->search)
		e = search_open(f->is_in_memory ? NULL : s->options->cache_dir, s->catalog->root,
				&f->search);
	if (e == ERR_OK && !f->is_indexing) {
		indexer_init(&f->indexer, s->catalog, f->search);
		f->is_indexing = true;
	}
	return e;
}

static void run(struct session *s, struct view *v)
{
	struct finder *f = &s->finder;
	const struct search_hit *hits = NULL;
	size_t n = 0;
	enum err e = ERR_OK;

	if (f->query[0] && f->search)
		e = search_query(f->search, f->query, HITS_SHOWN, &s->scratch, &hits, &n);
	if (e == ERR_OK)
		search_view_set(v, hits, n, "");
	else
		search_view_set(v, NULL, 0, arena_printf(&s->scratch, "The search failed: %s.",
							 err_text(e)));
	s->wishes |= WISH_DRAW;
}

void finder_query(struct session *s, const char *text)
{
	struct view *v = search_view(s);
	char *query = xstrdup(text);

	free(s->finder.query);
	s->finder.query = query;
	if (v)
		run(s, v);
}

void finder_open(struct session *s, const char *text)
{
	const char *query = text && text[0] ? text : s->finder.query ? s->finder.query : "";
	struct view *v = search_view_new(s->catalog, query);
	enum err e = start(s);

	stack_push(s, (struct screen){ .kind = SCREEN_SEARCH, .view = v });
	finder_query(s, query);
	if (e != ERR_OK)
		view_say(v, true, "Search is not possible: %s.", err_text(e));
}

static void say_progress(struct session *s, struct view *v)
{
	const struct indexer *x = &s->finder.indexer;

	if (!x->is_changing)
		return;
	view_say(v, false, "Reading the course for the search: %zu %%",
		 x->n_done * 100 / (x->n_all + 1));
	s->wishes |= WISH_DRAW;
}

/* An index that cannot be kept, as on a full disk, is made for this session only. */
static bool start_in_memory(struct session *s)
{
	struct finder *f = &s->finder;

	if (f->is_in_memory)
		return false;
	search_close(f->search);
	f->search = NULL;
	f->is_in_memory = true;
	return start(s) == ERR_OK;
}

static void finish(struct session *s, struct view *v)
{
	struct finder *f = &s->finder;
	bool has_changed = f->indexer.is_changing;
	enum err e;

	indexer_done(&f->indexer);
	e = f->indexer.error;
	f->is_indexing = false;
	if (e != ERR_OK && start_in_memory(s))
		return;
	if (!v || (!has_changed && e == ERR_OK))
		return;
	view_say(v, e != ERR_OK, "%s",
		 e == ERR_OK ? "" : "The course could not be read for the search.");
	run(s, v);
}

bool finder_work(struct session *s)
{
	struct view *v = search_view(s);

	if (!s->finder.is_indexing)
		return false;
	if (!indexer_step(&s->finder.indexer))
		finish(s, v);
	else if (v)
		say_progress(s, v);
	return true;
}
