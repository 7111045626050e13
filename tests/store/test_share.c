/* SPDX-License-Identifier: MIT */
/* Several processes on one database. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/search.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/store_kit.h"
#include "tests/support/t.h"
#include "tests/support/tmp.h"

enum { PROCESSES = 4, ANSWERS = 25 };

/* Waits for the end of start, then answers questions of its own; the exit status tells. */
static _Noreturn void answer_when_told(const char *dir, int start, int first)
{
	struct store *s = NULL;
	struct buf why;
	char c;

	buf_init(&why);
	if (read(start, &c, 1) != 0)
		_exit(1);
	if (store_open(dir, &s, &why) != ERR_OK || !store_is_writable(s))
		_exit(2);
	for (int i = 0; i < ANSWERS; i++)
		if (kit_answer(s, first + i) != ERR_OK)
			_exit(3);
	store_close(s);
	_exit(0);
}

/* Adds a file of its own to a search index, trying again while another process is at it. */
static _Noreturn void index_when_told(const char *dir, int start, int number)
{
	const struct file_stamp stamp = { number, 1, 1 };
	struct search *s = NULL;
	char c, path[32];
	enum err e;

	snprintf(path, sizeof(path), "%d.md", number);
	if (read(start, &c, 1) != 0)
		_exit(1);
	if (search_open(dir, "/course", &s) != ERR_OK)
		_exit(2);
	do
		e = search_begin(s);
	while (e == ERR_BUSY);
	if (e == ERR_OK && search_add_file(s, path, path, &stamp) == ERR_OK &&
	    search_add(s, &(struct search_passage){ "h", "h", 1, "polls", 5, false }) == ERR_OK &&
	    search_commit(s) == ERR_OK)
		_exit(0);
	_exit(3);
}

/* Ends its process. */
typedef void work_when_told(const char *dir, int start, int number);

static void work_together(const char *dir, work_when_told *work)
{
	pid_t children[PROCESSES];
	int start[2];

	t_int(pipe(start), 0);
	for (int i = 0; i < PROCESSES; i++) {
		children[i] = fork();
		t_true(children[i] >= 0);
		if (children[i])
			continue;
		close(start[1]);
		work(dir, start[0], 1000 * (i + 1));
	}
	close(start[0]);
	close(start[1]);
	for (int i = 0; i < PROCESSES; i++) {
		int status;

		t_int(waitpid(children[i], &status, 0), children[i]);
		t_true(WIFEXITED(status));
		t_int(WEXITSTATUS(status), 0);
	}
}

static void has_all_answers(const char *dir, int more)
{
	struct store *s = kit_open(dir);

	t_int(kit_count(s), PROCESSES * ANSWERS + more);
	kit_is_sound(s);
	store_close(s);
}

TEST(processes_that_answer_at_once_lose_nothing)
{
	struct tmp tmp;

	fault_vfs_install();
	tmp_init(&tmp);
	kit_fill(tmp.dir, 5);
	work_together(tmp.dir, answer_when_told);
	has_all_answers(tmp.dir, 5);
	tmp_done(&tmp);
}

TEST(processes_that_create_the_database_at_once_share_one)
{
	fault_vfs_install();
	for (int run = 0; run < 10; run++) {
		struct tmp tmp;

		tmp_init(&tmp);
		work_together(tmp_path(&tmp, "new"), answer_when_told);
		has_all_answers(tmp_path(&tmp, "new"), 0);
		tmp_done(&tmp);
	}
}

TEST(processes_that_create_the_index_at_once_share_one)
{
	fault_vfs_install();
	for (int run = 0; run < 10; run++) {
		struct search *s = NULL;
		struct tmp tmp;

		tmp_init(&tmp);
		work_together(tmp_path(&tmp, "new"), index_when_told);
		t_int(search_open(tmp_path(&tmp, "new"), "/course", &s), ERR_OK);
		for (int i = 1; i <= PROCESSES; i++) {
			const struct file_stamp stamp = { 1000 * i, 1, 1 };
			const char *path = arena_printf(&tmp.arena, "%d.md", 1000 * i);

			t_true(search_is_fresh(s, path, &stamp));
		}
		search_close(s);
		tmp_done(&tmp);
	}
}

TESTS(t(processes_that_answer_at_once_lose_nothing),
      t(processes_that_create_the_database_at_once_share_one),
      t(processes_that_create_the_index_at_once_share_one))
