/* SPDX-License-Identifier: MIT */
#include "cli/input.h"

#include <errno.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "base/utf8.h"

enum { LINE_MAX_BYTES = 4000, CHUNK_BYTES = 4096 };

static volatile sig_atomic_t was_interrupted;

static void note_interrupt(int number)
{
	(void)number;
	was_interrupted = 1;
}

void input_init(struct input *in, int fd)
{
	struct sigaction note = { .sa_handler = note_interrupt };

	*in = (struct input){ .fd = fd, .is_terminal = isatty(fd) };
	buf_init(&in->raw);
	buf_init(&in->line);
	sigemptyset(&note.sa_mask);
	sigaction(SIGINT, &note, &in->before);
}

void input_done(struct input *in)
{
	sigaction(SIGINT, &in->before, NULL);
	buf_done(&in->raw);
	buf_done(&in->line);
}

bool input_is_interrupted(void)
{
	return was_interrupted;
}

/* Waits for something to read, or an interrupt: none is lost between asking and waiting. */
static bool wait_readable(int fd)
{
	sigset_t block, before;
	fd_set fds;
	bool is_ready;

	sigemptyset(&block);
	sigaddset(&block, SIGINT);
	sigprocmask(SIG_BLOCK, &block, &before);
	FD_ZERO(&fds);
	FD_SET(fd, &fds);
	is_ready = !was_interrupted && pselect(fd + 1, &fds, NULL, NULL, NULL, &before) > 0;
	sigprocmask(SIG_SETMASK, &before, NULL);
	return is_ready;
}

/* Reads more bytes; false at the end. */
static bool fill(struct input *in)
{
	ssize_t n = -1;

	buf_clear(&in->raw);
	in->next = 0;
	buf_reserve(&in->raw, CHUNK_BYTES);
	while (n < 0) {
		if (!wait_readable(in->fd)) {
			if (was_interrupted || errno != EINTR)
				return false;
			continue;
		}
		n = read(in->fd, in->raw.p, CHUNK_BYTES);
		if (n < 0 && errno != EINTR && errno != EAGAIN)
			return false;
	}
	in->raw.len = (size_t)n;
	return n > 0;
}

static const char *trimmed(struct buf *b)
{
	char *p = b->p;

	while (b->len && strchr(" \t\n", b->p[b->len - 1]))
		b->p[--b->len] = '\0';
	return p + strspn(p, " \t\n");
}

static const char *take_line(struct input *in, struct buf *bytes)
{
	buf_clear(&in->line);
	buf_adds(&in->line, "");
	utf8_clean(&in->line, buf_str(bytes), bytes->len);
	buf_done(bytes);
	return trimmed(&in->line);
}

const char *input_line(struct input *in)
{
	struct buf bytes;

	buf_init(&bytes);
	while (!in->is_ended) {
		const char *start, *newline;
		size_t n, room = LINE_MAX_BYTES - bytes.len;

		if (in->next == in->raw.len && !fill(in)) {
			in->is_ended = true;
			break;
		}
		start = in->raw.p + in->next;
		newline = memchr(start, '\n', in->raw.len - in->next);
		n = newline ? (size_t)(newline - start) : in->raw.len - in->next;
		buf_add(&bytes, start, n < room ? n : room);
		in->next += n + (newline ? 1 : 0);
		if (newline)
			return take_line(in, &bytes);
	}
	/* A last line without its newline counts, unless it was interrupted. */
	if (bytes.len && !was_interrupted)
		return take_line(in, &bytes);
	buf_done(&bytes);
	return NULL;
}
