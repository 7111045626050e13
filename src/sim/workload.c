/* SPDX-License-Identifier: MIT */
#include "sim/workload.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/vec.h"
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
	"expected 'GET /path', 'Api GET /path', 'put s3://Bucket/key', 'send sqs://Queue', "
	"'publish sns://Topic', 'invoke lambda://Function', 'tick schedule://Schedule' or 'connect ws://Api'";

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
	}
	free(pieces);
	return e;
}
