/* SPDX-License-Identifier: MIT */
/* The program without a terminal: keys in, frames out, on a course of its own. */
#include "tests/support/prop.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/palette.h"
#include "app/perform.h"
#include "app/script.h"
#include "app/session.h"
#include "tests/support/tmp.h"

static const char summary[] =
	"# Clouds at work\n\n"
	"- [First steps](first.md)\n"
	"- [Second part](second.md)\n"
	"- [Gone](gone.md)\n";

static const char second[] =
	"---\nid: the-second\n---\n# Second part\n\nWords of the second.\n\n"
	"```mermaid\n"
	"sequenceDiagram\n"
	"    participant U as User\n"
	"    participant S as Warehouse\n"
	"    U->>S: put kitten\n"
	"    S-->>U: stored\n"
	"```\n\n"
	"```quiz\n"
	"---\nid: second-one\n"
	"type: single\n"
	"---\n"
	"Who is asked?\n\n"
	"- [ ] Nobody.\n"
	"  > Somebody is.\n"
	"- [x] The zebra.\n"
	"  > It is.\n"
	"```\n\n"
	"## Deep down\n\nThe very end.\n";

struct world {
	struct tmp tmp;
	struct app_options options;
	struct session session;
	struct canvas canvas;
	struct buf text;
};

static void write_first(struct world *w, const char *title)
{
	struct buf text;

	buf_init(&text);
	buf_printf(&text, "# %s\n\n", title);
	for (int i = 1; i <= 100; i++)
		buf_printf(&text, "Paragraph %d of them.\n\n", i);
	buf_adds(&text, "[on](second.md)\n");
	tmp_write(&w->tmp, "course/first.md", buf_str(&text));
	buf_done(&text);
}

static void open_session(struct world *w)
{
	struct buf why;

	buf_init(&why);
	t_int(session_open(&w->session, &w->options, script_time(), &why), ERR_OK);
	canvas_init(&w->canvas, 24, 80);
	buf_done(&why);
}

static void close_session(struct world *w)
{
	session_save(&w->session);
	session_close(&w->session);
	canvas_done(&w->canvas);
}

static void begin(struct world *w)
{
	*w = (struct world){ 0 };
	tmp_init(&w->tmp);
	tmp_write(&w->tmp, "course/SUMMARY.md", summary);
	tmp_write(&w->tmp, "course/second.md", second);
	write_first(w, "First steps");
	w->options = (struct app_options){
		.config = { .theme = themes[0], .has_animation = true, .measure = 72 },
		.course = tmp_path(&w->tmp, "course"),
		.data_dir = tmp_path(&w->tmp, "data"),
		.cache_dir = tmp_path(&w->tmp, "cache"),
		.has_seed = true,
	};
	open_session(w);
}

static void end(struct world *w)
{
	close_session(w);
	buf_done(&w->text);
	tmp_done(&w->tmp);
}

/* The frame as text, after all work is done. */
static const char *frame(struct world *w)
{
	session_draw(&w->session, &w->canvas);
	while (session_work(&w->session))
		;
	session_draw(&w->session, &w->canvas);
	buf_clear(&w->text);
	canvas_text(&w->canvas, &w->text);
	return buf_str(&w->text);
}

/* Each character is a key; "\r" is Enter, "\033" Escape, "\b" Backspace. */
static void type(struct world *w, const char *keys)
{
	for (; *keys; keys++) {
		struct key k = { .code = K_CHAR, .ch = (unsigned char)*keys };

		if (*keys == '\r')
			k = (struct key){ .code = K_ENTER };
		else if (*keys == '\033')
			k = (struct key){ .code = K_ESCAPE };
		else if (*keys == '\b')
			k = (struct key){ .code = K_BACKSPACE };
		session_key(&w->session, k);
		frame(w);
	}
}

static void act(struct world *w, enum action_kind kind, const char *text)
{
	struct action a = { .kind = kind, .path = text, .text = text };

	perform(&w->session, &a);
}

static void shows(struct world *w, const char *text)
{
	const char *f = frame(w);

	if (!strstr(f, text))
		t_str(f, text);
}

static void shows_not(struct world *w, const char *text)
{
	t_null(strstr(frame(w), text));
}

TEST(prose_of_lessons_and_questions_is_set_to_the_measure)
{
	static const char prose[] = "one two three four five six seven eight nine ten eleven\n\n";
	static const char stem[] = "un deux trois quatre cinq six sept huit neuf dix onze\n\n";
	struct world w;
	struct buf text;

	begin(&w);
	close_session(&w);
	buf_init(&text);
	buf_printf(&text, "# Words\n\n%s```quiz\n---\nid: words-one\ntype: single\n---\n%s"
		   "- [x] Yes.\n  > It is.\n- [ ] No.\n  > It is not.\n```\n", prose, stem);
	tmp_write(&w.tmp, "course/first.md", buf_str(&text));
	buf_done(&text);
	for (w.options.config.measure = 40; w.options.config.measure <= 72;
	     w.options.config.measure += 32) {
		bool is_wide = w.options.config.measure > 40;

		open_session(&w);
		type(&w, "1\r");
		t_not_null(strstr(frame(&w), "seven eight"));
		t_int(strstr(frame(&w), "eight nine") != NULL, is_wide);
		type(&w, "e");
		t_null(strstr(frame(&w), "eleven"));
		t_int(strstr(frame(&w), "huit neuf") != NULL, is_wide);
		close_session(&w);
	}
	open_session(&w);
	end(&w);
}

TEST(the_menu_shows_before_the_store_is_opened)
{
	struct world w;
	struct buf why;

	begin(&w);
	close_session(&w);
	buf_init(&why);
	w.options.data_dir = tmp_path(&w.tmp, "other");
	t_int(session_begin(&w.session, &w.options, script_time(), &why), ERR_OK);
	canvas_init(&w.canvas, 24, 80);
	session_draw(&w.session, &w.canvas);
	buf_clear(&w.text);
	canvas_text(&w.canvas, &w.text);
	t_not_null(strstr(buf_str(&w.text), "Second part"));
	t_null(strstr(buf_str(&w.text), "New here?"));
	t_int(access(w.options.data_dir, F_OK), -1);
	session_complete(&w.session);
	t_not_null(strstr(frame(&w), "New here?"));
	t_int(access(w.options.data_dir, F_OK), 0);
	buf_done(&why);
	end(&w);
}

TEST(links_lead_on_and_back_to_the_same_place)
{
	struct world w;

	begin(&w);
	type(&w, "\rjjjjjjjjjjjjjjjjjjjj");
	shows_not(&w, "Paragraph 5 of");
	act(&w, ACTION_FOLLOW, "second.md");
	shows(&w, "Words of the second.");
	act(&w, ACTION_HISTORY_BACK, NULL);
	shows_not(&w, "Paragraph 5 of");
	shows(&w, "Paragraph 12 of");
	act(&w, ACTION_HISTORY_FORWARD, NULL);
	shows(&w, "Words of the second.");
	act(&w, ACTION_HISTORY_FORWARD, NULL);
	shows(&w, "Words of the second.");
	end(&w);
}

TEST(before_the_first_lesson_there_is_the_menu)
{
	struct world w;

	begin(&w);
	type(&w, "\r");
	act(&w, ACTION_HISTORY_BACK, NULL);
	t_int(stack_top(&w.session.stack)->kind, SCREEN_MENU);
	end(&w);
}

TEST(a_link_within_a_lesson_is_a_step_to_go_back)
{
	struct world w;

	begin(&w);
	type(&w, "j\r");
	w.canvas.height = 10;
	frame(&w);
	act(&w, ACTION_FOLLOW, "#deep-down");
	shows(&w, "The very end.");
	act(&w, ACTION_HISTORY_BACK, NULL);
	shows(&w, "Words of the second.");
	act(&w, ACTION_FOLLOW, "#nowhere");
	shows(&w, "no heading “nowhere”");
	shows(&w, "Words of the second.");
	end(&w);
}

TEST(links_that_lead_nowhere_are_told_and_nothing_is_opened)
{
	struct world w;

	begin(&w);
	type(&w, "\r");
	act(&w, ACTION_FOLLOW, "https://docs.aws.amazon.com/lambda/");
	shows(&w, "https://docs.aws.amazon.com/lambda/");
	act(&w, ACTION_FOLLOW, "none.md");
	shows(&w, "There is no none.md");
	act(&w, ACTION_FOLLOW, "../../etc/passwd");
	shows(&w, "leads out of the course");
	act(&w, ACTION_FOLLOW, "gone.md");
	shows(&w, "gone.md");
	shows(&w, "Paragraph 1 of");
	end(&w);
}

TEST(a_lesson_without_a_file_is_told_in_the_menu)
{
	struct world w;

	begin(&w);
	act(&w, ACTION_OPEN, "gone.md");
	shows(&w, "gone.md cannot be opened");
	t_int(stack_top(&w.session.stack)->kind, SCREEN_MENU);
	end(&w);
}

TEST(the_next_start_continues_at_the_line)
{
	struct world w;

	begin(&w);
	type(&w, "\rjjjjjjjjjjjjjjjjjjjj");
	shows(&w, "Paragraph 12 of");
	close_session(&w);
	open_session(&w);
	shows(&w, "Continue: First steps");
	type(&w, "c");
	shows(&w, "Paragraph 12 of");
	shows_not(&w, "Paragraph 5 of");
	end(&w);
}

TEST(a_lesson_is_found_by_its_id_before_the_menu_knows_it)
{
	struct world w;

	begin(&w);
	close_session(&w);
	w.options.lesson = "the-second#deep-down";
	open_session(&w);
	shows(&w, "The very end.");
	type(&w, "q");
	t_int(stack_top(&w.session.stack)->kind, SCREEN_MENU);
	end(&w);
}

TEST(a_file_instead_of_a_course_is_opened_in_its_course)
{
	struct world w;

	begin(&w);
	close_session(&w);
	w.options.course = tmp_path(&w.tmp, "course/second.md");
	open_session(&w);
	shows(&w, "Words of the second.");
	type(&w, "q");
	shows(&w, "First steps");
	end(&w);
}

static int n_answered(struct world *w)
{
	struct progress *p;
	const struct item_progress *i;
	int n;

	t_int(store_progress(w->session.store, script_time(), &p), ERR_OK);
	i = progress_item(p, "second-one");
	n = i ? i->n_attempts : 0;
	progress_free(p);
	return n;
}

TEST(an_answer_is_recorded_and_can_be_taken_back)
{
	struct world w;

	begin(&w);
	type(&w, "j\re");
	shows(&w, "Who is asked?");
	type(&w, "a\r");
	t_int(n_answered(&w), 1);
	type(&w, "u");
	t_int(n_answered(&w), 0);
	end(&w);
}

TEST(an_answer_that_cannot_be_saved_says_so)
{
	struct world w;

	begin(&w);
	close_session(&w);
	w.options.data_dir = NULL;
	open_session(&w);
	shows(&w, "Progress cannot be saved");
	type(&w, "j\rea\r");
	shows(&w, "cannot be saved");
	shows_not(&w, "Saved");
	type(&w, "\033\033p");
	shows(&w, "progress");
	end(&w);
}

TEST(questions_of_a_topic_can_be_asked_from_the_menu)
{
	struct world w;

	begin(&w);
	act(&w, ACTION_QUIZ, "the-second");
	shows(&w, "Who is asked?");
	type(&w, "\033");
	act(&w, ACTION_QUIZ, "first");
	shows(&w, "has no questions yet");
	act(&w, ACTION_QUIZ, "");
	shows(&w, "Who is asked?");
	end(&w);
}

TEST(a_played_diagram_counts)
{
	struct world w;
	struct progress *p;
	const struct lesson_progress *l;

	begin(&w);
	type(&w, "j\rf ");
	for (int i = 0; i < 2000 && session_next_ns(&w.session) >= 0; i++) {
		session_set_time(&w.session, session_next_ns(&w.session), script_time());
		frame(&w);
	}
	t_int(session_next_ns(&w.session), -1);
	t_int(store_progress(w.session.store, script_time(), &p), ERR_OK);
	l = progress_lesson(p, "the-second");
	t_not_null(l);
	t_int(l->n_played, 1);
	progress_free(p);
	end(&w);
}

TEST(bookmarks_are_set_listed_and_removed)
{
	struct world w;

	begin(&w);
	type(&w, "\rb");
	type(&w, "B");
	shows(&w, "First steps");
	shows_not(&w, "No bookmarks yet");
	type(&w, "x");
	shows(&w, "No bookmarks yet");
	end(&w);
}

TEST(a_file_that_changes_under_a_question_is_shown_anew_after_it)
{
	struct world w;

	begin(&w);
	type(&w, "j\re");
	tmp_write(&w.tmp, "course/second.md", "# Another text\n");
	session_files_changed(&w.session);
	shows(&w, "Who is asked?");
	type(&w, "a\r");
	type(&w, "\033");
	shows(&w, "Another text");
	tmp_write(&w.tmp, "course/second.md", "# Third text\n");
	session_files_changed(&w.session);
	shows(&w, "Third text");
	unlink(tmp_path(&w.tmp, "course/second.md"));
	session_files_changed(&w.session);
	shows(&w, "Third text");
	act(&w, ACTION_RELOAD, NULL);
	shows(&w, "second.md cannot be opened");
	end(&w);
}

TEST(search_finds_words_but_neither_notation_nor_answers)
{
	struct world w;

	begin(&w);
	type(&w, "/");
	type(&w, "kitten");
	shows(&w, "1 of 1");
	shows_not(&w, "->>");
	act(&w, ACTION_QUERY, "zebra");
	shows(&w, "Nothing found");
	act(&w, ACTION_QUERY, "paragraph 77");
	shows(&w, "1 of 1");
	type(&w, "\r");
	shows(&w, "Paragraph");
	type(&w, "q");
	t_int(stack_top(&w.session.stack)->kind, SCREEN_SEARCH);
	end(&w);
}

TEST(a_search_that_is_opened_again_knows_changed_files)
{
	struct world w;

	begin(&w);
	type(&w, "/");
	type(&w, "ocelot");
	shows(&w, "Nothing found");
	type(&w, "\033");
	write_first(&w, "Ocelot");
	type(&w, "/");
	shows(&w, "1 of 1");
	end(&w);
}

TEST(a_search_without_a_cache_folder_works)
{
	struct world w;

	begin(&w);
	close_session(&w);
	w.options.cache_dir = NULL;
	open_session(&w);
	type(&w, "/");
	type(&w, "kitten");
	shows(&w, "1 of 1");
	end(&w);
}

TEST(screens_do_not_pile_up)
{
	struct world w;

	begin(&w);
	type(&w, "\r");
	for (int i = 0; i < 50; i++) {
		act(&w, ACTION_PROGRESS, NULL);
		act(&w, ACTION_BOOKMARKS, NULL);
		act(&w, ACTION_HELP, NULL);
		act(&w, ACTION_PALETTE, NULL);
		act(&w, ACTION_SEARCH, "words");
	}
	t_true(w.session.stack.n <= SCREEN_KINDS);
	for (int i = 0; i < SCREEN_KINDS; i++)
		type(&w, "\033");
	t_true(w.session.wishes & WISH_QUIT);
	end(&w);
}

TEST(every_command_of_the_palette_does_something_from_everywhere)
{
	static const char *const names[] = {
		"continue", "next lesson", "previous lesson", "menu", "search", "quiz this topic",
		"quiz everything", "progress", "bookmarks", "reload", "help", "theme dark", "quit",
	};

	for (size_t i = 0; i < 2 * sizeof(names) / sizeof(*names); i++) {
		struct world w;

		begin(&w);
		if (i % 2)
			type(&w, "\r");
		frame(&w);
		act(&w, ACTION_PALETTE, NULL);
		frame(&w);
		palette_run(&w.session, names[i / 2]);
		t_true(w.session.wishes);
		frame(&w);
		t_true(!stack_find(&w.session.stack, SCREEN_PALETTE));
		end(&w);
	}
}

TEST(a_theme_is_another_one_at_once)
{
	struct world w;

	begin(&w);
	act(&w, ACTION_COMMAND, "theme dark");
	t_true(w.session.wishes & WISH_THEME);
	t_str(w.session.theme->name, "dark");
	act(&w, ACTION_THEME, "no such");
	t_str(w.session.theme->name, "dark");
	end(&w);
}

TEST(a_folder_that_is_no_course_is_told)
{
	struct world w;
	struct session s;
	struct buf why;

	begin(&w);
	buf_init(&why);
	w.options.course = w.tmp.dir;
	t_int(session_open(&s, &w.options, script_time(), &why), ERR_NOT_FOUND);
	t_not_null(strstr(buf_str(&why), "SUMMARY.md"));
	buf_done(&why);
	end(&w);
}

static void expect_mistake(const char *script, const char *said)
{
	struct world w;
	struct diag_list diags;
	struct buf out;

	begin(&w);
	buf_init(&out);
	diag_list_init(&diags);
	t_int(script_run(&w.session, "s.txt", script, strlen(script), &diags), ERR_SYNTAX);
	t_int(diags.n, 1);
	diag_print(&out, &diags.items[0]);
	if (!strstr(buf_str(&out), said))
		t_str(buf_str(&out), said);
	diag_list_done(&diags);
	buf_done(&out);
	end(&w);
}

TEST(mistakes_in_a_script_are_named_with_their_place)
{
	expect_mistake("# fine\nkeys Down\nkey Enter\n", "s.txt:3:1: error: there is no such command");
	expect_mistake("key Enter\n", "= keys");
	expect_mistake("keys Down Entr\n", "s.txt:1:11: error: there is no such key");
	expect_mistake("keys \"abc\n", "s.txt:1:6: error: the quote is not closed");
	expect_mistake("size 80\n", "size takes columns and rows");
	expect_mistake("size 0 0\n", "size takes columns and rows");
	expect_mistake("size 99999 24\n", "size takes columns and rows");
	expect_mistake("wait soon\n", "wait takes milliseconds");
	expect_mistake("frame now\n", "frame takes nothing");
}

TEST(a_script_plays_keys_in_its_own_time)
{
	static const char script[] =
		"size 100 30\nkeys Down Enter\nkeys \"f\" Space\nwait 1000 ms\nkeys Esc\n";
	struct world w;

	begin(&w);
	t_int(script_run(&w.session, "s.txt", script, strlen(script), NULL), ERR_OK);
	t_int(w.session.now_ns, 1000000000);
	t_int(stack_top(&w.session.stack)->kind, SCREEN_LESSON);
	end(&w);
}

static struct key random_key(struct prng *r)
{
	static const char likely[] = "jkfe abn?:/pBbqoctnu.,x\"12";

	switch (prng_below(r, 6)) {
	case 0:
		return (struct key){ .code = (enum key_code)(K_ENTER + prng_below(r, K_F1 - K_ENTER + 1)) };
	case 1:
		return (struct key){ .code = K_MOUSE, .mouse = (enum mouse_event)prng_below(r, 4),
				     .y = (int)prng_below(r, 30), .x = (int)prng_below(r, 90) };
	case 2:
		return (struct key){ .code = K_CTRL, .ch = 'a' + (char32_t)prng_below(r, 26) };
	default:
		return (struct key){ .code = K_CHAR,
				     .ch = (unsigned char)likely[prng_below(r, sizeof(likely) - 1)] };
	}
}

PROP(any_keys_at_any_size_leave_a_frame, 30)
{
	struct world w;

	begin(&w);
	for (int i = 0; i < 150; i++) {
		session_set_time(&w.session, i * INT64_C(70000000), script_time());
		session_key(&w.session, random_key(r));
		if (prng_below(r, 10) == 0)
			canvas_resize(&w.canvas, 1 + (int)prng_below(r, 40), 1 + (int)prng_below(r, 120));
		frame(&w);
		t_true(w.session.stack.n >= 1 && w.session.stack.n <= SCREEN_KINDS);
	}
	end(&w);
}

static const char scenarios[] =
	"---\nid: lost-photos\ntype: single\n---\n"
	"# Lost photos\n\nA giraffe uploads photos. Where are they?\n\n"
	"- [ ] In the attic.\n  > Nothing ever hides there.\n"
	"- [x] In the bucket.\n  > So it was written.\n";

/* The same course with a topic in a folder, which has a question of its own. */
static void begin_with_scenarios(struct world *w)
{
	begin(w);
	close_session(w);
	tmp_write(&w->tmp, "course/SUMMARY.md", "# Clouds at work\n\n- [Zoo](zoo/README.md)\n");
	tmp_write(&w->tmp, "course/zoo/README.md",
		  "# Zoo\n\nOf animals.\n\n## Cats\n\nThey purr loudly.\n\n"
		  "### Lions\n\nThey roar.\n\n## Dogs\n\nThey bark loudly.\n");
	tmp_write(&w->tmp, "course/zoo/scenarios/photos.md", scenarios);
	open_session(w);
}

TEST(search_finds_scenarios_and_asks_them)
{
	struct world w;

	begin_with_scenarios(&w);
	type(&w, "/");
	type(&w, "giraffe uploads");
	shows(&w, "Question on Zoo › Lost photos");
	shows(&w, "1 of 1");
	type(&w, "\r");
	t_int(stack_top(&w.session.stack)->kind, SCREEN_QUIZ);
	shows(&w, "Where are they?");
	shows(&w, "1 of 1");
	type(&w, "q");
	t_int(stack_top(&w.session.stack)->kind, SCREEN_SEARCH);
	act(&w, ACTION_QUERY, "ever hides");
	shows(&w, "Nothing found");
	end(&w);
}

TEST(a_question_that_is_gone_is_told)
{
	struct world w;

	begin_with_scenarios(&w);
	type(&w, "/");
	type(&w, "giraffe");
	tmp_write(&w.tmp, "course/zoo/scenarios/photos.md", "Nothing.\n");
	type(&w, "\r");
	t_int(stack_top(&w.session.stack)->kind, SCREEN_SEARCH);
	shows(&w, "not in zoo/scenarios/photos.md any more");
	end(&w);
}

TEST(a_passage_that_is_found_ends_where_the_next_heading_begins)
{
	struct world w;

	begin_with_scenarios(&w);
	type(&w, "/");
	type(&w, "loudly");
	shows(&w, "Zoo › Cats");
	shows(&w, "Zoo › Dogs");
	shows(&w, "1 of 2");
	shows(&w, "They purr loudly.\n");
	shows_not(&w, "roar");
	act(&w, ACTION_QUERY, "purr bark");
	shows(&w, "Nothing found");
	act(&w, ACTION_QUERY, "roar");
	shows(&w, "Zoo › Lions");
	type(&w, "\r");
	shows(&w, "Lions");
	end(&w);
}

TEST(continue_goes_on_with_the_next_lesson_once_one_is_read)
{
	struct world w;

	begin(&w);
	type(&w, "\rG");
	shows(&w, "Paragraph 100 of them.");
	palette_run(&w.session, "continue");
	shows(&w, "“First steps” is read; this comes next.");
	shows(&w, "Words of the second.");
	type(&w, "G");
	shows(&w, "The very end.");
	palette_run(&w.session, "continue");
	/* The third lesson of the menu has no file. */
	shows(&w, "Every lesson of this course is read.");
	type(&w, "q");
	shows(&w, "Every lesson is read.");
	end(&w);
}

TEST(questions_answered_come_after_those_that_were_not)
{
	struct world w;

	begin_with_scenarios(&w);
	close_session(&w);
	w.options.has_seed = false;
	tmp_write(&w.tmp, "course/zoo/scenarios/second.md",
		  "---\nid: other\ntype: single\n---\n# Another one\n\nWell?\n\n"
		  "- [ ] No.\n  > No.\n- [x] Yes.\n  > Yes.\n");
	open_session(&w);
	type(&w, "t");
	shows(&w, "Lost photos");
	type(&w, "a\rq");
	shows(&w, "Stopped: 1 of 2 answered, ");
	shows(&w, " right. All of it is saved.");
	type(&w, "t");
	shows_not(&w, "Stopped");
	shows(&w, "Another one");
	shows(&w, "1 of 2");
	type(&w, "q");
	close_session(&w);
	w.options.count = 1;
	open_session(&w);
	type(&w, "t");
	shows(&w, "1 of 1");
	end(&w);
}

PROPS(t(links_lead_on_and_back_to_the_same_place), t(before_the_first_lesson_there_is_the_menu),
      t(a_link_within_a_lesson_is_a_step_to_go_back),
      t(links_that_lead_nowhere_are_told_and_nothing_is_opened),
      t(a_lesson_without_a_file_is_told_in_the_menu), t(the_next_start_continues_at_the_line),
      t(a_lesson_is_found_by_its_id_before_the_menu_knows_it),
      t(a_file_instead_of_a_course_is_opened_in_its_course),
      t(an_answer_is_recorded_and_can_be_taken_back), t(an_answer_that_cannot_be_saved_says_so),
      t(questions_of_a_topic_can_be_asked_from_the_menu), t(a_played_diagram_counts),
      t(bookmarks_are_set_listed_and_removed),
      t(a_file_that_changes_under_a_question_is_shown_anew_after_it),
      t(search_finds_words_but_neither_notation_nor_answers),
      t(a_search_that_is_opened_again_knows_changed_files),
      t(a_search_without_a_cache_folder_works), t(screens_do_not_pile_up),
      t(every_command_of_the_palette_does_something_from_everywhere),
      t(a_theme_is_another_one_at_once), t(a_folder_that_is_no_course_is_told),
      t(mistakes_in_a_script_are_named_with_their_place), t(a_script_plays_keys_in_its_own_time),
      t(the_menu_shows_before_the_store_is_opened),
      t(prose_of_lessons_and_questions_is_set_to_the_measure),
      t(any_keys_at_any_size_leave_a_frame),
      t(search_finds_scenarios_and_asks_them),
      t(a_question_that_is_gone_is_told),
      t(a_passage_that_is_found_ends_where_the_next_heading_begins),
      t(continue_goes_on_with_the_next_lesson_once_one_is_read),
      t(questions_answered_come_after_those_that_were_not))
