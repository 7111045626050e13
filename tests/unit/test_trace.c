/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include <string.h>

#include "model/trace.h"
#include "tests/support/sketch.h"

static const int64_t hop_ns = TRACE_HOP_MS * INT64_C(1000000);
static const int64_t event_ns = (TRACE_HOP_MS + TRACE_REST_MS) * INT64_C(1000000);

struct case_data {
	struct sketch s;
	struct arena a;
	uint16_t user, bucket;
};

static void begin(struct case_data *c)
{
	sketch_init(&c->s);
	arena_init(&c->a);
	c->user = sketch_actor(&c->s, "User");
	c->bucket = sketch_box(&c->s, "S3\nbucket");
}

static void finish(struct case_data *c)
{
	sketch_done(&c->s);
	arena_done(&c->a);
}

static const struct trace *trace(struct case_data *c)
{
	return diagram_trace(&c->a, sketch_diagram(&c->s));
}

static void expect_transcript(struct case_data *c, const char *expected)
{
	struct buf b;

	buf_init(&b);
	trace_transcript(trace(c), sketch_diagram(&c->s), &b);
	t_str(buf_str(&b), expected);
	buf_done(&b);
}

TEST(messages_become_events_one_after_the_other)
{
	struct case_data c;
	const struct trace *t;

	begin(&c);
	sketch_message(&c.s, c.user, c.bucket, "put\ncat.jpg");
	sketch_life(&c.s, STEP_ACTIVATE, c.bucket);
	sketch_reply(&c.s, c.bucket, c.user, "200");
	sketch_reply(&c.s, c.bucket, c.user, "")->arrow_head = HEAD_CROSS;
	t = trace(&c);
	t_int(t->n_events, 3);
	for (size_t i = 0; i < 3; i++) {
		t_int(t->events[i].start_ns, (int64_t)i * event_ns);
		t_int(t->events[i].end_ns, (int64_t)i * event_ns + hop_ns);
	}
	t_int(t->end_ns, 3 * event_ns);
	t_int(t->events[0].outcome, OUTCOME_OK);
	t_int(t->events[1].outcome, OUTCOME_REPLY);
	t_int(t->events[2].outcome, OUTCOME_LOST);
	t_int(t->events[1].step, 2);
	t_int(t->events[1].from, c.bucket);
	t_str(t->events[0].label, "put cat.jpg");
	finish(&c);
}

TEST(the_event_of_a_time_is_the_last_one_that_began)
{
	struct case_data c;
	const struct trace *t;

	begin(&c);
	for (int i = 0; i < 3; i++)
		sketch_message(&c.s, c.user, c.bucket, "");
	t = trace(&c);
	t_int(trace_event_at(t, -1), -1);
	t_int(trace_event_at(t, 0), 0);
	t_int(trace_event_at(t, event_ns - 1), 0);
	t_int(trace_event_at(t, event_ns), 1);
	t_int(trace_event_at(t, t->end_ns), 2);
	t_int(trace_event_at(t, INT64_MAX), 2);
	finish(&c);
}

TEST(a_diagram_without_messages_is_an_empty_trace)
{
	struct case_data c;

	begin(&c);
	t_int(trace(&c)->n_events, 0);
	t_int(trace(&c)->end_ns, 0);
	t_int(trace_event_at(trace(&c), 0), -1);
	expect_transcript(&c, "Participants: User (actor), S3 bucket\n");
	finish(&c);
	sketch_init(&c.s);
	arena_init(&c.a);
	expect_transcript(&c, "");
	finish(&c);
}

TEST(the_author_narrates_before_notes_and_these_before_the_arrow)
{
	struct case_data c;
	const struct trace *t;

	begin(&c);
	sketch_message(&c.s, c.user, c.bucket, "put")->narration = "The author says so.";
	sketch_note(&c.s, NOTE_OVER, c.user, c.user, "not used");
	sketch_message(&c.s, c.user, c.bucket, "put");
	sketch_life(&c.s, STEP_ACTIVATE, c.bucket);
	sketch_note(&c.s, NOTE_OVER, c.bucket, c.bucket, "stored in\nthree zones");
	sketch_note(&c.s, NOTE_OVER, c.bucket, c.bucket, "Really!");
	sketch_message(&c.s, c.user, c.bucket, "put");
	sketch_block(&c.s, SEQ_OPT, "later");
	sketch_note(&c.s, NOTE_OVER, c.bucket, c.bucket, "belongs to what follows");
	sketch_end(&c.s);
	t = trace(&c);
	t_str(t->events[0].narration, "The author says so.");
	t_str(t->events[1].narration, "stored in three zones. Really!");
	t_str(t->events[2].narration, "User calls S3 bucket: put");
	finish(&c);
}

static void expect_sentence(enum arrow_line line, enum arrow_head head, bool is_both_ways,
			    bool is_self, const char *text, const char *expected)
{
	struct case_data c;
	struct step *st;

	begin(&c);
	st = sketch_message(&c.s, c.user, is_self ? c.user : c.bucket, text);
	st->arrow_line = line;
	st->arrow_head = head;
	st->is_both_ways = is_both_ways;
	t_str(trace(&c)->events[0].narration, expected);
	finish(&c);
}

TEST(each_arrow_makes_a_sentence)
{
	expect_sentence(ARROW_SOLID, HEAD_FILLED, false, false, "put\ncat",
			"User calls S3 bucket: put cat");
	expect_sentence(ARROW_SOLID, HEAD_FILLED, false, false, "", "User calls S3 bucket");
	expect_sentence(ARROW_DOTTED, HEAD_FILLED, false, false, "200",
			"User replies to S3 bucket: 200");
	expect_sentence(ARROW_SOLID, HEAD_OPEN, false, false, "event",
			"User sends to S3 bucket and does not wait: event");
	expect_sentence(ARROW_DOTTED, HEAD_CROSS, false, false, "403",
			"User to S3 bucket, failed: 403");
	expect_sentence(ARROW_SOLID, HEAD_NONE, false, false, "wire",
			"User and S3 bucket are connected: wire");
	expect_sentence(ARROW_SOLID, HEAD_FILLED, true, false, "sync",
			"User and S3 bucket exchange: sync");
	expect_sentence(ARROW_SOLID, HEAD_FILLED, false, true, "think",
			"User works on its own: think");
	expect_sentence(ARROW_SOLID, HEAD_CROSS, false, true, "", "User fails on its own");
}

TEST(you_are_spoken_to)
{
	struct case_data c;
	uint16_t you;

	begin(&c);
	you = sketch_box(&c.s, "You");
	sketch_message(&c.s, you, c.bucket, "put");
	sketch_message(&c.s, you, c.bucket, "")->arrow_head = HEAD_OPEN;
	sketch_reply(&c.s, c.bucket, you, "200");
	t_str(trace(&c)->events[0].narration, "You call S3 bucket: put");
	t_str(trace(&c)->events[1].narration, "You send to S3 bucket and do not wait");
	t_str(trace(&c)->events[2].narration, "S3 bucket replies to You: 200");
	finish(&c);
}

TEST(the_transcript_tells_all_that_is_drawn)
{
	struct case_data c;
	uint16_t worker;

	begin(&c);
	c.s.diagram.title = "An upload";
	sketch_message(&c.s, c.user, c.bucket, "put cat.jpg")->narration = "The phone sends\nit.";
	sketch_note(&c.s, NOTE_OVER, c.user, c.bucket, "over the network");
	sketch_block(&c.s, SEQ_ALT, "there is room");
	sketch_reply(&c.s, c.bucket, c.user, "200");
	sketch_block(&c.s, SEQ_RECT, "rgb(0,0,0)");
	sketch_note(&c.s, NOTE_RIGHT, c.user, DIAGRAM_NOBODY, "glad");
	sketch_end(&c.s);
	sketch_branch(&c.s, "there is none");
	sketch_reply(&c.s, c.bucket, c.user, "507")->arrow_head = HEAD_CROSS;
	sketch_end(&c.s);
	worker = sketch_box(&c.s, "Worker");
	sketch_life(&c.s, STEP_CREATE, worker);
	sketch_message(&c.s, c.bucket, worker, "Ready?")->narration = "It may take a second.";
	sketch_life(&c.s, STEP_DESTROY, worker);
	sketch_message(&c.s, worker, c.bucket, "");
	expect_transcript(&c,
		"An upload\n"
		"\n"
		"Participants: User (actor), S3 bucket, Worker\n"
		"\n"
		"1. User calls S3 bucket: put cat.jpg. The phone sends it.\n"
		"Note on User and S3 bucket: over the network\n"
		"Either: there is room\n"
		"  2. S3 bucket replies to User: 200\n"
		"  Note on User: glad\n"
		"Or: there is none\n"
		"  3. S3 bucket to User, failed: 507\n"
		"End of the alternatives\n"
		"Worker is created\n"
		"4. S3 bucket calls Worker: Ready? It may take a second.\n"
		"Worker ends with the next message\n"
		"5. Worker calls S3 bucket\n");
	finish(&c);
}

TEST(the_transcript_names_groups)
{
	struct case_data c;

	begin(&c);
	sketch_group(&c.s, "VPC");
	sketch_box(&c.s, "App");
	sketch_box(&c.s, "Database");
	expect_transcript(&c, "Participants: User (actor), S3 bucket\n"
			      "Participants in VPC: App, Database\n");
	finish(&c);
}

TEST(the_transcript_needs_no_balanced_blocks)
{
	struct case_data c;

	begin(&c);
	sketch_end(&c.s);
	sketch_branch(&c.s, "nothing is open");
	sketch_block(&c.s, SEQ_LOOP, "");
	sketch_message(&c.s, c.user, c.bucket, "put");
	expect_transcript(&c, "Participants: User (actor), S3 bucket\n"
			      "\n"
			      "Repeated\n"
			      "  1. User calls S3 bucket: put\n");
	finish(&c);
}

TEST(the_transcript_of_deep_nesting_stays_small)
{
	enum { DEPTH = 20000 };
	struct case_data c;
	struct buf b;

	begin(&c);
	for (int i = 0; i < DEPTH; i++)
		sketch_block(&c.s, SEQ_LOOP, "");
	sketch_message(&c.s, c.user, c.bucket, "put");
	buf_init(&b);
	trace_transcript(trace(&c), sketch_diagram(&c.s), &b);
	t_true(b.len > DEPTH * strlen("Repeated\n"));
	t_true(b.len < DEPTH * 40);
	buf_done(&b);
	finish(&c);
}

/* A simulated run: several events of one step, and a reason for each. */
TEST(the_transcript_follows_the_events_of_any_trace)
{
	struct case_data c;
	const struct trace_event events[] = {
		{ .step = 0, .from = 0, .to = 1, .label = "put", .narration = "Throttled." },
		{ .step = 0, .from = 0, .to = 1, .label = "put", .narration = "" },
	};
	const struct trace t = { events, 2, 5 };
	struct buf b;

	begin(&c);
	sketch_message(&c.s, c.user, c.bucket, "put");
	sketch_note(&c.s, NOTE_OVER, c.bucket, c.bucket, "stored");
	buf_init(&b);
	trace_transcript(&t, sketch_diagram(&c.s), &b);
	t_str(strstr(buf_str(&b), "1."), "1. User calls S3 bucket: put. Throttled.\n"
					 "2. User calls S3 bucket: put\n"
					 "Note on S3 bucket: stored\n");
	buf_done(&b);
	finish(&c);
}

TESTS(t(messages_become_events_one_after_the_other),
      t(the_event_of_a_time_is_the_last_one_that_began),
      t(a_diagram_without_messages_is_an_empty_trace),
      t(the_author_narrates_before_notes_and_these_before_the_arrow),
      t(each_arrow_makes_a_sentence), t(you_are_spoken_to), t(the_transcript_tells_all_that_is_drawn),
      t(the_transcript_names_groups), t(the_transcript_needs_no_balanced_blocks),
      t(the_transcript_of_deep_nesting_stays_small),
      t(the_transcript_follows_the_events_of_any_trace))
