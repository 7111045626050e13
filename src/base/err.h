/* SPDX-License-Identifier: MIT */
/*
 * What can go wrong outside the program. Functions that can fail return
 * enum err; results are written through ret_ parameters, on ERR_OK only.
 * Mistakes in content are not errors: they go to a diag_list (diag.h).
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

enum err {
	ERR_OK = 0,
	ERR_IO,		/* the system refused: errno tells */
	ERR_NOT_FOUND,	/* no such file, lesson, question or row */
	ERR_OUTSIDE,	/* a path that leaves its root, or names no regular file */
	ERR_TOO_BIG,	/* over a bound of ours: the message names it */
	ERR_SYNTAX,	/* not what the format allows */
	ERR_BUSY,	/* another process holds it */
	ERR_FULL,	/* no space left */
	ERR_READ_ONLY,	/* may be read, not written */
	ERR_CORRUPT,	/* damaged data */
	ERR_NEWER,	/* written by a newer version of this program */
	ERR_USAGE,	/* the command line is wrong */
	ERR_UNSUPPORTED,/* understood, but this terminal or build cannot */
};

/* One lower-case phrase, static: "no such file". */
const char *err_text(enum err e);

#endif
