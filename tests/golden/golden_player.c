/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "tests/golden/golden.h"
#include "tests/support/sketch.h"
#include "tests/support/views.h"
#include "ui/player_view.h"

static const int64_t second_ns = 1000000000;

/* The frame after some keys, so many seconds later. */
static void player(int height, int width, const char *keys, double seconds, const char *name)
{
	const struct player_options o = { .breadcrumb = "Lambda › An inside look" };
	struct sketch s;
	struct view *v;
	struct canvas c;

	sketch_init(&s);
	sketch_everything(&s);
	v = player_view_new(sketch_diagram(&s), &o);
	canvas_init(&c, height, width);
	view_draw(v, &c, 0);
	press(v, keys);
	view_draw(v, &c, (int64_t)(seconds * (double)second_ns));
	golden_canvas(name, &c);
	canvas_done(&c);
	view_free(v);
	sketch_done(&s);
}

TEST(the_first_step)
{
	player(24, 80, "", 0, "player-80x24-first");
}

TEST(playing)
{
	player(24, 80, ". . . . . Space", 1.5, "player-80x24-playing");
}

TEST(the_end)
{
	player(24, 80, "G", 0, "player-80x24-end");
}

TEST(the_transcript)
{
	player(24, 80, ". . . . t", 0, "player-80x24-transcript");
}

TEST(a_small_window)
{
	player(16, 60, ". . . .", 0, "player-60x16");
}

TEST(the_smallest_window)
{
	player(12, 40, ". . . .", 0, "player-40x12");
}

TEST(a_large_window)
{
	player(60, 200, ". . . . . . . .", 0, "player-200x60");
}

TESTS(t(the_first_step), t(playing), t(the_end), t(the_transcript), t(a_small_window),
      t(the_smallest_window), t(a_large_window))
