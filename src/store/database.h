/* SPDX-License-Identifier: MIT */
/* What `doctor` tells about SQLite and the database's file: read without changing anything. */
#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct database_state {
	const char *path;		/* of the file in dir; set in any case */
	int64_t size_bytes;
	int version, newest;		/* of the schema: the file's, and this program's */
	int64_t n_events, n_devices;
};

/* ERR_NOT_FOUND when there is no database yet. Strings live in a. */
enum err database_look(const char *dir, struct arena *a, struct database_state *ret);

/* The version that runs; ret_built: the one whose headers were compiled in. */
const char *database_sqlite_version(const char **ret_built);

#endif
