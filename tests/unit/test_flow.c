/* SPDX-License-Identifier: MIT */
#include "tests/support/flows.h"

static struct arena a;

TEST(headings_stand_apart_from_what_is_above)
{
	struct block *b = blocks(heading(&a, 1, "An inside look at S3 events"),
				 paragraph(&a, "Text."), heading(&a, 2, "What `happens`"),
				 heading(&a, 3, "First"), paragraph(&a, "Text."),
				 heading(&a, 4, "Then"), paragraph(&a, "Text."), NULL);

	flow_is(b, 80, false,
		"   An inside look at S3 events\n"
		"   ───────────────────────────\n"
		"\n"
		"   Text.\n"
		"\n"
		"\n"
		"   What happens\n"
		"\n"
		"   First\n"
		"   Text.\n"
		"\n"
		"   Then\n"
		"   Text.\n");
	flow_is(b, 20, false,
		"An inside look at S3\n"
		"events\n"
		"────────────────────\n"
		"\n"
		"Text.\n"
		"\n"
		"\n"
		"What happens\n"
		"\n"
		"First\n"
		"Text.\n"
		"\n"
		"Then\n"
		"Text.\n");
	flow_styles_are(b, 40,
		" HHHHHHHHHHHHHHHHHHHHHHHHHHH\n"
		" ---------------------------\n"
		"\n"
		" .....\n"
		"\n"
		"\n"
		" HHHHHCCCCCCC\n"
		"\n"
		" EEEEE\n"
		" .....\n"
		"\n"
		" eeee\n"
		" .....\n");
}

static struct block *lists(void)
{
	return blocks(
		with(bullets(&a, true),
		     point(&a, "S3 sends an event for each object that was created"),
		     with(item(&a, -1), paragraph(&a, "Lambda takes it"),
			  with(bullets(&a, true), point(&a, "from its own queue"),
			       with(item(&a, -1), paragraph(&a, "one by one"),
				    with(bullets(&a, true), point(&a, "deep"), NULL), NULL),
			       NULL),
			  NULL),
		     with(item(&a, 0), paragraph(&a, "still to do"), NULL),
		     with(item(&a, 1), paragraph(&a, "done"), NULL), NULL),
		with(numbers(&a, false, 9), point(&a, "Create the bucket"),
		     with(item(&a, -1), paragraph(&a, "Copy a file:"),
			  code(&a, "sh", "aws s3 cp cat.jpg s3://uploads\n"), NULL),
		     NULL),
		NULL);
}

TEST(lists_hang_from_their_markers)
{
	struct block *b = lists();

	flow_is(b, 80, false,
		"   • S3 sends an event for each object that was created\n"
		"   • Lambda takes it\n"
		"     ◦ from its own queue\n"
		"     ◦ one by one\n"
		"       ▪ deep\n"
		"   ☐ still to do\n"
		"   ☑ done\n"
		"\n"
		"    9. Create the bucket\n"
		"\n"
		"   10. Copy a file:\n"
		"\n"
		"         aws s3 cp cat.jpg s3://uploads\n");
	flow_is(b, 40, false,
		" • S3 sends an event for each object\n"
		"   that was created\n"
		" • Lambda takes it\n"
		"   ◦ from its own queue\n"
		"   ◦ one by one\n"
		"     ▪ deep\n"
		" ☐ still to do\n"
		" ☑ done\n"
		"\n"
		"  9. Create the bucket\n"
		"\n"
		" 10. Copy a file:\n"
		"\n"
		"       aws s3 cp cat.jpg s3://uploads\n");
	flow_is(b, 20, false,
		"• S3 sends an event\n"
		"  for each object\n"
		"  that was created\n"
		"• Lambda takes it\n"
		"  ◦ from its own\n"
		"    queue\n"
		"  ◦ one by one\n"
		"    ▪ deep\n"
		"☐ still to do\n"
		"☑ done\n"
		"\n"
		" 9. Create the\n"
		"    bucket\n"
		"\n"
		"10. Copy a file:\n"
		"\n"
		"      aws s3 cp\n"
		"      ↳ cat.jpg s3:/\n"
		"      ↳ /uploads\n");
}

TEST(an_empty_item_shows_its_marker)
{
	struct block *b = with(bullets(&a, true), item(&a, -1),
			       with(item(&a, 1), quote(&a), NULL), point(&a, "x"), NULL);

	flow_is(b, 40, false, " •\n ☑\n • x\n");
}

TEST(numbers_are_as_wide_as_the_last)
{
	struct block *b = with(numbers(&a, true, 999999999), point(&a, "a"), point(&a, "b"), NULL);

	flow_is(b, 60, false, "    999999999. a\n   1000000000. b\n");
	flow_is(b, 10, false, " 999999999\n.\na\n1000000000\n.\nb\n");
}

TEST(quotes_have_a_bar_on_every_row)
{
	struct block *b = with(quote(&a),
			       paragraph(&a, "S3 hands the event over and forgets about it."),
			       with(quote(&a), paragraph(&a, "Really?"),
				    paragraph(&a, "It is kept in the queue of Lambda."), NULL),
			       with(bullets(&a, true), point(&a, "one"), point(&a, "two"), NULL),
			       NULL);

	flow_is(b, 80, false,
		"   │ S3 hands the event over and forgets about it.\n"
		"   │\n"
		"   │ │ Really?\n"
		"   │ │\n"
		"   │ │ It is kept in the queue of Lambda.\n"
		"   │\n"
		"   │ • one\n"
		"   │ • two\n");
	flow_is(b, 20, false,
		"│ S3 hands the event\n"
		"│ over and forgets\n"
		"│ about it.\n"
		"│\n"
		"│ │ Really?\n"
		"│ │\n"
		"│ │ It is kept in\n"
		"│ │ the queue of\n"
		"│ │ Lambda.\n"
		"│\n"
		"│ • one\n"
		"│ • two\n");
}

TEST(deep_nesting_stops_at_a_third_of_the_room)
{
	struct block *b = paragraph(&a, "deep down in it");

	for (int i = 0; i < 12; i++)
		b = with(bullets(&a, true), with(item(&a, -1), b, NULL), NULL);
	flow_is(b, 30, false,
		" • ◦ ▪ • ▪ deep down in it\n");
	b = paragraph(&a, "deep down in it");
	for (int i = 0; i < 12; i++)
		b = with(quote(&a), b, NULL);
	flow_is(b, 30, false,
		" │ │ │ │ deep down in it\n");
}

TEST(nesting_without_end_is_no_trouble)
{
	struct block *b = paragraph(&a, "bottom");
	struct flow_options o = { .width = 80, .measure = FLOW_MEASURE };
	struct flow f;

	for (int i = 0; i < 100000; i++)
		b = i % 2 ? with(quote(&a), b, NULL)
			  : with(bullets(&a, true), with(item(&a, -1), b, NULL), NULL);
	flow_init(&f, b, &o);
	t_int(f.n_rows, 1);
	flow_done(&f);
}

TEST(code_is_indented_and_long_lines_go_on_below)
{
	struct block *b = code(&a, "",
		"aws lambda invoke --function-name resize --payload '{\"key\": \"cat.jpg\"}' "
		"out.json\n\n\tindented\n1\t2\n");

	flow_is(b, 80, false,
		"     aws lambda invoke --function-name resize --payload '{\"key\": \"cat.jpg\"}'\n"
		"     ↳ out.json\n"
		"\n"
		"         indented\n"
		"     1   2\n");
	flow_is(b, 40, false,
		"   aws lambda invoke --function-name\n"
		"   ↳ resize --payload '{\"key\":\n"
		"   ↳ \"cat.jpg\"}' out.json\n"
		"\n"
		"       indented\n"
		"   1   2\n");
	flow_is(b, 20, false,
		"  aws lambda invoke\n"
		"  ↳ --function-name\n"
		"  ↳ resize --payload\n"
		"  ↳  '{\"key\": \"cat.j\n"
		"  ↳ pg\"}' out.json\n"
		"\n"
		"      indented\n"
		"  1   2\n");
}

TEST(the_language_is_named_where_there_is_room)
{
	struct block *b = code(&a, "yaml", "Type: AWS::Lambda::Function\n");

	flow_is(b, 60, true,
		"     Type: AWS::Lambda::Function                     yaml\n");
	flow_is(b, 40, true,
		"   Type: AWS::Lambda::Function     yaml\n");
	flow_is(b, 30, true,
		"   Type: AWS::Lambda::Functio\n"
		"   ↳ n\n");
	flow_is(b, 60, false,
		"     Type: AWS::Lambda::Function\n");
}

TEST(code_may_be_empty_or_end_without_a_newline)
{
	flow_is(blocks(paragraph(&a, "a"), code(&a, "", ""), paragraph(&a, "b"), NULL), 20, false,
		"a\n\n\n\nb\n");
	flow_is(code(&a, "c", "x\ny"), 20, false, "  x\n  y\n");
	flow_is(code(&a, "c", "\n\nx\n"), 20, false, "\n\n  x\n");
}

TEST(a_block_that_cannot_be_drawn_says_why)
{
	struct block *b = code(&a, "mermaid", "flowchart LR\n");

	b->code.why = "only sequence diagrams are drawn so far";
	flow_is(b, 80, false,
		"   (only sequence diagrams are drawn so far)\n"
		"     flowchart LR\n");
	flow_is(b, 20, false,
		"(only sequence\n"
		"diagrams are drawn\n"
		"so far)\n"
		"  flowchart LR\n");
}

TEST(a_rule_is_short_and_centred)
{
	struct block *b = blocks(paragraph(&a, "Above."), block_new(&a, BLOCK_RULE),
				 paragraph(&a, "Below."), NULL);

	flow_is(b, 80, false,
		"   Above.\n"
		"\n"
		"                           ────────────────────────\n"
		"\n"
		"   Below.\n");
	flow_is(b, 20, false,
		"Above.\n"
		"\n"
		"       ──────\n"
		"\n"
		"Below.\n");
}

TEST(html_is_a_paragraph)
{
	struct block *b = paragraph(&a, "Some text.");

	b->kind = BLOCK_HTML;
	flow_is(b, 40, false, " Some text.\n");
	b->text.n = 0;
	flow_is(blocks(paragraph(&a, "a"), b, paragraph(&a, "b"), NULL), 40, false, " a\n\n b\n");
}

TEST(windows_too_narrow_are_taken_as_ten_columns)
{
	flow_is(paragraph(&a, "Widths below ten."), 1, false, "Widths\nbelow ten.\n");
	flow_is(paragraph(&a, "Widths below ten."), -5, false, "Widths\nbelow ten.\n");
}

static bool row_shows(const struct row *r, const char *place)
{
	for (uint32_t i = 0; i < r->n_runs; i++)
		if (place >= r->runs[i].text && place < r->runs[i].text + r->runs[i].len)
			return true;
	return false;
}

TEST(a_place_survives_another_width)
{
	struct block *p = paragraph(&a,
		"When you put an object into a bucket, S3 looks at the notification configuration "
		"and invokes each matching function asynchronously; it does not wait for "
		"a result.");
	struct block *doc = blocks(paragraph(&a, "Before."), p, paragraph(&a, "After."), NULL);
	const struct span *span = p->text.spans;

	for (int width = 10; width < 120; width++) {
		struct flow_options o = { .width = width, .measure = FLOW_MEASURE };
		struct flow f;

		flow_init(&f, doc, &o);
		for (uint32_t offset = 0; offset < span->len; offset++)
			if (span->text[offset] != ' ')
				t_true(row_shows(&f.rows[flow_find(&f, p, offset)],
						 span->text + offset));
		t_int(flow_find(&f, p, 0), 2);
		t_int(flow_find(&f, p, UINT32_MAX), f.n_rows - 3);
		flow_done(&f);
	}
}

TEST(a_container_is_found_by_its_first_row)
{
	struct block *inner = with(quote(&a), paragraph(&a, "x"), NULL);
	struct block *doc = blocks(paragraph(&a, "a"), inner, NULL);
	struct flow_options o = { .width = 40, .measure = 72 };
	struct flow f;

	flow_init(&f, doc, &o);
	t_int(flow_find(&f, inner, 0), 2);
	t_int(flow_find(&f, paragraph(&a, "elsewhere"), 0), f.n_rows);
	t_true(f.rows[2].block == inner->child);
	t_true(f.rows[2].is_first);
	t_null(f.rows[1].block);
	flow_done(&f);
}

TEST(links_can_be_told_from_text)
{
	struct flow_options o = { .width = 40, .measure = 72, .is_live = true };
	struct flow f;

	flow_init(&f, paragraph(&a, "See [core](core.md)."), &o);
	t_int(f.rows[0].n_runs, 4);
	t_null(f.rows[0].runs[1].url);
	t_str(f.rows[0].runs[2].url, "core.md");
	t_int(f.rows[0].runs[2].role, ROLE_LINK);
	t_int(f.rows[0].runs[2].attr, ATTR_UNDERLINE);
	flow_done(&f);
}

TEST(printing_in_colour_leaves_plain_text_plain)
{
	struct flow_options o = { .width = 40, .measure = 72 };
	struct buf out;
	struct flow f;

	buf_init(&out);
	flow_init(&f, paragraph(&a, "plain *it* `x`"), &o);
	flow_print(&f, 0, &out, themes[0], 16);
	t_str(buf_str(&out), " plain \033[3mit\033[m \033[36mx\033[m\n");
	flow_done(&f);
	buf_done(&out);
}

TEST(drawing_is_clipped)
{
	struct flow_options o = { .width = 40, .measure = 72 };
	struct canvas c;
	struct buf out;
	struct flow f;

	buf_init(&out);
	canvas_init(&c, 1, 12);
	flow_init(&f, paragraph(&a, "one *two* three four"), &o);
	flow_draw(&f, 0, &c, 0, 1, 10);
	canvas_text(&c, &out);
	t_str(buf_str(&out), "  one two\n");
	flow_done(&f);
	canvas_done(&c);
	buf_done(&out);
}

TEST(nothing_to_lay_out_gives_no_rows)
{
	flow_is(NULL, 80, true, "");
	flow_is(paragraph(&a, ""), 80, true, "");
	flow_is(paragraph(&a, "   "), 80, true, "");
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
		t(headings_stand_apart_from_what_is_above),
		t(lists_hang_from_their_markers),
		t(an_empty_item_shows_its_marker),
		t(numbers_are_as_wide_as_the_last),
		t(quotes_have_a_bar_on_every_row),
		t(deep_nesting_stops_at_a_third_of_the_room),
		t(nesting_without_end_is_no_trouble),
		t(code_is_indented_and_long_lines_go_on_below),
		t(the_language_is_named_where_there_is_room),
		t(code_may_be_empty_or_end_without_a_newline),
		t(a_block_that_cannot_be_drawn_says_why),
		t(a_rule_is_short_and_centred),
		t(html_is_a_paragraph),
		t(windows_too_narrow_are_taken_as_ten_columns),
		t(a_place_survives_another_width),
		t(a_container_is_found_by_its_first_row),
		t(links_can_be_told_from_text),
		t(printing_in_colour_leaves_plain_text_plain),
		t(drawing_is_clipped),
		t(nothing_to_lay_out_gives_no_rows),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
