/* SPDX-License-Identifier: MIT */
#include "store/database.h"

#include "base/file.h"
#include "base/path.h"
#include "store/db.h"
#include "store/migrate.h"

enum { BUSY_MS = 1000 };

static enum err read_all(struct db *d, struct database_state *f)
{
	enum err e = migrate_identify(d, n_schema_steps, &f->version);

	if (e == ERR_OK && f->version)
		e = db_number(d, "SELECT count(*) FROM event", &f->n_events);
	if (e == ERR_OK && f->version)
		e = db_number(d, "SELECT count(DISTINCT device) FROM event", &f->n_devices);
	return e;
}

enum err database_look(const char *dir, struct arena *a, struct database_state *ret)
{
	struct file_stamp stamp;
	struct db d;
	enum err e;

	*ret = (struct database_state){ .newest = n_schema_steps };
	ret->path = path_join(a, dir, "progress.db");
	e = file_stamp(ret->path, &stamp);
	if (e != ERR_OK)
		return e;
	ret->size_bytes = stamp.size_bytes;
	e = db_open(&d, ret->path, DB_READ, BUSY_MS);
	if (e == ERR_OK)
		e = read_all(&d, ret);
	db_close(&d);
	return e;
}

const char *database_sqlite_version(const char **ret_built)
{
	*ret_built = SQLITE_VERSION;
	return sqlite3_libversion();
}
