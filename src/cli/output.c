/* SPDX-License-Identifier: MIT */
#include "cli/output.h"

#include <errno.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/path.h"
#include "base/utf8.h"
#include "canvas/ascii.h"

enum { BUFFER_BYTES = 64 * 1024, DEFAULT_WIDTH = 80, DEFAULT_HEIGHT = 24, SIZE_MOST = 10000,
       LEAST_CELLS = 10 };

void output_init(struct output *o, int fd)
{
	*o = (struct output){ .fd = fd, .is_terminal = isatty(fd) };
	buf_init(&o->buf);
	buf_init(&o->scratch);
}

void output_done(struct output *o)
{
	buf_done(&o->buf);
	buf_done(&o->scratch);
}

static bool has_text(const char *variable)
{
	const char *value = getenv(variable);

	return value && *value;
}

/* terminfo is not asked: that is for the app. */
int output_terminal_colours(void)
{
	const char *term = getenv("TERM"), *more = getenv("COLORTERM");

	if (more && (!strcmp(more, "truecolor") || !strcmp(more, "24bit")))
		return 1 << 24;
	if (!term)
		return 16;
	if (strstr(term, "-direct"))
		return 1 << 24;
	if (strstr(term, "256color"))
		return 256;
	return !strncmp(term, "vt", 2) || strstr(term, "mono") ? 0 : 16;
}

void output_color(struct output *o, enum output_color when, const struct theme *theme)
{
	const char *term = getenv("TERM");
	bool is_wanted = o->is_terminal && !has_text("NO_COLOR") && term && *term &&
			 strcmp(term, "dumb") != 0;

	if (when == COLOR_NEVER || (when == COLOR_AUTO && !is_wanted))
		return;
	o->theme = theme;
	o->colours = output_terminal_colours();
}

/* Dies of the signal that a reader who went away sends, even where it is ignored. */
static void end_quietly(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	signal(SIGPIPE, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(SIGPIPE);
}

bool output_flush(struct output *o)
{
	size_t done = 0;

	while (!o->error && done < o->buf.len) {
		ssize_t n = write(o->fd, o->buf.p + done, o->buf.len - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno == EPIPE)
			end_quietly();
		else if (errno == EAGAIN)
			poll(&(struct pollfd){ .fd = o->fd, .events = POLLOUT }, 1, -1);
		else if (errno != EINTR)
			o->error = errno;
	}
	buf_clear(&o->buf);
	return !o->error;
}

static void spill(struct output *o)
{
	if (o->buf.len >= BUFFER_BYTES)
		output_flush(o);
}

void output_raw(struct output *o, const char *bytes, size_t n)
{
	buf_add(&o->buf, bytes, n);
	spill(o);
}

void output_add(struct output *o, const char *text, size_t n)
{
	if (o->is_ascii)
		ascii_text(&o->buf, text, n);
	else
		buf_add(&o->buf, text, n);
	spill(o);
}

void output_puts(struct output *o, const char *text)
{
	output_add(o, text, strlen(text));
}

void output_printf(struct output *o, const char *format, ...)
{
	struct buf text;
	va_list ap;

	buf_init(&text);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	output_add(o, buf_str(&text), text.len);
	buf_done(&text);
}

void output_role(struct output *o, enum role role, const char *text, size_t n)
{
	size_t before = o->buf.len;

	if (o->theme)
		theme_sgr(&o->buf, o->theme, role, 0, o->colours);
	before = o->buf.len - before;
	output_add(o, text, n);
	if (before)
		output_raw(o, "\033[m", 3);
}

struct buf *output_begin_row(struct output *o)
{
	return o->is_ascii ? &o->scratch : &o->buf;
}

void output_end_row(struct output *o)
{
	if (o->is_ascii) {
		ascii_text(&o->buf, buf_str(&o->scratch), o->scratch.len);
		buf_clear(&o->scratch);
	}
	spill(o);
}

/* Bytes of a line that fit: whole words, but at least one. */
static size_t fitting(const char *text, size_t n, size_t cells)
{
	size_t used, fit = utf8_fit(text, n, cells, &used);

	if (fit == n)
		return n;
	for (size_t i = fit; i > 0; i--)
		if (text[i] == ' ')
			return i;
	while (fit < n && text[fit] != ' ')
		fit++;
	return fit;
}

static size_t leading_blanks(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n && text[i] == ' ')
		i++;
	return i;
}

/* Bytes of "12. " at the start of text: further lines hang behind a number. */
static size_t number_length(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n && text[i] >= '0' && text[i] <= '9')
		i++;
	return i && i + 1 < n && text[i] == '.' && text[i + 1] == ' ' ? i + 2 : 0;
}

static size_t room_for(int indent, int width)
{
	return width > indent + LEAST_CELLS ? (size_t)(width - indent) : LEAST_CELLS;
}

/* A line's own indentation is kept, also by the lines that it is broken into. */
static int wrap_line(struct output *o, const char *text, size_t n, int indent, int width)
{
	size_t blanks = leading_blanks(text, n);
	int hang = (int)number_length(text + blanks, n - blanks);
	int n_lines = 0;

	indent += (int)blanks;
	while (blanks < n) {
		size_t len;

		text += blanks;
		n -= blanks;
		len = fitting(text, n, room_for(indent, width));
		output_printf(o, "%*s", indent, "");
		output_add(o, text, len);
		output_raw(o, "\n", 1);
		text += len;
		n -= len;
		blanks = leading_blanks(text, n);
		indent += hang;
		hang = 0;
		n_lines++;
	}
	return n_lines;
}

int output_wrapped(struct output *o, const char *text, size_t n, int indent, int width)
{
	const char *end = text + n;
	int n_lines = 0;

	while (text < end) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		const char *stop = newline ? newline : end;

		if (stop == text)
			output_raw(o, "\n", 1);
		n_lines += stop == text
				   ? 1
				   : wrap_line(o, text, (size_t)(stop - text), indent, width);
		text = newline ? newline + 1 : end;
	}
	return n_lines;
}

static int window(const struct output *o, bool is_width, int fallback)
{
	struct winsize w;
	int n;

	if (ioctl(o->fd, TIOCGWINSZ, &w))
		return fallback;
	n = is_width ? w.ws_col : w.ws_row;
	return n > 0 ? n : fallback;
}

int output_width(const struct output *o)
{
	const char *columns = getenv("COLUMNS");
	char *end;
	long n = columns ? strtol(columns, &end, 10) : 0;

	if (n > 0 && n <= SIZE_MOST && !*end)
		return (int)n;
	return window(o, true, DEFAULT_WIDTH);
}

int output_height(const struct output *o)
{
	return window(o, false, DEFAULT_HEIGHT);
}

const char *text_shown(struct arena *a, const char *bytes)
{
	return path_shown(a, bytes);
}

bool locale_is_utf8(void)
{
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

void message(const char *format, ...)
{
	struct output o;
	struct buf text, clean;
	va_list ap;

	output_init(&o, STDERR_FILENO);
	o.is_ascii = !locale_is_utf8();
	buf_init(&text);
	buf_init(&clean);
	va_start(ap, format);
	buf_vprintf(&text, format, ap);
	va_end(ap);
	utf8_clean(&clean, buf_str(&text), text.len);
	output_puts(&o, "nephoscope: ");
	output_add(&o, buf_str(&clean), clean.len);
	output_raw(&o, "\n", 1);
	output_flush(&o);
	output_done(&o);
	buf_done(&text);
	buf_done(&clean);
}
