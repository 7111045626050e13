/* SPDX-License-Identifier: MIT */
/*
 * Twenty experiments on real AWS Lambda (tests/fixtures/measured), run with the
 * default keep-alive and each one's own arrival rate and service times. The
 * bounds are what a faithful model reaches: SimFaaS 12.2 % and 3.1 % itself, AWS's own
 * standard error of the cold starts is 10.1 %.
 */
#include "tests/support/sim_kit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/t.h"

enum { EXPERIMENTS = 20, MOST_LINE = 512 };

struct experiment {
	double rate, warm_ms, cold_ms, instances, p_cold;
};

/* name, rate, warm, cold, idle minutes, instances, utilisation, p_cold, ... */
static bool parse(const char *line, struct experiment *e)
{
	const char *comma = strchr(line, ',');

	return comma && sscanf(comma, ",%lf,%lf,%lf,%*f,%lf,%*f,%lf", &e->rate, &e->warm_ms,
			       &e->cold_ms, &e->instances, &e->p_cold) == 5;
}

static int load(struct experiment *list)
{
	char path[4096], line[MOST_LINE];
	const char *top = getenv("top_srcdir");
	FILE *f;
	int n = 0;

	snprintf(path, sizeof(path),
		 "%s/tests/fixtures/measured/simfaas-aws-lambda-experiments.csv", top ? top : ".");
	f = fopen(path, "r");
	t_not_null(f);
	while (n < EXPERIMENTS && fgets(line, sizeof(line), f))
		n += parse(line, &list[n]);
	fclose(f);
	return n;
}

static void run(const struct experiment *e, double *p_cold, double *instances)
{
	struct kit k;
	char rate[64], work[64], cold[64];

	snprintf(rate, sizeof(rate), "%.12f/s", e->rate);
	snprintf(work, sizeof(work), "%.9fms exp", e->warm_ms);
	snprintf(cold, sizeof(cold), "%.9fms exp", e->cold_ms - e->warm_ms);
	kit_init(&k);
	k.options.duration_ns = (int64_t)((e->rate < .1 ? 2e7 : 4e6) * 1e9);
	k.options.until_ns = k.options.duration_ns;
	kit_node(&k, "F", ARCH_FUNCTION, "AWS::Lambda::Function", "Timeout=900");
	kit_meta(&k, "F", "Work", work);
	kit_meta(&k, "F", "ColdStart", cold);
	kit_request(&k, "invoke lambda://F", rate, 0);
	kit_begin(&k);
	sim_run_until(k.sim, k.options.until_ns, 0);
	k.run = sim_result(k.sim);
	*p_cold = (double)kit_count(&k, "F", "ColdStarts") /
		  (double)kit_count(&k, "F", "Invocations");
	*instances = kit_metric(&k, "F", "Environments")->mean;
	kit_done(&k);
}

TEST(cold_starts_and_instances_are_as_measured_on_aws)
{
	struct experiment list[EXPERIMENTS];
	double cold_error = 0, instance_error = 0;

	t_int(load(list), EXPERIMENTS);
	for (int i = 0; i < EXPERIMENTS; i++) {
		const struct experiment *e = &list[i];
		double p_cold, instances;

		run(e, &p_cold, &instances);
		printf("# %.4f/s: cold %.5f (AWS %.5f), instances %.3f (AWS %.3f)\n", e->rate,
		       p_cold, e->p_cold, instances, e->instances);
		cold_error += fabs(p_cold - e->p_cold) / e->p_cold * 100 / EXPERIMENTS;
		instance_error += fabs(instances - e->instances) / e->instances * 100 / EXPERIMENTS;
	}
	printf("# mean absolute error: cold starts %.2f %%, instances %.2f %%\n", cold_error,
	       instance_error);
	t_true(cold_error <= 13.5);
	t_true(instance_error <= 3.6);
}

TESTS(t(cold_starts_and_instances_are_as_measured_on_aws))
