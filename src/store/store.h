/* SPDX-License-Identifier: MIT */
/*
 * What the learner did, in SQLite. The event log is the truth: append-only,
 * each event with a UUIDv7, the device and a sequence number. All else is
 * derived from it, kept in tables by the same transaction, and rebuilt byte for
 * byte by store_rebuild().
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/attempt.h"
#include "model/progress.h"

struct store;

/* When something happened, told by the caller: the store asks no clock. */
struct store_time {
	int64_t unix_ms;
	int utc_offset_min;
};

/*
 * Opens (creates, migrates) the database in dir. When it can only be read
 * (read-only home, full disk, newer version, damaged) the store still opens if
 * reading is possible at all: store_is_writable() tells, ret_why says what is
 * wrong and how to mend it (one or two sentences; "" when all is well). A
 * damaged database is never overwritten.
 *
 * ERR_CORRUPT (store_salvage() mends it) and ERR_SYNTAX (the file belongs to
 * another program) give no store; ret_why says so.
 */
enum err store_open(const char *dir, struct store **ret_store, struct buf *ret_why);
void store_close(struct store *s);	/* NULL is fine */
bool store_is_writable(const struct store *s);

/*
 * Each is one durable transaction: on ERR_OK it is on the disk. A store that is
 * not writable returns why not; one that could not even be read (no folder) still
 * takes events in, so that the session works, and forgets them when closed.
 */
enum err store_opened(struct store *s, struct store_time t, const char *lesson);
enum err store_place(struct store *s, struct store_time t, const char *lesson,
		     const struct place *place, int permille, bool is_end);
/* diagram: its title, else "#" and its number in the lesson. */
enum err store_played(struct store *s, struct store_time t, const char *lesson,
		      const char *diagram);
enum err store_answered(struct store *s, struct store_time t, const struct attempt *attempt);
/* A bookmark is known by lesson, line and fingerprint: to remove one, give the place it has. */
enum err store_bookmark(struct store *s, struct store_time t, const char *lesson,
			const struct place *place, const char *label, bool is_set);

/*
 * Takes back the answer given last on this device (an event of its own that
 * voids it). ERR_NOT_FOUND if there is none.
 */
enum err store_undo_answer(struct store *s, struct store_time t);

/* All derived state; the caller frees it with progress_free(). */
enum err store_progress(struct store *s, struct store_time now, struct progress **ret);

/*
 * One event a line, newest first, for `progress`:
 * "2026-11-23 21:04  answered  lambda-async-retries  right".
 */
enum err store_history(struct store *s, size_t limit, struct buf *out);

/* Makes the derived tables anew from the log. */
enum err store_rebuild(struct store *s);

/* A dump of the derived tables, for comparing before and after a rebuild. */
enum err store_dump_derived(struct store *s, struct buf *out);

/* Findings of a check of the file, and of the derived tables against the log, one a line. */
enum err store_check(struct store *s, struct buf *out);

/*
 * Moves a damaged database in dir aside ("progress.db.damaged-20261123-2104",
 * ret_aside: the caller frees it) and makes a new one from every event that can
 * still be read, page by page. ret_saved counts them. No store may be open on it. After an
 * error everything is where it was and ret_why says what to do.
 */
enum err store_salvage(const char *dir, struct store_time t, char **ret_aside, size_t *ret_saved,
		       struct buf *ret_why);

#endif
