/* SPDX-License-Identifier: MIT */
/*
 * A small program over term/ alone, for test_term.c: shows numbered lines that
 * scroll, a page with every role, a page of wide characters, and the name of
 * each key it receives.
 */
#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "term/term.h"

enum page { PAGE_LINES, PAGE_ROLES, PAGE_WIDE };

static struct {
	enum page page;
	int top, n_keys;
	struct key last;
	bool is_cursor_shown;
} state;

static volatile sig_atomic_t is_resized, is_ended;
static sigset_t no_signals;

static void on_signal(int number)
{
	if (number == SIGWINCH)
		is_resized = 1;
	else
		is_ended = 1;
}

static void on_abort(int number)
{
	term_emergency();
	signal(number, SIG_DFL);
	raise(number);
}

static void draw_page(struct canvas *c)
{
	for (int y = 1; y < c->height - 1; y++) {
		int i = y - 1;

		if (state.page == PAGE_LINES)
			canvas_printf(c, y, 2, ROLE_TEXT, 0, "line %d of many, number %d", state.top + i,
				      (state.top + i) * 7919 % 1000);
		else if (state.page == PAGE_ROLES && i < ROLE_COUNT)
			canvas_printf(c, y, 2, (enum role)i, 0, "role %02d", i);
	}
	if (state.page != PAGE_WIDE)
		return;
	canvas_puts(c, 1, 2, "日本語 text|", ROLE_TEXT, 0);
	canvas_puts(c, 2, 2, "e\xCC\x81t\xC3\xA9 marks|", ROLE_TEXT, 0);
	canvas_puts(c, 3, 2, "⚠\xEF\xB8\x8F sign|", ROLE_TEXT, 0);
	canvas_puts(c, 4, 2, "\xF4\x8F\xBF\xBD private|", ROLE_TEXT, 0);
	canvas_puts(c, 5, 2, "─│┌ ● … “q”|", ROLE_TEXT, 0);
	canvas_puts(c, 6, c->width - 2, "語", ROLE_TEXT, 0);
}

static void draw(struct canvas *c)
{
	char ch[5] = "";

	canvas_clear(c);
	if (state.last.code == K_CHAR)
		ch[utf8_encode(state.last.ch, ch)] = '\0';
	canvas_printf(c, 0, 0, ROLE_TITLE, 0, "show %dx%d colours %d", c->height, c->width,
		      term_colours());
	draw_page(c);
	canvas_printf(c, c->height - 1, 0, ROLE_FOOTER, 0, "key %d: code %d ch %X %s mouse %d %d,%d.",
		      state.n_keys, (int)state.last.code, (unsigned)state.last.ch, ch,
		      (int)state.last.mouse, state.last.y, state.last.x);
	if (state.is_cursor_shown)
		c->cursor_y = c->cursor_x = 3;
}

static void suspend(void)
{
	term_suspend();
	kill(0, SIGTSTP);
	term_resume();
}

/* False when the program is to end. */
static bool perform(struct key k)
{
	state.last = k;
	state.n_keys++;
	if (k.code == K_DOWN)
		state.top++;
	else if (k.code == K_UP)
		state.top--;
	else if (key_is(k, 'r'))
		state.page = PAGE_ROLES;
	else if (key_is(k, 'w'))
		state.page = PAGE_WIDE;
	else if (key_is(k, 'l'))
		state.page = PAGE_LINES;
	else if (key_is(k, 'c'))
		state.is_cursor_shown = !state.is_cursor_shown;
	else if (key_is(k, 'm'))
		term_set_theme(theme_find("mono"));
	else if (key_is_ctrl(k, 'z'))
		suspend();
	else if (key_is(k, 'A'))
		abort();
	return !key_is(k, 'q');
}

static bool wait_and_perform(void)
{
	struct pollfd input = { .fd = term_fd(), .events = POLLIN };
	int wait_ms = term_key_wait_ms();
	struct timespec wait = { .tv_nsec = wait_ms * 1000000L };
	struct key k;

	/* Signals come here and nowhere else, so that none falls between looking and waiting. */
	if (ppoll(&input, 1, wait_ms < 0 ? NULL : &wait, &no_signals) < 0 && errno != EINTR)
		return false;
	if (input.revents & (POLLHUP | POLLERR))
		return false;
	if (is_resized) {
		is_resized = 0;
		term_resized();
	}
	while (term_key(&k))
		if (!perform(k))
			return false;
	return !is_ended;
}

static void hold_signals(void)
{
	sigset_t held;

	signal(SIGWINCH, on_signal);
	signal(SIGTERM, on_signal);
	sigemptyset(&held);
	sigaddset(&held, SIGWINCH);
	sigaddset(&held, SIGTERM);
	sigprocmask(SIG_BLOCK, &held, &no_signals);
}

int main(int argc, char **argv)
{
	struct term_options o = { .theme = themes[0], .has_mouse = true };
	const char *why = "";
	struct canvas c;
	int height, width;

	setlocale(LC_ALL, "");
	for (int i = 1; i < argc; i++) {
		o.is_ascii |= !strcmp(argv[i], "--ascii");
		o.is_colourless |= !strcmp(argv[i], "--no-colour");
		if (theme_find(argv[i]))
			o.theme = theme_find(argv[i]);
	}
	hold_signals();
	signal(SIGABRT, on_abort);
	if (term_start(&o, &why) != ERR_OK) {
		printf("no: %s\n", why);
		return 3;
	}
	canvas_init(&c, 0, 0);
	do {
		term_size(&height, &width);
		if (height != c.height || width != c.width)
			canvas_resize(&c, height, width);
		draw(&c);
		term_show(&c);
	} while (wait_and_perform());
	term_stop();
	term_stop();
	canvas_done(&c);
	return 0;
}
