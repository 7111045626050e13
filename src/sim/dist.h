/* SPDX-License-Identifier: MIT */
/*
 * How long something takes: a distribution over nanoseconds with its own
 * random stream. "120ms", "120ms exp", "120ms lognormal 0.4" (mean and
 * coefficient of variation), "5min..7min uniform" are its spellings; facts give
 * a median and a 99th percentile instead.
 */
#ifndef SIM_DIST_H
#define SIM_DIST_H

#include <stdint.h>

#include "base/err.h"
#include "model/facts.h"
#include "sim/random.h"

enum dist_kind {
	DIST_FIXED,
	DIST_EXP,		/* mean */
	DIST_LOGNORMAL,		/* mean_ns, mu, sigma */
	DIST_UNIFORM,		/* mean, half its width in spread_ns */
};

struct dist {
	enum dist_kind kind;
	double mean_ns;
	double spread_ns;	/* of a uniform one */
	double mu, sigma;	/* of a lognormal one: of the logarithm of nanoseconds */
	struct random random;
};

void dist_fixed(struct dist *d, double mean_ns);
void dist_exp(struct dist *d, double mean_ns);
void dist_lognormal(struct dist *d, double mean_ns, double cv);

/*
 * Parses a spelling (see above); units ns us ms s min h d, a number alone is
 * seconds. ERR_SYNTAX for anything else, also for negative and absurd values
 * (over 10 years): then d is as it was. Leaves the stream alone.
 */
enum err dist_parse(struct dist *d, const char *text);

/* From a fact: by its shape; lognormal through its median and 99th (else 90th) percentile. */
void dist_of_fact(struct dist *d, const struct fact *f, enum facts_profile p);

int64_t dist_draw_lognormal(struct dist *d);
int64_t dist_draw_uniform(struct dist *d);

/* Never negative. */
static inline int64_t dist_draw(struct dist *d)
{
	switch (d->kind) {
	case DIST_FIXED:
		return (int64_t)d->mean_ns;
	case DIST_EXP:
		return (int64_t)(random_exp(&d->random) * d->mean_ns);
	case DIST_LOGNORMAL:
		return dist_draw_lognormal(d);
	case DIST_UNIFORM:
		break;
	}
	return dist_draw_uniform(d);
}

#endif
