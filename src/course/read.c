/* SPDX-License-Identifier: MIT */
#include "course/read.h"

#include "base/utf8.h"

enum err course_read(const char *root, const char *path, struct buf *out,
		     struct file_stamp *ret_stamp)
{
	struct buf raw;
	enum err e;

	buf_init(&raw);
	e = file_read_inside(root, path, &raw, ret_stamp);
	if (e == ERR_OK)
		utf8_clean(out, buf_str(&raw), raw.len);
	buf_done(&raw);
	return e;
}
