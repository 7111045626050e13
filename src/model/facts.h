/* SPDX-License-Identifier: MIT */
/*
 * What the simulator goes by: limits, defaults, prices, latencies, each with
 * its source. Loaded from the files of data/aws by parse/facts.c (compiled into the
 * program), const afterwards. A number in the simulator that is not here is a
 * mistake.
 */
#ifndef MODEL_FACTS_H
#define MODEL_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum facts_profile { PROFILE_AWS_2026, PROFILE_AWS_2023, N_PROFILES };

enum fact_confidence {
	FACT_DOCUMENTED,	/* AWS says so */
	FACT_MEASURED,		/* somebody measured it and published how */
	FACT_SECONDARY,		/* one secondary source */
	FACT_ASSUMPTION,	/* ours: no source confirms it */
	N_CONFIDENCES
};

/* How a time is spread. */
enum fact_shape {
	FACT_FIXED,		/* not at all: the value each time */
	FACT_LOGNORMAL,		/* the value is the median */
	FACT_EXP,		/* the value is the mean */
	N_SHAPES
};

struct fact {
	const char *name;		/* "lambda.concurrency.account" */
	const char *about;		/* one or two sentences */
	const char *unit;		/* "environments", "ms", "1/s", "bytes", "yes/no" ... */
	double value[N_PROFILES];	/* in unit */
	double p90[N_PROFILES], p99[N_PROFILES];	/* percentiles; 0 = not given */
	enum fact_shape shape;
	enum fact_confidence confidence;
	const char *since;		/* "2023-11"; "" = always or unknown */
	const char *source;		/* page, publication, data set; "" only for assumptions */
	const char *url;		/* its address; "" = it has none */
	const char *lesson;		/* id of the lesson that teaches it; "" = none */
	const char *file;		/* "data/aws/lambda.yaml" */
	int line;
};

struct facts {
	struct arena arena;		/* owns the list and its texts */
	struct fact *list;		/* sorted by name, no name twice */
	size_t n;
};

/* By name; NULL if there is none. */
const struct fact *facts_find(const struct facts *f, const char *name);

/* The value of a fact that must be there: a name that is not is a bug. */
double facts_value(const struct facts *f, enum facts_profile p, const char *name);

/* The same for times, whatever their unit (ns us ms s min h d), in nanoseconds. */
int64_t facts_ns(const struct facts *f, enum facts_profile p, const char *name);

/* What x in this fact's unit is in nanoseconds; its unit must be one of time. */
double fact_ns(const struct fact *f, double x);

/* Nanoseconds of a unit of time; 0 for any other unit. */
double fact_unit_ns(const char *unit);

/* True when name is n itself or "n." begins it: "lambda.async" for "lambda.async.retries". */
bool fact_is_below(const char *name, const char *n);

/* Appends value and unit for people: "10,485,760 bytes", "29 s"; "yes" for 1 yes/no. */
void fact_print_value(struct buf *out, const struct fact *f, enum facts_profile p);

const char *facts_profile_name(enum facts_profile p);		/* "aws-2026" */
bool facts_profile_find(const char *name, enum facts_profile *ret);
const char *fact_confidence_name(enum fact_confidence c);	/* "documented" */
const char *fact_shape_name(enum fact_shape s);			/* "lognormal" */

/* NULL is ignored. */
void facts_free(struct facts *f);

#endif
