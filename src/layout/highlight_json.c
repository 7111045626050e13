/* SPDX-License-Identifier: MIT */
#include "layout/highlight_scan.h"

static size_t string_token(const char *s, size_t n, size_t i, enum role *ret_role)
{
	bool is_closed;
	size_t end = scan_string(s, n, i + 1, s[i], true, &is_closed);
	size_t after = scan_blanks(s, n, end);

	*ret_role = after < n && s[after] == ':' ? ROLE_CODE_KEY : ROLE_CODE_STRING;
	return end - i;
}

size_t highlight_json(struct highlight *h, const char *s, size_t n, size_t i, enum role *ret_role)
{
	static const char *const words[] = { "true", "false", "null", NULL };
	size_t end;

	(void)h;
	if (scan_is_blank(s[i]))
		return scan_blanks(s, n, i) - i;
	if (s[i] == '"' || s[i] == '\'')
		return string_token(s, n, i, ret_role);
	if (s[i] == '/' && i + 1 < n && s[i + 1] == '/') {
		*ret_role = ROLE_CODE_COMMENT;
		return n - i;
	}
	end = scan_number(s, n, i);
	if (end > i) {
		*ret_role = ROLE_CODE_NUMBER;
		return end - i;
	}
	end = scan_word(s, n, i);
	if (end == i)
		return 1;
	if (scan_is_one_of(s, i, end, words))
		*ret_role = ROLE_CODE_WORD;
	return end - i;
}
