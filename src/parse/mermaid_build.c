/* SPDX-License-Identifier: MIT */
#include "parse/mermaid_build.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/vec.h"
#include "parse/yaml.h"

enum { PARTICIPANTS_MAX = 200, STEPS_MAX = 10000 };

void mermaid_build_init(struct mermaid_build *b, struct arena *a, struct diag_list *diags,
			int first_line)
{
	*b = (struct mermaid_build){
		.arena = a, .diags = diags, .line = first_line - 1, .group = -1,
		.created = DIAGRAM_NOBODY, .destroyed = DIAGRAM_NOBODY,
	};
	b->diagram = arena_zalloc(a, sizeof(*b->diagram));
	b->diagram->title = "";
	b->diagram->line = first_line;
	buf_init(&b->narration);
}

void mermaid_build_done(struct mermaid_build *b)
{
	free(b->participants);
	free(b->active);
	free(b->groups);
	free(b->steps);
	buf_done(&b->narration);
}

void mermaid_mistake(struct mermaid_build *b, const char *hint, const char *text)
{
	struct diag *g;

	if (!b->why)
		b->why = arena_printf(b->arena, "line %d: %s", b->line, text);
	if (b->n_mistakes++ >= MERMAID_MISTAKES_MAX)
		return;
	g = diag_add(b->diags, DIAG_ERROR, b->line, 0, "diagram-syntax", "%s", text);
	if (hint)
		diag_hint(b->diags, g, "%s", hint);
}

/* ---- participants ---- */

static struct line unquoted(struct line name)
{
	if (name.len > 2 && name.p[0] == '"' && name.p[name.len - 1] == '"')
		return line_trim((struct line){ name.p + 1, name.len - 2 });
	return name;
}

static uint16_t participant_find(const struct mermaid_build *b, struct line name)
{
	for (size_t i = 0; i < b->n_participants; i++)
		if (line_is(unquoted(name), b->participants[i].id))
			return (uint16_t)i;
	return DIAGRAM_NOBODY;
}

/* The participant of that name, made now if it is new. */
static uint16_t participant_get(struct mermaid_build *b, struct line name)
{
	uint16_t i = participant_find(b, name);

	if (i != DIAGRAM_NOBODY)
		return i;
	name = unquoted(name);
	if (!name.len) {
		mermaid_mistake(b, "write A->>B: text", "a participant's name is missing");
		return DIAGRAM_NOBODY;
	}
	if (b->n_participants >= PARTICIPANTS_MAX) {
		mermaid_mistake(b, NULL, "more than 200 participants");
		return DIAGRAM_NOBODY;
	}
	*vec_push(b->active, b->n_active, b->cap_active) = 0;
	*vec_push(b->participants, b->n_participants, b->cap_participants) = (struct participant){
		.id = arena_strndup(b->arena, name.p, name.len),
		.label = mermaid_label(b->arena, name),
		.group = b->group,
		.line = b->line,
	};
	return (uint16_t)(b->n_participants - 1);
}

/* A participant that must be there already. */
static uint16_t participant_known(struct mermaid_build *b, struct line name)
{
	const char *ids[PARTICIPANTS_MAX + 1], *text, *near;
	uint16_t i = participant_find(b, name);

	if (i != DIAGRAM_NOBODY)
		return i;
	for (size_t k = 0; k < b->n_participants; k++)
		ids[k] = b->participants[k].id;
	ids[b->n_participants] = NULL;
	text = mermaid_quote(b->arena, name);
	near = suggest_nearest(text, ids);
	mermaid_mistake(b, near ? arena_printf(b->arena, "did you mean \"%s\"?", near) : NULL,
			arena_printf(b->arena, "no participant \"%s\" so far", text));
	return DIAGRAM_NOBODY;
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

/* The alias in "{ "type": "queue", "alias": "Jobs" }"; empty if there is none. */
static struct line config_alias(struct mermaid_build *b, struct line config)
{
	const struct yaml_node *root = NULL;
	const char *alias;

	yaml_parse(b->arena, config.p, config.len, b->line, NULL, &root);
	alias = yaml_string(root, "alias", "");
	return (struct line){ alias, strlen(alias) };
}

uint16_t mermaid_declare(struct mermaid_build *b, enum participant_kind kind, struct line rest)
{
	const char *at = memmem(rest.p, rest.len, "@{", 2);
	const char *close = at ? memchr(at, '}', (size_t)(rest.p + rest.len - at)) : NULL;
	struct line name = rest, label = { 0 }, tail = rest;
	const char *as;
	uint16_t i;

	if (close) {
		name = line_trim((struct line){ rest.p, (size_t)(at - rest.p) });
		label = config_alias(b, (struct line){ at + 1, (size_t)(close - at) });
		tail = line_from(rest, (size_t)(close - rest.p));
	}
	as = find_as(tail);
	if (as) {
		label = line_trim(line_from(rest, (size_t)(as - rest.p) + 2));
		if (!close)
			name = line_trim((struct line){ rest.p, (size_t)(as - rest.p) });
	}
	i = participant_get(b, name);
	if (i == DIAGRAM_NOBODY)
		return i;
	b->participants[i].kind = kind;
	if (label.len)
		b->participants[i].label = mermaid_label(b->arena, unquoted(label));
	if (b->group >= 0)
		b->participants[i].group = b->group;
	return i;
}

/* ---- steps ---- */

static struct step *step_add(struct mermaid_build *b, enum step_kind kind)
{
	struct step *s;

	if (b->n_steps >= STEPS_MAX) {
		mermaid_mistake(b, "split the diagram", "more than 10,000 steps");
		return NULL;
	}
	s = vec_push(b->steps, b->n_steps, b->cap_steps);
	*s = (struct step){
		.kind = kind, .from = DIAGRAM_NOBODY, .to = DIAGRAM_NOBODY, .text = "", .line = b->line,
	};
	return s;
}

/* Adds a step that is about one participant. */
static void step_about(struct mermaid_build *b, enum step_kind kind, uint16_t who)
{
	struct step *s = step_add(b, kind);

	if (s)
		s->to = who;
}

static void set_active(struct mermaid_build *b, uint16_t who, bool is_on)
{
	if (who == DIAGRAM_NOBODY)
		return;
	if (!is_on && !b->active[who]) {
		mermaid_mistake(b, "deactivate follows activate, or a message with +",
				"deactivates a participant that is not active");
		return;
	}
	b->active[who] += is_on ? 1 : -1;
	step_about(b, is_on ? STEP_ACTIVATE : STEP_DEACTIVATE, who);
}

void mermaid_activate(struct mermaid_build *b, struct line name, bool is_on)
{
	set_active(b, participant_known(b, name), is_on);
}

void mermaid_create(struct mermaid_build *b, enum participant_kind kind, struct line rest)
{
	uint16_t who = mermaid_declare(b, kind, rest);

	if (who == DIAGRAM_NOBODY)
		return;
	b->created = who;
	step_about(b, STEP_CREATE, who);
}

void mermaid_destroy(struct mermaid_build *b, struct line name)
{
	uint16_t who = participant_known(b, name);

	if (who == DIAGRAM_NOBODY)
		return;
	b->destroyed = who;
	step_about(b, STEP_DESTROY, who);
}

/* A message must follow each "create" and "destroy", and be about the one it names. */
static void check_life(struct mermaid_build *b, uint16_t from, uint16_t to)
{
	if (b->created != DIAGRAM_NOBODY && to != b->created)
		mermaid_mistake(b, NULL,
				arena_printf(b->arena, "expected a message to \"%s\", which was just created",
					     b->participants[b->created].id));
	if (b->destroyed != DIAGRAM_NOBODY && to != b->destroyed && from != b->destroyed)
		mermaid_mistake(b, NULL,
				arena_printf(b->arena, "expected the last message to or from \"%s\"",
					     b->participants[b->destroyed].id));
	b->created = b->destroyed = DIAGRAM_NOBODY;
}

/* Hands what was told of the last message over to it. */
static void finish_narration(struct mermaid_build *b)
{
	if (b->told && b->narration.len)
		b->steps[b->told - 1].narration =
			arena_strndup(b->arena, b->narration.p, b->narration.len);
	buf_clear(&b->narration);
}

static void add_message(struct mermaid_build *b, const struct arrow *arrow, uint16_t from,
			uint16_t to, struct line text)
{
	struct step *s = step_add(b, STEP_MESSAGE);

	finish_narration(b);
	if (!s)
		return;
	s->from = arrow->is_reverse ? to : from;
	s->to = arrow->is_reverse ? from : to;
	s->arrow_line = arrow->line;
	s->arrow_head = arrow->head;
	s->is_both_ways = arrow->is_both_ways;
	s->text = mermaid_label(b->arena, text);
	if (b->number_step) {
		s->number = b->number;
		b->number += b->number_step;
	}
	b->diagram->n_messages++;
	b->told = b->n_steps;
}

void mermaid_message(struct mermaid_build *b, struct line statement, const struct arrow *arrow)
{
	struct line rest = line_trim(line_from(statement, arrow->at + arrow->len));
	const char *colon = memchr(rest.p, ':', rest.len);
	struct line to = { rest.p, colon ? (size_t)(colon - rest.p) : rest.len };
	char mark = to.len ? to.p[0] : 0;
	uint16_t sender, receiver;

	if (mark == '+' || mark == '-')
		to = line_from(to, 1);
	sender = participant_get(b, line_trim((struct line){ statement.p, arrow->at }));
	receiver = participant_get(b, line_trim(to));
	if (sender == DIAGRAM_NOBODY || receiver == DIAGRAM_NOBODY)
		return;
	if (!colon) {
		mermaid_mistake(b, "write A->>B: text", "a message without \": text\"");
		return;
	}
	check_life(b, sender, receiver);
	add_message(b, arrow, sender, receiver,
		    line_trim(line_from(rest, (size_t)(colon - rest.p) + 1)));
	if (mark == '+')
		set_active(b, receiver, true);
	else if (mark == '-')
		set_active(b, sender, false);
}

/* Takes "over", "left of" or "right of" off the front of *rest. */
static bool take_side(struct line *rest, enum note_side *ret_side)
{
	struct line word = mermaid_word(*rest, rest);

	if (mermaid_is_word(word, "over")) {
		*ret_side = NOTE_OVER;
		return true;
	}
	if (!mermaid_is_word(word, "left") && !mermaid_is_word(word, "right"))
		return false;
	*ret_side = mermaid_is_word(word, "left") ? NOTE_LEFT : NOTE_RIGHT;
	return mermaid_is_word(mermaid_word(*rest, rest), "of");
}

void mermaid_note(struct mermaid_build *b, struct line rest)
{
	enum note_side side;
	bool is_placed = take_side(&rest, &side);
	const char *colon = memchr(rest.p, ':', rest.len), *comma;
	struct line first, second;
	uint16_t from, to;
	struct step *s;

	if (!is_placed || !colon) {
		mermaid_mistake(b, NULL,
				"expected \"Note over A: text\", \"left of A\" or \"right of A\"");
		return;
	}
	first = second = (struct line){ rest.p, (size_t)(colon - rest.p) };
	comma = memchr(first.p, ',', first.len);
	if (comma) {
		first.len = (size_t)(comma - first.p);
		second = line_from(second, first.len + 1);
	}
	from = participant_get(b, line_trim(first));
	to = participant_get(b, line_trim(second));
	s = from == DIAGRAM_NOBODY || to == DIAGRAM_NOBODY ? NULL : step_add(b, STEP_NOTE);
	if (!s)
		return;
	s->side = side;
	s->from = from < to ? from : to;
	s->to = from < to ? to : from;
	s->text = mermaid_label(b->arena, line_trim(line_from(rest, (size_t)(colon - rest.p) + 1)));
}

void mermaid_narrate(struct mermaid_build *b, struct line text)
{
	if (!b->told) {
		diag_hint(b->diags,
			  diag_add(b->diags, DIAG_WARNING, b->line, 0, "diagram-narration",
				   "a narration before any message"),
			  "put it behind the message it tells of");
		return;
	}
	if (b->narration.len)
		buf_addc(&b->narration, ' ');
	buf_add(&b->narration, text.p, text.len);
}

/* 1 for nothing, -1 for what is no number up to max; what follows a point is cut. */
static int read_number(struct line s, int max)
{
	int n = 0;

	if (!s.len)
		return 1;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '.' && i)
			break;
		if (!char_is_digit(s.p[i]) || n > max)
			return -1;
		n = 10 * n + (s.p[i] - '0');
	}
	return n <= max ? n : -1;
}

void mermaid_autonumber(struct mermaid_build *b, struct line rest)
{
	struct line step, start = mermaid_word(rest, &step);

	if (mermaid_is_word(start, "off")) {
		b->number_step = 0;
		return;
	}
	b->number = read_number(start, 100000);
	b->number_step = read_number(step, 1000);
	if (b->number >= 0 && b->number_step > 0)
		return;
	mermaid_mistake(b, NULL,
			"expected \"autonumber\", \"autonumber START STEP\" or \"autonumber off\"");
	b->number = b->number_step = 1;
}

/* ---- blocks ---- */

static bool open_push(struct mermaid_build *b, enum block_type type, bool is_box)
{
	if (b->n_open >= MERMAID_NESTING_MAX) {
		mermaid_mistake(b, NULL, "blocks nested over 50 deep");
		return false;
	}
	b->open[b->n_open++] = (struct mermaid_open){ type, is_box, b->line };
	return true;
}

/* A label behind a colour, which means nothing here. */
static struct line skip_colour(struct line text)
{
	size_t n;

	return mermaid_colour(text, &n) ? line_trim(line_from(text, n)) : text;
}

void mermaid_block(struct mermaid_build *b, enum block_type type, struct line text)
{
	struct step *s;

	if (!open_push(b, type, false))
		return;
	s = step_add(b, STEP_BLOCK);
	if (!s)
		return;
	s->block = type;
	s->text = mermaid_label(b->arena, type == SEQ_RECT ? skip_colour(text) : text);
}

void mermaid_branch(struct mermaid_build *b, enum block_type type, struct line text)
{
	const struct mermaid_open *open = b->n_open ? &b->open[b->n_open - 1] : NULL;
	struct step *s;

	if (!open || open->is_box || open->type != type) {
		mermaid_mistake(b, NULL,
				arena_printf(b->arena, "a branch outside of \"%s\"",
					     block_type_name(type)));
		return;
	}
	s = step_add(b, STEP_BRANCH);
	if (!s)
		return;
	s->block = type;
	s->text = mermaid_label(b->arena, text);
}

void mermaid_box(struct mermaid_build *b, struct line text)
{
	if (b->group >= 0) {
		mermaid_mistake(b, "end the first one with \"end\"", "a box inside a box");
		return;
	}
	if (!open_push(b, SEQ_RECT, true))
		return;
	b->group = (int)b->n_groups;
	*vec_push(b->groups, b->n_groups, b->cap_groups) = (struct diagram_group){
		.label = mermaid_label(b->arena, skip_colour(text)),
	};
}

void mermaid_end(struct mermaid_build *b)
{
	const struct mermaid_open *open;
	struct step *s;

	if (!b->n_open) {
		mermaid_mistake(b, NULL, "an \"end\" that ends nothing");
		return;
	}
	open = &b->open[--b->n_open];
	if (open->is_box) {
		b->group = -1;
		return;
	}
	s = step_add(b, STEP_END);
	if (s)
		s->block = open->type;
}

/* ---- the end ---- */

static void check_end(struct mermaid_build *b)
{
	if (b->created != DIAGRAM_NOBODY || b->destroyed != DIAGRAM_NOBODY)
		mermaid_mistake(b, NULL, "no message follows \"create\" or \"destroy\"");
	while (b->n_open) {
		const struct mermaid_open *open = &b->open[--b->n_open];

		b->line = open->line;
		mermaid_mistake(b, "add \"end\"",
				arena_printf(b->arena, "this \"%s\" is not ended",
					     open->is_box ? "box" : block_type_name(open->type)));
	}
	if (!b->diagram->n_messages && !b->why)
		mermaid_mistake(b, "a message is written A->>B: text", "a diagram without a message");
}

void mermaid_build_finish(struct mermaid_build *b)
{
	struct diagram *d = b->diagram;

	finish_narration(b);
	check_end(b);
	if (b->why)
		return;
	d->participants = arena_dup(b->arena, b->participants, b->n_participants,
				    sizeof(*b->participants));
	d->n_participants = b->n_participants;
	d->groups = arena_dup(b->arena, b->groups, b->n_groups, sizeof(*b->groups));
	d->n_groups = b->n_groups;
	d->steps = arena_dup(b->arena, b->steps, b->n_steps, sizeof(*b->steps));
	d->n_steps = b->n_steps;
}
