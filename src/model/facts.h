/* SPDX-License-Identifier: MIT */
/*
 * What the simulator goes by: limits, defaults, prices, latencies, each with
 * its source. Loaded from the files in data/aws by parse/facts.c (compiled into the
 * program), const afterwards. A number in the simulator that is not here is a
 * mistake.
 */
#ifndef MODEL_FACTS_H
#define MODEL_FACTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum facts_profile { PROFILE_AWS_2026, PROFILE_AWS_2023, N_PROFILES };

enum fact_confidence {
	FACT_DOCUMENTED,	/* AWS says so */
	FACT_MEASURED,		/* somebody measured it and published how */
	FACT_SECONDARY,		/* one secondary source */
	FACT_ASSUMPTION,	/* ours: no source confirms it */
};

/* A distribution of times, by what the source gives: quantiles, or mean alone. */
struct fact {
	const char *name;		/* "lambda.concurrency.account" */
	const char *about;		/* one sentence */
	const char *unit;		/* "environments", "ms", "1/s", "bytes", "USD/GB-s" ... */
	double value[N_PROFILES];	/* in unit; the median of a distribution */
	double p90[N_PROFILES], p99[N_PROFILES];	/* of a distribution; 0 = not given */
	const char *since;		/* "2023-11"; "" = always or unknown */
	const char *source;		/* address or title; "" only for assumptions */
	const char *lesson;		/* id of the lesson that teaches it; "" = none */
	enum fact_confidence confidence;
	const char *file;		/* "data/aws/lambda.yaml" */
	int line;
};

struct facts {
	struct arena arena;
	struct fact *list;		/* sorted by name */
	size_t n;
};

/* By name; NULL if there is none. */
const struct fact *facts_find(const struct facts *f, const char *name);

/* The value of a fact that must be there: a name that is not is a bug. */
double facts_value(const struct facts *f, enum facts_profile p, const char *name);

/* The same for times, whatever their unit (ns us ms s min h d), in nanoseconds. */
int64_t facts_ns(const struct facts *f, enum facts_profile p, const char *name);

const char *facts_profile_name(enum facts_profile p);	/* "aws-2026" */
const char *fact_confidence_name(enum fact_confidence c);

void facts_free(struct facts *f);

#endif
