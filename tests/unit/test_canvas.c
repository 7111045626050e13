/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "canvas/ascii.h"
#include "canvas/box.h"
#include "canvas/canvas.h"
#include "canvas/key.h"
#include "canvas/theme.h"

static struct canvas *new_canvas(int height, int width)
{
	static struct canvas c;

	canvas_done(&c);
	canvas_init(&c, height, width);
	return &c;
}

static void shows(const struct canvas *c, const char *expected)
{
	struct buf b;

	buf_init(&b);
	canvas_text(c, &b);
	t_str(buf_str(&b), expected);
	buf_done(&b);
}

static void styled(const struct canvas *c, const char *expected)
{
	struct buf b;

	buf_init(&b);
	canvas_style_map(c, &b);
	t_str(buf_str(&b), expected);
	buf_done(&b);
}

TEST(a_new_canvas_is_blank_and_hides_its_cursor)
{
	struct canvas *c = new_canvas(2, 3);

	shows(c, "\n\n");
	t_int(c->cursor_y, -1);
	t_int(canvas_cell(c, 1, 2)->cells, 1);
	t_null(canvas_cell(c, 2, 0));
	t_null(canvas_cell(c, 0, 3));
	t_null(canvas_cell(c, -1, 0));
}

TEST(an_empty_canvas_swallows_everything)
{
	struct canvas *c = new_canvas(-5, 0);

	canvas_puts(c, 0, 0, "text 雲", ROLE_TEXT, 0);
	canvas_box(c, -2, -2, 9, 9, ROLE_FRAME);
	canvas_fill(c, INT_MIN, INT_MIN, INT_MAX, INT_MAX, U'雲', ROLE_TEXT);
	canvas_paint(c, 0, 0, INT_MAX, INT_MAX, ROLE_BAD, 0);
	canvas_hline(c, 0, INT_MAX - 1, INT_MAX, LINE_HEAVY, ROLE_FRAME);
	shows(c, "");
}

TEST(text_is_clipped_on_all_sides)
{
	struct canvas *c = new_canvas(2, 5);

	t_int(canvas_puts(c, 0, -2, "abcdefghij", ROLE_TEXT, 0), 5);
	t_int(canvas_put(c, 1, 0, 3, "abcdef", 6, ROLE_TEXT, 0), 3);
	t_int(canvas_puts(c, -1, 0, "ab", ROLE_TEXT, 0), 2);
	t_int(canvas_puts(c, 2, 0, "ab", ROLE_TEXT, 0), 2);
	shows(c, "cdefg\nabc\n");
}

TEST(wide_characters_are_never_cut)
{
	struct canvas *c = new_canvas(3, 5);

	t_int(canvas_puts(c, 0, 0, "a雲雲雲", ROLE_TEXT, 0), 5);
	t_int(canvas_puts(c, 1, 0, "雲雲雲", ROLE_TEXT, 0), 4);
	t_int(canvas_puts(c, 2, -1, "雲b", ROLE_TEXT, 0), 2);
	shows(c, "a雲雲\n雲雲\n b\n");
}

TEST(what_is_left_of_a_wide_character_becomes_blank)
{
	struct canvas *c = new_canvas(3, 6);

	for (int y = 0; y < 3; y++)
		canvas_puts(c, y, 0, "雲雲雲", ROLE_TEXT, 0);
	canvas_puts(c, 0, 1, "x", ROLE_TEXT, 0);
	canvas_puts(c, 1, 2, "y", ROLE_TEXT, 0);
	canvas_puts(c, 2, 1, "雨", ROLE_TEXT, 0);
	shows(c, " x雲雲\n雲y 雲\n 雨 雲\n");
}

TEST(combining_marks_stay_on_their_letter)
{
	struct canvas *c = new_canvas(1, 4);

	t_int(canvas_puts(c, 0, 0, "e\u0301x", ROLE_TEXT, 0), 2);
	t_int(canvas_cell(c, 0, 0)->ch[1], 0x301);
	shows(c, "e\u0301x\n");
	canvas_puts(c, 0, 2, "\u0302", ROLE_TEXT, 0);
	shows(c, "e\u0301x\u0302\n");
	canvas_puts(c, 0, 0, "o", ROLE_TEXT, 0);
	shows(c, "ox\u0302\n");
}

TEST(joined_emoji_keep_only_what_a_cell_can_hold)
{
	struct canvas *c = new_canvas(1, 4);

	canvas_puts(c, 0, 0, "👩\u200D🚀!", ROLE_TEXT, 0);
	shows(c, "👩!\n");
}

TEST(cut_text_ends_with_an_ellipsis)
{
	struct canvas *c = new_canvas(5, 6);

	t_int(canvas_puts_cut(c, 0, 0, 5, "abcde", ROLE_TEXT, 0), 5);
	t_int(canvas_puts_cut(c, 1, 0, 5, "abcdef", ROLE_TEXT, 0), 5);
	t_int(canvas_puts_cut(c, 2, 0, 4, "a雲雲", ROLE_TEXT, 0), 4);
	t_int(canvas_puts_cut(c, 3, 0, 1, "ab", ROLE_TEXT, 0), 1);
	t_int(canvas_puts_cut(c, 4, 3, 3, "ab", ROLE_TEXT, 0), 3);
	shows(c, "abcde\nabcd…\na雲…\n…\n\n");
}

TEST(filling_with_wide_characters_leaves_no_half)
{
	struct canvas *c = new_canvas(2, 5);

	canvas_fill(c, 0, 0, 2, 5, U'雲', ROLE_TEXT);
	shows(c, "雲雲\n雲雲\n");
	canvas_fill(c, 0, 1, 1, 1, U'.', ROLE_DIM);
	shows(c, " .雲\n雲雲\n");
}

TEST(lines_join_where_they_cross)
{
	struct canvas *c = new_canvas(5, 7);

	canvas_hline(c, 2, 0, 7, LINE_LIGHT, ROLE_FRAME);
	canvas_vline(c, 0, 3, 5, LINE_LIGHT, ROLE_FRAME);
	canvas_vline(c, 0, 1, 3, LINE_LIGHT, ROLE_FRAME);
	canvas_vline(c, 2, 5, 3, LINE_LIGHT, ROLE_FRAME);
	shows(c, " │ │\n │ │\n─┴─┼─┬─\n   │ │\n   │ │\n");
}

TEST(lines_that_meet_at_their_ends_become_corners)
{
	struct canvas *c = new_canvas(3, 5);

	canvas_hline(c, 0, 0, 5, LINE_LIGHT, ROLE_FRAME);
	canvas_vline(c, 0, 4, 3, LINE_LIGHT, ROLE_FRAME);
	canvas_hline(c, 2, 0, 5, LINE_LIGHT, ROLE_FRAME);
	canvas_vline(c, 0, 0, 3, LINE_LIGHT, ROLE_FRAME);
	shows(c, "┌───┐\n│   │\n└───┘\n");
}

TEST(heavy_and_dashed_lines_join_too)
{
	struct canvas *c = new_canvas(3, 5);

	canvas_vline(c, 0, 1, 3, LINE_DASHED, ROLE_LIFELINE);
	canvas_vline(c, 0, 3, 3, LINE_LIGHT, ROLE_LIFELINE);
	canvas_hline(c, 1, 0, 5, LINE_HEAVY, ROLE_MESSAGE);
	shows(c, " ┆ │\n━┿━┿━\n ┆ │\n");
	canvas_hline(c, 0, 1, 3, LINE_DASHED, ROLE_FRAME);
	shows(c, " ┌┄┐\n━┿━┿━\n ┆ │\n");
}

TEST(boxes_share_their_borders)
{
	struct canvas *c = new_canvas(4, 9);

	canvas_box(c, 0, 0, 3, 5, ROLE_FRAME);
	canvas_box(c, 0, 4, 4, 5, ROLE_FRAME);
	shows(c, "┌───┬───┐\n│   │   │\n└───┤   │\n    └───┘\n");
}

TEST(boxes_side_by_side_stay_apart)
{
	struct canvas *c = new_canvas(2, 6);

	canvas_box(c, 0, 0, 2, 3, ROLE_FRAME);
	canvas_box(c, 0, 3, 2, 3, ROLE_FRAME);
	shows(c, "┌─┐┌─┐\n└─┘└─┘\n");
}

TEST(boxes_are_clipped_and_may_be_flat)
{
	struct canvas *c = new_canvas(3, 4);

	canvas_box(c, -1, -1, 3, 3, ROLE_FRAME);
	canvas_box(c, 2, 0, 1, 4, ROLE_FRAME);
	canvas_box(c, 0, 3, 2, 1, ROLE_FRAME);
	canvas_box(c, 0, 0, 0, 4, ROLE_FRAME);
	shows(c, " │ │\n─┘ │\n────\n");
}

TEST(lines_replace_text)
{
	struct canvas *c = new_canvas(1, 4);

	canvas_puts(c, 0, 0, "a雲b", ROLE_TEXT, 0);
	canvas_hline(c, 0, 2, 1, LINE_LIGHT, ROLE_FRAME);
	shows(c, "a ─b\n");
}

TEST(every_line_character_is_found_by_its_arms)
{
	for (unsigned i = 1; i < 81; i++) {
		unsigned arms = i % 3 | i / 3 % 3 << 4 | i / 9 % 3 << 8 | i / 27 << 12;

		t_int(box_arms(box_char(arms)), arms);
	}
	t_int(box_char(BOX_HORIZONTAL), U'─');
	t_int(box_char(BOX_LEFT | BOX_DOWN | BOX_HEAVY * BOX_UP), U'┦');
	t_int(box_arms(U'═'), 0);
	t_int(box_arms('a'), 0);
}

TEST(a_style_map_has_the_shape_of_the_frame)
{
	struct canvas *c = new_canvas(3, 8);

	canvas_puts(c, 0, 0, "ab 雲", ROLE_TEXT, 0);
	canvas_puts(c, 1, 0, "ab", ROLE_TEXT, ATTR_BOLD);
	canvas_puts(c, 1, 3, "cd", ROLE_HEADING, ATTR_BOLD);
	canvas_puts(c, 1, 6, "─", ROLE_FRAME, 0);
	canvas_fill(c, 2, 0, 1, 4, ' ', ROLE_SELECTED);
	styled(c, ".. ..\n:: HH -\nssss\n");
	canvas_paint(c, 1, 0, 1, 4, ROLE_BAD, 0);
	styled(c, ".. ..\nbbbbH -\nssss\n");
}

TEST(every_role_has_a_letter_of_its_own)
{
	for (int i = 0; i < ROLE_COUNT; i++) {
		t_true(role_letter(i) > ' ');
		for (int k = 0; k < i; k++)
			t_true(role_letter(i) != role_letter(k));
	}
	t_int(role_letter(ROLE_TEXT), '.');
}

TEST(ascii_keeps_the_width_of_text)
{
	static const char *const texts[] = {
		"┌─┐ ▶ 3 • ◦ ▪ “é” … ☐ ☑ ✔ 雲 e\u0301 ½ Ａ✅", "plain\ttext", "",
		"αβγ", "\u00A0\U0001F680!",
	};
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		buf_clear(&b);
		ascii_text(&b, texts[i], strlen(texts[i]));
		t_int(b.len - (i == 1), utf8_cells(texts[i], strlen(texts[i])));
		for (size_t k = 0; k < b.len; k++)
			t_true((unsigned char)b.p[k] < 0x80);
	}
	buf_clear(&b);
	ascii_text(&b, texts[0], strlen(texts[0]));
	t_str(buf_str(&b), "+-+ > 3 * o * \"e\" . o x + ?  e ? A + ");
	buf_done(&b);
}

TEST(ascii_shows_one_printable_character_for_any_code_point)
{
	for (char32_t cp = 0; cp < 0x20000; cp++)
		t_true(ascii_of(cp) >= ' ' && ascii_of(cp) < 0x7F);
	t_int(ascii_of(U'─'), '-');
	t_int(ascii_of(U'┄'), '.');
	t_int(ascii_of(U'→'), '>');
	t_int(ascii_of(U'ž'), 'z');
	t_int(ascii_of(U'～'), '~');
	t_int(ascii_of(0x10FFFF), '?');
}

static struct key parsed(const char *name)
{
	struct key k = { 0 };

	t_int(key_parse(name, &k), ERR_OK);
	return k;
}

TEST(keys_are_read_by_their_names)
{
	t_int(parsed("Enter").code, K_ENTER);
	t_int(parsed("⏎").code, K_ENTER);
	t_int(parsed("pgdn").code, K_PAGE_DOWN);
	t_int(parsed("Shift-Tab").code, K_BACKTAB);
	t_true(key_is(parsed("a"), 'a'));
	t_true(key_is(parsed("^"), '^'));
	t_true(key_is(parsed("é"), U'é'));
	t_true(key_is(parsed("Space"), ' '));
	t_true(key_is_ctrl(parsed("Ctrl-P"), 'p'));
	t_true(key_is_ctrl(parsed("^l"), 'l'));
}

TEST(unknown_keys_are_refused)
{
	static const char *const bad[] = {
		"", "Entr", "Ctrl-", "Ctrl-PP", "Ctrl-1", "ab", "\033", "\xFF", "F99", "\u202E",
	};
	struct key k = { .code = K_F1 };

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		t_int(key_parse(bad[i], &k), ERR_SYNTAX);
	t_int(k.code, K_F1);
}

static double linear(int channel)
{
	double c = channel / 255.0;

	return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(int rgb)
{
	return 0.2126 * linear(rgb >> 16 & 0xFF) + 0.7152 * linear(rgb >> 8 & 0xFF) +
	       0.0722 * linear(rgb & 0xFF);
}

/* WCAG 2.2, "contrast ratio". */
static double contrast(int a, int b)
{
	double high = fmax(luminance(a), luminance(b)), low = fmin(luminance(a), luminance(b));

	return (high + 0.05) / (low + 0.05);
}

/* The colour of an index of the 256 that terminals agree on: 16 and above. */
static int rgb_of_256(int index)
{
	static const int levels[] = { 0, 95, 135, 175, 215, 255 };
	int i = index - 16;

	t_true(index >= 16 && index < 256);
	if (index >= 232)
		return (8 + 10 * (index - 232)) * 0x10101;
	return levels[i / 36] << 16 | levels[i / 6 % 6] << 8 | levels[i % 6];
}

static bool is_line(int role)
{
	return role == ROLE_FRAME || role == ROLE_LIFELINE;
}

TEST(painted_themes_are_legible)
{
	for (size_t i = 0; themes[i]; i++) {
		bool is_high = !strcmp(themes[i]->name, "high-contrast");

		for (int r = 0; themes[i]->paints_background && r < ROLE_COUNT; r++) {
			const struct style *s = &themes[i]->styles[r];
			double least = is_high ? 7 : is_line(r) ? 3 : 4.5;

			t_true(contrast(s->fg.rgb, s->bg.rgb) >= least);
			t_true(contrast(rgb_of_256(s->fg.c256), rgb_of_256(s->bg.c256)) >= least);
			t_int(s->fg.c16 != s->bg.c16, 1);
		}
	}
}

TEST(the_default_theme_reads_on_black_and_on_white)
{
	const struct theme *t = themes[0];

	t_str(t->name, "default");
	t_int(t->base.bg.rgb, COLOUR_DEFAULT);
	for (int r = 0; r < ROLE_COUNT; r++) {
		const struct style *s = &t->styles[r];

		if (s->fg.rgb == COLOUR_DEFAULT)
			continue;
		if (s->bg.rgb != COLOUR_DEFAULT) {
			t_true(contrast(s->fg.rgb, s->bg.rgb) >= 4.5);
			continue;
		}
		t_true(contrast(s->fg.rgb, 0) >= 4.5 && contrast(s->fg.rgb, 0xFFFFFF) >= 4.5);
		t_true(contrast(rgb_of_256(s->fg.c256), 0) >= 3.8);
		t_true(contrast(rgb_of_256(s->fg.c256), 0xFFFFFF) >= 3.8);
	}
}

TEST(mono_tells_what_matters_without_colour)
{
	const struct theme *t = theme_find("mono");

	for (int r = 0; r < ROLE_COUNT; r++)
		t_int(t->styles[r].fg.rgb, COLOUR_DEFAULT);
	t_true(t->styles[ROLE_SELECTED].attr != 0);
	t_true(t->styles[ROLE_LINK_FOCUS].attr != t->styles[ROLE_LINK].attr);
	t_true(t->styles[ROLE_MARK_FOCUS].attr != t->styles[ROLE_MARK].attr);
	t_null(theme_find("sepia"));
}

static void sgr_is(const char *theme, enum role role, unsigned attr, int colours,
		   const char *expected)
{
	struct buf b;

	buf_init(&b);
	theme_sgr(&b, theme_find(theme), role, attr, colours);
	t_str(buf_str(&b), expected);
	buf_done(&b);
}

TEST(escape_sequences_suit_the_number_of_colours)
{
	sgr_is("default", ROLE_TEXT, 0, 256, "");
	sgr_is("default", ROLE_TEXT, ATTR_BOLD | ATTR_ITALIC, 256, "\033[1;3m");
	sgr_is("default", ROLE_BAD, 0, 1 << 24, "\033[38;2;220;54;42m");
	sgr_is("default", ROLE_BAD, 0, 256, "\033[38;5;160m");
	sgr_is("default", ROLE_BAD, ATTR_UNDERLINE, 16, "\033[4;31m");
	sgr_is("default", ROLE_BAD, 0, 8, "\033[31m");
	sgr_is("default", ROLE_BAD, 0, 0, "\033[1m");
	sgr_is("dark", ROLE_BAD, 0, 16, "\033[91;40m");
	sgr_is("dark", ROLE_BAD, 0, 8, "\033[31;40m");
	sgr_is("light", ROLE_TEXT, 0, 256, "\033[38;5;235;48;5;231m");
	sgr_is("light", ROLE_TEXT, 0, 16, "\033[30;107m");
}

TEST(grey_is_never_black_on_black)
{
	sgr_is("default", ROLE_DIM, 0, 16, "\033[90m");
	sgr_is("default", ROLE_DIM, 0, 8, "\033[2m");
	sgr_is("light", ROLE_DIM, 0, 8, "\033[2;30;47m");
}

TEST(without_colours_the_selection_is_still_seen)
{
	for (size_t i = 0; themes[i]; i++)
		sgr_is(themes[i]->name, ROLE_SELECTED, 0, 0, "\033[7m");
}

static int tidy(void **state __attribute__((unused)))
{
	new_canvas(0, 0);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		t(a_new_canvas_is_blank_and_hides_its_cursor),
		t(an_empty_canvas_swallows_everything),
		t(text_is_clipped_on_all_sides),
		t(wide_characters_are_never_cut),
		t(what_is_left_of_a_wide_character_becomes_blank),
		t(combining_marks_stay_on_their_letter),
		t(joined_emoji_keep_only_what_a_cell_can_hold),
		t(cut_text_ends_with_an_ellipsis),
		t(filling_with_wide_characters_leaves_no_half),
		t(lines_join_where_they_cross),
		t(lines_that_meet_at_their_ends_become_corners),
		t(heavy_and_dashed_lines_join_too),
		t(boxes_share_their_borders),
		t(boxes_side_by_side_stay_apart),
		t(boxes_are_clipped_and_may_be_flat),
		t(lines_replace_text),
		t(every_line_character_is_found_by_its_arms),
		t(a_style_map_has_the_shape_of_the_frame),
		t(every_role_has_a_letter_of_its_own),
		t(ascii_keeps_the_width_of_text),
		t(ascii_shows_one_printable_character_for_any_code_point),
		t(keys_are_read_by_their_names),
		t(unknown_keys_are_refused),
		t(painted_themes_are_legible),
		t(the_default_theme_reads_on_black_and_on_white),
		t(mono_tells_what_matters_without_colour),
		t(escape_sequences_suit_the_number_of_colours),
		t(grey_is_never_black_on_black),
		t(without_colours_the_selection_is_still_seen),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, tidy);
}
