/* SPDX-License-Identifier: MIT */
/* What the views are made of: prompt, list, gauges, bars, words to search for. */
#include "tests/support/t.h"

#include <string.h>

#include "tests/support/prop.h"
#include "base/utf8.h"
#include "ui/gauge.h"
#include "ui/global_key.h"
#include "ui/list.h"
#include "ui/motion.h"
#include "ui/prompt.h"
#include "ui/sentence.h"
#include "ui/statusbar.h"
#include "ui/text_find.h"

static struct key key_named(const char *name)
{
	struct key k;

	t_int(key_parse(name, &k), ERR_OK);
	return k;
}

static enum prompt_event type_at(struct prompt *p, const char *name)
{
	return prompt_key(p, key_named(name));
}

static char *row_text(const struct canvas *c, int y, struct buf *b)
{
	struct buf all;
	const char *p;

	buf_init(&all);
	canvas_text(c, &all);
	p = all.p;
	while (y--)
		p = strchr(p, '\n') + 1;
	buf_clear(b);
	buf_add(b, p, strcspn(p, "\n"));
	buf_done(&all);
	return b->p;
}

TEST(a_prompt_edits_whole_characters)
{
	struct prompt p;

	prompt_init(&p);
	prompt_set(&p, "a雲e\u0301b");
	t_int(type_at(&p, "Left"), PROMPT_MOVED);
	t_int(type_at(&p, "Backspace"), PROMPT_CHANGED);
	t_str(prompt_text(&p), "a雲b");
	type_at(&p, "Home");
	type_at(&p, "Del");
	t_str(prompt_text(&p), "雲b");
	type_at(&p, "Right");
	t_int(type_at(&p, "é"), PROMPT_CHANGED);
	t_str(prompt_text(&p), "雲éb");
	type_at(&p, "End");
	t_int(type_at(&p, "Del"), PROMPT_MOVED);
	t_int(type_at(&p, "Right"), PROMPT_MOVED);
	type_at(&p, "Home");
	t_int(type_at(&p, "Backspace"), PROMPT_MOVED);
	t_int(type_at(&p, "Enter"), PROMPT_IGNORED);
	t_int(type_at(&p, "Esc"), PROMPT_IGNORED);
	prompt_done(&p);
}

TEST(a_prompt_deletes_words_and_lines)
{
	struct prompt p;

	prompt_init(&p);
	prompt_set(&p, "one two  three ");
	type_at(&p, "Ctrl-W");
	t_str(prompt_text(&p), "one two  ");
	type_at(&p, "Ctrl-W");
	t_str(prompt_text(&p), "one ");
	type_at(&p, "x");
	type_at(&p, "Left");
	type_at(&p, "Ctrl-U");
	t_str(prompt_text(&p), "x");
	type_at(&p, "Ctrl-A");
	type_at(&p, "Ctrl-K");
	t_str(prompt_text(&p), "");
	t_int(type_at(&p, "Ctrl-W"), PROMPT_MOVED);
	prompt_done(&p);
}

TEST(a_prompt_takes_nothing_unsafe_and_not_too_much)
{
	struct prompt p;

	prompt_init(&p);
	t_int(prompt_key(&p, (struct key){ .code = K_CHAR, .ch = 0x202E }), PROMPT_MOVED);
	t_int(prompt_key(&p, (struct key){ .code = K_CHAR, .ch = '\n' }), PROMPT_MOVED);
	t_int(prompt_key(&p, (struct key){ .code = K_CHAR, .ch = 0xD800 }), PROMPT_MOVED);
	t_int(prompt_key(&p, (struct key){ .code = K_CHAR, .ch = 0x110000 }), PROMPT_MOVED);
	for (int i = 0; i < 2 * PROMPT_MAX_BYTES; i++)
		prompt_key(&p, (struct key){ .code = K_CHAR, .ch = 'a' });
	t_int(strlen(prompt_text(&p)), PROMPT_MAX_BYTES);
	prompt_done(&p);
}

TEST(a_long_prompt_scrolls_so_that_the_cursor_shows)
{
	struct prompt p;
	struct canvas c;
	struct buf b;

	prompt_init(&p);
	buf_init(&b);
	canvas_init(&c, 1, 10);
	prompt_set(&p, "abcdefghijkl");
	prompt_draw(&p, &c, 0, 0, 10, "/");
	t_str(row_text(&c, 0, &b), "/efghijkl");
	t_int(c.cursor_x, 9);
	type_at(&p, "Home");
	prompt_draw(&p, &c, 0, 0, 10, "/");
	t_str(row_text(&c, 0, &b), "/abcdefghi");
	t_int(c.cursor_x, 1);
	prompt_draw(&p, &c, 0, 0, 0, "/");
	canvas_done(&c);
	buf_done(&b);
	prompt_done(&p);
}

PROP(a_prompt_stays_valid_text_with_its_cursor_inside, 300)
{
	static const char *const names[] = {
		"a", "雲", "e", "\u0301", " ", "Left", "Right", "Home", "End", "Backspace", "Del",
		"Ctrl-U", "Ctrl-W", "Ctrl-K", "\U0001F469",
	};
	struct prompt p;
	struct canvas c;

	prompt_init(&p);
	canvas_init(&c, 1, 12);
	for (int i = 0; i < 60; i++) {
		type_at(&p, names[prng_below(r, sizeof(names) / sizeof(*names))]);
		t_true(p.cursor <= p.text.len);
		t_true(utf8_is_valid(prompt_text(&p), p.text.len));
		t_true(utf8_is_valid(prompt_text(&p), p.cursor));
		prompt_draw(&p, &c, 0, 0, (int)prng_below(r, 13), "/");
		t_true(c.cursor_x < 12);
	}
	canvas_done(&c);
	prompt_done(&p);
}

static bool is_even(const void *owner, size_t i)
{
	(void)owner;
	return i % 2 == 0;
}

TEST(a_list_skips_what_cannot_be_selected)
{
	struct list l;

	list_init(&l, 1);
	l.is_selectable = is_even;
	list_set_size(&l, 6);
	list_place(&l, 0, 0, 4, 20);
	list_key(&l, key_named("j"));
	t_int(l.selected, 2);
	list_key(&l, key_named("G"));
	t_int(l.selected, 4);
	list_key(&l, key_named("j"));
	t_int(l.selected, 4);
	list_select(&l, 3);
	t_int(l.selected, 4);
	list_key(&l, key_named("g"));
	t_int(l.selected, 0);
}

TEST(an_empty_list_does_nothing)
{
	struct list l;

	list_init(&l, 2);
	list_place(&l, 0, 0, 10, 20);
	t_int(list_key(&l, key_named("Enter")), LIST_IGNORED);
	t_int(list_key(&l, key_named("j")), LIST_IGNORED);
	t_int(list_row(&l, 0), -1);
	t_int(list_end(&l), 0);
}

TEST(the_wheel_scrolls_and_the_selection_stays_in_sight)
{
	struct list l;

	list_init(&l, 1);
	list_set_size(&l, 50);
	list_place(&l, 0, 0, 10, 20);
	list_key(&l, (struct key){ .code = K_MOUSE, .mouse = MOUSE_WHEEL_DOWN });
	t_int(l.top, 3);
	t_int(l.selected, 3);
	list_place(&l, 0, 0, 10, 20);
	t_int(l.top, 3);
	list_select(&l, 12);
	list_key(&l, (struct key){ .code = K_MOUSE, .mouse = MOUSE_WHEEL_UP });
	t_int(l.top, 0);
	t_int(l.selected, 9);
}

PROP(the_selection_shows_wherever_a_list_is_placed, 300)
{
	static const char *const names[] = { "j", "k", "PgDn", "PgUp", "g", "G", "d", "u" };
	struct list l;

	list_init(&l, 1 + (int)prng_below(r, 4));
	if (prng_below(r, 2))
		l.is_selectable = is_even;
	list_set_size(&l, 1 + prng_below(r, 60));
	for (int i = 0; i < 40; i++) {
		int height = (int)prng_below(r, 20);

		list_place(&l, 3, 0, height, 20);
		if (height >= l.item_rows) {
			t_true(list_row(&l, l.selected) >= 3);
			t_true(list_row(&l, l.selected) + l.item_rows <= 3 + height);
		}
		t_true(list_end(&l) <= l.n);
		t_true(!l.is_selectable || is_even(NULL, l.selected));
		list_key(&l, key_named(names[prng_below(r, 8)]));
		list_key(&l, (struct key){ .code = K_MOUSE,
					   .mouse = (enum mouse_event)prng_below(r, 4),
					   .y = (int)prng_below(r, 25), .x = 3 });
		if (!prng_below(r, 10))
			list_set_size(&l, 1 + prng_below(r, 60));
	}
}

TEST(bars_are_empty_only_at_none_and_full_only_at_all)
{
	static const struct {
		int part, whole;
		const char *shown;
	} bars[] = {
		{ 0, 1000, "▁▁▁▁▁" }, { 1, 1000, "▇▁▁▁▁" }, { 500, 1000, "▇▇▇▁▁" },
		{ 999, 1000, "▇▇▇▇▁" }, { 1000, 1000, "▇▇▇▇▇" }, { 2000, 1000, "▇▇▇▇▇" },
		{ -1, 10, "▁▁▁▁▁" }, { 3, 0, "" }, { 2000000000, 2100000000, "▇▇▇▇▁" },
	};
	struct canvas c;
	struct buf b;

	buf_init(&b);
	canvas_init(&c, 1, 20);
	for (size_t i = 0; i < sizeof(bars) / sizeof(*bars); i++) {
		canvas_clear(&c);
		gauge_bar(&c, 0, 0, 5, bars[i].part, bars[i].whole);
		t_str(row_text(&c, 0, &b), bars[i].shown);
	}
	canvas_clear(&c);
	t_int(gauge_dots(&c, 0, 0, 2, 3), 3);
	t_str(row_text(&c, 0, &b), "●●○");
	canvas_clear(&c);
	gauge_dots(&c, 0, 0, 7, 12);
	t_str(row_text(&c, 0, &b), "7/12");
	canvas_done(&c);
	buf_done(&b);
}

PROP(the_scroll_bar_stays_in_its_column_and_reaches_both_ends, 500)
{
	struct gauge_window w = { .y = 1, .x = 2 };
	struct canvas c;
	int n = 0;

	w.height = 1 + (int)prng_below(r, 20);
	w.total = 1 + prng_below(r, 3000);
	w.shown = 1 + prng_below(r, 40);
	w.first = w.total > w.shown ? prng_below(r, w.total - w.shown + 1) : 0;
	canvas_init(&c, 30, 4);
	gauge_scroll(&c, &w);
	for (int y = 0; y < 30; y++) {
		bool is_bar = canvas_cell(&c, y, 2)->ch[0] == U'▐';

		n += is_bar;
		t_true(!is_bar || (y >= 1 && y < 1 + w.height));
	}
	t_int(n > 0, w.total > w.shown);
	if (w.total > w.shown && !w.first)
		t_true(canvas_cell(&c, 1, 2)->ch[0] == U'▐');
	if (w.total > w.shown && w.first == w.total - w.shown)
		t_true(canvas_cell(&c, w.height, 2)->ch[0] == U'▐');
	canvas_done(&c);
}

static const struct key_help keys[] = {
	{ "Enter", "open", true }, { "x", "hidden", false }, { "/", "search", true },
	{ "q", "quit", true }, { "? F1", "help", true }, { NULL, NULL, false },
};
static const struct view_class class = { .name = "x", .keys = keys };

static void draw_bars(int height, int width, struct view *v, struct canvas *c)
{
	canvas_init(c, height, width);
	statusbar_draw(c, v, &(struct statusbar){ .left = "Lambda › Core components",
						  .right = "38 %  2/7", .status = "status" });
}

TEST(the_footer_drops_what_does_not_fit_but_not_the_way_out)
{
	static const struct {
		int width;
		const char *shown;
	} footers[] = {
		{ 40, " Enter open  / search  q quit  ? help" },
		{ 37, " Enter open  / search  q quit  ? help" },
		{ 36, " ⏎ open  / search  q quit  ? help" },
		{ 28, " ⏎ open  q quit  ? help" },
		{ 20, " q quit  ? help" },
		{ 9, " ? help" },
		{ 4, " ? h" },
	};
	struct view v = { .class = &class };
	struct canvas c;
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < sizeof(footers) / sizeof(*footers); i++) {
		draw_bars(12, footers[i].width, &v, &c);
		t_str(row_text(&c, 11, &b), footers[i].shown);
		canvas_done(&c);
	}
	buf_done(&b);
}

TEST(small_windows_lose_status_row_footer_and_title_in_turn)
{
	struct view v = { .class = &class };
	struct canvas c;
	struct buf b;

	buf_init(&b);
	draw_bars(10, 40, &v, &c);
	t_int(statusbar_body(&c).height, 7);
	t_str(row_text(&c, 8, &b), " status");
	canvas_done(&c);
	view_say(&v, true, "It went wrong.");
	draw_bars(9, 40, &v, &c);
	t_int(statusbar_body(&c).height, 7);
	t_str(row_text(&c, 8, &b), " It went wrong.");
	canvas_done(&c);
	draw_bars(2, 20, &v, &c);
	t_int(statusbar_body(&c).height, 1);
	t_str(row_text(&c, 0, &b), " Lambda › Core com…");
	canvas_done(&c);
	draw_bars(1, 40, &v, &c);
	t_int(statusbar_body(&c).y, 0);
	t_int(statusbar_body(&c).height, 1);
	canvas_done(&c);
	buf_done(&b);
}

TEST(pages_leave_one_line_in_sight)
{
	t_int(motion_lines(motion_of(key_named("PgDn")), 20), 19);
	t_int(motion_lines(motion_of(key_named("Space")), 1), 1);
	t_int(motion_lines(motion_of(key_named("Ctrl-U")), 20), -10);
	t_int(motion_of(key_named("f")), MOTION_NONE);
	t_int(motion_of(key_named("Enter")), MOTION_NONE);
	t_int(motion_lines(MOTION_NONE, 20), 0);
}

/* Where query is found in text: "3+5" is offset and bytes; "" for not at all. */
static const char *found(const char *query, const char *text, bool are_words)
{
	static char out[32];
	struct find_pattern p;
	struct arena a;
	size_t start, len;

	arena_init(&a);
	if (are_words)
		find_pattern_init_words(&p, &a, query);
	else
		find_pattern_init(&p, &a, query);
	out[0] = '\0';
	if (find_next(&p, text, strlen(text), 0, &start, &len))
		snprintf(out, sizeof(out), "%zu+%zu", start, len);
	arena_done(&a);
	return out;
}

TEST(lower_case_finds_either_case_and_capitals_only_themselves)
{
	t_str(found("lambda", "AWS Lambda", false), "4+6");
	t_str(found("Lambda", "aws lambda", false), "");
	t_str(found("Lambda", "aws Lambda", false), "4+6");
	t_str(found("été", "un ÉTÉ", false), "3+5");
	t_str(found("k", "\u212A", false), "0+3");
	t_str(found("LAMBDA", "aws lambda", true), "4+6");
	t_str(found("s3:Get", "allow S3-GetObject", true), "6+6");
	t_str(found("-Tab", "the table", true), "4+3");
	t_str(found("s3:Get", "S3-GetObject", false), "");
}

TEST(a_line_end_counts_as_a_blank)
{
	t_str(found("dead letter", "a dead\nletter", false), "2+11");
	t_str(found(" letter", "dead\nletter", false), "4+7");
}

TEST(words_are_found_one_by_one_and_quoted_ones_together)
{
	t_str(found("twice retries", "it retries", true), "3+7");
	t_str(found("\"two retries\"", "retries, two retries", true), "9+11");
	t_str(found("\"two retries", "two retries", true), "0+11");
	t_str(found("  ", "a  b", true), "");
	t_str(found("\"\"", "a", true), "");
	t_str(found("", "a", false), "");
}

TEST(nothing_is_found_inside_a_character)
{
	t_str(found("\uFFFD", "雲", false), "");
	t_str(found("\uFFFD", "雲\uFFFD", false), "3+3");
}

TEST(long_queries_and_many_words_are_cut_short)
{
	char text[2 * FIND_MAX_CHARS + 1], words[100] = "";

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	t_str(found(text, text, false), "0+120");
	for (int i = 0; i < 40; i++)
		strcat(words, "x ");
	t_str(found(words, "yx", true), "1+1");
}

TEST(sentences_end_with_an_ellipsis_when_rows_run_out)
{
	struct sentence_box box = { .y = 0, .x = 1, .max_x = 11, .max_rows = 2 };
	struct canvas c;
	struct buf b;

	buf_init(&b);
	canvas_init(&c, 3, 12);
	t_int(sentence_draw(&c, &box, "one two three four five"), 2);
	t_str(row_text(&c, 0, &b), " one two");
	t_str(row_text(&c, 1, &b), " three fou…");
	t_int(sentence_rows("one two three four five", 10, 9), 3);
	t_int(sentence_draw(&c, &box, ""), 0);
	canvas_done(&c);
	buf_done(&b);
}

TEST(what_is_to_be_shown_is_scrolled_in_whole_if_it_fits)
{
	struct list l;

	list_init(&l, 1);
	list_set_size(&l, 50);
	list_select(&l, 8);
	list_show(&l, 8, 14);
	list_place(&l, 0, 0, 10, 20);
	t_int(l.top, 4);
	/* Once: then the user may scroll as he likes. */
	list_key(&l, key_named("g"));
	list_place(&l, 0, 0, 10, 20);
	t_int(l.top, 0);
	list_select(&l, 8);
	list_show(&l, 8, 30);
	list_place(&l, 0, 0, 10, 20);
	t_int(l.top, 8);
	list_select(&l, 5);
	list_show(&l, 5, 9);
	list_place(&l, 0, 0, 10, 20);
	t_int(l.top, 5);
}

static enum find_rank ranked(const char *typed, const char *name)
{
	struct find_pattern p;
	struct arena a;
	enum find_rank r;

	arena_init(&a);
	find_pattern_init_words(&p, &a, typed);
	r = find_rank(&p, name);
	arena_done(&a);
	return r;
}

TEST(a_name_fits_best_by_its_beginning_then_by_a_word_of_it)
{
	t_int(ranked("", "theme dark"), FIND_PREFIX);
	t_int(ranked("the", "theme dark"), FIND_PREFIX);
	t_int(ranked("DAR", "theme dark"), FIND_WORD_PREFIX);
	t_int(ranked("ark", "theme dark"), FIND_INFIX);
	t_int(ranked("m", "theme mono"), FIND_WORD_PREFIX);
	t_int(ranked("x", "theme dark"), FIND_NOT_IN_NAME);
	t_int(ranked("th dar", "theme dark"), FIND_WORD_PREFIX);
	t_int(ranked("th x", "theme dark"), FIND_NOT_IN_NAME);
}

PROPS(t(a_prompt_edits_whole_characters), t(a_prompt_deletes_words_and_lines),
      t(a_prompt_takes_nothing_unsafe_and_not_too_much),
      t(a_long_prompt_scrolls_so_that_the_cursor_shows),
      t(a_prompt_stays_valid_text_with_its_cursor_inside),
      t(a_list_skips_what_cannot_be_selected), t(an_empty_list_does_nothing),
      t(the_wheel_scrolls_and_the_selection_stays_in_sight),
      t(the_selection_shows_wherever_a_list_is_placed),
      t(bars_are_empty_only_at_none_and_full_only_at_all),
      t(the_scroll_bar_stays_in_its_column_and_reaches_both_ends),
      t(the_footer_drops_what_does_not_fit_but_not_the_way_out),
      t(small_windows_lose_status_row_footer_and_title_in_turn),
      t(pages_leave_one_line_in_sight),
      t(lower_case_finds_either_case_and_capitals_only_themselves),
      t(a_line_end_counts_as_a_blank), t(words_are_found_one_by_one_and_quoted_ones_together),
      t(nothing_is_found_inside_a_character), t(long_queries_and_many_words_are_cut_short),
      t(sentences_end_with_an_ellipsis_when_rows_run_out),
      t(what_is_to_be_shown_is_scrolled_in_whole_if_it_fits),
      t(a_name_fits_best_by_its_beginning_then_by_a_word_of_it))
