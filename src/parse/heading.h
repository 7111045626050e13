/* SPDX-License-Identifier: MIT */
/* Ids of headings as mdBook makes them, made unique within one document. */
#ifndef PARSE_HEADING_H
#define PARSE_HEADING_H

#include <stddef.h>

#include "base/arena.h"
#include "model/doc.h"

struct heading_slot;

/* The ids that were given out so far. */
struct heading_ids {
	struct heading_slot *slots;	/* open addressing; n_slots is a power of two or 0 */
	size_t n_slots, n_used;
};

void heading_ids_init(struct heading_ids *ids);
void heading_ids_done(struct heading_ids *ids);

/* base itself if it is new, else base-1, base-2 ...; the result lives in a. */
const char *heading_ids_take(struct heading_ids *ids, const char *base, struct arena *a);

/*
 * Takes attributes off the end of a heading's text ("{#custom .class}") and
 * returns the id they set, NULL if they set none. The text's spans are changed.
 */
const char *heading_attributes(struct span *spans, uint32_t *n, struct arena *a);

/* The id that a heading's text gives by itself. */
const char *heading_text_id(const struct text *t, struct arena *a);

#endif
