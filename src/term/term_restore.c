/* SPDX-License-Identifier: MIT */
#include "term/term_restore.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <curses.h>

enum { RESTORE_BYTES = 512 };

static struct {
	int fd;
	struct termios settings;
	char bytes[RESTORE_BYTES];
	volatile sig_atomic_t n_bytes;
	volatile sig_atomic_t is_armed;
} restore;

enum err term_restore_save(int fd)
{
	restore.fd = fd;
	return tcgetattr(fd, &restore.settings) ? ERR_IO : ERR_OK;
}

/* Appends s without terminfo's delays ("$<50>"), at n; returns the new length. */
static size_t append(size_t n, const char *s)
{
	while (*s && n < sizeof(restore.bytes)) {
		const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL;

		if (end)
			s = end + 1;
		else
			restore.bytes[n++] = *s++;
	}
	return n;
}

/* A capability's string; "" if the terminal has no such thing. */
static const char *capability(const char *name)
{
	const char *s = tigetstr(name);

	return s && s != (char *)-1 ? s : "";
}

void term_restore_prepare(const char *modes_off, int height)
{
	static const char *const names[] = { "sgr0", "cnorm", "rmkx", "rmcup" };
	const char *scroll_region = capability("csr");
	size_t n = 0;

	restore.n_bytes = 0;
	n = append(n, modes_off);
	if (*scroll_region)
		n = append(n, tparm(scroll_region, 0, height - 1));
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		n = append(n, capability(names[i]));
	restore.n_bytes = (int)n;
}

void term_restore_arm(void)
{
	restore.is_armed = 1;
}

void term_restore_disarm(void)
{
	restore.is_armed = 0;
}

void term_restore_write(const char *bytes, size_t n)
{
	while (n) {
		ssize_t written = write(restore.fd, bytes, n);

		if (written <= 0 && errno != EINTR)
			return;
		bytes += written > 0 ? written : 0;
		n -= written > 0 ? (size_t)written : 0;
	}
}

void term_restore_now(void)
{
	int saved_errno = errno;

	if (!restore.is_armed)
		return;
	restore.is_armed = 0;
	term_restore_write(restore.bytes, (size_t)restore.n_bytes);
	tcsetattr(restore.fd, TCSANOW, &restore.settings);
	errno = saved_errno;
}
