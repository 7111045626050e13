/* SPDX-License-Identifier: MIT */
/* A process that dies at any moment: what it was told is saved, is saved. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/prng.h"
#include "tests/support/fault_vfs.h"
#include "tests/support/store_kit.h"
#include "tests/support/t.h"
#include "tests/support/tmp.h"

enum { KILLS = 200 };

/* Answers from first on and writes each number to fd after the store has it; never returns. */
static _Noreturn void answer_forever(const char *dir, int first, int fd)
{
	struct store *s = NULL;
	struct buf why;

	buf_init(&why);
	if (store_open(dir, &s, &why) != ERR_OK || !store_is_writable(s))
		_exit(1);
	for (int i = first;; i++)
		if (kit_answer(s, i) != ERR_OK || write(fd, &i, sizeof(i)) != sizeof(i))
			_exit(2);
}

/* Reads on to the end, after the kill; returns the last number that was acknowledged. */
static int read_rest(int fd, int last)
{
	int i;

	while (read(fd, &i, sizeof(i)) == sizeof(i))
		last = i;
	return last;
}

/* Kills a child after some answers and some work more; returns the last one acknowledged. */
static int kill_one(const char *dir, int first, struct prng *r)
{
	int pipes[2], status, last = first - 1;
	uint64_t answers = prng_below(r, 6), spins = prng_below(r, 300000);
	pid_t child;

	t_int(pipe(pipes), 0);
	child = fork();
	t_true(child >= 0);
	if (!child) {
		close(pipes[0]);
		answer_forever(dir, first, pipes[1]);
	}
	close(pipes[1]);
	for (uint64_t i = 0; i < answers; i++)
		t_int(read(pipes[0], &last, sizeof(last)), sizeof(last));
	for (volatile uint64_t i = 0; i < spins; i++)
		;
	t_int(kill(child, SIGKILL), 0);
	last = read_rest(pipes[0], last);
	close(pipes[0]);
	t_int(waitpid(child, &status, 0), child);
	t_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	return last;
}

static void has_all_up_to(struct store *s, int last)
{
	struct progress *p = NULL;
	char item[32];

	t_int(store_progress(s, kit_minute(0), &p), ERR_OK);
	for (int i = 0; i <= last; i++) {
		snprintf(item, sizeof(item), "q-%d", i);
		t_not_null(progress_item(p, item));
	}
	progress_free(p);
}

TEST(nothing_acknowledged_is_lost_when_killed)
{
	struct tmp tmp;
	struct prng r;
	int last = -1;

	fault_vfs_install();
	tmp_init(&tmp);
	prng_init(&r, 20231114);
	for (int i = 0; i < KILLS; i++) {
		struct store *s;

		last = kill_one(tmp.dir, last + 1, &r);
		/* Now and then the next child finds what two have left. */
		if (i % 3 == 1)
			continue;
		s = kit_open(tmp.dir);
		has_all_up_to(s, last);
		if (i % 10 == 0)
			kit_is_sound(s);
		store_close(s);
	}
	t_true(last > KILLS);
	tmp_done(&tmp);
}

TESTS(t(nothing_acknowledged_is_lost_when_killed))
