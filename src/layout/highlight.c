/* SPDX-License-Identifier: MIT */
#include "layout/highlight.h"

#include <string.h>
#include <strings.h>

#include "layout/highlight_scan.h"

static const struct {
	const char *name;
	highlight_token *token;
} languages[] = {
	{ "yaml", highlight_yaml }, { "yml", highlight_yaml }, { "json", highlight_json },
	{ "jsonc", highlight_json }, { "json5", highlight_json }, { "sh", highlight_shell },
	{ "bash", highlight_shell }, { "shell", highlight_shell }, { "zsh", highlight_shell },
	{ "console", highlight_console }, { "shell-session", highlight_console },
	{ "python", highlight_python }, { "py", highlight_python },
	{ "python3", highlight_python },
};

size_t highlight_name(const char *info)
{
	return strcspn(info, " \t,{");
}

void highlight_init(struct highlight *h, const char *info)
{
	size_t n = highlight_name(info);

	*h = (struct highlight){ 0 };
	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
		if (strlen(languages[i].name) == n && !strncasecmp(languages[i].name, info, n))
			h->token = languages[i].token;
}

size_t highlight_next(struct highlight *h, const char *s, size_t n, size_t i, enum role *ret_role)
{
	*ret_role = ROLE_CODE;
	return h->token ? h->token(h, s, n, i, ret_role) : n - i;
}

bool scan_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool scan_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool scan_is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || scan_is_digit(c) || c == '_' ||
	       (unsigned char)c >= 0x80;
}

size_t scan_blanks(const char *s, size_t n, size_t i)
{
	while (i < n && scan_is_blank(s[i]))
		i++;
	return i;
}

size_t scan_word(const char *s, size_t n, size_t i)
{
	while (i < n && scan_is_word(s[i]))
		i++;
	return i;
}

size_t scan_number(const char *s, size_t n, size_t i)
{
	size_t at = i < n && (s[i] == '-' || s[i] == '+') ? i + 1 : i;

	if (at >= n || !scan_is_digit(s[at]))
		return i;
	while (at < n && (scan_is_word(s[at]) || s[at] == '.'))
		at++;
	return at;
}

size_t scan_string(const char *s, size_t n, size_t i, char quote, bool has_escapes,
		   bool *ret_is_closed)
{
	*ret_is_closed = false;
	for (; i < n; i++) {
		if (s[i] == quote) {
			*ret_is_closed = true;
			return i + 1;
		}
		if (has_escapes && s[i] == '\\' && i + 1 < n)
			i++;
	}
	return n;
}

bool scan_is_one_of(const char *s, size_t from, size_t to, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == to - from && !memcmp(*words, s + from, to - from))
			return true;
	return false;
}
