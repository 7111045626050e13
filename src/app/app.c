/* SPDX-License-Identifier: MIT */
#include "app/app.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/loop.h"
#include "app/script.h"
#include "app/session.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/utf8.h"

static const char cannot_write[] = "cannot write to standard output";

enum { EXIT_FINE = 0, EXIT_USAGE = 2, EXIT_ENVIRONMENT = 3 };

static int fail(int code, const char *why)
{
	fprintf(stderr, "nephoscope: %s\n", why);
	return code;
}

static void print_diags(struct diag_list *diags)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < diags->n; i++)
		diag_print(&out, &diags->items[i]);
	fputs(buf_str(&out), stderr);
	buf_done(&out);
}

static int play(struct session *s, const char *file, const struct buf *raw)
{
	struct diag_list diags;
	struct buf text;
	enum err e;

	diag_list_init(&diags);
	buf_init(&text);
	utf8_clean(&text, buf_str(raw), raw->len);
	e = script_run(s, file, buf_str(&text), text.len, &diags);
	print_diags(&diags);
	buf_done(&text);
	diag_list_done(&diags);
	if (e == ERR_IO)
		return fail(EXIT_ENVIRONMENT, cannot_write);
	return e == ERR_OK ? EXIT_FINE : EXIT_USAGE;
}

static int run_script(struct session *s, const char *file)
{
	struct buf raw;
	enum err e;
	int code;

	buf_init(&raw);
	e = file_read(file, &raw, NULL);
	if (e == ERR_OK)
		code = play(s, file, &raw);
	else
		code = fail(EXIT_USAGE, "the script cannot be read");
	buf_done(&raw);
	return code;
}

/* A window's side as the shell exports it. */
static int side(const char *variable, int fallback)
{
	const char *text = getenv(variable);
	int n = text ? atoi(text) : 0;

	return n > 0 && n <= 1000 ? n : fallback;
}

static int begin_session(struct session *s, const struct app_options *o, struct store_time wall)
{
	struct buf why;
	int code = EXIT_FINE;

	buf_init(&why);
	if (session_begin(s, o, wall, &why) != ERR_OK)
		code = fail(EXIT_ENVIRONMENT, buf_str(&why));
	buf_done(&why);
	return code;
}

static int run_headless(const struct app_options *o)
{
	struct session s;
	int code = begin_session(&s, o, script_time());

	if (code != EXIT_FINE)
		return code;
	session_complete(&s);
	if (o->script)
		code = run_script(&s, o->script);
	else if (script_dump(&s, side("COLUMNS", 80), side("LINES", 24)) != ERR_OK)
		code = fail(EXIT_ENVIRONMENT, cannot_write);
	session_close(&s);
	return code;
}

static int run_on_terminal(const struct app_options *o)
{
	const struct term_options t = {
		.theme = o->config.theme,
		.is_ascii = o->config.is_ascii,
		.is_colourless = o->is_colourless,
		.has_mouse = o->config.has_mouse,
	};
	const struct store_time wall = { clock_unix_ms(), clock_utc_offset_min() };
	struct session s;
	const char *why;
	int code = begin_session(&s, o, wall);

	if (code != EXIT_FINE)
		return code;
	if (loop_start(&t, &why) == ERR_OK) {
		code = loop_run(&s);
		loop_stop();
	} else {
		code = fail(EXIT_ENVIRONMENT, why);
	}
	session_close(&s);
	return code;
}

int app_run(const struct app_options *o)
{
	return o->script || o->dump_frame ? run_headless(o) : run_on_terminal(o);
}
