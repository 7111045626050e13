/* SPDX-License-Identifier: MIT */
#include "parse/mermaid_text.h"

#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/entity.h"

enum { CODE_MAX_BYTES = 12, QUOTE_CELLS = 40 };

/* Length of "#name;" or "#123;", or HTML's "&name;", at s; 0 if there is none. */
static size_t code_length(struct line s)
{
	size_t i = 1;

	if (!s.len || (s.p[0] != '#' && s.p[0] != '&'))
		return 0;
	while (i < s.len && i < CODE_MAX_BYTES && (char_is_letter(s.p[i]) || char_is_digit(s.p[i])))
		i++;
	return i > 1 && i < s.len && s.p[i] == ';' ? i + 1 : 0;
}

bool mermaid_statement(struct line *rest, struct line *ret)
{
	size_t i = 0;

	if (!rest->len)
		return false;
	while (i < rest->len && rest->p[i] != ';') {
		size_t code = code_length(line_from(*rest, i));

		i += code ? code : 1;
	}
	*ret = line_trim((struct line){ rest->p, i });
	*rest = line_from(*rest, i < rest->len ? i + 1 : i);
	return true;
}

struct line mermaid_word(struct line s, struct line *ret_rest)
{
	size_t i = 0;

	while (i < s.len && !char_is_blank(s.p[i]) && s.p[i] != ':')
		i++;
	*ret_rest = line_trim(line_from(s, i));
	return (struct line){ s.p, i };
}

bool mermaid_is_word(struct line word, const char *keyword)
{
	return word.len == strlen(keyword) && !strncasecmp(word.p, keyword, word.len);
}

/* Length of a <br>, <br/> or <br /> at s; 0 if there is none. */
static size_t break_length(struct line s)
{
	size_t i = 3;

	if (s.len < 4 || strncasecmp(s.p, "<br", 3) != 0)
		return 0;
	while (i < s.len && char_is_blank(s.p[i]))
		i++;
	if (i < s.len && s.p[i] == '/')
		i++;
	return i < s.len && s.p[i] == '>' ? i + 1 : 0;
}

/* Mermaid writes "#quot;" where HTML writes "&quot;", and "#35;" for "&#35;". */
static void add_code(struct buf *out, struct line code)
{
	char entity[CODE_MAX_BYTES + 4] = "&";
	size_t n = 1;

	if (char_is_digit(code.p[1]))
		entity[n++] = '#';
	memcpy(entity + n, code.p + 1, code.len - 1);
	n += code.len - 1;
	if (!entity_decode(out, entity, n))
		buf_add(out, code.p, code.len);
}

const char *mermaid_label(struct arena *a, struct line text)
{
	struct buf out;
	const char *label;

	if (line_starts(text, "wrap:"))
		text = line_trim(line_from(text, 5));
	else if (line_starts(text, "nowrap:"))
		text = line_trim(line_from(text, 7));
	buf_init(&out);
	for (size_t i = 0; i < text.len;) {
		struct line rest = line_from(text, i);
		size_t code = code_length(rest), br = break_length(rest);

		if (code)
			add_code(&out, (struct line){ rest.p, code });
		else if (br)
			buf_addc(&out, '\n');
		else
			buf_addc(&out, rest.p[0] == '\t' ? ' ' : rest.p[0]);
		i += code ? code : br ? br : 1;
	}
	label = arena_strdup(a, buf_str(&out));
	buf_done(&out);
	return label;
}

const char *mermaid_quote(struct arena *a, struct line text)
{
	size_t cells, n = utf8_fit(text.p, text.len, QUOTE_CELLS, &cells);

	return arena_strndup(a, text.p, n);
}

static const struct arrow_kind {
	const char *text;
	enum arrow_line line;
	enum arrow_head head;
	bool is_both_ways, is_reverse;
} arrow_kinds[] = {
	/* The longest that fits is meant. */
	{ "<<-->>", ARROW_DOTTED, HEAD_FILLED, true, false },
	{ "<<->>", ARROW_SOLID, HEAD_FILLED, true, false },
	{ "-->>", ARROW_DOTTED, HEAD_FILLED, false, false },
	{ "->>", ARROW_SOLID, HEAD_FILLED, false, false },
	{ "-->", ARROW_DOTTED, HEAD_NONE, false, false },
	{ "--x", ARROW_DOTTED, HEAD_CROSS, false, false },
	{ "--)", ARROW_DOTTED, HEAD_OPEN, false, false },
	{ "->", ARROW_SOLID, HEAD_NONE, false, false },
	{ "-x", ARROW_SOLID, HEAD_CROSS, false, false },
	{ "-)", ARROW_SOLID, HEAD_OPEN, false, false },
	/* Half heads: a terminal shows them whole. */
	{ "--|\\", ARROW_DOTTED, HEAD_FILLED, false, false },
	{ "--|/", ARROW_DOTTED, HEAD_FILLED, false, false },
	{ "--\\\\", ARROW_DOTTED, HEAD_OPEN, false, false },
	{ "--//", ARROW_DOTTED, HEAD_OPEN, false, false },
	{ "-|\\", ARROW_SOLID, HEAD_FILLED, false, false },
	{ "-|/", ARROW_SOLID, HEAD_FILLED, false, false },
	{ "-\\\\", ARROW_SOLID, HEAD_OPEN, false, false },
	{ "-//", ARROW_SOLID, HEAD_OPEN, false, false },
	{ "/|--", ARROW_DOTTED, HEAD_FILLED, false, true },
	{ "\\|--", ARROW_DOTTED, HEAD_FILLED, false, true },
	{ "//--", ARROW_DOTTED, HEAD_OPEN, false, true },
	{ "\\\\--", ARROW_DOTTED, HEAD_OPEN, false, true },
	{ "/|-", ARROW_SOLID, HEAD_FILLED, false, true },
	{ "\\|-", ARROW_SOLID, HEAD_FILLED, false, true },
	{ "//-", ARROW_SOLID, HEAD_OPEN, false, true },
	{ "\\\\-", ARROW_SOLID, HEAD_OPEN, false, true },
};

static bool may_begin_arrow(char c)
{
	return c == '-' || c == '<' || c == '/' || c == '\\';
}

static const struct arrow_kind *arrow_at(struct line s)
{
	if (!may_begin_arrow(s.p[0]))
		return NULL;
	for (size_t i = 0; i < sizeof(arrow_kinds) / sizeof(*arrow_kinds); i++)
		if (line_starts(s, arrow_kinds[i].text))
			return &arrow_kinds[i];
	return NULL;
}

bool mermaid_arrow(struct line s, struct arrow *ret)
{
	for (size_t i = 0; i < s.len && s.p[i] != ':'; i++) {
		const struct arrow_kind *kind = arrow_at(line_from(s, i));
		size_t end;

		if (!kind)
			continue;
		end = i + strlen(kind->text);
		/* "()": the line meets the lifeline's middle, as all do here. */
		if (line_starts(line_from(s, end), "()"))
			end += 2;
		if (i >= 2 && !memcmp(s.p + i - 2, "()", 2))
			i -= 2;
		*ret = (struct arrow){ i, end - i, kind->line, kind->head, kind->is_both_ways,
				       kind->is_reverse };
		return true;
	}
	return false;
}

/* The names of CSS Color Module Level 4, and "transparent". */
static const char colours[] =
	" aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue"
	" blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk"
	" crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki"
	" darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen"
	" darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue"
	" dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite"
	" gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki"
	" lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan"
	" lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen"
	" lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen"
	" magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen"
	" mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream"
	" mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid"
	" palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum"
	" powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown"
	" seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen"
	" steelblue tan teal thistle tomato transparent turquoise violet wheat white whitesmoke"
	" yellow yellowgreen ";

static bool is_colour_name(struct line word)
{
	char padded[32] = " ";

	if (!word.len || word.len + 3 > sizeof(padded))
		return false;
	for (size_t i = 0; i < word.len; i++)
		padded[i + 1] = (char)(word.p[i] | 32);
	padded[word.len + 1] = ' ';
	padded[word.len + 2] = '\0';
	return strstr(colours, padded) != NULL;
}

bool mermaid_colour(struct line text, size_t *ret_len)
{
	static const char *const functions[] = { "rgb(", "rgba(", "hsl(", "hsla(" };
	struct line rest, word = mermaid_word(text, &rest);

	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
		const char *close = memchr(text.p, ')', text.len);

		if (text.len < strlen(functions[i]) || !close ||
		    strncasecmp(text.p, functions[i], strlen(functions[i])) != 0)
			continue;
		*ret_len = (size_t)(close - text.p) + 1;
		return true;
	}
	if (!(word.len && word.p[0] == '#') && !is_colour_name(word))
		return false;
	*ret_len = word.len;
	return true;
}
