/* SPDX-License-Identifier: MIT */
#include "app/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/utf8.h"
#include "base/xalloc.h"

enum { SIZE_MAX_CELLS = 1000, WAIT_MAX_MS = 3600 * 1000, WORK_MAX = 1000000 };

/* 2026-01-05 09:00 UTC */
static const int64_t start_unix_ms = INT64_C(1767603600000);

struct script {
	struct session *session;
	struct canvas canvas;
	struct diag_list *diags;
	const char *line;		/* its start, for columns */
	int number;
	int64_t now_ns;
};

struct store_time script_time(void)
{
	return (struct store_time){ .unix_ms = start_unix_ms };
}

static void tell_time(struct script *x)
{
	session_set_time(x->session, x->now_ns,
			 (struct store_time){ .unix_ms = start_unix_ms + x->now_ns / 1000000 });
}

/* Draws, and finishes all work, so that what comes next does not depend on speed. */
static void settle(struct script *x)
{
	session_draw(x->session, &x->canvas);
	for (int i = 0; i < WORK_MAX && session_work(x->session); i++)
		;
	session_draw(x->session, &x->canvas);
}

static enum err complain(struct script *x, const char *at, const char *text, const char *hint)
{
	struct diag *g = diag_add(x->diags, DIAG_ERROR, x->number, (int)(at - x->line) + 1,
				  "script", "%s", text);

	if (hint)
		diag_hint(x->diags, g, "%s", hint);
	return ERR_SYNTAX;
}

static const char *skip_blanks(const char *p)
{
	return p + strspn(p, " \t");
}

/* One key; screens may change, and take time to lay out. */
static void press(struct script *x, struct key k)
{
	session_key(x->session, k);
	settle(x);
}

/* A word in quotes: each character is a key. Returns what follows; NULL if it has no end. */
static const char *press_quoted(struct script *x, const char *p)
{
	const char *end = strchr(++p, '"');

	while (end && p < end && !(x->session->wishes & WISH_QUIT)) {
		struct key k = { .code = K_CHAR };

		p += utf8_decode(p, (size_t)(end - p), &k.ch);
		press(x, k);
	}
	return end ? end + 1 : NULL;
}

/* A key's name up to the next blank. Returns what follows it; NULL if there is no such key. */
static const char *press_named(struct script *x, const char *p)
{
	size_t n = strcspn(p, " \t");
	char name[32];
	struct key k;

	if (n >= sizeof(name))
		return NULL;
	memcpy(name, p, n);
	name[n] = '\0';
	if (key_parse(name, &k) != ERR_OK)
		return NULL;
	press(x, k);
	return p + n;
}

static enum err do_keys(struct script *x, const char *p)
{
	while (*(p = skip_blanks(p)) && !(x->session->wishes & WISH_QUIT)) {
		const char *rest = *p == '"' ? press_quoted(x, p) : press_named(x, p);

		if (!rest)
			return complain(x, p,
					*p == '"' ? "the quote is not closed"
						  : "there is no such key",
					"\"text\", Enter, Esc, Tab, Up, PgDn, Ctrl-P, Space ...");
		p = rest;
	}
	return ERR_OK;
}

/* A whole number from 1 to most; 0 if there is none at *p, which moves on. */
static int read_number(const char **p, long most)
{
	char *end;
	long n = strtol(*p, &end, 10);

	if (end == *p || n < 1 || n > most)
		return 0;
	*p = skip_blanks(end);
	return (int)n;
}

static enum err do_size(struct script *x, const char *p)
{
	const char *at = p;
	int width = read_number(&p, SIZE_MAX_CELLS);
	int height = width ? read_number(&p, SIZE_MAX_CELLS) : 0;

	if (!height || *p)
		return complain(x, at, "size takes columns and rows", "size 80 24");
	canvas_resize(&x->canvas, height, width);
	settle(x);
	return ERR_OK;
}

/* Lets the time pass in the steps in which the screen changes by itself. */
static enum err do_wait(struct script *x, const char *p)
{
	const char *at = p;
	int ms = read_number(&p, WAIT_MAX_MS);
	int64_t end_ns = x->now_ns + ms * INT64_C(1000000), next_ns;

	if (!ms || (*p && strcmp(p, "ms") != 0))
		return complain(x, at, "wait takes milliseconds, at most an hour", "wait 500");
	while ((next_ns = session_next_ns(x->session)) >= 0 && next_ns < end_ns) {
		/* A screen that always wants to be drawn must not stop the clock. */
		x->now_ns = next_ns > x->now_ns ? next_ns : x->now_ns + 1000000;
		tell_time(x);
		settle(x);
	}
	x->now_ns = end_ns;
	tell_time(x);
	settle(x);
	return ERR_OK;
}

static enum err print(void (*write)(const struct canvas *c, struct buf *out),
		      const struct canvas *c)
{
	struct buf out;
	bool is_written;

	buf_init(&out);
	write(c, &out);
	is_written = fwrite(buf_str(&out), 1, out.len, stdout) == out.len && !fflush(stdout);
	buf_done(&out);
	return is_written ? ERR_OK : ERR_IO;
}

static enum err do_frame(struct script *x, const char *p)
{
	if (*p)
		return complain(x, p, "frame takes nothing", NULL);
	return print(canvas_text, &x->canvas);
}

static enum err do_style(struct script *x, const char *p)
{
	if (*p)
		return complain(x, p, "style takes nothing", NULL);
	return print(canvas_style_map, &x->canvas);
}

static const struct {
	const char *name;
	enum err (*run)(struct script *x, const char *arguments);
} commands[] = {
	{ "frame", do_frame }, { "keys", do_keys }, { "size", do_size },
	{ "style", do_style }, { "wait", do_wait },
};

enum { N_COMMANDS = sizeof(commands) / sizeof(*commands) };

static enum err run_line(struct script *x, const char *line)
{
	const char *names[N_COMMANDS + 1] = { 0 };
	const char *p = skip_blanks(line), *nearest;
	size_t n = strcspn(p, " \t");
	char name[32];

	if (!*p || *p == '#')
		return ERR_OK;
	snprintf(name, sizeof(name), "%.*s", n < sizeof(name) ? (int)n : 0, p);
	for (size_t i = 0; i < N_COMMANDS; i++) {
		names[i] = commands[i].name;
		if (!strcmp(names[i], name))
			return commands[i].run(x, skip_blanks(p + n));
	}
	nearest = suggest_nearest(name, names);
	return complain(x, p, "there is no such command", nearest ? nearest :
			"frame, keys, size, style, wait");
}

static void script_init(struct script *x, struct session *s, int width, int height)
{
	*x = (struct script){ .session = s };
	canvas_init(&x->canvas, height, width);
	tell_time(x);
	settle(x);
}

enum err script_run(struct session *s, const char *file, const char *text, size_t len,
		    struct diag_list *diags)
{
	struct script x;
	char *copy = xstrndup(text, len), *rest = copy, *line;
	enum err e = ERR_OK;

	script_init(&x, s, 80, 24);
	x.diags = diags;
	diag_in(diags, file, text, len);
	while (e == ERR_OK && !(s->wishes & WISH_QUIT) && (line = strsep(&rest, "\n"))) {
		x.number++;
		x.line = line;
		e = run_line(&x, line);
	}
	free(copy);
	canvas_done(&x.canvas);
	session_save(s);
	return e;
}

enum err script_dump(struct session *s, int width, int height)
{
	struct script x;
	enum err e;

	script_init(&x, s, width, height);
	e = print(canvas_text, &x.canvas);
	canvas_done(&x.canvas);
	return e;
}
