/* SPDX-License-Identifier: MIT */
#include "store/db.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"

struct db_kept {
	const char *sql;
	sqlite3_stmt *statement;
};

enum err db_err(const struct db *d, int code)
{
	switch (code & 0xFF) {
	case SQLITE_FULL:
		return ERR_FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return ERR_BUSY;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_ERROR:	/* a table or column is missing: all our SQL fits our schema */
	case SQLITE_CONSTRAINT:
		return ERR_CORRUPT;
	case SQLITE_READONLY:
		return ERR_READ_ONLY;
	case SQLITE_TOOBIG:
		return ERR_TOO_BIG;
	default:
		errno = d->sql ? sqlite3_system_errno(d->sql) : 0;
		return ERR_IO;
	}
}

const char *db_reason(const struct db *d)
{
	int system_errno = sqlite3_system_errno(d->sql);

	return system_errno ? strerror(system_errno) : sqlite3_errmsg(d->sql);
}

static enum err last_err(const struct db *d)
{
	return db_err(d, sqlite3_extended_errcode(d->sql));
}

char *db_path(struct arena *a, const char *dir, const char *name)
{
	char *path = path_join(a, dir, name);
	char *real = realpath(path, NULL);

	if (real)
		path = arena_strdup(a, real);
	free(real);
	return path;
}

/* The path as a URI, with the characters escaped that mean something there. */
static void uri_of_path(struct buf *out, const char *path)
{
	buf_adds(out, path[0] == '/' ? "file://" : "file:");
	for (; *path; path++)
		if (strchr("%?#", *path))
			buf_printf(out, "%%%02X", (unsigned char)*path);
		else
			buf_addc(out, *path);
	buf_adds(out, "?immutable=1");
}

static int open_file(struct db *d, const char *path, enum db_mode mode)
{
	const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
	struct buf uri;
	int code;

	if (mode != DB_FROZEN)
		return sqlite3_open_v2(path, &d->sql,
				       flags | (mode == DB_READ ? SQLITE_OPEN_READONLY
								: SQLITE_OPEN_READWRITE |
								  SQLITE_OPEN_CREATE),
				       NULL);
	buf_init(&uri);
	uri_of_path(&uri, path);
	code = sqlite3_open_v2(buf_str(&uri), &d->sql,
			       flags | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
	buf_done(&uri);
	return code;
}

enum err db_open(struct db *d, const char *path, enum db_mode mode, int busy_ms)
{
	int code;

	*d = (struct db){ 0 };
	code = open_file(d, path, mode);
	if (code != SQLITE_OK)
		return db_err(d, code);
	sqlite3_busy_timeout(d->sql, busy_ms);
	sqlite3_db_config(d->sql, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(d->sql, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(d->sql, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(d->sql, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	sqlite3_db_config(d->sql, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	sqlite3_db_config(d->sql, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
	sqlite3_db_config(d->sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	return db_exec(d, "PRAGMA cell_size_check = ON");
}

void db_trust(struct db *d)
{
	sqlite3_db_config(d->sql, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
}

void db_close(struct db *d)
{
	for (size_t i = 0; i < d->n_kept; i++)
		sqlite3_finalize(d->kept[i].statement);
	free(d->kept);
	sqlite3_close(d->sql);
	*d = (struct db){ 0 };
}

enum err db_exec(struct db *d, const char *sql)
{
	int code = sqlite3_exec(d->sql, sql, NULL, NULL, NULL);

	return code == SQLITE_OK ? ERR_OK : db_err(d, code);
}

enum err db_execf(struct db *d, const char *format, ...)
{
	struct buf sql;
	va_list ap;
	enum err e;

	buf_init(&sql);
	va_start(ap, format);
	buf_vprintf(&sql, format, ap);
	va_end(ap);
	e = db_exec(d, buf_str(&sql));
	buf_done(&sql);
	return e;
}

enum err db_prepare(struct db *d, const char *sql, sqlite3_stmt **ret)
{
	sqlite3_stmt *st;
	int code;

	for (size_t i = 0; i < d->n_kept; i++) {
		if (d->kept[i].sql != sql)
			continue;
		*ret = d->kept[i].statement;
		sqlite3_reset(*ret);
		return ERR_OK;
	}
	code = sqlite3_prepare_v3(d->sql, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
	if (code != SQLITE_OK)
		return db_err(d, code);
	*vec_push(d->kept, d->n_kept, d->cap_kept) = (struct db_kept){ sql, st };
	*ret = st;
	return ERR_OK;
}

enum err db_row(struct db *d, sqlite3_stmt *st)
{
	int code = sqlite3_step(st);
	enum err e;

	if (code == SQLITE_ROW)
		return ERR_OK;
	e = code == SQLITE_DONE ? ERR_NOT_FOUND : last_err(d);
	sqlite3_reset(st);
	return e;
}

enum err db_run(struct db *d, sqlite3_stmt *st)
{
	enum err e;

	do
		e = db_row(d, st);
	while (e == ERR_OK);
	return e == ERR_NOT_FOUND ? ERR_OK : e;
}

enum err db_number(struct db *d, const char *sql, int64_t *ret)
{
	sqlite3_stmt *st;
	enum err e = db_prepare(d, sql, &st);

	if (e == ERR_OK)
		e = db_row(d, st);
	if (e != ERR_OK)
		return e;
	*ret = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return ERR_OK;
}

enum err db_begin(struct db *d)
{
	return db_exec(d, "BEGIN IMMEDIATE");
}

enum err db_end(struct db *d, enum err e)
{
	int system_errno;

	if (e == ERR_OK)
		e = db_exec(d, "COMMIT");
	/* SQLite may have rolled back by itself, after an error of the disk. */
	if (e == ERR_OK || sqlite3_get_autocommit(d->sql))
		return e;
	system_errno = errno;
	db_exec(d, "ROLLBACK");
	errno = system_errno;
	return e;
}

void db_bind_text(sqlite3_stmt *st, int i, const char *s)
{
	sqlite3_bind_text(st, i, s, -1, SQLITE_STATIC);
}

void db_bind_blob(sqlite3_stmt *st, int i, const void *p, size_t n)
{
	sqlite3_bind_blob64(st, i, p, n, SQLITE_STATIC);
}

char *db_text(sqlite3_stmt *st, int column, struct arena *a)
{
	const char *s = (const char *)sqlite3_column_text(st, column);
	size_t n = (size_t)sqlite3_column_bytes(st, column);
	struct buf b;
	char *clean;

	if (!s)
		return arena_strdup(a, "");
	if (utf8_is_clean(s, n))
		return arena_strndup(a, s, n);
	buf_init(&b);
	utf8_clean(&b, s, n);
	clean = arena_strndup(a, buf_str(&b), b.len);
	buf_done(&b);
	return clean;
}

bool db_is_name(sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);
	size_t n = (size_t)sqlite3_column_bytes(st, column);

	return s && utf8_is_clean(s, n) && !memchr(s, '\n', n);
}
