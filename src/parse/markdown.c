/* SPDX-License-Identifier: MIT */
#include "parse/markdown.h"

#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "base/xalloc.h"
#include "parse/blocks.h"
#include "parse/line.h"
#include "parse/scan.h"

enum { SECTION_BYTES = 8192 };

/* Headings whose ids were given out before their section was parsed. */
struct numbered {
	const char **ids;	/* in the document's arena */
	size_t n;
};

/* What a document keeps for the sections that are still to be parsed. */
struct markdown {
	struct scan scan;
	struct blocks_options options;
	struct heading_ids ids;
	size_t *cuts;			/* of each section the first of scan.cuts; one more at the end */
	struct numbered *numbered;	/* of each section */
	size_t n_numbered;		/* sections from the start whose headings have their ids */
};

static void parse_whole_section(struct doc *d, size_t i)
{
	struct markdown *m = d->parser;
	struct section *s = &d->sections[i];
	struct blocks_options o = m->options;

	o.known_ids = m->numbered[i].ids;
	o.n_known_ids = m->numbered[i].n;
	s->first = blocks_parse(&o, d->text + s->offset, s->len, s->line);
	s->is_parsed = true;
}

/* True if all headings of section i are known from the scan. */
static bool shows_headings(const struct markdown *m, size_t i)
{
	for (size_t k = m->cuts[i]; k < m->cuts[i + 1]; k++)
		if (m->scan.cuts[k].hides_headings)
			return false;
	return true;
}

/* Gives the headings of section i their ids by parsing only their lines. */
static void number_headings(struct doc *d, size_t i)
{
	struct markdown *m = d->parser;
	struct numbered *numbered = &m->numbered[i];
	struct buf lines;

	buf_init(&lines);
	for (size_t k = m->cuts[i]; k < m->cuts[i + 1]; k++) {
		const char *start = d->text + m->scan.cuts[k].offset, *p = start;
		struct line l = { 0 };

		if (!m->scan.cuts[k].is_heading)
			continue;
		line_take(&p, d->text + d->len, &l);
		if (m->scan.cuts[k].is_underlined)
			line_take(&p, d->text + d->len, &l);
		buf_add(&lines, start, (size_t)(l.p + l.len - start));
		buf_addc(&lines, '\n');
		numbered->n++;
	}
	if (numbered->n) {
		const struct block *b = blocks_parse(&m->options, lines.p, lines.len, 1);

		numbered->ids = arena_alloc(&d->arena, numbered->n * sizeof(*numbered->ids));
		for (size_t k = 0; b; b = b->next)
			numbered->ids[k++] = b->id;
	}
	buf_done(&lines);
}

/*
 * Numbers repeated ids in the order of the document: the sections before i get
 * theirs now, if need be by being parsed themselves.
 */
static void number_before(struct doc *d, size_t i)
{
	struct markdown *m = d->parser;

	for (; m->n_numbered < i; m->n_numbered++) {
		if (shows_headings(m, m->n_numbered))
			number_headings(d, m->n_numbered);
		else
			parse_whole_section(d, m->n_numbered);
	}
}

static void parse_section(struct doc *d, size_t i)
{
	struct markdown *m = d->parser;

	number_before(d, i);
	parse_whole_section(d, i);
	if (m->n_numbered == i)
		m->n_numbered++;
}

static void release(struct doc *d)
{
	struct markdown *m = d->parser;

	scan_done(&m->scan);
	heading_ids_done(&m->ids);
	free(m->cuts);
	free(m->numbered);
	free(m);
}

/* True if a section may begin at cut k when the last one began at offset start. */
static bool begins_section(const struct scan *s, size_t k, size_t start, size_t least)
{
	return !k || (!s->is_whole && s->cuts[k].offset - start >= least);
}

static void make_sections(struct doc *d, struct markdown *m, size_t least)
{
	const struct scan *s = &m->scan;
	size_t start = 0;

	d->sections = xcalloc(s->n_cuts, sizeof(*d->sections));
	m->cuts = xcalloc(s->n_cuts + 1, sizeof(*m->cuts));
	m->numbered = xcalloc(s->n_cuts, sizeof(*m->numbered));
	for (size_t k = 0; k < s->n_cuts; k++) {
		if (!begins_section(s, k, start, least))
			continue;
		start = s->cuts[k].offset;
		m->cuts[d->n_sections] = k;
		d->sections[d->n_sections++] = (struct section){
			.offset = start, .line = d->first_line + s->cuts[k].line,
		};
	}
	m->cuts[d->n_sections] = s->n_cuts;
	for (size_t i = 0; i < d->n_sections; i++) {
		size_t end = i + 1 < d->n_sections ? d->sections[i + 1].offset : d->len;

		d->sections[i].len = end - d->sections[i].offset;
	}
}

static void set_options(struct doc *d, struct markdown *m, const struct markdown_options *o)
{
	m->options = (struct blocks_options){
		.arena = &d->arena,
		.file = arena_strdup(&d->arena, o->file ? o->file : ""),
		.diags = o->diags,
		.definitions = "",
		.hides_definitions = m->scan.is_whole,
		.needs_guard = m->scan.needs_guard,
		.ids = &m->ids,
	};
	if (m->scan.is_whole)
		return;	/* the known ones must not win over those that hide */
	m->options.definitions = buf_str(&m->scan.definitions);
	m->options.definitions_len = m->scan.definitions.len;
	m->options.n_definitions = m->scan.n_definitions;
}

struct doc *markdown_open(const char *text, size_t len, const struct markdown_options *o)
{
	struct doc *d = xcalloc(1, sizeof(*d));
	struct markdown *m = xcalloc(1, sizeof(*m));
	size_t least = o->section_bytes ? o->section_bytes : SECTION_BYTES;

	*d = (struct doc){
		.text = text, .len = len, .first_line = o->first_line,
		.parse = parse_section, .release = release, .parser = m,
	};
	arena_init(&d->arena);
	heading_ids_init(&m->ids);
	scan_init(&m->scan);
	scan_text(&m->scan, text, len);
	/* Every section is parsed with all definitions: that must not cost more than the text. */
	if (least < m->scan.definitions.len && !o->section_bytes)
		least = m->scan.definitions.len;
	make_sections(d, m, least);
	set_options(d, m, o);
	return d;
}
