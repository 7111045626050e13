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

static const char *const usual_form =
	"  Function%d:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src/function%d\n"
	"      Handler: app.handler\n      Runtime: python3.13\n      Environment:\n        Variables:\n"
	"          TABLE: !Ref Table%d\n      Policies:\n        - DynamoDBCrudPolicy:\n"
	"            TableName: !Ref Table%d\n      Events:\n        Work:\n          Type: SQS\n"
	"          Properties:\n            Queue: !GetAtt Queue%d.Arn\n            BatchSize: 10\n"
	"  Queue%d:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 60\n"
	"  Table%d:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: PAY_PER_REQUEST\n";

static const char *const dense_form =
	"  F%d: {Type: AWS::Serverless::Function, Properties: {CodeUri: f%d, Environment: {Variables:"
	" {T: !Ref T%d}}, Policies: [{DynamoDBCrudPolicy: {TableName: !Ref T%d}}],"
	" Events: {E: {Type: SQS, Properties: {Queue: !GetAtt Q%d.Arn}}}}}\n"
	"  Q%d: {Type: AWS::SQS::Queue}\n  T%d: {Type: AWS::DynamoDB::Table}\n";

void generate_template(struct buf *out, size_t n, bool is_dense)
{
	size_t end = out->len + n;

	buf_adds(out, "Transform: AWS::Serverless-2016-10-31\nResources:\n");
	for (int i = 0; out->len < end; i++)
		if (is_dense)
			buf_printf(out, dense_form, i, i, i, i, i, i, i);
		else
			buf_printf(out, usual_form, i, i, i, i, i, i, i);
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
