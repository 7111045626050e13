/* SPDX-License-Identifier: MIT */
#include "sim/dist.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sim/duration.h"
#include "sim/maths.h"

/* Quantiles of the standard normal distribution. */
static const double NORMAL_P90 = 1.2815515655446004, NORMAL_P99 = 2.3263478740408408;

static void set(struct dist *d, enum dist_kind kind, double mean_ns)
{
	d->kind = kind;
	d->mean_ns = mean_ns;
	d->spread_ns = d->mu = d->sigma = 0;
}

void dist_fixed(struct dist *d, double mean_ns)
{
	set(d, DIST_FIXED, mean_ns);
}

void dist_exp(struct dist *d, double mean_ns)
{
	set(d, DIST_EXP, mean_ns);
}

void dist_lognormal(struct dist *d, double mean_ns, double cv)
{
	double variance = maths_log(1 + cv * cv);

	if (!(mean_ns > 0) || !(cv > 0)) {
		dist_fixed(d, mean_ns);
		return;
	}
	set(d, DIST_LOGNORMAL, mean_ns);
	d->sigma = sqrt(variance);
	d->mu = maths_log(mean_ns) - variance / 2;
}

static void dist_uniform(struct dist *d, double low_ns, double high_ns)
{
	set(d, DIST_UNIFORM, (low_ns + high_ns) / 2);
	d->spread_ns = (high_ns - low_ns) / 2;
}

void dist_of_fact(struct dist *d, const struct fact *f, enum facts_profile p)
{
	double sigma = 0, value = fact_ns(f, f->value[p]);

	if (f->shape == FACT_LOGNORMAL && f->p99[p] > f->value[p])
		sigma = maths_log(f->p99[p] / f->value[p]) / NORMAL_P99;
	else if (f->shape == FACT_LOGNORMAL && f->p90[p] > f->value[p])
		sigma = maths_log(f->p90[p] / f->value[p]) / NORMAL_P90;
	if (f->shape == FACT_EXP) {
		dist_exp(d, value);
	} else if (sigma == 0 || value <= 0) {
		dist_fixed(d, value);
	} else {
		set(d, DIST_LOGNORMAL, value * maths_exp(sigma * sigma / 2));
		d->sigma = sigma;
		d->mu = maths_log(value);
	}
}

/* The next word after blanks and commas; false at the end. */
static bool next_word(const char **p, char *word, size_t size)
{
	size_t n = 0;

	while (**p == ' ' || **p == ',')
		(*p)++;
	while (**p && **p != ' ' && **p != ',' && **p != ':' && n + 1 < size)
		word[n++] = *(*p)++;
	word[n] = '\0';
	return n;
}

static enum err parse_lognormal(struct dist *d, const char *p, double mean_ns)
{
	double cv = 0;

	while (*p == ' ' || *p == ':' || *p == ',')
		p++;
	if (duration_parse(p, NULL, &cv) != ERR_OK || cv > 100e9)
		return ERR_SYNTAX;	/* a bare number is read as seconds */
	dist_lognormal(d, mean_ns, cv / 1e9);
	return ERR_OK;
}

/* What is behind the time: "exp", "lognormal 0.4" ... */
static enum err parse_kind(struct dist *d, const char *p, double low_ns, double high_ns, bool is_range)
{
	char word[16];
	bool is_named = next_word(&p, word, sizeof(word));

	if (!is_named || !strcmp(word, is_range ? "uniform" : "fixed"))
		is_range ? dist_uniform(d, low_ns, high_ns) : dist_fixed(d, low_ns);
	else if (!is_range && !strcmp(word, "exp"))
		dist_exp(d, low_ns);
	else if (!is_range && !strcmp(word, "lognormal"))
		return parse_lognormal(d, p, low_ns);
	else
		return ERR_SYNTAX;
	return *p ? ERR_SYNTAX : ERR_OK;
}

enum err dist_parse(struct dist *d, const char *text)
{
	struct dist parsed = { 0 };
	const char *p;
	double low_ns, high_ns;
	enum err e = duration_parse(text, &p, &low_ns);
	bool is_range;

	if (e != ERR_OK)
		return e;
	high_ns = low_ns;
	is_range = !strncmp(p, "..", 2);
	if (is_range) {
		e = duration_parse(p + 2, &p, &high_ns);
		if (e != ERR_OK || high_ns < low_ns)
			return ERR_SYNTAX;
	}
	e = parse_kind(&parsed, p, low_ns, high_ns, is_range);
	if (e != ERR_OK)
		return e;
	set(d, parsed.kind, parsed.mean_ns);
	d->spread_ns = parsed.spread_ns;
	d->mu = parsed.mu;
	d->sigma = parsed.sigma;
	return ERR_OK;
}

int64_t dist_draw_uniform(struct dist *d)
{
	return (int64_t)(d->mean_ns + (2 * random_unit(&d->random) - 1) * d->spread_ns);
}

int64_t dist_draw_lognormal(struct dist *d)
{
	double ns = maths_exp(d->mu + d->sigma * random_normal(&d->random));

	return ns < (double)DURATION_MAX_NS ? (int64_t)ns : DURATION_MAX_NS;
}
