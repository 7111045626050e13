/* SPDX-License-Identifier: MIT */
#include "sim/workload.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
#include "sim/core.h"
#include "sim/duration.h"

/* 'verb scheme://LogicalId[/path]' */
struct verb {
	const char *verb, *scheme;
	enum op op;
};

static const struct verb verbs[] = {
	{ "put", "s3", OP_PUT },
	{ "get", "s3", OP_GET },
	{ "delete", "s3", OP_DELETE },
	{ "list", "s3", OP_LIST },
	{ "send", "sqs", OP_SEND },
	{ "publish", "sns", OP_PUBLISH },
	{ "invoke", "lambda", OP_INVOKE },
	{ "invoke-async", "lambda", OP_INVOKE_ASYNC },
	{ "tick", "schedule", OP_TICK },
	{ "connect", "ws", OP_CONNECT },
	{ "message", "ws", OP_MESSAGE },
	{ "disconnect", "ws", OP_DISCONNECT },
	{ "put", "kinesis", OP_PUT_RECORD },
	{ "put", "dynamodb", OP_WRITE },
	{ "get", "dynamodb", OP_READ },
	{ "query", "dynamodb", OP_QUERY },
	{ "update", "dynamodb", OP_UPDATE },
	{ "delete", "dynamodb", OP_REMOVE },
	{ "put", "events", OP_PUT_EVENTS },
	{ "start", "states", OP_START_EXECUTION },
	{ "get", "secretsmanager", OP_GET_SECRET },
	{ "rotate", "secretsmanager", OP_TICK },
	{ "get", "ssm", OP_GET_PARAMETER },
	{ "call", "resource", OP_WORK },
};

static const char *const methods[] = {
	"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "ANY",
};

static const char REQUEST_FORMS[] =
	"expected a method and a path ('GET /path'), or what is done to whom ('put "
	"s3://Bucket/key'); \"nephoscope help sim\" lists the forms";

static bool is_method(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
		if (strlen(methods[i]) == n && !strncmp(methods[i], s, n))
			return true;
	return false;
}

static size_t word_length(const char *s)
{
	return strcspn(s, " ");
}

static const char *after_blanks(const char *s)
{
	return s + strspn(s, " ");
}

static enum err parse_http(struct arena *a, const char *p, struct workload *w)
{
	size_t n = word_length(p);

	if (!is_method(p, n)) {
		w->target = arena_strndup(a, p, n);
		p = after_blanks(p + n);
		n = word_length(p);
		if (!is_method(p, n))
			return ERR_SYNTAX;
	}
	w->op = OP_REQUEST;
	w->method = arena_strndup(a, p, n);
	p = after_blanks(p + n);
	if (*p != '/' || p[word_length(p)])
		return ERR_SYNTAX;
	w->path = arena_strdup(a, p);
	return ERR_OK;
}

static enum err parse_uri(struct arena *a, const char *p, const char *colon, struct workload *w)
{
	size_t n = word_length(p);
	const char *scheme = after_blanks(p + n), *id = colon + 3, *slash;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		const struct verb *v = &verbs[i];

		if (strlen(v->verb) != n || strncmp(v->verb, p, n) != 0 ||
		    strlen(v->scheme) != (size_t)(colon - scheme) ||
		    strncmp(v->scheme, scheme, (size_t)(colon - scheme)) != 0)
			continue;
		w->op = v->op;
		slash = strchr(id, '/');
		w->target = arena_strndup(a, id, slash ? (size_t)(slash - id) : strlen(id));
		w->path = slash ? arena_strdup(a, slash + 1) : "";
		return *w->target ? ERR_OK : ERR_SYNTAX;
	}
	return ERR_SYNTAX;
}

enum err workload_parse(struct arena *a, const char *request, struct workload *ret,
			const char **ret_why)
{
	struct workload w = { .request = arena_strdup(a, request) };
	const char *p = after_blanks(w.request), *colon = strstr(p, "://");
	const char *first_end = p + word_length(p);
	/* A scheme stands behind the verb; "GET /go?to=http://x" is none, and neither is "s3://Uploads" alone. */
	bool is_uri = colon && colon > first_end && !memchr(first_end, '/', (size_t)(colon - first_end));
	enum err e = is_uri ? parse_uri(a, p, colon, &w) : parse_http(a, p, &w);

	if (e == ERR_OK)
		*ret = w;
	else
		*ret_why = REQUEST_FORMS;
	return e;
}

/* True and behind the word when it stands at *p. */
static bool take_word(const char **p, const char *word)
{
	const char *at = *p + strspn(*p, " ,");
	size_t n = strlen(word);

	if (strncmp(at, word, n) != 0 || isalnum((unsigned char)at[n]))
		return false;
	*p = at + n;
	return true;
}

/* "RATE[..RATE] [for|over TIME]" */
static enum err parse_piece(const char **p, int64_t start_ns, struct rate_piece *ret)
{
	struct rate_piece piece = { .from_ns = start_ns, .to_ns = INT64_MAX };
	double ns;
	enum err e = rate_parse(*p, p, &piece.from_per_s);

	if (e != ERR_OK)
		return e;
	piece.to_per_s = piece.from_per_s;
	if (!strncmp(*p, "..", 2)) {
		*p += 2;
		e = rate_parse(*p, p, &piece.to_per_s);
		if (e != ERR_OK)
			return e;
	}
	if (take_word(p, "for") || take_word(p, "over")) {
		e = duration_parse(*p, p, &ns);
		if (e != ERR_OK)
			return e;
		piece.to_ns = start_ns + (int64_t)ns;
	}
	*ret = piece;
	return ERR_OK;
}

enum err workload_rate(struct arena *a, const char *text, struct workload *w, const char **ret_why)
{
	struct rate_piece *pieces = NULL;
	size_t n = 0, cap = 0;
	const char *p = text;
	int64_t start_ns = w->at_ns;
	bool is_constant = false;
	enum err e;

	*ret_why = "expected a rate greater than 0: '50/s', '50/s,constant', '10/s..200/s over 5min', "
		   "'10/s for 1min then 500/s for 10s then 10/s'";
	do {
		struct rate_piece piece;

		e = parse_piece(&p, start_ns, &piece);
		if (e != ERR_OK)
			break;
		if (piece.to_ns == INT64_MAX && piece.from_per_s != piece.to_per_s) {
			*ret_why = "a ramp needs a time: '10/s..200/s over 5min'";
			e = ERR_SYNTAX;
			break;
		}
		*vec_push(pieces, n, cap) = piece;
		start_ns = piece.to_ns;
	} while (start_ns != INT64_MAX && take_word(&p, "then"));
	if (take_word(&p, "constant"))
		is_constant = true;
	else
		take_word(&p, "poisson");
	if (e == ERR_OK && *after_blanks(p))
		e = ERR_SYNTAX;
	if (e == ERR_OK) {
		w->pieces = arena_dup(a, pieces, n, sizeof(*pieces));
		w->n_pieces = n;
		w->is_constant = is_constant;
		w->rate = arena_strdup(a, text);
	}
	free(pieces);
	return e;
}

/* A whole number from 1 to 10^12. */
static bool read_count(const char *text, uint64_t *ret)
{
	uint64_t n = 0;

	for (const char *p = text; *p; p++) {
		if (!isdigit((unsigned char)*p) || n > UINT64_C(1000000000000))
			return false;
		n = n * 10 + (uint64_t)(*p - '0');
	}
	*ret = n;
	return n > 0 && n <= UINT64_C(1000000000000);
}

enum err workload_of_words(struct arena *a, const struct workload_words *words,
			   struct workload *ret, const char **ret_field, const char **ret_why)
{
	struct workload w;
	double at_ns, bytes = 0;

	*ret_field = "request";
	if (workload_parse(a, words->request, &w, ret_why) != ERR_OK)
		return ERR_SYNTAX;
	*ret_field = "at";
	*ret_why = "expected a time with its unit, from the start of the run: 500ms, 3s, 10min";
	if (words->at && (!duration_has_unit(words->at) ||
			  duration_parse(words->at, NULL, &at_ns) != ERR_OK))
		return ERR_SYNTAX;
	if (words->at)
		w.at_ns = (int64_t)at_ns;
	*ret_field = "rate";	/* its pieces begin at w.at_ns */
	*ret_why = "say for what time: 50/s, 3/min, 1/h";
	if (words->rate && !strchr(words->rate, '/') && duration_is_number(words->rate))
		return ERR_SYNTAX;
	if (words->rate && workload_rate(a, words->rate, &w, ret_why) != ERR_OK)
		return ERR_SYNTAX;
	*ret_field = "count";
	*ret_why = "expected a whole number, from 1 to 1000000000000";
	if (words->count && !read_count(words->count, &w.count))
		return ERR_SYNTAX;
	*ret_field = "payload";
	*ret_why = "expected a size of less than 16 MB: 512, 64 KB or 7 MB";
	if (words->payload && (size_parse(words->payload, &bytes) != ERR_OK || bytes > CALL_BYTES_MAX))
		return ERR_SYNTAX;
	w.bytes = (uint32_t)bytes;
	*ret = w;
	return ERR_OK;
}

double workload_expected(const struct workload *w, int64_t end_ns)
{
	double n = 0;

	if (!w->n_pieces)
		return w->count ? (double)w->count : 1;
	for (size_t i = 0; i < w->n_pieces; i++) {
		const struct rate_piece *p = &w->pieces[i];
		int64_t to_ns = p->to_ns < end_ns ? p->to_ns : end_ns;

		if (to_ns > p->from_ns)
			n += (p->from_per_s + p->to_per_s) / 2 * (double)(to_ns - p->from_ns) / 1e9;
	}
	return w->count && (double)w->count < n ? (double)w->count : n;
}
