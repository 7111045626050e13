/* SPDX-License-Identifier: MIT */
#include "cli/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/prng.h"
#include "base/xalloc.h"

/* True if the question belongs to entry i: in its lesson, below it, or in its topic's scenarios. */
static bool is_of_entry(const struct catalog *course, const struct item *it, int i)
{
	int entry = catalog_find(course, it->file);

	if (entry >= 0)
		return entry_is_below(course, entry, i);
	for (size_t k = 0; k < course->n_scenarios; k++)
		if (!strcmp(course->scenarios[k].path, it->file))
			return course->scenarios[k].topic == i;
	return false;
}

static bool is_wanted(const struct catalog *course, const struct item *it, const int *entries,
		      size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (is_of_entry(course, it, entries[i]))
			return true;
	return !n;
}

/* The topic that all entries lie in; -1 if there are several, or none. */
static int common_topic(const struct catalog *course, const int *entries, size_t n)
{
	int topic = n ? catalog_topic(course, entries[0]) : -1;

	for (size_t i = 1; i < n; i++)
		if (catalog_topic(course, entries[i]) != topic)
			return -1;
	return topic;
}

void session_gather(struct cli *c, const int *entries, size_t n, struct quiz_session *s)
{
	*s = (struct quiz_session){ 0 };
	course_items(c->course, common_topic(c->course, entries, n), NULL, &s->set);
	s->items = xcalloc(s->set.n_items, sizeof(*s->items));
	s->topics = xcalloc(s->set.n_items, sizeof(*s->topics));
	for (size_t i = 0; i < s->set.n_items; i++) {
		if (!is_wanted(c->course, s->set.items[i], entries, n))
			continue;
		s->items[s->n] = s->set.items[i];
		s->topics[s->n++] = s->set.topics[i];
	}
}

int session_find(struct cli *c, char *const *names, size_t n, struct quiz_session *ret)
{
	int *entries = arena_alloc(&c->arena, (n + 1) * sizeof(*entries));

	if (!cli_open_course(c))
		return STATUS_ENVIRONMENT;
	course_scan_all(c->course);
	for (size_t i = 0; i < n; i++) {
		entries[i] = cli_find_entry(c, names[i]);
		if (entries[i] < 0) {
			cli_no_entry(c, "topic or lesson", names[i]);
			return STATUS_USAGE;
		}
	}
	session_gather(c, entries, n, ret);
	return STATUS_FINE;
}

void session_free(struct quiz_session *s)
{
	free(s->items);
	free(s->topics);
	item_set_done(&s->set);
}

static void cut(struct quiz_session *s, size_t count)
{
	if (s->n > count)
		s->n = count;
}

static void swap(struct quiz_session *s, size_t i, size_t j)
{
	const struct item *item = s->items[i];
	const char *topic = s->topics[i];

	s->items[i] = s->items[j];
	s->topics[i] = s->topics[j];
	s->items[j] = item;
	s->topics[j] = topic;
}

void session_shuffle(struct quiz_session *s, uint64_t seed, size_t count)
{
	struct prng r;

	prng_init(&r, seed);
	for (size_t i = s->n; i > 1; i--)
		swap(s, i - 1, prng_below(&r, i));
	cut(s, count);
}

/* What decides the order of a question; place breaks ties. */
struct rank {
	int state;		/* 0 new, 1 wrong the last time, 2 right */
	int64_t last_ms;
	size_t place;
	const struct item *item;
	const char *topic;
};

static int compare(const void *va, const void *vb)
{
	const struct rank *a = va, *b = vb;

	if (a->state != b->state)
		return a->state - b->state;
	if (a->last_ms != b->last_ms)
		return a->last_ms < b->last_ms ? -1 : 1;
	return a->place < b->place ? -1 : 1;
}

void session_order(struct quiz_session *s, const struct progress *p, size_t count)
{
	struct rank *ranks = xcalloc(s->n, sizeof(*ranks));

	for (size_t i = 0; i < s->n; i++) {
		const struct item_progress *known = progress_item(p, s->items[i]->id);

		ranks[i] = (struct rank){ .place = i, .item = s->items[i], .topic = s->topics[i] };
		if (known && known->n_attempts) {
			ranks[i].state = known->is_last_right ? 2 : 1;
			ranks[i].last_ms = known->last_ms;
		}
	}
	if (s->n)
		qsort(ranks, s->n, sizeof(*ranks), compare);
	for (size_t i = 0; i < s->n; i++) {
		s->items[i] = ranks[i].item;
		s->topics[i] = ranks[i].topic;
	}
	free(ranks);
	cut(s, count);
}
