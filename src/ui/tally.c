/* SPDX-License-Identifier: MIT */
#include "ui/tally.h"

#include <string.h>

#include "base/xalloc.h"

static void add(struct tally *to, const struct tally *t)
{
	to->n_lessons += t->n_lessons;
	to->n_read += t->n_read;
	to->minutes += t->minutes;
	to->n_diagrams += t->n_diagrams;
	to->n_played += t->n_played;
	to->n_questions += t->n_questions;
	to->n_attempted += t->n_attempted;
	to->n_known += t->n_known;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static struct tally of_lesson(const struct entry *e, const struct progress *p)
{
	const struct lesson_progress *l = e->id ? progress_lesson(p, e->id) : NULL;

	if (e->kind != ENTRY_LESSON)
		return (struct tally){ 0 };
	return (struct tally){
		.n_lessons = 1,
		.n_read = l && l->is_read,
		.minutes = e->minutes,
		.n_diagrams = e->n_diagrams,
		.n_played = l ? least(l->n_played, e->n_diagrams) : 0,
		.n_questions = e->n_questions,
	};
}

static int topic_find(const struct catalog *c, const char *id)
{
	for (size_t i = 0; i < c->n_entries; i++)
		if (c->entries[i].depth == 0 && c->entries[i].id && !strcmp(c->entries[i].id, id))
			return (int)i;
	return -1;
}

static void add_answers(struct tally *by_entry, const struct catalog *c, const struct progress *p)
{
	const char *topic = NULL;
	int entry = -1;

	for (size_t i = 0; i < p->n_items; i++) {
		const struct item_progress *it = &p->items[i];

		/* Neighbours are mostly of one topic. */
		if (!topic || strcmp(topic, it->topic) != 0) {
			topic = it->topic;
			entry = topic_find(c, topic);
		}
		if (entry < 0)
			continue;
		by_entry[entry].n_attempted++;
		by_entry[entry].n_known += it->is_last_right;
	}
}

struct tally *tally_new(const struct catalog *c, const struct progress *p)
{
	struct tally *t;

	if (!c->n_entries)
		return NULL;
	t = xcalloc(c->n_entries, sizeof(*t));
	for (size_t i = c->n_entries; i-- > 0;) {
		struct tally own = of_lesson(&c->entries[i], p);

		add(&t[i], &own);
		if (c->entries[i].parent >= 0)
			add(&t[c->entries[i].parent], &t[i]);
	}
	for (size_t i = 0; i < c->n_scenarios; i++)
		if (c->scenarios[i].topic >= 0)
			t[c->scenarios[i].topic].n_questions += c->scenarios[i].n_questions;
	if (p)
		add_answers(t, c, p);
	for (size_t i = 0; i < c->n_entries; i++) {
		t[i].n_attempted = least(t[i].n_attempted, t[i].n_questions);
		t[i].n_known = least(t[i].n_known, t[i].n_questions);
	}
	return t;
}

struct tally tally_total(const struct catalog *c, const struct tally *by_entry)
{
	struct tally total = { 0 };

	for (size_t i = 0; i < c->n_entries; i++)
		if (c->entries[i].parent < 0)
			add(&total, &by_entry[i]);
	return total;
}
