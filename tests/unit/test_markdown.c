/* SPDX-License-Identifier: MIT */
#include "tests/support/prop.h"

#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "model/diagram.h"
#include "parse/blocks.h"
#include "parse/markdown.h"
#include "tests/support/block_dump.h"

static struct doc *open_text(const char *text, size_t len, size_t section_bytes)
{
	return markdown_open(text, len, &(struct markdown_options){
		.file = "x.md", .first_line = 1, .section_bytes = section_bytes,
	});
}

static void dump_doc(struct doc *d, bool with_lines, struct buf *out)
{
	for (size_t i = 0; i < d->n_sections; i++)
		block_dump(doc_section(d, i), with_lines, out);
}

/* Compares what text gives with what is expected, in the notation of block_dump.h. */
static void gives(const char *text, const char *expected)
{
	struct doc *d = open_text(text, strlen(text), 0);
	struct buf out;

	buf_init(&out);
	dump_doc(d, false, &out);
	t_str(buf_str(&out), expected);
	buf_done(&out);
	doc_free(d);
}

/* The same with "@line" behind each kind. */
static void gives_lines(const char *text, const char *expected)
{
	struct doc *d = open_text(text, strlen(text), 0);
	struct buf out;

	buf_init(&out);
	dump_doc(d, true, &out);
	t_str(buf_str(&out), expected);
	buf_done(&out);
	doc_free(d);
}

static char *repeat(const char *piece, size_t n, const char *tail)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < n; i++)
		buf_adds(&b, piece);
	buf_adds(&b, tail);
	return buf_take(&b);
}

static double cpu_s(void)
{
	return (double)clock() / CLOCKS_PER_SEC;
}

/* Parses text wholly and hands back how much plain text it gave, in bytes. */
static size_t survive(char *text, double most_s)
{
	double start = cpu_s();
	struct doc *d = open_text(text, strlen(text), 0);
	struct buf plain;
	size_t n;

	buf_init(&plain);
	for (size_t i = 0; i < d->n_sections; i++)
		for (const struct block *b = doc_section(d, i); b; b = b->next)
			block_plain_text(b, &plain);
	n = plain.len;
	buf_done(&plain);
	doc_free(d);
	free(text);
	t_true(cpu_s() - start < most_s);
	return n;
}

/* ---- blocks ---- */

TEST(an_empty_text_has_one_empty_section)
{
	struct doc *d = open_text("", 0, 0);

	t_int(d->n_sections, 1);
	t_null(doc_section(d, 0));
	doc_free(d);
	gives("\n\n", "");
	gives("<!-- only this -->\n", "");
}

TEST(every_commonmark_block_becomes_one_of_ours)
{
	gives_lines("# One\n"
		    "\n"
		    "Two\n"
		    "---\n"
		    "text\n"
		    "more\n"
		    "\n"
		    "***\n"
		    "> quote\n"
		    "\n"
		    "    code\n"
		    "\n"
		    "~~~sh x\n"
		    "ls\n"
		    "~~~\n",
		    "h@1: 1 #one One\n"
		    "h@3: 2 #two Two\n"
		    "p@5: text more\n"
		    "rule@8:\n"
		    "quote@9:\n"
		    "  p@9: quote\n"
		    "code@11: () code\\n\n"
		    "code@13: (sh x) ls\\n\n");
}

TEST(lists_know_their_kind_and_start)
{
	gives("- a\n- b\n\n3) c\n\n4) d\n",
	      "list: tight\n"
	      "  item:\n"
	      "    p: a\n"
	      "  item:\n"
	      "    p: b\n"
	      "list: loose from 3\n"
	      "  item:\n"
	      "    p: c\n"
	      "  item:\n"
	      "    p: d\n");
}

TEST(task_marks_are_taken_off)
{
	gives("- [ ] open\n- [x] done\n- [X] *too*\n- [y] no\n- \\[ ] no\n- [ ]no\n",
	      "list: tight\n"
	      "  item: [ ]\n"
	      "    p: open\n"
	      "  item: [x]\n"
	      "    p: done\n"
	      "  item: [x]\n"
	      "    p: {E too}\n"
	      "  item:\n"
	      "    p: [y] no\n"
	      "  item:\n"
	      "    p: [ ] no\n"
	      "  item:\n"
	      "    p: [ ]no\n");
}

TEST(line_numbers_begin_where_the_text_does)
{
	struct doc *d = markdown_open("# a\n\nb\n", 7, &(struct markdown_options){
		.file = "x.md", .first_line = 10,
	});

	t_int(d->sections[0].line, 10);
	t_int(doc_section(d, 0)->line, 10);
	t_int(doc_section(d, 0)->next->line, 12);
	doc_free(d);
}

/* ---- text ---- */

TEST(spans_carry_styles_and_neighbours_join)
{
	gives("a *b **c*** `d` [e *f*](g)  \nh\ni\\*j &amp; k\n",
	      "p: a {E b }{EB c} {C d} {L:g e }{EL:g f}{/}h i*j & k\n");
}

TEST(images_and_links_never_vanish)
{
	gives("![a *b* `c`](p) ![](q) [](r) [![s](t)](u) <http://v>\n",
	      "p: {I:p a b c} {I:q } {L:r r} {LI:u s} {L:http://v http://v}\n");
}

TEST(strikes_need_two_tildes_around_words)
{
	gives("~~a *b* c~~ ~~d ~ e~f ~~ g ~~h~~ ~~~j~~~ `~~k~~`\n",
	      "p: {T a }{ET b}{T  c} ~~d ~ e~f ~~ g {T h} ~~~j~~~ {C ~~k~~}\n");
	gives("*~~a* b~~\n", "p: {E ~~a} b~~\n");
	gives("\\~~a~~ `\\~~`\n", "p: ~~a~~ {C \\~~}\n");
	gives("a\n~~b~~\nc ~~d~~\n", "p: a {T b} c {T d}\n");
}

TEST(entities_cannot_make_control_characters)
{
	gives("a&#27;b &#x202E;c &#10;d [x](y&#7;z) `&#27;`\n\n```a&#27;b\n```\n",
	      "p: a\xEF\xBF\xBD" "b \xEF\xBF\xBD" "c  d {L:y\xEF\xBF\xBDz x} {C &#27;}\n"
	      "code: (a\xEF\xBF\xBD" "b)\n");
}

TEST(inline_html_becomes_style_or_stays_visible)
{
	gives("<kbd>Q</kbd> <b>x <i>y</i></b> <del>z</del> <code>c</code><br>d <!-- gone -->e\n",
	      "p: {K Q} {B x }{EB y} {T z} {C c}{/}d e\n");
	gives("<a href=\"u&amp;v\">l</a> <span class=x>s</span> 10<sup>6</sup> H<sub>2</sub>O "
	      "<img alt='al' src=p> <x-y z>w</x-y>\n",
	      "p: {L:u&v l} s 10^6 H2O {I:p al} {R <x-y z>}w{R </x-y>}\n");
	gives("a </b> **b </strong> c** d\n",
	      "p: a  {B b  c} d\n");
}

TEST(html_blocks_keep_their_text)
{
	gives("<div align=center>\n<p>one   two &lt; <b>three</b><br>\nfour</p></div>\n",
	      "html: one two < {B three}{/}four\n");
	gives("<table><tr><th>A</th><th>B</th></tr>\n<tr><td>1<td>2</table>\n",
	      "html: A | B{/}1 | 2\n");
	gives("<details>\n<summary>More</summary>\n\n*in*\n\n</details>\n",
	      "html: {B More}\np: {E in}\n");
	gives("<script>\nlet a = '<b>'\n</script>\n",
	      "html: {R <script>}{/}{R let a = '<b>'}{/}{R </script>}\n");
	gives("<pre>\na\n\n  b\n</pre>\n", "html: {C a}{/}{/}{C   b}\n");
	gives("<ul><li>a<li>b</ul>\n", "html: • a{/}• b\n");
	gives("<div>\na <video src=x> b <!-- open\n", "html: a {R <video src=x>} b <!-- open\n");
}

TEST(footnotes_stay_text)
{
	gives("a[^1]\n\n[^1]: word\n\n> [^2]: word\n",
	      "p: a[^1]\n"
	      "p: [^1]: word\n"
	      "quote:\n"
	      "  p: [^2]: word\n");
	gives("```\n[^1]: word\n```\n", "code: () [^1]: word\\n\n");
	gives("<!--\n[^1]:--> x\n\ny\n", "html: x\np: y\n");
}

/* ---- tables ---- */

TEST(a_pipe_table_has_columns_rows_and_alignment)
{
	gives_lines("x\n\n| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | *2* |\n1|2|3|4|5\n",
		    "p@1: x\n"
		    "table@3: -<^>\n"
		    "  |a|b|c|d\n"
		    "  |1|{E 2}||\n"
		    "  |1|2|3|4\n");
}

TEST(bars_in_cells_are_escaped)
{
	gives("| a\\|b | `c\\|d` |\n|-|-|\n| \\\\ | [x\\|](y) |\n",
	      "table: --\n  |a|b|{C c|d}\n  |\\|{L:y x|}\n");
}

TEST(cells_are_inlines_whatever_they_look_like)
{
	gives("| a |\n|---|\n| # `h` |\n| - *x* |\n| [r]: /u |\n| 1. &amp; |\n| ``` |\n",
	      "table: -\n  |a\n  |# {C h}\n  |- {E x}\n  |[r]: /u\n  |1. &\n  |```\n");
}

TEST(a_table_may_follow_text_and_stand_in_quotes_and_lists)
{
	gives("one\ntwo *x*\na | b\n-|-\n1 | 2\n\nafter\n",
	      "p: one two {E x}\ntable: --\n  |a|b\n  |1|2\np: after\n");
	gives("> - | a |\n>   |---|\n>   | b |\n> text\n",
	      "quote:\n"
	      "  list: tight\n"
	      "    item:\n"
	      "      table: -\n"
	      "        |a\n"
	      "        |b\n"
	      "        |text\n");
	gives("| a |\n|---|\n| b |\n---\n", "table: -\n  |a\n  |b\nrule:\n");
}

TEST(what_is_no_table_stays_text)
{
	gives("| a | b |\n|---|\n", "p: | a | b | |---|\n");
	gives("| a |\n\n|---|\n", "p: | a |\np: |---|\n");
	gives("| a |\n| - x |\n", "p: | a | | - x |\n");
	gives("[a]: /u\n-\n", "p: -\n");
	gives("===\n-\n", "h: 2 # ===\n");
}

TEST(links_in_cells_find_definitions_before_and_after)
{
	gives("| [a] | [b] |\n|---|---|\n\n[a]: /a\n\n- [b]: /b\n",
	      "table: --\n  |{L:/a a}|{L:/b b}\nlist: tight\n  item:\n");
	gives("[a]: /a\n[b]: /b\ntext\n| [a] |\n|---|\n", "p: text\ntable: -\n  |{L:/a a}\n");
}

TEST(a_table_cannot_grow_beyond_its_source)
{
	struct buf b;

	buf_init(&b);
	for (int i = 0; i < 2000; i++)
		buf_adds(&b, "|a");
	buf_adds(&b, "|\n");
	for (int i = 0; i < 2000; i++)
		buf_adds(&b, "|-");
	for (int i = 0; i < 20000; i++)
		buf_adds(&b, "|\n");
	survive(buf_take(&b), 2);
}

/* ---- headings ---- */

TEST(heading_ids_follow_mdbook)
{
	struct {
		const char *text, *id;
	} cases[] = {
		{ "What is S3?", "what-is-s3" },
		{ "`--passes`: add more rustdoc passes", "--passes-add-more-rustdoc-passes" },
		{ "Method-call \U0001F419 expressions \U0001F47C", "method-call--expressions-" },
		{ "_-_12345", "_-_12345" },
		{ "  中文標題 CJK title ", "中文標題-cjk-title" },
		{ "Über — so", "Über--so" },
		{ "にほんご 한국어", "にほんご-한국어" },
		{ "", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf id;

		buf_init(&id);
		markdown_heading_id(cases[i].text, strlen(cases[i].text), &id);
		t_str(buf_str(&id), cases[i].id);
		buf_done(&id);
	}
	gives("# `--passes`: [add](x) **more** ![alt](y) <b>z</b>\n",
	      "h: 1 #--passes-add-more--z {C --passes}: {L:x add} {B more} {I:y alt} {B z}\n");
}

TEST(repeated_ids_are_numbered_and_stay_unique)
{
	gives("# A\n# A\n# A-1\n# A\n", "h: 1 #a A\nh: 1 #a-1 A\nh: 1 #a-1-1 A-1\nh: 1 #a-2 A\n");
}

TEST(attributes_set_the_id_and_are_not_shown)
{
	gives("# A {#mine}\n## *B* {.c #d e=f} ##\n# C {.x}\n# D {not this}\n# E {}\n# {#f}\n",
	      "h: 1 #mine A\n"
	      "h: 2 #d {E B}\n"
	      "h: 1 #c C\n"
	      "h: 1 #d-not-this D {not this}\n"
	      "h: 1 #e- E {}\n"
	      "h: 1 #f\n");
}

TEST(a_late_section_numbers_its_ids_without_the_others_being_parsed)
{
	struct buf b;
	struct doc *d;
	const struct block *last;

	buf_init(&b);
	for (int i = 0; i < 50; i++)
		buf_adds(&b, "# Same *old* heading\n\ntext\n\n");
	d = open_text(b.p, b.len, 1);
	t_int(d->n_sections, 50);
	last = doc_section(d, 49);
	t_str(last->id, "same-old-heading-49");
	t_false(d->sections[10].is_parsed);
	t_str(doc_section(d, 10)->id, "same-old-heading-10");
	doc_free(d);
	buf_done(&b);
}

TEST(headings_in_lists_and_underlined_ones_are_counted_too)
{
	static const char text[] = "# A\n\n- # A\n\n# B\n\nA\n===\n\n> A\n> -\n\n# A\n";
	struct doc *d = open_text(text, strlen(text), 1);

	t_int(d->n_sections, 4);
	t_str(doc_section(d, 3)->id, "a-4");
	doc_free(d);
}

/* ---- sections ---- */

static size_t count_sections(const char *text)
{
	struct doc *d = open_text(text, strlen(text), 1);
	size_t n = d->n_sections;

	doc_free(d);
	return n;
}

TEST(sections_begin_at_headings_of_the_top_level_only)
{
	t_int(count_sections("a\n# b\n## c\n"), 3);
	t_int(count_sections("```\n# b\n```\n# c\n"), 2);
	t_int(count_sections("~~~\n```\n# b\n~~~\n# c\n"), 2);
	t_int(count_sections("````\n```\n# b\n````\n# c\n"), 2);
	t_int(count_sections("``` a`b\n# c\n"), 2);
	t_int(count_sections("<!--\n\n# b\n\n-->\n# c\n"), 2);
	t_int(count_sections("<pre>\n\n# b\n</pre>\n# c\n"), 2);
	t_int(count_sections("<div>\n# b\n\n# c\n"), 2);
	t_int(count_sections("- ```\n  x\n  ```\n# c\n"), 2);
	t_int(count_sections("- a\n\n  ```\n  # b\n  ```\n\n# c\n"), 2);
	t_int(count_sections("- ```\n# c\n"), 2);
	t_int(count_sections(" # b\n#c\n####### d\n"), 1);
	t_int(count_sections("a\n\nb\n===\nc\n\nd\n---\n"), 3);
	t_int(count_sections("a\nb\n===\n\n- c\n---\n\n> d\n---\n\n---\n"), 1);
}

TEST(where_fences_are_doubtful_nothing_is_cut)
{
	t_int(count_sections("- a\n\n  ```\nb\n# c\n"), 1);
	t_int(count_sections("text\n2. ```\n# b\n"), 1);
	t_int(count_sections("<div>\n```\n\n# c\n"), 1);
}

TEST(definitions_count_everywhere_and_the_first_wins)
{
	static const char text[] = "[x]\n\n# a\n\n[x] [y]\n\n[x]: /1\n[y]: /2 'title'\n\n"
				   "# b\n\n[x]: /3\n\n[x] [y]\n";
	struct doc *d = open_text(text, strlen(text), 1);
	struct buf out;

	buf_init(&out);
	t_int(d->n_sections, 3);
	dump_doc(d, true, &out);
	t_str(buf_str(&out), "p@1: {L:/1 x}\n"
			     "h@3: 1 #a a\n"
			     "p@5: {L:/1 x} {L:/2 y}\n"
			     "h@10: 1 #b b\n"
			     "p@14: {L:/1 x} {L:/2 y}\n");
	buf_done(&out);
	doc_free(d);
}

TEST(doubtful_definitions_make_one_section)
{
	t_int(count_sections("# a\n\n> [x]: /1\n\n# b\n"), 1);
	t_int(count_sections("# a\n\n[x]:\n/1\n\n# b\n"), 1);
	t_int(count_sections("# a\n\n[x\ny]: /1\n\n# b\n"), 1);
	t_int(count_sections("# a\n\n- b\n\n  [x]: /1\n\n# c\n"), 1);
	t_int(count_sections("# a\n\ntext [x]: y\n\n`a[1]: b`\n\n# c\n"), 2);
	t_int(count_sections("# a\n\n```\n[x]: y\n```\n\n[^1]: note\n\n# c\n"), 2);
}

TEST(small_texts_are_one_section_and_big_ones_are_not)
{
	char *small = repeat("# h\n\nsome words\n\n", 400, "");
	char *big = repeat("# h\n\nsome words\n\n", 4000, "");
	struct doc *d = open_text(small, strlen(small), 0);

	t_int(d->n_sections, 1);
	doc_free(d);
	d = open_text(big, strlen(big), 0);
	t_true(d->n_sections >= 4 && d->n_sections <= 9);
	doc_free(d);
	free(small);
	free(big);
}

static const char *const pieces[] = {
	"# head\n", "\n", "## two\n", "\n", "text\n", "#nothead\n", " # one in\n", "  # two in\n",
	"    # four\n", "#\n", "#\thead\n", "# head {#id}\n", "# *e* `c` [a]\n", "  text\n",
	"    text\n", "\ttext\n", "```\n", "```sh\n", "~~~\n", "````\n", " ```\n", "  ```\n",
	"   ```\n", "    ```\n", "     ```\n", "``` a`b\n", "- item\n", "- \n", "-\n", "1. one\n",
	"2. two\n", "  - sub\n", "    - subsub\n", "- ```\n", "1. ```\n", "2. ```\n", "- # head\n",
	"- - ```\n", "   - ```\n", "- > ```\n", "-     ```\n", "-\t```\n", "1.  ~~~\n", "> quote\n",
	"> # h\n", "> ```\n", ">\n", "> - a\n", "> -\n", "---\n", "===\n", "***\n", "- - -\n", "--\n",
	"  ===\n", "<div>\n", "<!-- c\n", "-->\n", "<!-- c -->\n", "<pre>\n", "</pre>\n", "<script>\n",
	"<?php\n", "?>\n", "<!DOCTYPE\n", ">\n", "<![CDATA[\n", "]]>\n", "<b>\n", "  <div>\n",
	"  <!-- d\n", "- <!-- e\n", "<!x\n", "<https://x.y>\n", "\n[a]: /u\n", "\n[b]: /v 'title'\n",
	"[a]: /second\n", "[c]: /w 'open\n", "title'\n", "[b] and [c]\n", "[x\n", "y]: /z\n",
	"- [x\n", "y][z]: /u\n",
	"  [d]: /d\n", "    [d]: /d\n", "> [a]: /q\n", "- [b]: /l\n", "[e]:\n", "/dest\n",
	"[^1]: note\n", "[g\\]]: /g\n", "a | b\n", "--|--\n", "| - |\n", "| [a] | `d` |\n",
	"1. [ ] task\n", "\t```\n", "~~s~~ &amp; \\* `x`\n",
};

/* A text of a few kinds of lines, so that they meet often. */
static void make_text(struct prng *r, struct buf *out)
{
	size_t few[10] = { 0, 1 }, n = 1 + prng_below(r, 40);

	for (size_t i = 2; i < 10; i++)
		few[i] = prng_below(r, sizeof(pieces) / sizeof(*pieces));
	for (size_t i = 0; i < n; i++)
		buf_adds(out, pieces[few[prng_below(r, 10)]]);
	if (!prng_below(r, 4))
		out->len--;
}

PROP(parsing_by_sections_gives_the_same_blocks_as_parsing_the_whole, 4000)
{
	struct buf text, parts, whole;
	struct heading_ids ids;
	struct arena a;
	struct doc *d;

	buf_init(&text);
	buf_init(&parts);
	buf_init(&whole);
	arena_init(&a);
	heading_ids_init(&ids);
	make_text(r, &text);
	d = open_text(text.p, text.len, 1);
	doc_section(d, prng_below(r, d->n_sections));
	dump_doc(d, true, &parts);
	block_dump(blocks_parse(&(struct blocks_options){
			.arena = &a, .file = "", .definitions = "", .hides_definitions = true,
			.needs_guard = true, .ids = &ids,
		}, text.p, text.len, 1), true, &whole);
	t_str(buf_str(&parts), buf_str(&whole));
	doc_free(d);
	heading_ids_done(&ids);
	arena_done(&a);
	buf_done(&text);
	buf_done(&parts);
	buf_done(&whole);
}

PROP(all_text_that_comes_out_is_clean, 2000)
{
	static const char bytes[] = "&#1;&#x202e;<>[]()*_`~|-:#!\\ \n\tab\"'=/";
	struct buf text, out;
	struct doc *d;

	buf_init(&text);
	buf_init(&out);
	for (size_t n = prng_below(r, 300); n; n--)
		buf_addc(&text, bytes[prng_below(r, sizeof(bytes) - 1)]);
	d = open_text(buf_str(&text), text.len, 0);
	dump_doc(d, false, &out);
	t_true(utf8_is_clean(buf_str(&out), out.len));
	doc_free(d);
	buf_done(&text);
	buf_done(&out);
}

/* ---- bounds ---- */

TEST(nesting_is_flattened_and_keeps_its_text)
{
	size_t deepest = 0;
	char *text = repeat("> ", 100000, "bottom\n");
	struct doc *d = open_text(text, strlen(text), 0);
	struct buf out;

	for (const struct block *b = doc_section(d, 0); b; b = block_walk(b)) {
		size_t depth = 0;

		for (const struct block *p = b->parent; p; p = p->parent)
			depth++;
		deepest = depth > deepest ? depth : deepest;
	}
	t_true(deepest >= 50 && deepest <= 64);
	buf_init(&out);
	block_plain_text(doc_section(d, 0), &out);
	t_not_null(strstr(buf_str(&out), "bottom"));
	buf_done(&out);
	doc_free(d);
	free(text);
}

TEST(lists_hold_items_only_however_deep)
{
	char *text = repeat("- 1. > ", 500, "x\n");
	struct doc *d = open_text(text, strlen(text), 0);

	for (const struct block *b = doc_section(d, 0); b; b = block_walk(b))
		t_int(b->kind == BLOCK_ITEM, b->parent && b->parent->kind == BLOCK_LIST);
	doc_free(d);
	free(text);
}

TEST(hostile_texts_take_little_time)
{
	t_true(survive(repeat("> ", 100000, "x\n"), 1) > 0);
	t_true(survive(repeat("- ", 50000, "x\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"), 1) > 0);
	t_true(survive(repeat("![[]()", 100000, ""), 2) > 0);
	t_true(survive(repeat("[", 100000, ""), 1) > 0);
	t_true(survive(repeat("*a **a ", 50000, ""), 1) > 0);
	t_true(survive(repeat("~~a ", 100000, ""), 1) > 0);
	t_true(survive(repeat("<!--", 100000, ""), 1) > 0);
	t_true(survive(repeat("<div><!", 50000, ""), 1) > 0);
	t_true(survive(repeat("a\n|-\n\n", 50000, ""), 2) > 0);
	t_true(survive(repeat("# same\n", 30000, ""), 1) > 0);
	t_true(survive(repeat("word ", 1000000, ""), 2) > 0);
}

TEST(a_rule_of_many_stars_is_still_a_rule)
{
	char *text = repeat("* ", 200, "\n");

	gives(text, "rule:\n");
	free(text);
}

TEST(indented_code_keeps_markers_beyond_the_guard)
{
	char *text = repeat(" ", 140, "- x\n");
	struct doc *d = open_text(text, strlen(text), 0);
	const struct block *b = doc_section(d, 0);

	t_int(b->kind, BLOCK_CODE);
	t_int(b->code.len, 140 - 4 + 4);
	doc_free(d);
	free(text);
}

/* ---- live blocks ---- */

TEST(live_fences_come_alive_with_the_lesson_s_line_numbers)
{
	static const char text[] = "x\n\n```mermaid\nsequenceDiagram\n  A->>B: hi\n```\n";
	struct doc *d = markdown_open(text, strlen(text), &(struct markdown_options){
		.file = "x.md", .first_line = 5,
	});
	const struct block *b = doc_section(d, 0)->next;

	t_int(b->kind, BLOCK_DIAGRAM);
	t_int(b->line, 7);
	t_int(b->diagram->steps[0].line, 9);
	t_int(b->code.len, strlen("sequenceDiagram\n  A->>B: hi\n"));
	doc_free(d);
}

TEST(live_fences_that_cannot_be_drawn_say_why)
{
	gives("```mermaid\nflowchart TD\n```\n```flow\nx: y\n```\n```mermaids\n```\n",
	      "code: (mermaid) flowchart TD\\n why: flowcharts are not drawn yet\n"
	      "code: (flow) x: y\\n why: simulated flows are not played yet\n"
	      "code: (mermaids)\n");
}

PROPS(t(an_empty_text_has_one_empty_section),
      t(every_commonmark_block_becomes_one_of_ours),
      t(lists_know_their_kind_and_start),
      t(task_marks_are_taken_off),
      t(line_numbers_begin_where_the_text_does),
      t(spans_carry_styles_and_neighbours_join),
      t(images_and_links_never_vanish),
      t(strikes_need_two_tildes_around_words),
      t(entities_cannot_make_control_characters),
      t(inline_html_becomes_style_or_stays_visible),
      t(html_blocks_keep_their_text),
      t(footnotes_stay_text),
      t(a_pipe_table_has_columns_rows_and_alignment),
      t(bars_in_cells_are_escaped),
      t(cells_are_inlines_whatever_they_look_like),
      t(a_table_may_follow_text_and_stand_in_quotes_and_lists),
      t(what_is_no_table_stays_text),
      t(links_in_cells_find_definitions_before_and_after),
      t(a_table_cannot_grow_beyond_its_source),
      t(heading_ids_follow_mdbook),
      t(repeated_ids_are_numbered_and_stay_unique),
      t(attributes_set_the_id_and_are_not_shown),
      t(a_late_section_numbers_its_ids_without_the_others_being_parsed),
      t(headings_in_lists_and_underlined_ones_are_counted_too),
      t(sections_begin_at_headings_of_the_top_level_only),
      t(where_fences_are_doubtful_nothing_is_cut),
      t(definitions_count_everywhere_and_the_first_wins),
      t(doubtful_definitions_make_one_section),
      t(small_texts_are_one_section_and_big_ones_are_not),
      t(parsing_by_sections_gives_the_same_blocks_as_parsing_the_whole),
      t(all_text_that_comes_out_is_clean),
      t(nesting_is_flattened_and_keeps_its_text),
      t(lists_hold_items_only_however_deep),
      t(hostile_texts_take_little_time),
      t(a_rule_of_many_stars_is_still_a_rule),
      t(indented_code_keeps_markers_beyond_the_guard),
      t(live_fences_come_alive_with_the_lesson_s_line_numbers),
      t(live_fences_that_cannot_be_drawn_say_why))
