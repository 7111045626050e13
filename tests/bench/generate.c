/* SPDX-License-Identifier: MIT */
#include "tests/bench/generate.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/path.h"

static const char *const words[] = {
	"the", "a", "function", "bucket", "queue", "event", "invokes", "throttles", "request",
	"Lambda", "gateway", "alias", "version", "concurrency", "timeout", "retry", "message",
	"table", "stream", "shard", "policy", "role", "key", "stage", "deployment", "instance",
	"group", "alarm", "metric", "log", "template", "stack", "change", "set", "rollback",
	"pipeline", "artifact", "build", "secret", "rotation", "endpoint", "subnet", "and", "of",
	"to", "with", "when", "after", "before", "until", "while", "each", "one", "two", "three",
};

static const char *word(struct prng *r)
{
	return words[prng_below(r, sizeof(words) / sizeof(*words))];
}

static void sentence(struct buf *out, struct prng *r)
{
	size_t n = 6 + prng_below(r, 14);

	for (size_t i = 0; i < n; i++) {
		uint64_t kind = prng_below(r, 60);

		if (i)
			buf_addc(out, ' ');
		if (kind == 0)
			buf_printf(out, "*%s*", word(r));
		else if (kind == 1)
			buf_printf(out, "**%s %s**", word(r), word(r));
		else if (kind == 2)
			buf_printf(out, "`%s`", word(r));
		else if (kind == 3)
			buf_printf(out, "[%s %s](%s.md#%s)", word(r), word(r), word(r), word(r));
		else
			buf_adds(out, word(r));
	}
	buf_adds(out, ". ");
}

static void paragraph(struct buf *out, struct prng *r)
{
	for (uint64_t i = 2 + prng_below(r, 5); i > 0; i--)
		sentence(out, r);
	buf_adds(out, "\n\n");
}

static void list(struct buf *out, struct prng *r)
{
	for (uint64_t i = 3 + prng_below(r, 4); i > 0; i--) {
		buf_adds(out, "- ");
		sentence(out, r);
		buf_addc(out, '\n');
		if (prng_below(r, 4) == 0) {
			buf_adds(out, "  1. ");
			sentence(out, r);
			buf_addc(out, '\n');
		}
	}
	buf_addc(out, '\n');
}

static void code(struct buf *out, struct prng *r)
{
	buf_adds(out, "```yaml\nResources:\n");
	for (uint64_t i = 2 + prng_below(r, 5); i > 0; i--)
		buf_printf(out, "  %s%d:\n    Type: AWS::Serverless::Function\n    MemorySize: %d # %s\n",
			   word(r), (int)i, (int)prng_below(r, 4096), word(r));
	buf_adds(out, "```\n\n");
}

static void quote(struct buf *out, struct prng *r)
{
	buf_adds(out, "> ");
	sentence(out, r);
	buf_adds(out, "\n> ");
	sentence(out, r);
	buf_adds(out, "\n\n");
}

static void table(struct buf *out, struct prng *r)
{
	buf_adds(out, "| fact | value | note |\n| --- | --: | --- |\n");
	for (uint64_t i = 3 + prng_below(r, 6); i > 0; i--)
		buf_printf(out, "| %s %s | %d | %s %s `%s` %s %s |\n", word(r), word(r),
			   (int)prng_below(r, 10000), word(r), word(r), word(r), word(r), word(r));
	buf_addc(out, '\n');
}

void generate_markdown(struct buf *out, struct prng *r, size_t n, bool has_tables)
{
	size_t end = out->len + n;

	while (out->len < end) {
		buf_printf(out, "%s %s %s %s\n\n", prng_below(r, 4) ? "##" : "###", word(r), word(r),
			   word(r));
		paragraph(out, r);
		paragraph(out, r);
		list(out, r);
		if (prng_below(r, 2))
			code(out, r);
		if (prng_below(r, 3) == 0)
			quote(out, r);
		if (has_tables)
			table(out, r);
	}
}

void generate_course(const char *dir, size_t n)
{
	struct prng r;
	struct buf text, menu;
	struct arena a;

	prng_init(&r, 42);
	arena_init(&a);
	buf_init(&text);
	buf_init(&menu);
	buf_adds(&menu, "# Bulk\n\n");
	for (size_t i = 0, done = 0; done < n; i++, done += text.len) {
		buf_clear(&text);
		buf_printf(&text, "# Lesson %zu\n\n", i);
		generate_markdown(&text, &r, 50000, true);
		buf_printf(&menu, "- [Lesson %zu](l%zu.md)\n", i, i);
		file_write_atomic(arena_printf(&a, "%s/l%zu.md", dir, i), text.p, text.len);
	}
	file_write_atomic(arena_printf(&a, "%s/SUMMARY.md", dir), menu.p, menu.len);
	buf_done(&text);
	buf_done(&menu);
	arena_done(&a);
}
