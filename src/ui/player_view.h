/* SPDX-License-Identifier: MIT */
/*
 * Plays a sequence diagram on the whole screen, message by message, with what
 * each one means. Sends ACTION_PLAYED once, when the end was reached by playing
 * or stepping; jumping there does not count.
 *
 * When the time of view_next_ns has come, app sends a key K_NONE before it
 * draws: playing to the end has no key of its own to answer.
 */
#ifndef UI_PLAYER_VIEW_H
#define UI_PLAYER_VIEW_H

#include "model/diagram.h"
#include "ui/view.h"

struct player_options {
	const char *breadcrumb;	/* "Lambda › An inside look: S3 events"; "" = none; copied */
	bool is_still;		/* no animation: messages appear whole */
};

/* d outlives the view. */
struct view *player_view_new(const struct diagram *d, const struct player_options *o);

#endif
