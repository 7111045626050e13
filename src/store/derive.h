/* SPDX-License-Identifier: MIT */
/*
 * The tables that are derived from the log. What an event means is one piece of
 * SQL for each kind, used alike when the event is appended and when everything
 * is made anew: so both give the same bytes.
 *
 * Events count in the order of (at_ms, device, seq). One that comes late in
 * that order (a clock went back) has its lesson or question derived again.
 */
#ifndef STORE_DERIVE_H
#define STORE_DERIVE_H

#include "base/uuid.h"
#include "store/db.h"

/* Takes in the event with this id, just appended, in the same transaction. */
enum err derive_event(struct db *d, const struct uuid *id);

/* Empties the tables and replays the whole log, within a transaction of the caller's. */
enum err derive_all(struct db *d);

/* False when the tables were made by another version's rules, or never: derive_all is due. */
enum err derive_is_current(struct db *d, bool *ret);

/* All rows of all derived tables, in the order of their keys, as text. */
enum err derive_dump(struct db *d, struct buf *out);

#endif
