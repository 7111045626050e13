/* SPDX-License-Identifier: MIT */
#include "model/facts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"

static int compare_name(const void *name, const void *fact)
{
	return strcmp(name, ((const struct fact *)fact)->name);
}

const struct fact *facts_find(const struct facts *f, const char *name)
{
	if (!f->n)
		return NULL;
	return bsearch(name, f->list, f->n, sizeof(*f->list), compare_name);
}

double facts_value(const struct facts *f, enum facts_profile p, const char *name)
{
	const struct fact *fact = facts_find(f, name);

	assert(fact);
	return fact->value[p];
}

double fact_unit_ns(const char *unit)
{
	static const struct {
		const char *name;
		double ns;
	} units[] = {
		{ "ns", 1 }, { "us", 1e3 }, { "ms", 1e6 }, { "s", 1e9 },
		{ "min", 60e9 }, { "h", 3600e9 }, { "d", 86400e9 },
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (!strcmp(units[i].name, unit))
			return units[i].ns;
	return 0;
}

double fact_ns(const struct fact *f, double x)
{
	double ns = fact_unit_ns(f->unit);

	assert(ns > 0);
	return x * ns;
}

int64_t facts_ns(const struct facts *f, enum facts_profile p, const char *name)
{
	const struct fact *fact = facts_find(f, name);

	assert(fact);
	return (int64_t)(fact_ns(fact, fact->value[p]) + 0.5);
}

bool fact_is_below(const char *name, const char *n)
{
	size_t len = strlen(n);

	return !strncmp(name, n, len) && (!name[len] || name[len] == '.');
}

/* "1/s" and "units/s" are read as "a second" and "units a second". */
static const struct { const char *unit, *words; } rates[] = {
	{ "/s", " a second" },
	{ "/min", " a minute" },
};

static bool ends(const char *unit, size_t n, const char *end)
{
	size_t len = strlen(end);

	return n > len && !strncmp(unit + n - len, end, len);
}

/* " requests", of one " request"; a unit of measure has no plural. */
static void add_unit(struct buf *out, const char *unit, size_t n, bool is_one)
{
	bool is_counted = n > 2 && !memchr(unit, '/', n) && ends(unit, n, "s");

	if (!is_one || !is_counted)
		buf_printf(out, " %.*s", (int)n, unit);
	else if (ends(unit, n, "ies"))
		buf_printf(out, " %.*sy", (int)n - 3, unit);
	else
		buf_printf(out, " %.*s", (int)n - (ends(unit, n, "ches") ? 2 : 1), unit);
}

void fact_print_value(struct buf *out, const struct fact *f, enum facts_profile p)
{
	if (!strcmp(f->unit, "yes/no")) {
		buf_adds(out, f->value[p] > 0 ? "yes" : "no");
		return;
	}
	if (!strcmp(f->unit, "share")) {
		decimal_print(out, f->value[p] * 100);
		buf_adds(out, " %");
		return;
	}
	decimal_print(out, f->value[p]);
	for (size_t i = 0; i < sizeof(rates) / sizeof(*rates); i++) {
		size_t n = strlen(f->unit), end = strlen(rates[i].unit);

		if (n < end || strcmp(f->unit + n - end, rates[i].unit) != 0)
			continue;
		if (strncmp(f->unit, "1/", 2) != 0)
			add_unit(out, f->unit, n - end, f->value[p] == 1);
		buf_adds(out, rates[i].words);
		return;
	}
	add_unit(out, f->unit, strlen(f->unit), f->value[p] == 1);
}

static const char *const profile_names[N_PROFILES] = {
	[PROFILE_AWS_2026] = "aws-2026",
	[PROFILE_AWS_2023] = "aws-2023",
};

const char *facts_profile_name(enum facts_profile p)
{
	return profile_names[p];
}

bool facts_profile_find(const char *name, enum facts_profile *ret)
{
	for (int p = 0; p < N_PROFILES; p++) {
		if (strcmp(profile_names[p], name) != 0)
			continue;
		*ret = (enum facts_profile)p;
		return true;
	}
	return false;
}

const char *fact_confidence_name(enum fact_confidence c)
{
	static const char *const names[N_CONFIDENCES] = {
		[FACT_DOCUMENTED] = "documented",
		[FACT_MEASURED] = "measured",
		[FACT_SECONDARY] = "secondary",
		[FACT_ASSUMPTION] = "assumption",
	};

	return names[c];
}

const char *fact_shape_name(enum fact_shape s)
{
	static const char *const names[N_SHAPES] = {
		[FACT_FIXED] = "fixed",
		[FACT_LOGNORMAL] = "lognormal",
		[FACT_EXP] = "exp",
	};

	return names[s];
}

void facts_free(struct facts *f)
{
	if (!f)
		return;
	arena_done(&f->arena);
	free(f);
}
