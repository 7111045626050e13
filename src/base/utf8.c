/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD };

/* Length of a sequence by its first byte; 0 for bytes that start none. */
static size_t sequence_length(unsigned char c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xC2 && c <= 0xDF)
		return 2;
	if (c >= 0xE0 && c <= 0xEF)
		return 3;
	if (c >= 0xF0 && c <= 0xF4)
		return 4;
	return 0;
}

size_t utf8_decode(const char *s, size_t n, char32_t *ret_cp)
{
	static const char32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *u = (const unsigned char *)s;
	size_t len = sequence_length(u[0]);
	char32_t cp;

	*ret_cp = REPLACEMENT;
	if (len == 1) {
		*ret_cp = u[0];
		return 1;
	}
	if (!len || len > n)
		return 1;
	cp = u[0] & (0x7FU >> len);
	for (size_t i = 1; i < len; i++) {
		if ((u[i] & 0xC0) != 0x80)
			return 1;
		cp = cp << 6 | (u[i] & 0x3F);
	}
	if (cp < least[len] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		return 1;
	*ret_cp = cp;
	return len;
}

size_t utf8_encode(char32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

/*
 * Bytes of plain printable ASCII at the start of s. Eight at a time: a byte
 * under 0x20 borrows, one of 0x7F or more carries into its highest bit.
 */
static size_t ascii_run(const char *s, size_t n)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
	size_t i = 0;

	for (uint64_t w; i + sizeof(w) <= n; i += sizeof(w)) {
		memcpy(&w, s + i, sizeof(w));
		if (((w - ones * 0x20) | w | (w + ones)) & high)
			break;
	}
	while (i < n && s[i] >= 0x20 && s[i] < 0x7F)
		i++;
	return i;
}

bool utf8_is_valid(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		char32_t cp;
		size_t len = utf8_decode(s + i, n - i, &cp);

		if (cp == REPLACEMENT && len == 1)
			return false;
		i += len;
	}
	return true;
}

int utf8_cp_cells(char32_t cp)
{
	if (cp < 0x7F)
		return cp >= 0x20;
	return utf8proc_charwidth((utf8proc_int32_t)cp);
}

size_t utf8_cluster(const char *s, size_t n, int *ret_cells)
{
	utf8proc_int32_t state = 0;
	char32_t cp, next;
	size_t len = utf8_decode(s, n, &cp);
	int cells = utf8_cp_cells(cp);

	/* Two ASCII characters never form a cluster: CR and LF do not occur. */
	if (cp < 0x80 && (len == n || (unsigned char)s[len] < 0x80)) {
		*ret_cells = cells;
		return len;
	}
	while (len < n) {
		size_t more = utf8_decode(s + len, n - len, &next);
		int wide;

		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)cp,
						     (utf8proc_int32_t)next, &state))
			break;
		wide = utf8_cp_cells(next);
		if (next == 0xFE0F)	/* asks for the emoji form, which is wide */
			wide = cells ? 2 : 0;
		if (wide > cells)
			cells = wide;
		cp = next;
		len += more;
	}
	*ret_cells = cells;
	return len;
}

size_t utf8_cells(const char *s, size_t n)
{
	size_t i = 0, cells = 0;

	while (i < n) {
		size_t run = ascii_run(s + i, n - i);
		int wide;

		/* The last character of a run may carry a combining mark. */
		if (run > 1 && i + run < n)
			run--;
		if (run && (run > 1 || i + run == n)) {
			cells += run;
			i += run;
			continue;
		}
		i += utf8_cluster(s + i, n - i, &wide);
		cells += (size_t)wide;
	}
	return cells;
}

size_t utf8_fit(const char *s, size_t n, size_t cells, size_t *ret_cells)
{
	size_t i = 0, used = 0;

	while (i < n) {
		int wide;
		size_t len = utf8_cluster(s + i, n - i, &wide);

		if (used + (size_t)wide > cells)
			break;
		used += (size_t)wide;
		i += len;
	}
	*ret_cells = used;
	return i;
}

bool utf8_is_unsafe(char32_t cp)
{
	if (cp < 0x20)
		return cp != '\t' && cp != '\n';
	if (cp < 0x7F)
		return false;
	if (cp <= 0x9F)
		return true;
	if (cp == 0x061C || cp == 0x200E || cp == 0x200F || cp == 0xFEFF)
		return true;
	if (cp >= 0x2028 && cp <= 0x202E)
		return true;
	if (cp >= 0x2060 && cp <= 0x206F)
		return true;
	if (cp >= 0xFFF9 && cp <= 0xFFFB)
		return true;
	return cp >= 0xE0000 && cp <= 0xE007F;
}

bool utf8_is_clean(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n) {
		char32_t cp;
		size_t len;

		i += ascii_run(s + i, n - i);
		if (i == n)
			break;
		if (s[i] == '\n' || s[i] == '\t') {
			i++;
			continue;
		}
		len = utf8_decode(s + i, n - i, &cp);
		if ((cp == REPLACEMENT && len == 1) || utf8_is_unsafe(cp))
			return false;
		i += len;
	}
	return true;
}

size_t utf8_clean(struct buf *out, const char *s, size_t n)
{
	size_t i = 0, replaced = 0;

	if (n >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3))
		i = 3;
	buf_reserve(out, n);
	while (i < n) {
		size_t run = ascii_run(s + i, n - i);
		char32_t cp;
		size_t len;

		buf_add(out, s + i, run);
		i += run;
		if (i == n)
			break;
		if (s[i] == '\r') {
			i += i + 1 < n && s[i + 1] == '\n' ? 2 : 1;
			buf_addc(out, '\n');
			continue;
		}
		len = utf8_decode(s + i, n - i, &cp);
		if ((cp == REPLACEMENT && len == 1) || utf8_is_unsafe(cp)) {
			buf_adds(out, "\xEF\xBF\xBD");
			replaced++;
		} else {
			buf_add(out, s + i, len);
		}
		i += len;
	}
	return replaced;
}

char32_t utf8_fold(char32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
	return (char32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}
