/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "store/migrate.h"
#include "tests/support/store_kit.h"
#include "tests/support/t.h"
#include "tests/support/tmp.h"

/* What another program could do to the file; returns SQLite's code. */
static int tamper(const char *path, const char *sql)
{
	sqlite3 *db;
	int code;

	t_int(sqlite3_open(path, &db), SQLITE_OK);
	code = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	return code;
}

static int64_t number_in(const char *path, const char *sql)
{
	sqlite3_stmt *st;
	sqlite3 *db;
	int64_t x;

	t_int(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	t_int(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
	t_int(sqlite3_step(st), SQLITE_ROW);
	x = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(db);
	return x;
}

static struct buf bytes_of(const char *path)
{
	struct buf b;

	buf_init(&b);
	t_int(file_read(path, &b, NULL), ERR_OK);
	return b;
}

static void is_unchanged(const char *path, struct buf *before)
{
	struct buf now = bytes_of(path);

	t_int(now.len, before->len);
	t_mem(now.p, before->p, now.len);
	buf_done(&now);
	buf_done(before);
}

static struct progress *progress_at(struct store *s, struct store_time now)
{
	struct progress *p = NULL;

	t_int(store_progress(s, now, &p), ERR_OK);
	return p;
}

/* A store that opens, but saves nothing. */
static struct store *open_unsaved(const char *dir, const char *says)
{
	struct store *s = NULL;
	struct buf why;

	buf_init(&why);
	t_int(store_open(dir, &s, &why), ERR_OK);
	t_false(store_is_writable(s));
	t_not_null(strstr(buf_str(&why), "Progress cannot be saved: "));
	t_not_null(strstr(buf_str(&why), dir));
	t_not_null(strstr(buf_str(&why), says));
	t_not_null(strstr(buf_str(&why), "--data-dir"));
	buf_done(&why);
	return s;
}

static void is_refused(const char *dir, enum err expected, const char *says)
{
	struct store *s = NULL;
	struct buf why;

	buf_init(&why);
	buf_adds(&why, "left over");
	t_int(store_open(dir, &s, &why), expected);
	t_null(s);
	t_null(strstr(buf_str(&why), "left over"));
	t_not_null(strstr(buf_str(&why), dir));
	t_not_null(strstr(buf_str(&why), says));
	buf_done(&why);
}

TEST(a_new_store_is_empty)
{
	struct tmp tmp;
	struct store *s;
	struct progress *p;
	struct buf out;

	tmp_init(&tmp);
	s = kit_open(tmp_path(&tmp, "a/new/folder"));
	p = progress_at(s, kit_minute(0));
	t_int(p->n_lessons + p->n_items + p->n_bookmarks, 0);
	t_int(p->n_days + p->n_today, 0);
	t_null(p->last);
	progress_free(p);
	buf_init(&out);
	t_int(store_history(s, 10, &out), ERR_OK);
	t_str(buf_str(&out), "");
	t_int(store_undo_answer(s, kit_minute(0)), ERR_NOT_FOUND);
	buf_done(&out);
	kit_is_sound(s);
	store_close(s);
	store_close(NULL);
	tmp_done(&tmp);
}

static void record_a_morning(struct store *s)
{
	const struct place middle = { 40, 7, UINT64_MAX - 5 }, top = { 3, 0, 0 };

	t_int(store_opened(s, kit_minute(0), "lambda/intro"), ERR_OK);
	t_int(store_place(s, kit_minute(1), "lambda/intro", &middle, 455, false), ERR_OK);
	t_int(store_opened(s, kit_minute(2), "api/intro"), ERR_OK);
	t_int(store_place(s, kit_minute(3), "api/intro", &middle, 1000, true), ERR_OK);
	t_int(store_place(s, kit_minute(4), "api/intro", &top, 20, false), ERR_OK);
	t_int(store_played(s, kit_minute(5), "lambda/intro", "Upload"), ERR_OK);
	t_int(store_played(s, kit_minute(6), "lambda/intro", "#2"), ERR_OK);
	t_int(store_played(s, kit_minute(7), "lambda/intro", "Upload"), ERR_OK);
	t_int(store_bookmark(s, kit_minute(8), "api/intro", &top, "Stages", true), ERR_OK);
	t_int(store_bookmark(s, kit_minute(9), "lambda/intro", &middle, "Events", true), ERR_OK);
	t_int(kit_answer(s, 10), ERR_OK);
	t_int(kit_answer(s, 11), ERR_OK);
	t_int(kit_answer(s, 10), ERR_OK);
}

TEST(what_was_recorded_is_there_the_next_day)
{
	struct tmp tmp;
	struct store *s;
	struct progress *p;
	const struct lesson_progress *l;
	const struct item_progress *q;

	tmp_init(&tmp);
	s = kit_open(tmp.dir);
	record_a_morning(s);
	store_close(s);
	s = kit_open(tmp.dir);
	p = progress_at(s, kit_minute(20));
	t_int(p->n_lessons, 2);
	l = progress_lesson(p, "lambda/intro");
	t_false(l->is_read);
	t_int(l->permille, 455);
	t_int(l->place.line, 40);
	t_int(l->place.offset, 7);
	t_true(l->place.fingerprint == UINT64_MAX - 5);
	t_int(l->opened_ms, kit_minute(0).unix_ms);
	t_int(l->n_played, 2);
	l = progress_lesson(p, "api/intro");
	t_true(l->is_read);
	t_int(l->permille, 1000);
	t_int(l->place.line, 3);
	t_true(p->last == l);
	q = progress_item(p, "q-10");
	t_int(q->n_attempts, 2);
	t_int(q->n_right, 2);
	t_true(q->is_last_right);
	t_int(q->last_ms, kit_minute(10).unix_ms);
	t_str(q->topic, "lambda");
	t_false(progress_item(p, "q-11")->is_last_right);
	t_int(p->n_bookmarks, 2);
	t_str(p->bookmarks[0].label, "Events");
	t_true(p->bookmarks[0].place.fingerprint == UINT64_MAX - 5);
	t_str(p->bookmarks[1].lesson, "api/intro");
	t_int(p->n_days, 1);
	t_int(p->n_today, 3);
	progress_free(p);
	kit_is_sound(s);
	store_close(s);
	tmp_done(&tmp);
}

TEST(a_bookmark_set_twice_is_one_and_goes_when_removed)
{
	const struct place here = { 9, 1, 77 }, there = { 9, 1, 78 };
	struct tmp tmp;
	struct store *s;
	struct progress *p;

	tmp_init(&tmp);
	s = kit_open(tmp.dir);
	t_int(store_bookmark(s, kit_minute(0), "x", &here, "old", true), ERR_OK);
	t_int(store_bookmark(s, kit_minute(1), "x", &here, "new", true), ERR_OK);
	t_int(store_bookmark(s, kit_minute(2), "x", &there, "other", true), ERR_OK);
	t_int(store_bookmark(s, kit_minute(3), "y", &here, "", false), ERR_OK);
	p = progress_at(s, kit_minute(4));
	t_int(p->n_bookmarks, 2);
	t_str(p->bookmarks[1].label, "new");
	progress_free(p);
	t_int(store_bookmark(s, kit_minute(5), "x", &here, "new", false), ERR_OK);
	p = progress_at(s, kit_minute(6));
	t_int(p->n_bookmarks, 1);
	t_str(p->bookmarks[0].label, "other");
	progress_free(p);
	kit_is_sound(s);
	store_close(s);
	tmp_done(&tmp);
}

TEST(an_answer_taken_back_counts_no_more)
{
	struct tmp tmp;
	struct store *s;
	struct progress *p;

	tmp_init(&tmp);
	s = kit_open(tmp.dir);
	t_int(kit_answer(s, 0), ERR_OK);
	t_int(kit_answer(s, 1), ERR_OK);
	t_int(store_opened(s, kit_minute(2), "x"), ERR_OK);
	t_int(store_undo_answer(s, kit_minute(3)), ERR_OK);
	p = progress_at(s, kit_minute(4));
	t_null(progress_item(p, "q-1"));
	t_not_null(progress_item(p, "q-0"));
	t_int(p->n_today, 1);
	t_int(p->n_days, 1);
	progress_free(p);
	kit_is_sound(s);
	t_int(store_undo_answer(s, kit_minute(5)), ERR_OK);
	t_int(store_undo_answer(s, kit_minute(6)), ERR_NOT_FOUND);
	t_int(kit_count(s), 0);
	t_int(kit_answer(s, 1), ERR_OK);
	t_int(kit_count(s), 1);
	kit_is_sound(s);
	store_close(s);
	tmp_done(&tmp);
}

TEST(undo_takes_back_what_was_done_last_whatever_the_clock_says)
{
	struct tmp tmp;
	struct store *s;

	tmp_init(&tmp);
	s = kit_open(tmp.dir);
	t_int(kit_answer(s, 50), ERR_OK);
	t_int(kit_answer(s, 3), ERR_OK);
	t_int(store_undo_answer(s, kit_minute(1)), ERR_OK);
	t_true(kit_has_answer(s, 50));
	t_false(kit_has_answer(s, 3));
	kit_is_sound(s);
	store_close(s);
	tmp_done(&tmp);
}

TEST(a_clock_that_goes_back_changes_no_order_of_time)
{
	const struct place late = { 90, 0, 9 }, early = { 10, 0, 1 };
	struct tmp tmp;
	struct store *s;
	struct progress *p;
	char *path;

	tmp_init(&tmp);
	s = kit_open(tmp.dir);
	path = tmp_path(&tmp, "progress.db");
	t_int(store_place(s, kit_minute(60), "x", &late, 900, false), ERR_OK);
	t_int(store_place(s, kit_minute(0), "x", &early, 100, false), ERR_OK);
	t_int(store_place(s, kit_minute(0), "y", &early, 100, false), ERR_OK);
	t_int(store_place(s, kit_minute(0), "y", &late, 200, false), ERR_OK);
	p = progress_at(s, kit_minute(61));
	t_int(progress_lesson(p, "x")->place.line, 90);
	t_int(progress_lesson(p, "y")->place.line, 90);
	progress_free(p);
	kit_is_sound(s);
	store_close(s);
	/* Ids of one process grow with the sequence all the same. */
	t_int(number_in(path, "SELECT count(*) FROM event a JOIN event b ON b.seq = a.seq + 1 "
			      "WHERE b.id > a.id"), 3);
	t_int(number_in(path, "SELECT count(DISTINCT substr(hex(id), 13, 1)) FROM event "
			      "WHERE substr(hex(id), 13, 1) = '7'"), 1);
	tmp_done(&tmp);
}

TEST(impossible_times_are_brought_into_bounds)
{
	const struct store_time bad[] = {
		{ INT64_MIN, -100000 }, { INT64_MAX, 100000 }, { -1, 0 }, { 0, 0 },
	};
	struct tmp tmp;
	struct store *s;
	struct buf out;

	tmp_init(&tmp);
	buf_init(&out);
	s = kit_open(tmp.dir);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		t_int(store_opened(s, bad[i], "x"), ERR_OK);
	t_int(store_history(s, 1, &out), ERR_OK);
	t_str(buf_str(&out), "10000-01-01 23:59  opened  x\n");
	kit_is_sound(s);
	buf_done(&out);
	store_close(s);
	tmp_done(&tmp);
}

TEST(places_out_of_range_do_no_harm)
{
	const struct place bad = { -5, UINT32_MAX, 1 };
	struct tmp tmp;
	struct store *s;
	struct progress *p;

	tmp_init(&tmp);
	s = kit_open(tmp.dir);
	t_int(store_place(s, kit_minute(0), "x", &bad, -20, false), ERR_OK);
	t_int(store_place(s, kit_minute(1), "y", &bad, 200000, false), ERR_OK);
	p = progress_at(s, kit_minute(2));
	t_int(progress_lesson(p, "x")->permille, 0);
	t_int(progress_lesson(p, "y")->permille, 1000);
	t_int(progress_lesson(p, "x")->place.line, 0);
	progress_free(p);
	store_close(s);
	tmp_done(&tmp);
}

TEST(any_text_survives)
{
	static const char label[] = "\"quoted\" \\back\\ {brace} ' ü 雲 \U0001F327 %s\ttab\x7F";
	static const char shown[] = "\"quoted\" \\back\\ {brace} ' ü 雲 \U0001F327 %s\ttab\uFFFD";
	const struct place here = { 1, 0, 1 };
	struct tmp tmp;
	struct store *s;
	struct progress *p;

	tmp_init(&tmp);
	s = kit_open(tmp.dir);
	t_int(store_bookmark(s, kit_minute(0), "größe/ü", &here, label, true), ERR_OK);
	t_int(store_bookmark(s, kit_minute(1), "", &here, "", true), ERR_OK);
	p = progress_at(s, kit_minute(2));
	t_str(p->bookmarks[0].lesson, "");
	t_str(p->bookmarks[1].label, shown);
	t_str(p->bookmarks[1].lesson, "größe/ü");
	progress_free(p);
	kit_is_sound(s);
	store_close(s);
	tmp_done(&tmp);
}

TEST(the_history_is_one_line_an_event_newest_first)
{
	struct tmp tmp;
	struct store *s;
	struct buf out;
	const struct place here = { 1, 0, 1 };

	tmp_init(&tmp);
	buf_init(&out);
	s = kit_open(tmp.dir);
	record_a_morning(s);
	t_int(store_undo_answer(s, kit_minute(12)), ERR_OK);
	t_int(store_bookmark(s, kit_minute(13), "x", &here, "two\nlines", true), ERR_OK);
	t_int(store_bookmark(s, kit_minute(14), "x", &here, "", false), ERR_OK);
	t_int(store_history(s, SIZE_MAX, &out), ERR_OK);
	t_str(buf_str(&out), "2023-11-14 23:27  unmarked  x\n"
			     "2023-11-14 23:26  marked  x  two lines\n"
			     "2023-11-14 23:25  took back  q-10\n"
			     "2023-11-14 23:24  answered  q-11  wrong\n"
			     "2023-11-14 23:23  answered  q-10  right, taken back\n"
			     "2023-11-14 23:23  answered  q-10  right\n"
			     "2023-11-14 23:22  marked  lambda/intro  Events\n"
			     "2023-11-14 23:21  marked  api/intro  Stages\n"
			     "2023-11-14 23:20  played  lambda/intro  Upload\n"
			     "2023-11-14 23:19  played  lambda/intro  #2\n"
			     "2023-11-14 23:18  played  lambda/intro  Upload\n"
			     "2023-11-14 23:17  left  api/intro  2 %\n"
			     "2023-11-14 23:16  read  api/intro\n"
			     "2023-11-14 23:15  opened  api/intro\n"
			     "2023-11-14 23:14  left  lambda/intro  45 %\n"
			     "2023-11-14 23:13  opened  lambda/intro\n");
	buf_clear(&out);
	t_int(store_history(s, 0, &out), ERR_OK);
	t_str(buf_str(&out), "");
	buf_done(&out);
	store_close(s);
	tmp_done(&tmp);
}

TEST(days_are_those_of_the_place_where_one_was)
{
	/* 23:59 on the 14th in Berlin, then 00:01; the same moments are one day in London. */
	const struct store_time before = { INT64_C(1700002740000), 60 };
	const struct store_time after = { INT64_C(1700002860000), 60 };
	struct attempt attempt = { .item = "q", .topic = "" };
	struct tmp tmp;
	struct store *s;
	struct progress *p;

	tmp_init(&tmp);
	s = kit_open(tmp.dir);
	t_int(store_answered(s, before, &attempt), ERR_OK);
	t_int(store_answered(s, before, &attempt), ERR_OK);
	t_int(store_answered(s, after, &attempt), ERR_OK);
	p = progress_at(s, after);
	t_int(p->n_days, 2);
	t_int(p->n_today, 1);
	progress_free(p);
	p = progress_at(s, before);
	t_int(p->n_today, 2);
	progress_free(p);
	store_close(s);
	tmp_done(&tmp);
}

TEST(the_log_cannot_be_changed)
{
	struct tmp tmp;
	char *path;

	tmp_init(&tmp);
	kit_fill(tmp.dir, 3);
	path = tmp_path(&tmp, "progress.db");
	t_int(tamper(path, "UPDATE event SET body = '{}'"), SQLITE_CONSTRAINT);
	t_int(tamper(path, "DELETE FROM event"), SQLITE_CONSTRAINT);
	t_int(number_in(path, "SELECT count(*) FROM event WHERE body <> '{}'"), 3);
	tmp_done(&tmp);
}

TEST(opening_and_closing_changes_no_byte)
{
	struct tmp tmp;
	struct buf before;
	char *path;

	tmp_init(&tmp);
	kit_fill(tmp.dir, 20);
	path = tmp_path(&tmp, "progress.db");
	before = bytes_of(path);
	store_close(kit_open(tmp.dir));
	is_unchanged(path, &before);
	t_int(access(tmp_path(&tmp, "progress.db-wal"), F_OK), -1);
	tmp_done(&tmp);
}

TEST(a_second_store_on_the_same_file_sees_the_first)
{
	struct tmp tmp;
	struct store *a, *b;

	tmp_init(&tmp);
	a = kit_open(tmp.dir);
	b = kit_open(tmp.dir);
	for (int i = 0; i < 10; i++)
		t_int(kit_answer(i % 2 ? a : b, i), ERR_OK);
	t_int(kit_count(a), 10);
	t_int(kit_count(b), 10);
	t_int(store_undo_answer(a, kit_minute(11)), ERR_OK);
	t_int(kit_count(b), 9);
	store_close(a);
	kit_is_sound(b);
	store_close(b);
	tmp_done(&tmp);
}

TEST(a_difference_between_log_and_tables_is_found_and_mended)
{
	struct tmp tmp;
	struct store *s;
	struct buf out;

	tmp_init(&tmp);
	buf_init(&out);
	kit_fill(tmp.dir, 4);
	t_int(tamper(tmp_path(&tmp, "progress.db"), "UPDATE item_state SET n_right = 9"),
	      SQLITE_OK);
	s = kit_open(tmp.dir);
	t_int(store_check(s, &out), ERR_OK);
	t_str(buf_str(&out), "what is derived from the log differs from the log\n");
	t_int(store_rebuild(s), ERR_OK);
	kit_is_sound(s);
	store_close(s);
	buf_done(&out);
	tmp_done(&tmp);
}

TEST(tables_of_other_rules_are_made_anew_when_opened)
{
	struct tmp tmp;
	struct store *s;

	tmp_init(&tmp);
	kit_fill(tmp.dir, 4);
	t_int(tamper(tmp_path(&tmp, "progress.db"),
		     "DELETE FROM item_state; UPDATE meta SET value = 0 WHERE name = 'derived'"),
	      SQLITE_OK);
	s = kit_open(tmp.dir);
	t_int(kit_count(s), 4);
	kit_is_sound(s);
	store_close(s);
	tmp_done(&tmp);
}

TEST(events_of_a_newer_kind_are_kept_and_counted_only)
{
	struct tmp tmp;
	struct store *s;
	struct buf out;

	tmp_init(&tmp);
	buf_init(&out);
	kit_fill(tmp.dir, 1);
	t_int(tamper(tmp_path(&tmp, "progress.db"),
		     "INSERT INTO event VALUES (zeroblob(16), zeroblob(16), 1, 1700000600000, 0, "
		     "'exam-sat', 'dop-c02', 0, '{\"score\":[1]}')"), SQLITE_OK);
	s = kit_open(tmp.dir);
	t_int(store_rebuild(s), ERR_OK);
	t_int(store_history(s, 1, &out), ERR_OK);
	t_str(buf_str(&out), "2023-11-14 22:23  exam-sat  dop-c02\n");
	kit_is_sound(s);
	buf_done(&out);
	store_close(s);
	tmp_done(&tmp);
}

/* Bodies that no version wrote: numbers, text and objects where others are meant. */
TEST(a_strange_body_breaks_no_rebuild)
{
	static const char *const kinds[] = {
		"lesson-opened", "lesson-place", "lesson-read", "diagram-played", "item-answered",
		"bookmark-added", "bookmark-removed", "void",
	};
	static const char *const bodies[] = {
		"null", "[1]",
		"{\"line\":\"x\",\"permille\":1e300,\"label\":{\"a\":1},\"right\":\"no\"}",
		"{\"fingerprint\":99999999999999999999,\"topic\":null,\"diagram\":7,\"id\":[1]}",
		"{\"label\":\"a\\u0000b\\u001b[31m\",\"line\":true}",
	};
	struct tmp tmp;
	struct store *s;
	struct buf out;
	int seq = 0;

	tmp_init(&tmp);
	buf_init(&out);
	kit_fill(tmp.dir, 1);
	for (size_t k = 0; k < sizeof(kinds) / sizeof(*kinds); k++)
		for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
			seq++;
			buf_clear(&out);
			buf_printf(&out, "INSERT INTO event VALUES (randomblob(16), zeroblob(16), "
				   "%d, %d, 0, '%s', 'x', 0, '%s')", seq, seq, kinds[k], bodies[i]);
			t_int(tamper(tmp_path(&tmp, "progress.db"), buf_str(&out)), SQLITE_OK);
		}
	s = kit_open(tmp.dir);
	t_int(store_rebuild(s), ERR_OK);
	kit_is_sound(s);
	progress_free(progress_at(s, kit_minute(0)));
	t_int(store_history(s, 100, &out), ERR_OK);
	t_null(strchr(buf_str(&out), '\033'));
	store_close(s);
	buf_done(&out);
	tmp_done(&tmp);
}

TEST(names_that_could_harm_a_terminal_are_left_out)
{
	struct tmp tmp;
	struct store *s;
	struct progress *p;

	tmp_init(&tmp);
	kit_fill(tmp.dir, 2);
	t_int(tamper(tmp_path(&tmp, "progress.db"),
		     "UPDATE item_state SET item = char(27) || 'c' WHERE item = 'q-0';"
		     "UPDATE item_state SET topic = 'a' || char(27) WHERE item = 'q-1'"),
	      SQLITE_OK);
	s = kit_open(tmp.dir);
	p = progress_at(s, kit_minute(0));
	t_int(p->n_items, 1);
	t_str(p->items[0].topic, "a\uFFFD");
	progress_free(p);
	store_close(s);
	tmp_done(&tmp);
}

TEST(without_a_folder_the_session_works_and_nothing_is_saved)
{
	struct tmp tmp;
	struct store *s;

	tmp_init(&tmp);
	tmp_write(&tmp, "file", "not a folder");
	s = open_unsaved(tmp_path(&tmp, "file/data"), "Not a directory");
	t_int(kit_answer(s, 0), ERR_IO);
	t_int(kit_answer(s, 1), ERR_IO);
	t_int(kit_count(s), 2);
	t_int(store_undo_answer(s, kit_minute(2)), ERR_IO);
	t_int(kit_count(s), 1);
	kit_is_sound(s);
	store_close(s);
	tmp_done(&tmp);
}

TEST(a_folder_in_the_files_place_is_reported)
{
	struct tmp tmp;

	tmp_init(&tmp);
	t_int(file_mkdirs(tmp_path(&tmp, "progress.db")), ERR_OK);
	store_close(open_unsaved(tmp.dir, "progress.db"));
	tmp_done(&tmp);
}

TEST(a_database_of_a_newer_version_is_only_read)
{
	struct tmp tmp;
	struct store *s;
	struct buf before;
	char *path;

	tmp_init(&tmp);
	kit_fill(tmp.dir, 3);
	path = tmp_path(&tmp, "progress.db");
	t_int(tamper(path, "PRAGMA user_version = 99"), SQLITE_OK);
	before = bytes_of(path);
	s = open_unsaved(tmp.dir, "newer version");
	t_int(kit_count(s), 3);
	t_int(kit_answer(s, 7), ERR_NEWER);
	t_int(store_undo_answer(s, kit_minute(8)), ERR_NEWER);
	t_int(store_rebuild(s), ERR_NEWER);
	t_int(kit_count(s), 3);
	store_close(s);
	is_unchanged(path, &before);
	tmp_done(&tmp);
}

TEST(a_newer_version_may_have_other_tables)
{
	struct tmp tmp;
	struct store *s;
	struct progress *p = NULL;

	tmp_init(&tmp);
	kit_fill(tmp.dir, 3);
	t_int(tamper(tmp_path(&tmp, "progress.db"),
		     "DROP TABLE item_state; PRAGMA user_version = 2"), SQLITE_OK);
	s = open_unsaved(tmp.dir, "newer version");
	t_int(store_progress(s, kit_minute(0), &p), ERR_NEWER);
	t_null(p);
	store_close(s);
	tmp_done(&tmp);
}

TEST(a_database_of_another_program_is_left_alone)
{
	struct tmp tmp;
	struct buf before;
	char *path;

	tmp_init(&tmp);
	path = tmp_path(&tmp, "progress.db");
	t_int(tamper(path, "CREATE TABLE bills (sum); INSERT INTO bills VALUES (5)"), SQLITE_OK);
	before = bytes_of(path);
	is_refused(tmp.dir, ERR_SYNTAX, "--data-dir");
	is_unchanged(path, &before);
	t_int(tamper(path, "PRAGMA application_id = 7; PRAGMA user_version = 1"), SQLITE_OK);
	is_refused(tmp.dir, ERR_SYNTAX, "not a database of this program");
	tmp_done(&tmp);
}

TEST(what_is_no_database_is_left_alone)
{
	struct tmp tmp;
	struct buf before;
	char *path, garbage[9000];

	tmp_init(&tmp);
	memset(garbage, 'x', sizeof(garbage));
	path = tmp_write_bytes(&tmp, "progress.db", garbage, sizeof(garbage));
	before = bytes_of(path);
	is_refused(tmp.dir, ERR_CORRUPT, "nephoscope doctor --rebuild");
	is_unchanged(path, &before);
	tmp_done(&tmp);
}

TEST(an_empty_file_is_a_new_database_unless_a_log_is_beside_it)
{
	struct tmp tmp;
	char *log;

	tmp_init(&tmp);
	tmp_write(&tmp, "progress.db", "");
	log = tmp_write(&tmp, "progress.db-wal", "what is left of a log");
	is_refused(tmp.dir, ERR_CORRUPT, "nephoscope doctor --rebuild");
	t_int(access(log, F_OK), 0);
	unlink(log);
	store_close(kit_open(tmp.dir));
	tmp_done(&tmp);
}

TEST(a_table_that_is_missing_is_damage)
{
	struct tmp tmp;

	tmp_init(&tmp);
	kit_fill(tmp.dir, 3);
	t_int(tamper(tmp_path(&tmp, "progress.db"), "DROP TABLE meta"), SQLITE_OK);
	is_refused(tmp.dir, ERR_CORRUPT, "nephoscope doctor --rebuild");
	tmp_done(&tmp);
}

TEST(a_path_is_shown_without_its_control_characters)
{
	struct tmp tmp;
	struct store *s = NULL;
	struct buf why;

	tmp_init(&tmp);
	buf_init(&why);
	tmp_write(&tmp, "evil\033]0;x", "");
	t_int(store_open(tmp_path(&tmp, "evil\033]0;x"), &s, &why), ERR_OK);
	t_null(strchr(buf_str(&why), '\033'));
	t_not_null(strstr(buf_str(&why), "evil\uFFFD]0;x"));
	store_close(s);
	buf_done(&why);
	tmp_done(&tmp);
}

TEST(a_linked_file_is_used_where_it_lies)
{
	struct tmp tmp;
	struct store *s;
	char *aside = NULL;
	size_t saved = 0;
	struct buf why;

	tmp_init(&tmp);
	buf_init(&why);
	kit_fill(tmp_path(&tmp, "real"), 2);
	t_int(file_mkdirs(tmp_path(&tmp, "link")), ERR_OK);
	t_int(symlink("../real/progress.db", tmp_path(&tmp, "link/progress.db")), 0);
	s = kit_open(tmp_path(&tmp, "link"));
	t_int(kit_answer(s, 2), ERR_OK);
	store_close(s);
	t_int(store_salvage(tmp_path(&tmp, "link"), kit_minute(0), &aside, &saved, &why), ERR_OK);
	t_int(saved, 3);
	t_not_null(strstr(aside, "/real/progress.db.damaged-20231114-2313"));
	s = kit_open(tmp_path(&tmp, "real"));
	t_int(kit_count(s), 3);
	store_close(s);
	free(aside);
	buf_done(&why);
	tmp_done(&tmp);
}

TEST(salvage_needs_something_to_rebuild)
{
	struct tmp tmp;
	char *aside = NULL;
	size_t saved = 7;
	struct buf why;

	tmp_init(&tmp);
	buf_init(&why);
	t_int(store_salvage(tmp.dir, kit_minute(0), &aside, &saved, &why), ERR_NOT_FOUND);
	t_null(aside);
	t_int(saved, 7);
	t_not_null(strstr(buf_str(&why), "nothing to rebuild"));
	t_int(access(tmp_path(&tmp, "progress.db.salvaged"), F_OK), -1);
	buf_done(&why);
	tmp_done(&tmp);
}

TEST(salvage_of_a_sound_database_loses_nothing_and_takes_a_new_identity)
{
	struct tmp tmp;
	struct store *s;
	struct progress *p;
	struct buf why, before;
	char *aside = NULL, *again = NULL, long_label[6000];
	const struct place here = { 1, 0, 1 };
	size_t saved = 0;

	tmp_init(&tmp);
	buf_init(&why);
	memset(long_label, 'l', sizeof(long_label) - 1);
	long_label[sizeof(long_label) - 1] = '\0';
	kit_fill(tmp.dir, 250);
	s = kit_open(tmp.dir);
	t_int(store_bookmark(s, kit_minute(260), "x", &here, long_label, true), ERR_OK);
	t_int(store_undo_answer(s, kit_minute(261)), ERR_OK);
	store_close(s);
	before = bytes_of(tmp_path(&tmp, "progress.db"));
	t_int(store_salvage(tmp.dir, kit_minute(0), &aside, &saved, &why), ERR_OK);
	t_str(buf_str(&why), "");
	t_int(saved, 252);
	is_unchanged(aside, &before);
	s = kit_open(tmp.dir);
	t_int(kit_count(s), 249);
	p = progress_at(s, kit_minute(0));
	t_str(p->bookmarks[0].label, long_label);
	progress_free(p);
	t_int(kit_answer(s, 300), ERR_OK);
	kit_is_sound(s);
	store_close(s);
	t_int(number_in(tmp_path(&tmp, "progress.db"),
			"SELECT count(DISTINCT device) FROM event"), 2);
	t_int(store_salvage(tmp.dir, kit_minute(0), &again, &saved, &why), ERR_OK);
	t_int(saved, 253);
	t_not_null(strstr(again, ".damaged-20231114-2313-2"));
	free(aside);
	free(again);
	buf_done(&why);
	tmp_done(&tmp);
}

static const struct embedded two_steps[] = {
	{ .text = "CREATE TABLE kept (x); INSERT INTO kept VALUES (42);" },
	{ .text = "ALTER TABLE kept ADD COLUMN y; UPDATE kept SET y = x + 1;" },
};
static const struct embedded bad_step[] = {
	{ .text = "" },
	{ .text = "ALTER TABLE kept ADD COLUMN y; UPDATE kept SET y = 'half'; SELECT nonsense;" },
};

static enum err migrate_to(const char *path, const struct embedded *steps, int n)
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

TEST(the_steps_of_the_schema_are_files_in_order)
{
	t_true(n_schema_steps > 0);
	for (int i = 0; i < n_schema_steps; i++) {
		char start[32];

		snprintf(start, sizeof(start), "data/schema/%03d_", i + 1);
		t_int(strncmp(schema_steps[i].name, start, strlen(start)), 0);
		t_not_null(strstr(schema_steps[i].text, ";\n"));
	}
}

TEST(a_migration_leaves_a_copy_of_what_was)
{
	struct tmp tmp;
	char *path, *copy;

	tmp_init(&tmp);
	path = tmp_path(&tmp, "progress.db");
	copy = tmp_write(&tmp, "progress.db.before-2", "of an earlier try");
	t_int(migrate_to(path, two_steps, 1), ERR_OK);
	t_int(migrate_to(path, two_steps, 1), ERR_OK);
	t_int(number_in(path, "PRAGMA user_version"), 1);
	t_int(migrate_to(path, two_steps, 2), ERR_OK);
	t_int(number_in(path, "PRAGMA user_version"), 2);
	t_int(number_in(path, "PRAGMA application_id"), MIGRATE_APPLICATION_ID);
	t_int(number_in(path, "SELECT y FROM kept"), 43);
	t_int(number_in(copy, "PRAGMA user_version"), 1);
	t_int(number_in(copy, "SELECT x FROM kept"), 42);
	t_int(access(tmp_path(&tmp, "progress.db.before-2.part"), F_OK), -1);
	t_int(migrate_to(path, two_steps, 1), ERR_NEWER);
	tmp_done(&tmp);
}

TEST(a_new_database_needs_no_copy)
{
	struct tmp tmp;

	tmp_init(&tmp);
	t_int(migrate_to(tmp_path(&tmp, "progress.db"), two_steps, 2), ERR_OK);
	t_int(access(tmp_path(&tmp, "progress.db.before-1"), F_OK), -1);
	t_int(access(tmp_path(&tmp, "progress.db.before-2"), F_OK), -1);
	tmp_done(&tmp);
}

TEST(a_step_that_fails_changes_nothing)
{
	struct tmp tmp;
	char *path;

	tmp_init(&tmp);
	path = tmp_path(&tmp, "progress.db");
	t_int(migrate_to(path, two_steps, 1), ERR_OK);
	t_int(migrate_to(path, bad_step, 2), ERR_CORRUPT);
	t_int(number_in(path, "PRAGMA user_version"), 1);
	t_int(number_in(path, "SELECT count(*) FROM pragma_table_info('kept')"), 1);
	t_int(number_in(path, "SELECT x FROM kept"), 42);
	tmp_done(&tmp);
}

TESTS(t(a_new_store_is_empty), t(what_was_recorded_is_there_the_next_day),
      t(a_bookmark_set_twice_is_one_and_goes_when_removed),
      t(an_answer_taken_back_counts_no_more),
      t(undo_takes_back_what_was_done_last_whatever_the_clock_says),
      t(a_clock_that_goes_back_changes_no_order_of_time),
      t(impossible_times_are_brought_into_bounds), t(places_out_of_range_do_no_harm),
      t(any_text_survives), t(the_history_is_one_line_an_event_newest_first),
      t(days_are_those_of_the_place_where_one_was), t(the_log_cannot_be_changed),
      t(opening_and_closing_changes_no_byte), t(a_second_store_on_the_same_file_sees_the_first),
      t(a_difference_between_log_and_tables_is_found_and_mended),
      t(tables_of_other_rules_are_made_anew_when_opened),
      t(events_of_a_newer_kind_are_kept_and_counted_only), t(a_strange_body_breaks_no_rebuild),
      t(names_that_could_harm_a_terminal_are_left_out),
      t(without_a_folder_the_session_works_and_nothing_is_saved),
      t(a_folder_in_the_files_place_is_reported), t(a_database_of_a_newer_version_is_only_read),
      t(a_newer_version_may_have_other_tables), t(a_database_of_another_program_is_left_alone),
      t(what_is_no_database_is_left_alone),
      t(an_empty_file_is_a_new_database_unless_a_log_is_beside_it),
      t(a_table_that_is_missing_is_damage), t(a_path_is_shown_without_its_control_characters),
      t(a_linked_file_is_used_where_it_lies), t(salvage_needs_something_to_rebuild),
      t(salvage_of_a_sound_database_loses_nothing_and_takes_a_new_identity),
      t(the_steps_of_the_schema_are_files_in_order),
      t(a_migration_leaves_a_copy_of_what_was), t(a_new_database_needs_no_copy),
      t(a_step_that_fails_changes_nothing))
