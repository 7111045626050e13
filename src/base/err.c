/* SPDX-License-Identifier: MIT */
#include "base/err.h"

const char *err_text(enum err e)
{
	static const char *const text[] = {
		[ERR_OK] = "fine",
		[ERR_IO] = "the system refused to read or write",
		[ERR_NOT_FOUND] = "not found",
		[ERR_OUTSIDE] = "outside the course folder, or not a plain file",
		[ERR_TOO_BIG] = "over the 8 MB that are read",
		[ERR_SYNTAX] = "malformed",
		[ERR_BUSY] = "in use by another program",
		[ERR_FULL] = "no space left",
		[ERR_READ_ONLY] = "read-only",
		[ERR_CORRUPT] = "damaged",
		[ERR_NEWER] = "written by a newer version",
		[ERR_USAGE] = "wrong usage",
		[ERR_UNSUPPORTED] = "not supported here",
	};

	return text[e];
}
