/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/prng.h"
#include "base/utf8.h"
#include "canvas/key.h"
#include "canvas/theme.h"
#include "tests/support/pty.h"
#include "tests/support/tmp.h"

/* show.c with up to three arguments and variables, NULL = none. */
struct show {
	const char *arguments[4];
	const char *env[4];
	int height, width;
	bool has_job_control;
};

static struct pty *show_raw(const struct show *s)
{
	static char path[4096];
	const char *argv[6] = { path };
	const char *dir = getenv("top_builddir");

	snprintf(path, sizeof(path), "%s/tests/screen/show", dir ? dir : ".");
	for (int i = 0; i < 4; i++)
		argv[i + 1] = s->arguments[i];
	return pty_start(&(struct pty_options){
		.argv = argv,
		.env = s->env,
		.height = s->height,
		.width = s->width,
		.has_job_control = s->has_job_control,
	});
}

static struct pty *show(const struct show *s)
{
	struct pty *p = show_raw(s);

	t_true(pty_wait_text(p, "show "));
	return p;
}

static void expect_key(struct pty *p, int number, const char *bytes, struct key k)
{
	char text[80];

	snprintf(text, sizeof(text), "key %d: code %d ch %X ", number, (int)k.code, (unsigned)k.ch);
	pty_type(p, bytes);
	t_true(pty_wait_text(p, text));
}

static void expect_restored(struct pty *p)
{
	t_false(pty_is_alternate(p));
	t_true(pty_is_cursor_shown(p));
	t_false(pty_has_mouse(p));
	t_true(pty_is_cooked(p));
}

static void expect_end(struct pty *p, int exit_code)
{
	int status;

	t_true(pty_wait_exit(p, &status));
	t_true(WIFEXITED(status));
	t_int(WEXITSTATUS(status), exit_code);
	expect_restored(p);
}

TEST(a_frame_takes_the_alternate_screen_and_q_gives_it_back)
{
	struct pty *p = show(&(struct show){ .height = 0 });

	t_true(pty_wait_text(p, "line 21 of many, number 299"));
	t_true(pty_is_alternate(p));
	t_false(pty_is_cursor_shown(p));
	t_true(pty_has_mouse(p));
	t_false(pty_is_cooked(p));
	pty_type(p, "q");
	expect_end(p, 0);
	t_null(strstr(pty_screen(p), "of many"));
	pty_free(p);
}

TEST(sigterm_gives_the_terminal_back)
{
	struct pty *p = show(&(struct show){ .height = 0 });

	pty_signal(p, SIGTERM);
	expect_end(p, 0);
	pty_free(p);
}

TEST(abort_gives_the_terminal_back)
{
	struct pty *p = show(&(struct show){ .height = 0 });
	int status;

	pty_type(p, "A");
	t_true(pty_wait_exit(p, &status));
	t_true(WIFSIGNALED(status));
	t_int(WTERMSIG(status), SIGABRT);
	expect_restored(p);
	pty_free(p);
}

TEST(a_suspended_program_gives_the_terminal_back_and_takes_it_again)
{
	struct pty *p = show(&(struct show){ .has_job_control = true });

	pty_type(p, "\033[B\032");
	t_true(pty_wait_text(p, "[stopped]"));
	expect_restored(p);
	pty_type(p, "\n");
	t_true(pty_wait_text(p, "line 22 of many"));
	t_true(pty_is_alternate(p));
	t_true(pty_has_mouse(p));
	t_false(pty_is_cooked(p));
	pty_type(p, "q");
	expect_end(p, 0);
	pty_free(p);
}

TEST(keys_arrive_as_what_they_are)
{
	struct pty *p = show(&(struct show){ .height = 0 });
	int n = 0;

	expect_key(p, ++n, "x", (struct key){ .code = K_CHAR, .ch = 'x' });
	expect_key(p, ++n, "\033OA", (struct key){ .code = K_UP });
	expect_key(p, ++n, "\033[B", (struct key){ .code = K_DOWN });
	expect_key(p, ++n, "\033[5~", (struct key){ .code = K_PAGE_UP });
	expect_key(p, ++n, "\033[3~", (struct key){ .code = K_DELETE });
	expect_key(p, ++n, "\033OH", (struct key){ .code = K_HOME });
	expect_key(p, ++n, "\033[Z", (struct key){ .code = K_BACKTAB });
	expect_key(p, ++n, "\033OP", (struct key){ .code = K_F1 });
	expect_key(p, ++n, "\033", (struct key){ .code = K_ESCAPE });
	expect_key(p, ++n, "\r", (struct key){ .code = K_ENTER });
	expect_key(p, ++n, "\t", (struct key){ .code = K_TAB });
	expect_key(p, ++n, "\x7f", (struct key){ .code = K_BACKSPACE });
	expect_key(p, ++n, "\x03", (struct key){ .code = K_CTRL, .ch = 'c' });
	expect_key(p, ++n, "\x11", (struct key){ .code = K_CTRL, .ch = 'q' });
	expect_key(p, ++n, "é", (struct key){ .code = K_CHAR, .ch = 0xE9 });
	expect_key(p, ++n, "語", (struct key){ .code = K_CHAR, .ch = 0x8A9E });
	pty_free(p);
}

TEST(the_mouse_arrives_with_its_place)
{
	struct pty *p = show(&(struct show){ .height = 0 });

	pty_type(p, "\033[<0;11;6M");
	t_true(pty_wait_text(p, "mouse 0 5,10."));
	pty_type(p, "\033[<65;1;1M");
	t_true(pty_wait_text(p, "mouse 3 0,0."));
	pty_type(p, "\033[<0;3;3M\033[<0;3;3m\033[<0;3;3M");
	t_true(pty_wait_text(p, "mouse 1 2,2."));
	pty_type(p, "\033[<64;900;2M\033[<64;2;2M");
	t_true(pty_wait_text(p, "key 5: "));
	t_true(pty_wait_text(p, "mouse 2 1,1."));
	pty_free(p);
}

TEST(keys_typed_before_the_start_are_not_lost)
{
	struct pty *p = show_raw(&(struct show){ .height = 0 });

	pty_type(p, "\033[B\033[B\033[Bx");
	t_true(pty_wait_text(p, "key 4: "));
	t_true(pty_wait_text(p, "line 24 of many"));
	pty_free(p);
}

static bool holds_size(struct pty *p, const void *text)
{
	return !strncmp(pty_screen(p), text, strlen(text));
}

TEST(every_window_size_works)
{
	struct pty *p = show(&(struct show){ .height = 0 });

	pty_resize(p, 200, 500);
	t_true(pty_wait_text(p, "show 200x500"));
	t_true(pty_wait_text(p, "line 197 of"));
	pty_resize(p, 1, 1);
	t_true(pty_wait(p, holds_size, "k\n"));
	pty_resize(p, 12, 40);
	t_true(pty_wait_text(p, "show 12x40"));
	t_true(pty_wait_text(p, "line 9 of many"));
	pty_resize(p, 1, 80);
	t_true(pty_wait_text(p, "key 0:"));
	pty_resize(p, 24, 80);
	t_true(pty_wait_text(p, "line 21 of many"));
	pty_type(p, "q");
	expect_end(p, 0);
	pty_free(p);
}

TEST(wide_and_combining_characters_keep_their_columns)
{
	static const int ends[] = { 13, 11, 9, 11, 13 };
	struct pty *p = show(&(struct show){ .height = 0 });

	pty_type(p, "w");
	t_true(pty_wait_text(p, "ch 77 w"));
	for (int i = 0; i < 5; i++)
		t_str(pty_cell(p, i + 1, ends[i]).text, "|");
	t_str(pty_cell(p, 1, 2).text, "日");
	t_int(pty_cell(p, 1, 2).width, 2);
	t_str(pty_cell(p, 2, 2).text, "e\xCC\x81");
	t_str(pty_cell(p, 6, 78).text, "語");
	pty_type(p, "l");
	t_true(pty_wait_text(p, "line 0 of many, number 0"));
	t_true(pty_wait_gone(p, "語"));
	pty_free(p);
}

TEST(ascii_sends_ascii_only)
{
	struct pty *p = show(&(struct show){ .arguments = { "--ascii" }, .env = { "LC_ALL=C" } });
	const struct buf *sent = pty_output(p);

	pty_type(p, "w");
	t_true(pty_wait_text(p, "ch 77 w"));
	t_str(pty_cell(p, 1, 13).text, "|");
	t_str(pty_cell(p, 5, 13).text, "|");
	for (size_t i = 0; i < sent->len; i++)
		t_true((unsigned char)sent->p[i] < 0x80);
	pty_free(p);
}

static struct pty_cell role_cell(struct pty *p, enum role role)
{
	char text[16];
	int y = 0, x = 0;

	snprintf(text, sizeof(text), "role %02d", (int)role);
	t_true(pty_wait_text(p, text));
	t_true(pty_find(p, text, &y, &x));
	return pty_cell(p, y, x);
}

static struct pty *show_roles(struct show s)
{
	struct pty *p;

	s.height = 40;
	p = show(&s);
	pty_type(p, "r");
	return p;
}

TEST(colours_are_those_of_256)
{
	struct pty *p = show_roles((struct show){ .arguments = { "default" } });

	t_true(pty_wait_text(p, "colours 256"));
	for (int i = 0; i < ROLE_COUNT; i++) {
		struct style s = theme_style(theme_find("default"), (enum role)i, 256);
		struct pty_cell c = role_cell(p, (enum role)i);

		t_int(c.fg, s.fg.c256);
		t_int(c.bg, s.bg.c256);
		t_int(c.is_bold, !!(s.attr & ATTR_BOLD));
		t_int(c.is_italic, !!(s.attr & ATTR_ITALIC));
	}
	t_true(pty_has_coloured(p));
	pty_type(p, "m");
	t_true(pty_wait_text(p, "key 2"));
	t_int(role_cell(p, ROLE_BAD).fg, PTY_DEFAULT_COLOUR);
	t_true(role_cell(p, ROLE_BAD).is_bold);
	pty_free(p);
}

TEST(a_theme_with_a_background_paints_every_cell)
{
	struct pty *p = show_roles((struct show){ .arguments = { "dark" } });
	int paper = theme_find("dark")->base.bg.c256;

	role_cell(p, ROLE_TEXT);
	t_int(pty_cell(p, 39, 79).bg, paper);
	t_int(pty_cell(p, 20, 60).bg, paper);
	pty_free(p);
}

TEST(eight_colours_show_bright_ones_as_bold)
{
	struct pty *p = show_roles((struct show){ .arguments = { "dark" },
						  .env = { "TERM=linux" } });
	struct style s = theme_style(theme_find("dark"), ROLE_GOOD, 8);

	t_true(pty_wait_text(p, "colours 8"));
	t_true(s.fg.c16 >= 8);
	t_int(role_cell(p, ROLE_GOOD).fg, s.fg.c16 - 8);
	t_true(role_cell(p, ROLE_GOOD).is_bold);
	pty_free(p);
}

/* Describes a terminal as xterm-256color but for its colours; false without tic. */
static bool describe_terminal(struct tmp *t, const char *difference)
{
	char *source = tmp_write(t, "source", difference);
	const char *command = arena_printf(&t->arena, "tic -x -o %s %s 2>/dev/null", t->dir, source);

	return system(command) == 0;
}

static const char direct[] =
	"try-direct|test,\n\tRGB, colors#0x1000000, pairs#0x7FFF, ccc@, initc@, "
	"setaf=\\E[38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm, "
	"setab=\\E[48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%dm, "
	"use=xterm-256color,\n";

static const char sixteen[] =
	"try-sixteen|test,\n\tcolors#16, pairs#256, ccc@, initc@, "
	"setaf=\\E[%?%p1%{8}%<%t3%p1%d%e9%p1%{8}%-%d%;m, "
	"setab=\\E[%?%p1%{8}%<%t4%p1%d%e10%p1%{8}%-%d%;m, "
	"use=xterm-256color,\n";

TEST(direct_colour_is_the_themes_own)
{
	struct tmp t;
	struct pty *p;

	tmp_init(&t);
	if (!describe_terminal(&t, direct))
		skip();
	p = show_roles((struct show){
		.arguments = { "dark" },
		.env = { "TERM=try-direct", arena_printf(&t.arena, "TERMINFO=%s", t.dir) },
	});
	t_true(pty_wait_text(p, "colours 16777216"));
	t_int(role_cell(p, ROLE_GOOD).fg, PTY_RGB | theme_find("dark")->styles[ROLE_GOOD].fg.rgb);
	t_int(pty_cell(p, 39, 79).bg, PTY_RGB | theme_find("dark")->base.bg.rgb);
	pty_free(p);
	tmp_done(&t);
}

TEST(sixteen_colours_are_the_palette)
{
	struct tmp t;
	struct pty *p;

	tmp_init(&t);
	if (!describe_terminal(&t, sixteen))
		skip();
	p = show_roles((struct show){
		.arguments = { "dark" },
		.env = { "TERM=try-sixteen", arena_printf(&t.arena, "TERMINFO=%s", t.dir) },
	});
	t_true(pty_wait_text(p, "colours 16"));
	t_int(role_cell(p, ROLE_GOOD).fg, theme_find("dark")->styles[ROLE_GOOD].fg.c16);
	pty_free(p);
	tmp_done(&t);
}

static void expect_no_colour(struct pty *p)
{
	t_true(pty_wait_text(p, "colours 0"));
	for (int i = 0; i < ROLE_COUNT; i++) {
		struct pty_cell c = role_cell(p, (enum role)i);

		t_int(c.fg, PTY_DEFAULT_COLOUR);
		t_int(c.bg, PTY_DEFAULT_COLOUR);
	}
	t_true(role_cell(p, ROLE_SELECTED).is_reverse);
	pty_type(p, "q");
	expect_end(p, 0);
	/* Not even at the end: no colour is set, none is reset. */
	t_false(pty_has_coloured(p));
	pty_free(p);
}

TEST(without_colour_attributes_tell_the_difference)
{
	expect_no_colour(show_roles((struct show){ .arguments = { "dark", "--no-colour" } }));
}

TEST(a_terminal_without_colours_is_enough)
{
	expect_no_colour(show_roles((struct show){ .env = { "TERM=vt220" } }));
}

TEST(a_terminal_that_cannot_is_left_alone_and_told_why)
{
	static const char *const terms[] = { "TERM", "TERM=", "TERM=dumb", "TERM=nonesuch" };

	for (size_t i = 0; i < sizeof(terms) / sizeof(*terms); i++) {
		struct pty *p = show_raw(&(struct show){ .env = { terms[i] } });

		expect_end(p, 3);
		t_true(pty_wait_text(p, "--plain"));
		t_null(strchr(buf_str(pty_output(p)), '\033'));
		pty_free(p);
	}
}

TEST(the_cursor_shows_where_the_frame_has_it)
{
	struct pty *p = show(&(struct show){ .height = 0 });

	pty_type(p, "c");
	t_true(pty_wait_text(p, "key 1:"));
	t_true(pty_is_cursor_shown(p));
	pty_type(p, "c");
	t_true(pty_wait_text(p, "key 2:"));
	t_false(pty_is_cursor_shown(p));
	pty_free(p);
}

TEST(what_is_sent_is_in_proportion_to_what_changed)
{
	struct pty *p = show(&(struct show){ .height = 60, .width = 200 });
	size_t whole, key, scroll;

	t_true(pty_wait_text(p, "line 57 of many"));
	t_true(pty_wait_text(p, "key 0:"));
	whole = pty_output(p)->len;
	/* After this one nothing of the first frame can be on its way. */
	pty_type(p, "x");
	t_true(pty_wait_text(p, "key 1: code 1 ch 78 x mouse 0 0,0."));
	pty_output_clear(p);
	pty_type(p, "y");
	t_true(pty_wait_text(p, "key 2: code 1 ch 79 y mouse 0 0,0."));
	key = pty_output(p)->len;
	pty_output_clear(p);
	pty_type(p, "\033[B");
	t_true(pty_wait_text(p, "line 58 of many"));
	t_true(pty_wait_text(p, "key 3:"));
	scroll = pty_output(p)->len;
	t_true(whole > 1500);
	t_true(key < 60);
	t_true(scroll < 160);
	pty_free(p);
}

/* Calls of write by the program so far; -1 where the kernel does not count them. */
static long writes_of(const struct pty *p)
{
	char path[64], line[64];
	long n = -1;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/io", (int)pty_pid(p));
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "syscw: %ld", &n) == 1)
			break;
	if (f)
		fclose(f);
	return n;
}

TEST(a_frame_is_sent_as_a_whole)
{
	struct pty *p = show(&(struct show){ .height = 0 });
	long before;

	t_true(pty_wait_text(p, "key 0:"));
	before = writes_of(p);
	pty_type(p, "r");
	t_true(pty_wait_text(p, "key 1:"));
	t_true(writes_of(p) - before <= 1);
	pty_free(p);
}

TEST(any_bytes_leave_the_program_alive)
{
	struct pty *p = show(&(struct show){ .height = 0 });
	struct prng r;
	unsigned char bytes[4000];

	prng_init(&r, 7);
	for (size_t i = 0; i < sizeof(bytes); i++) {
		do {
			bytes[i] = (unsigned char)prng_below(&r, 256);
		} while (strchr("qA\032", bytes[i]));
		if (prng_below(&r, 8) == 0)
			bytes[i] = '\033';
	}
	pty_send(p, bytes, sizeof(bytes));
	pty_type(p, "llll");
	t_true(pty_wait_text(p, "code 1 ch 6C l"));
	pty_type(p, "\033[201~q");
	expect_end(p, 0);
	pty_free(p);
}

TEST(a_hang_up_ends_the_program)
{
	struct pty *p = show(&(struct show){ .height = 0 });
	int status;

	pty_hang_up(p);
	t_true(pty_wait_exit(p, &status));
	pty_free(p);
}

TESTS(t(a_frame_takes_the_alternate_screen_and_q_gives_it_back), t(sigterm_gives_the_terminal_back),
      t(abort_gives_the_terminal_back),
      t(a_suspended_program_gives_the_terminal_back_and_takes_it_again),
      t(keys_arrive_as_what_they_are), t(the_mouse_arrives_with_its_place),
      t(keys_typed_before_the_start_are_not_lost), t(every_window_size_works),
      t(wide_and_combining_characters_keep_their_columns), t(ascii_sends_ascii_only),
      t(colours_are_those_of_256), t(a_theme_with_a_background_paints_every_cell),
      t(eight_colours_show_bright_ones_as_bold), t(direct_colour_is_the_themes_own),
      t(sixteen_colours_are_the_palette), t(without_colour_attributes_tell_the_difference),
      t(a_terminal_without_colours_is_enough),
      t(a_terminal_that_cannot_is_left_alone_and_told_why),
      t(the_cursor_shows_where_the_frame_has_it),
      t(what_is_sent_is_in_proportion_to_what_changed), t(a_frame_is_sent_as_a_whole), t(any_bytes_leave_the_program_alive),
      t(a_hang_up_ends_the_program))
