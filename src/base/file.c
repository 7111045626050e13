/* SPDX-License-Identifier: MIT */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/path.h"

static enum err err_of_errno(void)
{
	switch (errno) {
	case ENOENT:
	case ENOTDIR:
		return ERR_NOT_FOUND;
	case ENOSPC:
	case EDQUOT:
		return ERR_FULL;
	case EROFS:
		return ERR_READ_ONLY;
	case ELOOP:
		return ERR_OUTSIDE;
	default:
		return ERR_IO;
	}
}

static void stamp_of_stat(const struct stat *st, struct file_stamp *ret)
{
	*ret = (struct file_stamp){
		.mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		.size_bytes = st->st_size,
		.inode = st->st_ino,
	};
}

enum err file_stamp(const char *path, struct file_stamp *ret_stamp)
{
	struct stat st;

	if (stat(path, &st))
		return err_of_errno();
	stamp_of_stat(&st, ret_stamp);
	return ERR_OK;
}

enum err file_read_fd(int fd, struct buf *out)
{
	size_t start = out->len;

	for (;;) {
		ssize_t n;

		buf_reserve(out, 64 * 1024);
		n = read(fd, out->p + out->len, out->cap - out->len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_of_errno();
		out->len += (size_t)n;
		out->p[out->len] = '\0';
		if (!n)
			return ERR_OK;
		if (out->len - start > FILE_MAX_BYTES)
			return ERR_TOO_BIG;
	}
}

static enum err read_plain(int fd, struct buf *out, struct file_stamp *ret_stamp)
{
	struct stat st;

	if (fstat(fd, &st))
		return err_of_errno();
	if (!S_ISREG(st.st_mode))
		return ERR_OUTSIDE;
	if (st.st_size > FILE_MAX_BYTES)
		return ERR_TOO_BIG;
	if (ret_stamp)
		stamp_of_stat(&st, ret_stamp);
	buf_reserve(out, (size_t)st.st_size + 1);
	return file_read_fd(fd, out);
}

enum err file_read(const char *path, struct buf *out, struct file_stamp *ret_stamp)
{
	/* O_NONBLOCK: opening a pipe must not wait for its writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	enum err e;

	if (fd < 0)
		return err_of_errno();
	e = read_plain(fd, out, ret_stamp);
	close(fd);
	return e;
}

/* True when real is root itself or lies below it. */
static bool is_below(const char *root, const char *real)
{
	size_t n = strlen(root);

	if (n == 1)	/* "/" */
		return true;
	return !strncmp(root, real, n) && (real[n] == '/' || !real[n]);
}

/* True when no part of path is a symbolic link or "..": it lies below root by its text alone. */
static bool is_straight(const char *root, const char *path)
{
	char full[PATH_MAX];
	size_t n = strlen(root);
	int len = snprintf(full, sizeof(full), "%s/%s", root, path);

	if (path[0] == '/' || len < 0 || (size_t)len >= sizeof(full))
		return false;
	for (char *p = full + n + 1; *p; p += *p == '/') {
		char *part = p;
		struct stat st;
		char end;

		p += strcspn(p, "/");
		if (p - part == 2 && part[0] == '.' && part[1] == '.')
			return false;
		end = *p;
		*p = '\0';
		if (lstat(full, &st) || S_ISLNK(st.st_mode))
			return false;
		*p = end;
	}
	return true;
}

enum err file_read_inside(const char *root, const char *path, struct buf *out,
			  struct file_stamp *ret_stamp)
{
	struct arena a;
	char *real_root, *real = NULL;
	enum err e = ERR_OK;

	arena_init(&a);
	if (is_straight(root, path)) {
		e = file_read(path_join(&a, root, path), out, ret_stamp);
		arena_done(&a);
		return e;
	}
	real_root = realpath(root, NULL);
	if (real_root)
		real = realpath(path_join(&a, root, path), NULL);
	if (!real)
		e = err_of_errno();
	else if (!is_below(real_root, real))
		e = ERR_OUTSIDE;
	else
		e = file_read(real, out, ret_stamp);
	free(real);
	free(real_root);
	arena_done(&a);
	return e;
}

static enum err write_all(int fd, const char *data, size_t n)
{
	while (n) {
		ssize_t w = write(fd, data, n);

		if (w < 0 && errno == EINTR)
			continue;
		if (w < 0)
			return err_of_errno();
		data += w;
		n -= (size_t)w;
	}
	return fsync(fd) ? err_of_errno() : ERR_OK;
}

enum err file_write_atomic(const char *path, const char *data, size_t n)
{
	struct arena a;
	char *temp;
	enum err e;
	int fd;

	arena_init(&a);
	temp = arena_printf(&a, "%s.XXXXXX", path);
	fd = mkstemp(temp);
	if (fd < 0) {
		e = err_of_errno();
		arena_done(&a);
		return e;
	}
	e = write_all(fd, data, n);
	if (close(fd) && e == ERR_OK)
		e = err_of_errno();
	if (e == ERR_OK && rename(temp, path))
		e = err_of_errno();
	if (e != ERR_OK)
		unlink(temp);
	arena_done(&a);
	return e;
}

enum err file_mkdirs(const char *path)
{
	char part[PATH_MAX];
	size_t n = strlen(path);

	if (!n || n >= sizeof(part))
		return ERR_NOT_FOUND;
	memcpy(part, path, n + 1);
	for (size_t i = 1; i <= n; i++) {
		if (part[i] != '/' && part[i])
			continue;
		part[i] = '\0';
		if (mkdir(part, 0700) && errno != EEXIST)
			return err_of_errno();
		part[i] = i < n ? '/' : '\0';
	}
	return ERR_OK;
}
