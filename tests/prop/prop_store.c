/* SPDX-License-Identifier: MIT */
/* The log alone decides: whatever way events came in, the derived tables are the same. */
#include "tests/support/prop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/derive.h"
#include "store/journal.h"
#include "store/migrate.h"
#include "store/report.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/store_kit.h"
#include "tests/support/tmp.h"

enum { EVENTS_MAX = 60, N_DEVICES = 3, N_SUBJECTS = 4 };

/* A random thing to have happened, in a store as the program uses it. */
static void do_something(struct prng *r, struct store *s)
{
	static const char *const subjects[N_SUBJECTS] = { "a", "b/c", "b", "ü" };
	const char *subject = subjects[prng_below(r, N_SUBJECTS)];
	/* Few minutes, so that clocks go back and moments coincide. */
	struct store_time t = kit_minute((int)prng_below(r, 20) * 120);
	const struct place place = { (int)prng_below(r, 3), 5, prng_below(r, 2) };
	const struct attempt attempt = {
		.item = subject, .topic = subjects[prng_below(r, N_SUBJECTS)],
		.is_right = prng_below(r, 2),
	};

	switch (prng_below(r, 8)) {
	case 0:
		t_int(store_opened(s, t, subject), ERR_OK);
		break;
	case 1:
		t_int(store_place(s, t, subject, &place, (int)prng_below(r, 1001),
				  prng_below(r, 2)), ERR_OK);
		break;
	case 2:
		t_int(store_played(s, t, subject, subjects[prng_below(r, N_SUBJECTS)]), ERR_OK);
		break;
	case 3:
	case 4:
		t_int(store_bookmark(s, t, subject, &place, subject, prng_below(r, 2)), ERR_OK);
		break;
	case 5:
		store_undo_answer(s, t);
		break;
	default:
		t_int(store_answered(s, t, &attempt), ERR_OK);
	}
}

PROP(a_rebuild_changes_no_byte, 60)
{
	struct tmp tmp;
	struct store *s;
	size_t n = prng_below(r, EVENTS_MAX);

	fault_vfs_install();
	tmp_init(&tmp);
	s = kit_open(tmp.dir);
	for (size_t i = 0; i < n; i++) {
		do_something(r, s);
		if (prng_below(r, 16))
			continue;
		store_close(s);
		s = kit_open(tmp.dir);
	}
	kit_is_sound(s);
	store_close(s);
	tmp_done(&tmp);
}

/* An event with its text, in the order in which events count. */
struct entry {
	struct event ev;
	char kind[24], item[16], body[128];
	bool is_voided;
};

struct entries {
	struct entry v[EVENTS_MAX];
	size_t n;
};

static int by_replay_order(const void *a, const void *b)
{
	const struct event *x = &((const struct entry *)a)->ev, *y = &((const struct entry *)b)->ev;
	int device = memcmp(&x->device, &y->device, sizeof(x->device));

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return device ? device : x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* Text within an entry is found again after it was moved. */
static void point(struct entry *e)
{
	e->ev.kind = e->kind;
	e->ev.kind_len = strlen(e->kind);
	e->ev.item = e->item;
	e->ev.item_len = strlen(e->item);
	e->ev.body = e->body;
	e->ev.body_len = strlen(e->body);
}

static void make_body(struct prng *r, struct entries *all, struct entry *e)
{
	char id[UUID_TEXT_SIZE];
	size_t victim;

	snprintf(e->body, sizeof(e->body),
		 "{\"right\":%s,\"topic\":\"t%d\",\"line\":%d,\"permille\":%d}",
		 prng_below(r, 2) ? "true" : "false", (int)prng_below(r, 3),
		 (int)prng_below(r, 100), (int)prng_below(r, 1001));
	if (strcmp(e->kind, "void") != 0 || !all->n)
		return;
	victim = prng_below(r, all->n);
	if (strcmp(all->v[victim].kind, "void") != 0)
		all->v[victim].is_voided = true;
	uuid_text(&all->v[victim].ev.id, id);
	snprintf(e->body, sizeof(e->body), "{\"id\":\"%s\"}", id);
	strcpy(e->item, all->v[victim].item);
}

/* A log of several devices, sorted. */
static void make_log(struct prng *r, struct entries *all)
{
	static const char *const kinds[] = {
		"item-answered", "item-answered", "lesson-place", "void",
	};
	size_t n = prng_below(r, EVENTS_MAX);
	int64_t seq[N_DEVICES] = { 0 };

	all->n = 0;
	for (size_t i = 0; i < n; i++) {
		struct entry *e = &all->v[all->n];
		size_t device = prng_below(r, N_DEVICES);

		*e = (struct entry){ .ev.seq = ++seq[device] };
		for (size_t k = 0; k < sizeof(e->ev.id.bytes); k++)
			e->ev.id.bytes[k] = (unsigned char)prng_next(r);
		e->ev.device.bytes[0] = (unsigned char)(3 * device);
		e->ev.at_ms = kit_minute((int)prng_below(r, 9) * 400).unix_ms;
		e->ev.tz_min = (int)prng_below(r, 3) * 60;
		strcpy(e->kind, kinds[prng_below(r, sizeof(kinds) / sizeof(*kinds))]);
		snprintf(e->item, sizeof(e->item), "q%d", (int)prng_below(r, N_SUBJECTS));
		make_body(r, all, e);
		all->n++;
	}
	qsort(all->v, all->n, sizeof(*all->v), by_replay_order);
	for (size_t i = 0; i < all->n; i++)
		point(&all->v[i]);
}

static void open_memory(struct db *d)
{
	t_int(db_open(d, ":memory:", DB_WRITE, 0), ERR_OK);
	t_int(migrate(d, "", 0, schema_steps, n_schema_steps), ERR_OK);
	t_int(derive_all(d), ERR_OK);
}

static void adopt(struct db *d, const struct entry *e, bool is_derived)
{
	bool is_new = false;

	t_int(journal_adopt(d, &e->ev, &is_new), ERR_OK);
	t_true(is_new);
	if (is_derived)
		t_int(derive_event(d, &e->ev.id), ERR_OK);
	t_int(journal_adopt(d, &e->ev, &is_new), ERR_OK);
	t_false(is_new);
}

static void shuffle(struct prng *r, size_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t i = n; i > 1; i--) {
		size_t j = prng_below(r, i), swapped = order[i - 1];

		order[i - 1] = order[j];
		order[j] = swapped;
	}
}

static void is_dump(struct db *d, const struct buf *expected)
{
	struct buf now;

	buf_init(&now);
	t_int(derive_dump(d, &now), ERR_OK);
	t_str(buf_str(&now), buf_str(expected));
	buf_done(&now);
}

PROP(any_order_of_arrival_gives_the_same_tables, 200)
{
	struct db sorted, shuffled;
	struct entries *all = malloc(sizeof(*all));
	size_t order[EVENTS_MAX];
	struct buf expected;

	make_log(r, all);
	buf_init(&expected);
	open_memory(&sorted);
	for (size_t i = 0; i < all->n; i++)
		adopt(&sorted, &all->v[i], false);
	t_int(derive_all(&sorted), ERR_OK);
	t_int(derive_dump(&sorted, &expected), ERR_OK);

	open_memory(&shuffled);
	shuffle(r, order, all->n);
	for (size_t i = 0; i < all->n; i++)
		adopt(&shuffled, &all->v[order[i]], true);
	is_dump(&shuffled, &expected);
	t_int(derive_all(&shuffled), ERR_OK);
	is_dump(&shuffled, &expected);
	db_close(&sorted);
	db_close(&shuffled);
	buf_done(&expected);
	free(all);
}

/* What the sorted log says of one question, worked out by itself. */
static struct item_progress replay(const struct entries *all, const char *item)
{
	struct item_progress q = { .item = item };

	for (size_t i = 0; i < all->n; i++) {
		const struct entry *e = &all->v[i];

		if (strcmp(e->kind, "item-answered") != 0 || strcmp(e->item, item) != 0 ||
		    e->is_voided)
			continue;
		q.n_attempts++;
		q.is_last_right = strstr(e->body, "true") != NULL;
		q.n_right += q.is_last_right;
		q.last_ms = e->ev.at_ms;
		q.topic = strstr(e->body, "\"topic\":\"") + strlen("\"topic\":\"");
	}
	return q;
}

static void is_question(const struct progress *p, const struct item_progress *expected)
{
	const struct item_progress *q = progress_item(p, expected->item);

	t_int(q != NULL, expected->n_attempts > 0);
	if (!q)
		return;
	t_int(q->n_attempts, expected->n_attempts);
	t_int(q->n_right, expected->n_right);
	t_int(q->is_last_right, expected->is_last_right);
	t_int(q->last_ms, expected->last_ms);
	t_int(strncmp(q->topic, expected->topic, 2), 0);
}

PROP(events_count_in_the_order_of_time_device_and_sequence, 200)
{
	struct db d;
	struct entries *all = malloc(sizeof(*all));
	struct progress p = { .n_items = 0 };
	size_t order[EVENTS_MAX];

	make_log(r, all);
	open_memory(&d);
	shuffle(r, order, all->n);
	for (size_t i = 0; i < all->n; i++)
		adopt(&d, &all->v[order[i]], prng_below(r, 2));
	t_int(derive_all(&d), ERR_OK);
	arena_init(&p.arena);
	t_int(report_progress(&d, kit_minute(0), &p), ERR_OK);
	for (int i = 0; i < N_SUBJECTS; i++) {
		char item[16];
		struct item_progress expected;

		snprintf(item, sizeof(item), "q%d", i);
		expected = replay(all, item);
		is_question(&p, &expected);
	}
	arena_done(&p.arena);
	db_close(&d);
	free(all);
}

PROPS(t(a_rebuild_changes_no_byte), t(any_order_of_arrival_gives_the_same_tables),
      t(events_count_in_the_order_of_time_device_and_sequence))
