/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "layout/highlight_scan.h"

enum { COMMANDS, STRING, HEREDOC };

static bool is_separator(char c)
{
	return strchr(";|&(){}`!", c) && c;
}

static size_t string_token(struct highlight *h, const char *s, size_t n, size_t i, size_t from,
			   enum role *ret_role)
{
	bool is_closed;
	size_t end = scan_string(s, n, from, h->quote, h->quote == '"', &is_closed);

	*ret_role = ROLE_CODE_STRING;
	h->state = is_closed ? COMMANDS : STRING;
	return end - i;
}

/* "$name", "${...}", "$1"; a lone "$" is plain. */
static size_t variable_token(const char *s, size_t n, size_t i, enum role *ret_role)
{
	size_t end = i + 1;

	if (end < n && s[end] == '{') {
		const char *close = memchr(s + end, '}', n - end);

		end = close ? (size_t)(close - s) + 1 : n;
	} else if (end < n && strchr("?!#@*$", s[end])) {
		end++;
	} else {
		end = scan_word(s, n, end);
	}
	if (end > i + 1)
		*ret_role = ROLE_CODE_KEY;
	return end - i;
}

/* "<<EOF", "<<-'EOF'": the lines to come are text, until one is the word. */
static size_t heredoc_token(struct highlight *h, const char *s, size_t n, size_t i)
{
	size_t at = i + 2, end;
	bool is_quoted;

	if (at < n && s[at] == '-')
		at++;
	at = scan_blanks(s, n, at);
	is_quoted = at < n && (s[at] == '\'' || s[at] == '"');
	at += is_quoted;
	end = scan_word(s, n, at);
	if (end == at)
		return 2;
	h->word = s + at;
	h->word_len = end - at;
	if (is_quoted && end < n && s[end] == s[at - 1])
		end++;
	return end - i;
}

static bool is_heredoc_end(const struct highlight *h, const char *s, size_t n)
{
	size_t from = 0;

	while (from < n && s[from] == '\t')
		from++;
	return n - from == h->word_len && !memcmp(s + from, h->word, h->word_len);
}

/* What is no command's name: none follows it, but after a "NAME=value". */
static void argument_seen(struct highlight *h)
{
	if (!h->is_value)
		h->is_start = false;
}

/* A command's name, a keyword, "NAME=" or an argument. */
static size_t word_token(struct highlight *h, const char *s, size_t n, size_t i,
			 enum role *ret_role)
{
	static const char *const goes_on[] = { "if", "then", "else", "elif", "do", "while",
					       "until", "sudo", "time", NULL };
	size_t name = scan_word(s, n, i), end = i;

	if (h->is_start && !h->is_value && name > i && name < n && s[name] == '=') {
		*ret_role = ROLE_CODE_KEY;
		h->is_value = true;
		return name - i;
	}
	while (end < n && !scan_is_blank(s[end]) && !is_separator(s[end]) &&
	       !strchr("'\"$<>", s[end]))
		end += s[end] == '\\' && end + 1 < n ? 2 : 1;
	if (end == i)
		end++;
	if (h->is_start && !h->is_value)
		*ret_role = ROLE_CODE_WORD;
	if (!scan_is_one_of(s, i, end, goes_on))
		argument_seen(h);
	return end - i;
}

/* Starts a line; true when it is taken as a whole. */
static bool line_start(struct highlight *h, const char *s, size_t n, enum role *ret_role)
{
	if (h->word_len && h->state != HEREDOC)
		h->state = HEREDOC;
	if (h->state == HEREDOC) {
		*ret_role = ROLE_CODE_STRING;
		if (is_heredoc_end(h, s, n)) {
			h->state = COMMANDS;
			h->word_len = 0;
			h->is_start = true;
			*ret_role = ROLE_CODE;
		}
		return true;
	}
	if (h->state == COMMANDS) {
		h->is_start = !h->is_continued;
		h->is_value = false;
	}
	h->is_continued = s[n - 1] == '\\';
	return false;
}

static size_t token(struct highlight *h, const char *s, size_t n, size_t i, enum role *ret_role)
{
	if (h->state == STRING)
		return string_token(h, s, n, i, i, ret_role);
	if (scan_is_blank(s[i])) {
		h->is_value = false;
		return scan_blanks(s, n, i) - i;
	}
	if (s[i] == '#' && (!i || scan_is_blank(s[i - 1]))) {
		*ret_role = ROLE_CODE_COMMENT;
		return n - i;
	}
	if (s[i] == '\'' || s[i] == '"') {
		h->quote = s[i];
		argument_seen(h);
		return string_token(h, s, n, i, i + 1, ret_role);
	}
	if (s[i] == '$' && i + 1 < n && s[i + 1] != '(') {
		argument_seen(h);
		return variable_token(s, n, i, ret_role);
	}
	if (s[i] == '<' && i + 1 < n && s[i + 1] == '<' && !h->word_len)
		return heredoc_token(h, s, n, i);
	if (is_separator(s[i])) {
		h->is_start = true;
		h->is_value = false;
		return 1;
	}
	if (strchr("$<>", s[i]))
		return 1;
	return word_token(h, s, n, i, ret_role);
}

size_t highlight_shell(struct highlight *h, const char *s, size_t n, size_t i, enum role *ret_role)
{
	if (i == 0 && line_start(h, s, n, ret_role))
		return n;
	return token(h, s, n, i, ret_role);
}

/* A session: what follows a prompt is a command, other lines are its output. */
size_t highlight_console(struct highlight *h, const char *s, size_t n, size_t i,
			 enum role *ret_role)
{
	bool is_prompt = n > 2 && strchr("$#>", s[0]) && s[1] == ' ';

	if (i == 0 && h->state == COMMANDS && !h->word_len && !h->is_continued) {
		*ret_role = is_prompt ? ROLE_DIM : ROLE_CODE;
		h->is_start = is_prompt;
		h->is_continued = is_prompt && s[n - 1] == '\\';
		return is_prompt ? 2 : n;
	}
	return highlight_shell(h, s, n, i, ret_role);
}
