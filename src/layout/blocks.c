/* SPDX-License-Identifier: MIT */
#include "layout/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "base/vec.h"
#include "layout/code_layout.h"
#include "layout/live_layout.h"
#include "layout/table_layout.h"

enum { RULE_MIN = 3, RULE_MAX = 24 };

/* A container that is open. */
struct level {
	const struct block *block;
	bool was_pushed;	/* it added a prefix */
	int n_bullets;		/* unordered lists around it and itself */
	uint64_t number;	/* ordered list: of the next item */
	int digits;		/* of its longest number */
};

struct walk {
	struct rows *rows;
	struct level *levels;
	size_t n_levels, cap_levels;
};

static const struct level *innermost(const struct walk *w)
{
	return w->n_levels ? &w->levels[w->n_levels - 1] : NULL;
}

static bool is_container(const struct block *b)
{
	return b->kind == BLOCK_QUOTE || b->kind == BLOCK_LIST || b->kind == BLOCK_ITEM;
}

static int digits_of(uint64_t n)
{
	int digits = 1;

	for (; n >= 10; n /= 10)
		digits++;
	return digits;
}

static int list_digits(const struct block *list)
{
	uint64_t n = list->start;

	for (const struct block *item = list->child; item && item->next; item = item->next)
		n++;
	return digits_of(n);
}

static struct marker marker_of(const char *text, enum role role)
{
	size_t len = strlen(text);

	return (struct marker){ .text = text, .len = (uint32_t)len, .role = (uint8_t)role,
				.cells = (uint16_t)utf8_cells(text, len) };
}

/* The marker of an item: its box, its number or the bullet of its list's depth. */
static struct marker item_marker(struct walk *w, struct level *list, const struct block *item)
{
	static const char *const bullets[] = { "• ", "◦ ", "▪ " };
	const char *box = item->task < 0 ? "" : item->task ? "☑ " : "☐ ";
	const char *text;

	if (list && list->block->is_ordered)
		text = arena_printf(&w->rows->flow->arena, "%*llu. %s", list->digits,
				    (unsigned long long)list->number++, box);
	else if (*box)
		text = box;
	else
		text = bullets[list ? (size_t)(list->n_bullets - 1) % 3 : 0];
	return marker_of(text, item->task > 0 ? ROLE_GOOD : ROLE_DIM);
}

static void container_enter(struct walk *w, const struct block *b)
{
	struct level *outer = w->n_levels ? &w->levels[w->n_levels - 1] : NULL;
	struct level level = { .block = b, .n_bullets = outer ? outer->n_bullets : 0 };
	struct marker none = { 0 };

	if (b->kind == BLOCK_QUOTE) {
		level.was_pushed = rows_push(w->rows, &none, 2, true);
	} else if (b->kind == BLOCK_ITEM) {
		struct marker m = item_marker(w, outer, b);

		level.was_pushed = rows_push(w->rows, &m, m.cells, false);
	} else if (b->is_ordered) {
		level.number = b->start;
		level.digits = list_digits(b);
	} else {
		level.n_bullets++;
	}
	*vec_push(w->levels, w->n_levels, w->cap_levels) = level;
}

static const struct block *container_leave(struct walk *w)
{
	struct level level = w->levels[--w->n_levels];

	if (level.block->kind == BLOCK_ITEM) {
		rows_block(w->rows, level.block);
		rows_flush_marker(w->rows);
	}
	rows_pop(w->rows, level.was_pushed);
	return level.block;
}

/* Blank rows between two neighbours. */
static int gap_between(const struct walk *w, const struct block *before, const struct block *b)
{
	const struct level *in = innermost(w);
	const struct block *list = NULL;

	if (in && in->block->kind == BLOCK_LIST)
		list = in->block;
	else if (in && in->block->kind == BLOCK_ITEM && w->n_levels > 1)
		list = w->levels[w->n_levels - 2].block;
	if (list && list->is_tight)
		return 0;
	if (before->kind == BLOCK_HEADING && b->kind == BLOCK_HEADING)
		return 1;
	if (b->kind == BLOCK_HEADING)
		return b->level <= 2 ? 2 : 1;
	return before->kind == BLOCK_HEADING && before->level > 2 ? 0 : 1;
}

static void prose_layout(struct rows *r, const struct block *b, enum role role, unsigned attr)
{
	struct wrap_style style = { .role = role, .attr = attr, .is_live = r->options->is_live };

	rows_text(r, &b->text, &style);
}

static void heading_layout(struct rows *r, const struct block *b)
{
	enum role role = b->level <= 2 ? ROLE_HEADING : ROLE_SUBHEADING;
	uint32_t cells = 0;

	prose_layout(r, b, role, b->level <= 3 ? ATTR_BOLD : 0);
	if (b->level > 1)
		return;
	for (size_t i = 0; i < r->wrap.n_lines; i++)
		if (r->wrap.lines[i].cells > cells)
			cells = r->wrap.lines[i].cells;
	if (!cells)
		return;
	rows_rule(r, (int)cells);
	rows_end(r, r->wrap.lines[r->wrap.n_lines - 1].offset);
}

static void rule_layout(struct rows *r)
{
	int room = rows_room(r), n = room / 3;

	n = n < RULE_MIN ? RULE_MIN : n > RULE_MAX ? RULE_MAX : n;
	rows_blanks(r, (room - n) / 2);
	rows_rule(r, n);
	rows_end(r, 0);
}

static void why_layout(struct rows *r, const char *why)
{
	struct span span = { .text = why, .len = (uint32_t)strlen(why) };
	struct text text = { .spans = &span, .n = 1 };
	struct wrap *w = &r->wrap;
	struct wrap_style style = { .role = ROLE_DIM, .is_aside = true };
	uint32_t room = (uint32_t)rows_room(r);

	wrap_clear(w);
	wrap_begin(w, room, room);
	wrap_add_string(w, "(", ROLE_DIM, 0, 0);
	wrap_add(w, &text, &style, 0);
	wrap_add_string(w, ")", ROLE_DIM, 0, 0);
	wrap_end(w);
	rows_lines(r, 0, 0);
}

/* Anything but text begins below a marker that has no column of its own. */
static void block_layout(struct rows *r, const struct block *b)
{
	rows_block(r, b);
	if (b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_HTML) {
		prose_layout(r, b, ROLE_TEXT, 0);
		return;
	}
	if (b->kind == BLOCK_HEADING) {
		heading_layout(r, b);
		return;
	}
	rows_flush_loose(r);
	if (b->kind == BLOCK_DIAGRAM && b->diagram) {
		diagram_layout(r, b);
	} else if (b->kind == BLOCK_QUESTION && b->item && !r->picture_depth) {
		question_layout(r, b);
	} else if (b->kind == BLOCK_TABLE) {
		table_layout(r, b->table);
	} else if (b->kind == BLOCK_RULE) {
		rule_layout(r);
	} else if (!is_container(b)) {
		if (b->code.why)
			why_layout(r, b->code.why);
		code_layout(r, &b->code);
	}
}

void blocks_layout(struct rows *r, const struct block *b)
{
	struct walk w = { .rows = r };

	while (b) {
		if (is_container(b)) {
			container_enter(&w, b);
			if (b->child) {
				b = b->child;
				continue;
			}
			b = container_leave(&w);
		} else {
			block_layout(r, b);
		}
		while (b && !b->next)
			b = w.n_levels ? container_leave(&w) : NULL;
		if (!b)
			break;
		rows_gap(r, gap_between(&w, b, b->next));
		b = b->next;
	}
	free(w.levels);
}
