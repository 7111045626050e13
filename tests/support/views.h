/* SPDX-License-Identifier: MIT */
/*
 * Driving a view without a terminal: keys by their names, the frame as text.
 *
 *	press(v, "j j Enter");
 *	t_frame(v, 6, 40, " nephoscope ...\n");
 */
#ifndef TESTS_SUPPORT_VIEWS_H
#define TESTS_SUPPORT_VIEWS_H

#include <stdio.h>
#include <string.h>

#include "tests/support/t.h"
#include "ui/view.h"

/* Presses keys (names with a blank between them) and returns the last one's action. */
static inline struct action press_at(struct view *v, const char *names, int64_t now_ns)
{
	struct action a = action(ACTION_NONE);

	while (*names) {
		size_t n = strcspn(names, " ");
		char name[32];
		struct key k;

		snprintf(name, sizeof(name), "%.*s", (int)n, names);
		t_int(key_parse(name, &k), ERR_OK);
		a = view_key(v, k, now_ns);
		names += n;
		names += strspn(names, " ");
	}
	return a;
}

static inline struct action press(struct view *v, const char *names)
{
	return press_at(v, names, 0);
}

/* Types text, a character a key. */
static inline struct action type(struct view *v, const char *text)
{
	struct action a = action(ACTION_NONE);

	for (; *text; text++)
		a = view_key(v, (struct key){ .code = K_CHAR, .ch = (unsigned char)*text }, 0);
	return a;
}

static inline struct action click(struct view *v, int y, int x, enum mouse_event e)
{
	return view_key(v, (struct key){ .code = K_MOUSE, .mouse = e, .y = y, .x = x }, 0);
}

/* The frame's text in a static buffer, good until the next call. */
static inline const char *frame_at(struct view *v, int height, int width, int64_t now_ns)
{
	static char text[400 * 1024];
	struct canvas c;
	struct buf b;

	buf_init(&b);
	canvas_init(&c, height, width);
	view_draw(v, &c, now_ns);
	canvas_text(&c, &b);
	t_true(b.len < sizeof(text));
	memcpy(text, buf_str(&b), b.len + 1);
	canvas_done(&c);
	buf_done(&b);
	return text;
}

static inline const char *frame(struct view *v, int height, int width)
{
	return frame_at(v, height, width, 0);
}

/* Row y of the frame, in a static buffer. */
static inline const char *frame_row(struct view *v, int height, int width, int y)
{
	static char row[4096];
	const char *p = frame(v, height, width);

	for (; y > 0; y--) {
		p = strchr(p, '\n');
		t_not_null(p);
		p++;
	}
	snprintf(row, sizeof(row), "%.*s", (int)strcspn(p, "\n"), p);
	return row;
}

static inline int frame_has(struct view *v, int height, int width, const char *text)
{
	return strstr(frame(v, height, width), text) != NULL;
}

#define t_frame(v, height, width, expected) t_str(frame(v, height, width), expected)

/* A frame of any size may be drawn, and any key pressed in it. */
static inline void t_any_size(struct view *v, const char *keys)
{
	static const int sizes[][2] = {
		{ 1, 1 }, { 1, 80 }, { 2, 2 }, { 3, 5 }, { 4, 200 }, { 12, 40 }, { 24, 80 },
		{ 60, 9 }, { 60, 200 }, { 200, 500 }, { 0, 0 }, { 2, 40 }, { 24, 80 },
	};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		frame(v, sizes[i][0], sizes[i][1]);
		press(v, keys);
		frame(v, sizes[i][0], sizes[i][1]);
	}
}

#endif
