/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "store/db.h"
#include "store/derive.h"
#include "store/journal.h"
#include "store/migrate.h"
#include "store/report.h"

enum { BUSY_MS = 5000 };

struct store {
	struct db db;
	struct journal journal;
	enum err fault;		/* why nothing is saved; ERR_OK = everything is */
	bool is_memory;		/* with a fault: events are taken in, and lost at the end */
};

static void add_path(struct buf *why, const char *path)
{
	utf8_clean(why, path, strlen(path));
}

/* One sentence: what is wrong with the database at path. */
static void say_refused(struct buf *why, const char *path, enum err e)
{
	add_path(why, path);
	buf_adds(why, e == ERR_CORRUPT
		 ? " is damaged; it was left as it is. Run `nephoscope doctor --rebuild` to move "
		   "it aside and keep everything that can still be read."
		 : " is not a database of this program; it was left as it is. Move it away, or "
		   "use --data-dir to choose another folder.");
}

/* Two sentences: why nothing is saved, and the way out. */
static void say_fault(struct buf *why, const char *path, enum err e, const char *reason)
{
	buf_adds(why, "Progress cannot be saved: ");
	add_path(why, path);
	switch (e) {
	case ERR_READ_ONLY:
		buf_adds(why, " is read-only.");
		break;
	case ERR_FULL:
		buf_adds(why, ": no space is left there.");
		break;
	case ERR_NEWER:
		buf_adds(why, " was written by a newer version of this program. Update it, or");
		break;
	case ERR_BUSY:
		buf_adds(why, " is in use by another program. End that one and start again, or");
		break;
	default:
		buf_printf(why, ": %s.", reason);
	}
	buf_printf(why, " %s --data-dir to choose another folder.",
		   e == ERR_NEWER || e == ERR_BUSY ? "use" : "Use");
}

/* Whether there is such a file beside path ("" = path itself), with something in it. */
static bool has_bytes(const char *path, const char *suffix)
{
	struct buf name;
	struct stat st;
	bool found;

	buf_init(&name);
	buf_printf(&name, "%s%s", path, suffix);
	found = !stat(buf_str(&name), &st) && st.st_size > 0;
	buf_done(&name);
	return found;
}

/* What a process that was killed leaves: the file without it is not whole. */
static bool has_log(const char *path)
{
	return has_bytes(path, "-wal") || has_bytes(path, "-journal");
}

static enum err quick_check(struct db *d)
{
	sqlite3_stmt *st;
	bool is_ok;
	enum err e = db_prepare(d, "PRAGMA quick_check(1)", &st);

	if (e == ERR_OK)
		e = db_row(d, st);
	if (e != ERR_OK)
		return e;
	is_ok = !strcmp((const char *)sqlite3_column_text(st, 0), "ok");
	sqlite3_reset(st);
	return is_ok ? ERR_OK : ERR_CORRUPT;
}

/*
 * Write-ahead logging where the file system can do it; where it cannot, or while
 * another process is just switching too, SQLite's other way is as safe.
 */
static enum err set_journal(struct db *d)
{
	enum err e = db_exec(d, "PRAGMA journal_mode = WAL");

	if (e != ERR_OK && e != ERR_BUSY)
		return e;
	return db_exec(d, "PRAGMA synchronous = FULL");
}

/* What every later call relies on: an identity, and derived tables by today's rules. */
static enum err set_up(struct store *s)
{
	bool is_current;
	enum err e = derive_is_current(&s->db, &is_current);

	if (e == ERR_OK && is_current) {
		e = journal_load(&s->journal, &s->db);
		if (e != ERR_NOT_FOUND)
			return e;
	}
	if (e == ERR_OK || e == ERR_NOT_FOUND)
		e = db_begin(&s->db);
	if (e != ERR_OK)
		return e;
	e = journal_found(&s->journal, &s->db);
	if (e == ERR_OK && !is_current)
		e = derive_all(&s->db);
	return db_end(&s->db, e);
}

static enum err open_to_write(struct store *s, const char *path)
{
	bool was_killed = has_log(path);
	int version;
	enum err e;

	/* SQLite would throw away the log of an emptied file. */
	if (has_bytes(path, "-wal") && !has_bytes(path, ""))
		return ERR_CORRUPT;
	e = db_open(&s->db, path, DB_WRITE, BUSY_MS);
	if (e == ERR_OK)
		e = migrate_identify(&s->db, n_schema_steps, &version);
	if (e == ERR_OK && sqlite3_db_readonly(s->db.sql, "main"))
		e = ERR_READ_ONLY;
	if (e == ERR_OK && was_killed)
		e = quick_check(&s->db);
	if (e != ERR_OK)
		return e;
	db_trust(&s->db);
	e = set_journal(&s->db);
	if (e == ERR_OK)
		e = migrate(&s->db, path, version, schema_steps, n_schema_steps);
	return e == ERR_OK ? set_up(s) : e;
}

static enum err open_to_read(struct store *s, const char *path, enum db_mode mode)
{
	int version = 0;
	enum err e = db_open(&s->db, path, mode, 0);

	if (e == ERR_OK)
		e = migrate_identify(&s->db, n_schema_steps, &version);
	if (e == ERR_NEWER)
		return ERR_OK;
	return e == ERR_OK && !version ? ERR_NOT_FOUND : e;
}

/* Reading what is there, else nothing but this session. */
static enum err open_without_saving(struct store *s, const char *path)
{
	enum err e = open_to_read(s, path, DB_READ);

	if (e == ERR_OK)
		return e;
	if (!has_log(path)) {
		db_close(&s->db);
		e = open_to_read(s, path, DB_FROZEN);
		if (e == ERR_OK)
			return e;
	}
	db_close(&s->db);
	if (e == ERR_CORRUPT || e == ERR_SYNTAX)
		return e;
	s->is_memory = true;
	e = db_open(&s->db, ":memory:", DB_WRITE, 0);
	if (e == ERR_OK)
		e = migrate(&s->db, "", 0, schema_steps, n_schema_steps);
	return e == ERR_OK ? set_up(s) : e;
}

static enum err open_database(struct store *s, const char *dir, const char *path, struct buf *why)
{
	enum err e = file_mkdirs(dir);

	if (e != ERR_OK) {
		say_fault(why, dir, e, strerror(errno));
	} else {
		e = open_to_write(s, path);
		if (e == ERR_OK)
			return e;
		if (e != ERR_CORRUPT && e != ERR_SYNTAX)
			say_fault(why, access(path, F_OK) ? dir : path, e, db_reason(&s->db));
		db_close(&s->db);
	}
	/* What cannot be made is no answer that cannot be found: see store_undo_answer. */
	s->fault = e == ERR_NOT_FOUND ? ERR_IO : e;
	if (e != ERR_CORRUPT && e != ERR_SYNTAX)
		e = open_without_saving(s, path);
	if (e == ERR_CORRUPT || e == ERR_SYNTAX) {
		buf_clear(why);
		say_refused(why, path, e);
	}
	return e;
}

enum err store_open(const char *dir, struct store **ret_store, struct buf *ret_why)
{
	struct store *s = xcalloc(1, sizeof(*s));
	struct arena a;
	enum err e;

	arena_init(&a);
	buf_clear(ret_why);
	e = open_database(s, dir, db_path(&a, dir, "progress.db"), ret_why);
	arena_done(&a);
	if (e == ERR_OK) {
		*ret_store = s;
		return e;
	}
	db_close(&s->db);
	free(s);
	return e;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	if (s->fault == ERR_OK) {
		/* Another process may go on working: quitting does not wait for it. */
		sqlite3_busy_timeout(s->db.sql, 0);
		db_exec(&s->db, "PRAGMA analysis_limit = 200; PRAGMA optimize");
		db_exec(&s->db, "PRAGMA wal_checkpoint(TRUNCATE)");
	}
	db_close(&s->db);
	free(s);
}

bool store_is_writable(const struct store *s)
{
	return s->fault == ERR_OK;
}

/* One event and what follows from it, within a transaction that is open. */
static enum err append(struct store *s, struct store_time t, enum event_kind kind,
		       const char *item, uint64_t item_rev, const char *body)
{
	struct uuid id;
	enum err e = journal_append(&s->journal, &s->db, t, kind, item, item_rev, body, &id);

	return e == ERR_OK ? derive_event(&s->db, &id) : e;
}

static enum err begin_change(struct store *s)
{
	return s->fault != ERR_OK && !s->is_memory ? s->fault : db_begin(&s->db);
}

/* What was taken in but not saved is reported like any other failure to save. */
static enum err end_change(struct store *s, enum err e)
{
	e = db_end(&s->db, e);
	return e == ERR_OK ? s->fault : e;
}

/* Records one event; body is taken. */
static enum err record(struct store *s, struct store_time t, enum event_kind kind,
		       const char *item, uint64_t item_rev, struct buf *body)
{
	enum err e = begin_change(s);

	if (e == ERR_OK)
		e = end_change(s, append(s, t, kind, item, item_rev, body_end(body)));
	buf_done(body);
	return e;
}

static void body_place(struct buf *b, const struct place *p)
{
	body_int(b, "line", p->line);
	body_int(b, "offset", p->offset);
	body_int(b, "fingerprint", (int64_t)p->fingerprint);
}

enum err store_opened(struct store *s, struct store_time t, const char *lesson)
{
	struct buf body;

	buf_init(&body);
	return record(s, t, EVENT_OPENED, lesson, 0, &body);
}

enum err store_place(struct store *s, struct store_time t, const char *lesson,
		     const struct place *place, int permille, bool is_end)
{
	struct buf body;

	buf_init(&body);
	body_place(&body, place);
	body_int(&body, "permille", permille);
	return record(s, t, is_end ? EVENT_READ : EVENT_PLACE, lesson, 0, &body);
}

enum err store_played(struct store *s, struct store_time t, const char *lesson,
		      const char *diagram)
{
	struct buf body;

	buf_init(&body);
	body_text(&body, "diagram", diagram);
	return record(s, t, EVENT_PLAYED, lesson, 0, &body);
}

enum err store_answered(struct store *s, struct store_time t, const struct attempt *attempt)
{
	struct buf body;

	buf_init(&body);
	body_text(&body, "topic", attempt->topic);
	body_int(&body, "chosen", attempt->chosen);
	body_bool(&body, "right", attempt->is_right);
	body_int(&body, "hints", attempt->hints_seen);
	body_int(&body, "took_ms", attempt->took_ms);
	return record(s, t, EVENT_ANSWERED, attempt->item, attempt->item_revision, &body);
}

enum err store_bookmark(struct store *s, struct store_time t, const char *lesson,
			const struct place *place, const char *label, bool is_set)
{
	struct buf body;

	buf_init(&body);
	body_place(&body, place);
	if (is_set)
		body_text(&body, "label", label);
	return record(s, t, is_set ? EVENT_MARKED : EVENT_UNMARKED, lesson, 0, &body);
}

/* The answer given last on this device, by sequence: whatever the clock did since. */
static enum err find_last_answer(struct store *s, struct arena *a, struct uuid *ret_id,
				 const char **ret_item)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(&s->db,
		"SELECT id, item FROM event WHERE device = ?1 AND kind = 'item-answered' "
		"AND lower(hex(id)) NOT IN (SELECT id FROM voided) ORDER BY seq DESC LIMIT 1", &st);

	if (e != ERR_OK)
		return e;
	db_bind_blob(st, 1, s->journal.device.bytes, sizeof(s->journal.device.bytes));
	e = db_row(&s->db, st);
	if (e != ERR_OK)
		return e;
	memcpy(ret_id->bytes, sqlite3_column_blob(st, 0), sizeof(ret_id->bytes));
	*ret_item = arena_strdup(a, (const char *)sqlite3_column_text(st, 1));
	sqlite3_reset(st);
	return ERR_OK;
}

static enum err append_void(struct store *s, struct store_time t)
{
	char text[UUID_TEXT_SIZE];
	const char *item;
	struct uuid id;
	struct buf body;
	struct arena a;
	enum err e;

	arena_init(&a);
	buf_init(&body);
	e = find_last_answer(s, &a, &id, &item);
	if (e == ERR_OK) {
		uuid_text(&id, text);
		body_text(&body, "id", text);
		e = append(s, t, EVENT_VOID, item, 0, body_end(&body));
	}
	buf_done(&body);
	arena_done(&a);
	return e;
}

enum err store_undo_answer(struct store *s, struct store_time t)
{
	enum err e = begin_change(s);

	return e == ERR_OK ? end_change(s, append_void(s, t)) : e;
}

/* Tables of a newer version may lack what this one asks for. */
static enum err read_err(const struct store *s, enum err e)
{
	return e == ERR_CORRUPT && s->fault == ERR_NEWER ? ERR_NEWER : e;
}

enum err store_progress(struct store *s, struct store_time now, struct progress **ret)
{
	struct progress *p = xcalloc(1, sizeof(*p));
	enum err e;

	arena_init(&p->arena);
	e = report_progress(&s->db, now, p);
	if (e == ERR_OK)
		*ret = p;
	else
		progress_free(p);
	return read_err(s, e);
}

enum err store_history(struct store *s, size_t limit, struct buf *out)
{
	return read_err(s, report_history(&s->db, limit, out));
}

enum err store_rebuild(struct store *s)
{
	enum err e = begin_change(s);

	return e == ERR_OK ? db_end(&s->db, derive_all(&s->db)) : e;
}

enum err store_dump_derived(struct store *s, struct buf *out)
{
	return read_err(s, derive_dump(&s->db, out));
}

/* Whether making the derived tables anew would change them; they stay as they are. */
static enum err check_derived(struct store *s, struct buf *out)
{
	struct buf before, after;
	enum err e = db_begin(&s->db);

	if (e != ERR_OK)
		return e;
	buf_init(&before);
	buf_init(&after);
	e = derive_dump(&s->db, &before);
	if (e == ERR_OK)
		e = derive_all(&s->db);
	if (e == ERR_OK)
		e = derive_dump(&s->db, &after);
	db_exec(&s->db, "ROLLBACK");
	if (e == ERR_OK && (before.len != after.len ||
			    memcmp(buf_str(&before), buf_str(&after), after.len) != 0))
		buf_adds(out, "what is derived from the log differs from the log\n");
	buf_done(&before);
	buf_done(&after);
	return e;
}

enum err store_check(struct store *s, struct buf *out)
{
	sqlite3_stmt *st;
	struct arena a;
	size_t before = out->len;
	enum err e = db_prepare(&s->db, "PRAGMA integrity_check", &st);

	if (e != ERR_OK)
		return e;
	arena_init(&a);
	while ((e = db_row(&s->db, st)) == ERR_OK) {
		const char *finding = db_text(st, 0, &a);

		if (strcmp(finding, "ok") != 0)
			buf_printf(out, "%s\n", finding);
	}
	arena_done(&a);
	if (e != ERR_NOT_FOUND)
		return e;
	return out->len == before && s->fault == ERR_OK ? check_derived(s, out) : ERR_OK;
}
