/* SPDX-License-Identifier: MIT */
#include "tests/support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <vterm.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "base/xalloc.h"

/* A state need not show on the screen: it is asked for this often while nothing arrives. */
enum { DEADLINE_MS = 20000, ASK_MS = 20 };

struct pty {
	pid_t pid;
	int fd;
	bool is_over;		/* its side of the terminal is closed */
	VTerm *vterm;
	VTermScreen *screen;
	int height, width;
	bool is_alternate, is_cursor_shown, has_mouse;
	struct buf output, text;
};

/* ---- in the child ---- */

static void child_environment(const char *const *env)
{
	static const char *const defaults[] = {
		"TERM=xterm-256color", "LC_ALL=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin", NULL,
	};
	static const char *const kept[] = {
		"ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "GCOV_PREFIX", "TMPDIR", NULL,
	};
	const char *values[8] = { 0 };

	for (int i = 0; kept[i]; i++)
		values[i] = getenv(kept[i]) ? xstrdup(getenv(kept[i])) : NULL;
	clearenv();
	for (int i = 0; kept[i]; i++)
		if (values[i])
			setenv(kept[i], values[i], 1);
	for (int i = 0; defaults[i]; i++)
		putenv((char *)defaults[i]);
	for (int i = 0; env && env[i]; i++)
		putenv((char *)env[i]);	/* "NAME" alone removes it */
}

static void child_exec(const struct pty_options *o)
{
	if (o->dir && chdir(o->dir))
		_exit(126);
	execvp(o->argv[0], (char *const *)o->argv);
	_exit(127);
}

/* A shell's part in job control: the program gets a process group and the terminal. */
static void child_shell(const struct pty_options *o)
{
	int status;
	pid_t pid;

	signal(SIGTTOU, SIG_IGN);
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		tcsetpgrp(STDIN_FILENO, getpid());
		signal(SIGTTOU, SIG_DFL);
		child_exec(o);
	}
	setpgid(pid, pid);
	tcsetpgrp(STDIN_FILENO, pid);
	while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
		char line[64];

		tcsetpgrp(STDIN_FILENO, getpid());
		dprintf(STDOUT_FILENO, "\r\n[stopped]\r\n");
		if (read(STDIN_FILENO, line, sizeof(line)) <= 0)
			_exit(125);
		dprintf(STDOUT_FILENO, "[continued]\r\n");
		tcsetpgrp(STDIN_FILENO, pid);
		kill(-pid, SIGCONT);
	}
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

static void child(const struct pty_options *o)
{
	child_environment(o->env);
	if (o->has_job_control)
		child_shell(o);
	child_exec(o);
}

/* ---- the terminal ---- */

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *p = user;

	if (property == VTERM_PROP_ALTSCREEN)
		p->is_alternate = value->boolean;
	else if (property == VTERM_PROP_CURSORVISIBLE)
		p->is_cursor_shown = value->boolean;
	else if (property == VTERM_PROP_MOUSE)
		p->has_mouse = value->number != VTERM_PROP_MOUSE_NONE;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

static void terminal_start(struct pty *p)
{
	p->vterm = vterm_new(p->height, p->width);
	vterm_set_utf8(p->vterm, 1);
	p->screen = vterm_obtain_screen(p->vterm);
	p->is_cursor_shown = true;
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
}

struct pty *pty_start(const struct pty_options *o)
{
	struct pty *p = xcalloc(1, sizeof(*p));
	struct winsize size;

	p->height = o->height ? o->height : 24;
	p->width = o->width ? o->width : 80;
	size = (struct winsize){ .ws_row = (unsigned short)p->height,
				 .ws_col = (unsigned short)p->width };
	terminal_start(p);
	p->pid = forkpty(&p->fd, NULL, NULL, &size);
	if (p->pid < 0) {
		perror("forkpty");
		abort();
	}
	if (!p->pid)
		child(o);
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	return p;
}

void pty_free(struct pty *p)
{
	if (!p)
		return;
	if (p->pid > 0) {
		kill(-p->pid, SIGKILL);
		kill(p->pid, SIGKILL);
		waitpid(p->pid, NULL, 0);
	}
	if (p->fd >= 0)
		close(p->fd);
	vterm_free(p->vterm);
	buf_done(&p->output);
	buf_done(&p->text);
	free(p);
}

/* Reads once, waiting at most so long; false when nothing came. */
static bool pump(struct pty *p, int wait_ms)
{
	struct pollfd poll_fd = { .fd = p->fd, .events = POLLIN };
	char bytes[4096];
	ssize_t n;

	if (p->is_over || poll(&poll_fd, 1, wait_ms) <= 0)
		return false;
	n = read(p->fd, bytes, sizeof(bytes));
	if (n <= 0) {
		p->is_over = n == 0 || errno != EINTR;
		return false;
	}
	buf_add(&p->output, bytes, (size_t)n);
	vterm_input_write(p->vterm, bytes, (size_t)n);
	return true;
}

void pty_send(struct pty *p, const void *bytes, size_t n)
{
	const char *at = bytes;

	while (n) {
		struct pollfd room = { .fd = p->fd, .events = POLLOUT };
		ssize_t written;

		/* The program may wait for us to read before it reads what we write. */
		while (pump(p, 0))
			;
		if (poll(&room, 1, DEADLINE_MS) <= 0)
			return;
		written = write(p->fd, at, n < 256 ? n : 256);
		if (written <= 0)
			return;
		at += written;
		n -= (size_t)written;
	}
}

void pty_type(struct pty *p, const char *keys)
{
	pty_send(p, keys, strlen(keys));
}

void pty_resize(struct pty *p, int height, int width)
{
	struct winsize size = { .ws_row = (unsigned short)height, .ws_col = (unsigned short)width };

	while (pump(p, 0))
		;
	p->height = height;
	p->width = width;
	vterm_set_size(p->vterm, height, width);
	ioctl(p->fd, TIOCSWINSZ, &size);
}

void pty_signal(struct pty *p, int signal_number)
{
	kill(p->pid, signal_number);
}

void pty_signal_foreground(struct pty *p, int signal_number)
{
	kill(-tcgetpgrp(p->fd), signal_number);
}

void pty_hang_up(struct pty *p)
{
	close(p->fd);
	p->fd = -1;
	p->is_over = true;
}

static int64_t deadline_ns(void)
{
	return clock_monotonic_ns() + DEADLINE_MS * INT64_C(1000000);
}

static void complain(struct pty *p, const char *about)
{
	fprintf(stderr, "# waited in vain for: %s\n# the screen:\n%s# ----\n", about, pty_screen(p));
}

bool pty_wait(struct pty *p, bool (*holds)(struct pty *p, const void *arg), const void *arg)
{
	int64_t end_ns = deadline_ns();

	while (!holds(p, arg)) {
		bool is_over = p->is_over || clock_monotonic_ns() > end_ns;

		pump(p, ASK_MS);
		if (is_over && !holds(p, arg)) {
			complain(p, "a state");
			return false;
		}
	}
	return true;
}

static bool has_text(struct pty *p, const void *text)
{
	return strstr(pty_screen(p), text) != NULL;
}

static bool lacks_text(struct pty *p, const void *text)
{
	return !has_text(p, text);
}

bool pty_wait_text(struct pty *p, const char *text)
{
	if (pty_wait(p, has_text, text))
		return true;
	fprintf(stderr, "# which was to show: %s\n", text);
	return false;
}

bool pty_wait_gone(struct pty *p, const char *text)
{
	if (pty_wait(p, lacks_text, text))
		return true;
	fprintf(stderr, "# which was not to show: %s\n", text);
	return false;
}

bool pty_wait_exit(struct pty *p, int *ret_status)
{
	int64_t end_ns = deadline_ns();

	while (clock_monotonic_ns() < end_ns) {
		pump(p, 10);
		if (waitpid(p->pid, ret_status, WNOHANG) != p->pid) {
			/* Without a terminal to poll there is only the clock to wait by. */
			if (p->is_over)
				poll(NULL, 0, 2);
			continue;
		}
		while (pump(p, 0))
			;
		p->pid = 0;
		return true;
	}
	complain(p, "the end");
	return false;
}

/* ---- the screen ---- */

static int colour_of(const VTermColor *c)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c))
		return PTY_DEFAULT_COLOUR;
	if (VTERM_COLOR_IS_INDEXED(c))
		return c->indexed.idx;
	return PTY_RGB | c->rgb.red << 16 | c->rgb.green << 8 | c->rgb.blue;
}

struct pty_cell pty_cell(const struct pty *p, int y, int x)
{
	struct pty_cell out = { .width = 1 };
	VTermScreenCell cell;
	size_t n = 0;

	if (!vterm_screen_get_cell(p->screen, (VTermPos){ y, x }, &cell))
		return out;
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
		if (cell.chars[i] != (uint32_t)-1)
			n += utf8_encode(cell.chars[i], out.text + n);
	if (!cell.chars[0])
		out.text[0] = ' ';
	out.width = cell.width;
	out.fg = colour_of(&cell.fg);
	out.bg = colour_of(&cell.bg);
	out.is_bold = cell.attrs.bold;
	out.is_italic = cell.attrs.italic;
	out.is_underlined = cell.attrs.underline != VTERM_UNDERLINE_OFF;
	out.is_reverse = cell.attrs.reverse;
	return out;
}

static void add_row(const struct pty *p, int y, struct buf *out)
{
	size_t start = out->len;

	for (int x = 0; x < p->width; x++)
		buf_adds(out, pty_cell(p, y, x).text);
	while (out->len > start && out->p[out->len - 1] == ' ')
		out->p[--out->len] = '\0';
}

const char *pty_screen(struct pty *p)
{
	buf_clear(&p->text);
	for (int y = 0; y < p->height; y++) {
		add_row(p, y, &p->text);
		buf_addc(&p->text, '\n');
	}
	return buf_str(&p->text);
}

/* The column of byte i of a row. */
static int column_of(const struct pty *p, int y, size_t i)
{
	size_t n = 0;
	int x = 0;

	while (x < p->width && n < i)
		n += strlen(pty_cell(p, y, x++).text);
	return x;
}

bool pty_find(const struct pty *p, const char *text, int *ret_y, int *ret_x)
{
	struct buf row;
	bool is_found = false;

	buf_init(&row);
	for (int y = 0; y < p->height && !is_found; y++) {
		const char *at;

		buf_clear(&row);
		add_row(p, y, &row);
		at = strstr(buf_str(&row), text);
		if (!at)
			continue;
		*ret_y = y;
		*ret_x = column_of(p, y, (size_t)(at - row.p));
		is_found = true;
	}
	buf_done(&row);
	return is_found;
}

bool pty_is_alternate(const struct pty *p)
{
	return p->is_alternate;
}

bool pty_is_cursor_shown(const struct pty *p)
{
	return p->is_cursor_shown;
}

bool pty_has_mouse(const struct pty *p)
{
	return p->has_mouse;
}

bool pty_is_cooked(const struct pty *p)
{
	struct termios t;

	return !tcgetattr(p->fd, &t) && (t.c_lflag & ICANON) && (t.c_lflag & ECHO) &&
	       (t.c_iflag & ICRNL);
}

const struct buf *pty_output(const struct pty *p)
{
	return &p->output;
}

void pty_output_clear(struct pty *p)
{
	buf_clear(&p->output);
}

bool pty_has_coloured(const struct pty *p)
{
	for (const char *s = buf_str(&p->output); (s = strstr(s, "\033[")); s++) {
		const char *at = s + 2, *end = at + strspn(at, "0123456789;");

		while (*end == 'm' && at < end) {
			long n = strtol(at, (char **)&at, 10);

			if ((n >= 30 && n < 50) || (n >= 90 && n < 108))
				return true;
			at++;
		}
	}
	return false;
}

pid_t pty_pid(const struct pty *p)
{
	return p->pid;
}
