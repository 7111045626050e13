/* SPDX-License-Identifier: MIT */
/*
 * What the menu needs to know of a file, without parsing its Markdown: one pass
 * over its lines finds front matter, fences and questions.
 */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "course/course.h"

struct scan {
	struct arena *arena;
	const char *id;
	int minutes;
	int n_diagrams, n_questions;
	bool has_type;		/* the front matter says what type of question it is */
	int n_heads;		/* "---" lines followed by a key: questions of a scenario file */
	/* state */
	int line;
	bool is_front;		/* inside the front matter */
	bool is_after_rule;	/* the line before was "---" */
	bool is_head;		/* inside a question's front matter, of a scenario file */
	bool is_diagram_open;	/* inside a mermaid fence, kind not seen yet */
	char fence;		/* '`' or '~' inside a fence, else 0 */
	size_t fence_len;
};

static size_t blanks(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && (p[i] == ' ' || p[i] == '\t'))
		i++;
	return i;
}

static const char *clean_copy(struct arena *a, const char *p, size_t n)
{
	struct buf clean;
	const char *copy;

	buf_init(&clean);
	utf8_clean(&clean, p, n);
	copy = arena_strndup(a, buf_str(&clean), clean.len);
	buf_done(&clean);
	return copy;
}

/* The value of "key: value  # comment", without quotes; NULL if the line has another key. */
static const char *key_value(struct arena *a, const char *p, size_t n, const char *key)
{
	size_t k = strlen(key);
	const char *comment;

	if (n < k + 1 || memcmp(p, key, k) != 0 || p[k] != ':')
		return NULL;
	p += k + 1;
	n -= k + 1;
	comment = memmem(p, n, " #", 2);
	if (comment)
		n = (size_t)(comment - p);
	k = blanks(p, n);
	p += k;
	n -= k;
	while (n && (p[n - 1] == ' ' || p[n - 1] == '\t'))
		n--;
	if (n >= 2 && (p[0] == '"' || p[0] == '\'') && p[n - 1] == p[0]) {
		p++;
		n -= 2;
	}
	return clean_copy(a, p, n);
}

static void front_line(struct scan *s, const char *p, size_t n)
{
	const char *value;

	if (n == 3 && !memcmp(p, "---", 3)) {
		s->is_front = false;
		return;
	}
	value = key_value(s->arena, p, n, "id");
	if (value && value[0])
		s->id = value;
	if (key_value(s->arena, p, n, "type"))
		s->has_type = true;
	value = key_value(s->arena, p, n, "minutes");
	if (value)
		s->minutes = (int)strtol(value, NULL, 10);
}

static size_t fence_run(const char *p, size_t n)
{
	size_t i = 0;

	if (!n || (p[0] != '`' && p[0] != '~'))
		return 0;
	while (i < n && p[i] == p[0])
		i++;
	return i >= 3 ? i : 0;
}

static void fence_line(struct scan *s, const char *p, size_t n, size_t run)
{
	if (s->fence) {
		if (p[0] == s->fence && run >= s->fence_len && run + blanks(p + run, n - run) == n)
			s->fence = 0;
		return;
	}
	s->fence = p[0];
	s->fence_len = run;
	run += blanks(p + run, n - run);
	p += run;
	n -= run;
	s->is_diagram_open = n >= 7 && !memcmp(p, "mermaid", 7);
	s->n_questions += n >= 4 && !memcmp(p, "quiz", 4);
}

/* Only sequence diagrams are played; the first word of the body tells. */
static void diagram_line(struct scan *s, const char *p, size_t n)
{
	static const char word[] = "sequenceDiagram";

	if (!n || (n >= 2 && p[0] == '%' && p[1] == '%'))
		return;
	s->is_diagram_open = false;
	s->n_diagrams += n >= sizeof(word) - 1 && !memcmp(p, word, sizeof(word) - 1);
}

static bool begins_with_key(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && ((p[i] >= 'a' && p[i] <= 'z') || p[i] == '_'))
		i++;
	return i && i < n && p[i] == ':';
}

/* A question's front matter begins with "---" and a key, and ends with "---". */
static void head_line(struct scan *s, const char *p, size_t n)
{
	bool is_rule = !s->fence && n == 3 && !memcmp(p, "---", 3);

	if (s->is_after_rule && begins_with_key(p, n)) {
		s->n_heads++;
		s->is_head = true;
	}
	s->is_after_rule = is_rule && !s->is_head;
	if (is_rule)
		s->is_head = false;
}

static void scan_line(struct scan *s, const char *p, size_t n)
{
	size_t indent, run;

	while (n && (p[n - 1] == ' ' || p[n - 1] == '\t' || p[n - 1] == '\r'))
		n--;
	head_line(s, p, n);
	if (++s->line == 1 && s->is_after_rule) {
		s->is_front = true;
		return;
	}
	if (s->is_front) {
		front_line(s, p, n);
		return;
	}
	indent = blanks(p, n);
	run = fence_run(p + indent, n - indent);
	if (run)
		fence_line(s, p + indent, n - indent, run);
	else if (s->is_diagram_open)
		diagram_line(s, p + indent, n - indent);
}

static bool scan_file(struct arena *a, const char *root, const char *path, struct scan *s)
{
	struct buf text;
	const char *p, *end;

	*s = (struct scan){ .arena = a };
	buf_init(&text);
	/* Not cleaned: only the few words that are kept are. */
	if (file_read_inside(root, path, &text, NULL) != ERR_OK) {
		buf_done(&text);
		return false;
	}
	p = buf_str(&text);
	for (end = p + text.len; p < end;) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		size_t n = stop ? (size_t)(stop - p) : (size_t)(end - p);

		scan_line(s, p, n);
		p += n + 1;
	}
	buf_done(&text);
	return true;
}

static void scan_entry(struct catalog *c, struct entry *e)
{
	struct scan s;

	e->is_scanned = true;
	if (e->kind != ENTRY_LESSON)
		return;
	if (!scan_file(&c->arena, c->root, e->path, &s)) {
		e->is_missing = true;
		return;
	}
	if (s.id)
		e->id = s.id;
	e->minutes = s.minutes;
	e->n_diagrams = s.n_diagrams;
	e->n_questions = s.n_questions;
}

static void scan_scenarios(struct catalog *c, struct scenario_file *f)
{
	struct scan s;

	if (scan_file(&c->arena, c->root, f->path, &s))
		f->n_questions = s.n_heads ? s.n_heads : 1;
}

bool course_scan(struct catalog *c)
{
	size_t all = c->n_entries + c->n_scenarios;

	if (c->n_scanned < c->n_entries)
		scan_entry(c, &c->entries[c->n_scanned]);
	else if (c->n_scanned < all)
		scan_scenarios(c, &c->scenarios[c->n_scanned - c->n_entries]);
	else
		return false;
	return ++c->n_scanned < all;
}

void course_scan_all(struct catalog *c)
{
	while (course_scan(c))
		;
}

bool course_is_scenario(const struct catalog *c, const char *path)
{
	struct arena a;
	struct scan s;
	bool is_scenario;

	for (size_t i = 0; i < c->n_scenarios; i++)
		if (!strcmp(c->scenarios[i].path, path))
			return true;
	arena_init(&a);
	is_scenario = scan_file(&a, c->root, path, &s) && s.has_type;
	arena_done(&a);
	return is_scenario;
}
