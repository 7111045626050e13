/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/front_matter.h"
#include "parse/yaml.h"

/* A text as it was parsed, with what was said about it. */
struct parsed {
	struct arena arena;
	struct diag_list diags;
	enum err err;
	const struct yaml_node *root;
};

static void parse(struct parsed *p, const char *text, size_t len, int first_line)
{
	*p = (struct parsed){ 0 };
	arena_init(&p->arena);
	diag_list_init(&p->diags);
	diag_in(&p->diags, "x.yaml", text, len);
	p->err = yaml_parse(&p->arena, text, len, first_line, &p->diags, &p->root);
}

static void done(struct parsed *p)
{
	diag_list_done(&p->diags);
	arena_done(&p->arena);
}

static void parse_text(struct parsed *p, const char *text)
{
	parse(p, text, strlen(text), 1);
}

/* Expects exactly one diagnostic, at a place, whose text holds some words. */
static void refuses(const char *text, int line, int column, const char *words)
{
	struct parsed p;

	parse_text(&p, text);
	t_int(p.err, ERR_SYNTAX);
	t_null(p.root);
	t_int(p.diags.n, 1);
	t_int(p.diags.items[0].severity, DIAG_ERROR);
	t_str(p.diags.items[0].rule, "yaml-syntax");
	t_int(p.diags.items[0].line, line);
	t_int(p.diags.items[0].column, column);
	if (!strstr(p.diags.items[0].text, words))
		t_str(p.diags.items[0].text, words);
	done(&p);
}

TEST(broken_yaml_is_told_with_place_and_plain_words)
{
	refuses("a: b: c\n", 1, 5, "a second \": \"");
	refuses("a:\n\tb: c\n", 2, 1, "a tab");
	refuses("a: [1, 2\nb: 3\n", 2, 2, "not closed");
	refuses("a: {b: 1\n", 2, 1, "not closed");
	refuses("a: \"never\nclosed\n", 1, 4, "a quote that is not closed");
	refuses("a: \"\\q\"\n", 1, 5, "an unknown escape");
	refuses("a: *b\n", 1, 4, "without its anchor");
	refuses("a: &x [1, *x]\n", 1, 11, "inside the value");
	refuses("a: 1\n b: 2\n", 2, 3, "");
	refuses("- a\nb: c\n", 2, 1, "does not fit the list");
	refuses("a: @b\n", 1, 4, "cannot begin a value");
	refuses("a: 1\n}\n", 2, 1, "");
	refuses("\xEF\xBF\xBE: 1\n", 1, 1, "U+FFFE");
}

TEST(columns_count_bytes_and_lines_count_from_the_file)
{
	struct parsed p;

	refuses("ä: [ü, *b]\n", 1, 10, "without its anchor");
	parse(&p, "ää: b\nc: [é, d]\n", strlen("ää: b\nc: [é, d]\n"), 7);
	t_int(p.root->child->value->line, 7);
	t_int(p.root->child->value->column, 7);
	t_int(p.root->child->next->value->child->next->line, 8);
	t_int(p.root->child->next->value->child->next->column, 9);
	done(&p);
}

TEST(scalars_lists_and_maps_become_nodes)
{
	static const char text[] = "title: \"A: b\"\n"
				   "list: [x, 'y']\n"
				   "sub:\n"
				   "  - k: v\n"
				   "    l: |\n"
				   "      two\n"
				   "      lines\n"
				   "on: 012\n";
	struct parsed p;
	const struct yaml_node *sub;

	parse_text(&p, text);
	t_int(p.err, ERR_OK);
	t_int(p.diags.n, 0);
	t_int(p.root->kind, YAML_MAP);
	t_int(p.root->n, 4);
	t_str(yaml_string(p.root, "title", ""), "A: b");
	t_int(yaml_get(p.root, "list")->n, 2);
	t_str(yaml_get(p.root, "list")->child->next->text, "y");
	sub = yaml_get(p.root, "sub")->child;
	t_str(yaml_string(sub, "k", ""), "v");
	t_str(yaml_string(sub, "l", ""), "two\nlines\n");
	t_str(yaml_string(p.root, "on", ""), "012");
	t_null(yaml_get(p.root, "none"));
	t_null(yaml_get(NULL, "none"));
	t_null(yaml_get(p.root->child, "title"));
	t_str(yaml_string(p.root, "list", "fallback"), "fallback");
	done(&p);
}

TEST(nothing_is_an_empty_document)
{
	static const char *const texts[] = { "", "\n \n", "# only a comment\n", "---\n" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct parsed p;

		parse_text(&p, texts[i]);
		t_int(p.err, ERR_OK);
		t_null(p.root);
		done(&p);
	}
}

TEST(only_the_first_document_is_read)
{
	struct parsed p;

	parse_text(&p, "a: 1\n---\na: 2\n");
	t_str(yaml_string(p.root, "a", ""), "1");
	done(&p);
}

TEST(tags_are_kept)
{
	struct parsed p;

	parse_text(&p, "a: !Ref B\nb: !GetAtt {c: d}\ne: !Sub [x]\nf: plain\n");
	t_str(yaml_get(p.root, "a")->tag, "!Ref");
	t_str(yaml_get(p.root, "b")->tag, "!GetAtt");
	t_str(yaml_get(p.root, "e")->tag, "!Sub");
	t_null(yaml_get(p.root, "f")->tag);
	done(&p);
}

TEST(aliases_stand_for_the_last_anchor_of_their_name)
{
	struct parsed p;

	parse_text(&p, "a: &x [1, 2]\nb: *x\nc: &x 3\nd: *x\ne: {<<: *x}\n");
	t_int(p.err, ERR_OK);
	t_int(yaml_get(p.root, "b")->n, 2);
	t_str(yaml_get(p.root, "b")->child->next->text, "2");
	t_int(yaml_get(p.root, "b")->line, 2);
	t_str(yaml_string(p.root, "d", ""), "3");
	t_str(yaml_get(p.root, "e")->child->text, "<<");
	done(&p);
}

/* Small maps are looked through, large ones indexed: the seam must not show. */
TEST(repeated_keys_are_found_in_maps_of_any_size)
{
	for (int n = 1; n < 25; n++) {
		for (int with_complex = 0; with_complex < 2; with_complex++) {
			struct parsed p;
			struct buf b;

			buf_init(&b);
			for (int i = 0; i < n; i++) {
				buf_printf(&b, "k%d: 1\n", i);
				if (with_complex && i == 7)
					buf_adds(&b, "? [x]\n: 2\n");
			}
			for (int i = 0; i < n; i += 3)
				buf_printf(&b, "k%d: again\n", i);
			parse_text(&p, buf_str(&b));
			t_int(p.err, ERR_OK);
			t_int(p.diags.n_warnings, (n + 2) / 3);
			t_int(p.root->n, n + (with_complex && n > 7));
			t_str(yaml_string(p.root, "k0", ""), "again");
			done(&p);
			buf_done(&b);
		}
	}
}

TEST(bounds_may_be_given)
{
	static const struct yaml_bounds narrow = { .bytes = 40, .nodes = 4 };
	static const struct yaml_bounds whole = { .bytes = 4000, .nodes = 400, .is_whole = true };
	const char *const one = "a: [1, 2, 3]\n", *const two = "a: 1\n---\nb: 2\n";
	const struct yaml_node *root;
	struct diag_list diags;
	struct arena a;

	arena_init(&a);
	diag_list_init(&diags);
	t_int(yaml_parse_bounded(&a, one, strlen(one), 1, &narrow, &diags, &root), ERR_SYNTAX);
	t_str(diags.items[0].hint, "at most 4, with aliases counted in full");
	t_int(yaml_parse_bounded(&a, one, 41, 1, &narrow, &diags, &root), ERR_TOO_BIG);
	t_int(yaml_parse_bounded(&a, one, strlen(one), 1, &whole, &diags, &root), ERR_OK);
	t_int(yaml_parse_bounded(&a, two, strlen(two), 1, &whole, &diags, &root), ERR_SYNTAX);
	t_int(diags.items[2].line, 2);
	t_int(yaml_parse(&a, two, strlen(two), 1, &diags, &root), ERR_OK);
	diag_list_done(&diags);
	arena_done(&a);
}

TEST(a_repeated_key_warns_and_the_last_one_counts)
{
	struct parsed p;

	parse_text(&p, "a: 1\nb: 2\na: [3]\nc: {a: 4}\n");
	t_int(p.err, ERR_OK);
	t_int(p.root->n, 3);
	t_int(yaml_get(p.root, "a")->kind, YAML_LIST);
	t_int(p.diags.n, 1);
	t_int(p.diags.n_warnings, 1);
	t_str(p.diags.items[0].rule, "duplicate-key");
	t_int(p.diags.items[0].line, 3);
	done(&p);
}

TEST(keys_that_are_no_scalars_do_no_harm)
{
	struct parsed p;

	parse_text(&p, "? [a, b]\n: c\n? {d: e}\n: f\ng: h\n");
	t_int(p.err, ERR_OK);
	t_int(p.root->n, 3);
	t_str(yaml_string(p.root, "g", ""), "h");
	done(&p);
}

TEST(escapes_cannot_make_control_characters)
{
	struct parsed p;

	parse_text(&p, "\"k\\e\": !t%1Bg \"a\\0b\\x1b\\u202ec\"\n");
	t_int(p.err, ERR_OK);
	t_true(utf8_is_clean(p.root->child->text, p.root->child->len));
	t_str(p.root->child->value->text, "a\xEF\xBF\xBD" "b\xEF\xBF\xBD\xEF\xBF\xBD" "c");
	t_str(p.root->child->value->tag, "!t\xEF\xBF\xBDg");
	done(&p);
}

TEST(unknown_fields_are_told_with_the_nearest_known_one)
{
	static const char *const known[] = { "title", "minutes", NULL };
	struct parsed p;

	parse_text(&p, "titel: a\nminutes: 3\nxyz: 1\n");
	yaml_check_keys(p.root, known, &p.diags);
	yaml_check_keys(NULL, known, &p.diags);
	t_int(p.diags.n_warnings, 2);
	t_str(p.diags.items[0].rule, "unknown-field");
	t_str(p.diags.items[0].hint, "did you mean \"title\"?");
	t_null(p.diags.items[1].hint);
	done(&p);
}

/* ---- bounds ---- */

static double parse_seconds(struct parsed *p, char *text)
{
	clock_t start = clock();

	parse_text(p, text);
	/* The quoted lines are copies: the text may go. */
	free(text);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static char *repeat(const char *head, const char *format, int n, const char *tail)
{
	struct buf b;

	buf_init(&b);
	buf_adds(&b, head);
	for (int i = 0; i < n; i++) {
		for (const char *c = format; *c; c++) {
			if (*c == '#')
				buf_printf(&b, "%d", i);
			else
				buf_addc(&b, *c);
		}
	}
	buf_adds(&b, tail);
	return buf_take(&b);
}

TEST(expansion_nesting_and_size_are_bounded)
{
	struct parsed p;
	char *text;

	t_true(parse_seconds(&p, repeat("a: &a0 [x, x]\n", "b#: &b# [*a0, *a0, *a0]\n", 60000, "")) < 2);
	t_int(p.err, ERR_SYNTAX);
	t_str(p.diags.items[0].text, "too many values");
	done(&p);
	t_true(parse_seconds(&p, repeat("", "[", 100000, "")) < 1);
	t_int(p.err, ERR_SYNTAX);
	t_str(p.diags.items[0].text, "nested too deep");
	done(&p);
	text = repeat("a: ", "xxxxxxxxxx", 500000, "\n");
	parse_text(&p, text);
	t_int(p.err, ERR_TOO_BIG);
	t_int(p.diags.n, 1);
	done(&p);
	free(text);
}

TEST(a_template_of_20000_resources_fits)
{
	struct parsed p;

	t_true(parse_seconds(&p, repeat("Resources:\n",
					"  Q#:\n    Type: T\n    Properties:\n      P: {A: !GetAtt Q#}\n",
					20000, "")) < 2);
	t_int(p.err, ERR_OK);
	t_int(p.root->child->value->n, 20000);
	done(&p);
}

TEST(many_anchors_and_repeated_keys_take_little_time)
{
	struct parsed p;

	t_true(parse_seconds(&p, repeat("l: [", "&a# x, *a0, ", 60000, "]\n")) < 2);
	t_int(p.err, ERR_OK);
	done(&p);
	t_true(parse_seconds(&p, repeat("", "k: 1\n", 50000, "")) < 1);
	t_int(p.root->n, 1);
	t_int(p.diags.n_warnings, 20);
	done(&p);
}

/* ---- front matter ---- */

static void front(const char *text, size_t body, int body_line, bool has_root)
{
	struct front_matter f;
	struct arena a;

	arena_init(&a);
	front_matter_parse(&a, text, strlen(text), 3, NULL, &f);
	t_int(f.body, body);
	t_int(f.body_line, body_line);
	t_int(f.root != NULL, has_root);
	arena_done(&a);
}

TEST(front_matter_ends_at_the_second_rule)
{
	front("---\na: b\n---\ntext\n", 13, 6, true);
	front("--- \na: b\n...\n", 14, 6, true);
	front("---\na: b\n---", 12, 6, true);
}

TEST(what_is_no_front_matter_stays_text)
{
	front("", 0, 3, false);
	front("text\n---\na: b\n---\n", 0, 3, false);
	front("---\n", 0, 3, false);
	front("---\na: b\n", 0, 3, false);
	front("---\n\na: b\n\n---\n", 0, 3, false);
	front("---\nonly words\n---\n", 0, 3, false);
	front("---\n- a\n---\n", 0, 3, false);
	front("----\na: b\n----\n", 0, 3, false);
}

TEST(front_matter_that_does_not_parse_is_told_in_its_own_line)
{
	static const char text[] = "---\ntitle: a\nbad: [1\n---\n# T\n";
	struct front_matter f;
	struct diag_list diags;
	struct arena a;

	arena_init(&a);
	diag_list_init(&diags);
	diag_in(&diags, "l.md", text, strlen(text));
	front_matter_parse(&a, text, strlen(text), 1, &diags, &f);
	t_null(f.root);
	t_int(f.body, 0);
	t_int(diags.n, 1);
	t_int(diags.items[0].line, 4);
	diag_list_done(&diags);
	arena_done(&a);
}

TESTS(t(broken_yaml_is_told_with_place_and_plain_words),
      t(columns_count_bytes_and_lines_count_from_the_file),
      t(scalars_lists_and_maps_become_nodes),
      t(nothing_is_an_empty_document),
      t(only_the_first_document_is_read),
      t(tags_are_kept),
      t(aliases_stand_for_the_last_anchor_of_their_name),
      t(repeated_keys_are_found_in_maps_of_any_size), t(bounds_may_be_given),
      t(a_repeated_key_warns_and_the_last_one_counts),
      t(keys_that_are_no_scalars_do_no_harm),
      t(escapes_cannot_make_control_characters),
      t(unknown_fields_are_told_with_the_nearest_known_one),
      t(expansion_nesting_and_size_are_bounded),
      t(a_template_of_20000_resources_fits),
      t(many_anchors_and_repeated_keys_take_little_time),
      t(front_matter_ends_at_the_second_rule),
      t(what_is_no_front_matter_stays_text),
      t(front_matter_that_does_not_parse_is_told_in_its_own_line))
