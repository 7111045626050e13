/* SPDX-License-Identifier: MIT */
#include "tests/support/flows.h"

#include "model/diagram.h"
#include "model/item.h"

static struct arena a;

static struct item *an_item(void)
{
	static struct option options[3];
	struct item *it = arena_zalloc(&a, sizeof(*it));

	options[0].text = paragraph(&a, "It was dropped at once");
	options[1].text = paragraph(&a, "It was tried three times in all, then sent to the queue");
	options[1].is_right = true;
	options[2].text = paragraph(&a, "S3 keeps it");
	it->title = "Lost thumbnails";
	it->stem = blocks(
		paragraph(&a, "A company resizes photos with a function triggered by bucket "
			      "events. During a bad release the function failed for two minutes."),
		paragraph(&a, "What happened to the events of the first minute?"), NULL);
	it->options = options;
	it->n_options = 3;
	return it;
}

TEST(a_question_offers_itself_in_the_app)
{
	struct block *b = block_new(&a, BLOCK_QUESTION);

	b->item = an_item();
	flow_is(b, 80, true,
		"   ? Check yourself  Lost thumbnails\n"
		"     A company resizes photos with a function triggered by\n"
		"     bucket events. During a bad release the function failed…   e to answer\n");
	flow_is(b, 40, true,
		" ? Check yourself  Lost thumbnails\n"
		"   A company resizes photos with a\n"
		"   function triggered by bucket…\n"
		"   e to answer\n");
	flow_is(b, 20, true,
		"? Check yourself\n"
		"  Lost thumbnails\n"
		"  A company resizes\n"
		"  photos with a…\n"
		"  e to answer\n");
}

TEST(a_question_is_shown_whole_on_paper_without_its_answer)
{
	struct block *b = block_new(&a, BLOCK_QUESTION);

	b->item = an_item();
	flow_is(b, 80, false,
		"   ? Check yourself  Lost thumbnails\n"
		"\n"
		"     A company resizes photos with a function triggered by bucket events.\n"
		"     During a bad release the function failed for two minutes.\n"
		"\n"
		"     What happened to the events of the first minute?\n"
		"\n"
		"     a) It was dropped at once\n"
		"     b) It was tried three times in all, then sent to the queue\n"
		"     c) S3 keeps it\n");
	flow_is(b, 20, false,
		"? Check yourself\n"
		"  Lost thumbnails\n"
		"\n"
		"  A company resizes\n"
		"  photos with a\n"
		"  function triggered\n"
		"  by bucket events.\n"
		"  During a bad\n"
		"  release the\n"
		"  function failed\n"
		"  for two minutes.\n"
		"\n"
		"  What happened to\n"
		"  the events of the\n"
		"  first minute?\n"
		"\n"
		"  a) It was dropped\n"
		"     at once\n"
		"  b) It was tried\n"
		"     three times in\n"
		"     all, then sent\n"
		"     to the queue\n"
		"  c) S3 keeps it\n");
}

TEST(a_question_within_a_question_is_shown_as_its_source)
{
	struct block *b = block_new(&a, BLOCK_QUESTION), *inner = block_new(&a, BLOCK_QUESTION);
	struct item *it = an_item();

	inner->item = it;
	inner->code = (struct code){ .info = "quiz", .text = "- [x] yes\n", .len = 10 };
	b->item = it;
	it->title = "";
	it->stem = inner;
	it->n_options = 0;
	flow_is(b, 40, false,
		" ? Check yourself\n"
		"\n"
		"     - [x] yes\n");
}

static const struct block *a_diagram(void)
{
	static const struct participant who[] = {
		{ "u", "User", PARTICIPANT_ACTOR, -1, 1 },
		{ "s", "S3 bucket", PARTICIPANT_BOX, -1, 1 },
		{ "f", "Function", PARTICIPANT_BOX, -1, 1 },
	};
	static const struct step steps[] = {
		{ .kind = STEP_MESSAGE, .from = 0, .to = 1, .arrow_head = HEAD_FILLED,
		  .text = "put cat.jpg" },
		{ .kind = STEP_BLOCK, .block = SEQ_ALT, .text = "notification set" },
		{ .kind = STEP_MESSAGE, .from = 1, .to = 2, .arrow_head = HEAD_OPEN,
		  .text = "object created" },
		{ .kind = STEP_BRANCH, .block = SEQ_ALT, .text = "none" },
		{ .kind = STEP_NOTE, .from = 1, .to = 1, .text = "nothing happens" },
		{ .kind = STEP_END, .block = SEQ_ALT, .text = "" },
		{ .kind = STEP_MESSAGE, .from = 2, .to = 1, .arrow_line = ARROW_DOTTED,
		  .arrow_head = HEAD_FILLED, .text = "" },
	};
	static const struct diagram diagram = {
		.title = "An upload becomes thumbnails", .participants = who, .n_participants = 3,
		.steps = steps, .n_steps = 7, .n_messages = 3,
	};
	struct block *b = block_new(&a, BLOCK_DIAGRAM);

	b->diagram = &diagram;
	return b;
}

TEST(a_diagram_that_fits_is_a_picture_below_its_title)
{
	struct flow_options o = { .width = 80, .measure = FLOW_MEASURE, .is_live = true };
	struct buf out;
	struct flow f;

	buf_init(&out);
	flow_init(&f, a_diagram(), &o);
	flow_print(&f, 0, &out, NULL, 0);
	t_str(buf_str(&out), "   ▶ An upload becomes thumbnails   3 steps · f to play\n");
	t_int(f.rows[1].n_runs, 0);
	t_true(f.n_rows > 8);
	for (size_t i = 0; i < f.n_rows; i++) {
		t_true(f.rows[i].block == f.rows[0].block);
		t_int(f.rows[i].offset, i);
		t_int(flow_find(&f, f.rows[0].block, (uint32_t)i), i);
	}
	flow_done(&f);
	buf_done(&out);
}

TEST(a_diagram_that_does_not_fit_is_a_list_of_its_messages)
{
	const struct block *b = a_diagram();

	flow_is(b, 20, false,
		"▶ An upload becomes\n"
		"  thumbnails\n"
		"  3 steps\n"
		"\n"
		"1. User → S3 bucket:\n"
		"   put cat.jpg\n"
		"alt notification set\n"
		"2. S3 bucket →\n"
		"   Function: object\n"
		"   created\n"
		"else none\n"
		"note nothing happens\n"
		"3. Function → S3\n"
		"   bucket\n");
	flow_is(b, 20, true,
		"▶ An upload becomes\n"
		"  thumbnails\n"
		"  3 steps · f to\n"
		"  play\n"
		"\n"
		"1. User → S3 bucket:\n"
		"   put cat.jpg\n"
		"alt notification set\n"
		"2. S3 bucket →\n"
		"   Function: object\n"
		"   created\n"
		"else none\n"
		"note nothing happens\n"
		"3. Function → S3\n"
		"   bucket\n");
}

static int set_up(void **state __attribute__((unused)))
{
	arena_init(&a);
	return 0;
}

static int tear_down(void **state __attribute__((unused)))
{
	arena_done(&a);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		t(a_question_offers_itself_in_the_app),
		t(a_question_is_shown_whole_on_paper_without_its_answer),
		t(a_question_within_a_question_is_shown_as_its_source),
		t(a_diagram_that_fits_is_a_picture_below_its_title),
		t(a_diagram_that_does_not_fit_is_a_list_of_its_messages),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
