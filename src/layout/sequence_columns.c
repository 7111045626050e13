/* SPDX-License-Identifier: MIT */
/*
 * How far apart the lifelines stand. What has to fit between them asks for
 * cells at four degrees of comfort; the most comfortable degree that fits the
 * width is taken, and part of the next with what is left.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "layout/sequence_parts.h"

enum comfort { LEAST, SMALL, NATURAL, ROOMY, COMFORT_COUNT };

enum {
	WIDE_SPAN = 8,		/* a label over more gaps than this finds room anyway */
	MEASURED_BYTES = 1024,	/* of a label: longer ones are wrapped whatever happens */
	LABEL_CELLS = 36,	/* what is longer is wrapped */
	ASIDE_CELLS = 24,	/* beside a lifeline: notes, messages to oneself */
	LABEL_CELLS_SMALL = 16,
	LABEL_CELLS_LEAST = 7,
	LABEL_LINES = 3,	/* aimed at when space is short */
	HEAD_CELLS = 16,	/* longer names get a second line */
	HEAD_CELLS_SMALL = 12,
	HEAD_CELLS_LEAST = 5,
	HEAD_LINES = 3,
	HEAD_BORDER = 4,	/* with the blanks inside */
	HEAD_BORDER_LEAST = 2,
	FIGURE_CELLS = 3,
};

/* Between two lifelines at least, and around a label between them. */
static const int gap_cells[COMFORT_COUNT] = { 9, 9, 11, 15 };
static const int label_pad[COMFORT_COUNT] = { 2, 2, 4, 8 };

struct columns {
	struct sequence *s;
	size_t n;			/* lifelines; there is one gap more */
	int *gaps[COMFORT_COUNT];
};

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* Makes the gaps from first to last, and the lifelines between them, hold cells. */
static void widen(int *gaps, int first, int last, int cells)
{
	int count = last - first + 1, have = last - first, lack;

	for (int i = first; i <= last; i++)
		have += gaps[i];
	lack = cells - have;
	for (int i = first; lack > 0 && i <= last; i++)
		gaps[i] += lack / count + (i - first < lack % count);
}

static size_t measured(const char *text)
{
	size_t n = strlen(text);

	return n < MEASURED_BYTES ? n : MEASURED_BYTES;
}

/* The width in which a text is set at each degree; at most `limit`. */
static void text_cells(const char *text, int limit, int cells[COMFORT_COUNT])
{
	size_t n = measured(text);
	int widest, word;

	lines_measure(text, n, &widest, &word);
	cells[LEAST] = least(word, LABEL_CELLS_LEAST);
	cells[SMALL] = least(most(word, lines_narrowest(text, n, LABEL_LINES, widest)),
			     LABEL_CELLS_SMALL);
	cells[NATURAL] = widest <= limit ? widest
		: lines_narrowest(text, n, lines_count(text, n, limit), limit);
	cells[ROOMY] = cells[NATURAL];
}

static void message_needs(struct columns *k, size_t i, int first, int last)
{
	int cells[COMFORT_COUNT];

	text_cells(k->s->bands[i].text, LABEL_CELLS, cells);
	for (int c = SMALL; c < COMFORT_COUNT; c++)
		widen(k->gaps[c], first + 1, last, cells[c] + label_pad[c]);
}

static void loop_needs(struct columns *k, size_t i, int who)
{
	int around = SEQUENCE_LOOP + 4 + SEQUENCE_FRAME_PAD * sequence_nest(k->s, i);
	int cells[COMFORT_COUNT];

	text_cells(k->s->bands[i].text, ASIDE_CELLS, cells);
	for (int c = LEAST; c < COMFORT_COUNT; c++)
		widen(k->gaps[c], who + 1, who + 1, cells[c] + around);
}

/* A note's border and its distance from the lifelines, and frames around it. */
static void note_needs(struct columns *k, size_t i, int first, int last)
{
	enum note_side side = k->s->diagram->steps[i].side;
	int frames = SEQUENCE_FRAME_PAD * sequence_nest(k->s, i);
	int cells[COMFORT_COUNT];

	text_cells(k->s->bands[i].text, ASIDE_CELLS, cells);
	for (int c = LEAST; c < COMFORT_COUNT; c++) {
		int beside = cells[c] + 5 + frames, half = (cells[c] + 4) / 2 + 2 + frames;

		if (side == NOTE_LEFT) {
			widen(k->gaps[c], first, first, beside + (first ? SEQUENCE_BARS : 0));
		} else if (side == NOTE_RIGHT) {
			widen(k->gaps[c], last + 1, last + 1, beside + SEQUENCE_BARS);
		} else if (first == last) {
			widen(k->gaps[c], first, first, half);
			widen(k->gaps[c], first + 1, first + 1, half);
		} else if (last - first <= WIDE_SPAN && c > LEAST) {
			widen(k->gaps[c], first + 1, last, cells[c] - 2);
		}
	}
}

/* Frames reach beyond the outermost lifelines; one around a single lifeline needs room inside. */
static void margin_needs(struct columns *k, int first, int last, int nest)
{
	int cells = SEQUENCE_FRAME_PAD * least(nest, SEQUENCE_NEST);

	for (int c = LEAST; c < COMFORT_COUNT; c++) {
		int inside = c < NATURAL ? LABEL_CELLS_LEAST : LABEL_CELLS_SMALL;

		if (first == 0)
			widen(k->gaps[c], 0, 0, cells);
		if (last == (int)k->n - 1)
			widen(k->gaps[c], last + 1, last + 1, cells + (first == last ? inside : 0));
	}
}

static void step_needs(struct columns *k, size_t i, bool is_wide)
{
	const struct step *st = &k->s->diagram->steps[i];
	int first, last;

	if (!sequence_touches(k->s, i, &first, &last))
		return;
	if ((last - first > 1) != is_wide)
		return;
	if (st->kind == STEP_NOTE)
		note_needs(k, i, first, last);
	else if (first == last)
		loop_needs(k, i, first);
	else if (last - first <= WIDE_SPAN)
		message_needs(k, i, first, last);
	if (st->kind == STEP_NOTE && first != last)
		margin_needs(k, first, last, sequence_nest(k->s, i) + 1);
}

/* A head is as wide as its label, its border and two blanks; a figure has no border. */
static int head_cells(const struct participant *p, int cells)
{
	return p->kind == PARTICIPANT_ACTOR ? most(cells, FIGURE_CELLS) : cells + HEAD_BORDER;
}

/* What of a head of so many cells stands left and right of the lifeline. */
static int left_part(int cells)
{
	return (cells - 1) / 2;
}

static int right_part(int cells)
{
	return cells / 2;
}

static void head_widths(const struct participant *p, int cells[COMFORT_COUNT])
{
	size_t n = measured(p->label);
	int widest, word;

	lines_measure(p->label, n, &widest, &word);
	cells[LEAST] = least(word, HEAD_CELLS_LEAST);
	cells[SMALL] = least(lines_narrowest(p->label, n, HEAD_LINES, widest), HEAD_CELLS_SMALL);
	cells[NATURAL] = widest <= HEAD_CELLS ? widest
		: least(lines_narrowest(p->label, n, 2, widest), LABEL_CELLS);
	cells[ROOMY] = cells[NATURAL];
	for (int c = LEAST; c < COMFORT_COUNT; c++)
		cells[c] = head_cells(p, cells[c]);
}

static void heads_need(struct columns *k)
{
	int before[COMFORT_COUNT] = { 0 }, cells[COMFORT_COUNT] = { 0 };

	for (size_t i = 0; i <= k->n; i++) {
		if (i < k->n)
			head_widths(&k->s->diagram->participants[i], cells);
		for (int c = LEAST; c < COMFORT_COUNT; c++) {
			int left = left_part(cells[c]), right = right_part(before[c]);
			int gap = i == 0 ? left : i == k->n ? right
				: most(gap_cells[c], right + left + 1);

			widen(k->gaps[c], (int)i, (int)i, gap);
			before[c] = cells[c];
		}
	}
}

static void gather_needs(struct columns *k)
{
	heads_need(k);
	for (size_t i = 0; i < k->s->n_frames; i++)
		margin_needs(k, k->s->frames[i].first, k->s->frames[i].last, k->s->frames[i].nest);
	for (int is_wide = 0; is_wide < 2; is_wide++)
		for (size_t i = 0; i < k->s->diagram->n_steps; i++)
			step_needs(k, i, is_wide);
	for (int c = SMALL; c < COMFORT_COUNT; c++)
		for (size_t i = 0; i <= k->n; i++)
			k->gaps[c][i] = most(k->gaps[c][i], k->gaps[c - 1][i]);
}

/* Cells of gap i when none may have more than level, as far as the degrees allow. */
static int clamped(const int *low, const int *high, size_t i, int level)
{
	return most(low[i], least(high[i], level));
}

static int64_t total(const int *low, const int *high, size_t n, int level)
{
	int64_t sum = (int64_t)n;

	for (size_t i = 0; i <= n; i++)
		sum += clamped(low, high, i, level);
	return sum;
}

/* Between two degrees: the widest gaps give first. What is left over goes to the first ones. */
static void share_out(const struct columns *k, const int *low, const int *high, int width)
{
	int level = 0, above = 1;
	int64_t rest;

	for (size_t i = 0; i <= k->n; i++)
		above = most(above, high[i] + 1);
	while (above - level > 1) {
		int mid = level + (above - level) / 2;

		if (total(low, high, k->n, mid) <= width)
			level = mid;
		else
			above = mid;
	}
	rest = width - total(low, high, k->n, level);
	for (size_t i = 0; i <= k->n; i++) {
		int cells = clamped(low, high, i, level);
		bool grows = rest > 0 && clamped(low, high, i, level + 1) > cells;

		k->s->gaps[i] = cells + grows;
		rest -= grows;
	}
}

static void choose_gaps(const struct columns *k, int width)
{
	int c = ROOMY;

	while (c > LEAST && total(k->gaps[c], k->gaps[c], k->n, 0) > width)
		c--;
	share_out(k, k->gaps[c], k->gaps[c < ROOMY ? c + 1 : c], width);
}

/* How far a head may reach towards a neighbour who would like to reach so far himself. */
static int head_limit(int gap, int neighbour)
{
	return most((gap - 1) / 2, gap - 1 - neighbour);
}

static int natural_width(const struct columns *k, size_t i)
{
	int cells[COMFORT_COUNT];

	head_widths(&k->s->diagram->participants[i], cells);
	return cells[NATURAL];
}

/* The most cells that head i can have where the lifelines stand. */
static int head_room(const struct columns *k, size_t i)
{
	const int *gap = &k->s->gaps[i];
	int left = gap[0], right = gap[1];

	if (i > 0)
		left = head_limit(gap[0], right_part(natural_width(k, i - 1)));
	if (i + 1 < k->n)
		right = head_limit(gap[1], left_part(natural_width(k, i + 1)));
	return least(least(2 * left + 2, 2 * right + 1), natural_width(k, i));
}

/* The line l with "…" at its end, in width cells. */
static struct line cut(struct line l, int width, struct arena *a)
{
	size_t cells;

	l.len = (uint32_t)utf8_fit(l.text, l.len, (size_t)width - 1, &cells);
	l.text = arena_printf(a, "%.*s…", (int)l.len, l.text);
	l.len += (uint32_t)strlen("…");
	l.cells = (uint32_t)cells + 1;
	return l;
}

/* The lines of a head; what is beyond the last one allowed is cut. */
static void head_lines(struct sequence_column *col, const char *label, int width, struct arena *a)
{
	struct line *lines;

	col->n_lines = lines_break(a, label, width, &col->lines);
	if (col->n_lines <= HEAD_LINES)
		return;
	col->n_lines = HEAD_LINES;
	lines = arena_dup(a, col->lines, HEAD_LINES, sizeof(*lines));
	lines[HEAD_LINES - 1] = cut(lines[HEAD_LINES - 1], width, a);
	col->lines = lines;
}

/* A label in one line, for windows too low for boxes. */
static void head_name(struct sequence_column *col, const char *label, int width, struct arena *a)
{
	char *name = arena_strndup(a, label, measured(label));
	size_t n = strlen(name);

	for (char *p = strchr(name, '\n'); p; p = strchr(p, '\n'))
		*p = ' ';
	col->name = (struct line){ .text = name, .len = (uint32_t)n,
				   .cells = (uint32_t)utf8_cells(name, n) };
	if ((int)col->name.cells > width)
		col->name = cut(col->name, width, a);
}

static void place_head(const struct columns *k, size_t i, struct arena *a)
{
	const struct participant *p = &k->s->diagram->participants[i];
	struct sequence_column *col = &k->s->columns[i];
	const int *gap = &k->s->gaps[i];
	int near = least(i ? (gap[0] - 1) / 2 : gap[0],
			 i + 1 < k->n ? (gap[1] - 1) / 2 : gap[1]);
	bool is_actor = p->kind == PARTICIPANT_ACTOR;
	int room = head_room(k, i), cells = 0;

	head_lines(col, p->label, is_actor ? room : room - HEAD_BORDER_LEAST, a);
	for (size_t j = 0; j < col->n_lines; j++)
		cells = most(cells, (int)col->lines[j].cells);
	cells = head_cells(p, cells);
	if (cells > room)	/* without the blanks */
		cells -= HEAD_BORDER - HEAD_BORDER_LEAST;
	col->left = col->x - left_part(cells);
	col->right = col->x + right_part(cells);
	col->head_height = most((int)col->n_lines, 1) + 2;
	head_name(col, p->label, 2 * near + 1, a);
}

static void place_heads(const struct columns *k, struct arena *a)
{
	struct sequence *s = k->s;
	int x = 0;

	for (size_t i = 0; i < k->n; i++) {
		x += s->gaps[i];
		s->columns[i].x = x++;
		place_head(k, i, a);
		if (!s->columns[i].is_created)
			s->head_height = most(s->head_height, s->columns[i].head_height);
		s->has_groups |= s->diagram->participants[i].group >= 0;
	}
	s->width = most(x + s->gaps[k->n], 1);
	s->head_height += s->has_groups;
	for (size_t i = 0; i < k->n; i++) {
		if (s->columns[i].is_created)
			continue;
		s->columns[i].head_row = s->has_groups;
		s->columns[i].head_height = s->head_height - s->has_groups;
	}
}

void sequence_columns(struct sequence *s, struct arena *a, int width)
{
	struct columns k = { .s = s, .n = s->diagram->n_participants };
	size_t size = (k.n + 1) * sizeof(*s->gaps);

	s->gaps = arena_zalloc(a, size);
	for (int c = LEAST; c < COMFORT_COUNT; c++)
		k.gaps[c] = arena_zalloc(a, size);
	gather_needs(&k);
	choose_gaps(&k, width);
	place_heads(&k, a);
}
