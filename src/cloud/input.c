/* SPDX-License-Identifier: MIT */
/* The bytes of a template to the text that is parsed and quoted. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "cloud/template.h"

static int hex4(const char *p)
{
	int x = 0;

	for (int i = 0; i < 4; i++) {
		int c = p[i] | 0x20;

		if (!((p[i] >= '0' && p[i] <= '9') || (c >= 'a' && c <= 'f')))
			return -1;
		x = x * 16 + (p[i] <= '9' ? p[i] - '0' : c - 'a' + 10);
	}
	return x;
}

/* The code point of two escapes that stand for one character; 0 = they do not. */
static int surrogates(const char *p)
{
	int high = hex4(p + 2), low;

	if (high < 0xd800 || high > 0xdbff || p[6] != '\\' || p[7] != 'u')
		return 0;
	low = hex4(p + 8);
	return low < 0xdc00 || low > 0xdfff ? 0 : 0x10000 + (high - 0xd800) * 0x400 + (low - 0xdc00);
}

/* JSON writes characters above U+FFFF as two escapes, which YAML does not know. In place. */
static void join_surrogates(char *text)
{
	char *to = text;

	for (const char *p = text; *p;) {
		bool is_escape = p[0] == '\\' && p[1] == 'u' && (p[2] | 0x20) == 'd' && p[3] >= '8';
		int cp = is_escape ? surrogates(p) : 0;

		if (cp) {
			to += snprintf(to, 11, "\\U%08x", (unsigned)cp);
			p += 12;
		} else if (is_escape && hex4(p + 2) >= 0xd800) {
			memcpy(to, "\\ufffd", 6);
			to += 6;
			p += 6;
		} else {
			*to++ = *p++;
			if (p[-1] == '\\' && *p)
				*to++ = *p++;
		}
	}
	*to = '\0';
}

static bool is_utf16(const char *text, size_t len)
{
	return len >= 2 && (!memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2));
}

enum err template_take_text(struct template *t, const char *text, size_t len)
{
	struct buf clean;
	size_t replaced;

	template_in(t, NULL);
	if (is_utf16(text, len)) {
		diag_hint(t->diags,
			  diag_add(t->diags, DIAG_ERROR, 0, 0, "yaml-syntax", "this file is UTF-16"),
			  "save it as UTF-8");
		return ERR_SYNTAX;
	}
	buf_init(&clean);
	replaced = utf8_clean(&clean, text, len);
	if (clean.len && clean.p[strspn(clean.p, " \t\n")] == '{')
		join_surrogates(clean.p);
	t->load->text_len = strlen(buf_str(&clean));
	t->load->text = arena_strndup(t->arena, buf_str(&clean), t->load->text_len);
	buf_done(&clean);
	template_in(t, NULL);
	if (replaced)
		diag_add(t->diags, DIAG_NOTE, 0, 0, "encoding",
			 "replaced %zu of its characters: they are no UTF-8, or must not be shown",
			 replaced);
	return ERR_OK;
}
