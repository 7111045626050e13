/* SPDX-License-Identifier: MIT */
#include "store/report.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/vec.h"
#include "store/journal.h"

static int column_int(sqlite3_stmt *st, int column, int low, int high)
{
	int64_t x = sqlite3_column_int64(st, column);

	return (int)(x < low ? low : x > high ? high : x);
}

/* From three columns: line, offset, fingerprint. */
static struct place column_place(sqlite3_stmt *st, int column)
{
	return (struct place){
		.line = column_int(st, column, 0, INT_MAX),
		.offset = (uint32_t)column_int(st, column + 1, 0, INT_MAX),
		.fingerprint = (uint64_t)sqlite3_column_int64(st, column + 2),
	};
}

static enum err read_lessons(struct db *d, struct progress *p)
{
	sqlite3_stmt *st;
	struct lesson_progress *lessons = NULL;
	size_t n = 0, cap = 0;
	enum err e = db_prepare(d,
		"SELECT lesson, is_read, permille, line, offset_bytes, fingerprint, opened_ms, "
		"(SELECT count(*) FROM diagram_state WHERE diagram_state.lesson = names.lesson) "
		"FROM (SELECT lesson FROM lesson_state UNION SELECT lesson FROM diagram_state) "
		"AS names LEFT JOIN lesson_state USING (lesson) ORDER BY lesson", &st);

	if (e != ERR_OK)
		return e;
	while ((e = db_row(d, st)) == ERR_OK)
		if (db_is_name(st, 0))
			*vec_push(lessons, n, cap) = (struct lesson_progress){
				.lesson = db_text(st, 0, &p->arena),
				.is_read = sqlite3_column_int(st, 1),
				.permille = column_int(st, 2, 0, 1000),
				.place = column_place(st, 3),
				.opened_ms = sqlite3_column_int64(st, 6),
				.n_played = column_int(st, 7, 0, INT_MAX),
			};
	p->lessons = arena_dup(&p->arena, lessons, n, sizeof(*lessons));
	p->n_lessons = n;
	free(lessons);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err read_items(struct db *d, struct progress *p)
{
	sqlite3_stmt *st;
	struct item_progress *items = NULL;
	size_t n = 0, cap = 0;
	enum err e = db_prepare(d, "SELECT item, topic, n_attempts, n_right, is_last_right, "
				"last_ms FROM item_state ORDER BY item", &st);

	if (e != ERR_OK)
		return e;
	while ((e = db_row(d, st)) == ERR_OK)
		if (db_is_name(st, 0))
			*vec_push(items, n, cap) = (struct item_progress){
				.item = db_text(st, 0, &p->arena),
				.topic = db_text(st, 1, &p->arena),
				.n_attempts = column_int(st, 2, 0, INT_MAX),
				.n_right = column_int(st, 3, 0, INT_MAX),
				.is_last_right = sqlite3_column_int(st, 4),
				.last_ms = sqlite3_column_int64(st, 5),
			};
	p->items = arena_dup(&p->arena, items, n, sizeof(*items));
	p->n_items = n;
	free(items);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err read_bookmarks(struct db *d, struct progress *p)
{
	sqlite3_stmt *st;
	struct bookmark *marks = NULL;
	size_t n = 0, cap = 0;
	enum err e = db_prepare(d, "SELECT lesson, label, line, offset_bytes, fingerprint, "
				"added_ms FROM bookmark "
				"ORDER BY added_ms DESC, lesson, line, fingerprint", &st);

	if (e != ERR_OK)
		return e;
	while ((e = db_row(d, st)) == ERR_OK)
		if (db_is_name(st, 0))
			*vec_push(marks, n, cap) = (struct bookmark){
				.lesson = db_text(st, 0, &p->arena),
				.label = db_text(st, 1, &p->arena),
				.place = column_place(st, 2),
				.added_ms = sqlite3_column_int64(st, 5),
			};
	p->bookmarks = arena_dup(&p->arena, marks, n, sizeof(*marks));
	p->n_bookmarks = n;
	free(marks);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

static enum err read_days(struct db *d, struct store_time now, struct progress *p)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(d, "SELECT count(*), ifnull(sum(n_answers) FILTER "
				"(WHERE day = (?1 + ?2 * 60000) / 86400000), 0) FROM day", &st);

	if (e != ERR_OK)
		return e;
	sqlite3_bind_int64(st, 1, now.unix_ms);
	sqlite3_bind_int64(st, 2, now.utc_offset_min);
	e = db_row(d, st);
	if (e != ERR_OK)
		return e;
	p->n_days = column_int(st, 0, 0, INT_MAX);
	p->n_today = column_int(st, 1, 0, INT_MAX);
	sqlite3_reset(st);
	return ERR_OK;
}

static const struct lesson_progress *last_opened(const struct progress *p)
{
	const struct lesson_progress *last = NULL;

	for (size_t i = 0; i < p->n_lessons; i++)
		if (p->lessons[i].opened_ms > (last ? last->opened_ms : 0))
			last = &p->lessons[i];
	return last;
}

enum err report_progress(struct db *d, struct store_time now, struct progress *p)
{
	/* One read transaction: all tables as of the same moment. */
	enum err e = db_exec(d, "BEGIN");

	if (e != ERR_OK)
		return e;
	e = read_lessons(d, p);
	if (e == ERR_OK)
		e = read_items(d, p);
	if (e == ERR_OK)
		e = read_bookmarks(d, p);
	if (e == ERR_OK)
		e = read_days(d, now, p);
	p->last = last_opened(p);
	return db_end(d, e);
}

/* What happened, in a word, as a line of the history says it. */
static const char *const words[N_EVENT_KINDS] = {
	[EVENT_OPENED] = "opened",
	[EVENT_PLACE] = "left",
	[EVENT_READ] = "read",
	[EVENT_PLAYED] = "played",
	[EVENT_ANSWERED] = "answered",
	[EVENT_MARKED] = "marked",
	[EVENT_UNMARKED] = "unmarked",
	[EVENT_VOID] = "took back",
};

static void add_time(struct buf *out, int64_t at_ms, int64_t tz_min)
{
	time_t local = (time_t)(at_ms / 1000 + tz_min * 60);
	char text[32] = "";
	struct tm tm;

	if (gmtime_r(&local, &tm))
		strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm);
	buf_adds(out, text);
}

static void add_field(struct buf *out, const char *text)
{
	if (!text[0])
		return;
	buf_adds(out, "  ");
	for (; *text; text++)
		buf_addc(out, *text == '\n' || *text == '\t' ? ' ' : *text);
}

enum err report_history(struct db *d, size_t limit, struct buf *out)
{
	sqlite3_stmt *st;
	struct arena a;
	enum err e = db_prepare(d,
		"SELECT at_ms, tz_min, kind, item, CASE kind "
		"WHEN 'item-answered' THEN iif(body ->> 'right', 'right', 'wrong') "
		"|| iif(lower(hex(id)) IN (SELECT id FROM voided), ', taken back', '') "
		"WHEN 'lesson-place' THEN (CAST(body ->> 'permille' AS INTEGER) / 10) || ' %' "
		"WHEN 'diagram-played' THEN body ->> 'diagram' "
		"WHEN 'bookmark-added' THEN body ->> 'label' END "
		"FROM event ORDER BY at_ms DESC, device DESC, seq DESC LIMIT ?1", &st);

	if (e != ERR_OK)
		return e;
	arena_init(&a);
	sqlite3_bind_int64(st, 1, limit > INT64_MAX ? INT64_MAX : (int64_t)limit);
	while ((e = db_row(d, st)) == ERR_OK) {
		const char *name = db_text(st, 2, &a);
		enum event_kind kind = event_kind_find(name);

		add_time(out, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1));
		add_field(out, kind == N_EVENT_KINDS ? name : words[kind]);
		add_field(out, db_text(st, 3, &a));
		add_field(out, db_text(st, 4, &a));
		buf_addc(out, '\n');
		arena_clear(&a);
	}
	arena_done(&a);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}
