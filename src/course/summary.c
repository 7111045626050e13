/* SPDX-License-Identifier: MIT */
#include "course/summary.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/path.h"
#include "base/vec.h"
#include "course/link.h"
#include "parse/markdown.h"

enum { DEPTH_MAX = 32 };

struct summary {
	struct catalog *catalog;
	struct diag_list *diags;
	struct entry *entries;
	size_t n, cap;
	int number[DEPTH_MAX];	/* of the last chapter at each depth */
	int above[DEPTH_MAX];	/* index of the last entry at each depth; -1 = none */
	bool has_title;
};

static char *plain_title(struct arena *a, const struct span *spans, uint32_t n)
{
	struct text part = { spans, n };
	struct buf text;
	char *title;

	buf_init(&text);
	text_plain(&part, &text);
	for (char *p = text.p; p && *p; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	title = arena_strdup(a, buf_str(&text));
	buf_done(&text);
	return title;
}

static struct entry *entry_add(struct summary *s, enum entry_kind kind, int depth, int line)
{
	struct entry *e = vec_push(s->entries, s->n, s->cap);

	*e = (struct entry){
		.kind = kind,
		.title = "",
		.number = "",
		.depth = depth,
		.parent = depth > 0 ? s->above[depth - 1] : -1,
		.line = line,
	};
	s->above[depth] = (int)s->n - 1;
	for (int i = depth + 1; i < DEPTH_MAX; i++)
		s->above[i] = s->above[depth];
	return e;
}

static char *number_text(struct summary *s, int depth)
{
	struct buf text;
	char *number;

	for (int i = depth + 1; i < DEPTH_MAX; i++)
		s->number[i] = 0;
	s->number[depth]++;
	buf_init(&text);
	for (int i = 0; i <= depth; i++)
		buf_printf(&text, "%d.", s->number[i]);
	number = arena_strdup(&s->catalog->arena, buf_str(&text));
	buf_done(&text);
	return number;
}

/* Where a chapter's link leads; NULL (and a diagnostic) when it is no file of the course. */
static const char *chapter_path(struct summary *s, const char *url, int line)
{
	char *path = NULL;

	if (link_is_external(url)) {
		diag_add(s->diags, DIAG_ERROR, line, 0, "summary-link",
			 "\"%s\" is not a file of this course", url);
		return NULL;
	}
	if (link_file(&s->catalog->arena, "SUMMARY.md", url, &path) != ERR_OK) {
		diag_add(s->diags, DIAG_ERROR, line, 0, "outside-course",
			 "\"%s\" lies outside the course folder", url);
		return NULL;
	}
	if (!strcmp(path, "SUMMARY.md")) {
		diag_add(s->diags, DIAG_ERROR, line, 0, "summary-link", "the menu lists itself");
		return NULL;
	}
	return path;
}

static void chapter_add(struct summary *s, const struct span *link, uint32_t n, int depth,
			int line, bool is_numbered)
{
	struct arena *a = &s->catalog->arena;
	const char *path = link[0].url[0] ? chapter_path(s, link[0].url, line) : NULL;
	struct entry *e = entry_add(s, path ? ENTRY_LESSON : ENTRY_DRAFT, depth, line);

	e->title = plain_title(a, link, n);
	e->path = path;
	if (is_numbered)
		e->number = number_text(s, depth);
	if (path)
		e->id = path_has_suffix(path, ".md") ? arena_strndup(a, path, strlen(path) - 3)
						     : path;
}

/*
 * Finds the next link among spans[*i..n): its first span and how many belong to
 * it. Advances *i behind it; 0 when there is none. Text between links is counted.
 */
static uint32_t next_link(const struct text *t, uint32_t *i, const struct span **ret_link,
			  bool *ret_has_text)
{
	uint32_t start;

	while (*i < t->n && !(t->spans[*i].flags & SPAN_LINK)) {
		for (uint32_t k = 0; k < t->spans[*i].len; k++)
			if (t->spans[*i].text[k] != ' ')
				*ret_has_text = true;
		(*i)++;
	}
	start = *i;
	while (*i < t->n && (t->spans[*i].flags & SPAN_LINK) &&
	       !strcmp(t->spans[*i].url, t->spans[start].url))
		(*i)++;
	*ret_link = t->spans + start;
	return *i - start;
}

/* Prefix and suffix chapters: links in a paragraph at the top level. */
static void paragraph_add(struct summary *s, const struct block *b)
{
	const struct span *link;
	bool has_text = false;
	uint32_t n;

	for (uint32_t i = 0; (n = next_link(&b->text, &i, &link, &has_text)) > 0;)
		chapter_add(s, link, n, 0, b->line, false);
	if (has_text)
		diag_add(s->diags, DIAG_WARNING, b->line, 0, "summary-text",
			 "text in the menu is not shown: only links, lists, headings and rules are");
}

static int list_depth(const struct block *item)
{
	int depth = -1;

	for (const struct block *b = item; b; b = b->parent)
		depth += b->kind == BLOCK_LIST;
	return depth < DEPTH_MAX ? depth : DEPTH_MAX - 1;
}

static void item_add(struct summary *s, const struct block *item)
{
	const struct block *p = item->child;
	const struct span *link;
	bool has_text = false;
	uint32_t i = 0, n = 0;
	int depth = list_depth(item);

	if (p && p->kind == BLOCK_PARAGRAPH)
		n = next_link(&p->text, &i, &link, &has_text);
	if (n) {
		chapter_add(s, link, n, depth, item->line, true);
		return;
	}
	diag_hint(s->diags,
		  diag_add(s->diags, DIAG_WARNING, item->line, 0, "summary-link",
			   "a chapter without a link"),
		  "write [Title](file.md), or [Title]() for one that is still to come");
	if (p && p->text.n) {
		struct entry *e = entry_add(s, ENTRY_DRAFT, depth, item->line);

		e->title = plain_title(&s->catalog->arena, p->text.spans, p->text.n);
		e->number = number_text(s, depth);
	}
}

static bool says_only_summary(const char *title)
{
	return !strcasecmp(title, "summary") || !strcasecmp(title, "table of contents");
}

/* The first heading names the course; a later one begins a part. */
static void heading_add(struct summary *s, const struct block *b)
{
	char *title = plain_title(&s->catalog->arena, b->text.spans, b->text.n);

	if (!s->has_title && !s->n) {
		if (!says_only_summary(title))
			s->catalog->title = title;
		s->has_title = true;
		return;
	}
	entry_add(s, ENTRY_PART, 0, b->line)->title = title;
}

static void block_add(struct summary *s, const struct block *b)
{
	switch (b->kind) {
	case BLOCK_HEADING:
		heading_add(s, b);
		break;
	case BLOCK_RULE:
		entry_add(s, ENTRY_SEPARATOR, 0, b->line);
		break;
	case BLOCK_ITEM:
		item_add(s, b);
		break;
	case BLOCK_PARAGRAPH:
		if (!b->parent)
			paragraph_add(s, b);
		break;
	case BLOCK_LIST:
	case BLOCK_QUOTE:
		break;
	default:
		diag_add(s->diags, DIAG_WARNING, b->line, 0, "summary-text",
			 "this has no place in the menu and is not shown");
	}
}

void summary_parse(struct catalog *c, const char *text, size_t len, struct diag_list *diags)
{
	struct markdown_options options = { .file = "SUMMARY.md", .first_line = 1 };
	struct doc *d = markdown_open(text, len, &options);
	struct summary s = { .catalog = c, .diags = diags };

	diag_in(diags, "SUMMARY.md", text, len);
	for (int i = 0; i < DEPTH_MAX; i++)
		s.above[i] = -1;
	for (size_t i = 0; i < d->n_sections; i++)
		for (const struct block *b = doc_section(d, i); b; b = block_walk(b))
			block_add(&s, b);
	c->entries = arena_dup(&c->arena, s.entries, s.n, sizeof(*s.entries));
	c->n_entries = s.n;
	free(s.entries);
	doc_free(d);
}
