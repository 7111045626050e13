/* SPDX-License-Identifier: MIT */
#include "term/term_keys.h"

#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { ESCAPE = 0x1B, BELL = 0x07, DELETE = 0x7F };
enum { PASTE_BEGINS = 200, PASTE_ENDS = 201 };
enum { PARAMETER_MAX = 9999, STRING_MAX = 256 };

/* Bits of a mouse report's button. */
enum { MOUSE_BUTTON = 0x43, MOUSE_LEFT = 0x00, MOUSE_WHEEL = 0x40, MOUSE_MOVES = 0x20 };

/* Where completed keys are collected. */
struct sink {
	struct key *keys;
	size_t n;
};

static void emit(struct sink *s, struct key k)
{
	if (s->n < TERM_KEYS_OUT_MAX)
		s->keys[s->n++] = k;
}

static void emit_code(struct sink *s, enum key_code code)
{
	if (code != K_NONE)
		emit(s, (struct key){ .code = code });
}

void term_keys_init(struct term_keys *t)
{
	*t = (struct term_keys){ .state = KEYS_GROUND, .press_y = -1, .press_x = -1 };
}

static void enter(struct term_keys *t, enum term_keys_state state)
{
	t->state = state;
	t->n_sequence = 0;
}

/* Pasted text is characters only: what would act as a key becomes a blank or nothing. */
static void pasted_control(int byte, struct sink *s)
{
	if (byte == '\r' || byte == '\n' || byte == '\t')
		emit(s, (struct key){ .code = K_CHAR, .ch = ' ' });
}

/* Inside pasted text an Escape that begins nothing is dropped. */
static void emit_escape(const struct term_keys *t, struct sink *s)
{
	if (!t->is_pasting)
		emit_code(s, K_ESCAPE);
}

static void control(struct term_keys *t, int byte, struct sink *s)
{
	if (t->is_pasting)
		pasted_control(byte, s);
	else if (byte == '\r' || byte == '\n')
		emit_code(s, K_ENTER);
	else if (byte == '\t')
		emit_code(s, K_TAB);
	else if (byte == '\b' || byte == DELETE)
		emit_code(s, K_BACKSPACE);
	else if (byte >= 1 && byte <= 26)
		emit(s, (struct key){ .code = K_CTRL, .ch = (char32_t)('a' + byte - 1) });
}

static void begin_utf8(struct term_keys *t, int byte)
{
	size_t n = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;

	if (byte < 0xC2 || byte > 0xF4)
		return;
	enter(t, KEYS_UTF8);
	t->sequence[t->n_sequence++] = (unsigned char)byte;
	t->n_expected = n;
}

static void ground(struct term_keys *t, int byte, struct sink *s)
{
	t->state = KEYS_GROUND;
	if (byte == ESCAPE)
		enter(t, KEYS_ESCAPE);
	else if (byte < 0x20 || byte == DELETE)
		control(t, byte, s);
	else if (byte < 0x80)
		emit(s, (struct key){ .code = K_CHAR, .ch = (char32_t)byte });
	else
		begin_utf8(t, byte);
}

static void utf8(struct term_keys *t, int byte, struct sink *s)
{
	char32_t ch;

	if ((byte & 0xC0) != 0x80) {	/* cut short: the byte begins something else */
		t->is_alt = false;
		ground(t, byte, s);
		return;
	}
	t->sequence[t->n_sequence++] = (unsigned char)byte;
	if (t->n_sequence < t->n_expected)
		return;
	t->state = KEYS_GROUND;
	if (utf8_decode((char *)t->sequence, t->n_sequence, &ch) == t->n_sequence &&
	    !utf8_is_unsafe(ch) && !t->is_alt)
		emit(s, (struct key){ .code = K_CHAR, .ch = ch });
	t->is_alt = false;
}

/* A byte that arrived together with the ESC before it: Alt and a key, which means nothing. */
static void alt(struct term_keys *t, int byte)
{
	t->state = KEYS_GROUND;
	if (byte < 0x80)
		return;
	begin_utf8(t, byte);
	t->is_alt = t->state == KEYS_UTF8;
}

static void escape(struct term_keys *t, int byte, bool is_together, struct sink *s)
{
	if (byte == '[') {
		enter(t, KEYS_CSI);
	} else if (byte == 'O') {
		enter(t, KEYS_SS3);
	} else if (byte == ESCAPE) {
		emit_escape(t, s);
	} else if (is_together && byte && strchr("P]^_X", byte)) {
		enter(t, KEYS_STRING);
	} else if (is_together) {
		alt(t, byte);
	} else {
		emit_escape(t, s);
		ground(t, byte, s);
	}
}

/* Reads numbers between semicolons (what is not one counts as 0); returns how many. */
static size_t parameters(const struct term_keys *t, size_t from, int *out, size_t max)
{
	size_t n = 0;

	memset(out, 0, max * sizeof(*out));
	for (size_t i = from; i < t->n_sequence; i++) {
		int c = t->sequence[i];

		if (c == ';')
			n++;
		else if (c >= '0' && c <= '9' && n < max && out[n] < PARAMETER_MAX / 10)
			out[n] = out[n] * 10 + c - '0';
	}
	return n + 1;
}

static void mouse(struct term_keys *t, int button, int y, int x, int64_t now_ns, struct sink *s)
{
	struct key k = { .code = K_MOUSE, .y = y, .x = x };

	if (y < 0 || x < 0 || (button & MOUSE_MOVES))
		return;
	switch (button & MOUSE_BUTTON) {
	case MOUSE_WHEEL:
		k.mouse = MOUSE_WHEEL_UP;
		break;
	case MOUSE_WHEEL + 1:
		k.mouse = MOUSE_WHEEL_DOWN;
		break;
	case MOUSE_LEFT:
		k.mouse = MOUSE_PRESS;
		if (y == t->press_y && x == t->press_x &&
		    now_ns - t->press_ns < TERM_KEYS_DOUBLE_MS * INT64_C(1000000))
			k.mouse = MOUSE_DOUBLE;
		/* A third press begins anew. */
		t->press_y = k.mouse == MOUSE_DOUBLE ? -1 : y;
		t->press_x = x;
		t->press_ns = now_ns;
		break;
	default:
		return;
	}
	emit(s, k);
}

static enum key_code code_of_final(int final)
{
	static const unsigned char codes[] = {
		['A'] = K_UP, ['B'] = K_DOWN, ['C'] = K_RIGHT, ['D'] = K_LEFT, ['F'] = K_END,
		['H'] = K_HOME, ['P'] = K_F1, ['Z'] = K_BACKTAB,
	};

	return (size_t)final < sizeof(codes) ? codes[final] : K_NONE;
}

static enum key_code code_of_number(int number)
{
	static const unsigned char codes[] = {
		[1] = K_HOME, [3] = K_DELETE, [4] = K_END, [5] = K_PAGE_UP, [6] = K_PAGE_DOWN,
		[7] = K_HOME, [8] = K_END, [11] = K_F1,
	};

	return (size_t)number < sizeof(codes) ? codes[number] : K_NONE;
}

static void csi_number(struct term_keys *t, int number, struct sink *s)
{
	if (number == (t->is_pasting ? PASTE_ENDS : PASTE_BEGINS)) {
		t->is_pasting = !t->is_pasting;
		emit_code(s, K_PASTE);
	} else if (!t->is_pasting) {
		emit_code(s, code_of_number(number));
	}
}

static void csi_done(struct term_keys *t, int final, int64_t now_ns, struct sink *s)
{
	int p[3];
	size_t n;
	bool is_private = t->n_sequence && t->sequence[0] >= '<' && t->sequence[0] <= '?';

	t->state = KEYS_GROUND;
	if (t->n_sequence > sizeof(t->sequence))
		return;
	if (is_private && t->sequence[0] == '<') {
		n = parameters(t, 1, p, 3);
		if (n == 3 && final == 'M' && !t->is_pasting)
			mouse(t, p[0], p[2] - 1, p[1] - 1, now_ns, s);
		return;
	}
	n = parameters(t, 0, p, 3);
	if (is_private || n > 3)
		return;
	if (final == '~')
		csi_number(t, p[0], s);
	else if (!t->is_pasting)
		emit_code(s, code_of_final(final));
}

/* Keeps the byte while there is room, and counts on to tell that there was not. */
static void collect(struct term_keys *t, int byte)
{
	if (t->n_sequence < sizeof(t->sequence))
		t->sequence[t->n_sequence] = (unsigned char)byte;
	if (t->n_sequence <= sizeof(t->sequence))
		t->n_sequence++;
}

static void csi(struct term_keys *t, int byte, int64_t now_ns, struct sink *s)
{
	if (!t->n_sequence && byte == '[')
		enter(t, KEYS_LINUX);
	else if (!t->n_sequence && byte == 'M')
		enter(t, KEYS_X10);
	else if (byte >= 0x20 && byte < 0x40)
		collect(t, byte);
	else if (byte >= 0x40 && byte < DELETE)
		csi_done(t, byte, now_ns, s);
	else
		ground(t, byte, s);
}

static void x10(struct term_keys *t, int byte, int64_t now_ns, struct sink *s)
{
	collect(t, byte);
	if (t->n_sequence < 3)
		return;
	t->state = KEYS_GROUND;
	if (!t->is_pasting)
		mouse(t, t->sequence[0] - 32, t->sequence[2] - 33, t->sequence[1] - 33, now_ns, s);
}

static void ss3(struct term_keys *t, int byte, struct sink *s)
{
	t->state = KEYS_GROUND;
	if (byte < 0x20 || byte >= DELETE)
		ground(t, byte, s);
	else if (byte >= '0' && byte <= '9')
		t->state = KEYS_SS3;	/* a modifier, as in ESC O 5 A */
	else if (t->is_pasting)
		return;
	else if (byte == 'M')
		emit_code(s, K_ENTER);
	else
		emit_code(s, code_of_final(byte));
}

/* Bounded, and given up at what no reply holds: Alt-P must not swallow what is typed after it. */
static void string(struct term_keys *t, int byte, struct sink *s)
{
	if (byte == BELL || ++t->n_sequence > STRING_MAX)
		t->state = KEYS_GROUND;
	else if (byte < 0x20)
		ground(t, byte, s);	/* ESC \ ends it: Alt and a key, which means nothing */
}

static void feed_byte(struct term_keys *t, int byte, int64_t now_ns, struct sink *s)
{
	switch (t->state) {
	case KEYS_GROUND:
		ground(t, byte, s);
		break;
	case KEYS_UTF8:
		utf8(t, byte, s);
		break;
	case KEYS_ESCAPE:
		escape(t, byte, now_ns == t->since_ns, s);
		break;
	case KEYS_CSI:
		csi(t, byte, now_ns, s);
		break;
	case KEYS_SS3:
		ss3(t, byte, s);
		break;
	case KEYS_LINUX:
		t->state = KEYS_GROUND;
		if (byte == 'A' && !t->is_pasting)
			emit_code(s, K_F1);
		break;
	case KEYS_X10:
		x10(t, byte, now_ns, s);
		break;
	case KEYS_STRING:
		string(t, byte, s);
		break;
	}
}

static enum key_code code_of_curses(int code)
{
	static const struct {
		int curses;
		enum key_code code;
	} codes[] = {
		{ KEY_UP, K_UP }, { KEY_SR, K_UP },
		{ KEY_DOWN, K_DOWN }, { KEY_SF, K_DOWN },
		{ KEY_LEFT, K_LEFT }, { KEY_SLEFT, K_LEFT },
		{ KEY_RIGHT, K_RIGHT }, { KEY_SRIGHT, K_RIGHT },
		{ KEY_HOME, K_HOME }, { KEY_SHOME, K_HOME },
		{ KEY_A1, K_HOME }, { KEY_FIND, K_HOME },
		{ KEY_END, K_END }, { KEY_SEND, K_END },
		{ KEY_C1, K_END }, { KEY_SELECT, K_END },
		{ KEY_PPAGE, K_PAGE_UP }, { KEY_A3, K_PAGE_UP },
		{ KEY_NPAGE, K_PAGE_DOWN }, { KEY_C3, K_PAGE_DOWN },
		{ KEY_ENTER, K_ENTER }, { KEY_BTAB, K_BACKTAB }, { KEY_BACKSPACE, K_BACKSPACE },
		{ KEY_DC, K_DELETE }, { KEY_F(1), K_F1 }, { KEY_HELP, K_F1 },
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++)
		if (codes[i].curses == code)
			return codes[i].code;
	return K_NONE;
}

static void feed_curses(struct term_keys *t, int code, bool is_together, struct sink *s)
{
	if (t->state == KEYS_ESCAPE && !is_together)
		emit_escape(t, s);
	t->state = KEYS_GROUND;
	t->is_alt = false;
	if (!t->is_pasting)
		emit_code(s, code_of_curses(code));
}

size_t term_keys_feed(struct term_keys *t, int input, int64_t now_ns,
		      struct key out[TERM_KEYS_OUT_MAX])
{
	struct sink s = { .keys = out };

	if (input > 0xFF)
		feed_curses(t, input, now_ns == t->since_ns, &s);
	else if (input >= 0)
		feed_byte(t, input, now_ns, &s);
	t->since_ns = now_ns;
	return s.n;
}

int term_keys_wait_ms(const struct term_keys *t, int64_t now_ns)
{
	int64_t left_ns = t->since_ns + TERM_KEYS_ESCAPE_MS * INT64_C(1000000) - now_ns;

	if (t->state == KEYS_GROUND)
		return -1;
	return left_ns <= 0 ? 0 : (int)((left_ns + 999999) / 1000000);
}

size_t term_keys_rest(struct term_keys *t, int64_t now_ns, struct key out[TERM_KEYS_OUT_MAX])
{
	struct sink s = { .keys = out };

	if (term_keys_wait_ms(t, now_ns) != 0)
		return 0;
	if (t->state == KEYS_ESCAPE) {
		/* The end of pasted text may get lost; Escape is the way out then. */
		if (t->is_pasting)
			emit_code(&s, K_PASTE);
		t->is_pasting = false;
		emit_code(&s, K_ESCAPE);
	}
	t->is_alt = false;
	t->state = KEYS_GROUND;
	return s.n;
}
