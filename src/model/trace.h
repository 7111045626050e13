/* SPDX-License-Identifier: MIT */
/*
 * What happened when: the one form in which a diagram's messages and (later) a
 * simulated run reach the player. Plain data, ordered by time; a frame of the
 * player is a pure function of (diagram, trace, time, size).
 */
#ifndef MODEL_TRACE_H
#define MODEL_TRACE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "model/diagram.h"

enum trace_outcome { OUTCOME_OK, OUTCOME_LOST, OUTCOME_REPLY };

/* One hop: something goes from one participant to another. */
struct trace_event {
	int64_t start_ns, end_ns;	/* of the hop; start_ns never decreases along the trace */
	uint16_t from, to;		/* participants of the diagram */
	enum trace_outcome outcome;
	uint32_t step;			/* the diagram's step it comes from */
	const char *label;		/* short: "PutObject cat.jpg" */
	const char *narration;		/* one or two sentences: what happens and why */
};

struct trace {
	const struct trace_event *events;
	size_t n_events;
	int64_t end_ns;			/* when all is done; at least the last end_ns */
};

/* Each message of a drawn diagram takes this long, and so does the rest after it. */
enum { TRACE_HOP_MS = 900, TRACE_REST_MS = 1100 };

/*
 * Turns a diagram into a trace: one event a message, in order. A message's
 * narration is the author's, else the notes that follow it, else a sentence
 * made of its arrow ("User calls S3 bucket: put cat.jpg").
 */
struct trace *diagram_trace(struct arena *a, const struct diagram *d);

/* The last event that has started at t_ns; -1 before the first. */
ptrdiff_t trace_event_at(const struct trace *t, int64_t t_ns);

/*
 * The transcript: title, participants, then one numbered paragraph an event,
 * with the blocks (loop, alt ...) and notes as lines of their own. Lines are
 * not wrapped.
 */
void trace_transcript(const struct trace *t, const struct diagram *d, struct buf *out);

#endif
