/* SPDX-License-Identifier: MIT */
#include "parse/mermaid.h"

#include <string.h>

#include "base/suggest.h"
#include "parse/front_matter.h"
#include "parse/line.h"
#include "parse/mermaid_build.h"
#include "parse/mermaid_text.h"

/* What goes on over the end of a line. */
enum inside { INSIDE_NOTHING, INSIDE_DESCRIPTION, INSIDE_DIRECTIVE };

struct parser {
	struct mermaid_build build;
	enum inside inside;
};

/* ---- statements ---- */

static void do_participant(struct parser *p, struct line rest)
{
	mermaid_declare(&p->build, PARTICIPANT_BOX, rest);
}

static void do_actor(struct parser *p, struct line rest)
{
	mermaid_declare(&p->build, PARTICIPANT_ACTOR, rest);
}

static void do_create(struct parser *p, struct line rest)
{
	struct line name, word = mermaid_word(rest, &name);

	if (mermaid_is_word(word, "actor"))
		mermaid_create(&p->build, PARTICIPANT_ACTOR, name);
	else if (mermaid_is_word(word, "participant"))
		mermaid_create(&p->build, PARTICIPANT_BOX, name);
	else
		mermaid_mistake(&p->build, NULL,
				"expected \"create participant A\" or \"create actor A\"");
}

static void do_destroy(struct parser *p, struct line rest)
{
	mermaid_destroy(&p->build, rest);
}

static void do_activate(struct parser *p, struct line rest)
{
	mermaid_activate(&p->build, rest, true);
}

static void do_deactivate(struct parser *p, struct line rest)
{
	mermaid_activate(&p->build, rest, false);
}

static void do_note(struct parser *p, struct line rest)
{
	mermaid_note(&p->build, rest);
}

static void do_autonumber(struct parser *p, struct line rest)
{
	mermaid_autonumber(&p->build, rest);
}

static void do_title(struct parser *p, struct line rest)
{
	if (line_starts(rest, ":"))
		rest = line_trim(line_from(rest, 1));
	p->build.diagram->title = mermaid_label(p->build.arena, rest);
}

/* Means nothing in a terminal, and nothing is lost without it. */
static void do_nothing(struct parser *p, struct line rest)
{
	(void)p;
	(void)rest;
}

static void do_box(struct parser *p, struct line rest)
{
	mermaid_box(&p->build, rest);
}

static void do_end(struct parser *p, struct line rest)
{
	(void)rest;
	mermaid_end(&p->build);
}

static const struct keyword {
	const char *word;
	void (*perform)(struct parser *p, struct line rest);	/* NULL: see below */
	void (*block)(struct mermaid_build *b, enum block_type type, struct line text);
	enum block_type type;
} keywords[] = {
	{ "participant", .perform = do_participant },
	{ "actor", .perform = do_actor },
	{ "create", .perform = do_create },
	{ "destroy", .perform = do_destroy },
	{ "activate", .perform = do_activate },
	{ "deactivate", .perform = do_deactivate },
	{ "note", .perform = do_note },
	{ "autonumber", .perform = do_autonumber },
	{ "title", .perform = do_title },
	{ "link", .perform = do_nothing },
	{ "links", .perform = do_nothing },
	{ "properties", .perform = do_nothing },
	{ "details", .perform = do_nothing },
	{ "box", .perform = do_box },
	{ "end", .perform = do_end },
	{ "loop", .block = mermaid_block, .type = SEQ_LOOP },
	{ "alt", .block = mermaid_block, .type = SEQ_ALT },
	{ "else", .block = mermaid_branch, .type = SEQ_ALT },
	{ "opt", .block = mermaid_block, .type = SEQ_OPT },
	{ "par", .block = mermaid_block, .type = SEQ_PAR },
	{ "par_over", .block = mermaid_block, .type = SEQ_PAR },
	{ "and", .block = mermaid_branch, .type = SEQ_PAR },
	{ "critical", .block = mermaid_block, .type = SEQ_CRITICAL },
	{ "option", .block = mermaid_branch, .type = SEQ_CRITICAL },
	{ "break", .block = mermaid_block, .type = SEQ_BREAK },
	{ "rect", .block = mermaid_block, .type = SEQ_RECT },
};

enum { N_KEYWORDS = sizeof(keywords) / sizeof(*keywords) };

static const struct keyword *keyword_find(struct line word)
{
	for (size_t i = 0; i < N_KEYWORDS; i++)
		if (mermaid_is_word(word, keywords[i].word))
			return &keywords[i];
	return NULL;
}

static void unknown(struct parser *p, struct line word)
{
	const char *names[N_KEYWORDS + 1], *text, *near;
	struct arena *a = p->build.arena;

	for (size_t i = 0; i < N_KEYWORDS; i++)
		names[i] = keywords[i].word;
	names[N_KEYWORDS] = NULL;
	text = mermaid_quote(a, word);
	near = suggest_nearest(text, names);
	mermaid_mistake(&p->build,
			near ? arena_printf(a, "did you mean \"%s\"?", near)
			     : "a message is written A->>B: text",
			arena_printf(a, "\"%s\" begins no message and is no keyword", text));
}

/* A keyword wins over a message only where no arrow follows: "end->>A: x" is a message. */
static void statement(struct parser *p, struct line s)
{
	struct line rest, word = mermaid_word(s, &rest);
	const struct keyword *k = keyword_find(word);
	struct arrow arrow;
	bool is_message = mermaid_arrow(s, &arrow);

	if (!s.len)
		return;
	if (is_message && (!k || arrow.at <= (size_t)(rest.p - s.p)))
		mermaid_message(&p->build, s, &arrow);
	else if (!k)
		unknown(p, word);
	else if (k->perform)
		k->perform(p, rest);
	else
		k->block(&p->build, k->type, rest);
}

/* ---- lines ---- */

/* "%% narrate: text" tells of the last message; other comments, and "%%{init}%%", mean nothing. */
static void comment(struct parser *p, struct line l)
{
	struct line rest, word = mermaid_word(line_trim_start(line_from(l, 2)), &rest);

	if (line_starts(l, "%%{") && !memmem(l.p, l.len, "}%%", 3))
		p->inside = INSIDE_DIRECTIVE;
	if (mermaid_is_word(word, "narrate") && line_starts(rest, ":"))
		mermaid_narrate(&p->build, line_trim(line_from(rest, 1)));
}

/* Takes "accTitle: text", "accDescr: text" and "accDescr { lines }", which are for browsers. */
static bool is_accessible(struct parser *p, struct line l)
{
	struct line rest, word = mermaid_word(l, &rest);

	if (mermaid_is_word(word, "accDescr{"))
		rest = line_from(word, word.len - 1);
	else if (!mermaid_is_word(word, "accTitle") && !mermaid_is_word(word, "accDescr"))
		return false;
	if (line_starts(rest, "{") && !memchr(l.p, '}', l.len))
		p->inside = INSIDE_DESCRIPTION;
	return true;
}

static bool is_hopeless(const struct parser *p)
{
	return p->build.n_mistakes >= MERMAID_MISTAKES_MAX;
}

static void body_line(struct parser *p, struct line l)
{
	struct line s;

	l = line_trim(l);
	if (p->inside == INSIDE_DESCRIPTION && memchr(l.p, '}', l.len))
		p->inside = INSIDE_NOTHING;
	else if (p->inside == INSIDE_DIRECTIVE && memmem(l.p, l.len, "}%%", 3))
		p->inside = INSIDE_NOTHING;
	else if (p->inside != INSIDE_NOTHING)
		return;
	else if (line_starts(l, "%%"))
		comment(p, l);
	else if (!is_accessible(p, l))
		while (!is_hopeless(p) && mermaid_statement(&l, &s))
			statement(p, s);
}

/* ---- the whole ---- */

static const struct {
	const char *word, *plural;
} kinds[] = {
	{ "flowchart", "flowcharts" },
	{ "graph", "flowcharts" },
	{ "stateDiagram", "state diagrams" },
	{ "classDiagram", "class diagrams" },
	{ "erDiagram", "entity diagrams" },
	{ "gantt", "Gantt charts" },
	{ "pie", "pie charts" },
	{ "journey", "journeys" },
	{ "gitGraph", "commit graphs" },
	{ "mindmap", "mind maps" },
	{ "timeline", "timelines" },
	{ "C4", "C4 diagrams" },
	{ "architecture", "architectures" },
	{ "block", "block diagrams" },
	{ "packet", "packet diagrams" },
	{ "kanban", "kanban boards" },
	{ "radar", "radar charts" },
	{ "treemap", "tree maps" },
	{ "xychart", "charts" },
	{ "sankey", "Sankey diagrams" },
	{ "quadrantChart", "quadrant charts" },
	{ "requirementDiagram", "requirement diagrams" },
	{ "zenuml", "ZenUML diagrams" },
};

static enum err refuse_kind(struct mermaid_build *b, struct line word, const char **ret_why)
{
	static const char *const drawn[] = { "sequenceDiagram", NULL };
	const char *text = mermaid_quote(b->arena, word);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if (!line_starts(word, kinds[i].word))
			continue;
		*ret_why = arena_printf(b->arena, "%s are not drawn yet", kinds[i].plural);
		diag_add(b->diags, DIAG_NOTE, b->line, 0, "diagram-kind", "%s: shown as source",
			 *ret_why);
		return ERR_UNSUPPORTED;
	}
	mermaid_mistake(b,
			suggest_nearest(text, drawn) ? "did you mean \"sequenceDiagram\"?"
						     : "the first line says the kind: sequenceDiagram",
			arena_printf(b->arena, "\"%s\" is no kind of diagram", text));
	*ret_why = b->why;
	return ERR_SYNTAX;
}

/* Skips blank lines, comments and directives before the line that says the diagram's kind. */
static bool take_kind(struct parser *p, const char **at, const char *end, struct line *ret)
{
	while (line_take(at, end, ret)) {
		p->build.line++;
		*ret = line_trim(*ret);
		if (ret->len && p->inside == INSIDE_NOTHING && !line_starts(*ret, "%%"))
			return true;
		body_line(p, *ret);
	}
	return false;
}

static enum err parse(struct parser *p, const char *at, const char *end, const char **ret_why)
{
	struct line l, rest, word;

	if (!take_kind(p, &at, end, &l)) {
		mermaid_mistake(&p->build, "the first line says the kind: sequenceDiagram",
				"an empty diagram");
		*ret_why = p->build.why;
		return ERR_SYNTAX;
	}
	mermaid_statement(&l, &rest);
	word = mermaid_word(rest, &rest);
	if (!line_is(word, "sequenceDiagram"))
		return refuse_kind(&p->build, word, ret_why);
	statement(p, rest);
	body_line(p, l);
	while (!is_hopeless(p) && line_take(&at, end, &l)) {
		p->build.line++;
		body_line(p, l);
	}
	mermaid_build_finish(&p->build);
	if (!p->build.why)
		return ERR_OK;
	*ret_why = p->build.why;
	return ERR_SYNTAX;
}

enum err mermaid_parse(struct arena *a, const char *text, size_t len, int first_line,
		       struct diag_list *diags, const struct diagram **ret_diagram,
		       const char **ret_why)
{
	struct parser p = { 0 };
	struct front_matter front;
	const char *title;
	enum err e;

	front_matter_parse(a, text, len, first_line, diags, &front);
	mermaid_build_init(&p.build, a, diags, first_line);
	p.build.line = front.body_line - 1;
	title = yaml_string(front.root, "title", "");
	p.build.diagram->title = mermaid_label(a, (struct line){ title, strlen(title) });
	e = parse(&p, text + front.body, text + len, ret_why);
	if (e == ERR_OK)
		*ret_diagram = p.build.diagram;
	mermaid_build_done(&p.build);
	return e;
}
