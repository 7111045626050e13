/* SPDX-License-Identifier: MIT */
/*
 * What a laid out sequence diagram consists of, for the files sequence*.c
 * alone. Made in this order, each step using what the ones before it found:
 *
 *	sequence_blocks	which steps belong together, and when each appears
 *	sequence_columns	heads, and the columns of the lifelines
 *	sequence_spans	the columns that labels, notes and frames use
 *	sequence_rows	the rows of all that, and the lifelines' course
 *
 * Rows and columns count from the picture's top left corner.
 */
#ifndef LAYOUT_SEQUENCE_PARTS_H
#define LAYOUT_SEQUENCE_PARTS_H

#include "layout/lines.h"
#include "layout/sequence.h"
#include "layout/sequence_pen.h"

enum {
	SEQUENCE_BARS = 3,	/* nested activations that show side by side */
	SEQUENCE_NEST = 3,	/* nested frames that get columns of their own */
	SEQUENCE_FRAME_PAD = 2,	/* from what a frame holds to its border */
	SEQUENCE_LOOP = 3,	/* columns of a message to oneself */
	SEQUENCE_FADED = -1,	/* course: there is no lifeline */
	SEQUENCE_ENDS = -2,	/* course: the lifeline ends in this row */
};

/* From this row on a lifeline carries so many bars, or one of the two above. */
struct sequence_course {
	int row, bars;
};

struct sequence_column {
	int x;			/* of the lifeline */
	int left, right;	/* of its head */
	int head_row, head_height;
	const struct line *lines;	/* of the head */
	size_t n_lines;
	struct line name;	/* the label in one line, as far as it goes */
	ptrdiff_t born;		/* the message that creates it; -1 = there from the start */
	bool is_created;
	const struct sequence_course *course;	/* by row */
	size_t n_course;
};

/* A step's part of the picture. */
struct sequence_band {
	int row, height;	/* all its rows; height 0 for those that draw nothing */
	int anchor;		/* the row of its arrow or of its text */
	int left, right;	/* the columns for its text; of a note or block its border */
	const char *text;	/* with its number in front */
	const struct line *lines;
	size_t n_lines;
	int number_len;		/* bytes of the number in text */
	ptrdiff_t frame;	/* the innermost block around it, or that it begins; -1 */
	ptrdiff_t due;		/* the message with which it appears; -1 = from the start */
	bool is_due_after;	/* not before that message has arrived */
	bool creates;		/* the message leads to the head of a new participant */
	int done;		/* message: the last row of what is due with it */
};

/* A block: its border and what is inside. */
struct sequence_frame_box {
	size_t step;
	ptrdiff_t parent;	/* index of the block around it; -1 */
	int depth;		/* blocks around it */
	int nest;		/* blocks inside each other, counting this one */
	int first, last;	/* participants inside; first > last if there are none */
	int border;		/* cells that its conditions would like */
	int left, right, top, bottom;
};

struct sequence {
	const struct diagram *diagram;
	int width, height, head_height;
	bool has_groups;
	struct sequence_column *columns;
	struct sequence_band *bands;
	struct sequence_frame_box *frames;
	size_t n_frames;
	int *gaps;		/* cells before each lifeline, and after the last */
};

void sequence_blocks(struct sequence *s, struct arena *a);
void sequence_columns(struct sequence *s, struct arena *a, int width);
void sequence_spans(struct sequence *s, struct arena *a);
void sequence_rows(struct sequence *s, struct arena *a);

/* Blocks around step i, at most SEQUENCE_NEST: each needs columns beside a note. */
int sequence_nest(const struct sequence *s, size_t i);

/* What stands in front of the condition of block or branch i: "alt", "else"; "" for a rectangle. */
const char *sequence_keyword(const struct sequence *s, size_t i);

/* The participants a step touches, in order of their columns; false if it touches none. */
bool sequence_touches(const struct sequence *s, size_t i, int *ret_first, int *ret_last);

/* The last of a lifeline's changes at or above a row; -1 before the first. */
ptrdiff_t sequence_course_at(const struct sequence_column *c, int row);

/* The last column that a lifeline or its bars use in a row. */
int sequence_lifeline_end(const struct sequence_column *c, int row);

/* The first step whose rows reach below `row`; n_steps if none. */
size_t sequence_find_row(const struct sequence *s, int row);

/* The first column whose lifeline is at x or right of it. */
size_t sequence_find_column(const struct sequence *s, int x);

/* How far the picture has come. */
struct sequence_moment {
	bool is_all;		/* everything is there, nothing is special */
	ptrdiff_t step;		/* the message on its way or last arrived; -1 before the first */
	bool has_arrived;
	int64_t gone_ns, hop_ns;	/* of its way */
	int row;		/* the last row that has happened */
};

struct sequence_drawing {
	const struct sequence *s;
	struct sequence_pen pen;
	struct sequence_moment now;
};

bool sequence_is_due(const struct sequence_moment *m, const struct sequence_band *b);

struct sequence_moment sequence_moment(const struct sequence *s, const struct sequence_frame *f);

void sequence_message_draw(const struct sequence_drawing *d, size_t i);

/* Everything below the heads. */
void sequence_body_draw(const struct sequence_drawing *d);

/* The heads that are there from the start; in one row, without boxes, if is_compact. */
void sequence_heads_draw(const struct sequence_drawing *d, bool is_compact);

/* The head of column i, where it is. */
void sequence_head_draw(const struct sequence_drawing *d, size_t i);

#endif
