/* SPDX-License-Identifier: MIT */
/* The real program on a course of its own. */
#include "tests/support/t.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/prng.h"
#include "tests/support/pty.h"
#include "tests/support/tmp.h"

static const char summary[] =
	"# Clouds at work\n\n"
	"- [First steps](first.md)\n"
	"- [Wide words](wide.md)\n"
	"- [Pictures](pictures.md)\n";

static const char wide[] =
	"# Wide words\n\n"
	"日本語|\n\n"
	"e\xCC\x81t\xC3\xA9|\n";

static const char pictures[] =
	"# Pictures\n\n"
	"```mermaid\n"
	"sequenceDiagram\n"
	"    title Upload\n"
	"    participant U as User\n"
	"    participant S as Store\n"
	"    U->>S: put cat\n"
	"    S-->>U: done\n"
	"```\n\n"
	"```quiz\n"
	"---\nid: pictures-one\n"
	"type: single\n"
	"---\n"
	"Who is asked?\n\n"
	"- [ ] Nobody.\n"
	"  > Somebody is.\n"
	"- [x] The store.\n"
	"  > It is.\n"
	"```\n";

/* A course and a home, and the program on them. */
struct world {
	struct tmp tmp;
	char *course, *home, *program;
};

static void write_first(struct world *w, const char *title)
{
	struct buf text;

	buf_init(&text);
	buf_printf(&text, "# %s\n\n", title);
	for (int i = 1; i <= 100; i++)
		buf_printf(&text, "Paragraph %d of them.\n\n", i);
	tmp_write(&w->tmp, "course/first.md", buf_str(&text));
	buf_done(&text);
}

static void begin(struct world *w)
{
	const char *dir = getenv("top_builddir");

	tmp_init(&w->tmp);
	tmp_write(&w->tmp, "course/SUMMARY.md", summary);
	tmp_write(&w->tmp, "course/wide.md", wide);
	tmp_write(&w->tmp, "course/pictures.md", pictures);
	write_first(w, "First steps");
	w->course = tmp_path(&w->tmp, "course");
	w->home = tmp_path(&w->tmp, "home");
	w->program = arena_printf(&w->tmp.arena, "%s/nephoscope", dir ? dir : ".");
}

struct start {
	const char *env[3];		/* NULL = none */
	const char *data_dir;		/* NULL = in the home */
	int height, width;
	bool has_job_control;
};

static struct pty *start_raw(struct world *w, const struct start *o)
{
	const char *argv[] = { w->program, w->course, o->data_dir ? "--data-dir" : NULL,
			       o->data_dir, NULL };
	const char *env[] = { arena_printf(&w->tmp.arena, "HOME=%s", w->home), o->env[0],
			      o->env[0] ? o->env[1] : NULL, NULL };

	return pty_start(&(struct pty_options){
		.argv = argv,
		.env = env,
		.height = o->height,
		.width = o->width,
		.has_job_control = o->has_job_control,
	});
}

static struct pty *start(struct world *w, const struct start *o)
{
	struct pty *p = start_raw(w, o);

	t_true(pty_wait_text(p, "Clouds at work"));
	t_true(pty_wait_text(p, "Wide words"));
	return p;
}

static void end(struct world *w, struct pty *p)
{
	pty_free(p);
	tmp_done(&w->tmp);
}

static void expect_restored(struct pty *p)
{
	t_false(pty_is_alternate(p));
	t_true(pty_is_cursor_shown(p));
	t_false(pty_has_mouse(p));
	t_true(pty_is_cooked(p));
}

static void expect_exit(struct pty *p, int code)
{
	int status;

	t_true(pty_wait_exit(p, &status));
	t_true(WIFEXITED(status));
	t_int(WEXITSTATUS(status), code);
	expect_restored(p);
}

static void open_first(struct pty *p)
{
	pty_type(p, "\r");
	t_true(pty_wait_text(p, "Paragraph 5 of them."));
}

TEST(the_menu_opens_a_lesson_and_q_goes_back_and_ends)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	t_true(pty_is_alternate(p));
	open_first(p);
	pty_type(p, "q");
	t_true(pty_wait_text(p, "Pictures"));
	pty_type(p, "q");
	expect_exit(p, 0);
	t_null(strstr(pty_screen(p), "Pictures"));
	end(&w, p);
}

static bool has_output(struct pty *p, const void *arg)
{
	(void)arg;
	return pty_output(p)->len > 0;
}

static void resize_through(struct pty *p, const char *text)
{
	static const int sizes[][2] = { { 12, 40 }, { 60, 200 }, { 1, 1 }, { 200, 500 }, { 24, 80 } };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		pty_output_clear(p);
		pty_resize(p, sizes[i][0], sizes[i][1]);
		t_true(pty_wait(p, has_output, NULL));
		if (sizes[i][0] > 1)
			t_true(pty_wait_text(p, text));
	}
}

TEST(every_screen_bears_every_size)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	resize_through(p, "First steps");
	open_first(p);
	resize_through(p, "Paragraph 3 of them.");
	pty_type(p, "?");
	resize_through(p, "Keys");
	pty_type(p, "qqq");
	expect_exit(p, 0);
	end(&w, p);
}

TEST(a_start_in_any_size_works)
{
	static const int sizes[][2] = { { 1, 1 }, { 2, 3 }, { 1, 500 }, { 200, 1 }, { 200, 500 } };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct world w;
		struct pty *p;

		begin(&w);
		p = start_raw(&w, &(struct start){ .height = sizes[i][0], .width = sizes[i][1] });
		t_true(pty_wait(p, has_output, NULL));
		pty_type(p, "\rj?jq");
		pty_resize(p, 24, 80);
		t_true(pty_wait_text(p, "Paragraph"));
		pty_type(p, "\x03");
		expect_exit(p, 0);
		end(&w, p);
	}
}

/* Ends the program by a signal in the middle of a lesson, then starts it again: it continues there. */
static void expect_place_kept(int signal_number, bool is_hang_up)
{
	struct world w;
	struct pty *p;
	int status;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	open_first(p);
	pty_type(p, "jjjjjjjjjjjjjjjjjjjj");
	t_true(pty_wait_gone(p, "Paragraph 5 of them."));
	if (is_hang_up) {
		pty_hang_up(p);
		t_true(pty_wait_exit(p, &status));
	} else {
		pty_signal(p, signal_number);
		expect_exit(p, 128 + signal_number);
	}
	pty_free(p);
	p = start(&w, &(struct start){ 0 });
	t_true(pty_wait_text(p, "Continue: First steps"));
	pty_type(p, "c");
	t_true(pty_wait_text(p, "of them."));
	t_null(strstr(pty_screen(p), "Paragraph 5 of them."));
	end(&w, p);
}

TEST(sigterm_saves_the_place_and_restores_the_terminal)
{
	expect_place_kept(SIGTERM, false);
}

TEST(sighup_saves_the_place_and_restores_the_terminal)
{
	expect_place_kept(SIGHUP, false);
}

TEST(sigint_saves_the_place_and_restores_the_terminal)
{
	expect_place_kept(SIGINT, false);
}

TEST(a_terminal_that_goes_away_ends_the_program_with_the_place_saved)
{
	expect_place_kept(0, true);
}

TEST(a_crash_restores_the_terminal)
{
	static const int signals[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE };

	for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++) {
		struct world w;
		struct pty *p;
		int status;

		begin(&w);
		/* A sanitizer would take the signal itself, and say so. */
		p = start(&w, &(struct start){ .env = {
			"ASAN_OPTIONS=handle_abort=0:handle_segv=0:handle_sigbus=0:handle_sigfpe=0" } });
		pty_signal(p, signals[i]);
		t_true(pty_wait_exit(p, &status));
		t_true(WIFSIGNALED(status));
		t_int(WTERMSIG(status), signals[i]);
		expect_restored(p);
		end(&w, p);
	}
}

/* Stops the program by Ctrl-Z (0) or a signal, and lets it go on. */
static void expect_stop_and_go(int signal_number)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ .has_job_control = true });
	open_first(p);
	if (signal_number)
		pty_signal_foreground(p, signal_number);
	else
		pty_type(p, "\032");
	t_true(pty_wait_text(p, "[stopped]"));
	/* Who is stopped by force cannot tidy up. */
	if (signal_number != SIGSTOP)
		expect_restored(p);
	pty_type(p, "\n");
	t_true(pty_wait_text(p, "Paragraph 5 of them."));
	t_true(pty_wait_gone(p, "[stopped]"));
	t_true(pty_is_alternate(p));
	t_false(pty_is_cooked(p));
	pty_type(p, "qq");
	expect_exit(p, 0);
	end(&w, p);
}

TEST(ctrl_z_gives_the_terminal_to_the_shell_and_fg_brings_the_screen_back)
{
	expect_stop_and_go(0);
}

TEST(being_stopped_from_outside_is_as_good_as_ctrl_z)
{
	expect_stop_and_go(SIGTSTP);
}

TEST(being_stopped_by_force_is_mended_when_the_program_goes_on)
{
	expect_stop_and_go(SIGSTOP);
}

TEST(ctrl_z_without_a_shell_changes_nothing)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	pty_type(p, "\032\r");
	t_true(pty_wait_text(p, "Paragraph 5 of them."));
	t_true(pty_is_alternate(p));
	end(&w, p);
}

TEST(wide_characters_of_a_lesson_keep_their_columns)
{
	struct world w;
	struct pty *p;
	int y, x;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	pty_type(p, "j\r");
	t_true(pty_wait_text(p, "日本語|"));
	t_true(pty_find(p, "日本語|", &y, &x));
	t_str(pty_cell(p, y, x + 6).text, "|");
	t_true(pty_wait_text(p, "e\xCC\x81t\xC3\xA9|"));
	t_true(pty_find(p, "e\xCC\x81t\xC3\xA9|", &y, &x));
	t_str(pty_cell(p, y, x + 3).text, "|");
	end(&w, p);
}

static bool has_menu_or_reason(struct pty *p, const void *arg)
{
	const char *screen = pty_screen(p);

	(void)arg;
	return strstr(screen, "Wide words") || strstr(screen, "--plain");
}

TEST(a_terminal_that_shows_no_screens_is_used_in_lines_or_told_why_not)
{
	static const char *const terms[] = { "TERM", "TERM=", "TERM=dumb", "TERM=nonesuch" };

	for (size_t i = 0; i < sizeof(terms) / sizeof(*terms); i++) {
		struct world w;
		struct pty *p;

		begin(&w);
		p = start_raw(&w, &(struct start){ .env = { terms[i] } });
		t_true(pty_wait(p, has_menu_or_reason, NULL));
		expect_restored(p);
		t_null(strstr(buf_str(pty_output(p)), "\033[?1049h"));
		end(&w, p);
	}
}

TEST(no_color_is_honoured)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ .env = { "NO_COLOR=1" } });
	open_first(p);
	pty_type(p, "qq");
	expect_exit(p, 0);
	t_false(pty_has_coloured(p));
	end(&w, p);
}

TEST(a_locale_without_utf8_gets_ascii)
{
	struct world w;
	struct pty *p;
	const struct buf *sent;

	begin(&w);
	p = start(&w, &(struct start){ .env = { "LC_ALL=C" } });
	pty_type(p, "j\r");
	t_true(pty_wait_text(p, "|"));
	pty_type(p, "qq");
	expect_exit(p, 0);
	sent = pty_output(p);
	for (size_t i = 0; i < sent->len; i++)
		t_true((unsigned char)sent->p[i] < 0x80);
	end(&w, p);
}

TEST(keys_typed_ahead_are_not_lost)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start_raw(&w, &(struct start){ 0 });
	pty_type(p, "j\rq");
	pty_type(p, "k\r");
	t_true(pty_wait_text(p, "Paragraph 5 of them."));
	end(&w, p);
}

TEST(pasted_text_is_text_and_never_commands)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	pty_type(p, "\033[200~q\rq\033[201~/\033[200~Paragraph\n77\033[201~");
	t_true(pty_wait_text(p, "Paragraph 77"));
	t_true(pty_wait_text(p, "1 of 1"));
	end(&w, p);
}

static bool is_alternate(struct pty *p, const void *arg)
{
	(void)arg;
	return pty_is_alternate(p);
}

TEST(any_bytes_leave_the_program_alive)
{
	struct world w;
	struct pty *p;
	unsigned char bytes[3000];
	struct prng r;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	prng_init(&r, 11);
	for (size_t i = 0; i < sizeof(bytes); i++) {
		bytes[i] = (unsigned char)prng_below(&r, 256);
		/* Those would rightly end it. */
		if (bytes[i] == 'q' || bytes[i] == 'q' - 'a' + 1 || bytes[i] == 'c' - 'a' + 1)
			bytes[i] = '\033';
	}
	pty_send(p, bytes, sizeof(bytes));
	/* There is a Ctrl-Z among them, which for a moment gives the terminal back. */
	t_true(pty_wait(p, is_alternate, NULL));
	pty_type(p, "\033[201~\x03");
	expect_exit(p, 0);
	end(&w, p);
}

TEST(a_changed_file_shows_without_a_key)
{
	struct world w;
	struct pty *p;
	char *new;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	open_first(p);
	write_first(&w, "Second thoughts");
	t_true(pty_wait_text(p, "Second thoughts"));
	/* As an editor does that writes in place. */
	new = tmp_path(&w.tmp, "course/first.md");
	{
		int fd = open(new, O_WRONLY | O_TRUNC);

		t_int(write(fd, "# Third time\n", 13), 13);
		close(fd);
	}
	t_true(pty_wait_text(p, "Third time"));
	unlink(new);
	pty_type(p, "q");
	t_true(pty_wait_text(p, "Pictures"));
	end(&w, p);
}

TEST(a_lesson_that_cannot_be_read_is_told_and_the_menu_stays)
{
	struct world w;
	struct pty *p;

	begin(&w);
	unlink(tmp_path(&w.tmp, "course/wide.md"));
	p = start(&w, &(struct start){ 0 });
	pty_type(p, "j\r");
	t_true(pty_wait_text(p, "wide.md cannot be opened: not found"));
	t_true(pty_wait_text(p, "Pictures"));
	end(&w, p);
}

TEST(progress_that_cannot_be_saved_is_told_and_all_else_works)
{
	struct world w;
	struct pty *p;

	begin(&w);
	tmp_write(&w.tmp, "file", "no folder");
	p = start(&w, &(struct start){ .data_dir = tmp_path(&w.tmp, "file/data") });
	t_true(pty_wait_text(p, "cannot be saved"));
	open_first(p);
	pty_type(p, "qq");
	expect_exit(p, 0);
	end(&w, p);
}

TEST(an_answer_is_saved_and_counts_at_the_next_start)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	pty_type(p, "jj\r");
	t_true(pty_wait_text(p, "Upload"));
	pty_type(p, "e");
	t_true(pty_wait_text(p, "Who is asked?"));
	pty_type(p, "a\r");
	t_true(pty_wait_text(p, "Somebody is."));
	t_true(pty_wait_text(p, "Saved"));
	/* Nothing is lost by the rudest end. */
	pty_signal(p, SIGKILL);
	pty_free(p);
	p = start(&w, &(struct start){ 0 });
	pty_type(p, "p");
	t_true(pty_wait_text(p, "answers today: 1"));
	end(&w, p);
}

TEST(a_diagram_is_played_step_by_step)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	pty_type(p, "jj\r");
	t_true(pty_wait_text(p, "Upload"));
	pty_type(p, "f");
	t_true(pty_wait_text(p, "step"));
	pty_type(p, "..");
	t_true(pty_wait_text(p, "done"));
	pty_type(p, "qqq");
	expect_exit(p, 0);
	end(&w, p);
}

TEST(search_finds_a_passage_and_opens_it)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	pty_type(p, "/日本語");
	t_true(pty_wait_text(p, "1 of 1"));
	pty_type(p, "\r");
	t_true(pty_wait_text(p, "e\xCC\x81t\xC3\xA9|"));
	pty_type(p, "q");
	t_true(pty_wait_text(p, "1 of 1"));
	end(&w, p);
}

/* In a poll without end: nothing will run until something arrives. */
static bool is_asleep(struct pty *p, const void *arg)
{
	char path[64], line[128] = "";
	FILE *f;

	(void)arg;
	snprintf(path, sizeof(path), "/proc/%d/syscall", (int)pty_pid(p));
	f = fopen(path, "r");
	if (!f || !fgets(line, sizeof(line), f))
		line[0] = '\0';
	if (f)
		fclose(f);
	/* The system does not tell everybody. */
	return !line[0] || strstr(line, " 0xffffffff ") || strstr(line, " 0xffffffffffffffff ");
}

TEST(an_idle_program_sleeps_until_something_arrives)
{
	struct world w;
	struct pty *p;

	begin(&w);
	p = start(&w, &(struct start){ 0 });
	t_true(pty_wait(p, is_asleep, NULL));
	open_first(p);
	t_true(pty_wait(p, is_asleep, NULL));
	pty_type(p, "?");
	t_true(pty_wait_text(p, "F1"));
	t_true(pty_wait(p, is_asleep, NULL));
	end(&w, p);
}

TESTS(t(the_menu_opens_a_lesson_and_q_goes_back_and_ends), t(every_screen_bears_every_size), t(a_start_in_any_size_works),
      t(sigterm_saves_the_place_and_restores_the_terminal),
      t(sighup_saves_the_place_and_restores_the_terminal),
      t(sigint_saves_the_place_and_restores_the_terminal),
      t(a_terminal_that_goes_away_ends_the_program_with_the_place_saved),
      t(a_crash_restores_the_terminal),
      t(ctrl_z_gives_the_terminal_to_the_shell_and_fg_brings_the_screen_back),
      t(being_stopped_from_outside_is_as_good_as_ctrl_z),
      t(being_stopped_by_force_is_mended_when_the_program_goes_on),
      t(ctrl_z_without_a_shell_changes_nothing), t(pasted_text_is_text_and_never_commands),
      t(wide_characters_of_a_lesson_keep_their_columns),
      t(a_terminal_that_shows_no_screens_is_used_in_lines_or_told_why_not),
      t(no_color_is_honoured), t(a_locale_without_utf8_gets_ascii),
      t(keys_typed_ahead_are_not_lost), t(any_bytes_leave_the_program_alive),
      t(a_changed_file_shows_without_a_key),
      t(a_lesson_that_cannot_be_read_is_told_and_the_menu_stays),
      t(progress_that_cannot_be_saved_is_told_and_all_else_works),
      t(an_answer_is_saved_and_counts_at_the_next_start), t(a_diagram_is_played_step_by_step),
      t(search_finds_a_passage_and_opens_it), t(an_idle_program_sleeps_until_something_arrives))
