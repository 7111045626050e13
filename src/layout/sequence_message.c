/* SPDX-License-Identifier: MIT */
/* Arrows and their labels. */
#include "layout/sequence_parts.h"

enum direction { GOES_RIGHT, GOES_LEFT, GOES_DOWN };

/* An arrow as the cells 1 .. length after its start at a lifeline; the last one is its head. */
struct arrow {
	const struct step *step;
	int row, start, length;
	enum direction direction;
	int shown;		/* cells that are there already */
	enum role role;
	unsigned attr;
};

static int most(int a, int b)
{
	return a > b ? a : b;
}

static char32_t head_char(enum arrow_head head, enum direction direction)
{
	static const char32_t chars[][3] = {
		[HEAD_NONE] = { U'─', U'─', U'│' },
		[HEAD_FILLED] = { U'▶', U'◀', U'▼' },
		[HEAD_CROSS] = { U'✕', U'✕', U'✕' },
		[HEAD_OPEN] = { U'❯', U'❮', U'▼' },
	};

	return chars[head][direction];
}

static char32_t line_char(const struct arrow *a)
{
	return a->step->arrow_line == ARROW_DOTTED ? U'┄' : U'─';
}

/* The head, moving or arrived: a cross shows only where it is lost. */
static void head_draw(const struct sequence_drawing *d, const struct arrow *a, int row, int col,
		      enum direction direction)
{
	enum arrow_head head = a->step->arrow_head;
	bool is_lost = head == HEAD_CROSS && a->shown == a->length;
	char32_t ch = head_char(head, direction);

	if (head == HEAD_CROSS && !is_lost)
		ch = head_char(HEAD_FILLED, direction);
	if (head == HEAD_NONE)
		ch = direction == GOES_DOWN ? U'│' : line_char(a);
	sequence_pen_char(&d->pen, row, col, ch, is_lost ? ROLE_BAD : a->role,
			  is_lost ? 0 : a->attr & ~(unsigned)ATTR_DIM);
}

/* Where the arrow leaves its lifeline; one that points both ways only touches it. */
static void tail_draw(const struct sequence_drawing *d, const struct arrow *a)
{
	bool is_right = a->direction == GOES_RIGHT;
	int first = a->start + (is_right ? 1 : -1);

	if (a->step->is_both_ways && a->length > 1 && a->shown > 1)
		sequence_pen_char(&d->pen, a->row, first,
				  head_char(HEAD_FILLED, is_right ? GOES_LEFT : GOES_RIGHT),
				  a->role, a->attr & ~(unsigned)ATTR_DIM);
	else
		sequence_pen_join(&d->pen, a->row, a->start, 0xFFFF,
				  is_right ? BOX_RIGHT : BOX_LEFT, a->role, a->attr);
}

/* A line without a head runs into the lifeline it leads to. */
static void join_end(const struct sequence_drawing *d, const struct arrow *a, int row, int col,
		     unsigned arm)
{
	if (a->step->arrow_head == HEAD_NONE && a->shown == a->length)
		sequence_pen_join(&d->pen, row, col, 0xFFFF, arm, a->role, a->attr);
}

static void straight_draw(const struct sequence_drawing *d, const struct arrow *a)
{
	bool is_right = a->direction == GOES_RIGHT;
	int sign = is_right ? 1 : -1, head = a->start + sign * a->shown;
	int first = is_right ? a->start + 1 : head + 1, last = is_right ? head - 1 : a->start - 1;

	sequence_pen_hline(&d->pen, a->row, first, last, line_char(a), a->role, a->attr);
	head_draw(d, a, a->row, head, a->direction);
	tail_draw(d, a);
	join_end(d, a, a->row, head + sign, is_right ? BOX_LEFT : BOX_RIGHT);
}

/* To oneself: out to the right, down, and back. */
static void loop_draw(const struct sequence_drawing *d, const struct arrow *a, int bottom, int end)
{
	int corner = a->start + SEQUENCE_LOOP, down = SEQUENCE_LOOP + bottom - a->row;
	int n = a->shown, turned = n > down ? n - down : 0;
	bool is_dotted = a->step->arrow_line == ARROW_DOTTED;

	sequence_pen_hline(&d->pen, a->row, a->start + 1,
			   a->start + (n < SEQUENCE_LOOP ? n : SEQUENCE_LOOP - 1), line_char(a),
			   a->role, a->attr);
	if (n > SEQUENCE_LOOP)
		sequence_pen_char(&d->pen, a->row, corner, U'╮', a->role, a->attr);
	sequence_pen_vline(&d->pen, a->row + 1,
			   a->row + (n < down ? n - SEQUENCE_LOOP : bottom - a->row - 1), corner,
			   is_dotted ? U'┆' : U'│', a->role, a->attr);
	if (n >= down)
		sequence_pen_char(&d->pen, bottom, corner, U'╯', a->role, a->attr);
	if (turned)
		sequence_pen_hline(&d->pen, bottom, corner - turned, corner - 1, line_char(a),
				   a->role, a->attr);
	if (n <= SEQUENCE_LOOP)
		head_draw(d, a, a->row, a->start + n, GOES_RIGHT);
	else if (!turned)
		head_draw(d, a, a->row + n - SEQUENCE_LOOP, corner, GOES_DOWN);
	else
		head_draw(d, a, bottom, corner - turned, GOES_LEFT);
	tail_draw(d, a);
	join_end(d, a, bottom, end, BOX_RIGHT);
}

/* How many cells of its way a message has gone: one at least, so that it shows. */
static int cells_gone(const struct sequence_drawing *d, size_t i, int length)
{
	const struct sequence_moment *m = &d->now;

	if (m->is_all || m->step != (ptrdiff_t)i || m->has_arrived || m->hop_ns <= 0)
		return length;
	return 1 + (int)((double)m->gone_ns / (double)m->hop_ns * (length - 1));
}

static void arrow_style(const struct sequence_drawing *d, size_t i, struct arrow *a)
{
	bool is_now = !d->now.is_all && d->now.step == (ptrdiff_t)i;

	a->role = is_now ? ROLE_MESSAGE_NOW : ROLE_MESSAGE;
	a->attr = !is_now && a->step->arrow_line == ARROW_DOTTED ? ATTR_DIM : 0;
}

/* The cell beside the lifeline, or beside the head that a message creates, on its left or right. */
static int edge(const struct sequence_drawing *d, size_t i, uint16_t who, bool is_left_side)
{
	const struct sequence_column *c = &d->s->columns[who];
	const struct sequence_band *b = &d->s->bands[i];
	bool is_actor = d->s->diagram->participants[who].kind == PARTICIPANT_ACTOR;

	if (!b->creates || d->s->diagram->steps[i].to != who)
		return is_left_side ? c->x - 1 : sequence_lifeline_end(c, b->anchor) + 1;
	if (is_actor)	/* the arms of the figure */
		return is_left_side ? c->x - 2 : c->x + 2;
	return is_left_side ? c->left - 1 : c->right + 1;
}

static void line_message(const struct sequence_drawing *d, size_t i)
{
	const struct step *st = &d->s->diagram->steps[i];
	const struct sequence_band *b = &d->s->bands[i];
	bool is_right = st->from < st->to;
	struct arrow a = { .step = st, .row = b->anchor,
			   .direction = is_right ? GOES_RIGHT : GOES_LEFT };
	int end = edge(d, i, st->to, is_right);

	a.start = edge(d, i, st->from, !is_right) + (is_right ? -1 : 1);
	a.length = most(is_right ? end - a.start : a.start - end, 1);
	a.shown = cells_gone(d, i, a.length);
	arrow_style(d, i, &a);
	straight_draw(d, &a);
}

static void loop_message(const struct sequence_drawing *d, size_t i)
{
	const struct step *st = &d->s->diagram->steps[i];
	const struct sequence_band *b = &d->s->bands[i];
	const struct sequence_column *c = &d->s->columns[st->to];
	int bottom = b->anchor + most((int)b->n_lines, 2) - 1;
	int end = sequence_lifeline_end(c, bottom), back;
	struct arrow a = { .step = st, .row = b->anchor, .direction = GOES_RIGHT };

	a.start = sequence_lifeline_end(c, b->anchor);
	back = most(a.start + SEQUENCE_LOOP - end - 1, 1);
	a.length = SEQUENCE_LOOP + bottom - a.row + back;
	a.shown = cells_gone(d, i, a.length);
	arrow_style(d, i, &a);
	loop_draw(d, &a, bottom, end);
}

/* The number in front of the first line is quieter than the label. */
static void number_draw(const struct sequence_drawing *d, const struct sequence_band *b, int row,
			int col)
{
	if (b->number_len)
		sequence_pen_text(&d->pen, row, col, col, col + b->number_len - 1, b->text,
				  (size_t)b->number_len, ROLE_DIM, 0);
}

static void label_draw(const struct sequence_drawing *d, size_t i, bool is_loop)
{
	const struct sequence_band *b = &d->s->bands[i];
	bool is_now = !d->now.is_all && d->now.step == (ptrdiff_t)i;
	enum role role = is_now ? ROLE_MESSAGE_NOW : ROLE_TEXT;
	unsigned attr = is_now ? ATTR_BOLD : 0;
	int row = is_loop ? b->anchor : b->anchor - (int)b->n_lines, col = b->left;

	if (!b->n_lines)
		return;
	if (is_loop) {
		for (size_t k = 0; k < b->n_lines; k++)
			sequence_pen_text(&d->pen, row + (int)k, col, col, b->right,
					  b->lines[k].text, b->lines[k].len, role, attr);
	} else {
		col += (b->right - b->left + 1 - (int)b->lines[0].cells) / 2;
		sequence_pen_lines(&d->pen, row, b->left, b->right, b->lines, b->n_lines, role,
				   attr);
	}
	number_draw(d, b, row, col);
}

void sequence_message_draw(const struct sequence_drawing *d, size_t i)
{
	const struct step *st = &d->s->diagram->steps[i];
	bool is_loop = st->from == st->to;

	label_draw(d, i, is_loop);
	if (is_loop)
		loop_message(d, i);
	else
		line_message(d, i);
}
