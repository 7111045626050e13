/* SPDX-License-Identifier: MIT */
#include "app/quizzer.h"

#include <stdlib.h>

#include "app/session.h"
#include "base/xalloc.h"
#include "course/course.h"
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

void quizzer_open(struct session *s, const char *topic_id)
{
	struct item_set *set = xcalloc(1, sizeof(*set));
	const char *title = s->catalog->title;
	int topic = -1;

	/* A topic's id is in its file, and a session may begin with a quiz. */
	course_scan_all(s->catalog);
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
	stack_push(s, (struct screen){
		.kind = SCREEN_QUIZ,
		.view = quiz_view_new(&(struct quiz_state){
			.title = title,
			.items = set->items,
			.topics = set->topics,
			.n_items = set->n_items,
			.measure = s->options->config.measure,
			.seed = seed(s),
		}),
		.data = set,
		.free_data = set_free,
	});
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
