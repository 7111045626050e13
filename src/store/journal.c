/* SPDX-License-Identifier: MIT */
#include "store/journal.h"

#include <string.h>
#include <sys/random.h>

/* The bounds that the table's CHECKs set. */
#define AT_MS_MAX INT64_C(253402300799999)
enum { TZ_MIN_MAX = 1440 };

static const char *const kind_names[] = {
	[EVENT_OPENED] = "lesson-opened",
	[EVENT_PLACE] = "lesson-place",
	[EVENT_READ] = "lesson-read",
	[EVENT_PLAYED] = "diagram-played",
	[EVENT_ANSWERED] = "item-answered",
	[EVENT_MARKED] = "bookmark-added",
	[EVENT_UNMARKED] = "bookmark-removed",
	[EVENT_VOID] = "void",
};

const char *event_kind_name(enum event_kind k)
{
	return kind_names[k];
}

enum event_kind event_kind_find(const char *name)
{
	int k = 0;

	while (k < N_EVENT_KINDS && strcmp(kind_names[k], name) != 0)
		k++;
	return (enum event_kind)k;
}

static void random_bytes(unsigned char *p, size_t n)
{
	if (getrandom(p, n, 0) != (ssize_t)n)
		sqlite3_randomness((int)n, p);
}

enum err journal_load(struct journal *j, struct db *d)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(d, "SELECT value FROM meta WHERE name = 'device'", &st);

	if (e == ERR_OK)
		e = db_row(d, st);
	if (e != ERR_OK)
		return e;
	if (sqlite3_column_bytes(st, 0) == sizeof(j->device))
		memcpy(&j->device, sqlite3_column_blob(st, 0), sizeof(j->device));
	else
		e = ERR_CORRUPT;
	sqlite3_reset(st);
	return e;
}

enum err journal_found(struct journal *j, struct db *d)
{
	struct uuid device;
	sqlite3_stmt *st;
	enum err e = db_prepare(d, "INSERT OR IGNORE INTO meta VALUES ('device', ?1)", &st);

	if (e != ERR_OK)
		return e;
	random_bytes(device.bytes, sizeof(device.bytes));
	db_bind_blob(st, 1, device.bytes, sizeof(device.bytes));
	e = db_run(d, st);
	/* Another process may have been first: then its id holds. */
	return e == ERR_OK ? journal_load(j, d) : e;
}

/* The next id after last within the same millisecond: the random part plus one. */
static bool uuid_increment(struct uuid *u)
{
	for (int i = 15; i > 8; i--)
		if (++u->bytes[i])
			return true;
	if ((u->bytes[8] & 0x3F) == 0x3F)
		return false;
	u->bytes[8]++;
	return true;
}

/* Ids grow even when the clock stands still or goes back. */
static struct uuid next_id(struct journal *j, int64_t at_ms)
{
	unsigned char random[10];
	struct uuid u;

	random_bytes(random, sizeof(random));
	u = uuid_v7(at_ms, random);
	if (memcmp(&u, &j->last, sizeof(u)) <= 0) {
		u = j->last;
		if (!uuid_increment(&u))
			u = uuid_v7(uuid_v7_ms(&j->last) + 1, random);
	}
	j->last = u;
	return u;
}

static enum err next_seq(const struct journal *j, struct db *d, int64_t *ret)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(d, "SELECT ifnull(max(seq), 0) + 1 FROM event WHERE device = ?1",
				&st);

	if (e != ERR_OK)
		return e;
	db_bind_blob(st, 1, j->device.bytes, sizeof(j->device.bytes));
	e = db_row(d, st);
	if (e != ERR_OK)
		return e;
	*ret = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return ERR_OK;
}

static void bind_event(sqlite3_stmt *st, const struct event *ev)
{
	db_bind_blob(st, 1, ev->id.bytes, sizeof(ev->id.bytes));
	db_bind_blob(st, 2, ev->device.bytes, sizeof(ev->device.bytes));
	sqlite3_bind_int64(st, 3, ev->seq);
	sqlite3_bind_int64(st, 4, ev->at_ms);
	sqlite3_bind_int64(st, 5, ev->tz_min);
	sqlite3_bind_text64(st, 6, ev->kind, ev->kind_len, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_text64(st, 7, ev->item, ev->item_len, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_bind_int64(st, 8, ev->item_rev);
	sqlite3_bind_text64(st, 9, ev->body, ev->body_len, SQLITE_STATIC, SQLITE_UTF8);
}

static int64_t clamp(int64_t x, int64_t low, int64_t high)
{
	return x < low ? low : x > high ? high : x;
}

enum err journal_append(struct journal *j, struct db *d, struct store_time t, enum event_kind kind,
			const char *item, uint64_t item_rev, const char *body,
			struct uuid *ret_id)
{
	struct event ev = {
		.device = j->device,
		.at_ms = clamp(t.unix_ms, 0, AT_MS_MAX),
		.tz_min = clamp(t.utc_offset_min, -TZ_MIN_MAX, TZ_MIN_MAX),
		.kind = kind_names[kind], .kind_len = strlen(kind_names[kind]),
		.item = item, .item_len = strlen(item),
		.item_rev = (int64_t)item_rev,
		.body = body, .body_len = strlen(body),
	};
	sqlite3_stmt *st;
	enum err e = next_seq(j, d, &ev.seq);

	if (e == ERR_OK)
		e = db_prepare(d, "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
			       &st);
	if (e != ERR_OK)
		return e;
	ev.id = next_id(j, ev.at_ms);
	bind_event(st, &ev);
	e = db_run(d, st);
	if (e == ERR_OK)
		*ret_id = ev.id;
	return e;
}

enum err journal_adopt(struct db *d, const struct event *ev, bool *ret_is_new)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(d, "INSERT OR IGNORE INTO event "
				"SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE json_valid(?9)",
				&st);

	if (e != ERR_OK)
		return e;
	bind_event(st, ev);
	e = db_run(d, st);
	if (e == ERR_OK)
		*ret_is_new = sqlite3_changes(d->sql) > 0;
	return e;
}

static void add_key(struct buf *b, const char *key)
{
	buf_printf(b, "%s\"%s\":", b->len ? "," : "{", key);
}

void body_int(struct buf *b, const char *key, int64_t value)
{
	add_key(b, key);
	buf_printf(b, "%lld", (long long)value);
}

void body_bool(struct buf *b, const char *key, bool value)
{
	add_key(b, key);
	buf_adds(b, value ? "true" : "false");
}

void body_text(struct buf *b, const char *key, const char *value)
{
	add_key(b, key);
	buf_addc(b, '"');
	for (; *value; value++)
		if (*value == '"' || *value == '\\')
			buf_printf(b, "\\%c", *value);
		else if ((unsigned char)*value < 0x20)
			buf_printf(b, "\\u%04x", (unsigned char)*value);
		else
			buf_addc(b, *value);
	buf_addc(b, '"');
}

const char *body_end(struct buf *b)
{
	buf_adds(b, b->len ? "}" : "{}");
	return buf_str(b);
}
