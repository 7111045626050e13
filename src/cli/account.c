/* SPDX-License-Identifier: MIT */
#include "cli/account.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { NAME_CELLS = 36 };

static void count_domains(struct account *a)
{
	for (size_t i = 0; i < a->items.n_items; i++) {
		const struct item *it = a->items.items[i];
		const struct domain *domain = domain_find(it->domain);
		const struct item_progress *known = progress_item(a->progress, it->id);
		struct domain_account *sums;

		if (!domain)
			continue;
		sums = &a->domains[domain - domains];
		sums->n_questions++;
		sums->n_answered += known && known->n_attempts;
		sums->n_right += known && known->n_attempts && known->is_last_right;
	}
}

void account_init(struct account *a, struct cli *c, const struct progress *p, size_t n_history)
{
	*a = (struct account){ .course = c->course, .progress = p };
	course_scan_all(c->course);
	course_items(c->course, -1, NULL, &a->items);
	a->tally = tally_new(c->course, p);
	a->total = tally_total(c->course, a->tally);
	count_domains(a);
	buf_init(&a->history);
	if (c->store && store_history(c->store, n_history, &a->history) != ERR_OK)
		buf_clear(&a->history);
}

void account_done(struct account *a)
{
	item_set_done(&a->items);
	free(a->tally);
	buf_done(&a->history);
}

static void print_name(struct output *o, const char *name)
{
	size_t len = strlen(name), used, n = utf8_fit(name, len, NAME_CELLS, &used);

	if (n < len)
		n = utf8_fit(name, len, NAME_CELLS - 1, &used);
	output_add(o, name, n);
	if (n < len) {
		output_puts(o, "…");
		used++;
	}
	output_printf(o, "%*s", (int)(NAME_CELLS - used), "");
}

static void print_heading(struct output *o, const char *name, const char *columns)
{
	output_puts(o, "\n");
	print_name(o, name);
	output_printf(o, "  %s\n", columns);
}

static void print_topics(struct output *o, const struct account *a)
{
	print_heading(o, "Topic", "      read     played   answered  right");
	for (size_t i = 0; i < a->course->n_entries; i++) {
		const struct entry *e = &a->course->entries[i];
		const struct tally *t = &a->tally[i];

		if (e->parent >= 0 || !t->n_lessons)
			continue;
		print_name(o, e->title);
		output_printf(o, "  %3d of %-3d %3d of %-3d %3d of %-3d %6d\n", t->n_read,
			      t->n_lessons, t->n_played, t->n_diagrams, t->n_attempted,
			      t->n_questions, t->n_known);
	}
}

static void print_domains(struct output *o, const struct account *a)
{
	print_heading(o, "Domain of the exam", "   weight   answered  right");
	for (int i = 0; i < N_DOMAINS; i++) {
		const struct domain_account *sums = &a->domains[i];

		print_name(o, domains[i].title);
		output_printf(o, "  %7d %% %3d of %-3d %6d\n", domains[i].percent, sums->n_answered,
			      sums->n_questions, sums->n_right);
	}
}

static void print_totals(struct output *o, const struct account *a)
{
	const struct tally *t = &a->total;

	output_printf(o, "%s\n\n", a->course->title);
	output_printf(o, "Lessons    %d of %d read\n", t->n_read, t->n_lessons);
	output_printf(o, "Diagrams   %d of %d played\n", t->n_played, t->n_diagrams);
	output_printf(o, "Questions  %d of %d answered, %d right\n", t->n_attempted, t->n_questions,
		      t->n_known);
	if (a->progress)
		output_printf(o, "Days       %d; answers today: %d\n", a->progress->n_days,
			      a->progress->n_today);
}

void account_print(struct output *o, const struct account *a)
{
	print_totals(o, a);
	print_topics(o, a);
	print_domains(o, a);
	if (a->history.len) {
		output_puts(o, "\nLast\n");
		output_add(o, buf_str(&a->history), a->history.len);
	} else {
		output_puts(o, "\nNothing was recorded yet: \"nephoscope\" opens the course.\n");
	}
}
