/* SPDX-License-Identifier: MIT */
/* Selection patterns: the whole text must match, and no pattern takes long. */
#include <string.h>

#include "sim/selection.h"
#include "tests/support/t.h"

TEST(the_whole_text_must_match)
{
	t_true(selection_matches("404", "404"));
	t_false(selection_matches("40", "404"));
	t_false(selection_matches("404|5", "504"));
	t_true(selection_matches("404|5..", "504"));
	t_true(selection_matches("^404$", "404"));
	t_true(selection_matches("", ""));
	t_false(selection_matches("", "200"));
}

TEST(classes_and_escapes)
{
	t_true(selection_matches("4\\d{2}", "429"));
	t_false(selection_matches("4\\d{2}", "500"));
	t_true(selection_matches("[45][0-9]+", "503"));
	t_false(selection_matches("[^45]..", "503"));
	t_true(selection_matches("[\\s\\S]*", "503"));
	t_true(selection_matches("\\w\\D?\\d\\d", "503"));
	t_true(selection_matches("[]5]..", "503"));
}

TEST(quantifiers)
{
	t_true(selection_matches("(\\n|.)+", "500"));
	t_true(selection_matches("5(?:0)*?", "500"));
	t_true(selection_matches("50{1,3}", "500"));
	t_true(selection_matches("50{1,}", "500"));
	t_false(selection_matches("50{3,}", "500"));
	t_false(selection_matches("(a*)+", "500"));
	t_true(selection_matches("(?s)(0?|5)*", "500"));
}

TEST(what_cannot_be_read_matches_nothing)
{
	static const char *const broken[] = {
		"(5..", "5..)", "[5", "5\\", "5{3", "5{2,1}..", "(?!4)...", "5{,}", "\xff..", "(",
	};
	static char class[100000];

	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++)
		t_false(selection_matches(broken[i], "500"));
	memset(class, 'x', sizeof(class) - 1);
	class[0] = '[';
	class[sizeof(class) - 2] = ']';
	t_false(selection_matches(class, "500"));
	t_false(selection_matches("((((((((((.?){99}){99}){99}){99}){99}){99}){99}){99}){99}){99}", "500"));
}

TEST(patterns_for_statuses_are_known)
{
	t_true(selection_is_of_digits("4\\d{2}"));
	t_true(selection_is_of_digits("200|20[1-4]"));
	t_false(selection_is_of_digits(".*"));
	t_false(selection_is_of_digits("[^0-9]+"));
	t_false(selection_is_of_digits("4\\w"));
}

TESTS(t(the_whole_text_must_match), t(classes_and_escapes), t(quantifiers),
      t(what_cannot_be_read_matches_nothing), t(patterns_for_statuses_are_known))
