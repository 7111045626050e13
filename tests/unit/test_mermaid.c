/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/mermaid.h"

#define SEQ "sequenceDiagram\n"

/* A diagram as it was parsed, with what was said about it. */
struct parsed {
	struct arena arena;
	struct diag_list diags;
	enum err err;
	const struct diagram *diagram;
	const char *why;
};

static void parse(struct parsed *p, const char *text)
{
	*p = (struct parsed){ 0 };
	arena_init(&p->arena);
	diag_list_init(&p->diags);
	diag_in(&p->diags, "x.md", text, strlen(text));
	p->err = mermaid_parse(&p->arena, text, strlen(text), 1, &p->diags, &p->diagram, &p->why);
}

static void done(struct parsed *p)
{
	diag_list_done(&p->diags);
	arena_done(&p->arena);
}

static void dump_id(const struct diagram *d, uint16_t who, struct buf *out)
{
	buf_adds(out, who == DIAGRAM_NOBODY ? "?" : d->participants[who].id);
}

static void dump_message(const struct diagram *d, const struct step *s, struct buf *out)
{
	static const char *const heads[] = { "", ">", "x", ")" };

	dump_id(d, s->from, out);
	buf_printf(out, " %s%s%s ", s->is_both_ways ? "<" : "",
		   s->arrow_line == ARROW_DOTTED ? "--" : "-", heads[s->arrow_head]);
	dump_id(d, s->to, out);
	if (s->number)
		buf_printf(out, " #%d", s->number);
	buf_printf(out, ": %s", s->text);
	if (s->narration)
		buf_printf(out, " {%s}", s->narration);
}

static void dump_step(const struct diagram *d, const struct step *s, struct buf *out)
{
	static const char *const names[] = {
		"", "note", "activate", "deactivate", "create", "destroy", "block", "branch", "end",
	};
	static const char *const sides[] = { "over", "left", "right" };

	if (s->kind == STEP_MESSAGE) {
		dump_message(d, s, out);
		return;
	}
	buf_adds(out, names[s->kind]);
	if (s->kind == STEP_NOTE) {
		buf_printf(out, " %s ", sides[s->side]);
		dump_id(d, s->from, out);
		buf_addc(out, '-');
	}
	if (s->kind == STEP_BLOCK || s->kind == STEP_BRANCH || s->kind == STEP_END)
		buf_printf(out, " %s", block_type_name(s->block));
	else
		dump_id(d, s->to, out);
	if (s->text[0])
		buf_printf(out, ": %s", s->text);
}

/* Expects a diagram with these steps, one a line. */
static void gives(const char *text, const char *expected)
{
	struct parsed p;
	struct buf out;

	parse(&p, text);
	buf_init(&out);
	if (p.err != ERR_OK)
		buf_adds(&out, p.why);
	for (size_t i = 0; p.err == ERR_OK && i < p.diagram->n_steps; i++) {
		dump_step(p.diagram, &p.diagram->steps[i], &out);
		buf_addc(&out, '\n');
	}
	t_str(buf_str(&out), expected);
	buf_done(&out);
	done(&p);
}

/* Expects a mistake in a line whose text holds some words; hint too, unless NULL. */
static void refuses(const char *text, int line, const char *words, const char *hint)
{
	struct parsed p;

	parse(&p, text);
	t_int(p.err, ERR_SYNTAX);
	t_null(p.diagram);
	t_not_null(p.why);
	t_true(p.diags.n >= 1);
	t_int(p.diags.items[0].line, line);
	t_str(p.diags.items[0].rule, "diagram-syntax");
	if (!strstr(p.diags.items[0].text, words))
		t_str(p.diags.items[0].text, words);
	if (hint)
		t_str(p.diags.items[0].hint, hint);
	done(&p);
}

/* ---- what cannot be drawn ---- */

TEST(mistakes_name_their_line_and_what_was_expected)
{
	refuses(SEQ "A->>B\n", 2, "without \": text\"", "write A->>B: text");
	refuses(SEQ "A->>: x\n", 2, "name is missing", NULL);
	refuses(SEQ "->>A: x\n", 2, "name is missing", NULL);
	refuses(SEQ "A->>B: x\nparticpant C\n", 3, "\"particpant\" begins no message",
		"did you mean \"participant\"?");
	refuses(SEQ "hello there\n", 2, "begins no message", "a message is written A->>B: text");
	refuses(SEQ "A->>B: x\nNote A: y\n", 3, "expected \"Note over A: text\"", NULL);
	refuses(SEQ "A->>B: x\nNote over A y\n", 3, "expected \"Note over A: text\"", NULL);
	refuses(SEQ "A->>B: x\nNote left A: y\n", 3, "expected \"Note over A: text\"", NULL);
	refuses(SEQ "A->>B: x\nautonumber first\n", 3, "expected \"autonumber\"", NULL);
	refuses(SEQ "A->>B: x\ncreate C\n", 3, "expected \"create participant A\"", NULL);
	refuses("", 0, "an empty diagram", NULL);
	refuses("%% only\n", 1, "an empty diagram", NULL);
	refuses(SEQ, 1, "without a message", NULL);
	refuses("sequenceDiagramm\nA->>B: x\n", 1, "is no kind of diagram",
		"did you mean \"sequenceDiagram\"?");
}

TEST(blocks_must_be_begun_and_ended)
{
	refuses(SEQ "A->>B: x\nend\n", 3, "ends nothing", NULL);
	refuses(SEQ "loop x\nA->>B: x\n", 2, "this \"loop\" is not ended", "add \"end\"");
	refuses(SEQ "box x\nparticipant A\n", 2, "this \"box\" is not ended", NULL);
	refuses(SEQ "A->>B: x\nelse\n", 3, "outside of \"alt\"", NULL);
	refuses(SEQ "loop x\nelse y\nend\n", 3, "outside of \"alt\"", NULL);
	refuses(SEQ "opt x\nand y\nend\n", 3, "outside of \"par\"", NULL);
	refuses(SEQ "box a\nbox b\nend\nend\n", 3, "a box inside a box", NULL);
}

TEST(participants_must_be_there_and_alive)
{
	refuses(SEQ "A->>Bob: x\nactivate Bub\n", 3, "no participant \"Bub\"",
		"did you mean \"Bob\"?");
	refuses(SEQ "A->>B: x\ndeactivate B\n", 3, "not active", NULL);
	refuses(SEQ "A->>-B: x\n", 2, "not active", NULL);
	refuses(SEQ "A->>B: x\ndestroy C\nA-xC: y\n", 3, "no participant \"C\"", NULL);
	refuses(SEQ "create participant B\nA->>C: x\n", 3, "\"B\", which was just created", NULL);
	refuses(SEQ "A->>B: x\ndestroy B\nA->>C: y\n", 4, "last message to or from \"B\"", NULL);
	refuses(SEQ "A->>B: x\ndestroy B\n", 3, "no message follows", NULL);
}

TEST(a_quoted_word_is_cut_between_characters)
{
	struct parsed p;
	struct buf text;

	buf_init(&text);
	buf_adds(&text, SEQ "x");
	for (int i = 0; i < 100; i++)
		buf_adds(&text, "\xC3\xA4");
	parse(&p, text.p);
	t_int(p.err, ERR_SYNTAX);
	t_true(utf8_is_clean(p.why, strlen(p.why)));
	t_true(strlen(p.why) < 150);
	done(&p);
	buf_done(&text);
}

TEST(all_mistakes_are_told_up_to_a_bound)
{
	struct parsed p;
	struct buf text;

	parse(&p, SEQ "A->>B\nwhat\nA->>B: fine\nend\n");
	t_int(p.diags.n_errors, 3);
	t_str(p.why, "line 2: a message without \": text\"");
	done(&p);
	buf_init(&text);
	buf_adds(&text, SEQ);
	for (int i = 0; i < 1000; i++)
		buf_adds(&text, "nonsense\n");
	parse(&p, text.p);
	t_int(p.diags.n_errors, 20);
	done(&p);
	buf_done(&text);
}

TEST(other_kinds_of_diagrams_say_that_they_are_not_drawn_yet)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "flowchart TD\nA-->B\n", "flowcharts are not drawn yet" },
		{ "\n%% c\ngraph LR;\n", "flowcharts are not drawn yet" },
		{ "stateDiagram-v2\n", "state diagrams are not drawn yet" },
		{ "%%{init: {}}%%\npie title x\n", "pie charts are not drawn yet" },
		{ "---\ntitle: x\n---\nclassDiagram\n", "class diagrams are not drawn yet" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct parsed p;

		parse(&p, cases[i].text);
		t_int(p.err, ERR_UNSUPPORTED);
		t_str(p.why, cases[i].why);
		t_int(p.diags.n_errors, 0);
		done(&p);
	}
}

/* ---- what is drawn ---- */

TEST(every_arrow_is_known)
{
	gives(SEQ "A->B: 1\nA-->B: 2\nA->>B: 3\nA-->>B: 4\nA-xB: 5\nA--xB: 6\nA-)B: 7\nA--)B: 8\n"
		  "A<<->>B: 9\nA<<-->>B: 10\n",
	      "A - B: 1\nA -- B: 2\nA -> B: 3\nA --> B: 4\nA -x B: 5\nA --x B: 6\nA -) B: 7\n"
	      "A --) B: 8\nA <-> B: 9\nA <--> B: 10\n");
	gives(SEQ "A-|\\B: 1\nA--//B: 2\nA/|-B: 3\nA\\\\--B: 4\nA->>()B: 5\nA()-->>B: 6\n",
	      "A -> B: 1\nA --) B: 2\nB -> A: 3\nB --) A: 4\nA -> B: 5\nA --> B: 6\n");
}

TEST(blanks_and_case_are_free)
{
	gives(SEQ "  a b  ->>  c-d : x y \nPARTICIPANT q\nnOtE oVeR q: n\n",
	      "a b -> c-d: x y\nnote over q-q: n\n");
	gives(SEQ "A->>B:x;B-->>A: y; A->>A:\n", "A -> B: x\nB --> A: y\nA -> A: \n");
}

TEST(participants_are_declared_or_just_used)
{
	struct parsed p;

	parse(&p, SEQ "actor U as The<br/>User\nparticipant S3 as \"S3 bucket\"\nU->>S3: put\n"
		      "S3->>\"L x\": go\nparticipant Q@{ \"type\": \"queue\", \"alias\": \"Jobs\" }\n"
		      "participant R@{ \"type\": \"queue\" } as Rest\nL x->>Q: done\n");
	t_int(p.err, ERR_OK);
	t_int(p.diagram->n_participants, 5);
	t_str(p.diagram->participants[0].label, "The\nUser");
	t_int(p.diagram->participants[0].kind, PARTICIPANT_ACTOR);
	t_str(p.diagram->participants[1].label, "S3 bucket");
	t_str(p.diagram->participants[1].id, "S3");
	t_int(p.diagram->participants[1].kind, PARTICIPANT_BOX);
	t_str(p.diagram->participants[2].label, "L x");
	t_str(p.diagram->participants[3].label, "Jobs");
	t_str(p.diagram->participants[4].label, "Rest");
	t_int(p.diagram->n_messages, 3);
	t_int(p.diagram->steps[2].from, 2);
	done(&p);
}

TEST(boxes_group_participants)
{
	struct parsed p;

	parse(&p, SEQ "box Aqua Two of them\nparticipant A\nactor B\nend\nbox rgb(1, 2, 3)\n"
		      "participant C\nend\nbox Another one\nparticipant D\nend\nA->>E: x\n");
	t_int(p.err, ERR_OK);
	t_int(p.diagram->n_groups, 3);
	t_str(p.diagram->groups[0].label, "Two of them");
	t_str(p.diagram->groups[1].label, "");
	t_str(p.diagram->groups[2].label, "Another one");
	t_int(p.diagram->participants[1].group, 0);
	t_int(p.diagram->participants[2].group, 1);
	t_int(p.diagram->participants[4].group, -1);
	done(&p);
}

TEST(activations_follow_their_message)
{
	gives(SEQ "A->>+B: x\nactivate A\nB-->>-A: y\ndeactivate A\n",
	      "A -> B: x\nactivateB\nactivateA\nB --> A: y\ndeactivateB\ndeactivateA\n");
	gives(SEQ "A ->>+ B: x\nB -->>- A: y\n", "A -> B: x\nactivateB\nB --> A: y\ndeactivateB\n");
}

TEST(notes_stand_left_right_or_over)
{
	gives(SEQ "A->>B: x\nNote right of A: r<br>s\nnote left of B: l\nNote over B,A: both\n"
		  "Note over C: new\n",
	      "A -> B: x\nnote right A-A: r\ns\nnote left B-B: l\nnote over A-B: both\n"
	      "note over C-C: new\n");
}

TEST(blocks_nest_and_branch)
{
	gives(SEQ "loop every minute\nalt ok\nA->>B: x\nelse not\nA->>B: y\nend\nend\n"
		  "par a\nA->>B: 1\nand b\nA->>B: 2\nend\ncritical c\nA->>B: 3\noption d\nend\n"
		  "opt o\nend\nbreak when x\nend\nrect rgb(0, 0, 0)\nend\n",
	      "block loop: every minute\nblock alt: ok\nA -> B: x\nbranch alt: not\nA -> B: y\n"
	      "end alt\nend loop\nblock par: a\nA -> B: 1\nbranch par: b\nA -> B: 2\nend par\n"
	      "block critical: c\nA -> B: 3\nbranch critical: d\nend critical\n"
	      "block opt: o\nend opt\nblock break: when x\nend break\nblock rect\nend rect\n");
}

TEST(participants_come_and_go)
{
	gives(SEQ "A->>B: x\ncreate participant C as Carl\nB->>C: hi\ncreate actor D\nC->>D: ho\n"
		  "destroy C\nA-xC: too many\ndestroy B\nB->>A: bye\n",
	      "A -> B: x\ncreateC\nB -> C: hi\ncreateD\nC -> D: ho\ndestroyC\nA -x C: too many\n"
	      "destroyB\nB -> A: bye\n");
}

TEST(numbers_start_step_and_stop)
{
	gives(SEQ "A->>B: a\nautonumber\nA->>B: b\nA->>B: c\nautonumber 10 5\nA->>B: d\nA->>B: e\n"
		  "autonumber off\nA->>B: f\nautonumber 3\nA->>B: g\n",
	      "A -> B: a\nA -> B #1: b\nA -> B #2: c\nA -> B #10: d\nA -> B #15: e\nA -> B: f\n"
	      "A -> B #3: g\n");
}

TEST(narration_belongs_to_the_last_message)
{
	gives(SEQ "A->>B: x\n%% narrate: First; this.\n%% other\n  %%narrate:  Then that.\n"
		  "Note over A: n\n%% Narrate: At last.\nB->>A: y\n",
	      "A -> B: x {First; this. Then that. At last.}\nnote over A-A: n\nB -> A: y\n");
}

TEST(a_narration_before_any_message_is_only_a_warning)
{
	struct parsed p;

	parse(&p, SEQ "%% narrate: too soon\nA->>B: x\n");
	t_int(p.err, ERR_OK);
	t_int(p.diags.n_warnings, 1);
	done(&p);
}

TEST(character_codes_are_decoded_and_do_not_end_statements)
{
	gives(SEQ "A->>B: I #9829; you#59; #quot;x#quot; #infin; &amp; #35;1 #nope;\n",
	      "A -> B: I ♥ you; \"x\" ∞ & #1 #nope;\n");
	gives(SEQ "A->>B: #27; #8238;\n", "A -> B: \xEF\xBF\xBD \xEF\xBF\xBD\n");
	gives(SEQ "A->>B: wrap: long text\nA->>B: nowrap:x\n", "A -> B: long text\nA -> B: x\n");
}

TEST(titles_come_from_three_places)
{
	static const char *const texts[] = {
		SEQ "title The title\nA->>B: x\n", SEQ "title: The title\nA->>B: x\n",
		"---\ntitle: \"The title\"\nconfig:\n  theme: x\n---\n" SEQ "A->>B: x\n",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct parsed p;

		parse(&p, texts[i]);
		t_int(p.err, ERR_OK);
		t_str(p.diagram->title, "The title");
		done(&p);
	}
}

TEST(what_means_nothing_in_a_terminal_is_passed_over)
{
	gives("%%{init: {\n  'theme': 'x'\n}}%%\n\n%% hi\n" SEQ
	      "accTitle: a; b\naccDescr: c; d\naccDescr {\n  many->>lines: x\n}\n"
	      "links A: {\"x\": \"y\"}\nlink A: d @ https://x\nproperties A: {}\ndetails A: x\n"
	      "%%{init: {\n}}%%\nA->>B: x\n",
	      "A -> B: x\n");
}

TEST(names_may_look_like_keywords_before_an_arrow)
{
	gives(SEQ "end->>note: x\nalt ->> box: y\nendpoint->>B: end\n",
	      "end -> note: x\nalt -> box: y\nendpoint -> B: end\n");
}

TEST(lines_count_from_the_fence)
{
	struct parsed p;
	static const char text[] = "---\ntitle: t\n---\n" SEQ "\nA->>B: x\nNote over A: n\n";

	arena_init(&p.arena);
	t_int(mermaid_parse(&p.arena, text, strlen(text), 40, NULL, &p.diagram, &p.why), ERR_OK);
	t_int(p.diagram->line, 40);
	t_int(p.diagram->steps[0].line, 45);
	t_int(p.diagram->steps[1].line, 46);
	t_int(p.diagram->participants[0].line, 45);
	arena_done(&p.arena);
}

/* ---- bounds ---- */

static void bounded(const char *head, const char *format, int n, const char *words)
{
	clock_t start = clock();
	struct parsed p;
	struct buf text;
	bool is_told = false;

	buf_init(&text);
	buf_adds(&text, head);
	for (int i = 0; i < n; i++) {
		const char *mark = strchr(format, '@');

		buf_add(&text, format, mark ? (size_t)(mark - format) : strlen(format));
		if (mark)
			buf_printf(&text, "%d%s", i, mark + 1);
	}
	parse(&p, text.p);
	for (size_t i = 0; i < p.diags.n; i++)
		is_told |= strstr(p.diags.items[i].text, words) != NULL;
	t_int(p.err == ERR_OK, !words[0]);
	t_true(is_told || !words[0]);
	done(&p);
	buf_done(&text);
	t_true((double)(clock() - start) / CLOCKS_PER_SEC < 2);
}

TEST(participants_steps_and_nesting_are_bounded)
{
	bounded(SEQ, "A@->>B: x\n", 300, "more than 200 participants");
	bounded(SEQ, "A->>B: x\n", 20000, "more than 10,000 steps");
	bounded(SEQ "A->>B: x\n", "loop\n", 60, "over 50 deep");
	bounded(SEQ "A->>B: x\n", "%% narrate: more and more words\n", 50000, "");
	bounded(SEQ, "A->>B: #9829;\n", 9000, "");
	bounded(SEQ "A->>B: ", "#amp;<br>", 100000, "");
	bounded(SEQ, "nonsense@ of all kinds\n", 100000, "begins no message");
	bounded(SEQ, "A->>B: x;", 100000, "more than 10,000 steps");
}

TESTS(t(mistakes_name_their_line_and_what_was_expected),
      t(blocks_must_be_begun_and_ended),
      t(participants_must_be_there_and_alive),
      t(a_quoted_word_is_cut_between_characters),
      t(all_mistakes_are_told_up_to_a_bound),
      t(other_kinds_of_diagrams_say_that_they_are_not_drawn_yet),
      t(every_arrow_is_known),
      t(blanks_and_case_are_free),
      t(participants_are_declared_or_just_used),
      t(boxes_group_participants),
      t(activations_follow_their_message),
      t(notes_stand_left_right_or_over),
      t(blocks_nest_and_branch),
      t(participants_come_and_go),
      t(numbers_start_step_and_stop),
      t(narration_belongs_to_the_last_message),
      t(a_narration_before_any_message_is_only_a_warning),
      t(character_codes_are_decoded_and_do_not_end_statements),
      t(titles_come_from_three_places),
      t(what_means_nothing_in_a_terminal_is_passed_over),
      t(names_may_look_like_keywords_before_an_arrow),
      t(lines_count_from_the_fence),
      t(participants_steps_and_nesting_are_bounded))
