/* SPDX-License-Identifier: MIT */
#include "tests/support/t.h"

#include "layout/sequence.h"
#include "tests/golden/golden.h"
#include "tests/support/sketch.h"

static void still(int width, const char *name)
{
	struct sketch s;
	const struct sequence *q;
	struct canvas c;

	sketch_init(&s);
	sketch_everything(&s);
	q = sequence_layout(&s.arena, sketch_diagram(&s), width);
	canvas_init(&c, sequence_height(q), sequence_width(q));
	sequence_draw(q, &c, 0, 0);
	golden_canvas(name, &c);
	canvas_done(&c);
	sketch_done(&s);
}

TEST(everything_at_60)
{
	still(60, "sequence-60");
}

TEST(everything_at_80)
{
	still(80, "sequence-80");
}

TEST(everything_at_132)
{
	still(132, "sequence-132");
}

TEST(the_transcript_of_everything)
{
	struct sketch s;
	struct buf b;

	sketch_init(&s);
	sketch_everything(&s);
	buf_init(&b);
	trace_transcript(diagram_trace(&s.arena, sketch_diagram(&s)), sketch_diagram(&s), &b);
	golden_text("transcript", buf_str(&b));
	buf_done(&b);
	sketch_done(&s);
}

TESTS(t(everything_at_60), t(everything_at_80), t(everything_at_132),
      t(the_transcript_of_everything))
