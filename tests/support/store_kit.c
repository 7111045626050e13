/* SPDX-License-Identifier: MIT */
#include "tests/support/store_kit.h"

#include <stdio.h>

#include "tests/support/t.h"

struct store_time kit_minute(int i)
{
	return (struct store_time){ INT64_C(1700000000000) + i * INT64_C(60000), 60 };
}

struct store *kit_open(const char *dir)
{
	struct store *s = NULL;
	struct buf why;

	buf_init(&why);
	t_int(store_open(dir, &s, &why), ERR_OK);
	t_str(buf_str(&why), "");
	t_true(store_is_writable(s));
	buf_done(&why);
	return s;
}

enum err kit_answer(struct store *s, int i)
{
	char item[32];
	const struct attempt attempt = {
		.item = item,
		.item_revision = UINT64_MAX,
		.topic = "lambda",
		.chosen = 1U << (i % 4),
		.is_right = i % 2 == 0,
		.took_ms = 1500,
	};

	snprintf(item, sizeof(item), "q-%d", i);
	return store_answered(s, kit_minute(i), &attempt);
}

void kit_fill(const char *dir, int n)
{
	struct store *s = kit_open(dir);

	for (int i = 0; i < n; i++)
		t_int(kit_answer(s, i), ERR_OK);
	store_close(s);
}

static struct progress *progress_of(struct store *s)
{
	struct progress *p = NULL;

	t_int(store_progress(s, kit_minute(0), &p), ERR_OK);
	return p;
}

int kit_count(struct store *s)
{
	struct progress *p = progress_of(s);
	int n = (int)p->n_items;

	progress_free(p);
	return n;
}

bool kit_has_answer(struct store *s, int i)
{
	struct progress *p = progress_of(s);
	char item[32];
	bool found;

	snprintf(item, sizeof(item), "q-%d", i);
	found = progress_item(p, item) != NULL;
	progress_free(p);
	return found;
}

void kit_is_sound(struct store *s)
{
	struct buf before, after;

	buf_init(&before);
	buf_init(&after);
	t_int(store_check(s, &before), ERR_OK);
	t_str(buf_str(&before), "");
	t_int(store_dump_derived(s, &before), ERR_OK);
	t_int(store_rebuild(s), ERR_OK);
	t_int(store_dump_derived(s, &after), ERR_OK);
	t_int(before.len, after.len);
	t_str(buf_str(&before), buf_str(&after));
	buf_done(&before);
	buf_done(&after);
}
