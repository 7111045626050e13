/* SPDX-License-Identifier: MIT */
#include "store/derive.h"

#include <string.h>

#include "store/journal.h"

/* Raise it when the rules below change: databases are then derived anew when opened. */
enum { DERIVE_VERSION = 1 };

static const struct {
	const char *name, *key;
} tables[] = {
	{ "voided", "id" },
	{ "lesson_state", "lesson" },
	{ "diagram_state", "lesson, diagram" },
	{ "item_state", "item" },
	{ "bookmark", "lesson, line, fingerprint" },
	{ "day", "day" },
};

enum { N_TABLES = sizeof(tables) / sizeof(*tables) };

/* A value of the event's body that was meant to be a number, or text. */
#define INT_OF(key) "ifnull(CAST(body ->> '" key "' AS INTEGER), 0)"
#define TEXT_OF(key) "ifnull(CAST(body ->> '" key "' AS TEXT), '')"

#define PLACE_RULE(read)                                                                        \
	"INSERT INTO lesson_state (lesson, is_read, permille, line, offset_bytes, fingerprint) " \
	"SELECT item, " read ", " INT_OF("permille") ", " INT_OF("line") ", "                    \
	INT_OF("offset") ", " INT_OF("fingerprint") " FROM event WHERE id = ?1 "                 \
	"ON CONFLICT DO UPDATE SET is_read = max(is_read, excluded.is_read), "                   \
	"permille = max(permille, excluded.permille), line = excluded.line, "                    \
	"offset_bytes = excluded.offset_bytes, fingerprint = excluded.fingerprint"

/* What the event ?1 does to the state of its lesson or question. */
static const char *const rules[N_EVENT_KINDS] = {
	[EVENT_OPENED] =
		"INSERT INTO lesson_state (lesson, opened_ms) "
		"SELECT item, at_ms FROM event WHERE id = ?1 "
		"ON CONFLICT DO UPDATE SET opened_ms = excluded.opened_ms",
	[EVENT_PLACE] = PLACE_RULE("0"),
	[EVENT_READ] = PLACE_RULE("1"),
	[EVENT_PLAYED] =
		"INSERT OR IGNORE INTO diagram_state "
		"SELECT item, " TEXT_OF("diagram") " FROM event WHERE id = ?1",
	[EVENT_ANSWERED] =
		"INSERT INTO item_state SELECT item, " TEXT_OF("topic") ", 1, "
		INT_OF("right") " <> 0, " INT_OF("right") " <> 0, at_ms FROM event WHERE id = ?1 "
		"ON CONFLICT DO UPDATE SET topic = excluded.topic, n_attempts = n_attempts + 1, "
		"n_right = n_right + excluded.n_right, is_last_right = excluded.is_last_right, "
		"last_ms = excluded.last_ms",
	[EVENT_MARKED] =
		"INSERT INTO bookmark SELECT item, " INT_OF("line") ", " INT_OF("fingerprint") ", "
		INT_OF("offset") ", " TEXT_OF("label") ", at_ms FROM event WHERE id = ?1 "
		"ON CONFLICT DO UPDATE SET offset_bytes = excluded.offset_bytes, "
		"label = excluded.label, added_ms = excluded.added_ms",
	[EVENT_UNMARKED] =
		"DELETE FROM bookmark WHERE (lesson, line, fingerprint) = "
		"(SELECT item, " INT_OF("line") ", " INT_OF("fingerprint")
		" FROM event WHERE id = ?1)",
};

#define IS_VOIDED "lower(hex(event.id)) IN (SELECT id FROM voided)"
#define VOIDED_ID "lower(replace(" TEXT_OF("id") ", '-', ''))"
#define LOCAL_DAY "(at_ms + tz_min * 60000) / 86400000"

static enum err run_on(struct db *d, const char *sql, const struct uuid *id)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(d, sql, &st);

	if (e != ERR_OK)
		return e;
	db_bind_blob(st, 1, id->bytes, sizeof(id->bytes));
	return db_run(d, st);
}

static enum err count_day(struct db *d, const struct uuid *id)
{
	return run_on(d, "INSERT INTO day SELECT " LOCAL_DAY ", 1, "
			 "kind = 'item-answered' AND NOT " IS_VOIDED " FROM event WHERE id = ?1 "
			 "ON CONFLICT DO UPDATE SET n_events = n_events + 1, "
			 "n_answers = n_answers + excluded.n_answers", id);
}

/* One row of a replay: id, kind, whether it was taken back. */
static enum err apply_row(struct db *d, sqlite3_stmt *row, struct uuid *ret_id)
{
	enum event_kind kind = event_kind_find((const char *)sqlite3_column_text(row, 1));

	memcpy(ret_id->bytes, sqlite3_column_blob(row, 0), sizeof(ret_id->bytes));
	if (kind == N_EVENT_KINDS || !rules[kind] || sqlite3_column_int(row, 2))
		return ERR_OK;
	return run_on(d, rules[kind], ret_id);
}

/* Forgets what is known of the lesson or question of event id, and replays its events. */
static enum err derive_subject(struct db *d, const struct uuid *id)
{
	static const char *const forget[] = {
		"DELETE FROM lesson_state WHERE lesson = (SELECT item FROM event WHERE id = ?1)",
		"DELETE FROM diagram_state WHERE lesson = (SELECT item FROM event WHERE id = ?1)",
		"DELETE FROM item_state WHERE item = (SELECT item FROM event WHERE id = ?1)",
		"DELETE FROM bookmark WHERE lesson = (SELECT item FROM event WHERE id = ?1)",
	};
	sqlite3_stmt *row;
	struct uuid each;
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < sizeof(forget) / sizeof(*forget); i++)
		e = run_on(d, forget[i], id);
	if (e == ERR_OK)
		e = db_prepare(d, "SELECT id, kind, " IS_VOIDED " FROM event "
			       "WHERE item = (SELECT item FROM event WHERE id = ?1) "
			       "ORDER BY at_ms, device, seq", &row);
	if (e != ERR_OK)
		return e;
	db_bind_blob(row, 1, id->bytes, sizeof(id->bytes));
	while ((e = db_row(d, row)) == ERR_OK && (e = apply_row(d, row, &each)) == ERR_OK)
		;
	sqlite3_reset(row);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

/* The event void names another one of the same question: that one counts no more. */
static enum err derive_void(struct db *d, const struct uuid *id)
{
	enum err e = run_on(d, "INSERT OR IGNORE INTO voided "
			       "SELECT " VOIDED_ID " FROM event WHERE id = ?1", id);

	if (e != ERR_OK || !sqlite3_changes(d->sql))
		return e;
	e = run_on(d, "UPDATE day SET n_answers = n_answers - 1 WHERE day = "
		      "(SELECT " LOCAL_DAY " FROM event WHERE kind = 'item-answered' "
		      "AND item = (SELECT item FROM event WHERE id = ?1) "
		      "AND lower(hex(id)) = (SELECT " VOIDED_ID " FROM event WHERE id = ?1))", id);
	return e == ERR_OK ? derive_subject(d, id) : e;
}

enum err derive_event(struct db *d, const struct uuid *id)
{
	sqlite3_stmt *row;
	struct uuid same;
	bool is_void, is_late;
	enum err e = count_day(d, id);

	if (e == ERR_OK)
		e = db_prepare(d, "SELECT id, kind, " IS_VOIDED ", kind = 'void', "
			       "EXISTS (SELECT 1 FROM event AS other WHERE other.item = event.item "
			       "AND (other.at_ms, other.device, other.seq) > "
			       "(event.at_ms, event.device, event.seq)) "
			       "FROM event WHERE id = ?1", &row);
	if (e != ERR_OK)
		return e;
	db_bind_blob(row, 1, id->bytes, sizeof(id->bytes));
	e = db_row(d, row);
	if (e != ERR_OK)
		return e;
	is_void = sqlite3_column_int(row, 3);
	is_late = sqlite3_column_int(row, 4);
	if (!is_void && !is_late)
		e = apply_row(d, row, &same);
	sqlite3_reset(row);
	if (is_void)
		return derive_void(d, id);
	return is_late ? derive_subject(d, id) : e;
}

static enum err clear_tables(struct db *d)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < N_TABLES; i++)
		e = db_execf(d, "DELETE FROM %s", tables[i].name);
	return e;
}

static enum err replay(struct db *d)
{
	sqlite3_stmt *row;
	struct uuid id;
	enum err e = db_prepare(d, "SELECT id, kind, " IS_VOIDED " FROM event "
				"ORDER BY at_ms, device, seq", &row);

	if (e != ERR_OK)
		return e;
	while ((e = db_row(d, row)) == ERR_OK) {
		e = apply_row(d, row, &id);
		if (e == ERR_OK)
			e = count_day(d, &id);
		if (e != ERR_OK)
			break;
	}
	sqlite3_reset(row);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err derive_all(struct db *d)
{
	enum err e = clear_tables(d);

	if (e == ERR_OK)
		e = db_exec(d, "INSERT OR IGNORE INTO voided "
			    "SELECT " VOIDED_ID " FROM event WHERE kind = 'void'");
	if (e == ERR_OK)
		e = replay(d);
	if (e == ERR_OK)
		e = db_execf(d, "INSERT OR REPLACE INTO meta VALUES ('derived', %d)",
			     DERIVE_VERSION);
	return e;
}

enum err derive_is_current(struct db *d, bool *ret)
{
	int64_t version = 0;
	enum err e = db_number(d, "SELECT value FROM meta WHERE name = 'derived'", &version);

	if (e != ERR_OK && e != ERR_NOT_FOUND)
		return e;
	*ret = version == DERIVE_VERSION;
	return ERR_OK;
}

static enum err dump_table(struct db *d, const char *name, const char *key, struct buf *out)
{
	sqlite3_stmt *st;
	struct buf sql;
	enum err e;
	int code;

	buf_init(&sql);
	buf_printf(&sql, "SELECT * FROM %s ORDER BY %s", name, key);
	code = sqlite3_prepare_v2(d->sql, buf_str(&sql), -1, &st, NULL);
	buf_done(&sql);
	if (code != SQLITE_OK)
		return db_err(d, code);
	while ((e = db_row(d, st)) == ERR_OK) {
		buf_adds(out, name);
		for (int i = 0; i < sqlite3_column_count(st); i++) {
			buf_addc(out, '|');
			buf_add(out, (const char *)sqlite3_column_text(st, i),
				(size_t)sqlite3_column_bytes(st, i));
		}
		buf_addc(out, '\n');
	}
	sqlite3_finalize(st);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err derive_dump(struct db *d, struct buf *out)
{
	enum err e = ERR_OK;

	for (size_t i = 0; e == ERR_OK && i < N_TABLES; i++)
		e = dump_table(d, tables[i].name, tables[i].key, out);
	return e;
}
