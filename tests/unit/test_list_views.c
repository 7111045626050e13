/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "tests/support/course.h"
#include "tests/support/views.h"
#include "ui/list_views.h"

/* A view of which only the keys matter. */
static const struct key_help some_keys[] = {
	{ "Enter", "open", true },
	{ "/", "find in the page", true },
	{ "f", "play the diagram that is nearest to the middle of the window", false },
	{ NULL, NULL, false },
};
static const struct view_class some_class = {
	.name = "some", .help_title = "Reading a lesson", .keys = some_keys,
};

TEST(help_names_the_keys_of_the_view_below_then_the_general_ones)
{
	struct view *v = help_view_new(&some_class);

	t_frame(v, 24, 80,
		" Keys\n"
		"\n"
		"   Reading a lesson\n"
		"   Enter          open\n"
		"   /              find in the page\n"
		"   f              play the diagram that\n"
		"                  is nearest to the\n"
		"                  middle of the window\n"
		"\n"
		"   Everywhere\n"
		"   p              your progress          q Esc          back\n"
		"   B              list of bookmarks      Ctrl-L         repaint the screen\n"
		"   : Ctrl-P       command palette        Ctrl-Z         suspend\n"
		"   ? F1           keys of this screen    Ctrl-C         quit\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" ↑↓ scroll  q close\n");
	view_free(v);
}

TEST(help_has_one_column_in_narrow_windows_and_scrolls)
{
	struct view *v = help_view_new(&some_class);

	t_frame(v, 12, 40,
		" Keys\n"
		"Reading a lesson                       ▐\n"
		"Enter          open                    ▐\n"
		"/              find in the page        ▐\n"
		"f              play the diagram that is▐\n"
		"               nearest to the middle of▐\n"
		"               the window\n"
		"\n"
		"Everywhere\n"
		"p              your progress\n"
		"\n"
		" ↑↓ scroll  q close\n");
	press(v, "G");
	t_frame(v, 12, 40,
		" Keys\n"
		"Everywhere\n"
		"p              your progress\n"
		"B              list of bookmarks\n"
		": Ctrl-P       command palette\n"
		"? F1           keys of this screen     ▐\n"
		"q Esc          back                    ▐\n"
		"Ctrl-L         repaint the screen      ▐\n"
		"Ctrl-Z         suspend                 ▐\n"
		"Ctrl-C         quit                    ▐\n"
		"\n"
		" ↑↓ scroll  q close\n");
	press(v, "g");
	t_true(frame_has(v, 12, 40, "Reading a lesson"));
	view_free(v);
}

TEST(help_closes_by_the_key_that_opened_it)
{
	struct view *v = help_view_new(&some_class);

	t_int(press(v, "?").kind, ACTION_BACK);
	t_int(press(v, "F1").kind, ACTION_BACK);
	t_int(press(v, "Esc").kind, ACTION_BACK);
	t_int(press(v, "q").kind, ACTION_BACK);
	t_any_size(v, "j PgDn G k g");
	view_free(v);
}

static const struct palette_entry commands[] = {
	{ "progress", "what was read and answered", "p" },
	{ "theme dark", "light text on a dark ground", "" },
	{ "theme light", "dark text on a light ground", "" },
	{ "quit", "leave the program", "Ctrl-C" },
};

TEST(the_palette_narrows_to_what_has_all_words)
{
	struct view *v = palette_view_new(commands, 4);

	t_frame(v, 12, 60,
		" Commands\n"
		"\n"
		":\n"
		"\n"
		"› progress     what was read and answered         p\n"
		"  theme dark   light text on a dark ground\n"
		"  theme light  dark text on a light ground\n"
		"  quit         leave the program                  Ctrl-C\n"
		"\n"
		"\n"
		"\n"
		" Enter run  ↑↓ choose  Esc close\n");
	type(v, "DARK th");
	t_frame(v, 12, 60,
		" Commands\n"
		"\n"
		": DARK th\n"
		"\n"
		"› theme dark   light text on a dark ground\n"
		"  theme light  dark text on a light ground\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" Enter run  ↑↓ choose  Esc close\n");
	t_str(press(v, "Enter").text, "theme dark");
	t_int(press(v, "Enter").kind, ACTION_COMMAND);
	type(v, "x");
	t_true(frame_has(v, 12, 60, "There is no such command."));
	t_int(press(v, "Enter").kind, ACTION_NONE);
	view_free(v);
}

TEST(the_palette_takes_letters_as_text_and_arrows_as_keys)
{
	struct view *v = palette_view_new(commands, 4);

	t_int(type(v, "q").kind, ACTION_DRAW);
	press(v, "Ctrl-U Down Down");
	t_str(press(v, "Enter").text, "theme light");
	press(v, "End Down Down Down Down");
	t_str(press(v, "Enter").text, "quit");
	t_int(press(v, "Esc").kind, ACTION_BACK);
	t_int(press(v, "Ctrl-P").kind, ACTION_BACK);
	frame(v, 24, 80);
	t_str(click(v, 4, 10, MOUSE_DOUBLE).text, "progress");
	t_any_size(v, "Down PgDn Up x Backspace");
	view_free(v);
}

TEST(pasting_into_the_palette_types)
{
	struct view *v = palette_view_new(commands, 4);
	struct key paste = { .code = K_PASTE };

	view_key(v, paste, 0);
	type(v, "quit");
	t_int(press(v, "Enter").kind, ACTION_NONE);
	view_key(v, paste, 0);
	t_str(press(v, "Enter").text, "quit");
	view_free(v);
}

TEST(bookmarks_open_at_their_place)
{
	struct catalog c = course_made();
	struct progress p = course_progress();
	struct view *v = bookmarks_view_new(&c, &p);
	struct action a;

	t_frame(v, 12, 60,
		" Bookmarks                                    DevOps on AWS\n"
		"\n"
		"› Limits that matter here\n"
		"    Lambda › An inside look: S3 events · line 48\n"
		"  What the cloud is\n"
		"    Introduction · line 3\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" 1 more in lessons of other courses\n"
		" Enter open  x remove  ↑↓ move  q back  ? help\n");
	a = press(v, "j Enter");
	t_int(a.kind, ACTION_OPEN);
	t_str(a.path, "intro.md");
	t_true(a.has_place);
	t_int(a.place.line, 3);
	t_any_size(v, "j k G g PgDn");
	view_free(v);
}

TEST(a_bookmark_is_removed_where_it_is_listed)
{
	struct catalog c = course_made();
	struct progress p = course_progress();
	struct view *v = bookmarks_view_new(&c, &p);
	struct action a;

	t_false(frame_has(v, 12, 60, "u put back"));
	/* Then it is a key to move with, as in all lists. */
	t_int(press(v, "j u").kind, ACTION_DRAW);
	a = press(v, "x");
	t_int(a.kind, ACTION_BOOKMARK);
	t_false(a.is_set);
	t_str(a.path, "lambda/inside.md");
	t_str(a.text, "Limits that matter here");
	t_int(a.place.line, 48);
	p.bookmarks++;
	p.n_bookmarks--;
	bookmarks_view_set(v, &p);
	t_false(frame_has(v, 12, 60, "Limits that matter here"));
	t_true(frame_has(v, 12, 60, "u puts it back"));
	a = press(v, "u");
	t_int(a.kind, ACTION_BOOKMARK);
	t_true(a.is_set);
	t_str(a.path, "lambda/inside.md");
	t_str(a.text, "Limits that matter here");
	t_int(a.place.line, 48);
	t_false(frame_has(v, 12, 60, "u put back"));
	t_str(press(v, "Enter").path, "intro.md");
	view_free(v);
}

TEST(no_bookmarks_says_how_to_set_one)
{
	struct catalog c = course_made();
	struct view *v = bookmarks_view_new(&c, NULL);

	t_true(frame_has(v, 12, 60, "No bookmarks yet. In a lesson, b sets one"));
	t_false(frame_has(v, 12, 60, "remove"));
	t_int(press(v, "Enter").kind, ACTION_NONE);
	t_int(press(v, "x").kind, ACTION_NONE);
	t_any_size(v, "x Enter j");
	view_free(v);
}

TEST(progress_adds_up_by_topic_and_in_all)
{
	struct catalog c = course_made();
	struct progress p = course_progress();
	struct view *v = progress_view_new(&c, &p,
					   "2026-11-23 21:04  answered  retries  right\n"
					   "2026-11-23 21:00  opened    lambda-inside\n");

	t_frame(v, 24, 80,
		" Your progress                                                    DevOps on AWS\n"
		"\n"
		"   Lessons    ▇▇▇▇▇▇▁▁▁▁▁▁▁▁▁▁▁▁▁▁ 2 of 7 read\n"
		"   Diagrams   ▇▇▇▇▇▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁ 1 of 4 played\n"
		"   Questions  ▇▇▇▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁ 2 of 12 right last time\n"
		"   Days       12 so far · answers today: 3\n"
		"\n"
		"   Topic                           read           played   right last time\n"
		"   Introduction                    ▇▇▇▇▇ 1/1               ▁▁▁▁▁ 0/2   1 asked\n"
		"   Auto Scaling Deployment Conce…  ▁▁▁▁▁ 0/1      0/1\n"
		"   Lambda                          ▇▁▁▁▁ 1/4      1/3      ▇▁▁▁▁ 2/10  3 asked\n"
		"   ETL                             ▁▁▁▁▁ 0/1\n"
		"\n"
		"   Lately\n"
		"   2026-11-23 21:04  answered   retries  right\n"
		"   2026-11-23 21:00  opened     Lambda › An inside look: S3 events\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		"\n"
		" ↑↓ scroll  q back  ? help\n");
	t_frame(v, 20, 60,
		" Your progress                                DevOps on AWS\n"
		"\n"
		"   Lessons    ▇▇▇▇▇▇▁▁▁▁▁▁▁▁▁▁▁▁▁▁ 2 of 7 read\n"
		"   Diagrams   ▇▇▇▇▇▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁ 1 of 4 played\n"
		"   Questions  ▇▇▇▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁ 2 of 12 right last time\n"
		"   Days       12 so far · answers today: 3\n"
		"\n"
		"   Topic                read           right last time\n"
		"   Introduction         ▇▇▇▇▇ 1/1      ▁▁▁▁▁ 0/2   1 asked\n"
		"   Auto Scaling Deplo…  ▁▁▁▁▁ 0/1\n"
		"   Lambda               ▇▁▁▁▁ 1/4      ▇▁▁▁▁ 2/10  3 asked\n"
		"   ETL                  ▁▁▁▁▁ 0/1\n"
		"\n"
		"   Lately\n"
		"   2026-11-23 21:04  answered   retries  right\n"
		"   2026-11-23 21:00  opened     Lambda › An inside look: …\n"
		"\n"
		"\n"
		"\n"
		" ↑↓ scroll  q back  ? help\n");
	t_frame(v, 12, 40,
		" Your progress            DevOps on AWS\n"
		"Lessons    ▇▁▁▁▁ 2 of 7 read           ▐\n"
		"Diagrams   ▇▁▁▁▁ 1 of 4 played         ▐\n"
		"Questions  ▇▁▁▁▁ 2 of 12 right last ti…▐\n"
		"Days       12 so far · answers today: 3▐\n"
		"                                       ▐\n"
		"Topic                     read\n"
		"Introduction              ▇▇▇▇▇ 1/1\n"
		"Auto Scaling Deployment…  ▁▁▁▁▁ 0/1\n"
		"Lambda                    ▇▁▁▁▁ 1/4\n"
		"\n"
		" ↑↓ scroll  q back  ? help\n");
	press(v, "G");
	t_true(frame_has(v, 12, 40, "2026-11-23 21:00  opened"));
	t_int(press(v, "p").kind, ACTION_BACK);
	t_any_size(v, "G k g j Ctrl-D Ctrl-U");
	view_free(v);
}

TEST(nobody_has_answered_more_than_there_is)
{
	struct catalog c = course_made();
	struct item_progress items[3] = {
		{ "a", "intro", 1, 1, true, 1 }, { "b", "intro", 1, 1, true, 1 },
		{ "c", "intro", 1, 1, true, 1 },
	};
	struct progress p = { .items = items, .n_items = 3 };
	struct view *v = progress_view_new(&c, &p, "");

	t_true(frame_has(v, 24, 80, "▇▇▇▇▇ 2/2"));
	view_free(v);
}

TEST(empty_progress_says_so)
{
	struct catalog c = course_made(), none = { .title = "Nothing" };
	struct view *v = progress_view_new(&c, NULL, NULL);

	t_true(frame_has(v, 24, 80, "0 of 7 read"));
	t_true(frame_has(v, 24, 80, "Nothing yet: open a lesson"));
	view_free(v);
	v = progress_view_new(&none, NULL, "");
	t_true(frame_has(v, 24, 80, "none here yet"));
	t_any_size(v, "G g j");
	view_free(v);
}

TEST(the_palette_ranks_names_before_the_rest_and_beginnings_first)
{
	static const struct palette_entry entries[] = {
		{ "help", "quit it with Esc", "?" },
		{ "no quitting", "", "" },
		{ "inquire", "", "" },
		{ "quiz", "questions", "" },
		{ "quit", "the end", "" },
	};
	struct view *v = palette_view_new(entries, 5);

	type(v, "qui");
	t_frame(v, 12, 40,
		" Commands\n"
		"\n"
		": qui\n"
		"\n"
		"› quiz         questions\n"
		"  quit         the end\n"
		"  no quitting\n"
		"  inquire\n"
		"  help         quit it with … ?\n"
		"\n"
		"\n"
		" Enter run  ↑↓ choose  Esc close\n");
	t_str(press(v, "Enter").text, "quiz");
	view_free(v);
}

TESTS(t(help_names_the_keys_of_the_view_below_then_the_general_ones),
      t(help_has_one_column_in_narrow_windows_and_scrolls),
      t(help_closes_by_the_key_that_opened_it), t(the_palette_narrows_to_what_has_all_words),
      t(the_palette_takes_letters_as_text_and_arrows_as_keys),
      t(pasting_into_the_palette_types), t(bookmarks_open_at_their_place),
      t(a_bookmark_is_removed_where_it_is_listed), t(no_bookmarks_says_how_to_set_one),
      t(progress_adds_up_by_topic_and_in_all), t(nobody_has_answered_more_than_there_is),
      t(empty_progress_says_so),
      t(the_palette_ranks_names_before_the_rest_and_beginnings_first))
