/* SPDX-License-Identifier: MIT */
#include "tell/follow.h"

#include <string.h>

#include "sim/core.h"

static void choose(struct follow *f, uint32_t request)
{
	size_t at = 0;

	if (request == REQUEST_NONE || f->n == FOLLOW_REQUESTS)
		return;
	while (at < f->n && f->list[at].request < request)
		at++;
	if (at < f->n && f->list[at].request == request)
		return;
	memmove(&f->list[at + 1], &f->list[at], (f->n - at) * sizeof(*f->list));
	f->list[at] = (struct followed){.request = request};
	f->n++;
}

void follow_choose(struct follow *f, const struct matter *matters, size_t n)
{
	f->n = 0;
	choose(f, 0);
	for (size_t i = 0; i < n; i++)
		choose(f, matters[i].rules[0]->first_request);
}

static void take(void *self, const struct history_event *events, size_t n)
{
	struct follow *f = self;

	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < f->n; k++) {
			struct followed *r = &f->list[k];

			if (r->request != events[i].request)
				continue;
			r->last_ns = events[i].at_ns;
			if (r->n < FOLLOW_EVENTS)
				r->events[r->n++] = events[i];
			else
				r->n_more++;
		}
	}
}

struct history_sink follow_sink(struct follow *f)
{
	return (struct history_sink){take, f};
}
