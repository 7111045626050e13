/* SPDX-License-Identifier: MIT */
#include "sim/schedule_time.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	MINUTE_S = 60,
	HOUR_S = 3600,
	DAY_S = 86400,
	YEARS = SCHEDULE_LAST_YEAR - SCHEDULE_FIRST_YEAR + 1
};

static const char *const month_names[] = {
	"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC",
};
static const char *const day_names[] = { "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT" };

/* What one of the six fields may hold. */
struct field {
	int least, most;
	const char *const *names;
	int n_names;
};

static const struct field minute_field = { 0, 59, NULL, 0 };
static const struct field hour_field = { 0, 23, NULL, 0 };
static const struct field day_field = { 1, 31, NULL, 0 };
static const struct field month_field = { 1, 12, month_names, 12 };
static const struct field weekday_field = { 1, 7, day_names, 7 };
static const struct field year_field = { SCHEDULE_FIRST_YEAR, SCHEDULE_LAST_YEAR, NULL, 0 };

/* Days of the civil calendar (Howard Hinnant's algorithms): March is month 0. */
int64_t schedule_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year, era = (y >= 0 ? y : y - 399) / 400;
	int64_t of_era = y - era * 400,
		of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void civil_of(int64_t days, int *ret_year, int *ret_month, int *ret_day)
{
	int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, d = z - era * 146097;
	int64_t y = (d - d / 1460 + d / 36524 - d / 146096) / 365;
	int64_t of_year = d - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;

	*ret_day = (int)(of_year - (153 * m + 2) / 5 + 1);
	*ret_month = (int)(m < 10 ? m + 3 : m - 9);
	*ret_year = (int)(y + era * 400 + (*ret_month <= 2));
}

static int days_in(int year, int month)
{
	return (int)(schedule_days(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) -
		     schedule_days(year, month, 1));
}

/* 1 = Sunday. 1970-01-01 was a Thursday. */
static int weekday_of(int64_t days)
{
	return (int)((days % 7 + 7 + 4) % 7) + 1;
}

static bool take_number(const char **p, const struct field *f, int *ret)
{
	char *end;
	long x;

	for (int i = 0; i < f->n_names; i++) {
		if (!strncasecmp(*p, f->names[i], 3)) {
			*p += 3;
			*ret = i + f->least;
			return true;
		}
	}
	if (!isdigit((unsigned char)**p))
		return false;
	x = strtol(*p, &end, 10);
	if (x > f->most)
		return false;
	*p = end;
	*ret = (int)x;
	return true;
}

static void set_bit(uint64_t *set, const struct field *f, int x)
{
	int bit = f->least == SCHEDULE_FIRST_YEAR ? x - f->least : x;

	set[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static void set_range(uint64_t *set, const struct field *f, int from, int to, int step)
{
	/* FRI-MON goes round. */
	if (to < from)
		to += f->most - f->least + 1;
	for (int x = from; x <= to; x += step)
		set_bit(set, f, x > f->most ? x - (f->most - f->least + 1) : x);
}

/* "*", "5", "5-9", "0/15", "5-50/10"; stops behind it. */
static bool take_part(const char **p, const struct field *f, uint64_t *set)
{
	int from, to, step = 1;
	bool is_open = false;

	if (**p == '*' || **p == '?') {
		(*p)++;
		from = f->least;
		to = f->most;
	} else {
		if (!take_number(p, f, &from) || from < f->least)
			return false;
		to = from;
		is_open = true;
		if (**p == '-') {
			(*p)++;
			is_open = false;
			if (!take_number(p, f, &to) || to < f->least)
				return false;
		}
	}
	if (**p == '/') {
		static const struct field steps = { 1, 100000, NULL, 0 };

		(*p)++;
		if (!take_number(p, &steps, &step) || step < 1)
			return false;
		if (is_open)
			to = f->most;
	}
	set_range(set, f, from, to, step);
	return true;
}

static bool parse_list(const char *p, const struct field *f, uint64_t *set)
{
	while (take_part(&p, f, set)) {
		if (!*p)
			return true;
		if (*p++ != ',')
			return false;
	}
	return false;
}

/* "L", "L-3", "LW", "15W", or a list. */
static bool parse_day(const char *p, struct schedule_time *t)
{
	uint64_t set = 0;
	char *end;
	long x;

	t->last_day = -1;
	if (*p == 'L') {
		if (!strcmp(p, "LW")) {
			t->is_last_weekday = true;
			return true;
		}
		x = p[1] == '-' ? strtol(p + 2, &end, 10) : (end = (char *)p + 1, 0);
		if (*end || x < 0 || x > 30)
			return false;
		t->last_day = (int)x;
		return true;
	}
	x = strtol(p, &end, 10);
	if (end != p && !strcmp(end, "W")) {
		t->near_day = (int)x;
		return x >= 1 && x <= 31;
	}
	if (!parse_list(p, &day_field, &set))
		return false;
	t->days = (uint32_t)set;
	return true;
}

/* "L" (Saturday), "6L", "3#2", or a list. */
static bool parse_weekday(const char *p, struct schedule_time *t)
{
	const char *rest = p;
	uint64_t set = 0;
	int day;

	if (!strcmp(p, "L"))
		p = rest = "7";
	if (take_number(&rest, &weekday_field, &day) && day >= 1) {
		if (!strcmp(rest, "L")) {
			t->last_of_weekday = day;
			return true;
		}
		if (*rest == '#') {
			t->nth_weekday = day;
			t->nth = rest[1] - '0';
			return t->nth >= 1 && t->nth <= 5 && !rest[2];
		}
	}
	if (!parse_list(p, &weekday_field, &set))
		return false;
	t->weekdays = (uint32_t)set;
	return true;
}

static enum err parse_cron(const char *text, struct schedule_time *t, const char **ret_why)
{
	char f[6][48], rest[2];
	uint64_t hours = 0, months = 0;
	bool any_day, any_weekday;

	*ret_why = "a cron expression has six fields: "
		   "cron(minutes hours day-of-month month day-of-week year)";
	if (sscanf(text, " %47s %47s %47s %47s %47s %47s %1s", f[0], f[1], f[2], f[3], f[4], f[5],
		   rest) != 6)
		return ERR_SYNTAX;
	any_day = !strcmp(f[2], "?");
	any_weekday = !strcmp(f[4], "?");
	*ret_why = "one of day-of-month and day-of-week of a cron expression is ?, "
		   "the other is not";
	if (any_day == any_weekday)
		return ERR_SYNTAX;
	*ret_why = "a field of the cron expression holds what cron does not know";
	if (!parse_list(f[0], &minute_field, &t->minutes) ||
	    !parse_list(f[1], &hour_field, &hours) || !parse_list(f[3], &month_field, &months) ||
	    !parse_list(f[5], &year_field, t->years) || !parse_day(any_day ? "*" : f[2], t) ||
	    !parse_weekday(any_weekday ? "*" : f[4], t))
		return ERR_SYNTAX;
	t->hours = (uint32_t)hours;
	t->months = (uint32_t)months;
	return ERR_OK;
}

static enum err parse_rate(const char *text, struct schedule_time *t, const char **ret_why)
{
	static const struct {
		const char *one, *more;
		int64_t s;
	} units[] = {
		{"minute", "minutes", MINUTE_S}, {"hour", "hours", HOUR_S}, {"day", "days", DAY_S}};
	char unit[16], rest[2];
	long n;

	*ret_why = "expected rate(1 minute), rate(5 minutes), rate(1 hour), rate(2 days): "
		   "one without s, more with";
	if (sscanf(text, " %9ld %15s %1s", &n, unit, rest) != 2 || n < 1)
		return ERR_SYNTAX;
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (strcmp(unit, n == 1 ? units[i].one : units[i].more) != 0)
			continue;
		t->period_s = n * units[i].s;
		return ERR_OK;
	}
	return ERR_SYNTAX;
}

static enum err parse_at(const char *text, struct schedule_time *t, const char **ret_why)
{
	int year, month, day, hour, minute, second;
	char rest[2];

	*ret_why = "expected at(2026-01-31T10:00:00)";
	if (sscanf(text, " %4d-%2d-%2dT%2d:%2d:%2d %1s", &year, &month, &day, &hour, &minute,
		   &second, rest) != 6 ||
	    month < 1 || month > 12 || day < 1 || day > days_in(year, month) || hour < 0 ||
	    hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
		return ERR_SYNTAX;
	t->at_s = schedule_days(year, month, day) * DAY_S + hour * HOUR_S + minute * MINUTE_S +
		  second;
	return ERR_OK;
}

enum err schedule_time_parse(const char *text, struct schedule_time *ret, const char **ret_why)
{
	static const struct {
		const char *name;
		enum err (*parse)(const char *, struct schedule_time *, const char **);
	} kinds[] = {
		[SCHEDULE_RATE] = { "rate(", parse_rate },
		[SCHEDULE_CRON] = { "cron(", parse_cron },
		[SCHEDULE_AT] = { "at(", parse_at },
	};
	size_t n = strlen(text);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t k = strlen(kinds[i].name);
		struct schedule_time t = { .kind = (enum schedule_kind)i };
		char inside[300];
		enum err e;

		if (strncmp(text, kinds[i].name, k) != 0 || text[n - 1] != ')' ||
		    n - k > sizeof(inside))
			continue;
		snprintf(inside, sizeof(inside), "%.*s", (int)(n - k - 1), text + k);
		e = kinds[i].parse(inside, &t, ret_why);
		if (e == ERR_OK)
			*ret = t;
		return e;
	}
	*ret_why = "expected rate(...), cron(...) or at(...)";
	return ERR_SYNTAX;
}

/* The weekday nearest to a day of the month, within the month. */
static int nearest_weekday(int64_t month_start, int day, int n_days)
{
	int weekday;

	if (day > n_days)
		return 0;
	weekday = weekday_of(month_start + day - 1);
	if (weekday == 7)
		return day > 1 ? day - 1 : day + 2;
	if (weekday == 1)
		return day < n_days ? day + 1 : day - 2;
	return day;
}

static bool day_matches(const struct schedule_time *t, int year, int month, int day)
{
	int64_t start = schedule_days(year, month, 1);
	int n = days_in(year, month), weekday = weekday_of(start + day - 1);

	if (t->is_last_weekday)
		return day == nearest_weekday(start, n, n);
	if (t->last_day >= 0)
		return day == n - t->last_day;
	if (t->near_day)
		return day == nearest_weekday(start, t->near_day, n);
	if (t->last_of_weekday)
		return weekday == t->last_of_weekday && day + 7 > n;
	if (t->nth_weekday)
		return weekday == t->nth_weekday && (day + 6) / 7 == t->nth;
	return t->days >> day & 1 && t->weekdays >> weekday & 1;
}

static bool date_matches(const struct schedule_time *t, int64_t days)
{
	int year, month, day, y;

	civil_of(days, &year, &month, &day);
	y = year - SCHEDULE_FIRST_YEAR;
	return y >= 0 && y < YEARS && t->years[y / 64] >> (y % 64) & 1 && t->months >> month & 1 &&
	       day_matches(t, year, month, day);
}

/* The first minute of a day, from the given one on, that matches; -1. */
static int minute_of_day(const struct schedule_time *t, int from)
{
	for (int i = from; i < DAY_S / MINUTE_S; i++)
		if (t->hours >> (i / 60) & 1 && t->minutes >> (i % 60) & 1)
			return i;
	return -1;
}

static bool next_cron(const struct schedule_time *t, int64_t after_s, int64_t *ret_s)
{
	int64_t minute = after_s / MINUTE_S + 1, day = minute / (DAY_S / MINUTE_S);
	int64_t last = schedule_days(SCHEDULE_LAST_YEAR, 12, 31);
	int from = (int)(minute % (DAY_S / MINUTE_S));

	for (; day <= last; day++, from = 0) {
		int at = date_matches(t, day) ? minute_of_day(t, from) : -1;

		if (at >= 0) {
			*ret_s = day * DAY_S + (int64_t)at * MINUTE_S;
			return true;
		}
	}
	return false;
}

bool schedule_time_next(const struct schedule_time *t, int64_t start_s, int64_t after_s,
			int64_t *ret_s)
{
	switch (t->kind) {
	case SCHEDULE_RATE:
		*ret_s = start_s + ((after_s - start_s) / t->period_s + 1) * t->period_s;
		return true;
	case SCHEDULE_AT:
		*ret_s = t->at_s;
		return t->at_s > after_s;
	case SCHEDULE_CRON:
		break;
	}
	return next_cron(t, after_s, ret_s);
}
