/* SPDX-License-Identifier: MIT */
#include "store/migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* In one transaction: another process may be about to create what is here. */
static enum err read_marks(struct db *d, int64_t *application, int64_t *version, int64_t *tables)
{
	enum err e = db_exec(d, "BEGIN");

	if (e != ERR_OK)
		return e;
	e = db_number(d, "PRAGMA application_id", application);
	if (e == ERR_OK)
		e = db_number(d, "PRAGMA user_version", version);
	if (e == ERR_OK)
		e = db_number(d, "SELECT count(*) FROM sqlite_schema", tables);
	return db_end(d, e);
}

enum err migrate_identify(struct db *d, int n, int *ret_version)
{
	int64_t application = 0, version = 0, tables = 0;
	enum err e = read_marks(d, &application, &version, &tables);

	if (e != ERR_OK)
		return e;
	if (!application && !version && !tables) {
		*ret_version = 0;
		return ERR_OK;
	}
	if (application != MIGRATE_APPLICATION_ID)
		return ERR_SYNTAX;
	if (version < 1)
		return ERR_CORRUPT;
	*ret_version = (int)version;
	return version > n ? ERR_NEWER : ERR_OK;
}

static enum err sync_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int failed;

	if (fd < 0)
		return ERR_IO;
	failed = fsync(fd);
	close(fd);
	return failed ? ERR_IO : ERR_OK;
}

/* A copy of the database as it is now; one of an earlier try is replaced when this one is whole. */
static enum err back_up(struct db *d, const char *path, int version)
{
	struct buf copy, half;
	sqlite3_stmt *st;
	enum err e;

	buf_init(&copy);
	buf_init(&half);
	buf_printf(&copy, "%s.before-%d", path, version);
	buf_printf(&half, "%s.part", buf_str(&copy));
	unlink(buf_str(&half));
	e = db_prepare(d, "VACUUM INTO ?1", &st);
	if (e == ERR_OK) {
		db_bind_text(st, 1, buf_str(&half));
		e = db_run(d, st);
	}
	if (e == ERR_OK)
		e = sync_file(buf_str(&half));
	if (e == ERR_OK && rename(buf_str(&half), buf_str(&copy)))
		e = ERR_IO;
	if (e != ERR_OK) {
		int system_errno = errno;

		unlink(buf_str(&half));
		errno = system_errno;
	}
	buf_done(&copy);
	buf_done(&half);
	return e;
}

/* The step from version to version + 1; nothing when another process has done it meanwhile. */
static enum err run_step(struct db *d, int version, const struct embedded *step)
{
	int64_t found;
	enum err e = db_begin(d);

	if (e != ERR_OK)
		return e;
	e = db_number(d, "PRAGMA user_version", &found);
	if (e == ERR_OK && found == version) {
		e = db_exec(d, step->text);
		if (e == ERR_OK)
			e = db_execf(d, "PRAGMA application_id = %d; PRAGMA user_version = %d",
				     MIGRATE_APPLICATION_ID, version + 1);
	}
	return db_end(d, e);
}

enum err migrate(struct db *d, const char *path, int version, const struct embedded *steps, int n)
{
	enum err e = version > 0 && version < n ? back_up(d, path, version + 1) : ERR_OK;

	for (; e == ERR_OK && version < n; version++)
		e = run_step(d, version, &steps[version]);
	return e;
}
