/* SPDX-License-Identifier: MIT */
/* A disk that is full, broken or read-only, at every single write. */
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "store/migrate.h"
#include "store/search.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/store_kit.h"
#include "tests/support/t.h"
#include "tests/support/tmp.h"

enum { BEFORE = 5, RUNS_MAX = 500 };

static const struct {
	int code;
	bool is_lasting;
} faults[] = {
	{ SQLITE_FULL, true }, { SQLITE_FULL, false },
	{ SQLITE_IOERR_WRITE, true }, { SQLITE_IOERR_FSYNC, false },
};

enum { N_FAULTS = sizeof(faults) / sizeof(*faults) };

/* The set without its greatest member. */
static unsigned without_last(unsigned set)
{
	unsigned last = 4;

	while (last && !(set & last))
		last /= 2;
	return set & ~last;
}

/*
 * Opens, answers three questions, takes the last one back, closes: whatever
 * fails. Returns the answers that must be there then; the one taken back may or may not.
 */
static unsigned use_store(const char *dir)
{
	struct store *s = NULL;
	struct buf why;
	unsigned acknowledged = 0;

	buf_init(&why);
	t_int(store_open(dir, &s, &why), ERR_OK);
	t_int(store_is_writable(s), why.len == 0);
	for (int i = 0; i < 3; i++) {
		enum err e = kit_answer(s, 100 + i);

		acknowledged |= (unsigned)(e == ERR_OK) << i;
		t_true(e != ERR_OK || store_is_writable(s));
		t_true(e == ERR_OK || e == ERR_FULL || e == ERR_IO);
	}
	store_undo_answer(s, kit_minute(200));
	store_close(s);
	buf_done(&why);
	return without_last(acknowledged);
}

static void has_what_was_acknowledged(const char *dir, unsigned acknowledged, int before)
{
	struct store *s = kit_open(dir);

	for (int i = 0; i < before; i++)
		t_true(kit_has_answer(s, i));
	for (int i = 0; i < 3; i++)
		t_true(!(acknowledged & 1U << i) || kit_has_answer(s, 100 + i));
	kit_is_sound(s);
	store_close(s);
}

/* One run for each write that there is, that one failing; before = answers in sample. */
static void fail_each_write(int fault, int before, const struct buf *sample)
{
	bool has_struck = true;

	for (int n = 1; has_struck; n++) {
		struct tmp tmp;
		unsigned acknowledged;

		t_true(n < RUNS_MAX);
		tmp_init(&tmp);
		if (before)
			tmp_write_bytes(&tmp, "progress.db", sample->p, sample->len);
		fault_vfs_arm(n, faults[fault].code, faults[fault].is_lasting);
		acknowledged = use_store(tmp.dir);
		has_struck = fault_vfs_has_struck();
		fault_vfs_arm(0, 0, false);
		has_what_was_acknowledged(tmp.dir, acknowledged, before);
		tmp_done(&tmp);
	}
}

TEST(no_failing_write_loses_what_was_acknowledged)
{
	struct tmp tmp;
	struct buf sample;

	fault_vfs_install();
	tmp_init(&tmp);
	buf_init(&sample);
	kit_fill(tmp.dir, BEFORE);
	t_int(file_read(tmp_path(&tmp, "progress.db"), &sample, NULL), ERR_OK);
	for (int i = 0; i < N_FAULTS; i++)
		fail_each_write(i, BEFORE, &sample);
	buf_done(&sample);
	tmp_done(&tmp);
	fault_vfs_remove();
}

TEST(no_failing_write_spoils_a_new_database)
{
	fault_vfs_install();
	for (int i = 0; i < N_FAULTS; i++)
		fail_each_write(i, 0, NULL);
	fault_vfs_remove();
}

TEST(a_full_disk_is_told_as_such_and_leaves_the_session_working)
{
	struct tmp tmp;
	struct store *s = NULL;
	struct buf why;

	fault_vfs_install();
	tmp_init(&tmp);
	buf_init(&why);
	fault_vfs_arm(1, SQLITE_FULL, true);
	t_int(store_open(tmp.dir, &s, &why), ERR_OK);
	t_false(store_is_writable(s));
	t_not_null(strstr(buf_str(&why), "no space is left"));
	t_not_null(strstr(buf_str(&why), "--data-dir"));
	t_int(kit_answer(s, 0), ERR_FULL);
	t_int(kit_count(s), 1);
	store_close(s);
	fault_vfs_remove();
	buf_done(&why);
	tmp_done(&tmp);
}

TEST(when_there_is_room_again_answers_are_saved_again)
{
	struct tmp tmp;
	struct store *s;

	fault_vfs_install();
	tmp_init(&tmp);
	kit_fill(tmp.dir, 1);
	s = kit_open(tmp.dir);
	fault_vfs_arm(1, SQLITE_FULL, true);
	t_int(kit_answer(s, 1), ERR_FULL);
	t_int(kit_answer(s, 1), ERR_FULL);
	t_int(kit_count(s), 1);
	fault_vfs_arm(0, 0, false);
	t_int(kit_answer(s, 2), ERR_OK);
	t_int(kit_count(s), 2);
	kit_is_sound(s);
	store_close(s);
	fault_vfs_remove();
	tmp_done(&tmp);
}

static struct store *open_read_only(const char *dir)
{
	struct store *s = NULL;
	struct buf why;

	buf_init(&why);
	t_int(store_open(dir, &s, &why), ERR_OK);
	t_false(store_is_writable(s));
	t_not_null(strstr(buf_str(&why), "Progress cannot be saved: "));
	t_not_null(strstr(buf_str(&why), dir));
	t_not_null(strstr(buf_str(&why), "--data-dir"));
	buf_done(&why);
	return s;
}

TEST(a_read_only_folder_shows_old_progress)
{
	struct tmp tmp;
	struct store *s;

	fault_vfs_install();
	tmp_init(&tmp);
	kit_fill(tmp_path(&tmp, "a 100%? #1"), 4);
	fault_vfs_set_read_only(true);
	s = open_read_only(tmp_path(&tmp, "a 100%? #1"));
	t_int(kit_count(s), 4);
	t_true(kit_answer(s, 9) != ERR_OK);
	t_true(store_undo_answer(s, kit_minute(10)) != ERR_OK);
	t_true(store_rebuild(s) != ERR_OK);
	t_int(kit_count(s), 4);
	store_close(s);
	fault_vfs_remove();
	tmp_done(&tmp);
}

/* Kills a process while it writes: the file is half changed, its old pages are beside it. */
static void die_half_way(const char *path)
{
	int status;
	pid_t child = fork();

	t_true(child >= 0);
	if (!child) {
		sqlite3 *db;

		sqlite3_open(path, &db);
		sqlite3_exec(db, "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; BEGIN;"
			     "UPDATE item_state SET topic = hex(zeroblob(500))", NULL, NULL, NULL);
		kill(getpid(), SIGKILL);
	}
	t_int(waitpid(child, &status, 0), child);
	t_true(WIFSIGNALED(status));
}

TEST(a_half_written_file_that_cannot_be_mended_is_not_shown)
{
	struct tmp tmp;
	struct store *s;

	fault_vfs_install();
	tmp_init(&tmp);
	kit_fill(tmp.dir, 100);
	die_half_way(tmp_path(&tmp, "progress.db"));
	t_int(access(tmp_path(&tmp, "progress.db-journal"), F_OK), 0);
	fault_vfs_set_read_only(true);
	s = open_read_only(tmp.dir);
	t_int(kit_count(s), 0);
	store_close(s);
	fault_vfs_set_read_only(false);
	s = kit_open(tmp.dir);
	t_int(kit_count(s), 100);
	kit_is_sound(s);
	store_close(s);
	fault_vfs_remove();
	tmp_done(&tmp);
}

TEST(a_read_only_folder_without_a_database_leaves_the_session_working)
{
	struct tmp tmp;
	struct store *s;

	fault_vfs_install();
	tmp_init(&tmp);
	fault_vfs_set_read_only(true);
	s = open_read_only(tmp.dir);
	t_true(kit_answer(s, 0) != ERR_OK);
	t_int(kit_count(s), 1);
	store_close(s);
	fault_vfs_remove();
	tmp_done(&tmp);
}

TEST(without_shared_memory_a_rollback_journal_does)
{
	struct tmp tmp;
	struct store *s;

	fault_vfs_install();
	tmp_init(&tmp);
	fault_vfs_set_no_shm(true);
	s = kit_open(tmp.dir);
	t_int(kit_answer(s, 0), ERR_OK);
	t_int(access(tmp_path(&tmp, "progress.db-wal"), F_OK), -1);
	store_close(s);
	for (int n = 1; n < 30; n++) {
		unsigned acknowledged;

		fault_vfs_arm(n, SQLITE_IOERR_WRITE, false);
		acknowledged = use_store(tmp.dir);
		fault_vfs_arm(0, 0, false);
		has_what_was_acknowledged(tmp.dir, acknowledged, 1);
	}
	fault_vfs_remove();
	tmp_done(&tmp);
}

static const struct embedded steps[] = {
	{ .text = "CREATE TABLE kept (x); INSERT INTO kept VALUES (42);" },
	{ .text = "ALTER TABLE kept ADD COLUMN y; UPDATE kept SET y = x + 1;" },
};

/* Brings the database to version n; what it holds afterwards must fit the version it says. */
static enum err migrate_to(const char *path, int n)
{
	struct db d;
	int version = -1;
	enum err e = db_open(&d, path, DB_WRITE, 0);

	if (e == ERR_OK)
		e = migrate_identify(&d, n, &version);
	if (e == ERR_OK)
		e = migrate(&d, path, version, steps, n);
	db_close(&d);
	return e;
}

static int64_t version_of(const char *path, const char *check)
{
	struct db d;
	int64_t version = -1, x = 0;

	t_int(db_open(&d, path, DB_WRITE, 0), ERR_OK);
	t_int(db_number(&d, "PRAGMA user_version", &version), ERR_OK);
	t_int(db_exec(&d, version == 2 ? check : "SELECT x FROM kept"), ERR_OK);
	t_int(db_number(&d, "SELECT x FROM kept", &x), ERR_OK);
	t_int(x, 42);
	db_close(&d);
	return version;
}

TEST(a_migration_cut_off_anywhere_keeps_the_old_state_or_has_the_new)
{
	bool has_struck = true;

	fault_vfs_install();
	for (int n = 1; has_struck; n++) {
		struct tmp tmp;
		char *path;
		enum err e;

		tmp_init(&tmp);
		path = tmp_path(&tmp, "progress.db");
		t_int(migrate_to(path, 1), ERR_OK);
		fault_vfs_arm(n, SQLITE_FULL, true);
		e = migrate_to(path, 2);
		has_struck = fault_vfs_has_struck();
		fault_vfs_arm(0, 0, false);
		t_true(has_struck || e == ERR_OK);
		t_true(version_of(path, "SELECT y FROM kept") == 2 || e != ERR_OK);
		t_int(access(tmp_path(&tmp, "progress.db.before-2.part"), F_OK), -1);
		t_int(migrate_to(path, 2), ERR_OK);
		t_int(version_of(path, "SELECT y FROM kept"), 2);
		tmp_done(&tmp);
	}
	fault_vfs_remove();
}

TEST(salvage_that_fails_leaves_everything_where_it_was)
{
	bool has_struck = true;

	fault_vfs_install();
	for (int n = 1; has_struck; n++) {
		struct tmp tmp;
		struct store *s;
		struct buf why;
		char *aside = NULL;
		size_t saved = 0;
		enum err e;

		tmp_init(&tmp);
		buf_init(&why);
		kit_fill(tmp.dir, 3);
		fault_vfs_arm(n, SQLITE_FULL, true);
		e = store_salvage(tmp.dir, kit_minute(0), &aside, &saved, &why);
		has_struck = fault_vfs_has_struck();
		fault_vfs_arm(0, 0, false);
		t_int(e, has_struck ? ERR_FULL : ERR_OK);
		t_int(aside != NULL, !has_struck);
		t_int(why.len > 0, has_struck);
		t_int(access(tmp_path(&tmp, "progress.db.salvaged"), F_OK), -1);
		s = kit_open(tmp.dir);
		t_int(kit_count(s), 3);
		store_close(s);
		free(aside);
		buf_done(&why);
		tmp_done(&tmp);
	}
	fault_vfs_remove();
}

/* Opens the index, adds a file, asks for it; any error is fine, a wrong result is not. */
static void use_search(const char *dir)
{
	const struct file_stamp stamp = { 1, 2, 3 };
	const struct search_hit *hits = NULL;
	struct search *s = NULL;
	struct arena a;
	size_t n = 0;
	enum err e = search_open(dir, "/course", &s);

	if (e != ERR_OK)
		return;
	arena_init(&a);
	if (search_begin(s) == ERR_OK) {
		e = search_add_file(s, "a.md", "Title", &stamp);
		if (e == ERR_OK)
			e = search_add(s, &(struct search_passage){
				"Heading", "heading", 1, "needle in text", 14, false });
		e = search_commit(s);
		if (e == ERR_OK && search_query(s, "needle", 5, &a, &hits, &n) == ERR_OK)
			t_int(n, 1);
	}
	search_close(s);
	arena_done(&a);
}

TEST(a_search_index_may_fail_at_any_write)
{
	bool has_struck = true;

	fault_vfs_install();
	for (int n = 1; has_struck; n++) {
		struct tmp tmp;

		tmp_init(&tmp);
		fault_vfs_arm(n, n % 2 ? SQLITE_FULL : SQLITE_IOERR_WRITE, n % 3 == 0);
		use_search(tmp.dir);
		has_struck = fault_vfs_has_struck();
		fault_vfs_arm(0, 0, false);
		use_search(tmp.dir);
		tmp_done(&tmp);
	}
	fault_vfs_remove();
}

TESTS(t(no_failing_write_loses_what_was_acknowledged), t(no_failing_write_spoils_a_new_database),
      t(a_full_disk_is_told_as_such_and_leaves_the_session_working),
      t(when_there_is_room_again_answers_are_saved_again),
      t(a_read_only_folder_shows_old_progress),
      t(a_half_written_file_that_cannot_be_mended_is_not_shown),
      t(a_read_only_folder_without_a_database_leaves_the_session_working),
      t(without_shared_memory_a_rollback_journal_does),
      t(a_migration_cut_off_anywhere_keeps_the_old_state_or_has_the_new),
      t(salvage_that_fails_leaves_everything_where_it_was),
      t(a_search_index_may_fail_at_any_write))
