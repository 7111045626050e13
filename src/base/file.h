/* SPDX-License-Identifier: MIT */
/*
 * Whole files. Only plain files are read: never a device, a pipe or a folder,
 * which could block or never end.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Parsed Markdown of the worst kind takes 150 times its bytes. */
enum { FILE_MAX_BYTES = 8 * 1024 * 1024 };

/* What tells one state of a file from another. */
struct file_stamp {
	int64_t mtime_ns;
	int64_t size_bytes;
	uint64_t inode;
};

/*
 * Appends a file's bytes to out. ERR_NOT_FOUND, ERR_OUTSIDE (not a plain
 * file), ERR_TOO_BIG (over FILE_MAX_BYTES) or ERR_IO (errno tells). ret_stamp may be NULL.
 */
enum err file_read(const char *path, struct buf *out, struct file_stamp *ret_stamp);

/*
 * The same for a path that content named, relative to root: symbolic links are
 * followed only while they stay inside root.
 */
enum err file_read_inside(const char *root, const char *path, struct buf *out,
			  struct file_stamp *ret_stamp);

/* Reads a stream to its end, at most FILE_MAX_BYTES. */
enum err file_read_fd(int fd, struct buf *out);

/* Writes data so that either the old or the new file is there after a crash. */
enum err file_write_atomic(const char *path, const char *data, size_t n);

enum err file_stamp(const char *path, struct file_stamp *ret_stamp);

/* Creates a folder and its parents, private to the user (mode 0700). */
enum err file_mkdirs(const char *path);

#endif
