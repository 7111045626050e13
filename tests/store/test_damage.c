/* SPDX-License-Identifier: MIT */
/* Databases cut short or changed: told, never overwritten, and rebuilt from what is left. */
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/store_kit.h"
#include "tests/support/t.h"
#include "tests/support/tmp.h"

enum {
	ANSWERS = 120,
	PAGE = 4096,
	ROWS_OF_A_PAGE = 40,	/* more than fit: an answer takes over 120 bytes */
};

/* The bytes of a database with ANSWERS answers. */
static void make_sample(struct buf *out)
{
	struct tmp tmp;

	tmp_init(&tmp);
	buf_init(out);
	kit_fill(tmp.dir, ANSWERS);
	t_int(file_read(tmp_path(&tmp, "progress.db"), out, NULL), ERR_OK);
	tmp_done(&tmp);
}

/* Everything a program does with a store; results do not matter, only that they come. */
static void use(struct store *s)
{
	struct progress *p = NULL;
	struct buf out;

	buf_init(&out);
	if (store_progress(s, kit_minute(0), &p) == ERR_OK)
		progress_free(p);
	store_history(s, 1000, &out);
	store_check(s, &out);
	kit_answer(s, 500);
	store_undo_answer(s, kit_minute(501));
	store_rebuild(s);
	store_dump_derived(s, &out);
	buf_done(&out);
}

static void is_same(const char *path, const struct buf *expected)
{
	struct buf now;

	buf_init(&now);
	t_int(file_read(path, &now, NULL), ERR_OK);
	t_int(now.len, expected->len);
	t_mem(buf_str(&now), buf_str(expected), now.len);
	buf_done(&now);
}

/* Opens a damaged file: either that is told and the file is as it was, or the store can be used. */
static void open_damaged(struct tmp *tmp, const struct buf *bytes)
{
	struct store *s = NULL;
	struct buf why;
	enum err e;

	buf_init(&why);
	e = store_open(tmp->dir, &s, &why);
	if (e != ERR_OK) {
		t_true(e == ERR_CORRUPT || e == ERR_SYNTAX);
		t_not_null(strstr(buf_str(&why), "progress.db"));
		t_not_null(strstr(buf_str(&why), e == ERR_CORRUPT ? "doctor --rebuild"
								  : "--data-dir"));
		is_same(tmp_path(tmp, "progress.db"), bytes);
	} else {
		t_int(store_is_writable(s), why.len == 0);
		use(s);
		store_close(s);
	}
	buf_done(&why);
}

/* Rebuilds a damaged file: at least min answers come back, and the file itself is kept. */
static void salvage_damaged(struct tmp *tmp, const struct buf *bytes, size_t min)
{
	struct store *s;
	struct buf why;
	char *aside = NULL;
	size_t saved = 0;

	buf_init(&why);
	t_int(store_salvage(tmp->dir, kit_minute(0), &aside, &saved, &why), ERR_OK);
	t_str(buf_str(&why), "");
	t_true(saved >= min && saved <= ANSWERS);
	is_same(aside, bytes);
	s = kit_open(tmp->dir);
	t_true((size_t)kit_count(s) <= saved);
	kit_is_sound(s);
	store_close(s);
	free(aside);
	buf_done(&why);
}

static void try_damaged(const struct buf *bytes, size_t min)
{
	struct tmp tmp;

	tmp_init(&tmp);
	tmp_write_bytes(&tmp, "progress.db", bytes->p, bytes->len);
	open_damaged(&tmp, bytes);
	tmp_write_bytes(&tmp, "progress.db", bytes->p, bytes->len);
	unlink(tmp_path(&tmp, "progress.db-wal"));
	unlink(tmp_path(&tmp, "progress.db-shm"));
	salvage_damaged(&tmp, bytes, min);
	tmp_done(&tmp);
}

TEST(a_changed_byte_costs_at_most_its_page)
{
	struct buf bytes;

	fault_vfs_install();
	make_sample(&bytes);
	for (size_t at = 0; at < bytes.len; at += at < 110 ? 1 : 1511) {
		char was = bytes.p[at];

		bytes.p[at] = (char)(was ^ (at % 3 ? 0x80 : 0xFF));
		try_damaged(&bytes, ANSWERS - ROWS_OF_A_PAGE);
		bytes.p[at] = was;
	}
	buf_done(&bytes);
}

TEST(pages_of_noise_cost_at_most_themselves)
{
	struct buf bytes;
	char was[PAGE];

	fault_vfs_install();
	make_sample(&bytes);
	for (size_t at = 0; at + PAGE <= bytes.len; at += PAGE) {
		memcpy(was, bytes.p + at, PAGE);
		for (size_t i = 0; i < PAGE; i++)
			bytes.p[at + i] = (char)(i * 131 + i / 7);
		try_damaged(&bytes, ANSWERS - ROWS_OF_A_PAGE);
		memcpy(bytes.p + at, was, PAGE);
	}
	buf_done(&bytes);
}

TEST(what_is_before_a_cut_is_saved)
{
	struct buf bytes;
	size_t whole;

	fault_vfs_install();
	make_sample(&bytes);
	whole = bytes.len;
	for (size_t len = 1; len < whole; len += 4999) {
		struct tmp tmp;

		bytes.len = len;
		tmp_init(&tmp);
		tmp_write_bytes(&tmp, "progress.db", bytes.p, len);
		open_damaged(&tmp, &bytes);
		unlink(tmp_path(&tmp, "progress.db-wal"));
		unlink(tmp_path(&tmp, "progress.db-shm"));
		tmp_write_bytes(&tmp, "progress.db", bytes.p, len);
		salvage_damaged(&tmp, &bytes, 0);
		tmp_done(&tmp);
	}
	/* The last page cut in half. */
	bytes.len = whole - PAGE / 2;
	try_damaged(&bytes, ANSWERS - ROWS_OF_A_PAGE);
	buf_done(&bytes);
}

static void wait_for_death(pid_t child)
{
	int status;

	t_int(waitpid(child, &status, 0), child);
	t_true(WIFSIGNALED(status));
}

/*
 * A child answers n questions, sets a bookmark too long for a page, and dies without closing:
 * all is in the log beside the file.
 */
static void answer_and_die(const char *dir, int n)
{
	const struct place here = { 1, 0, 1 };
	char label[2 * PAGE] = "";
	pid_t child = fork();

	t_true(child >= 0);
	if (!child) {
		struct store *s = NULL;
		struct buf why;

		buf_init(&why);
		if (store_open(dir, &s, &why) != ERR_OK)
			_exit(1);
		for (int i = 0; i < n; i++)
			if (kit_answer(s, i) != ERR_OK)
				_exit(1);
		memset(label, 'l', sizeof(label) - 1);
		if (store_bookmark(s, kit_minute(n), "x", &here, label, true) != ERR_OK)
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	wait_for_death(child);
}

/* A child that is of a newer version dies the same way. */
static void become_newer_and_die(const char *path)
{
	pid_t child = fork();

	t_true(child >= 0);
	if (!child) {
		sqlite3 *db;

		if (sqlite3_open(path, &db) ||
		    sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL))
			_exit(1);
		kill(getpid(), SIGKILL);
	}
	wait_for_death(child);
}

TEST(damage_is_looked_for_after_a_process_was_killed)
{
	struct tmp tmp;
	struct buf bytes, why;
	struct store *s = NULL;
	char *old;

	fault_vfs_install();
	tmp_init(&tmp);
	buf_init(&bytes);
	buf_init(&why);
	kit_fill(tmp.dir, ANSWERS);
	answer_and_die(tmp.dir, 1);
	t_int(file_read(tmp_path(&tmp, "progress.db"), &bytes, NULL), ERR_OK);
	/* A page that opening does not read; far from question 0, the log has no newer copy. */
	old = memmem(bytes.p, bytes.len, "item-answeredq-110", strlen("item-answeredq-110"));
	t_not_null(old);
	memset(bytes.p + (size_t)(old - bytes.p) / PAGE * PAGE, 'x', PAGE);
	tmp_write_bytes(&tmp, "progress.db", bytes.p, bytes.len);
	t_int(store_open(tmp.dir, &s, &why), ERR_CORRUPT);
	is_same(tmp_path(&tmp, "progress.db"), &bytes);
	buf_done(&why);
	buf_done(&bytes);
	tmp_done(&tmp);
}

TEST(the_log_of_a_newer_version_stays_beside_its_file)
{
	struct tmp tmp;
	struct buf file, log, why;
	struct store *s = NULL;
	char *path, *log_path;

	fault_vfs_install();
	tmp_init(&tmp);
	buf_init(&file);
	buf_init(&log);
	buf_init(&why);
	kit_fill(tmp.dir, 3);
	path = tmp_path(&tmp, "progress.db");
	log_path = tmp_path(&tmp, "progress.db-wal");
	become_newer_and_die(path);
	t_int(file_read(path, &file, NULL), ERR_OK);
	t_int(file_read(log_path, &log, NULL), ERR_OK);
	t_int(store_open(tmp.dir, &s, &why), ERR_OK);
	t_not_null(strstr(buf_str(&why), "newer version"));
	t_int(kit_count(s), 3);
	store_close(s);
	is_same(path, &file);
	is_same(log_path, &log);
	buf_done(&why);
	buf_done(&log);
	buf_done(&file);
	tmp_done(&tmp);
}

TEST(answers_in_the_log_of_a_killed_process_are_saved)
{
	struct tmp tmp;
	struct buf bytes, why;
	struct store *s;
	char *aside = NULL, *log;
	size_t saved = 0;

	fault_vfs_install();
	tmp_init(&tmp);
	buf_init(&bytes);
	buf_init(&why);
	answer_and_die(tmp.dir, ANSWERS);
	log = tmp_path(&tmp, "progress.db-wal");
	t_int(file_read(log, &bytes, NULL), ERR_OK);
	t_true(bytes.len > PAGE);
	tmp_write(&tmp, "progress.db", "");
	t_int(store_open(tmp.dir, &s, &why), ERR_CORRUPT);
	is_same(log, &bytes);
	t_int(store_salvage(tmp.dir, kit_minute(0), &aside, &saved, &why), ERR_OK);
	t_int(saved, ANSWERS + 1);
	buf_clear(&why);
	buf_printf(&why, "%s-wal", aside);
	is_same(buf_str(&why), &bytes);
	t_int(access(log, F_OK), -1);
	s = kit_open(tmp.dir);
	t_int(kit_count(s), ANSWERS);
	kit_is_sound(s);
	store_close(s);
	free(aside);
	buf_done(&why);
	buf_done(&bytes);
	tmp_done(&tmp);
}

TEST(a_changed_byte_in_a_log_is_no_crash)
{
	struct tmp tmp;
	struct buf file, log;

	fault_vfs_install();
	tmp_init(&tmp);
	buf_init(&file);
	buf_init(&log);
	answer_and_die(tmp.dir, 8);
	t_int(file_read(tmp_path(&tmp, "progress.db"), &file, NULL), ERR_OK);
	t_int(file_read(tmp_path(&tmp, "progress.db-wal"), &log, NULL), ERR_OK);
	for (size_t at = 0; at < log.len; at += at < 60 ? 3 : 1999) {
		char was = log.p[at];

		log.p[at] = (char)~was;
		unlink(tmp_path(&tmp, "progress.db-shm"));
		tmp_write_bytes(&tmp, "progress.db", file.p, file.len);
		tmp_write_bytes(&tmp, "progress.db-wal", log.p, log.len);
		open_damaged(&tmp, &file);
		log.p[at] = was;
	}
	buf_done(&log);
	buf_done(&file);
	tmp_done(&tmp);
}

TESTS(t(a_changed_byte_costs_at_most_its_page), t(pages_of_noise_cost_at_most_themselves),
      t(what_is_before_a_cut_is_saved), t(answers_in_the_log_of_a_killed_process_are_saved),
      t(a_changed_byte_in_a_log_is_no_crash), t(damage_is_looked_for_after_a_process_was_killed),
      t(the_log_of_a_newer_version_stays_beside_its_file))
