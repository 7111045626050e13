/* SPDX-License-Identifier: MIT */
/*
 * Appending to the event log, and what each kind of event is called. The log is
 * never changed otherwise; derive.h makes sense of it.
 */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include "base/uuid.h"
#include "store/db.h"
#include "store/store.h"

enum event_kind {
	EVENT_OPENED,
	EVENT_PLACE,
	EVENT_READ,
	EVENT_PLAYED,
	EVENT_ANSWERED,
	EVENT_MARKED,
	EVENT_UNMARKED,
	EVENT_VOID,
	N_EVENT_KINDS,
};

/* "item-answered", as the log spells it. */
const char *event_kind_name(enum event_kind k);
/* N_EVENT_KINDS for a kind that only a newer version knows. */
enum event_kind event_kind_find(const char *name);

/* A whole row of the log; text is borrowed and need not end with a NUL. */
struct event {
	struct uuid id, device;
	int64_t seq, at_ms, tz_min;
	const char *kind, *item;
	size_t kind_len, item_len;
	int64_t item_rev;
	const char *body;	/* a JSON object */
	size_t body_len;
};

struct journal {
	struct uuid device;
	struct uuid last;	/* id given last: ids of one process only grow */
};

/* Finds this device's id in the database, or makes one (within a transaction of the caller's). */
enum err journal_load(struct journal *j, struct db *d);
enum err journal_found(struct journal *j, struct db *d);

/* Writes an event within a transaction of the caller's. body is a JSON object. */
enum err journal_append(struct journal *j, struct db *d, struct store_time t, enum event_kind kind,
			const char *item, uint64_t item_rev, const char *body,
			struct uuid *ret_id);

/* Writes a row of another log; ret_is_new is false if it is there already, or is not fit. */
enum err journal_adopt(struct db *d, const struct event *ev, bool *ret_is_new);

/* The pieces of a JSON object; start with an empty buffer. */
void body_int(struct buf *b, const char *key, int64_t value);
void body_bool(struct buf *b, const char *key, bool value);
void body_text(struct buf *b, const char *key, const char *value);
const char *body_end(struct buf *b);	/* closes the object; borrowed */

#endif
