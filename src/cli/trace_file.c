/* SPDX-License-Identifier: MIT */
#include "cli/trace_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/path.h"
#include "base/xalloc.h"
#include "sim/core.h"

enum {
	WRITE_BYTES = 1 << 16,
	LINE_BYTES = 512, /* a line is shorter, names not counted */
};

/* A text with its length: a trace has many lines of the same few. */
struct text {
	const char *s;
	size_t n;
};

struct trace_file {
	int fd;
	int error;      /* errno of the first write that failed */
	bool is_viewer; /* the Trace Event Format */
	bool has_any;
	struct buf buf;
	struct arena arena;
	const struct text *names; /* of components, as JSON strings */
	size_t n_names;
	struct text ops[N_OPS], moments[N_MOMENTS];
};

static void flush(struct trace_file *t)
{
	const char *p = buf_str(&t->buf);
	size_t left = t->buf.len;

	while (left && !t->error) {
		ssize_t n = write(t->fd, p, left);

		if (n < 0 && errno != EINTR)
			t->error = errno;
		if (n > 0) {
			p += n;
			left -= (size_t)n;
		}
	}
	buf_clear(&t->buf);
}

/* Logical ids are letters and digits by AWS's rules; anything else was cleaned when it was read. */
static void add_json_string(struct buf *b, const char *s)
{
	buf_addc(b, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			buf_addc(b, '\\');
		if ((unsigned char)*s < 0x20)
			buf_printf(b, "\\u%04x", (unsigned)*s);
		else
			buf_addc(b, *s);
	}
	buf_addc(b, '"');
}

static void read_names(struct trace_file *t, const struct arch *arch)
{
	const char *const *names = sim_component_names(&t->arena, arch, &t->n_names);
	struct text *list = arena_alloc(&t->arena, (t->n_names + 1) * sizeof(*list));

	for (size_t i = 0; i < t->n_names; i++) {
		struct buf b;

		buf_init(&b);
		add_json_string(&b, names[i]);
		list[i] = (struct text){arena_strdup(&t->arena, buf_str(&b)), b.len};
		buf_done(&b);
	}
	t->names = list;
	for (int i = 0; i < N_OPS; i++)
		t->ops[i] = (struct text){op_name((enum op)i), strlen(op_name((enum op)i))};
	for (int i = 0; i < N_MOMENTS; i++)
		t->moments[i] = (struct text){moment_name((enum moment)i),
					      strlen(moment_name((enum moment)i))};
}

enum err trace_file_open(const char *path, const struct arch *arch, struct trace_file **ret)
{
	bool is_lines = path_has_suffix(path, ".jsonl"), is_viewer = path_has_suffix(path, ".json");
	struct trace_file *t;
	int fd;

	if (!is_lines && !is_viewer)
		return ERR_USAGE;
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return ERR_IO;
	t = xcalloc(1, sizeof(*t));
	t->fd = fd;
	t->is_viewer = is_viewer;
	arena_init(&t->arena);
	read_names(t, arch);
	buf_init(&t->buf);
	if (is_viewer)
		buf_adds(&t->buf, "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[\n");
	*ret = t;
	return ERR_OK;
}

static void add_number(struct buf *b, uint64_t n)
{
	char digits[24];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + n % 10);
	while (n /= 10);
	buf_add(b, digits + at, sizeof(digits) - at);
}

static void add_key_number(struct buf *b, const char *key, uint64_t n)
{
	buf_adds(b, key);
	add_number(b, n);
}

/* Where a line is put together: it has room for the longest. */
struct line {
	char *at;
};

#define PUT(line, literal) \
	(memcpy((line)->at, literal, sizeof(literal) - 1), (line)->at += sizeof(literal) - 1)

static inline void put_text(struct line *l, struct text t)
{
	memcpy(l->at, t.s, t.n);
	l->at += t.n;
}

static inline void put_number(struct line *l, uint64_t n)
{
	char digits[24];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + n % 10);
	while (n /= 10);
	put_text(l, (struct text){digits + at, sizeof(digits) - at});
}

static void put_end(struct line *l, const struct history_event *e)
{
	char text[8];

	if (e->outcome) {
		const char *outcome = outcome_text((enum outcome)e->outcome, text);

		PUT(l, ",\"outcome\":\"");
		put_text(l, (struct text){outcome, strlen(outcome)});
		PUT(l, "\"");
	}
	if (e->rule) {
		const char *rule = rule_info((enum rule)e->rule)->id;

		PUT(l, ",\"rule\":\"");
		put_text(l, (struct text){rule, strlen(rule)});
		PUT(l, "\"");
	}
	if (e->value) {
		PUT(l, ",\"value\":");
		if (e->value < 0)
			PUT(l, "-");
		put_number(l, e->value < 0 ? -(uint64_t)e->value : (uint64_t)e->value);
	}
	PUT(l, "}\n");
}

static void add_event(struct trace_file *t, const struct history_event *e)
{
	struct text from = t->names[e->from], to = t->names[e->to];
	struct line l;

	buf_reserve(&t->buf, LINE_BYTES + from.n + to.n);
	l.at = t->buf.p + t->buf.len;
	PUT(&l, "{\"ns\":");
	put_number(&l, (uint64_t)e->at_ns);
	PUT(&l, ",\"event\":\"");
	put_text(&l, t->moments[e->moment]);
	PUT(&l, "\",\"op\":\"");
	put_text(&l, t->ops[e->op]);
	PUT(&l, "\",\"from\":");
	put_text(&l, from);
	PUT(&l, ",\"to\":");
	put_text(&l, to);
	if (e->request != REQUEST_NONE) {
		PUT(&l, ",\"request\":");
		put_number(&l, e->request);
	}
	PUT(&l, ",\"call\":");
	put_number(&l, e->call);
	PUT(&l, ",\"attempt\":");
	put_number(&l, e->attempt);
	put_end(&l, e);
	t->buf.len = (size_t)(l.at - t->buf.p);
}

/*
 * A call is an async slice ("b", "e") of its component's row; what happens to
 * it in between is an instant ("n") of the same slice.
 */
static void add_viewer_event(struct trace_file *t, const struct history_event *e)
{
	struct buf *b = &t->buf;
	const char *phase = e->moment == MOMENT_SENT      ? "b"
			    : e->moment == MOMENT_REPLIED ? "e"
							  : "n";
	char text[8];

	if (t->has_any)
		buf_adds(b, ",\n");
	t->has_any = true;
	buf_printf(b,
		   "{\"ph\":\"%s\",\"cat\":\"call\",\"id\":%u,\"pid\":1,\"tid\":%u,\"ts\":%lld.%"
		   "03d,\"name\":",
		   phase, e->call, e->to, (long long)(e->at_ns / 1000), (int)(e->at_ns % 1000));
	buf_printf(b, "\"%s\"",
		   *phase == 'n' ? moment_name((enum moment)e->moment) : op_name((enum op)e->op));
	buf_adds(b, ",\"args\":{\"from\":");
	buf_adds(b, t->names[e->from].s);
	buf_adds(b, ",\"to\":");
	buf_adds(b, t->names[e->to].s);
	if (e->request != REQUEST_NONE)
		add_key_number(b, ",\"request\":", e->request);
	add_key_number(b, ",\"attempt\":", e->attempt);
	if (e->outcome)
		buf_printf(b, ",\"outcome\":\"%s\"", outcome_text((enum outcome)e->outcome, text));
	if (e->rule)
		buf_printf(b, ",\"rule\":\"%s\"", rule_info((enum rule)e->rule)->id);
	buf_adds(b, "}}");
}

static void take(void *self, const struct history_event *events, size_t n)
{
	struct trace_file *t = self;

	for (size_t i = 0; i < n; i++) {
		if (t->is_viewer)
			add_viewer_event(t, &events[i]);
		else
			add_event(t, &events[i]);
		if (t->buf.len >= WRITE_BYTES)
			flush(t);
	}
}

struct history_sink trace_file_sink(struct trace_file *t)
{
	return (struct history_sink){take, t};
}

bool trace_file_close(struct trace_file *t)
{
	int error;

	if (t->is_viewer) {
		for (size_t i = 0; i < t->n_names; i++) {
			buf_printf(&t->buf,
				   "%s{\"ph\":\"M\",\"pid\":1,\"tid\":%zu,\"name\":\"thread_name\","
				   "\"args\":{\"name\":",
				   t->has_any ? ",\n" : "", i);
			buf_adds(&t->buf, t->names[i].s);
			buf_adds(&t->buf, "}}");
			t->has_any = true;
		}
		buf_adds(&t->buf, "\n]}\n");
	}
	flush(t);
	error = t->error;
	if (close(t->fd) && !error)
		error = errno;
	buf_done(&t->buf);
	arena_done(&t->arena);
	free(t);
	errno = error;
	return !error;
}
