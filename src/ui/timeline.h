/* SPDX-License-Identifier: MIT */
/*
 * Time in a trace: playing, pausing, stepping, speed, and the bar that shows
 * it. The clock is an argument: where a trace stands is a function of this
 * state and of now. Used by whatever plays a trace.
 *
 * A stop is the moment an event's hop has ended: stepping goes from stop to stop.
 */
#ifndef UI_TIMELINE_H
#define UI_TIMELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "canvas/canvas.h"
#include "model/trace.h"

struct timeline {
	const struct trace *trace;
	int64_t t_ns;		/* where it stood at since_ns */
	int64_t since_ns;
	int speed;		/* quarters of the true speed: 1, 2, 4 .. 32 */
	bool is_running;	/* was set going; see timeline_is_playing */
	bool is_still;		/* playing goes from stop to stop instead of gliding */
};

/* Paused at the first stop. */
void timeline_init(struct timeline *l, const struct trace *trace, bool is_still);

int64_t timeline_now(const struct timeline *l, int64_t now_ns);		/* 0 .. the trace's end */
bool timeline_is_playing(const struct timeline *l, int64_t now_ns);	/* and not at the end */

/* The last event has ended. */
bool timeline_is_over(const struct timeline *l, int64_t now_ns);

/* Paused where timeline_init left it: nothing was played yet. */
bool timeline_is_fresh(const struct timeline *l, int64_t now_ns);

/* From the first stop and from the end playing begins anew, so that nothing is missed. */
void timeline_play(struct timeline *l, int64_t now_ns);
void timeline_pause(struct timeline *l, int64_t now_ns);

/* Goes on playing if it was. */
void timeline_seek(struct timeline *l, int64_t t_ns, int64_t now_ns);
void timeline_step(struct timeline *l, int direction, int64_t now_ns);	/* -1 or 1; pauses */
void timeline_change_speed(struct timeline *l, int direction, int64_t now_ns);

/* When the picture changes next, on the clock of now_ns; -1 = not by itself. */
int64_t timeline_next_ns(const struct timeline *l, int64_t now_ns);

/* "×1", "×0.25" */
const char *timeline_speed_name(const struct timeline *l);

/* "0:04.2" into out. */
enum { TIMELINE_CLOCK_SIZE = 24 };
void timeline_clock(int64_t t_ns, char out[TIMELINE_CLOCK_SIZE]);

/* The bar: marks for events, "!" for lost ones, a heavy line for what has passed, "●" for now. */
void timeline_draw(const struct timeline *l, struct canvas *c, int y, int x, int width,
		   int64_t now_ns);

/* The time that column `column` of such a bar stands for. */
int64_t timeline_at(const struct timeline *l, int width, int column);

#endif
