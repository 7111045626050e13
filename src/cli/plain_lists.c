/* SPDX-License-Identifier: MIT */
/* The line mode's numbered lists: bookmarks, search hits; and the progress. */
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "cli/account.h"
#include "cli/find.h"
#include "cli/plain.h"

enum { HITS_MOST = 20, HISTORY_LINES = 10, INDENT = 5 };

void plain_list_clear(struct plain *p)
{
	p->n_targets = 0;
}

void plain_list_add(struct plain *p, struct target t, const char *text)
{
	*vec_push(p->targets, p->n_targets, p->cap_targets) = t;
	if (text)
		output_printf(&p->cli->out, "%3zu. %s\n", p->n_targets, text);
}

struct target plain_list_get(struct plain *p, size_t number)
{
	if (number >= 1 && number <= p->n_targets)
		return p->targets[number - 1];
	if (p->n_targets)
		output_printf(&p->cli->out, "The last list has the numbers 1 to %zu.\n",
			      p->n_targets);
	else
		output_puts(&p->cli->out, "No list was printed: type menu for the topics.\n");
	return target(TARGET_NONE);
}

static struct target bookmark_target(struct plain *p, const struct bookmark *b)
{
	struct arena *a = &p->cli->arena;
	int entry = catalog_find(p->cli->course, b->lesson);
	struct target t = target(entry >= 0 ? TARGET_LESSON : TARGET_SAY);

	t.entry = entry;
	t.path = entry >= 0 ? p->cli->course->entries[entry].path : NULL;
	t.text = arena_printf(a, "The lesson \"%s\" is not in this course.", b->lesson);
	t.place = b->place;
	t.has_place = true;
	return t;
}

void plain_bookmarks(struct plain *p)
{
	struct output *o = &p->cli->out;
	struct arena *a = &p->cli->arena;

	plain_refresh(p);
	if (!p->progress || !p->progress->n_bookmarks) {
		output_puts(o, "There are no bookmarks: type bookmark while reading to set one.\n");
		return;
	}
	plain_list_clear(p);
	output_puts(o, "Bookmarks\n\n");
	for (size_t i = 0; i < p->progress->n_bookmarks; i++) {
		const struct bookmark *b = &p->progress->bookmarks[i];
		struct target t = bookmark_target(p, b);
		const char *lesson = b->lesson;

		if (t.entry >= 0)
			lesson = p->cli->course->entries[t.entry].title;
		plain_list_add(p, t, arena_printf(a, "%s: %s", lesson, b->label));
	}
	output_puts(o, "\nType a number to read on there, or remove and a number.\n\n");
}

void plain_remove_bookmark(struct plain *p, const char *number)
{
	struct output *o = &p->cli->out;
	struct progress *all = p->progress;
	size_t i = strtoul(number, NULL, 10);
	const struct bookmark *b;
	enum err e;

	if (!all || !all->n_bookmarks) {
		output_puts(o, "There are no bookmarks.\n");
		return;
	}
	if (i < 1 || i > all->n_bookmarks) {
		output_puts(o, "Which bookmark? Type bookmarks for the list, then remove and its "
			       "number.\n");
		return;
	}
	b = &all->bookmarks[i - 1];
	e = store_bookmark(p->cli->store, cli_now(), b->lesson, &b->place, b->label, false);
	if (e == ERR_OK)
		output_printf(o, "The bookmark \"%s\" is removed.\n", b->label);
	else
		output_printf(o, "The bookmark cannot be removed: %s.\n", err_text(e));
	plain_refresh(p);
}

/* Hits live shorter than targets: what is kept of one is copied. */
static struct target hit_target(struct plain *p, const struct search_hit *hit)
{
	int topic = hit_scenario_topic(p->cli, hit);
	struct target t = target(topic >= 0 ? TARGET_QUIZ : TARGET_LESSON);

	t.path = arena_strdup(&p->cli->arena, hit->path);
	t.entry = topic >= 0 ? topic : catalog_find(p->cli->course, t.path);
	t.line = hit->line;
	return t;
}

void plain_search(struct plain *p, const char *query)
{
	struct output *o = &p->cli->out;
	size_t n_questions = 0;
	struct hits hits;

	if (!*query) {
		output_puts(o, "What to search for? Type / and the words.\n");
		return;
	}
	if (!find_hits(p->cli, query, HITS_MOST, &hits)) {
		hits_done(&hits);
		return;
	}
	if (!hits.n)
		output_printf(o, "Nothing in the course has all of these words: %s\n", query);
	else
		plain_list_clear(p);
	for (size_t i = 0; i < hits.n; i++) {
		struct target t = hit_target(p, &hits.list[i]);

		n_questions += t.kind == TARGET_QUIZ;
		plain_list_add(p, t,
			       hit_title(p->cli->course, &hits.list[i], &p->cli->arena));
		hit_print_passage(o, &hits.list[i], INDENT, p->asker.width);
	}
	if (hits.n)
		output_printf(o, "\nType a number to read there%s.\n",
			      n_questions ? ", or to answer the topic's questions" : "");
	output_puts(o, "\n");
	hits_done(&hits);
}

void plain_progress(struct plain *p)
{
	struct account a;

	plain_refresh(p);
	account_init(&a, p->cli, p->progress, HISTORY_LINES);
	account_print(&p->cli->out, &a);
	account_done(&a);
	output_puts(&p->cli->out, "\n");
}
