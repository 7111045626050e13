/* SPDX-License-Identifier: MIT */
/* The columns of everything that stands between or around the lifelines. */
#include <limits.h>
#include <string.h>

#include "layout/sequence_parts.h"

enum { NOTE_CELLS = 36, BALANCED_BYTES = 1024 };

struct spans {
	struct sequence *s;
	struct arena *a;
	int *active;		/* open activations of each participant */
	ptrdiff_t open;		/* innermost block; -1 */
};

enum {
	BORDER_CELLS = 5,	/* of a border with a condition, beside keyword and condition */
	FRAME_CELLS = 20,	/* frames grow to this, if there is room, for a longer condition */
};

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* The last column that a lifeline or its bars use just now. */
static int lifeline_end(const struct spans *p, int who)
{
	int bars = least(p->active[who], SEQUENCE_BARS);

	return p->s->columns[who].x + most(bars, 1) - 1;
}

/* Breaks the band's text so that its lines are of about the same length. Returns the longest. */
static int set_lines(struct spans *p, struct sequence_band *b, int width)
{
	size_t n = strlen(b->text);
	int widest = 0;

	width = most(width, 1);
	if (n <= BALANCED_BYTES)
		width = lines_narrowest(b->text, n, lines_count(b->text, n, width), width);
	b->n_lines = lines_break(p->a, b->text, width, &b->lines);
	for (size_t i = 0; i < b->n_lines; i++)
		widest = most(widest, (int)b->lines[i].cells);
	return widest;
}

/* What a step uses widens the block around it. */
static void include(struct spans *p, int left, int right)
{
	struct sequence_frame_box *f;

	if (p->open < 0)
		return;
	f = &p->s->frames[p->open];
	f->left = least(f->left, left);
	f->right = most(f->right, right);
}

/* Text of so many cells, with a blank on both sides, fits between two columns. */
static bool has_room(int left, int right, int cells)
{
	return right - left + 1 >= cells + 2;
}

/*
 * Where a message's label goes: the whole way between its lifelines or, if it
 * fits, only as far as the next lifeline, so that it covers none.
 */
static void message_span(struct spans *p, size_t i, int first, int last)
{
	const struct step *st = &p->s->diagram->steps[i];
	const struct sequence_column *cols = p->s->columns;
	struct sequence_band *b = &p->s->bands[i];
	int widest, word, near, far;
	bool goes_right = st->from == first;

	b->left = lifeline_end(p, first) + 1;
	b->right = cols[last].x - 1;
	if (b->creates && goes_right)
		b->right = cols[last].left - 1;
	if (b->creates && !goes_right)
		b->left = cols[first].right + 1;
	near = cols[first + 1].x - 1;
	far = lifeline_end(p, last - 1) + 1;
	lines_measure(b->text, strlen(b->text), &widest, &word);
	if (last - first > 1) {
		bool fits_near = has_room(b->left, near, widest);
		bool fits_far = has_room(far, b->right, widest);

		if (fits_near && (goes_right || !fits_far))
			b->right = near;
		else if (fits_far)
			b->left = far;
	}
	set_lines(p, b, b->right - b->left - 1);
	include(p, cols[first].x, lifeline_end(p, last));
	if (b->creates)
		include(p, cols[st->to].left, cols[st->to].right);
}

/* The outermost columns that something beside a lifeline may use, frames around it allowed for. */
static int left_limit(const struct spans *p, size_t i, int first)
{
	int frames = SEQUENCE_FRAME_PAD * sequence_nest(p->s, i);

	return frames + (first > 0 ? lifeline_end(p, first - 1) + 2 : 0);
}

static int right_limit(const struct spans *p, size_t i, int last)
{
	int frames = SEQUENCE_FRAME_PAD * sequence_nest(p->s, i);
	bool is_last = last + 1 == (int)p->s->diagram->n_participants;

	return (is_last ? p->s->width - 1 : p->s->columns[last + 1].x - 2) - frames;
}

static void loop_span(struct spans *p, size_t i, int who)
{
	struct sequence_band *b = &p->s->bands[i];
	int widest;

	b->left = lifeline_end(p, who) + SEQUENCE_LOOP + 2;
	widest = set_lines(p, b, right_limit(p, i, who) - b->left + 1);
	b->right = b->left + widest - 1;
	include(p, p->s->columns[who].x, b->right);
}

/* Borders and a blank inside them: four cells more than the text. */
static void note_beside(struct spans *p, size_t i, int first, int last)
{
	struct sequence_band *b = &p->s->bands[i];
	bool is_left = p->s->diagram->steps[i].side == NOTE_LEFT;
	int widest;

	b->left = is_left ? left_limit(p, i, first) : lifeline_end(p, last) + 2;
	b->right = is_left ? p->s->columns[first].x - 2 : right_limit(p, i, last);
	widest = set_lines(p, b, least(b->right - b->left - 3, NOTE_CELLS));
	if (is_left)
		b->left = b->right - widest - 3;
	else
		b->right = b->left + widest + 3;
}

static void note_over(struct spans *p, size_t i, int first, int last)
{
	struct sequence_band *b = &p->s->bands[i];
	int left = left_limit(p, i, first), right = right_limit(p, i, last);
	int x = p->s->columns[first].x, half = least(x - left, right - x);

	if (first == last) {
		int cells = set_lines(p, b, least(2 * half - 3, NOTE_CELLS)) + 4;

		b->left = x - (cells - 1) / 2;
		b->right = x + cells / 2;
		return;
	}
	b->left = most(x - 2, left);
	b->right = least(lifeline_end(p, last) + 2, right);
	set_lines(p, b, b->right - b->left - 3);
}

static void touching_span(struct spans *p, size_t i, int first, int last)
{
	const struct step *st = &p->s->diagram->steps[i];
	struct sequence_band *b = &p->s->bands[i];

	if (st->kind == STEP_MESSAGE && first != last) {
		message_span(p, i, first, last);
	} else if (st->kind == STEP_MESSAGE) {
		loop_span(p, i, first);
	} else {
		if (st->side == NOTE_OVER)
			note_over(p, i, first, last);
		else
			note_beside(p, i, first, last);
		include(p, b->left, b->right);
	}
}

static const char *branch_name(enum block_type type)
{
	if (type == SEQ_PAR)
		return "and";
	return type == SEQ_CRITICAL ? "option" : "else";
}

/* What stands in front of a block's or branch's condition. */
const char *sequence_keyword(const struct sequence *s, size_t i)
{
	const struct sequence_frame_box *f = &s->frames[s->bands[i].frame];
	enum block_type type = s->diagram->steps[f->step].block;

	if (type == SEQ_RECT)
		return "";
	return f->step == i ? block_type_name(type) : branch_name(type);
}

/* Cells of the border that the condition of a block or branch would like to stand in. */
static int condition_cells(const struct sequence *s, size_t i)
{
	const char *name = sequence_keyword(s, i), *text = s->bands[i].text;
	int widest, word;

	if (!*name)
		return 0;
	lines_measure(text, strlen(text), &widest, &word);
	return BORDER_CELLS + (int)strlen(name) + (*text ? widest + 2 : 0);
}

/* Makes room in the border for the longest condition or, if that is too long, for lines of it. */
static void frame_grow(struct sequence_frame_box *f, int right)
{
	int cells = f->border;

	right -= SEQUENCE_FRAME_PAD * least(f->depth, SEQUENCE_NEST);
	if (f->left + cells > right)
		cells = least(cells, FRAME_CELLS);
	f->right = most(f->right, least(f->left + cells, right));
}

static void frame_close(struct spans *p)
{
	struct sequence *s = p->s;
	struct sequence_frame_box *f = &s->frames[p->open];
	int n = (int)s->diagram->n_participants, left, right;

	p->open = f->parent;
	if (f->first > f->last) {
		f->left = f->right = 0;
		return;
	}
	f->left = least(f->left, s->columns[f->first].x);
	f->right = most(f->right, s->columns[f->last].x);
	left = f->first > 0 ? s->columns[f->first - 1].x + SEQUENCE_BARS : 0;
	right = f->last + 1 < n ? s->columns[f->last + 1].x - 2 : s->width - 1;
	f->left = most(least(most(f->left - SEQUENCE_FRAME_PAD, left), f->left - 1), 0);
	f->right = least(most(least(f->right + SEQUENCE_FRAME_PAD, right), f->right + 1),
			 s->width - 1);
	frame_grow(f, right);
	include(p, f->left, f->right);
}

/* A condition stands in the border behind the keyword or, where that is too short, below it. */
static void condition_span(struct spans *p, size_t i)
{
	struct sequence_band *b = &p->s->bands[i];
	const struct sequence_frame_box *f = &p->s->frames[b->frame];
	int cells = condition_cells(p->s, i);

	b->left = f->left;
	b->right = f->right;
	if (!cells || !*b->text || f->first > f->last) {
		b->text = "";
		return;
	}
	b->text = arena_printf(p->a, "[%s]", b->text);
	if (strchr(b->text, '\n') || f->left + cells > f->right)
		set_lines(p, b, f->right - f->left - 3);
}

/* A frame grows for its conditions if there is room. */
static void border_span(struct spans *p, size_t i)
{
	struct sequence_frame_box *f;

	if (p->s->bands[i].frame < 0)
		return;
	f = &p->s->frames[p->s->bands[i].frame];
	if (f->step == i) {
		p->open = p->s->bands[i].frame;
		f->left = INT_MAX;
		f->right = INT_MIN;
	}
	f->border = most(f->border, condition_cells(p->s, i));
}

static void span(struct spans *p, size_t i)
{
	const struct step *st = &p->s->diagram->steps[i];
	bool is_known = st->to < p->s->diagram->n_participants;
	int first, last;

	if (st->kind == STEP_BLOCK || st->kind == STEP_BRANCH) {
		border_span(p, i);
	} else if (st->kind == STEP_END && p->open >= 0) {
		frame_close(p);
	} else if (st->kind == STEP_ACTIVATE && is_known) {
		p->active[st->to]++;
	} else if (st->kind == STEP_DEACTIVATE && is_known && p->active[st->to]) {
		p->active[st->to]--;
	} else if (st->kind == STEP_CREATE && is_known) {
		include(p, p->s->columns[st->to].left, p->s->columns[st->to].right);
	} else if (sequence_touches(p->s, i, &first, &last)) {
		touching_span(p, i, first, last);
	}
}

void sequence_spans(struct sequence *s, struct arena *a)
{
	struct spans p = { .s = s, .a = a, .open = -1 };

	p.active = arena_zalloc(a, s->diagram->n_participants * sizeof(*p.active));
	for (size_t i = 0; i < s->diagram->n_steps; i++)
		span(&p, i);
	while (p.open >= 0)
		frame_close(&p);
	for (size_t i = 0; i < s->diagram->n_steps; i++) {
		enum step_kind kind = s->diagram->steps[i].kind;

		if ((kind == STEP_BLOCK || kind == STEP_BRANCH) && s->bands[i].frame >= 0)
			condition_span(&p, i);
	}
}
