/* SPDX-License-Identifier: MIT */
#include "cli/session.h"

#include <stdlib.h>
#include <string.h>

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

void session_pick(struct quiz_session *s, const struct pick_options *o)
{
	size_t *picked = xcalloc(s->n, sizeof(*picked));
	const struct item **items = xcalloc(s->n, sizeof(*items));
	const char **topics = xcalloc(s->n, sizeof(*topics));

	s->n = pick(s->items, s->n, o, picked);
	for (size_t i = 0; i < s->n; i++) {
		items[i] = s->items[picked[i]];
		topics[i] = s->topics[picked[i]];
	}
	free(picked);
	free(s->items);
	free(s->topics);
	s->items = items;
	s->topics = topics;
}
