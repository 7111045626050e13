/* SPDX-License-Identifier: MIT */
/*
 * The schema's history: step i brings a database from version i to i + 1. A
 * step is one transaction; an existing database is copied beside itself before
 * the first one ("progress.db.before-2"). The steps are the files of
 * data/schema, compiled in by tools/embed. Used by store.c.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/embedded.h"
#include "store/db.h"

enum { MIGRATE_APPLICATION_ID = 0x4E657068 };	/* "Neph", in every database of ours */

extern const struct embedded schema_steps[];
extern const int n_schema_steps;

/*
 * What a database is, before anything is done with it: ret_version is 0 for an
 * empty one. ERR_SYNTAX when it belongs to another program, ERR_NEWER (ret_version is set)
 * when it knows more than n steps, ERR_CORRUPT when it is no database at all.
 */
enum err migrate_identify(struct db *d, int n, int *ret_version);

/* Brings the database at path, open as d, from version to n; another process may do the same. */
enum err migrate(struct db *d, const char *path, int version, const struct embedded *steps, int n);

#endif
