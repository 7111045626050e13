/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/glob.h"
#include "base/path.h"
#include "base/prng.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "base/uuid.h"
#include "base/vec.h"

TEST(a_buffer_grows_and_stays_terminated)
{
	struct buf b;

	buf_init(&b);
	t_str(buf_str(&b), "");
	for (int i = 0; i < 1000; i++)
		buf_printf(&b, "%d,", i);
	t_int(b.len, strlen(b.p));
	t_int(strncmp(b.p + b.len - 4, "999,", 4), 0);
	buf_clear(&b);
	t_str(buf_str(&b), "");
	buf_done(&b);
}

TEST(an_arena_gives_separate_aligned_memory)
{
	struct arena a;
	char *before = NULL;

	arena_init(&a);
	for (size_t n = 0; n < 3000; n += 7) {
		char *p = arena_alloc(&a, n);

		t_int((uintptr_t)p % 16, 0);
		memset(p, (int)(n % 251), n);
		if (before)
			t_int((unsigned char)before[0], (n - 7) % 251);
		before = n ? p : NULL;
	}
	t_str(arena_printf(&a, "%s-%d", "x", 5), "x-5");
	arena_done(&a);
}

TEST(a_vector_keeps_what_was_pushed)
{
	int *p = NULL;
	size_t n = 0, cap = 0;

	for (int i = 0; i < 100; i++)
		*vec_push(p, n, cap) = i * i;
	t_int(n, 100);
	t_int(p[99], 9801);
	free(p);
}

TEST(decoding_refuses_what_is_not_utf8)
{
	static const char *const bad[] = {
		"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF", "\xC3",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char32_t cp;

		t_int(utf8_decode(bad[i], strlen(bad[i]), &cp), 1);
		t_int(cp, 0xFFFD);
		t_false(utf8_is_valid(bad[i], strlen(bad[i])));
	}
}

TEST(encoding_and_decoding_are_inverse)
{
	for (char32_t cp = 1; cp < 0x110000; cp += 97) {
		char s[4];
		char32_t back;
		size_t n;

		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		n = utf8_encode(cp, s);
		t_int(utf8_decode(s, n, &back), n);
		t_int(back, cp);
	}
}

static size_t cells(const char *s)
{
	return utf8_cells(s, strlen(s));
}

TEST(widths_are_those_of_a_terminal)
{
	t_int(cells("cloud"), 5);
	t_int(cells("Wolke ü"), 7);
	t_int(cells("e\u0301te\u0301"), 3);
	t_int(cells("雲"), 2);
	t_int(cells("a雲b"), 4);
	t_int(cells("\U0001F468\u200D\U0001F469\u200D\U0001F467"), 2);
	t_int(cells("─▶"), 2);
	t_int(cells(""), 0);
}

TEST(fitting_never_cuts_a_character)
{
	const char *s = "a雲e\u0301b";
	size_t used;

	t_int(utf8_fit(s, strlen(s), 2, &used), 1);
	t_int(used, 1);
	t_int(utf8_fit(s, strlen(s), 4, &used), strlen("a雲e\u0301"));
	t_int(used, 4);
}

TEST(cleaning_takes_out_what_harms_a_terminal)
{
	struct buf b;
	const char raw[] = "\xEF\xBB\xBFok\r\n\033[31mred\r\0\u202Ex\xFFy\tz\n";

	buf_init(&b);
	t_int(utf8_clean(&b, raw, sizeof(raw) - 1), 4);
	t_str(buf_str(&b), "ok\n\uFFFD[31mred\n\uFFFD\uFFFDx\uFFFDy\tz\n");
	t_true(utf8_is_clean(b.p, b.len));
	t_false(utf8_is_clean(raw, sizeof(raw) - 1));
	buf_done(&b);
}

TEST(a_diagnostic_points_at_its_place)
{
	struct diag_list d;
	struct buf b;
	const char *text = "one\n\tSee [Core](core.md).\n";

	diag_list_init(&d);
	buf_init(&b);
	diag_in(&d, "lambda/x.md", text, strlen(text));
	diag_hint(&d, diag_add(&d, DIAG_ERROR, 2, 13, "dead-link", "no lesson \"%s\"", "core.md"),
		  "did you mean \"%s\"?", "core-components.md");
	diag_print(&b, &d.items[0]);
	t_str(buf_str(&b),
	      "lambda/x.md:2:13: error: no lesson \"core.md\" [dead-link]\n"
	      "    2 |  See [Core](core.md).\n"
	      "      |             ^\n"
	      "      = did you mean \"core-components.md\"?\n");
	t_int(d.n_errors, 1);
	buf_done(&b);
	diag_list_done(&d);
}

TEST(diagnostics_quote_their_lines_in_any_order)
{
	static const char text[] = "one\ntwo\n\nfour\nfive";
	static const struct {
		int line;
		const char *quoted;
	} wanted[] = {
		{ 5, "five" }, { 1, "one" }, { 4, "four" }, { 2, "two" }, { 2, "two" }, { 3, "" },
		{ 6, NULL }, { 1, "one" }, { 0, NULL }, { 5, "five" }, { 4, "four" },
	};
	struct diag_list d;

	diag_list_init(&d);
	diag_in(&d, "x", text, strlen(text));
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		const struct diag *g = diag_add(&d, DIAG_NOTE, wanted[i].line, 0, "r", "t");

		if (wanted[i].quoted)
			t_str(g->source, wanted[i].quoted);
		else
			t_null(g->source);
	}
	diag_in(&d, "y", "other", 5);
	t_str(diag_add(&d, DIAG_NOTE, 1, 0, "r", "t")->source, "other");
	diag_list_done(&d);
}

TEST(diagnostics_show_no_control_characters)
{
	struct diag_list d;

	diag_list_init(&d);
	diag_in(&d, "x\033\xFFy\n", NULL, 0);
	t_str(d.file, "x\xEF\xBF\xBD\xEF\xBF\xBDy ");
	diag_add(&d, DIAG_WARNING, 0, 0, "r", "bad name \"%s\"", "a\033]0;b\n");
	t_str(d.items[0].text, "bad name \"a\uFFFD]0;b \"");
	diag_list_done(&d);
}

TEST(paths_cannot_climb_out)
{
	struct arena a;
	char *p = NULL;

	arena_init(&a);
	t_int(path_resolve(&a, "lambda/x.md", "../s3/README.md", &p), ERR_OK);
	t_str(p, "s3/README.md");
	t_int(path_resolve(&a, "lambda/x.md", "./a/./b//c.md", &p), ERR_OK);
	t_str(p, "lambda/a/b/c.md");
	t_int(path_resolve(&a, "lambda/x.md", "/top.md", &p), ERR_OK);
	t_str(p, "top.md");
	t_int(path_resolve(&a, "lambda/x.md", "../../etc/passwd", &p), ERR_OUTSIDE);
	t_int(path_resolve(&a, "x.md", "..", &p), ERR_OUTSIDE);
	arena_done(&a);
}

TEST(only_plain_files_inside_the_root_are_read)
{
	char dir[] = "/tmp/nephoscope-test-XXXXXX";
	struct arena a;
	struct buf b;

	t_not_null(mkdtemp(dir));
	arena_init(&a);
	buf_init(&b);
	t_int(file_write_atomic(path_join(&a, dir, "in.md"), "hello", 5), ERR_OK);
	t_int(symlink("/etc/passwd", path_join(&a, dir, "out.md")), 0);
	t_int(symlink("in.md", path_join(&a, dir, "alias.md")), 0);
	t_int(file_read_inside(dir, "alias.md", &b, NULL), ERR_OK);
	t_str(buf_str(&b), "hello");
	t_int(file_read_inside(dir, "out.md", &b, NULL), ERR_OUTSIDE);
	t_int(file_read_inside(dir, "none.md", &b, NULL), ERR_NOT_FOUND);
	t_int(file_read("/dev/zero", &b, NULL), ERR_OUTSIDE);
	t_int(file_read(dir, &b, NULL), ERR_OUTSIDE);
	unlink(path_join(&a, dir, "in.md"));
	unlink(path_join(&a, dir, "out.md"));
	unlink(path_join(&a, dir, "alias.md"));
	rmdir(dir);
	buf_done(&b);
	arena_done(&a);
}

TEST(the_nearest_name_is_suggested)
{
	static const char *const names[] = { "topics", "read", "search", "progress", NULL };

	t_str(suggest_nearest("serach", names), "search");
	t_str(suggest_nearest("Read", names), "read");
	t_null(suggest_nearest("simulate", names));
	t_int(suggest_distance("ab", "ba"), 1);
}

TEST(uuids_hold_their_time_and_version)
{
	unsigned char random[10];
	struct uuid u;
	char text[UUID_TEXT_SIZE];

	memset(random, 0xFF, sizeof(random));
	u = uuid_v7(0x017F22E279B0, random);
	uuid_text(&u, text);
	t_str(text, "017f22e2-79b0-7fff-bfff-ffffffffffff");
	t_int(uuid_v7_ms(&u), 0x017F22E279B0);
}

TEST(random_streams_are_the_same_everywhere)
{
	struct prng r;
	size_t seen[6] = { 0 };

	prng_init(&r, 1234567);
	t_true(prng_next(&r) == UINT64_C(6457827717110365317));
	for (int i = 0; i < 6000; i++)
		seen[prng_below(&r, 6)]++;
	for (int i = 0; i < 6; i++)
		t_true(seen[i] > 850 && seen[i] < 1150);
}

static bool fits(const char *pattern, const char *text, unsigned how)
{
	return glob_fits(pattern, text, strlen(text), how);
}

TEST(a_star_is_any_text_and_the_rest_stands_for_itself)
{
	t_true(fits("a*c", "abbc", GLOB_STAR_ONLY));
	t_true(fits("*", "", GLOB_STAR_ONLY));
	t_true(fits("a*b*c", "aXbXbXc", GLOB_STAR_ONLY));
	t_false(fits("a*c", "abcd", GLOB_STAR_ONLY));
	t_false(fits("", "a", GLOB_STAR_ONLY));
	t_false(fits("ab", "a", GLOB_STAR_ONLY));
	t_false(fits("a?c", "abc", GLOB_STAR_ONLY));
	t_true(fits("a?c", "abc", GLOB_ONE));
	t_false(fits("a?", "a", GLOB_ONE));
	t_false(fits("Get*", "getItem", GLOB_ONE));
	t_true(fits("Get*", "getItem", GLOB_ONE | GLOB_ANY_CASE));
	t_true(glob_fits("/a*", "/abc?x", strlen("/abc"), GLOB_ONE));
	t_false(glob_fits("*x", "/abc?x", strlen("/abc"), GLOB_ONE));
}

TESTS(t(a_star_is_any_text_and_the_rest_stands_for_itself),
      t(a_buffer_grows_and_stays_terminated), t(an_arena_gives_separate_aligned_memory),
      t(a_vector_keeps_what_was_pushed), t(decoding_refuses_what_is_not_utf8),
      t(encoding_and_decoding_are_inverse), t(widths_are_those_of_a_terminal),
      t(fitting_never_cuts_a_character), t(cleaning_takes_out_what_harms_a_terminal),
      t(a_diagnostic_points_at_its_place), t(diagnostics_quote_their_lines_in_any_order),
      t(diagnostics_show_no_control_characters),
      t(paths_cannot_climb_out), t(only_plain_files_inside_the_root_are_read),
      t(the_nearest_name_is_suggested), t(uuids_hold_their_time_and_version),
      t(random_streams_are_the_same_everywhere))
