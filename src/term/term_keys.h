/* SPDX-License-Identifier: MIT */
/*
 * What arrives from a terminal, to keys. curses has already found the sequences
 * that terminfo knows; this decodes the rest: UTF-8, control keys, the mouse,
 * pasted text, sequences that arrive in pieces, and whatever else may come. Any
 * input gives only valid keys; what is not understood is swallowed whole.
 */
#ifndef TERM_TERM_KEYS_H
#define TERM_TERM_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canvas/key.h"

/* How long an Escape waits for the rest of a sequence; how fast a double click is. */
enum { TERM_KEYS_ESCAPE_MS = 25, TERM_KEYS_DOUBLE_MS = 400 };

enum { TERM_KEYS_SEQUENCE_MAX = 64, TERM_KEYS_OUT_MAX = 4 };

enum term_keys_state {
	KEYS_GROUND,
	KEYS_UTF8,		/* inside a character */
	KEYS_ESCAPE,		/* after ESC */
	KEYS_CSI,		/* after ESC [ */
	KEYS_SS3,		/* after ESC O */
	KEYS_LINUX,		/* after ESC [ [, as the Linux console sends function keys */
	KEYS_X10,		/* after ESC [ M: three bytes of an old mouse report */
	KEYS_STRING,		/* a reply of the terminal, until BEL or ESC \ */
};

struct term_keys {
	enum term_keys_state state;
	int64_t since_ns;		/* when the last byte of a sequence arrived */
	unsigned char sequence[TERM_KEYS_SEQUENCE_MAX];
	size_t n_sequence;		/* may count past the room: such a sequence means nothing */
	size_t n_expected;		/* KEYS_UTF8: bytes of the character */
	bool is_pasting, is_alt;
	int press_y, press_x;
	int64_t press_ns;
};

void term_keys_init(struct term_keys *t);

/*
 * Takes one byte, or a KEY_ code of curses. Returns how many keys it completes
 * (written to out). Bytes read together carry the same now_ns: that is how Alt
 * with a letter, which means nothing here, differs from Escape and a letter.
 */
size_t term_keys_feed(struct term_keys *t, int input, int64_t now_ns,
		      struct key out[TERM_KEYS_OUT_MAX]);

/* As above, when nothing more has arrived: a lone Escape becomes a key after its time. */
size_t term_keys_rest(struct term_keys *t, int64_t now_ns, struct key out[TERM_KEYS_OUT_MAX]);

/* Milliseconds until term_keys_rest has something to do; -1 = nothing is pending. */
int term_keys_wait_ms(const struct term_keys *t, int64_t now_ns);

#endif
