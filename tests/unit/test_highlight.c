/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/prng.h"
#include "layout/highlight.h"

/*
 * The letters of the roles (role_letter) of each byte, a blank for blanks:
 * c code, y name, r string, u number, x word, o comment, d dim.
 */
static void roles_are(const char *info, const char *code, const char *expected)
{
	struct highlight h;
	struct buf out;

	buf_init(&out);
	highlight_init(&h, info);
	while (*code) {
		size_t n = strcspn(code, "\n");

		for (size_t i = 0, len; i < n; i += len) {
			enum role role;

			len = highlight_next(&h, code, n, i, &role);
			t_true(len > 0 && i + len <= n);
			for (size_t k = i; k < i + len; k++)
				buf_addc(&out, code[k] == ' ' ? ' ' : role_letter(role));
		}
		buf_addc(&out, '\n');
		code += n + (code[n] == '\n');
	}
	t_str(buf_str(&out), expected);
	buf_done(&out);
}

TEST(an_unknown_language_is_plain_code)
{
	roles_are("", "if (x) \"y\"\n", "cc ccc ccc\n");
	roles_are("rust", "fn main() {}", "cc cccccc cc\n");
	roles_are("yamlish", "a: 1", "cc c\n");
}

TEST(a_language_is_the_first_word_of_the_info)
{
	roles_are("YAML", "a: 1", "yc u\n");
	roles_are("json,editable", "1", "u\n");
	roles_are("python {.x}", "1", "u\n");
	t_int(highlight_name("yaml title=x"), 4);
	t_int(highlight_name(""), 0);
}

TEST(yaml_keys_and_values)
{
	roles_are("yaml", "Type: AWS::Lambda::Function", "yyyyc ccccccccccccccccccccc\n");
	roles_are("yaml", "Timeout: 30", "yyyyyyyc uu\n");
	roles_are("yaml", "Name: 'it''s' # why", "yyyyc rrrrrrr o ooo\n");
	roles_are("yaml", "\"a b\": \"c \\\" d\"", "yy yyc rr rr rr\n");
	roles_are("yaml", "On: true", "yyc xxxx\n");
	roles_are("yaml", "- Key: a#b", "c yyyc ccc\n");
	roles_are("yaml", "url: http://x:80/", "yyyc cccccccccccc\n");
	roles_are("yaml", "Role: !GetAtt Fn.Arn", "yyyyc xxxxxxx cccccc\n");
	roles_are("yaml", "base: &b\nuse: *b", "yyyyc xx\nyyyc xx\n");
}

TEST(yaml_flow_collections)
{
	roles_are("yaml", "P: { Handler: a.b, Timeout: 30, L: [x, 2] }",
		  "yc c yyyyyyyc cccc yyyyyyyc uuc yc ccc uc c\n");
	roles_are("yaml", "text: a, b: c", "yyyyc cc cc c\n");
}

TEST(yaml_block_scalars_last_while_lines_are_deeper)
{
	roles_are("yaml", "a:\n  b: |-\n    x: 1\n\n     # no comment\n  c: >\n   t\nd: 1\n",
		  "yc\n  yc xx\n    rr r\n\n     r rr rrrrrrr\n  yc x\n   r\nyc u\n");
	roles_are("yaml", "a: |b\nc: d", "yc cc\nyc c\n");
}

TEST(json_keys_strings_and_numbers)
{
	roles_are("json", "{\"a\": \"b\", \"c\" : [-1.5e3, true, null]}",
		  "cyyyc rrrc yyy c cuuuuuuc xxxxc xxxxcc\n");
	roles_are("json", "\"a\\\"b\" // x", "rrrrrr oo o\n");
	roles_are("json", "\"open", "rrrrr\n");
}

TEST(shell_commands_words_and_strings)
{
	roles_are("bash", "aws s3 cp \"$f\" s3://b # copy", "xxx cc cc rrrr cccccc o oooo\n");
	roles_are("sh", "X=1 Y=$X env | sort && ls", "ycc ycyy xxx c xxxx cc xx\n");
}

TEST(shell_strings_and_texts_go_over_lines)
{
	roles_are("sh", "echo 'a\nb' c", "xxxx rr\nrr c\n");
	roles_are("sh", "cat <<-'EOF' > x\n$a # b\n\tEOF\nls",
		  "xxx cccccccc c c\nrr r r\ncccc\nxx\n");
	roles_are("sh", "aws s3 \\\n ls\nls", "xxx cc c\n cc\nxx\n");
	roles_are("sh", "cat <<< x", "xxx ccc c\n");
}

TEST(a_session_tells_commands_from_output)
{
	roles_are("console", "$ aws s3 ls\nit's output \"x\n# ls\n$",
		  "d xxx cc cc\ncccc cccccc cc\nd xx\nc\n");
	roles_are("console", "$ cat <<E\n$ x\nE\nout", "d xxx ccc\nr r\nc\nccc\n");
}

TEST(python_words_names_and_strings)
{
	roles_are("python", "@app.get\ndef handler(event, x=1.5): # c",
		  "xxxxxxxx\nxxx yyyyyyyccccccc ccuuucc o o\n");
	roles_are("py", "return f\"a{b}\" + rb'\\'' or None", "xxxxxx rrrrrrr c rrrrrr xx xxxx\n");
	roles_are("py", "a = x2 @ y", "c c cc c c\n");
	roles_are("py", "class_ = 'in'", "cccccc c rrrr\n");
}

TEST(python_texts_in_three_quotes_go_over_lines)
{
	roles_are("py", "x = \"\"\"a\n'b' # c\nd\"\"\" + 1", "c c rrrr\nrrr r r\nrrrr c u\n");
	roles_are("py", "'''a''' ''", "rrrrrrr rr\n");
}

TEST(anything_is_scanned_to_its_end)
{
	static const char *const infos[] = { "yaml", "json", "sh", "console", "python" };
	static const char signs[] = "aA0 \t'\"\\#$-:{}[]|>&*!@<=,./\xC3\xA9";
	struct prng r;

	prng_init(&r, 1);
	for (int run = 0; run < 20000; run++) {
		struct highlight h;

		highlight_init(&h, infos[run % 5]);
		for (int line = 0; line < 4; line++) {
			size_t n = prng_below(&r, 12);
			char *s = malloc(n + 1);	/* of its own: reading beyond it is seen */

			for (size_t i = 0; i < n; i++)
				s[i] = signs[prng_below(&r, sizeof(signs) - 1)];
			for (size_t i = 0, len; i < n; i += len) {
				enum role role = ROLE_COUNT;

				len = highlight_next(&h, s, n, i, &role);
				t_true(len > 0 && i + len <= n && role < ROLE_COUNT);
			}
			h.word_len = 0;	/* points into s */
			free(s);
		}
	}
}

/* Each line makes some scanner look far ahead; done again at each byte that would take minutes. */
TEST(scanning_is_linear)
{
	static const char *const infos[] = { "yaml", "json", "sh", "console", "python" };
	static const char *const parts[] = { "\"", "a ", "{", "[,", "${", "@", " ", "a:", "'\\",
					     "- ", "<<", "#", "{,", "\"\"\"", " #", ": " };
	enum { N = 1 << 20 };
	char *s = malloc(N);

	for (size_t k = 0; k < sizeof(parts) / sizeof(*parts); k++) {
		size_t len = strlen(parts[k]);

		for (size_t i = 0; i < N; i++)
			s[i] = parts[k][i % len];
		for (size_t l = 0; l < 5; l++) {
			struct highlight h;
			enum role role;

			highlight_init(&h, infos[l]);
			for (size_t i = 0; i < N;)
				i += highlight_next(&h, s, N, i, &role);
		}
	}
	free(s);
}

TESTS(t(an_unknown_language_is_plain_code), t(a_language_is_the_first_word_of_the_info),
      t(yaml_keys_and_values), t(yaml_flow_collections),
      t(yaml_block_scalars_last_while_lines_are_deeper), t(json_keys_strings_and_numbers),
      t(shell_commands_words_and_strings), t(shell_strings_and_texts_go_over_lines),
      t(a_session_tells_commands_from_output), t(python_words_names_and_strings),
      t(python_texts_in_three_quotes_go_over_lines), t(anything_is_scanned_to_its_end),
      t(scanning_is_linear))
