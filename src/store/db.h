/* SPDX-License-Identifier: MIT */
/*
 * A connection to SQLite as the store and the search index use it: hardened
 * against hostile files, statements prepared when first needed and kept,
 * errors as enum err. Loops over rows look like this:
 *
 *	while ((e = db_row(d, st)) == ERR_OK)
 *		...sqlite3_column_int(st, 0)...
 *	if (e != ERR_NOT_FOUND)
 *		return e;
 *
 * Only for files of this folder.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

struct db {
	sqlite3 *sql;
	struct db_kept *kept;	/* prepared statements */
	size_t n_kept, cap_kept;
};

enum db_mode {
	DB_WRITE,	/* creates the file */
	DB_READ,
	DB_FROZEN,	/* for a file that nobody can change: takes no locks, needs no other file */
};

/* The file name in dir, behind any link: that is where SQLite keeps what belongs to it. */
char *db_path(struct arena *a, const char *dir, const char *name);

/*
 * Opens path (":memory:" is fine with DB_WRITE). Nothing is read yet. Until
 * db_trust(), closing does not move a log into the file: what is not known to
 * be ours and sound is left as it was found. db_close() is due even after an error.
 */
enum err db_open(struct db *d, const char *path, enum db_mode mode, int busy_ms);
void db_trust(struct db *d);
void db_close(struct db *d);

/* What an error code of SQLite means; sets errno for ERR_IO. */
enum err db_err(const struct db *d, int code);
/* A sentence part on the last error: the system's word if it had one, else SQLite's. */
const char *db_reason(const struct db *d);

/* Runs SQL that takes no parameters; rows are dropped. */
enum err db_exec(struct db *d, const char *sql);
enum err db_execf(struct db *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The statement for sql, a literal: the same address gives the same, reset statement. */
enum err db_prepare(struct db *d, const char *sql, sqlite3_stmt **ret);
/* The next row: ERR_NOT_FOUND after the last, and the statement is reset, as after any error. */
enum err db_row(struct db *d, sqlite3_stmt *st);
/* Runs a statement to its end; ERR_OK. */
enum err db_run(struct db *d, sqlite3_stmt *st);
/* The number in the first column of the first row; sql is a literal. */
enum err db_number(struct db *d, const char *sql, int64_t *ret);

/* A write transaction. db_end commits if e is ERR_OK, else rolls back; says what came of it. */
enum err db_begin(struct db *d);
enum err db_end(struct db *d, enum err e);

void db_bind_text(sqlite3_stmt *st, int i, const char *s);	/* borrowed until the next reset */
void db_bind_blob(sqlite3_stmt *st, int i, const void *p, size_t n);

/* Text of a column, cleaned (utf8.h): in the arena. */
char *db_text(sqlite3_stmt *st, int column, struct arena *a);
/* True when the column's text is clean and holds no line end: fit to be a name. */
bool db_is_name(sqlite3_stmt *st, int column);

#endif
