/* SPDX-License-Identifier: MIT */
#include "course/include.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/vec.h"
#include "course/read.h"

enum {
	DEPTH_MAX = 10,			/* as mdBook */
	INCLUDES_MAX = 1000,
	EXPANDED_MAX_BYTES = FILE_MAX_BYTES,
	READ_MAX_BYTES = 64 * 1024 * 1024,	/* anchors take little of files that are read whole */
	NAME_MAX_BYTES = 1024,
};

/* One "{{#word argument}}" in a text. */
struct directive {
	const char *start, *end;	/* of the braces */
	const char *word, *argument;
	size_t word_len, argument_len;
};

static bool next_directive(const char *p, const char *end, struct directive *d)
{
	while ((p = memmem(p, (size_t)(end - p), "{{#", 3))) {
		const char *line_end = memchr(p, '\n', (size_t)(end - p));
		const char *close;

		if (!line_end)
			line_end = end;
		close = memmem(p, (size_t)(line_end - p), "}}", 2);
		if (!close) {
			p = line_end;
			continue;
		}
		d->start = p;
		d->end = close + 2;
		d->word = p + 3;
		d->word_len = strcspn(d->word, " \t}");
		d->argument = d->word + d->word_len;
		d->argument += strspn(d->argument, " \t");
		while (close > d->argument && (close[-1] == ' ' || close[-1] == '\t'))
			close--;
		d->argument_len = close > d->argument ? (size_t)(close - d->argument) : 0;
		return true;
	}
	return false;
}

static bool is_word(const struct directive *d, const char *word)
{
	return d->word_len == strlen(word) && !memcmp(d->word, word, d->word_len);
}

static int count_lines(const char *p, size_t n)
{
	int lines = 0;

	for (const char *q = p; (q = memchr(q, '\n', n - (size_t)(q - p))); q++)
		lines++;
	return lines;
}

static void append(struct include *in, const char *p, size_t n)
{
	buf_add(in->out, p, n);
	in->n_lines += count_lines(p, n);
}

/* From this line of the output on, lines come from file, counting from file_line. */
static void add_origin(struct include *in, int line, const char *file, int file_line)
{
	*vec_push(in->origins, in->n_origins, in->cap_origins) = (struct origin){
		.line = line,
		.file = file,
		.file_line = file_line,
	};
}

/* Which lines of a file are wanted: "2:10", ":5", "7:", "3", or an anchor's name. */
struct range {
	long first, last;		/* 1-based; last 0 = to the end */
	const char *anchor;		/* NULL = by line numbers */
};

static struct range parse_range(struct arena *a, const char *p, size_t n)
{
	char *text = arena_strndup(a, p, n);
	char *colon = strchr(text, ':'), *end;
	struct range r = { 1, 0, NULL };

	if (colon)
		*colon = '\0';
	if (text[0] && !isdigit((unsigned char)text[0])) {
		r.anchor = text;
		return r;
	}
	if (text[0])
		r.first = strtol(text, &end, 10);
	if (!colon)
		r.last = text[0] ? r.first : 0;
	else if (isdigit((unsigned char)colon[1]))
		r.last = strtol(colon + 1, &end, 10);
	if (r.first < 1)
		r.first = 1;
	return r;
}

/* True when the line is a mark "ANCHOR: name" or "ANCHOR_END: name" of that name (any if NULL). */
static bool is_mark(const char *p, size_t n, const char *mark, const char *name)
{
	const char *q = memmem(p, n, mark, strlen(mark));
	size_t left, k;

	if (!q)
		return false;
	q += strlen(mark);
	left = n - (size_t)(q - p);
	while (left && (*q == ' ' || *q == '\t')) {
		q++;
		left--;
	}
	for (k = 0; k < left && (isalnum((unsigned char)q[k]) || q[k] == '_' || q[k] == '-'); k++)
		;
	return k && (!name || (strlen(name) == k && !memcmp(q, name, k)));
}

/* The wanted lines without the marks; *ret_first is the first one's number. False: no such anchor. */
static bool select_lines(const struct buf *file, const struct range *r, struct buf *out,
			 int *ret_first)
{
	const char *p = buf_str(file), *end = p + file->len;
	bool is_in = !r->anchor, is_found = is_in;

	*ret_first = 0;
	for (long line = 1; p < end; line++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		size_t n = stop ? (size_t)(stop - p) : (size_t)(end - p);
		bool is_wanted = is_in && line >= (r->anchor ? 1 : r->first) &&
				 (r->anchor || !r->last || line <= r->last);

		if (r->anchor && is_mark(p, n, "ANCHOR:", r->anchor)) {
			is_in = is_found = true;
		} else if (r->anchor && is_mark(p, n, "ANCHOR_END:", r->anchor)) {
			is_in = false;
		} else if (is_wanted && !(r->anchor && (is_mark(p, n, "ANCHOR:", NULL) ||
							is_mark(p, n, "ANCHOR_END:", NULL)))) {
			if (*ret_first)
				buf_addc(out, '\n');
			else
				*ret_first = (int)line;
			buf_add(out, p, n);
		}
		p += n + 1;
	}
	return is_found;
}

static void expand(struct include *in, const char *file, const char *text, size_t len,
		   int first_line, int depth);

static void refuse(struct include *in, int line, const char *rule, const char *name,
		   const char *why)
{
	diag_add(in->diags, DIAG_ERROR, line, 0, rule, "cannot include \"%s\": %s", name, why);
}

/* Reads the file and selects its lines; a diagnostic and false when that cannot be. */
static bool load(struct include *in, const char *from, const struct directive *d, int line,
		 struct buf *ret_text, const char **ret_path, int *ret_first)
{
	const char *colon = memchr(d->argument, ':', d->argument_len);
	size_t n = colon ? (size_t)(colon - d->argument) : strcspn(d->argument, " \t}");
	char *name = arena_strndup(in->arena, d->argument, n < NAME_MAX_BYTES ? n : NAME_MAX_BYTES);
	struct range r = { 1, 0, NULL };
	struct buf whole;
	char *path = NULL;
	enum err e = path_resolve(in->arena, from, name, &path);
	bool is_found = false;

	buf_init(&whole);
	if (e == ERR_OK)
		e = course_read(in->root, path, &whole, NULL);
	in->read_bytes += whole.len;
	if (e != ERR_OK) {
		refuse(in, line, e == ERR_OUTSIDE ? "outside-course" : "missing-include", name,
		       err_text(e));
	} else {
		if (colon)
			r = parse_range(in->arena, colon + 1, d->argument_len - n - 1);
		is_found = select_lines(&whole, &r, ret_text, ret_first);
		if (!is_found)
			refuse(in, line, "missing-include", name, "it has no such anchor");
		*ret_path = path;
		*vec_push(in->files, in->n_files, in->cap_files) = path;
	}
	buf_done(&whole);
	return is_found;
}

/* Carries an include out; false when it must stay as text. */
static bool include_file(struct include *in, const char *from, const struct directive *d, int line,
			 int depth)
{
	const char *path = NULL;
	struct buf text;
	int first = 1;
	bool is_done = false;

	if (depth >= DEPTH_MAX || in->n_includes >= INCLUDES_MAX ||
	    in->out->len > EXPANDED_MAX_BYTES || in->read_bytes > READ_MAX_BYTES) {
		diag_hint(in->diags,
			  diag_add(in->diags, DIAG_ERROR, line, 0, "include-depth",
				   "includes go on and on: this one is not followed"),
			  "at most %d deep, %d in a lesson; does a file include itself?", DEPTH_MAX,
			  INCLUDES_MAX);
		return false;
	}
	in->n_includes++;
	buf_init(&text);
	if (load(in, from, d, line, &text, &path, &first)) {
		expand(in, path, buf_str(&text), text.len, first, depth + 1);
		is_done = true;
	}
	buf_done(&text);
	return is_done;
}

static bool perform(struct include *in, const char *file, const struct directive *d, int line,
		    int depth)
{
	if (is_word(d, "title")) {
		in->title = arena_strndup(in->arena, d->argument, d->argument_len);
		return true;
	}
	if (is_word(d, "include") || is_word(d, "rustdoc_include") || is_word(d, "playground") ||
	    is_word(d, "playpen"))
		return include_file(in, file, d, line, depth);
	diag_add(in->diags, DIAG_WARNING, line, 0, "unknown-directive",
		 "\"{{#%.*s}}\" is not understood and stays as text",
		 (int)(d->word_len < 40 ? d->word_len : 40), d->word);
	return false;
}

static void expand(struct include *in, const char *file, const char *text, size_t len,
		   int first_line, int depth)
{
	const char *p = text, *end = text + len;
	struct directive d;
	int line = first_line;

	add_origin(in, in->n_lines + 1, file, line);
	diag_in(in->diags, file, depth ? NULL : text, len);
	while (next_directive(p, end, &d)) {
		bool is_escaped = d.start > p && d.start[-1] == '\\';

		append(in, p, (size_t)(d.start - p) - is_escaped);
		line += count_lines(p, (size_t)(d.start - p));
		if (is_escaped || !perform(in, file, &d, line, depth))
			append(in, d.start, (size_t)(d.end - d.start));
		else
			add_origin(in, in->n_lines + 2, file, line + 1);
		diag_in(in->diags, file, depth ? NULL : text, len);
		p = d.end;
	}
	append(in, p, (size_t)(end - p));
}

void include_expand(struct include *in, const char *file, const char *text, size_t len)
{
	expand(in, file, text, len, 1, 0);
}
