/* SPDX-License-Identifier: MIT */
#include "tests/support/prop.h"

#include <curses.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "term/term_keys.h"

enum { MS = 1000000 };

static struct term_keys keys;
static int64_t now_ns;
static struct buf said;

static void say(const struct key *out, size_t n)
{
	static const char *const names[] = {
		[K_ENTER] = "Enter", [K_TAB] = "Tab", [K_BACKTAB] = "BackTab",
		[K_BACKSPACE] = "Backspace", [K_ESCAPE] = "Esc", [K_DELETE] = "Del",
		[K_UP] = "Up", [K_DOWN] = "Down", [K_LEFT] = "Left", [K_RIGHT] = "Right",
		[K_HOME] = "Home", [K_END] = "End", [K_PAGE_UP] = "PgUp", [K_PAGE_DOWN] = "PgDn",
		[K_F1] = "F1", [K_PASTE] = "Paste",
	};
	static const char *const mouse[] = { "press", "double", "up", "down" };

	for (size_t i = 0; i < n; i++) {
		char ch[4];

		buf_adds(&said, said.len ? " " : "");
		if (out[i].code == K_CHAR)
			buf_add(&said, ch, utf8_encode(out[i].ch, ch));
		else if (out[i].code == K_CTRL)
			buf_printf(&said, "^%c", (char)out[i].ch);
		else if (out[i].code == K_MOUSE)
			buf_printf(&said, "%s@%d,%d", mouse[out[i].mouse], out[i].y, out[i].x);
		else
			buf_adds(&said, names[out[i].code]);
	}
}

static void begin(void)
{
	term_keys_init(&keys);
	now_ns = 100 * MS;
	buf_clear(&said);
}

static void feed(const char *bytes, size_t n)
{
	struct key out[TERM_KEYS_OUT_MAX];

	for (size_t i = 0; i < n; i++)
		say(out, term_keys_feed(&keys, (unsigned char)bytes[i], now_ns, out));
}

static void wait_ms(int ms)
{
	struct key out[TERM_KEYS_OUT_MAX];

	now_ns += ms * MS;
	say(out, term_keys_rest(&keys, now_ns, out));
}

/* The keys that bytes read together mean, and what follows when nothing more comes. */
static const char *keys_of(const char *bytes)
{
	begin();
	feed(bytes, strlen(bytes));
	wait_ms(TERM_KEYS_ESCAPE_MS);
	return buf_str(&said);
}

TEST(a_lone_escape_is_a_key_after_its_time_and_not_before)
{
	begin();
	t_int(term_keys_wait_ms(&keys, now_ns), -1);
	feed("\033", 1);
	t_int(term_keys_wait_ms(&keys, now_ns), TERM_KEYS_ESCAPE_MS);
	wait_ms(TERM_KEYS_ESCAPE_MS - 1);
	t_str(buf_str(&said), "");
	t_int(term_keys_wait_ms(&keys, now_ns), 1);
	wait_ms(1);
	t_str(buf_str(&said), "Esc");
	t_int(term_keys_wait_ms(&keys, now_ns), -1);
	t_str(keys_of("\033\033"), "Esc Esc");
}

TEST(a_sequence_in_pieces_is_one_key)
{
	static const char *const pieces[] = { "\033", "[", "5", "~", "\xE8", "\xAA", "\x9E" };

	begin();
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		feed(pieces[i], 1);
		wait_ms(TERM_KEYS_ESCAPE_MS - 1);
	}
	t_str(buf_str(&said), "PgUp 語");
}

TEST(escape_and_a_letter_are_two_keys_and_alt_with_a_letter_none)
{
	begin();
	feed("\033", 1);
	wait_ms(3);
	feed("q", 1);
	t_str(buf_str(&said), "Esc q");
	t_str(keys_of("\033qx"), "x");
	t_str(keys_of("\033\xC3\xA9x"), "x");
	t_str(keys_of("\033\rx"), "x");
	t_str(keys_of("\033\033[Ax"), "Esc Up x");
}

TEST(common_sequences_are_keys_without_terminfo)
{
	t_str(keys_of("\033[A\033[B\033[C\033[D\033[H\033[F"), "Up Down Right Left Home End");
	t_str(keys_of("\033OA\033OB\033OC\033OD\033OH\033OF\033OP"), "Up Down Right Left Home End F1");
	t_str(keys_of("\033[1~\033[3~\033[4~\033[5~\033[6~\033[11~"), "Home Del End PgUp PgDn F1");
	t_str(keys_of("\033[7~\033[8~\033[Z\033OM\033[[A"), "Home End BackTab Enter F1");
	t_str(keys_of("\033[1;5A\033[3;2~\033O5B"), "Up Del Down");
}

TEST(control_keys_are_letters)
{
	t_str(keys_of("\x01\x03\x0c\x1a"), "^a ^c ^l ^z");
	t_str(keys_of("\r\n\t\b\x7f"), "Enter Enter Tab Backspace Backspace");
	begin();
	feed("\0\x1c\x1d\x1e\x1f", 5);
	t_str(buf_str(&said), "");
}

TEST(what_is_not_understood_is_swallowed_whole)
{
	t_str(keys_of("\033[99~x"), "x");
	t_str(keys_of("\033[15;2~\033OSx"), "x");
	t_str(keys_of("\033[1;2;3;4Ax"), "x");
	t_str(keys_of("\033[?64;1;2c\033[>0;276;0cx"), "x");
	t_str(keys_of("\033[I\033[Ox"), "x");
	t_str(keys_of("\033[12;40Rx"), "x");
	t_str(keys_of("\033]11;rgb:1c1c/1c1c/1c1c\007x"), "x");
	t_str(keys_of("\033P1$r0m\033\\x"), "x");
	t_str(keys_of("\033[ qx"), "x");
	t_str(keys_of("\033["), "");
	t_str(keys_of("\033O"), "");
}

TEST(a_sequence_that_breaks_off_does_not_take_the_next_key)
{
	t_str(keys_of("\033[1;\033[Bx"), "Down x");
	t_str(keys_of("\033[12\x03x"), "^c x");
	t_str(keys_of("\033[12\xC3\xA9x"), "é x");
	begin();
	feed("\033]11;rgb", 8);
	wait_ms(TERM_KEYS_ESCAPE_MS);
	feed("x", 1);
	t_str(buf_str(&said), "x");
}

TEST(a_string_without_an_end_swallows_only_so_much)
{
	begin();
	feed("\033P", 2);
	for (int i = 0; i < 300; i++)
		feed("a", 1);
	t_true(said.len > 0);
	t_str(keys_of("\033Pabc\rx"), "Enter x");
}

TEST(broken_utf8_and_unsafe_characters_are_no_keys)
{
	t_str(keys_of("\xC3x"), "x");
	t_str(keys_of("\x80\xBF\xFF\xC0\xAFx"), "x");
	t_str(keys_of("\xED\xA0\x80x"), "x");
	t_str(keys_of("\xF4\x90\x80\x80x"), "x");
	t_str(keys_of("\xE2\x80\xAEx"), "x");
	t_str(keys_of("\xC2\x9Bx"), "x");
	t_str(keys_of("\xE8\xAA\033[A"), "Up");
	t_str(keys_of("\xF0\x9F\x98\x80"), "😀");
}

TEST(pasted_text_is_characters_between_two_marks)
{
	t_str(keys_of("\033[200~ab\033[201~"), "Paste a b Paste");
	t_str(keys_of("\033[200~a\r\tq\x03\033[Ab\033[201~q"), "Paste a     q b Paste q");
	t_str(keys_of("\033[200~\033[200~a\033[201~\033[201~"), "Paste a Paste");
}

TEST(escape_ends_pasted_text_whose_end_was_lost)
{
	begin();
	feed("\033[200~a", 7);
	feed("\033", 1);
	wait_ms(TERM_KEYS_ESCAPE_MS);
	feed("\r", 1);
	t_str(buf_str(&said), "Paste a Paste Esc Enter");
}

TEST(the_mouse_presses_and_turns_its_wheel)
{
	t_str(keys_of("\033[<0;11;6M"), "press@5,10");
	t_str(keys_of("\033[<0;11;6m\033[<2;1;1M\033[<1;1;1M\033[<32;1;1M\033[<66;1;1M"), "");
	t_str(keys_of("\033[<64;1;1M\033[<65;300;200M"), "up@0,0 down@199,299");
	t_str(keys_of("\033[<0;0;5M\033[<0;5M\033[<0;5;5;5M\033[<;;M"), "");
	t_str(keys_of("\033[M !!"), "press@0,0");
	t_str(keys_of("\033[Ma#\"x"), "down@1,2 x");
	t_str(keys_of("\033[M !"), "");
}

TEST(two_quick_presses_at_one_place_are_a_double_click)
{
	static const char press[] = "\033[<0;3;3M";

	begin();
	for (int i = 0; i < 4; i++) {
		feed(press, strlen(press));
		wait_ms(TERM_KEYS_DOUBLE_MS - 1);
	}
	t_str(buf_str(&said), "press@2,2 double@2,2 press@2,2 double@2,2");
	begin();
	feed(press, strlen(press));
	wait_ms(TERM_KEYS_DOUBLE_MS);
	feed(press, strlen(press));
	feed("\033[<0;4;3M", 9);
	t_str(buf_str(&said), "press@2,2 press@2,2 press@2,3");
}

TEST(a_sequence_of_any_length_is_swallowed)
{
	begin();
	feed("\033[", 2);
	for (int i = 0; i < 100000; i++)
		feed("1;", 2);
	feed("Ax", 2);
	t_str(buf_str(&said), "x");
	begin();
	feed("\033[99999999999999999999~x", 24);
	t_str(buf_str(&said), "x");
}

TEST(what_curses_decoded_is_a_key)
{
	static const int codes[] = { KEY_UP, KEY_NPAGE, KEY_BTAB, KEY_F(1), KEY_RESIZE, KEY_MOUSE, 0777 };
	struct key out[TERM_KEYS_OUT_MAX];

	begin();
	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		say(out, term_keys_feed(&keys, codes[i], now_ns, out));
	t_str(buf_str(&said), "Up PgDn BackTab F1");
	begin();
	feed("\033", 1);
	now_ns += MS;
	say(out, term_keys_feed(&keys, KEY_UP, now_ns, out));
	t_str(buf_str(&said), "Esc Up");
}

static void check_key(struct key k)
{
	t_true(k.code > K_NONE && k.code <= K_PASTE);
	if (k.code == K_CHAR)
		t_true(k.ch >= ' ' && k.ch <= 0x10FFFF && !utf8_is_unsafe(k.ch));
	if (k.code == K_CTRL)
		t_true(k.ch >= 'a' && k.ch <= 'z');
	if (k.code == K_MOUSE)
		t_true(k.mouse <= MOUSE_WHEEL_DOWN && k.y >= 0 && k.x >= 0 && k.y < 10000 &&
		       k.x < 10000);
}

/* Bytes that occur in sequences more often than others. */
static int random_input(struct prng *r)
{
	static const char likely[] = "\033\033\033[[O<;;0123456789MmABZ~P]\\\a";

	switch (prng_below(r, 8)) {
	case 0:
		return (int)prng_below(r, 256);
	case 1:
		return KEY_MIN + (int)prng_below(r, 256);
	default:
		return (unsigned char)likely[prng_below(r, sizeof(likely))];
	}
}

PROP(any_input_gives_only_valid_keys, 200)
{
	struct key out[TERM_KEYS_OUT_MAX];
	size_t n;

	begin();
	for (int i = 0; i < 2000; i++) {
		n = term_keys_feed(&keys, random_input(r), now_ns, out);
		t_true(n <= TERM_KEYS_OUT_MAX);
		for (size_t k = 0; k < n; k++)
			check_key(out[k]);
		now_ns += (int64_t)prng_below(r, 3) * 10 * MS;
		n = term_keys_rest(&keys, now_ns, out);
		for (size_t k = 0; k < n; k++)
			check_key(out[k]);
	}
	now_ns += TERM_KEYS_ESCAPE_MS * MS;
	term_keys_rest(&keys, now_ns, out);
	t_int(term_keys_wait_ms(&keys, now_ns), -1);
}


PROPS(t(a_lone_escape_is_a_key_after_its_time_and_not_before), t(a_sequence_in_pieces_is_one_key),
      t(escape_and_a_letter_are_two_keys_and_alt_with_a_letter_none),
      t(common_sequences_are_keys_without_terminfo), t(control_keys_are_letters),
      t(what_is_not_understood_is_swallowed_whole),
      t(a_sequence_that_breaks_off_does_not_take_the_next_key),
      t(a_string_without_an_end_swallows_only_so_much),
      t(broken_utf8_and_unsafe_characters_are_no_keys),
      t(pasted_text_is_characters_between_two_marks),
      t(escape_ends_pasted_text_whose_end_was_lost), t(the_mouse_presses_and_turns_its_wheel),
      t(two_quick_presses_at_one_place_are_a_double_click),
      t(a_sequence_of_any_length_is_swallowed), t(what_curses_decoded_is_a_key),
      t(any_input_gives_only_valid_keys))
