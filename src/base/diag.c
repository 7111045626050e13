/* SPDX-License-Identifier: MIT */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "base/utf8.h"
#include "base/vec.h"

enum { QUOTE_CELLS = 100 };

void diag_list_init(struct diag_list *d)
{
	*d = (struct diag_list){ 0 };
	arena_init(&d->arena);
}

void diag_list_done(struct diag_list *d)
{
	free(d->items);
	arena_done(&d->arena);
	*d = (struct diag_list){ 0 };
}

void diag_in(struct diag_list *d, const char *file, const char *source, size_t len)
{
	if (!d)
		return;
	d->file = file ? path_shown(&d->arena, file) : NULL;
	d->origins = NULL;
	d->source = source;
	d->source_len = len;
	d->quoted = source;
	d->quoted_line = 1;
}

void diag_in_parts(struct diag_list *d, const struct origin *origins, size_t n,
		   const char *source, size_t len)
{
	diag_in(d, NULL, source, len);
	if (!d)
		return;
	d->origins = origins;
	d->n_origins = n;
}

const struct origin *origin_find(const struct origin *origins, size_t n, int line)
{
	while (n > 1 && origins[n - 1].line > line)
		n--;
	return &origins[n - 1];
}

/* The start of the line before the one that begins at p, which is not the first. */
static const char *line_before(const char *start, const char *p)
{
	const char *newline = memrchr(start, '\n', (size_t)(p - 1 - start));

	return newline ? newline + 1 : start;
}

/* Where a line of the source begins; NULL if there is none. From the last one: most are near to it. */
static const char *find_line(struct diag_list *d, int line)
{
	const char *p = d->quoted, *end = d->source + d->source_len;
	int i = d->quoted_line;

	for (; i > line; i--)
		p = line_before(d->source, p);
	for (; i < line && p; i++) {
		p = memchr(p, '\n', (size_t)(end - p));
		p = p ? p + 1 : NULL;
	}
	if (!p || p >= end)
		return NULL;
	d->quoted = p;
	d->quoted_line = line;
	return p;
}

/* The text of line number line, cleaned and cut; NULL if there is none. */
static const char *quote_line(struct diag_list *d, int line)
{
	const char *p, *end, *stop;
	struct buf clean;
	char *copy;
	size_t cells, n;

	if (!d->source || line < 1)
		return NULL;
	p = find_line(d, line);
	if (!p)
		return NULL;
	end = d->source + d->source_len;
	stop = memchr(p, '\n', (size_t)(end - p));
	n = stop ? (size_t)(stop - p) : (size_t)(end - p);
	buf_init(&clean);
	utf8_clean(&clean, p, n < 4 * QUOTE_CELLS ? n : 4 * QUOTE_CELLS);
	n = utf8_fit(buf_str(&clean), clean.len, QUOTE_CELLS, &cells);
	copy = arena_strndup(&d->arena, buf_str(&clean), n);
	buf_done(&clean);
	return copy;
}

static const char *format_clean(struct arena *a, const char *format, va_list ap)
{
	struct buf raw, clean;
	const char *text;

	buf_init(&raw);
	buf_init(&clean);
	buf_vprintf(&raw, format, ap);
	utf8_clean(&clean, buf_str(&raw), raw.len);
	for (char *p = clean.p; p && *p; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	text = arena_strdup(a, buf_str(&clean));
	buf_done(&raw);
	buf_done(&clean);
	return text;
}

struct diag *diag_add(struct diag_list *d, enum diag_severity severity, int line, int column,
		      const char *rule, const char *format, ...)
{
	struct diag *g;
	va_list ap;

	if (!d)
		return NULL;
	g = vec_push(d->items, d->n, d->cap);
	va_start(ap, format);
	*g = (struct diag){
		.severity = severity,
		.file = d->file,
		.line = line,
		.column = column,
		.rule = rule,
		.text = format_clean(&d->arena, format, ap),
		.source = quote_line(d, line),
	};
	va_end(ap);
	if (d->origins) {
		const struct origin *o = origin_find(d->origins, d->n_origins, line);

		g->file = path_shown(&d->arena, o->file);
		if (line > 0)
			g->line = o->file_line + line - o->line;
	}
	d->n_errors += severity == DIAG_ERROR;
	d->n_warnings += severity == DIAG_WARNING;
	return g;
}

void diag_hint(struct diag_list *d, struct diag *g, const char *format, ...)
{
	va_list ap;

	if (!d || !g)
		return;
	va_start(ap, format);
	g->hint = format_clean(&d->arena, format, ap);
	va_end(ap);
}

static int compare(const void *va, const void *vb)
{
	const struct diag *a = va, *b = vb;
	int c = strcmp(a->file ? a->file : "", b->file ? b->file : "");

	if (!c)
		c = (a->line > b->line) - (a->line < b->line);
	if (!c)
		c = (a->column > b->column) - (a->column < b->column);
	if (!c)
		c = strcmp(a->rule, b->rule);
	return c ? c : strcmp(a->text, b->text);
}

void diag_sort(struct diag_list *d)
{
	if (d->n)
		qsort(d->items, d->n, sizeof(*d->items), compare);
}

const char *diag_severity_name(enum diag_severity s)
{
	static const char *const names[] = {
		[DIAG_NOTE] = "note", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error",
	};

	return names[s];
}

/* The quoted line, tabs as one blank, and a caret under byte column. */
static void print_quote(struct buf *out, const struct diag *g)
{
	size_t before = g->column > 0 ? (size_t)g->column - 1 : 0;
	size_t start;

	buf_printf(out, "%5d | ", g->line);
	start = out->len;
	for (const char *p = g->source; *p; p++)
		buf_addc(out, *p == '\t' ? ' ' : *p);
	if (g->column > 0 && before <= out->len - start) {
		size_t cells = utf8_cells(out->p + start, before);

		buf_adds(out, "\n      | ");
		buf_pad(out, ' ', cells);
		buf_addc(out, '^');
	}
	buf_addc(out, '\n');
}

void diag_print(struct buf *out, const struct diag *g)
{
	buf_adds(out, g->file ? g->file : "-");
	if (g->line > 0)
		buf_printf(out, ":%d", g->line);
	if (g->line > 0 && g->column > 0)
		buf_printf(out, ":%d", g->column);
	buf_printf(out, ": %s: %s [%s]\n", diag_severity_name(g->severity), g->text, g->rule);
	if (g->source)
		print_quote(out, g);
	if (g->hint)
		buf_printf(out, "      = %s\n", g->hint);
}
