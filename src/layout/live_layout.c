/* SPDX-License-Identifier: MIT */
#include "layout/live_layout.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "layout/blocks.h"
#include "layout/sequence.h"
#include "model/item.h"

enum {
	SLICE_ROWS = 512,	/* of a picture that are drawn at once */
	STEM_LINES = 2,		/* of a question that a lesson shows */
	FACTS_CELLS = 3 + 20,	/* "   123 steps · f to play", no less */
	HINT_CELLS = 2 + 11,	/* "  e to answer" */
	HINT_ROOM = 40,		/* where the stem leaves a column for it */
};

static void wrap_open(struct rows *r)
{
	uint32_t room = (uint32_t)rows_room(r);

	wrap_clear(&r->wrap);
	wrap_begin(&r->wrap, room, room);
}

/* Ends the text begun with wrap_open and shows it. */
static void wrap_show(struct rows *r)
{
	wrap_end(&r->wrap);
	rows_lines(r, 0, 0);
}

static const char *cells_text(struct arena *a, const struct cell *cells, int n, uint32_t *ret_len)
{
	char *p = arena_alloc(a, (size_t)n * CELL_CHARS * 4 + 1), *end = p;

	for (int i = 0; i < n; i++)
		for (size_t k = 0; k < CELL_CHARS && cells[i].ch[k]; k++)
			end += utf8_encode(cells[i].ch[k], end);
	*ret_len = (uint32_t)(end - p);
	return p;
}

static int blank_tail(const struct canvas *c, int y)
{
	int end = c->width;

	while (end > 0) {
		const struct cell *p = canvas_cell(c, y, end - 1);

		if (p->ch[0] != ' ' || p->ch[1] || p->attr)
			break;
		end--;
	}
	return end;
}

/* Row y of a canvas as a row of runs, one for each stretch in one style. */
static void canvas_row(struct rows *r, const struct canvas *c, int y)
{
	int end = blank_tail(c, y);

	for (int x = 0, next; x < end; x = next) {
		const struct cell *first = canvas_cell(c, y, x);
		uint32_t len;
		const char *text;

		for (next = x + 1; next < end; next++) {
			const struct cell *p = canvas_cell(c, y, next);

			if (p->cells && (p->role != first->role || p->attr != first->attr))
				break;
		}
		text = cells_text(&r->flow->arena, first, next - x, &len);
		rows_string(r, text, len, next - x, first->role, first->attr);
	}
	rows_end(r, 0);
}

static void picture_show(struct rows *r, const struct sequence *s)
{
	int height = sequence_height(s);
	struct canvas c;

	canvas_init(&c, height < SLICE_ROWS ? height : SLICE_ROWS, sequence_width(s));
	for (int top = 0; top < height; top += SLICE_ROWS) {
		canvas_clear(&c);
		sequence_draw(s, &c, -top, 0);
		for (int y = 0; y < c.height && top + y < height; y++)
			canvas_row(r, &c, y);
	}
	canvas_done(&c);
}

static const char *label_of(const struct diagram *d, uint16_t participant)
{
	return participant < d->n_participants ? d->participants[participant].label : "";
}

/* "User → S3 bucket: put cat.jpg" */
static void message_show(struct rows *r, const struct diagram *d, const struct step *s)
{
	struct wrap *w = &r->wrap;

	wrap_open(r);
	wrap_add_string(w, label_of(d, s->from), ROLE_TEXT, 0, 0);
	wrap_add_string(w, s->is_both_ways ? " ↔ " : " → ", ROLE_MESSAGE, 0, 0);
	wrap_add_string(w, label_of(d, s->to), ROLE_TEXT, 0, 0);
	if (*s->text) {
		wrap_add_string(w, ": ", ROLE_TEXT, 0, 0);
		wrap_add_string(w, s->text, ROLE_TEXT, 0, 0);
	}
	wrap_show(r);
}

static const char *remark_kind(const struct step *s)
{
	if (s->kind == STEP_NOTE)
		return "note";
	if (s->kind == STEP_BLOCK)
		return block_type_name(s->block);
	return s->block == SEQ_PAR ? "and" : s->block == SEQ_CRITICAL ? "option" : "else";
}

/* "loop every minute", "else not found", "note text": between the messages. */
static void remark_show(struct rows *r, const struct step *s)
{
	struct wrap *w = &r->wrap;

	wrap_open(r);
	wrap_add_string(w, remark_kind(s), ROLE_DIM, 0, 0);
	wrap_add_gap(w, 1);
	wrap_add_string(w, s->text, s->kind == STEP_NOTE ? ROLE_NOTE : ROLE_DIM, 0, 0);
	wrap_show(r);
}

static void marked_open(struct rows *r, const char *text, enum role role, unsigned attr,
			bool *ret_was_pushed)
{
	size_t len = strlen(text);
	struct marker m = { .text = text, .len = (uint32_t)len, .role = (uint8_t)role,
			    .attr = (uint8_t)attr, .cells = (uint16_t)utf8_cells(text, len) };

	*ret_was_pushed = rows_push(r, &m, m.cells, false);
	if (!*ret_was_pushed)
		rows_flush_loose(r);
}

static void transcript_show(struct rows *r, const struct diagram *d)
{
	int digits = snprintf(NULL, 0, "%zu", d->n_messages);
	size_t number = 0;
	bool was_pushed;

	for (size_t i = 0; i < d->n_steps; i++) {
		const struct step *s = &d->steps[i];

		if (s->kind == STEP_MESSAGE) {
			marked_open(r, arena_printf(&r->flow->arena, "%*zu. ", digits, ++number),
				    ROLE_DIM, 0, &was_pushed);
			message_show(r, d, s);
			rows_pop(r, was_pushed);
		} else if (s->kind == STEP_BLOCK || s->kind == STEP_BRANCH ||
			   s->kind == STEP_NOTE) {
			remark_show(r, s);
		}
	}
}

/* "5 steps · f to play": after the title if there is room, else below it. */
static void diagram_facts(struct rows *r, const struct diagram *d)
{
	static const char key[] = "f", verb[] = " to play";
	const char *facts = arena_printf(&r->flow->arena, "%zu %s%s", d->n_messages,
					 d->n_messages == 1 ? "step" : "steps",
					 r->options->is_live ? " · " : "");
	struct wrap *w = &r->wrap;

	wrap_add_string(w, facts, ROLE_DIM, 0, 0);
	if (r->options->is_live) {
		wrap_add_string(w, key, ROLE_KEY, 0, 0);
		wrap_add_string(w, verb, ROLE_DIM, 0, 0);
	}
}

static void diagram_title(struct rows *r, const struct diagram *d)
{
	const char *title = *d->title ? d->title : "Sequence";
	struct wrap *w = &r->wrap;
	bool was_pushed;

	marked_open(r, "▶ ", ROLE_ACCENT, 0, &was_pushed);
	wrap_open(r);
	wrap_add_string(w, title, ROLE_TEXT, ATTR_BOLD, 0);
	if ((int)utf8_cells(title, strlen(title)) > rows_room(r) - FACTS_CELLS) {
		wrap_show(r);
		wrap_open(r);
	}
	wrap_add_gap(w, 3);
	diagram_facts(r, d);
	wrap_show(r);
	rows_pop(r, was_pushed);
}

void diagram_layout(struct rows *r, const struct block *b)
{
	struct sequence *s;
	struct arena a;

	arena_init(&a);
	rows_picture_begin(r);
	diagram_title(r, b->diagram);
	rows_gap(r, 1);
	s = sequence_layout(&a, b->diagram, rows_room_wide(r));
	if (sequence_width(s) <= rows_room_wide(r))
		picture_show(r, s);
	else
		transcript_show(r, b->diagram);
	rows_picture_end(r);
	arena_done(&a);
}

static const struct block *first_paragraph(const struct block *b)
{
	while (b && b->kind != BLOCK_PARAGRAPH)
		b = b->next;
	return b;
}

static void question_title(struct rows *r, const struct item *it)
{
	wrap_open(r);
	wrap_add_string(&r->wrap, "Check yourself", ROLE_ACCENT, ATTR_BOLD, 0);
	wrap_add_gap(&r->wrap, 2);
	wrap_add_string(&r->wrap, it->title, ROLE_TEXT, ATTR_BOLD, 0);
	wrap_show(r);
}

/* "e to answer": at the right of the row that is being made, or on one of its own. */
static void answer_hint(struct rows *r)
{
	static const char verb[] = " to answer";
	int cells = 1 + (int)strlen(verb);

	if (r->is_open && r->cells + HINT_CELLS <= r->right) {
		rows_blanks(r, r->right - cells - r->cells);
		rows_string(r, "e", 1, 1, ROLE_KEY, 0);
		rows_string(r, verb, strlen(verb), cells - 1, ROLE_DIM, 0);
		rows_end(r, 0);
		return;
	}
	if (r->is_open)
		rows_end(r, 0);
	wrap_open(r);
	wrap_add_string(&r->wrap, "e", ROLE_KEY, 0, 0);
	wrap_add_string(&r->wrap, verb, ROLE_DIM, 0, 0);
	wrap_show(r);
}

/* The first lines of the stem; the last one stays open for the hint. */
static void stem_begin(struct rows *r, const struct block *paragraph)
{
	struct wrap_style style = { .role = ROLE_TEXT, .is_live = true };
	struct wrap *w = &r->wrap;
	int left_free = (rows_room(r) >= HINT_ROOM ? HINT_CELLS : 0) + 1;	/* for "…" */
	uint32_t room = (uint32_t)(rows_room(r) - left_free);

	wrap_clear(w);
	wrap_begin(w, room, room);
	wrap_add(w, &paragraph->text, &style, 0);
	wrap_end(w);
	for (size_t i = 0; i < w->n_lines && i < STEM_LINES; i++) {
		const struct wrap_line *l = &w->lines[i];

		if (i)
			rows_end(r, 0);
		for (uint32_t k = 0; k < l->n; k++)
			rows_run(r, &w->runs[l->first + k]);
	}
	if (w->n_lines > STEM_LINES)
		rows_string(r, "…", strlen("…"), 1, ROLE_TEXT, 0);
}

static bool are_short(const struct item *it)
{
	for (size_t i = 0; i < it->n_options; i++)
		if (it->options[i].text && it->options[i].text->next)
			return false;
	return true;
}

static void options_show(struct rows *r, const struct item *it)
{
	int gap = are_short(it) ? 0 : 1;

	for (size_t i = 0; i < it->n_options; i++) {
		bool was_pushed;

		rows_gap(r, i ? gap : 1);
		marked_open(r, arena_printf(&r->flow->arena, "%c) ", (int)('a' + i)), ROLE_DIM, 0,
			    &was_pushed);
		blocks_layout(r, it->options[i].text);
		rows_flush_marker(r);
		rows_pop(r, was_pushed);
	}
}

void question_layout(struct rows *r, const struct block *b)
{
	const struct block *paragraph = first_paragraph(b->item->stem);
	bool was_pushed;

	rows_picture_begin(r);
	marked_open(r, "? ", ROLE_ACCENT, ATTR_BOLD, &was_pushed);
	question_title(r, b->item);
	if (r->options->is_live) {
		if (paragraph)
			stem_begin(r, paragraph);
		answer_hint(r);
	} else {
		rows_gap(r, 1);
		blocks_layout(r, b->item->stem);
		options_show(r, b->item);
	}
	rows_pop(r, was_pushed);
	rows_picture_end(r);
}
