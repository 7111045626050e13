/* SPDX-License-Identifier: MIT */
/*
 * What arrives from outside: a request ('GET /orders', 'Api GET /orders', 'put
 * s3://Uploads/cat.jpg', 'send sqs://Queue', 'publish sns://Topic', 'invoke
 * lambda://F', 'tick schedule://S', 'connect ws://Api') and how often.
 */
#ifndef SIM_WORKLOAD_H
#define SIM_WORKLOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "sim/core.h"

/* Arrivals whose rate goes evenly from one value to another. */
struct rate_piece {
	int64_t from_ns, to_ns;		/* INT64_MAX = as long as arrivals last */
	double from_per_s, to_per_s;
};

struct workload {
	const char *request;		/* as written */
	const char *rate;		/* the same; NULL without one */
	const char *target;		/* logical id; NULL = the only API */
	enum op op;
	const char *method, *path;	/* of an HTTP request; path also of s3:// (the key) */
	const struct rate_piece *pieces;	/* none: count at once */
	size_t n_pieces;
	bool is_constant;		/* evenly spaced, not Poisson */
	uint64_t count;			/* 0 = no limit (with a rate), 1 (without) */
	int64_t at_ns;			/* begins */
	uint32_t bytes;			/* payload; 0 = the default fact */
};

/* Parses a request. ERR_SYNTAX: ret_why (static) says what was expected. */
enum err workload_parse(struct arena *a, const char *request, struct workload *ret,
			const char **ret_why);

/*
 * Parses a rate: "50/s", "50/s,constant", a ramp "10/s..200/s over 5min", pieces
 * in a row separated by "then": "10/s for 1min then 500/s for 10s then 10/s".
 */
enum err workload_rate(struct arena *a, const char *text, struct workload *w,
		       const char **ret_why);

/* A workload as people write it, in a command or a template; NULL = not given. */
struct workload_words {
	const char *request, *rate, *count, *at, *payload;	/* NULL = not said */
};

/*
 * The workload that they describe. ERR_SYNTAX: ret_field is the member that is wrong
 * ("rate"), ret_why what was expected; both static.
 */
enum err workload_of_words(struct arena *a, const struct workload_words *words,
			   struct workload *ret, const char **ret_field, const char **ret_why);

/* How many arrivals are to be expected until end_ns. */
double workload_expected(const struct workload *w, int64_t end_ns);

#endif
