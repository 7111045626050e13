/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "tests/support/lesson.h"
#include "tests/support/prop.h"
#include "tests/support/views.h"
#include "ui/lesson_view.h"

static const char text[] =
	"# An inside look\n\n"
	"When you put an object into a bucket, S3 looks at the bucket's notification "
	"configuration and *invokes* each matching function: see [Core components]"
	"(core.md#role) and [the guide](https://docs.aws.amazon.com/lambda/).\n\n"
	"```mermaid\n"
	"sequenceDiagram\n"
	"  title An upload\n"
	"  participant U as User\n"
	"  participant B as Bucket\n"
	"  U->>B: put cat.jpg\n"
	"```\n\n"
	"## Limits that matter\n\n"
	"| limit | value |\n|---|---|\n| retries | 2 |\n| event age | 6 h |\n\n"
	"```quiz\n"
	"---\n"
	"id: second-event\n"
	"type: single\n"
	"---\n"
	"# The second event\n"
	"What happens to it?\n\n- [x] It waits\n  > Yes.\n- [ ] It is lost\n  > No.\n"
	"```\n\n"
	"### Fine print\n\n"
	"Lambda retries twice. Then the *event* is dropped; [nothing](#limits-that-matter) is "
	"kept of the Event.\n\n"
	"```mermaid\n"
	"sequenceDiagram\n"
	"  title A retry\n"
	"  participant L as Lambda\n"
	"  participant F as Function\n"
	"  L->>F: event\n"
	"```\n";

/* Opens the lesson above as it is opened from the menu. */
static struct view *view_made(struct lesson *l)
{
	return lesson_view_new(&(struct lesson_state){
		.lesson = l, .breadcrumb = "Lambda › An inside look", .number = 2, .n_lessons = 7,
		.next_path = "lambda/core.md", .next_title = "Core components",
		.previous_path = "lambda/how.md",
	});
}

static void work_all(struct view *v)
{
	while (view_work(v))
		;
}

/* "# Part 0", a paragraph, "# Part 1" ... : one line of source in three is a heading. */
static char *long_text(int n_parts, const char *paragraph)
{
	struct buf b;

	buf_init(&b);
	for (int i = 0; i < n_parts; i++)
		buf_printf(&b, "## Part %d\n\n%s %d.\n\n", i, paragraph, i);
	return buf_take(&b);
}

TEST(a_lesson_is_set_with_its_place_in_the_course)
{
	struct lesson *l = lesson_made(lesson_prose, 1);
	struct view *v = view_made(l);

	t_frame(v, 24, 80,
		" Lambda › An inside look                                             100 %  2/7\n"
		"   An inside look\n"
		"   ──────────────\n"
		"\n"
		"   When you put an object into a bucket, S3 looks at the bucket's\n"
		"   notification configuration and invokes each matching function: see\n"
		"   Core components.\n"
		"\n"
		"\n"
		"   Two permissions\n"
		"\n"
		"   • The bucket may call the function.\n"
		"   • The role may read the object.\n"
		"\n"
		"   │ They are often confused, even by people who have built many of these.\n"
		"\n"
		"   ? Check yourself  The second event\n"
		"     What happens to it?                                        e to answer\n"
		"\n"
		"   ────────────────────────\n"
		"   You should now be able to\n"
		"     • Say what starts a function\n"
		"\n"
		" ↑↓ scroll  o contents  / find  Tab link  f diagram  e question  q back  ? help\n");
	t_frame(v, 20, 60,
		" Lambda › An inside look                          94 %  2/7\n"
		"   An inside look\n"
		"   ──────────────\n"
		"\n"
		"   When you put an object into a bucket, S3 looks at the\n"
		"   bucket's notification configuration and invokes each\n"
		"   matching function: see Core components.\n"
		"\n"
		"\n"
		"   Two permissions\n"
		"\n"
		"   • The bucket may call the function.\n"
		"   • The role may read the object.\n"
		"\n"
		"   │ They are often confused, even by people who have\n"
		"   │ built many of these.\n"
		"\n"
		"   ? Check yourself  The second event\n"
		"\n"
		" ↑↓ scroll  o contents  / find  ⇥ link  q back  ? help\n");
	t_frame(v, 12, 40,
		" Lambda › An inside look      44 %  2/7\n"
		" An inside look\n"
		" ──────────────\n"
		"\n"
		" When you put an object into a bucket,\n"
		" S3 looks at the bucket's notification\n"
		" configuration and invokes each\n"
		" matching function: see Core\n"
		" components.\n"
		"\n"
		"\n"
		" ↑↓ scroll  o contents  q back  ? help\n");
	view_free(v);
	lesson_free(l);
}

TEST(below_the_end_stand_aims_and_the_next_lesson)
{
	struct lesson *l = lesson_made(lesson_prose, 1);
	struct view *v = view_made(l);

	frame(v, 12, 60);
	press(v, "G");
	t_frame(v, 12, 60,
		" Lambda › An inside look                         100 %  2/7\n"
		"     What happens to it?                      e to answer\n"
		"\n"
		"   ────────────────────────\n"
		"   You should now be able to\n"
		"     • Say what starts a function\n"
		"\n"
		"   Next: Core components   (] or Enter)\n"
		"\n"
		"   1 source   (s)\n"
		"\n"
		" ↑↓ scroll  o contents  / find  ⇥ link  q back  ? help\n");
	t_str(press(v, "Enter").path, "lambda/core.md");
	t_int(press(v, "Enter").kind, ACTION_OPEN);
	t_str(press(v, "]").path, "lambda/core.md");
	t_str(press(v, "[").path, "lambda/how.md");
	view_free(v);
	lesson_free(l);
}

TEST(the_text_stands_in_the_middle_of_a_wide_window)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);

	t_str(frame_row(v, 43, 132, 1), "                             An inside look");
	press(v, "o");
	t_true(frame_has(v, 43, 132, "›• An inside look                │"));
	t_true(frame_has(v, 43, 132, "     Limits that matter          │"));
	press(v, "Esc");
	t_true(frame_has(v, 43, 132, " • An inside look                │"));
	t_true(frame_has(v, 43, 200, "│                                        An inside look\n"));
	view_free(v);
	lesson_free(l);
}

TEST(a_page_leaves_a_row_and_the_ends_hold)
{
	char *source = long_text(60, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = view_made(l);
	char *last;

	frame(v, 24, 80);
	t_str(frame_row(v, 24, 80, 1), "   Part 0");
	press(v, "k");
	t_str(frame_row(v, 24, 80, 1), "   Part 0");
	press(v, "j");
	t_str(frame_row(v, 24, 80, 1), "");
	press(v, "g");
	last = xstrdup(frame_row(v, 24, 80, 21));
	press(v, "Space");
	t_str(frame_row(v, 24, 80, 1), last);
	free(last);
	press(v, "G");
	t_true(frame_has(v, 24, 80, "1 source   (s)"));
	press(v, "j PgDn Ctrl-D");
	t_true(frame_has(v, 24, 80, "1 source   (s)"));
	press(v, "g");
	t_str(frame_row(v, 24, 80, 1), "   Part 0");
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(only_sections_that_show_are_parsed)
{
	char *source = long_text(400, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = view_made(l);
	size_t n = 0;

	frame(v, 24, 80);
	press(v, "G");
	frame(v, 24, 80);
	press(v, "PgUp");
	frame(v, 24, 80);
	for (size_t i = 0; i < l->doc->n_sections; i++)
		n += l->doc->sections[i].is_parsed;
	t_true(l->doc->n_sections > 60);
	t_true(n < 20);
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(up_from_the_end_is_the_same_text_as_down_from_the_start)
{
	char *source = long_text(60, "Some words of a paragraph");
	struct lesson *l = lesson_made(source, 100);
	struct view *down = view_made(l), *up = view_made(l);
	char *rows[400];
	int n = 0;

	frame(down, 24, 80);
	frame(up, 24, 80);
	for (; n < 400 && !frame_has(down, 24, 80, "1 source"); n++) {
		rows[n] = xstrdup(frame_row(down, 24, 80, 1));
		press(down, "j");
	}
	press(up, "G");
	for (; n > 0; n--) {
		press(up, "k");
		t_str(frame_row(up, 24, 80, 1), rows[n - 1]);
		free(rows[n - 1]);
	}
	view_free(down);
	view_free(up);
	lesson_free(l);
	free(source);
}

TEST(the_place_survives_any_resizing)
{
	char *source = long_text(80, "A paragraph that is long enough to be broken into several "
				     "rows where the window is narrow, and into fewer elsewhere,");
	struct lesson *l = lesson_made(source, 300);
	struct view *v = view_made(l);
	static const int widths[] = { 40, 200, 23, 1, 132, 60, 10, 80 };
	struct place before, after;
	int permille;
	bool is_end;

	frame(v, 24, 80);
	press(v, "4 5 G j");
	before = lesson_view_place(v, &permille, &is_end);
	for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++)
		frame(v, 24, widths[i]);
	after = lesson_view_place(v, &permille, &is_end);
	t_int(after.line, before.line);
	t_int(after.offset, before.offset);
	t_true(after.fingerprint == before.fingerprint);
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(the_percentage_grows_to_the_end_and_the_end_is_seen_once)
{
	char *source = long_text(60, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = view_made(l);
	int permille, last = 0;
	bool is_end = true;

	frame(v, 24, 80);
	lesson_view_place(v, &last, &is_end);
	t_false(is_end);
	t_true(last > 0 && last < 400);
	for (int i = 0; i < 20; i++) {
		press(v, "PgDn");
		frame(v, 24, 80);
		lesson_view_place(v, &permille, &is_end);
		t_true(permille >= last);
		last = permille;
	}
	t_int(last, 1000);
	t_true(is_end);
	press(v, "g");
	frame(v, 24, 80);
	lesson_view_place(v, &permille, &is_end);
	t_true(is_end);
	t_true(permille < 400);
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(reading_resumes_at_the_very_row)
{
	char *source = long_text(80, "A paragraph that is long enough to be broken into several "
				     "rows where the window is narrow, and into fewer elsewhere,");
	struct lesson *l = lesson_made(source, 300);
	struct view *v = view_made(l);
	struct place place;
	int permille;
	bool is_end;
	char *row;

	frame(v, 24, 40);
	press(v, "9 3 G j j j");
	row = xstrdup(frame_row(v, 24, 40, 1));
	t_true(row[0]);
	place = lesson_view_place(v, &permille, &is_end);
	view_free(v);
	v = lesson_view_new(&(struct lesson_state){ .lesson = l, .breadcrumb = "x",
						    .place = &place });
	t_str(frame_row(v, 24, 40, 1), row);
	free(row);
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(a_place_beyond_the_text_is_its_nearest)
{
	struct lesson *l = lesson_made(text, 1);
	struct place places[] = { { 99999, 7, 0 }, { -4, 0, 0 }, { 3, 1u << 30, 12345 } };

	for (size_t i = 0; i < 3; i++) {
		struct view *v = lesson_view_new(&(struct lesson_state){
			.lesson = l, .breadcrumb = "x", .place = &places[i],
		});

		t_true(strlen(frame(v, 24, 80)) > 200);
		view_free(v);
	}
	lesson_free(l);
}

TEST(an_anchor_opens_at_its_heading)
{
	char *source = long_text(60, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = lesson_view_new(&(struct lesson_state){
		.lesson = l, .breadcrumb = "x", .anchor = "part-40",
	});

	t_str(frame_row(v, 24, 80, 1), "   Part 40");
	t_true(lesson_view_go(v, "part-7"));
	t_str(frame_row(v, 24, 80, 1), "   Part 7");
	t_false(lesson_view_go(v, "nowhere"));
	t_str(frame_row(v, 24, 80, 1), "   Part 7");
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(a_count_goes_to_a_line_of_the_source)
{
	char *source = long_text(60, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	press(v, "1 2");
	t_true(frame_has(v, 24, 80, " 12\n"));
	press(v, "1 G");
	t_str(frame_row(v, 24, 80, 1), "   Part 30");
	press(v, "5 j");
	t_str(frame_row(v, 24, 80, 1), "   Part 31");
	press(v, "g 0 G");
	t_true(frame_has(v, 24, 80, "1 source"));
	press(v, "9 9 9 9 9 9 9 9 9 9 9 9 9 G");
	t_true(frame_has(v, 24, 80, "Part 59"));
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(finding_shows_the_first_hit_while_one_types)
{
	char *source = long_text(60, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	press(v, "/");
	type(v, "part 4");
	t_true(frame_has(v, 24, 80, " /part 4 "));
	t_true(frame_has(v, 24, 80, " 1 of 11\n"));
	t_true(frame_has(v, 24, 80, "   Part 4\n"));
	type(v, "2");
	t_true(frame_has(v, 24, 80, "   Part 42"));
	t_true(frame_has(v, 24, 80, "1 of 1"));
	press(v, "Backspace");
	t_true(frame_has(v, 24, 80, "   Part 4\n"));
	press(v, "Esc");
	t_str(frame_row(v, 24, 80, 1), "   Part 0");
	t_false(frame_has(v, 24, 80, "1 of 11"));
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(hits_are_walked_in_the_order_of_the_text_and_around)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	press(v, "/");
	type(v, "event");
	press(v, "Enter");
	t_true(frame_has(v, 24, 80, "/event   1 of 5"));
	press(v, "n");
	t_true(frame_has(v, 24, 80, "2 of 5"));
	press(v, "n n n n");
	t_true(frame_has(v, 24, 80, "1 of 5"));
	press(v, "N");
	t_true(frame_has(v, 24, 80, "5 of 5"));
	press(v, "Esc");
	t_false(frame_has(v, 24, 80, "5 of 5"));
	t_int(press(v, "Esc").kind, ACTION_BACK);
	press(v, "n");
	t_true(frame_has(v, 24, 80, "No search yet"));
	view_free(v);
	lesson_free(l);
}

TEST(a_search_from_below_counts_from_the_top)
{
	char *source = long_text(40, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	press(v, "8 1 G /");
	type(v, "words");
	press(v, "Enter");
	t_true(frame_has(v, 24, 80, "/words   21 of 40"));
	press(v, "N N");
	t_true(frame_has(v, 24, 80, "/words   19 of 40"));
	t_true(frame_has(v, 24, 80, "Words 18."));
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(capitals_are_meant_when_typed)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	press(v, "/");
	type(v, "Event");
	t_true(frame_has(v, 24, 80, "1 of 1"));
	press(v, "Ctrl-U");
	type(v, "zebra");
	t_true(frame_has(v, 24, 80, "not found"));
	press(v, "Enter");
	t_true(frame_has(v, 24, 80, "“zebra” does not occur in this lesson."));
	view_free(v);
	lesson_free(l);
}

/* The text of all cells with a role, with blanks between stretches. */
static const char *marked(struct view *v, enum role role)
{
	static char out[400];
	struct canvas c;
	size_t n = 0;
	bool was_marked = false;

	canvas_init(&c, 24, 60);
	view_draw(v, &c, 0);
	for (int i = 0; i < 24 * 60 && n + 2 < sizeof(out); i++) {
		bool is_marked = c.cells[i].role == role;

		if (is_marked && !was_marked && n)
			out[n++] = '|';
		if (is_marked)
			out[n++] = (char)c.cells[i].ch[0];
		was_marked = is_marked;
	}
	out[n] = '\0';
	canvas_done(&c);
	return out;
}

TEST(hits_are_marked_across_rows_and_styles)
{
	struct lesson *l = lesson_made("Put an object into a bucket, then S3 looks at the bucket's "
				       "*notification* configuration.\n\n"
				       "| a | b |\n|---|---|\n| the bucket | none |\n", 1);
	struct view *v = view_made(l);

	frame(v, 24, 60);
	press(v, "/");
	type(v, "the bucket's notification conf");
	t_str(marked(v, ROLE_MARK_FOCUS), "the|bucket's notification conf");
	press(v, "Ctrl-U");
	type(v, "bucket");
	t_str(marked(v, ROLE_MARK_FOCUS), "bucket");
	t_str(marked(v, ROLE_MARK), "bucket|bucket");
	press(v, "Esc");
	t_str(marked(v, ROLE_MARK), "");
	view_free(v);
	lesson_free(l);
}

TEST(a_lesson_found_by_the_course_search_marks_its_words)
{
	char *source = long_text(60, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = lesson_view_new(&(struct lesson_state){
		.lesson = l, .breadcrumb = "x", .find = "wor part", .first_line = 121,
	});

	frame(v, 24, 80);
	t_true(frame_has(v, 24, 80, "Part 30"));
	work_all(v);
	t_true(frame_has(v, 24, 80, "/wor part   61 of 120"));
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(a_long_search_goes_on_while_nobody_types)
{
	char *source = long_text(6000, "Words"), *p = strstr(source, "Words 5990");
	struct lesson *l;
	struct view *v;

	memcpy(p, "Thing", 5);
	l = lesson_made(source, 2000);
	v = view_made(l);
	frame(v, 24, 80);
	press(v, "/");
	type(v, "thing");
	t_true(frame_has(v, 24, 80, "0 so far"));
	t_int(view_next_ns(v, 5), -1);
	work_all(v);
	t_int(view_next_ns(v, 5), 5);
	t_true(frame_has(v, 24, 80, "Thing 5990."));
	t_true(frame_has(v, 24, 80, "1 of 1"));
	t_int(view_next_ns(v, 5), -1);
	press(v, "Ctrl-U");
	type(v, "words");
	press(v, "Enter N");
	work_all(v);
	t_true(frame_has(v, 24, 80, "/words   5999 of 5999"));
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(tab_walks_the_links_and_enter_follows)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);
	struct action a;

	frame(v, 24, 80);
	press(v, "Enter");
	t_true(frame_has(v, 24, 80, "Tab moves to a link"));
	press(v, "Tab");
	t_true(frame_has(v, 24, 80, "→ core.md#role"));
	t_str(marked(v, ROLE_LINK_FOCUS), "Core components");
	a = press(v, "Enter");
	t_int(a.kind, ACTION_FOLLOW);
	t_str(a.path, "core.md#role");
	press(v, "Tab");
	t_true(frame_has(v, 24, 80, "→ https://docs.aws.amazon.com/lambda/"));
	press(v, "Shift-Tab");
	t_true(frame_has(v, 24, 80, "→ core.md#role"));
	press(v, "Shift-Tab");
	t_true(frame_has(v, 24, 80, "No link further up."));
	press(v, "Esc");
	t_false(frame_has(v, 24, 80, "→ core.md"));
	view_free(v);
	lesson_free(l);
}

TEST(tab_goes_on_to_links_beyond_the_window)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);

	frame(v, 12, 80);
	press(v, "Tab Tab Tab");
	t_true(frame_has(v, 12, 80, "→ #limits-that-matter"));
	t_true(frame_has(v, 12, 80, "nothing is kept of"));
	press(v, "Tab");
	t_true(frame_has(v, 12, 80, "No link further down."));
	press(v, "Shift-Tab");
	t_true(frame_has(v, 12, 80, "→ https://docs.aws.amazon.com/lambda/"));
	t_true(frame_has(v, 12, 80, "the guide"));
	press(v, "G");
	frame(v, 12, 80);
	t_false(frame_has(v, 12, 80, "→ https://docs"));
	view_free(v);
	lesson_free(l);
}

TEST(a_link_broken_over_rows_is_one_link)
{
	struct lesson *l = lesson_made("> Some words before [a link that is so long that it does "
				       "not fit on one row of this window](a.md), [two](a.md).\n", 1);
	struct view *v = view_made(l);

	frame(v, 24, 60);
	press(v, "Tab");
	t_str(marked(v, ROLE_LINK_FOCUS), "a link that is so long that it|"
					  "does not fit on one row of this window");
	press(v, "Tab");
	t_str(marked(v, ROLE_LINK_FOCUS), "two");
	press(v, "Shift-Tab");
	t_true(strstr(marked(v, ROLE_LINK_FOCUS), "so long") != NULL);
	view_free(v);
	lesson_free(l);
}

TEST(clicks_follow_links_and_open_what_is_live)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);
	struct action a;

	frame(v, 30, 80);
	a = click(v, 6, 5, MOUSE_PRESS);
	t_int(a.kind, ACTION_FOLLOW);
	t_str(a.path, "core.md#role");
	a = click(v, 8, 10, MOUSE_PRESS);
	t_int(a.kind, ACTION_PLAY);
	t_str(a.diagram->title, "An upload");
	t_int(click(v, 1, 10, MOUSE_PRESS).kind, ACTION_NONE);
	t_int(click(v, 0, 10, MOUSE_PRESS).kind, ACTION_NONE);
	t_int(click(v, 29, 10, MOUSE_PRESS).kind, ACTION_NONE);
	view_free(v);
	lesson_free(l);
}

TEST(f_plays_the_nearest_diagram_then_the_next_one_in_sight)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	t_str(press(v, "f").diagram->title, "An upload");
	press(v, "G");
	frame(v, 24, 80);
	t_str(press(v, "f").diagram->title, "A retry");
	frame(v, 60, 80);
	press(v, "g");
	frame(v, 60, 80);
	t_str(press(v, "f").diagram->title, "A retry");
	frame(v, 60, 80);
	t_str(press(v, "f").diagram->title, "An upload");
	t_str(press(v, "f").diagram->title, "A retry");
	view_free(v);
	lesson_free(l);
}

TEST(what_is_not_in_sight_is_brought_there)
{
	char *source = long_text(30, "Words");
	struct buf b;
	struct lesson *l;
	struct view *v;

	buf_init(&b);
	buf_adds(&b, source);
	buf_adds(&b, text);
	buf_adds(&b, source);
	l = lesson_made(buf_str(&b), 100);
	v = view_made(l);
	frame(v, 24, 80);
	t_str(press(v, "f").diagram->title, "An upload");
	t_true(frame_has(v, 24, 80, "▶ An upload"));
	press(v, "g");
	t_int(press(v, "e").kind, ACTION_ASK);
	t_true(frame_has(v, 24, 80, "? Check yourself"));
	press(v, "G");
	t_str(press(v, "f").diagram->title, "A retry");
	t_true(frame_has(v, 24, 80, "▶ A retry"));
	view_free(v);
	lesson_free(l);
	buf_done(&b);
	free(source);
}

TEST(e_asks_all_questions_beginning_with_the_nearest)
{
	static const char two[] =
		"```quiz\n---\nid: one\ntype: single\n---\nOne?\n\n- [x] y\n- [ ] n\n```\n\n"
		"Between.\n\n"
		"```quiz\n---\nid: two\ntype: single\n---\nTwo?\n\n- [x] y\n- [ ] n\n```\n\n";
	struct lesson *l = lesson_made(two, 1);
	struct view *v = view_made(l);
	struct action a;

	frame(v, 5, 80);
	a = press(v, "e");
	t_int(a.kind, ACTION_ASK);
	t_int(a.n_items, 2);
	t_str(a.items[0]->id, "one");
	t_str(a.items[1]->id, "two");
	press(v, "j j j j j");
	frame(v, 5, 80);
	a = press(v, "e");
	t_str(a.items[0]->id, "two");
	t_str(a.items[1]->id, "one");
	view_free(v);
	lesson_free(l);
}

TEST(a_lesson_without_diagrams_and_questions_says_so)
{
	struct lesson *l = lesson_made("Just words.\n", 1);
	struct view *v = lesson_view_new(&(struct lesson_state){ .lesson = l, .breadcrumb = "x" });

	frame(v, 24, 80);
	press(v, "f");
	t_true(frame_has(v, 24, 80, "This lesson has no diagram."));
	press(v, "e");
	t_true(frame_has(v, 24, 80, "This lesson asks nothing."));
	work_all(v);
	t_false(frame_has(v, 24, 80, "f diagram"));
	t_false(frame_has(v, 24, 80, "e question"));
	press(v, "]");
	t_true(frame_has(v, 24, 80, "This is the last lesson."));
	press(v, "[");
	t_true(frame_has(v, 24, 80, "This is the first lesson."));
	t_true(frame_has(v, 24, 80, "The end.   (q goes back)"));
	view_free(v);
	lesson_free(l);
}

TEST(answered_questions_show_how_it_went)
{
	struct item_progress items[] = { { "second-event", "lambda", 1, 1, true, 1 } };
	struct progress p = { .items = items, .n_items = 1 };
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);

	frame(v, 50, 80);
	t_true(frame_has(v, 50, 80, "   ? Check yourself  The second event\n"));
	lesson_view_set(v, &p);
	t_true(frame_has(v, 50, 80,
			 "   ✔ Check yourself  The second event                               ✔ right\n"));
	items[0].is_last_right = false;
	t_true(frame_has(v, 50, 80, "✘ wrong"));
	t_true(frame_has(v, 50, 30, "✘ Check yourself"));
	view_free(v);
	lesson_free(l);
}

TEST(b_sets_a_bookmark_and_takes_it_away)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);
	struct bookmark mark;
	struct progress p = { .bookmarks = &mark, .n_bookmarks = 1 };
	struct action a;

	frame(v, 12, 60);
	press(v, "j j j j");
	frame(v, 12, 60);
	a = press(v, "b");
	t_int(a.kind, ACTION_BOOKMARK);
	t_str(a.path, "lambda/inside.md");
	t_true(a.is_set);
	t_str(a.text, "bucket's notification configuration and invokes each matchin…");
	t_int(a.place.line, 3);
	mark = (struct bookmark){ "lambda-inside", "x", a.place, 1 };
	lesson_view_set(v, &p);
	t_str(frame_row(v, 12, 60, 1), " ◆ bucket's notification configuration and invokes each");
	press(v, "k");
	t_str(frame_row(v, 12, 60, 2), " ◆ bucket's notification configuration and invokes each");
	t_false(strstr(frame_row(v, 12, 60, 1), "◆") != NULL);
	/* At another width the mark is where those words are. */
	t_true(frame_has(v, 24, 132, "◆ When you put an object"));
	frame(v, 12, 60);
	press(v, "j");
	a = press(v, "b");
	t_false(a.is_set);
	t_str(a.text, "x");
	mark.lesson = "another";
	t_false(frame_has(v, 12, 60, "◆"));
	view_free(v);
	lesson_free(l);
}

TEST(the_contents_go_where_one_wants)
{
	char *source = long_text(60, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	press(v, "o");
	t_true(frame_has(v, 24, 80, "›•   Part 0"));
	press(v, "j j j Enter");
	t_str(frame_row(v, 24, 80, 1), "   Part 3");
	press(v, "t");
	t_true(frame_has(v, 24, 80, "›•   Part 3"));
	press(v, "/");
	type(v, "T 4 p");
	t_true(frame_has(v, 24, 80, "›    Part 4"));
	t_true(frame_has(v, 24, 80, "     Part 14"));
	t_false(frame_has(v, 24, 80, "Part 5\n"));
	press(v, "Down Enter");
	t_str(frame_row(v, 24, 80, 1), "   Part 14");
	press(v, "o /");
	type(v, "zzz");
	t_true(frame_has(v, 24, 80, "No heading has these words."));
	press(v, "Enter Esc Esc");
	t_str(frame_row(v, 24, 80, 1), "   Part 14");
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(the_contents_pane_can_stay_beside_the_text)
{
	char *source = long_text(60, "Words");
	struct lesson *l = lesson_made(source, 100);
	struct view *v = view_made(l);

	work_all(v);
	frame(v, 43, 132);
	press(v, "o j j Enter");
	t_true(frame_has(v, 43, 132, " •   Part 2"));
	press(v, "4 j");
	t_true(frame_has(v, 43, 132, " •   Part 3"));
	press(v, "o");
	t_true(frame_has(v, 43, 132, "›•   Part 3"));
	press(v, "o");
	t_false(frame_has(v, 43, 132, "Contents"));
	/* Where there is no room beside the text the open pane covers it, and has the keys. */
	press(v, "o Esc");
	frame(v, 24, 80);
	press(v, "j Enter");
	t_str(frame_row(v, 24, 80, 1), "   Part 4");
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(a_changed_file_keeps_the_place)
{
	char *source = long_text(60, "Words");
	struct lesson *l = lesson_made(source, 100), *changed;
	struct view *v = view_made(l);
	struct buf b;

	frame(v, 24, 80);
	press(v, "1 2 3 G");
	t_str(frame_row(v, 24, 80, 1), "   Words 30.");
	press(v, "o /");
	buf_init(&b);
	buf_adds(&b, "# New\n\nat the top\n\n");
	buf_adds(&b, source);
	changed = lesson_made(buf_str(&b), 100);
	lesson_view_reload(v, changed);
	lesson_free(l);
	frame(v, 24, 80);
	press(v, "Esc Esc");
	t_str(frame_row(v, 24, 80, 1), "   Words 30.");
	press(v, "Tab f e n o");
	work_all(v);
	t_true(frame_has(v, 24, 80, "›•   Part 30"));
	view_free(v);
	lesson_free(changed);
	buf_done(&b);
	free(source);
}

TEST(a_file_that_became_empty_is_shown_so)
{
	struct lesson *l = lesson_made(text, 1), *empty = lesson_made("", 1);
	struct view *v = view_made(l);
	int permille;
	bool is_end;

	frame(v, 24, 80);
	press(v, "G o");
	lesson_view_reload(v, empty);
	lesson_free(l);
	frame(v, 24, 80);
	press(v, "Esc Tab f e b n");
	t_true(frame_has(v, 24, 80, "Next: Core components"));
	t_int(lesson_view_place(v, &permille, &is_end).line, 0);
	t_int(permille, 1000);
	t_any_size(v, "j G g o Esc Tab b");
	view_free(v);
	lesson_free(empty);
}

TEST(sources_show_when_asked_for)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	press(v, "s");
	t_true(frame_has(v, 24, 80, "   Sources\n     • https://docs.aws.amazon.com/lambda/\n"));
	press(v, "s");
	t_false(frame_has(v, 24, 80, "   Sources\n"));
	view_free(v);
	lesson_free(l);
}

TEST(keys_before_the_first_frame_are_no_trouble)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);
	struct place p;
	int permille;
	bool is_end;

	press(v, "G k f e b Tab");
	p = lesson_view_place(v, &permille, &is_end);
	t_true(p.line > 1);
	t_false(is_end);
	t_true(strlen(frame(v, 24, 80)) > 100);
	view_free(v);
	lesson_free(l);
}

TEST(the_lessons_other_keys_do_what_they_say)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	t_int(press(v, "Backspace").kind, ACTION_HISTORY_BACK);
	t_int(press(v, "H").kind, ACTION_HISTORY_BACK);
	t_int(press(v, "L").kind, ACTION_HISTORY_FORWARD);
	t_int(press(v, "R").kind, ACTION_RELOAD);
	t_int(press(v, "S").kind, ACTION_SEARCH);
	t_int(press(v, "p").kind, ACTION_PROGRESS);
	t_int(press(v, "?").kind, ACTION_HELP);
	t_int(press(v, "q").kind, ACTION_BACK);
	t_int(press(v, "z").kind, ACTION_NONE);
	view_free(v);
	lesson_free(l);
}

PROP(no_keys_at_any_size_break_a_lesson, 60)
{
	static const char *const names[] = {
		"j", "k", "PgDn", "PgUp", "g", "G", "Ctrl-D", "Ctrl-U", "Tab", "Shift-Tab", "o",
		"/", "e", "v", "Enter", "Esc", "n", "N", "f", "b", "s", "7", "Backspace", "Down",
		"Up", "Home", "End", "[", "]", "q", "t",
	};
	struct lesson *l = lesson_made(text, 1 + prng_below(r, 400));
	struct view *v = view_made(l);
	int permille;
	bool is_end;

	for (int i = 0; i < 60; i++) {
		press(v, names[prng_below(r, sizeof(names) / sizeof(*names))]);
		if (!prng_below(r, 3))
			frame(v, (int)prng_below(r, 60), (int)prng_below(r, 160));
		if (!prng_below(r, 5))
			view_work(v);
		view_key(v, (struct key){ .code = K_MOUSE, .mouse = (enum mouse_event)prng_below(r, 4),
					  .y = (int)prng_below(r, 60),
					  .x = (int)prng_below(r, 160) }, 0);
		lesson_view_place(v, &permille, &is_end);
		t_true(permille >= 0 && permille <= 1000);
	}
	view_free(v);
	lesson_free(l);
}

TEST(a_very_wide_window_shows_the_headings_in_its_margin)
{
	char *source = long_text(40, "Words of part");
	struct lesson *l = lesson_made(source, 1);
	struct view *v = view_made(l);
	struct action a;

	frame(v, 30, 200);
	work_all(v);
	/* Five parts fit in the window. */
	t_true(frame_has(v, 30, 200, "•   Part 0"));
	t_true(frame_has(v, 30, 200, "    Part 20"));
	t_false(frame_has(v, 30, 132, "Part 20"));
	frame(v, 30, 200);
	a = click(v, 3 + 9, 24, MOUSE_PRESS);
	t_int(a.kind, ACTION_DRAW);
	t_true(frame_has(v, 30, 200, "•   Part 9"));
	/* Of a long list those around the current one show. */
	press(v, "G");
	t_true(frame_has(v, 30, 200, "    Part 20"));
	t_false(frame_has(v, 30, 200, "    Part 9"));
	press(v, "o");
	t_true(frame_has(v, 30, 200, "Contents"));
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(a_bookmark_at_a_picture_has_its_title)
{
	struct lesson *l = lesson_made("```mermaid\nsequenceDiagram\n    title: Two hops\n"
				       "    A->>B: go\n```\n\n```mermaid\nsequenceDiagram\n"
				       "    A->>B: go\n```\n", 1);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	t_str(press(v, "b").text, "Two hops");
	view_free(v);
	lesson_free(l);
}

TEST(a_link_says_what_enter_does)
{
	struct lesson *l = lesson_made(text, 1);
	struct view *v = view_made(l);

	frame(v, 24, 80);
	press(v, "Tab");
	t_true(frame_has(v, 24, 80, "→ core.md#role   (Enter opens it, Backspace returns)"));
	press(v, "Tab");
	t_true(frame_has(v, 24, 80, "amazon.com/lambda/   (outside of this course)"));
	view_free(v);
	lesson_free(l);
}

TEST(looking_up_the_sources_is_not_reading)
{
	char *source = long_text(40, "Words of part");
	struct lesson *l = lesson_made(source, 1);
	struct view *v = view_made(l);
	int permille;
	bool is_end;

	frame(v, 24, 80);
	press(v, "PgDn");
	t_true(frame_has(v, 24, 80, "Words of part 6"));
	press(v, "s");
	t_true(frame_has(v, 24, 80, "   Sources\n"));
	t_true(lesson_view_place(v, &permille, &is_end).line < 40);
	t_true(permille < 500);
	t_false(is_end);
	t_true(frame_has(v, 24, 80, "   Sources\n"));
	press(v, "s");
	t_true(frame_has(v, 24, 80, "Words of part 6"));
	/* Whoever scrolls on from them reads. */
	press(v, "s");
	frame(v, 24, 80);
	press(v, "PgUp PgUp");
	frame(v, 24, 80);
	press(v, "G");
	frame(v, 24, 80);
	lesson_view_place(v, &permille, &is_end);
	t_true(is_end);
	view_free(v);
	lesson_free(l);
	free(source);
}

TEST(tab_to_a_far_link_at_the_end_is_not_reading)
{
	struct buf source;
	struct lesson *l;
	struct view *v;
	int permille;
	bool is_end;

	buf_init(&source);
	for (int i = 0; i < 40; i++)
		buf_printf(&source, "Paragraph %d.\n\n", i);
	buf_adds(&source, "[last](core.md)\n");
	l = lesson_made(buf_str(&source), 1);
	v = view_made(l);
	frame(v, 24, 80);
	press(v, "Tab");
	t_true(frame_has(v, 24, 80, "→ core.md"));
	t_true(frame_has(v, 24, 80, "You should now be able to"));
	lesson_view_place(v, &permille, &is_end);
	t_false(is_end);
	press(v, "PgUp PgUp");
	frame(v, 24, 80);
	press(v, "PgDn PgDn PgDn");
	frame(v, 24, 80);
	lesson_view_place(v, &permille, &is_end);
	t_true(is_end);
	view_free(v);
	lesson_free(l);
	buf_done(&source);
}

PROPS(t(a_lesson_is_set_with_its_place_in_the_course),
      t(below_the_end_stand_aims_and_the_next_lesson),
      t(the_text_stands_in_the_middle_of_a_wide_window), t(a_page_leaves_a_row_and_the_ends_hold),
      t(only_sections_that_show_are_parsed),
      t(up_from_the_end_is_the_same_text_as_down_from_the_start),
      t(the_place_survives_any_resizing),
      t(the_percentage_grows_to_the_end_and_the_end_is_seen_once),
      t(reading_resumes_at_the_very_row), t(a_place_beyond_the_text_is_its_nearest),
      t(an_anchor_opens_at_its_heading), t(a_count_goes_to_a_line_of_the_source),
      t(finding_shows_the_first_hit_while_one_types),
      t(hits_are_walked_in_the_order_of_the_text_and_around),
      t(a_search_from_below_counts_from_the_top), t(capitals_are_meant_when_typed),
      t(hits_are_marked_across_rows_and_styles),
      t(a_lesson_found_by_the_course_search_marks_its_words),
      t(a_long_search_goes_on_while_nobody_types), t(tab_walks_the_links_and_enter_follows),
      t(tab_goes_on_to_links_beyond_the_window), t(a_link_broken_over_rows_is_one_link),
      t(clicks_follow_links_and_open_what_is_live),
      t(f_plays_the_nearest_diagram_then_the_next_one_in_sight),
      t(what_is_not_in_sight_is_brought_there),
      t(e_asks_all_questions_beginning_with_the_nearest),
      t(a_lesson_without_diagrams_and_questions_says_so),
      t(answered_questions_show_how_it_went), t(b_sets_a_bookmark_and_takes_it_away),
      t(the_contents_go_where_one_wants), t(the_contents_pane_can_stay_beside_the_text),
      t(a_changed_file_keeps_the_place), t(a_file_that_became_empty_is_shown_so),
      t(sources_show_when_asked_for), t(keys_before_the_first_frame_are_no_trouble),
      t(the_lessons_other_keys_do_what_they_say), t(no_keys_at_any_size_break_a_lesson),
      t(a_very_wide_window_shows_the_headings_in_its_margin),
      t(a_bookmark_at_a_picture_has_its_title),
      t(a_link_says_what_enter_does),
      t(looking_up_the_sources_is_not_reading),
      t(tab_to_a_far_link_at_the_end_is_not_reading))
