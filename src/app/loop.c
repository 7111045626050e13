/* SPDX-License-Identifier: MIT */
#include "app/loop.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/xalloc.h"

enum { EXIT_SIGNAL = 128, CRASH_STACK_BYTES = 64 * 1024 };

/* Signals that become bytes in a pipe, to be handled where nothing is half done. */
static const int told_signals[] = { SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT };

/* Signals after which nothing can be relied on: they take their course in a restored terminal. */
static const int crash_signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

enum {
	N_TOLD = sizeof(told_signals) / sizeof(*told_signals),
	N_CRASH = sizeof(crash_signals) / sizeof(*crash_signals),
};

static struct {
	int pipe[2];		/* signal numbers, one a byte */
	struct sigaction told_before[N_TOLD];
	struct sigaction crash_before[N_CRASH];
	char *crash_stack;
	stack_t stack_before;
} loop;

static void on_told(int number)
{
	char byte = (char)number;
	int saved_errno = errno;
	/* A full pipe holds enough to know. */
	ssize_t n = write(loop.pipe[1], &byte, 1);

	(void)n;
	errno = saved_errno;
}

static void on_crash(int number)
{
	term_emergency();
	for (size_t i = 0; i < N_CRASH; i++)
		sigaction(crash_signals[i], &loop.crash_before[i], NULL);
	raise(number);
}

static void catch_told(void)
{
	struct sigaction a = { .sa_handler = on_told, .sa_flags = SA_RESTART };

	sigfillset(&a.sa_mask);
	for (size_t i = 0; i < N_TOLD; i++)
		sigaction(told_signals[i], &a, &loop.told_before[i]);
}

/* On a stack of its own, since the usual one may be what overflowed. */
static void catch_crashes(void)
{
	struct sigaction a = { .sa_handler = on_crash, .sa_flags = SA_ONSTACK };
	stack_t stack = { .ss_size = CRASH_STACK_BYTES };

	loop.crash_stack = xmalloc(CRASH_STACK_BYTES);
	stack.ss_sp = loop.crash_stack;
	sigaltstack(&stack, &loop.stack_before);
	sigemptyset(&a.sa_mask);
	for (size_t i = 0; i < N_CRASH; i++)
		sigaction(crash_signals[i], &a, &loop.crash_before[i]);
}

enum err loop_start(const struct term_options *o, const char **ret_why)
{
	enum err e;

	if (pipe2(loop.pipe, O_CLOEXEC | O_NONBLOCK)) {
		*ret_why = "the system has no more files to open";
		return ERR_IO;
	}
	catch_told();
	catch_crashes();
	xalloc_on_oom(term_emergency);
	e = term_start(o, ret_why);
	if (e != ERR_OK)
		loop_stop();
	return e;
}

void loop_stop(void)
{
	term_stop();
	for (size_t i = 0; i < N_TOLD; i++)
		sigaction(told_signals[i], &loop.told_before[i], NULL);
	for (size_t i = 0; i < N_CRASH; i++)
		sigaction(crash_signals[i], &loop.crash_before[i], NULL);
	sigaltstack(&loop.stack_before, NULL);
	free(loop.crash_stack);
	loop.crash_stack = NULL;
	close(loop.pipe[0]);
	close(loop.pipe[1]);
}

static void tell_time(struct session *s)
{
	session_set_time(s, clock_monotonic_ns(),
			 (struct store_time){ clock_unix_ms(), clock_utc_offset_min() });
}

/*
 * As the terminal itself would on Ctrl-Z: the whole group stops, so that a
 * shell or make that started us notices. Without a shell nothing happens.
 */
static void stop(void)
{
	static const int signals[] = { SIGTSTP, SIGCONT };
	struct sigaction by_default = { .sa_handler = SIG_DFL }, ours[2];

	for (int i = 0; i < 2; i++)
		sigaction(signals[i], &by_default, &ours[i]);
	kill(0, SIGTSTP);
	for (int i = 0; i < 2; i++)
		sigaction(signals[i], &ours[i], NULL);
}

static void suspend(struct session *s)
{
	session_save(s);
	term_suspend();
	stop();
	term_resume();
	s->wishes |= WISH_DRAW;
}

/* Handles one signal; the exit code when it ends the program, else -1. */
static int take_signal(struct session *s, int number)
{
	switch (number) {
	case SIGWINCH:
		term_resized();
		s->wishes |= WISH_DRAW;
		return -1;
	case SIGCONT:
		term_resume();
		s->wishes |= WISH_DRAW;
		return -1;
	case SIGTSTP:
		suspend(s);
		return -1;
	default:
		return EXIT_SIGNAL + number;
	}
}

static int take_signals(struct session *s)
{
	char bytes[64];
	ssize_t n;
	int code = -1;

	while ((n = read(loop.pipe[0], bytes, sizeof(bytes))) > 0)
		for (ssize_t i = 0; i < n && code < 0; i++)
			code = take_signal(s, bytes[i]);
	return code;
}

static void grant_wishes(struct session *s)
{
	unsigned wishes = s->wishes;

	s->wishes &= ~(unsigned)(WISH_SUSPEND | WISH_THEME | WISH_REPAINT);
	if (wishes & WISH_SUSPEND)
		suspend(s);
	if (wishes & WISH_THEME)
		term_set_theme(s->theme);
	if (wishes & WISH_REPAINT)
		term_repaint();
}

/* All keys that have arrived, so that no frame is drawn that the next key makes old. */
static void take_keys(struct session *s)
{
	struct key k;

	while (!(s->wishes & WISH_QUIT) && term_key(&k)) {
		tell_time(s);
		session_key(s, k);
		grant_wishes(s);
	}
}

static void show(struct session *s, struct canvas *c)
{
	int height, width;

	term_size(&height, &width);
	if (height != c->height || width != c->width)
		canvas_resize(c, height, width);
	tell_time(s);
	session_draw(s, c);
	term_show(c);
}

/* How long nothing has to be done unless something arrives; -1 = for ever. */
static int wait_ms(const struct session *s)
{
	int64_t next_ns = session_next_ns(s), left_ns = next_ns - clock_monotonic_ns();
	int ms = term_key_wait_ms();

	if (next_ns < 0)
		return ms;
	left_ns = left_ns < 0 ? 0 : left_ns > INT32_MAX ? INT32_MAX : left_ns;
	left_ns = (left_ns + 999999) / 1000000;
	return ms < 0 || left_ns < ms ? (int)left_ns : ms;
}

/* True when the terminal is gone: readable for ever, and nothing to read. */
static bool is_hung_up(const struct pollfd *input)
{
	int n = 0;

	if (input->revents & (POLLHUP | POLLERR | POLLNVAL))
		return true;
	return (input->revents & POLLIN) && (ioctl(input->fd, FIONREAD, &n) || !n);
}

/* Waits at most so long and takes what came; the exit code when that ends the program, else -1. */
static int wait_and_take(struct session *s, int timeout_ms)
{
	struct pollfd fds[] = {
		{ .fd = term_fd(), .events = POLLIN },
		{ .fd = loop.pipe[0], .events = POLLIN },
		{ .fd = s->reader.watch.fd, .events = POLLIN },
	};
	int code = -1;

	if (poll(fds, 3, timeout_ms) < 0)
		return errno == EINTR ? -1 : EXIT_SIGNAL + SIGHUP;
	tell_time(s);
	if (fds[1].revents)
		code = take_signals(s);
	if (code < 0 && is_hung_up(&fds[0]))
		code = EXIT_SIGNAL + SIGHUP;
	if (code >= 0)
		return code;
	take_keys(s);
	if (fds[2].revents)
		session_files_changed(s);
	return -1;
}

int loop_run(struct session *s)
{
	struct canvas c;
	bool has_work = true;
	int code = -1;

	canvas_init(&c, 0, 0);
	show(s, &c);
	session_complete(s);
	s->wishes |= WISH_DRAW;
	while (code < 0 && !(s->wishes & WISH_QUIT)) {
		if (s->wishes & WISH_DRAW) {
			show(s, &c);
			has_work = true;
		}
		code = wait_and_take(s, has_work ? 0 : wait_ms(s));
		if (code < 0 && has_work && !(s->wishes & (WISH_DRAW | WISH_QUIT)))
			has_work = session_work(s);
	}
	canvas_done(&c);
	session_save(s);
	return code < 0 ? 0 : code;
}
