/* SPDX-License-Identifier: MIT */
#include "parse/question.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/prng.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "parse/blocks.h"
#include "parse/front_matter.h"
#include "parse/line.h"

static const char *const known_fields[] = {
	"id", "type", "domain", "difficulty", "sources", "answer", "proof", "vary", "accept",
	"title", "reviewed", NULL,
};

struct question {
	struct arena *arena;
	struct diag_list *diags;
	struct item *item;
	const char *type;		/* as written; NULL = not given */
	struct block *after;		/* what follows the options */
	const struct block **hints;
	size_t n_hints, cap_hints;
	const char *why;		/* the first mistake; NULL = it can be asked */
};

static void mistake(struct question *q, int line, const char *hint, const char *text)
{
	struct diag *g = diag_add(q->diags, DIAG_ERROR, line, 0, "question-syntax", "%s", text);

	if (hint)
		diag_hint(q->diags, g, "%s", hint);
	if (!q->why)
		q->why = text;
}

/* ---- front matter ---- */

static void read_sources(struct question *q, const struct yaml_node *n)
{
	const char **list;

	if (!n)
		return;
	list = arena_alloc(q->arena, sizeof(*list) * (n->kind == YAML_LIST ? n->n + 1 : 1));
	if (n->kind == YAML_SCALAR)
		list[q->item->n_sources++] = n->text;
	for (const struct yaml_node *e = n->kind == YAML_LIST ? n->child : NULL; e; e = e->next)
		if (e->kind == YAML_SCALAR)
			list[q->item->n_sources++] = e->text;
	q->item->sources = list;
}

static void read_difficulty(struct question *q, const struct yaml_node *n)
{
	if (!n)
		return;
	if (n->kind == YAML_SCALAR && n->len == 1 && n->text[0] >= '1' && n->text[0] <= '5') {
		q->item->difficulty = n->text[0] - '0';
		return;
	}
	diag_hint(q->diags,
		  diag_add(q->diags, DIAG_WARNING, n->line, n->column, "bad-value",
			   "difficulty is no such number"),
		  "1 (easy) to 5 (hard)");
}

static void read_id(struct question *q, const struct yaml_node *root)
{
	q->item->id = yaml_string(root, "id", "");
	if (q->item->id[0])
		return;
	q->item->id = arena_printf(q->arena, "%s#%d", q->item->file, q->item->line);
	diag_hint(q->diags,
		  diag_add(q->diags, DIAG_ERROR, q->item->line, 0, "missing-id",
			   "this question has no id"),
		  "answers are kept by id: begin with ---, \"id: topic-name\", ---");
}

static void read_fields(struct question *q, const struct yaml_node *root)
{
	yaml_check_keys(root, known_fields, q->diags);
	read_id(q, root);
	q->type = yaml_string(root, "type", NULL);
	q->item->domain = yaml_string(root, "domain", "");
	read_difficulty(q, yaml_get(root, "difficulty"));
	read_sources(q, yaml_get(root, "sources"));
}

/* ---- body ---- */

/* Makes [first, stop) a list of its own: blocks from the parser are ours to cut. */
static const struct block *detach(const struct block *first, const struct block *stop)
{
	if (first == stop)
		return NULL;
	for (struct block *b = (struct block *)first; b; b = (struct block *)b->next) {
		b->parent = NULL;
		if (b->next == stop)
			b->next = NULL;
	}
	return first;
}

static bool is_options(const struct block *b)
{
	if (b->kind != BLOCK_LIST)
		return false;
	for (const struct block *i = b->child; i; i = i->next)
		if (i->task >= 0)
			return true;
	return false;
}

static const char *plain(struct question *q, const struct block *b)
{
	struct buf text;
	const char *copy;

	buf_init(&text);
	text_plain(&b->text, &text);
	copy = arena_strdup(q->arena, buf_str(&text));
	buf_done(&text);
	return copy;
}

static void read_option(struct question *q, const struct block *i, struct option *o)
{
	const struct block *quote = i->child;

	while (quote && quote->kind != BLOCK_QUOTE)
		quote = quote->next;
	*o = (struct option){ .is_right = i->task == 1, .line = i->line };
	if (i->task < 0)
		mistake(q, i->line, "begin each option with [ ] or [x]", "an option without its box");
	if (quote && quote->next)
		diag_hint(q->diags,
			  diag_add(q->diags, DIAG_WARNING, quote->next->line, 0, "question-part",
				   "text of an option behind its reason is not shown"),
			  "the quote holds all of the reason");
	if (quote)
		o->reason = detach(quote->child, NULL);
	o->text = detach(i->child, quote);
	if (!o->text)
		mistake(q, i->line, NULL, "an option without text");
}

static void read_options(struct question *q, const struct block *list)
{
	struct option options[ITEM_MAX_OPTIONS];
	size_t n = 0;

	for (const struct block *i = list->child, *next; i; i = next) {
		next = i->next;
		if (n == ITEM_MAX_OPTIONS) {
			mistake(q, i->line, NULL, "more than 10 options");
			break;
		}
		read_option(q, i, &options[n++]);
	}
	q->item->options = arena_dup(q->arena, options, n, sizeof(*options));
	q->item->n_options = n;
}

/* Title, stem and options; leaves what follows in q->after. */
static void read_question(struct question *q, struct block *first)
{
	const struct block *b = first, *list;

	if (b && b->kind == BLOCK_HEADING && b->level == 1) {
		q->item->title = plain(q, b);
		b = b->next;
	}
	for (list = b; list && !is_options(list); list = list->next)
		;
	if (!list) {
		mistake(q, q->item->line, "- [x] the right one, - [ ] a wrong one", "no options");
		return;
	}
	q->after = (struct block *)list->next;
	q->item->stem = detach(b, list);
	if (!q->item->stem)
		mistake(q, q->item->line, NULL, "options without a question before them");
	read_options(q, list);
}

static void add_hints(struct question *q, const struct block *body)
{
	if (!body)
		return;
	if (body->kind != BLOCK_LIST || body->next) {
		*vec_push(q->hints, q->n_hints, q->cap_hints) = body;
		return;
	}
	for (const struct block *i = body->child; i; i = i->next)
		if (i->child)
			*vec_push(q->hints, q->n_hints, q->cap_hints) = detach(i->child, NULL);
}

static void read_part(struct question *q, const struct block *heading, const struct block *body)
{
	const char *name = plain(q, heading);

	if (!strcasecmp(name, "Explanation")) {
		q->item->explanation = body;
	} else if (!strcasecmp(name, "Hint") || !strcasecmp(name, "Hints")) {
		add_hints(q, body);
	} else {
		diag_hint(q->diags,
			  diag_add(q->diags, DIAG_WARNING, heading->line, 0, "question-part",
				   "the part \"%s\" of a question is not shown", name),
			  "\"## Explanation\" or \"## Hint\"");
	}
}

static bool is_part(const struct block *b)
{
	return b->kind == BLOCK_HEADING && b->level == 2;
}

/* "## Explanation", "## Hint" ... after the options. */
static void read_parts(struct question *q)
{
	const struct block *b = q->after, *heading;

	if (b && !is_part(b))
		diag_hint(q->diags,
			  diag_add(q->diags, DIAG_WARNING, b->line, 0, "question-part",
				   "text between the options and \"## Explanation\" is not shown"),
			  "move it up into the question, or down into the explanation");
	while (b && !is_part(b))
		b = b->next;
	while (b) {
		heading = b;
		for (b = b->next; b && !is_part(b); b = b->next)
			;
		read_part(q, heading, detach(heading->next, b));
	}
	q->item->hints = arena_dup(q->arena, q->hints, q->n_hints, sizeof(*q->hints));
	q->item->n_hints = q->n_hints;
	free(q->hints);
}

/* ---- checks ---- */

static int count_right(const struct item *it)
{
	int n = 0;

	for (size_t i = 0; i < it->n_options; i++)
		n += it->options[i].is_right;
	return n;
}

static void check_key(struct question *q)
{
	struct item *it = q->item;
	int n_right = count_right(it);

	if (!q->type)
		it->type = n_right > 1 ? ITEM_MULTIPLE : ITEM_SINGLE;
	if (!it->n_options)
		return;
	if (it->n_options < 2)
		mistake(q, it->line, NULL, "only one option");
	else if (!n_right)
		mistake(q, it->line, "mark it with [x]", "no right option");
	else if (it->type == ITEM_SINGLE && n_right > 1)
		mistake(q, it->line, "type: multiple, if all of them are meant",
			"several right options in a question of type single");
	else if ((size_t)n_right == it->n_options)
		mistake(q, it->line, NULL, "no wrong option");
}

/* What the field type says; ERR_UNSUPPORTED for types that are known and not asked yet. */
static enum err read_type(struct question *q)
{
	static const char *const names[] = {
		"single", "multiple", "order", "match", "number", "text", NULL,
	};
	const char *near;

	for (int i = 0; q->type && names[i]; i++) {
		if (strcmp(q->type, names[i]) != 0)
			continue;
		q->item->type = i ? ITEM_MULTIPLE : ITEM_SINGLE;
		return i < 2 ? ERR_OK : ERR_UNSUPPORTED;
	}
	if (!q->type)
		return ERR_OK;
	near = suggest_nearest(q->type, names);
	mistake(q, q->item->line, near ? arena_printf(q->arena, "did you mean \"%s\"?", near) : NULL,
		arena_printf(q->arena, "the type \"%s\" is unknown", q->type));
	return ERR_SYNTAX;
}

static uint64_t revision_of(const struct item *it)
{
	struct buf text;
	uint64_t hash;

	buf_init(&text);
	for (const struct block *b = it->stem; b; b = b->next)
		block_plain_text(b, &text);
	for (size_t i = 0; i < it->n_options; i++) {
		buf_adds(&text, it->options[i].is_right ? "\n+" : "\n-");
		for (const struct block *b = it->options[i].text; b; b = b->next)
			block_plain_text(b, &text);
	}
	hash = hash_bytes(HASH_START, buf_str(&text), text.len);
	buf_done(&text);
	return hash;
}

static enum err refuse_type(struct question *q, const char **ret_why)
{
	*ret_why = arena_printf(q->arena, "questions of type %s are not asked yet", q->type);
	diag_add(q->diags, DIAG_NOTE, q->item->line, 0, "question-kind", "%s", *ret_why);
	return ERR_UNSUPPORTED;
}

static void read_body(struct question *q, const struct blocks_options *o, const char *text,
		      size_t len, int line)
{
	read_question(q, blocks_parse(o, text, len, line));
	read_parts(q);
	check_key(q);
}

enum err question_parse(struct arena *a, const char *text, size_t len, int first_line,
			const char *file, struct diag_list *diags, const struct item **ret_item,
			const char **ret_why)
{
	struct question q = { .arena = a, .diags = diags };
	struct blocks_options options = {
		.arena = a, .file = file, .diags = diags, .definitions = "",
		.hides_definitions = true, .needs_guard = true, .is_question = true,
	};
	struct front_matter front;

	q.item = arena_zalloc(a, sizeof(*q.item));
	q.item->title = "";
	q.item->file = arena_strdup(a, file);
	q.item->line = first_line;
	front_matter_parse(a, text, len, first_line, diags, &front);
	if (!front.root && line_starts((struct line){ text, len }, "---\n"))
		mistake(&q, first_line, NULL, "what is between its two --- lines cannot be read");
	read_fields(&q, front.root);
	if (read_type(&q) == ERR_UNSUPPORTED)
		return refuse_type(&q, ret_why);
	read_body(&q, &options, text + front.body, len - front.body, front.body_line);
	if (q.why) {
		*ret_why = q.why;
		return ERR_SYNTAX;
	}
	q.item->revision = revision_of(q.item);
	*ret_item = q.item;
	return ERR_OK;
}

/* ---- scenario files ---- */

/* "word:" as at the start of front matter. */
static bool is_key(struct line l)
{
	size_t i = 0;

	while (i < l.len && (char_is_letter(l.p[i]) || l.p[i] == '_'))
		i++;
	return i && i < l.len && l.p[i] == ':';
}

static bool is_blank(const char *p, const char *end)
{
	while (p < end && (char_is_blank(*p) || *p == '\n'))
		p++;
	return p == end;
}

/* Follows a text line by line, to tell where a question's front matter begins. */
struct splitter {
	const char *rule;	/* the "---" line before this one; NULL if it was none */
	bool is_head;		/* inside front matter */
	char fence;		/* '`' or '~' inside a fence, else 0 */
	size_t fence_len;
};

static void split_fence(struct splitter *s, struct line l)
{
	size_t n = 0;

	l = line_trim_start(l);
	while (n < l.len && (l.p[0] == '`' || l.p[0] == '~') && l.p[n] == l.p[0])
		n++;
	if (n < 3)
		return;
	if (!s->fence) {
		s->fence = l.p[0];
		s->fence_len = n;
	} else if (l.p[0] == s->fence && n >= s->fence_len && line_trim_end(l).len == n) {
		s->fence = 0;
	}
}

/* True when l is the first key of a front matter; its "---" line is then s->rule. */
static bool split_line(struct splitter *s, struct line l)
{
	bool is_rule = !s->fence && line_is(line_trim_end(l), "---");

	if (s->rule && is_key(l)) {
		s->is_head = true;
		return true;
	}
	s->rule = is_rule && !s->is_head ? l.p : NULL;
	if (is_rule)
		s->is_head = false;
	split_fence(s, l);
	return false;
}

size_t question_split(struct arena *a, const char *text, size_t len,
		      const struct question_start **ret_starts)
{
	struct question_start *starts = NULL;
	size_t n = 0, cap = 0;
	const char *p = text, *end = text + len;
	struct splitter s = { 0 };
	struct line l;

	for (int line = 1; line_take(&p, end, &l); line++) {
		if (!split_line(&s, l))
			continue;
		if (!n && !is_blank(text, s.rule))
			*vec_push(starts, n, cap) = (struct question_start){ .line = 1 };
		*vec_push(starts, n, cap) = (struct question_start){
			.offset = (size_t)(s.rule - text), .line = line - 1,
		};
		s.rule = NULL;
	}
	if (!n && !is_blank(text, end))
		*vec_push(starts, n, cap) = (struct question_start){ .line = 1 };
	for (size_t i = 0; i < n; i++)
		starts[i].len = (i + 1 < n ? starts[i + 1].offset : len) - starts[i].offset;
	*ret_starts = arena_dup(a, starts, n, sizeof(*starts));
	free(starts);
	return n;
}
