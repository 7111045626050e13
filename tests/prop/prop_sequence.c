/* SPDX-License-Identifier: MIT */
/*
 * Random diagrams in random widths. Each label is written in a letter of its
 * own, so that counting cells tells whether any of it was cut or drawn over.
 */
#include "tests/support/prop.h"

#include <string.h>
#include <wchar.h>

#include "base/utf8.h"
#include "canvas/canvas.h"
#include "layout/sequence.h"
#include "tests/support/sketch.h"

enum { FIRST_LETTER = 0x0400, PARTICIPANTS_MOST = 9, STEPS_MOST = 40, SENTINEL = '~' };

struct sample {
	struct sketch sketch;
	const struct diagram *diagram;
	struct trace *trace;
	struct sequence *sequence;
	int depth;
};

static char32_t letter_of(size_t step)
{
	return FIRST_LETTER + (char32_t)step;
}

/* Up to n words in one letter. */
static const char *words(struct sample *s, struct prng *r, char32_t letter, size_t n)
{
	size_t n_words = prng_below(r, n + 1);
	struct buf b;
	char *text, bytes[4];

	buf_init(&b);
	for (size_t i = 0; i < n_words; i++) {
		size_t len = utf8_encode(letter, bytes);

		for (size_t k = prng_below(r, prng_below(r, 8) ? 9 : 40); k > 0; k--)
			buf_add(&b, bytes, len);
		buf_addc(&b, prng_below(r, 10) ? ' ' : '\n');
	}
	text = arena_strndup(&s->sketch.arena, buf_str(&b), b.len);
	buf_done(&b);
	return text;
}

static uint16_t someone(struct sample *s, struct prng *r)
{
	return (uint16_t)prng_below(r, s->sketch.n_participants);
}

static void add_message(struct sample *s, struct prng *r, const char *text)
{
	struct step *st = sketch_message(&s->sketch, someone(s, r), someone(s, r), text);

	st->arrow_head = (enum arrow_head)prng_below(r, 4);
	st->arrow_line = (enum arrow_line)prng_below(r, 2);
	st->is_both_ways = st->arrow_head == HEAD_FILLED && !prng_below(r, 4);
	st->number = prng_below(r, 3) ? 0 : (int)prng_below(r, 200);
}

static void add_block_step(struct sample *s, struct prng *r, const char *text)
{
	uint64_t which = prng_below(r, 8);

	if (which < 3) {
		sketch_block(&s->sketch, (enum block_type)prng_below(r, SEQ_RECT), text);
		s->depth++;
	} else if (which < 4 && s->depth) {
		sketch_branch(&s->sketch, text);
	} else {
		sketch_end(&s->sketch);
		s->depth -= s->depth > 0;
	}
}

static void add_step(struct sample *s, struct prng *r)
{
	static const enum step_kind lives[] = {
		STEP_ACTIVATE, STEP_ACTIVATE, STEP_ACTIVATE, STEP_DEACTIVATE, STEP_DEACTIVATE,
		STEP_DESTROY,
	};
	const char *text = words(s, r, letter_of(s->sketch.n_steps), 6);
	uint64_t which = prng_below(r, 20);

	if (which < 9) {
		add_message(s, r, text);
	} else if (which < 12) {
		uint16_t from = someone(s, r), to = someone(s, r);
		enum note_side side = (enum note_side)prng_below(r, 3);

		sketch_note(&s->sketch, side, from, side == NOTE_OVER ? to : from, text);
	} else if (which < 17) {
		add_block_step(s, r, text);
	} else {
		sketch_life(&s->sketch, lives[prng_below(r, 6)], someone(s, r));
	}
}

/* New participants come as Mermaid has them: created, and by the next message. */
static void add_newcomer(struct sample *s, struct prng *r)
{
	uint16_t who = sketch_box(&s->sketch, "new");
	const char *text;

	sketch_life(&s->sketch, STEP_CREATE, who);
	text = words(s, r, letter_of(s->sketch.n_steps), 4);
	sketch_message(&s->sketch, (uint16_t)prng_below(r, who), who, text);
}

static void sample_init(struct sample *s, struct prng *r)
{
	size_t n = 1 + prng_below(r, PARTICIPANTS_MOST), n_steps = prng_below(r, STEPS_MOST);

	*s = (struct sample){ 0 };
	sketch_init(&s->sketch);
	for (size_t i = 0; i < n; i++) {
		if (!prng_below(r, 6))
			sketch_group(&s->sketch, "group");
		if (prng_below(r, 4))
			sketch_box(&s->sketch, words(s, r, '$', 3));
		else
			sketch_actor(&s->sketch, words(s, r, '$', 3));
	}
	while (s->sketch.n_steps < n_steps) {
		if (prng_below(r, 20))
			add_step(s, r);
		else
			add_newcomer(s, r);
	}
	s->diagram = sketch_diagram(&s->sketch);
	s->trace = diagram_trace(&s->sketch.arena, s->diagram);
	s->sequence = sequence_layout(&s->sketch.arena, s->diagram, 20 + (int)prng_below(r, 181));
}

static void sample_done(struct sample *s)
{
	sketch_done(&s->sketch);
}

static struct sequence_frame whole_frame(const struct sample *s, int64_t t_ns)
{
	int height = sequence_height(s->sequence);

	return (struct sequence_frame){
		.trace = s->trace, .t_ns = t_ns, .width = sequence_width(s->sequence),
		.height = height < 100 ? 100 : height,
	};
}

static void draw_whole(const struct sample *s, struct canvas *c, int64_t t_ns)
{
	struct sequence_frame f = whole_frame(s, t_ns);

	canvas_init(c, f.height, f.width);
	if (t_ns < 0)
		sequence_draw(s->sequence, c, 0, 0);
	else
		sequence_draw_at(s->sequence, c, &f);
}

static size_t count_on(const struct canvas *c, char32_t letter)
{
	size_t n = 0;

	for (int i = 0; i < c->height * c->width; i++)
		n += c->cells[i].ch[0] == letter;
	return n;
}

static size_t count_in(const char *text, char32_t letter)
{
	size_t n = 0;

	for (size_t i = 0, len = strlen(text); i < len;) {
		char32_t cp;

		i += utf8_decode(text + i, len - i, &cp);
		n += cp == letter;
	}
	return n;
}

static bool is_block_step(const struct step *st)
{
	return st->kind == STEP_BLOCK || st->kind == STEP_BRANCH;
}

PROP(every_letter_of_every_label_shows_once, 700)
{
	struct sample s;
	struct canvas c;

	sample_init(&s, r);
	draw_whole(&s, &c, -1);
	for (size_t i = 0; i < s.diagram->n_steps; i++)
		t_int(count_on(&c, letter_of(i)), count_in(s.diagram->steps[i].text, letter_of(i)));
	canvas_done(&c);
	sample_done(&s);
}

static bool is_head(char32_t ch)
{
	return ch && wcschr(L"▶◀▼✕❯❮", (wchar_t)ch);
}

static bool is_line(char32_t ch)
{
	return ch >= 0x2500 && ch < 0x2580;
}

static char32_t char_at(const struct canvas *c, int y, int x)
{
	const struct cell *p = canvas_cell(c, y, x);

	return p ? p->ch[0] : 0;
}

/* From beside the one lifeline to beside the other all cells are line, the last one is the head. */
static void walk(const struct sample *s, const struct canvas *c, size_t i)
{
	const struct step *st = &s->diagram->steps[i];
	int y = sequence_step_row(s->sequence, i);
	int from = sequence_participant_column(s->sequence, st->from);
	int to = sequence_participant_column(s->sequence, st->to);
	int sign = from < to ? 1 : -1, x = from + sign, heads = 0, expected = 1 + st->is_both_ways;

	if (st->arrow_head == HEAD_NONE)
		expected = 0;
	for (; x != to && (!expected || heads < expected); x += sign) {
		char32_t ch = char_at(c, y, x);

		t_true(is_line(ch) || is_head(ch));
		heads += is_head(ch);
	}
	t_int(heads, expected);
	/* Next come bars of the lifeline, or the head of a new participant. */
	t_true(x == to || is_line(char_at(c, y, x)));
}

static void walk_loop(const struct sample *s, const struct canvas *c, size_t i)
{
	int y = sequence_step_row(s->sequence, i);
	int x = sequence_participant_column(s->sequence, s->diagram->steps[i].from) + 1;

	for (; x < c->width && char_at(c, y, x) != U'╮'; x++)
		t_true(is_line(char_at(c, y, x)) || is_head(char_at(c, y, x)));
	t_true(x < c->width);
	for (y++; char_at(c, y, x) != U'╯'; y++)
		t_true(is_line(char_at(c, y, x)));
	for (x--; char_at(c, y, x) == U'─' || char_at(c, y, x) == U'┄'; x--)
		;
	t_true(is_head(char_at(c, y, x)) || is_line(char_at(c, y, x)));
}

PROP(every_arrow_leads_from_its_sender_to_its_receiver, 700)
{
	struct sample s;
	struct canvas c;

	sample_init(&s, r);
	draw_whole(&s, &c, -1);
	for (size_t i = 0; i < s.diagram->n_steps; i++) {
		const struct step *st = &s.diagram->steps[i];

		if (st->kind == STEP_MESSAGE && st->from == st->to)
			walk_loop(&s, &c, i);
		else if (st->kind == STEP_MESSAGE)
			walk(&s, &c, i);
	}
	canvas_done(&c);
	sample_done(&s);
}

PROP(nothing_is_drawn_outside_the_area, 400)
{
	struct sample s;
	struct canvas c;
	struct sequence_frame f;

	sample_init(&s, r);
	f = whole_frame(&s, (int64_t)prng_below(r, (uint64_t)s.trace->end_ns + 2));
	canvas_init(&c, 40, 90);
	canvas_fill(&c, 0, 0, c.height, c.width, SENTINEL, ROLE_TEXT);
	f.y = (int)prng_below(r, 50) - 5;
	f.x = (int)prng_below(r, 100) - 5;
	f.height = (int)prng_below(r, 50);
	f.width = (int)prng_below(r, 100);
	f.scroll = (int)prng_below(r, (uint64_t)sequence_height(s.sequence) + 5);
	f.pan = (int)prng_below(r, (uint64_t)sequence_width(s.sequence) + 5);
	sequence_draw_at(s.sequence, &c, &f);
	for (int y = 0; y < c.height; y++) {
		for (int x = 0; x < c.width; x++) {
			bool is_in_rows = y >= f.y && y < f.y + f.height;
			bool is_in_columns = x >= f.x && x < f.x + f.width;

			if (!is_in_rows || !is_in_columns)
				t_int(char_at(&c, y, x), SENTINEL);
		}
	}
	canvas_done(&c);
	sample_done(&s);
}

PROP(the_picture_fits_its_own_size, 400)
{
	struct sample s;
	struct canvas whole, wider;
	int height, width;

	sample_init(&s, r);
	height = sequence_height(s.sequence);
	width = sequence_width(s.sequence);
	canvas_init(&whole, height, width);
	canvas_init(&wider, height + 10, width + 40);
	sequence_draw(s.sequence, &whole, 0, 0);
	sequence_draw(s.sequence, &wider, 5, 20);
	for (int y = -5; y < height + 5; y++) {
		for (int x = -20; x < width + 20; x++) {
			char32_t ch = canvas_cell(&whole, y, x) ? char_at(&whole, y, x) : U' ';

			t_int(char_at(&wider, y + 5, x + 20), ch);
		}
	}
	for (size_t i = 0; i < s.diagram->n_steps; i++)
		t_true(sequence_step_row(s.sequence, i) < height);
	canvas_done(&whole);
	canvas_done(&wider);
	sample_done(&s);
}

static bool are_equal(const struct canvas *a, const struct canvas *b, bool also_style)
{
	for (int i = 0; i < a->height * a->width; i++) {
		if (memcmp(a->cells[i].ch, b->cells[i].ch, sizeof(a->cells[i].ch)) != 0)
			return false;
		if (also_style && (a->cells[i].role != b->cells[i].role ||
				   a->cells[i].attr != b->cells[i].attr))
			return false;
	}
	return true;
}

PROP(a_frame_depends_on_its_time_only, 200)
{
	struct sample s;
	struct canvas first, other, again;
	uint64_t end;

	sample_init(&s, r);
	end = (uint64_t)s.trace->end_ns + 1;
	draw_whole(&s, &first, (int64_t)prng_below(r, end));
	prng_init(r, prop_seed);
	sample_done(&s);
	sample_init(&s, r);
	draw_whole(&s, &again, (int64_t)prng_below(r, end));
	draw_whole(&s, &other, (int64_t)prng_below(r, end));
	t_true(are_equal(&first, &again, true));
	canvas_done(&first);
	canvas_done(&other);
	canvas_done(&again);
	sample_done(&s);
}

PROP(at_the_end_the_picture_is_the_still_one, 400)
{
	struct sample s;
	struct canvas still, end;

	sample_init(&s, r);
	draw_whole(&s, &still, -1);
	draw_whole(&s, &end, s.trace->end_ns);
	t_true(are_equal(&still, &end, false));
	canvas_done(&still);
	canvas_done(&end);
	sample_done(&s);
}

PROP(only_what_has_come_is_labelled, 300)
{
	struct sample s;
	struct canvas c;
	int64_t t_ns;
	ptrdiff_t event;

	sample_init(&s, r);
	t_ns = (int64_t)prng_below(r, (uint64_t)s.trace->end_ns + 1);
	event = trace_event_at(s.trace, t_ns);
	draw_whole(&s, &c, t_ns);
	for (size_t i = 0; event >= 0 && i < s.diagram->n_steps; i++) {
		const struct step *st = &s.diagram->steps[i];
		size_t all = count_in(st->text, letter_of(i));

		if (st->kind == STEP_MESSAGE)
			t_int(count_on(&c, letter_of(i)),
			      i <= s.trace->events[event].step ? all : 0);
		else if (is_block_step(st) && i < s.trace->events[event].step)
			t_int(count_on(&c, letter_of(i)), all);
	}
	canvas_done(&c);
	sample_done(&s);
}

/* Counts what shows: arrows only ever grow. */
PROP(a_message_moves_forward_only, 200)
{
	struct sample s;
	size_t before = 0;

	sample_init(&s, r);
	if (s.trace->n_events) {
		const struct trace_event *e =
			&s.trace->events[prng_below(r, s.trace->n_events)];

		for (int64_t t_ns = e->start_ns; t_ns <= e->end_ns;
		     t_ns += (e->end_ns - e->start_ns) / 9) {
			struct canvas c;
			size_t n = 0;

			draw_whole(&s, &c, t_ns);
			for (int i = 0; i < c.height * c.width; i++)
				n += c.cells[i].role == ROLE_MESSAGE_NOW ||
				     c.cells[i].role == ROLE_BAD;
			t_true(n >= before);
			before = n;
			canvas_done(&c);
		}
	}
	sample_done(&s);
}

PROPS(t(every_letter_of_every_label_shows_once),
      t(every_arrow_leads_from_its_sender_to_its_receiver),
      t(nothing_is_drawn_outside_the_area), t(the_picture_fits_its_own_size),
      t(a_frame_depends_on_its_time_only), t(at_the_end_the_picture_is_the_still_one),
      t(only_what_has_come_is_labelled), t(a_message_moves_forward_only))
