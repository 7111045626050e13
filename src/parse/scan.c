/* SPDX-License-Identifier: MIT */
#include "parse/scan.h"

#include <cmark.h>
#include <stdint.h>
#include <stdlib.h>
#include <strings.h>

#include "base/vec.h"
#include "parse/guard.h"
#include "parse/line.h"

/* What a line leaves behind for the next one. */
enum before {
	BEFORE_BLANK,
	BEFORE_DONE,		/* a heading, a rule, the end of a fence: no paragraph is open */
	BEFORE_DEFINITION,	/* of a link; to cmark still a paragraph */
	BEFORE_TEXT,		/* perhaps a paragraph */
};

enum { LABEL_MAX = 900 };	/* cmark's bound is 1,000 */

enum region { REGION_TEXT, REGION_FENCE, REGION_HTML };

struct scanner {
	struct scan *out;
	enum before before;
	enum region region;
	char fence;		/* '`' or '~' */
	size_t fence_len;
	int html;		/* CommonMark's kind of HTML block, 1 to 5 */
	bool is_certain;	/* the region is of the top level and ends only by its own rule */
	bool is_item;		/* the region is in a list item, or there is none */
	size_t indent;		/* columns of the region's first line */
	bool may_be_list;	/* a list of the top level may be open */
	bool may_be_html;	/* an HTML block that ends at the next blank line */
	bool may_be_label;	/* the paragraph may begin with a label that is not yet closed */
	bool is_title, was_title;	/* this line, and the one before, is a paragraph's certain start */
	size_t title_offset;
	bool is_lost;		/* what is a fence and what is not cannot be told any more */
};

/* A line and where its text begins. */
struct scan_line {
	struct line all;
	struct line text;	/* without indentation */
	size_t indent;		/* in columns */
	size_t offset;
	int number;		/* from 0 */
};

void scan_init(struct scan *s)
{
	*s = (struct scan){ 0 };
	buf_init(&s->definitions);
}

void scan_done(struct scan *s)
{
	free(s->cuts);
	buf_done(&s->definitions);
}

static struct cut *add_cut(struct scanner *sc, size_t offset, int line, bool is_heading)
{
	struct scan *s = sc->out;
	struct cut *cut = vec_push(s->cuts, s->n_cuts, s->cap_cuts);

	*cut = (struct cut){ .offset = offset, .line = line, .is_heading = is_heading };
	return cut;
}

static size_t run_length(struct line l, char c)
{
	size_t n = 0;

	while (n < l.len && l.p[n] == c)
		n++;
	return n;
}

static bool is_atx(struct line l)
{
	size_t n = run_length(l, '#');

	return n >= 1 && n <= 6 && (n == l.len || char_is_blank(l.p[n]));
}

/* True for lines that underline a heading, or a rule. */
static bool is_underline(struct line l)
{
	size_t n = l.len ? run_length(l, l.p[0]) : 0;

	return n && (l.p[0] == '=' || l.p[0] == '-') && !line_trim(line_from(l, n)).len;
}

static bool is_rule(struct line l)
{
	size_t n = 0;

	if (!l.len || (l.p[0] != '*' && l.p[0] != '-' && l.p[0] != '_'))
		return false;
	for (size_t i = 0; i < l.len; i++) {
		if (l.p[i] == l.p[0])
			n++;
		else if (!char_is_blank(l.p[i]))
			return false;
	}
	return n >= 3;
}

/* Length of the fence that opens here; 0 if none does. */
static size_t fence_length(struct line l)
{
	size_t n = l.len && (l.p[0] == '`' || l.p[0] == '~') ? run_length(l, l.p[0]) : 0;

	if (n < 3 || (l.p[0] == '`' && memchr(l.p + n, '`', l.len - n)))
		return 0;
	return n;
}

static bool has_word(struct line l, const char *word)
{
	size_t n = strlen(word);

	return l.len >= n && !strncasecmp(l.p, word, n);
}

/* <script>, <pre>, <style> and <textarea>: kind 1. */
static bool is_verbatim_tag(struct line l)
{
	static const char *const names[] = { "<script", "<pre", "<style", "<textarea" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t n = strlen(names[i]);

		if (has_word(l, names[i]) &&
		    (l.len == n || l.p[n] == '>' || char_is_blank(l.p[n])))
			return true;
	}
	return false;
}

/* The kind of HTML block that begins here and goes on over blank lines; 0 if none does. */
static int html_kind(struct line l)
{
	if (is_verbatim_tag(l))
		return 1;
	if (line_starts(l, "<!--"))
		return 2;
	if (line_starts(l, "<?"))
		return 3;
	if (l.len > 2 && l.p[1] == '!' && char_is_letter(l.p[2]))
		return 4;
	return has_word(l, "<![CDATA[") ? 5 : 0;
}

static bool holds(struct line l, const char *what)
{
	return memmem(l.p, l.len, what, strlen(what)) != NULL;
}

static bool holds_verbatim_end(struct line l)
{
	static const char *const ends[] = { "</script>", "</pre>", "</style>", "</textarea>" };
	const char *p = l.p;

	while ((p = memmem(p, l.len - (size_t)(p - l.p), "</", 2))) {
		struct line rest = line_from(l, (size_t)(p - l.p));

		for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
			if (has_word(rest, ends[i]))
				return true;
		p += 2;
	}
	return false;
}

static bool is_html_end(struct line l, int kind)
{
	static const char *const ends[] = { [2] = "-->", [3] = "?>", [4] = ">", [5] = "]]>" };

	return kind == 1 ? holds_verbatim_end(l) : holds(l, ends[kind]);
}

/* "[name]: address" of ordinary characters, as nearly all definitions are. */
static bool is_plain_definition(struct line l)
{
	struct line address;
	size_t n = 1;

	while (n < l.len && (char_is_letter(l.p[n]) || char_is_digit(l.p[n]) || l.p[n] == '-'))
		n++;
	if (n < 2 || n > LABEL_MAX || !line_starts(line_from(l, n), "]: "))
		return false;
	address = line_trim(line_from(l, n + 3));
	for (size_t i = 0; i < address.len; i++)
		if (address.p[i] <= ' ' || strchr("<>()\\", address.p[i]))
			return false;
	return address.len > 0;
}

/* True if the line alone is a definition and nothing else, as cmark sees it. */
static bool is_definition(struct line l)
{
	cmark_node *root;
	bool is_empty;

	if (is_plain_definition(l))
		return true;
	root = cmark_parse_document(l.p, l.len, CMARK_OPT_DEFAULT);
	is_empty = !cmark_node_first_child(root);
	cmark_node_free(root);
	return is_empty;
}

enum label { LABEL_NONE, LABEL_OPEN, LABEL_CLOSED };

/* How a label that has begun goes on in this text. */
static enum label label_rest(struct line l)
{
	for (size_t i = 0; i < l.len; i++) {
		if (l.p[i] == '\\')
			i++;
		else if (l.p[i] == '[')
			return LABEL_NONE;
		else if (l.p[i] == ']')
			return i + 1 < l.len && l.p[i + 1] == ':' ? LABEL_CLOSED : LABEL_NONE;
	}
	return LABEL_OPEN;
}

/* Whether a definition's label begins here, and ends with its colon on this line. */
static enum label label_at(struct line l)
{
	if (!l.len || l.p[0] != '[' || line_starts(l, "[^"))
		return LABEL_NONE;
	return label_rest(line_from(l, 1));
}

/* A definition may begin in this line at content, or have begun, where it does not surely count. */
static void note_label(struct scanner *sc, struct line content)
{
	enum label before = sc->may_be_label ? label_rest(content) : LABEL_NONE;
	enum label here = label_at(content);

	if (before == LABEL_CLOSED || here == LABEL_CLOSED)
		sc->out->is_whole = true;
	sc->may_be_label = before == LABEL_OPEN || here == LABEL_OPEN;
}

static struct line without_quote_marks(struct line l)
{
	while (l.len && (char_is_blank(l.p[0]) || l.p[0] == '>'))
		l = line_from(l, 1);
	return l;
}

/* Notes what a line may be that is, or may be, in a list or quote. */
static void note_nested(struct scanner *sc, struct line l)
{
	struct line content = guard_content(l);

	if (is_atx(content) || is_underline(content) || is_underline(without_quote_marks(l)))
		sc->out->cuts[sc->out->n_cuts - 1].hides_headings = true;
	note_label(sc, content);
}

/* Anything may follow: no cuts any more. */
static void lose(struct scanner *sc)
{
	sc->is_lost = true;
	sc->region = REGION_TEXT;
	sc->out->cuts[sc->out->n_cuts - 1].hides_headings = true;
}

static void open_region(struct scanner *sc, enum region region, size_t indent)
{
	sc->region = region;
	sc->indent = indent;
	sc->is_item = false;
	sc->is_certain = indent < 2 || !sc->may_be_list;
	if (sc->is_certain)
		sc->may_be_list = false;
}

static void close_region(struct scanner *sc)
{
	sc->region = REGION_TEXT;
	sc->before = BEFORE_DONE;
}

static void open_fence(struct scanner *sc, const struct scan_line *l, size_t n)
{
	if (sc->may_be_html) {
		lose(sc);
		return;
	}
	open_region(sc, REGION_FENCE, l->indent);
	sc->fence = l->text.p[0];
	sc->fence_len = n;
}

static bool closes_fence(const struct scanner *sc, struct line text)
{
	size_t n = run_length(text, sc->fence);

	return n >= sc->fence_len && !line_trim(line_from(text, n)).len;
}

/* A line inside a region. False if the region turns out to have ended before it. */
static bool scan_region(struct scanner *sc, const struct scan_line *l)
{
	if (!sc->is_certain && l->indent < sc->indent) {
		if (!sc->is_item)
			lose(sc);
		sc->region = REGION_TEXT;
		return sc->is_lost;
	}
	if (!sc->is_certain)
		note_nested(sc, l->all);
	if (sc->region == REGION_HTML) {
		if (is_html_end(l->text, sc->html))
			close_region(sc);
	} else if (closes_fence(sc, l->text)) {
		if (l->indent < 4 || sc->is_item)
			close_region(sc);
		else if (!sc->is_certain)
			lose(sc);
	}
	return true;
}

static void scan_heading(struct scanner *sc, const struct scan_line *l)
{
	if (l->indent == 0 && !sc->may_be_html)
		add_cut(sc, l->offset, l->number, true);
	else
		note_nested(sc, l->all);
	if (l->indent < 2)
		sc->may_be_list = false;
	sc->before = BEFORE_DONE;
}

static void scan_html(struct scanner *sc, const struct scan_line *l)
{
	int kind = html_kind(l->text);
	bool ends = kind && is_html_end(l->text, kind);

	sc->before = BEFORE_TEXT;
	/* Versions of CommonMark differ about <!x with a small letter. */
	if (kind == 4 && l->text.p[2] >= 'a') {
		lose(sc);
	} else if (!kind) {
		sc->may_be_html = true;
	} else if (sc->may_be_html) {
		if (!ends)
			lose(sc);
	} else {
		open_region(sc, REGION_HTML, l->indent);
		sc->html = kind;
		if (ends)
			close_region(sc);
	}
}

/* A fence that begins behind list markers: it ends with the item at the latest. */
static void open_item_fence(struct scanner *sc, const struct scan_line *l, struct line content,
			    size_t n)
{
	bool is_certain_item = !char_is_digit(l->text.p[0]) || line_starts(l->text, "1.") ||
			       line_starts(l->text, "1)") || sc->before == BEFORE_BLANK ||
			       sc->before == BEFORE_DONE;

	if (sc->may_be_html || !is_certain_item || memchr(l->all.p, '\t', l->all.len)) {
		lose(sc);
		return;
	}
	open_region(sc, REGION_FENCE, (size_t)(content.p - l->all.p));
	sc->may_be_list = true;
	sc->is_certain = false;
	sc->is_item = true;
	sc->fence = content.p[0];
	sc->fence_len = n;
}

/* A line that begins with a list marker, or looks as if. */
static void scan_item(struct scanner *sc, const struct scan_line *l)
{
	struct line content = guard_content(l->text);
	size_t n = fence_length(content);
	bool is_quoted = memchr(l->text.p, '>', (size_t)(content.p - l->text.p)) != NULL;

	/* "- x" ends any paragraph, "2. x" does not. */
	if (!char_is_digit(l->text.p[0]) && content.len)
		sc->may_be_label = false;
	note_nested(sc, l->all);
	sc->may_be_list = true;
	if (n && !is_quoted)
		open_item_fence(sc, l, content, n);
	sc->before = BEFORE_TEXT;
}

/* Takes "===" or "---" below a paragraph's only line, which make it a heading. */
static bool scan_underline(struct scanner *sc, const struct scan_line *l)
{
	if (!sc->was_title || l->indent || !is_underline(l->text))
		return false;
	add_cut(sc, sc->title_offset, l->number - 1, true)->is_underlined = true;
	sc->before = BEFORE_DONE;
	return true;
}

static void scan_rule(struct scanner *sc, const struct scan_line *l)
{
	if (scan_underline(sc, l))
		return;
	if (sc->before == BEFORE_TEXT)
		note_nested(sc, l->all);
	if (l->indent < 2)
		sc->may_be_list = false;
	/* Below a definition cmark takes "---" for text. */
	sc->before = sc->before == BEFORE_DEFINITION ? BEFORE_TEXT : BEFORE_DONE;
}

static void scan_definition(struct scanner *sc, const struct scan_line *l)
{
	bool is_sure = sc->before != BEFORE_TEXT && !sc->may_be_html &&
		       (l->indent < 2 || !sc->may_be_list);

	if (!is_sure || !is_definition(l->text)) {
		sc->out->is_whole = true;
		sc->before = BEFORE_TEXT;
		return;
	}
	buf_add(&sc->out->definitions, l->text.p, l->text.len);
	buf_addc(&sc->out->definitions, '\n');
	sc->out->n_definitions++;
	if (l->indent < 2)
		sc->may_be_list = false;
	sc->before = BEFORE_DEFINITION;
}

static void scan_plain(struct scanner *sc, const struct scan_line *l)
{
	if (label_at(l->text) == LABEL_CLOSED) {
		scan_definition(sc, l);
		return;
	}
	if (scan_underline(sc, l))
		return;
	if (sc->before == BEFORE_BLANK && l->indent < 2)
		sc->may_be_list = false;
	sc->is_title = sc->before == BEFORE_BLANK && !l->indent && l->text.p[0] != '[';
	sc->title_offset = l->offset;
	note_label(sc, l->text);
	if (sc->before == BEFORE_TEXT && is_underline(l->text))
		note_nested(sc, l->all);
	sc->before = BEFORE_TEXT;
}

static void scan_quote(struct scanner *sc, const struct scan_line *l)
{
	note_nested(sc, l->all);
	if (l->indent < 2)
		sc->may_be_list = false;
	sc->before = BEFORE_TEXT;
}

/* Indented by four columns or more: code, or the inside of a list. */
static void scan_indented(struct scanner *sc, const struct scan_line *l)
{
	if (sc->may_be_list || sc->before != BEFORE_BLANK)
		note_nested(sc, l->all);
	if (sc->before != BEFORE_BLANK || sc->may_be_list)
		sc->before = BEFORE_TEXT;
}

static bool begins_item(struct line text)
{
	return guard_content(text).p != text.p;
}

static void scan_text_line(struct scanner *sc, const struct scan_line *l)
{
	size_t n;

	sc->was_title = sc->is_title;
	sc->is_title = false;
	if (l->indent >= 4)
		scan_indented(sc, l);
	else if (is_atx(l->text))
		scan_heading(sc, l);
	else if ((n = fence_length(l->text)))
		open_fence(sc, l, n);
	else if (l->text.p[0] == '<')
		scan_html(sc, l);
	else if (l->text.p[0] == '>')
		scan_quote(sc, l);
	else if (is_rule(l->text))
		scan_rule(sc, l);
	else if (begins_item(l->text))
		scan_item(sc, l);
	else
		scan_plain(sc, l);
}

static void scan_blank(struct scanner *sc)
{
	if (sc->region != REGION_TEXT)
		return;
	sc->before = BEFORE_BLANK;
	sc->may_be_html = false;
	sc->may_be_label = false;
	sc->is_title = false;
}

static void find_text(struct scan_line *l)
{
	size_t i = 0, columns = 0;

	for (; i < l->all.len && char_is_blank(l->all.p[i]); i++)
		columns += l->all.p[i] == '\t' ? 4 - columns % 4 : 1;
	l->text = line_from(l->all, i);
	l->indent = columns;
}

/* Text after which nothing is certain: a definition in it would count everywhere. */
static void scan_lost(struct scan *s, struct line rest)
{
	if (holds(rest, "]:"))
		s->is_whole = true;
}

void scan_text(struct scan *s, const char *text, size_t len)
{
	struct scanner sc = { .out = s };
	struct scan_line l = { .number = -1 };
	const char *p = text, *end = text + len;

	add_cut(&sc, 0, 0, false);
	s->needs_guard = guard_is_needed_anywhere(text, len);
	while (l.offset = (size_t)(p - text), line_take(&p, end, &l.all)) {
		l.number++;
		find_text(&l);
		if (!l.text.len) {
			scan_blank(&sc);
			continue;
		}
		if (!s->needs_guard)
			s->needs_guard = guard_is_needed(l.all);
		if (sc.is_lost)
			continue;
		if (sc.region == REGION_TEXT || !scan_region(&sc, &l))
			scan_text_line(&sc, &l);
		if (sc.is_lost)
			scan_lost(s, (struct line){ l.all.p, (size_t)(end - l.all.p) });
	}
}
