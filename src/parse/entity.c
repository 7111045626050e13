/* SPDX-License-Identifier: MIT */
#include "parse/entity.h"

#include <cmark.h>
#include <string.h>

#include "base/utf8.h"

enum { REFERENCE_MAX = 40 };

/* Those of nearly every page: cmark's table is slow to reach. */
static const char *common_name(const char *s, size_t n)
{
	static const char *const names[][2] = {
		{ "&amp;", "&" }, { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" },
		{ "&nbsp;", "\xC2\xA0" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strlen(names[i][0]) == n && !memcmp(names[i][0], s, n))
			return names[i][1];
	return NULL;
}

size_t entity_decode(struct buf *out, const char *s, size_t n)
{
	const char *end = memchr(s, ';', n < REFERENCE_MAX ? n : REFERENCE_MAX);
	size_t len = end ? (size_t)(end - s) + 1 : 0;
	const char *common = common_name(s, len);
	const char *text;
	cmark_node *root, *node;

	if (common) {
		buf_adds(out, common);
		return len;
	}
	if (len < 3 || memchr(s, '\n', len))
		return 0;
	/* Its block is a paragraph for certain: it begins with '&'. */
	root = cmark_parse_document(s, len, CMARK_OPT_DEFAULT);
	node = cmark_node_first_child(cmark_node_first_child(root));
	text = cmark_node_get_literal(node);
	if (!text || cmark_node_next(node) || (text[0] == '&' && text[1]))
		len = 0;
	else
		utf8_clean(out, text, strlen(text));
	cmark_node_free(root);
	return len;
}

void entity_decode_all(struct buf *out, const char *s, size_t n)
{
	const char *end = s + n;

	while (s < end) {
		const char *amp = memchr(s, '&', (size_t)(end - s));
		size_t len = 0;

		buf_add(out, s, (size_t)((amp ? amp : end) - s));
		if (!amp)
			return;
		len = entity_decode(out, amp, (size_t)(end - amp));
		if (!len)
			buf_addc(out, '&');
		s = amp + (len ? len : 1);
	}
}
