/* SPDX-License-Identifier: MIT */
#include "canvas/ascii.h"

#include <string.h>

#include "base/utf8.h"

/* Stretches of code points, ascending: what to show for the first and those after it. */
static const struct {
	char32_t first;
	const char *shown;
} stretches[] = {
	{ 0x00A0,	/* Latin-1 and Latin Extended-A */
	  " !cL$Y|S\"Ca<!-R-o+23'uP.,1o>?\?\?\?AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTs"
	  "aaaaaaaceeeeiiiidnooooo/ouuuuytyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg"
	  "GgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSs"
	  "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs" },
	{ 0x0192, "f" },	/* a function */
	{ 0x03BC, "u" },	/* micro */
	{ 0x2000,	/* blanks, dashes, quotes, dots */
	  "           ?\?\?\?\?------|_'','\"\"\"\"++*>....?\?\?\?\?\?\? %%'\"\"'\"\"^<>*!?\?\?"
	  "?\?\?-/" },
	{ 0x2070, "0i?\?456789+-=()n0123456789+-=()" },	/* small digits */
	{ 0x20AC, "E" },	/* euro */
	{ 0x2122, "T" },	/* trade mark */
	{ 0x2139, "i" },	/* information */
	{ 0x2190,	/* arrows */
	  "<^>v-|\\/\\/<><><^>v<><^>v|<><>--v<^<>><>>\\<>><<^^>>><-^-<^>v<><->"
	  "<^>v-|\\/\\/<><>^v<^>v<><^>v^^^^^^>\\\\|><><>-<>-<>-" },
	{ 0x2212, "-+/" },	/* minus */
	{ 0x2217, "*o.v" },	/* operators */
	{ 0x221E, "8" },	/* infinity */
	{ 0x223C, "~" },	/* tilde */
	{ 0x2248, "~" },	/* almost equal */
	{ 0x224B, "~" },	/* triple tilde */
	{ 0x2260, "#=?=<><>" },	/* comparisons */
	{ 0x2294, "u" },	/* a cup: a bucket */
	{ 0x22C5, "." },	/* dot operator */
	{ 0x22D4, "Y" },	/* a fork */
	{ 0x22EE, ":." },	/* dots */
	{ 0x2315, "?" },	/* a telephone recorder; a magnifying glass to most */
	{ 0x2326, ">x" },	/* delete */
	{ 0x232B, "<" },	/* backspace */
	{ 0x238B, "<" },	/* escape */
	{ 0x23CE, "<" },	/* enter */
	{ 0x2423, "_" },	/* space */
	{ 0x2460, "123456789" },	/* digits in circles */
	{ 0x2500,	/* box drawing */
	  "-=||..::..::++++++++++++++++++++++++++++++++++++++++++++++++++++"
	  "++++++++++++..::=|+++++++++++++++++++++++++++++++/\\x-|-|-|-|-|-|" },
	{ 0x2580, "\"___ooO####||||||.:#\"|##########" },	/* blocks */
	{ 0x25A0,	/* geometric shapes */
	  "#ooo######*o#o#o#o^^^^>>>>>>vvvv<<<<<<*oo*#oo***************####"
	  "**^^^^o####o^^^ooooooooo^^^o#o*^" },
	{ 0x2605, "**" },	/* stars */
	{ 0x2610, "oxx" },	/* ballot boxes */
	{ 0x26A0, "!" },	/* warning */
	{ 0x2705, "+" },	/* check mark, wide */
	{ 0x2713, "++xxxxx" },	/* check marks and crosses */
	{ 0x274C, "x" },	/* cross, wide */
	{ 0x276E, "<>" },	/* ornamental angles */
	{ 0x2794, ">" },	/* arrow */
	{ 0x279C, ">" },	/* arrow */
	{ 0x27A4, ">" },	/* arrow */
	{ 0x27E8, "<>" },	/* angle brackets */
	{ 0x27F5, "<>-<>-" },	/* long arrows */
	{ 0x2B50, "*" },	/* star, wide */
	{ 0x3000, " ,." },	/* CJK blank, comma, stop */
	{ 0x3008, "<>" },	/* CJK angle brackets */
	{ 0x300C, "[][]" },	/* CJK corner brackets */
	{ 0xFF01,	/* full width */
	  "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
	  "abcdefghijklmnopqrstuvwxyz{|}~" },
};

/* The last stretch that begins at or before cp; the first if none does. */
static size_t stretch_find(char32_t cp)
{
	size_t low = 0, high = sizeof(stretches) / sizeof(*stretches);

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (stretches[mid].first <= cp)
			low = mid;
		else
			high = mid;
	}
	return low;
}

char ascii_of(char32_t cp)
{
	size_t i;

	if (cp < 0x80)
		return cp >= ' ' && cp < 0x7F ? (char)cp : '?';
	i = stretch_find(cp);
	if (cp < stretches[i].first || cp - stretches[i].first >= strlen(stretches[i].shown))
		return '?';
	return stretches[i].shown[cp - stretches[i].first];
}

void ascii_text(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		int cells;
		size_t len = utf8_cluster(s + i, n - i, &cells);
		char32_t cp;

		utf8_decode(s + i, n - i, &cp);
		if (cp < 0x80)
			buf_addc(out, s[i]);
		else if (cells)
			buf_addc(out, ascii_of(cp));
		if (cells == 2)
			buf_addc(out, ' ');
		i += len;
	}
}
