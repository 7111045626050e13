/* SPDX-License-Identifier: MIT */
/*
 * Events read straight off the pages of a damaged database and its write-ahead
 * log, past SQLite. No page relies on another one, so that only what a damaged
 * page itself held is lost. That is sound because an event never changes: any
 * copy of it, also one on a page that is out of use, is the event.
 *
 * The layout is SQLite's: https://www.sqlite.org/fileformat2.html. The table
 * has no rowid, so that its rows are records in the cells of index pages.
 */
#ifndef STORE_PAGES_H
#define STORE_PAGES_H

#include "store/journal.h"

enum { PAGES_SIZE = 4096 };	/* of a page, in every database of ours */

/* Told of each event found, of some several times; anything but ERR_OK ends the scan. */
typedef enum err pages_found(void *context, const struct event *ev);

/*
 * Scans the database at path and the log beside it. ERR_NOT_FOUND when there
 * is no such file, ERR_IO when nothing of it can be read.
 */
enum err pages_scan(const char *path, pages_found *found, void *context);

#endif
