/* SPDX-License-Identifier: MIT */
/*
 * What a run measured, by component: names are CloudWatch's where CloudWatch
 * has one. Printed as JSON, text and CSV by cli/, shown by ui/.
 */
#ifndef MODEL_METRICS_H
#define MODEL_METRICS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum metric_form {
	METRIC_COUNT,		/* count */
	METRIC_NUMBER,		/* mean only */
	METRIC_SUMMARY,		/* mean, p50, p99, most; n in count */
	METRIC_LEVEL,		/* mean and most over time */
};

struct metric {
	const char *name;	/* "ThrottledRequests" */
	const char *unit;	/* "ms", "1", "USD" */
	enum metric_form form;
	uint64_t count;
	double mean, p50, p90, p99, most;
	/* Halves of the 95 % intervals over runs: of mean (or count), of p50, of p99; 0 = one run. */
	double half, p50_half, p99_half;
};

struct metric_list {
	const char *id;		/* logical id */
	const char *kind;	/* "function" */
	struct metric *list;
	size_t n, cap;
	double cost_usd;
	double cost_half;
};

/* Appends; names and units are static. */
void metrics_count(struct metric_list *m, const char *name, uint64_t count);
void metrics_number(struct metric_list *m, const char *name, const char *unit, double value);
void metrics_add(struct metric_list *m, const struct metric *one);

const struct metric *metrics_find(const struct metric_list *m, const char *name);
void metrics_done(struct metric_list *m);

#endif
