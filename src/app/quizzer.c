/* SPDX-License-Identifier: MIT */
#include "app/quizzer.h"

#include <stdlib.h>
#include <string.h>

#include "app/session.h"
#include "base/xalloc.h"
#include "course/course.h"
#include "quiz/pick.h"
#include "ui/quiz_view.h"

static uint64_t seed(const struct session *s)
{
	return s->options->has_seed ? s->options->seed : (uint64_t)s->wall.unix_ms;
}

void quizzer_ask(struct session *s, const struct item *const *items, size_t n)
{
	int topic = catalog_topic(s->catalog, reader_entry(s));
	const char *id = topic >= 0 ? s->catalog->entries[topic].id : NULL;
	const char **topics = xcalloc(n, sizeof(*topics));

	for (size_t i = 0; i < n; i++)
		topics[i] = id ? id : "";
	stack_push(s, (struct screen){
		.kind = SCREEN_QUIZ,
		.view = quiz_view_new(&(struct quiz_state){
			.title = "Check yourself",
			.items = items,
			.topics = topics,
			.n_items = n,
			.measure = s->options->config.measure,
			.seed = seed(s),
		}),
	});
	free(topics);
}

static void set_free(void *set)
{
	item_set_done(set);
	free(set);
}

/* Asks the picked items of the set, which the screen takes over. */
static void push_quiz(struct session *s, struct item_set *set, const char *title,
		      const size_t *picked, size_t n)
{
	const struct item **items = xcalloc(n, sizeof(*items));
	const char **topics = xcalloc(n, sizeof(*topics));

	for (size_t i = 0; i < n; i++) {
		items[i] = set->items[picked[i]];
		topics[i] = set->topics[picked[i]];
	}
	stack_push(s, (struct screen){
		.kind = SCREEN_QUIZ,
		.view = quiz_view_new(&(struct quiz_state){
			.title = title,
			.items = items,
			.topics = topics,
			.n_items = n,
			.measure = s->options->config.measure,
			.seed = seed(s),
		}),
		.data = set,
		.free_data = set_free,
	});
	free(items);
	free(topics);
}

void quizzer_open(struct session *s, const char *topic_id)
{
	struct item_set *set = xcalloc(1, sizeof(*set));
	const char *title = s->catalog->title;
	size_t *picked, n;
	int topic = -1;

	/* A topic's id is in its file, and a session may begin with a quiz. */
	course_scan_all(s->catalog);
	session_refresh(s);
	if (topic_id[0])
		topic = catalog_find(s->catalog, topic_id);
	if (topic >= 0)
		title = s->catalog->entries[topic].title;
	course_items(s->catalog, topic, NULL, set);
	s->wishes |= WISH_DRAW;
	if (!set->n_items) {
		view_say(stack_view(&s->stack), false, "“%s” has no questions yet.", title);
		set_free(set);
		return;
	}
	picked = xcalloc(set->n_items, sizeof(*picked));
	n = pick(set->items, set->n_items, &(struct pick_options){
		.progress = s->progress,
		.count = s->options->count,
		.has_seed = s->options->has_seed,
		.seed = s->options->seed,
	}, picked);
	push_quiz(s, set, title, picked, n);
	free(picked);
}

static size_t item_with_id(const struct item_set *set, const char *id)
{
	for (size_t i = 0; i < set->n_items; i++)
		if (!strcmp(set->items[i]->id, id))
			return i;
	return set->n_items;
}

void quizzer_question(struct session *s, const char *path, const char *id)
{
	struct item_set *set = xcalloc(1, sizeof(*set));
	size_t i;

	course_scenario(s->catalog, path, NULL, set);
	i = item_with_id(set, id);
	s->wishes |= WISH_DRAW;
	if (i == set->n_items) {
		view_say(stack_view(&s->stack), true, "This question is not in %s any more.", path);
		set_free(set);
		return;
	}
	push_quiz(s, set, catalog_scenario_title(s->catalog, path), &i, 1);
}

const char *quizzer_left(struct session *s, const struct view *quiz)
{
	struct quiz_stop p;

	if (!quiz_view_stop(quiz, &p))
		return NULL;
	return arena_printf(&s->scratch, "Stopped: %zu of %zu answered, %zu right%s", p.n_answered,
			    p.n_all, p.n_right, p.n_unsaved ? "." : ". All of it is saved.");
}

/* Why an answer is not on the disk, as a sentence. */
static const char *unsaved(struct session *s, enum err e)
{
	if (s->store_why.len)
		return buf_str(&s->store_why);
	return arena_printf(&s->scratch, "This answer is not saved: %s.", err_text(e));
}

void quizzer_answered(struct session *s, const struct attempt *attempt)
{
	struct screen *x = stack_find(&s->stack, SCREEN_QUIZ);
	enum err e = ERR_READ_ONLY;

	if (!x)
		return;
	if (s->store)
		e = store_answered(s->store, s->wall, attempt);
	quiz_view_recorded(x->view, e, e == ERR_OK ? "" : unsaved(s, e));
	s->is_progress_old = true;
	s->wishes |= WISH_DRAW;
}

void quizzer_undo(struct session *s)
{
	struct screen *x = stack_find(&s->stack, SCREEN_QUIZ);

	if (!x)
		return;
	quiz_view_undone(x->view, s->store ? store_undo_answer(s->store, s->wall) : ERR_READ_ONLY);
	s->is_progress_old = true;
	s->wishes |= WISH_DRAW;
}
