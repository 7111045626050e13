/* SPDX-License-Identifier: MIT */
#include "tests/golden/golden.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "tests/support/t.h"

static void golden_path(struct buf *path, const char *name)
{
	const char *root = getenv("top_srcdir");

	buf_printf(path, "%s/tests/golden/%s.txt", root ? root : ".", name);
}

void golden_text(const char *name, const char *text)
{
	struct buf path, expected;

	buf_init(&path);
	buf_init(&expected);
	golden_path(&path, name);
	if (getenv("NEPHOSCOPE_UPDATE_GOLDEN"))
		t_int(file_write_atomic(buf_str(&path), text, strlen(text)), ERR_OK);
	if (file_read(buf_str(&path), &expected, NULL) != ERR_OK)
		fail_msg("%s: cannot be read; make update-golden writes it", buf_str(&path));
	if (strcmp(text, buf_str(&expected)) != 0)
		fail_msg("%s differs; is now:\n%s", buf_str(&path), text);
	buf_done(&path);
	buf_done(&expected);
}

void golden_canvas(const char *name, const struct canvas *c)
{
	struct buf b;

	buf_init(&b);
	canvas_text(c, &b);
	buf_pad(&b, '=', c->width > 0 ? (size_t)c->width : 1);
	buf_addc(&b, '\n');
	canvas_style_map(c, &b);
	golden_text(name, buf_str(&b));
	buf_done(&b);
}
