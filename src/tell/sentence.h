/* SPDX-License-Identifier: MIT */
/*
 * A moment of a simulated run in one sentence, for transcripts and for the
 * stage: "Uploads answers the client: ok." Pure: what it says depends on the event, and on the
 * architecture for the names in it.
 */
#ifndef TELL_SENTENCE_H
#define TELL_SENTENCE_H

#include "base/buf.h"
#include "model/arch.h"
#include "model/history.h"

/*
 * names: of components, by index (sim_component_names); arch: for those of states, NULL = they
 * have none. Appends no newline.
 */
void sentence_of(struct buf *out, const struct history_event *e, const char *const *names,
		 const struct arch *arch);

/* What travels, in a word or two: "PutObject", "ok", "429"; for labels on arrows. */
void sentence_label(struct buf *out, const struct history_event *e);

#endif
