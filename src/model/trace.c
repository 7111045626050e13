/* SPDX-License-Identifier: MIT */
#include "model/trace.h"

#include <string.h>

static int64_t ms(int64_t n)
{
	return n * 1000000;
}

static void add_one_line(struct buf *out, const char *text)
{
	for (; *text; text++)
		buf_addc(out, *text == '\n' || *text == '\t' ? ' ' : *text);
}

static void add_name(struct buf *out, const struct diagram *d, uint16_t participant)
{
	if (participant < d->n_participants)
		add_one_line(out, d->participants[participant].label);
	else
		buf_adds(out, "somebody");
}

/* What stands between the two names, and after them; from = to has its own words. */
struct wording {
	const char *between, *after, *alone;
};

enum { IT, YOU, N_PERSONS };

static const struct wording *wording(const struct step *s, int person)
{
	static const struct wording lines[][N_PERSONS] = {
		[ARROW_SOLID] = { { " calls ", "", " works on its own" },
				  { " call ", "", " work on your own" } },
		[ARROW_DOTTED] = { { " replies to ", "", " answers itself" },
				   { " reply to ", "", " answer yourself" } },
	};
	static const struct wording heads[][N_PERSONS] = {
		[HEAD_NONE] = { { " and ", " are connected", " is connected to itself" },
				{ " and ", " are connected", " are connected to yourself" } },
		[HEAD_CROSS] = { { " to ", ", failed", " fails on its own" },
				 { " to ", ", failed", " fail on your own" } },
		[HEAD_OPEN] = { { " sends to ", " and does not wait", " sends to itself" },
				{ " send to ", " and do not wait", " send to yourself" } },
	};
	static const struct wording both[N_PERSONS] = {
		{ " and ", " exchange", " talks to itself" },
		{ " and ", " exchange", " talk to yourself" },
	};

	if (s->is_both_ways)
		return &both[person];
	return s->arrow_head == HEAD_FILLED ? &lines[s->arrow_line][person]
					    : &heads[s->arrow_head][person];
}

static int person_of(const struct diagram *d, uint16_t participant)
{
	if (participant >= d->n_participants)
		return IT;
	return !strcmp(d->participants[participant].label, "You") ? YOU : IT;
}

/* "User calls S3 bucket: put cat.jpg" */
static void add_sentence(struct buf *out, const struct diagram *d, const struct step *s)
{
	const struct wording *w = wording(s, person_of(d, s->from));

	add_name(out, d, s->from);
	if (s->from == s->to) {
		buf_adds(out, w->alone);
	} else {
		buf_adds(out, w->between);
		add_name(out, d, s->to);
		buf_adds(out, w->after);
	}
	if (*s->text) {
		buf_adds(out, ": ");
		add_one_line(out, s->text);
	}
}

static bool is_sentence_end(const struct buf *b)
{
	return b->len && strchr(".!?:", b->p[b->len - 1]);
}

/* Goes on after what is there: "text. " */
static void end_sentence(struct buf *out)
{
	if (!out->len || out->p[out->len - 1] == '\n')
		return;
	buf_adds(out, is_sentence_end(out) ? " " : ". ");
}

/* The notes directly after step i; activations may stand between. */
static void add_notes(struct buf *out, const struct diagram *d, size_t i)
{
	for (i++; i < d->n_steps; i++) {
		const struct step *s = &d->steps[i];

		if (s->kind == STEP_ACTIVATE || s->kind == STEP_DEACTIVATE)
			continue;
		if (s->kind != STEP_NOTE)
			break;
		end_sentence(out);
		add_one_line(out, s->text);
	}
}

static const char *narration(struct arena *a, struct buf *b, const struct diagram *d, size_t i)
{
	if (d->steps[i].narration)
		return d->steps[i].narration;
	buf_clear(b);
	add_notes(b, d, i);
	if (!b->len)
		add_sentence(b, d, &d->steps[i]);
	return arena_strndup(a, buf_str(b), b->len);
}

static enum trace_outcome outcome(const struct step *s)
{
	if (s->arrow_head == HEAD_CROSS)
		return OUTCOME_LOST;
	return s->arrow_line == ARROW_DOTTED ? OUTCOME_REPLY : OUTCOME_OK;
}

struct trace *diagram_trace(struct arena *a, const struct diagram *d)
{
	struct trace_event *events = arena_alloc(a, d->n_steps * sizeof(*events));
	struct trace *t = arena_zalloc(a, sizeof(*t));
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < d->n_steps; i++) {
		const struct step *s = &d->steps[i];

		if (s->kind != STEP_MESSAGE)
			continue;
		buf_clear(&b);
		add_one_line(&b, s->text);
		events[t->n_events++] = (struct trace_event){
			.start_ns = t->end_ns,
			.end_ns = t->end_ns + ms(TRACE_HOP_MS),
			.from = s->from,
			.to = s->to,
			.outcome = outcome(s),
			.step = (uint32_t)i,
			.label = arena_strndup(a, buf_str(&b), b.len),
			.narration = narration(a, &b, d, i),
		};
		t->end_ns += ms(TRACE_HOP_MS + TRACE_REST_MS);
	}
	buf_done(&b);
	t->events = events;
	return t;
}

ptrdiff_t trace_event_at(const struct trace *t, int64_t t_ns)
{
	size_t low = 0, high = t->n_events;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->events[mid].start_ns <= t_ns)
			low = mid + 1;
		else
			high = mid;
	}
	return (ptrdiff_t)low - 1;
}

/* How the blocks of a diagram are told: their beginning, a further branch, their end. */
static const struct {
	const char *begin, *branch, *end;
} told[] = {
	[SEQ_LOOP] = { "Repeated", "And", "End of what is repeated" },
	[SEQ_ALT] = { "Either", "Or", "End of the alternatives" },
	[SEQ_OPT] = { "Optional", "Or", "End of the optional part" },
	[SEQ_PAR] = { "In parallel", "And in parallel", "End of the parallel part" },
	[SEQ_CRITICAL] = { "Critical", "In case of", "End of the critical part" },
	[SEQ_BREAK] = { "Stops early", "Or", "End of the early stop" },
};

struct transcript {
	const struct diagram *diagram;
	struct buf *out;
	size_t *open;	/* steps of the blocks that are open, outermost first */
	size_t n_open;
	size_t depth;	/* how many of them have a line of their own */
};

/* Deeper blocks are not indented further, or deep nesting would fill memory with blanks. */
static void begin_line(struct transcript *t)
{
	enum { INDENT_CELLS = 2, INDENT_MOST = 8 };

	buf_pad(t->out, ' ', INDENT_CELLS * (t->depth < INDENT_MOST ? t->depth : INDENT_MOST));
}

static void tell(struct transcript *t, const char *what, const char *text)
{
	buf_adds(t->out, what);
	if (*text) {
		buf_adds(t->out, ": ");
		add_one_line(t->out, text);
	}
	buf_addc(t->out, '\n');
}

static void tell_note(struct transcript *t, const struct step *s)
{
	buf_adds(t->out, "Note on ");
	add_name(t->out, t->diagram, s->from);
	if (s->to != s->from && s->to != DIAGRAM_NOBODY) {
		buf_adds(t->out, " and ");
		add_name(t->out, t->diagram, s->to);
	}
	tell(t, "", s->text);
}

static void tell_life(struct transcript *t, const struct step *s)
{
	begin_line(t);
	add_name(t->out, t->diagram, s->to);
	buf_adds(t->out, s->kind == STEP_CREATE ? " is created\n"
						: " ends with the next message\n");
}

/* A rectangle is mere colour: what is in it is told as if it were not there. */
static void tell_block(struct transcript *t, size_t i)
{
	const struct step *steps = t->diagram->steps, *s = &steps[i];
	enum block_type type;

	if (s->kind == STEP_BLOCK)
		t->open[t->n_open++] = i;
	else if (!t->n_open)
		return;
	type = steps[t->open[t->n_open - 1]].block;
	t->n_open -= s->kind == STEP_END;
	if (type == SEQ_RECT)
		return;
	t->depth -= s->kind != STEP_BLOCK;
	begin_line(t);
	if (s->kind == STEP_END)
		tell(t, told[type].end, "");
	else
		tell(t, s->kind == STEP_BLOCK ? told[type].begin : told[type].branch, s->text);
	t->depth += s->kind != STEP_END;
}

/* The steps from first to before last, those that are no messages. */
static void tell_between(struct transcript *t, size_t first, size_t last)
{
	for (size_t i = first; i < last; i++) {
		const struct step *s = &t->diagram->steps[i];

		switch (s->kind) {
		case STEP_NOTE:
			begin_line(t);
			tell_note(t, s);
			break;
		case STEP_CREATE:
		case STEP_DESTROY:
			tell_life(t, s);
			break;
		case STEP_BLOCK:
		case STEP_BRANCH:
		case STEP_END:
			tell_block(t, i);
			break;
		default:
			break;
		}
	}
}

/* The narration, unless it says no more than the sentence and the notes do. */
static void tell_narration(struct transcript *t, const struct trace_event *e)
{
	const struct step *s = &t->diagram->steps[e->step];
	struct buf b;
	bool is_known;

	if (!e->narration || !*e->narration)
		return;
	buf_init(&b);
	add_notes(&b, t->diagram, e->step);
	is_known = !strcmp(buf_str(&b), e->narration);
	buf_clear(&b);
	add_sentence(&b, t->diagram, s);
	is_known = is_known || !strcmp(buf_str(&b), e->narration);
	buf_done(&b);
	if (is_known)
		return;
	end_sentence(t->out);
	add_one_line(t->out, e->narration);
}

static void tell_event(struct transcript *t, const struct trace_event *e, size_t number)
{
	begin_line(t);
	buf_printf(t->out, "%zu. ", number);
	add_sentence(t->out, t->diagram, &t->diagram->steps[e->step]);
	tell_narration(t, e);
	buf_addc(t->out, '\n');
}

static void tell_participants(struct transcript *t)
{
	const struct diagram *d = t->diagram;

	for (size_t i = 0; i < d->n_participants; i++) {
		const struct participant *p = &d->participants[i];
		bool is_first = !i || p->group != p[-1].group;

		if (i && is_first)
			buf_addc(t->out, '\n');
		if (is_first && p->group >= 0 && *d->groups[p->group].label) {
			buf_adds(t->out, "Participants in ");
			add_one_line(t->out, d->groups[p->group].label);
			buf_adds(t->out, ": ");
		} else {
			buf_adds(t->out, is_first ? "Participants: " : ", ");
		}
		add_one_line(t->out, p->label);
		if (p->kind == PARTICIPANT_ACTOR)
			buf_adds(t->out, " (actor)");
	}
	if (d->n_participants)
		buf_addc(t->out, '\n');
}

void trace_transcript(const struct trace *trace, const struct diagram *d, struct buf *out)
{
	struct arena a;
	struct transcript t = { .diagram = d, .out = out };
	size_t next = 0;

	arena_init(&a);
	t.open = arena_alloc(&a, d->n_steps * sizeof(*t.open));
	if (*d->title) {
		add_one_line(out, d->title);
		buf_adds(out, "\n\n");
	}
	tell_participants(&t);
	if (d->n_participants && d->n_steps)
		buf_addc(out, '\n');
	for (size_t i = 0; i < trace->n_events; i++) {
		const struct trace_event *e = &trace->events[i];

		tell_between(&t, next, e->step);
		if (e->step >= next)
			next = e->step + 1;
		tell_event(&t, e, i + 1);
	}
	tell_between(&t, next, d->n_steps);
	arena_done(&a);
}
