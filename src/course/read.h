/* SPDX-License-Identifier: MIT */
/* Files of a course as clean text. */
#ifndef COURSE_READ_H
#define COURSE_READ_H

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"

/* Appends the clean text (utf8.h) of a file inside root. ret_stamp may be NULL. */
enum err course_read(const char *root, const char *path, struct buf *out,
		     struct file_stamp *ret_stamp);

#endif
