/* SPDX-License-Identifier: MIT */
/*
 * Full text search over a course: an FTS5 index in the cache folder, one
 * passage a heading or a question. Built once; files that changed are read again. Losing it
 * loses nothing.
 */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "model/hit.h"

struct search;

/* Opens the index of the course at root; in memory when dir is NULL or not writable. */
enum err search_open(const char *dir, const char *root, struct search **ret);
void search_close(struct search *s);

/* True when the file at path (relative) is in the index with this stamp. */
bool search_is_fresh(struct search *s, const char *path, const struct file_stamp *stamp);

/*
 * Begins and ends an update; between them, files may be added and forgotten.
 * Files not mentioned are kept. ERR_BUSY: another process is at it, try again
 * later. After any error nothing of the update stays, and a commit returns that error.
 */
enum err search_begin(struct search *s);
enum err search_commit(struct search *s);

/* Replaces what is known of a file: call search_add_file once, then search_add for each passage. */
enum err search_add_file(struct search *s, const char *path, const char *title,
			 const struct file_stamp *stamp);
struct search_passage {
	const char *heading, *heading_id;	/* "" before the first; a question's title and id */
	int line;
	const char *text;			/* what stands below this heading alone */
	size_t len;
	bool is_question;
};
enum err search_add(struct search *s, const struct search_passage *p);
/* Forgets the files that are not in keep (n paths). */
enum err search_retain(struct search *s, const char *const *keep, size_t n);

/*
 * The best hits for query as people type it: words are prefixes and all must
 * occur, "quoted words" are phrases; any bytes are safe. Results live in a.
 *
 * ERR_CORRUPT, here and in an update: the index was damaged and is empty now;
 * no file is fresh any more, add them again.
 */
enum err search_query(struct search *s, const char *query, size_t limit, struct arena *a,
		      const struct search_hit **ret_hits, size_t *ret_n);

#endif
