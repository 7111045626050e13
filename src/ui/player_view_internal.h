/* SPDX-License-Identifier: MIT */
/* What the files player_*.c share: the state, and where things are on the screen. */
#ifndef UI_PLAYER_VIEW_INTERNAL_H
#define UI_PLAYER_VIEW_INTERNAL_H

#include "layout/sequence.h"
#include "ui/player_view.h"
#include "ui/timeline.h"
#include "ui/transcript.h"

/* Rows and columns of the parts; height 0 = not shown. */
struct player_places {
	int picture_y, picture_x, picture_height, picture_width;
	int rule_y;		/* -1 = none */
	int text_y, text_x, text_height, text_width;	/* of the narration, or the story */
	bool has_story;		/* room below the picture for what has happened so far */
	int bar_y, bar_x, bar_width;	/* bar_y -1 = none */
};

struct player_view {
	struct view base;
	const struct diagram *diagram;
	struct arena arena;		/* the trace and what is made once */
	const struct trace *trace;
	const char *breadcrumb;
	const char *transcript_text;
	struct timeline timeline;
	bool is_reported;		/* ACTION_PLAYED was sent */
	bool has_jumped;		/* to the end where it stands, not played up to there */
	bool shows_transcript;
	int scroll, pan, transcript_scroll;	/* by the user, beside what follows the time */

	struct arena layout_arena;	/* for the width it was last drawn in */
	int layout_width;
	const struct sequence *sequence;
	struct transcript transcript;
	int narration_rows;		/* the most that any event needs */
	struct player_places places;	/* as last drawn; for the mouse and for scrolling */
};

/* player_draw.c */
void player_draw(struct view *v, struct canvas *c, int64_t now_ns);

/* player_scroll.c: what shows of a picture that is larger than its place, at time t_ns. */
int player_scroll_at(const struct player_view *p, int64_t t_ns);
int player_pan_at(const struct player_view *p, int64_t t_ns);
int player_transcript_at(const struct player_view *p, int64_t t_ns);

/* Moves by so many rows and columns, as far as there is something to see; false if there is not. */
bool player_scroll_by(struct player_view *p, ptrdiff_t rows, int columns, int64_t t_ns);

#endif
