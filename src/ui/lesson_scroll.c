/* SPDX-License-Identifier: MIT */
#include "ui/lesson_scroll.h"

#include <stdlib.h>

#include "base/xalloc.h"
#include "ui/motion.h"

enum {
	FLOWS_MOST = 48,	/* layouts kept */
	FLOWS_NEAR = 8,		/* sections on either side of the window that are never forgotten */
};

void lesson_scroll_init(struct lesson_scroll *s, struct doc *d, int measure)
{
	*s = (struct lesson_scroll){ .doc = d, .measure = measure };
	s->flows = xcalloc(d->n_sections, sizeof(struct flow *));
}

static void flow_forget(struct lesson_scroll *s, size_t section)
{
	if (!s->flows[section])
		return;
	flow_done(s->flows[section]);
	free(s->flows[section]);
	s->flows[section] = NULL;
	s->n_flows--;
}

static void flows_forget(struct lesson_scroll *s)
{
	for (size_t i = 0; s->n_flows && i < s->doc->n_sections; i++)
		flow_forget(s, i);
}

void lesson_scroll_done(struct lesson_scroll *s)
{
	flows_forget(s);
	free(s->flows);
}

const struct flow *lesson_scroll_flow(struct lesson_scroll *s, size_t section)
{
	struct flow_options o = { .width = s->width, .measure = s->measure, .is_live = true };

	if (!s->flows[section]) {
		s->flows[section] = xmalloc(sizeof(struct flow));
		flow_init(s->flows[section], doc_section(s->doc, section), &o);
		s->n_flows++;
	}
	return s->flows[section];
}

void lesson_scroll_trim(struct lesson_scroll *s)
{
	if (s->n_flows <= FLOWS_MOST)
		return;
	for (size_t i = 0; i < s->doc->n_sections; i++)
		if (i + FLOWS_NEAR < s->top.section || i > s->top.section + FLOWS_NEAR)
			flow_forget(s, i);
}

/* Blank rows before a section: more before a great heading, none before the first words. */
static size_t gap_before(struct lesson_scroll *s, size_t section)
{
	const struct block *first = doc_section(s->doc, section);

	if (!section || !first || (section == 1 && !doc_section(s->doc, 0)))
		return 0;
	return first->kind == BLOCK_HEADING && first->level <= 2 ? 2 : 1;
}

static size_t n_rows(struct lesson_scroll *s, size_t section)
{
	if (section == s->doc->n_sections)
		return s->n_tail;
	return gap_before(s, section) + lesson_scroll_flow(s, section)->n_rows;
}

const struct row *lesson_scroll_row(struct lesson_scroll *s, struct spot p)
{
	size_t gap;

	if (p.section >= s->doc->n_sections)
		return NULL;
	gap = gap_before(s, p.section);
	return p.row < gap ? NULL : &lesson_scroll_flow(s, p.section)->rows[p.row - gap];
}

struct spot lesson_scroll_spot(struct lesson_scroll *s, size_t section, size_t i)
{
	return (struct spot){ section, gap_before(s, section) + i };
}

static bool step_down(struct lesson_scroll *s, struct spot *p)
{
	if (p->row + 1 < n_rows(s, p->section)) {
		p->row++;
		return true;
	}
	for (size_t i = p->section + 1; i <= s->doc->n_sections; i++) {
		if (!n_rows(s, i))
			continue;
		*p = (struct spot){ i, 0 };
		return true;
	}
	return false;
}

static bool step_up(struct lesson_scroll *s, struct spot *p)
{
	if (p->row) {
		p->row--;
		return true;
	}
	for (size_t i = p->section; i-- > 0;) {
		size_t n = n_rows(s, i);

		if (!n)
			continue;
		*p = (struct spot){ i, n - 1 };
		return true;
	}
	return false;
}

bool lesson_scroll_step(struct lesson_scroll *s, struct spot *p, int direction)
{
	return direction < 0 ? step_up(s, p) : step_down(s, p);
}

static void step_by(struct lesson_scroll *s, struct spot *p, ptrdiff_t lines)
{
	int direction = lines < 0 ? -1 : 1;

	for (ptrdiff_t i = 0; i != lines; i += direction)
		if (!lesson_scroll_step(s, p, direction))
			break;
}

/* The very first or last row. */
static struct spot outermost(struct lesson_scroll *s, int direction)
{
	struct spot p = { 0, 0 };

	if (direction > 0) {
		p.section = s->doc->n_sections;
		p.row = s->n_tail ? s->n_tail - 1 : 0;
		if (!s->n_tail)
			step_up(s, &p);
	} else if (!n_rows(s, 0)) {
		step_down(s, &p);
	}
	return p;
}

/* The lowest row that the window can begin with. */
static struct spot last_top(struct lesson_scroll *s)
{
	struct spot p = outermost(s, 1);

	step_by(s, &p, -(ptrdiff_t)(s->height - 1));
	return p;
}

/* The window never shows less than it could. */
static void clamp_top(struct lesson_scroll *s)
{
	struct spot p = s->top;

	for (int i = 1; i < s->height; i++) {
		if (step_down(s, &p))
			continue;
		s->top = last_top(s);
		return;
	}
}

struct spot lesson_scroll_bottom(struct lesson_scroll *s)
{
	struct spot p = s->top;

	step_by(s, &p, s->height - 1);
	return p;
}

bool lesson_scroll_first_text(struct lesson_scroll *s, struct spot *p)
{
	for (int i = 0; i < s->height; i++) {
		const struct row *row = lesson_scroll_row(s, *p);

		if (row && row->block)
			return true;
		if (!step_down(s, p))
			break;
	}
	return false;
}

/* Takes hold of what the window shows first, so that it can be found at another width. */
static void hold(struct lesson_scroll *s)
{
	struct spot p = s->top;
	const struct row *row;

	if (s->is_held || !s->width || !lesson_scroll_first_text(s, &p))
		return;
	row = lesson_scroll_row(s, p);
	s->is_held = true;
	s->held_section = p.section;
	s->held_block = row->block;
	s->held_offset = row->offset;
	s->held_above = 0;
}

static void show_held(struct lesson_scroll *s)
{
	const struct flow *f = lesson_scroll_flow(s, s->held_section);
	size_t i = flow_find(f, s->held_block, s->held_offset);

	s->top = lesson_scroll_spot(s, s->held_section, i < f->n_rows ? i : 0);
	step_by(s, &s->top, -(ptrdiff_t)s->held_above);
	clamp_top(s);
}

void lesson_scroll_resize(struct lesson_scroll *s, int width, int height, size_t n_tail)
{
	bool is_wider = width != s->width;

	height = height > 0 ? height : 1;
	if (!is_wider && height == s->height && n_tail == s->n_tail)
		return;
	if (is_wider) {
		hold(s);
		flows_forget(s);
	}
	s->width = width;
	s->height = height;
	s->n_tail = n_tail;
	if (is_wider && s->is_held)
		show_held(s);
	else if (is_wider || s->top.row >= n_rows(s, s->top.section))
		s->top = outermost(s, s->top.section == s->doc->n_sections ? 1 : -1);
	clamp_top(s);
}

void lesson_scroll_show(struct lesson_scroll *s, size_t section, const struct block *block,
			uint32_t offset, int above)
{
	s->is_held = block != NULL;
	s->held_section = section;
	s->held_block = block;
	s->held_offset = offset;
	s->held_above = above;
	if (s->width && block)
		show_held(s);
}

void lesson_scroll_show_spot(struct lesson_scroll *s, struct spot p, int above)
{
	size_t n = n_rows(s, p.section);

	/* At another width the section may have fewer rows than when p was noted. */
	if (p.row >= n)
		p.row = n ? n - 1 : 0;
	s->is_held = false;
	s->top = p;
	step_by(s, &s->top, -(ptrdiff_t)above);
	clamp_top(s);
}

bool lesson_scroll_move(struct lesson_scroll *s, ptrdiff_t lines)
{
	struct spot before = s->top;

	if (lines >= MOTION_FAR)
		s->top = last_top(s);
	else if (lines <= -MOTION_FAR)
		s->top = outermost(s, -1);
	else
		step_by(s, &s->top, lines);
	clamp_top(s);
	if (before.section == s->top.section && before.row == s->top.row)
		return false;
	s->is_held = false;
	return true;
}

bool lesson_scroll_is_at_end(struct lesson_scroll *s)
{
	struct spot p = lesson_scroll_bottom(s);

	return p.section == s->doc->n_sections || !step_down(s, &p) ||
	       p.section == s->doc->n_sections;
}

int lesson_scroll_permille(struct lesson_scroll *s)
{
	struct spot p = lesson_scroll_bottom(s);
	const struct section *at;
	uint64_t done;
	size_t rows;

	if (lesson_scroll_is_at_end(s) || !s->doc->len)
		return 1000;
	at = &s->doc->sections[p.section];
	rows = n_rows(s, p.section);
	done = at->offset + (rows ? (uint64_t)at->len * (p.row + 1) / rows : 0);
	done = done * 1000 / s->doc->len;
	return done < 1000 ? (int)done : 999;
}
