/* SPDX-License-Identifier: MIT */
/*
 * The SDK in front of each call that a component makes: which outcomes are
 * tried again, after how long, until the attempts or the quota are used up.
 * Modes and numbers are facts (sdk.*), one set for each profile; with the older profile
 * functions have those of their runtime.
 */
#ifndef SIM_RETRY_H
#define SIM_RETRY_H

#include "sim/core.h"
#include "sim/service.h"

/* Gives m its SDK clients; called when something is built that calls others. */
void retrier_new(struct build *b, struct component *m);

/*
 * It has so many clients, each with a quota of its own: a level that changes as the run goes on,
 * of the environments of a function. They are counted as one pool. Without this it has one.
 */
void retrier_counts(struct component *m, const struct level *clients);

/*
 * Asked when a call that CALL_RETRIES ended: true when it will be tried again
 * (the event that wakes it at RETRY_COMPONENT is scheduled), false when the
 * caller gets the outcome. Keeps the quota either way.
 */
bool retry_again(struct sim *s, struct call *c, uint32_t slot, enum outcome outcome);

/* The retry that retry_again scheduled is due: sends the call again. */
void retry_wake(struct sim *s, uint32_t slot);

#endif
