/* SPDX-License-Identifier: MIT */
#include "parse/mermaid.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/vec.h"
#include "parse/line.h"
#include "parse/mermaid_text.h"

enum { PARTICIPANTS_MAX = 200, STEPS_MAX = 10000, NESTING_MAX = 50 };

/* An open loop, alt ... or box. */
struct open_block {
	enum block_type type;
	bool is_box;
	int line;
};

struct parser {
	struct arena *arena;
	struct diag_list *diags;
	struct diagram *diagram;
	struct participant *participants;
	int *active;			/* how often each participant is activated */
	size_t n_participants, cap_participants, cap_active, n_active;
	struct step *steps;
	size_t n_steps, cap_steps;
	struct diagram_group *groups;
	size_t n_groups, cap_groups;
	struct open_block open[NESTING_MAX];
	size_t n_open;
	int group;			/* of the box that is open; -1 = none */
	int line;			/* of the statement */
	int number, number_step;	/* autonumber; number_step 0 = off */
	bool is_description;		/* inside accDescr { ... } */
	const char *why;		/* the first mistake; NULL = none */
};

static void mistake(struct parser *p, const char *hint, const char *text)
{
	struct diag *g = diag_add(p->diags, DIAG_ERROR, p->line, 0, "diagram-syntax", "%s", text);

	if (hint)
		diag_hint(p->diags, g, "%s", hint);
	if (!p->why)
		p->why = arena_printf(p->arena, "line %d: %s", p->line, text);
}

/* ---- participants ---- */

static uint16_t participant_find(const struct parser *p, struct line name)
{
	for (size_t i = 0; i < p->n_participants; i++)
		if (line_is(name, p->participants[i].id))
			return (uint16_t)i;
	return DIAGRAM_NOBODY;
}

/* The participant of that name, made now if it is new. */
static uint16_t participant_get(struct parser *p, struct line name)
{
	uint16_t i = participant_find(p, name);

	if (i != DIAGRAM_NOBODY)
		return i;
	if (!name.len) {
		mistake(p, "write A->>B: text", "a participant's name is missing");
		return DIAGRAM_NOBODY;
	}
	if (p->n_participants >= PARTICIPANTS_MAX) {
		mistake(p, NULL, "more than 200 participants");
		return DIAGRAM_NOBODY;
	}
	*vec_push(p->active, p->n_active, p->cap_active) = 0;
	*vec_push(p->participants, p->n_participants, p->cap_participants) = (struct participant){
		.id = arena_strndup(p->arena, name.p, name.len),
		.label = mermaid_label(p->arena, name),
		.group = p->group,
		.line = p->line,
	};
	return (uint16_t)(p->n_participants - 1);
}

/* Finds the word "as" between blanks. */
static const char *find_as(struct line s)
{
	for (size_t i = 1; i + 3 < s.len; i++)
		if (char_is_blank(s.p[i - 1]) && (s.p[i] | 32) == 'a' && (s.p[i + 1] | 32) == 's' &&
		    char_is_blank(s.p[i + 2]))
			return s.p + i;
	return NULL;
}

/* "A", "A as Label", "A@{ ... }": returns the participant. */
static uint16_t declare(struct parser *p, enum participant_kind kind, struct line rest)
{
	const char *as = find_as(rest);
	struct line name = rest;
	const char *config;
	uint16_t i;

	if (as)
		name = line_trim((struct line){ rest.p, (size_t)(as - rest.p) });
	config = memmem(name.p, name.len, "@{", 2);
	if (config)
		name = line_trim((struct line){ name.p, (size_t)(config - name.p) });
	i = participant_get(p, name);
	if (i == DIAGRAM_NOBODY)
		return i;
	p->participants[i].kind = kind;
	if (as)
		p->participants[i].label = mermaid_label(
			p->arena, line_trim(line_from(rest, (size_t)(as - rest.p) + 2)));
	if (p->group >= 0)
		p->participants[i].group = p->group;
	return i;
}

/* ---- steps ---- */

static struct step *step_add(struct parser *p, enum step_kind kind)
{
	struct step *s;

	if (p->n_steps >= STEPS_MAX) {
		if (p->n_steps++ == STEPS_MAX)
			mistake(p, "split the diagram", "more than 10,000 steps");
		p->n_steps = STEPS_MAX;
		return NULL;
	}
	s = vec_push(p->steps, p->n_steps, p->cap_steps);
	*s = (struct step){
		.kind = kind, .from = DIAGRAM_NOBODY, .to = DIAGRAM_NOBODY, .text = "", .line = p->line,
	};
	return s;
}

static void activate(struct parser *p, uint16_t who, bool is_on)
{
	struct step *s;

	if (who == DIAGRAM_NOBODY)
		return;
	if (!is_on && !p->active[who]) {
		mistake(p, "deactivate follows activate, or a message with +",
			"deactivates a participant that is not active");
		return;
	}
	p->active[who] += is_on ? 1 : -1;
	s = step_add(p, is_on ? STEP_ACTIVATE : STEP_DEACTIVATE);
	if (s)
		s->to = who;
}

static void add_message(struct parser *p, const struct arrow *arrow, uint16_t from, uint16_t to,
			struct line text)
{
	struct step *s = step_add(p, STEP_MESSAGE);

	if (!s)
		return;
	s->from = from;
	s->to = to;
	s->arrow_line = arrow->line;
	s->arrow_head = arrow->head;
	s->is_both_ways = arrow->is_both_ways;
	s->text = mermaid_label(p->arena, text);
	if (p->number_step) {
		s->number = p->number;
		p->number += p->number_step;
	}
	p->diagram->n_messages++;
}

/* "A->>+B: text" */
static void message(struct parser *p, struct line s, const struct arrow *arrow)
{
	struct line from = line_trim((struct line){ s.p, arrow->at });
	struct line rest = line_trim(line_from(s, arrow->at + arrow->len));
	const char *colon = memchr(rest.p, ':', rest.len);
	char mark = rest.len ? rest.p[0] : 0;
	struct line to = { rest.p, colon ? (size_t)(colon - rest.p) : rest.len };
	uint16_t sender, receiver;

	if (mark == '+' || mark == '-')
		to = line_from(to, 1);
	sender = participant_get(p, from);
	receiver = participant_get(p, line_trim(to));
	if (sender == DIAGRAM_NOBODY || receiver == DIAGRAM_NOBODY)
		return;
	if (!colon) {
		mistake(p, "write A->>B: text", "a message without \": text\"");
		return;
	}
	add_message(p, arrow, sender, receiver,
		    line_trim(line_from(rest, (size_t)(colon - rest.p) + 1)));
	if (mark == '+')
		activate(p, receiver, true);
	else if (mark == '-')
		activate(p, sender, false);
}

/* "left of A: text", "right of A: text", "over A,B: text" */
static void note(struct parser *p, struct line rest)
{
	struct line after, word = mermaid_word(rest, &after), names;
	enum note_side side = NOTE_OVER;
	const char *colon, *comma;
	uint16_t first, last;
	struct step *s;

	if (mermaid_is_word(word, "left") || mermaid_is_word(word, "right")) {
		side = mermaid_is_word(word, "left") ? NOTE_LEFT : NOTE_RIGHT;
		word = mermaid_word(after, &after);
		if (!mermaid_is_word(word, "of"))
			word.len = 0;
	} else if (!mermaid_is_word(word, "over")) {
		word.len = 0;
	}
	colon = memchr(after.p, ':', after.len);
	if (!word.len || !colon) {
		mistake(p, NULL,
			"expected \"Note over A: text\", \"left of A\" or \"right of A\"");
		return;
	}
	names = (struct line){ after.p, (size_t)(colon - after.p) };
	comma = memchr(names.p, ',', names.len);
	first = participant_get(p, line_trim(comma ? (struct line){ names.p, (size_t)(comma - names.p) }
						   : names));
	last = comma ? participant_get(p, line_trim(line_from(names, (size_t)(comma - names.p) + 1)))
		     : first;
	if (first == DIAGRAM_NOBODY || last == DIAGRAM_NOBODY)
		return;
	s = step_add(p, STEP_NOTE);
	if (!s)
		return;
	s->side = side;
	s->from = first < last ? first : last;
	s->to = first < last ? last : first;
	s->text = mermaid_label(p->arena,
				line_trim(line_from(after, (size_t)(colon - after.p) + 1)));
}

/* ---- blocks ---- */

static bool open_push(struct parser *p, enum block_type type, bool is_box)
{
	if (p->n_open >= NESTING_MAX) {
		mistake(p, NULL, "blocks nested over 50 deep");
		return false;
	}
	p->open[p->n_open++] = (struct open_block){ type, is_box, p->line };
	return true;
}

static void block_begin(struct parser *p, enum block_type type, struct line text)
{
	struct step *s;
	size_t colour;

	if (!open_push(p, type, false))
		return;
	s = step_add(p, STEP_BLOCK);
	if (!s)
		return;
	s->block = type;
	if (type == SEQ_RECT && mermaid_colour(text, &colour))
		text = line_trim(line_from(text, colour));
	s->text = mermaid_label(p->arena, text);
}

static void block_branch(struct parser *p, enum block_type type, struct line text)
{
	struct step *s;

	if (!p->n_open || p->open[p->n_open - 1].is_box || p->open[p->n_open - 1].type != type) {
		mistake(p, NULL,
			arena_printf(p->arena, "a branch outside of \"%s\"", block_type_name(type)));
		return;
	}
	s = step_add(p, STEP_BRANCH);
	if (!s)
		return;
	s->block = type;
	s->text = mermaid_label(p->arena, text);
}

static void block_end(struct parser *p)
{
	struct open_block o;
	struct step *s;

	if (!p->n_open) {
		mistake(p, NULL, "an \"end\" that ends nothing");
		return;
	}
	o = p->open[--p->n_open];
	if (o.is_box) {
		p->group = -1;
		return;
	}
	s = step_add(p, STEP_END);
	if (s)
		s->block = o.type;
}

static void box_begin(struct parser *p, struct line text)
{
	size_t colour;

	if (p->group >= 0) {
		mistake(p, NULL, "a box inside a box");
		return;
	}
	if (!open_push(p, SEQ_RECT, true))
		return;
	if (mermaid_colour(text, &colour))
		text = line_trim(line_from(text, colour));
	p->group = (int)p->n_groups;
	*vec_push(p->groups, p->n_groups, p->cap_groups) = (struct diagram_group){
		.label = mermaid_label(p->arena, text),
	};
}

/* ---- statements ---- */

static void do_participant(struct parser *p, struct line rest)
{
	declare(p, PARTICIPANT_BOX, rest);
}

static void do_actor(struct parser *p, struct line rest)
{
	declare(p, PARTICIPANT_ACTOR, rest);
}

static void do_create(struct parser *p, struct line rest)
{
	struct line name, word = mermaid_word(rest, &name);
	uint16_t who;
	struct step *s;

	if (!mermaid_is_word(word, "participant") && !mermaid_is_word(word, "actor")) {
		mistake(p, NULL, "expected \"create participant A\" or \"create actor A\"");
		return;
	}
	who = declare(p, mermaid_is_word(word, "actor") ? PARTICIPANT_ACTOR : PARTICIPANT_BOX, name);
	s = who == DIAGRAM_NOBODY ? NULL : step_add(p, STEP_CREATE);
	if (s)
		s->to = who;
}

static void do_destroy(struct parser *p, struct line rest)
{
	uint16_t who = participant_find(p, rest);
	struct step *s;

	if (who == DIAGRAM_NOBODY) {
		mistake(p, NULL, "destroys a participant that is not there");
		return;
	}
	s = step_add(p, STEP_DESTROY);
	if (s)
		s->to = who;
}

static void do_activate(struct parser *p, struct line rest)
{
	activate(p, participant_get(p, rest), true);
}

static void do_deactivate(struct parser *p, struct line rest)
{
	activate(p, participant_get(p, rest), false);
}

/* 1 for nothing, -1 for what is no number up to max. */
static int read_number(struct line s, int max)
{
	int n = 0;

	if (!s.len)
		return 1;
	for (size_t i = 0; i < s.len; i++) {
		if (!char_is_digit(s.p[i]) || n > max)
			return -1;
		n = 10 * n + (s.p[i] - '0');
	}
	return n <= max ? n : -1;
}

static void do_autonumber(struct parser *p, struct line rest)
{
	struct line step, start = mermaid_word(rest, &step);

	if (mermaid_is_word(start, "off")) {
		p->number_step = 0;
		return;
	}
	p->number = read_number(start, 100000);
	p->number_step = read_number(step, 1000);
	if (p->number < 0 || p->number_step < 1) {
		mistake(p, NULL,
			"expected \"autonumber\", \"autonumber START STEP\" or \"autonumber off\"");
		p->number = p->number_step = 1;
	}
}

static void do_title(struct parser *p, struct line rest)
{
	if (line_starts(rest, ":"))
		rest = line_trim(line_from(rest, 1));
	p->diagram->title = mermaid_label(p->arena, rest);
}

static void do_description(struct parser *p, struct line rest)
{
	p->is_description = memchr(rest.p, '{', rest.len) && !memchr(rest.p, '}', rest.len);
}

/* Means nothing in a terminal, and nothing is lost without it. */
static void do_nothing(struct parser *p, struct line rest)
{
	(void)p;
	(void)rest;
}

static void do_end(struct parser *p, struct line rest)
{
	(void)rest;
	block_end(p);
}

#define BLOCK(name, type)                                                      \
	static void do_##name(struct parser *p, struct line rest)              \
	{                                                                      \
		block_begin(p, type, rest);                                    \
	}
#define BRANCH(name, type)                                                     \
	static void do_##name(struct parser *p, struct line rest)              \
	{                                                                      \
		block_branch(p, type, rest);                                   \
	}
BLOCK(loop, SEQ_LOOP)
BLOCK(alt, SEQ_ALT)
BLOCK(opt, SEQ_OPT)
BLOCK(par, SEQ_PAR)
BLOCK(critical, SEQ_CRITICAL)
BLOCK(break, SEQ_BREAK)
BLOCK(rect, SEQ_RECT)
BRANCH(else, SEQ_ALT)
BRANCH(and, SEQ_PAR)
BRANCH(option, SEQ_CRITICAL)

static const struct keyword {
	const char *word;
	void (*perform)(struct parser *p, struct line rest);
} keywords[] = {
	{ "participant", do_participant }, { "actor", do_actor },
	{ "create", do_create },	   { "destroy", do_destroy },
	{ "activate", do_activate },	   { "deactivate", do_deactivate },
	{ "note", note },		   { "loop", do_loop },
	{ "alt", do_alt },		   { "else", do_else },
	{ "opt", do_opt },		   { "par", do_par },
	{ "par_over", do_par },		   { "and", do_and },
	{ "critical", do_critical },	   { "option", do_option },
	{ "break", do_break },		   { "rect", do_rect },
	{ "box", box_begin },		   { "end", do_end },
	{ "autonumber", do_autonumber },   { "title", do_title },
	{ "accTitle", do_nothing },	   { "accDescr", do_description },
	{ "link", do_nothing },		   { "links", do_nothing },
	{ "properties", do_nothing },	   { "details", do_nothing },
};

enum { N_KEYWORDS = sizeof(keywords) / sizeof(*keywords) };

static void unknown(struct parser *p, struct line word)
{
	const char *names[N_KEYWORDS + 1], *near;

	for (size_t i = 0; i < N_KEYWORDS; i++)
		names[i] = keywords[i].word;
	names[N_KEYWORDS] = NULL;
	near = suggest_nearest(arena_strndup(p->arena, word.p, word.len), names);
	mistake(p,
		near ? arena_printf(p->arena, "did you mean \"%s\"?", near)
		     : "a message is written A->>B: text",
		arena_printf(p->arena, "\"%.*s\" begins no message and is no keyword",
			     (int)(word.len < 40 ? word.len : 40), word.p));
}

/* A keyword wins over a message only where no arrow follows: "end->>A: x" is a message. */
static void statement(struct parser *p, struct line s)
{
	struct line rest, word = mermaid_word(s, &rest);
	struct arrow arrow;
	bool is_message = mermaid_arrow(s, &arrow);

	if (!s.len)
		return;
	for (size_t i = 0; i < N_KEYWORDS; i++) {
		if (!mermaid_is_word(word, keywords[i].word))
			continue;
		if (is_message && arrow.at <= (size_t)(rest.p - s.p))
			break;
		keywords[i].perform(p, rest);
		return;
	}
	if (is_message)
		message(p, s, &arrow);
	else
		unknown(p, word);
}

/* "%% narrate: text" belongs to the last message; more of them are joined. */
static void comment(struct parser *p, struct line s)
{
	static const char word[] = "narrate:";
	struct step *last = NULL;
	const char *text;

	s = line_trim_start(line_from(s, 2));
	if (!line_starts(s, word))
		return;
	for (size_t i = p->n_steps; i > 0 && !last; i--)
		if (p->steps[i - 1].kind == STEP_MESSAGE)
			last = &p->steps[i - 1];
	if (!last) {
		mistake(p, "put it after the message it tells of", "a narration before any message");
		return;
	}
	s = line_trim(line_from(s, strlen(word)));
	text = arena_strndup(p->arena, s.p, s.len);
	last->narration = last->narration
				  ? arena_printf(p->arena, "%s %s", last->narration, text)
				  : text;
}

static void body_line(struct parser *p, struct line l)
{
	struct line s;

	l = line_trim(l);
	if (p->is_description) {
		p->is_description = !memchr(l.p, '}', l.len);
		return;
	}
	if (line_starts(l, "%%")) {
		comment(p, l);
		return;
	}
	while (mermaid_statement(&l, &s))
		statement(p, s);
}

/* ---- the whole ---- */

static const struct {
	const char *word, *plural;
} kinds[] = {
	{ "flowchart", "flowcharts" },	     { "graph", "flowcharts" },
	{ "stateDiagram", "state diagrams" },  { "classDiagram", "class diagrams" },
	{ "erDiagram", "entity diagrams" },    { "gantt", "Gantt charts" },
	{ "pie", "pie charts" },	       { "journey", "journeys" },
	{ "gitGraph", "commit graphs" },       { "mindmap", "mind maps" },
	{ "timeline", "timelines" },	       { "C4", "C4 diagrams" },
	{ "architecture", "architectures" },   { "block", "block diagrams" },
	{ "xychart", "charts" },	       { "sankey", "Sankey diagrams" },
	{ "quadrantChart", "quadrant charts" }, { "requirementDiagram", "requirement diagrams" },
};

static enum err refuse_kind(struct parser *p, struct line word, const char **ret_why)
{
	*ret_why = "it does not begin with sequenceDiagram";
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!line_starts(word, kinds[i].word))
			continue;
		*ret_why = arena_printf(p->arena, "%s are not drawn yet", kinds[i].plural);
		diag_add(p->diags, DIAG_NOTE, p->line, 0, "diagram-kind", "%s: shown as source",
			 *ret_why);
		return ERR_UNSUPPORTED;
	}
	mistake(p, "the first line says the kind: sequenceDiagram", *ret_why);
	return ERR_SYNTAX;
}

/* Skips "---" front matter, of which only the title matters, and "%%{ }%%" directives. */
static bool header_line(struct parser *p, struct line l, bool *is_front, bool *is_directive)
{
	struct line rest, word = mermaid_word(l, &rest);

	if (line_is(l, "---")) {
		*is_front = !*is_front;
		return true;
	}
	if (*is_front) {
		if (mermaid_is_word(word, "title"))
			do_title(p, rest);
		return true;
	}
	if (line_starts(l, "%%{") || *is_directive) {
		*is_directive = !memmem(l.p, l.len, "}%%", 3);
		return true;
	}
	return !l.len || line_starts(l, "%%");
}

static void check_end(struct parser *p)
{
	while (p->n_open) {
		struct open_block o = p->open[--p->n_open];

		p->line = o.line;
		mistake(p, "add \"end\"",
			arena_printf(p->arena, "this \"%s\" is not ended",
				     o.is_box ? "box" : block_type_name(o.type)));
	}
	if (!p->diagram->n_messages && !p->why)
		mistake(p, "a message is written A->>B: text", "a diagram without a message");
}

static enum err parse_body(struct parser *p, const char *at, const char *end)
{
	struct line l;

	while (line_take(&at, end, &l)) {
		p->line++;
		body_line(p, l);
	}
	check_end(p);
	return p->why ? ERR_SYNTAX : ERR_OK;
}

static enum err parse(struct parser *p, const char *at, const char *end, const char **ret_why)
{
	bool is_front = false, is_directive = false;
	struct line l, rest, word;

	while (line_take(&at, end, &l)) {
		p->line++;
		l = line_trim(l);
		if (header_line(p, l, &is_front, &is_directive))
			continue;
		mermaid_statement(&l, &rest);
		word = mermaid_word(rest, &rest);
		if (!line_is(word, "sequenceDiagram"))
			return refuse_kind(p, word, ret_why);
		if (rest.len)
			statement(p, rest);
		body_line(p, l);
		return parse_body(p, at, end);
	}
	mistake(p, "the first line says the kind: sequenceDiagram", "an empty diagram");
	return ERR_SYNTAX;
}

enum err mermaid_parse(struct arena *a, const char *text, size_t len, int first_line,
		       struct diag_list *diags, const struct diagram **ret_diagram,
		       const char **ret_why)
{
	struct diagram *d = arena_zalloc(a, sizeof(*d));
	struct parser p = {
		.arena = a, .diags = diags, .diagram = d, .group = -1, .line = first_line - 1,
	};
	enum err e;

	d->title = "";
	d->line = first_line;
	e = parse(&p, text, text + len, ret_why);
	if (e == ERR_OK) {
		d->participants = arena_dup(a, p.participants, p.n_participants,
					    sizeof(*p.participants));
		d->n_participants = p.n_participants;
		d->groups = arena_dup(a, p.groups, p.n_groups, sizeof(*p.groups));
		d->n_groups = p.n_groups;
		d->steps = arena_dup(a, p.steps, p.n_steps, sizeof(*p.steps));
		d->n_steps = p.n_steps;
		*ret_diagram = d;
	} else if (p.why) {
		*ret_why = p.why;
	}
	free(p.participants);
	free(p.active);
	free(p.groups);
	free(p.steps);
	return e;
}
