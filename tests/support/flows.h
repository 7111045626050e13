/* SPDX-License-Identifier: MIT */
/* Checks of what a list of blocks looks like when it is laid out. */
#ifndef TESTS_SUPPORT_FLOWS_H
#define TESTS_SUPPORT_FLOWS_H

#include "base/buf.h"
#include "layout/flow.h"
#include "tests/support/blocks.h"
#include "tests/support/t.h"

static inline void flow_is(const struct block *b, int width, bool is_live, const char *expected)
{
	struct flow_options o = { .width = width, .measure = FLOW_MEASURE, .is_live = is_live };
	struct flow f;
	struct buf out;

	buf_init(&out);
	flow_init(&f, b, &o);
	for (size_t i = 0; i < f.n_rows; i++)
		flow_print(&f, i, &out, NULL, 0);
	t_str(buf_str(&out), expected);
	flow_done(&f);
	buf_done(&out);
}

/* The letters of roles (canvas_style_map) of the same rows. */
static inline void flow_styles_are(const struct block *b, int width, const char *expected)
{
	struct flow_options o = { .width = width, .measure = FLOW_MEASURE, .is_live = true };
	struct flow f;
	struct canvas c;
	struct buf out;

	buf_init(&out);
	flow_init(&f, b, &o);
	canvas_init(&c, (int)f.n_rows, width);
	for (size_t i = 0; i < f.n_rows; i++)
		flow_draw(&f, i, &c, (int)i, 0, width);
	canvas_style_map(&c, &out);
	t_str(buf_str(&out), expected);
	canvas_done(&c);
	flow_done(&f);
	buf_done(&out);
}

#endif
