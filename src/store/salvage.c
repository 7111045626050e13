/* SPDX-License-Identifier: MIT */
/* store_salvage: a new database from a damaged one, which is moved aside and never changed. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"
#include "base/xalloc.h"
#include "store/derive.h"
#include "store/migrate.h"
#include "store/pages.h"
#include "store/store.h"

/* What stands beside a database while it is in use. */
static const char *const parts[] = { "-wal", "-shm", "-journal" };

enum { N_PARTS = sizeof(parts) / sizeof(*parts) };

struct salvage {
	struct arena arena;
	const char *path;
	const char *fresh;	/* the new database until it takes the old one's place */
	char *aside;
	struct db db;
	size_t n_saved;
};

static bool exists(const char *path)
{
	return !access(path, F_OK);
}

/* A name that nothing has yet. */
static char *name_aside(struct salvage *v, struct store_time t)
{
	time_t local = (time_t)(t.unix_ms / 1000 + t.utc_offset_min * 60);
	char stamp[32] = "";
	char *name;
	struct tm tm;

	if (gmtime_r(&local, &tm))
		strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M", &tm);
	name = arena_printf(&v->arena, "%s.damaged-%s", v->path, stamp);
	for (int i = 2; exists(name); i++)
		name = arena_printf(&v->arena, "%s.damaged-%s-%d", v->path, stamp, i);
	return name;
}

static enum err adopt(void *context, const struct event *ev)
{
	struct salvage *v = context;
	bool is_new = false;
	enum err e = journal_adopt(&v->db, ev, &is_new);

	v->n_saved += is_new;
	return e;
}

/*
 * The new database has an identity of its own: with the old one it could give a
 * sequence number again that an event had which is lost here but not elsewhere.
 */
static enum err fill(struct salvage *v)
{
	struct journal j = { 0 };
	enum err e = db_begin(&v->db);

	if (e != ERR_OK)
		return e;
	e = journal_found(&j, &v->db);
	if (e == ERR_OK)
		e = pages_scan(v->path, adopt, v);
	if (e == ERR_OK)
		e = derive_all(&v->db);
	return db_end(&v->db, e);
}

static void remove_fresh(const struct salvage *v)
{
	struct buf name;

	unlink(v->fresh);
	buf_init(&name);
	for (size_t i = 0; i < N_PARTS; i++) {
		buf_clear(&name);
		buf_printf(&name, "%s%s", v->fresh, parts[i]);
		unlink(buf_str(&name));
	}
	buf_done(&name);
}

static enum err build(struct salvage *v)
{
	enum err e;

	remove_fresh(v);
	e = db_open(&v->db, v->fresh, DB_WRITE, 0);
	if (e == ERR_OK)
		e = migrate(&v->db, v->fresh, 0, schema_steps, n_schema_steps);
	return e == ERR_OK ? fill(v) : e;
}

static bool move_part(struct salvage *v, const char *part)
{
	const char *old = arena_printf(&v->arena, "%s%s", v->path, part);

	return !exists(old) || !rename(old, arena_printf(&v->arena, "%s%s", v->aside, part));
}

/*
 * The log goes first, so that it is never beside another file than its own. The
 * old file gets its second name before the new one takes the first: whenever
 * this is cut off, there is a database.
 */
static enum err swap(struct salvage *v)
{
	int fd;

	for (size_t i = 0; i < N_PARTS; i++)
		if (!move_part(v, parts[i]))
			return ERR_IO;
	if ((link(v->path, v->aside) && rename(v->path, v->aside)) || rename(v->fresh, v->path))
		return ERR_IO;
	fd = open(path_dir(&v->arena, v->path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	return ERR_OK;
}

static void say_failed(struct buf *why, const char *path, enum err e)
{
	utf8_clean(why, path, strlen(path));
	if (e == ERR_NOT_FOUND)
		buf_adds(why, " does not exist: there is nothing to rebuild.");
	else
		buf_printf(why, " could not be rebuilt: %s. Make room, or make its folder "
			   "writable, then run `nephoscope doctor --rebuild` again.", err_text(e));
}

enum err store_salvage(const char *dir, struct store_time t, char **ret_aside, size_t *ret_saved,
		       struct buf *ret_why)
{
	struct salvage v = { 0 };
	enum err e;

	buf_clear(ret_why);
	arena_init(&v.arena);
	v.path = db_path(&v.arena, dir, "progress.db");
	v.fresh = arena_printf(&v.arena, "%s.salvaged", v.path);
	v.aside = name_aside(&v, t);
	e = exists(v.path) ? build(&v) : ERR_NOT_FOUND;
	db_close(&v.db);
	if (e == ERR_OK)
		e = swap(&v);
	else
		remove_fresh(&v);
	if (e == ERR_OK) {
		*ret_aside = xstrdup(v.aside);
		*ret_saved = v.n_saved;
	} else {
		say_failed(ret_why, v.path, e);
	}
	arena_done(&v.arena);
	return e;
}
