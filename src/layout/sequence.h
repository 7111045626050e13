/* SPDX-License-Identifier: MIT */
/*
 * Sequence diagrams in cells: participants as boxes, lifelines below them, one
 * message a row or two. The static picture of the lesson and each frame of the
 * player are the same drawing at different times. The diagram's title is not
 * part of the picture.
 */
#ifndef LAYOUT_SEQUENCE_H
#define LAYOUT_SEQUENCE_H

#include "base/arena.h"
#include "canvas/canvas.h"
#include "model/diagram.h"
#include "model/trace.h"

struct sequence;	/* a diagram laid out for one width */

/* Lays d out for width cells (at least 1). Lives in a. */
struct sequence *sequence_layout(struct arena *a, const struct diagram *d, int width);

int sequence_height(const struct sequence *s);	/* rows of the whole picture */
int sequence_width(const struct sequence *s);	/* columns; more than asked for if it cannot fit */
int sequence_head_height(const struct sequence *s);	/* rows of the participants' boxes */

/* The row (in the whole picture) of step i's text or arrow. */
int sequence_step_row(const struct sequence *s, size_t step);

/* The last row of what appears with message i: its arrow, the notes after it. */
int sequence_step_end(const struct sequence *s, size_t step);

/* The column of a participant's lifeline. */
int sequence_participant_column(const struct sequence *s, size_t participant);

/* Rows that stay in place in an area of this height: the heads; if it is low, one row of names. */
int sequence_fixed_rows(const struct sequence *s, int height);

/* Everything, as it stands in a lesson, its top left corner at y, x. */
void sequence_draw(const struct sequence *s, struct canvas *c, int y, int x);

/*
 * The picture at time t_ns: what has happened is there, the running message is
 * on its way, the rest is faint or absent. Rows scroll rows up below the fixed
 * heads; columns pan left; clipped to the canvas area of height x width at y, x.
 */
struct sequence_frame {
	const struct trace *trace;
	int64_t t_ns;
	int y, x, height, width;	/* area on the canvas */
	int scroll, pan;
	bool is_still;			/* reduced motion: messages appear whole */
};
void sequence_draw_at(const struct sequence *s, struct canvas *c, const struct sequence_frame *f);

#endif
